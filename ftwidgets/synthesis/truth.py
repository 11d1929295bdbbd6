"""Which filter catches which defect? Counted where they were put in on purpose."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ftwidgets.synthesis.quality import LEVELS, Quality
from ftwidgets.synthesis.requests import Request

READING = "reading"
"""What comes before the levels: can the reply be read as an example at all?"""

KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Caught:
    """What one filter did to replies of which the truth is known.

    Attributes
    ----------
    filter : str
        ``reading``, or a level.
    came : int
        Replies that came to it.
    defects : int
        How many of these have a defect that was put in.
    dropped : int
        Replies it dropped.
    hits : int
        How many of the dropped ones have a defect.
    """

    filter: str
    came: int
    defects: int
    dropped: int
    hits: int

    @property
    def precision(self) -> float | None:
        """Share of what it dropped that has a defect; ``None``: it dropped nothing."""
        return self.hits / self.dropped if self.dropped else None

    @property
    def recall(self) -> float | None:
        """Share of the defects that came to it which it dropped."""
        return self.hits / self.defects if self.defects else None


def fates(quality: Quality) -> dict[int, str]:
    """Number of each request that was answered, and where it fell or ``kept``."""
    found = {
        each.request.number: READING
        for each in quality.answers
        if each.outcome is not None
    }
    for row in quality.rows:
        found[row.answer.request.number] = row.level or KEPT
    return found


def caught_by_filter(
    quality: Quality, truth: Callable[[Request], str | None]
) -> list[Caught]:
    """What each filter dropped, in the order in which replies meet them.

    Parameters
    ----------
    quality : Quality
        Of a run.
    truth : callable
        The defect that was put into a request's reply, or ``None``; such as
        `TemplateTeacher.truth`.
    """
    fell, bad = fates(quality), _defects(quality, truth)
    lines, left = [], set(fell)
    for name in (READING, *LEVELS):
        dropped = {number for number in left if fell[number] == name}
        lines.append(
            Caught(
                name,
                came=len(left),
                defects=len(left & bad.keys()),
                dropped=len(dropped),
                hits=len(dropped & bad.keys()),
            )
        )
        left -= dropped
    return lines


def fates_by_defect(
    quality: Quality, truth: Callable[[Request], str | None]
) -> dict[str, Counter[str]]:
    """For each kind of defect, where its replies fell and how many were kept."""
    fell = fates(quality)
    found: dict[str, Counter[str]] = {}
    for number, kind in _defects(quality, truth).items():
        found.setdefault(kind, Counter())[fell[number]] += 1
    return dict(sorted(found.items()))


def _defects(
    quality: Quality, truth: Callable[[Request], str | None]
) -> dict[int, str]:
    requests: Iterable[Request] = (
        each.request for each in quality.answers if each.outcome is not None
    )
    kinds = ((request.number, truth(request)) for request in requests)
    return {number: kind for number, kind in kinds if kind is not None}
