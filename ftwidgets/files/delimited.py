"""How are CSV and TSV read? The dialect is sniffed, the header names the columns."""

import codecs
import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator

from ftwidgets.examples import count
from ftwidgets.files.jsontext import undecoded
from ftwidgets.files.records import MAX_RECORD_BYTES, RawRecord
from ftwidgets.files.source import FileError, Source
from ftwidgets.findings import finding

DELIMITERS = ",\t;|"
_SAMPLE_ROWS = 20


def sniff_delimiter(head: bytes, min_agreement: float = 0) -> str | None:
    """Delimiter under which the first rows agree best, or ``None`` for no table.

    Parameters
    ----------
    head : bytes
        The beginning of the file.
    min_agreement : float
        Share of the rows behind the header that must be as wide as the header, where
        nothing but the bytes says that this is a table.

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
        agreement = (widths.count(widths[0]) - 1) / max(len(widths) - 1, 1)
        if score > best_score and agreement >= min_agreement:
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
    lines = _Lines(source)
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    header: list[str] = []
    number = 0
    while True:
        lines.taken.clear()
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            if not header:
                raise FileError(
                    f"{source.path}: the header is not CSV: {error}"
                ) from None
            number += 1
            yield _broken_row(number, "".join(lines.taken), error)
            continue
        if not row:
            source.repaired("blank_lines")
        elif not header:
            header = _read_header(source, row)
        else:
            number += 1
            yield _read_row(number, header, row)


def _read_header(source: Source, row: list[str]) -> list[str]:
    header = [name.strip() for name in row]
    if problem := undecoded("".join(row)):
        raise FileError(f"{source.path}: in the header, {problem.message}")
    twice = [name for name, times in Counter(header).items() if times > 1]
    if twice:
        raise FileError(
            f"{source.path}: several columns of the header are named {twice[0]!r}; "
            "rename them, so that none is lost"
        )
    return header


def _broken_row(number: int, text: str, error: csv.Error) -> RawRecord:
    lines = text.count("\n") or 1
    swallowed = f" over {lines:,} lines" if lines > 1 else ""
    sentence = f"not CSV{swallowed}: {error}; is a quote never closed?"
    found = undecoded(text) or finding("invalid_json", "", sentence)
    return RawRecord(number, _printable(text), (found,), broken=True)


def _printable(text: str) -> str:
    """Text with bytes that were no UTF-8 as the replacement character."""
    return text.encode(errors="surrogateescape").decode(errors="replace")


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
    return RawRecord(number, _printable("\t".join(row)), (found,), broken=True)


class _Lines:
    """Physical lines, and those that the row being read has taken so far."""

    def __init__(self, source: Source) -> None:
        self._lines = _text_lines(source)
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.taken.append(line)
        return line


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
