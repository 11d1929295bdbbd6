"""Which part does each family go to, if no count has to be exact?

Families are dealt like cards: each goes where it lowers the squared shortfall of rows
and labels most. Their order decides between equals; nothing is left to chance.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

BIG = 4
"""A family is big from one BIG-th of the smallest part; big ones are dealt first."""


@dataclass(frozen=True, slots=True)
class Family:
    """Rows that stay together.

    Attributes
    ----------
    name : str
        How people are told of it.
    rows : tuple of int
        Positions, those to keep longest first.
    labels : tuple
        The label of each row, or ``None``.
    required : int
        So many of the first rows must not be left out.
    """

    name: str
    rows: tuple[int, ...]
    labels: tuple[Hashable | None, ...]
    required: int = 0

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def label_rows(self) -> Counter[Hashable]:
        """Rows of each label."""
        return Counter(label for label in self.labels if label is not None)


class _Table:
    """Families as they are dealt: where each lies, and what each part still lacks."""

    def __init__(self, families: Sequence[Family], aims: Sequence[float]) -> None:
        self.aims = aims
        self.lacks = list(aims)
        self.sizes = [len(family) for family in families]
        self.part_of = [-1] * len(families)
        self.label_rows = [family.label_rows for family in families]
        self.holders: dict[Hashable, list[int]] = defaultdict(list)
        totals: Counter[Hashable] = Counter()
        for number, rows in enumerate(self.label_rows):
            totals.update(rows)
            for label in rows:
                self.holders[label].append(number)
        self.label_lacks = {
            label: [rows * aim / sum(aims) for aim in aims]
            for label, rows in totals.items()
        }

    def put(self, number: int, part: int) -> None:
        self.part_of[number] = part
        self.lacks[part] -= self.sizes[number]
        for label, rows in self.label_rows[number].items():
            self.label_lacks[label][part] -= rows

    def gain(self, number: int, part: int) -> float:
        """How far the squared shortfall falls, but for what is equal in every part."""
        rows_of = self.label_rows[number].items()
        labels = sum(rows * self.label_lacks[label][part] for label, rows in rows_of)
        return self.sizes[number] * self.lacks[part] + labels

    def cover(self, label: Hashable) -> None:
        """Give each part a family with this label, as long as there are any."""
        holders = self.holders[label]
        for part in sorted(range(len(self.aims)), key=self.aims.__getitem__):
            free = [number for number in holders if self.part_of[number] < 0]
            covered = any(self.part_of[number] == part for number in holders)
            if free and not covered:
                lack = self.label_lacks[label][part]
                gaps = {number: abs(self.sizes[number] - lack) for number in free}
                self.put(min(free, key=gaps.__getitem__), part)

    def deal(self) -> None:
        """Give every other family to the part that it serves best."""
        parts, big = range(len(self.aims)), min(self.aims) / BIG
        free = [number for number, part in enumerate(self.part_of) if part < 0]
        free.sort(key=lambda n: -self.sizes[n] if self.sizes[n] > big else 0)
        for number in free:
            gains = [self.gain(number, part) for part in parts]
            self.put(number, gains.index(max(gains)))

    def fill(self) -> None:
        """Give each empty part a family of a part that has several, if there is one."""
        for part in sorted(set(range(len(self.aims))) - set(self.part_of)):
            held = Counter(self.part_of)
            gaps = {
                number: abs(self.sizes[number] - self.aims[part])
                for number, place in enumerate(self.part_of)
                if held[place] > 1
            }
            if gaps:
                self.part_of[min(gaps, key=gaps.__getitem__)] = part


def deal(
    families: Sequence[Family], aims: Sequence[float], spread: Iterable[Hashable]
) -> list[int]:
    """Part of each family: close to the aims, and each label in every part.

    Parameters
    ----------
    families : sequence of Family
    aims : sequence of float
        Rows that each part should have, together as many as there are.
    spread : iterable of hashable
        Labels that every part should have, the rarest first. One may be missed where
        families have several labels: see `uncovered`.

    Returns
    -------
    list of int
        No part is empty if there are as many families as parts.

    Examples
    --------
    >>> two = [Family("a", (0, 1), (None, None)), Family("b", (2, 3), (None, None))]
    >>> deal(two, [2, 2], [])
    [0, 1]
    """
    table = _Table(families, aims)
    for label in spread:
        table.cover(label)
    table.deal()
    table.fill()
    return table.part_of


def uncovered(
    families: Sequence[Family],
    part_of: Sequence[int],
    spread: Iterable[Hashable],
    parts: int,
) -> list[Hashable]:
    """Labels of `spread` that one of the parts lacks.

    Examples
    --------
    >>> uncovered([Family("a", (0,), ("x",))], [0], ["x"], parts=2)
    ['x']
    """
    found: dict[Hashable, set[int]] = defaultdict(set)
    for family, part in zip(families, part_of, strict=True):
        for label in family.labels:
            found[label].add(part)
    return [label for label in spread if len(found[label]) < parts]
