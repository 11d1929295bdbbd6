"""Which copies go, and which one stays? A view on a `DuplicateExploration`."""

import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ftwidgets.decisions import Decision
from ftwidgets.examples import Example
from ftwidgets.exploration.duplicates.choices import View
from ftwidgets.exploration.duplicates.exploration import DuplicateExploration
from ftwidgets.exploration.duplicates.pages import (
    deed_in_words,
    duplicate_facts,
    duplicate_view,
)
from ftwidgets.recipes import Recipe
from ftwidgets.widgets.explorer import Explorer, explorer_script, explorer_style


class DedupExplorer(Explorer):
    """The widget of level 3: drag the line, read the pairs, decide which copy stays.

    Parameters
    ----------
    source : DuplicateExploration, Curation, Dataset or iterable of records
    recipe : Recipe, optional
        Where to begin; a curation's own by default.
    journal : path-like, optional
        Where decisions are written; by default
        ``<workspace>/journals/<dataset>-decisions.jsonl``.
    view : {"rate", "conflicts", "lsh"}
        What to look at first.
    annotator : str, optional
        Who decides; $FTWIDGETS_USER by default, else the login name.

    Attributes
    ----------
    exploration : DuplicateExploration
        The same verbs, for use without a screen.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> texts = "my card is lost", "my card is lost again", "where is my lamp"
    >>> DedupExplorer([
    ...     chat(("user", text), ("assistant", "We send you another one."))
    ...     for text in texts])
    DedupExplorer(3 rows = 2 kept + 1 dropped at 0.80)
    """

    _esm = explorer_script(
        "dedup_words.js",
        "dedup_charts.js",
        "dedup_pairs.js",
        "dedup_lsh.js",
        "dedup_explorer.js",
    )
    _css = explorer_style("dedup_explorer.css")

    exploration: DuplicateExploration

    def __init__(
        self,
        source: Any,
        recipe: Recipe | None = None,
        journal: str | os.PathLike[str] | None = None,
        view: View = "rate",
        *,
        annotator: str | None = None,
    ) -> None:
        if not isinstance(source, DuplicateExploration):
            source = DuplicateExploration(source, recipe, journal, annotator=annotator)
        source.choose(view=view)
        self._told_failure: Exception | None = None
        super().__init__(source)

    def __repr__(self) -> str:
        return f"DedupExplorer({repr(self.exploration).partition('(')[2]}"

    @property
    def value(self) -> list[Example]:
        """The kept rows."""
        return self.exploration.value

    def facts(self) -> dict[str, Any]:
        """The rows, and where decisions are written."""
        return duplicate_facts(self.exploration)

    def view(self) -> dict[str, Any]:
        """The numbers of this moment, and the pair that is looked at."""
        return duplicate_view(self.exploration)

    def tell(self) -> None:
        """News; a search that has failed is told of once."""
        failure = self.exploration.failure
        if failure is not None and failure is not self._told_failure:
            self._told_failure = failure
            self.fail(failure)
        super().tell()

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        return {
            **super().handlers(),
            "keep_other": self._keep_other,
            "keep_both": self._keep_both,
            "undo": self._undo,
            "stop": self._stop,
        }

    def _keep_other(self, id: str, pair: Sequence[int]) -> None:
        one, other = pair
        self._decide(id, lambda: self.exploration.keep_other((one, other)))

    def _keep_both(self, id: str, pair: Sequence[int]) -> None:
        one, other = pair
        self._decide(id, lambda: self.exploration.keep_both((one, other)))

    def _undo(self, id: str) -> None:
        self._decide(id, self.exploration.undo, "Undone: ")

    def _decide(self, id: str, decide: Callable[[], Decision], what: str = "") -> None:
        """Do it, and say what it was; it is on the disk by then."""
        deeds: list[Decision] = []
        self.act(
            id,
            lambda: deeds.append(decide()),
            lambda: what + deed_in_words(self.exploration, deeds[0]),
        )

    def _stop(self, id: str) -> None:
        self.act(id, self.exploration.stop)
