"""Whose are the gold seeds: the person's own, or ours?

What a line says of its origin is believed only where its text is none of ours.
"""

import functools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ftwidgets.examples import Example, count, texts
from ftwidgets.lesson.workshop.jobs import OURS
from ftwidgets.seeds.cards import ORIGINS
from ftwidgets.seeds.sources import SHIPPED, shipped


@dataclass(frozen=True, slots=True)
class Owners:
    """How many seeds are whose.

    Attributes
    ----------
    own : int
        Written, pasted or picked by the person.
    ours : int
        They came with the project.
    unknown : int
        Nothing says where they are from.

    Examples
    --------
    >>> print(Owners(0, 20))
    All 20 gold seeds came with ftwidgets; none is the person’s own.
    >>> print(Owners(2, 17, 1))
    2 of 20 gold seeds are the person’s own, 17 came with ftwidgets, 1 is of unknown...
    """

    own: int
    ours: int
    unknown: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.own + self.ours + self.unknown

    def __str__(self) -> str:
        if self.own == self.total:
            return f"All {self.total} gold seeds are the person’s own."
        if self.ours == self.total:
            return (
                f"All {self.total} gold seeds came with ftwidgets; none is the "
                "person’s own."
            )
        are = "is" if self.own == 1 else "are"
        said = f"{self.own} of {self.total} gold seeds {are} the person’s own"
        if self.ours:
            said += f", {self.ours} came with ftwidgets"
        if self.unknown:
            said += f", {count(self.unknown, 'is', 'are')} of unknown origin"
        return f"{said}."


def owners_of(seeds: Iterable[Example]) -> Owners:
    """Count whose the seeds are.

    Examples
    --------
    >>> seeds = [each.example | {"origin": "pasted"} for each in shipped(SHIPPED[0])]
    >>> owners_of(seeds)
    Owners(own=0, ours=20, unknown=0)
    """
    found = Counter(map(_owner_of, seeds))
    return Owners(found["own"], found["ours"], found["unknown"])


def _owner_of(seed: Example) -> str:
    origin = seed.get("origin")
    if origin == OURS or _words(seed) in _our_words():
        return "ours"
    return "own" if origin in ORIGINS else "unknown"


@functools.cache
def _our_words() -> frozenset[tuple[str, ...]]:
    """Texts of all seeds that came with the project; none where none came."""
    try:
        return frozenset(
            _words(each.example) for kind in SHIPPED for each in shipped(kind)
        )
    except ValueError:
        return frozenset()


def _words(seed: Any) -> tuple[str, ...]:
    """Question and reply; white space and case make nobody an author."""
    said = texts(seed, ("user", "assistant"))
    return tuple(" ".join(text.split()).casefold() for text in said)
