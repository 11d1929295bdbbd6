"""How well does a line through the scores divide good rows from bad ones?

Labels of a random audit say which rows are good. Above a line stand the kept rows:
precision is the share of good ones among them, recall that of the good that are kept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ftwidgets.review.audits import Interval, wilson

if TYPE_CHECKING:
    import numpy as np

ENOUGH_LABELS = 30
"""From so many labels on a line is proposed."""

RESAMPLES = 400
"""How often the labels are drawn anew to see how far the best line moves."""

SEED = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What the labels say of one line.

    Attributes
    ----------
    line : float
        A row is kept when its score is at least this.
    good_kept, kept, good, rows : int
        Labelled rows: good and kept, kept, good, all.
    """

    line: float
    good_kept: int
    kept: int
    good: int
    rows: int

    @property
    def precision(self) -> float | None:
        """Share of good rows among the kept; ``None`` where none is kept."""
        return self.good_kept / self.kept if self.kept else None

    @property
    def recall(self) -> float | None:
        """Share of the good rows that is kept; ``None`` where none is good."""
        return self.good_kept / self.good if self.good else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two; ``None`` where nothing is kept and nothing good."""
        both = self.kept + self.good
        return 2 * self.good_kept / both if both else None

    @property
    def precision_interval(self) -> Interval | None:
        """Where the precision on all rows is likely to lie (Wilson, 95 %)."""
        return wilson(self.good_kept, self.kept) if self.kept else None

    @property
    def recall_interval(self) -> Interval | None:
        """Where the recall on all rows is likely to lie (Wilson, 95 %)."""
        return wilson(self.good_kept, self.good) if self.good else None

    @property
    def f1_interval(self) -> Interval | None:
        """Where F1 on all rows is likely to lie.

        F1 is ``2 s / (1 + s)`` of the share `s` of good kept rows among those that are
        good or kept (F* of Hand, Christen and Kirielle, 2021): a share has a Wilson
        interval, and its ends go the same way.
        """
        either = self.kept + self.good - self.good_kept
        if not either:
            return None
        low, high = wilson(self.good_kept, either)
        return 2 * low / (1 + low), 2 * high / (1 + high)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The line with the best F1, and how far other samples would move it.

    Attributes
    ----------
    line : float
        Of lines that are as good, the middle one.
    spread : float
        Half of the range in which nine of ten samples of this size have their best.
    """

    line: float
    spread: float


def measure_lines(
    scores: Sequence[float], good: Sequence[bool], lines: Sequence[float]
) -> list[Measure]:
    """What labelled rows say of each line.

    Parameters
    ----------
    scores : sequence of float
        Of the labelled rows.
    good : sequence of bool
        Whether each of them is good.
    lines : sequence of float

    Examples
    --------
    >>> found = measure_lines([0.4, 0.8, 1.0], [False, True, True], [0.0, 0.7])
    >>> [(each.precision, each.recall, each.f1) for each in found]
    [(0.6666666666666666, 1.0, 0.8), (1.0, 1.0, 1.0)]
    """
    import numpy as np

    kept, good_kept = _counts(np.array(scores, float), np.array(good, bool), lines)
    rows, all_good = len(scores), sum(map(bool, good))
    return [
        Measure(line, int(both), int(above), all_good, rows)
        for line, both, above in zip(lines, good_kept, kept, strict=True)
    ]


def propose_line(
    scores: Sequence[float], good: Sequence[bool], lines: Sequence[float]
) -> Proposal | None:
    """The line with the best F1; ``None`` with too few labels, or of one kind only.

    Examples
    --------
    >>> scores, good = [0.2] * 15 + [0.9] * 15, [False] * 15 + [True] * 15
    >>> propose_line(scores, good, [0.0, 0.5, 1.0])
    Proposal(line=0.5, spread=0.0)
    >>> propose_line(scores[:20], good[:20], [0.5]) is None
    True
    """
    import numpy as np

    values, are_good = np.array(scores, float), np.array(good, bool)
    if len(values) < ENOUGH_LABELS or are_good.all() or not are_good.any():
        return None
    best = _best(values, are_good, lines)
    random = np.random.default_rng(SEED)
    drawn = random.integers(0, len(values), (RESAMPLES, len(values)))
    places = [_best(values[rows], are_good[rows], lines) for rows in drawn]
    low, high = np.quantile([lines[place] for place in places], (0.05, 0.95))
    return Proposal(lines[best], float(high - low) / 2)


def _counts(
    scores: "np.ndarray", good: "np.ndarray", lines: Sequence[float]
) -> tuple[Any, Any]:
    """How many rows, and how many good ones, are at or above each line."""
    import numpy as np

    every, the_good = np.sort(scores), np.sort(scores[good])
    kept = len(every) - np.searchsorted(every, lines)
    good_kept = len(the_good) - np.searchsorted(the_good, lines)
    return kept, good_kept


def _best(scores: "np.ndarray", good: "np.ndarray", lines: Sequence[float]) -> int:
    """Position of the line with the best F1; of equals side by side, the middle."""
    import numpy as np

    kept, good_kept = _counts(scores, good, lines)
    f1 = 2 * good_kept / np.maximum(kept + good.sum(), 1)
    first = int(f1.argmax())
    others = np.flatnonzero(f1[first:] < f1[first])
    last = first + (int(others[0]) if len(others) else len(lines) - first) - 1
    return (first + last) // 2
