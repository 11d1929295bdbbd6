"""When has a random sample been read far enough?

A rate alone says nothing about how sure it is. The Wilson interval around it does, and
it holds for few rows and for rates near 0 and 1, where the usual plus-or-minus fails.
Reading can stop once the whole interval lies on one side of what is tolerated.
"""

from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from math import ceil, floor, sqrt
from statistics import NormalDist
from typing import Literal

from ftwidgets.examples import count

Interval = tuple[float, float]

Decision = Literal["nothing_read", "enough_good", "enough_bad", "go_on"]

CONFIDENCE = 0.95
"""How often an interval is to hold the true rate."""

TOLERANCE = 0.05
"""Share of rows that may need work before the whole is called bad."""

WHOLE_PERCENTS = 200
"""Below this many rows, a decimal of a percent would be noise."""

FIRM_ROWS = 20
"""Looked at after every row, an interval errs often at first: one bad row of three
would already say "not good enough". So that is said from so many rows on."""

MOST_MORE = 100_000
"""Further rows nobody would read one by one."""


def _z(confidence: float) -> float:
    """Standard deviations on each side of the middle that hold this share."""
    return -NormalDist().inv_cdf((1 - confidence) / 2)


def wilson(successes: int, trials: int, confidence: float = CONFIDENCE) -> Interval:
    """Interval that is likely to hold the true share of successes (Wilson, 1927).

    Parameters
    ----------
    successes, trials : int
        ``0 <= successes <= trials`` and at least one trial.
    confidence : float
        How often such an interval holds the true share, in (0, 1).

    Returns
    -------
    low, high : float
        Both in [0, 1].

    Raises
    ------
    ValueError
        No trial, successes that are no part of the trials, or another confidence.

    Examples
    --------
    >>> [round(end, 3) for end in wilson(9, 10)]
    [0.596, 0.982]
    """
    if trials < 1:
        raise ValueError(f"trials is {trials}; an interval needs at least 1 trial")
    if not 0 <= successes <= trials:
        raise ValueError(
            f"successes is {successes} of {count(trials, 'trial')};"
            f" give a number from 0 to {trials}"
        )
    if not 0 < confidence < 1:
        raise ValueError(
            f"confidence is {confidence}; use a share between 0 and 1, such as 0.95"
        )
    share, weight = successes / trials, _z(confidence) ** 2 / trials
    middle = (share + weight / 2) / (1 + weight)
    half = sqrt(weight * (share * (1 - share) + weight / 4)) / (1 + weight)
    # At the ends the formula gives exactly 0 and 1, but for the rounding.
    low = 0.0 if successes == 0 else middle - half
    high = 1.0 if successes == trials else middle + half
    return low, high


def _percents(share: float) -> str:
    return f"{share * 100:g} %"


