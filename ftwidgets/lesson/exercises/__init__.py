"""Which exercises are graded? One module each, for the notebooks 01 to 09."""

import importlib

from ftwidgets.lesson.exercises.exercise import Exercise, Miss

__all__ = ["Exercise", "Miss", "exercise"]

_HOMES = (
    "formats",
    "validation",
    "scoring",
    "duplicates",
    "seeds",
    "synthesis",
    "review",
    "splitting",
    "dataset",
)


def exercise(number: int) -> Exercise:
    """Exercise of a notebook.

    Parameters
    ----------
    number : int
        Of the notebook, 1 to 9.

    Raises
    ------
    ValueError
        There is no such exercise.

    Examples
    --------
    >>> exercise(2).number
    2
    """
    if isinstance(number, bool) or number not in range(1, len(_HOMES) + 1):
        raise ValueError(f"exercises are numbered 1 to {len(_HOMES)}, got {number!r}")
    module = importlib.import_module(f"{__name__}.{_HOMES[number - 1]}")
    return module.EXERCISE
