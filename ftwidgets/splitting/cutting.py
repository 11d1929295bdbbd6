"""Which rows are left out, so that every part has exactly the rows asked for?

Whole families as far as they go, then some rows of every family that is left, each in
proportion. Leaving a row out parts no family.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Sequence
from typing import NamedTuple

from ftwidgets.splitting.dealing import Family

LAST_ROWS = 4_096
"""So many of the rows to leave out are made to add up; those before go in order."""


class Cut(NamedTuple):
    """Rows that stay in each part, and how many of its families lost some rows."""

    rows: list[list[int]]
    trimmed: list[int]


def _evenly(groups: Sequence[Hashable]) -> list[int]:
    """Positions in an order whose every beginning has each group in proportion."""
    sizes, seen, place = Counter(groups), Counter[Hashable](), list[float]()
    for group in groups:
        place.append((seen[group] + 0.5) / sizes[group])
        seen[group] += 1
    return sorted(range(len(groups)), key=place.__getitem__)


def _adding_up(sizes: Sequence[int], total: int) -> list[int]:
    """Positions of sizes that add up to the total or as near below as can be.

    Bit s of `reached` is set once some of the sizes so far add up to s, and `last` has
    the size that first made it so. The search ends early, so early sizes are preferred.
    """
    chosen: list[int] = []
    while len(chosen) < len(sizes) and total - sizes[len(chosen)] >= LAST_ROWS:
        total -= sizes[len(chosen)]
        chosen.append(len(chosen))
    reached, last = 1, dict[int, int]()
    for number in range(len(chosen), len(sizes)):
        if total in last:
            break
        new = (reached << sizes[number]) & ~reached & ((2 << total) - 1)
        reached |= new
        while new:
            last[new.bit_length() - 1] = number
            new ^= 1 << new.bit_length() - 1
    best = reached.bit_length() - 1
    while best:
        chosen.append(last[best])
        best -= sizes[last[best]]
    return chosen


def _guards(
    families: Sequence[Family], spread: Collection[Hashable]
) -> set[int] | None:
    """Rows that must stay: the required ones, and one of each label."""
    pairs = [pair for f in families for pair in zip(f.rows, f.labels, strict=True)]
    guards = {row for f in families for row in f.rows[: f.required]}
    wanted = set(spread) - {label for row, label in pairs if row in guards}
    for row, label in pairs:
        if label in wanted:
            guards.add(row)
            wanted.discard(label)
    return None if wanted else guards


def _cut_part(
    families: Sequence[Family], count: int, spread: Collection[Hashable]
) -> tuple[set[int], int] | None:
    guards = _guards(families, spread)
    excess = sum(map(len, families)) - count
    if excess < 0 or guards is None or len(guards) > count:
        return None
    free = [family for family in families if guards.isdisjoint(family.rows)]
    order = _evenly([next(iter(family.label_rows), None) for family in free])
    whole = _adding_up([len(free[number]) for number in order], excess)
    gone = {row for number in whole for row in free[order[number]].rows}
    left = [
        (row, number)
        for number, family in enumerate(families)
        for row in family.rows
        if row not in guards and row not in gone
    ]
    even = _evenly([number for _, number in left])
    cut_off = [left[place] for place in even[count - len(guards) :]]
    rows = {row for family in families for row in family.rows} - gone
    return rows - {row for row, _ in cut_off}, len({number for _, number in cut_off})


def cut(
    families: Sequence[Family],
    part_of: Sequence[int],
    counts: Sequence[int],
    spread: Collection[Hashable],
) -> Cut | None:
    """Rows of each part, exactly as many as asked for.

    Parameters
    ----------
    families, spread
        As in `ftwidgets.splitting.dealing.deal`.
    part_of : sequence of int
        Part of each family.
    counts : sequence of int
        Rows of each part.

    Returns
    -------
    Cut or None
        ``None`` if a part has too few rows, lacks a label, or has too many rows that
        must stay.

    Examples
    --------
    >>> two = [Family("a", (0, 1), (None,) * 2), Family("b", (2, 3), (None,) * 2)]
    >>> cut(two, [0, 0], [2], [])
    Cut(rows=[[2, 3]], trimmed=[0])
    >>> cut(two, [0, 1], [2, 1], [])
    Cut(rows=[[0, 1], [2]], trimmed=[0, 1])
    """
    rows, trimmed = [], []
    for part, count in enumerate(counts):
        pairs = zip(families, part_of, strict=True)
        held = [family for family, place in pairs if place == part]
        found = _cut_part(held, count, spread)
        if found is None:
            return None
        rows.append(sorted(found[0]))
        trimmed.append(found[1])
    return Cut(rows, trimmed)
