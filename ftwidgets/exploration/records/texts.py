"""What does a person see of one record? Plain JSON values for whatever screen there is.

Texts come in pieces, ``[kind, text]``: what is marked, what differs, and the names of
characters that nobody can see.
"""

from typing import Any

from ftwidgets.curation import Curation
from ftwidgets.examples import Example, messages_of, text_of
from ftwidgets.literals import literal, row_name, shown
from ftwidgets.review.differences import side_by_side

MAX_CHARS = 4_000
"""Of one message so much is shown."""

ROLE_CHARS = 40

Page = dict[str, Any]
Pieces = list[list[str]]


def name_of(curation: Curation, record: int) -> str:
    """What people call a record: its own id where that is short, else its number.

    Examples
    --------
    >>> from ftwidgets.pipeline import curate
    >>> curation = curate([{"prompt": "Hi", "completion": "Yes", "id": "a7"}, 7])
    >>> name_of(curation, 0), name_of(curation, 1)
    ('a7', '#0002')
    """
    value = curation.data.records[record]
    own = value.get("id") if isinstance(value, dict) else None
    return row_name(own, record)


def turn_page(message: Any, pieces: Pieces | None = None) -> Page:
    """One message: its role, and its text in pieces, cut where it is very long.

    Examples
    --------
    >>> turn_page({"role": "user", "content": "Hi"})
    {'role': 'user', 'pieces': [['', 'Hi']], 'length': 2}
    """
    content = message.get("content") if isinstance(message, dict) else message
    role = message.get("role") if isinstance(message, dict) else ""
    text = text_of(content)
    return {
        "role": literal(str(role))[:ROLE_CHARS],
        "pieces": pieces if pieces is not None else shown([("", text[:MAX_CHARS])]),
        "length": len(text),
    }


def turns_page(example: Example) -> list[Page]:
    """All messages of an example."""
    return [turn_page(message) for message in messages_of(example)]


def turns_side_by_side(one: Example, other: Example) -> tuple[list[Page], list[Page]]:
    """Messages of two examples, each with the words marked that the other lacks.

    Messages are paired by their place; one that has no partner is all plain.
    """
    left, right = turns_page(one), turns_page(other)
    for at, (mine, theirs) in enumerate(
        zip(messages_of(one), messages_of(other), strict=False)
    ):
        texts = (text_of(each.get("content"))[:MAX_CHARS] for each in (mine, theirs))
        left[at]["pieces"], right[at]["pieces"] = map(shown, side_by_side(*texts))
    return left, right


def window(total: int, start: int, size: int) -> range:
    """The positions of a window of rows; one that starts behind the end is the last.

    Examples
    --------
    >>> window(100, 20, 10), window(5, 90, 10), window(0, 0, 10)
    (range(20, 30), range(0, 5), range(0, 0))
    """
    last = max(0, total - 1) // size * size
    first = min(max(0, start), last)
    return range(first, min(total, first + size))
