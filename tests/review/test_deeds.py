"""Is what was done last said in words that one can take back?"""

import pytest

from ftwidgets.examples import chat
from ftwidgets.review import ReviewSession
from ftwidgets.review.deeds import deed_in_words, history_page
from ftwidgets.tasks import Task


def open_session(tmp_path, rows, **choices):
    return ReviewSession(rows, tmp_path / "labels.jsonl", "mira", **choices)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda s: s.label("keep"), "Kept a"),
        (lambda s: s.label("drop"), "Dropped a"),
        (lambda s: s.label("bill\u200bing"), "Labelled a bill[U+200B]ing"),
        (lambda s: s.skip(), "Put off a"),
        (lambda s: s.flag(), "Flagged a"),
        (lambda s: s.flag(False), "Took the flag off a"),
        (lambda s: s.note("x"), "Wrote a note on a"),
        (lambda s: s.edit("New"), "Fixed a"),
    ],
)
def test_a_deed_is_named_in_two_or_three_words(tmp_path, deed, words):
    task = Task(labels=["bill\u200bing"])
    rows = [chat(("user", "Hi"), ("assistant", "Hello there, you."), id="a")]
    session = open_session(tmp_path, rows, task=task)
    deed(session)
    assert deed_in_words(session, session.undoable) == words


def test_the_last_labels_are_newest_first_and_each_row_once(tmp_path):
    rows = [chat(("user", str(n)), ("assistant", "Yes"), id=f"r{n}") for n in range(9)]
    session = open_session(tmp_path, rows)
    for row in (0, 1, 2, 3, 4, 2):
        session.label("keep", row=row)
    session.undo()
    session.flag(row=8)
    assert [each["name"] for each in history_page(session)] == ["r2", "r4", "r3", "r1"]
