"""Cohere's closed fine-tuning format, read only: roles System, User and Chatbot."""

from typing import Any

from ftwidgets.examples import Example, messages_of
from ftwidgets.formats.base import Format, Record, with_beside

_ROLES = {"System": "system", "User": "user", "Chatbot": "assistant"}


def _claims(record: Record) -> bool:
    return "messages" in record and any(
        turn.get("role") == "Chatbot" for turn in messages_of(record)
    )


def _read(record: Record) -> Example:
    turns = [_read_turn(turn) for turn in record["messages"]]
    return with_beside(record, ("messages",), turns)


def _read_turn(turn: Any) -> Any:
    role = turn.get("role") if isinstance(turn, dict) else None
    if not isinstance(role, str) or role not in _ROLES:
        return turn
    return {**turn, "role": _ROLES[role]}


FORMATS = (Format("cohere", "messages", 30, _claims, _read),)
