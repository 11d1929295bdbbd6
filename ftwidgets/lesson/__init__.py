"""What does the lesson ask, check and remember? No screen: widgets only look at it.

>>> import ftwidgets as ft
>>> ft.lesson.exercise(2).number
2
"""

import importlib
from typing import Any

# At once, not on demand: a module of the same name would hide the function
from ftwidgets.lesson.cards import Card, cards
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.questions import Question, questions

_HOMES = {
    "Exercise": "exercises",
    "Miss": "exercises",
    "NOTEBOOKS": "notebooks",
    "Outcome": "outcomes",
    "Prediction": "predictions",
    "Truth": "predictions",
    "Workshop": "workshop",
    "exercise": "exercises",
    "prediction": "predictions",
    "two_hundred": "siblings",
}

__all__ = ["Card", "Progress", "Question", "cards", "progress", "questions"]
__all__ += _HOMES


def progress(learner: str | None = None) -> Progress:
    """How far a learner has come.

    Parameters
    ----------
    learner : str, optional
        $FTWIDGETS_USER, else the login name.

    Examples
    --------
    >>> progress("somebody new").sentence
    '0 of 9 exercises passed'
    """
    return Progress(learner)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'ftwidgets.lesson' has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
