"""Can a trainer read the tool definitions, the calls and their results?"""

import json
from collections.abc import Iterator
from typing import Any

from ftwidgets.findings import Finding, finding


def check_tools(example: dict[str, Any]) -> Iterator[Finding]:
    """Findings about the tool definitions beside the messages."""
    parallel = example.get("parallel_tool_calls")
    if not isinstance(parallel, bool | None):
        yield finding("wrong_type", "parallel_tool_calls", "must be true or false")
    if "tools" not in example or example["tools"] is None:
        return
    tools = example["tools"]
    if not isinstance(tools, list):
        yield finding("bad_tools", "tools", "tools must be a list of definitions")
        return
    for index, tool in enumerate(tools):
        function = tool.get("function") if isinstance(tool, dict) else None
        name = function.get("name") if isinstance(function, dict) else None
        if not isinstance(name, str) or not name:
            sentence = f"tool {index + 1} has no function with a name"
            yield finding("bad_tools", f"tools[{index}]", sentence)
        elif not isinstance(function.get("parameters"), dict | None):
            path = f"tools[{index}].function.parameters"
            yield finding("bad_tools", path, "parameters must be an object")


def check_calls(message: dict[str, Any], path: str, ids: set[str]) -> Iterator[Finding]:
    """Findings about the tool calls of one message; remembers the ids of its calls.

    Parameters
    ----------
    message : dict
        The message.
    path : str
        Where it stands, as in ``messages[2]``.
    ids : set of str
        Ids of the calls before; those of this message are added.
    """
    if "tool_calls" in message and message["tool_calls"] is not None:
        yield from _check_list(message, f"{path}.tool_calls", ids)
    if message.get("role") == "tool":
        answered = message.get("tool_call_id")
        if not isinstance(answered, str) or answered not in ids:
            sentence = "a tool result must carry the id of a call before it"
            yield finding("orphan_tool_result", f"{path}.tool_call_id", sentence)


def _check_list(message: dict[str, Any], path: str, ids: set[str]) -> Iterator[Finding]:
    calls = message["tool_calls"]
    if message.get("role") != "assistant":
        yield finding("bad_tool_call", path, "only the assistant calls tools")
    if not isinstance(calls, list) or not calls:
        yield finding("bad_tool_call", path, "tool_calls must be a list with a call")
        return
    for index, call in enumerate(calls):
        problem = _problem(call, ids)
        if problem:
            yield finding("bad_tool_call", f"{path}[{index}]", problem)


def _problem(call: Any, ids: set[str]) -> str | None:
    """What is wrong with one call, or ``None``; its id joins those before."""
    if not isinstance(call, dict):
        return "a tool call must be an object"
    given, function = call.get("id"), call.get("function")
    if not isinstance(given, str) or not given:
        return "a tool call needs an id of text"
    if given in ids:
        return f"two tool calls share the id {given[:40]!r}"
    ids.add(given)
    if call.get("type", "function") != "function":
        return "the type of a tool call must be 'function'"
    if not isinstance(function, dict):
        return "a tool call needs a function with a name and arguments"
    if not isinstance(function.get("name"), str) or not function["name"]:
        return "the function called has no name"
    arguments = function.get("arguments")
    if not isinstance(arguments, str):
        return "arguments must be a JSON string; write them with json.dumps"
    try:
        decoded = json.loads(arguments)
    except (ValueError, RecursionError):
        return "the arguments are not JSON"
    return None if isinstance(decoded, dict) else "the arguments are no JSON object"
