"""What does a measured curve say: would more rows help, and did filtering?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ftwidgets.examples import count
from ftwidgets.sizing.points import A_STEP, WORTH, Gain, Point
from ftwidgets.sizing.sentences import about_filtering, about_more

Verdict = Literal["rising", "flat", "unclear", ""]

FITTED = 4
"""So many of the last sizes say how the curve may go on."""

WHOLE_PERCENTS = 200
"""Below so many test rows, shares are told in whole percents."""

PROXY = (
    "The student is a small proxy (word counts and a linear model), not the model you "
    "will tune. It shows the shape, not the height."
)


@dataclass(frozen=True, repr=False)
class Curve:
    """A learning curve of a proxy student, or why there is none.

    Attributes
    ----------
    points : tuple of Point
        By training rows, ascending; empty where there is no proxy.
    unfiltered : tuple of Point
        The same student on rows that nobody filtered.
    doubling : Gain or None
        What the last doubling brought: to the largest size from the one closest to its
        half; ``None`` where no size is near enough to a half.
    filtering : Gain or None
        What filtering brought, at the largest size of both.
    train_rows, test_rows, labels, repeats, seed : int
        What it was measured with.
    reason : str
        Why there is no curve; empty where there is one.
    notes : tuple of str
        What is worth knowing, in sentences.
    is_stopped : bool
        Whether it was stopped before all sizes were measured.
    """

    points: tuple[Point, ...] = ()
    unfiltered: tuple[Point, ...] = ()
    doubling: Gain | None = None
    filtering: Gain | None = None
    train_rows: int = 0
    test_rows: int = 0
    labels: int = 0
    repeats: int = 0
    seed: int = 0
    reason: str = ""
    notes: tuple[str, ...] = ()
    is_stopped: bool = False

    def __repr__(self) -> str:
        if not self.points:
            return f"Curve(none: {self.reason or 'stopped before the first size'})"
        last = self.points[-1]
        return (
            f"Curve({self.in_percent(last.mean)} with {count(last.size, 'row')}, "
            f"{count(self.test_rows, 'test row')}, proxy student)"
        )

    def __bool__(self) -> bool:
        return bool(self.points)

    def at(self, size: int) -> Point:
        """The point of a size that was measured.

        Raises
        ------
        ValueError
            This size was not measured.
        """
        for point in self.points:
            if point.size == size:
                return point
        known = ", ".join(f"{point.size:,}" for point in self.points) or "no size"
        raise ValueError(f"{known} was measured, not {size!r}")

    @property
    def row_points(self) -> float:
        """What one test row is worth, as a share: less than this cannot be seen."""
        return 1 / self.test_rows if self.test_rows else math.nan

    @property
    def verdict(self) -> Verdict:
        """Whether more rows help: ``rising``, ``flat`` or ``unclear``."""
        gain = self.doubling
        if gain is None:
            return ""
        worth = WORTH * gain.doublings
        if gain.is_of_few:
            return "unclear"
        if gain.high < worth:
            return "flat"
        return "rising" if gain.low > 0 and gain.value >= worth else "unclear"

    @property
    def stops_at(self) -> int | None:
        """The size from which on no doubling brought `WORTH`, on the average.

        ``None`` where it still rises, or cannot be told.
        """
        if self.doubling is None or self.verdict != "flat":
            return None
        last, found = self.points[-1], self.doubling.before.size
        for point in reversed(self.points):
            if point.size > found:
                continue
            if last.mean - point.mean >= WORTH * math.log2(last.size / point.size):
                break
            found = point.size
        return found

    @property
    def is_full(self) -> bool:
        """Whether every test row is answered rightly: the test can show no more."""
        return bool(self.points) and self.points[-1].mean == 1

    @property
    def guess(self) -> Point | None:
        """A guess at twice the rows: mistakes go on shrinking as they did.

        It is never less than the last point, and gains no more than the last doubling;
        ``None`` where no test row is left to gain, and where the test has too few
        families to tell what the last doubling brought.
        """
        step = self.doubling
        if step is None or step.is_of_few or len(self.points) < 3 or self.is_full:
            return None
        last = self.points[-1]
        most = max(0.0, step.value / step.doublings)
        mistakes = _next_mistakes(self.points[-FITTED:], self.row_points)
        gain = min(max(0.0, 1 - last.mean - mistakes), most)
        spread = (step.high - step.low) / 2
        mean = last.mean + gain
        low, high = max(0.0, mean - spread), min(1.0, mean + spread)
        return Point(2 * last.size, mean, low, high, 0)

    def in_percent(self, share: float) -> str:
        """A share as people read it; whole percents where the test is small.

        Examples
        --------
        >>> Curve(test_rows=20).in_percent(0.825), Curve(test_rows=2000).in_percent(0.8)
        ('82 %', '80.0 %')
        """
        return f"{100 * share:.{self._digits}f} %"

    def in_points(self, share: float) -> str:
        """A difference of shares in percentage points.

        Examples
        --------
        >>> Curve(test_rows=20).in_points(0.0512)
        '5 points'
        """
        number = f"{abs(100 * share):.{self._digits}f}"
        return f"{number} point{'' if float(number) == 1 else 's'}"

    @property
    def _digits(self) -> int:
        return 0 if self.test_rows < WHOLE_PERCENTS else 1

    @property
    def about_more(self) -> str:
        """Whether more rows would help, in sentences."""
        return about_more(self)

    @property
    def about_filtering(self) -> str:
        """Whether filtering helped, in sentences; empty where it was not compared."""
        return about_filtering(self)


def doubled(points: Sequence[Point]) -> tuple[int, int] | None:
    """Places of the last size and of the one closest to its half.

    Examples
    --------
    >>> sizes = (100, 200, 400, 797, 800)
    >>> doubled([Point(size, 0.5, 0.4, 0.6, 8) for size in sizes])
    (2, 4)
    """
    last = len(points) - 1
    if last < 1:
        return None
    far = {
        at: abs(math.log2(points[last].size / point.size) - 1)
        for at, point in enumerate(points)
        if point.size * A_STEP <= points[last].size
    }
    return (min(far, key=lambda at: far[at]), last) if far else None


def _next_mistakes(points: Sequence[Point], least: float) -> float:
    """Share of mistakes at twice the last size, by a line through the logarithms."""
    sizes = [math.log2(point.size) for point in points]
    errors = [math.log2(max(1 - point.mean, least / 2)) for point in points]
    middle, level = sum(sizes) / len(sizes), sum(errors) / len(errors)
    spread = sum((size - middle) ** 2 for size in sizes)
    together = sum(
        (size - middle) * (error - level)
        for size, error in zip(sizes, errors, strict=True)
    )
    slope = together / spread if spread else 0.0
    return 2 ** (errors[-1] + slope)
