"""The ShareGPT format: conversations of from and value, with LLaMA-Factory's tools.

ShareGPT gives tool calls no ids; reading invents them in order, so that call and
result stay joined.
"""

import json
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.formats.base import (
    Format,
    Loss,
    Record,
    arguments_text,
    beside,
    invented_id,
    keys_lost,
    message,
    plain_text,
    with_beside,
)

_ROLES = {
    "human": "user",
    "user": "user",
    "gpt": "assistant",
    "assistant": "assistant",
    "chatgpt": "assistant",
    "bing": "assistant",
    "bard": "assistant",
    "model": "assistant",
    "system": "system",
    "observation": "tool",
    "tool": "tool",
}
_SPEAKERS = {"user": "human", "assistant": "gpt", "system": "system"}
_OWN = ("conversations", "system", "tools")


def _claims(record: Record) -> bool:
    return "conversations" in record


def _read(record: Record) -> Example:
    conversation = record["conversations"]
    example = with_beside(record, _OWN, conversation)
    if not isinstance(conversation, list):
        return example
    turns = []
    if record.get("system"):
        turns.append(message("system", record["system"]))
    calls = 0
    for turn in conversation:
        if not isinstance(turn, dict):
            turns.append(turn)
            continue
        calls += turn.get("from") == "function_call"
        turns.append(_read_turn(turn, calls))
    example["messages"] = turns
    if tools := _read_tools(record.get("tools")):
        example["tools"] = tools
    return example


def _read_turn(turn: dict[str, Any], calls: int) -> dict[str, Any]:
    if "from" not in turn and "role" in turn:
        return turn
    speaker, value = turn.get("from"), turn.get("value")
    more = {key: turn[key] for key in turn if key not in ("from", "value")}
    if speaker == "function_call":
        call = _read_call(value, calls)
        return {"role": "assistant", "content": None, "tool_calls": [call], **more}
    role = _ROLES.get(speaker, speaker) if isinstance(speaker, str) else speaker
    if speaker in ("observation", "tool") and calls:
        more = {"tool_call_id": invented_id(calls), **more}
    read = {"role": role, "content": value, **more}
    if "from" not in turn:
        del read["role"]
    if "value" not in turn:
        del read["content"]
    return read


def _read_call(value: Any, number: int) -> Any:
    """Tool call of a function_call turn; what is no call is passed on to be named."""
    try:
        call = json.loads(value)
        function = {
            "name": call["name"],
            "arguments": arguments_text(call["arguments"]),
        }
    except (TypeError, ValueError, KeyError, RecursionError):
        return {"id": invented_id(number), "type": "function", "function": value}
    return {"id": invented_id(number), "type": "function", "function": function}


def _read_tools(tools: Any) -> Any:
    """Tool definitions, which ShareGPT carries as a JSON string, in OpenAI's form."""
    if isinstance(tools, str):
        try:
            tools = json.loads(tools) if tools.strip() else None
        except (ValueError, RecursionError):
            return tools
    if not isinstance(tools, list):
        return tools
    return [
        {"type": "function", "function": tool}
        if isinstance(tool, dict) and "name" in tool
        else tool
        for tool in tools
    ]


def _write(example: Example) -> tuple[Record, list[Loss]]:
    losses: list[Loss] = []
    conversation: list[dict[str, Any]] = []
    calls = 0
    for index, turn in enumerate(example["messages"]):
        written = _write_turn(turn, f"messages[{index}]", calls, losses)
        calls += sum(each["from"] == "function_call" for each in written)
        conversation += written
    record: Record = {"conversations": conversation}
    if "tools" in example:
        tools = [tool.get("function", tool) for tool in example["tools"]]
        record["tools"] = json.dumps(tools, ensure_ascii=False)
    for key in ("functions", "parallel_tool_calls"):
        losses += [Loss("tools", key)] * (key in example)
    losses += [
        Loss("extra_key", key) for key in ("conversations", "system") if key in example
    ]
    own = ("messages", *_OWN, "functions", "parallel_tool_calls")
    return {**record, **beside(example, own)}, losses


def _write_turn(
    turn: dict[str, Any], path: str, calls: int, losses: list[Loss]
) -> list[dict[str, Any]]:
    carried: tuple[str, ...] = ()
    role, value = turn["role"], turn.get("content")
    text = plain_text(value, f"{path}.content", losses)
    written = []
    if role == "tool":
        carried = ("tool_call_id",)
        if turn.get("tool_call_id") != invented_id(calls):
            losses.append(Loss("tool_call_id", f"{path}.tool_call_id"))
        written.append({"from": "observation", "value": text})
    elif turn.get("tool_calls"):
        carried = ("tool_calls",)
        if text:
            losses.append(Loss("message_key", f"{path}.content"))
        for number, call in enumerate(turn["tool_calls"], start=calls + 1):
            written.append(_write_call(call, number, path, losses))
        if len(turn["tool_calls"]) > 1:
            losses.append(Loss("tools", f"{path}.tool_calls"))
    else:
        if role == "developer":
            losses.append(Loss("developer_role", path))
        elif role not in _SPEAKERS:
            losses.append(Loss("role", path))
        written.append({"from": _SPEAKERS.get(role, "system"), "value": text})
    keys_lost(turn, path, carried, losses)
    return written


def _write_call(
    call: dict[str, Any], number: int, path: str, losses: list[Loss]
) -> dict[str, Any]:
    if call.get("id") != invented_id(number):
        losses.append(Loss("tool_call_id", f"{path}.tool_calls"))
    function = call["function"]
    arguments = json.loads(function["arguments"])
    if arguments_text(arguments) != function["arguments"]:
        losses.append(Loss("arguments_spacing", f"{path}.tool_calls"))
    value = {"name": function["name"], "arguments": arguments}
    return {"from": "function_call", "value": json.dumps(value, ensure_ascii=False)}


FORMATS = (Format("sharegpt", "sharegpt", 10, _claims, _read, _write),)
