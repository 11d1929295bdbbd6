"""What is there to say about an example before it becomes a seed?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ftwidgets.examples import Example, texts
from ftwidgets.findings import Finding
from ftwidgets.similarity import words
from ftwidgets.tasks import Task
from ftwidgets.validation import validate

NEAR = 0.8
"""A seed that shares this much of its user's words with another teaches little more."""


class Nearest(NamedTuple):
    """The seed whose user text is most similar."""

    id: str
    similarity: float
    text: str


@dataclass(frozen=True, slots=True)
class SeedCheck:
    """What there is to say about an example before it becomes a seed.

    Attributes
    ----------
    findings : tuple of Finding
        What `ftwidgets.validate` says for the task.
    nearest : Nearest or None
        The most similar seed; ``None`` where none shares a word.
    """

    findings: tuple[Finding, ...] = ()
    nearest: Nearest | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that forbid it."""
        return tuple(each for each in self.findings if each.severity == "error")

    @property
    def is_near(self) -> bool:
        """Whether it says nearly what a seed says already; allowed, but shown."""
        return self.nearest is not None and self.nearest.similarity >= NEAR


def user_text(example: Example) -> str:
    """What the user says, all turns as one text.

    Examples
    --------
    >>> user_text({"messages": [{"role": "user", "content": "Hi"}]})
    'Hi'
    """
    return "\n".join(texts(example, ("user",)))


def overlap(one: str, other: str) -> float:
    """Share of common words of two texts; of texts without words, whether they equal.

    Examples
    --------
    >>> overlap("Where is my lamp?", "where is my chair"), overlap("?", "!")
    (0.6, 0.0)
    """
    if one == other:
        return 1.0
    left, right = set(words(one)), set(words(other))
    return len(left & right) / max(1, len(left | right))


def check_seed(
    example: Example, task: Task, others: Sequence[Example] = ()
) -> SeedCheck:
    """Check an example against its task and the seeds there are.

    Parameters
    ----------
    example : dict
        A chat example, or whatever came instead.
    task : Task
    others : sequence of dict
        The seeds there are, each with its id.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> seed = chat(("user", "Where is my lamp?"), ("assistant", "delivery"), id="g1")
    >>> found = check_seed(chat(("user", "where is my lamp")), Task(), [seed])
    >>> [each.code for each in found.errors], found.nearest
    (['no_assistant'], Nearest(id='g1', similarity=1.0, text='Where is my lamp?'))
    """
    text = user_text(example)
    found = [
        Nearest(row["id"], overlap(text, said), said)
        for row in others
        if (said := user_text(row))
    ]
    best = max(found, key=lambda each: each.similarity, default=None)
    nearest = best if best and best.similarity else None
    return SeedCheck(tuple(validate(example, task=task)), nearest)
