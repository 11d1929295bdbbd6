"""Do the shared parts of formats name what is lost, and only that?"""

import json

import pytest

from ftwidgets.formats.base import (
    LOSSES,
    InventedIds,
    Loss,
    arguments_text,
    beside_lost,
    json_text,
    keys_lost,
    plain_text,
    read_call,
)


def lost(function, *given):
    losses = []
    answer = function(*given, losses)
    return answer, [(loss.code, loss.path) for loss in losses]


@pytest.mark.parametrize(
    ("content", "text", "codes"),
    [
        ("Hi", "Hi", []),
        ("", "", []),
        (None, "", ["empty_value"]),
        ([{"type": "text", "text": "Hi"}], "Hi", ["part_boundaries"]),
        (
            [{"type": "text", "text": "Hi"}, {"type": "image_url", "image_url": {}}],
            "Hi",
            ["media", "part_boundaries"],
        ),
    ],
)
def test_content_becomes_one_text(content, text, codes):
    answer, losses = lost(plain_text, content, "here")
    assert answer == text
    assert losses == [(code, "here") for code in codes]


def test_every_key_of_a_message_that_is_not_carried_is_named():
    turn = {
        "role": "assistant",
        "content": "Hi",
        "name": "ana",
        "weight": 0,
        "tool_calls": [],
        "refusal": None,
    }
    assert lost(keys_lost, turn, "m", ["refusal"])[1] == [
        ("speaker_name", "m.name"),
        ("weight_zero", "m.weight"),
        ("tools", "m.tool_calls"),
    ]
    assert lost(keys_lost, {"role": "assistant", "weight": 1}, "m", [])[1] == [
        ("weight_one", "m.weight")
    ]


def test_every_key_beside_the_messages_that_is_not_carried_is_named():
    example = {"messages": [], "id": 1, "tools": [], "images": [], "a": 1, "b": 2}
    assert lost(beside_lost, example, ["b"])[1] == [
        ("record_id", "id"),
        ("tools", "tools"),
        ("media", "images"),
        ("extra_key", "a"),
    ]


def test_arguments_are_a_string_already_or_become_one():
    assert arguments_text('{"a":1}') == '{"a":1}'
    assert json.loads(arguments_text({"a": "é"})) == {"a": "é"}


def test_json_text_can_always_be_written():
    assert json_text("é") == '"é"'
    assert json.loads(json_text("\ud800").encode()) == "\ud800"


@pytest.mark.parametrize("value", [None, 7, "words", "[]", "{}", '{"name": "f"}', "["])
def test_what_is_no_call_is_passed_on(value):
    assert read_call(value, "a")["function"] == value


def test_ids_are_those_of_the_first_call_without_an_answer():
    ids = InventedIds()
    assert ids.result() is None
    first, second = ids.call(), ids.call()
    assert [ids.result(), ids.result(), ids.result()] == [first, second, None]


@pytest.mark.parametrize("code", LOSSES)
def test_every_loss_says_what_and_how_bad(code):
    loss = Loss(code, "here")
    assert isinstance(loss.harmless, bool)
    assert loss.message
