"""What will the code do? A guess is on the disk before the code runs."""

from collections.abc import Callable, Mapping
from itertools import takewhile
from typing import Any

from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.lesson.predictions import prediction, predictions
from ftwidgets.lesson.predictions.prediction import (
    Prediction,
    Truth,
    in_words,
)
from ftwidgets.widgets.lesson_frames import (
    LessonFrame,
    lesson_script,
    lesson_style,
    pieces,
)


class Predict(LessonFrame):
    """The widget of one prediction: a guess, then the truth beside it, then why.

    Parameters
    ----------
    id : str
        Of the prediction, such as ``"survivors"``.
    progress : Progress, optional
        The learner's own by default.

    Attributes
    ----------
    prediction : Prediction
        What is asked.

    Examples
    --------
    >>> import tempfile
    >>> progress = Progress("mira", tempfile.mkdtemp())
    >>> guessing = Predict("survivors", progress)
    >>> guessing
    Predict(survivors: no guess yet)
    >>> _ = guessing.commit(300)
    >>> Predict("survivors", progress)
    Predict(survivors: you guessed 300; the code has not run yet)
    """

    _esm = lesson_script("lesson_choices.js", "predict_scale.js", "predict.js")
    _css = lesson_style("predict.css")

    def __init__(self, id: str, progress: Progress | None = None) -> None:
        self.prediction = prediction(id)
        self._truth: Truth | None = None
        self._is_explained = False
        super().__init__(progress)

    def __repr__(self) -> str:
        guess, truth = self.guess, self.truth
        name = self.prediction.id
        if guess is None:
            return f"Predict({name}: no guess yet)"
        said = f"Predict({name}: you guessed {in_words(guess)}"
        if truth is None:
            return f"{said}; the code has not run yet)"
        return f"{said}; it is {in_words(truth.value)}, {self.distance})"

    @property
    def guess(self) -> float | str | None:
        """The guess on the disk, where it is one that can be made."""
        return self.prediction.guess(self.progress)

    @property
    def truth(self) -> Truth | None:
        """What the code did; ``None`` before there is a guess, and before it ran."""
        return self._truth if self.guess is not None else None

    @property
    def distance(self) -> str:
        """How far the guess is off, in words; empty before the truth is there."""
        guess, truth = self.guess, self.truth
        return "" if truth is None else self.prediction.distance(guess, truth)

    def commit(self, guess: float | str) -> float | str:
        """Keep a guess on the disk, and give the one that counts: the first.

        Raises
        ------
        ValueError
            It is not on the scale, or none of the choices.
        """
        kept = self.prediction.commit(guess, self.progress)
        self.tell()
        return kept

    def reveal(self) -> Truth:
        """Run the code, once there is a guess.

        Raises
        ------
        ValueError
            There is no guess yet.
        """
        if self.guess is None:
            raise ValueError("there is no guess yet; commit(guess) comes first")
        if self._truth is None:
            self._truth = self.prediction.reveal()
            self.tell()
        return self._truth

    def explain(self) -> str:
        """Why it is so, and what to remember, once the code has run."""
        self.reveal()
        self._is_explained = True
        self.tell()
        return f"{self.prediction.why}\n\n{self.prediction.rule}"

    def guess_again(self) -> None:
        """Take the guess back."""
        self.progress.forget_guess(self.prediction.id)
        self._is_explained = False
        self.tell()

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        return {
            "commit": self._commit,
            "reveal": self._reveal,
            "explain": lambda id: self.act(id, self.explain),
            "again": lambda id: self.act(id, self.guess_again),
        }

    def _commit(self, id: str, guess: Any) -> None:
        kept: list[str] = []

        def commit() -> None:
            first = self.commit(guess)
            same = "" if first == guess else ", your first one"
            kept.append(f"Your guess is {in_words(first)}{same}")

        self.act(id, commit, lambda: "".join(kept))

    def _reveal(self, id: str) -> None:
        self.act(id, self.reveal, lambda: f"It is {in_words(self.reveal().value)}")

    def facts(self) -> dict[str, Any]:
        """What is asked, without what is true."""
        asked = self.prediction
        return {
            "notebook": str(NOTEBOOKS[asked.notebook]),
            "place": _place(asked),
            "question": asked.question,
            "ask": asked.ask,
            "low": asked.low,
            "high": asked.high,
            "unit": asked.unit,
            "choices": list(asked.choices),
        }

    def view(self) -> dict[str, Any]:
        """The guess, and of the truth as much as was uncovered."""
        asked, truth = self.prediction, self.truth
        why = {"why": asked.why, "rule": asked.rule}
        return {
            "guess": self.guess,
            "truth": None if truth is None else self._truth_page(truth),
            "asksWhy": asked.asks_why if truth is not None else "",
            "why": why if truth is not None and self._is_explained else None,
        }

    def _truth_page(self, truth: Truth) -> dict[str, Any]:
        return {
            "value": truth.value,
            "words": in_words(truth.value),
            "distance": self.distance,
            "title": truth.title,
            "table": [[pieces(cell) for cell in row] for row in truth.table],
        }


def _place(asked: Prediction) -> str:
    """Such as ``question 2 of 4`` of its notebook."""
    earlier = takewhile(lambda each: each.notebook <= asked.notebook, predictions())
    ids = [each.id for each in earlier if each.notebook == asked.notebook]
    return f"question {ids.index(asked.id) + 1} of {len(ids)}"
