"""What is a measured size, and the difference of two?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

WORTH = 0.02
"""A doubling that brings less than this share of right answers pays no more."""

A_STEP = 1.5
"""Sizes that differ by less than this factor cannot say what a doubling brings."""

FEWEST_FAMILIES = 10
"""With a test of fewer families, nothing is said to be sure: siblings err together."""

CLOSE_TO_2 = (1.85, 2.15)
"""Halves of whole rows are rounded: such a step is told as a doubling."""


@dataclass(frozen=True, slots=True)
class Point:
    """How often the student is right, after training on so many rows.

    Attributes
    ----------
    size : int
        Training rows.
    mean : float
        Share of right answers on the test rows, over all draws.
    low, high : float
        Where the true share is likely to lie (95 %): that of one draw of so many of
        these training rows, on endlessly many rows such as the test's. The test rows
        count as independent; where they are siblings it is wider.
    repeats : int
        Draws of training rows; all of them can be drawn in one way only.
    """

    size: int
    mean: float
    low: float
    high: float
    repeats: int


@dataclass(frozen=True, slots=True)
class Gain:
    """Difference of two shares of right answers on the same test rows.

    Attributes
    ----------
    before, after : Point
        What is compared.
    value : float
        ``after.mean - before.mean``.
    low, high : float
        Where the difference is likely to lie for other test rows (95 %); told from
        each test family's own difference, so it is narrower than two bands.
    families : int
        Families of the test rows: siblings do not count as several.
    """

    before: Point
    after: Point
    value: float
    low: float
    high: float
    families: int

    @property
    def is_of_few(self) -> bool:
        """Whether the test has too few families to be sure of anything."""
        return self.families < FEWEST_FAMILIES

    @property
    def is_sure(self) -> bool:
        """Whether families are enough and the interval lies on one side of 0."""
        return not self.is_of_few and (self.low > 0 or self.high < 0)

    @property
    def doublings(self) -> float:
        """How many doublings lead from one size to the other."""
        return math.log2(self.after.size / self.before.size)


def are_doubling(sizes: Sequence[int]) -> bool:
    """Whether each size is about twice the one before.

    Examples
    --------
    >>> are_doubling([10, 20, 39, 78]), are_doubling([100, 200, 797]), are_doubling([9])
    (True, False, False)
    """
    low, high = CLOSE_TO_2
    steps = [after / before for before, after in pairwise(sizes)]
    return bool(steps) and all(low <= step <= high for step in steps)
