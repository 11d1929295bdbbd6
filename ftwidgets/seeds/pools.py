"""Which rows can seeds be picked from, and where does each of them stand?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ftwidgets.examples import Example, count
from ftwidgets.review.sources import source_of
from ftwidgets.seeds.candidates import Candidate
from ftwidgets.seeds.sources import SUGGESTED, suggest
from ftwidgets.tasks import Task


@dataclass(frozen=True)
class Pool:
    """Rows to pick from.

    Attributes
    ----------
    name : str
        What they are called: their file, where they have one.
    examples : sequence of dict
    names : sequence of str
        Where each row stands, for people.
    """

    name: str
    examples: Sequence[Example]
    names: Sequence[str]

    def __repr__(self) -> str:
        return f"Pool({self.name}: {count(len(self.examples), 'row')})"

    def suggest(
        self,
        task: Task,
        avoid: Sequence[Example] = (),
        *,
        n: int = SUGGESTED,
        seed: int = 0,
    ) -> list[Candidate]:
        """Rows that are worth a look; see `ftwidgets.seeds.sources.suggest`."""
        return suggest(self.examples, task, n, seed, avoid, self.names)


def pool_of(given: Any) -> Pool:
    """Rows of a list of examples, a `Dataset`, or what a `Curation` kept.

    Raises
    ------
    TypeError
        It is none of them.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> pool_of([chat(("user", "Hi"), ("assistant", "Hello"))]).names
    ['examples row 1']
    """
    source = source_of(given)
    path = getattr(getattr(given, "data", given), "path", None)
    name = path.name if path else source.name
    lines = source.lines
    return Pool(
        name,
        [source.examples[at] for at in source.kept],
        [
            f"{name} line {lines[at]}" if lines else f"{name} row {at + 1}"
            for at in source.kept
        ],
    )
