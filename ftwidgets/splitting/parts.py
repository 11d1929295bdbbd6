"""What is in the parts of a split, and can they be trusted?"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from itertools import accumulate, chain, pairwise, starmap
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.splitting.families import NEAR, By, find_families, values_of
from ftwidgets.splitting.kinship import Kinship
from ftwidgets.splitting.labels import labels_of
from ftwidgets.splitting.leaks import Leak, find_leaks

PARTS = ("train", "validation", "test")
"""The parts of a split, in their order."""

LESSON_SHARES: dict[str, tuple[int, int]] = {
    "train": (80, 90),
    "validation": (10, 15),
    "test": (5, 10),
}
"""The lesson's shares in percent, both ends included."""


def share_notes(sizes: Mapping[str, int]) -> list[str]:
    """Sentences on shares, in whole percent, outside the lesson's.

    Examples
    --------
    >>> share_notes({"train": 160, "validation": 20, "test": 20})
    []
    >>> share_notes({"train": 90, "validation": 5, "test": 5})
    ['validation is 5 % of the rows; the lesson says 10-15 %.']
    """
    total = sum(sizes.values())
    shares = {name: round(100 * size / total) for name, size in sizes.items() if total}
    return [
        f"{name} is {share} % of the rows; the lesson says {low}-{high} %."
        for name, share in shares.items()
        for low, high in [LESSON_SHARES[name]]
        if not low <= share <= high
    ]


@dataclass(frozen=True, repr=False)
class Split:
    """Three parts and what is known of them; unpacks as ``train, validation, test``.

    `ftwidgets.split` makes one; `Split.of` takes parts made elsewhere.

    Attributes
    ----------
    train, validation, test : list of dict
        The examples themselves, in the order they came in.
    positions : dict of str to list of int
        Where the rows of each part stood in what was split, ascending. Parts made
        elsewhere count as one after the other.
    surplus : list of int
        Positions of the rows that were left out.
    notes : list of str
        What is worth knowing, in sentences.
    family_of : dict of str to list of int
        Number of each row's family, for each part.
    label_of, group_of : dict of str to list
        Label and seed of each row or ``None``, for each part.
    near_duplicates : float or None
        Similarity from which rows are near-duplicates.
    kin : Kinship or None
        Where the ties of what was split are known already, those.
    """

    train: list[Example]
    validation: list[Example]
    test: list[Example]
    positions: dict[str, list[int]]
    surplus: list[int]
    notes: list[str]
    family_of: dict[str, list[int]]
    label_of: dict[str, list[Hashable | None]]
    group_of: dict[str, list[Hashable | None]]
    near_duplicates: float | None
    kin: Kinship | None = field(default=None, compare=False)

    @classmethod
    def take(
        cls,
        examples: Sequence[Example],
        positions: Mapping[str, Sequence[int]],
        families: Iterable[Sequence[int]],
        labels: Sequence[Hashable | None],
        groups: Sequence[Hashable | None],
        near_duplicates: float | None,
        notes: Iterable[str] = (),
        kin: Kinship | None = None,
    ) -> "Split":
        """Make a split from the positions of its parts; all other rows are surplus.

        Examples
        --------
        >>> where = {"train": [1], "validation": [], "test": []}
        >>> Split.take([{}, {}], where, [[0], [1]], [None] * 2, [None] * 2, None)
        Split(train 1, validation 0, test 0, surplus 1)
        """
        number_of = {row: n for n, family in enumerate(families) for row in family}
        placed = {name: sorted(positions[name]) for name in PARTS}
        sizes = {name: len(rows) for name, rows in placed.items()}

        def beside(values: Any) -> dict[str, list[Any]]:
            return {
                name: [values[row] for row in rows] for name, rows in placed.items()
            }

        return cls(
            **beside(examples),
            positions=placed,
            surplus=sorted(set(range(len(examples))).difference(*placed.values())),
            notes=[*notes, *share_notes(sizes)],
            family_of=beside(number_of),
            label_of=beside(labels),
            group_of=beside(groups),
            near_duplicates=near_duplicates,
            kin=kin,
        )

    @classmethod
    def of(
        cls,
        train: Sequence[Example] = (),
        validation: Sequence[Example] = (),
        test: Sequence[Example] = (),
        *,
        group_by: By = None,
        stratify_by: By = None,
        near_duplicates: float | None = NEAR,
    ) -> "Split":
        """Take parts that were made elsewhere, for the same report.

        Parameters
        ----------
        train, validation, test : sequence of dict
        group_by, stratify_by, near_duplicates
            As in `ftwidgets.split`; values come part after part.

        Examples
        --------
        >>> from ftwidgets.examples import chat
        >>> row = chat(("user", "Where is my parcel?"), ("assistant", "shipping"))
        >>> len(Split.of(train=[row], test=[row]).leaks)
        1
        """
        rows = [*train, *validation, *test]
        ends = [0, *accumulate(map(len, (train, validation, test)))]
        positions = dict(zip(PARTS, starmap(range, pairwise(ends)), strict=True))
        groups = values_of(rows, group_by, "group_by")
        labels = labels_of(rows, stratify_by)
        families = find_families(rows, groups, near_duplicates)
        return cls.take(rows, positions, families, labels, groups, near_duplicates)

    @property
    def parts(self) -> dict[str, list[Example]]:
        """The examples of each part."""
        return {name: getattr(self, name) for name in PARTS}

    @property
    def families(self) -> dict[str, int]:
        """Families of each part."""
        return {name: len(set(numbers)) for name, numbers in self.family_of.items()}

    @property
    def straddling(self) -> int:
        """Families that stand in more than one part."""
        parts = Counter(chain.from_iterable(map(set, self.family_of.values())))
        return sum(number > 1 for number in parts.values())

    @property
    def labels(self) -> dict[str, dict[str, int]]:
        """Rows of each label, for each part."""
        return {
            name: dict(sorted(Counter(str(e) for e in each if e is not None).items()))
            for name, each in self.label_of.items()
        }

    @cached_property
    def leaks(self) -> list[Leak]:
        """Rows that an earlier part knows, looked for in the parts themselves."""
        groups = list(chain.from_iterable(self.group_of.values()))
        if self.kin is not None:
            return self.kin.leaks(self.positions, groups)
        return find_leaks(self.parts, self.near_duplicates, groups)

    def report(self) -> dict[str, Any]:
        """Rows, families, labels and leaks of each part, ready for JSON.

        Examples
        --------
        >>> Split.of(train=[{"messages": []}]).report()["parts"]["train"]
        {'rows': 1, 'share': 1.0, 'families': 1, 'labels': {}, 'leaks': 0}
        """
        leaks = Counter(leak.part for leak in self.leaks)
        rows = sum(map(len, self))
        return {
            "parts": {
                name: {
                    "rows": len(part),
                    "share": len(part) / rows if rows else 0.0,
                    "families": self.families[name],
                    "labels": self.labels[name],
                    "leaks": leaks[name],
                }
                for name, part in self.parts.items()
            },
            "surplus": len(self.surplus),
            "straddling_families": self.straddling,
            "leaks": [asdict(leak) for leak in self.leaks],
            "notes": list(self.notes),
        }

    def __iter__(self) -> Iterator[list[Example]]:
        return iter(self.parts.values())

    def __repr__(self) -> str:
        sizes = {**self.parts, "surplus": self.surplus}
        return f"Split({', '.join(f'{name} {len(x)}' for name, x in sizes.items())})"
