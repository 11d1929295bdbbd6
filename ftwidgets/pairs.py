"""Which rows are alike, at any threshold? Found once, so that each is answered at once.

Pairs are of nodes, as in `ftwidgets.nodes`: rows with equal words count as one.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ftwidgets.deduplication import conflicts_of
from ftwidgets.duplicates import Conflict
from ftwidgets.examples import Example
from ftwidgets.nodes import Nodes, connect, read_nodes
from ftwidgets.similarity import resolve_method, similar_pairs

if TYPE_CHECKING:
    import numpy as np

FLOORS = (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Where the search may begin: the first at which there are not too many pairs."""

MOST_PAIRS = 5_000_000
"""More pairs than this are not held in memory, but looked for from a higher floor."""

STEPS = 100
"""Thresholds are looked at in steps of a hundredth."""

Told = Callable[[str, int, int], None]
"""Is told what is done, how much of it and of how much; it may raise to stop."""


def _tell_nobody(what: str, done: int, total: int) -> None:
    """The default of those who are told."""


@dataclass(frozen=True, repr=False)
class PairTable:
    """All pairs of rows that are alike, and what hangs together at each threshold.

    Attributes
    ----------
    nodes : Nodes
        Rows with equal words as one.
    floor : float
        The lowest similarity of the pairs.
    one, other : ndarray of int32
        The nodes of each pair.
    similarity : ndarray of float64
        Theirs, ascending; thresholds are compared with it, which float32 would not
        get right.
    clash : ndarray of float64 or None
        The similarity of the user texts where labels differ, else 0; ``None`` without
        labels.
    conflicts : list of Conflict
        Rows that contradict an earlier one, at the floor.
    limits : tuple of float
        The thresholds, ascending.
    component : ndarray of int32, shape (limits, nodes)
        Which nodes hang together.
    exact : bool
        Whether no pair can be missing.
    """

    nodes: Nodes
    floor: float
    one: "np.ndarray"
    other: "np.ndarray"
    similarity: "np.ndarray"
    clash: "np.ndarray | None"
    conflicts: list[Conflict]
    limits: tuple[float, ...]
    component: "np.ndarray"
    exact: bool

    def __repr__(self) -> str:
        return f"PairTable({len(self)} pairs from {self.floor} on)"

    def __len__(self) -> int:
        return len(self.one)

    def with_limit(self, threshold: float) -> "PairTable":
        """The same pairs, with one more threshold to look at."""
        if threshold in self.limits:
            return self
        limits = limits_from(self.floor, threshold)
        nodes, pairs = len(self.nodes.sets), (self.one, self.other, self.similarity)
        return replace(
            self, limits=limits, component=_components(nodes, *pairs, limits)
        )


def limits_from(floor: float, *more: float) -> tuple[float, ...]:
    """The thresholds from a floor to 1, and those that somebody has chosen besides.

    Examples
    --------
    >>> limits_from(0.97), limits_from(0.99, 0.995)
    ((0.97, 0.98, 0.99, 1.0), (0.99, 0.995, 1.0))
    """
    steps = {step / STEPS for step in range(round(floor * STEPS), STEPS + 1)}
    return tuple(sorted(steps | {each for each in more if floor <= each <= 1}))


def conflict_counts(table: PairTable) -> list[int]:
    """How many rows contradict an earlier one at each of the table's limits.

    Examples
    --------
    >>> conflict_counts(find_pairs([]))[:3]
    [0, 0, 0]
    """
    import numpy as np

    found = np.sort([each.similarity for each in table.conflicts])
    return (len(found) - np.searchsorted(found, table.limits)).tolist()


def find_pairs(
    rows: list[Example],
    roles: Sequence[str] = ("user", "assistant"),
    labels: Sequence[str] | None = None,
    *,
    more: Sequence[float] = (),
    most: int = MOST_PAIRS,
    told: Told = _tell_nobody,
) -> PairTable:
    """Find all pairs from 0.5 on, or from higher where there are too many.

    Parameters
    ----------
    rows : list of dict
    roles, labels
        As for `ftwidgets.deduplicate`.
    more : sequence of float
        Thresholds besides every hundredth.
    most : int
        The floor rises until there are at most so many pairs.
    told : callable
        See `Told`.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", text)) for text in ("a b c", "a b c d", "x")]
    >>> find_pairs(rows)
    PairTable(1 pairs from 0.5 on)
    """
    told("words", 0, len(rows))
    nodes = read_nodes(rows, roles, labels)
    told("words", len(rows), len(rows))
    method = resolve_method(nodes.sets)
    for floor in FLOORS:
        pairs = nodes.clashes(similar_pairs(nodes.sets, floor, method=method))
        limit = most if floor < FLOORS[-1] else None
        found = _gather(_watched(pairs, "pairs", len(nodes.sets), told), limit)
        if found is not None:
            break
    else:
        raise AssertionError("at the last floor there is no limit")
    one, other, similarity, clash = found
    asked: Iterable[tuple[np.ndarray, ...]] = ()
    if nodes.users:
        asked = similar_pairs(nodes.users, floor, method=method)
        asked = _watched(asked, "conflicts", len(nodes.sets), told)
    conflicts = conflicts_of(nodes, asked)
    limits = limits_from(floor, *more)
    return PairTable(
        nodes,
        floor,
        one,
        other,
        similarity,
        clash if nodes.users else None,
        conflicts,
        limits,
        _components(len(nodes.sets), one, other, similarity, limits),
        method == "exact",
    )


def _watched(
    blocks: Iterable[tuple["np.ndarray", ...]], what: str, total: int, told: Told
) -> Iterator[tuple["np.ndarray", ...]]:
    """The blocks, and how far they have come."""
    told(what, 0, total)
    for block in blocks:
        yield block
        told(what, int(block[1][-1]) + 1, total)


def _gather(
    blocks: Iterable[tuple["np.ndarray", ...]], most: int | None
) -> tuple["np.ndarray", ...] | None:
    """All pairs in four arrays; ``None`` where there are too many."""
    import numpy as np

    kinds = (np.int32, np.int32, np.float64, np.float64)
    parts: list[list[np.ndarray]] = [[] for _ in kinds]
    held = 0
    for block in blocks:
        held += len(block[0])
        if most is not None and held > most:
            return None
        for part, each, kind in zip(parts, block, kinds, strict=True):
            part.append(each.astype(kind))
    empty = [np.empty(0, kind) for kind in kinds]
    columns = [
        np.concatenate([first, *part]) for first, part in zip(empty, parts, strict=True)
    ]
    order = np.argsort(columns[2], kind="stable")
    return tuple(each[order] for each in columns)


def _components(
    size: int,
    one: "np.ndarray",
    other: "np.ndarray",
    similarity: "np.ndarray",
    limits: Sequence[float],
) -> "np.ndarray":
    """Number of the connected component of each node, at each limit.

    From the highest limit down: what hangs together stays so, and only the pairs that
    are new join what was apart.
    """
    import numpy as np

    found = np.empty((len(limits), size), np.int32)
    component = np.arange(size, dtype=np.int32)
    ends = [*np.searchsorted(similarity, limits), len(similarity)]
    for at in range(len(limits) - 1, -1, -1):
        new = slice(ends[at], ends[at + 1])
        if new.start < new.stop:
            component = connect(component, one[new], other[new])
        found[at] = component
    return found
