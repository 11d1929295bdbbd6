"""What does a progress file hold, and is it sound?"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SUFFIX = ".progress.json"
"""What the name of every progress file ends with."""

FORMAT = "ftwidgets_progress"
"""Key that says what the file is; its value is the version of the format."""

VERSION = 1

PARTS = ("exercises", "guesses", "answers", "cards")

MARKS = {"passed": "✓", "not_yet": "~", "raised": "×", "not_started": "·"}
"""Sign of each state of an exercise."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """What a learner did with one exercise.

    Attributes
    ----------
    state : str
        passed, not_yet, raised or not_started. What was passed stays passed.
    tries, misses, hints : int
        Answers judged, those that did not pass, and hints asked for.
    solution_seen : bool
        Whether the solution was shown before it was passed.
    passed_at : str
        ISO time in UTC; empty while it is not passed.
    """

    state: str = "not_started"
    tries: int = 0
    misses: int = 0
    hints: int = 0
    solution_seen: bool = False
    passed_at: str = ""

    @property
    def passed(self) -> bool:
        """Whether it was passed once."""
        return self.state == "passed"


def attempts_of(exercises: Mapping[str, Any], number: int) -> Attempts:
    """What an ``exercises`` part of a progress file says of one exercise."""
    return Attempts(**exercises.get(str(number), {}))


def read_progress(path: Path) -> tuple[str, dict[str, Any]]:
    """Learner and parts of a progress file.

    Raises
    ------
    ValueError
        It is no progress file of ours, was damaged, or is of a later version.
    FileNotFoundError
        There is none.
    """
    try:
        whole = json.loads(path.read_bytes(), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path.name} is no JSON ({type(error).__name__})") from error
    if not isinstance(whole, dict) or whole.get(FORMAT) != VERSION:
        raise ValueError(f"{path.name} is no progress file of version {VERSION}")
    learner = whole.get("learner")
    parts = {part: whole.get(part, {}) for part in PARTS}
    if not isinstance(learner, str) or not _is_sound(parts):
        raise ValueError(f"{path.name} holds values that no step of the lesson writes")
    return learner, parts


def _refuse(constant: str) -> None:
    """NaN and Infinity are no JSON, and could not be written again."""
    raise ValueError(constant)


def _is_sound(parts: Mapping[str, Any]) -> bool:
    """Whether every part has the shape that this module writes."""
    if not all(isinstance(part, dict) for part in parts.values()):
        return False
    return (
        all(map(_is_attempts, parts["exercises"].values()))
        and all(isinstance(g, int | float | str) for g in parts["guesses"].values())
        and all(map(_is_choices, parts["answers"].values()))
        and all(map(_is_place, parts["cards"].values()))
    )


def _is_attempts(value: Any) -> bool:
    if not isinstance(value, dict) or not set(value) <= set(_ATTEMPTS):
        return False
    typed = all(type(item) is _ATTEMPTS[key] for key, item in value.items())
    return typed and value.get("state", "passed") in MARKS


_ATTEMPTS = {
    "state": str,
    "tries": int,
    "misses": int,
    "hints": int,
    "solution_seen": bool,
    "passed_at": str,
}


def _is_choices(value: Any) -> bool:
    return isinstance(value, list) and all(type(choice) is int for choice in value)


def _is_place(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != {"box", "due"}:
        return False
    return type(value["box"]) is int and isinstance(value["due"], str)
