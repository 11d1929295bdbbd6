"""What does a curation look like from one of its levels?

Counts and bins that pictures, tables and widgets draw; nothing is decided here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from ftwidgets import lesson_rules
from ftwidgets.curation import LEVELS, Curation
from ftwidgets.deduplication import rate_curve
from ftwidgets.pipeline import labels_of
from ftwidgets.recipes import Recipe

BIN_WIDTH = 0.05
"""About how wide a bin of scores is."""

THRESHOLDS = tuple(each / 100 for each in range(50, 101, 2))
"""Similarities at which the rate of duplicates is drawn."""

LEVEL_TITLES = {
    "reading": "Read",
    "review": "Review",
    "validation": "Format",
    "scoring": "Quality",
    "deduplication": "Duplicates",
    "export": "Export",
}
"""What people call each of `ftwidgets.curation.LEVELS`."""

_ROUNDING = 1e-9
"""Sums of weights miss a bin's edge by less than this."""


@dataclass(frozen=True, slots=True)
class ScoreBins:
    """Scores counted in bins, none of which straddles the threshold.

    Attributes
    ----------
    edges : tuple of float
        Where the bins begin, ascending, and where the last one ends.
    counts : tuple of int
        Rows in each bin.
    first_kept : int
        The first bin of kept rows; those before it hold dropped ones.
    threshold : float
        The edge between the two.
    """

    edges: tuple[float, ...]
    counts: tuple[int, ...]
    first_kept: int
    threshold: float

    @property
    def dropped(self) -> int:
        """Rows below the threshold."""
        return sum(self.counts[: self.first_kept])

    @property
    def kept(self) -> int:
        """Rows above it."""
        return sum(self.counts[self.first_kept :])


def reached(curation: Curation, level: str) -> list[int]:
    """Records that no earlier level has dropped.

    Parameters
    ----------
    curation : Curation
    level : str
        One of `ftwidgets.curation.LEVELS`.

    Examples
    --------
    >>> from ftwidgets.pipeline import curate
    >>> curation = curate([7, {"prompt": "Parcel?", "completion": "delivery"}])
    >>> reached(curation, "reading"), reached(curation, "scoring")
    ([0, 1], [1])
    """
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, got {level!r}")
    earlier = LEVELS[: LEVELS.index(level)]
    fallen = {each.record for each in curation.dropped if each.level in earlier}
    return [record for record in range(len(curation.data)) if record not in fallen]


def fallen(curation: Curation, level: str) -> set[int]:
    """Records that this level has dropped.

    Examples
    --------
    >>> from ftwidgets.pipeline import curate
    >>> fallen(curate([7]), "reading")
    {0}
    """
    return {each.record for each in curation.dropped if each.level == level}


def scored(curation: Curation) -> set[int]:
    """Records that level 2 has judged.

    Examples
    --------
    >>> from ftwidgets.pipeline import curate
    >>> scored(curate([7, {"prompt": "Parcel?", "completion": "delivery"}]))
    {1}
    """
    return set(reached(curation, "scoring")) & curation.scores.keys()


def threshold_of(recipe: Recipe) -> float:
    """Score at which a recipe divides the rows.

    Examples
    --------
    >>> threshold_of(Recipe.STANDARD.change(min_score=0.5))
    0.5
    """
    lesson = recipe.preset == "lesson"
    return lesson_rules.KEEP_ABOVE if lesson else recipe.min_score


def about_level(level: str, recipe: Recipe) -> str:
    """What a level looks at, in a few words.

    Examples
    --------
    >>> about_level("scoring", Recipe.STANDARD), about_level("scoring", Recipe.LESSON)
    ('level 2, score ≥ 0.70', 'level 2, score > 0.70')
    """
    sign = ">" if recipe.preset == "lesson" else "≥"
    return {
        "reading": "every record",
        "review": "what people decided",
        "validation": "level 1",
        "scoring": f"level 2, score {sign} {threshold_of(recipe):.2f}",
        "deduplication": f"level 3, alike ≥ {recipe.similarity:.2f}",
        "export": f"for {recipe.target}",
    }[level]


def reason_in_words(code: str) -> str:
    """A reason code as people read it.

    Examples
    --------
    >>> reason_in_words("near_duplicate")
    'near duplicate'
    """
    return code.replace("_", " ")


def score_bins(curation: Curation, width: float = BIN_WIDTH) -> ScoreBins:
    """Count the scores of the rows that reached level 2.

    Parameters
    ----------
    curation : Curation
    width : float
        About how wide a bin is; on either side of the threshold all are equal.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> rows = [chat(("user", "Parcel?"), ("assistant", "delivery"))]
    >>> bins = score_bins(curate(rows))
    >>> bins.dropped, bins.kept, bins.threshold in bins.edges
    (0, 1, True)
    """
    threshold = threshold_of(curation.recipe)
    low = _edges(0.0, threshold, width)
    high = _edges(threshold, max(1.0, threshold + width), width)
    counts = [0] * (len(low) - 1), [0] * (len(high) - 1)
    gone = fallen(curation, "scoring")
    for record in scored(curation):
        side, edges = (0, low) if record in gone else (1, high)
        counts[side][_bin(curation.scores[record], edges)] += 1
    both = (*counts[0], *counts[1])
    return ScoreBins((*low[:-1], *high), both, len(counts[0]), threshold)


def _edges(start: float, end: float, width: float) -> list[float]:
    """Equal bins from start to end; one edge alone where they are the same."""
    bins = max(ceil((end - start) / width - _ROUNDING), int(end > start))
    return [start + (end - start) * number / bins for number in range(bins)] + [end]


def _bin(score: float, edges: Sequence[float]) -> int:
    """Bin of a score that belongs between these edges, rounding errors forgiven."""
    for number, (_, end) in enumerate(pairwise(edges)):
        if score < end - _ROUNDING:
            return number
    return len(edges) - 2


def duplicate_rates(
    curation: Curation, thresholds: Sequence[float] = THRESHOLDS
) -> list[tuple[float, float]]:
    """Share of the rows at level 3 that exact deduplication would drop.

    Parameters
    ----------
    curation : Curation
    thresholds : sequence of float
        Similarities, each in (0, 1]; that of the recipe is added.

    Returns
    -------
    list of (threshold, rate)
        Ascending.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> rows = [chat(("user", "Parcel?"), ("assistant", "delivery"))] * 2
    >>> duplicate_rates(curate(rows), [1.0])
    [(0.8, 0.5), (1.0, 0.5)]
    """
    recipe = curation.recipe
    data = curation.texts
    example_of = dict(zip(data.record_of, data.examples, strict=True))
    rows = [each for each in reached(curation, "deduplication") if each in example_of]
    examples = [example_of[each] for each in rows]
    return rate_curve(
        examples,
        sorted({*thresholds, recipe.similarity}),
        recipe.roles,
        recipe.keep,
        scores=[curation.scores[each] for each in rows],
        labels=recipe.task.labels or labels_of(examples),
    )
