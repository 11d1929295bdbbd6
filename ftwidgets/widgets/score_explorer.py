"""Where shall the line through the scores be? A view on a `ScoreExploration`."""

from collections.abc import Mapping
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.exploration.scores.exploration import ScoreExploration
from ftwidgets.exploration.scores.pages import score_facts, score_view
from ftwidgets.recipes import Recipe
from ftwidgets.widgets.explorer import Explorer, explorer_script, explorer_style


class ScoreExplorer(Explorer):
    """The widget of level 2: drag the line, read the rows at it, switch signals.

    Parameters
    ----------
    source : ScoreExploration, Curation, Dataset or iterable of records
    recipe : Recipe, optional
        Where to begin; a curation's own by default.
    labels : mapping of str to bool, optional
        Labels of a random audit, by fingerprint; they measure every line.
    other_labels : mapping of str to bool, optional
        Labels from other queues: drawn, but they measure nothing.

    Attributes
    ----------
    exploration : ScoreExploration
        The same verbs, for use without a screen.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Parcel?"), ("assistant", text))
    ...         for text in ("It comes on Friday.", "I cannot help with that.")]
    >>> ScoreExplorer(rows)
    ScoreExplorer(2 rows = 1 kept + 1 dropped at 0.70)
    """

    _esm = explorer_script("score_chart.js", "score_rail.js", "score_explorer.js")
    _css = explorer_style("score_explorer.css")

    exploration: ScoreExploration

    def __init__(
        self,
        source: Any,
        recipe: Recipe | None = None,
        *,
        labels: Mapping[str, bool] | None = None,
        other_labels: Mapping[str, bool] | None = None,
    ) -> None:
        if not isinstance(source, ScoreExploration):
            source = ScoreExploration(
                source, recipe, labels=labels, other_labels=other_labels
            )
        super().__init__(source)

    def __repr__(self) -> str:
        return f"ScoreExplorer({repr(self.exploration).partition('(')[2]}"

    @property
    def value(self) -> list[Example]:
        """The kept rows."""
        return self.exploration.value

    def facts(self) -> dict[str, Any]:
        """The rows, the signals and the labels there are."""
        return score_facts(self.exploration)

    def view(self) -> dict[str, Any]:
        """The numbers of this moment, and the rows at the line."""
        return score_view(self.exploration)
