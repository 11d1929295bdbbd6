"""How are CSV and TSV read? The dialect is sniffed, the header names the columns."""

import codecs
import csv
import io
import itertools
from collections.abc import Iterator

from ftwidgets.examples import count
from ftwidgets.files.jsontext import undecoded
from ftwidgets.files.records import MAX_RECORD_BYTES, RawRecord
from ftwidgets.files.source import FileError, Source
from ftwidgets.findings import finding

DELIMITERS = ",\t;|"
_SAMPLE_ROWS = 20


def sniff_delimiter(head: bytes) -> str | None:
    """Delimiter under which the first rows agree best, or ``None`` for no table.

    Examples
    --------
    >>> sniff_delimiter(b"text;category\\nHello, you;greeting\\n")
    ';'
    """
    text = head[:65_536].decode("utf-8", "replace")
    best, best_score = None, 0.0
    for delimiter in DELIMITERS:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            widths = [len(row) for row in itertools.islice(reader, _SAMPLE_ROWS) if row]
        except csv.Error:
            continue
        if not widths or widths[0] < 2:
            continue
        score = widths.count(widths[0]) / len(widths)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def read_rows(source: Source, delimiter: str) -> Iterator[RawRecord]:
    """Read one record a row, with the header's names as keys.

    Parameters
    ----------
    source : Source
        An opened file.
    delimiter : str
        One character of `DELIMITERS`.

    Yields
    ------
    RawRecord
        Numbered from 1, the header not counted. All values are text.
    """
    _note_line_ends(source)
    csv.field_size_limit(MAX_RECORD_BYTES)
    rows = csv.reader(_text_lines(source), delimiter=delimiter, strict=True)
    header = [name.strip() for name in next(rows)]
    if len(set(header)) < len(header):
        raise FileError(f"{source.path}: two columns of the header share a name")
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            found = finding("invalid_json", "", f"not CSV: {error}; is a quote open?")
            yield RawRecord(number, "", (found,), broken=True)
            continue
        if row:
            number += 1
            yield _read_row(number, header, row)
        else:
            source.repaired("blank_lines")


def _read_row(number: int, header: list[str], row: list[str]) -> RawRecord:
    found = undecoded("".join(row))
    if not found and len(row) != len(header):
        sentence = (
            f"{count(len(row), 'cell')} where the header has {len(header)}; "
            "a delimiter inside a cell needs quotes around it"
        )
        found = finding("ragged_row", "", sentence)
    if not found:
        return RawRecord(number, dict(zip(header, row, strict=True)))
    lossy = "\t".join(row).encode(errors="surrogateescape")
    return RawRecord(number, lossy.decode(errors="replace"), (found,), broken=True)


def _text_lines(source: Source) -> Iterator[str]:
    """Physical lines with their ends, as the csv module wants them."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    rest = ""
    for chunk in source.chunks():
        rest += decoder.decode(chunk)
        *lines, rest = io.StringIO(rest, newline="").readlines() or [""]
        yield from lines
    rest += decoder.decode(b"", final=True)
    if rest:
        yield rest


def _note_line_ends(source: Source) -> None:
    head = source.head
    if b"\r\n" in head:
        source.repaired("crlf")
    elif b"\r" in head and b"\n" not in head:
        source.repaired("lone_cr")
