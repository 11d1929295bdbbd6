"""An operation is what it says, or it is refused in words."""

import re

import pytest
from hypothesis import given

from ftwidgets.review.operations import (
    KINDS,
    MAX_ID_CHARS,
    Operation,
    new_id,
)
from review.reviewing import label, operations


@given(operations())
def test_an_operation_is_the_same_after_a_journal(operation):
    assert Operation.from_entry(operation.to_entry()) == operation


@given(operations())
def test_an_entry_does_not_hold_what_says_nothing(operation):
    entry = operation.to_entry()
    assert None not in entry.values()
    assert {name for name, each in entry.items() if each == ""} <= {"value"}


def test_nothing_said_and_an_empty_text_are_different_values():
    note = Operation("1", "note", "row", "mira", value="")
    assert note.to_entry() == {
        "id": "1",
        "kind": "note",
        "row": "row",
        "by": "mira",
        "value": "",
    }
    unflagged = Operation("1", "flag", "row", "mira", value=False, seconds=0, turn=0)
    assert unflagged.to_entry()["value"] is False
    assert (unflagged.to_entry()["seconds"], unflagged.to_entry()["turn"]) == (0, 0)


REFUSED = [
    ({"id": ""}, "an operation's id is a text of 1 to 64 characters, got ''"),
    ({"id": "x" * (MAX_ID_CHARS + 1)}, "id is a text of 1 to 64 characters, got 'xxx"),
    ({"id": 7}, "id is a text of 1 to 64 characters, got 7"),
    ({"kind": "delete"}, f"kind is one of {', '.join(KINDS)}, got 'delete'"),
    ({"kind": ["label"]}, "got ['label']"),
    ({"kind": None}, "got None"),
    ({"row": ""}, "row is the key of a row, got ''"),
    ({"row": 7}, "row is the key of a row, got 7"),
    ({"by": ""}, "by names who did it, got ''"),
    ({"by": None}, "by names who did it, got None"),
    ({"window": None}, "window is a text, got None"),
    ({"at": 5}, "at is a time as text, got 5"),
    ({"fingerprint": b""}, "fingerprint is a text, got b''"),
    ({"turn": -1}, "turn is the number of a message, from 0, got -1"),
    ({"turn": True}, "turn is the number of a message, from 0, got True"),
    ({"turn": 1.0}, "turn is the number of a message, from 0, got 1.0"),
    ({"target": ""}, "target is the id of an operation, got ''"),
    ({"target": 7}, "target is the id of an operation, got 7"),
    ({"seconds": -0.1}, "seconds is a number of seconds, got -0.1"),
    ({"seconds": float("nan")}, "seconds is a number of seconds, got nan"),
    ({"seconds": float("inf")}, "seconds is a number of seconds, got inf"),
    ({"seconds": 10**400}, "seconds is a number of seconds, got 1000"),
    ({"seconds": "5"}, "seconds is a number of seconds, got '5'"),
    ({"seconds": False}, "seconds is a number of seconds, got False"),
    ({"queue": None}, "queue is the key of a queue, got None"),
    ({"then": ""}, "then is the key of a row, got ''"),
    ({"then": 7}, "then is the key of a row, got 7"),
    ({"start": None}, "start is the key of a queue, got None"),
    ({"value": None}, "label takes a label as text, got None"),
    ({"value": 7}, "label takes a label as text, got 7"),
    ({"kind": "note", "value": None}, "note takes a text, got None"),
    ({"kind": "flag", "value": 1}, "flag takes True or False, got 1"),
    ({"kind": "skip"}, "skip takes no value, got 'keep'"),
    ({"kind": "visit"}, "visit takes no value, got 'keep'"),
    ({"kind": "undo", "target": "0"}, "undo takes no value, got 'keep'"),
    ({"kind": "redo", "target": "0"}, "redo takes no value, got 'keep'"),
    (
        {"kind": "undo", "value": None},
        "undo names the operation it is about: target=…",
    ),
    (
        {"kind": "redo", "value": None},
        "redo names the operation it is about: target=…",
    ),
    (
        {"kind": "edit", "turn": 0, "value": False},
        "edit takes the new text, or None for the original again, got False",
    ),
    (
        {"kind": "edit"},
        "an edit names the message it changes: turn=0 is the first",
    ),
]


@pytest.mark.parametrize(("values", "sentence"), REFUSED)
def test_a_value_that_is_not_allowed_is_refused_in_words(values, sentence):
    entry = {**label("1").to_entry(), **values}
    with pytest.raises(ValueError, match=re.escape(sentence)):
        Operation.from_entry(entry)


def test_a_long_value_is_cut_in_the_sentence():
    with pytest.raises(ValueError, match="got 'x") as caught:
        label("x" * 1_000_000)
    assert len(str(caught.value)) < 200


def test_names_that_no_operation_has_are_refused():
    with pytest.raises(ValueError, match=r"an operation has no command, extra$"):
        Operation.from_entry({**label("1").to_entry(), "extra": 1, "command": "rm"})


def test_an_operation_without_its_row_is_refused():
    with pytest.raises(ValueError, match=r"not an operation: .*'by'"):
        Operation.from_entry({"id": "1", "kind": "skip", "row": "row"})


def test_no_two_ids_are_alike():
    drawn = {new_id() for _ in range(10_000)}
    assert len(drawn) == 10_000
    assert max(map(len, drawn)) <= MAX_ID_CHARS
