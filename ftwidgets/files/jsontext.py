"""Is this text one JSON value, and if not, what does it look like?

Stricter than ``json.loads``: what would be lost or changed later is found here.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from ftwidgets.examples import shorten
from ftwidgets.findings import Finding, finding

MAX_DEPTH = 100
"""Objects and arrays may nest this deep; real training records stay under 20."""

_SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")
_UNDECODED = re.compile("[\udc80-\udcff]")


class BrokenRecordError(ValueError):
    """A record that is no JSON value; carries the finding that says why."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.message)
        self.finding = found


class StrictDecoder(json.JSONDecoder):
    """A JSON decoder that remembers duplicate keys and non-finite numbers.

    One decoder serves a whole file: making one costs more than a record.

    Examples
    --------
    >>> value, findings = StrictDecoder().read('{"a": 1, "a": NaN}')
    >>> [each.code for each in findings]
    ['duplicate_key', 'non_finite_number']
    >>> StrictDecoder().read("{'a': 1}")
    Traceback (most recent call last):
    ...
    ftwidgets.files.jsontext.BrokenRecordError: not JSON but the text of a Python ...
    """

    def __init__(self) -> None:
        self._duplicates: set[str] = set()
        self._non_finite: set[str] = set()
        super().__init__(
            object_pairs_hook=self._object,
            parse_constant=self._constant,
            parse_float=self._float,
        )

    def read(self, text: str) -> tuple[Any, tuple[Finding, ...]]:
        """Parse a text that is one record.

        Parameters
        ----------
        text : str
            One JSON value, with or without white space around it.

        Returns
        -------
        tuple of (value, findings)
            The value, and warnings about what JSON does not know.

        Raises
        ------
        BrokenRecordError
            The text is not one JSON value, or one that cannot be written again.
        """
        self.forget()
        try:
            value = self.decode(text)
        except (ValueError, RecursionError) as error:
            raise BrokenRecordError(describe(text, error)) from None
        return value, self.vouch(value, text)

    def forget(self) -> None:
        """Start the next record."""
        self._duplicates.clear()
        self._non_finite.clear()

    def vouch(self, value: Any, text: str) -> tuple[Finding, ...]:
        """Warnings about a value just decoded from this text.

        Raises
        ------
        BrokenRecordError
            Nested deeper than `MAX_DEPTH`, with half a character, or with bytes that
            were no text.
        """
        if text.count("[") + text.count("{") > MAX_DEPTH and _depth(value) > MAX_DEPTH:
            raise BrokenRecordError(_too_deep())
        if not text.isascii() and (found := undecoded(text)):
            raise BrokenRecordError(found)
        if _SURROGATE_ESCAPE.search(text):
            _refuse_half_characters(value)
        if not self._duplicates and not self._non_finite:
            return ()
        found = [
            finding("duplicate_key", shorten(key), f"key {shorten(key)!r} stands twice")
            for key in sorted(self._duplicates)
        ]
        if self._non_finite:
            words = ", ".join(sorted(self._non_finite))
            found.append(finding("non_finite_number", "", f"not JSON: {words}"))
        return tuple(found)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        record = dict(pairs)
        if len(record) < len(pairs):
            times = Counter(key for key, _ in pairs)
            self._duplicates.update(key for key in record if times[key] > 1)
        return record

    def _constant(self, name: str) -> float:
        self._non_finite.add(name)
        return float(name.replace("Infinity", "inf"))

    def _float(self, digits: str) -> float:
        number = float(digits)
        if math.isinf(number):
            self._non_finite.add(shorten(digits, 20))
        return number


def undecoded(text: str) -> Finding | None:
    """Finding for the first byte that was no UTF-8, if one came through.

    Readers decode with ``surrogateescape``, so that one bad byte costs one record.

    Examples
    --------
    >>> undecoded(b"caf\\xe9".decode(errors="surrogateescape")).message
    'the byte 0xe9 is not UTF-8 text'
    """
    escaped = _UNDECODED.search(text)
    if not escaped:
        return None
    byte = ord(escaped[0]) - 0xDC00
    return finding("invalid_encoding", "", f"the byte 0x{byte:02x} is not UTF-8 text")


def describe(text: str, error: Exception) -> Finding:
    """Say in one sentence what a damaged record looks like.

    Examples
    --------
    >>> describe('{"a": 1,}', ValueError("...")).message
    'a comma before the closing bracket'
    """
    if isinstance(error, RecursionError):
        return _too_deep()
    if "integer string conversion" in str(error):
        return finding("number_too_long", "", "a whole number of thousands of digits")
    stripped = text.strip()
    for code, looks, sentence in _LOOKS:
        if looks(stripped, error):
            return finding(code, "", sentence)
    if isinstance(error, json.JSONDecodeError):
        sentence = f"not JSON at character {error.pos + 1}: {error.msg}"
        return finding("invalid_json", "", sentence)
    return finding("invalid_json")


def _says(start: str) -> Callable[[str, Exception], bool]:
    return lambda text, error: getattr(error, "msg", "").startswith(start)


def _matches(pattern: str) -> Callable[[str, Exception], bool]:
    found = re.compile(pattern, re.MULTILINE).search
    return lambda text, error: found(text) is not None


def _is_truncated(text: str, error: Exception) -> bool:
    if not isinstance(error, json.JSONDecodeError):
        return False
    return error.pos >= len(text) - 1 and not text.endswith(("}", "]"))


_CUT = "stops in the middle: the text ends before its brackets close"

_LOOKS: tuple[tuple[str, Callable[[str, Exception], bool], str], ...] = (
    ("invalid_json", _matches("\\A\ufeff"), "a byte order mark inside the file"),
    (
        "invalid_json",
        _matches(r"\A[\[({\s]*'|[:,\[]\s*(?:None|True|False)\s*[,}\]]"),
        "not JSON but the text of a Python object; write it with json.dumps",
    ),
    ("invalid_json", _says("Extra data"), "more than one value; put each on its own"),
    (
        "invalid_json",
        _says("Invalid control"),
        "a raw line break, tab or control character inside a string; escape it",
    ),
    (
        "invalid_json",
        _matches(r",\s*[}\]]"),
        "a comma before the closing bracket",
    ),
    ("truncated", _says("Unterminated string"), _CUT),
    ("truncated", _is_truncated, _CUT),
    (
        "invalid_json",
        _matches(r"[{,\[:]\s*[“”„]"),
        "curly quotes around a key or value; JSON needs straight ones",
    ),
    ("invalid_json", _matches(r"^[ \t]*(?://|#|/\*)"), "a comment; JSON has none"),
)
"""What damaged records look like, most telling first: (code, test, sentence)."""


def _too_deep() -> Finding:
    return finding("too_deep", "", f"nested deeper than {MAX_DEPTH} levels")


def _refuse_half_characters(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        found = finding("lone_surrogate", "", f"half a character: {half}")
        raise BrokenRecordError(found) from None


def _depth(value: Any) -> int:
    """Nesting of a value, counted without recursion and only up to the limit."""
    deepest, todo = 0, [(value, 1)]
    while todo and deepest <= MAX_DEPTH:
        item, depth = todo.pop()
        deepest = max(deepest, depth)
        inner = item.values() if isinstance(item, dict) else item
        if isinstance(item, dict | list):
            todo += [(each, depth + 1) for each in inner]
    return deepest
