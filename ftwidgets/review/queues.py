"""Which queues are there, and what is a place in one?"""

import contextlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from ftwidgets.literals import literal
from ftwidgets.review.identity import key_json

Name = Literal[
    "all",
    "audit",
    "lowest_score",
    "suspects",
    "near_duplicates",
    "children",
    "unlabelled",
    "flagged",
    "older_text",
]

NAMES: dict[Name, str] = {
    "audit": "Random audit",
    "all": "All rows",
    "lowest_score": "Lowest score first",
    "suspects": "Suspects: the levels disagree",
    "near_duplicates": "Near-duplicates side by side",
    "children": "Children of one seed",
    "unlabelled": "Not judged yet",
    "flagged": "Flagged",
    "older_text": "Judged on an older text",
}
"""The queues and what people call them."""

READ_AGAIN = ("near_duplicates", "flagged", "older_text")
"""Queues of which it does not matter whether a row was seen before."""

_AMONG = ("kept", "all")
"""Rows that an audit draws from, in its key: after filtering, before filtering."""


@dataclass(frozen=True, slots=True, eq=False)
class Queue:
    """Which queue. Two with one key are equal.

    Attributes
    ----------
    name : str
        One of `NAMES`.
    percent : float
        Of an audit: how many of a hundred rows.
    seed : int
        Of an audit: another seed, other rows.
    before_filtering : bool
        Of an audit: whether dropped rows are drawn too. Only such an audit measures
        the filters.
    family : object
        Of ``children``: the seed.

    Examples
    --------
    >>> Queue("audit", percent=10).key, Queue("audit", percent=10).title
    ('audit:10:0:kept', 'Random audit, 10 %')
    """

    name: Name = "all"
    percent: float = 10
    seed: int = 0
    before_filtering: bool = False
    family: Any = None

    def __post_init__(self) -> None:
        if self.name not in NAMES:
            raise ValueError(
                f"no queue is called {self.name!r}; use {', '.join(NAMES)}"
            )
        if not _is_number(self.percent) or not 0 < self.percent <= 100:
            raise ValueError(
                f"percent is {self.percent!r}; use a number above 0 and at most 100"
            )
        if isinstance(self.seed, bool) or not isinstance(self.seed, int):
            raise ValueError(f"seed is {self.seed!r}; use a whole number")

    def __eq__(self, other: object) -> bool:
        return self.key == other.key if isinstance(other, Queue) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def key(self) -> str:
        """Text that names the queue in a journal."""
        if self.name == "audit":
            among = _AMONG[bool(self.before_filtering)]
            percent = str(float(self.percent)).removesuffix(".0")
            return f"audit:{percent}:{self.seed}:{among}"
        if self.name == "children":
            return f"children:{key_json(self.family)}"
        return self.name

    @classmethod
    def of(cls, given: "Queue | str") -> "Queue":
        """Queue by its name or key.

        Raises
        ------
        ValueError
            No queue is called so.

        Examples
        --------
        >>> Queue.of("flagged").name, Queue.of("audit:5:7:all").percent
        ('flagged', 5.0)
        """
        if isinstance(given, Queue):
            return given
        name, _, rest = str(given).partition(":")
        if not rest:
            return cls(str(given))  # type: ignore[arg-type]
        with contextlib.suppress(ValueError, RecursionError):
            if name == "audit":
                percent, seed, among = rest.split(":")
                before_filtering = _AMONG.index(among) == 1
                return cls("audit", float(percent), int(seed), before_filtering)
            if name == "children":
                return cls("children", family=json.loads(rest))
        raise ValueError(
            f"{str(given)!r:.80} is no key of a queue; "
            "such are 'audit:10:0:kept' and 'children:\"seed 7\"'"
        )

    @property
    def title(self) -> str:
        """What people call it."""
        if self.name == "audit":
            extra = ", before filtering" if self.before_filtering else ""
            return f"{NAMES['audit']}, {self.percent:g} %{extra}"
        if self.name == "children":
            return f"Children of seed {literal(str(self.family))}"
        return NAMES[self.name]


@dataclass(frozen=True, slots=True)
class Entry:
    """One place in a queue.

    Attributes
    ----------
    row : int
        Position of the example, from 0.
    partner : int or None
        The row shown beside it.
    why : str
        Why it is here, for people; empty where the queue's name says it.
    """

    row: int
    partner: int | None = None
    why: str = ""


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
