"""Amazon Bedrock's formats: Nova's, and the closed one of Claude (read only)."""

from typing import Any

from ftwidgets.examples import Example, messages_of
from ftwidgets.formats.base import (
    Format,
    Loss,
    Record,
    beside_lost,
    keys_lost,
    message,
    typed_part,
    untyped_parts,
    with_beside,
)

NOVA_SCHEMA = "bedrock-conversation-2024"
_MEDIA = ("image", "video", "document", "audio", "reasoningContent", "cachePoint")
_OWN = ("schemaVersion", "system", "messages")


def _is_nova(record: Record) -> bool:
    return "schemaVersion" in record and "messages" in record


def _is_claude(record: Record) -> bool:
    return "messages" in record and record.get("system") not in (None, "")


def _read_nova(record: Record) -> Example:
    turns: Any = record["messages"]
    if isinstance(turns, list):
        turns = [_read_turn(turn) for turn in turns]
        if record.get("system") is not None:
            turns.insert(0, message("system", _read_parts(record["system"])))
    return with_beside(record, _OWN, turns)


def _read_turn(turn: Any) -> Any:
    if not isinstance(turn, dict) or "content" not in turn:
        return turn
    return {**turn, "content": _read_parts(turn["content"])}


def _read_parts(parts: Any) -> Any:
    """One string where there is one text part; else parts as chat formats have them."""
    if parts is None:
        return None
    if not isinstance(parts, list):
        return [parts]  # no list of parts: validation shall name it
    if len(parts) == 1 and isinstance(parts[0], dict) and set(parts[0]) == {"text"}:
        return parts[0]["text"]
    return [typed_part(part, _MEDIA) for part in parts]


def _write_nova(example: Example) -> tuple[Record, list[Loss]]:
    losses: list[Loss] = []
    record: Record = {"schemaVersion": NOVA_SCHEMA}
    turns = []
    for index, turn in enumerate(example["messages"]):
        path = f"messages[{index}]"
        keys_lost(turn, path, (), losses)
        parts = untyped_parts(turn.get("content"), path, losses)
        role = turn["role"]
        if role in ("system", "developer"):
            if role == "developer":
                losses.append(Loss("developer_role", path))
            if index:
                losses.append(Loss("system_position", path))
            record.setdefault("system", []).extend(parts)
        elif role in ("user", "assistant"):
            turns.append({"role": role, "content": parts})
        else:
            losses.append(Loss("tools", path))
    beside_lost(example, (), losses)
    return {**record, "messages": turns}, losses


def _read_claude(record: Record) -> Example:
    turns: Any = record["messages"]
    if isinstance(turns, list):
        turns = [message("system", record["system"]), *turns]
    return with_beside(record, ("system", "messages"), turns)


def _claims_nothing_odd(record: Record) -> bool:
    """Claude's shape has no system turn among the messages."""
    return _is_claude(record) and all(
        turn.get("role") != "system" for turn in messages_of(record)
    )


FORMATS = (
    Format("nova", "messages", 10, _is_nova, _read_nova, _write_nova),
    Format("bedrock_claude", "messages", 20, _claims_nothing_odd, _read_claude),
)
