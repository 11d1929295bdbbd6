"""Does a split leak, and what would it measure? A view on a `SplitExploration`."""

import threading
from collections.abc import Callable, Mapping
from typing import Any

from ftwidgets.exploration.splits.exploration import SplitExploration
from ftwidgets.exploration.splits.pages import facts_page, view_page
from ftwidgets.recipes import Recipe
from ftwidgets.splitting import Split
from ftwidgets.widgets.explorer import Explorer, explorer_script, explorer_style


class SplitExplorer(Explorer):
    """The widget of a split: random rows against whole families, side by side.

    Parameters
    ----------
    source : Curation, Dataset, iterable of records or SplitExploration
        Its kept rows are split.
    recipe : Recipe, optional
    group_by, stratify_by : str, optional
        As in `ftwidgets.exploration.splits.exploration.SplitExploration`.

    Attributes
    ----------
    exploration : SplitExploration
        The same verbs, for use without a screen.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> said = "My lamp came late", "Nothing arrived", "The box was open", "It is red"
    >>> rows = [chat(("user", f"{text} {s}"), ("assistant", f"Case {s * 31}: {text}"),
    ...              seed=s) for s in range(20) for text in said]
    >>> SplitExplorer(rows)
    SplitExplorer(80 rows: Split(train 64, validation 8, test 8, surplus 0))
    """

    _esm = explorer_script(
        "split_words.js",
        "split_pictures.js",
        "split_tables.js",
        "split_settings.js",
        "split_explorer.js",
    )
    _css = explorer_style("split_explorer.css")

    exploration: SplitExploration

    def __init__(
        self,
        source: Any,
        recipe: Recipe | None = None,
        group_by: str | None = None,
        stratify_by: str | None = None,
    ) -> None:
        is_made = isinstance(source, SplitExploration)
        asked = (recipe, group_by, stratify_by)
        if is_made and asked != (None, None, None):
            raise ValueError(
                "what a SplitExploration splits is chosen already; use its choose(...)"
            )
        exploration = source if is_made else SplitExploration(source, *asked)
        if exploration.is_quick:
            _ = exploration.compared  # then the first picture is whole
        super().__init__(exploration)
        if not exploration.is_quick:
            self._work(lambda: exploration.compared)

    def __repr__(self) -> str:
        return f"SplitExplorer({repr(self.exploration).partition('(')[2]}"

    @property
    def value(self) -> Split | None:
        """The chosen split; ``None`` where it cannot be had."""
        return self.exploration.value

    def facts(self) -> Mapping[str, Any]:
        """The keys of the rows, and their beginnings where they are few."""
        return facts_page(self.exploration)

    def view(self) -> dict[str, Any]:
        """Both splits, a leaked pair, labels, settings."""
        return view_page(self.exploration)

    def tell(self) -> None:
        """News; steps of long work too, but nobody waits for a page to hear them."""
        if not self.exploration.working:
            super().tell()
        elif self.lock.acquire(blocking=False):
            try:
                self.send({"is": "news", "view": self.view()})
            finally:
                self.lock.release()

    def _choose(self, number: int, choices: Mapping[str, Any]) -> None:
        """Make choices, those that take a while on a thread of their own."""
        choose = super()._choose
        if self.exploration.is_quick_choice(choices):
            choose(number, choices)
        else:
            self._work(lambda: choose(number, choices))

    def _work(self, work: Callable[[], Any]) -> None:
        """Do what takes a while on a thread of its own; what fails there is shown."""

        def do() -> None:
            with self.lock:
                pass  # the request it came with is through: steps can be told
            try:
                work()
            except Exception as error:
                self.fail(error)

        threading.Thread(target=do, name="ftwidgets splits", daemon=True).start()
