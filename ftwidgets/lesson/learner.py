"""How far has a learner come? One JSON file a learner, written at every step.

The file is read anew for each question and replaced as a whole under a lock, so that
several notebooks may be open at once. One that cannot be read is kept aside, never
overwritten.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ftwidgets.files.locks import keep_aside, locked
from ftwidgets.files.writing import json_bytes, write_file
from ftwidgets.lesson.progress_file import (
    FORMAT,
    MARKS,
    PARTS,
    SUFFIX,
    VERSION,
    Attempts,
    attempts_of,
    read_progress,
)
from ftwidgets.literals import name_hidden
from ftwidgets.review.sources import annotator_name
from ftwidgets.workspaces import file_name, workspace

TOTAL = 9
"""Graded exercises of the lesson."""

NAME_CHARS = 60
"""So much of a name the file is called by; whose it is stands in it."""


class Progress:
    """What one learner passed, guessed, answered and knows by heart.

    Parameters
    ----------
    learner : str, optional
        $FTWIDGETS_USER, else the login name.
    folder : path-like, optional
        The workspace by default.

    Raises
    ------
    ValueError
        The file belongs to a learner of another name.

    Examples
    --------
    >>> import tempfile
    >>> progress = Progress("mira", tempfile.mkdtemp())
    >>> progress.record_try(2, "passed")
    >>> progress
    mira: 1 of 9 exercises passed
    · 01  ✓ 02  · 03  · 04  · 05  · 06  · 07  · 08  · 09
    """

    def __init__(
        self, learner: str | None = None, folder: str | os.PathLike[str] | None = None
    ) -> None:
        self.learner = annotator_name(learner)
        home = Path(folder).expanduser() if folder is not None else workspace()
        self.path = home.absolute() / f"{file_name(self.learner)[:NAME_CHARS]}{SUFFIX}"
        self._read()

    def __repr__(self) -> str:
        parts, fault = self._read()
        every = _every_attempts(parts)
        signs = (f"{MARKS[done.state]} {number:02}" for number, done in every.items())
        said = _sentence(sum(done.passed for done in every.values()))
        lines = [f"{name_hidden(self.learner)}: {said}", "  ".join(signs)]
        if fault:
            lines.append(f"{fault}; the next step keeps it aside and begins anew")
        return "\n".join(lines)

    @property
    def every_attempts(self) -> dict[int, Attempts]:
        """What was done with each exercise, by its number."""
        return _every_attempts(self._state())

    @property
    def passed(self) -> set[int]:
        """Numbers of the exercises passed."""
        every = self.every_attempts.items()
        return {number for number, done in every if done.passed}

    @property
    def sentence(self) -> str:
        """Such as ``3 of 9 exercises passed``."""
        return _sentence(len(self.passed))

    def attempts(self, number: int) -> Attempts:
        """What was done with one exercise."""
        return attempts_of(self._state()["exercises"], number)

    def record_try(self, number: int, state: str) -> None:
        """Count an answer that was judged; ``not_started`` is no answer."""
        if state == "not_started":
            return
        with self._change() as parts:
            done = self._entry(parts, number)
            was_passed = done.get("state") == "passed"
            done["tries"] = done.get("tries", 0) + 1
            done["misses"] = done.get("misses", 0) + (state != "passed")
            if not was_passed:
                done["state"] = state
            if state == "passed" and not was_passed:
                done["passed_at"] = _now()

    def record_hints(self, number: int, hints: int) -> None:
        """Keep how many hints were shown; never fewer than before."""
        with self._change() as parts:
            done = self._entry(parts, number)
            done["hints"] = max(hints, done.get("hints", 0))

    def record_solution(self, number: int) -> None:
        """Keep that the solution was shown, where it was not passed before."""
        with self._change() as parts:
            done = self._entry(parts, number)
            if done.get("state") != "passed":
                done["solution_seen"] = True

    def guess(self, prediction: str) -> float | str | None:
        """What was guessed; ``None`` where nothing was yet."""
        return self._state()["guesses"].get(prediction)

    def record_guess(self, prediction: str, guess: float | str) -> None:
        """Keep a guess; the first one stays."""
        with self._change() as parts:
            parts["guesses"].setdefault(prediction, guess)

    def forget_guess(self, prediction: str) -> None:
        """Take a guess back, to guess again."""
        with self._change() as parts:
            parts["guesses"].pop(prediction, None)

    def answers(self, question: str) -> tuple[int, ...]:
        """Choices taken at a question, in order: positions from 0."""
        return tuple(self._state()["answers"].get(question, ()))

    def record_answer(self, question: str, choice: int) -> None:
        """Keep one more choice at a question."""
        with self._change() as parts:
            parts["answers"].setdefault(question, []).append(choice)

    def forget_answers(self, questions: "list[str]") -> None:
        """Take all choices at these questions back."""
        with self._change() as parts:
            for question in questions:
                parts["answers"].pop(question, None)

    @property
    def cards(self) -> dict[str, dict[str, Any]]:
        """Box and day of each card that was turned: ``{id: {"box", "due"}}``."""
        return self._state()["cards"]

    def record_cards(self, cards: Mapping[str, Mapping[str, Any] | None]) -> None:
        """Keep where these cards are now; ``None`` takes one out of all boxes."""
        with self._change() as parts:
            for card, place in cards.items():
                if place is None:
                    parts["cards"].pop(card, None)
                else:
                    parts["cards"][card] = dict(place)

    def reset(self, number: int | None = None) -> None:
        """Forget one exercise, or all of them; guesses, answers and cards stay."""
        with self._change() as parts:
            if number is None:
                parts["exercises"].clear()
            else:
                self._entry(parts, number)
                del parts["exercises"][str(number)]

    @staticmethod
    def _entry(parts: dict[str, Any], number: int) -> dict[str, Any]:
        if isinstance(number, bool) or number not in range(1, TOTAL + 1):
            raise ValueError(f"exercises are numbered 1 to {TOTAL}, got {number!r}")
        return parts["exercises"].setdefault(str(number), {})

    def _state(self) -> dict[str, Any]:
        """What is on the disk; of an unreadable file nothing."""
        return self._read()[0]

    def _read(self) -> tuple[dict[str, Any], str]:
        """What is on the disk, and what is wrong with it."""
        none: dict[str, Any] = {part: {} for part in PARTS}
        try:
            learner, parts = read_progress(self.path)
        except FileNotFoundError:
            return none, ""
        except ValueError as error:
            return none, str(error)
        if learner != self.learner:
            raise ValueError(
                f"{self.path.name} belongs to {learner!r}, not to {self.learner!r}; "
                "choose another name with $FTWIDGETS_USER"
            )
        return parts, ""

    @contextmanager
    def _change(self) -> Iterator[dict[str, Any]]:
        """The state, to be changed; it is on the disk afterwards."""
        with locked(self.path):
            parts, fault = self._read()
            yield parts
            whole = json_bytes({FORMAT: VERSION, "learner": self.learner, **parts})
            if fault:
                keep_aside(self.path)
            write_file(self.path, whole)


def _every_attempts(parts: Mapping[str, Any]) -> dict[int, Attempts]:
    numbers = range(1, TOTAL + 1)
    return {number: attempts_of(parts["exercises"], number) for number in numbers}


def _sentence(passed: int) -> str:
    return f"{passed} of {TOTAL} exercises passed"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
