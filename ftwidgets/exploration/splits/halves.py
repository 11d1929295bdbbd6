"""What is told of one split: its leaks, its labels, and its families by their size?"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

from ftwidgets.recipes import Parts
from ftwidgets.splitting import PARTS, Kinship, Leak, Split, shuffle_split, split

_CLOSEST = {("test", "train"): 0, ("test", "validation"): 1}
"""The leaks of the test come first, of those the ones from train."""


@dataclass(frozen=True, slots=True)
class SizeRange:
    """All families of one range of sizes: how their rows lie.

    Attributes
    ----------
    low, high : int
        Rows of its smallest and of its largest family that can be.
    families, torn : int
        Families, and those of them that stand in more than one part.
    whole_rows, torn_rows : dict of str to int
        Rows in each part, of families that stand in one, and of those in several.
    surplus : int
        Rows that were left out.
    """

    low: int
    high: int
    families: int
    torn: int
    whole_rows: dict[str, int]
    torn_rows: dict[str, int]
    surplus: int


class Half:
    """One split and the numbers that are read from it.

    Parameters
    ----------
    split : Split
    families : list of list of int
        Of all rows that were split.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", f"Ticket {s}, told {c}"), seed=s)
    ...         for s in range(20) for c in range(10)]
    >>> kin, asked = Kinship(rows), Parts(160, 20, 20, "seed")
    >>> families = kin.families([row["seed"] for row in rows])
    >>> [half_of(kin, asked, strategy, families).siblings("test")
    ...  for strategy in ("rows", "families")]
    [20, 0]
    """

    def __init__(self, split: Split, families: Sequence[Sequence[int]]) -> None:
        self.split = split
        self.all_families = families

    @cached_property
    def sizes(self) -> dict[str, int]:
        """Rows of each part."""
        return {name: len(rows) for name, rows in self.split.positions.items()}

    @cached_property
    def families(self) -> dict[str, int]:
        """Families of each part."""
        return self.split.families

    @cached_property
    def straddling(self) -> int:
        """Families that stand in more than one part."""
        return self.split.straddling

    @cached_property
    def leaks(self) -> list[Leak]:
        """All leaks, those of the test from train first, of those the closest first."""

        def rank(leak: Leak) -> tuple[int, float, int]:
            place = _CLOSEST.get((leak.part, leak.other_part), 2)
            return place, -leak.similarity, leak.row

        return sorted(self.split.leaks, key=rank)

    @cached_property
    def known_rows(self) -> dict[str, set[int]]:
        """Rows of each part, 0-based in it, that train knows."""
        found: dict[str, set[int]] = {name: set() for name in PARTS}
        for leak in self.leaks:
            if leak.other_part == "train":
                found[leak.part].add(leak.row)
        return found

    def siblings(self, part: str) -> int:
        """How many rows of a part have a sibling in train."""
        return len(self.known_rows[part])

    @cached_property
    def part_of(self) -> list[str]:
        """Part of each row that was split; ``""`` where it was left out."""
        found = [""] * sum(map(len, self.all_families))
        for name, rows in self.split.positions.items():
            for row in rows:
                found[row] = name
        return found

    @cached_property
    def size_ranges(self) -> list[SizeRange]:
        """Families by their size, in ranges that double: 1, 2, 3-4, 5-8, ..."""
        ranges: dict[int, list[Sequence[int]]] = defaultdict(list)
        for family in self.all_families:
            ranges[(len(family) - 1).bit_length()].append(family)
        return [self._range(*item) for item in sorted(ranges.items())]

    def _range(self, step: int, families: Sequence[Sequence[int]]) -> SizeRange:
        whole, several = Counter[str](), Counter[str]()
        torn = 0
        for family in families:
            rows = Counter(self.part_of[row] for row in family)
            is_torn = len(rows.keys() - {""}) > 1
            torn += is_torn
            (several if is_torn else whole).update(rows)
        return SizeRange(
            low=(1 << step >> 1) + 1,
            high=1 << step,
            families=len(families),
            torn=torn,
            whole_rows={name: whole[name] for name in PARTS},
            torn_rows={name: several[name] for name in PARTS},
            surplus=whole[""] + several[""],
        )

    def count_labels(
        self, labels: Sequence[Hashable | None]
    ) -> dict[str, dict[str, int]]:
        """Rows of each label in each part, the label of most rows first.

        Parameters
        ----------
        labels : sequence
            Of each row that was split; ``None`` is no label.
        """
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for label, part in zip(labels, self.part_of, strict=True):
            if label is not None:
                counts[str(label)][part] += 1
        ordered = sorted(counts, key=lambda name: (-counts[name].total(), name))
        return {name: {part: counts[name][part] for part in PARTS} for name in ordered}


MAKERS: dict[str, Callable[..., Split]] = {"rows": shuffle_split, "families": split}
"""What makes the split of each strategy."""


def half_of(
    kin: Kinship, parts: Parts, strategy: str, families: Sequence[Sequence[int]]
) -> Half:
    """The split of one strategy, with its numbers.

    Parameters
    ----------
    kin : Kinship
        Of the rows that are split.
    parts : Parts
        What is asked for.
    strategy : {"rows", "families"}
        Rows shuffled and cut, or `ftwidgets.split`, which keeps families whole.
    families : list of list of int
        Of all rows.

    Raises
    ------
    ValueError
        As in `ftwidgets.split`.
    """
    half = Half(MAKERS[strategy](kin.examples, **asdict(parts), kin=kin), families)
    _ = half.known_rows, half.size_ranges, half.families, half.straddling
    return half
