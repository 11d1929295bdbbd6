"""What did one understand of a notebook? One question at a time, all on the disk."""

from collections.abc import Callable, Mapping
from typing import Any

from ftwidgets.lesson.answer_sheet import AnswerSheet
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.lesson.questions import Question, questions
from ftwidgets.widgets.lesson_frames import LessonFrame, lesson_script, lesson_style


class Quiz(LessonFrame):
    """The widget of a notebook's questions, with a reason for every choice.

    Parameters
    ----------
    notebook : int
        Its number.
    progress : Progress, optional
        The learner's own by default.

    Attributes
    ----------
    questions : tuple of Question
    sheet : AnswerSheet
        What is on the disk of them.
    position : int
        Of the question that is shown, from 0; behind the last one, of the result.

    Examples
    --------
    >>> import tempfile
    >>> quiz = Quiz(6, Progress("mira", tempfile.mkdtemp()))
    >>> quiz.answer(quiz.questions[0].choices[quiz.questions[0].right].text)
    True
    >>> quiz.score, quiz.solved == {quiz.questions[0].id}
    (1, True)
    """

    _esm = lesson_script("lesson_choices.js", "quiz.js")
    _css = lesson_style("quiz.css")

    def __init__(self, notebook: int, progress: Progress | None = None) -> None:
        self.questions = questions(notebook)
        self.notebook = notebook
        progress = progress if progress is not None else Progress()
        self.sheet = AnswerSheet(self.questions, progress)
        self.position = self.sheet.first_open
        super().__init__(progress)

    def __repr__(self) -> str:
        return f"Quiz({NOTEBOOKS[self.notebook]}: {self.sheet.sentence})"

    @property
    def answers(self) -> dict[str, tuple[str, ...]]:
        """Texts of the choices taken at each question answered, in order."""
        return self.sheet.texts

    @property
    def solved(self) -> set[str]:
        """Ids of the questions whose right choice was found."""
        return self.sheet.solved

    @property
    def score(self) -> int:
        """How many questions were right at once."""
        return self.sheet.score

    def answer(self, choice: str | int, question: str | None = None) -> bool:
        """Take a choice, and tell whether it is right; it is on the disk then.

        Parameters
        ----------
        choice : str or int
            Its letter, its text, or its place from 0.
        question : str, optional
            Id; by default the question that is shown.

        Raises
        ------
        ValueError
            There is no such choice, or no such question.
        """
        is_right = self.sheet.take(self._find(question), choice)
        self.tell()
        return is_right

    def go(self, position: int) -> None:
        """Show the question of a position, from 0; behind the last one, the result."""
        if position not in range(len(self.questions) + 1):
            raise ValueError(
                f"position must be from 0 to {len(self.questions)}, got {position!r}"
            )
        self.position = position
        self.tell()

    def next(self) -> None:
        """Show the next question, or the result behind the last one."""
        self.go(min(self.position + 1, len(self.questions)))

    def previous(self) -> None:
        """Show the question before."""
        self.go(max(self.position - 1, 0))

    def start_again(self) -> None:
        """Take all answers to these questions back, and begin with the first."""
        self.sheet.clear()
        self.go(0)

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        return {
            "answer": self._answer,
            "go": lambda id, position: self.act(id, lambda: self.go(position)),
            "again": lambda id: self.act(id, self.start_again),
        }

    def _answer(self, id: str, question: str, choice: int) -> None:
        asked = self._find(question)

        def said() -> str:
            taken = asked.choices[choice]
            return f"{'Right' if taken.right else 'Not right'}. {taken.why}"

        self.act(id, lambda: self.answer(choice, question), said)

    def _find(self, id: str | None) -> Question:
        known = {each.id: each for each in self.questions}
        if id is None and self.position < len(self.questions):
            return self.questions[self.position]
        if id not in known:
            raise ValueError(f"question must be one of {', '.join(known)}, got {id!r}")
        return known[id]

    def facts(self) -> dict[str, Any]:
        """Which notebook asks."""
        return {"notebook": str(NOTEBOOKS[self.notebook])}

    def view(self) -> dict[str, Any]:
        """The question that is shown, and of its choices what was uncovered."""
        is_end = self.position == len(self.questions)
        asked = None if is_end else self.questions[self.position]
        return {
            "position": self.position,
            "question": asked and self._question_page(asked),
            "tries": [self.sheet.tries(each) for each in self.questions],
            "begun": len(self.answers),
            "score": self.score,
            "results": [each.text for each in self.questions] if is_end else [],
        }

    def _question_page(self, asked: Question) -> dict[str, Any]:
        taken = self.sheet.taken(asked)
        choices: list[dict[str, Any]] = []
        for place, choice in enumerate(asked.choices):
            page: dict[str, Any] = {"text": choice.text, "order": None}
            if place in taken:
                order = taken.index(place) + 1
                page |= {"order": order, "right": choice.right, "why": choice.why}
            choices.append(page)
        return {"id": asked.id, "text": asked.text, "choices": choices}
