"""Who may replace a file? One process at a time, through a lock file beside it.

What cannot be read is kept aside before it is replaced.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: one process a file there
    fcntl = None


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file alone, through a lock file beside it; its folder is made.

    The file itself cannot carry the lock, since every change replaces it. The lock
    ends with the process, however it ends.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "gold.jsonl")
    >>> with locked(path):
    ...     [each.name for each in path.parent.iterdir()]
    ['.gold.jsonl.lock']
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.with_name(f".{path.name}.lock"), "ab") as file:
        if fcntl is not None:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def keep_aside(path: Path) -> Path | None:
    """Rename a file that cannot be read to a name that is free; its lock is held.

    Returns
    -------
    Path or None
        Where it is now; ``None`` where it has gone already.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "torn.json")
    >>> path.write_text("{"), keep_aside(path).name
    (1, 'torn.json.unreadable-1')
    """
    number = 1
    while os.path.lexists(aside := path.with_name(f"{path.name}.unreadable-{number}")):
        number += 1
    try:
        os.replace(path, aside)
    except FileNotFoundError:
        return None
    return aside
