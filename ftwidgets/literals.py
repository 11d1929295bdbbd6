"""How is text from a file shown so that nothing acts on it?

A table cell, a chart label or a spreadsheet may take data for markup, formulas or
direction marks. Data itself is never changed: this is for showing only.
"""

import re
from collections.abc import Iterable
from typing import Any

NAME_CHARS = 24
"""A row's own id up to this length is its name; else it goes by its number."""

PREVIEW_CHARS = 90
"""Length of the one line that stands for a text in tables."""

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
    "\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""Control, zero-width and direction characters, line separators, half characters."""

_FORMULA_STARTS = tuple("=+-@＝＋－＠")
"""Where a cell begins so, a spreadsheet runs it."""

_MARKUP = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;"}


def name_hidden(text: str) -> str:
    r"""Text with every character that cannot be seen named.

    Examples
    --------
    >>> name_hidden("a\x1b[2Jb\u202e")
    'a[U+001B][2Jb[U+202E]'
    """
    return _HIDDEN.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def encodable(text: str) -> str:
    r"""Text that UTF-8 can carry: itself, but for half characters.

    Examples
    --------
    >>> encodable("a\ud800b")
    'a?b'
    """
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def hidden_parts(text: str) -> list[tuple[bool, str]]:
    r"""Text in parts: what can be seen, and the name of each character that cannot.

    Examples
    --------
    >>> hidden_parts("pay\u200bpal")
    [(False, 'pay'), (True, 'U+200B'), (False, 'pal')]
    """
    if text.isascii() and text.isprintable():
        return [(False, text)] if text else []
    parts, start = [], 0
    for match in _HIDDEN.finditer(text):
        parts += [
            (False, text[start : match.start()]),
            (True, f"U+{ord(match[0]):04X}"),
        ]
        start = match.end()
    return [part for part in (*parts, (False, text[start:])) if part[1]]


def shown(pieces: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Pieces ``(kind, text)`` with the characters that cannot be seen named.

    Examples
    --------
    >>> shown([("same", "pay\\u200bpal")])
    [['same', 'pay'], ['hidden', 'U+200B'], ['same', 'pal']]
    """
    return [
        ["hidden" if hidden else kind, part]
        for kind, text in pieces
        for hidden, part in hidden_parts(text)
    ]


def marked(text: str, spans: Iterable[tuple[int, int]]) -> list[list[str]]:
    """Text in pieces, these spans marked; of spans that overlap, the first wins.

    Examples
    --------
    >>> marked("I cannot help.", [(2, 8)])
    [['', 'I '], ['mark', 'cannot'], ['', ' help.']]
    """
    pieces, at = [], 0
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, len(text))
        if start < end:
            pieces += [("", text[at:start]), ("mark", text[start:end])]
            at = end
    return shown([*pieces, ("", text[at:])])


def row_name(own: Any, row: int) -> str:
    """What people call a row: its own id where that is short, else its number.

    Examples
    --------
    >>> row_name("a7", 0), row_name(None, 1)
    ('a7', '#0002')
    """
    is_id = isinstance(own, str | int) and not isinstance(own, bool)
    is_short = is_id and 0 < len(str(own)) <= NAME_CHARS
    return literal(str(own)) if is_short else f"#{row + 1:04d}"


def literal(text: str) -> str:
    r"""One line of text with every character that cannot be seen named.

    Examples
    --------
    >>> literal("pay\u200bpal\u202e\n<b>$x$</b>")
    'pay[U+200B]pal[U+202E] <b>$x$</b>'
    """
    return " ".join(name_hidden(text).split())


def preview(text: str, width: int = PREVIEW_CHARS) -> str:
    """Beginning of a text as one literal line.

    Examples
    --------
    >>> preview("Where is\\nmy parcel?", width=12)
    'Where is my…'
    """
    line = literal(text[: 4 * width])
    cut = len(line) > width or len(text) > 4 * width
    return line[: width - 1].rstrip() + "…" if cut else line


def cell(text: str) -> str:
    """Text for a table: literal, and no formula where a spreadsheet opens it.

    Examples
    --------
    >>> cell("=1+1"), cell("1+1")
    ("'=1+1", '1+1')
    """
    shown = literal(text)
    return f"'{shown}" if shown.startswith(_FORMULA_STARTS) else shown


def label(text: str, width: int = 40) -> str:
    """Text for a chart, where plotly would read tags, entities and formulas.

    Examples
    --------
    >>> label("<b>$5 & more</b>")
    '&lt;b&gt;&#36;5 &amp; more&lt;/b&gt;'
    """
    return "".join(_MARKUP.get(char, char) for char in preview(text, width))
