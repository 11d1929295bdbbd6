"""Is a tool call a trainer cannot read told from one it can?"""

from typing import Any

from hostile.model import KEPT, SUSPECT, Case, Row, array_of, jsonl
from hostile.shapes import chats, turn
from hostile.texts import ask, reply, talk

CALL = {
    "id": "call_a1",
    "type": "function",
    "function": {"name": "look_up", "arguments": '{"order": "tent"}'},
}
"""Tool call as OpenAI documents it."""

TOOL = {
    "type": "function",
    "function": {
        "name": "look_up",
        "description": "Finds an order.",
        "parameters": {"type": "object", "properties": {"order": {"type": "string"}}},
    },
}
"""Tool definition as OpenAI documents it."""

RESULT = {"role": "tool", "tool_call_id": "call_a1", "content": "sent on Monday"}


def calling(*calls: Any, content: Any = None) -> dict[str, Any]:
    """Assistant message that calls tools."""
    return turn("assistant", content, tool_calls=list(calls))


def change(**beside: Any) -> dict[str, Any]:
    """`CALL` with other members."""
    return {**CALL, **beside}


def function(**beside: Any) -> dict[str, Any]:
    """`CALL` with other members of its function."""
    return change(function={**CALL["function"], **beside})


CALLS: dict[str, tuple[list[Any], str, str]] = {
    "round trip": ([ask(0), calling(CALL), RESULT, reply(0)], "valid", ""),
    "last turn calls": ([ask(1), calling(CALL)], "valid", ""),
    "empty content": ([ask(2), calling(CALL, content="")], "valid", ""),
    "no content": (
        [ask(3), {"role": "assistant", "tool_calls": [CALL]}],
        "valid",
        "",
    ),
    "text and call": ([ask(4), calling(CALL, content="One moment.")], "valid", ""),
    "two calls": (
        [
            ask(5),
            calling(CALL, change(id="b2")),
            RESULT,
            {**RESULT, "tool_call_id": "b2"},
            reply(5),
        ],
        "valid",
        "",
    ),
    "not JSON": ([ask(6), calling(function(arguments="order=tent"))], "invalid", ""),
    "cut JSON": ([ask(7), calling(function(arguments='{"a": '))], "invalid", ""),
    "object": ([ask(8), calling(function(arguments={"a": 1}))], SUSPECT, ""),
    "list": ([ask(9), calling(function(arguments="[1, 2]"))], SUSPECT, ""),
    "null arguments": ([ask(10), calling(function(arguments=None))], "invalid", ""),
    "number": ([ask(11), calling(function(arguments=5))], "invalid", ""),
    "blank name": ([ask(12), calling(function(name=""))], "invalid", ""),
    "name a number": ([ask(13), calling(function(name=7))], "invalid", ""),
    "null id": ([ask(14), calling(change(id=None))], "invalid", ""),
    "id a list": ([ask(15), calling(change(id=["x"]))], "invalid", ""),
    "no id": (
        [ask(16), calling({key: CALL[key] for key in ("type", "function")})],
        "invalid",
        "bad_tool_call",
    ),
    "no function": (
        [ask(17), calling({key: CALL[key] for key in ("id", "type")})],
        "invalid",
        "bad_tool_call",
    ),
    "function a text": ([ask(18), calling(change(function="look_up"))], "invalid", ""),
    "null call": ([ask(19), calling(None)], "invalid", ""),
    "text call": ([ask(20), calling("look_up()")], "invalid", ""),
    "calls an object": (
        [ask(21), turn("assistant", None, tool_calls=CALL)],
        "invalid",
        "",
    ),
    "calls a text": ([ask(22), turn("assistant", None, tool_calls="x")], "invalid", ""),
    "no calls, no content": ([ask(23), calling()], "invalid", ""),
    "no calls": ([ask(24), calling(content="All is well here.")], KEPT, ""),
    "same id twice": (
        [ask(25), calling(CALL, CALL), RESULT, reply(25)],
        "invalid?",
        "bad_tool_call",
    ),
    "orphan": ([ask(26), RESULT, reply(26)], "invalid", "orphan_tool_result"),
    "result before the call": (
        [ask(27), RESULT, calling(CALL), reply(27)],
        "invalid",
        "orphan_tool_result",
    ),
    "other id": (
        [ask(28), calling(CALL), {**RESULT, "tool_call_id": "b"}, reply(28)],
        "invalid",
        "orphan_tool_result",
    ),
    "result without id": (
        [ask(29), calling(CALL), turn("tool", "sent"), reply(29)],
        "invalid",
        "",
    ),
    "null result": (
        [ask(30), calling(CALL), {**RESULT, "content": None}, reply(30)],
        "invalid?",
        "",
    ),
    "user calls": ([{**ask(31), "tool_calls": [CALL]}, reply(31)], SUSPECT, ""),
}
"""Tool conversations: (messages, verdict, code); each record defines the tool."""

TOOLS: dict[str, tuple[Any, str]] = {
    "an object": (TOOL, "invalid"),
    "a word": ("look_up", "invalid"),
    "a number": (4, "invalid"),
    "words": (["look_up"], "invalid"),
    "null inside": ([None], "invalid"),
    "no name": ([{"type": "function", "function": {"parameters": {}}}], "invalid"),
    "null name": ([{"type": "function", "function": {"name": None}}], "invalid"),
    "no function": ([{"type": "function"}], "invalid"),
    "null": (None, KEPT),
    "none": ([], KEPT),
    "good": ([TOOL], "valid"),
}
"""Tool definitions beside a plain conversation: (tools, verdict)."""


def cases() -> list[Case]:
    """Calls and results in lines and in an array; definitions in lines."""
    calls = chats(CALLS, tools=[TOOL])
    tools = [
        Row(what, talk(n, tools=value), verdict)
        for n, (what, (value, verdict)) in enumerate(TOOLS.items())
    ]
    return [
        jsonl("calls", calls),
        Case("calls.json", array_of(calls), calls),
        jsonl("tools", tools),
    ]
