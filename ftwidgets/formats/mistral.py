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
    keys_lost,
    message,
    plain_text,
    with_beside,
)

_OWN = ("messages", "interactions", "system_prompt", "available_tools", "tools")
_TOOL_ID = re.compile(r"[A-Za-z0-9]{9}")
_CARRIED = ("weight", "tool_calls", "tool_call_id")


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
    turns = []
    for index, turn in enumerate(example["messages"]):
        path = f"messages[{index}]"
        keys_lost(turn, path, _CARRIED, losses)
        role = turn["role"]
        if role == "developer":
            losses.append(Loss("developer_role", path))
            role = "system"
        elif role == "function":
            losses.append(Loss("role", path))
        content = turn.get("content")
        if content is not None:
            content = plain_text(content, f"{path}.content", losses)
        written = {"role": role, "content": content}
        if turn.get("tool_calls"):
            written["tool_calls"] = [
                {**call, "id": _short_id(call.get("id"), path, losses)}
                for call in turn["tool_calls"]
            ]
        if "tool_call_id" in turn:
            written["tool_call_id"] = _short_id(turn["tool_call_id"], path, losses)
        if "weight" in turn:
            written["weight"] = turn["weight"]
        turns.append(written)
    beside_lost(example, ("tools",), losses)
    record: Record = {"messages": turns}
    if "tools" in example:
        record["tools"] = example["tools"]
    return record, losses


def _short_id(given: Any, path: str, losses: list[Loss]) -> str:
    """Nine letters or digits, the same for the same id; valid ones are kept."""
    if isinstance(given, str) and _TOOL_ID.fullmatch(given):
        return given
    losses.append(Loss("tool_call_id", f"{path}.tool_calls"))
    return hashlib.sha256(str(given).encode()).hexdigest()[:9]


FORMATS = (Format("mistral", "messages", 50, _claims, _read, _write),)
