"""What is wrong in which row, and what does the row say? A view on all findings."""

from collections.abc import Mapping
from typing import Any

from ftwidgets.exploration.findings.exploration import FindingsExploration
from ftwidgets.exploration.findings.pages import facts_page, view_page
from ftwidgets.recipes import Recipe
from ftwidgets.widgets.explorer import Explorer, explorer_script, explorer_style


class FindingsTable(Explorer):
    """The widget of all findings: filtered by code, severity and text, read in place.

    Parameters
    ----------
    source : Curation, Dataset, iterable of records or FindingsExploration
    recipe : Recipe, optional
        By default the curation's own, else `Recipe.STANDARD`.

    Attributes
    ----------
    exploration : FindingsExploration
        The same verbs, for use without a screen.

    Examples
    --------
    >>> FindingsTable([7, {"prompt": "I am a@b.com", "completion": "Hi"}])
    FindingsTable(examples: 2 findings in 2 of 2 rows)
    """

    _esm = explorer_script(
        "record_view.js", "findings_filter.js", "findings_list.js", "findings_table.js"
    )
    _css = explorer_style("record_view.css", "findings_table.css")

    exploration: FindingsExploration

    def __init__(self, source: Any, recipe: Recipe | None = None) -> None:
        is_made = isinstance(source, FindingsExploration)
        super().__init__(source if is_made else FindingsExploration(source, recipe))

    def __repr__(self) -> str:
        return f"FindingsTable({self.exploration.sum})"

    @property
    def value(self) -> list[int]:
        """Positions of the records whose findings the filter shows."""
        return self.exploration.value

    def to_list(self) -> list[dict[str, Any]]:
        """What the filter shows, as plain values."""
        return self.exploration.to_list()

    def facts(self) -> Mapping[str, Any]:
        """All codes, and how much there is of each."""
        return facts_page(self.exploration)

    def view(self) -> dict[str, Any]:
        """The filter, and a window of what it lets through."""
        with self.exploration.lock:
            return view_page(self.exploration)
