"""What a label or an edit makes of a row, and what it may not be."""

import copy
import re

import pytest
from conversations import rich
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.examples import chat
from ftwidgets.review.edits import (
    check_labels,
    class_of,
    complete,
    is_editable,
    last_reply,
    reply_turn,
    with_edits,
)
from ftwidgets.review.operations import Operation
from ftwidgets.tasks import Task
from review.reviewing import LABELS, content, label, row

TOOLS = {
    "messages": [
        {"role": "user", "content": [{"type": "text", "text": "Where is it?"}]},
        {"role": "assistant", "content": None, "tool_calls": []},
        "not a message",
    ]
}


def edit(text, turn):
    return Operation("1", "edit", "row", "mira", value=text, turn=turn)


@given(rich(), st.dictionaries(st.integers(0, 8), st.text(max_size=5), max_size=3))
def test_only_the_edited_texts_differ_and_the_row_itself_does_not_change(
    example, edits
):
    before = copy.deepcopy(example)
    edited = with_edits(example, edits)
    assert repr(example) == repr(before)
    assert list(edited) == list(example)
    for turn, message in enumerate(edited["messages"]):
        was = example["messages"][turn]
        assert list(message) in (list(was), [*was, "content"])
        text = edits[turn] if turn in edits else was.get("content")
        assert message.get("content") == text


def test_a_row_without_edits_is_itself():
    example = row(1)
    assert with_edits(example, {}) is example


def test_the_reply_is_the_last_message_of_the_assistant():
    example = chat(("user", "a"), ("assistant", "b"), ("user", "c"))
    assert reply_turn(example) == last_reply(example) == 1
    assert reply_turn(TOOLS) == 1
    assert reply_turn({"messages": []}) is None
    with pytest.raises(ValueError, match="no reply; name the message to edit: turn=0"):
        last_reply({"messages": ["assistant", 7]})


def test_only_plain_text_can_be_edited():
    assert [is_editable(each) for each in TOOLS["messages"]] == [False] * 3
    assert is_editable({"content": ""})
    assert not is_editable({})
    for turn in range(3):
        with pytest.raises(ValueError, match=rf"message {turn} is not plain text"):
            complete(edit("Hello", turn), TOOLS, ())


@pytest.mark.parametrize("turn", [2, 3, 10**20])
def test_an_edit_of_a_message_that_is_not_there_is_refused(turn):
    with pytest.raises(ValueError, match=f"there is no message {turn}; the row has 2"):
        complete(edit("Hello", turn), row(1), ())


def test_the_original_text_takes_an_edit_away():
    assert complete(edit("billing", 1), row(1), ()).value is None
    assert complete(edit("Billing", 1), row(1), ()).value == "Billing"
    assert complete(edit(None, 1), row(1), ()).value is None


@pytest.mark.parametrize(
    ("reply", "value", "turn", "same"),
    [
        ("billing", "refund", 1, False),
        ("billing", "billing", 1, True),
        (" BILLING ", "billing", 1, True),
        ("unknown class", "refund", 1, False),
        ("Your refund is on its way to you.", "refund", None, False),
        ("", "refund", None, False),
        ("billing", "keep", None, False),
        ("billing", "drop", None, False),
    ],
)
def test_a_label_names_the_reply_it_speaks_of(reply, value, turn, same):
    made = complete(label("1", value=value), row(1, reply), LABELS)
    assert (made.turn, made.same) == (turn, same)


def test_a_label_does_not_take_the_place_of_what_is_not_plain_text():
    example = chat(("user", "Hi"))
    parts = [{"type": "text", "text": "billing"}]
    example["messages"].append({"role": "assistant", "content": parts})
    assert complete(label("1", value="refund"), example, LABELS).turn is None
    assert complete(label("1", value="refund"), {"messages": []}, LABELS).turn is None


def test_a_turn_that_came_with_a_label_does_not_count():
    given_turn = label("1", value="billing", turn=0)
    assert complete(given_turn, row(1), LABELS).turn == 1
    assert complete(label("1", value="keep", turn=0), row(1), LABELS).turn is None


@pytest.mark.parametrize("value", ["skip", "Billing", "", "keep ", "billing\n"])
def test_a_label_that_the_task_does_not_have_is_refused_with_those_it_has(value):
    sentence = f"{value!r} is no label here; use keep, fix, drop, billing, delivery, "
    with pytest.raises(ValueError, match=re.escape(sentence)):
        complete(label("1", value=value), row(1), LABELS)


@pytest.mark.parametrize("name", ["keep", "Fix", " DROP ", "ｋｅｅｐ"])
def test_a_label_called_as_a_verdict_is_refused(name):
    with pytest.raises(ValueError, match=r"means a verdict here; rename it"):
        check_labels(Task(labels=["billing", name]))


def test_two_labels_that_are_alike_are_refused():
    with pytest.raises(ValueError, match="two labels are alike: 'bug' and ' BUG'"):
        check_labels(Task(labels=["bug", "other", " BUG"]))
    assert check_labels(Task(labels=list(LABELS))) == LABELS
    assert check_labels(Task()) == ()


def test_rows_are_grouped_by_a_key_or_by_their_class():
    example = row(1, " Billing", generator="template", seed=[7])
    assert class_of(example, "class") == "billing"
    assert class_of(example, "generator") == "template"
    assert class_of(example, "seed") is None
    assert class_of(row(1, "Your card ships today."), "class") is None
    assert content(example)[1] == " Billing"
