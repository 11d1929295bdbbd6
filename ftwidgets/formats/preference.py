"""Preference data: a prompt with a chosen and a rejected reply; not an SFT format.

Left out of the examples unless asked for with ``preference="chosen"``.
"""

from typing import Any

from ftwidgets.examples import Example, messages_of
from ftwidgets.findings import Finding, finding
from ftwidgets.formats.base import Format, InventedIds, Record, message, with_beside
from ftwidgets.formats.llamafactory import read_turn

_MARKS = (
    "chosen",
    "rejected",
    "preferred_output",
    "non_preferred_output",
    "chosen_messages",
    "rejected_messages",
)
_PROMPTS = ("messages", "conversations", "prompt", "input", "instruction")


def _claims(record: Record) -> bool:
    if any(key in record for key in _MARKS):
        return True
    return (
        isinstance(record.get("label"), bool)
        and "prompt" in record
        and "completion" in record
    )


def _read(record: Record) -> Example:
    """Read the prompt with the preferred reply as an SFT example."""
    chosen = _first(record, ("chosen", "preferred_output", "chosen_messages"))
    if "completion" in record and record.get("label") is True:
        chosen = record["completion"]
    prompt = _turns(_first(record, _PROMPTS), "user")
    reply = _turns(chosen, "assistant")
    if "chosen_messages" in record or _repeats(prompt, reply):
        prompt = []
    own = (*_MARKS, *_PROMPTS, "completion", "label")
    return with_beside(record, own, [*prompt, *reply])


_PAIRS = (
    ("chosen", "rejected"),
    ("preferred_output", "non_preferred_output"),
    ("chosen_messages", "rejected_messages"),
)


def _notes(record: Record) -> list[Finding]:
    """Errors of a record that lacks one side, or whose sides are no replies."""
    found = []
    for pair in _PAIRS:
        if not any(key in record for key in pair):
            continue
        for key in pair:
            problem = _problem(record.get(key), single=pair[0] == "preferred_output")
            if problem:
                found.append(finding("missing_content", key, f"{key} {problem}"))
    if "label" in record and "completion" in record and record["completion"] is None:
        found.append(finding("missing_content", "completion", "completion is missing"))
    asked = record.get("input")
    if "preferred_output" in record:
        turns = messages_of(asked)
        if not turns:
            found.append(finding("no_messages", "input", "input holds no messages"))
        elif turns[-1].get("role") == "assistant":
            found.append(finding("wrong_type", "input", "input ends on the assistant"))
    return found


def _problem(side: Any, single: bool) -> str | None:
    """What is wrong with one side of a pair, or ``None``."""
    if side is None or side in ("", [], {}):
        return "is missing"
    if not isinstance(side, str | list | dict):
        return "is no reply"
    if single and not (isinstance(side, list) and len(side) == 1):
        return "must be one assistant message"
    last = side[-1] if isinstance(side, list) else side
    if isinstance(last, dict) and last.get("role", "assistant") != "assistant":
        return "does not end on the assistant"
    return None


def _first(record: Record, keys: tuple[str, ...]) -> Any:
    return next((record[key] for key in keys if key in record), None)


def _repeats(prompt: list[Any], reply: list[Any]) -> bool:
    """Whether the reply holds the whole conversation, prompt included."""
    return bool(prompt) and reply[: len(prompt)] == prompt


def _turns(value: Any, role: str) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, dict) and isinstance(value.get("messages"), list):
        return value["messages"]
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return [message(role, value)]
    return [_turn(turn) for turn in value]


def _turn(turn: Any) -> Any:
    if isinstance(turn, dict) and isinstance(turn.get("content"), list):
        return read_turn(turn, InventedIds())
    if not isinstance(turn, dict) or "from" not in turn:
        return turn
    speakers = {"human": "user", "gpt": "assistant"}
    speaker = turn["from"]
    return message(speakers.get(str(speaker), speaker), turn.get("value"))


FORMATS = (
    Format(
        "preference",
        "preference",
        0,
        _claims,
        _read,
        unusable="preference_record",
        notes=_notes,
    ),
)
