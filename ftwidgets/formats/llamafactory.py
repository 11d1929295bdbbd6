"""LLaMA-Factory's v1 format, read only: parts of type and value, loss weights."""

import json
from typing import Any

from ftwidgets.examples import Example, messages_of
from ftwidgets.formats.base import (
    Format,
    Record,
    arguments_text,
    invented_id,
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
    turns = [_read_turn(turn) for turn in messages_of(record)]
    if len(turns) < len(record["messages"]):
        turns = record["messages"]
    return with_beside(record, ("messages",), turns)


def _read_turn(turn: dict[str, Any]) -> dict[str, Any]:
    read = {key: turn[key] for key in turn if key not in ("content", "loss_weight")}
    parts = turn.get("content")
    read["content"] = _read_parts(parts) if isinstance(parts, list) else parts
    calls = _read_calls(parts)
    if calls:
        read["tool_calls"] = calls
        read["content"] = read["content"] or None
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
    kept = [
        part
        for part in parts
        if not (isinstance(part, dict) and part.get("type") == "tool_call")
    ]
    if len(kept) == 1 and isinstance(kept[0], dict) and kept[0].get("type") == "text":
        return kept[0].get("value")
    return [_read_part(part) for part in kept]


def _read_part(part: Any) -> Any:
    if not isinstance(part, dict) or "value" not in part:
        return part
    kind, value = part.get("type"), part["value"]
    if kind == "image_url":
        return {"type": kind, "image_url": {"url": value}}
    return {"type": kind, "text" if kind == "text" else "value": value}


def _read_calls(parts: Any) -> list[dict[str, Any]]:
    """Tool calls among the parts; their values are JSON of name and arguments."""
    calls = []
    for part in parts if isinstance(parts, list) else []:
        if not isinstance(part, dict) or part.get("type") != "tool_call":
            continue
        try:
            call = json.loads(part["value"])
            name, arguments = call["name"], arguments_text(call["arguments"])
            function: Any = {"name": name, "arguments": arguments}
        except (TypeError, ValueError, KeyError, RecursionError):
            function = part.get("value")
        calls.append(
            {
                "id": invented_id(len(calls) + 1),
                "type": "function",
                "function": function,
            }
        )
    return calls


FORMATS = (Format("llamafactory_v1", "messages", 40, _claims, _read),)
