"""How do several processes keep one file of seeds without losing any?

Whoever changes the file holds its lock, reads it anew, and replaces it as a whole.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.files.jsontext import StrictDecoder
from ftwidgets.files.reading import RecordFile
from ftwidgets.files.records import RawRecord
from ftwidgets.files.writing import json_line
from ftwidgets.recognition import read_record
from ftwidgets.validation import validate

CHAT_FORMATS = ("chat", "openai")
"""Formats that are written again just as they were read."""

_ID = re.compile(r"gold-(\d+)")


def read_seeds(path: Path) -> list[Example]:
    """Seeds of a file, each with an id; none where there is no file yet.

    A row without an id takes the next number, which is written with the next change.

    Raises
    ------
    ValueError
        A line is no usable chat example, or would not be written again as it was.

    Examples
    --------
    >>> read_seeds(Path("no such file.jsonl"))
    []
    """
    if not path.exists() or not path.read_bytes().strip():
        return []
    rows: list[Example] = []
    line_of: dict[Any, int] = {}
    for raw in RecordFile(path):
        problem = _problem(raw) or _id_problem(raw.value.get("id"), line_of)
        if problem:
            raise ValueError(
                f"{path}: line {raw.line} is no gold seed: {problem}. Nothing was "
                "changed; repair the line in an editor, or give another path"
            )
        line_of[raw.value.get("id")] = raw.line
        rows.append(raw.value)
    return _named(rows)


def as_written(example: Example) -> Example:
    """The example as its line will give it back.

    Raises
    ------
    ValueError
        Its line would be no seed: it holds NaN, or the keys of two formats.
    TypeError
        It holds what is no JSON value.

    Examples
    --------
    >>> as_written({"messages": [], "prompt": "Hi", "completion": "Hello"})
    Traceback (most recent call last):
    ValueError: this cannot be kept as a seed: the keys of completion and chat at...
    """
    text = json_line(example)
    raw = RawRecord(1, *StrictDecoder().read(text))
    if problem := _problem(raw):
        raise ValueError(f"this cannot be kept as a seed: {problem}")
    return raw.value


def next_id(rows: Sequence[Example], highest: int = 0) -> str:
    """Id behind the highest number in use, and behind `highest`.

    Examples
    --------
    >>> next_id([{"id": "gold-0007"}, {"id": "mine"}]), next_id([], highest=8)
    ('gold-0008', 'gold-0009')
    """
    return id_of(max(highest, highest_number(rows)) + 1)


def id_of(number: int) -> str:
    """Id with a number.

    Examples
    --------
    >>> id_of(7)
    'gold-0007'
    """
    return f"gold-{number:04d}"


def highest_number(rows: Sequence[Example]) -> int:
    """Highest number of an id ``gold-…``; 0 where there is none.

    Examples
    --------
    >>> highest_number([{"id": "gold-0007"}, {"id": "mine"}])
    7
    """
    found = (_ID.fullmatch(str(row.get("id"))) for row in rows)
    return max((int(match[1]) for match in found if match), default=0)


def _problem(raw: RawRecord) -> str | None:
    """Why a record is no seed, or what would be lost in writing it again."""
    reading = read_record(raw)
    if reading.example is not None and reading.format not in CHAT_FORMATS:
        return f"it is in the format {reading.format}, and seeds are chat examples"
    found = [*reading.findings]
    if reading.example is not None:
        found += [
            each for each in validate(reading.example) if each.severity == "error"
        ]
    return found[0].message if found else None


def _id_problem(name: Any, line_of: Mapping[Any, int]) -> str | None:
    if name is None:
        return None
    if not isinstance(name, str) or not name.strip():
        return f"its id must be a text, got {name!r}"
    if name in line_of:
        return f"its id {name!r} stands in line {line_of[name]} already"
    return None


def _named(rows: list[Example]) -> list[Example]:
    for at, row in enumerate(rows):
        if row.get("id") is None:
            name = next_id(rows)
            rows[at] = {**row, "id": name, "seed": row.get("seed", name)}
    return rows
