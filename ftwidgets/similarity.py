"""Which texts share so many words that one is a near-copy of another?

A text counts as the set of its words, two texts by the Jaccard similarity of their
sets: words in both / words in either. `similar_pairs` finds the pairs that reach a
threshold without comparing all, and every similarity it reports is computed from the
words. Memory stays bounded, however many pairs there are.
"""

import re
import unicodedata
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from numbers import Real
from typing import TYPE_CHECKING, Literal
from zlib import crc32

from ftwidgets.candidates import (
    exact_candidates,
    minhash_candidates,
    pieces,
    shared_words,
    spans,
)
from ftwidgets.examples import sha256

if TYPE_CHECKING:
    import numpy as np

    Pairs = tuple[np.ndarray, np.ndarray, np.ndarray]

Method = Literal["auto", "exact", "minhash"]

EXACT_ROWS = 100_000
"""Up to this many distinct texts no pair is missed; above, candidates are MinHash's."""

UNSPACED = (
    "\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\u3041-\u312f\u31a0-\u31bf\u31f0-\u31ff\U0001aff0-\U0001b16f"  # kana, Bopomofo
    "\u0e00-\u0eff\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaadf"  # Thai, Lao, Myanmar
    "\u1780-\u17ff\u1950-\u19ff\u1a20-\u1aaf\ua000-\ua4cf"  # Khmer, Tai, Yi
)
"""Scripts without spaces between words (UAX 14: ideographs and complex context)."""

_WORD = re.compile(rf"[^\W{UNSPACED}]+|(?=\w)[{UNSPACED}]")
_ASCII = "".join(
    c.lower() if c.isalnum() or c == "_" else " " for c in map(chr, range(128))
)


def words(text: str) -> list[str]:
    r"""Words of a text, in order: NFKC, case folded, runs of ``\w``.

    Where a script has no spaces, each character is a word.

    Examples
    --------
    >>> words("Where's my REFUND?")
    ['where', 's', 'my', 'refund']
    >>> words("iPhone 手机")
    ['iphone', '手', '机']
    """
    if text.isascii():
        return text.translate(_ASCII).split()
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True, repr=False)
class WordSets:
    """The distinct word sets of many texts, and which text has which.

    Attributes
    ----------
    ids : ndarray of int
        Numbers of the words of set 0, the rarest first, then of set 1, and so on; sets
        in the order of their first text.
    starts : ndarray of int, shape (sets + 1,)
        Where each set begins in `ids`, and where the last one ends.
    set_of : ndarray of int, shape (texts,)
        The set of each text.
    hashes : ndarray of uint32, shape (words,)
        A hash of each word's characters.
    """

    ids: "np.ndarray"
    starts: "np.ndarray"
    set_of: "np.ndarray"
    hashes: "np.ndarray"

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __repr__(self) -> str:
        return f"WordSets(texts={len(self.set_of)}, sets={len(self)})"

    def take(self, sets: "np.ndarray") -> "WordSets":
        """Those sets alone, in that order, as if each were the set of one text."""
        import numpy as np

        sizes = np.diff(self.starts)[sets]
        ids = self.ids[spans(self.starts[sets], sizes)]
        starts = np.concatenate(([0], np.cumsum(sizes)))
        return WordSets(ids, starts, np.arange(len(sets)), self.hashes)


class WordSetsBuilder:
    """Word sets of texts that come one at a time and are not kept.

    Examples
    --------
    >>> builder = WordSetsBuilder()
    >>> [builder.add(text) for text in ("Hi there", "there, hi!", "Bye")]
    [0, 0, 1]
    >>> builder.build()
    WordSets(texts=3, sets=2)
    """

    def __init__(self) -> None:
        self._ids: dict[str, int] = defaultdict(count().__next__)
        # All sets in one block; the dictionary says where an equal one may stand.
        self._words = array("i")
        self._starts = array("q", [0])
        self._places: dict[int, int] = {}
        self._set_of = array("i")

    def add(self, text: str) -> int:
        """Take in one text; the number of its set says which texts have equal words.

        A text without words is similar to no text but itself: it counts as one word
        that no other text can hold.
        """
        found = words(text) or [f"\0{sha256(text)}"]
        ids = array("i", sorted(set(map(self._ids.__getitem__, found))))
        place = hash(ids.tobytes())
        while (number := self._places.get(place)) is not None:
            if self._words[self._starts[number] : self._starts[number + 1]] == ids:
                break
            place += 1  # another set with this hash: look in the next place
        else:
            number = self._places[place] = len(self._starts) - 1
            self._words += ids
            self._starts.append(len(self._words))
        self._set_of.append(number)
        return number

    def build(self) -> WordSets:
        """Word sets of all texts so far; this uses the builder up."""
        import numpy as np

        spelt = (crc32(word.encode("utf-8", "surrogatepass")) for word in self._ids)
        hashes = np.fromiter(spelt, np.uint32, len(self._ids))
        self._ids.clear()
        self._places.clear()
        ids = np.frombuffer(self._words, np.intc)
        starts = np.array(self._starts)
        sizes = np.diff(starts)
        counts = np.zeros(len(hashes), int)
        for piece in pieces(sizes):  # piece by piece: int64 copies of `ids` are large
            held = ids[starts[piece.start] : starts[piece.stop]]
            counts += np.bincount(held, minlength=len(counts))
        rarest = np.argsort(counts, kind="stable")
        rank = np.empty_like(rarest)
        rank[rarest] = np.arange(len(rarest))
        for piece in pieces(sizes):
            held = ids[starts[piece.start] : starts[piece.stop]]
            row = np.repeat(np.arange(piece.stop - piece.start), sizes[piece])
            held[:] = np.sort(row * len(rank) + rank[held]) % len(rank)
        return WordSets(ids, starts, np.array(self._set_of), hashes[rarest])


