"""What did deduplication find? The kept, the dropped with their partners, the rest."""

from dataclasses import dataclass

from ftwidgets.examples import Example


@dataclass(frozen=True, slots=True)
class Drop:
    """A dropped row, the most similar row kept before it, and their similarity."""

    row: int
    partner: int
    similarity: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """A row, the most similar earlier row with another label, and their similarity."""

    row: int
    partner: int
    similarity: float


@dataclass(frozen=True, repr=False)
class Duplicates:
    """What deduplication found. Positions count from 0 in what was passed in.

    Attributes
    ----------
    examples : list of dict
        The kept examples, in their order.
    kept : list of int
        Their positions.
    dropped : list of Drop
        Every other row, by position.
    clusters : list of list of int
        Two or more rows each, connected by pairs that reach the threshold.
    conflicts : list of Conflict
        In a task with labels, each row that contradicts an earlier one, by position.
    threshold : float
        The similarity at which a row repeats another.
    exact : bool
        Whether no pair can be missing (see `ftwidgets.similarity.similar_pairs`).
    """

    examples: list[Example]
    kept: list[int]
    dropped: list[Drop]
    clusters: list[list[int]]
    conflicts: list[Conflict]
    threshold: float
    exact: bool

    @property
    def rate(self) -> float:
        """Share of the rows that is dropped; 0 where there are none."""
        rows = len(self.kept) + len(self.dropped)
        return len(self.dropped) / rows if rows else 0.0

    def __repr__(self) -> str:
        return (
            f"Duplicates(kept={len(self.kept)}, dropped={len(self.dropped)},"
            f" clusters={len(self.clusters)}, conflicts={len(self.conflicts)},"
            f" threshold={self.threshold})"
        )
