"""How does a page steer an exploration? The last choice wins, and none queues up."""

from collections.abc import Callable, Mapping
from typing import Any

from ftwidgets.curation import Curation
from ftwidgets.exploration.choices import Exploration
from ftwidgets.inputs import build_command
from ftwidgets.recipes import Recipe
from ftwidgets.widgets.deed_frames import DeedFrame
from ftwidgets.widgets.frame import join_scripts, join_styles
from ftwidgets.widgets.refusals import refusal_of

SHARED = (
    "dom.js",
    "frame.js",
    "connection.js",
    "explorer_store.js",
    "chart.js",
    "chart_line.js",
    "explorer_parts.js",
    "explorer_screen.js",
)
"""Scripts that every explorer is joined from, before its own."""

SHARED_STYLES = ("chart.css", "explorer.css")
"""Stylesheets of every explorer."""


def explorer_script(*names: str) -> str:
    """The module of an explorer: the shared scripts, then its own."""
    return join_scripts(*SHARED, *names)


def explorer_style(*names: str) -> str:
    """The stylesheet of an explorer: the shared ones, then its own."""
    return join_styles(*names, shared=SHARED_STYLES)


class Explorer(DeedFrame):
    """A widget on an `Exploration`.

    The page asks for other choices with ``{"do": "choose", "number", "choices"}`` and
    is told ``{"is": "chosen", "number", "view"}``, or ``{"is": "unchosen", "number",
    "reason", "view"}`` where they are refused.

    Attributes
    ----------
    exploration : Exploration
        The same verbs, for use without a screen.
    """

    # A widget that refused what it was given is closed as well, when it is forgotten.
    _stop_listening: Callable[[], None] = staticmethod(lambda: None)

    def __init__(self, exploration: Exploration) -> None:
        self.exploration = exploration
        self._stop_listening = exploration.listen(self.tell)
        super().__init__()

    @property
    def recipe(self) -> Recipe:
        """The recipe with the choices made here."""
        return self.exploration.recipe

    def curate(self) -> Curation:
        """The curation under the choices made here; see `Exploration.curate`."""
        return self.exploration.curate()

    def close(self) -> None:
        """Close the widget; the exploration stays."""
        self._stop_listening()
        super().close()

    def facts(self) -> Mapping[str, Any]:
        """What a page is told once, as no choice changes it."""
        return {}

    def snapshot(self) -> dict[str, Any]:
        """All that a new page needs."""
        with self.lock:
            return {"facts": self.facts(), "done": list(self.done), "view": self.view()}

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        return {"choose": self._choose, "use": self._use}

    def _choose(self, number: int, choices: Mapping[str, Any]) -> None:
        """Make choices; the page is told what they come to, or why not."""
        try:
            self.quietly(lambda: self.exploration.choose(**choices))
        except ValueError as error:
            self.last_error = f"{type(error).__name__}: {error}"
            reason = refusal_of(error)["reason"]
            answer = {"is": "unchosen", "number": number, "reason": reason}
            self.send({**answer, "view": self.view()})
            return
        self.send({"is": "chosen", "number": number, "view": self.view()})

    def _use(self, id: str) -> None:
        """Write the recipe; the words are the command that builds it."""
        written: list[str] = []

        def use() -> None:
            source = self.exploration.curation.data.path
            written.append(build_command(self.exploration.write_recipe(), source))

        self.act(id, use, lambda: "".join(written))
