"""The prompt and completion format: two texts. TRL's two lists are in `trl`."""

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


def _read(record: Record) -> Example:
    turns = [
        message("user", record["prompt"]),
        message("assistant", record["completion"]),
    ]
    return with_beside(record, _OWN, turns)


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


FORMATS = (Format("completion", "completion", 20, _is_completion, _read, _write),)
