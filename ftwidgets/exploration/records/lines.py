"""How does one line stand for a record: its texts, or what speaks against it?"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from ftwidgets.examples import Example, is_blank, messages_of, text_of
from ftwidgets.exploration.records.remarks import Remark, place_of
from ftwidgets.exploration.records.texts import ROLE_CHARS, Pieces
from ftwidgets.literals import literal, marked, preview, shown

Span = tuple[int, int]

LINE_CHARS = 160
"""Length of a line that stands for a record."""

FIELD_CHARS = 60
"""Of a field that is spoken of, so much stands on such a line."""

BEFORE_CHARS = 30
"""So many characters are shown before what is marked, where it stands far behind."""


def text_of_record(value: Any, indent: int | None = 2) -> str:
    """A record as the text of a file: itself, where it could not be read.

    Examples
    --------
    >>> text_of_record('{"messages": [', None), text_of_record({"a": 1}, None)
    ('{"messages": [', '{"a": 1}')
    """
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False, indent=indent, default=repr)
    except (RecursionError, ValueError, TypeError):
        return f"{type(value).__name__}, which cannot be written as JSON"


def line_of_turns(
    example: Example, remarks: Iterable[Remark] = (), before: int = BEFORE_CHARS
) -> Pieces:
    """An example on one line: what speaks against it, or its texts one after another.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> line_of_turns(chat(("user", "Where is it?"), ("assistant", "On its way.")))
    [['', 'Where is it? → On its way.']]
    """
    said = list(remarks)
    for remark in said:
        pieces = _line_of(example, remark, said, before)
        if pieces:
            return pieces
    texts = (text_of(each.get("content")) for each in messages_of(example))
    sides = [preview(text, LINE_CHARS // 2) for text in texts if text.strip()]
    return [["", preview(" → ".join(sides[-3:]), LINE_CHARS)]] if sides else []


def _line_of(
    example: Example, remark: Remark, said: Sequence[Remark], before: int
) -> Pieces:
    """A message around the characters, or with the field, that a remark speaks of."""
    at, messages = place_of(remark.path), messages_of(example)
    if at is None or at[0] >= len(messages):
        return []
    message = messages[at[0]]
    text = text_of(message.get("content"))
    if remark.span is not None:
        spans = [each.span for each in said if each.span and each.path == remark.path]
        return around(text, remark.span, spans, before)
    role = literal(str(message.get("role", "no role")))[:ROLE_CHARS]
    if at[1] == "role":
        head: Pieces = [["mark", role]]
    else:
        head = [["", f"{role} "], *_field(message, re.split(r"[.\[]", at[1])[0])]
    rest = "" if is_blank(text) else preview(text, LINE_CHARS)
    return [*head, ["", f" {rest}"]] if rest else head


def _field(message: dict[str, Any], key: str) -> Pieces:
    """The field of a message that is spoken of, as JSON; texts speak for themselves."""
    if not key or (key == "content" and not is_blank(text_of(message.get(key)))):
        return []
    if message.get(key) is None:
        return [["mark", f"no {preview(key, FIELD_CHARS)}"]]
    text = text_of_record({key: message[key]}, None)[1:-1]
    cut = "…" if len(text) > FIELD_CHARS else ""
    return shown([("mark", text[:FIELD_CHARS] + cut)])


def around(
    text: str, at: Span, spans: Sequence[Span], before: int = BEFORE_CHARS
) -> Pieces:
    """Some characters of a text around one span, on one line, all spans marked.

    Parameters
    ----------
    text : str
    at : tuple of (int, int)
        The span that must be seen.
    spans : sequence of (int, int)
        All that is marked.
    before : int
        So many characters stand before what must be seen, where it is far behind.

    Examples
    --------
    >>> around("I cannot help.", (2, 8), [(2, 8)])
    [['', 'I '], ['mark', 'cannot'], ['', ' help.']]
    """
    first = 0 if at[0] <= 2 * before else at[0] - before
    last = min(len(text), first + LINE_CHARS)
    cut = re.sub(r"[\n\r\t]", " ", text[first:last])
    inside = [(max(start, first), min(end, last)) for start, end in spans]
    pieces = marked(cut, merged((start - first, end - first) for start, end in inside))
    return [
        *([["", "…"]] if first else []),
        *pieces,
        *([["", "…"]] if last < len(text) else []),
    ]


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans that meet or overlap as one.

    Examples
    --------
    >>> merged([(4, 9), (0, 5), (12, 13)])
    [(0, 9), (12, 13)]
    """
    whole: list[Span] = []
    for start, end in sorted(spans):
        if whole and start <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(end, whole[-1][1])
        else:
            whole.append((start, end))
    return whole
