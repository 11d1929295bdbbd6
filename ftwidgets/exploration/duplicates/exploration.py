"""Which copies are there, which of them shall stay, and which would LSH miss?"""

import os
from collections.abc import Sequence
from typing import Any

from ftwidgets.decisions import Decision
from ftwidgets.examples import count
from ftwidgets.exploration.duplicates.choices import (
    View,
    check_choice,
    fitting,
    within,
)
from ftwidgets.exploration.duplicates.groups import Pair
from ftwidgets.exploration.duplicates.lsh import HashedPairs, datasketch_choice
from ftwidgets.exploration.duplicates.pair_exploration import PairExploration
from ftwidgets.recipes import Recipe


class DuplicateExploration(PairExploration):
    """Level 3 with other thresholds, other roles, and decisions on single copies.

    Parameters
    ----------
    source : Curation, Dataset or iterable of records
    recipe : Recipe, optional
        By default the curation's own.
    journal : path-like, optional
        Where decisions are written; see `DecisionBook`.
    annotator : str, optional
        Who decides.

    Attributes
    ----------
    view : {"rate", "conflicts", "lsh"}
        What is looked at.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> texts = "my card is lost", "my card is lost again", "where is my lamp"
    >>> found = DuplicateExploration([
    ...     chat(("user", text), ("assistant", "We send you another one."))
    ...     for text in texts])
    >>> found.dropped, found.recipe.similarity
    ([Drop(row=0, partner=1, similarity=0.9)], 0.8)
    >>> found.choose(threshold=0.95)
    >>> found.dropped, found.recipe.similarity
    ([], 0.95)
    """

    def __init__(
        self,
        source: Any,
        recipe: Recipe | None = None,
        journal: str | os.PathLike[str] | None = None,
        *,
        annotator: str | None = None,
    ) -> None:
        self.view: View = "rate"
        self._lsh: tuple[int, int] | None = None
        self._places = {"conflicts": 0, "lsh": 0}
        self._hand: tuple[int, int] | None = None
        self._hashed: HashedPairs | None = None
        super().__init__(source, recipe, journal, annotator)

    def __repr__(self) -> str:
        with self.lock:
            if not self.is_found:
                state = "looking for pairs" if self.search else "stopped"
                return f"DuplicateExploration({len(self.records):,} rows, {state})"
            fallen = self.curve[self.at]
        return (
            f"DuplicateExploration({count(len(self.records), 'row')} = "
            f"{len(self.records) - fallen:,} kept + {fallen:,} dropped "
            f"at {self.threshold:.2f})"
        )

    # What is chosen

    def choose(self, **choices: Any) -> None:
        """Make other choices; those not named stay.

        Parameters
        ----------
        threshold : float
            From the floor of the pairs, which is 0.5 unless there are too many, to 1.
        roles : sequence of str
            The pairs are looked for anew, on a thread where there are many rows.
        keep : {"best", "first"}
        view : {"rate", "conflicts", "lsh"}
        cluster : int
            Which group of copies to look at, from 0, the largest first.
        pair : int
            Which pair of the group, from 0; or which conflict, or which missed pair.
        bands, rows : int or None
            Of LSH, together at most 128 values; of one that is given alone the other
            gives way. ``None`` takes what datasketch takes for the threshold.
        """
        for name, value in choices.items():
            check_choice(name, value)
        roles = choices.pop("roles", None)
        if choices.keys() == {"view"}:
            self.view = choices["view"]
        elif choices:
            self._found()
            with self.lock:
                self._choose(**choices)
        if roles is not None and not (self.is_found and tuple(roles) == self.roles):
            self._look(tuple(roles))
        elif roles is not None:
            self.stop()
        self._tell()

    def _choose(self, **choices: Any) -> None:
        """Make choices that are well-formed; what cannot be changes nothing."""
        threshold = float(choices.get("threshold", self.threshold))
        if threshold < self.table.floor:
            raise ValueError(
                f"threshold is {threshold}; pairs are known from {self.table.floor} on"
            )
        lsh = self._lsh
        if {"bands", "rows"} & choices.keys():
            lsh = fitting(choices.get("bands"), choices.get("rows"), self.lsh)
        view = choices.get("view", self.view)
        before = self.threshold, self.keep
        self.threshold, self.keep = threshold, choices.get("keep", self.keep)
        try:
            if self.keep != before[1] or threshold not in self.table.limits:
                self._look_at(self.table)
            place = self._place(view, lsh, choices.get("cluster"), choices.get("pair"))
        except ValueError:
            self.threshold, self.keep = before
            self._look_at(self.table)
            raise
        self.view, self._lsh = view, lsh
        if isinstance(place, int):
            self._places[view] = place
        elif place is not None:
            self._hand = place

    def _place(
        self,
        view: View,
        lsh: tuple[int, int] | None,
        cluster: int | None,
        pair: int | None,
    ) -> tuple[int, int] | int | None:
        """Which pair is meant: its place in a list, or its two rows in a group."""
        if cluster is None and pair is None:
            return None
        if view == "conflicts" and cluster is None:
            return within("pair", pair, len(self.conflicts))
        if view == "lsh" and cluster is None:
            bands_and_rows = lsh or datasketch_choice(self.threshold)
            missed = self.hashed.missed(self.threshold, *bands_and_rows)
            return within("pair", pair, 0 if missed is None else len(missed))
        number = self.cluster if cluster is None else cluster
        number = within("cluster", number, len(self.groups))
        (pairs,) = self.groups.pairs([number])
        found = pairs[within("pair", pair or 0, len(pairs))]
        return found.stays, found.other

    def conflict(self, number: int) -> None:
        """Look at one of the conflicts, counted from 0."""
        self.choose(view="conflicts", pair=number)

    # The pair at hand

    @property
    def cluster(self) -> int | None:
        """Which group is looked at; ``None`` where there is none."""
        if not len(self.groups):
            return None
        place = None if self._hand is None else self.groups.place(self._hand[0])
        return place or 0

    @property
    def pairs(self) -> Sequence[Pair]:
        """The pairs of the group at hand."""
        return () if self.cluster is None else self.groups.pairs([self.cluster])[0]

    @property
    def pair(self) -> int:
        """Which pair of the group is looked at."""
        if self._hand is None or self.cluster is None:
            return 0
        (pairs,) = self.groups.pairs([self.cluster])
        return pairs.find(*self._hand) or 0

    def place_in(self, view: View, total: int) -> int:
        """Which conflict or missed pair is looked at."""
        return min(self._places[view], max(0, total - 1))

    # What LSH would see

    @property
    def lsh(self) -> tuple[int, int]:
        """Bands and rows."""
        return self._lsh or datasketch_choice(self.threshold)

    @property
    def hashed(self) -> HashedPairs:
        """The pairs, as LSH looks at them."""
        table = self.table
        if self._hashed is None or self._hashed.table.one is not table.one:
            self._hashed = HashedPairs(table)
        return self._hashed

    @property
    def missed(self) -> Any:
        """Numbers of the pairs that LSH misses; ``None`` where there are many rows."""
        return self.hashed.missed(self.threshold, *self.lsh)

    # What is decided

    def keep_other(self, pair: tuple[int, int] | None = None) -> Decision:
        """Keep the row that falls, instead of the one it falls for.

        Parameters
        ----------
        pair : (int, int), optional
            Records of the two; by default the pair at hand.

        Raises
        ------
        ValueError
            They are no pair here of which one falls.
        JournalError
            The decision could not be written; nothing is decided.
        """
        with self.lock:
            found = self._falling(pair)
            pins = [self.records[found.other]], [self.records[found.stays]]
            decision = self.book.decide("keep_other", *pins)
            self._hand = found.stays, found.other
            self._decide()
        self._tell()
        return decision

    def keep_both(self, pair: tuple[int, int] | None = None) -> Decision:
        """Keep both rows of a pair; see `keep_other`."""
        with self.lock:
            found = self._falling(pair)
            pins = [self.records[found.stays], self.records[found.other]]
            decision = self.book.decide("keep_both", pins, [])
            self._hand = found.stays, found.other
            self._decide()
        self._tell()
        return decision

    def undo(self) -> Decision:
        """Take one's own last decision back; a ValueError where there is none."""
        with self.lock:
            decision = self.book.undo()
            if decision is None:
                raise ValueError(f"{self.book.by} has decided nothing that stands here")
            self._decide()
            keys = (*decision.pin, *decision.unpin)
            rows = [
                self._row_of[each]
                for each in self.book.records_of(keys)
                if each in self._row_of
            ]
            if len(rows) == 2:
                self._hand = rows[0], rows[1]
        self._tell()
        return decision

    def _falling(self, pair: tuple[int, int] | None) -> Pair:
        """The pair that is meant, of which one row falls."""
        if pair is None:
            pairs = self.pairs
            if not pairs:
                raise ValueError("there is no pair at hand at this threshold")
            found: Pair | None = pairs[self.pair]
        else:
            found = self._pair_of(*pair)
        if found is None or found.fate != "dropped":
            raise ValueError(
                "of these two rows none falls for the other at "
                f"{self.threshold:.2f}; there is nothing to decide"
            )
        return found

    def _pair_of(self, one: int, other: int) -> Pair | None:
        """The pair of two records; ``None`` where they are none of a group here."""
        rows = self._row_of.get(one), self._row_of.get(other)
        place = None if None in rows else self.groups.place(self._row_of[one])
        if place is None:
            return None
        (pairs,) = self.groups.pairs([place])
        at = pairs.find(self._row_of[one], self._row_of[other])
        return None if at is None else pairs[at]
