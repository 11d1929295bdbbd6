"""What has the review accepted, and what became of every other row?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ftwidgets.examples import Example, count, fingerprint
from ftwidgets.review.desk import Desk
from ftwidgets.review.drawing import family_of
from ftwidgets.review.edits import with_edits
from ftwidgets.review.versions import is_older

FATES = {
    "accepted": "accepted",
    "dropped": "dropped",
    "to_fix": "marked to be fixed, but not edited yet",
    "older_text": "judged on an older text",
    "skipped": "skipped",
    "not_judged": "not judged yet",
}
"""What can have become of a row, and how that is said; each row has one."""

NAMED_ROWS = 8
"""So many rows are named where they are counted."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one annotator has said of one row.

    Attributes
    ----------
    row : int
        Position of the example, from 0.
    line : int
        Where people find it: its line in the file, or its number in a list, from 1.
    key : str
        What labels belong to, see `ftwidgets.review.identity`.
    example : dict
        With the edits, unless they were made of an older text.
    original : dict
        As it came.
    fate : str
        One of `FATES`.
    outcome : {"keep", "fix", "drop"} or None
        ``None`` where nothing was decided.
    label : str or None
        The task's label that was chosen.
    note : str
    flagged : bool
    edits : mapping of int to str
        New texts by number of the message.
    judged_fingerprint : str
        Of the text that was judged; another one than now if it is stale.
    by, at, queue : str
        Who decided, when, and in which queue.
    seconds : float
        How long the row was looked at.
    seed : object
        The seed that the row was made from, if it names one.
    """

    row: int
    line: int
    key: str
    example: Example
    original: Example
    fate: str
    outcome: str | None
    label: str | None
    note: str
    flagged: bool
    edits: Mapping[int, str]
    judged_fingerprint: str
    by: str
    at: str
    queue: str
    seconds: float
    seed: Any

    @property
    def fingerprint(self) -> str:
        """Of the text as it came."""
        return fingerprint(self.original)

    @property
    def stale(self) -> bool:
        """Whether it was judged on an older text."""
        return self.fate == "older_text"


def outcomes(session: Desk) -> list[Outcome]:
    """What became of every row, in the order of the data.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.review.session import ReviewSession
    >>> rows = [chat(("user", text), ("assistant", "Yes")) for text in "abc"]
    >>> journal = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> session = ReviewSession(rows, journal, "mira")
    >>> session.label("keep"); session.label("fix")
    >>> [each.fate for each in outcomes(session)]
    ['accepted', 'to_fix', 'not_judged']
    """
    session.refresh()
    return [_outcome(session, row) for row in range(len(session.examples))]


def accepted(session: Desk) -> list[Outcome]:
    """Rows that are kept or fixed, and ready to leave the house.

    A row that is marked to be fixed and not edited yet, and one that was judged on an
    older text, are not: `outcomes` has them, `sentences` counts and names them.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.review.session import ReviewSession
    >>> rows = [chat(("user", text), ("assistant", "Yes")) for text in "abc"]
    >>> journal = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> session = ReviewSession(rows, journal, "mira")
    >>> session.label("keep"); session.edit("No")
    >>> [each.outcome for each in accepted(session)]
    ['keep', 'fix']
    """
    return [each for each in outcomes(session) if each.fate == "accepted"]


def fates(rows: Sequence[Outcome]) -> dict[str, int]:
    """How many rows had each fate; their sum is the number of rows.

    Examples
    --------
    >>> fates([])["accepted"]
    0
    """
    found = Counter(each.fate for each in rows)
    return {fate: found[fate] for fate in FATES}


def sentences(rows: Sequence[Outcome]) -> list[str]:
    """What became of the rows, for people; those that are not accepted are named.

    Examples
    --------
    >>> sentences([])
    ['0 rows: 0 accepted.']
    """
    counts = fates(rows)
    terms = [f"{n:,} {FATES[fate]}" for fate, n in counts.items() if n]
    said = [f"{count(len(rows), 'row')}: {', '.join(terms) or '0 accepted'}."]
    for fate in ("to_fix", "older_text"):
        lines = [each.line for each in rows if each.fate == fate]
        if lines:
            verb = "is" if len(lines) == 1 else "are"
            said.append(
                f"{count(len(lines), 'row')} {verb} {FATES[fate]}: {named(lines)}."
            )
    return said


def named(lines: Sequence[int]) -> str:
    """Rows by their numbers, the first ones of many.

    Examples
    --------
    >>> named([3]), named(range(1, 11))
    ('row 3', 'rows 1, 2, 3, 4, 5, 6, 7, 8 and 2 more')
    """
    shown = ", ".join(f"{line:,}" for line in lines[:NAMED_ROWS])
    more = len(lines) - NAMED_ROWS
    noun = "row" if len(lines) == 1 else "rows"
    return f"{noun} {shown}" + (f" and {more:,} more" if more > 0 else "")


def _outcome(session: Desk, row: int) -> Outcome:
    key, original = session.keys[row], session.examples[row]
    state, lines = session.state_of(key), session.source.lines
    is_old = is_older(original, state)
    if state.outcome is None:
        fate = "skipped" if state.verdict == "skip" else "not_judged"
    elif is_old:
        fate = "older_text"
    elif state.outcome == "drop":
        fate = "dropped"
    elif state.outcome == "fix" and not state.edits:
        fate = "to_fix"
    else:
        fate = "accepted"
    return Outcome(
        row=row,
        line=lines[row] if lines else row + 1,
        key=key,
        example=original if is_old else with_edits(original, state.edits),
        original=original,
        fate=fate,
        outcome=state.outcome,
        label=state.label,
        note=state.note,
        flagged=state.flagged,
        edits=state.edits,
        judged_fingerprint=state.fingerprint,
        by=session.annotator,
        at=state.at,
        queue=state.queue,
        seconds=state.seconds,
        seed=family_of(original, session.rows.family_key),
    )
