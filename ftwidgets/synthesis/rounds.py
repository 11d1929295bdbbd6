"""How many requests are enough? Twice the rows wanted, then more until there are."""

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ftwidgets.synthesis.quality import Quality

OVER_GENERATION = 2
"""The lesson: generate twice what you need."""

MOST_PER_ROW = 4
"""Requests for each row that is wanted, at most, where a person says nothing else."""

LEAST_ACCEPTANCE = 0.1
"""Below this share of replies that become rows a run stops by itself."""

LOOK_EVERY = 50
"""Acceptance is looked at after so many requests, and so many more, without a gap."""

RESERVE = 1.1
"""A round asks for so much more than the acceptance so far would need."""


def first_round(wanted: int) -> int:
    """Requests of the first round.

    Examples
    --------
    >>> first_round(180)
    360
    """
    return OVER_GENERATION * wanted


def next_round(quality: "Quality", most: int) -> tuple[int, str]:
    """How many requests there shall be then, or why there shall be no more.

    Parameters
    ----------
    quality : Quality
        Of all replies so far.
    most : int
        Requests there may be at most.
    """
    requested = len(quality.answers)
    missing = quality.wanted - len(quality.kept)
    if missing <= 0:
        return requested, "done"
    if too_few(quality):
        return requested, "low_acceptance"
    if requested >= most:
        return requested, "most"
    acceptance = max(len(quality.kept) / max(requested, 1), LEAST_ACCEPTANCE)
    more = math.ceil(RESERVE * missing / acceptance)
    return min(most, requested + more), ""


def too_few(quality: "Quality") -> bool:
    """Whether fewer than 1 in 10 replies become rows, in the part without gaps."""
    whole = 0
    for answer in quality.answers:
        if answer.is_open:
            break
        whole += 1
    looked_at = whole // LOOK_EVERY * LOOK_EVERY
    kept = sum(row.answer.request.number < looked_at for row in quality.survivors)
    return looked_at > 0 and kept < LEAST_ACCEPTANCE * looked_at
