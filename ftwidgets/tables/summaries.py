"""What is in the parts, does it fit its use, and how good were the filters?"""

from collections.abc import Mapping, Sequence

from ftwidgets.curation import Curation
from ftwidgets.exporting import Export
from ftwidgets.files.reading import hash_file
from ftwidgets.planted import Judgement
from ftwidgets.recipes import HASH_DIGITS
from ftwidgets.splitting import Split
from ftwidgets.tables.frame import Table, table
from ftwidgets.targets import TARGETS


def split_report(parts: Split) -> Table:
    """Rows, share, families, labels and leaks of each part.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> parts = Split.of(train=[chat(("user", "Hi"), ("assistant", "Hello"))])
    >>> split_report(parts).drop(columns="labels")
             part  rows    share  families  leaks
    0       train     1  100.0 %         1      0
    1  validation     0    0.0 %         0      0
    2        test     0    0.0 %         0      0
    """
    rows = (
        (
            name,
            each["rows"],
            f"{100 * each['share']:.1f} %",
            each["families"],
            each["leaks"],
            ", ".join(f"{label} {n:,}" for label, n in each["labels"].items()),
        )
        for name, each in parts.report()["parts"].items()
    )
    columns = dict.fromkeys(
        ("part", "rows", "share", "families", "leaks", "labels"), "object"
    )
    return table(columns | dict.fromkeys(("rows", "families", "leaks"), "int64"), rows)


def split_notes(parts: Split) -> Table:
    """What is worth knowing about a split, in sentences.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> parts = Split.of(train=[chat(("user", "Hi"), ("assistant", "Hello"))])
    >>> split_notes(parts).shape
    (3, 1)
    """
    return table({"worth knowing": "object"}, ([note] for note in parts.notes))


def mismatches(curation: Curation) -> Table:
    """Where the kept rows differ from the way the model will be called.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> from ftwidgets.recipes import Recipe
    >>> from ftwidgets.tasks import Production, Task
    >>> recipe = Recipe(task=Task(production=Production(system_prompt=True)))
    >>> row = chat(("user", "Parcel?"), ("assistant", "delivery"))
    >>> mismatches(curate([row], recipe))[["code", "rows"]]
                        code  rows
    0  system_prompt_missing     1
    """
    rows = ((each.code, len(each.rows), each.message) for each in curation.mismatches)
    return table({"code": "object", "rows": "int64", "message": "object"}, rows)


def targets() -> Table:
    """Every target with its status and the month in which that was read.

    Examples
    --------
    >>> targets().query("target == 'openai'")["status"].item()
    'closing'
    """
    rows = (
        (each.name, each.title, each.status, each.status_note, each.as_of)
        for each in TARGETS.values()
    )
    names = ("target", "title", "status", "what that means", "as of")
    return table(dict.fromkeys(names, "object"), rows)


def files(made: Export) -> Table:
    """The files of a dataset folder, with their size and the start of their SHA-256.

    Examples
    --------
    >>> import tempfile
    >>> from ftwidgets.exporting import export
    >>> from ftwidgets.pipeline import curate
    >>> made = export(curate([]), folder=tempfile.mkdtemp(), overwrite=True)
    >>> list(files(made)["file"])
    ['card.json', 'card.md', 'provenance.jsonl', 'recipe.json']
    """
    rows = (
        (path.name, path.stat().st_size, hash_file(path)[:HASH_DIGITS])
        for path in sorted(made.folder.iterdir())
    )
    return table({"file": "object", "bytes": "int64", "SHA-256": "object"}, rows)


def judgements(judged: Mapping[str, Sequence[Judgement]]) -> Table:
    """Precision and recall of each level, one recipe beside the other.

    Parameters
    ----------
    judged : mapping of str to sequence of Judgement
        Name of a recipe to what `ftwidgets.planted.judge` says of it.

    Examples
    --------
    >>> one = Judgement("scoring", planted=10, caught=9, dropped=12, right=9)
    >>> judgements({"standard": [one]})
         recipe    level  planted  caught  recall  dropped  rightly  precision
    0  standard  scoring       10       9     0.9       12        9       0.75
    """
    rows = (
        (
            name,
            each.level,
            each.planted,
            each.caught,
            each.recall,
            each.dropped,
            each.right,
            each.precision,
        )
        for name, levels in judged.items()
        for each in levels
    )
    numbers = dict.fromkeys(("planted", "caught", "dropped", "rightly"), "int64")
    order = (
        "recipe",
        "level",
        "planted",
        "caught",
        "recall",
        "dropped",
        "rightly",
        "precision",
    )
    kinds = {**numbers, "recipe": "object", "level": "object"}
    return table({name: kinds.get(name, "float64") for name in order}, rows)
