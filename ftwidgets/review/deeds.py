"""What was done last, in words?"""

from ftwidgets.examples import shorten
from ftwidgets.literals import literal
from ftwidgets.review.operations import Operation
from ftwidgets.review.pages import Page, name_of, state_page
from ftwidgets.review.session import ReviewSession

DEEDS = {
    "keep": "Kept",
    "fix": "To be fixed:",
    "drop": "Dropped",
    "skip": "Put off",
    "flag": "Flagged",
    "note": "Wrote a note on",
    "edit": "Fixed",
}
"""Verdicts and kinds of operation, as something that was done."""


def deed_in_words(session: ReviewSession, operation: Operation) -> str:
    """What was done, in two or three words.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> path = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> session = ReviewSession([chat(("user", "Hi"))], path, "mira")
    >>> session.label("drop")
    >>> deed_in_words(session, session.undoable)
    'Dropped #0001'
    """
    row = session.row_of.get(operation.row)
    name = "a row that is not here" if row is None else name_of(session, row)
    value = operation.value
    if operation.kind == "label" and value not in DEEDS:
        return f"Labelled {name} {shorten(literal(str(value)), 24)}"
    if operation.kind == "flag" and not value:
        return f"Took the flag off {name}"
    return (
        f"{DEEDS[str(value) if operation.kind == 'label' else operation.kind]} {name}"
    )


def history_page(session: ReviewSession, most: int = 4) -> list[Page]:
    """The rows judged last, the newest first."""
    pages: dict[str, Page] = {}
    for key in reversed(session.ledger.mine.touched):
        row = session.row_of.get(key)
        if key in pages or row is None or not session.state(row).verdict:
            continue
        state, name = state_page(session, row), name_of(session, row)
        pages[key] = {
            **state,
            "name": name,
            "note": shorten(state["shownNote"], 40),
        }
        if len(pages) == most:
            break
    return list(pages.values())
