"""What is an example, what does it say, and which row is the same row?

An example is a plain ``dict``, what every trainer reads::

    {"messages": [{"role": "user", "content": "..."}, ...], ...}

Nothing here changes what it is given, and nothing here imports another room.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Example = dict[str, Any]
"""One training example in chat form; keys besides ``messages`` stay with it."""

ROLES = ("system", "developer", "user", "assistant", "tool", "function")
"""The role names a chat message may carry."""

LABEL_CHARS = 60
"""A one-line reply up to this length, without a sentence's end, reads as a label."""

LABEL_WORDS = 4
"""A label has at most this many words."""

_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    """Text without the characters nobody can see.

    Examples
    --------
    >>> visible("a\\u200bb")
    'ab'
    """
    return text if text.isascii() and text.isprintable() else _INVISIBLE.sub("", text)


def is_blank(text: str) -> bool:
    """Whether nothing would be seen: empty, white space, or only invisible characters.

    Examples
    --------
    >>> is_blank(" \\u200b\\n"), is_blank("0")
    (True, False)
    """
    return not visible(text).strip()


def text_of(content: Any) -> str:
    """Text of a message's content: a string, or a list of parts, their texts joined.

    Anything else (``None``, a number, an image part) has no text.

    Examples
    --------
    >>> text_of([{"type": "text", "text": "Hello"}, {"type": "image_url"}])
    'Hello'
    """
    if isinstance(content, str):
        return content
    if isinstance(content, list):
        texts = (part.get("text") for part in content if isinstance(part, dict))
        return "\n".join(text for text in texts if isinstance(text, str))
    return ""


def messages_of(example: Any) -> list[dict[str, Any]]:
    """Messages of an example that are objects; never raises, whatever came.

    Examples
    --------
    >>> messages_of({"messages": [{"role": "user"}, 7]})
    [{'role': 'user'}]
    >>> messages_of(None)
    []
    """
    messages = example.get("messages") if isinstance(example, dict) else None
    if not isinstance(messages, list):
        return []
    return [message for message in messages if isinstance(message, dict)]


def texts(example: Any, roles: Sequence[str]) -> Iterator[str]:
    """Texts of the messages with one of these roles, in order.

    Examples
    --------
    >>> example = {"messages": [{"role": "user", "content": "Hi"},
    ...                         {"role": "assistant", "content": "Hello"}]}
    >>> list(texts(example, ["assistant"]))
    ['Hello']
    """
    for message in messages_of(example):
        if message.get("role") in roles:
            yield text_of(message.get("content"))


def reply_of(example: Any) -> str:
    """Text of the last assistant turn, or an empty string.

    Examples
    --------
    >>> reply_of({"messages": [{"role": "assistant", "content": "billing"}]})
    'billing'
    """
    return next(iter(reversed(list(texts(example, ("assistant",))))), "")


def is_label(reply: str) -> bool:
    """Whether a reply reads as a class label rather than as an answer.

    A mark at the end makes a sentence, but not of a name with underscores.

    Examples
    --------
    >>> is_label("Bug report"), is_label("Your card ships today.")
    (True, False)
    >>> is_label("reverted_card_payment?")
    True
    """
    label = reply.strip()
    return (
        0 < len(label) <= LABEL_CHARS
        and "\n" not in label
        and len(label.split()) <= LABEL_WORDS
        and (label[-1] not in ".!?。！？" or "_" in label)
    )


def normalise_label(label: str) -> str:
    """Form in which two spellings of one label are equal.

    Examples
    --------
    >>> normalise_label(" Bug  Report ") == normalise_label("bug report")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", label).casefold().split())


def canonical_json(value: Any) -> str:
    """The one JSON text of a value: sorted keys, no spaces, UTF-8 kept.

    Examples
    --------
    >>> canonical_json({"b": 1, "a": "é"})
    '{"a":"é","b":1}'
    """
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def sha256(data: str | bytes) -> str:
    """Hexadecimal SHA-256 of bytes, or of a text's UTF-8.

    Lone surrogates, which UTF-8 cannot carry, are hashed by their escapes.

    Examples
    --------
    >>> sha256("")[:8]
    'e3b0c442'
    """
    if isinstance(data, str):
        data = data.encode("utf-8", "backslashreplace")
    return hashlib.sha256(data).hexdigest()


def fingerprint(example: Any) -> str:
    """SHA-256 of the canonical JSON of the messages: the identity of what is trained.

    Examples
    --------
    >>> one = {"messages": [{"role": "user", "content": "Hi"}]}
    >>> two = {"messages": [{"content": "Hi", "role": "user"}], "id": 7}
    >>> fingerprint(one) == fingerprint(two)
    True
    """
    messages = example.get("messages") if isinstance(example, dict) else example
    return sha256(canonical_json(messages))


def chat(*turns: tuple[str, str], **beside: Any) -> Example:
    """Build a chat example from (role, text) pairs.

    Examples
    --------
    >>> chat(("user", "Hi"), ("assistant", "Hello"))["messages"][1]["role"]
    'assistant'
    """
    messages = [{"role": role, "content": text} for role, text in turns]
    return {"messages": messages, **beside}


def shorten(text: str, width: int = 60) -> str:
    """One line of at most `width` characters for messages and tables.

    Examples
    --------
    >>> shorten("a" * 10, width=5)
    'aaaa…'
    """
    line = " ".join(text[: 4 * width].split())
    cut = len(line) > width or len(text) > 4 * width
    return line[: width - 1] + "…" if cut else line


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Number with its noun, thousands with commas.

    Examples
    --------
    >>> count(1, "row"), count(1200, "row")
    ('1 row', '1,200 rows')
    """
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def mean(values: Iterable[float]) -> float | None:
    """Average, or ``None`` where there is nothing to average.

    Examples
    --------
    >>> mean([1, 2]), mean([])
    (1.5, None)
    """
    numbers = list(values)
    return sum(numbers) / len(numbers) if numbers else None
