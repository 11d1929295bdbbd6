"""TRL's formats: a conversation, or a prompt and its completion as messages.

TRL hands a row to the model's chat template as it stands: arguments of tool calls must
be objects, texts one string, and a column of another task would change what is trained.
"""

import json
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.findings import Finding, finding
from ftwidgets.formats.base import (
    Format,
    Loss,
    Record,
    arguments_text,
    message,
    with_beside,
)
from ftwidgets.formats.strictness import Turn, strict_tools, strict_turns

_PAIR = ("prompt", "completion")
_CARRIED = ("name", "tool_calls", "tool_call_id", "reasoning_content")
_TASK_COLUMNS = ("messages", *_PAIR, "chosen", "rejected", "label")
"""Columns by which TRL tells what a row is for."""


def _calls_of(record: Record) -> list[dict[str, Any]]:
    """Functions called anywhere in a record, whatever came."""
    lists = [record[key] for key in ("messages", *_PAIR) if key in record]
    turns = [turn for each in lists if isinstance(each, list) for turn in each]
    calls = [turn.get("tool_calls") for turn in turns if isinstance(turn, dict)]
    functions = [
        call.get("function")
        for each in calls
        if isinstance(each, list)
        for call in each
        if isinstance(call, dict)
    ]
    return [function for function in functions if isinstance(function, dict)]


def _has_objects(record: Record) -> bool:
    return any(isinstance(each.get("arguments"), dict) for each in _calls_of(record))


def _is_messages(record: Record) -> bool:
    """Only arguments tell TRL's messages from everybody's."""
    return "messages" in record and _has_objects(record)


def _is_pair(record: Record) -> bool:
    return all(key in record for key in _PAIR) and any(
        isinstance(record[key], list) for key in _PAIR
    )


def _notes(record: Record) -> list[Finding]:
    if not _has_objects(record):
        return []
    sentence = "arguments are an object, as TRL has them; read as their JSON text"
    return [finding("bad_tool_call", "", sentence, severity="warning")]


def _read_messages(record: Record) -> Example:
    turns = record["messages"]
    if not isinstance(turns, list):
        return record
    return {**record, "messages": [_read_turn(turn) for turn in turns]}


def _read_pair(record: Record) -> Example:
    """Join both lists; TRL trains the completion only, so earlier replies weigh 0."""
    prompt, completion = (
        part if isinstance(part, list) else [message(role, part)]
        for role, part in zip(
            ("user", "assistant"), (record[key] for key in _PAIR), strict=True
        )
    )
    turns = [*map(_untrained, prompt), *completion]
    return with_beside(record, _PAIR, [_read_turn(turn) for turn in turns])


def _untrained(turn: Any) -> Any:
    if isinstance(turn, dict) and turn.get("role") == "assistant":
        return {**turn, "weight": 0}
    return turn


def _read_turn(turn: Any) -> Any:
    calls = turn.get("tool_calls") if isinstance(turn, dict) else None
    if not isinstance(calls, list):
        return turn
    return {**turn, "tool_calls": [_read_call(call) for call in calls]}


def _read_call(call: Any) -> Any:
    function = call.get("function") if isinstance(call, dict) else None
    if not isinstance(function, dict):
        return call
    if not isinstance(arguments := function.get("arguments"), dict):
        return call
    return {**call, "function": {**function, "arguments": arguments_text(arguments)}}


def _write_messages(example: Example) -> tuple[Record, list[Loss]]:
    losses: list[Loss] = []
    turns = _write_turns(example, _CARRIED, losses)
    return {"messages": turns, **_columns(example, losses)}, losses


def _write_pair(example: Example) -> tuple[Record, list[Loss]]:
    """Write all turns but the last reply as prompt; only the last reply is trained."""
    losses: list[Loss] = []
    last = len(example["messages"]) - 1
    for index, turn in enumerate(example["messages"]):
        trained = turn["role"] == "assistant" and turn.get("weight") != 0
        path = f"messages[{index}]"
        if index < last and trained:
            losses.append(Loss("earlier_replies_untrained", path))
        elif index == last and not trained:
            code = "weight_zero" if turn["role"] == "assistant" else "unpaired_turn"
            losses.append(Loss(code, path))
        elif index == last and "weight" in turn:
            losses.append(Loss("weight_one", path))
    weighed = (*_CARRIED, "weight")
    turns = [
        {key: value for key, value in turn.items() if key != "weight"}
        for turn in _write_turns(example, weighed, losses)
    ]
    record = {"prompt": turns[:-1], "completion": turns[-1:]}
    return {**record, **_columns(example, losses)}, losses


def _columns(example: Example, losses: list[Loss]) -> Record:
    """Keys beside the messages; those by which TRL would take another task are lost."""
    for key in _TASK_COLUMNS[1:]:
        losses += [Loss("extra_key", key)] * (key in example)
    losses += [Loss("tools", "functions")] * bool(example.get("functions"))
    taken = (*_TASK_COLUMNS, "tools")
    others = {key: example[key] for key in example if key not in taken}
    return {**others, **strict_tools(example, losses)}


def _write_turns(
    example: Example, carried: tuple[str, ...], losses: list[Loss]
) -> list[Turn]:
    turns = strict_turns(example, carried, losses)
    for index, turn in enumerate(turns):
        if turn.get("tool_calls"):
            path = f"messages[{index}].tool_calls"
            calls = [_write_call(call, path, losses) for call in turn["tool_calls"]]
            turns[index] = {**turn, "tool_calls": calls}
    return turns


def _write_call(call: Record, path: str, losses: list[Loss]) -> Record:
    """Call with its arguments as an object, where a file can carry it."""
    function = call["function"]
    arguments = json.loads(function["arguments"])
    try:
        json.dumps(arguments, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:  # NaN, Infinity or half a character
        losses.append(Loss("tools", path))
        return call
    if arguments_text(arguments) != function["arguments"]:
        losses.append(Loss("arguments_spacing", path))
    return {**call, "function": {**function, "arguments": arguments}}


FORMATS = (
    Format(
        "trl-prompt-completion",
        "completion",
        10,
        _is_pair,
        _read_pair,
        _write_pair,
        notes=_notes,
    ),
    Format(
        "trl-messages",
        "messages",
        70,
        _is_messages,
        _read_messages,
        _write_messages,
        notes=_notes,
    ),
)
