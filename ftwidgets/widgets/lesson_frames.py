"""What do the lesson's widgets share? A view on what one learner did, on the disk."""

from collections.abc import Mapping
from typing import Any

from ftwidgets.lesson.learner import Progress
from ftwidgets.literals import shown
from ftwidgets.widgets.deed_frames import DeedFrame
from ftwidgets.widgets.frame import join_scripts, join_styles

SHARED = ("dom.js", "frame.js", "connection.js", "lesson_store.js", "lesson_screen.js")
"""Scripts that every widget of the lesson is joined from, before its own."""


def lesson_script(*names: str) -> str:
    """The module of a lesson's widget: the shared scripts, then its own."""
    return join_scripts(*SHARED, *names)


def lesson_style(*names: str) -> str:
    """The stylesheet of a lesson's widget: the shared ones, then its own."""
    return join_styles("lesson.css", *names)


def pieces(text: str) -> list[list[str]]:
    r"""Text as a page draws it, with the characters named that cannot be seen.

    Examples
    --------
    >>> pieces("pay\u200bpal")
    [['', 'pay'], ['hidden', 'U+200B'], ['', 'pal']]
    """
    return shown([("", text)])


class LessonFrame(DeedFrame):
    """A widget on a learner's progress file, which is read anew for every answer.

    Parameters
    ----------
    progress : Progress, optional
        The learner's own by default.

    Attributes
    ----------
    progress : Progress
        What is on the disk.
    """

    def __init__(self, progress: Progress | None = None) -> None:
        self.progress = progress if progress is not None else Progress()
        super().__init__()

    def facts(self) -> Mapping[str, Any]:
        """What a page is told once, as no deed changes it."""
        return {}

    def snapshot(self) -> dict[str, Any]:
        """All that a new page needs."""
        with self.lock:
            return {"facts": self.facts(), "view": self.view()}
