"""Mistral's format: tool ids of nine characters, and the names its tools also read."""

import hashlib
import re
from typing import Any

from ftwidgets.examples import Example, messages_of
from ftwidgets.formats.base import (
    Format,
    Loss,
    Record,
    beside_lost,
    message,
    plain_text,
    with_beside,
)
from ftwidgets.formats.strictness import Turn, strict_tools, strict_turns

_OWN = ("messages", "interactions", "system_prompt", "available_tools", "tools")
_TOOL_ID = re.compile(r"[A-Za-z0-9]{9}")
_FUNCTION_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_CARRIED = ("weight", "tool_calls", "tool_call_id")
_CALL_KEYS = ("id", "type", "function")
_CALLED_KEYS = ("name", "arguments")


def _claims(record: Record) -> bool:
    if any(key in record for key in ("interactions", "available_tools", "only_last")):
        return "messages" in record or "interactions" in record
    return "messages" in record and (
        "system_prompt" in record
        or any("text" in turn and "content" not in turn for turn in messages_of(record))
    )


def _read(record: Record) -> Example:
    turns = record.get("messages", record.get("interactions"))
    if not isinstance(turns, list):
        return with_beside(record, _OWN, turns)
    turns = [_read_turn(turn) for turn in turns]
    if record.get("system_prompt"):
        turns.insert(0, message("system", record["system_prompt"]))
    if record.get("only_last"):
        replies = [i for i, turn in enumerate(turns) if _is_reply(turn)]
        for index in replies[:-1]:
            turns[index] = {**turns[index], "weight": 0}
    example = with_beside(record, (*_OWN, "only_last"), turns)
    tools = record.get("tools", record.get("available_tools"))
    return example if tools is None else {**example, "tools": tools}


def _is_reply(turn: Any) -> bool:
    return isinstance(turn, dict) and turn.get("role") == "assistant"


def _read_turn(turn: Any) -> Any:
    if not isinstance(turn, dict) or "content" in turn or "text" not in turn:
        return turn
    return {("content" if key == "text" else key): turn[key] for key in turn}


def _write(example: Example) -> tuple[Record, list[Loss]]:
    losses: list[Loss] = []
    turns = strict_turns(example, _CARRIED, losses)
    if turns[-1]["role"] != "assistant":
        losses.append(Loss("unpaired_turn", f"messages[{len(turns) - 1}]"))
    turns = [
        _write_turn(turn, f"messages[{index}]", losses)
        for index, turn in enumerate(turns)
    ]
    tools = strict_tools(example, losses)
    for index, tool in enumerate(tools.get("tools", ())):
        _check_name(tool["function"]["name"], f"tools[{index}]", losses)
    beside_lost(example, ("tools",), losses)
    return {"messages": turns, **tools}, losses


def _write_turn(turn: Turn, path: str, losses: list[Loss]) -> Turn:
    """Message with short ids, and with text or tool calls but not both."""
    written = dict(turn)
    if isinstance(turn.get("content"), list):
        written["content"] = plain_text(turn["content"], f"{path}.content", losses)
    if turn.get("tool_calls"):
        if written.get("content"):
            losses.append(Loss("call_text", f"{path}.content"))
            written["content"] = ""
        calls = f"{path}.tool_calls"
        written["tool_calls"] = [
            _write_call(call, calls, losses) for call in turn["tool_calls"]
        ]
    if "tool_call_id" in turn:
        path = f"{path}.tool_call_id"
        written["tool_call_id"] = _short_id(turn["tool_call_id"], path, losses)
    return written


def _write_call(call: Record, path: str, losses: list[Loss]) -> Record:
    function = call["function"]
    if set(call) - set(_CALL_KEYS) or set(function) - set(_CALLED_KEYS):
        losses.append(Loss("tools", path))
    _check_name(function["name"], path, losses)
    written = {key: call[key] for key in call if key in _CALL_KEYS}
    written["id"] = _short_id(call["id"], path, losses)
    written["function"] = {key: function[key] for key in _CALLED_KEYS}
    return written


def _check_name(name: str, path: str, losses: list[Loss]) -> None:
    if not _FUNCTION_NAME.fullmatch(name):
        losses.append(Loss("tools", path))


def _short_id(given: Any, path: str, losses: list[Loss]) -> str:
    """Nine letters or digits, the same for the same id; valid ones are kept."""
    if isinstance(given, str) and _TOOL_ID.fullmatch(given):
        return given
    losses.append(Loss("tool_call_id", path))
    return hashlib.sha256(str(given).encode()).hexdigest()[:9]


FORMATS = (Format("mistral", "messages", 50, _claims, _read, _write),)
