"""What does each planted defect do to a ticket?

Three tables, one a stage: the texts of a row, its chat record, its written line. Each
says, by kind and by variant, what is changed. Nothing here chooses a row.
"""

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

LABELS = ("account", "billing", "delivery", "product", "returns", "technical")
"""The classes of the classification tickets; a label is never changed as a text."""

Turns = tuple[str, ...]
Record = dict[str, Any]
Changes = dict[str, dict[str, Callable[[Any], Any]]]


def _each(change: Callable[[str], str]) -> Callable[[Turns], Turns]:
    return lambda turns: tuple(t if t in LABELS else change(t) for t in turns)


def _question(change: Callable[[str], str]) -> Callable[[Turns], Turns]:
    return lambda turns: (change(turns[0]), *turns[1:])


def _reply(before: str = "", after: str = "") -> Callable[[Turns], Turns]:
    return lambda turns: (*turns[:-1], f"{before}{turns[-1]}{after}")


def _echo(before: str = "", after: str = "") -> Callable[[Turns], Turns]:
    return lambda turns: (*turns[:-1], f"{before}{turns[0]}{after}")


def _substitute(pattern: str, by: str) -> Callable[[Turns], Turns]:
    return _each(partial(re.compile(pattern).sub, by))


def _turn_round(text: str) -> str:
    """Put the first sentence last.

    >>> _turn_round("It broke. Now what? Help.")
    'Now what? Help. It broke.'
    """
    first, *others = re.split(r"(?<=[.!?])\s+", text)
    return " ".join([*others, first])


def _misread(text: str) -> str:
    """Text as it looks when its UTF-8 is taken for Windows-1252.

    >>> _misread("Grüße")
    'GrÃ¼ÃŸe'
    """
    return text.encode("utf-8").decode("cp1252", errors="replace")


def _hide(before: str, inside: str, after: str) -> Callable[[str], str]:
    """Put characters around and into the longest word."""

    def change(text: str) -> str:
        word = max(re.findall(r"\w+", text), key=len)
        middle = len(word) // 2
        hidden = f"{before}{word[:middle]}{inside}{word[middle:]}{after}"
        return text.replace(word, hidden, 1)

    return change


def _message(at: int, **values: Any) -> Callable[[Record], Record]:
    """Set keys of one message, counted from the end where negative."""

    def change(record: Record) -> Record:
        messages = list(record["messages"])
        messages[at] = {**messages[at], **values}
        return {**record, "messages": messages}

    return change


def _without_content(record: Record) -> Record:
    *others, reply = record["messages"]
    return {**record, "messages": [*others, {"role": reply["role"]}]}


def _without_reply(record: Record) -> Record:
    return {**record, "messages": record["messages"][:-1]}


def _keys_turned(record: Record) -> Record:
    return {"messages": [dict(reversed(turn.items())) for turn in record["messages"]]}


def _as_completion(record: Record) -> Record:
    prompt, completion = (turn["content"] for turn in record["messages"])
    return {"prompt": prompt, "completion": completion}


def _insert(before: str, text: str) -> Callable[[str], str]:
    return lambda line: line.replace(before, text + before, 1)


TEXTS: Changes = {
    "case_copy": {"upper": _each(str.upper), "lower": _each(str.lower)},
    "punctuation_copy": {
        "left_out": _substitute(r"[.,;:!?]+(?=\s|$)", ""),
        "exclaimed": _substitute(r"[.!?]+(?=\s|$)", "!!!"),
        "dashes": _substitute(r"[.,;:!?]+ ", " - "),
    },
    "word_order_copy": {"sentences": _each(_turn_round)},
    "garbled": {"mojibake": _each(_misread)},
    "prompt_echo": {
        "whole": _echo(),
        "quoted": _echo('You wrote: "', '"'),
        "transcript": _echo("Customer: ", "\nAgent:"),
    },
    "hidden_characters": {
        "zero_width": _question(_hide("", "\u200b", "")),
        "bidi": _question(_hide("\u202e", "", "\u202c")),
    },
    "template_token": {
        "im_end": _reply(after="<|im_end|>"),
        "end_of_text": _reply(after="<|endoftext|>"),
        "inst": _reply("[/INST] ", "</s>"),
        "next_turn": _reply(after="<|im_end|>\n<|im_start|>user"),
    },
}
"""What is changed in the texts, the customer's first."""

RECORDS: Changes = {
    "wrong_role": {
        "asistant": _message(-1, role="asistant"),
        "bot": _message(-1, role="bot"),
        "agent": _message(-1, role="agent"),
        "customer": _message(0, role="customer"),
    },
    "missing_content": {"null": _message(-1, content=None), "absent": _without_content},
    "empty_content": {
        "empty": _message(-1, content=""),
        "spaces": _message(-1, content="   "),
        "line_breaks": _message(-1, content="\n\n"),
    },
    "invisible_content": {
        "zero_width_space": _message(-1, content="\u200b"),
        "word_joiner": _message(-1, content="\u2060\u2060"),
        "byte_order_mark": _message(-1, content=" \ufeff"),
        "soft_hyphen": _message(-1, content="\u00ad"),
    },
    "no_assistant": {"left_out": _without_reply, "as_user": _message(-1, role="user")},
    "ambiguous_format": {"both": lambda record: record | _as_completion(record)},
    "bad_weight": {
        "half": _message(-1, weight=0.5),
        "two": _message(-1, weight=2),
        "text": _message(-1, weight="1"),
        "negative": _message(-1, weight=-1),
    },
    "exact_copy": {
        "same_line": lambda record: record,
        "key_order": _keys_turned,
        "other_format": _as_completion,
    },
}
"""What is changed in the chat record."""

LINES: Changes = {
    "malformed_json": {
        "trailing_comma": lambda line: line[:-1] + ",}",
        "truncated": lambda line: line[: len(line) * 2 // 3],
        "python_repr": lambda line: repr(json.loads(line)),
        "two_objects": lambda line: line + line,
    },
    "duplicate_key": {
        "role": _insert('"role"', '"role": "user", '),
        "draft": _insert('"content"', '"content": "", '),
    },
}
"""What is changed in the written line."""


def variants(kind: str) -> list[str]:
    """Variants of a kind, in the order in which they are dealt out.

    >>> variants("case_copy")
    ['upper', 'lower']
    >>> variants("clean")
    []
    """
    return [name for table in (TEXTS, RECORDS, LINES) for name in table.get(kind, {})]


def change(table: Changes, kind: str, variant: str | None, value: Any) -> Any:
    """Value as the kind's variant leaves it in this table's stage; often unchanged.

    >>> change(LINES, "malformed_json", "trailing_comma", '{"a": 1}')
    '{"a": 1,}'
    """
    changed = table.get(kind, {}).get(variant)
    return changed(value) if changed else value
