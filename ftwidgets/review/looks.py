"""What do the three levels say of one row, and what does an edit change about that?"""

import threading
from dataclasses import dataclass

from ftwidgets.examples import Example, count, reply_of
from ftwidgets.findings import Finding
from ftwidgets.neighbours import Neighbour, Neighbours
from ftwidgets.nodes import said_by
from ftwidgets.review.session import ReviewSession
from ftwidgets.scoring import Score, rules_with, score
from ftwidgets.validation import validate

EAGER_ROWS = 5_000
"""Up to so many rows the nearest one is shown with each row; above, after an edit."""


@dataclass(frozen=True, slots=True)
class Look:
    """What the levels say of one row.

    Attributes
    ----------
    findings : list of Finding
        Level 1.
    score : Score
        Level 2.
    nearest : Neighbour or None
        Level 3: the most similar other row.
    words : int
        Words of the reply.
    """

    findings: list[Finding]
    score: Score
    nearest: Neighbour | None
    words: int


class Looker:
    """Looks at rows of a session, as they are or as they would be.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Hi"), ("assistant", text)) for text in ("Yes", "Yes!")]
    >>> path = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> looker = Looker(ReviewSession(rows, path, "mira"))
    >>> looker.look(0, rows[0], near=True).nearest
    Neighbour(row=1, similarity=1.0)
    """

    def __init__(self, session: ReviewSession) -> None:
        self._session = session
        self._rules = rules_with(session.source.recipe.score_weights)
        self._lock = threading.Lock()
        self._neighbours: Neighbours | None = None
        self._seen = 0

    def look(self, row: int, example: Example, *, near: bool | None = None) -> Look:
        """What the levels say of a row with this text.

        Parameters
        ----------
        row : int
            Its position, from 0: it is not its own neighbour.
        example : dict
            The row, or an edit of it.
        near : bool, optional
            Whether to find the nearest row. The first time that takes seconds on
            50,000 rows, so that by default it is done where there are few.
        """
        near = len(self._session.examples) <= EAGER_ROWS if near is None else near
        return Look(
            validate(example, task=self._session.task),
            score(example, self._rules),
            self._nearest(row, example) if near else None,
            len(reply_of(example).split()),
        )

    def _nearest(self, row: int, example: Example) -> Neighbour | None:
        session, roles = self._session, self._session.source.recipe.roles
        with self._lock:
            touched = session.ledger.mine.touched
            if self._neighbours is None:
                rows = range(len(session.examples))
                texts = (said_by(session.edited(each), roles) for each in rows)
                self._seen, self._neighbours = len(touched), Neighbours(texts)
            for key in dict.fromkeys(touched[self._seen :]):
                if key in session.row_of:
                    each = session.row_of[key]
                    self._neighbours.replace(each, said_by(session.edited(each), roles))
            self._seen = len(touched)
            return self._neighbours.nearest(said_by(example, roles), skip=(row,))


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit changes.

    Attributes
    ----------
    was, now : Look
    similarity : float
        From which on rows are near-duplicates.
    """

    was: Look
    now: Look
    similarity: float

    def sentences(self, names: dict[int, str]) -> list[str]:
        """The changes for people.

        Parameters
        ----------
        names : dict of int to str
            What people call the rows.
        """
        before = dict.fromkeys(each.code for each in self.was.findings)
        after = dict.fromkeys(each.code for each in self.now.findings)
        gone = [code for code in before if code not in after]
        new = [each.message for each in self.now.findings if each.code not in before]
        said = [f"The finding {code} is gone." for code in gone]
        said += [f"New: {message}." for message in dict.fromkeys(new)]
        was, now = self._partner(self.was), self._partner(self.now)
        if was is not None and now is None:
            said.append(f"The row is no longer a near-duplicate of {names[was]}.")
        if now is not None and now != was:
            said.append(f"The row is now a near-duplicate of {names[now]}.")
        return said

    def _partner(self, look: Look) -> int | None:
        near = look.nearest
        is_near = near is not None and near.similarity >= self.similarity
        return near.row if is_near else None

    def numbers(self) -> list[tuple[str, str, str]]:
        """Name, value before and value now, in the order in which they are shown."""
        return [
            ("Findings", *(str(len(each.findings)) for each in self._both)),
            ("Score", *(f"{each.score.total:.2f}" for each in self._both)),
            ("Nearest row", *(_similarity(each) for each in self._both)),
            ("Words in reply", *(f"{each.words:,}" for each in self._both)),
        ]

    @property
    def _both(self) -> tuple[Look, Look]:
        return self.was, self.now


def _similarity(look: Look) -> str:
    return "none" if look.nearest is None else f"{look.nearest.similarity:.2f}"


def changed_words(out: int, into: int) -> str:
    """How many words an edit takes out and puts in.

    Examples
    --------
    >>> changed_words(13, 1)
    '13 words out, 1 in'
    """
    return f"{count(out, 'word')} out, {into:,} in"
