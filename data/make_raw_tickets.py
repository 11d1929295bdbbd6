"""Which support tickets are ours, and what is wrong with which of them?

Reads the texts in ``data/tickets`` and makes, with the same bytes each time,
``raw_tickets.jsonl`` (about 600 records in several formats, defects among them) and
``raw_tickets.planted.json`` (the truth about every record)::

    python data/make_raw_tickets.py            writes both files
    python data/make_raw_tickets.py --check    exits 1 where they are not up to date

How the texts are written, and what the truth says, stands in ``data/README.md``.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from ticket_defects import (
    LABELS,
    LINES,
    RECORDS,
    TEXTS,
    Record,
    change,
    variants,
)
from ticket_forms import FORMS, Form
from ticket_texts import Row, read_tickets

HERE = Path(__file__).resolve().parent

BLANK_LINES = 10
"""Blank lines among the records."""

DIVIDED = {"test": 30, "train": 10}
"""Good rows marked with a part, beside the leaked ones and their originals."""

COPIED_WORDS = 12
"""Tickets of fewer words are not copied: too little to be sure it is a copy."""

DEALT = {
    "malformed_json": 12,
    "duplicate_key": 10,
    "wrong_role": 12,
    "missing_content": 10,
    "empty_content": 10,
    "invisible_content": 12,
    "no_assistant": 10,
    "ambiguous_format": 10,
    "bad_weight": 12,
    "hidden_characters": 10,
    "template_token": 12,
    "prompt_echo": 12,
}
"""Defects dealt out to tickets of the pool, and to how many."""

COPIED = dict.fromkeys(
    ("exact_copy", "case_copy", "punctuation_copy", "word_order_copy"), 12
)
"""Copies made of good tickets of the pool, and how many."""

CHAT_ONLY = {*RECORDS, *COPIED, *LINES, "last_turn_user", "shared_system_prompt"}
"""Kinds that are always written in the chat format."""


# Dealing out defects, copies and parts


def _deal(pool: list[Row]) -> None:
    """Give each defect of `DEALT` to so many tickets of one question and answer."""
    rows = sorted(pool, key=lambda row: row.draw("deal"))
    single = iter([row for row in rows if len(row.turns) == 2])
    for kind, number in DEALT.items():
        names = variants(kind)
        for at in range(number):
            row = next(single)
            row.kind, row.variant = kind, names[at % len(names)]


def _copies(pool: list[Row]) -> Iterator[Row]:
    """Copy good tickets, each once, where the copy's texts differ as they should."""
    rows = sorted(pool, key=lambda row: row.draw("copy"))
    for kind, number in COPIED.items():
        names = variants(kind)
        for at in range(number):
            variant = names[at % len(names)]
            original = next(row for row in rows if _can_be_copied(row, kind, variant))
            original.form, original.group = "chat", f"{kind}-{at + 1}"
            yield Row(
                kind, original.turns, variant, group=original.group, partner=original
            )


def _can_be_copied(row: Row, kind: str, variant: str) -> bool:
    free = row.kind in ("clean", "one_word_label") and row.group is None
    if not free or len(row.turns) != 2 or len(row.turns[0].split()) < COPIED_WORDS:
        return False
    changed = change(TEXTS, kind, variant, row.turns)
    return kind not in TEXTS or changed[0] != row.turns[0]


def _divide(rows: list[Row]) -> None:
    """Mark the leaked rows, their originals and some others as test and train."""
    for row in rows:
        if row.kind == "leaked_test_row":
            row.split, row.partner.split = "train", "test"
    good = [row for row in rows if row.kind == "clean" and not row.group]
    good = [row for row in good if not row.literal and not row.form]
    good.sort(key=lambda row: row.draw("split"))
    parts = [part for part, number in DIVIDED.items() for _ in range(number)]
    for row, part in zip(good, parts, strict=False):
        row.split = part


# Writing records


def _form(row: Row) -> Form:
    if row.form or row.system or row.split or row.kind in CHAT_ONLY:
        return FORMS[row.form or "chat"]
    forms = [form for form in FORMS.values() if form.fits(row)]
    point = int(row.draw("form"), 16) % sum(form.share for form in forms)
    for form in forms:
        point -= form.share
        if point < 0:
            break
    return form


def _line(row: Row) -> str:
    """The row as it stands in the file, its defect in it."""
    if row.literal is not None:
        return row.literal
    texts = change(TEXTS, row.kind, row.variant, row.turns)
    record = _form(row).write(replace(row, turns=texts))
    record = change(RECORDS, row.kind, row.variant, record)
    line = json.dumps(record, ensure_ascii=False)
    return change(LINES, row.kind, row.variant, line)


# The truth


def _truth(row: Row, line: int, rows: dict[Row, int], kind: Record) -> Record:
    return {
        "line": line,
        "row": rows[row],
        "kind": row.kind,
        "variant": row.variant,
        "level": kind["level"],
        "expect": kind["expect"],
        "partner": rows.get(row.partner),
        "group": row.group,
    }


def _layers(items: Iterable[str], brackets: str) -> str:
    return f"{brackets[0]}\n    " + ",\n    ".join(items) + f"\n  {brackets[1]}"


def _json_of(
    name: str, data: bytes, blank: list[int], kinds: Record, rows: list
) -> str:
    """The truth as JSON, one kind and one row a line so that changes can be read."""
    dumps = partial(json.dumps, ensure_ascii=False)
    named = [f"{dumps(kind)}: {dumps(about)}" for kind, about in kinds.items()]
    parts = {
        "file": dumps(name),
        "sha256": dumps(sha256(data).hexdigest()),
        "labels": dumps(LABELS),
        "blank_lines": dumps(blank),
        "kinds": _layers(named, "{}"),
        "rows": _layers(map(dumps, rows), "[]"),
    }
    return "{\n  " + ",\n  ".join(f'"{k}": {v}' for k, v in parts.items()) + "\n}\n"


def make() -> dict[str, bytes]:
    """Both files by name, as the texts in ``data/tickets`` make them."""
    kinds = json.loads((HERE / "tickets" / "kinds.json").read_text(encoding="utf-8"))
    rows, pool = read_tickets(HERE / "tickets", kinds)
    _deal(pool)
    rows += [*pool, *_copies(pool)]
    _divide(rows)
    rows.sort(key=lambda row: row.draw("order"))
    position = {row: at for at, row in enumerate(rows)}
    after_blank = set(sorted(rows, key=lambda row: row.draw("blank"))[:BLANK_LINES])
    lines: list[str] = []
    truth: list[Record] = []
    for row in rows:
        lines += [""] * (row in after_blank) + [_line(row)]
        truth.append(_truth(row, len(lines), position, kinds[row.kind]))
    number = Counter(row.kind for row in rows)
    kinds = {kind: {"rows": number[kind], **kinds[kind]} for kind in kinds}
    blank = [at for at, line in enumerate(lines, 1) if not line]
    data = "".join(f"{line}\n" for line in lines).encode()
    planted = _json_of("raw_tickets.jsonl", data, blank, kinds, truth)
    return {"raw_tickets.jsonl": data, "raw_tickets.planted.json": planted.encode()}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write both files into a folder, or compare those that are there."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--folder", type=Path, default=HERE, help="default: data")
    options = parser.parse_args(arguments)
    for name, data in make().items():
        path = options.folder / name
        if not options.check:
            path.write_bytes(data)
        elif not path.is_file() or path.read_bytes() != data:
            sys.exit(f"{path} is not what data/tickets makes: run {__file__}")


if __name__ == "__main__":
    main()
