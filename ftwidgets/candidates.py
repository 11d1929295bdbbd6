"""How are similar rows found without comparing all of them?

Rows are sets of words. Each row gets a few keys, only rows that share a key become
candidates, and only the words of candidates are counted. There are two kinds of keys.

First words lose no pair. With words sorted from the rarest, two sets that reach the
threshold share one of their first few (the prefix filter of Chaudhuri et al., 2006, and
Bayardo et al., 2007).

MinHash bands (Broder, 1997) lose some and grow slower. A signature holds, for each of
`PERMUTATIONS` random orders of all words, the row's first word. Two rows agree on one
value with a chance equal to their similarity, and share a band of `BAND_ROWS` values
as often as `collision_chance` says.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Pairs = tuple[np.ndarray, np.ndarray]

BANDS = 16
"""Parts of a signature; rows that agree on one whole part are candidates."""

BAND_ROWS = 8
"""Values of a part: the more, the fewer candidates and the more missed pairs."""

PERMUTATIONS = BANDS * BAND_ROWS
"""Values of a signature."""

SEED = 1
"""Of the random orders; the same on every machine."""

BLOCK = 1 << 17
"""Pairs, or words of them, looked at in one go: this bounds the memory."""

TICKS = 1 << 22
"""Cells of the table that shared words are counted with."""

ROUNDING = 1e-12
"""Slack of the filters, so that rounding never loses a pair at the threshold."""


def collision_chance(similarity: Any, bands: int = BANDS, rows: int = BAND_ROWS) -> Any:
    """Chance that two rows of this similarity, or of each of an array, share a band.

    Examples
    --------
    >>> [round(collision_chance(j), 2) for j in (0.5, 0.7, 0.8, 0.9)]
    [0.06, 0.61, 0.95, 1.0]
    """
    return 1 - (1 - similarity**rows) ** bands


def pieces(costs: "np.ndarray", limit: int = BLOCK) -> Iterator[slice]:
    """Consecutive slices whose costs stay within `limit`, or that hold one item.

    Examples
    --------
    >>> [(piece.start, piece.stop) for piece in pieces([3, 3, 3, 9, 1], limit=6)]
    [(0, 2), (2, 3), (3, 4), (4, 5)]
    """
    import numpy as np

    total = np.cumsum(costs)
    start = 0
    while start < len(total):
        spent = total[start - 1] if start else 0
        stop = max(start + 1, int(np.searchsorted(total, spent + limit, "right")))
        yield slice(start, stop)
        start = stop


def spans(starts: "np.ndarray", lengths: "np.ndarray") -> "np.ndarray":
    """Positions of all spans, one span after another.

    Examples
    --------
    >>> import numpy as np
    >>> spans(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    import numpy as np

    before = np.cumsum(lengths) - lengths
    positions = np.repeat(starts - before, lengths)
    positions += np.arange(len(positions))
    return positions


def _sharing(
    keys: "np.ndarray", starts: "np.ndarray", sizes: "np.ndarray", threshold: float
) -> Iterator[tuple["np.ndarray", ...]]:
    """Rows i < j with a key in common and sizes that allow the threshold, ordered by j.

    Row r has the keys from ``starts[r]`` to ``starts[r + 1]``. The third array says how
    many keys a pair shares.
    """
    import numpy as np

    rows = np.repeat(np.arange(len(sizes), dtype=np.intc), np.diff(starts))
    by_key = np.argsort(keys, kind="stable")
    holders = rows[by_key]
    place = np.empty_like(rows)
    place[by_key] = np.arange(len(keys), dtype=np.intc)
    counts = np.bincount(keys)
    first = (np.cumsum(counts) - counts).astype(np.intc)[keys]  # place of its holder 0
    partners = place - first
    del by_key, place  # as large as the answer; blocks may be many
    for block in pieces(np.add.reduceat(partners, starts[:-1])):
        held = slice(starts[block.start], starts[block.stop])
        i = holders[spans(first[held], partners[held])]
        j = np.repeat(rows[held], partners[held])
        small, large = np.minimum(sizes[i], sizes[j]), np.maximum(sizes[i], sizes[j])
        fit = small >= threshold * (1 - ROUNDING) * large
        pair = j[fit].astype(np.int64) * len(sizes) + i[fit]
        pair, shared = np.unique(pair, return_counts=True)
        yield pair % len(sizes), pair // len(sizes), shared


def exact_candidates(
    ids: "np.ndarray", starts: "np.ndarray", threshold: float
) -> Iterator["Pairs"]:
    """All pairs of rows that can reach the threshold, and a few that do not.

    Parameters
    ----------
    ids : ndarray of int
        The words of row 0, the rarest first, then those of row 1, and so on.
    starts : ndarray of int, shape (rows + 1,)
        Where each row begins in `ids`, and where the last one ends; no row is empty.
    threshold : float
        Jaccard similarity, in (0, 1].

    Yields
    ------
    earlier, later : ndarray of int
        Ordered by the later row, then by the earlier; blocks never part a later row.

    Examples
    --------
    >>> import numpy as np
    >>> ids, starts = np.array([0, 1, 0, 1, 2, 2]), np.array([0, 2, 5, 6])
    >>> [(i.tolist(), j.tolist()) for i, j in exact_candidates(ids, starts, 0.6)]
    [([0], [1])]
    """
    import numpy as np

    if len(starts) < 3:
        return
    sizes = np.diff(starts)
    needed = np.maximum(1, np.ceil(threshold * (1 - ROUNDING) * sizes)).astype(int)
    lengths = sizes - needed + 1
    keys = ids[spans(starts[:-1], lengths)]
    key_starts = np.concatenate(([0], np.cumsum(lengths)))
    last = keys[key_starts[1:] - 1]
    share = threshold / (1 + threshold) * (1 - ROUNDING)
    for i, j, shared in _sharing(keys, key_starts, sizes, threshold):
        # Words up to the lower of the two last keys are keys of both: all are counted.
        lower = np.where(last[i] <= last[j], i, j)
        most = shared + (sizes - lengths)[lower]
        possible = most >= share * (sizes[i] + sizes[j])
        yield i[possible], j[possible]


def shared_words(
    ids: "np.ndarray",
    starts: "np.ndarray",
    words: int,
    one: "np.ndarray",
    other: "np.ndarray",
) -> "np.ndarray":
    """How many words row ``one[k]`` and row ``other[k]`` share, for every k.

    A table ticks the words of a few rows of `other`, and the words of `one` are looked
    up in it: fastest where equal entries of `other` are neighbours. `words` is the
    number of words there are.

    Examples
    --------
    >>> import numpy as np
    >>> ids, starts = np.array([0, 1, 0, 1, 2, 2]), np.array([0, 2, 5, 6])
    >>> shared_words(ids, starts, 3, np.array([0, 0]), np.array([1, 2])).tolist()
    [2, 0]
    """
    import numpy as np

    ticks = np.zeros(max(words, TICKS), bool)

    def cells(rows: "np.ndarray", lines: "np.ndarray") -> "np.ndarray":
        sizes = starts[rows + 1] - starts[rows]
        return np.repeat(lines * words, sizes) + ids[spans(starts[rows], sizes)]

    sizes = starts[one + 1] - starts[one]
    fresh = np.diff(other, prepend=-1) != 0
    lines = len(ticks) // max(words, 1)
    line_cost = BLOCK // lines + 1  # so that the lines of a piece fit the table
    shared = np.empty(len(one), np.int64)
    for piece in pieces(sizes + fresh * line_cost):
        fresh[piece.start] = True
        ticked = other[piece][fresh[piece]]
        marks = cells(ticked, np.arange(len(ticked)))
        ticks[marks] = True
        found = ticks[cells(one[piece], np.cumsum(fresh[piece]) - 1)]
        begins = np.cumsum(sizes[piece]) - sizes[piece]
        shared[piece] = np.add.reduceat(found, begins, dtype=np.int64)
        ticks[marks] = False
    return shared


def signatures(
    ids: "np.ndarray",
    starts: "np.ndarray",
    hashes: "np.ndarray",
    which: range = range(PERMUTATIONS),
) -> "np.ndarray":
    """MinHash values of every row.

    Parameters
    ----------
    ids, starts : ndarray of int
        The words of each row, as for `exact_candidates`.
    hashes : ndarray of uint32, shape (words,)
        A hash of each word's own characters, so that a signature depends on nothing
        else.
    which : range
        Which of the `PERMUTATIONS` values.

    Returns
    -------
    ndarray of uint32, shape (rows, len(which))

    Examples
    --------
    >>> import numpy as np
    >>> ids, starts = np.array([0, 1, 0, 1, 2]), np.array([0, 2, 4, 5])
    >>> values = signatures(ids, starts, np.array([7, 8, 9], dtype=np.uint32))
    >>> values.shape, bool((values[0] == values[1]).all())
    ((3, 128), True)
    """
    import numpy as np
    from datasketch import MinHash

    multipliers, offsets = MinHash(num_perm=PERMUTATIONS, seed=SEED).permutations
    values = np.empty((len(starts) - 1, len(which)), np.uint32)
    for column, permutation in enumerate(which):
        order = hashes * multipliers[permutation] + offsets[permutation]  # mod 2**32
        values[:, column] = np.minimum.reduceat(order[ids], starts[:-1])
    return values


def minhash_candidates(
    ids: "np.ndarray", starts: "np.ndarray", hashes: "np.ndarray", threshold: float
) -> Iterator["Pairs"]:
    """Pairs of rows that share a band of their signatures.

    Parameters and result as for `signatures` and `exact_candidates`.

    Examples
    --------
    >>> import numpy as np
    >>> ids, starts = np.array([0, 1, 0, 1, 2]), np.array([0, 2, 4, 5])
    >>> hashes = np.array([7, 8, 9], dtype=np.uint32)
    >>> pairs = minhash_candidates(ids, starts, hashes, 0.8)
    >>> [(i.tolist(), j.tolist()) for i, j in pairs]
    [([0], [1])]
    """
    import numpy as np

    if len(starts) < 3:
        return
    rows = len(starts) - 1
    keys = np.empty((rows, BANDS), np.int64)
    used = 0
    for band in range(BANDS):
        part = range(band * BAND_ROWS, (band + 1) * BAND_ROWS)
        values = signatures(ids, starts, hashes, part)
        buckets, bucket = np.unique(values, axis=0, return_inverse=True)
        keys[:, band] = bucket.ravel() + used
        used += len(buckets)
    key_starts = np.arange(0, keys.size + 1, BANDS)
    for i, j, _ in _sharing(keys.ravel(), key_starts, np.diff(starts), threshold):
        yield i, j
