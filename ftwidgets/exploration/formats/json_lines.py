"""How is a record shown as JSON, with marks where something is lost or made up?

Lines of pieces ``[kind, text, mark]``: the kind says how it is coloured, the mark what
becomes of it. Texts are literal, and cut where there is too much of them.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ftwidgets.literals import preview, shown

Spans = Mapping[str, Sequence[tuple[int, int, str]]]
"""Parts of single texts that are marked: path to ``(start, end, mark)``."""

MAX_TEXT = 2_500
"""Of one text so many characters are shown."""

ROOM = 70_000
"""So many bytes one record may take on its way, whatever is in it."""

MAX_DEPTH = 12

WIDE = 8
"""An object of up to so many plain values stands on one line."""


class _Full(Exception):
    """There is no room for more."""


def child(path: str, key: Any) -> str:
    """Path of what stands under a key or a number.

    Examples
    --------
    >>> child("messages", 2), child("messages[2]", "weight"), child("", "id")
    ('messages[2]', 'messages[2].weight', 'id')
    """
    if isinstance(key, int):
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else str(key)


def nodes(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value inside a value with its path, outer ones first.

    Examples
    --------
    >>> list(nodes({"a": [1]}))
    [('', {'a': [1]}), ('a', [1]), ('a[0]', 1)]
    """
    todo = [(path, value)]
    while todo:
        path, value = todo.pop()
        yield path, value
        if isinstance(value, dict):
            inside = [(child(path, str(key)), each) for key, each in value.items()]
        elif isinstance(value, list):
            inside = [(child(path, at), each) for at, each in enumerate(value)]
        else:
            continue
        todo += reversed(inside)


def json_lines(
    value: Any,
    marks: Mapping[str, str] | None = None,
    spans: Spans | None = None,
    codes: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A record as lines of JSON.

    Parameters
    ----------
    value : JSON value
    marks : mapping of str to str
        What is marked as a whole: its path to the mark.
    spans : mapping of str to list of (start, end, mark)
        Texts that are marked in parts.
    codes : mapping of str to str
        What is said right behind something, of the kind ``"code"``: path to words.

    Returns
    -------
    dict
        ``lines``: each ``[indent, pieces]``; ``whole``: whether nothing was cut.

    Examples
    --------
    >>> page = json_lines({"id": 7}, {"id": "lost"})
    >>> for indent, pieces in page["lines"]:
    ...     print(indent, pieces)
    0 [['', '{', '']]
    1 [['key', '"id"', 'lost'], ['', ': 7', 'lost']]
    0 [['', '}', '']]
    """
    printer = _Printer(marks or {}, spans or {}, codes or {})
    return printer.print(value)


class _Printer:
    def __init__(
        self, marks: Mapping[str, str], spans: Spans, codes: Mapping[str, str]
    ) -> None:
        self._marks = marks
        self._spans = spans
        self._codes = codes
        self._room = ROOM
        self._lines: list[list[Any]] = [[0, []]]
        self._whole = True

    def print(self, value: Any) -> dict[str, Any]:
        try:
            self._value(value, "", 0, self._marks.get("", ""))
        except _Full:
            self._whole = False
        return {"lines": self._lines, "whole": self._whole}

    def _piece(self, kind: str, text: str, mark: str) -> None:
        pieces = self._lines[-1][1]
        self._room -= len(json.dumps([kind, text, mark])) + 2
        if self._room < 0:
            raise _Full
        if pieces and pieces[-1][0] == kind != "hidden" and pieces[-1][2] == mark:
            pieces[-1][1] += text
        else:
            pieces.append([kind, text, mark])

    def _line(self, indent: int) -> None:
        self._room -= 12
        self._lines.append([indent, []])

    def _value(self, value: Any, path: str, indent: int, mark: str) -> None:
        if isinstance(value, str):
            self._text(value, path, mark)
        elif isinstance(value, dict | list):
            self._container(value, path, indent, mark)
        else:
            self._piece("", _scalar(value), mark)

    def _container(self, value: Any, path: str, indent: int, mark: str) -> None:
        first, last = "{}" if isinstance(value, dict) else "[]"
        if not value or indent >= MAX_DEPTH:
            self._piece("", f"{first}…{last}" if value else first + last, mark)
            self._whole = self._whole and not value
            return
        items = value.items() if isinstance(value, dict) else enumerate(value)
        is_flat = indent > 0 and _is_flat(value)
        self._piece("", first, mark)
        for number, (key, each) in enumerate(items):
            if number:
                self._piece("", ", " if is_flat else ",", mark)
            if not is_flat:
                self._line(indent + 1)
            self._item(key, each, path, indent + 1, mark)
        if not is_flat:
            self._line(indent)
        self._piece("", last, mark)

    def _item(self, key: Any, value: Any, path: str, indent: int, mark: str) -> None:
        at = child(path, key)
        mark = self._marks.get(at, mark)
        if isinstance(key, str):
            name = json.dumps(key[:MAX_TEXT], ensure_ascii=False)
            for kind, text in shown([("key", name)]):
                self._piece(kind, text, mark)
            self._piece("", ": ", mark)
        self._value(value, at, indent, mark)
        if at in self._codes:
            self._piece("code", self._codes[at], "")

    def _text(self, text: str, path: str, mark: str) -> None:
        self._piece("", '"', mark)
        at = 0
        for start, end, own in [*self._spans.get(path, ()), (len(text), 0, "")]:
            self._part(text[at : min(start, MAX_TEXT)], mark)
            self._part(text[start : min(end, MAX_TEXT)], own)
            at = end
        if len(text) > MAX_TEXT:
            self._whole = False
            self._piece("cut", f" … {len(text):,} characters in all ", mark)
        self._piece("", '"', mark)

    def _part(self, text: str, mark: str) -> None:
        escaped = json.dumps(text, ensure_ascii=False)[1:-1]
        for kind, part in shown([("", escaped)]):
            self._piece(kind, part, mark)


def _is_flat(value: Any) -> bool:
    inside = value.values() if isinstance(value, dict) else value
    return len(value) <= WIDE and not any(isinstance(v, dict | list) for v in inside)


def _scalar(value: Any) -> str:
    """A number, a truth value or nothing; whatever else came by a list in memory."""
    try:
        return json.dumps(value)
    except TypeError:
        return preview(f"{type(value).__name__} {value!r}")
    except ValueError:
        return "a number too long to show"
