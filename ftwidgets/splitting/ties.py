"""In which ways are two rows tied?"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ftwidgets.examples import (
    Example,
    fingerprint,
    is_blank,
    is_label,
    normalise_label,
    reply_of,
    texts,
    visible,
)
from ftwidgets.similarity import WordSets, similar_pairs, word_sets

if TYPE_CHECKING:
    import numpy as np

    Block = tuple[np.ndarray, np.ndarray, np.ndarray]

KEPT_PAIRS = 1_000_000
"""Up to so many pairs are kept once they were found; more are looked for again."""

KINDS: dict[str, str] = {
    "same_messages": "the same messages",
    "same_user_text": "the same user text, whatever its case, spaces and reply",
    "near_duplicate": "nearly the same words of user and assistant",
    "near_duplicate_user": "nearly the same words of the user, under a label",
    "same_group": "children of one seed",
}
"""How two rows can be tied, the closest tie first."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One way in which rows are tied: by equal codes, or by codes that are a pair.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    codes : ndarray of int, shape (rows,)
        What each row goes by, from 0; -1 where this way ties it to nothing.
    size : int
        Number of codes.
    pairs : iterable of (ndarray, ndarray, ndarray)
        Codes that are a pair and their similarity, in blocks.
    """

    kind: str
    codes: "np.ndarray"
    size: int
    pairs: Iterable["Block"] = ()


class _Pairs:
    """Similar word sets: looked for when read, and kept where they are not too many."""

    def __init__(self, sets: WordSets, threshold: float) -> None:
        self._sets, self._threshold = sets, threshold
        self._kept: list[Block] | None = None

    def __iter__(self) -> Iterator["Block"]:
        if self._kept is not None:
            yield from self._kept
            return
        kept, number = [], 0
        for block in similar_pairs(self._sets, self._threshold):
            number += len(block[0])
            if number <= KEPT_PAIRS:
                kept.append(block)
            yield block
        if number <= KEPT_PAIRS:
            self._kept = kept


def joined_text(example: Example, *roles: str) -> str:
    """Texts of these roles as one.

    Examples
    --------
    >>> joined_text({"messages": [{"role": "user", "content": "Hi"}]}, "user")
    'Hi'
    """
    return "\n".join(texts(example, roles))


def _equal(kind: str, keys: Iterable[Hashable | None]) -> Tie:
    import numpy as np

    numbers: dict[Hashable, int] = {}
    codes = [
        -1 if key is None else numbers.setdefault(key, len(numbers)) for key in keys
    ]
    return Tie(kind, np.array(codes, np.int64), len(numbers))


def _near(kind: str, contents: Sequence[str], threshold: float) -> Tie:
    import numpy as np

    held = np.array([not is_blank(text) for text in contents], bool)
    sets = word_sets(text for text, kept in zip(contents, held, strict=True) if kept)
    codes = np.full(len(contents), -1)
    codes[held] = sets.set_of
    pairs = _Pairs(sets, threshold) if len(sets) else ()
    return Tie(kind, codes, len(sets), pairs)


def ties(
    examples: Sequence[Example],
    groups: Iterable[Hashable | None],
    near_duplicates: float | None,
) -> Iterator[Tie]:
    """Every way in which rows are tied, in the order of `KINDS`.

    Examples
    --------
    >>> [(tie.kind, tie.codes.tolist()) for tie in ties([{}, {}], [7, None], None)]
    [('same_messages', [0, 0]), ('same_user_text', [-1, -1]), ('same_group', [0, -1])]
    """
    yield from text_ties(examples, map(fingerprint, examples), near_duplicates)
    yield group_tie(groups)


def group_tie(groups: Iterable[Hashable | None]) -> Tie:
    """The tie of rows that have one seed.

    Examples
    --------
    >>> group_tie(["s1", None, "s1"]).codes.tolist()
    [0, -1, 0]
    """
    return _equal("same_group", groups)


def text_ties(
    examples: Sequence[Example],
    prints: Iterable[str],
    near_duplicates: float | None,
) -> Iterator[Tie]:
    """Every way in which the texts of rows tie them; `prints` are their fingerprints.

    Examples
    --------
    >>> [tie.kind for tie in text_ties([{}], ["a"], None)]
    ['same_messages', 'same_user_text']
    """
    users = [joined_text(example, "user") for example in examples]
    spelt = (normalise_label(visible(text)) or None for text in users)
    yield _equal("same_messages", prints)
    yield _equal("same_user_text", spelt)
    if near_duplicates is not None:
        wholes = [joined_text(example, "user", "assistant") for example in examples]
        yield _near("near_duplicate", wholes, near_duplicates)
        # A label is no content: the same ticket under another label is still known.
        labelled = [
            text if is_label(reply_of(example)) else ""
            for text, example in zip(users, examples, strict=True)
        ]
        yield _near("near_duplicate_user", labelled, near_duplicates)
