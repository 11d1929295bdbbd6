"""How do seeds and replies become 200 rows, three parts and a folder of files?"""

from collections.abc import Collection, Sequence
from itertools import chain
from pathlib import Path

from ftwidgets.curation import Curation
from ftwidgets.datasets import Dataset, load
from ftwidgets.examples import Example
from ftwidgets.exporting import CARD, CARD_FOR_PEOPLE, SIDECAR, Export, export
from ftwidgets.files.writing import jsonl_bytes, write_file
from ftwidgets.lesson.siblings import SIZES
from ftwidgets.pipeline import curate
from ftwidgets.recipes import Parts, Recipe
from ftwidgets.splitting import PARTS, Split, split
from ftwidgets.synthesis.generation import Generation
from ftwidgets.synthesis.provenance import provenance_of
from ftwidgets.tasks import Task

ROWS = sum(SIZES.values())

FAMILY = "seed"
"""Key of a row that names the seed it comes from."""

FILE = "rows.jsonl"

DATASET = "dataset"
"""Name of the folder that is exported."""

WRITTEN = {*(f"{part}.jsonl" for part in PARTS), SIDECAR, CARD, CARD_FOR_PEOPLE}
"""What such a folder holds, besides its recipe."""


def recipe_for(task: Task, name: str = "dataset") -> Recipe:
    """The filters of the exercise: the standard ones; the first of two copies stays.

    Examples
    --------
    >>> recipe_for(Task()).split.group_by
    'seed'
    """
    parts = Parts(**SIZES, group_by=FAMILY)
    return Recipe.STANDARD.change(name=name, task=task, keep="first", split=parts)


def filtered(run: Generation) -> Curation:
    """The three levels on the seeds and on every reply that could be read."""
    seeds = run.examples[: len(run.seeds)]
    replies = (row.example for row in run.quality.rows)
    rows = Dataset.of([*seeds, *replies], "seeds and replies")
    return curate(rows, recipe_for(run.task))


def assemble(
    seeds: Sequence[Example], new: Sequence[Example]
) -> tuple[list[Example], Split, str]:
    """Take 200 rows, all seeds among them, that can be split without parting a family.

    Parameters
    ----------
    seeds : sequence of dict
    new : sequence of dict
        Rows that passed everything; the first ones are taken where that can be.

    Returns
    -------
    tuple of (list of dict, Split, str)
        The rows, their split, and why there is none; then both are empty.
    """
    wanted = ROWS - len(seeds)
    if len(new) < wanted:
        said = f"{len(new)} of {wanted} generated rows are there so far"
        return [], Split.of(), said
    rows = [*seeds, *new[:wanted]]
    try:
        return rows, split(rows, **SIZES, group_by=FAMILY), ""
    except ValueError:
        pass  # families of these rows do not add up; with the spare ones they may
    every = [*seeds, *new]
    is_seed = [at < len(seeds) for at in range(len(every))]
    try:
        found = split(every, **SIZES, group_by=FAMILY, required=is_seed)
        taken = sorted(chain(*found.positions.values()))
        rows = [every[at] for at in taken]
        return rows, split(rows, **SIZES, group_by=FAMILY), ""
    except ValueError as error:
        return [], Split.of(), str(error)


def write_rows(
    rows: Sequence[Example], run: Generation, place: Path, name: str
) -> Export:
    """Write the rows, where each comes from, and the dataset folder.

    Raises
    ------
    FileExistsError
        The folder holds files that no export writes.
    """
    ids = {row["id"] for row in rows}
    made = [
        provenance_of(row, run.book) for row in run.quality.survivors if row.id in ids
    ]
    write_file(place / "rows.provenance.jsonl", jsonl_bytes(made))
    write_file(place / FILE, jsonl_bytes(rows))
    folder = place / DATASET
    _refuse_others(folder, {*WRITTEN, "recipe.json"})
    curation = curate(load(place / FILE), recipe_for(run.task, name))
    return export(curation, folder=folder, overwrite=True)


def _refuse_others(folder: Path, known: Collection[str]) -> None:
    """A folder that was put there by somebody else is not replaced."""
    others = (
        {each.name for each in folder.iterdir()} - {*known} if folder.exists() else ()
    )
    if others:
        raise FileExistsError(
            f"{folder} holds {', '.join(sorted(others))}, which no export writes; move "
            "it elsewhere first"
        )
