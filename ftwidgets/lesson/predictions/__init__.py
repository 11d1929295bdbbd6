"""What is guessed before it is shown? One module a notebook, with its questions."""

import importlib
from collections.abc import Iterator

from ftwidgets.lesson.predictions.prediction import Prediction, Truth

__all__ = ["Prediction", "Truth", "prediction", "predictions"]

_HOMES = (
    "whole_game",
    "formats",
    "validation",
    "scoring",
    "duplicates",
    "seeds",
    "synthesis",
    "review",
    "splitting",
)


def predictions() -> Iterator[Prediction]:
    """All of them, in the order of the notebooks."""
    for home in _HOMES:
        yield from importlib.import_module(f"{__name__}.{home}").PREDICTIONS


def prediction(id: str) -> Prediction:
    """Prediction of an id.

    Raises
    ------
    ValueError
        There is none of this id.

    Examples
    --------
    >>> prediction("survivors").notebook
    0
    """
    for each in predictions():
        if each.id == id:
            return each
    known = ", ".join(each.id for each in predictions())
    raise ValueError(f"no prediction is called {id!r}; there are {known}")
