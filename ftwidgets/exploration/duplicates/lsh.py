"""Which pairs would locality-sensitive hashing see, and which would it miss?

It cuts 128 hash values of a row into bands; rows that agree on one whole band are
candidates (Broder, 1997; Indyk and Motwani, 1998). Who trusts it never hears of a pair
that it has missed: here the true pairs are known.
"""

import functools
from typing import TYPE_CHECKING

from ftwidgets.candidates import PERMUTATIONS, collision_chance, signatures
from ftwidgets.pairs import PairTable

if TYPE_CHECKING:
    import numpy as np

HASHES = PERMUTATIONS
"""Values of a signature; the lesson's number, and datasketch's default."""

MANY_BANDS = (25, 5)
"""Bands and rows that see almost all pairs from 0.8 on: to compare with."""

MOST_ROWS = 20_000
"""Up to so many rows their signatures are made, and what is missed is known."""

BLOCK = 1 << 14
"""Pairs compared in one go."""


@functools.lru_cache(maxsize=256)
def datasketch_choice(threshold: float) -> tuple[int, int]:
    """Bands and rows that datasketch takes for a threshold.

    Examples
    --------
    >>> datasketch_choice(0.8)
    (9, 13)
    """
    from datasketch import MinHashLSH

    search = MinHashLSH(threshold=threshold, num_perm=HASHES)
    return int(search.b), int(search.r)


class HashedPairs:
    """The pairs of a table, as LSH looks at them.

    Parameters
    ----------
    table : PairTable

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pairs import find_pairs
    >>> rows = [chat(("user", text)) for text in ("a b c d", "a b c d e", "x")]
    >>> pairs = HashedPairs(find_pairs(rows))
    >>> pairs.histogram()[30], sum(pairs.histogram())
    (1, 1)
    >>> pairs.expected(0.8, 128, 1)
    1.0
    """

    def __init__(self, table: PairTable) -> None:
        self.table = table
        self._missed: tuple[tuple[float, int, int], np.ndarray | None] | None = None

    @functools.cached_property
    def _values(self) -> "np.ndarray | None":
        sets = self.table.nodes.sets
        if len(self.table.nodes.of) > MOST_ROWS or not len(sets):
            return None
        return signatures(sets.ids, sets.starts, sets.hashes)

    @property
    def is_known(self) -> bool:
        """Whether one knows which pairs are missed."""
        return self._values is not None

    def histogram(self) -> list[int]:
        """How many pairs there are in each hundredth from 0.50 on; last, exactly 1."""
        import numpy as np

        edges = [step / 100 for step in range(50, 101)]
        places = np.searchsorted(edges, self.table.similarity, side="right") - 1
        return np.bincount(places, minlength=len(edges)).tolist()

    def reaching(self, threshold: float) -> "np.ndarray":
        """Which pairs reach a threshold."""
        return (self.table.similarity >= threshold).nonzero()[0]

    def expected(self, threshold: float, bands: int, rows: int) -> float:
        """How many of the pairs that reach it are seen on average."""
        alike = self.table.similarity[self.reaching(threshold)]
        return round(float(collision_chance(alike, bands, rows).sum()), 6)

    def missed(self, threshold: float, bands: int, rows: int) -> "np.ndarray | None":
        """Those of the pairs that share no band, least alike first, if it is known."""
        key = threshold, bands, rows
        if self._missed is None or self._missed[0] != key:
            self._missed = key, self._find_missed(*key)
        return self._missed[1]

    def _find_missed(
        self, threshold: float, bands: int, rows: int
    ) -> "np.ndarray | None":
        import numpy as np

        values = self._values
        if values is None:
            return None
        those = self.reaching(threshold)
        seen = np.zeros(len(those), bool)
        for start in range(0, len(those), BLOCK):
            part = those[start : start + BLOCK]
            one, other = self.table.one[part], self.table.other[part]
            same = values[one, : bands * rows] == values[other, : bands * rows]
            same = same.reshape(len(part), bands, rows)
            seen[start : start + BLOCK] = same.all(axis=2).any(axis=1)
        lost = those[~seen]
        return lost[np.argsort(self.table.similarity[lost], kind="stable")]
