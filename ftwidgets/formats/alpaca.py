"""The Alpaca format: instruction, input and output, with LLaMA-Factory's history."""

from typing import Any

from ftwidgets.examples import Example, shorten
from ftwidgets.findings import Finding, finding
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
from ftwidgets.formats.columns import mapped_columns

_NO_INPUT = ("noinput", "no input", "none", "n/a", "null", "nil")
"""What stands for an empty input in published files."""

_OWN = ("instruction", "input", "output", "system", "history")

JOIN = "\n"
"""Between instruction and input, as LLaMA-Factory trains it. FastChat writes
``\\nInput:\\n`` and Stanford a preamble: the join cannot be undone from the text."""


def _claims(record: Record) -> bool:
    """An instruction without any reply is an Alpaca record that lost its output."""
    return "instruction" in record and (
        "output" in record or mapped_columns(record) is None
    )


def _read(record: Record) -> Example:
    turns = []
    if record.get("system"):
        turns.append(message("system", record["system"]))
    turns += _read_history(record.get("history"))
    question, addition = record["instruction"], record.get("input")
    if addition and not isinstance(addition, str):
        question = addition  # no text: validation shall name it
    elif addition and isinstance(question, str):
        question = f"{question}{JOIN}{addition}"
    turns += [message("user", question), message("assistant", record.get("output"))]
    return with_beside(record, _OWN, turns)


def _read_history(history: Any) -> list[Any]:
    """Turns of the earlier rounds; what is no pair is passed on to be named."""
    if not isinstance(history, list):
        return [] if history is None else [history]
    turns = []
    for pair in history:
        if isinstance(pair, list) and len(pair) == 2:
            turns += [message("user", pair[0]), message("assistant", pair[1])]
        else:
            turns.append(pair)
    return turns


def _notes(record: Record) -> list[Finding]:
    """Say where a word stands in for an input that is not there."""
    addition = record.get("input")
    words = addition.casefold().strip(" .<>[]()") if isinstance(addition, str) else ""
    if words not in _NO_INPUT:
        return []
    sentence = f"the input is the word {shorten(addition, 20)!r}, which is trained"
    return [finding("placeholder", "input", sentence)]


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


FORMATS = (Format("alpaca", "alpaca", 10, _claims, _read, _write, notes=_notes),)
