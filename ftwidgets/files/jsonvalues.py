"""How are arrays and pretty-printed objects read? Value by value, a window at a time.

A damaged value is one broken record; reading goes on behind it.
"""

import codecs
import json
import re
from collections.abc import Iterator

from ftwidgets.files.jsontext import (
    BrokenRecordError,
    StrictDecoder,
    describe,
    undecoded,
)
from ftwidgets.files.records import MAX_RECORD_BYTES, RawRecord
from ftwidgets.files.source import Source
from ftwidgets.findings import Finding, finding

_SPACE = re.compile(r"[ \t\r\n]*")
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*"|["{}\[\]]', re.DOTALL)
_JUNK = re.compile(r"[^,\]\n{\[]*")


def read_array(source: Source) -> Iterator[RawRecord]:
    """Read the elements of one JSON array, numbered from 1."""
    window, decoder = _Window(source), StrictDecoder()
    position, number = window.skip(window.skip(0) + 1), 0
    while window.at(position) not in ("]", ""):
        number += 1
        record, position = _read_value(window, decoder, position, number)
        yield record
        position = window.skip(position)
        if window.at(position) == ",":
            position = window.skip(position + 1)
            if window.at(position) == "]":
                number += 1
                sentence = "a comma before the closing bracket of the array"
                yield _broken(number, ",", sentence)
        position = window.drop(position)
    if not window.at(position):
        yield _broken(number + 1, "", "the array is never closed: the file was cut")
    elif window.at(window.skip(position + 1)):
        rest = window.text[window.skip(position + 1) :]
        yield _broken(number + 1, rest[:1000], "text after the end of the array")


def read_objects(source: Source) -> Iterator[RawRecord]:
    """Read pretty-printed values that stand one after another, numbered from 1."""
    window, decoder = _Window(source), StrictDecoder()
    position, number = window.skip(0), 0
    while window.at(position):
        number += 1
        record, position = _read_value(window, decoder, position, number)
        yield record
        position = window.drop(window.skip(position))


def _broken(number: int, text: str, sentence: str) -> RawRecord:
    found = finding("invalid_json", "", sentence)
    return RawRecord(number, text, (found,), broken=True)


def _read_value(
    window: "_Window", decoder: StrictDecoder, position: int, number: int
) -> tuple[RawRecord, int]:
    """Read one value and say where it ends, reading more of the file as needed."""
    while True:
        decoder.forget()
        try:
            value, end = decoder.raw_decode(window.text, position)
        except (ValueError, RecursionError) as error:
            problem: Exception | None = error
            end = _end_of_damage(window, position)
        else:
            problem = None
        # A value that touches the window's edge may go on behind it.
        if end is not None and (end < len(window.text) or window.ended):
            break
        if window.ended or len(window.text) - position > MAX_RECORD_BYTES:
            end = len(window.text)
            break
        window.grow()
    text = window.text[position:end]
    try:
        if problem is not None:
            raise BrokenRecordError(_describe_alone(text, problem))
        return RawRecord(number, value, decoder.vouch(value, text)), end
    except BrokenRecordError as error:
        found = undecoded(text) or error.finding
        text = text.encode(errors="surrogateescape").decode(errors="backslashreplace")
        return RawRecord(number, text, (found,), broken=True), end


def _describe_alone(text: str, problem: Exception) -> Finding:
    """Describe the damage with positions counted in the record, not in the window."""
    try:
        json.loads(text)
    except (ValueError, RecursionError) as error:
        problem = error
    return describe(text, problem)


def _end_of_damage(window: "_Window", start: int) -> int | None:
    """Where a damaged value ends: at its closing bracket or before its next sibling.

    ``None`` where neither is in the window yet.
    """
    text, depth, ends = window.text, 0, []
    if text[start] not in "{[":
        end = _JUNK.match(text, start).end()
        return max(end, start + 1)
    for token in _STRUCTURE.finditer(text, start):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
        if depth == 0:
            ends.append(token.end())
            break
    line_start = text.rfind("\n", 0, start) + 1
    indent = text[line_start:start]
    if not indent.strip():
        sibling = text.find(f"\n{indent}{text[start]}", start)
        if sibling >= 0:
            ends.append(sibling + 1)
    return min(ends, default=None)


class _Window:
    """The part of the file that is being parsed, as text."""

    def __init__(self, source: Source) -> None:
        self._chunks = source.chunks()
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.text, self.ended = "", False
        self.grow()

    def grow(self) -> None:
        """Read on, at least doubling what is there, so that retries stay cheap."""
        parts, wanted = [self.text], max(2**20, len(self.text))
        while wanted > 0 and not self.ended:
            chunk = next(self._chunks, None)
            self.ended = chunk is None
            part = self._decoder.decode(chunk or b"", final=self.ended)
            parts.append(part)
            wanted -= len(part)
        self.text = "".join(parts)

    def skip(self, position: int) -> int:
        """First position that is not white space."""
        while True:
            position = _SPACE.match(self.text, position).end()
            if position < len(self.text) or self.ended:
                return position
            self.grow()

    def at(self, position: int) -> str:
        """Character there; empty at the end of the file."""
        return self.text[position : position + 1]

    def drop(self, position: int) -> int:
        """Forget what was read once it is a megabyte; the position in what is left."""
        if position < 2**20:
            return position
        self.text = self.text[position:]
        return 0
