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
_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\Z)|[{}\[\]]', re.DOTALL)
"""Brackets and whole strings; a string without an end is the rest of the text."""

_LONGEST_TOKEN = len("\\ud83d\\ude00")
"""An error this near to the window's edge may only mean that a token was cut."""

_JUNK = re.compile(r"[^,\]\n{\[]*")


def read_array(source: Source) -> Iterator[RawRecord]:
    """Read the elements of one JSON array, numbered from 1."""
    window, decoder = _Window(source), StrictDecoder()
    position, number, broken = window.skip(window.skip(0) + 1), 0, False
    while window.at(position) not in ("]", ""):
        number += 1
        record, position = _read_value(window, decoder, position, number)
        broken = record.broken
        yield record
        position = window.skip(position)
        if window.at(position) == ",":
            position = window.skip(position + 1)
            if window.at(position) == "]":
                number += 1
                sentence = "a comma before the closing bracket of the array"
                yield _broken(number, ",", sentence)
        elif not broken and window.at(position) not in ("]", ""):
            number += 1
            yield _broken(number, "", "a comma is missing between two elements")
        position = window.drop(position)
    if not window.at(position):
        if not broken:
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
        problem: Exception | None = None
        is_all = window.ended or len(window.text) - position > MAX_RECORD_BYTES
        try:
            value, end = decoder.raw_decode(window.text, position)
        except (ValueError, RecursionError) as error:
            problem = error
            end = None
            if is_all or not _may_be_cut(window.text, error):
                end = _end_of_damage(window, position)
        # A value that touches the window's edge may go on behind it.
        if end is not None and (end < len(window.text) or window.ended):
            break
        if is_all:
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


def _may_be_cut(text: str, error: Exception) -> bool:
    """Whether the value may be whole once more of the file is there."""
    if not isinstance(error, json.JSONDecodeError):
        return False
    at_edge = error.pos > len(text) - _LONGEST_TOKEN
    return at_edge or error.msg.startswith("Unterminated string")


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
    text = window.text
    if text[start] not in "{[":
        return max(_JUNK.match(text, start).end(), start + 1)
    closing, sibling = _closing_bracket(text, start), _next_sibling(text, start)
    if closing is None or sibling is None:
        return sibling if closing is None else closing
    # A bracket too many closes the value early: more than a comma is left over then.
    return sibling if text[closing:sibling].strip(", \t\r\n") else min(closing, sibling)


def _closing_bracket(text: str, start: int) -> int | None:
    """Position behind the bracket that closes the first one, if brackets pair."""
    depth = 0
    for token in _STRUCTURE.finditer(text, start):
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(token[0], 0)
        if depth == 0:
            return token.end()
    return None


def _next_sibling(text: str, start: int) -> int | None:
    """Position of the next value that is indented like the one at the start."""
    indent = text[text.rfind("\n", 0, start) + 1 : start]
    if indent.strip():
        return None
    sibling = text.find(f"\n{indent}{text[start]}", start)
    return sibling + 1 if sibling >= 0 else None


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
