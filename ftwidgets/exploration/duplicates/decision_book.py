"""Which decisions on copies of one dataset are there, and how is one more written?"""

import functools
import os
from pathlib import Path

from ftwidgets.curation import Curation
from ftwidgets.decisions import (
    Decision,
    DecisionJournal,
    Kind,
    Pins,
    decided,
    pins_of,
    read_decisions,
    standing,
    text_keys,
)
from ftwidgets.inputs import Input, as_it_is, find, input_of, name_of
from ftwidgets.review.sources import annotator_name, journal_path
from ftwidgets.workspaces import file_name, workspace

FOLDER = "journals"
"""Where decisions are written by default, inside the workspace."""

NAME_CHARS = 80
"""Of a dataset's name so much is in the journal's."""


class DecisionBook:
    """The decisions of the journals that a recipe names, and then of one's own.

    Parameters
    ----------
    curation : Curation
    journal : path-like, optional
        Where to write; by default ``<workspace>/journals/<dataset>-decisions.jsonl``.
        It is made with the first decision.
    annotator : str, optional
        Who decides; $FTWIDGETS_USER by default, else the login name.

    Raises
    ------
    ValueError
        The file is no journal of decisions, or lies where no recipe may look.
    """

    def __init__(
        self,
        curation: Curation,
        journal: str | os.PathLike[str] | None = None,
        annotator: str | None = None,
    ) -> None:
        self.by = annotator_name(annotator)
        given = default_journal(curation.data.name) if journal is None else journal
        path = journal_path(given, self.by)
        if name_of(path) is None:
            raise ValueError(
                f"{path} is outside the project and the workspace, where a recipe "
                f"names no files; give a journal in {workspace()}, for example"
            )
        self.journal = DecisionJournal(path)
        self._data = curation.texts
        own, named = path.resolve(), curation.recipe.decisions
        self._named = [each for each in named if find(each, "decisions") != own]
        self._others = read_decisions(find(each) for each in self._named)
        self._own = self.journal.read()
        self._pins: Pins | None = None

    @functools.cached_property
    def keys(self) -> dict[int, str]:
        """What a decision calls each record."""
        keys = text_keys(self._data.examples)
        return dict(zip(self._data.record_of, keys, strict=True))

    @functools.cached_property
    def _records(self) -> dict[str, int]:
        return {key: record for record, key in self.keys.items()}

    @property
    def decisions(self) -> list[Decision]:
        """All of them, in the order in which a recipe applies them."""
        return [*self._others, *self._own]

    @property
    def pins(self) -> Pins:
        """The records that stay."""
        if self._pins is None:
            there = self._records if self.decisions else {}
            damage = tuple(map(str, self.journal.damage))
            self._pins = pins_of(there, self.decisions, damage=damage)
        return self._pins

    @property
    def last(self) -> Decision | None:
        """What would be undone: the last own decision that stands."""
        mine = [each for each in standing(self._own) if each.by == self.by]
        return mine[-1] if mine else None

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The journals as a recipe names them; one's own if anything stands in it."""
        others = tuple(as_it_is(each, "decisions") for each in self._named)
        own = (input_of(self.journal.path),) if standing(self._own) else ()
        return (*others, *own)

    def decide(self, kind: Kind, pin: list[int], unpin: list[int]) -> Decision:
        """Write a decision on some records down; it is on the disk on return."""
        keys = self.keys
        pins, unpins = [keys[each] for each in pin], [keys[each] for each in unpin]
        return self._write(decided(kind, self.by, pins, unpins))

    def undo(self) -> Decision | None:
        """Take the last own decision back; ``None`` where there is none."""
        self._read()
        last = self.last
        if last is not None:
            self._write(decided("undo", self.by, target=last.id))
        return last

    def records_of(self, keys: tuple[str, ...]) -> list[int]:
        """The records that these keys name, so far as they are there."""
        return [self._records[key] for key in keys if key in self._records]

    def _write(self, decision: Decision) -> Decision:
        self.journal.append([decision])
        self._read()
        return decision

    def _read(self) -> None:
        """Read what was written since, by whomever."""
        self._own += self.journal.read()
        self._pins = None


def default_journal(name: str) -> Path:
    """Where the decisions on a dataset are written unless another place is given.

    Examples
    --------
    >>> default_journal("tickets").name
    'tickets-decisions.jsonl'
    """
    return workspace() / FOLDER / f"{file_name(name)[:NAME_CHARS]}-decisions.jsonl"
