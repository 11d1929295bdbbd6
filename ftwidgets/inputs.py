"""Which file does a recipe mean, and is it still what it was?

A recipe names files by their path inside the project, so that it holds on every
machine; ``data/workspace`` stands for the workspace, wherever that is.
"""

import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ftwidgets.files.reading import hash_file
from ftwidgets.workspaces import project, workspace

WORKSPACE = PurePosixPath("data/workspace")
"""What the workspace is called in a recipe."""


class ChangedInputError(ValueError):
    """A recipe whose input or journal is no longer what it was."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file that goes in: its path in the project and what it held.

    Attributes
    ----------
    path : str
        With forward slashes.
    sha256 : str or None
        Of its bytes; ``None`` takes the file as it is.
    """

    path: str
    sha256: str | None = None

    def __post_init__(self) -> None:
        parts = PurePosixPath(self.path).parts
        if not self.path or self.path.startswith(("/", "~")) or ".." in parts:
            raise ValueError(
                f"an input is named by its path inside the project, got {self.path!r}; "
                "give other files with --input FILE"
            )
        digest = self.sha256
        if digest is not None and not _is_digest(digest):
            raise ValueError(
                f"sha256 of an input is 64 hexadecimal digits, got {digest!r:.80}"
            )


def _is_digest(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch("[0-9a-f]{64}", value))


def name_of(path: Path) -> str | None:
    """What a recipe calls a file; ``None`` outside the project and the workspace.

    Examples
    --------
    >>> name_of(project() / "data" / "raw_tickets.jsonl")
    'data/raw_tickets.jsonl'
    >>> name_of(workspace() / "labels.jsonl"), name_of(Path("/elsewhere"))
    ('data/workspace/labels.jsonl', None)
    """
    place = path.resolve()
    for root, name in ((workspace(), WORKSPACE), (project(), PurePosixPath())):
        if place.is_relative_to(root.resolve()):
            return (name / place.relative_to(root.resolve()).as_posix()).as_posix()
    return None


def build_command(recipe: Path, source: Path | None) -> str:
    """What to type in a terminal to build the dataset of a recipe.

    Parameters
    ----------
    recipe : Path
        Its file; the command finds it from every folder.
    source : Path or None
        The file that was loaded; named where a recipe may not.

    Examples
    --------
    >>> build_command(project() / "data" / "recipe.json", Path("/elsewhere/a b.csv"))
    "python -m ftwidgets build data/recipe.json --input '/elsewhere/a b.csv'"
    """
    root = project()
    inside = recipe.relative_to(root) if recipe.is_relative_to(root) else recipe
    words = ["python", "-m", "ftwidgets", "build", str(inside)]
    if source is not None and name_of(source) is None:
        words += ["--input", str(source)]
    return shlex.join(words)


def place_of(name: str) -> Path:
    """Where the file is that a recipe calls so; it need not exist.

    Raises
    ------
    ValueError
        A link leads out of the project and the workspace.

    Examples
    --------
    >>> place_of("data/raw_tickets.jsonl").is_file()
    True
    """
    root, rest = project(), PurePosixPath(name)
    if rest.is_relative_to(WORKSPACE):
        inside = rest.relative_to(WORKSPACE)
        # A file that lies in the default place stays known if the workspace moves.
        if (workspace() / inside).exists():
            root, rest = workspace(), inside
    path = (root / rest).resolve()
    if not path.is_relative_to(root.resolve()):
        raise ValueError(
            f"the recipe's input {name!r} leads out of the project; "
            "give it with --input FILE if you trust it"
        )
    return path


def input_of(path: Path) -> Input:
    """A file as a recipe names it, with what it holds now.

    Raises
    ------
    ValueError
        It lies outside the project and the workspace, where no recipe may look.

    Examples
    --------
    >>> input_of(project() / "data" / "raw_tickets.jsonl").path
    'data/raw_tickets.jsonl'
    """
    name = name_of(path)
    if name is None:
        raise ValueError(
            f"{path} is outside the project and the workspace; a recipe names only "
            f"files inside. Move it to {workspace()}, for example"
        )
    return Input(name, hash_file(path))


def find(named: Input, choice: str = "reviews") -> Path:
    """Where a file is that the recipe cannot do without.

    Parameters
    ----------
    named : Input
    choice : str
        Which choice of the recipe names it.

    Raises
    ------
    ValueError
        It is not there, or outside the project and the workspace.

    Examples
    --------
    >>> find(Input("data/raw_tickets.jsonl")).name
    'raw_tickets.jsonl'
    """
    path = place_of(named.path)
    if not path.is_file():
        raise ValueError(
            f"{path}: the recipe names this journal, and there is no such file; "
            f"put it there, or take it out of the recipe's {choice}"
        )
    return path


def as_it_is(named: Input, choice: str = "reviews") -> Input:
    """The same file, with what it holds now; `choice` is as for `find`."""
    return replace(named, sha256=hash_file(find(named, choice)))


def check_unchanged(path: Path, known: str | None, found: str) -> None:
    """Refuse a file that is not the one the recipe was written for.

    Parameters
    ----------
    path : Path
    known, found : str
        SHA-256 as the recipe has it, if it does, and of the file.

    Raises
    ------
    ChangedInputError
        They differ.

    Examples
    --------
    >>> check_unchanged(Path("labels.jsonl"), None, "0" * 64)
    """
    if known and known != found:
        raise ChangedInputError(
            f"{path} has changed since the recipe was written: its SHA-256 begins "
            f"{found[:12]}, the recipe says {known[:12]}; make the recipe anew, or "
            "build with --accept-changes"
        )


def unchanged(journals: Iterable[Input], choice: str) -> list[tuple[Path, Input]]:
    """Where each journal of a recipe is, and the journal as it is now.

    Parameters
    ----------
    journals : iterable of Input
    choice : str
        Which choice of the recipe names them.

    Raises
    ------
    ValueError
        One is missing.
    ChangedInputError
        One is not what it was when the recipe was written.

    Examples
    --------
    >>> unchanged([], "reviews")
    []
    """
    found = []
    for each in journals:
        path, named = find(each, choice), as_it_is(each, choice)
        check_unchanged(path, each.sha256, str(named.sha256))
        found.append((path, named))
    return found
