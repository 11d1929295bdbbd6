"""Which rows go to which part, which are left out, and what cannot be had?

In this order: no family in two parts, every label in every part, exact counts where
counts are asked for, proportions.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from ftwidgets.examples import count
from ftwidgets.splitting.cutting import Cut, cut
from ftwidgets.splitting.dealing import Family, deal, uncovered
from ftwidgets.splitting.fitting import fit
from ftwidgets.splitting.sizes import rounded

SHOWN_LABELS = 5
"""How many labels the notes name."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Positions of the rows of each part, and notes in sentences."""

    rows: dict[str, list[int]]
    notes: list[str]


def _families(number: int) -> str:
    return count(number, "family", "families")


def _asked(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name}={number}" for name, number in counts.items())


def _check(
    families: Sequence[Family], counts: Mapping[str, int], spread: Sequence[Hashable]
) -> None:
    """Refuse counts that a look at the sizes rules out."""
    asked, rows = sum(counts.values()), sum(map(len, families))
    largest = max(counts, key=counts.__getitem__)
    if len(families) < len(counts):
        raise ValueError(
            f"{_asked(counts)} is out of reach: the rows form "
            f"{_families(len(families))} and no family may stand in two parts. "
            "Give rows of more seeds"
        )
    for name, number in counts.items():
        if number < len(spread):
            raise ValueError(
                f"{name}={number} is fewer than the {len(spread)} labels that every "
                f"part needs a row of. Ask for {name}={len(spread)} or more, or give "
                "no labels"
            )
    biggest = max(families, key=len)
    least = len(biggest) - (rows - asked)
    if counts[largest] < least:
        raise ValueError(
            f"{biggest.name} has {count(len(biggest), 'row')}, too many for "
            f"{_asked(counts)} of {count(rows, 'row')}: no family may stand in two "
            f"parts. Ask for {largest}={least} or more and {asked - least} or fewer in "
            "the other parts, or give more rows"
        )
    required = sum(family.required for family in families)
    if required > asked:
        raise ValueError(
            f"{count(required, 'row')} must not be left out, and {_asked(counts)} is "
            f"only {asked}. Ask for more rows, or require fewer"
        )


def _refusal(
    families: Sequence[Family],
    nearest: tuple[list[int], int] | None,
    counts: Mapping[str, int],
    spread: Sequence[Hashable],
) -> ValueError:
    """Say what could not be had, why, and what is possible."""
    numbers, rows = list(counts.values()), sum(map(len, families))
    rules = "no family may stand in two parts"
    advice = "Give more rows or ask for fewer"
    if spread:
        rules += (
            f", and every part needs a row of each of {count(len(spread), 'label')}"
        )
        advice += ", or give no labels"
    if nearest:
        part_of, wasted = nearest
        largest = max(counts, key=counts.__getitem__)
        left = rows - wasted - (sum(numbers) - counts[largest])
        possible = {**counts, largest: min(left, counts[largest])}
        if left > 0 and cut(families, part_of, list(possible.values()), spread):
            advice = f"Possible is {_asked(possible)}. {advice}"
    return ValueError(
        f"found no way to {_asked(counts)} with {count(rows, 'row')} in "
        f"{_families(len(families))}: {rules}. {advice}"
    )


def _place_exactly(
    families: Sequence[Family],
    part_of: list[int],
    counts: Mapping[str, int],
    spread: Sequence[Hashable],
) -> Cut:
    """Rows of each part in the numbers asked for, few families trimmed."""
    _check(families, counts, spread)
    numbers = list(counts.values())
    dealt = cut(families, part_of, numbers, spread)
    if dealt and not any(dealt.trimmed):
        return dealt
    spare = sum(map(len, families)) - sum(numbers)
    fitted = fit(families, part_of, numbers, spread, spare)
    if not (fitted or dealt):
        fitted = fit(families, part_of, numbers, spread, inf)
    refitted = cut(families, fitted[0], numbers, spread) if fitted else None
    found = [each for each in (dealt, refitted) if each]
    if not found:
        raise _refusal(families, fitted, counts, spread)
    return min(found, key=lambda each: sum(each.trimmed))


