"""The prompt and completion formats: two texts, or two lists of messages as in TRL."""

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

_OWN = ("prompt", "completion")


def _is_completion(record: Record) -> bool:
    return "prompt" in record and "completion" in record


def _is_conversational(record: Record) -> bool:
    return _is_completion(record) and any(isinstance(record[key], list) for key in _OWN)


def _read(record: Record) -> Example:
    turns = [
        message("user", record["prompt"]),
        message("assistant", record["completion"]),
    ]
    return with_beside(record, _OWN, turns)


def _read_conversational(record: Record) -> Example:
    """Join both lists; TRL trains the completion only, so earlier replies weigh 0."""
    prompt, completion = (
        part if isinstance(part, list) else [message(role, part)]
        for role, part in zip(
            ("user", "assistant"), (record["prompt"], record["completion"]), strict=True
        )
    )
    return with_beside(record, _OWN, [*map(_untrained, prompt), *completion])


def _untrained(turn: Any) -> Any:
    if isinstance(turn, dict) and turn.get("role") == "assistant":
        return {**turn, "weight": 0}
    return turn


def _write(example: Example) -> tuple[Record, list[Loss]]:
    """Write the last question and its reply; says what stood before them."""
    losses: list[Loss] = []
    turns = example["messages"]
    roles = [turn["role"] for turn in turns]
    if roles[-2:] != ["user", "assistant"]:
        losses.append(Loss("unpaired_turn", f"messages[{len(turns) - 1}]"))
    if "system" in roles or "developer" in roles:
        losses.append(Loss("system_prompt", "messages[0]"))
    if len([role for role in roles if role not in ("system", "developer")]) > 2:
        losses.append(Loss("earlier_turns", "messages"))
    pair = {}
    for key, role in zip(_OWN, ("user", "assistant"), strict=True):
        index = max((i for i, each in enumerate(roles) if each == role), default=None)
        if index is None:
            pair[key] = ""
            continue
        path = f"messages[{index}]"
        keys_lost(turns[index], path, (), losses)
        pair[key] = plain_text(turns[index].get("content"), f"{path}.content", losses)
    losses += [Loss("extra_key", key) for key in _OWN if key in example]
    losses += [Loss("tools", key) for key in TOOL_KEYS if key in example]
    return {**pair, **beside(example, ("messages", *_OWN, *TOOL_KEYS))}, losses


def _write_conversational(example: Example) -> tuple[Record, list[Loss]]:
    """Write all turns but the last reply as prompt; only the last reply is trained."""
    losses: list[Loss] = []
    turns = example["messages"]
    if turns[-1]["role"] != "assistant":
        losses.append(Loss("unpaired_turn", f"messages[{len(turns) - 1}]"))
    elif "weight" in turns[-1]:
        code = "weight_one" if turns[-1]["weight"] == 1 else "weight_zero"
        losses.append(Loss(code, f"messages[{len(turns) - 1}].weight"))
    carried = ("name", "tool_calls", "tool_call_id")
    plain = []
    for index, turn in enumerate(turns):
        path, earlier = f"messages[{index}]", index < len(turns) - 1
        if earlier and turn["role"] == "assistant" and turn.get("weight") != 0:
            losses.append(Loss("earlier_replies_untrained", path))
        keys_lost(turn, path, (*carried, "weight"), losses)
        keys = ("role", "content", *carried)
        plain.append({key: turn[key] for key in keys if key in turn})
    losses += [Loss("extra_key", key) for key in _OWN if key in example]
    record = {"prompt": plain[:-1], "completion": plain[-1:]}
    return {**record, **beside(example, ("messages", *_OWN))}, losses


FORMATS = (
    Format(
        "trl-prompt-completion",
        "completion",
        10,
        _is_conversational,
        _read_conversational,
        _write_conversational,
    ),
    Format("completion", "completion", 20, _is_completion, _read, _write),
)