def word_sets(texts: Iterable[str]) -> WordSets:
    """Word sets of texts, read once.

    Examples
    --------
    >>> word_sets(["Hi there", "there, hi!", "Bye"]).set_of.tolist()
    [0, 0, 1]
    """
    builder = WordSetsBuilder()
    for text in texts:
        builder.add(text)
    return builder.build()


def similarities(
    sets: WordSets, one: "np.ndarray", other: "np.ndarray"
) -> "np.ndarray":
    """Jaccard similarity of set ``one[k]`` and set ``other[k]``, for every k.

    Examples
    --------
    >>> sets = word_sets(["a b c d", "a b c d e", "x"])
    >>> similarities(sets, [0, 0], [1, 2]).tolist()
    [0.8, 0.0]
    """
    import numpy as np

    one, other = np.asarray(one, np.int64), np.asarray(other, np.int64)
    sizes = np.diff(sets.starts)
    shared = shared_words(sets.ids, sets.starts, len(sets.hashes), one, other)
    return shared / (sizes[one] + sizes[other] - shared)


def _join(sets: WordSets, threshold: float, method: str) -> Iterator["Pairs"]:
    candidates = (
        exact_candidates(sets.ids, sets.starts, threshold)
        if method == "exact"
        else minhash_candidates(sets.ids, sets.starts, sets.hashes, threshold)
    )
    for i, j in candidates:
        similarity = similarities(sets, i, j)
        reached = similarity >= threshold
        if reached.any():
            yield i[reached], j[reached], similarity[reached]


def resolve_method(
    sets: WordSets, method: Method = "auto"
) -> Literal["exact", "minhash"]:
    """The method that ``"auto"`` means for that many sets.

    Examples
    --------
    >>> resolve_method(word_sets(["a", "b"]))
    'exact'
    """
    if method not in ("auto", "exact", "minhash"):
        raise ValueError(f"method is {method!r}; use 'auto', 'exact' or 'minhash'")
    if method == "auto":
        return "exact" if len(sets) <= EXACT_ROWS else "minhash"
    return method


def check_threshold(threshold: float) -> None:
    """Refuse a threshold that is not above 0 and at most 1.

    Examples
    --------
    >>> check_threshold(80)
    Traceback (most recent call last):
    ValueError: threshold is 80; use a similarity above 0 and at most 1, such as 0.8
    """
    number = isinstance(threshold, Real) and not isinstance(threshold, bool)
    if not number or not 0 < threshold <= 1:
        raise ValueError(
            f"threshold is {threshold!r}; use a similarity above 0 and at most 1,"
            " such as 0.8"
        )


def similar_pairs(
    sets: WordSets,
    threshold: float,
    order: Sequence[int] | None = None,
    method: Method = "auto",
) -> Iterator["Pairs"]:
    """Every pair of different sets whose similarity reaches the threshold, in blocks.

    Parameters
    ----------
    sets : WordSets
    threshold : float
        ``shared / all >= threshold`` as Python's floats have it, in (0, 1].
    order : sequence of int, optional
        The sets to look at, in the order of visit; all, as they came, if not given.
    method : {"auto", "exact", "minhash"}
        Exact misses no pair. MinHash misses some near the threshold (see
        `ftwidgets.candidates.collision_chance`); ``"auto"`` takes it above
        `EXACT_ROWS` sets. Either way each pair's similarity is computed from the words.

    Yields
    ------
    earlier, later, similarity : ndarray
        One entry a pair. Blocks come in the order of the later set's visit, all pairs
        of one later set in one block, there by the earlier set's visit.

    Examples
    --------
    >>> sets = word_sets(["a b c d", "a b c d e", "x y"])
    >>> [[part.tolist() for part in block] for block in similar_pairs(sets, 0.8)]
    [[[0], [1], [0.8]]]
    >>> [i.tolist() for i, j, _ in similar_pairs(sets, 0.8, order=[1, 0])]
    [[1]]
    """
    import numpy as np

    check_threshold(threshold)
    chosen = resolve_method(sets, method)
    if order is None:
        return _join(sets, threshold, chosen)
    order = np.asarray(order, np.int64)
    found = _join(sets.take(order), threshold, chosen)
    return ((order[i], order[j], similarity) for i, j, similarity in found)
