"""What was answered at the questions of a quiz, and how well? Read from the disk."""

from collections.abc import Sequence

from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.questions import Question

LETTERS = "ABCD"


class AnswerSheet:
    """What one learner answered at some questions.

    Parameters
    ----------
    questions : sequence of Question
    progress : Progress, optional
        The learner's own by default.

    Examples
    --------
    >>> import tempfile
    >>> from ftwidgets.lesson.questions import questions
    >>> sheet = AnswerSheet(questions(6), Progress("mira", tempfile.mkdtemp()))
    >>> first = sheet.questions[0]
    >>> sheet.take(first, first.right)
    True
    >>> sheet.score, sheet.first_open, sheet.solved == {first.id}
    (1, 1, True)
    """

    def __init__(
        self, questions: Sequence[Question], progress: Progress | None = None
    ) -> None:
        self.questions = tuple(questions)
        self.progress = progress if progress is not None else Progress()

    def taken(self, question: Question) -> tuple[int, ...]:
        """Places of the choices taken, in order; a file may name some that are gone."""
        places = range(len(question.choices))
        kept = self.progress.answers(question.id)
        return tuple(each for each in kept if each in places)

    def tries(self, question: Question) -> int:
        """At which try the right choice was taken; 0 while it was not."""
        taken = self.taken(question)
        return taken.index(question.right) + 1 if question.right in taken else 0

    @property
    def texts(self) -> dict[str, tuple[str, ...]]:
        """Texts of the choices taken at each question answered, in order."""
        taken = {each: self.taken(each) for each in self.questions}
        return {
            each.id: tuple(each.choices[place].text for place in places)
            for each, places in taken.items()
            if places
        }

    @property
    def solved(self) -> set[str]:
        """Ids of the questions whose right choice was found."""
        return {each.id for each in self.questions if self.tries(each)}

    @property
    def score(self) -> int:
        """How many questions were right at once."""
        return sum(self.tries(each) == 1 for each in self.questions)

    @property
    def sentence(self) -> str:
        """Such as ``4 of 5 answered, 3 right at once``."""
        total = len(self.questions)
        return f"{len(self.solved)} of {total} answered, {self.score} right at once"

    @property
    def first_open(self) -> int:
        """Position of the first question not solved; behind the last one, if none."""
        positions = range(len(self.questions))
        is_open = (n for n in positions if not self.tries(self.questions[n]))
        return next(is_open, len(self.questions))

    def take(self, question: Question, choice: str | int) -> bool:
        """Take a choice, and tell whether it is right; it is on the disk then.

        A choice counts once, and none counts after the right one.

        Parameters
        ----------
        question : Question
        choice : str or int
            Its letter, its text, or its place from 0.

        Raises
        ------
        ValueError
            There is no such choice.
        """
        place = place_of(question, choice)
        if place not in self.taken(question) and not self.tries(question):
            self.progress.record_answer(question.id, place)
        return question.choices[place].right

    def clear(self) -> None:
        """Take all answers to these questions back."""
        self.progress.forget_answers([each.id for each in self.questions])


def place_of(question: Question, choice: str | int) -> int:
    """Place of a choice, from 0, by its letter, its text or its place.

    Raises
    ------
    ValueError
        There is no such choice.
    """
    places = range(len(question.choices))
    for place in places:
        names = (place, LETTERS[place], question.choices[place].text)
        if not isinstance(choice, bool) and choice in names:
            return place
    letters = ", ".join(LETTERS[place] for place in places)
    raise ValueError(f"choice must be one of {letters}, or its text, got {choice!r}")
