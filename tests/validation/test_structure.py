"""Is every wrong shape named, at its place, and nothing that is right?"""

import pytest

from ftwidgets.examples import ROLES, chat
from ftwidgets.findings import verdict
from ftwidgets.validation import validate

USER = {"role": "user", "content": "Where is order 7?"}
REPLY = {"role": "assistant", "content": "On its way."}


def found(*messages, **beside):
    """Code and path of every finding."""
    example = {"messages": list(messages), **beside}
    return [(each.code, each.path) for each in validate(example)]


SHAPES = {
    "a number": (7, [("not_an_object", "")]),
    "nothing": (None, [("not_an_object", "")]),
    "no messages": ({}, [("no_messages", "")]),
    "messages null": ({"messages": None}, [("wrong_type", "messages")]),
    "messages a text": ({"messages": "Hi"}, [("wrong_type", "messages")]),
    "messages an object": ({"messages": {}}, [("wrong_type", "messages")]),
    "no message": ({"messages": []}, [("no_messages", "messages")]),
    "a message a text": (
        {"messages": ["Hi", USER, None]},
        [("wrong_type", "messages[0]"), ("wrong_type", "messages[2]")],
    ),
}


@pytest.mark.parametrize("what", SHAPES)
def test_what_is_no_list_of_messages_is_an_error(what):
    example, expected = SHAPES[what]
    findings = validate(example)
    assert [(each.code, each.path) for each in findings] == expected
    assert verdict(findings) == "invalid"


MESSAGES = {
    "no role": ({"content": "Hi"}, ("missing_role", "messages[2]")),
    "role null": (
        {"role": None, "content": "Hi"},
        ("wrong_type", "messages[2].role"),
    ),
    "role a list": (
        {"role": ["user"], "content": "Hi"},
        ("wrong_type", "messages[2].role"),
    ),
    "role unknown": (
        {"role": "User", "content": "Hi"},
        ("unknown_role", "messages[2].role"),
    ),
    "no content": ({"role": "user"}, ("missing_content", "messages[2].content")),
    "content null": (
        {"role": "user", "content": None},
        ("missing_content", "messages[2].content"),
    ),
    "content empty": (
        {"role": "user", "content": ""},
        ("empty_content", "messages[2].content"),
    ),
    "content invisible": (
        {"role": "user", "content": " \u200b\u2060\n"},
        ("empty_content", "messages[2].content"),
    ),
    "content a number": (
        {"role": "user", "content": 7},
        ("wrong_type", "messages[2].content"),
    ),
    "content an object": (
        {"role": "user", "content": {}},
        ("wrong_type", "messages[2].content"),
    ),
    "no parts": (
        {"role": "user", "content": []},
        ("empty_content", "messages[2].content"),
    ),
    "blank part": (
        {"role": "user", "content": [{"type": "text", "text": " "}]},
        ("empty_content", "messages[2].content"),
    ),
    "part a text": (
        {"role": "user", "content": ["Hi"]},
        ("bad_part", "messages[2].content[0]"),
    ),
    "part without type": (
        {"role": "user", "content": [{"text": "Hi"}]},
        ("bad_part", "messages[2].content[0]"),
    ),
    "part of no known type": (
        {"role": "user", "content": [{"type": "smell"}]},
        ("bad_part", "messages[2].content[0]"),
    ),
    "part without text": (
        {"role": "user", "content": [{"type": "text"}]},
        ("bad_part", "messages[2].content[0]"),
    ),
    "name a number": (
        {"role": "user", "content": "Hi", "name": 7},
        ("wrong_type", "messages[2].name"),
    ),
}


@pytest.mark.parametrize("what", MESSAGES)
def test_a_broken_message_is_an_error_at_its_place(what):
    message, expected = MESSAGES[what]
    findings = validate({"messages": [USER, REPLY, message, REPLY]})
    assert expected in [(each.code, each.path) for each in findings]
    assert verdict(findings) == "invalid"


@pytest.mark.parametrize("weight", [2, -1, 0.5, 1.0, True, "1", None, []])
def test_a_weight_is_0_or_1_and_nothing_else(weight):
    path = "messages[1].weight"
    assert ("bad_weight", path) in found(USER, {**REPLY, "weight": weight})


def test_weights_of_0_and_1_are_fine_unless_nothing_is_left_to_train():
    turns = (USER, {**REPLY, "weight": 0}, USER, {**REPLY, "weight": 1})
    assert found(*turns) == []
    assert found(USER, {**REPLY, "weight": 0}) == [("nothing_to_train", "messages")]


def test_both_sides_must_speak():
    assert ("no_assistant", "messages") in found(USER)
    assert ("no_user", "messages") in found(REPLY)


ORDERS = {
    "user assistant": [],
    "system user assistant": [],
    "developer user assistant": [],
    "system developer user assistant": [("system_position", "messages[1]")],
    "assistant user assistant": [("turn_order", "messages[0]")],
    "system assistant user assistant": [("turn_order", "messages[1]")],
    "user user assistant": [("turn_order", "messages[1]")],
    "user assistant assistant": [("turn_order", "messages[2]")],
    "user assistant user": [("last_turn_user", "messages[2]")],
    "user system assistant": [("system_position", "messages[1]")],
    "user assistant system": [("system_position", "messages[2]")],
}


@pytest.mark.parametrize("roles", ORDERS)
def test_an_order_chat_templates_refuse_is_a_warning(roles):
    turns = [{"role": role, "content": "Hi"} for role in roles.split()]
    assert found(*turns) == ORDERS[roles]
    assert verdict(validate({"messages": turns})) != "invalid"


def test_other_keys_are_named_beside_and_inside_messages():
    assert found(USER, {**REPLY, "mood": 1}, source="mail", id=7) == [
        ("extra_key", "messages[1].mood"),
        ("extra_key", "source"),
    ]


def test_keys_that_are_no_text_are_named_too():
    assert ("extra_key", "5") in [
        (each.code, each.path)
        for each in validate({**chat(), "messages": [USER], 5: 1})
    ]


@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_the_table_is_known(role):
    codes = {code for code, _ in found(USER, {"role": role, "content": "Hi"}, REPLY)}
    assert "unknown_role" not in codes
