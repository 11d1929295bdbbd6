"""How does a curated dataset become a folder, and the same folder once more?"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ftwidgets.cards import card_as_markdown, environment, part_of_card
from ftwidgets.conversion import Conversion, LossError, convert
from ftwidgets.curation import Curation
from ftwidgets.datasets import dataset_name, load
from ftwidgets.examples import Example, count, fingerprint
from ftwidgets.files.writing import json_bytes, jsonl_bytes, write_folder
from ftwidgets.formats.base import beside
from ftwidgets.inputs import (
    Input,
    as_it_is,
    build_command,
    check_unchanged,
    name_of,
    place_of,
)
from ftwidgets.pipeline import curate
from ftwidgets.recipes import Recipe
from ftwidgets.splitting import PARTS, Split, split
from ftwidgets.targets import find_target
from ftwidgets.workspaces import file_name, workspace

SIDECAR = "provenance.jsonl"
CARD = "card.json"
CARD_FOR_PEOPLE = "card.md"


@dataclass(frozen=True)
class Export:
    """A dataset folder on the disk.

    Attributes
    ----------
    folder : Path
        Where it is.
    card : dict
        What ``card.json`` says.
    curation : Curation
        What became of every record.
    split : Split
        Which rows are in which part.
    """

    folder: Path
    card: dict[str, Any]
    curation: Curation
    split: Split

    def __repr__(self) -> str:
        parts = self.card["parts"].items()
        rows = ", ".join(f"{name} {each['rows']}" for name, each in parts)
        return f"Export({self.folder.name}: {rows})"

    @property
    def command(self) -> str:
        """What to type in a terminal to build the folder again."""
        return build_command(self.folder / "recipe.json", self.curation.data.path)


def split_curation(curation: Curation) -> Split:
    """Split the kept rows as the recipe says."""
    parts = curation.recipe.split
    return split(
        curation.kept,
        parts.train,
        parts.validation,
        parts.test,
        group_by=parts.group_by,
        stratify_by=parts.stratify_by,
        seed=parts.seed,
        near_duplicates=curation.recipe.similarity,
    )


def export(
    curation: Curation,
    *,
    folder: str | os.PathLike[str] | None = None,
    overwrite: bool = False,
) -> Export:
    """Write the dataset folder: parts, provenance sidecar, recipe, card.

    Parameters
    ----------
    curation : Curation
        What `ftwidgets.curate` returned; its kept rows are split as its recipe says.
    folder : path-like, optional
        Where to write; by default ``<workspace>/<name>-<recipe hash>``.
    overwrite : bool
        Whether a folder that holds other files may be replaced.

    Returns
    -------
    Export
        The folder appears whole, or not at all. Built again from the same recipe, its
        data files and sidecar have the same bytes.

    Raises
    ------
    LossError
        The target cannot express something; the message counts each loss.
    FileExistsError
        The folder holds other files.
    """
    recipe = recipe_of(curation, curation.recipe)
    parts = split_curation(curation)
    converted = {
        name: _convert(parts, name, recipe) for name in PARTS if parts.positions[name]
    }
    mark = find_target(recipe.target).byte_order_mark
    files = {
        f"{name}.jsonl": jsonl_bytes(each.records, mark)
        for name, each in converted.items()
    }
    files[SIDECAR] = jsonl_bytes(_provenance(curation, parts))
    files["recipe.json"] = recipe.to_json().encode()
    card = _card(curation, parts, recipe, converted, files)
    files[CARD_FOR_PEOPLE] = card_as_markdown(card).encode()
    files[CARD] = json_bytes(card)
    place = Path(folder) if folder else workspace() / f"{recipe.name}-{recipe.hash}"
    write_folder(place, files, overwrite, volatile=(CARD, CARD_FOR_PEOPLE))
    return Export(place, card, curation, parts)


def build(
    recipe: Recipe,
    input_file: str | os.PathLike[str] | None = None,
    *,
    accept_changes: bool = False,
    overwrite: bool = False,
) -> Export:
    """Run the whole pipeline of a recipe: the same recipe and input, the same bytes.

    Parameters
    ----------
    recipe : Recipe
        The choices.
    input_file : path-like, optional
        The input, where it lies outside the project or has moved.
    accept_changes : bool
        Whether an input or journal whose SHA-256 differs from the recipe's is taken.
    overwrite : bool
        Whether a folder that holds other files may be replaced.

    Raises
    ------
    ChangedInputError
        The input or a journal is not what it was when the recipe was written.
    ValueError
        The recipe names no input and none is given.
    """
    if input_file is None and recipe.input is None:
        raise ValueError("the recipe names no input; give one with --input FILE")
    named = recipe.input.path if recipe.input else ""
    path = Path(input_file) if input_file is not None else place_of(named)
    if input_file is None and not path.exists():
        raise ValueError(
            f"{path}: no such file; an input outside the project is given with "
            "--input FILE"
        )
    data = load(path.absolute(), recipe.columns, preference=recipe.preference)
    if accept_changes:
        recipe = recipe.change(
            reviews=tuple(map(as_it_is, recipe.reviews)),
            decisions=tuple(as_it_is(each, "decisions") for each in recipe.decisions),
        )
    elif recipe.input:
        check_unchanged(path, recipe.input.sha256, data.sha256 or "")
    return export(curate(data, recipe), overwrite=overwrite)


def recipe_of(curation: Curation, recipe: Recipe) -> Recipe:
    """A recipe for the curation's file: with its input, and with a name.

    Parameters
    ----------
    curation : Curation
    recipe : Recipe
        One without a name is named after the file.
    """
    path = curation.data.path
    if recipe.name == Recipe().name:
        name = curation.data.name if path is None else dataset_name(path)
        recipe = recipe.change(name=file_name(name) or recipe.name)
    if path is None:
        return recipe
    digest = curation.data.sha256
    if recipe.input and recipe.input.sha256 == digest:
        return recipe
    shown = name_of(path) or path.name
    shown = shown.encode(errors="surrogateescape").decode(errors="replace")
    return recipe.change(input=Input(shown, digest))


def _convert(parts: Split, name: str, recipe: Recipe) -> Conversion:
    examples = getattr(parts, name)
    converted = convert(
        examples, recipe.target, recipe.allow_lossy, beside_is_kept=True
    )
    if converted.report.refused:
        raise LossError(
            f"{name}: {converted.report}. Nothing was written. Choose another target, "
            "or allow the losses with allow_lossy=True in the recipe"
        )
    return converted


def _provenance(curation: Curation, parts: Split) -> Iterator[dict[str, Any]]:
    """One line a record of the input: where it went, and what it carried besides."""
    place = {
        curation.kept_records[position]: (name, number)
        for name in PARTS
        for number, position in enumerate(parts.positions[name])
    }
    dropped = {each.record: each for each in curation.dropped}
    kept = dict(zip(curation.kept_records, curation.kept, strict=True))
    for record in range(len(curation.data)):
        line: dict[str, Any] = {
            "record": record,
            "line": curation.data.lines[record],
            "format": curation.data.formats[record],
        }
        if record in dropped:
            fallen = dropped[record]
            line |= {"dropped_by": fallen.level, "code": fallen.code}
            if fallen.partner is not None:
                line |= {"partner": fallen.partner, "similarity": fallen.similarity}
        else:
            part, number = place.get(record, ("surplus", None))
            line |= {"part": part, "row": number, **_identity(kept[record])}
        if curation.review and record in curation.review.settled:
            line["reviewed"] = curation.review.settled[record].to_dict()
        if curation.pins and record in curation.pins.records:
            said = curation.pins.records[record]
            line["decided"] = {"kind": said.kind, "by": said.by, "at": said.at}
        if record in curation.scores:
            line["score"] = curation.scores[record]
        yield line


def _identity(example: Example) -> dict[str, Any]:
    others = beside(example, ("messages", "tools", "functions", "parallel_tool_calls"))
    return {"fingerprint": fingerprint(example), "beside": others}


def _ignored_parts(curation: Curation) -> list[str]:
    """What to say of rows that name a part of their own under the key ``split``."""
    names = (*PARTS, "val", "dev")
    own = sum(example.get("split") in names for example in curation.kept)
    if not own:
        return []
    return [
        f"{count(own, 'row')} of the input name a part under the key 'split'; the "
        "parts here were made anew, without looking at it"
    ]


def _card(
    curation: Curation,
    parts: Split,
    recipe: Recipe,
    converted: Mapping[str, Conversion],
    files: Mapping[str, bytes],
) -> dict[str, Any]:
    card = {**curation.card, "name": recipe.name, "recipe": recipe.hash}
    if recipe.input:
        card["input"] = {**card["input"], **asdict(recipe.input)}
    card["parts"] = {name: part_of_card(getattr(parts, name)) for name in PARTS}
    card["surplus"] = len(parts.surplus)
    card["split_notes"] = [*parts.notes, *_ignored_parts(curation)]
    card["not_carried_over"] = {
        name: each.report.counts for name, each in converted.items()
    }
    target = find_target(recipe.target)
    rows = card["parts"]["train"]["rows"]
    if rows < target.min_rows:
        card["split_notes"].append(
            f"{target.title} asks for {count(target.min_rows, 'row')}, train has {rows}"
        )
    card["outputs"] = {
        name: hashlib.sha256(data).hexdigest() for name, data in files.items()
    }
    card["parameters"] = json.loads(recipe.to_json())
    card["environment"] = environment()
    return card
