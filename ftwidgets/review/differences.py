"""Which words were changed?

Words are kept whole: an edit of one letter marks the word, which is what people read.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

from ftwidgets.similarity import UNSPACED

Kind = Literal["same", "removed", "added", "differs"]

PAIRS = 50_000
"""Pairs of equal words up to which two texts are aligned; it is what takes the time."""

CLOSING = ".,;:!?…)]}\"'»”’"
"""Marks that count on their own at the end of a word: "again." has "again" in it."""

_RUN = re.compile(rf"([{UNSPACED}]|[^\s{UNSPACED}]+|^)(\s*)")


class Piece(NamedTuple):
    """Some words in a row with one fate."""

    kind: Kind
    text: str


class _Token(NamedTuple):
    """A word, or the marks that close one, and the white space behind it.

    Only white space at the very beginning stands behind no word.
    """

    word: str
    space: str


Run = tuple[bool, slice, slice]
"""Whether two stretches of words are the same, and where they stand in each list."""


def _tokens(text: str) -> list[_Token]:
    """Tokens that together are the text; each character, in scripts without spaces."""
    tokens = []
    for run, space in _RUN.findall(text):
        word = run.rstrip(CLOSING)
        marks = run[len(word) :]
        if word and marks:
            tokens += [_Token(word, ""), _Token(marks, space)]
        elif run or space:
            tokens.append(_Token(run, space))
    return tokens


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many words are the same before the first that is not."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length


def _middle(one: Sequence[str], other: Sequence[str], head: int) -> Iterator[Run]:
    """Runs of words that stand behind a common head."""
    times = Counter(one)
    opcodes = [("replace", 0, len(one), 0, len(other))]
    if sum(times[word] for word in other) <= PAIRS:
        opcodes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for code, i, i_end, j, j_end in opcodes:
        yield (
            code == "equal",
            slice(head + i, head + i_end),
            slice(head + j, head + j_end),
        )


def _runs(one: Sequence[str], other: Sequence[str]) -> Iterator[Run]:
    """Runs of words, same and not the same, that together are both lists."""
    head = _common(one, other)
    ours, theirs = one[head:], other[head:]
    tail = _common(reversed(ours), reversed(theirs))
    end, other_end = len(one) - tail, len(other) - tail
    yield True, slice(0, head), slice(0, head)
    yield from _middle(one[head:end], other[head:other_end], head)
    yield True, slice(end, len(one)), slice(other_end, len(other))


def _text(tokens: Iterable[_Token]) -> str:
    return "".join(word + space for word, space in tokens)


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Pieces that are not empty, neighbours of one kind as one."""
    filled = (piece for piece in pieces if piece.text)
    return [
        Piece(kind, "".join(piece.text for piece in group))
        for kind, group in groupby(filled, key=lambda piece: piece.kind)
    ]


def _edits(one: Sequence[_Token], other: Sequence[_Token]) -> Iterator[Piece]:
    """Pieces of two texts in small, white space told apart from its word."""
    runs = _runs([token.word for token in one], [token.word for token in other])
    for same, mine, theirs in runs:
        if not same:
            yield Piece("removed", _text(one[mine]))
            yield Piece("added", _text(other[theirs]))
            continue
        for old, new in zip(one[mine], other[theirs], strict=True):
            yield Piece("same", old.word)
            if old.space == new.space:
                yield Piece("same", old.space)
            else:
                yield Piece("removed", old.space)
                yield Piece("added", new.space)


def _in_order(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Removed before added; white space that ends both has not changed."""
    filled = (piece for piece in pieces if piece.text)
    for same, group in groupby(filled, key=lambda piece: piece.kind == "same"):
        if same:
            yield from group
            continue
        edited = list(group)
        removed = "".join(piece.text for piece in edited if piece.kind == "removed")
        added = "".join(piece.text for piece in edited if piece.kind == "added")
        bare, other = removed.rstrip(), added.rstrip()
        space = removed[len(bare) :]
        if space != added[len(other) :]:
            bare, other, space = removed, added, ""
        yield Piece("removed", bare)
        yield Piece("added", other)
        yield Piece("same", space)


def differences(before: str, after: str) -> list[Piece]:
    """What an edit did to a text, word by word.

    Two texts too long to align (see `PAIRS`) have everything between their common
    beginning and their common end removed and added.

    Returns
    -------
    list of Piece
        Of the kinds ``"same"``, ``"removed"`` and ``"added"``, a removed one before the
        added one in its place. Without the added they are `before`, without the removed
        they are `after`.

    Examples
    --------
    >>> for piece in differences("Try it again.", "Try this again, and wait."):
    ...     print(piece.kind, repr(piece.text))
    same 'Try '
    removed 'it'
    added 'this'
    same ' again'
    added ', and wait'
    same '.'
    """
    return _joined(_in_order(_edits(_tokens(before), _tokens(after))))


def count_words(pieces: Iterable[Piece]) -> tuple[int, int]:
    """How many words went out and how many came in; marks alone are no words.

    Examples
    --------
    >>> count_words(differences("Try it again.", "Try this again, and wait."))
    (1, 3)
    """
    words = Counter[Kind]()
    for kind, text in pieces:
        words[kind] += sum(any(map(str.isalnum, word)) for word, _ in _tokens(text))
    return words["removed"], words["added"]


def _marked(same: bool, tokens: Iterable[_Token]) -> Iterator[Piece]:
    """Tokens of one side, the white space behind them as the same."""
    text = _text(tokens)
    bare = text if same else text.rstrip()
    yield Piece("same" if same else "differs", bare)
    yield Piece("same", text[len(bare) :])


def side_by_side(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Two texts, each with the words marked that the other does not have there.

    Case and white space make no difference.

    Returns
    -------
    of_one, of_other : list of Piece
        Of the kinds ``"same"`` and ``"differs"``; together they are the text.

    Examples
    --------
    >>> left, right = side_by_side("Where is my card?", "where is my refund?")
    >>> [piece.text for piece in left]
    ['Where is my ', 'card', '?']
    >>> [piece.kind for piece in right]
    ['same', 'differs', 'same']
    """
    ours, theirs = _tokens(one), _tokens(other)
    left, right = list[Piece](), list[Piece]()
    for same, mine, his in _runs(
        [token.word.casefold() for token in ours],
        [token.word.casefold() for token in theirs],
    ):
        left += _marked(same, ours[mine])
        right += _marked(same, theirs[his])
    return _joined(left), _joined(right)
