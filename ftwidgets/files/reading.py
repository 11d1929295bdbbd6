"""Which container is this, and what records does it hold, one after another?"""

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

from ftwidgets.files.columns import read_parquet
from ftwidgets.files.delimited import read_rows, sniff_delimiter
from ftwidgets.files.jsonlines import read_lines
from ftwidgets.files.jsonvalues import read_array, read_objects
from ftwidgets.files.records import RawRecord
from ftwidgets.files.source import FileError, Source

CONTAINERS = (
    "jsonl",
    "json_array",
    "json_object",
    "json_objects",
    "csv",
    "tsv",
    "parquet",
)
"""What a file can be; ``json_objects`` are pretty-printed ones in a row."""

_LINE_SUFFIXES = {".jsonl", ".ndjson", ".json"}
_PACKED_SUFFIXES = {".gz", ".bz2", ".zst", ".zstd"}
_SNIFF_LINES = 50
_ARRAY_START = re.compile(rb"""\[\s*(?:[\[{"\d\]tfn-]|$)""")


class RecordFile:
    """The records of one file; iterate once.

    Parameters
    ----------
    path : str or path-like
        The file to read; the bytes decide what it is.

    Attributes
    ----------
    path : Path
        The file.
    container : str
        One of `CONTAINERS`.
    compression : str or None
        ``gzip``, ``bz2``, ``zstd`` or ``None``.
    repairs : dict of str to int
        Named repairs with how often each was made; complete once iterated.

    Raises
    ------
    FileError
        The file as a whole cannot be used: missing, no regular file, empty, a broken
        archive, not data at all. Broken records are not errors but `RawRecord`.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp(), "two.jsonl")
    >>> _ = path.write_text('{"prompt": "Hi", "completion": "Hello"}\\n{oops\\n')
    >>> [record.broken for record in RecordFile(path)]
    [False, True]
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._source = Source(self.path)
        self.compression = self._source.compression
        self.repairs = self._source.repairs
        try:
            self.container, self._delimiter = self._sniff()
        except FileError:
            self._source.close()
            raise

    def __iter__(self) -> Iterator[RawRecord]:
        number = 0
        with self._source as source:
            for record in self._records(source):
                number += 1
                yield record
        if number == 0:
            raise FileError(f"{self.path}: the file holds no records")
        if self.container == "json_objects" and number == 1:
            self.container = "json_object"

    def _records(self, source: Source) -> Iterator[RawRecord]:
        if self._delimiter:
            return read_rows(source, self._delimiter)
        readers = {
            "jsonl": read_lines,
            "json_array": read_array,
            "json_objects": read_objects,
            "parquet": read_parquet,
        }
        return readers[self.container](source)

    def _sniff(self) -> tuple[str, str | None]:
        source = self._source
        suffixes = [each.lower() for each in self.path.suffixes]
        if suffixes and suffixes[-1] in _PACKED_SUFFIXES:
            suffixes.pop()
        suffix = suffixes[-1] if suffixes else ""
        if source.is_parquet:
            return "parquet", None
        container = _sniff_json(source.head)
        if container in ("json_array", "json_objects") and suffix in (
            ".jsonl",
            ".ndjson",
        ):
            array = container == "json_array"
            source.repaired("array_in_jsonl" if array else "pretty_printed")
        if container:
            return container, None
        if suffix in (".csv", ".tsv"):
            delimiter: str | None = sniff_delimiter(source.head) or ","
        else:
            delimiter = sniff_delimiter(source.head, min_agreement=0.5)
        if delimiter is None and suffix in _LINE_SUFFIXES:
            return "jsonl", None
        if delimiter is None:
            raise FileError(
                f"{self.path}: neither JSON nor a table with a header; "
                "JSON Lines, JSON, CSV, TSV and Parquet are read"
            )
        if delimiter not in (",", "\t") or (delimiter == "\t" and suffix == ".csv"):
            source.repaired("csv_delimiter")
        return ("tsv" if delimiter == "\t" else "csv"), delimiter


def _sniff_json(head: bytes) -> str | None:
    """Container of a file that begins like JSON, else ``None``."""
    text = head.strip()
    lines = [line.strip() for line in text.splitlines()[:_SNIFF_LINES]]
    first = lines[0] if lines else b""
    if first[:1] not in (b"[", b"{"):
        return "jsonl" if any(map(_is_object, lines)) else None
    if _is_json(first):
        whole = first[:1] == b"[" and len(text) == len(first)
        return "json_array" if whole else "jsonl"
    holds_lines = any(map(_is_object, text.splitlines()[1:_SNIFF_LINES]))
    if first[:1] == b"[":
        # The last element of an array may look like a line of JSON Lines.
        is_cut_line = holds_lines and first != b"[" and not first.endswith(b",")
        is_damaged_line = len(lines) > 1 and not _begins_array(first)
        return "jsonl" if is_cut_line or is_damaged_line else "json_array"
    return _spread(text, holds_lines) if len(lines) > 1 else "jsonl"


def _begins_array(line: bytes) -> bool:
    """Whether a line may be the beginning of an array that goes on below it."""
    if not _ARRAY_START.match(line):
        return False
    try:
        json.loads(line)
    except RecursionError:
        return False
    except ValueError:
        return True
    return True


def _spread(text: bytes, holds_lines: bool) -> str:
    """Whether an object spans lines, or its line is a damaged one of JSON Lines."""
    sample = text.decode("utf-8", "replace")
    first_line = len(text.splitlines()[0].decode("utf-8", "replace"))
    try:
        _, end = json.JSONDecoder().raw_decode(sample)
    except json.JSONDecodeError as error:
        return "jsonl" if holds_lines or error.pos <= first_line else "json_objects"
    except (ValueError, RecursionError):
        return "jsonl"
    return "json_objects" if end > first_line else "jsonl"


def _is_json(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _is_object(line: bytes) -> bool:
    return line[:1] == b"{" and _is_json(line)


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal.

    Examples
    --------
    >>> len(hash_file(Path(__file__)))
    64
    """
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
