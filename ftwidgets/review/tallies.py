"""How many rows are kept, fixed, dropped, put off and left? Counted once, then kept."""

from collections import Counter
from collections.abc import Iterable

from ftwidgets.review.history import History, RowState


def outcome_of(state: RowState) -> str:
    """``keep``, ``fix``, ``drop``, ``skip``, or an empty text for nothing yet.

    Examples
    --------
    >>> outcome_of(RowState(verdict="keep", edits={1: "Hello"})), outcome_of(RowState())
    ('fix', '')
    """
    return state.outcome or state.verdict or ""


class Tally:
    """Rows by outcome, kept up to date at the cost of what changes.

    Examples
    --------
    >>> from ftwidgets.review.operations import Operation
    >>> history = History()
    >>> tally = Tally(["a", "b"], history)
    >>> history.add(Operation("1", "label", "a", "mira", value="drop"))
    >>> tally.counts["drop"], tally.counts[""], tally.judged
    (1, 1, 1)
    """

    def __init__(self, keys: Iterable[str], history: History) -> None:
        self._history = history
        self._seen = len(history.touched)
        self._outcomes = {key: outcome_of(history.state_of(key)) for key in keys}
        self._counts = Counter(self._outcomes.values())

    @property
    def counts(self) -> Counter[str]:
        """How many rows have each outcome."""
        touched = self._history.touched
        for key in touched[self._seen :]:
            if key in self._outcomes:
                new = outcome_of(self._history.state_of(key))
                self._counts[self._outcomes[key]] -= 1
                self._counts[new] += 1
                self._outcomes[key] = new
        self._seen = len(touched)
        return self._counts

    @property
    def judged(self) -> int:
        """How many are kept, fixed or dropped."""
        counts = self.counts
        return counts["keep"] + counts["fix"] + counts["drop"]
