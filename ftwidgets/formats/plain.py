"""Records with a text but nothing to learn from it: text-only, prompt-only, labels."""

from typing import Any

from ftwidgets.examples import Example
from ftwidgets.formats.base import WEAK, Format, Record, message, with_beside

_LABEL_LISTS = ("intents", "labels", "categories", "tags")
_PROMPTS = ("prompt", "question", "query", "turns")


def _has_label_list(record: Record) -> bool:
    return "text" in record and any(
        isinstance(record.get(key), list) for key in _LABEL_LISTS
    )


def _is_text(record: Record) -> bool:
    return "text" in record


def _is_prompt(record: Record) -> bool:
    return any(key in record for key in _PROMPTS)


def _read_text(record: Record) -> Example:
    return with_beside(record, ("text",), [message("user", record["text"])])


def _read_prompt(record: Record) -> Example:
    key = next(key for key in _PROMPTS if key in record)
    prompt: Any = record[key]
    texts = prompt if isinstance(prompt, list) else [prompt]
    turns = [
        text if isinstance(text, dict) else message("user", text) for text in texts
    ]
    return with_beside(record, (key,), turns)


FORMATS = (
    Format(
        "label_list",
        "plain",
        WEAK + 20,
        _has_label_list,
        _read_text,
        unusable="label_list",
    ),
    Format("text_only", "plain", WEAK + 30, _is_text, _read_text, unusable="text_only"),
    Format(
        "prompt_only",
        "plain",
        WEAK + 40,
        _is_prompt,
        _read_prompt,
        unusable="prompt_only",
    ),
)
