"""Does an answer pass, and where is help? A view on one graded exercise."""

from collections.abc import Callable, Mapping
from typing import Any

from IPython import get_ipython

from ftwidgets.lesson.exercises import exercise
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.outcomes import TITLES, Outcome
from ftwidgets.lesson.progress_file import Attempts
from ftwidgets.literals import literal
from ftwidgets.widgets.lesson_frames import (
    LessonFrame,
    lesson_script,
    lesson_style,
    pieces,
)

NOT_JUDGED = "Your answer is not judged yet: the progress file could not be written."

STALE = (
    "The cell that ran before this one ended in an error, so what is judged here may "
    "be an answer of before."
)


class Exercise(LessonFrame):
    """The widget of a graded exercise: it judges an answer, and helps on.

    Parameters
    ----------
    number : int
        Of the notebook, 1 to 9.
    answer
        The value to judge; ``...`` is none yet.
    progress : Progress, optional
        The learner's own by default.

    Attributes
    ----------
    exercise : ftwidgets.lesson.Exercise
        What is asked.
    outcome : Outcome or None
        What became of the answer; ``None`` where the disk refused to keep it.
    caution : str
        Why the answer may not be the one that was meant; mostly empty.

    Examples
    --------
    >>> import tempfile
    >>> progress = Progress("mira", tempfile.mkdtemp())
    >>> Exercise(2, ..., progress).outcome.state
    'not_started'
    >>> print(repr(Exercise(2, ..., progress)).rpartition(". ")[2])
    0 of 9 exercises passed)
    """

    _esm = lesson_script("exercise.js")
    _css = lesson_style("exercise.css")

    def __init__(
        self, number: int, answer: Any = ..., progress: Progress | None = None
    ) -> None:
        self.exercise = exercise(number)
        self.outcome: Outcome | None = None
        self.caution = STALE if _cell_before_failed() else ""
        self._answer = answer
        self._is_open = False
        progress = progress if progress is not None else Progress()
        refused = ""
        try:  # before the page begins, as it begins with the outcome
            self.outcome = self.exercise.judge(answer, progress)
        except OSError as error:
            refused = f"{type(error).__name__}: {error}"
        super().__init__(progress)
        self.last_error = refused

    def __repr__(self) -> str:
        outcome = self.outcome
        name = f"{self.exercise.number} {self.exercise.title}"
        if outcome is None:
            return f"Exercise({name}: {NOT_JUDGED} {literal(self.last_error)})"
        title = f"{TITLES[outcome.state]}: {outcome.sentence}"
        parts = [title, self.caution, outcome.row]
        parts += [f"✓ {each}" for each in outcome.checked]
        told = " ".join(filter(None, parts))
        return f"Exercise({name}: {literal(told)} {self.progress.sentence})"

    @property
    def attempts(self) -> Attempts:
        """Tries, misses and hints, as they are on the disk."""
        return self.progress.attempts(self.exercise.number)

    @property
    def hints(self) -> tuple[str, ...]:
        """The hints that were asked for so far."""
        return self.exercise.hints[: self.attempts.hints]

    @property
    def offers_solution(self) -> bool:
        """Whether the solution is offered; before that it takes a second press."""
        return self.exercise.offers_solution(self.progress)

    def judge(self) -> Outcome:
        """Judge the answer; it is counted.

        Raises
        ------
        OSError
            The progress file could not be written.
        """
        self.outcome = self.exercise.judge(self._answer, self.progress)
        self.tell()
        return self.outcome

    def hint(self) -> str:
        """Show the next hint; after the last one, that one again."""
        number = min(self.attempts.hints + 1, len(self.exercise.hints))
        hint = self.exercise.hint(number, self.progress)
        self.tell()
        return hint

    def show_solution(self) -> str:
        """Show the solution, why it is right, and one more problem."""
        solution = self.exercise.show_solution(self.progress)
        self._is_open = True
        self.tell()
        return solution

    def reset(self) -> None:
        """Forget tries, hints and the pass of this exercise."""
        self.progress.reset(self.exercise.number)
        self._is_open = False
        self._answer = ...
        self.caution = ""
        self.judge()

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        deeds = {
            "judge": (self.judge, "Judged"),
            "hint": (self.hint, "The hint is shown"),
            "solution": (self.show_solution, "The solution is shown"),
            "reset": (self.reset, "The exercise is reset"),
        }
        return {
            name: lambda id, deed=deed, words=words: self.act(id, deed, lambda: words)
            for name, (deed, words) in deeds.items()
        }

    def facts(self) -> dict[str, Any]:
        """What is asked, without what helps."""
        asked = self.exercise
        return {"number": asked.number, "title": asked.title, "task": asked.task}

    def view(self) -> dict[str, Any]:
        """The outcome, and the help that was asked for; no more of it."""
        attempts = self.attempts
        return {
            "outcome": self._outcome_page(),
            "marks": [each.state for each in self.progress.every_attempts.values()],
            "sentence": self.progress.sentence,
            "tries": attempts.tries,
            "hints": list(self.hints),
            "hintsTotal": len(self.exercise.hints),
            "offersSolution": self.offers_solution,
            "solution": self._solution_page() if self._is_open else None,
        }

    def _outcome_page(self) -> dict[str, Any]:
        if self.outcome is None:
            return {"state": "unjudged", "title": "× Not judged", "sentence": []}
        outcome = self.outcome
        return {
            "state": outcome.state,
            "title": TITLES[outcome.state],
            "caution": self.caution,
            "sentence": pieces(outcome.sentence),
            "row": pieces(outcome.row),
            "checked": [pieces(each) for each in outcome.checked],
        }

    def _solution_page(self) -> dict[str, str]:
        asked = self.exercise
        return {"code": asked.solution, "why": asked.why, "another": asked.another}


def _cell_before_failed() -> bool:
    """Whether the notebook's cell that ran last ended in an error."""
    shell = get_ipython()
    return shell is not None and not shell.last_execution_succeeded
