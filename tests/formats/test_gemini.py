"""Are Gemini's contents read with their function calls, and written without?"""

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


def test_text_comes_back_unchanged_but_for_the_role_of_the_instruction():
    record, example = records_of("gemini")[0], examples_of("gemini")[0]
    assert example == {"messages": [SYSTEM, QUESTION, ANSWER]}
    back, losses = written("gemini", example)
    del record["systemInstruction"]["role"]
    assert (back, losses) == (record, [])


def test_calls_and_results_pair_up_in_order():
    example = examples_of("gemini")[1]
    assert example["messages"][1:3] == [
        calling(call("call00001", 7), call("call00002", 8)),
        result("call00001", json.dumps({"place": "lorry"}), name="find_order"),
    ]
    assert example["messages"][3]["tool_call_id"] == "call00002"
    assert example["tools"] == [{"type": "function", "function": TOOL}]


def talk(*contents):
    return {
        "contents": [{"role": role, "parts": list(parts)} for role, *parts in contents]
    }


ASK = {"functionCall": {"name": "f", "args": {}}}
TOLD = {"functionResponse": {"name": "f", "response": {}}}


@pytest.mark.parametrize(
    ("contents", "ids"),
    [
        ([("model", ASK), ("user", TOLD), ("model", ASK), ("user", TOLD)], [1, 2]),
        ([("model", ASK, ASK), ("user", TOLD), ("user", TOLD)], [1, 2]),
        ([("model", ASK), ("model", ASK), ("user", TOLD, TOLD)], [1, 2]),
        ([("model", ASK), ("user", TOLD, TOLD)], [1, None]),
        ([("user", TOLD), ("model", ASK)], [None]),
    ],
)
def test_each_result_answers_the_first_call_without_one(contents, ids):
    example = reading(talk(*contents)).example
    found = [
        turn.get("tool_call_id")
        for turn in example["messages"]
        if turn["role"] == "tool"
    ]
    assert found == [number and f"call{number:05d}" for number in ids]


def test_text_beside_a_result_is_not_lost():
    example = reading(talk(("model", ASK), ("user", TOLD, {"text": "Go on"}))).example
    assert example["messages"][-1] == {"role": "user", "content": "Go on"}


def test_text_beside_a_call_is_not_lost():
    example = reading(talk(("model", {"text": "One moment."}, ASK))).example
    assert example["messages"][0]["content"] == "One moment."
    assert len(example["messages"][0]["tool_calls"]) == 1


def test_media_come_back_and_tools_are_refused():
    picture = {"fileData": {"mimeType": "image/png", "fileUri": "gs://a/b.png"}}
    record = talk(("user", {"text": "What?"}, picture), ("model", {"text": "A tent."}))
    example = reading(record).example
    assert written("gemini", example) == (record, [])
    assert "tools" in written("gemini", examples_of("gemini")[1])[1]


def test_a_content_without_a_role_is_left_to_validation():
    record = {"contents": [{"parts": [{"text": "Hi"}]}]}
    assert reading(record).example == {"messages": [{"content": "Hi"}]}
