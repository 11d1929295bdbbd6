"""Services that train open models on OpenAI's messages: Together and Fireworks.

They render rows with the model's chat template, so they take what templates take, and
fewer keys than OpenAI.
"""

from typing import Any

from ftwidgets.examples import Example
from ftwidgets.formats.base import Format, Loss, Record, beside_lost
from ftwidgets.formats.chat import claims_messages
from ftwidgets.formats.strictness import Turn, strict_tools, strict_turns

_CARRIED = ("name", "weight", "tool_calls", "tool_call_id")
_PARTS = ("text", "image_url")
_PICTURES = tuple(f"data:image/{kind};base64," for kind in ("jpeg", "png", "webp"))

MAX_PICTURES = 10
"""Most pictures in one conversation for Together."""

MAX_PICTURE_CHARS = len(_PICTURES[0]) + 4 * 10 * 2**20 // 3
"""Longest picture for Together: 10 MB as base64, with what stands before it."""


def _read(record: Record) -> Example:
    return record


def _write_together(example: Example) -> tuple[Record, list[Loss]]:
    losses: list[Loss] = []
    turns = strict_turns(example, _CARRIED, losses)
    if any(isinstance(turn["content"], list) for turn in turns):
        turns = _write_parts(turns, losses)
    beside_lost(example, ("tools",), losses)
    return {"messages": turns, **strict_tools(example, losses)}, losses


def _write_parts(turns: list[Turn], losses: list[Loss]) -> list[Turn]:
    """Turns all in parts, since Together takes all or none so; names bad pictures."""
    pictures = 0
    written = []
    for index, turn in enumerate(turns):
        content, path = turn["content"], f"messages[{index}].content"
        if isinstance(content, str) and content:
            losses.append(Loss("text_part", path))
            content = [{"type": "text", "text": content}]
        for part in content:
            pictures += part["type"] != "text"
            if not _is_readable(part, turn["role"]) or pictures > MAX_PICTURES:
                losses.append(Loss("media", path))
        written.append({**turn, "content": content})
    return written


def _is_readable(part: dict[str, Any], role: str) -> bool:
    if part["type"] != "image_url":
        return part["type"] == "text"
    picture = part.get("image_url")
    url = picture.get("url") if isinstance(picture, dict) else None
    return (
        role == "user"
        and isinstance(url, str)
        and url.startswith(_PICTURES)
        and len(url) <= MAX_PICTURE_CHARS
    )


def _write_fireworks(example: Example) -> tuple[Record, list[Loss]]:
    losses: list[Loss] = []
    turns = strict_turns(example, (*_CARRIED, "reasoning_content"), losses)
    for index, turn in enumerate(turns):
        parts = turn["content"] if isinstance(turn["content"], list) else ()
        if any(part["type"] not in _PARTS for part in parts):
            losses.append(Loss("media", f"messages[{index}].content"))
    beside_lost(example, ("tools",), losses)
    return {"messages": turns, **strict_tools(example, losses)}, losses


FORMATS = (
    Format("together", "messages", 97, claims_messages, _read, _write_together),
    Format("fireworks", "messages", 98, claims_messages, _read, _write_fireworks),
)
