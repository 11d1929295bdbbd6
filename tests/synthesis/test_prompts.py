"""A teacher is told all it needs, and asked for what can be checked."""

import json

import pytest
from jsonschema import Draft202012Validator

from ftwidgets.examples import chat
from ftwidgets.synthesis.prompts import Prompts, instructions, reply_schema
from ftwidgets.tasks import Limits, Task

ORDER = {
    "type": "object",
    "properties": {"town": {"type": "string"}},
    "required": ["town"],
    "additionalProperties": False,
}


def test_labels_and_description_are_told():
    task = Task("t", "classification", labels=["red", "blue"], description="Name it.")
    assert "red, blue" in instructions(task)
    assert "Name it." in instructions(task)


def test_limits_of_a_text_reply_are_told():
    task = Task("t", "other", limits=Limits(5, 1200))
    assert "5 to 1,200 characters" in instructions(task)


def test_a_json_reply_is_shown_and_asked_for_as_an_object():
    task = Task("t", "format_conversion", reply_schema=ORDER)
    seed = chat(("user", "to Lund"), ("assistant", '{"town": "Lund"}'))
    asked = Prompts(task).messages(seed, {})["messages"][0]["content"]
    assert '"assistant_message": {"town": "Lund"}' in asked
    assert reply_schema(task)["properties"]["assistant_message"] == ORDER


@pytest.mark.parametrize(
    ("reply", "fits"),
    [
        ({"user_message": "a", "assistant_message": "red"}, True),
        ({"user_message": "a", "assistant_message": "green"}, False),
        ({"user_message": "a"}, False),
        ({"user_message": "a", "assistant_message": "red", "x": 1}, False),
    ],
)
def test_the_schema_allows_what_was_asked_for_and_nothing_else(reply, fits):
    schema = reply_schema(Task("t", "classification", labels=["red", "blue"]))
    assert Draft202012Validator(schema).is_valid(reply) == fits


def test_an_example_with_quotes_and_lines_is_shown_as_json():
    seed = chat(("user", 'She said "no"\n\nand left'), ("assistant", "red"))
    asked = Prompts(Task("t")).messages(seed, {"tone": "calm"})["messages"][0][
        "content"
    ]
    line = next(each for each in asked.splitlines() if each.startswith("{"))
    assert json.loads(line)["user_message"] == 'She said "no"\n\nand left'
    assert asked.endswith("tone: calm")


def test_references_inside_the_own_schema_still_point_at_something():
    item = {"type": "object", "properties": {"name": {"type": "string"}}}
    own = {
        "type": "object",
        "properties": {"item": {"$ref": "#/$defs/Item"}},
        "$defs": {"Item": {**item, "required": ["name"]}},
    }
    schema = reply_schema(Task("t", "format_conversion", reply_schema=own))
    validator = Draft202012Validator(schema)
    good = {"user_message": "a", "assistant_message": {"item": {"name": "x"}}}
    assert validator.is_valid(good)
    assert not validator.is_valid({**good, "assistant_message": {"item": {"name": 7}}})
