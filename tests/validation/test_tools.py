"""Is a tool call, a result or a definition that a trainer cannot read named?"""

import pytest

from ftwidgets.validation import validate

CALL = {
    "id": "a",
    "type": "function",
    "function": {"name": "find", "arguments": '{"order": 7}'},
}
TOOL = {"type": "function", "function": {"name": "find"}}
RESULT = {"role": "tool", "tool_call_id": "a", "content": "in the lorry"}
ASKED = {"role": "user", "content": "Where is order 7?"}
REPLY = {"role": "assistant", "content": "In the lorry."}


def found(calls, *after, **beside):
    turn = {"role": "assistant", "content": None, "tool_calls": calls}
    example = {"messages": [ASKED, turn, *after], **beside}
    return [(each.code, each.path) for each in validate(example)]


def changed(**more):
    return {**CALL, **more}


def function(**more):
    return changed(function={**CALL["function"], **more})


def test_a_call_its_result_and_its_definition_are_fine():
    assert found([CALL], RESULT, REPLY, tools=[TOOL]) == []
    assert found([CALL, changed(id="b")], RESULT, {**RESULT, "tool_call_id": "b"}) == []


BROKEN = {
    "null": None,
    "a text": "find()",
    "no id": {key: CALL[key] for key in ("type", "function")},
    "empty id": changed(id=""),
    "id a list": changed(id=["a"]),
    "another type": changed(type="retrieval"),
    "function a text": changed(function="find"),
    "no function": {key: CALL[key] for key in ("id", "type")},
    "no name": changed(function={"arguments": "{}"}),
    "empty name": function(name=""),
    "name a number": function(name=7),
    "arguments an object": function(arguments={"order": 7}),
    "arguments null": function(arguments=None),
    "arguments no JSON": function(arguments="order=7"),
    "arguments cut": function(arguments='{"order": '),
    "arguments a list": function(arguments="[7]"),
    "arguments a double string": function(arguments='"{\\"order\\": 7}"'),
    "arguments too deep": function(arguments="[" * 100_000),
}


@pytest.mark.parametrize("call", BROKEN.values(), ids=BROKEN)
def test_a_call_a_trainer_cannot_read_is_an_error(call):
    assert ("bad_tool_call", "messages[1].tool_calls[0]") in found([call])


@pytest.mark.parametrize("calls", ["find()", {}, 7, CALL])
def test_calls_must_be_a_list(calls):
    assert ("bad_tool_call", "messages[1].tool_calls") in found(calls)


def test_two_calls_may_not_share_an_id():
    assert found([CALL, CALL]) == [("bad_tool_call", "messages[1].tool_calls[1]")]


def test_only_the_assistant_calls_tools():
    example = {"messages": [{**ASKED, "tool_calls": [CALL]}, REPLY]}
    assert "bad_tool_call" in [each.code for each in validate(example)]


ORPHANS = [
    {"role": "tool", "content": "x"},
    {**RESULT, "tool_call_id": "b"},
    {**RESULT, "tool_call_id": None},
    {**RESULT, "tool_call_id": ["a"]},
]


@pytest.mark.parametrize("result", ORPHANS)
def test_a_result_must_answer_a_call_before_it(result):
    path = "messages[2].tool_call_id"
    assert ("orphan_tool_result", path) in found([CALL], result, REPLY)


@pytest.mark.parametrize(
    "tools", [{}, "find", 7, [None], ["find"], [{}], [{"function": {"name": ""}}]]
)
def test_definitions_must_be_a_list_of_functions_with_names(tools):
    assert "bad_tools" in [
        code for code, _ in found([CALL], RESULT, REPLY, tools=tools)
    ]


@pytest.mark.parametrize("tools", [None, []])
def test_no_definitions_are_no_error(tools):
    assert found([CALL], RESULT, REPLY, tools=tools) == []
