"""Is ShareGPT read with its tools, and written back value for value?"""

import json

import pytest

from formats.reading import (
    ANSWER,
    QUESTION,
    SYSTEM,
    TOOL,
    call,
    calling,
    examples_of,
    reading,
    records_of,
    result,
    written,
)


def test_speakers_tools_and_system_are_read():
    plain, tools, system = examples_of("sharegpt")
    assert plain == {"messages": [QUESTION, ANSWER], "id": "s-1"}
    assert tools == {
        "messages": [
            QUESTION,
            calling(call("call00001", 7)),
            result("call00001", "in the lorry"),
            ANSWER,
        ],
        "tools": [{"type": "function", "function": TOOL}],
    }
    assert system == {"messages": [SYSTEM, QUESTION, ANSWER]}


def test_records_come_back_unchanged_with_the_system_prompt_as_first_turn():
    plain, tools, system = records_of("sharegpt")
    turn = {"from": "system", "value": system.pop("system")}
    system["conversations"].insert(0, turn)
    for record, example in zip(
        (plain, tools, system), examples_of("sharegpt"), strict=True
    ):
        assert written("sharegpt", example) == (record, [])


def asked(order):
    value = json.dumps({"name": "find_order", "arguments": {"order": order}})
    return {"from": "function_call", "value": value}


def told(text):
    return {"from": "observation", "value": text}


@pytest.mark.parametrize(
    ("turns", "ids"),
    [
        ([asked(1), told("a"), asked(2), told("b")], [1, 2]),
        ([asked(1), asked(2), told("a"), told("b")], [1, 2]),
        ([asked(1), told("a"), told("b")], [1, None]),
        ([told("a"), asked(1)], [None]),
    ],
)
def test_each_observation_answers_the_first_call_without_one(turns, ids):
    messages = reading({"conversations": turns}).example["messages"]
    found = [turn.get("tool_call_id") for turn in messages if turn["role"] == "tool"]
    assert found == [number and f"call{number:05d}" for number in ids]


def test_a_call_keeps_what_it_holds_besides_name_and_arguments():
    value = json.dumps({"name": "f", "arguments": {}, "confidence": 0.9})
    record = records_of("sharegpt")[1]
    record["conversations"][1]["value"] = value
    example = reading(record).example
    function = example["messages"][1]["tool_calls"][0]["function"]
    assert function == {"name": "f", "arguments": "{}", "confidence": 0.9}
    assert written("sharegpt", example) == (record, [])


def test_an_empty_list_of_tools_stays_one():
    record = {**records_of("sharegpt")[0], "tools": "[]"}
    example = reading(record).example
    assert example["tools"] == []
    assert written("sharegpt", example) == (record, [])


@pytest.mark.parametrize("tools", ["{not json", '"find_order"', "{}"])
def test_tools_that_are_no_list_are_passed_on_for_validation(tools):
    record = {**records_of("sharegpt")[0], "tools": tools}
    assert not isinstance(reading(record).example["tools"], list)


def test_ids_spacing_and_empty_contents_are_harmless():
    other = {"id": "call_9", "type": "function"}
    other["function"] = {"name": "find_order", "arguments": '{"order":7}'}
    example = {
        "messages": [
            QUESTION,
            {**calling(other), "content": ""},
            result("call_9", "in the lorry"),
            ANSWER,
        ]
    }
    record, losses = written("sharegpt", example)
    expected = records_of("sharegpt")[1]["conversations"]
    assert record["conversations"] == expected
    assert sorted(losses) == [
        "arguments_spacing",
        "empty_value",
        "tool_call_id",
        "tool_call_id",
    ]


def test_a_function_role_is_written_as_an_observation_and_named():
    example = {"messages": [QUESTION, {"role": "function", "content": "x"}, ANSWER]}
    record, losses = written("sharegpt", example)
    assert record["conversations"][1] == {"from": "observation", "value": "x"}
    assert "role" in losses


def test_half_characters_in_arguments_can_still_be_written():
    half = {"id": "call00001", "type": "function"}
    half["function"] = {"name": "f", "arguments": '{"a": "\\ud800"}'}
    record, _ = written("sharegpt", {"messages": [QUESTION, calling(half)]})
    json.dumps(record, ensure_ascii=False).encode()
