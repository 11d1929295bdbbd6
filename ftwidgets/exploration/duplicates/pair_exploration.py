"""What would another threshold drop at level 3? All pairs are found once.

Each threshold is then answered from them, as `ftwidgets.deduplicate` would.
"""

import os
from collections.abc import Sequence
from typing import Any

from ftwidgets.duplicates import Conflict, Drop, Duplicates
from ftwidgets.examples import Example
from ftwidgets.exploration.choices import (
    Exploration,
    example_of,
    standard_curation_of,
)
from ftwidgets.exploration.duplicates.decision_book import DecisionBook
from ftwidgets.exploration.duplicates.groups import Groups
from ftwidgets.exploration.duplicates.searches import Search
from ftwidgets.fates import Fates
from ftwidgets.pairs import FLOORS, PairTable, Told, conflict_counts, find_pairs
from ftwidgets.pipeline import labels_of
from ftwidgets.recipes import Recipe
from ftwidgets.views import reached

AT_ONCE = 5_000
"""Up to so many rows one waits for their pairs; those of more come on a thread."""


class PairExploration(Exploration):
    """The rows at level 3, their pairs, and what is kept and dropped of them.

    Attributes
    ----------
    records : list of int
        The rows that reached level 3, as positions in ``curation.data.records``.
    examples : list of dict
    book : DecisionBook
        What was decided on single copies.
    threshold : float
        A row repeats another from this similarity on.
    roles : tuple of str
        Whose texts are compared.
    keep : {"best", "first"}
    wanted : tuple of str
        The roles that are looked for, while a search goes on.
    search : Search or None
        The search for pairs, while it goes on.
    seconds : float
        How long the last one took.
    failure : Exception or None
        Why the last one came to nothing.
    """

    def __init__(
        self,
        source: Any,
        recipe: Recipe | None,
        journal: str | os.PathLike[str] | None,
        annotator: str | None,
    ) -> None:
        super().__init__(standard_curation_of(source, recipe))
        recipe = self.curation.recipe
        if recipe.similarity < FLOORS[0]:
            raise ValueError(
                f"the recipe's similarity is {recipe.similarity}, and pairs are looked "
                f"for from {FLOORS[0]} on; give recipe.change(similarity={FLOORS[0]})"
            )
        self.records = reached(self.curation, "deduplication")
        examples = example_of(self.curation)
        self.examples: list[Example] = [examples[each] for each in self.records]
        self.labels = recipe.task.labels or labels_of(self.examples)
        self.book = DecisionBook(self.curation, journal, annotator)
        self.threshold = float(recipe.similarity)
        self.roles, self.keep = tuple(recipe.roles), recipe.keep
        self.wanted = self.roles
        self.search: Search | None = None
        self.seconds = 0.0
        self.failure: Exception | None = None
        self._row_of = {record: row for row, record in enumerate(self.records)}
        self._orders: dict[str, Any] = {}
        self._fates: Any = None
        self._table: PairTable | None = None
        self._groups: dict[float, Groups] = {}
        self._counts: tuple[list[int], list[int]] = ([], [])
        self._look(self.roles)

    # The search

    def _look(self, roles: Sequence[str]) -> None:
        """Find the pairs of these roles, now or on a thread."""

        def work(told: Told) -> PairTable:
            self._sort_rows(told)
            chosen = (self.curation.recipe.similarity, self.threshold)
            return find_pairs(self.examples, roles, self.labels, more=chosen, told=told)

        search = Search(work, self._take, self._tell)
        with self.lock:
            self._leave_search()
            self.wanted, self.search = tuple(roles), search
            self.failure = None
        if len(self.records) > AT_ONCE:
            search.start()
            return
        search.run()
        if search.error is not None:
            raise search.error

    def _leave_search(self) -> None:
        if self.search is not None:
            self.search.stop()
            self.search, self.wanted = None, self.roles

    def stop(self) -> None:
        """Stop looking for pairs; those that were found before stay."""
        with self.lock:
            self._leave_search()
        self._tell()

    def wait(self) -> None:
        """Wait for the search that is under way, if there is one."""
        search = self.search
        if search is not None:
            search.wait()

    def _take(self, search: Search) -> None:
        """Look at what a search has found, from now on."""
        with self.lock:
            if self.search is not search:
                return
            if search.error is None:
                self.roles, self.seconds = self.wanted, search.seconds
                self.threshold = max(self.threshold, search.result.floor)
                self._look_at(search.result)
            else:
                self.wanted, self.failure = self.roles, search.error
            self.search = None  # last: whoever does not wait sees all of it

    def _sort_rows(self, told: Told) -> None:
        """All rows in the two orders of visit; read once."""
        if self._orders:
            return
        import numpy as np

        told("words", 0, len(self.records))
        keys, scores = self.book.keys, self.curation.scores
        prints = [keys[each].partition("#")[0] for each in self.records]
        below = [-scores[each] for each in self.records]
        order = sorted(
            range(len(prints)), key=lambda row: (below[row], prints[row], row)
        )
        best = np.array(order, np.int64)
        self._orders = {"best": best, "first": np.arange(len(best))}

    def _look_at(self, table: PairTable) -> None:
        """Take another table."""
        table = table.with_limit(self.threshold)
        fates = self._fates_in(table)
        if table is not self._table:
            self._groups.clear()
            self._counts = fates.groups(), conflict_counts(table)
        self.curve = fates.dropped()
        # Whoever asks on another thread sees the table last, and then all of it.
        self._fates, self._table = fates, table
        for groups in self._groups.values():
            groups.look_at(fates)

    def _decide(self) -> None:
        """Say anew what becomes of each row."""
        self._look_at(self.table)

    def _fates_in(self, table: PairTable) -> Fates:
        pinned = self.book.pins.records
        rows = {self._row_of[each] for each in pinned if each in self._row_of}
        return Fates(table, self._orders[self.keep], rows, self._fates)

    # What it comes to

    @property
    def is_found(self) -> bool:
        """Whether there are pairs to look at."""
        return self._table is not None

    @property
    def table(self) -> PairTable:
        """The pairs.

        Raises
        ------
        ValueError
            The first search was stopped.
        """
        return self._found()

    def _found(self) -> PairTable:
        """The pairs; the first search is waited for."""
        if self._table is None:
            self.wait()
        if self._table is None:
            raise ValueError(
                "the search for pairs was stopped before it had found any; "
                "choose(roles=…) begins it anew"
            )
        return self._table

    @property
    def fates(self) -> Fates:
        """What becomes of each row, at every threshold."""
        self._found()
        return self._fates

    @property
    def at(self) -> int:
        """Which of the table's limits the threshold is."""
        return self.table.limits.index(self.threshold)

    @property
    def groups(self) -> Groups:
        """The groups of copies at the threshold."""
        if self.threshold not in self._groups:
            self._groups[self.threshold] = Groups(self.fates, self.at)
        return self._groups[self.threshold]

    @property
    def group_counts(self) -> list[int]:
        """How many groups there are at each limit."""
        self._found()
        return self._counts[0]

    @property
    def conflict_counts(self) -> list[int]:
        """How many rows contradict an earlier one at each limit."""
        self._found()
        return self._counts[1]

    @property
    def conflicts(self) -> list[Conflict]:
        """Rows that contradict an earlier one; positions count in ``examples``."""
        found = self.table.conflicts
        return [each for each in found if each.similarity >= self.threshold]

    @property
    def duplicates(self) -> Duplicates:
        """What `ftwidgets.deduplicate` finds with these choices and decisions."""
        self.wait()
        groups = self.groups
        kept = self.fates.is_kept(self.at).nonzero()[0].tolist()
        return Duplicates(
            [self.examples[row] for row in kept],
            kept,
            self.fates.drops(self.at),
            sorted(groups.rows(each) for each in range(len(groups))),
            self.conflicts,
            self.threshold,
            self.table.exact,
        )

    @property
    def value(self) -> list[Example]:
        """The kept rows."""
        self.wait()
        kept = self.fates.is_kept(self.at).nonzero()[0].tolist()
        return [self.examples[row] for row in kept]

    @property
    def kept(self) -> list[int]:
        """Records that stay."""
        self.wait()
        kept = self.fates.is_kept(self.at).nonzero()[0].tolist()
        return [self.records[row] for row in kept]

    @property
    def dropped(self) -> list[Drop]:
        """Records that fall, each with the record kept in its stead."""
        self.wait()
        return [
            Drop(self.records[each.row], self.records[each.partner], each.similarity)
            for each in self.fates.drops(self.at)
        ]

    @property
    def rate(self) -> float:
        """Share of the rows that fall."""
        self.wait()
        at, rows = self.at, len(self.records)
        return self.curve[at] / rows if rows else 0.0

    @property
    def recipe(self) -> Recipe:
        """The curation's recipe with these choices and the decisions."""
        self.wait()
        return self.curation.recipe.change(
            similarity=self.threshold,
            roles=self.roles,
            keep=self.keep,
            decisions=self.book.inputs,
        )
