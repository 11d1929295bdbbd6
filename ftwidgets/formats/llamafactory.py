"""LLaMA-Factory's v1 format, read only: parts of type and value, loss weights."""

from typing import Any

from ftwidgets.examples import Example, messages_of
from ftwidgets.formats.base import (
    Format,
    InventedIds,
    Record,
    read_call,
    with_beside,
)


def _claims(record: Record) -> bool:
    return "messages" in record and any(
        "loss_weight" in turn or _has_values(turn.get("content"))
        for turn in messages_of(record)
    )


def _has_values(content: Any) -> bool:
    return isinstance(content, list) and any(
        isinstance(part, dict) and "value" in part and "text" not in part
        for part in content
    )


def _read(record: Record) -> Example:
    ids = InventedIds()
    turns = [
        read_turn(turn, ids) if isinstance(turn, dict) else turn
        for turn in record["messages"]
    ]
    return with_beside(record, ("messages",), turns)


def read_turn(turn: dict[str, Any], ids: InventedIds) -> dict[str, Any]:
    """Message in the words of chat formats: text parts, tool calls, weight."""
    read = {key: turn[key] for key in turn if key != "loss_weight"}
    parts = turn.get("content")
    if isinstance(parts, list):
        read["content"] = _read_parts([part for part in parts if not _is_call(part)])
        calls = [
            read_call(part.get("value"), ids.call()) for part in parts if _is_call(part)
        ]
        if calls:
            read |= {"tool_calls": calls, "content": read["content"] or None}
    if turn.get("role") == "tool" and (answered := ids.result()):
        read.setdefault("tool_call_id", answered)
    return {**read, **_read_weight(turn)}


def _read_weight(turn: dict[str, Any]) -> dict[str, Any]:
    """Weight in OpenAI's words; the defaults (replies 1, the rest 0) say nothing."""
    weight = turn.get("loss_weight")
    if weight is None or weight == (turn.get("role") == "assistant"):
        return {}
    if turn.get("role") == "assistant":
        return {"weight": 0 if weight == 0 else weight}
    return {"loss_weight": weight}


def _read_parts(parts: list[Any]) -> Any:
    """One string where there is one text; else parts as chat formats have them."""
    read = [_read_part(part) for part in parts]
    if len(read) == 1 and isinstance(read[0], dict) and read[0].get("type") == "text":
        return read[0].get("text")
    return read


def _read_part(part: Any) -> Any:
    if not isinstance(part, dict) or "value" not in part:
        return part
    kind, value = part.get("type"), part["value"]
    if kind == "image_url":
        return {"type": kind, "image_url": {"url": value}}
    return {"type": kind, "text" if kind == "text" else "value": value}


def _is_call(part: Any) -> bool:
    return isinstance(part, dict) and part.get("type") == "tool_call"


FORMATS = (Format("llamafactory_v1", "messages", 40, _claims, _read),)
