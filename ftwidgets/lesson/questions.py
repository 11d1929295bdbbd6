"""What does the quiz ask, and what does each choice teach?"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.lesson.wordfiles import fields_of, read_words

FILE = Path(__file__).with_name("questions.json")

MIN_CHOICES, MAX_CHOICES = 3, 4

_QUESTION = {
    "id": str,
    "notebook": int,
    "text": str,
    "choices": list,
    "from_lesson": bool,
}
_CHOICE = {"text": str, "right": bool, "why": str}


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose.

    Attributes
    ----------
    text : str
    right : bool
    why : str
        What is right about it, or which mistake it is.
    """

    text: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the quiz.

    Attributes
    ----------
    id : str
    notebook : int
        Number of the notebook that asks it.
    text : str
    choices : tuple of Choice
        Three or four, one of them right.
    from_lesson : bool
        Whether the question is the lesson's own, word for word.
    """

    id: str
    notebook: int
    text: str
    choices: tuple[Choice, ...]
    from_lesson: bool

    @property
    def right(self) -> int:
        """Position of the right choice, from 0."""
        return next(n for n, choice in enumerate(self.choices) if choice.right)


def _choices(entries: list[Any], where: str) -> tuple[Choice, ...]:
    if not MIN_CHOICES <= len(entries) <= MAX_CHOICES:
        raise ValueError(
            f"{where}: choices must be {MIN_CHOICES} or {MAX_CHOICES}, "
            f"got {len(entries)}"
        )
    choices = tuple(
        Choice(**fields_of(entry, _CHOICE, f"{where}, choice {number}"))
        for number, entry in enumerate(entries, 1)
    )
    right = sum(choice.right for choice in choices)
    if right != 1:
        raise ValueError(f"{where}: exactly one choice must be right, got {right}")
    return choices


def read_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a file, in order.

    Raises
    ------
    ValueError
        The file or one of its questions is not as `Question` says.
    """
    questions = []
    for entry in read_words(path, _QUESTION):
        where = f"{path.name}, {entry['id']}"
        if entry["notebook"] not in range(len(NOTEBOOKS)):
            raise ValueError(f"{where}: there is no notebook {entry['notebook']}")
        questions.append(
            Question(**entry | {"choices": _choices(entry["choices"], where)})
        )
    return tuple(questions)


@cache
def _all() -> tuple[Question, ...]:
    return read_questions(FILE)


def questions(notebook: int | None = None) -> tuple[Question, ...]:
    """The questions of one notebook, or all of them.

    Parameters
    ----------
    notebook : int, optional
        Its number.

    Raises
    ------
    ValueError
        No question belongs to this notebook.

    Examples
    --------
    >>> first = questions(6)[0]
    >>> first.text
    'What is the teacher-student pattern in synthetic data generation?'
    >>> [choice.right for choice in first.choices].count(True)
    1
    """
    if notebook is None:
        return _all()
    found = tuple(each for each in _all() if each.notebook == notebook)
    if not found:
        known = ", ".join(str(n) for n in sorted({q.notebook for q in _all()}))
        raise ValueError(f"notebook must be one of {known}, got {notebook!r}")
    return found
