"""Which rows hang together at a threshold, and what becomes of each pair of a group?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ftwidgets.fates import Fates

if TYPE_CHECKING:
    import numpy as np

Fate = Literal["dropped", "decided", "conflict"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows of a group that are alike.

    Attributes
    ----------
    stays : int
        A row that is kept.
    other : int
        A row that is dropped for it, or that is kept beside it.
    similarity : float
    fate : {"dropped", "decided", "conflict"}
        Of the other: it falls; it stays as somebody decided; it stays as the labels of
        the two contradict each other.
    """

    stays: int
    other: int
    similarity: float
    fate: Fate


FATES: tuple[Fate, ...] = ("dropped", "decided", "conflict")


class PairList(Sequence[Pair]):
    """The pairs of a group, in arrays: there may be very many.

    Those that fall come first, of these the least alike.
    """

    def __init__(self, *columns: "np.ndarray") -> None:
        self._stays, self._other, self._similarity, self._fate = columns

    def __len__(self) -> int:
        return len(self._stays)

    def __getitem__(self, at: Any) -> Any:
        return Pair(
            int(self._stays[at]),
            int(self._other[at]),
            float(self._similarity[at]),
            FATES[self._fate[at]],
        )

    @property
    def dropped(self) -> int:
        """How many of them fall."""
        return int((self._fate == 0).sum())

    def find(self, one: int, other: int) -> int | None:
        """Where the pair of two rows is; ``None`` where they are none."""
        same = (self._stays == one) & (self._other == other)
        same |= (self._stays == other) & (self._other == one)
        found = same.nonzero()[0]
        return int(found[0]) if len(found) else None


class Groups:
    """The groups of two or more rows at one limit, largest first.

    Parameters
    ----------
    fates : Fates
    at : int
        Which limit of its table.

    Examples
    --------
    >>> import numpy as np
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pairs import find_pairs
    >>> rows = [chat(("user", text)) for text in ("a b c", "x", "a b c d", "X")]
    >>> fates = Fates(find_pairs(rows), np.arange(4))
    >>> groups = Groups(fates, fates.at(0.7))
    >>> len(groups), groups.rows(0)
    (2, [0, 2])
    >>> [list(pairs) for pairs in groups.pairs([0])]
    [[Pair(stays=0, other=2, similarity=0.75, fate='dropped')]]
    """

    def __init__(self, fates: Fates, at: int) -> None:
        import numpy as np

        self.at = at
        self._component = fates.table.component[at]
        self._group = self._component[fates.of]  # of each row
        sizes = np.bincount(self._group) if len(self._group) else np.zeros(0, int)
        first = np.full(len(sizes), len(self._group))
        first[self._group[::-1]] = np.arange(len(self._group))[::-1]
        many = np.flatnonzero(sizes > 1)
        order = np.lexsort((first[many], -sizes[many]))
        self._numbers = many[order]
        self._place = np.full(len(sizes), -1)
        self._place[self._numbers] = np.arange(len(many))
        self.sizes: list[int] = sizes[self._numbers].tolist()
        self.first: list[int] = first[self._numbers].tolist()
        self._fates = fates
        self._pairs: dict[int, PairList] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def look_at(self, fates: Fates) -> None:
        """The same groups, with other fates of their rows."""
        self._fates = fates
        self._pairs.clear()

    def rows(self, group: int) -> list[int]:
        """Rows of a group, in their order."""
        return (self._group == self._numbers[group]).nonzero()[0].tolist()

    def place(self, row: int) -> int | None:
        """Which group a row is in; ``None`` where it is alone."""
        found = int(self._place[self._group[row]])
        return None if found < 0 else found

    def pairs(self, groups: Sequence[int]) -> list[PairList]:
        """The pairs of some groups."""
        unknown = [each for each in groups if each not in self._pairs]
        if unknown:
            self._pairs |= self._found(unknown)
        return [self._pairs[each] for each in groups]

    def _found(self, groups: Sequence[int]) -> dict[int, PairList]:
        import numpy as np

        wanted = np.zeros(len(self._place), bool)
        wanted[self._numbers[list(groups)]] = True
        nodes = wanted[self._component]
        rows, partner, alike = self._fates.fallen(self.at, nodes)
        fallen = (partner, rows, alike, np.zeros(len(rows), int))
        parts = zip(fallen, self._both_kept(nodes), strict=True)
        stays, other, similarity, fate = (np.concatenate(each) for each in parts)
        place = self._place[self._group[other]]
        order = np.lexsort((other, (fate > 0) * stays, similarity, fate > 0, place))
        columns = [each[order] for each in (stays, other, similarity, fate)]
        place = place[order]
        starts, ends = (
            np.searchsorted(place, groups, side) for side in ("left", "right")
        )
        return {
            group: PairList(*(each[start:end] for each in columns))
            for group, start, end in zip(groups, starts, ends, strict=True)
        }

    def _both_kept(self, nodes: "np.ndarray") -> tuple["np.ndarray", ...]:
        """Pairs of which no row falls: their rows, similarities and fates."""
        import numpy as np

        fates = self._fates
        one, other, similarity, clash = fates.pairs(self.at, nodes)
        gone = fates.is_gone(self.at)
        both = ~gone[one] & ~gone[other]
        rows = fates.first[one[both]], fates.first[other[both]]
        swapped = fates.moment[rows[0]] > fates.moment[rows[1]]
        stays, beside = np.where(swapped, *rows[::-1]), np.where(swapped, *rows)
        # Rows with equal words that stay side by side.
        pinned = np.flatnonzero(fates.is_pinned & nodes[fates.of])
        first = fates.first[fates.of[pinned]]
        more = first != pinned
        return (
            np.concatenate((stays, first[more])),
            np.concatenate((beside, pinned[more])),
            np.concatenate((similarity[both], np.ones(int(more.sum())))),
            np.concatenate((clash[both] + 1, np.ones(int(more.sum()), int))),
        )
