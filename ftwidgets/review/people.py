"""What do several reviewers say together?

Each has a journal, or all share one; nobody needs a server. What all who judged a row
say alike is settled, the rest is disputed.
"""

import functools
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ftwidgets.examples import count, sha256
from ftwidgets.journals.journal import VERSION
from ftwidgets.journals.lines import journal_line
from ftwidgets.review.agreement import Agreement, agree
from ftwidgets.review.history import History, RowState
from ftwidgets.review.journal import Journal
from ftwidgets.review.operations import Operation
from ftwidgets.review.sources import journals_in
from ftwidgets.workspaces import workspace

States = Mapping[str, RowState]

_ID_DIGITS = 16


@dataclass(frozen=True)
class Reviews:
    """What some people have said of some rows.

    Attributes
    ----------
    operations : tuple of Operation
        All deeds of all people, each once, in order of time; those of one person in
        one journal stay in its order, however the clock went.
    damage : tuple of str
        Lines of the journals that do not count, and why.

    Examples
    --------
    >>> deeds = [Operation(by, "label", "row", by, value="keep") for by in ("a", "b")]
    >>> reviews = Reviews((*deeds, Operation("3", "label", "r2", "a", value="drop")))
    >>> reviews
    Reviews(2 people: a, b; 2 rows judged, 0 disputed)
    >>> reviews.answers("a")
    {'row': 'keep', 'r2': 'drop'}
    """

    operations: tuple[Operation, ...] = ()
    damage: tuple[str, ...] = ()

    def __repr__(self) -> str:
        people = count(len(self.names), "person", "people")
        rows = f"{count(len(self.judged), 'row')} judged"
        names = ", ".join(self.names) or "none"
        return f"Reviews({people}: {names}; {rows}, {len(self.disputed):,} disputed)"

    @functools.cached_property
    def states(self) -> dict[str, dict[str, RowState]]:
        """What stands of each row, by person and by key of the row."""
        histories: dict[str, History] = defaultdict(History)
        for operation in self.operations:
            histories[operation.by].add(operation)
        return {name: histories[name].states for name in sorted(histories)}

    @functools.cached_property
    def judged(self) -> dict[str, dict[str, RowState]]:
        """The rows that someone kept, fixed or dropped, and what each who did says."""
        found: dict[str, dict[str, RowState]] = defaultdict(dict)
        for name, states in self.states.items():
            for key, state in states.items():
                if state.is_decided:
                    found[key][name] = state
        return dict(sorted(found.items()))

    @functools.cached_property
    def names(self) -> list[str]:
        """Who has judged at least one row."""
        return sorted({name for states in self.judged.values() for name in states})

    def answers(self, name: str) -> dict[str, str]:
        """What one person answered, by key of the row; undecided rows are left out."""
        self._check(name)
        states = self.states[name].items()
        return {key: state.answer for key, state in states if state.answer}

    @functools.cached_property
    def settled(self) -> dict[str, RowState]:
        """Rows of which all who judged them say the same, and what that is."""
        together = {key: agreed(states) for key, states in self.judged.items()}
        return {key: state for key, state in together.items() if state}

    @property
    def disputed(self) -> list[str]:
        """Keys of the rows on which people differ."""
        return [key for key in self.judged if key not in self.settled]

    def agreement(
        self,
        first: str | None = None,
        second: str | None = None,
        *,
        resamples: int = 2000,
        seed: int = 0,
    ) -> Agreement:
        """Compare two people, as `ftwidgets.review.agreement.agree` does.

        Parameters
        ----------
        first, second : str, optional
            Who; may be left out where exactly two have judged.
        resamples, seed : int
            For the interval of kappa.

        Raises
        ------
        ValueError
            There are not exactly two, or nobody of that name.
        """
        if first is None and second is None:
            if len(self.names) != 2:
                raise ValueError(
                    f"agreement is between two people, and {self._who} judged here; "
                    "name two of them, or add a journal"
                )
            first, second = self.names
        if first is None or second is None or first == second:
            raise ValueError(
                f"agreement is between two people, got {first!r} and {second!r}; "
                f"{self._who} judged here"
            )
        return agree(
            self.answers(first), self.answers(second), resamples=resamples, seed=seed
        )

    def write(self, path: str | os.PathLike[str]) -> Path:
        """Merge everything into one new journal; the same reviews, the same bytes.

        Parameters
        ----------
        path : path-like
            A file that does not exist; a relative path starts from the workspace.

        Raises
        ------
        FileExistsError
            There is a file already; a journal is never overwritten.
        """
        place = workspace() / Path(path).expanduser()
        place.parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(journal_line(each.to_entry()) for each in self.operations)
        first = journal_line(
            {Journal.FORMAT: VERSION, "id": sha256(lines)[:_ID_DIGITS]}
        )
        try:
            with open(place, "xb") as file:
                file.write((first + lines).encode())
                file.flush()
                os.fsync(file.fileno())
        except FileExistsError:
            raise FileExistsError(
                f"{place} exists, and a journal is never overwritten; "
                "give the path of a new file"
            ) from None
        except OSError:  # a full disk: half a merge would look like a whole one
            place.unlink(missing_ok=True)
            raise
        return place

    @property
    def _who(self) -> str:
        return ", ".join(self.names) or "nobody"

    def _check(self, name: str) -> None:
        if name not in self.names:
            raise ValueError(f"{name!r} has judged nothing here; {self._who} did")


