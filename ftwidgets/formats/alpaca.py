"""The Alpaca format: instruction, input and output, with LLaMA-Factory's history."""

from typing import Any

from ftwidgets.examples import Example
from ftwidgets.formats.base import (
    TOOL_KEYS,
    Format,
    Loss,
    Record,
    beside,
    keys_lost,
    message,
    plain_text,
    with_beside,
)

_OWN = ("instruction", "input", "output", "system", "history")

JOIN = "\n"
"""Between instruction and input, as LLaMA-Factory trains it. FastChat writes
``\\nInput:\\n`` and Stanford a preamble: the join cannot be undone from the text."""


def _claims(record: Record) -> bool:
    return "instruction" in record and "output" in record


def _read(record: Record) -> Example:
    turns = []
    if record.get("system"):
        turns.append(message("system", record["system"]))
    for question, answer in _pairs(record.get("history")):
        turns += [message("user", question), message("assistant", answer)]
    question = record["instruction"]
    addition = record.get("input")
    if isinstance(question, str) and isinstance(addition, str) and addition:
        question = f"{question}{JOIN}{addition}"
    turns += [message("user", question), message("assistant", record["output"])]
    own = [key for key in _OWN if key != "history" or _is_history(record.get(key))]
    if addition is not None and not isinstance(addition, str):
        own.remove("input")
    return with_beside(record, own, turns)


def _is_history(value: Any) -> bool:
    return value is None or (
        isinstance(value, list)
        and all(isinstance(pair, list) and len(pair) == 2 for pair in value)
    )


def _pairs(history: Any) -> list[list[Any]]:
    return history if history and _is_history(history) else []


def _write(example: Example) -> tuple[Record, list[Loss]]:
    losses: list[Loss] = []
    texts: list[tuple[str, Any]] = []
    for index, turn in enumerate(example["messages"]):
        path = f"messages[{index}]"
        keys_lost(turn, path, (), losses)
        content = plain_text(turn.get("content"), f"{path}.content", losses)
        texts.append((turn["role"], content))
    system = None
    if texts and texts[0][0] in ("system", "developer"):
        role, system = texts.pop(0)
        losses += [Loss("developer_role", "messages[0]")] * (role == "developer")
    pairs = []
    for (first, question), (second, answer) in zip(
        texts[::2], texts[1::2], strict=False
    ):
        if (first, second) != ("user", "assistant"):
            losses.append(Loss("unpaired_turn", "messages"))
        pairs.append([question, answer])
    if len(texts) % 2 or not pairs:
        losses.append(Loss("unpaired_turn", f"messages[{len(texts) - 1}]"))
    *history, last = pairs or [["", ""]]
    record: Record = {"instruction": last[0], "input": "", "output": last[1]}
    if system is not None:
        record["system"] = system
    if history:
        record["history"] = history
    losses += [Loss("extra_key", key) for key in _OWN if key in example]
    losses += [Loss("tools", key) for key in TOOL_KEYS if key in example]
    return {**record, **beside(example, ("messages", *_OWN, *TOOL_KEYS))}, losses


FORMATS = (Format("alpaca", "alpaca", 10, _claims, _read, _write),)
