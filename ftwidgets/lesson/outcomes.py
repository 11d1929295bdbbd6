"""What became of an answer? One of four outcomes, with its reason."""

from dataclasses import dataclass
from typing import Literal

from ftwidgets.literals import name_hidden

State = Literal["passed", "not_yet", "not_started", "raised"]

TITLES: dict[str, str] = {
    "passed": "✓ Passed",
    "not_yet": "~ Not yet",
    "not_started": "· Not started",
    "raised": "× Your code raised an error",
}
"""What each state is called, with its sign."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an answer to an exercise.

    Attributes
    ----------
    number : int
        Of the exercise.
    title : str
        Of the exercise.
    state : str
        passed, not_yet, not_started or raised.
    sentence : str
        Which property fails, what was raised, or what to do.
    row : str
        The row on which it fails, with its text; empty where it is not told yet.
    checked : tuple of str
        What was checked, where it passed.
    offers_solution : bool
        Whether it is time to offer the solution.
    standing : str
        Such as ``3 of 9 exercises passed``.

    Examples
    --------
    >>> print(Outcome(2, "Limits", "not_yet", "A good reply falls.", standing="0 of 9"))
    Exercise 2, Limits: ~ Not yet
    A good reply falls.
    0 of 9
    """

    number: int
    title: str
    state: State
    sentence: str
    row: str = ""
    checked: tuple[str, ...] = ()
    offers_solution: bool = False
    standing: str = ""

    def __str__(self) -> str:
        lines = [f"Exercise {self.number}, {self.title}: {TITLES[self.state]}"]
        lines += [self.sentence, self.row, *(f"✓ {each}" for each in self.checked)]
        if self.offers_solution:
            lines.append("The solution is there if you want it.")
        text = "\n".join(filter(None, [*lines, self.standing]))
        return "\n".join(map(name_hidden, text.split("\n")))

    __repr__ = __str__

    @property
    def passed(self) -> bool:
        """Whether the answer passed."""
        return self.state == "passed"
