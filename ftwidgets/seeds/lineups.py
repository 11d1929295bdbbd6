"""Which candidates stand in line, and what became of each?

A person looks at them one after the other. Nothing becomes a seed by itself.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from ftwidgets.deduplication import deduplicate
from ftwidgets.examples import Example, count
from ftwidgets.seeds.candidates import Candidate, labelled
from ftwidgets.seeds.forms import build_example
from ftwidgets.seeds.gold import GoldSeeds

State = Literal["open", "added", "skipped", "unusable"]


class Lineup:
    """Candidates for the seeds of a task, and where a person is among them.

    Parameters
    ----------
    candidates : sequence of Candidate
    seeds : GoldSeeds
        Where the approved ones go.
    origin : {"pasted", "picked"}
        How they came.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.seeds.sources import read_pasted
    >>> seeds = GoldSeeds("classification", pathlib.Path(tempfile.mkdtemp(), "g.jsonl"))
    >>> line = Lineup(read_pasted("Where is it?\\nPaid twice", seeds.task), seeds)
    >>> line.approve(label="delivery"), line.position
    ('gold-0001', 1)
    >>> line
    Lineup(2 candidates: 1 added, 0 skipped, 0 unusable, 1 open)
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        seeds: GoldSeeds,
        origin: Literal["pasted", "picked"] = "pasted",
    ) -> None:
        self.candidates = list(candidates)
        self.seeds = seeds
        self.origin = origin
        self.position = 0
        self._added: dict[int, str] = {}
        self._skipped: set[int] = set()
        self.go(0)

    def __len__(self) -> int:
        return len(self.candidates)

    def __repr__(self) -> str:
        counts = ", ".join(f"{n} {state}" for state, n in self.counts.items())
        return f"Lineup({count(len(self), 'candidate')}: {counts})"

    @property
    def current(self) -> Candidate | None:
        """The one to look at; ``None`` behind the last."""
        return self.candidates[self.position] if self.position < len(self) else None

    @property
    def states(self) -> list[State]:
        """What became of each; a seed that was taken out again is open again."""
        ids = {row["id"] for row in self.seeds.seeds}
        return [self._state(at, ids) for at in range(len(self))]

    def _state(self, at: int, ids: set[str]) -> State:
        if self._added.get(at) in ids:
            return "added"
        if self.candidates[at].example is None:
            return "unusable"
        return "skipped" if at in self._skipped else "open"

    @property
    def counts(self) -> dict[State, int]:
        """How many are in each state."""
        states = self.states
        names: tuple[State, ...] = ("added", "skipped", "unusable", "open")
        return {name: states.count(name) for name in names}

    @property
    def ready(self) -> list[int]:
        """Open ones that are complete, and differ from all seeds and from each other.

        Without an error, with a label the task knows where it asks for one, and not
        nearly the words of another: those a person looks at one by one.
        """
        states = self.states
        open_ones = [
            at
            for at, each in enumerate(self.candidates)
            if states[at] == "open" and self._is_complete(each)
        ]
        rows = self.seeds.seeds
        together = [*rows, *(self.candidates[at].example for at in open_ones)]
        kept = deduplicate(together, roles=("user",), keep="first").kept
        return [open_ones[at - len(rows)] for at in kept if at >= len(rows)]

    def _is_complete(self, candidate: Candidate) -> bool:
        if not candidate.usable:
            return False
        if self.seeds.task.kind != "classification":
            return True
        codes = {each.code for each in candidate.findings}
        return candidate.label is not None and "unknown_label" not in codes

    def seed_of(self, at: int) -> str | None:
        """Id of the seed that a candidate became."""
        return self._added.get(at) if self.states[at] == "added" else None

    def go(self, position: int) -> None:
        """Go to a candidate, past those that are not examples at all."""
        step = -1 if position < self.position else 1
        position = min(max(position, 0), len(self))
        while 0 <= position < len(self) and self.candidates[position].example is None:
            position += step
        if position < 0:  # none before the first that can be shown
            self.go_to_open(0)
        else:
            self.position = position

    def go_to_open(self, position: int) -> None:
        """Go to the next one that nothing was decided of, or behind the last."""
        states = self.states
        later = (at for at in range(position, len(self)) if states[at] == "open")
        self.position = next(later, len(self))

    def return_to(self, ids: Sequence[str]) -> None:
        """Go back to the first candidate whose seed, one of these, is no longer one."""
        states = self.states
        gone = [
            at
            for at, name in self._added.items()
            if name in ids and states[at] != "added"
        ]
        self.position = min(gone, default=self.position)

    def skip(self) -> None:
        """Pass over the current one; it can still be approved later."""
        if self.current is not None:
            self._skipped.add(self.position)
            self.go_to_open(self.position + 1)

    def approve(
        self, label: str | None = None, fields: Mapping[str, str] | None = None
    ) -> str:
        """Make a seed of the current one and go on; the id of the seed.

        Parameters
        ----------
        label : str, optional
            Its label, where it has none or a wrong one.
        fields : mapping of str to str, optional
            What the form says now, where it was edited first.

        Raises
        ------
        ValueError
            There is nothing to approve, or it cannot become a seed.
        """
        at, candidate = self.position, self.current
        if candidate is None or candidate.example is None:
            raise ValueError("there is no candidate here; go back to one, or add more")
        example = _edited(candidate.example, self.seeds, label, fields)
        self._added[at] = self.seeds.add(example, self.origin, candidate.source)
        self._skipped.discard(at)
        self.go_to_open(at + 1)
        return self._added[at]

    def approve_ready(self) -> list[str]:
        """Make seeds of all that are `ready`, in one step; their ids."""
        ready = self.ready
        chosen = [self.candidates[at] for at in ready]
        pairs = [(each.example, each.source) for each in chosen if each.example]
        ids = self.seeds.add_all(pairs, self.origin)
        self._added |= dict(zip(ready, ids, strict=True))
        self.go_to_open(0)
        return ids


def _edited(
    example: Example,
    seeds: GoldSeeds,
    label: str | None,
    fields: Mapping[str, str] | None,
) -> Example:
    """The example as it was approved; what came beside its messages stays."""
    if fields is not None:
        return {**example, **build_example(seeds.task, fields)}
    return example if label is None else labelled(example, label)
