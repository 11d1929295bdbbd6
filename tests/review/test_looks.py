"""Does an edit say what it changes about the three levels?"""

import pytest

from ftwidgets.examples import chat
from ftwidgets.neighbours import Neighbour
from ftwidgets.review import ReviewSession
from ftwidgets.review.looks import Change, Looker, changed_words
from ftwidgets.scoring import score
from ftwidgets.validation import validate

ROWS = [
    chat(("user", "Where is my parcel now"), ("assistant", "It left the depot today.")),
    chat(("user", "Where is my parcel"), ("assistant", "It left the depot today.")),
    chat(("user", "Pay by card?"), ("assistant", "I'm sorry, I can't help with that.")),
]


@pytest.fixture
def session(tmp_path):
    return ReviewSession(ROWS, tmp_path / "labels.jsonl", "mira")


def test_a_look_is_what_the_levels_say(session):
    look = Looker(session).look(2, ROWS[2])
    assert look.findings == validate(ROWS[2])
    assert look.score == score(ROWS[2])
    assert look.words == 7


def test_the_nearest_row_is_another_one(session):
    # Nine words of ten: where is my parcel (now) it left the depot today.
    looker = Looker(session)
    assert looker.look(0, ROWS[0]).nearest == Neighbour(1, 0.9)
    assert looker.look(1, ROWS[1]).nearest == Neighbour(0, 0.9)


def test_an_edited_row_is_a_neighbour_with_its_new_text(session):
    looker = Looker(session)
    assert looker.look(2, ROWS[2]).nearest is None
    session.edit("Where is my parcel", turn=0, row=2)
    session.edit("It left the depot today.", turn=1, row=2)
    assert looker.look(1, ROWS[1]).nearest == Neighbour(2, 1.0)
    session.undo()
    session.undo()
    assert looker.look(1, ROWS[1]).nearest == Neighbour(0, 0.9)


def test_a_change_names_what_is_gone_and_what_is_new(session):
    looker = Looker(session)
    bad = chat(("user", "Pay by card?"), ("assistant", "Yes, {{name}}.\u200b"))
    good = chat(("user", "Pay by card?"), ("assistant", "Yes, at every counter."))
    change = Change(looker.look(2, bad), looker.look(2, good), 0.8)
    gone = [f"The finding {each.code} is gone." for each in validate(bad)]
    assert gone
    assert change.sentences({}) == list(dict.fromkeys(gone))
    back = Change(looker.look(2, good), looker.look(2, bad), 0.8)
    new = dict.fromkeys(each.message for each in validate(bad))
    assert back.sentences({}) == [f"New: {message}." for message in new]


def test_a_change_says_that_a_row_became_a_near_duplicate_or_stopped_being_one(session):
    looker = Looker(session)
    near, far = looker.look(0, ROWS[0]), looker.look(0, ROWS[2])
    names = {0: "#0001", 1: "#0002", 2: "#0003"}
    assert Change(near, looker.look(0, chat(("user", "Else"))), 0.8).sentences(names)[
        -1
    ] == ("The row is no longer a near-duplicate of #0002.")
    became = Change(near, far, 0.8).sentences(names)
    assert became[-1] == "The row is now a near-duplicate of #0003."


def test_the_numbers_stand_side_by_side(session):
    looker = Looker(session)
    change = Change(looker.look(0, ROWS[0]), looker.look(0, chat(("user", "Zzz"))), 0.8)
    assert change.numbers() == [
        ("Findings", "0", str(len(validate(chat(("user", "Zzz")))))),
        ("Score", f"{score(ROWS[0]).total:.2f}", "0.00"),
        ("Nearest row", "0.90", "none"),
        ("Words in reply", "5", "0"),
    ]


def test_where_there_are_many_rows_the_nearest_is_found_on_request_only(
    session, monkeypatch
):
    monkeypatch.setattr("ftwidgets.review.looks.EAGER_ROWS", 2)
    looker = Looker(session)
    assert looker.look(0, ROWS[0]).nearest is None
    assert looker.look(0, ROWS[0], near=True).nearest == Neighbour(1, 0.9)


def test_words_out_and_in_are_counted():
    assert changed_words(1, 0) == "1 word out, 0 in"
