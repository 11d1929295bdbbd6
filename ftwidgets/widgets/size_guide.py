"""How many examples do I need, and what do those cost that are missing?"""

from collections.abc import Callable, Mapping
from typing import Any

from ftwidgets.exploration.sizes.guide import (
    SizeGuideChoices,
    facts_page,
    view_page,
)
from ftwidgets.sizing import SizeRecommendation
from ftwidgets.widgets.deed_frames import DeedFrame
from ftwidgets.widgets.explorer import explorer_script, explorer_style
from ftwidgets.widgets.refusals import refusal_of


class SizeGuide(DeedFrame):
    """The lesson's table of sizes as an instrument, and its curve below.

    Parameters
    ----------
    behaviour : str, Task or Behaviour
        What the model shall learn; see `ftwidgets.recommend_size`.
    have : int
        Examples there are.
    **choices
        Others, as for `ftwidgets.exploration.sizes.guide.SizeGuideChoices.choose`:
        goal, budget, survival, model, cost_per_request.

    Attributes
    ----------
    choices : SizeGuideChoices
        The same verbs, for use without a screen.

    Examples
    --------
    >>> guide = SizeGuide("classification", have=160)
    >>> guide
    SizeGuide(Simple classification: 160 of 200)
    >>> guide.choose(have=210)
    >>> guide.value.place
    'in_recommended'
    """

    _esm = explorer_script(
        "size_scale.js", "size_table.js", "size_returns.js", "size_guide.js"
    )
    _css = explorer_style("size_guide.css")

    def __init__(
        self, behaviour: Any = "classification", have: int = 0, **choices: Any
    ) -> None:
        self.choices = SizeGuideChoices(behaviour, have=have, **choices)
        super().__init__()

    def __repr__(self) -> str:
        name, have = self.value.behaviour.name, self.choices.state.have
        return f"SizeGuide({name}: {have:,} of {self.choices.target:,})"

    @property
    def value(self) -> SizeRecommendation:
        """What the lesson recommends to what is chosen."""
        return self.choices.recommendation

    def choose(self, **choices: Any) -> None:
        """Make other choices, as in the page; see `SizeGuideChoices.choose`."""
        self.choices.choose(**choices)
        self.tell()

    def view(self) -> dict[str, Any]:
        """What is chosen, and what it comes to."""
        return view_page(self.choices)

    def snapshot(self) -> dict[str, Any]:
        """All that a new page needs."""
        with self.lock:
            return {"facts": facts_page(self.choices), "view": self.view()}

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        return {"choose": self._choose}

    def _choose(self, number: int, choices: Mapping[str, Any]) -> None:
        """Make choices; the page is told what they come to, or why not."""
        try:
            self.choices.choose(**choices)
        except ValueError as error:
            self.last_error = f"{type(error).__name__}: {error}"
            reason = refusal_of(error)["reason"]
            answer = {"is": "unchosen", "number": number, "reason": reason}
            self.send({**answer, "view": self.view()})
            return
        self.send({"is": "chosen", "number": number, "view": self.view()})
