"""What became of every record: kept, or dropped with its level, reason and partner."""

import functools
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from ftwidgets.cards import card_of
from ftwidgets.datasets import Dataset
from ftwidgets.decisions import Pins
from ftwidgets.examples import Example, count, mean
from ftwidgets.findings import Finding
from ftwidgets.recipes import Recipe
from ftwidgets.review.consequences import Consequences
from ftwidgets.tasks import Mismatch

LEVELS = ("reading", "review", "validation", "scoring", "deduplication", "export")
"""Where a row can fall; ``review`` only where the recipe names reviews, ``export`` only
under the lesson's preset, which lets rows through that no trainer reads."""


@dataclass(frozen=True, slots=True)
class Drop:
    """One record that fell, where and why.

    Attributes
    ----------
    record : int
        Its position in `Dataset.records`.
    line : int
        Its line or number in the file, from 1.
    level : str
        One of `LEVELS`.
    code : str
        The reason, for searching and counting.
    message : str
        The reason, for people.
    partner : int or None
        Record kept in its stead, for duplicates.
    similarity : float or None
        Jaccard similarity of the two, for duplicates.
    """

    record: int
    line: int
    level: str
    code: str
    message: str
    partner: int | None = None
    similarity: float | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the funnel: rows in = kept + dropped."""

    level: str
    rows_in: int
    kept: int
    dropped: int
    reasons: dict[str, int]

    def __str__(self) -> str:
        return (
            f"{self.level}: {self.rows_in:,} in = {self.kept:,} kept "
            f"+ {self.dropped:,} dropped"
        )


@dataclass(frozen=True)
class Curation:
    """What became of every record.

    Attributes
    ----------
    data : Dataset
        What went in.
    recipe : Recipe
        The choices it was done with.
    kept_records : list of int
        Positions in ``data.records`` of the rows that survived.
    kept : list of dict
        Those rows as chat examples.
    dropped : list of Drop
        All other records, each once.
    scores : dict of int to float
        Level 2's score of each record that has one.
    findings : dict of int to list of Finding
        Level 1's findings of each record that has any, and what reading found.
    conflicts : list of (int, int, float)
        Pairs of kept records that give one text two labels, with their similarity.
    duplicate_rate : tuple of (float, float)
        Share of near-duplicates among the usable rows, and among the kept ones.
    mismatches : list of Mismatch
        Where the kept rows differ from the task's production use.
    review : Consequences or None
        What the recipe's reviews changed; ``None`` where it names none.
    pins : Pins or None
        Which copies the recipe's decisions keep; ``None`` where it names none.
    """

    data: Dataset
    recipe: Recipe
    kept_records: list[int]
    kept: list[Example]
    dropped: list[Drop]
    scores: dict[int, float] = field(default_factory=dict)
    findings: dict[int, list[Finding]] = field(default_factory=dict)
    conflicts: list[tuple[int, int, float]] = field(default_factory=list)
    duplicate_rate: tuple[float, float] = (0.0, 0.0)
    mismatches: list[Mismatch] = field(default_factory=list)
    review: Consequences | None = None
    pins: Pins | None = None

    def __repr__(self) -> str:
        return (
            f"Curation({self.data.name}: {count(len(self.data), 'record')} = "
            f"{len(self.kept):,} kept + {len(self.dropped):,} dropped)"
        )

    @property
    def texts(self) -> Dataset:
        """The records as the levels met them: with the new texts of the reviews."""
        return self.review.data if self.review else self.data

    @functools.cached_property
    def funnel(self) -> list[Stage]:
        """One `Stage` a level; the sums are checked, not assumed."""
        stages, left = [], len(self.data)
        for level in LEVELS:
            reasons = Counter(each.code for each in self.dropped if each.level == level)
            fallen = sum(reasons.values())
            if level == "review" and self.review is None:
                continue
            if level == "export" and not fallen:
                continue
            ordered = dict(
                sorted(reasons.items(), key=lambda item: (-item[1], item[0]))
            )
            stages.append(Stage(level, left, left - fallen, fallen, ordered))
            left -= fallen
        if left != len(self.kept):
            raise AssertionError(
                f"{left} rows left by the funnel, {len(self.kept)} kept"
            )
        return stages

    @functools.cached_property
    def average_quality(self) -> tuple[float | None, float | None]:
        """Mean score of all scored rows, and of the kept ones."""
        kept = (self.scores[i] for i in self.kept_records if i in self.scores)
        return mean(self.scores.values()), mean(kept)

    @property
    def summary(self) -> dict[str, Any]:
        """The numbers one asks for first."""
        before, after = self.average_quality
        return {
            "records": len(self.data),
            "kept": len(self.kept),
            "dropped": {stage.level: stage.dropped for stage in self.funnel},
            "average_quality_before": _rounded(before),
            "average_quality_after": _rounded(after),
            "duplicate_rate_before": _rounded(self.duplicate_rate[0]),
            "duplicate_rate_after": _rounded(self.duplicate_rate[1]),
            "conflicts": len(self.conflicts),
            **({"review": self.review.counts} if self.review else {}),
            **({"decisions": self.pins.counts} if self.pins else {}),
        }

    @property
    def card(self) -> dict[str, Any]:
        """The dataset card so far; an export adds its files to it."""
        return card_of(self)


def _rounded(number: float | None) -> float | None:
    return None if number is None else round(number, 4)
