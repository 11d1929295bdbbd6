"""How sure is a share of right answers, and how sure a difference of two?"""

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ftwidgets.review.audits import wilson
from ftwidgets.sizing.curve import Gain, Point

if TYPE_CHECKING:
    import numpy as np

Z = 1.96
"""Standard errors of 95 %."""


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
    """Mean and band: the test is a sample, and so is each draw of training rows.

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
    spread = Z * float(right.mean(axis=1).std(ddof=1)) if draws > 1 else 0.0
    below = math.hypot(max(0.0, mean - low), spread)
    above = math.hypot(max(0.0, high - mean), spread)
    point = Point(size, mean, max(0.0, mean - below), min(1.0, mean + above), draws)
    return Measured(point, right)


def gain_of(before: Measured, after: Measured) -> Gain:
    """Difference on the same test rows: what is hard for both does not count.

    Examples
    --------
    >>> import numpy as np
    >>> few, more = np.array([[1, 0, 0, 0]]), np.array([[1, 1, 0, 0]])
    >>> gain_of(measured_of(10, few), measured_of(20, more)).value
    0.25
    """
    value = after.point.mean - before.point.mean
    each = after.right.mean(axis=0) - before.right.mean(axis=0)
    rows = len(each)
    error = float(each.var(ddof=1)) / rows if rows > 1 else 1.0
    for side in (before, after):
        draws = side.right.mean(axis=1)
        error += float(draws.var(ddof=1)) / len(draws) if len(draws) > 1 else 0.0
    # Rows that all agree say nothing of those not drawn: one of them may differ.
    half = max(Z * math.sqrt(error), 1 / rows)
    return Gain(before.point, after.point, value, value - half, value + half)
