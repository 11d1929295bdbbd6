"""How many rows does each level let through, and which fell? A view on a curation."""

from collections.abc import Mapping
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.exploration.funnels.exploration import FunnelExploration
from ftwidgets.exploration.funnels.pages import facts_page, view_page
from ftwidgets.recipes import Recipe
from ftwidgets.widgets.explorer import Explorer, explorer_script, explorer_style


class Funnel(Explorer):
    """The widget of a curation's funnel: a sum, its stages, and the rows that fell.

    Parameters
    ----------
    source : Curation, Dataset, iterable of records or FunnelExploration
    recipe : Recipe, optional
        By default the curation's own, else `Recipe.STANDARD`.

    Attributes
    ----------
    exploration : FunnelExploration
        The same verbs, for use without a screen.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("user", "Where is my parcel?"), ("assistant", "delivery"))
    >>> Funnel([row, row, 7])
    Funnel(examples: 3 in = 1 kept + 1 dropped + 1 rejected)
    """

    _esm = explorer_script("record_view.js", "funnel_parts.js", "funnel.js")
    _css = explorer_style("record_view.css", "funnel.css")

    exploration: FunnelExploration

    def __init__(self, source: Any, recipe: Recipe | None = None) -> None:
        is_made = isinstance(source, FunnelExploration)
        super().__init__(source if is_made else FunnelExploration(source, recipe))

    def __repr__(self) -> str:
        return f"Funnel({self.exploration.sum})"

    @property
    def value(self) -> list[Example]:
        """The kept rows."""
        return self.exploration.value

    def facts(self) -> Mapping[str, Any]:
        """The sum and the stages."""
        return facts_page(self.exploration)

    def view(self) -> dict[str, Any]:
        """The rows that are open."""
        with self.exploration.lock:
            return view_page(self.exploration)
