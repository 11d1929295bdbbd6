"""Are LLaMA-Factory's parts of type and value, calls and weights read?"""

from formats.reading import (
    ANSWER,
    QUESTION,
    SYSTEM,
    call,
    calling,
    examples_of,
    reading,
    result,
)


def test_parts_calls_results_and_weights_are_read():
    tools, picture = examples_of("llamafactory_v1")
    assert tools["messages"] == [
        SYSTEM,
        QUESTION,
        calling(call("call00001", 7)),
        result("call00001", "in the lorry"),
        {**ANSWER, "weight": 0},
    ]
    assert picture["messages"][0]["content"] == [
        {"type": "image_url", "image_url": {"url": "tent.png"}},
        {"type": "text", "text": "What is this?"},
    ]


def asking(*values):
    parts = [{"type": "tool_call", "value": value} for value in values]
    return {"role": "assistant", "content": parts}


def test_calls_of_one_record_have_ids_of_their_own():
    told = {"role": "tool", "content": [{"type": "text", "value": "x"}]}
    value = '{"name": "f", "arguments": {}}'
    record = {"messages": [asking(value), told, asking(value, value), told, told]}
    example = reading(record).example
    ids = [c["id"] for turn in example["messages"] for c in turn.get("tool_calls", ())]
    answers = [turn.get("tool_call_id") for turn in example["messages"]]
    assert ids == ["call00001", "call00002", "call00003"]
    assert [each for each in answers if each] == ids


def test_a_call_that_is_no_json_is_passed_on_for_validation():
    example = reading({"messages": [asking("find it")]}).example
    assert example["messages"][0]["tool_calls"][0]["function"] == "find it"


def test_a_usual_text_part_among_values_keeps_its_text():
    turns = [
        {"role": "user", "content": [{"type": "text", "text": "Hi"}]},
        {"role": "assistant", "content": [{"type": "text", "value": "Hello"}]},
    ]
    example = reading({"messages": turns}).example
    assert [turn["content"] for turn in example["messages"]] == ["Hi", "Hello"]