def read_reviews(places: str | os.PathLike[str] | Iterable[Any]) -> Reviews:
    """Read a journal, all journals of a folder, or those of a list.

    Parameters
    ----------
    places : path-like or iterable of path-like
        A relative path starts from the workspace.

    Raises
    ------
    FileNotFoundError
        There is no such file, or no journal in the folder.
    ValueError
        A file is no journal.

    Examples
    --------
    >>> import tempfile
    >>> journal = Journal(Path(tempfile.mkdtemp(), "labels.jsonl"))
    >>> journal.append([Operation("1", "label", "row", "mira", value="keep")])
    >>> read_reviews(journal.path)
    Reviews(1 person: mira; 1 row judged, 0 disputed)
    """
    found: list[tuple[tuple[str, str], Operation]] = []
    damage: list[str] = []
    for path in journals_in(places):
        journal = Journal(path)
        found += _timed(journal.read())
        damage += [f"{path.name}, {each}" for each in journal.damage]
    once: dict[tuple[str, str], Operation] = {}
    # Sorting keeps the order of equal ones, and so that of each journal.
    for _, operation in sorted(found, key=lambda each: each[0]):
        once.setdefault((operation.by, operation.id), operation)
    return Reviews(tuple(once.values()), tuple(damage))


def _timed(operations: Iterable[Operation]) -> list[tuple[tuple[str, str], Operation]]:
    """Deeds of one journal with what they are sorted by: time, then person.

    No deed is earlier than one that the person did before it, whatever the clock says:
    an undo stays behind what it undoes.
    """
    latest: dict[str, str] = defaultdict(str)
    timed = []
    for operation in operations:
        by = operation.by
        latest[by] = max(latest[by], operation.at)
        timed.append(((latest[by], by), operation))
    return timed


def agreed(states: States) -> RowState | None:
    """What people say of one row if all say the same, as the latest of them said it.

    The same is one outcome, one new text of each message and, where labels were
    chosen, one label. How a dropped row was edited does not matter.

    Parameters
    ----------
    states : mapping of str to RowState
        By person; all decided, at least one.

    Examples
    --------
    >>> keep, drop = RowState(verdict="keep"), RowState(verdict="drop")
    >>> agreed({"mira": keep, "noor": drop}), agreed({"mira": drop}).outcome
    (None, 'drop')
    """
    said = list(states.values())
    outcomes = {state.outcome for state in said}
    labels = {state.label for state in said} - {None}
    edits = [dict(state.edits) for state in said]
    same_text = outcomes == {"drop"} or all(each == edits[0] for each in edits)
    if len(outcomes) > 1 or len(labels) > 1 or not same_text:
        return None
    return max(said, key=lambda state: state.at)
