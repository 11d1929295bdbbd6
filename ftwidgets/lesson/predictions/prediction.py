"""What will the code do? A guess is kept first, and only then is the code run."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ftwidgets.lesson.learner import Progress


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

    def commit(self, guess: Any, progress: Progress | None = None) -> float | str:
        """Keep a guess, and give the one that counts: the first.

        Raises
        ------
        ValueError
            It is not on the scale, or none of the choices.
        """
        progress = progress if progress is not None else Progress()
        progress.record_guess(self.id, self._read(guess))
        return progress.guess(self.id)

    def _read(self, guess: Any) -> float | str:
        if self.choices:
            if guess not in self.choices:
                raise ValueError(
                    f"guess must be one of {', '.join(map(repr, self.choices))}, "
                    f"got {guess!r}"
                )
            return guess
        is_number = isinstance(guess, int | float) and not isinstance(guess, bool)
        if not is_number or not math.isfinite(guess) or guess != int(guess):
            raise ValueError(f"guess must be a whole number, got {guess!r}")
        if not self.low <= guess <= self.high:
            raise ValueError(
                f"guess must be a whole number from {self.low} to {self.high}, "
                f"got {guess!r}"
            )
        return int(guess)
