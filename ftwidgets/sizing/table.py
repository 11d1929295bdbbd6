"""How many examples does the lesson ask for, and where do more of them stop paying?"""

from dataclasses import dataclass
from typing import Any

from ftwidgets.tasks import Task


@dataclass(frozen=True, slots=True)
class Behaviour:
    """A row of the lesson's table: what the model shall learn, and from how many.

    Attributes
    ----------
    key : str
        What a call names it by.
    name : str
        What people call it.
    minimum : tuple of int
        Examples without which there is no use in training, from and to.
    recommended : tuple of (int, int or None)
        Examples to aim for, from and to; ``None`` is "or more".
    """

    key: str
    name: str
    minimum: tuple[int, int]
    recommended: tuple[int, int | None]


BEHAVIOURS: dict[str, Behaviour] = {
    each.key: each
    for each in (
        Behaviour("classification", "Simple classification", (50, 100), (200, 500)),
        Behaviour("format_or_style", "Format or style change", (100, 300), (500, 1000)),
        Behaviour("multi_step", "Complex, several steps", (500, 1000), (2000, 5000)),
        Behaviour("domain", "Domain-specific behaviour", (1000, 2000), (5000, 10_000)),
        Behaviour("persona", "Full persona or assistant", (2000, 5000), (10_000, None)),
    )
}
"""The lesson's table, in its order."""

KINDS: dict[str, str] = {
    "classification": "classification",
    "format_conversion": "format_or_style",
    "style_matching": "format_or_style",
}
"""Kinds of a `Task` that have a row of their own."""


@dataclass(frozen=True, slots=True)
class Return:
    """A point of the lesson's curve of diminishing returns.

    Attributes
    ----------
    examples : int
    bars : int
        Quality, in tenths.
    words : str
        The lesson's.
    and_more : bool
        Whether it stands for all larger numbers too.
    """

    examples: int
    bars: int
    words: str
    and_more: bool = False


RETURNS: tuple[Return, ...] = (
    Return(50, 4, "baseline improvement"),
    Return(200, 6, "significant jump"),
    Return(500, 8, "strong performance"),
    Return(1000, 9, "diminishing returns begin"),
    Return(5000, 10, "marginal gains from here"),
    Return(10_000, 10, "usually not worth the cost", and_more=True),
)
"""The lesson's curve: a drawing, not a measurement."""

DIMINISHING = 1000
"""Examples from which the lesson's curve flattens, for most classification tasks."""


def behaviour_of(wanted: Any) -> Behaviour:
    """The row of the table that is meant.

    Parameters
    ----------
    wanted : str, Task or Behaviour
        A key of `BEHAVIOURS`, its name, a kind of task or a task.

    Raises
    ------
    ValueError
        The table has no such row.

    Examples
    --------
    >>> behaviour_of("style_matching").recommended
    (500, 1000)
    >>> behaviour_of(Task(kind="classification")).minimum
    (50, 100)
    """
    if isinstance(wanted, Behaviour):
        return wanted
    asked = wanted.kind if isinstance(wanted, Task) else wanted
    if isinstance(asked, str):
        plain = asked.casefold().strip()
        named = {each.name.casefold(): key for key, each in BEHAVIOURS.items()}
        key = KINDS.get(plain) or named.get(plain) or plain
        if key in BEHAVIOURS:
            return BEHAVIOURS[key]
    raise ValueError(
        f"the lesson's table has {', '.join(map(repr, BEHAVIOURS))}, "
        f"got {asked!r:.80}; choose the one that is closest to your task"
    )


def range_in_words(low: int, high: int | None) -> str:
    """A range of numbers of examples for people.

    Examples
    --------
    >>> range_in_words(200, 500), range_in_words(10_000, None)
    ('200 to 500', '10,000 or more')
    """
    return f"{low:,} or more" if high is None else f"{low:,} to {high:,}"
