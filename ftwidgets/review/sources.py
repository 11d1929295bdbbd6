"""What is reviewed: a list, a loaded file, or what the filters made of one?"""

import getpass
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ftwidgets.datasets import Dataset
from ftwidgets.examples import Example
from ftwidgets.recipes import Recipe
from ftwidgets.workspaces import file_name, workspace

USER_VARIABLE = "FTWIDGETS_USER"


@dataclass(frozen=True)
class Source:
    """Rows to review, and what is known of them.

    Attributes
    ----------
    examples : sequence of dict
        All usable rows.
    kept : sequence of int
        Positions of those that the filters kept; all, where none was run.
    lines : sequence of int or None
        Where each row stands in its file, from 1; ``None`` for a list.
    recipe : Recipe
        Task, weights and lines of the levels.
    name : str
        What the rows are called.
    """

    examples: Sequence[Example]
    kept: Sequence[int]
    lines: Sequence[int] | None
    recipe: Recipe
    name: str


def source_of(given: Any) -> Source:
    """Rows of a list of examples, a `Dataset`, or a `Curation`.

    Raises
    ------
    TypeError
        It is none of them.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> source_of([chat(("user", "Hi"), ("assistant", "Hello"))]).kept
    range(0, 1)
    """
    if hasattr(given, "kept_records"):  # a Curation, which is made further down
        kept = set(given.kept_records)
        places = enumerate(given.data.record_of)
        positions = [place for place, record in places if record in kept]
        return _of_dataset(given.data, positions, given.recipe)
    if isinstance(given, Dataset):
        return _of_dataset(given, range(len(given.examples)), Recipe.STANDARD)
    if isinstance(given, str | bytes | os.PathLike | dict):
        raise TypeError(
            f"a review takes examples, got {type(given).__name__}; "
            "read a file with ftwidgets.load first"
        )
    if not isinstance(given, Iterable):
        raise TypeError(
            f"a review takes a list of examples, a Dataset or a Curation, "
            f"got {type(given).__name__}"
        )
    examples = list(given)
    wrong = [row for row in examples if not _has_messages(row)]
    if wrong:
        raise TypeError(
            f"a review takes chat examples with messages, got {wrong[0]!r:.80}; "
            "ftwidgets.load reads other formats"
        )
    return Source(examples, range(len(examples)), None, Recipe.STANDARD, "examples")


def _of_dataset(data: Dataset, kept: Sequence[int], recipe: Recipe) -> Source:
    lines = None
    if data.path is not None:
        lines = [data.lines[record] for record in data.record_of]
    return Source(data.examples, kept, lines, recipe, data.name)


def _has_messages(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("messages"), list)


def annotator_name(given: str | None = None) -> str:
    """Who reviews: the name given, else $FTWIDGETS_USER, else the login name.

    Examples
    --------
    >>> annotator_name("mira")
    'mira'
    """
    if given is not None and (not isinstance(given, str) or not given.strip()):
        raise ValueError(f"annotator is a name such as 'mira', got {given!r}")
    return given or os.environ.get(USER_VARIABLE) or _login()


def _login() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user may have no name
        return "someone"


def journal_path(journal: str | os.PathLike[str], annotator: str) -> Path:
    """File of a journal; of a folder, the annotator's own file in it.

    A relative path starts from the workspace.

    Examples
    --------
    >>> journal_path("labels", "mira r.").name, journal_path("a.jsonl", "mira").name
    ('mira_r_.jsonl', 'a.jsonl')
    """
    path = Path(journal).expanduser()
    path = path if path.is_absolute() else workspace() / path
    if path.is_dir() or not path.suffix:
        return path / f"{file_name(annotator)}.jsonl"
    return path


def journals_in(places: str | os.PathLike[str] | Iterable[Any]) -> list[Path]:
    """Files of journals: one file, all of a folder, or those of a list.

    Raises
    ------
    FileNotFoundError
        There is no such file, or no journal in the folder.
    """
    given = [places] if isinstance(places, str | os.PathLike) else list(places)
    found = []
    for each in given:
        path = Path(each).expanduser()
        path = path if path.is_absolute() else workspace() / path
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not files or not all(file.is_file() for file in files):
            raise FileNotFoundError(f"{path}: no journal is there")
        found += files
    return found
