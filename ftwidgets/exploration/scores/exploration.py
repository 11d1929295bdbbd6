"""What would another line, other weights or another preset do at level 2?

The strength of each signal in each row is found once; scores under other weights are
sums of the same numbers, equal bit for bit to what `ftwidgets.score` gives.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from ftwidgets.examples import Example, fingerprint
from ftwidgets.exploration.choices import (
    Exploration,
    example_of,
    standard_curation_of,
)
from ftwidgets.exploration.scores.lesson_scores import LessonScores
from ftwidgets.exploration.scores.precision import (
    Measure,
    Proposal,
    measure_lines,
    propose_line,
)
from ftwidgets.exploration.scores.signal_table import SignalTable, weights_of
from ftwidgets.recipes import Recipe
from ftwidgets.scoring import (
    STANDARD_RULES,
    Score,
    rules_with,
    score,
)
from ftwidgets.views import reached

View = Literal["standard", "lesson", "both"]

VIEWS: tuple[View, ...] = ("standard", "lesson", "both")

LINES = tuple(each / 100 for each in range(101))
"""Lines at which everything is counted: the hundredths."""

MOST_NEAR = 50
"""So many rows on each side of the line can be asked for."""


class ScoreExploration(Exploration):
    """Level 2, steered: the line, the weights, and the lesson's scores beside them.

    Parameters
    ----------
    source : Curation, Dataset or iterable of records
        Its rows are those that level 1 let through. What was curated as the lesson does
        is curated anew with the standard preset: the lesson's line cannot be moved.
    recipe : Recipe, optional
    labels : mapping of str to bool, optional
        By fingerprint, whether a row is good: labels of a random audit of all rows, as
        `ftwidgets.ReviewSession.judgements` gives them. They measure every line.
    other_labels : mapping of str to bool, optional
        Labels from other queues: shown, but they measure nothing.

    Attributes
    ----------
    records : list of int
        The rows, as positions in ``curation.data.records``.
    line : float
        A row is kept when its score is at least this.
    weights : dict of str to float
        Of each signal.
    view : {"standard", "lesson", "both"}
    near : int
        Rows that are shown on each side of the line.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Parcel?"), ("assistant", text))
    ...         for text in ("It comes on Friday.", "I cannot help with that.")]
    >>> scores = ScoreExploration(rows)
    >>> scores.kept, scores.dropped
    ([0], [1])
    >>> scores.choose(line=0.2)
    >>> scores.kept, scores.recipe.min_score
    ([0, 1], 0.2)
    """

    def __init__(
        self,
        source: Any,
        recipe: Recipe | None = None,
        *,
        labels: Mapping[str, bool] | None = None,
        other_labels: Mapping[str, bool] | None = None,
    ) -> None:
        super().__init__(standard_curation_of(source, recipe))
        self.records = reached(self.curation, "scoring")
        examples = example_of(self.curation)
        self.examples: list[Example] = [examples[each] for each in self.records]
        self._signals = SignalTable(self.examples)
        self.line = float(self.curation.recipe.min_score)
        self.weights = weights_of(self.curation.recipe)
        self.view: View = "standard"
        self.near = 3
        self.labels = self._labelled(labels)
        self.other_labels = self._labelled(other_labels)
        self._weigh()

    def __repr__(self) -> str:
        return (
            f"ScoreExploration({len(self.records):,} rows = {self.kept_number:,} kept "
            f"+ {len(self.records) - self.kept_number:,} dropped at {self.line:.2f})"
        )

    def choose(self, **choices: Any) -> None:
        """Make other choices; those not named stay.

        Parameters
        ----------
        line : float
            In 0..1.
        weights : mapping of str to float
            Of the signals named, 0..1; 0 switches one off.
        view : {"standard", "lesson", "both"}
        near : int
            Rows on each side of the line, 1 to `MOST_NEAR`.
        """
        checked = {name: _checked(name, each) for name, each in choices.items()}
        with self.lock:
            weights = {**self.weights, **checked.pop("weights", {})}
            is_other = weights != self.weights
            self.weights = weights
            for name, value in checked.items():
                setattr(self, name, value)
            if is_other:
                self._weigh()
        self._tell()

    @property
    def recipe(self) -> Recipe:
        """The curation's recipe with this line and these weights."""
        usual = {rule.name: rule.weight for rule in STANDARD_RULES}
        given = self.curation.recipe.score_weights
        weights = {
            name: weight
            for name, weight in self.weights.items()
            if weight != usual[name] or name in given
        }
        return self.curation.recipe.change(min_score=self.line, score_weights=weights)

    @property
    def kept_number(self) -> int:
        """How many rows reach the line."""
        return len(self._sorted) - self._first_kept

    @property
    def kept(self) -> list[int]:
        """Records that reach the line."""
        return [self.records[row] for row in (self.totals >= self.line).nonzero()[0]]

    @property
    def dropped(self) -> list[int]:
        """Records below the line."""
        return [self.records[row] for row in (self.totals < self.line).nonzero()[0]]

    @property
    def value(self) -> list[Example]:
        """The kept rows."""
        return [self.examples[row] for row in (self.totals >= self.line).nonzero()[0]]

    def judge(self, row: int) -> Score:
        """Score of a row, with the words that caused each part."""
        return score(self.examples[row], rules_with(self.weights))

    def at_the_line(self) -> tuple[list[int], list[int]]:
        """Rows just below the line, the nearest first, and rows just above it.

        Where the lesson's scores are looked at, the line is the lesson's.
        """
        at, order = self._first_kept, self._order
        if self.view == "lesson":
            at, order = self.lesson.dropped, self.lesson.order
        below = order[max(0, at - self.near) : at][::-1]
        return [int(row) for row in below], [
            int(row) for row in order[at:][: self.near]
        ]

    def counts(self) -> tuple[list[int], list[float | None]]:
        """At each of `LINES`: how many rows are kept, and their average score."""
        if self._counted is None:
            self._counted = self._count()
        return self._counted

    def _count(self) -> tuple[list[int], list[float | None]]:
        import numpy as np

        first = np.searchsorted(self._sorted, LINES)
        kept = len(self._sorted) - first
        sums = np.append(np.cumsum(self._sorted[::-1])[::-1], 0.0)[first]
        means = [s / n if n else None for s, n in zip(sums, kept.tolist(), strict=True)]
        return kept.tolist(), [None if each is None else float(each) for each in means]

    def hits(self) -> dict[str, int]:
        """In how many rows each signal speaks."""
        names = (rule.name for rule in STANDARD_RULES)
        return dict(zip(names, self._signals.hits, strict=True))

    @cached_property
    def lesson(self) -> LessonScores:
        """The lesson's scores of the same rows."""
        values = self.curation.texts.records
        return LessonScores(values[record] for record in self.records)

    def measures(self) -> list[Measure]:
        """What the labels say of each of `LINES`; empty where there is none."""
        if self._measured is None:
            found = self.labels and measure_lines(*self._label_scores, LINES)
            self._measured = found or []
        return self._measured

    def measure(self) -> Measure | None:
        """What the labels say of the line at hand."""
        if not self.labels:
            return None
        return measure_lines(*self._label_scores, [self.line])[0]

    def proposal(self) -> Proposal | None:
        """The line with the best F1, from 30 labels on; else ``None``."""
        if self._proposal is None:
            self._proposal = (propose_line(*self._label_scores, LINES),)
        return self._proposal[0]

    @property
    def _label_scores(self) -> tuple[list[float], list[bool]]:
        return self.totals[list(self.labels)].tolist(), list(self.labels.values())

    @property
    def _first_kept(self) -> int:
        return int(self._sorted.searchsorted(self.line))

    def _weigh(self) -> None:
        """Scores under the weights at hand, and the rows in their order."""
        self.totals = self._signals.totals(self.weights)
        self._order = self.totals.argsort(kind="stable")
        self._sorted = self.totals[self._order]
        # What only the weights change is counted when it is first asked for.
        self._counted: tuple[list[int], list[float | None]] | None = None
        self._proposal: tuple[Proposal | None] | None = None
        self._measured: list[Measure] | None = None

    def _labelled(self, labels: Mapping[str, bool] | None) -> dict[int, bool]:
        """Labels by row; of rows with one text the first one stands for all."""
        if not labels:
            return {}
        first: dict[str, int] = {}
        for row, example in enumerate(self.examples):
            first.setdefault(fingerprint(example), row)
        return {first[key]: bool(good) for key, good in labels.items() if key in first}


def _checked(name: str, value: Any) -> Any:
    """A choice, if it is one."""
    if name == "weights":
        if not isinstance(value, Mapping):
            raise ValueError(f"weights maps names of signals to 0..1, got {value!r}")
        rules_with(value)
        return dict(value)
    if name not in _CHOICES:
        allowed = ", ".join(("weights", *_CHOICES))
        raise ValueError(f"there is no choice {name!r}; there are {allowed}")
    is_allowed, allowed = _CHOICES[name]
    if not is_allowed(value):
        raise ValueError(f"{name} {allowed}, got {value!r}")
    return float(value) if name == "line" else value


def _is_share(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 <= value <= 1


def _is_near(value: Any) -> bool:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return is_number and 1 <= value <= MOST_NEAR


_CHOICES: Mapping[str, tuple[Any, str]] = {
    "line": (_is_share, "must lie between 0 and 1"),
    "view": (VIEWS.__contains__, f"must be one of {', '.join(VIEWS)}"),
    "near": (_is_near, f"must be a whole number from 1 to {MOST_NEAR}"),
}
"""What can be chosen besides weights: a test, and the rule in words."""
