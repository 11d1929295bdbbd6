"""What will the code do? A guess is kept first, and only then is the code run."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ftwidgets.lesson.learner import Progress
from ftwidgets.literals import literal

RAW = "data/raw_tickets.jsonl"
"""Our raw tickets, on which several predictions run."""


def in_words(value: float | str) -> str:
    """A number as people read it, or the text of a choice.

    Examples
    --------
    >>> in_words(1234.5), in_words("ten")
    ('1,234.5', '“ten”')
    """
    if isinstance(value, str):
        return f"“{literal(value)}”"
    return f"{value:,.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True, slots=True)
class Truth:
    """What the code really did.

    Attributes
    ----------
    value : float or str
        A number on the scale, or one of the choices.
    table : tuple of tuple of str
        A few rows that show it, the first one being the heading.
    title : str
        Of the table.
    """

    value: float | str
    table: tuple[tuple[str, ...], ...] = ()
    title: str = ""


@dataclass(frozen=True)
class Prediction:
    """A question that is answered by running code.

    Attributes
    ----------
    id : str
        Such as ``shared_prompt``.
    notebook : int
        Number of the notebook that asks it.
    question, ask : str
        What is given, and what is asked.
    reveal : callable
        Runs the code and gives the `Truth`.
    why, rule : str
        Why it is so, and the one sentence to remember.
    low, high : float
        Ends of the scale of whole numbers, where a number is asked for.
    unit : str
        Of the number, such as ``kept``.
    choices : tuple of str
        The choices, where one of them is asked for.
    asks_why : str
        Asked after the truth is shown and before the explanation is.

    Examples
    --------
    >>> import tempfile
    >>> three = Prediction(
    ...     "three", 0, "Rows a, b, c.", "How many?", lambda: Truth(3), "", "", 0, 5
    ... )
    >>> progress = Progress("mira", tempfile.mkdtemp())
    >>> three.commit(9, progress)
    Traceback (most recent call last):
    ValueError: guess must be a whole number from 0 to 5, got 9
    >>> three.commit(4, progress), three.reveal().value
    (4, 3)
    >>> three.distance(4, three.reveal())
    '1 off'
    """

    id: str
    notebook: int
    question: str
    ask: str
    reveal: Callable[[], Truth]
    why: str
    rule: str
    low: float = 0
    high: float = 0
    unit: str = ""
    choices: tuple[str, ...] = ()
    asks_why: str = "Why is that? Say it to yourself first."

    def fits(self, guess: Any) -> bool:
        """Whether a guess is one that can be made: on the scale, or a choice."""
        if self.choices:
            return isinstance(guess, str) and guess in self.choices
        is_number = isinstance(guess, int | float) and not isinstance(guess, bool)
        return is_number and self.low <= guess <= self.high and guess == int(guess)

    def guess(self, progress: Progress | None = None) -> float | str | None:
        """The guess that was made; ``None`` where there is none that fits."""
        progress = progress if progress is not None else Progress()
        kept = progress.guess(self.id)
        return kept if self.fits(kept) else None

    def commit(self, guess: Any, progress: Progress | None = None) -> float | str:
        """Keep a guess, and give the one that counts: the first that fits.

        Raises
        ------
        ValueError
            It is not on the scale, or none of the choices.
        """
        if not self.fits(guess):
            raise ValueError(f"guess must be {self._wanted}, got {guess!r}")
        progress = progress if progress is not None else Progress()
        kept = progress.guess(self.id)
        if kept is not None and not self.fits(kept):
            progress.forget_guess(self.id)  # of an earlier edition
        progress.record_guess(self.id, guess if self.choices else int(guess))
        return progress.guess(self.id)

    def distance(self, guess: float | str, truth: Truth) -> str:
        """How far a guess is off, in words."""
        if self.choices:
            return "as you guessed" if guess == truth.value else "not as you guessed"
        off = abs(guess - truth.value)
        return f"{in_words(off)} off" if off else "exactly as you guessed"

    @property
    def _wanted(self) -> str:
        if self.choices:
            return f"one of {', '.join(map(repr, self.choices))}"
        return f"a whole number from {self.low} to {self.high}"
