"""What is in this file? Every record as read, the usable ones as chat examples.

Nothing is filtered here: each record is either usable or rejected with its reason.
"""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from ftwidgets.examples import Example, count
from ftwidgets.files.reading import RecordFile, hash_file
from ftwidgets.files.records import RawRecord
from ftwidgets.files.source import FileError
from ftwidgets.findings import NAMED_REPAIRS, Finding
from ftwidgets.recognition import Columns, Reading, check_columns, read_record
from ftwidgets.workspaces import resolve


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
    sha256 : str or None
        Of the file's bytes as they were read.
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
    sha256: str | None = None
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
        if isinstance(records, str | bytes | os.PathLike | dict):
            raise TypeError(
                f"records must be a list of records, got {type(records).__name__}; "
                "read a file with ftwidgets.load first"
            )
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
    before, digest = _state(file.path), hash_file(file.path)
    name = dataset_name(file.path)
    data = Dataset(name, file.path, file.container, digest, file.repairs)
    for raw in file:
        data._add(raw, read_record(raw, columns, preference, file.container))
    if _state(file.path) != before:
        raise FileError(f"{file.path}: the file changed while it was read; try again")
    return replace(data, container=file.container)  # known for sure once read


def _state(path: Path) -> tuple[int, int]:
    """Size and time of the last change: another one is another file."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def dataset_name(path: Path) -> str:
    """Name of a file without its endings.

    Examples
    --------
    >>> dataset_name(Path("data/raw_tickets.jsonl.gz"))
    'raw_tickets'
    """
    return path.name.split(".")[0] or path.name
