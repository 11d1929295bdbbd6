"""What is in this file? Every record as read, the usable ones as chat examples.

Nothing is filtered here: each record is either usable or rejected with its reason.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from ftwidgets.examples import Example, count
from ftwidgets.files.reading import RecordFile
from ftwidgets.files.records import RawRecord
from ftwidgets.findings import NAMED_REPAIRS, Finding, finding
from ftwidgets.formats.base import Record
from ftwidgets.formats.columns import mapped_columns, read_columns
from ftwidgets.formats.registry import detect
from ftwidgets.validation import validate
from ftwidgets.validation.structure import check_messages
from ftwidgets.workspaces import resolve

Columns = Mapping[Literal["user", "assistant", "system"], str]

_NO_REPLY_CODES = ("no_user", "no_assistant")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one record turned out to be.

    Attributes
    ----------
    format : str or None
        Name of its format; ``None`` where it has none.
    example : dict or None
        Its chat form; ``None`` where it is no SFT example.
    findings : tuple of Finding
        Why it is rejected, or warnings about how it was read.
    """

    format: str | None
    example: Example | None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that is no usable example.

    Attributes
    ----------
    record : int
        Its position in `Dataset.records`.
    line : int
        Where the user finds it in the file, from 1.
    findings : tuple of Finding
        Why.
    broken : bool
        Whether its text could not even be parsed.
    """

    record: int
    line: int
    findings: tuple[Finding, ...]
    broken: bool = False


@dataclass(frozen=True)
class Dataset:
    """The records of one file, or of a list.

    Attributes
    ----------
    name : str
        Name of the file without its endings.
    path : Path or None
        The file.
    container : str
        As in `ftwidgets.files.reading.CONTAINERS`; ``list`` for a list.
    repairs : dict of str to int
        Named repairs made while reading, with how often.
    records : list
        Each record as read, key order untouched; a broken one as its text.
    lines : list of int
        Line or number of each record, as people count them.
    formats : list of str or None
        Format of each record.
    notes : dict of int to tuple of Finding
        Warnings of single records that came up while reading.
    examples : list of dict
        The usable records in chat form.
    record_of : list of int
        ``record_of[j]`` is the record that ``examples[j]`` was read from.
    rejected : list of Rejected
        All other records; usable + rejected = records.
    """

    name: str
    path: Path | None
    container: str
    repairs: dict[str, int] = field(default_factory=dict)
    records: list[Any] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    formats: list[str | None] = field(default_factory=list)
    notes: dict[int, tuple[Finding, ...]] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)
    record_of: list[int] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.records)

    def __repr__(self) -> str:
        return (
            f"Dataset({self.name}: {count(len(self), 'record')} = "
            f"{len(self.examples):,} usable + {len(self.rejected):,} rejected)"
        )

    @property
    def format_counts(self) -> dict[str, int]:
        """How many records are in each format, most frequent first."""
        counts = Counter(name or "none" for name in self.formats)
        return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))

    @property
    def repairs_in_words(self) -> list[str]:
        """What was repaired while reading, for people."""
        return [
            NAMED_REPAIRS[name] + (f" ({times:,} times)" if times > 1 else "")
            for name, times in self.repairs.items()
        ]

    @classmethod
    def of(cls, records: Iterable[Any], name: str = "examples") -> "Dataset":
        """Dataset of records already in memory, read as if from a file.

        Examples
        --------
        >>> Dataset.of([{"prompt": "Hi", "completion": "Hello"}, 7])
        Dataset(examples: 2 records = 1 usable + 1 rejected)
        """
        data = cls(name, None, "list")
        for number, value in enumerate(records, start=1):
            data._add(RawRecord(number, value), read_record(RawRecord(number, value)))
        return data

    def _add(self, raw: RawRecord, reading: Reading) -> None:
        position = len(self.records)
        self.records.append(raw.value)
        self.lines.append(raw.line)
        self.formats.append(reading.format)
        if reading.example is None:
            rejected = Rejected(position, raw.line, reading.findings, raw.broken)
            self.rejected.append(rejected)
            return
        self.examples.append(reading.example)
        self.record_of.append(position)
        if reading.findings:
            self.notes[position] = reading.findings


def load(
    path: str | os.PathLike[str],
    columns: Columns | None = None,
    *,
    preference: Literal["chosen"] | None = None,
) -> Dataset:
    """Read any file of training records.

    Parameters
    ----------
    path : str or path-like
        JSON Lines, JSON, CSV, TSV or Parquet, plain or packed with gzip, bz2 or zstd.
        A relative path starts from the project.
    columns : mapping, optional
        Which columns hold the texts, as in ``{"user": "text", "assistant": "label"}``,
        where their names do not say so.
    preference : "chosen", optional
        Read preference records as examples of the preferred reply; by default they
        are rejected.

    Returns
    -------
    Dataset
        Every record once, in the order of the file.

    Raises
    ------
    FileError
        The file as a whole cannot be used; one sentence says why.
    ValueError
        `columns` or `preference` are not what is allowed.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp(), "faq.csv")
    >>> _ = path.write_text("question,answer\\nOpen on Sunday?,No\\n")
    >>> load(path).examples[0]["messages"][1]["content"]
    'No'
    """
    check_columns(columns)
    if preference not in (None, "chosen"):
        raise ValueError(f"preference must be 'chosen' or None, got {preference!r}")
    file = RecordFile(resolve(path))
    data = Dataset(dataset_name(file.path), file.path, file.container, file.repairs)
    for raw in file:
        data._add(raw, read_record(raw, columns, preference, file.container))
    object.__setattr__(data, "container", file.container)  # known once read
    return data


def dataset_name(path: Path) -> str:
    """Name of a file without its endings.

    Examples
    --------
    >>> dataset_name(Path("data/raw_tickets.jsonl.gz"))
    'raw_tickets'
    """
    return path.name.split(".")[0] or path.name


def check_columns(columns: Columns | None) -> None:
    """Refuse a column mapping that names no texts."""
    if columns is None:
        return
    extra = set(columns) - {"user", "assistant", "system"}
    if extra or not {"user", "assistant"} <= set(columns):
        raise ValueError(
            "columns must name the columns of 'user' and 'assistant' (and 'system' if "
            f"there is one), got {dict(columns)!r}"
        )


def read_record(
    raw: RawRecord,
    columns: Columns | None = None,
    preference: str | None = None,
    container: str = "list",
) -> Reading:
    """Find out what one record is; never raises on data.

    Examples
    --------
    >>> read_record(RawRecord(1, {"foo": 1})).findings[0].code
    'unknown_format'
    """
    if raw.broken:
        return Reading(None, None, raw.findings)
    if not isinstance(raw.value, dict):
        is_label = isinstance(raw.value, str) and container == "json_array"
        what = "a list of labels holds no examples" if is_label else "not an object"
        found = finding("not_an_object", "", f"{what}: {_type_name(raw.value)}")
        return Reading("label_list" if is_label else None, None, (*raw.findings, found))
    if columns is not None:
        return _read_named_columns(raw, columns)
    claimed = detect(raw.value)
    if len(claimed) != 1:
        found = _unclear(raw.value, [each.name for each in claimed])
        return Reading(None, None, (*raw.findings, found))
    return _read_as(claimed[0], raw, preference)


def _read_as(form: Any, raw: RawRecord, preference: str | None) -> Reading:
    example = form.read(raw.value)
    if form.unusable and not (form.name == "preference" and preference):
        findings = (*raw.findings, finding(form.unusable), *_shape_errors(example))
        return Reading(form.name, None, findings)
    found = raw.findings
    if form.name == "columns":
        user, reply = mapped_columns(raw.value)
        sentence = f"read {user!r} as user and {reply!r} as assistant"
        found = (*found, finding("column_mapping", "", sentence))
    return _usable(form.name, example, found)


def _usable(name: str, example: Example, found: tuple[Finding, ...]) -> Reading:
    """Reading of an example, unless there are no messages to look into."""
    broken = check_messages(example)
    if broken:
        return Reading(name, None, (*found, *broken))
    return Reading(name, example, found)


def _shape_errors(example: Example) -> Sequence[Finding]:
    """Errors of a record that is no SFT example, but may be broken all the same."""
    return [
        each
        for each in validate(example)
        if each.severity == "error" and each.code not in _NO_REPLY_CODES
    ]


def _read_named_columns(raw: RawRecord, columns: Columns) -> Reading:
    missing = [name for name in columns.values() if name not in raw.value]
    if missing:
        has = ", ".join(map(repr, list(raw.value)[:10]))
        sentence = f"no column {missing[0]!r}; there are {has}"
        return Reading(
            None, None, (*raw.findings, finding("unknown_format", "", sentence))
        )
    return _usable("columns", read_columns(raw.value, **columns), raw.findings)


def _unclear(record: Record, names: list[str]) -> Finding:
    if names:
        sentence = f"the keys of {' and '.join(names)} at once; keep those of one"
        return finding("ambiguous_format", "", sentence)
    keys = ", ".join(repr(key) for key in list(record)[:8]) or "none"
    lists = [key for key, value in record.items() if isinstance(value, list)]
    hint = (
        f"save the list under {lists[0]!r} as a file of its own"
        if len(record) == 1 and lists
        else "name the texts with columns={'user': ..., 'assistant': ...}"
    )
    return finding("unknown_format", "", f"no known format has the keys {keys}; {hint}")


def _type_name(value: Any) -> str:
    names = {str: "text", list: "a list", type(None): "null", bool: "true or false"}
    return names.get(type(value), "a number")
