"""Does a row say something new beside the seeds and the rows before it?

The gate of Self-Instruct: ROUGE-L, the longest sequence of words that two texts share
in the same order, must stay below 0.7 to every seed and to every row let in before.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real

from ftwidgets.similarity import words

NOVELTY_LIMIT = 0.7
"""From this ROUGE-L on a text is not new."""

_HALVES = range(0xD800, 0xE000)
_MOST_WORDS = sys.maxunicode + 1 - len(_HALVES)


@dataclass(frozen=True, slots=True)
class Novelty:
    """What a text repeats most.

    Attributes
    ----------
    seed_similarity, pool_similarity : float
        ROUGE-L with the closest seed, and with the closest row let in before; 0 where
        there is none.
    seed, pool_row : int or None
        Which seed, and the how manieth row let in; the first of equals; ``None`` where
        no word is shared.
    is_new : bool
        Whether both are below the limit: then it is in the pool now.
    """

    seed_similarity: float
    seed: int | None
    pool_similarity: float
    pool_row: int | None
    is_new: bool


class Alphabet:
    """One character for each word, so that a text is a short string.

    Whoever compares strings quickly, compares texts word by word with it.

    Examples
    --------
    >>> alphabet = Alphabet()
    >>> one, other = alphabet.spell("Where is it?"), alphabet.spell("Here it is")
    >>> len(one), one[1] == other[2]
    (3, True)
    """

    def __init__(self) -> None:
        self._letters: dict[str, str] = {}

    def spell(self, text: str) -> str:
        """A text's words, each as its character.

        Raises
        ------
        OverflowError
            There are more different words than characters.
        """
        letters = self._letters
        found = words(text)
        for word in found:
            if word not in letters:
                letters[word] = _letter(len(letters))
        return "".join([letters[word] for word in found])


class NoveltyGate:
    """Lets a text in if it is new, and remembers it.

    Parameters
    ----------
    seeds : sequence of str
        Texts that no row may repeat.
    limit : float
        ROUGE-L from which on a text repeats another, above 0 and at most 1.

    Source
    ------
    Wang et al. 2022, Self-Instruct, 2.2; arXiv 2212.10560.

    Examples
    --------
    >>> gate = NoveltyGate(["Where is my parcel?"])
    >>> gate.judge("My card was charged twice").is_new
    True
    >>> gate.judge("Where is my lamp?")
    Novelty(seed_similarity=0.75, seed=0, pool_similarity=0.2222222222222222, \
pool_row=0, is_new=False)
    """

    def __init__(self, seeds: Sequence[str], limit: float = NOVELTY_LIMIT) -> None:
        is_number = isinstance(limit, Real) and not isinstance(limit, bool)
        if not is_number or not 0 < limit <= 1:
            raise ValueError(f"limit must be above 0 and at most 1, got {limit!r}")
        if isinstance(seeds, str):
            raise TypeError("seeds must be a list of texts, got one text")
        self.limit = float(limit)
        self._alphabet = Alphabet()
        self._seeds = [self._alphabet.spell(seed) for seed in seeds]
        self._pool: list[str] = []

    def __len__(self) -> int:
        return len(self._pool)

    def __repr__(self) -> str:
        return f"NoveltyGate(seeds={len(self._seeds)}, pool={len(self)})"

    def judge(self, text: str) -> Novelty:
        """Say what a text repeats most, and let it in if it is new."""
        spelled = self._alphabet.spell(text)
        near_seed, seed = _closest(spelled, self._seeds)
        near_row, row = _closest(spelled, self._pool)
        is_new = max(near_seed, near_row) < self.limit
        if is_new:
            self._pool.append(spelled)
        return Novelty(near_seed, seed, near_row, row, is_new)

    def closest_seed(self, text: str) -> tuple[float, int | None]:
        """ROUGE-L with the closest seed and which it is; lets nothing in."""
        return _closest(self._alphabet.spell(text), self._seeds)


def rouge_l(one: str, other: str) -> float:
    """ROUGE-L of two texts: F1 of their longest common subsequence of words.

    That is twice its length by the number of words in both. A text without words
    shares none, so it has 0 with any text, also with one that has none either: nothing
    was repeated.

    Examples
    --------
    >>> rouge_l("the cat sat on the mat", "the dog sat on a mat")
    0.6666666666666666
    >>> rouge_l("", "")
    0.0
    """
    alphabet = Alphabet()
    return _f1(alphabet.spell(one), alphabet.spell(other))


def _letter(number: int) -> str:
    """The character of a word; halves of characters are passed over."""
    if number >= _MOST_WORDS:
        raise OverflowError(f"more than {_MOST_WORDS:,} different words")
    return chr(number if number < _HALVES.start else number + len(_HALVES))


def _closest(text: str, others: list[str]) -> tuple[float, int | None]:
    """F1 with the closest of the others, and which it is: the first of equals."""
    from rapidfuzz.distance import Indel
    from rapidfuzz.process import extractOne

    if not others:
        return 0.0, None
    found = extractOne(text, others, scorer=Indel.normalized_similarity)
    similarity = _f1(text, found[0])
    return (similarity, found[2]) if similarity else (0.0, None)


def _f1(one: str, other: str) -> float:
    """From whole numbers, so that a text exactly at a limit is at it.

    The library's own F1 rounds differently, and calls two empty texts equal.
    """
    from rapidfuzz.distance import LCSseq

    both = len(one) + len(other)
    return 2 * LCSseq.similarity(one, other) / both if both else 0.0
