"""How does each format write a ticket, and which tickets can it hold?"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from ticket_defects import LABELS, Record
from ticket_texts import Row

SORTING = f"Sort this ticket into one of these classes: {', '.join(LABELS)}."
"""The instruction of classification tickets in the Alpaca format."""

SORTED_WORDS = 30
"""Shorter tickets are not written so: the instruction would outweigh them."""


def _messages(row: Row, roles: Sequence[str], keys: Sequence[str]) -> list[Record]:
    """Turns as messages, ``roles`` being those of system, customer and agent."""
    turns = [(roles[1 + at % 2], text) for at, text in enumerate(row.turns)]
    if row.system:
        turns.insert(0, (roles[0], row.system))
    return [dict(zip(keys, turn, strict=True)) for turn in turns]


def _chat(row: Row) -> Record:
    messages = _messages(row, ("system", "user", "assistant"), ("role", "content"))
    return {"messages": messages} | ({"split": row.split} if row.split else {})


def _sharegpt(row: Row) -> Record:
    turns = _messages(row, ("system", "human", "gpt"), ("from", "value"))
    return {"conversations": turns}


def _alpaca(row: Row) -> Record:
    question, reply = row.turns
    asked = (SORTING, question) if reply in LABELS else (question, "")
    return {"instruction": asked[0], "input": asked[1], "output": reply}


def _parts(row: Row) -> Record:
    record = _chat(row)
    first = record["messages"][0]
    first["content"] = [{"type": "text", "text": first["content"]}]
    return record


def _weights(row: Row) -> Record:
    """Only the last reply is trained."""
    record = _chat(row)
    replies = record["messages"][1::2]
    for reply in replies:
        reply["weight"] = int(reply is replies[-1])
    return record


def _pair(keys: tuple[str, str], row: Row) -> Record:
    return dict(zip(keys, row.turns, strict=True))


def _is_single(row: Row) -> bool:
    return len(row.turns) == 2


def _is_label(row: Row) -> bool:
    return _is_single(row) and row.turns[1] in LABELS


def _fits_alpaca(row: Row) -> bool:
    long = len(row.turns[0].split()) >= SORTED_WORDS
    return _is_single(row) and (long or not _is_label(row))


class Form(NamedTuple):
    """A format: its share among the rows that it fits, and how it writes one."""

    share: int
    fits: Callable[[Row], bool]
    write: Callable[[Row], Record]


FORMS = {
    "chat": Form(55, lambda row: True, _chat),
    "sharegpt": Form(12, lambda row: True, _sharegpt),
    "completion": Form(14, _is_single, partial(_pair, ("prompt", "completion"))),
    "alpaca": Form(10, _fits_alpaca, _alpaca),
    "text_category": Form(18, _is_label, partial(_pair, ("text", "category"))),
    "text_label": Form(12, _is_label, partial(_pair, ("text", "label"))),
    "parts": Form(6, _is_single, _parts),
    "weights": Form(40, lambda row: not _is_single(row), _weights),
}
"""The formats mixed in the file."""
