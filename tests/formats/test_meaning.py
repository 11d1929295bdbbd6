"""Are harmless differences told from those that change what is trained?"""

import copy

import pytest
from conversations import rich
from hypothesis import given

from formats.reading import records_of
from ftwidgets.formats.meaning import same_training
from ftwidgets.validation import validate

TOOLS, PARTS = records_of("openai")


def changed(example, change):
    other = copy.deepcopy(example)
    change(other)
    return other


def rename_ids(example):
    example["messages"][2]["tool_calls"][0]["id"] = "x"
    example["messages"][3]["tool_call_id"] = "x"


def respace(example):
    function = example["messages"][2]["tool_calls"][0]["function"]
    function["arguments"] = '{ "order" :7 }'


HARMLESS = {
    "ids": rename_ids,
    "spacing": respace,
    "id": lambda example: example.update(id=7),
    "weight 1": lambda example: example["messages"][4].pop("weight"),
    "role": lambda example: example["messages"][0].update(role="developer"),
    "absent": lambda example: example["messages"][2].pop("content"),
    "empty": lambda example: example["messages"][2].update(content=""),
    "parts": lambda example: example["messages"][1].update(
        content=[{"type": "text", "text": "Where is order 7?"}]
    ),
}

HARMFUL = {
    "weight 0": lambda example: example["messages"][4].update(weight=0),
    "text": lambda example: example["messages"][4].update(content="Soon."),
    "role": lambda example: example["messages"][0].update(role="user"),
    "one id": lambda example: example["messages"][3].update(tool_call_id="x"),
    "arguments": lambda example: example["messages"][2]["tool_calls"][0][
        "function"
    ].update(arguments='{"order": 8}'),
    "tools": lambda example: example.pop("tools"),
    "key": lambda example: example.update(source="mail"),
    "turn": lambda example: example["messages"].pop(0),
    "name": lambda example: example["messages"][1].update(name="ana"),
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_harmless_changes_train_the_same(change):
    other = changed(TOOLS, change)
    assert other != TOOLS
    assert same_training(other, TOOLS)


@pytest.mark.parametrize("change", HARMFUL.values(), ids=HARMFUL)
def test_other_changes_do_not(change):
    assert not same_training(changed(TOOLS, change), TOOLS)


@given(rich())
def test_every_valid_example_trains_the_same_as_its_copy(example):
    if any(each.severity == "error" for each in validate(example)):
        return
    example.pop("mood", None)  # NaN, which equals nothing
    assert same_training(copy.deepcopy(example), example)
