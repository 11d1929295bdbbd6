"""Where is the project, where may results be written, and which file was meant?"""

import os
from pathlib import Path

WORKSPACE_VARIABLE = "FTWIDGETS_WORKSPACE"


def project() -> Path:
    """Folder that relative data paths start from.

    The checkout this package is installed from, or the current folder where the
    package stands alone (a wheel).

    Examples
    --------
    >>> project().is_dir()
    True
    """
    home = Path(__file__).resolve().parent.parent
    return home if (home / "pyproject.toml").is_file() else Path.cwd()


def workspace() -> Path:
    """Folder of the user's own results: $FTWIDGETS_WORKSPACE, else data/workspace.

    The folder is not made here; whoever writes makes it.

    Examples
    --------
    >>> workspace().is_absolute()
    True
    """
    chosen = os.environ.get(WORKSPACE_VARIABLE)
    return Path(chosen).resolve() if chosen else project() / "data" / "workspace"


def file_name(text: str) -> str:
    """A text as part of a file's name: letters, digits, - and _ only.

    Examples
    --------
    >>> file_name("mira r./2")
    'mira_r__2'
    """
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in text)


def resolve(path: str | os.PathLike[str]) -> Path:
    """Absolute path of a data file; a relative one is looked for in the project first.

    Where the project has no such file, the current folder's is taken.

    Parameters
    ----------
    path : str or path-like
        As the user wrote it; ``~`` is the home folder.

    Returns
    -------
    Path
        Absolute; the file need not exist.

    Examples
    --------
    >>> resolve("data/raw_tickets.jsonl") == project() / "data" / "raw_tickets.jsonl"
    True
    """
    given = Path(path).expanduser()
    if given.is_absolute():
        return given
    in_project, here = project() / given, Path.cwd() / given
    return here if here.exists() and not in_project.exists() else in_project
