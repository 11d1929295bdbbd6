"""What do the tickets say that were written by hand?

Reads ``data/tickets`` into rows: those whose defect is in the words themselves, and a
pool of good tickets to which other defects are dealt. ``data/README.md`` describes how
the files are written.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ticket_defects import LABELS, Turns

SEED = "kettle and crane 1"
"""Decides the order of the rows and which ticket gets which defect and format."""


@dataclass(eq=False)
class Row:
    """One record to be written: its kind, its texts, and whose copy it is."""

    kind: str
    turns: Turns = ()
    variant: str | None = None
    form: str | None = None
    system: str | None = None
    split: str | None = None
    group: str | None = None
    partner: "Row | None" = None
    literal: str | None = None

    def draw(self, purpose: str) -> str:
        """Hash that stands in for a random number, the same on every machine."""
        parts = (SEED, purpose, self.kind, self.variant, self.group, self.literal)
        return hashlib.sha256(repr((*parts, self.turns)).encode()).hexdigest()


def _tickets(text: str) -> Iterator[tuple[list[str], Turns]]:
    """Header fields and turns of each ticket; a single turn is answered by its label.

    >>> list(_tickets("== billing\\nPaid twice\\n==\\nWhere?\\n--\\nHere.\\n"))
    [(['billing'], ('Paid twice', 'billing')), ([], ('Where?', 'Here.'))]
    """
    _, *parts = re.split(r"^==(.*)\n", text, flags=re.MULTILINE)
    for header, body in zip(parts[::2], parts[1::2], strict=True):
        fields = [field.strip() for field in header.split("|") if field.strip()]
        turns = [turn.strip("\n") for turn in re.split(r"^--\n", body, flags=re.M)]
        label = fields[0].split()[-1:] if len(turns) == 1 else []
        yield fields, (*turns, *label)


def good(turns: Turns, **others: Any) -> Row:
    """Row in which nothing is planted."""
    return Row("one_word_label" if turns[-1] in LABELS else "clean", turns, **others)


def _edited(turns: Turns, edits: Iterable[str]) -> Turns:
    for edit in edits:
        old, new = edit.split(" -> ")
        turns = tuple(re.sub(rf"\b{re.escape(old)}\b", new, turn) for turn in turns)
    return turns


def _copies_by_edits(kind: str, text: str) -> Iterator[Row]:
    for at, (edits, turns) in enumerate(_tickets(text)):
        original = good(turns, group=f"{kind}-{at + 1}")
        yield original
        yield Row(kind, _edited(turns, edits), group=original.group, partner=original)


def _paraphrases(kind: str, text: str) -> Iterator[Row]:
    turns = [turns for _, turns in _tickets(text)]
    for first, second in zip(turns[::2], turns[1::2], strict=True):
        original = good(first)
        yield original
        yield Row(kind, second, partner=original)


def _conflicts(kind: str, text: str) -> Iterator[Row]:
    for labels, (question, _) in _tickets(text):
        one, two = (Row(kind, (question, label), label) for label in labels)
        one.partner, two.partner = two, one
        yield from (one, two)


def _planted(kind: str, text: str) -> Iterator[Row]:
    system = text.partition("==")[0].strip() or None
    for fields, turns in _tickets(text):
        variant = fields[0].split()[0] if fields and fields[0] not in LABELS else None
        yield Row(kind, turns, variant, system=system)


def _literal(kind: str, text: str) -> Iterator[Row]:
    for line in text.splitlines():
        yield Row(kind, literal=line)


READERS = {
    "near_copy": _copies_by_edits,
    "leaked_test_row": _copies_by_edits,
    "far_paraphrase": _paraphrases,
    "label_conflict": _conflicts,
    "not_an_object": _literal,
    "tool_calls": _literal,
}
"""How the files are read that hold something other than rows of their own kind."""


def read_tickets(folder: Path, kinds: Iterable[str]) -> tuple[list[Row], list[Row]]:
    """Rows whose kind is written by hand, and the pool of good tickets."""
    rows: list[Row] = []
    pool: list[Row] = []
    for path in sorted(folder.glob("*.*")):
        text, name = path.read_text(encoding="utf-8"), path.stem
        if name.startswith(("labels_", "answers_")):
            pool += [good(turns) for _, turns in _tickets(text)]
        elif path.suffix in (".txt", ".jsonl"):
            kind = name if name in kinds else "clean"
            rows += READERS.get(name, _planted)(kind, text)
    return rows, pool
