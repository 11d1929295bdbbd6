"""Which examples does a person vouch for?

Gold seeds lie in one file of chat examples, one a line. Every change is on the disk
before its method returns, and any number of processes may change one file.
"""

import copy
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ftwidgets.examples import Example, fingerprint
from ftwidgets.files.locks import locked
from ftwidgets.files.writing import jsonl_bytes, write_file
from ftwidgets.review.sources import annotator_name
from ftwidgets.seeds.cards import ORIGINS, balance_of, card_of
from ftwidgets.seeds.changes import (
    Change,
    Step,
    carry_out,
    position_of,
    refuse_twin,
    take_back,
)
from ftwidgets.seeds.checks import SeedCheck, check_seed
from ftwidgets.seeds.files import highest_number, id_of, read_seeds
from ftwidgets.seeds.forms import FORMS, FormField, as_task, build_example
from ftwidgets.seeds.rows import beside, example_of, row_of, vouched
from ftwidgets.tasks import Task
from ftwidgets.workspaces import workspace

__all__ = ["FORMS", "FormField", "GoldSeeds", "SeedCheck", "build_example"]

GOAL = 20
"""The lesson's exercise asks for this many."""


class GoldSeeds:
    """The gold seeds of one task, kept in one file.

    Parameters
    ----------
    task : Task or str
        What is trained, or only its kind, such as ``"classification"``.
    path : path-like
        JSON Lines of chat examples; a relative one starts from the workspace.
    goal : int
        How many seeds are wanted.
    annotator : str, optional
        Who vouches; $FTWIDGETS_USER, else the login name.

    Raises
    ------
    ValueError
        A line of the file is no usable example; the file is left as it is. Every
        method that reads the file raises it, and each that writes raises OSError
        where the disk is full or read-only; nothing has changed then.

    Examples
    --------
    >>> import tempfile
    >>> seeds = GoldSeeds("classification", Path(tempfile.mkdtemp(), "gold.jsonl"))
    >>> seeds.add({"text": "Where is my lamp?", "label": "delivery"})
    'gold-0001'
    >>> seeds
    GoldSeeds(classification: 1 of 20 in gold.jsonl)
    >>> seeds.undo(), len(seeds)
    ('gold-0001', 0)
    """

    def __init__(
        self,
        task: Task | str,
        path: str | os.PathLike[str] = "gold.jsonl",
        goal: int = GOAL,
        annotator: str | None = None,
    ) -> None:
        if not isinstance(goal, int) or isinstance(goal, bool) or goal < 1:
            raise ValueError(f"goal must be a whole number from 1, got {goal!r}")
        self.task = as_task(task)
        # A link is followed, so that the file behind it is replaced and not the link.
        self.path = (workspace() / Path(path).expanduser()).resolve()
        self.goal = goal
        self.annotator = annotator_name(annotator)
        self._steps: list[Step] = []
        self._listeners: list[Callable[[], None]] = []
        self._highest = 0
        self.reload()

    def __len__(self) -> int:
        return len(self._rows)

    def __repr__(self) -> str:
        number = f"{len(self):,} of {self.goal:,}"
        return f"GoldSeeds({self.task.kind}: {number} in {self.path.name})"

    @property
    def seeds(self) -> list[Example]:
        """The seeds in the order of the file, as this object last read or wrote it."""
        return copy.deepcopy(self._rows)

    @property
    def left(self) -> int:
        """How many are still wanted."""
        return max(0, self.goal - len(self))

    @property
    def undoable(self) -> Step | None:
        """What `undo` would take back; ``None`` where this object changed nothing."""
        return self._steps[-1] if self._steps else None

    @property
    def balance(self) -> dict[str, tuple[int, int]]:
        """Seeds of each label, and how many are wanted; empty without labels."""
        return balance_of(self._rows, self.task, self.goal)

    @property
    def card(self) -> dict[str, Any]:
        """Where the seeds came from, as JSON values."""
        return card_of(self._rows, self.task, self.goal)

    def reload(self) -> None:
        """Read the file again, for what other processes have done."""
        self._hold(read_seeds(self.path))
        self._tell()

    def listen(self, told: Callable[[], None]) -> None:
        """Have a function called whenever this object read or wrote other seeds."""
        self._listeners.append(told)

    def check(
        self, example: Example | Mapping[str, str], instead_of: str | None = None
    ) -> SeedCheck:
        """What there is to say about an example, or about a form's fields.

        Parameters
        ----------
        example : dict
            A chat example, or the fields of the form; see `FORMS`.
        instead_of : str, optional
            Id of the seed it would replace, which is not its own neighbour.
        """
        others = [row for row in self._rows if row["id"] != instead_of]
        return check_seed(example_of(example, self.task), self.task, others)

    def add(
        self,
        example: Example | Mapping[str, str],
        origin: str = "written",
        source: str | None = None,
    ) -> str:
        """Add a seed behind the others; its id.

        Parameters
        ----------
        example : dict
            A chat example, or the fields of the form; see `FORMS`.
        origin : {"written", "pasted", "picked", "shipped"}
        source : str, optional
            Where it stood, such as ``"raw_tickets.jsonl line 12"``.

        Raises
        ------
        ValueError
            It has an error finding, or its messages are those of another seed.
        """
        return self.add_all([(example, source)], origin)[0]

    def add_all(
        self,
        examples: Iterable[tuple[Example | Mapping[str, str], str | None]],
        origin: str = "written",
    ) -> list[str]:
        """Add several seeds at once, all or none; one `undo` takes them back together.

        Parameters
        ----------
        examples : iterable of (dict, str or None)
            Each with its source; see `add`.
        origin : {"written", "pasted", "picked", "shipped"}
        """
        if origin not in ORIGINS:
            raise ValueError(
                f"origin must be one of {', '.join(ORIGINS)}, got {origin!r}"
            )
        checked = [
            (vouched(example, self.task), source) for example, source in examples
        ]
        with self._locked() as rows:
            step: list[Change] = []
            ids = {fingerprint(row): row["id"] for row in rows}
            number = max(self._highest, highest_number(rows))
            for at, (example, source) in enumerate(checked, start=len(rows)):
                refuse_twin(ids, example)
                number += 1
                name = ids[fingerprint(example)] = id_of(number)
                row = row_of(example, name, origin, self.annotator, source)
                step.append(Change(name, None, row, at))
            self._do(rows, *step)
        return [each.id for each in step]

    def change(self, id: str, example: Example | Mapping[str, str]) -> None:
        """Give a seed other messages; who changes it is the one who vouches for it."""
        new = vouched(example, self.task)
        with self._locked() as rows:
            at = position_of(rows, id)
            refuse_twin({fingerprint(row): row["id"] for row in rows}, new, own=id)
            ours = {"messages": new["messages"], "annotator": self.annotator}
            row = rows[at] | beside(new) | ours
            self._do(rows, Change(id, rows[at], row, at))

    def remove(self, id: str) -> None:
        """Take a seed out; its id is not given to another."""
        with self._locked() as rows:
            at = position_of(rows, id)
            self._do(rows, Change(id, rows[at], None, at))

    def undo(self) -> str | None:
        """Take back the last change of this object; the id of the seed it changed.

        Returns
        -------
        str or None
            Of several the last one; ``None`` where there is nothing to take back.

        Raises
        ------
        ValueError
            Another process has changed the seed since. This change then stays; the
            next undo takes back the one before.
        """
        if not self._steps:
            return None
        with self._locked() as rows:
            step = self._steps[-1]
            try:
                rows = take_back(rows, step)
            except ValueError:
                self._steps.pop()
                raise
            self._write(rows)
            self._steps.pop()
        return step[-1].id

    @contextmanager
    def _locked(self) -> Iterator[list[Example]]:
        """The rows as they are now, for nobody else to change; then news for all."""
        with locked(self.path):
            yield read_seeds(self.path)
        self._tell()

    def _do(self, rows: list[Example], *step: Change) -> None:
        if step:
            self._write(carry_out(rows, step))
            self._steps.append(step)

    def _write(self, rows: list[Example]) -> None:
        write_file(self.path, jsonl_bytes(rows))
        self._hold(rows)

    def _hold(self, rows: list[Example]) -> None:
        """Hold these rows; numbers seen once are never given again."""
        self._rows = rows
        self._highest = max(self._highest, highest_number(rows))

    def _tell(self) -> None:
        for told in self._listeners:
            told()
