"""Does an answer pass, and if not, how much of the reason is told?

A check takes values, never the notebook's variables, so that no edited cell breaks it.
"""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.outcomes import Outcome, State

TELLS_ROW = 2
"""From so many misses on, the row is told too."""

OFFERS_SOLUTION = 3
"""From so many misses on, the solution is offered."""

DOTS = "Put your answer in the place of the dots, then run both cells."

NOTHING = "It gives nothing back; does it end with return?"


@dataclass(frozen=True, slots=True)
class Miss:
    """Why an answer does not pass yet.

    Attributes
    ----------
    property : str
        Which property fails, in a sentence that gives no solution away.
    row : str
        The row on which it fails, with its text.
    """

    property: str
    row: str = ""


class NotStarted(Exception):
    """The answer is still the one that the notebook came with; perhaps what to do."""


class Missed(Exception):
    """The answer does not pass yet, as was found while it was asked.

    Attributes
    ----------
    miss : Miss
    """

    def __init__(self, miss: Miss) -> None:
        super().__init__(miss.property)
        self.miss = miss


class AnswerRaised(Exception):
    """The learner's own code raised.

    Attributes
    ----------
    error : Exception
        What it raised.
    row : str
        What it was given.
    """

    def __init__(self, error: Exception, row: str) -> None:
        super().__init__(f"{type(error).__name__}: {error}")
        self.error = error
        self.row = row


def ask(function: Any, *arguments: Any, row: str = "") -> Any:
    """Call the learner's function on copies, so that ours stay as they are.

    Parameters
    ----------
    function : callable
        The learner's.
    *arguments
        What it is given.
    row : str
        The same in words, for the learner.

    Raises
    ------
    AnswerRaised
        It raised.
    NotStarted
        It gave the starter's dots back.
    Missed
        It gave nothing back, as a function does that lacks its ``return``.

    Examples
    --------
    >>> ask(len, [1, 2])
    2
    """
    try:
        given = function(*copy.deepcopy(arguments))
    except Exception as error:
        raise AnswerRaised(error, row) from error
    if given is ...:
        raise NotStarted
    if given is None:
        raise Missed(Miss(NOTHING, row))
    return given


@dataclass(frozen=True)
class Exercise:
    """One graded exercise.

    Attributes
    ----------
    number : int
        Of its notebook, 1 to 9.
    title : str
    task : str
        What to do, in one to three sentences.
    starter : str
        Source of the notebook's cell, with ``...`` where the answer goes.
    answer : str
        The expression that is judged after it.
    hints : tuple of str
        Each says more than the one before.
    solution : str
        Source of a cell that passes, in the starter's place.
    why : str
        Why it is right.
    another : str
        One more problem, which nobody judges.
    check : callable
        Takes the answer's value; gives a `Miss`, or in words what was checked.
    wrong : tuple of (str, str)
        Sources of cells that do not pass, with words of the reason.

    Examples
    --------
    >>> import tempfile
    >>> def check(answer):
    ...     return ("it is even",) if answer % 2 == 0 else Miss("It is odd.", "row 1")
    >>> words = ("Find one.", "n = ...", "n", ("Try 2.",), "n = 2", "2 is 2 x 1.", "8?")
    >>> even = Exercise(1, "Even", *words, check)
    >>> progress = Progress("mira", tempfile.mkdtemp())
    >>> even.judge(..., progress).state, even.judge(3, progress).sentence
    ('not_started', 'It is odd.')
    >>> print(even.judge(4, progress))
    Exercise 1, Even: ✓ Passed
    Your answer has all that was asked for.
    ✓ it is even
    The solution is there if you want it.
    1 of 9 exercises passed
    """

    number: int
    title: str
    task: str
    starter: str
    answer: str
    hints: tuple[str, ...]
    solution: str
    why: str
    another: str
    check: Callable[[Any], "tuple[str, ...] | Miss"]
    wrong: tuple[tuple[str, str], ...] = ()

    def judge(self, answer: Any, progress: Progress | None = None) -> Outcome:
        """What becomes of an answer; it is counted in `progress`.

        Parameters
        ----------
        answer
            The value; ``...`` is none yet.
        progress : Progress, optional
            The learner's own by default.

        Returns
        -------
        Outcome
            An answer that does not pass is a miss, one that raises too. A reason is
            told at once, its row from the second miss on.
        """
        progress = progress if progress is not None else Progress()
        try:
            found = self._found(answer)
        except NotStarted as told:
            return self._outcome(progress, "not_started", str(told) or DOTS)
        except AnswerRaised as raised:
            return self._outcome(progress, "raised", f"{raised}", row=raised.row)
        if isinstance(found, Miss):
            tells_row = progress.attempts(self.number).misses + 1 >= TELLS_ROW
            row = found.row if tells_row else ""
            return self._outcome(progress, "not_yet", found.property, row=row)
        said = "Your answer has all that was asked for."
        return self._outcome(progress, "passed", said, checked=tuple(found))

    def _found(self, answer: Any) -> tuple[str, ...] | Miss:
        if answer is ...:
            raise NotStarted
        try:
            return self.check(answer)
        except Missed as missed:
            return missed.miss

    def _outcome(
        self, progress: Progress, state: State, sentence: str, **found: Any
    ) -> Outcome:
        progress.record_try(self.number, state)
        return Outcome(
            self.number,
            self.title,
            state,
            sentence,
            offers_solution=self.offers_solution(progress),
            standing=progress.sentence,
            **found,
        )

    def offers_solution(self, progress: Progress | None = None) -> bool:
        """Whether the solution is offered, or is only there for who insists.

        From the third miss on, and where it can give nothing away any more: the
        exercise is passed, or the solution was seen.
        """
        progress = progress if progress is not None else Progress()
        done = progress.attempts(self.number)
        return done.passed or done.solution_seen or done.misses >= OFFERS_SOLUTION

    def hint(self, number: int, progress: Progress | None = None) -> str:
        """Hint of a number from 1; it is counted in `progress`.

        Raises
        ------
        ValueError
            There is no such hint.
        """
        if number not in range(1, len(self.hints) + 1):
            raise ValueError(
                f"exercise {self.number} has hints 1 to {len(self.hints)}, "
                f"got {number!r}"
            )
        progress = progress if progress is not None else Progress()
        progress.record_hints(self.number, number)
        return self.hints[number - 1]

    def show_solution(self, progress: Progress | None = None) -> str:
        """The solution, why it is right and one more problem; it is counted."""
        progress = progress if progress is not None else Progress()
        progress.record_solution(self.number)
        return f"{self.solution}\n\n{self.why}\n\nNow try this one: {self.another}"
