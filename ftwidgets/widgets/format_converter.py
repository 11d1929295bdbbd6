"""What will the trainer and the model be given? A view on a `FormatExploration`."""

from collections.abc import Mapping
from typing import Any

from ftwidgets.exploration.formats.exploration import FormatExploration
from ftwidgets.exploration.formats.pages import format_facts, format_view, subject
from ftwidgets.formats.base import Record
from ftwidgets.recipes import Recipe
from ftwidgets.widgets.explorer import Explorer, explorer_script, explorer_style


class FormatConverter(Explorer):
    """Rows beside what they become in a target, and the prompt that a model sees.

    Parameters
    ----------
    source : Curation, Dataset, iterable of records or FormatExploration
    recipe : Recipe, optional
        By default the curation's own, else `Recipe.STANDARD`.
    target : str, optional
        A target id; by default that of the recipe.

    Examples
    --------
    >>> rows = [{"prompt": "Where is my parcel?", "completion": "delivery"}]
    >>> FormatConverter(rows, target="alpaca")
    FormatConverter(examples to alpaca: row 1 of 1)
    """

    _esm = explorer_script("format_code.js", "format_prompt.js", "format_converter.js")
    _css = explorer_style("format_converter.css")

    def __init__(
        self, source: Any, recipe: Recipe | None = None, target: str | None = None
    ) -> None:
        if not isinstance(source, FormatExploration):
            source = FormatExploration(source, recipe, target)
        elif recipe is not None or target is not None:
            raise TypeError(
                "an exploration has its recipe and target; choose another target with "
                "exploration.choose(target=...)"
            )
        super().__init__(source)

    def __repr__(self) -> str:
        return f"FormatConverter({repr(self.exploration).partition('(')[2]}"

    @property
    def value(self) -> Record | None:
        """The record that an export writes of the row at hand, if it does."""
        return self.exploration.value

    def facts(self) -> Mapping[str, Any]:
        """What a page is told once."""
        return {"subject": subject(self.exploration), **format_facts(self.exploration)}

    def view(self) -> dict[str, Any]:
        """The row at hand, and what the choices come to."""
        return format_view(self.exploration)