def _near(
    families: Sequence[Family],
    part_of: list[int],
    aims: Sequence[float],
    spread: Sequence[Hashable],
) -> list[int]:
    """Part of each family: every label in every part, the aims as near as is easy."""
    counts = rounded(aims)
    sizes = Counter[int]()
    for family, part in zip(families, part_of, strict=True):
        sizes[part] += len(family)
    missed = uncovered(families, part_of, spread, len(aims))
    if not missed and all(sizes[part] == number for part, number in enumerate(counts)):
        return part_of
    fitted = fit(families, part_of, counts, spread, inf if missed else 0)
    if not missed:
        return fitted[0] if fitted else part_of
    if fitted is None:  # then with parts of any size
        largest = counts.index(max(counts))
        counts = [int(part == largest) for part in range(len(aims))]
        fitted = fit(families, part_of, counts, spread, inf)
    if fitted is None:
        raise ValueError(
            f"label {str(missed[0])!r} cannot be in every part as well as the others: "
            "families have several labels, and none may stand in two parts. Give more "
            "rows, or give no labels"
        )
    return fitted[0]


def _place_all(
    families: Sequence[Family],
    part_of: list[int],
    aims: Sequence[float],
    spread: Sequence[Hashable],
) -> list[list[int]]:
    """Rows of each part, none left out."""
    found: list[list[int]] = [[] for _ in aims]
    placed = _near(families, part_of, aims, spread)
    for family, part in zip(families, placed, strict=True):
        found[part] += family.rows
    return [sorted(rows) for rows in found]


def _rare_labels(holders: Mapping[Hashable, int], parts: int) -> list[str]:
    rare = sorted((n, str(label)) for label, n in holders.items() if n < parts)
    notes = [
        f"Label {label!r} has {_families(n)}, too few for {parts} parts."
        for n, label in rare[:SHOWN_LABELS]
    ]
    more = len(rare) - SHOWN_LABELS
    return [*notes, f"And {count(more, 'more label')}."] if more > 0 else notes


def place(
    families: Sequence[Family], sizes: Mapping[str, float], exact: bool
) -> Placement:
    """Place the families in the parts.

    Parameters
    ----------
    families : sequence of Family
        In the order that decides between equals.
    sizes : mapping of str to int or float
        What is asked for each part: numbers of rows if `exact`, else shares.
    exact : bool
        Whether a part must have as many rows as asked for; others are then left out.

    Raises
    ------
    ValueError
        What is asked for cannot be had; the message says what can.

    Examples
    --------
    >>> two = [Family("a", (0, 1), (None,) * 2), Family("b", (2,), (None,))]
    >>> place(two, {"train": 1, "test": 1}, exact=True).rows
    {'train': [0], 'test': [2]}
    """
    asked = {name: size for name, size in sizes.items() if size}
    rows = sum(map(len, families))
    holders = Counter(label for each in families for label in each.label_rows)
    spread = [label for label, number in holders.items() if number >= len(asked)]
    spread.sort(key=lambda each: (holders[each], str(each), type(each).__name__))
    aims = [rows * size / sum(asked.values()) for size in asked.values()]
    part_of = deal(families, aims, spread)
    notes = _rare_labels(holders, len(asked))
    if exact:
        found, trimmed = _place_exactly(families, part_of, asked, spread)
        notes += [
            f"No whole families were found to add up to {name}={asked[name]}: "
            f"{_families(number)} there lost some rows to the surplus."
            for name, number in zip(asked, trimmed, strict=True)
            if number
        ]
    else:
        found = _place_all(families, part_of, aims, spread)
        notes += [
            f"{name} is empty: the rows form {_families(len(families))}."
            for name, part in zip(asked, found, strict=True)
            if families and not part
        ]
    parts = {name: [] for name in sizes} | dict(zip(asked, found, strict=True))
    return Placement(parts, notes)
