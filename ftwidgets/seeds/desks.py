"""What lies on the desk of a person who collects gold seeds?

The seeds, the candidates in line, and the labels in the order of their keys.
"""

from collections.abc import Sequence
from typing import Any

from ftwidgets.examples import reply_of
from ftwidgets.seeds.cards import more_labels
from ftwidgets.seeds.changes import Step
from ftwidgets.seeds.gold import GoldSeeds
from ftwidgets.seeds.lineups import Lineup
from ftwidgets.seeds.pools import Pool, pool_of
from ftwidgets.seeds.sources import fitting, read_pasted


class SeedDesk:
    """Gold seeds, and the candidates for them.

    Parameters
    ----------
    seeds : GoldSeeds
    pool : Dataset, Curation or list of dict, optional
        Rows to pick from.

    Attributes
    ----------
    lines : dict of str to Lineup
        Candidates that were ``"pasted"`` and those to be ``"picked"``, once there are.
    labels : list of str
        Those of the task; where it names none, those met so far. None ever moves.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> seeds = GoldSeeds("classification", pathlib.Path(tempfile.mkdtemp(), "g.jsonl"))
    >>> desk = SeedDesk(seeds)
    >>> desk.paste("Where is it?\\tdelivery")
    Lineup(1 candidate: 0 added, 0 skipped, 0 unusable, 1 open)
    >>> desk.labels
    ['delivery']
    """

    def __init__(self, seeds: GoldSeeds, pool: Any = None) -> None:
        self.seeds = seeds
        self.pool: Pool | None = None if pool is None else pool_of(pool)
        self.lines: dict[str, Lineup] = {}
        self.labels = list(seeds.task.labels)
        self._draws = 0
        self.meet_labels()

    def meet_labels(self, found: Sequence[str] = ()) -> None:
        """Put labels behind the others, where the task does not say which there are."""
        task = self.seeds.task
        if task.kind == "classification" and not task.labels:
            used = map(reply_of, self.seeds.seeds)
            self.labels = more_labels(self.labels, [*used, *found])

    def paste(self, text: str) -> Lineup:
        """Line up what was pasted, in place of what was before.

        Raises
        ------
        ValueError
            There is nothing to read in it.
        """
        found = read_pasted(text, self.seeds.task)
        return self._line_up(Lineup(found, self.seeds, "pasted"))

    def suggest(self, fresh: bool = False) -> Lineup:
        """Line up rows of the pool: those lined up before, or `fresh` ones.

        Raises
        ------
        ValueError
            There is no pool.
        """
        if self.pool is None:
            raise ValueError("there is nothing to pick from; give rows as pool=")
        seen = self.lines.get("picked")
        if seen is not None and not fresh:
            return seen
        passed = [each.example for each in seen.candidates] if seen else []
        avoid = [*self.seeds.seeds, *(each for each in passed if each)]
        self._draws += fresh
        found = self.pool.suggest(self.seeds.task, avoid, seed=self._draws)
        return self._line_up(Lineup(found, self.seeds, "picked"))

    def _line_up(self, line: Lineup) -> Lineup:
        self.lines[line.origin] = line
        self.meet_labels(sorted({each.label or "" for each in line.candidates}))
        return line

    def add_shipped(self) -> list[str]:
        """Add the shipped seeds that fit the task, in one step; their ids."""
        found = fitting(self.seeds.task)
        pairs = [(each.example, each.source) for each in found if each.example]
        return self.seeds.add_all(pairs, "shipped")

    def undo(self) -> Step:
        """Take back the last step, and go back to the candidate it was made of."""
        step = self.seeds.undoable or ()
        self.seeds.undo()
        for line in self.lines.values():
            line.return_to([each.id for each in step])
        return step
