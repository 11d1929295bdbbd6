"""How is JSON Lines read? One record a line, whatever befell the lines around it."""

import re
from collections.abc import Iterator

from ftwidgets.examples import count
from ftwidgets.files.jsontext import BrokenRecordError, StrictDecoder, undecoded
from ftwidgets.files.records import MAX_RECORD_BYTES, RawRecord
from ftwidgets.files.source import Source
from ftwidgets.findings import finding

_CR_BETWEEN_RECORDS = re.compile(rb"\r\s*[{\[]")
"""A lone CR before anything else stands raw in a string, which is damage."""


def read_lines(source: Source) -> Iterator[RawRecord]:
    """Read one record a line; blank lines are passed over and counted as a repair.

    Parameters
    ----------
    source : Source
        An opened file.

    Yields
    ------
    RawRecord
        With the physical line number, blank lines counted.
    """
    decoder = StrictDecoder()
    for number, line in enumerate(_lines(source), start=1):
        if line is None:
            megabytes = MAX_RECORD_BYTES // 2**20
            sentence = f"a line of more than {count(megabytes, 'megabyte')}"
            found = finding("record_too_large", "", sentence)
            yield RawRecord(number, "", (found,), broken=True)
        elif not line.strip():
            source.repaired("blank_lines")
        else:
            yield _read_line(decoder, number, line)


def _read_line(decoder: StrictDecoder, number: int, line: bytes) -> RawRecord:
    text = line.decode(errors="surrogateescape")
    try:
        return RawRecord(number, *decoder.read(text))
    except BrokenRecordError as error:
        found = undecoded(text) or error.finding
        text = line.decode(errors="backslashreplace")
        return RawRecord(number, text, (found,), broken=True)


def _lines(source: Source) -> Iterator[bytes | None]:
    """Lines without their ends; ``None`` stands for one too long to hold."""
    end = _line_end(source)
    rest, overflow = b"", False
    for chunk in source.chunks():
        first, *lines = chunk.split(end)
        if not lines:
            overflow = overflow or len(rest) + len(first) > MAX_RECORD_BYTES
            rest = b"" if overflow else rest + first
            continue
        yield None if overflow else rest + first
        *lines, rest = lines
        overflow = False
        yield from lines
    if rest or overflow:
        yield None if overflow else rest


def _line_end(source: Source) -> bytes:
    if b"\n" in source.head:
        if b"\r\n" in source.head:
            source.repaired("crlf")
        return b"\n"
    if _CR_BETWEEN_RECORDS.search(source.head):
        source.repaired("lone_cr")
        return b"\r"
    return b"\n"
