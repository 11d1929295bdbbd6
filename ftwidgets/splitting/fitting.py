"""Which families fill the counts, when dealing them out misses?

Families cannot be cut in two parts, so exact counts are a subset-sum problem. Up to
`LOOSE` families are placed anew, one after the other. Partial placements that leave the
same open are one state, of which the least wasteful is kept, and of those the one that
moves fewest rows. So few states remain of many placements: as long as they are at most
`STATES`, the best is found and "none" means there is none.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from ftwidgets.splitting.dealing import Family, uncovered

LOOSE = 40
"""So many families are placed anew."""

STATES = 5_000
"""So many states are kept; of more, an even sample."""


class _Open(NamedTuple):
    """What one part leaves open.

    Rows it needs; labels it has no row of, and those it has no required row of, as
    bits; rows it can still reserve for required ones, at most those that are to come.
    """

    rows: int
    missing: int
    unreserved: int
    reserves: int

    def with_family(self, move: "_Move") -> "_Open":
        """The same part with one more family."""
        unreserved = self.unreserved & ~move.required_labels
        # A row was reserved for every label: a required row takes its label's.
        freed = (self.unreserved ^ unreserved).bit_count()
        return _Open(
            max(0, self.rows - move.rows),
            self.missing & ~move.labels,
            unreserved,
            self.reserves - move.required + freed,
        )

    def before(self, later: "_Later") -> "_Open":
        """The same part without differences that no later family can matter to."""
        unreserved = self.unreserved & later.required_labels
        reserves = min(self.reserves, later.required)
        if unreserved == self.unreserved and reserves == self.reserves:
            return self
        return _Open(self.rows, self.missing, unreserved, reserves)


class _Move(NamedTuple):
    """A family to place: its rows, labels as bits, and its part so far."""

    rows: int
    labels: int
    required: int
    required_labels: int
    home: int


class _Later(NamedTuple):
    """What all families that are still to come have together."""

    rows: int
    labels: int
    required: int
    required_labels: int


_State = tuple[_Open, ...]
_Cost = tuple[int, int]
_Path = tuple[int, "_Path"] | None
_States = dict[_State, tuple[_Cost, _Path]]


def _loose(families: Sequence[Family], wanted: Iterable[Hashable]) -> list[int]:
    """Families around the wanted labels, then some of every size."""
    if len(families) <= LOOSE:
        return list(range(len(families)))
    chosen: list[int] = []
    labels = set(wanted)
    for _ in range(2):  # those with the labels, then those that share others with them
        chosen += [n for n, each in enumerate(families) if labels & set(each.labels)]
        labels |= {label for n in chosen for label in families[n].labels} - {None}
    by_size = sorted(range(len(families)), key=lambda n: len(families[n]))
    chosen += [by_size[step * len(by_size) // LOOSE] for step in range(LOOSE)]
    return list(dict.fromkeys(chosen))[:LOOSE]


def _move(family: Family, home: int, bits: Mapping[Hashable, int]) -> _Move:
    held = [bits.get(label, 0) for label in family.labels]
    labels, required = (sum(set(each)) for each in (held, held[: family.required]))
    return _Move(len(family), labels, family.required, required, home)


def _with_later(moves: Sequence[_Move]) -> Iterator[tuple[_Move, _Later]]:
    def add(later: _Later, move: _Move) -> _Later:
        return _Later(
            later.rows + move.rows,
            later.labels | move.labels,
            later.required + move.required,
            later.required_labels | move.required_labels,
        )

    after = [*accumulate(reversed(moves), add, initial=_Later(0, 0, 0, 0))]
    return zip(moves, after[-2::-1], strict=True)


def _place(
    states: _States, move: _Move, later: _Later, largest: int, budget: float
) -> _States:
    """States with one more family placed, without those that cannot be completed."""
    found: _States = {}
    for state, ((wasted, moved), path) in states.items():
        for part, before in enumerate(state):
            waste = wasted
            if part != largest:
                waste += max(0, move.rows - before.rows)
            here = before.with_family(move)
            following = *state[:part], here, *state[part + 1 :]
            if (
                waste > budget
                or here.reserves < 0
                or sum(each.rows for each in following) > later.rows
                or any(each.missing & ~later.labels for each in following)
            ):
                continue
            following = tuple(each.before(later) for each in following)
            cost = waste, moved + (move.rows if part != move.home else 0)
            if following not in found or found[following][0] > cost:
                found[following] = cost, (part, path)
    if len(found) <= STATES:
        return found
    items = list(found.items())
    return dict(items[step * len(items) // STATES] for step in range(STATES))


def _start(
    fixed: Iterable[_Move], counts: Sequence[int], width: int
) -> tuple[_State, int]:
    """What is open, and how much is wasted, where these families stay as they are."""
    every, wasted = (1 << width) - 1, 0
    parts = [_Open(n, every, every, max(0, n - width)) for n in counts]
    largest = counts.index(max(counts))
    parts[largest] = parts[largest]._replace(rows=0)
    for move in fixed:
        if move.home != largest:
            wasted += max(0, move.rows - parts[move.home].rows)
        parts[move.home] = parts[move.home].with_family(move)
    return tuple(parts), wasted


def fit(
    families: Sequence[Family],
    part_of: Sequence[int],
    counts: Sequence[int],
    spread: Sequence[Hashable],
    budget: float,
) -> tuple[list[int], int] | None:
    """Place families anew so that every part but the largest has its rows.

    The largest part gets what the others do not need. No part gets more required rows
    than it has room for, with a row of each label.

    Parameters
    ----------
    families, spread
        As in `deal`.
    part_of : sequence of int
        Part of each family so far.
    counts : sequence of int
        Rows that each part needs.
    budget : float
        Rows beyond their counts that the parts but the largest may get, together.

    Returns
    -------
    (list of int, int) or None
        Part of each family, and the rows beyond the counts, as few as can be.

    Examples
    --------
    >>> three = [Family("a", (0, 1), (None,) * 2), Family("b", (2,), (None,)),
    ...          Family("c", (3, 4, 5), (None,) * 3)]
    >>> fit(three, [0, 0, 1], [4, 2], [], budget=0)
    ([1, 0, 0], 0)
    """
    bits = {label: 1 << index for index, label in enumerate(spread)}
    pairs = zip(families, part_of, strict=True)
    moves = [_move(family, part, bits) for family, part in pairs]
    loose = _loose(families, uncovered(families, part_of, spread, len(counts)))
    loose.sort(key=lambda number: (moves[number].labels, number))  # label after label
    fixed = (moves[number] for number in set(range(len(moves))) - set(loose))
    start, wasted = _start(fixed, counts, len(spread))
    states: _States = {start: ((wasted, 0), None)}
    for move, later in _with_later([moves[number] for number in loose]):
        states = _place(states, move, later, counts.index(max(counts)), budget)
    if not states:
        return None
    ((wasted, _), path) = min(states.values(), key=lambda each: each[0])
    found = list(part_of)
    for number in reversed(loose):
        found[number], path = path
    return found, wasted
