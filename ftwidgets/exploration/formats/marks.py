"""Where does a loss, a change or an invention stand, in a record and its conversion?

Losses speak of the example; the record may be in another format. What is told apart by
its path is marked there, all else by the text it is.
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ftwidgets.examples import Example, is_blank
from ftwidgets.exploration.formats.json_lines import nodes
from ftwidgets.formats.base import Loss, Record

MOVED = (
    "system_position",
    "earlier_replies_untrained",
    "role",
    "non_finite_number",
    "changed",
    "text_part",
    "part_boundaries",
    "tool_call_id",
    "arguments_spacing",
    "tool_defaults",
    "developer_role",
    "empty_value",
)
"""Losses after which the thing is still there, in another way or at another place."""

ROLE_KEYS = ("role", "from")
"""Who speaks is called otherwise in each format: that is no invention."""

MOST_TEXTS = 200
"""A text is looked for in joined ones, where there are no more than so many."""


@dataclass(frozen=True)
class Marks:
    """What is marked.

    Attributes
    ----------
    source, result : dict of str to str
        Path to ``"lost"``, ``"changed"``, ``"invented"`` or ``"refused"``.
    spans : dict of str to list of (start, end, mark)
        Parts of texts of the result.
    codes : dict of str to str
        Why something of the source is marked: its path to the code.
    invented : list of str
        Paths of what stands nowhere in the source.
    """

    source: dict[str, str] = field(default_factory=dict)
    result: dict[str, str] = field(default_factory=dict)
    spans: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)
    invented: list[str] = field(default_factory=list)

    def mark_source(self, path: str, kind: str, code: str) -> None:
        """Mark something of the source; all its codes are told, the first kind counts.

        Examples
        --------
        >>> marks = Marks()
        >>> marks.mark_source("a", "lost", "media")
        >>> marks.mark_source("a", "changed", "text_part")
        >>> marks.source, marks.codes
        ({'a': 'lost'}, {'a': 'media, text_part'})
        """
        self.source.setdefault(path, kind)
        told = self.codes.get(path, "").split(", ") if path in self.codes else []
        if code not in told:
            self.codes[path] = ", ".join([*told, code])


def kind_of(loss: Loss) -> str:
    """What a loss does to the thing it speaks of.

    Examples
    --------
    >>> kind_of(Loss("weight_zero", "messages[2].weight"))
    'lost'
    >>> kind_of(Loss("developer_role", "messages[0]"))
    'changed'
    """
    return "changed" if loss.code in MOVED else "lost"


def mark_losses(
    source: Record, example: Example, result: Record | None, losses: Iterable[Loss]
) -> Marks:
    """Marks in a record and in what it is converted to.

    Parameters
    ----------
    source : dict
        The record as read.
    example : dict
        Its chat form, of which the losses speak.
    result : dict or None
        The converted record.
    losses : iterable of Loss

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("user", "Hi"), ("assistant", "Hello"), split="train")
    >>> mark_losses(row, row, {"prompt": "Hi"}, [Loss("extra_key", "split")]).source
    {'split': 'lost'}
    """
    places = Places(source, example)
    marks = Marks()
    carried = _texts(result) if result is not None else set()
    for loss in losses:
        for path in places.of(loss.path.lstrip("."), carried):
            marks.mark_source(path, kind_of(loss), loss.code)
    if result is not None:
        _mark_result(result, [source, example], marks)
    return marks


class Places:
    """Where something of an example stands in the record it was read from.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> example = chat(("user", "Hi"), ("assistant", "Hello"))
    >>> Places({"q": "Hi", "a": "Hello"}, example).of("messages[1].content")
    ['a']
    """

    def __init__(self, source: Record, example: Example) -> None:
        self._source = dict(nodes(source))
        self._example = dict(nodes(example))
        self._by_text: dict[str, str] = {}
        for path, value in self._source.items():
            if isinstance(value, str) and value:
                self._by_text.setdefault(value, path)

    def of(self, path: str, carried: Iterable[str] = ()) -> list[str]:
        """Paths in the record; none where it cannot be told.

        Parameters
        ----------
        path : str
            In the example.
        carried : iterable of str
            Texts that are not lost, though they stand inside.
        """
        if not path:
            return []
        found = []
        for part in self._parts(path, frozenset(carried)):
            value = self._example.get(part)
            same = part in self._source and self._source[part] == value
            if same or (value is None and part in self._source):
                found.append(part)
            elif value is not None:
                texts = _own_texts(value)
                found += [
                    self._by_text[each] for each in texts if each in self._by_text
                ]
        return list(dict.fromkeys(found))

    def _parts(self, path: str, carried: frozenset[str]) -> list[str]:
        """Where only some of a list are carried the others; else the thing itself."""
        value = self._example.get(path)
        if not isinstance(value, list):
            return [path]
        gone = [
            f"{path}[{at}]"
            for at, each in enumerate(value)
            if not set(_own_texts(each)) & carried
        ]
        return gone if len(gone) < len(value) else [path]


def _own_texts(value: Any) -> list[str]:
    """Texts inside a value, but for the names of roles."""
    return [
        each
        for path, each in nodes(value)
        if isinstance(each, str) and each and not _is_role(path)
    ]


def _is_role(path: str) -> bool:
    return path.rpartition(".")[2] in ROLE_KEYS


def _texts(value: Any) -> set[str]:
    return {each for _, each in nodes(value) if isinstance(each, str)}


def _mark_result(result: Record, sources: Sequence[Any], marks: Marks) -> None:
    """Mark what the result says and the source does not."""
    scalars = {
        (type(each), each)
        for source in sources
        for _, each in nodes(source)
        if each is None or isinstance(each, str | int | float)
    }
    texts = sorted(
        {each for kind, each in scalars if kind is str and not is_blank(each)},
        key=len,
        reverse=True,
    )
    for path, value in nodes(result):
        if isinstance(value, dict | list) or _is_role(path):
            continue
        if (type(value), value) in scalars:
            continue
        spans = _around(value, texts) if isinstance(value, str) else []
        if spans:
            marks.spans[path] = [(*span, "changed") for span in spans]
        elif isinstance(value, str) and _is_told_otherwise(value, texts):
            marks.result[path] = "changed"
        else:
            marks.result[path] = "invented"
            marks.invented.append(path)


def _around(text: str, known: Sequence[str]) -> list[tuple[int, int]]:
    """What of a text stands around known texts; nothing where none is in it."""
    if len(known) > MOST_TEXTS:
        return []
    taken: list[tuple[int, int]] = []
    for each in known:
        start = text.find(each) if len(each) > 1 else -1
        end = start + len(each)
        if start >= 0 and all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
    if not taken:
        return []
    edges = [0, *(edge for span in sorted(taken) for edge in span), len(text)]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in pairs if start < end]


def _is_told_otherwise(text: str, known: Sequence[str]) -> bool:
    """Whether a text is a part of a known one, or the same JSON."""
    if is_blank(text):
        return False
    return any(text in each for each in known) or _json(text) in [
        each for each in map(_json, known[:MOST_TEXTS]) if each is not None
    ]


def _json(text: str) -> Any:
    if text[:1] not in "{[":
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


_NUMBER = re.compile(r"\[\d+\]")


def grouped(paths: Iterable[str]) -> Iterator[list[str]]:
    """Paths that differ in nothing but a number, together.

    Examples
    --------
    >>> list(grouped(["messages[0].train", "id", "messages[1].train"]))
    [['messages[0].train', 'messages[1].train'], ['id']]
    """
    groups: dict[str, list[str]] = {}
    for path in paths:
        groups.setdefault(_NUMBER.sub("[]", path), []).append(path)
    yield from groups.values()


def in_words(paths: Sequence[str], most: int = 3) -> str:
    """Some paths for people, the first of them by name.

    Examples
    --------
    >>> in_words(["a", "b"]), in_words(["a", "b", "c", "d", "e"])
    ('a, b', 'a, b, c and 2 more')
    """
    named = ", ".join(paths[:most])
    rest = len(paths) - most
    return f"{named} and {rest:,} more" if rest > 0 else named
