"""The ShareGPT format: conversations of from and value, with LLaMA-Factory's tools.

ShareGPT gives tool calls no ids; reading invents them, so that call and result stay
joined: results answer calls in order.
"""

import json
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.formats.base import (
    Format,
    InventedIds,
    Loss,
    Record,
    beside,
    json_text,
    keys_lost,
    message,
    plain_text,
    read_call,
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
_SPEAKERS = {
    "user": "human",
    "assistant": "gpt",
    "system": "system",
    "developer": "system",
    "tool": "observation",
    "function": "observation",
}
_PLACES = (("human", "observation"), ("gpt", "function_call"))
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
    ids = InventedIds()
    for turn in conversation:
        turns.append(_read_turn(turn, ids) if isinstance(turn, dict) else turn)
    example["messages"] = turns
    tools = _read_tools(record.get("tools"))
    if tools is not None:
        example["tools"] = tools
    return example


def _read_turn(turn: dict[str, Any], ids: InventedIds) -> dict[str, Any]:
    if "from" not in turn and "role" in turn:
        return turn
    speaker, value = turn.get("from"), turn.get("value")
    more = {key: turn[key] for key in turn if key not in ("from", "value")}
    if speaker == "function_call":
        call = read_call(value, ids.call())
        return {"role": "assistant", "content": None, "tool_calls": [call], **more}
    role = _ROLES.get(speaker, speaker) if isinstance(speaker, str) else speaker
    if role == "tool" and (answered := ids.result()):
        more = {"tool_call_id": answered, **more}
    read = {"role": role, "content": value, **more}
    if "from" not in turn:
        del read["role"]
    if "value" not in turn:
        del read["content"]
    return read


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
    ids = InventedIds()
    names: dict[Any, str | None] = {}
    conversation: list[dict[str, Any]] = []
    for index, turn in enumerate(example["messages"]):
        path = f"messages[{index}]"
        if turn.get("tool_calls"):
            conversation += _write_calls(turn, path, ids, names, losses)
        else:
            conversation.append(_write_turn(turn, path, losses))
        if turn["role"] == "tool":
            _check_answer(turn, path, ids, names, losses)
    _check_places(conversation, losses)
    record: Record = {"conversations": conversation}
    if example.get("tools") is not None:
        tools = [tool.get("function", tool) for tool in example["tools"]]
        record["tools"] = json_text(tools)
    elif "tools" in example:
        losses.append(Loss("empty_value", "tools"))
    for key in ("functions", "parallel_tool_calls"):
        losses += [Loss("tools", key)] * (key in example)
    losses += [
        Loss("extra_key", key) for key in ("conversations", "system") if key in example
    ]
    own = ("messages", *_OWN, "functions", "parallel_tool_calls")
    return {**record, **beside(example, own)}, losses


def _write_turn(turn: dict[str, Any], path: str, losses: list[Loss]) -> dict[str, Any]:
    role = turn["role"]
    if role == "developer":
        losses.append(Loss("developer_role", path))
    elif role == "function":
        losses.append(Loss("role", path))
    keys_lost(turn, path, ("tool_call_id",) if role == "tool" else (), losses)
    text = plain_text(turn.get("content"), f"{path}.content", losses)
    return {"from": _SPEAKERS[role], "value": text}


def _write_calls(
    turn: dict[str, Any],
    path: str,
    ids: InventedIds,
    names: dict[Any, str | None],
    losses: list[Loss],
) -> list[dict[str, Any]]:
    """Write one function_call a call; `names` maps its id to the one reading gives."""
    if turn.get("content"):
        losses.append(Loss("call_text", f"{path}.content"))
    elif "content" not in turn or turn["content"] is not None:
        losses.append(Loss("empty_value", f"{path}.content"))
    if len(turn["tool_calls"]) > 1:
        losses.append(Loss("tools", f"{path}.tool_calls"))
    keys_lost(turn, path, ("tool_calls",), losses)
    written = []
    for call in turn["tool_calls"]:
        names[call["id"]] = ids.call()
        if names[call["id"]] != call["id"]:
            losses.append(Loss("tool_call_id", f"{path}.tool_calls"))
        arguments = json.loads(call["function"]["arguments"])
        if json_text(arguments) != call["function"]["arguments"]:
            losses.append(Loss("arguments_spacing", f"{path}.tool_calls"))
        value = json_text({**call["function"], "arguments": arguments})
        written.append({"from": "function_call", "value": value})
    return written


def _check_answer(
    turn: dict[str, Any],
    path: str,
    ids: InventedIds,
    names: dict[Any, str | None],
    losses: list[Loss],
) -> None:
    """Say where a result would be read as the answer to another call."""
    given = turn.get("tool_call_id")
    read = ids.result()
    if names.get(given) != read:
        losses.append(Loss("tools", f"{path}.tool_call_id"))
    elif given != read:
        losses.append(Loss("tool_call_id", f"{path}.tool_call_id"))


def _check_places(conversation: list[dict[str, Any]], losses: list[Loss]) -> None:
    """Say where LLaMA-Factory, which trains pairs, would empty the whole example."""
    first = 1 if conversation[0]["from"] == "system" else 0
    path = f"messages[{len(conversation) - 1}]"
    for index, turn in enumerate(conversation[first:]):
        if turn["from"] == "system":
            losses.append(Loss("system_position", "messages"))
        elif turn["from"] not in _PLACES[index % 2]:
            losses.append(Loss("unpaired_turn", "messages"))
    if (len(conversation) - first) % 2:
        losses.append(Loss("unpaired_turn", path))


FORMATS = (Format("sharegpt", "sharegpt", 10, _claims, _read, _write),)
