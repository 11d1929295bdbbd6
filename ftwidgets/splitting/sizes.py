"""How many rows is each part asked to have?"""

from collections.abc import Mapping, Sequence
from math import fsum, isfinite
from numbers import Integral, Real
from typing import Any

from ftwidgets.examples import count

TOLERANCE = 1e-9
"""How far from 1 the shares may sum."""


def are_counts(sizes: Mapping[str, Any], rows: int) -> bool:
    """Whether the sizes are numbers of rows; refuse all but these and shares.

    Examples
    --------
    >>> are_counts({"train": 160, "test": 40}, rows=200)
    True
    >>> are_counts({"train": 0.8, "test": 0.2}, rows=200)
    False
    """
    asked = ", ".join(f"{name}={size!r}" for name, size in sizes.items())
    for name, size in sizes.items():
        if isinstance(size, bool) or not isinstance(size, Real):
            raise TypeError(
                f"{name} is {size!r}; give a share such as 0.8 or a number of rows"
            )
        if not isfinite(size) or size < 0:
            raise ValueError(f"{name} is {size!r}; give 0 or more")
    exact = all(isinstance(size, Integral) for size in sizes.values())
    total = fsum(sizes.values())
    if not exact:
        if any(size and isinstance(size, Integral) for size in sizes.values()):
            raise ValueError(
                f"{asked} mixes shares and numbers of rows; give three shares that sum "
                "to 1, or three whole numbers"
            )
        if abs(total - 1) > TOLERANCE:
            raise ValueError(f"{asked} sum to {total:g}; shares must sum to 1")
    elif not total:
        raise ValueError(f"{asked} asks for nothing; give one part a number of rows")
    elif total > rows:
        raise ValueError(
            f"{asked} asks for {count(int(total), 'row')}, there are {rows:,}: "
            f"{int(total) - rows:,} are missing. Give more rows or ask for fewer"
        )
    return exact


def rounded(aims: Sequence[float]) -> list[int]:
    """Whole numbers with the same sum, none of them 0 if that can be.

    Examples
    --------
    >>> rounded([7.2, 0.9, 0.9]), rounded([9.8, 0.2])
    ([7, 1, 1], [9, 1])
    """
    counts = [int(aim) for aim in aims]
    by_rest = sorted(range(len(aims)), key=lambda part: counts[part] - aims[part])
    for part in by_rest[: round(sum(aims)) - sum(counts)]:
        counts[part] += 1
    for part in range(len(aims)):
        if not counts[part] and max(counts) > 1:
            counts[counts.index(max(counts))] -= 1
            counts[part] = 1
    return counts
