"""Axolotl's chat_template records: messages, with ``train`` on turns that say so.

The trainer's configuration needs ``message_field_training: train`` to read it.
"""

from typing import Any

from ftwidgets.examples import Example, messages_of
from ftwidgets.formats.base import Format, Loss, Record
from ftwidgets.formats.strictness import strict_tools, strict_turns

_CARRIED = ("name", "tool_calls", "tool_call_id", "reasoning_content", "weight")


def _claims(record: Record) -> bool:
    return "messages" in record and any(
        isinstance(turn.get("train"), bool) for turn in messages_of(record)
    )


def _read(record: Record) -> Example:
    return {**record, "messages": [_read_turn(turn) for turn in record["messages"]]}


def _read_turn(turn: Any) -> Any:
    if not isinstance(turn, dict) or not isinstance(turn.get("train"), bool):
        return turn
    read = {key: turn[key] for key in turn if key != "train"}
    return {**read, "weight": int(turn["train"])}


def _write(example: Example) -> tuple[Record, list[Loss]]:
    losses: list[Loss] = []
    turns = strict_turns(example, _CARRIED, losses)
    losses += [Loss("tools", "functions")] * bool(example.get("functions"))
    record = {key: example[key] for key in example if key != "tools"}
    record["messages"] = [_write_turn(turn) for turn in turns]
    return {**record, **strict_tools(example, losses)}, losses


def _write_turn(turn: dict[str, Any]) -> dict[str, Any]:
    if "weight" not in turn:
        return turn
    written = {key: turn[key] for key in turn if key != "weight"}
    return {**written, "train": bool(turn["weight"])}


FORMATS = (Format("axolotl", "messages", 60, _claims, _read, _write),)
