"""What does the lesson's level 2 give each row, and which rows does it keep?"""

from collections.abc import Iterable
from typing import Any

from ftwidgets import lesson_rules


class LessonScores:
    """The lesson's scores of some records, exactly as its function computes them.

    Parameters
    ----------
    values : iterable of JSON value
        Records as read.

    Attributes
    ----------
    scores : list of float or None
        Of each record; ``None`` where the lesson's function raises.
    order : list of int
        Positions of the scored records, the lowest first.
    dropped : int
        How many of them the lesson drops: those that are not above its line.

    Examples
    --------
    >>> reply = {"role": "assistant", "content": "I'm sorry for the delay, it ships."}
    >>> lesson = LessonScores([{"messages": [reply]}, {"prompt": "Hi"}])
    >>> lesson.scores, lesson.kept
    ([0.6, None], 0)
    """

    def __init__(self, values: Iterable[Any]) -> None:
        self.scores = [_score(value) for value in values]
        found = ((score, row) for row, score in enumerate(self.scores))
        ordered = sorted(each for each in found if each[0] is not None)
        self.order = [row for _, row in ordered]
        self.dropped = sum(score <= lesson_rules.KEEP_ABOVE for score, _ in ordered)

    @property
    def kept(self) -> int:
        """How many the lesson keeps."""
        return len(self.order) - self.dropped

    def counts(self, lines: Iterable[float]) -> list[int]:
        """At each line, how many records have at least that score."""
        import numpy as np

        ascending = [self.scores[row] for row in self.order]
        return (len(ascending) - np.searchsorted(ascending, list(lines))).tolist()


def _score(value: Any) -> float | None:
    try:
        return lesson_rules.score(value)
    except lesson_rules.LessonCrash:
        return None
