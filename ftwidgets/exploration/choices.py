"""Which choices are tried, who hears of another one, and where are they written?"""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ftwidgets.curation import Curation
from ftwidgets.datasets import Dataset
from ftwidgets.examples import count
from ftwidgets.exporting import recipe_of
from ftwidgets.files.writing import write_file
from ftwidgets.inputs import name_of
from ftwidgets.pipeline import curate
from ftwidgets.recipes import Recipe
from ftwidgets.workspaces import workspace

FOLDER = "recipes"
"""Where recipes are written, inside the workspace."""

Listener = Callable[[], None]


def curation_of(source: Any, recipe: Recipe | None = None) -> Curation:
    """The curation that is looked at.

    Parameters
    ----------
    source : Curation, Dataset or iterable of records
        A curation is taken as it is, unless another recipe is given.
    recipe : Recipe, optional
        By default the curation's own, else `Recipe.STANDARD`.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Where is my parcel?"), ("assistant", "delivery"))]
    >>> curation_of(rows)
    Curation(examples: 1 record = 1 kept + 0 dropped)
    """
    if isinstance(source, Curation):
        if recipe is None or recipe == source.recipe:
            return source
        if recipe.change(split=source.recipe.split) == source.recipe:
            return replace(source, recipe=recipe)  # the parts come after the levels
        return curate(source.data, recipe)
    data = source if isinstance(source, Dataset) else Dataset.of(source)
    return curate(data, recipe or Recipe.STANDARD)


def standard_curation_of(source: Any, recipe: Recipe | None = None) -> Curation:
    """The curation by the standard levels: the lesson's lines cannot be moved.

    Parameters
    ----------
    source, recipe
        As for `curation_of`; what was curated as the lesson does is curated anew.

    Examples
    --------
    >>> rows = [{"prompt": "Where is my parcel?", "completion": "delivery"}]
    >>> standard_curation_of(rows, Recipe.LESSON).recipe.preset
    'standard'
    """
    if recipe is None:
        is_made = isinstance(source, Curation)
        recipe = source.recipe if is_made else Recipe.STANDARD
    return curation_of(source, recipe.change(preset="standard"))


def example_of(curation: Curation) -> dict[int, Any]:
    """The chat example of each usable record, as the levels met it."""
    texts = curation.texts
    return dict(zip(texts.record_of, texts.examples, strict=True))


class Exploration:
    """What all explorations share: one lock, and listeners.

    Attributes
    ----------
    curation : Curation
        What is looked at; it is never changed.
    lock : RLock
        Held while choices change: a page asks on a thread of its own.
    """

    def __init__(self, curation: Curation) -> None:
        self.curation = curation
        self.lock = threading.RLock()
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Have a function called after each other choice; the result ends that."""
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def choose(self, **choices: Any) -> None:
        """Make other choices; those not named stay. Refused ones change nothing."""
        raise AssertionError("an exploration says what can be chosen")

    @property
    def recipe(self) -> Recipe:
        """The curation's recipe with the choices made here."""
        raise AssertionError("an exploration says what its choices come to")

    def curate(self) -> Curation:
        """The curation under the choices made here; the same one where none is new."""
        return curation_of(self.curation, self.recipe)

    def write_recipe(self) -> Path:
        """Write the recipe to the workspace; see `write_recipe`."""
        return write_recipe(self.curation, self.recipe)

    def _tell(self) -> None:
        for listener in list(self._listeners):
            listener()


def write_recipe(curation: Curation, recipe: Recipe) -> Path:
    """Write a recipe for the curation's file to ``<workspace>/recipes``.

    Parameters
    ----------
    curation : Curation
        It was made from the file that the recipe shall name.
    recipe : Recipe

    Returns
    -------
    Path
        The file, named after the dataset and the recipe's hash; it is on the disk. The
        same choices write the same file.
    """
    named = recipe_of(curation, recipe)
    path = workspace() / FOLDER / f"{named.name}-{named.hash}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_file(path, named.to_json().encode())
    return path


def shown_path(path: Path) -> str:
    """A path as people know it: from the project on, where it is inside.

    Examples
    --------
    >>> shown_path(Path("/elsewhere/recipe.json"))
    '/elsewhere/recipe.json'
    """
    return name_of(path) or str(path)


def rows_in_words(number: int) -> str:
    """A number of rows for people.

    Examples
    --------
    >>> rows_in_words(1), rows_in_words(12_000)
    ('1 row', '12,000 rows')
    """
    return count(number, "row")
