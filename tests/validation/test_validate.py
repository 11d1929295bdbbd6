"""Does level 1 find everything, whatever it is given, and change nothing?"""

import copy

import pytest
from conversations import json_values, rich
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.examples import chat
from ftwidgets.findings import CODES
from ftwidgets.tasks import Limits, Production, Task
from ftwidgets.validation import validate

TICKETS = Task("tickets", "classification", ["billing", "Delivery"])


def codes(example, **how):
    return [each.code for each in validate(example, **how)]


def reply(text):
    return chat(("user", "Where is my parcel?"), ("assistant", text))


def test_billing_is_a_fine_answer_in_classification():
    assert codes(reply("billing"), task=TICKETS) == []
    assert codes(reply(" delivery "), task=TICKETS) == []


def test_a_label_the_task_does_not_have_is_a_warning():
    assert codes(reply("refund"), task=TICKETS) == ["unknown_label"]


@pytest.mark.parametrize(
    ("length", "expected"),
    [(9, ["too_short"]), (10, []), (4000, []), (4001, ["too_long"])],
)
def test_limits_hold_at_both_ends(length, expected):
    limits = Limits(min_chars=10, max_chars=4000)
    assert codes(reply("x" * length), limits=limits) == expected


def test_limits_are_asked_of_every_assistant_turn_and_of_no_other():
    example = chat(
        ("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d" * 20)
    )
    (found,) = validate(example, limits=Limits(5, 10))[:1]
    paths = [each.path for each in validate(example, limits=Limits(5, 10))]
    assert found.code == "too_short"
    assert paths == ["messages[1].content", "messages[3].content"]


def test_the_output_format_of_production_is_asked_of_replies():
    task = Task(production=Production(output_format="json"))
    assert codes(reply('{"a": 1}'), task=task) == []
    assert codes(reply("a: 1"), task=task) == ["bad_output_format"]


def test_all_findings_are_reported_none_stops_the_others():
    example = {
        "messages": [
            {"role": "boss", "content": "", "weight": 3},
            {"role": "assistant", "content": "ana@example.com", "mood": 1},
        ],
        "source": 1,
    }
    assert set(codes(example)) == {
        "unknown_role",
        "empty_content",
        "bad_weight",
        "no_user",
        "extra_key",
        "pii",
    }


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | st.text(st.characters(), max_size=6)
    | st.binary(max_size=3)
    | st.sampled_from(["user", "assistant", "tool", "role", "content", "text", "{}"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3) | st.integers(), inner, max_size=3)
        | st.tuples(inner)
    ),
    max_leaves=5,
)
message_keys = (
    "role",
    "content",
    "name",
    "weight",
    "tool_calls",
    "tool_call_id",
    "function_call",
)
wild = st.fixed_dictionaries({}, optional=dict.fromkeys(message_keys, anything))


@given(
    anything
    | st.fixed_dictionaries(
        {"messages": st.lists(wild | anything, max_size=4)},
        optional={"tools": anything},
    )
)
def test_no_data_whatsoever_makes_it_raise_or_is_changed(example):
    before = copy.deepcopy(example)
    found = validate(example)
    assert repr(example) == repr(before)
    assert all(each.code in CODES and each.message for each in found)
    assert all(len(each.message) < 500 and len(each.path) < 200 for each in found)


@given(rich())
def test_examples_that_the_chat_form_allows_have_no_errors_of_structure(example):
    errors = {each.code for each in validate(example) if each.severity == "error"}
    assert errors <= {"lone_surrogate"}


@given(json_values)
def test_what_is_no_object_says_so(value):
    if not isinstance(value, dict):
        assert codes(value) == ["not_an_object"]


def test_the_lessons_blind_spots_are_found():
    """43 invalid records crash or pass the lesson's own level 1; a few of them here."""
    turns = [{"role": "user", "content": "Hi"}]
    for reply_turn in (
        {"role": "assistant", "content": None},
        {"role": "assistant"},
        {"content": "Hello"},
        {"role": "assistant", "content": ["Hello"]},
        {"role": "assistant", "content": "\u200b"},
    ):
        found = validate({"messages": [*turns, reply_turn]})
        assert "error" in {each.severity for each in found}
