"""Which candidates are in a pasted text, whatever it was copied from?

Nothing is parsed here: tables and JSON go through `ftwidgets.load`, as files do.
"""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ftwidgets.datasets import Dataset, load
from ftwidgets.examples import Example, is_blank
from ftwidgets.files.source import FileError
from ftwidgets.findings import finding
from ftwidgets.formats.columns import ASSISTANT_COLUMNS, USER_COLUMNS
from ftwidgets.seeds.candidates import Candidate, candidate_of
from ftwidgets.seeds.forms import as_task, build_example, text_fields
from ftwidgets.tasks import Task

_JSON = re.compile(r'\s*(?:\{|\[\s*(?:[\[{"\]]|\Z))')
_OBJECT_LINE = re.compile(r'^[ \t]*\{[ \t]*"', re.MULTILINE)
"""JSON begins with a bracket; where its first line is damaged, another line does."""

_LOOSE_FORMATS = (None, "columns", "text_only", "prompt_only")
"""Records of these formats are read by the names of the form's fields first."""

_SETTLED = ("unknown_format", "text_only", "prompt_only")
"""What load says of a record without a reply or with the form's own names."""


def read_pasted(text: str, task: Task | str) -> list[Candidate]:
    r"""Candidates of a pasted text: one a record, usable or with the reason it is not.

    Parameters
    ----------
    text : str
        JSON Lines or a JSON array in any format that `ftwidgets.load` reads; a table
        (CSV, TSV) whose header names the fields of the task's form, or columns such as
        ``text`` and ``label``; else one text a line, a tab and its label or reply
        behind it.
    task : Task or str

    Returns
    -------
    list of Candidate
        In the order of the text; blank lines are none. In a classification task a text
        without a label is an example with an empty reply and ``label=None``.

    Raises
    ------
    ValueError
        There is nothing to read.

    Examples
    --------
    >>> one, two = read_pasted("Where is it?\tdelivery\nPaid twice", "classification")
    >>> one.label, two.label, two.text, two.source
    ('delivery', None, 'Paid twice', 'pasted line 2')
    """
    task = as_task(task)
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if is_blank(text):
        raise ValueError(
            "nothing was pasted; paste JSON Lines, a table with a header, or one text "
            "a line with a tab and its label or answer behind it"
        )
    if _is_table(text, task):
        return list(_of_records(_load(text, "pasted.csv"), task))
    if _JSON.match(text) or _OBJECT_LINE.search(text):
        return list(_of_records(_load(text, "pasted.jsonl"), task))
    return list(_of_lines(text, task))


def _load(text: str, name: str) -> Dataset:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            return load(path)
        except FileError as error:
            sentence = str(error).replace(str(path), "the pasted text")
            raise ValueError(sentence) from None


def _is_table(text: str, task: Task) -> bool:
    """Whether the first line names two columns that are known."""
    header = next(line for line in text.split("\n") if line.strip())
    try:
        # The header as its own row: the reader of tables says what the columns are.
        (record,) = _load(f"{header}\n{header}\n", "header.csv").records
    except ValueError:
        return False
    return set(text_fields(task)) <= set(_columns(record, task))


def _columns(record: Any, task: Task) -> dict[str, str]:
    """Field of the form to the key of the record that holds its text."""
    if not isinstance(record, dict):
        return {}
    keys = {
        key.strip().casefold(): key
        for key, value in reversed(record.items())
        if value is None or isinstance(value, str)
    }
    user, reply = text_fields(task)
    known = {
        user: (user, *USER_COLUMNS),
        reply: (reply, *ASSISTANT_COLUMNS),
        "system": ("system",),
    }
    return {
        field: next(keys[name] for name in names if name in keys)
        for field, names in known.items()
        if not keys.keys().isdisjoint(names)
    }


def _of_records(data: Dataset, task: Task) -> Iterator[Candidate]:
    examples = dict(zip(data.record_of, data.examples, strict=True))
    rejected = {each.record: each.findings for each in data.rejected}
    what = "line" if data.container == "jsonl" else "row"
    for at, record in enumerate(data.records):
        source = f"pasted {what} {data.lines[at]}"
        found = rejected.get(at) or data.notes.get(at, ())
        built = _by_columns(record, data.formats[at], task)
        if built is not None and all(each.code != "ambiguous_format" for each in found):
            notes = [each for each in found if each.code not in _SETTLED]
            yield candidate_of(built, task, source, notes)
        elif at in examples:
            yield candidate_of(examples[at], task, source, found)
        else:
            yield Candidate(None, found, source)


def _by_columns(record: Any, format_name: str | None, task: Task) -> Example | None:
    """Example of a record whose keys are names of columns; else ``None``."""
    columns = _columns(record, task)
    user, reply = text_fields(task)
    needed = {user} if task.kind == "classification" else {user, reply}
    if format_name not in _LOOSE_FORMATS or not needed <= set(columns):
        return None
    fields = {field: record[key] or "" for field, key in columns.items()}
    beside = {key: record[key] for key in record if key not in columns.values()}
    return {**build_example(task, fields), **beside}


def _of_lines(text: str, task: Task) -> Iterator[Candidate]:
    user, reply = text_fields(task)
    for number, line in enumerate(text.split("\n"), start=1):
        if is_blank(line):
            continue
        source, cells = f"pasted line {number}", line.split("\t")
        if len(cells) > 2:
            sentence = f"{len(cells)} cells; paste their header too, or only two"
            yield Candidate(None, (finding("ragged_row", "", sentence),), source)
        elif len(cells) < 2 and task.kind != "classification":
            sentence = "a text without its reply; put a tab and the reply behind it"
            yield Candidate(None, (finding("no_assistant", "", sentence),), source)
        else:
            fields = dict(zip((user, reply), cells, strict=False))
            yield candidate_of(build_example(task, fields), task, source)
