"""How sure is a share of right answers, and how sure a difference of two?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

from ftwidgets.review.audits import CONFIDENCE, wilson
from ftwidgets.sizing.points import Gain, Point

if TYPE_CHECKING:
    import numpy as np

SIDE = (1 + CONFIDENCE) / 2
"""Share below the upper end of an interval."""


@dataclass(frozen=True)
class Measured:
    """One size: its point, and what it comes of.

    Attributes
    ----------
    point : Point
    right : ndarray of bool, shape (draws, test rows)
        Whether each test row was answered rightly.
    """

    point: Point
    right: "np.ndarray"


def measured_of(size: int, right: "np.ndarray") -> Measured:
    """Mean and band: the test is a sample, and each draw one of these training rows.

    Parameters
    ----------
    size : int
        Training rows.
    right : ndarray of bool, shape (draws, test rows)

    Examples
    --------
    >>> import numpy as np
    >>> point = measured_of(160, np.array([[True] * 16 + [False] * 4])).point
    >>> point.mean, round(point.low, 2), round(point.high, 2)
    (0.8, 0.58, 0.92)
    """
    draws, rows = right.shape
    mean = float(right.mean())
    low, high = wilson(round(mean * rows), rows)
    drawn = float(right.mean(axis=1).std(ddof=1)) if draws > 1 else 0.0
    spread = NormalDist().inv_cdf(SIDE) * drawn
    below = math.hypot(max(0.0, mean - low), spread)
    above = math.hypot(max(0.0, high - mean), spread)
    point = Point(size, mean, max(0.0, mean - below), min(1.0, mean + above), draws)
    return Measured(point, right)


def gain_of(
    before: Measured, after: Measured, families: Sequence[int] | None = None
) -> Gain:
    """Difference on the same test rows: what is hard for both does not count.

    Parameters
    ----------
    before, after : Measured
    families : sequence of int, optional
        Family of each test row; siblings are right and wrong together, so families are
        counted, not rows. By default each row is its own.

    Examples
    --------
    >>> import numpy as np
    >>> few, more = np.array([[1, 0, 0, 0]]), np.array([[1, 1, 0, 0]])
    >>> gain_of(measured_of(10, few), measured_of(20, more)).value
    0.25
    """
    import numpy as np
    from scipy.special import stdtrit

    value = after.point.mean - before.point.mean
    each = after.right.mean(axis=0) - before.right.mean(axis=0)
    of = np.arange(len(each)) if families is None else np.asarray(families)
    codes = np.unique(of, return_inverse=True)[1]
    sums = np.bincount(codes, weights=each - each.mean())
    number = len(sums)
    error = 1.0
    if number > 1:
        error = float((sums**2).sum()) * number / (number - 1) / len(each) ** 2
    for side in (before, after):
        draws = side.right.mean(axis=1)
        error += float(draws.var(ddof=1)) / len(draws) if len(draws) > 1 else 0.0
    # Families that all agree say nothing of those not drawn: one of them may differ.
    deviations = float(stdtrit(max(1, number - 1), SIDE))
    half = min(1.0, max(deviations * math.sqrt(error), 1 / number))
    return Gain(before.point, after.point, value, value - half, value + half, number)
