"""What does a measured curve say: would more rows help, and did filtering?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ftwidgets.examples import count

Verdict = Literal["rising", "flat", "unclear", ""]

WORTH = 0.02
"""A doubling that brings less than this share of right answers pays no more."""

FITTED = 4
"""So many of the last sizes say how the curve may go on."""

WHOLE_PERCENTS = 200
"""Below so many test rows, shares are told in whole percents."""

PROXY = (
    "The student is a small proxy (word counts and a linear model), not the model you "
    "will tune. It shows the shape, not the height."
)


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
        Where the share is likely to lie for one more draw of training rows and of as
        many test rows (95 %).
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
        each test row's own difference, so it is narrower than two bands.
    """

    before: Point
    after: Point
    value: float
    low: float
    high: float

    @property
    def is_sure(self) -> bool:
        """Whether the whole interval lies on one side of 0."""
        return self.low > 0 or self.high < 0


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
        What the last doubling brought.
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
        if self.doubling is None:
            return ""
        if self.doubling.high < WORTH:
            return "flat"
        is_rising = self.doubling.low > 0 and self.doubling.value >= WORTH
        return "rising" if is_rising else "unclear"

    @property
    def stops_at(self) -> int | None:
        """The size from which no step brought `WORTH`; ``None`` if it rises still."""
        if self.verdict != "flat":
            return None
        found = self.points[-1]
        for point in reversed(self.points[:-1]):
            if found.mean - point.mean >= WORTH:
                break
            found = point
        return found.size

    @property
    def is_full(self) -> bool:
        """Whether every test row is answered rightly: the test can show no more."""
        return bool(self.points) and self.points[-1].mean == 1

    @property
    def guess(self) -> Point | None:
        """A guess at twice the rows: mistakes go on shrinking as they did.

        It is never less than the last point, and gains no more than the last doubling;
        ``None`` where no test row is left to gain.
        """
        if self.doubling is None or len(self.points) < 3 or self.is_full:
            return None
        last = self.points[-1]
        most = max(0.0, self.doubling.value)
        mistakes = _next_mistakes(self.points[-FITTED:], self.row_points)
        gain = min(max(0.0, 1 - last.mean - mistakes), most)
        spread = (self.doubling.high - self.doubling.low) / 2
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
    def _worth(self) -> str:
        return f"{100 * WORTH:.0f} points or more"

    @property
    def _digits(self) -> int:
        return 0 if self.test_rows < WHOLE_PERCENTS else 1

    @property
    def about_more(self) -> str:
        """Whether more rows would help, in sentences."""
        if self.doubling is None:
            return self.reason or "More than one size is needed to say it."
        gain, guess = self.doubling, self.guess
        step = f"Going from {gain.before.size:,} to {count(gain.after.size, 'row')}"
        said = [f"{step} {_moved(self, gain)}, give or take {_half(self, gain)}."]
        if self.is_full:
            said.append("Every test row is right: only a harder test can show more.")
        elif self.verdict == "flat":
            said.append(f"From {self.stops_at:,} rows on, more of them hardly pay.")
        elif self.verdict == "rising":
            said.append("It rises still: more rows would help.")
            if guess:
                more = self.in_points(guess.mean - gain.after.mean)
                said.append(f"The next doubling may bring about {more}: a guess.")
        else:
            said.append(f"Whether a doubling brings {self._worth} cannot be told.")
            row = f"With {count(self.test_rows, 'test row')} one row is"
            said.append(
                f"{row} {self.in_points(self.row_points)}: enlarge the test first."
            )
        return " ".join(said)

    @property
    def about_filtering(self) -> str:
        """Whether filtering helped, in sentences; empty where it was not asked."""
        gain = self.filtering
        if gain is None:
            return ""
        shares = (
            f"{self.in_percent(gain.before.mean)} to {self.in_percent(gain.after.mean)}"
        )
        budget = (
            f"Same student, same budget of {count(gain.after.size, 'row')}, same test"
        )
        if not gain.is_sure:
            half = self.in_points((gain.high - gain.low) / 2)
            return f"{shares}: no clear difference. {budget}; {half} could be chance."
        helped = "Filtering helped" if gain.value > 0 else "Filtering hurt"
        return f"{helped}: {shares}, give or take {_half(self, gain)}. {budget}."


def _moved(curve: Curve, gain: Gain) -> str:
    return f"{'gave' if gain.value >= 0 else 'lost'} {curve.in_points(gain.value)}"


def _half(curve: Curve, gain: Gain) -> str:
    return curve.in_points((gain.high - gain.low) / 2).partition(" ")[0]


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
