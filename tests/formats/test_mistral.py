"""Are Mistral's other names read, and its nine-letter ids written?"""

from formats.reading import (
    ANSWER,
    QUESTION,
    SYSTEM,
    THANKS,
    TOOL,
    examples_of,
    records_of,
    result,
    written,
)
from ftwidgets.formats.base import LOSSES


def test_other_names_are_read():
    tools, interactions, only_last = examples_of("mistral")
    assert tools["tools"] == [{"type": "function", "function": TOOL}]
    assert interactions == {"messages": [SYSTEM, QUESTION, ANSWER]}
    assert only_last == {"messages": [QUESTION, {**ANSWER, "weight": 0}, *THANKS]}


def test_tools_come_back_under_their_usual_name():
    record, example = records_of("mistral")[0], examples_of("mistral")[0]
    record["tools"] = record.pop("available_tools")
    assert written("mistral", example) == (record, [])


def test_ids_are_rewritten_alike_in_call_and_result():
    example = {"messages": records_of("openai")[0]["messages"]}
    record, losses = written("mistral", example)
    (asked,) = record["messages"][2]["tool_calls"]
    answered = record["messages"][3]["tool_call_id"]
    assert asked["id"] == answered
    assert len(answered) == 9
    assert answered.isalnum()
    assert "tool_call_id" in losses
    assert all(LOSSES[code][0] for code in losses)  # harmless


def test_different_ids_stay_different():
    asked = examples_of("mistral")[0]["messages"][1]
    calls = [{**asked["tool_calls"][0], "id": f"call_{n}"} for n in range(50)]
    answers = [result(each["id"], "x") for each in calls]
    turns = [QUESTION, {**asked, "tool_calls": calls}, *answers, ANSWER]
    record, _ = written("mistral", {"messages": turns})
    assert len({each["id"] for each in record["messages"][1]["tool_calls"]}) == 50
