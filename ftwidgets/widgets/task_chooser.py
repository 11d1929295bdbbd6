"""For which task does one build a dataset? A view on a `Workshop`."""

from collections.abc import Callable, Mapping
from typing import Any

from ftwidgets.examples import reply_of, shorten, texts
from ftwidgets.lesson.workshop import Workshop
from ftwidgets.lesson.workshop.choices import LONGEST, labels_in
from ftwidgets.literals import literal
from ftwidgets.seeds.gold import GOAL
from ftwidgets.seeds.sources import shipped
from ftwidgets.widgets.deed_frames import DeedFrame
from ftwidgets.widgets.lesson_frames import lesson_script, lesson_style, pieces

SHOWN = 110
"""Characters of an example's text."""

TOLD: Mapping[str, tuple[str, str]] = {
    "classification": (
        "Classification",
        "Sort the messages that reach a furniture shop: billing, delivery, returns or "
        "technical.",
    ),
    "format_conversion": (
        "Format conversion",
        "Turn untidy order notes into one line of JSON that a program can read.",
    ),
    "style_matching": (
        "Style matching",
        "Rewrite stiff or hasty texts in the house style: short, warm, plain.",
    ),
}
"""The ready-made tasks: what they are called, and what the model shall do."""


class TaskChooser(DeedFrame):
    """The widget for the task: one of three ready-made ones, or one's own.

    Parameters
    ----------
    workshop : Workshop, optional
        The learner's own by default.

    Attributes
    ----------
    workshop : Workshop
        The same verbs, for use without a screen.

    Examples
    --------
    >>> import tempfile
    >>> TaskChooser(Workshop("mira", tempfile.mkdtemp()).choose("style_matching"))
    TaskChooser(style_matching: house style)
    """

    _esm = lesson_script("task_form.js", "task_chooser.js")
    _css = lesson_style("task_chooser.css")

    # A widget that refused what it was given is closed as well, when it is forgotten.
    _stop_listening: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, workshop: Workshop | None = None) -> None:
        self.workshop = workshop if workshop is not None else Workshop()
        super().__init__()
        self._stop_listening = self.workshop.listen(self.tell)

    def __repr__(self) -> str:
        choice = self.workshop.choice
        if choice.task is None:
            return "TaskChooser(nothing chosen yet)"
        return f"TaskChooser({choice.chosen}: {literal(choice.task.name)})"

    def close(self) -> None:
        """Close the widget; the workshop stays."""
        self._stop_listening()
        super().close()

    @property
    def value(self) -> str:
        """What is chosen: a kind of task, ``own``, or nothing."""
        return self.workshop.choice.chosen

    def snapshot(self) -> dict[str, Any]:
        """All that a new page needs."""
        with self.lock:
            return {"facts": self.facts(), "view": self.view()}

    def facts(self) -> dict[str, Any]:
        """The ready-made tasks, each with one of its examples."""
        return {
            "goal": GOAL,
            "longest": LONGEST,
            "store": str(self.workshop.folder),
            "ready": [
                {"key": key, "title": title, "what": what, "example": _example(key)}
                for key, (title, what) in TOLD.items()
            ],
        }

    def view(self) -> dict[str, Any]:
        """What is chosen, the task of one's own, and how many seeds each has."""
        choice = self.workshop.choice
        own = choice.own
        return {
            "chosen": choice.chosen,
            "seeds": self.workshop.seed_counts,
            "own": own
            and {
                "shown": pieces(own.name),
                "told": pieces(shorten(own.description, SHOWN)),
                "labels": pieces(", ".join(own.labels)),
                "fields": {
                    "name": own.name,
                    "description": own.description,
                    "labels": ", ".join(own.labels),
                },
            },
        }

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        return {"choose": self._choose, "own": self._own}

    def _choose(self, id: str, kind: str) -> None:
        self.act(id, lambda: self.workshop.choose(kind))

    def _own(self, id: str, name: str, description: str, labels: str) -> None:
        self.act(
            id,
            lambda: self.workshop.choose_own(name, description, labels_in(labels)),
        )

    def said(self) -> str:
        """What was chosen, in a few words."""
        task = self.workshop.choice.task
        return "" if task is None else f"Chosen: {literal(task.name)}"


def _example(kind: str) -> list[list[list[str]]]:
    """The question and the answer of one of our seeds; none where none came along."""
    try:
        seed = shipped(kind)[0].example
    except ValueError:
        return []
    asked = " ".join(texts(seed, ("user",)))
    return [pieces(shorten(each, SHOWN)) for each in (asked, reply_of(seed))]
