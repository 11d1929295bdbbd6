"""Which examples does a person vouch for?

Gold seeds lie in one file of chat examples, one a line. Every change is on the disk
before its method returns, and any number of processes may change one file.
"""

import copy
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ftwidgets.examples import Example, fingerprint
from ftwidgets.files.writing import jsonl_bytes, write_file
from ftwidgets.review.seed_cards import ORIGINS, balance_of, card_of
from ftwidgets.review.seed_checks import SeedCheck, check_seed
from ftwidgets.review.seed_files import (
    as_written,
    highest_number,
    locked,
    next_id,
    read_seeds,
)
from ftwidgets.review.seed_forms import FORMS, FormField, as_task, build_example
from ftwidgets.review.sources import annotator_name
from ftwidgets.tasks import Task
from ftwidgets.workspaces import workspace

__all__ = ["FORMS", "FormField", "GoldSeeds", "SeedCheck", "build_example"]

GOAL = 20
"""The lesson's exercise asks for this many."""

OWN_KEYS = ("messages", "id", "seed", "origin", "annotator", "source")
"""Keys of a line that are ours; others came with the example and stay with it."""


class _Change(NamedTuple):
    """A seed before and after a change; ``None`` where there was none."""

    id: str
    before: Example | None
    after: Example | None
    position: int


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
        self._changes: list[_Change] = []
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
    def can_undo(self) -> bool:
        """Whether this object has made a change that can be taken back."""
        return bool(self._changes)

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
        self._take(read_seeds(self.path))

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
        example = self._example(example)
        others = [row for row in self._rows if row["id"] != instead_of]
        return check_seed(example, self.task, others)

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
        if origin not in ORIGINS:
            raise ValueError(
                f"origin must be one of {', '.join(ORIGINS)}, got {origin!r}"
            )
        vouched = self._vouched(example)
        with locked(self.path):
            rows = read_seeds(self.path)
            _refuse_twin(rows, vouched)
            name = next_id(rows, self._highest)
            row = {"messages": vouched["messages"], "id": name, "seed": name}
            row |= {"origin": origin, "annotator": self.annotator}
            row |= {"source": source} if source else {}
            self._do(rows, _Change(name, None, row | _beside(vouched), len(rows)))
        return name

    def change(self, id: str, example: Example | Mapping[str, str]) -> None:
        """Give a seed other messages; who changes it is the one who vouches for it."""
        vouched = self._vouched(example)
        with locked(self.path):
            rows = read_seeds(self.path)
            at = _position(rows, id)
            _refuse_twin(rows, vouched, own=id)
            new = {"messages": vouched["messages"], "annotator": self.annotator}
            row = rows[at] | _beside(vouched) | new
            self._do(rows, _Change(id, rows[at], row, at))

    def remove(self, id: str) -> None:
        """Take a seed out; its id is not given to another."""
        with locked(self.path):
            rows = read_seeds(self.path)
            at = _position(rows, id)
            self._do(rows, _Change(id, rows[at], None, at))

    def undo(self) -> str | None:
        """Take back the last change of this object; the id of the seed it changed.

        Returns
        -------
        str or None
            ``None`` where there is nothing to take back.

        Raises
        ------
        ValueError
            Another process has changed the seed since. This change then stays; the
            next undo takes back the one before.
        """
        if not self._changes:
            return None
        with locked(self.path):
            rows = read_seeds(self.path)
            last = self._changes[-1]
            now = next((row for row in rows if row["id"] == last.id), None)
            if now != last.after:
                self._changes.pop()
                raise ValueError(
                    f"{last.id} was changed elsewhere since, so it stays as it is now; "
                    "undo again for the change before"
                )
            self._write(rows, last._replace(before=now, after=last.before))
            self._changes.pop()
        return last.id

    def _example(self, given: Example | Mapping[str, str]) -> Example:
        if not isinstance(given, Mapping):
            raise TypeError(
                "a seed is made of a chat example or of the form's fields, got "
                f"{type(given).__name__}"
            )
        if "messages" in given:
            return dict(given)
        return build_example(self.task, given)

    def _vouched(self, given: Example | Mapping[str, str]) -> Example:
        """The example as its file will give it back, if nothing forbids it."""
        example = self._example(given)
        errors = check_seed(example, self.task).errors
        if errors:
            reasons = "; ".join(f"{each.path}: {each.message}" for each in errors)
            raise ValueError(f"this cannot be a gold seed yet. {reasons}")
        return as_written(example)

    def _do(self, rows: list[Example], change: _Change) -> None:
        self._write(rows, change)
        self._changes.append(change)

    def _write(self, rows: list[Example], change: _Change) -> None:
        """Write the rows with one of them added, changed or taken out."""
        at = change.position
        if change.before is not None:  # others may have moved it
            at = rows.index(change.before)
            del rows[at]
        if change.after is not None:
            rows.insert(at, change.after)
        write_file(self.path, jsonl_bytes(rows))
        self._take(rows)

    def _take(self, rows: list[Example]) -> None:
        """Hold these rows; numbers seen once are never given again."""
        self._rows = rows
        self._highest = max(self._highest, highest_number(rows))


def _beside(example: Example) -> Example:
    return {key: each for key, each in example.items() if key not in OWN_KEYS}


def _position(rows: Sequence[Example], id: str) -> int:
    ids = [row["id"] for row in rows]
    if id not in ids:
        raise ValueError(
            f"there is no seed {id!r}; there are {', '.join(ids) or 'none'}"
        )
    return ids.index(id)


def _refuse_twin(rows: Sequence[Example], example: Example, own: str = "") -> None:
    for row in rows:
        if row["id"] != own and fingerprint(row) == fingerprint(example):
            raise ValueError(
                f"{row['id']} says exactly this already; change it, or write another"
            )
