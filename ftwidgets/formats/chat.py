"""The messages format, plain and with what OpenAI adds: tools, weights, parts."""

from typing import Any

from ftwidgets.examples import Example, messages_of
from ftwidgets.formats.base import (
    TOOL_KEYS,
    Format,
    Loss,
    Record,
    beside_lost,
    keys_lost,
)

RECORD_KEYS = ("messages", *TOOL_KEYS)
"""Top-level keys OpenAI's fine-tuning reads; others fail the job."""

MESSAGE_KEYS = ("name", "weight", "tool_calls", "tool_call_id", "function_call")

_PARTS = ("text", "image_url", "refusal")

_OPENAI_ROLES = ("developer", "tool", "function")


def claims_messages(record: Record) -> bool:
    """Whether the record says it is a conversation."""
    return "messages" in record


def _is_openai(record: Record) -> bool:
    if "messages" not in record:
        return False
    if any(key in record for key in TOOL_KEYS):
        return True
    return any(
        isinstance(turn.get("content"), list)
        or turn.get("role") in _OPENAI_ROLES
        or any(key in turn for key in MESSAGE_KEYS)
        for turn in messages_of(record)
    )


def _read(record: Record) -> Example:
    return record


def write_chat(example: Example) -> tuple[Record, list[Loss]]:
    """Write everything as it is: the chat format is the form examples have."""
    return dict(example), []


def write_openai(example: Example) -> tuple[Record, list[Loss]]:
    """Write only the keys a fine-tuning service accepts."""
    losses: list[Loss] = []
    given = [key for key in RECORD_KEYS if key in example]
    record = {key: example[key] for key in given if example[key] not in (None, [])}
    losses += [Loss("empty_value", key) for key in given if key not in record]
    beside_lost(example, RECORD_KEYS, losses)
    record["messages"] = [
        _accepted(turn, f"messages[{index}]", losses)
        for index, turn in enumerate(example["messages"])
    ]
    return record, losses


def _accepted(turn: dict[str, Any], path: str, losses: list[Loss]) -> dict[str, Any]:
    keys_lost(turn, path, MESSAGE_KEYS, losses)
    parts = turn.get("content")
    if isinstance(parts, list) and any(part["type"] not in _PARTS for part in parts):
        losses.append(Loss("media", f"{path}.content"))
    accepted = ("role", "content", *MESSAGE_KEYS)
    return {key: value for key, value in turn.items() if key in accepted}


FORMATS = (
    Format("openai", "messages", 80, _is_openai, _read, write_openai),
    Format("chat", "messages", 90, claims_messages, _read, write_chat),
)
