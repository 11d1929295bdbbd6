"""Which rows stay at which threshold, and for whom does each other row fall?

The same answers as `ftwidgets.deduplicate` gives, for all thresholds of a `PairTable`
at once: a bit for each threshold says whether a node is gone there.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from ftwidgets.candidates import spans
from ftwidgets.duplicates import Drop
from ftwidgets.pairs import PairTable

if TYPE_CHECKING:
    import numpy as np


class Fates:
    """What becomes of the rows, visited in an order.

    Parameters
    ----------
    table : PairTable
    order : ndarray of int
        All rows, the best first; pinned ones are visited before them.
    pinned : collection of int
        Rows that are never dropped.
    before : Fates, optional
        Those with other pinned rows: what has nothing to do with these stays.

    Attributes
    ----------
    moment : ndarray of int
        When each row is visited.
    first : ndarray of int
        The row of each node that is visited first.

    Examples
    --------
    >>> import numpy as np
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pairs import find_pairs
    >>> rows = [chat(("user", text)) for text in ("a b c", "a b c d", "x")]
    >>> fates = Fates(find_pairs(rows), np.arange(3))
    >>> fates.drops(fates.at(0.7))
    [Drop(row=1, partner=0, similarity=0.75)]
    >>> Fates(fates.table, np.arange(3), {1}).drops(fates.at(0.7))
    [Drop(row=0, partner=1, similarity=0.75)]
    """

    def __init__(
        self,
        table: PairTable,
        order: "np.ndarray",
        pinned: Collection[int] = (),
        before: "Fates | None" = None,
    ) -> None:
        import numpy as np

        self.table, self.order = table, order
        self.pinned = frozenset(pinned)
        self.of = np.array(table.nodes.of, np.int64)
        self.is_pinned = np.zeros(len(order), bool)
        self.is_pinned[list(self.pinned)] = True
        stays = self.is_pinned[order]
        visits = np.concatenate((order[stays], order[~stays]))
        self.moment = np.empty(len(order), np.int64)
        self.moment[visits] = np.arange(len(order))
        # Of equal nodes numpy finds the first, and so the row that is visited first.
        self.first = visits[np.unique(self.of[visits], return_index=True)[1]]
        nodes = len(table.nodes.sets)
        self.staying = np.bincount(self.of[self.is_pinned], minlength=nodes)
        is_like = before and before.table is table and before.order is order
        self.gone = self._gone(before if is_like else None)

    def at(self, threshold: float) -> int:
        """Which of the table's limits a threshold is."""
        return self.table.limits.index(threshold)

    def _gone(self, before: "Fates | None") -> "np.ndarray":
        """A bit for each limit at which a node is gone, for each node."""
        import numpy as np

        table, rank = self.table, self.moment[self.first]
        those: Any = slice(None)
        gone = [0] * len(rank)
        if before is not None:
            apart = table.component[0]
            other_pins = self.of[sorted(before.pinned ^ self.pinned)]
            is_touched = np.isin(apart, apart[other_pins])
            those = np.flatnonzero(is_touched[table.one])
            gone = np.where(is_touched, 0, before.gone).tolist()
        one, other = table.one[those], table.other[those]
        swapped = rank[one] > rank[other]
        earlier, later = np.where(swapped, other, one), np.where(swapped, one, other)
        bits = _bits_below(table.limits, table.similarity[those])
        if table.clash is not None:
            bits &= ~_bits_below(table.limits, table.clash[those])
        counts = np.flatnonzero((bits != 0) & (self.staying[later] == 0))
        counts = counts[np.argsort(rank[later[counts]], kind="stable")]
        triples = (earlier[counts], later[counts], bits[counts])
        for before, after, bit in zip(
            *(each.tolist() for each in triples), strict=True
        ):
            # All that decides about the earlier node came before this pair.
            gone[after] |= bit & ~gone[before]
        return np.array(gone, np.int64)

    def is_gone(self, at: int) -> "np.ndarray":
        """Whether each node is gone at a limit."""
        return (self.gone >> at & 1).astype(bool)

    def dropped(self) -> list[int]:
        """How many rows fall at each limit."""
        import numpy as np

        sizes = np.bincount(self.of, minlength=len(self.first))
        same_words = int((sizes - np.maximum(self.staying, 1)).sum())
        limits = range(len(self.table.limits))
        return [same_words + int((self.gone >> at & 1).sum()) for at in limits]

    def groups(self) -> list[int]:
        """How many groups of two or more rows there are at each limit."""
        import numpy as np

        found = (np.bincount(each[self.of]) for each in self.table.component)
        return [int((sizes > 1).sum()) for sizes in found]

    def is_kept(self, at: int) -> "np.ndarray":
        """Whether each row stays at a limit."""
        import numpy as np

        kept = np.zeros(len(self.of), bool)
        kept[self.first[~self.is_gone(at)]] = True
        return kept | self.is_pinned

    def drops(self, at: int, nodes: "np.ndarray | None" = None) -> list[Drop]:
        """The rows that fall at a limit, by position, with the best partner of each.

        See `fallen` for the parameters.
        """
        columns = (each.tolist() for each in self.fallen(at, nodes))
        return [Drop(*each) for each in zip(*columns, strict=True)]

    def fallen(
        self, at: int, nodes: "np.ndarray | None" = None
    ) -> tuple["np.ndarray", "np.ndarray", "np.ndarray"]:
        """The same in three arrays: rows, their partners, and how similar they are.

        Parameters
        ----------
        at : int
            Which limit.
        nodes : ndarray of bool, optional
            Which nodes are asked for; what hangs together must be asked for together.
        """
        import numpy as np

        asked = np.ones(len(self.first), bool) if nodes is None else nodes
        gone = self.is_gone(at)
        rows = np.flatnonzero(asked[self.of] & ~self.is_kept(at))
        partner = self.first[self.of[rows]]
        similarity = np.ones(len(rows))
        far = np.flatnonzero(gone[self.of[rows]])
        partner[far], similarity[far] = self._nearest(rows[far], at, asked)
        return rows, partner, similarity

    def rows_of(self, pair: int) -> tuple[int, int]:
        """The rows that stand for the two sides of a pair of the table."""
        one, other = self.table.one[pair], self.table.other[pair]
        return int(self.first[one]), int(self.first[other])

    def pairs(self, at: int, nodes: "np.ndarray") -> tuple["np.ndarray", ...]:
        """The pairs of some nodes that reach a limit, and whether they clash there."""
        import numpy as np

        table, limit = self.table, self.table.limits[at]
        start = int(np.searchsorted(table.similarity, limit))
        those = np.flatnonzero(nodes[table.one[start:]]) + start
        clash = np.zeros(len(those), bool)
        if table.clash is not None:
            clash = table.clash[those] >= limit
        return table.one[those], table.other[those], table.similarity[those], clash

    def _nearest(
        self, rows: "np.ndarray", at: int, asked: "np.ndarray"
    ) -> tuple["np.ndarray", "np.ndarray"]:
        """For each row, the most similar row kept before it, of equals the first."""
        import numpy as np

        one, other, similarity, clash = self.pairs(at, asked)
        nodes = np.concatenate((one, other))
        partners = np.concatenate((other, one))
        alike = np.concatenate((similarity, similarity))
        gone = self.is_gone(at)
        fit = ~np.concatenate((clash, clash)) & gone[nodes] & ~gone[partners]
        nodes, partners, alike = nodes[fit], partners[fit], alike[fit]
        by_node = np.argsort(nodes, kind="stable")
        nodes, partners, alike = nodes[by_node], partners[by_node], alike[by_node]
        starts = np.searchsorted(nodes, self.of[rows])
        sizes = np.searchsorted(nodes, self.of[rows], side="right") - starts
        where = spans(starts, sizes)
        whose = np.repeat(np.arange(len(rows)), sizes)
        kept, alike = self.first[partners[where]], alike[where]
        before = self.moment[kept] < self.moment[rows[whose]]
        kept, alike, whose = kept[before], alike[before], whose[before]
        best = np.lexsort((self.moment[kept], -alike, whose))
        chosen = best[np.unique(whose[best], return_index=True)[1]]
        return kept[chosen], alike[chosen]


def _bits_below(limits: Sequence[float], values: "np.ndarray") -> "np.ndarray":
    """A bit for each limit that a value reaches.

    Examples
    --------
    >>> import numpy as np
    >>> _bits_below((0.5, 0.75, 1.0), np.array([0.4, 0.75, 1.0])).tolist()
    [0, 3, 7]
    """
    import numpy as np

    reached = np.searchsorted(limits, values, side="right").astype(np.int64)
    return (np.int64(1) << reached) - 1