@dataclass(frozen=True, slots=True)
class Audit:
    """What the rows read so far of a random sample say about all rows.

    Attributes
    ----------
    kept : int
        Rows accepted unchanged.
    read : int
        Rows judged.
    sample : int
        Rows of the sample.
    unread : int
        Rows of the population that nobody has read.
    tolerance : float
        Share of rows that may need work, in (0, 1).
    skipped : int
        Rows of the sample that were looked at and not judged.

    Raises
    ------
    ValueError
        Counts that cannot be, or a tolerance that is no share.

    Examples
    --------
    >>> audit = Audit(kept=18, read=21, sample=45, unread=429)
    >>> audit.decision, audit.bad_left
    ('go_on', (21, 149))
    >>> for sentence in audit.sentences:
    ...     print(sentence)
    95 % interval 65 to 95 %.
    Of the 429 rows nobody has read, about 21 to 149 need work.
    Not yet enough to stop: finish this sample of 45.
    """

    kept: int
    read: int
    sample: int
    unread: int
    tolerance: float = TOLERANCE
    skipped: int = 0

    def __post_init__(self) -> None:
        judged = 0 <= self.kept <= self.read <= self.sample - self.skipped
        if not judged or min(self.skipped, self.unread) < 0:
            raise ValueError(
                f"kept is {self.kept}, read {self.read}, skipped {self.skipped}, sample"
                f" {self.sample}, unread {self.unread}; kept is a part of read, read"
                " and skipped are parts of the sample, and none is below 0"
            )
        if not 0 < self.tolerance < 1:
            raise ValueError(
                f"tolerance is {self.tolerance}; use a share between 0 and 1,"
                f" such as {TOLERANCE}"
            )

    @property
    def rate(self) -> float | None:
        """Share of the judged rows that were kept; ``None`` if none is judged."""
        return self.kept / self.read if self.read else None

    @property
    def interval(self) -> Interval | None:
        """Where the rate of all rows is likely to lie; ``None`` if none is judged."""
        return wilson(self.kept, self.read) if self.read else None

    @property
    def _bad(self) -> Interval:
        """Where the share of bad rows is likely to lie; anywhere, if none is judged."""
        return wilson(self.read - self.kept, self.read) if self.read else (0.0, 1.0)

    @property
    def bad_left(self) -> tuple[int, int]:
        """About how many of the unread rows need work: the fewest and the most."""
        low, high = self._bad
        return floor(low * self.unread), ceil(high * self.unread)

    @property
    def decision(self) -> Decision:
        """Whether to go on, and if not, why."""
        low, high = self._bad
        if not self.read:
            return "nothing_read"
        if high <= self.tolerance:
            return "enough_good"
        is_firm = self.read >= min(FIRM_ROWS, self.sample - self.skipped)
        return "enough_bad" if low > self.tolerance and is_firm else "go_on"

    @property
    def more(self) -> int | None:
        """About how many more rows must be read if the rate so far holds.

        0 once it is decided; ``None`` if nothing is read or `MOST_MORE` do not do.
        """
        if self.decision != "go_on":
            return None if self.decision == "nothing_read" else 0
        # The interval of n rows ends at the tolerance t where the score test does:
        # |t - bad| = z * sqrt(t * (1 - t) / n).
        distance = abs(self.tolerance - (self.read - self.kept) / self.read)
        spread = _z(CONFIDENCE) ** 2 * self.tolerance * (1 - self.tolerance)
        if spread > (self.read + MOST_MORE) * distance**2:
            return None
        return max(1, ceil(spread / distance**2) - self.read)

    @property
    def sentences(self) -> list[str]:
        """What a reader should know, in at most three sentences."""
        if self.interval is None:
            nothing = f"No row of this sample of {self.sample:,} is judged yet"
            return [f"{nothing}{self._skips}."]
        low, high = self.interval
        places = 0 if self.read < WHOLE_PERCENTS else 1
        ends = f"{low * 100:.{places}f} to {high * 100:.{places}f} %"
        sentences = [f"{_percents(CONFIDENCE)} interval {ends}{self._skips}."]
        if self.unread:
            fewest, most = self.bad_left
            sentences.append(
                f"Of the {count(self.unread, 'row')} nobody has read,"
                f" about {fewest:,} to {most:,} need work."
            )
        return [*sentences, self._advice]

    @property
    def _skips(self) -> str:
        if not self.skipped:
            return ""
        verb, them = ("is", "it") if self.skipped == 1 else ("are", "them")
        return (
            f"; {count(self.skipped, 'skipped row')} {verb} not counted:"
            f" judge {them} too, or the rate flatters"
        )

    @property
    def _advice(self) -> str:
        allowed = _percents(self.tolerance)
        if self.decision == "enough_good":
            return f"Enough: at most {allowed} are bad, which is the tolerance you set."
        if self.decision == "enough_bad":
            least = floor(self._bad[0] * 100) / 100
            bad = f"at least {_percents(least)} are bad, and you allow {allowed}"
            if least <= self.tolerance:
                bad = f"more than the {allowed} you allow are bad"
            return f"Enough to know that it is not good enough: {bad}."
        if not self.unread:
            return "Every row has been read: there is nothing left to estimate."
        if self.read + self.skipped < self.sample:
            return f"Not yet enough to stop: finish this sample of {self.sample:,}."
        more = self.more
        if more is None or more > self.unread:
            return (
                "Not yet enough to stop, and no larger sample would decide:"
                f" read all {self.unread:,} that are left."
            )
        return (
            "Not yet enough to stop, and this sample is read: draw a larger one,"
            f" about {count(more, 'row')} more."
        )


@dataclass(frozen=True, slots=True)
class Group:
    """How one group of rows fared, such as the children of one seed.

    Attributes
    ----------
    name : hashable or None
        ``None`` for the rows of no group.
    kept, read : int
        Rows accepted unchanged, of the rows judged; at least one is judged.
    """

    name: Hashable | None
    kept: int
    read: int

    @property
    def rate(self) -> float:
        """Share of the judged rows that were kept."""
        return self.kept / self.read

    @property
    def interval(self) -> Interval:
        """Where the rate of all rows of the group is likely to lie."""
        return wilson(self.kept, self.read)


def audit_by(verdicts: Iterable[tuple[Hashable | None, bool]]) -> list[Group]:
    """Groups of judged rows, the worst first, the rows of no group last.

    Parameters
    ----------
    verdicts : iterable of (hashable or None, bool)
        The group of each judged row, and whether the row was kept.

    Examples
    --------
    >>> audit_by([("billing", True), (None, False), ("billing", False), ("app", True)])
    ... # doctest: +NORMALIZE_WHITESPACE
    [Group(name='billing', kept=1, read=2),
     Group(name='app', kept=1, read=1),
     Group(name=None, kept=0, read=1)]
    """
    kept, read = Counter[Hashable](), Counter[Hashable]()
    for name, is_kept in verdicts:
        read[name] += 1
        kept[name] += bool(is_kept)
    groups = [Group(name, kept[name], rows) for name, rows in read.items()]
    return sorted(groups, key=lambda g: (g.name is None, g.rate, str(g.name)))
