"""Which chat templates are exports rendered with, and what must come out?

The three of ours say no to what the templates of the families they are named after say
no to. Rendering must show every text: a template that is silent about a message trains
something else than the row says.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from protocol import Record

FOLDER = Path(__file__).parent / "templates"

OURS: dict[str, set[str]] = {
    "mistral": {"tools", "pictures"},
    "llama": {"tools"},
    "gemma": {"pictures"},
}
"""Name of each template and what its models know besides texts."""

PICTURES = ("image", "image_url")

Render = Callable[[str, Record], str]


def ours(name: str) -> str:
    """Text of one of our templates."""
    return (FOLDER / f"{name}.jinja").read_text(encoding="utf-8")


def turns_of(record: Record) -> list[Record]:
    """Messages of a record, be it a conversation or a prompt and its completion."""
    if "messages" in record:
        return record["messages"]
    return [*record["prompt"], *record["completion"]]


def parts_of(turn: Record) -> list[Any]:
    """Content of a message as parts."""
    content = turn.get("content") or ""
    return [{"text": content}] if isinstance(content, str) else content


def needs_of(record: Record) -> set[str]:
    """What a model must know, besides texts, to be trained on a record."""
    turns = turns_of(record)
    kinds = {part.get("type", "text") for turn in turns for part in parts_of(turn)}
    needs = {"pictures" if kind in PICTURES else kind for kind in kinds - {"text"}}
    if record.get("tools") or any("tool_calls" in turn for turn in turns):
        needs.add("tools")
    return needs


def texts_of(record: Record) -> Iterator[tuple[str, str]]:
    """What must be seen in the rendering: what it is, and its text."""
    for turn in turns_of(record):
        asked = turn.get("tool_calls") or ()
        what = "text beside a call" if asked else f"text of the {turn['role']}"
        for part in parts_of(turn):
            if "text" in part:
                yield what, part["text"].strip()
        for call in asked:
            yield "name of a called function", call["function"]["name"]


def is_shown(text: str, rendered: str) -> bool:
    """Whether a text stands in a rendering, plain or as a JSON string."""
    escaped = json.dumps(text, ensure_ascii=False)[1:-1]
    return text in rendered or escaped in rendered


def check_templates(
    record: Record, render: Render, templates: Mapping[str, set[str]] = OURS
) -> Iterator[str]:
    """What each template refuses, or leaves out.

    Templates of models that were not made for such a record are not asked.
    """
    for name, knows in templates.items():
        if not needs_of(record) <= knows:
            continue
        try:
            rendered = render(name, record)
        except Exception as error:
            yield f"{name}: {error}"
            continue
        for what, text in texts_of(record):
            if not is_shown(text, rendered):
                yield f"{name}: not rendered: {what}"
