"""What will all of it cost, and how long will it take? Told from the first replies."""

import math
from dataclasses import dataclass

from ftwidgets.examples import count, mean
from ftwidgets.synthesis.book import Book
from ftwidgets.synthesis.prices import dollars
from ftwidgets.synthesis.quality import Quality

PILOT = 10
"""Calls of a pilot: enough for the mean cost of a call."""

LONG, HOURS = 90, 5400
"""Seconds from which a time is told in minutes, and from which in hours."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run needs, told from the replies so far.

    Attributes
    ----------
    replies : int
        So many it is told from.
    requests : int
        So many there will be in all.
    cost_per_call : float or None
        Dollars; ``None`` where the price is not known.
    seconds_per_call : float
        Of one call, alone.
    cost : float or None
        Dollars of all requests.
    seconds_left : float
        For those that are open, as many at a time as the teacher takes.
    """

    replies: int
    requests: int
    cost_per_call: float | None
    seconds_per_call: float
    cost: float | None
    seconds_left: float

    def __str__(self) -> str:
        return (
            f"{count(self.requests, 'request')} cost about {dollars(self.cost)} in all "
            f"and take about {in_words(self.seconds_left)} more "
            f"(from {count(self.replies, 'reply', 'replies')})"
        )


def estimate_of(book: Book, quality: Quality) -> Estimate | None:
    """Cost and time of a whole run; ``None`` before the first reply.

    Where fewer rows pass than the first round supposes, more requests are expected.
    """
    answered = [each for each in quality.answers if each.outcome is not None]
    if not answered or book.teacher is None:
        return None
    most = int(book.head["most"])
    expected = book.requested
    if quality.survivors and len(answered) >= PILOT:
        acceptance = len(quality.survivors) / len(answered)
        needed = math.ceil(quality.wanted / acceptance)
        expected = min(max(expected, needed), max(most, expected))
    costs = [each.outcome.cost for each in answered if each.outcome]
    known = [cost for cost in costs if cost is not None]
    per_call = mean(known) if book.teacher.rates is not None else None
    seconds = mean(float((each.entry or {}).get("seconds", 0)) for each in answered)
    left = expected - len(answered)
    return Estimate(
        replies=len(answered),
        requests=expected,
        cost_per_call=per_call,
        seconds_per_call=seconds or 0.0,
        cost=None if per_call is None else per_call * expected,
        seconds_left=left * (seconds or 0.0) / book.teacher.concurrency,
    )


def in_words(seconds: float) -> str:
    """A time as people say it.

    Examples
    --------
    >>> in_words(0.4), in_words(75), in_words(200), in_words(7200)
    ('1 s', '75 s', '3 min', '2.0 h')
    """
    if seconds < LONG:
        return f"{max(1, round(seconds))} s"
    return f"{seconds / 60:.0f} min" if seconds < HOURS else f"{seconds / 3600:.1f} h"
