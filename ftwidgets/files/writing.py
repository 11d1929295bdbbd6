"""How does a dataset reach the disk whole, or not at all?

A sibling temporary folder is filled, flushed to the disk and renamed: a kill at any
moment leaves the old folder or the new one.
"""

import contextlib
import ctypes
import json
import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from ftwidgets.literals import name_hidden

_HALF = re.compile("[\ud800-\udfff]")
_TEMPORARY = ".unfinished-"
_RETIRED = "-old"
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # constants of Linux's renameat2


def json_line(record: Any) -> str:
    r"""One record as one line: UTF-8, key order kept, no NaN.

    Half characters, which UTF-8 cannot carry, are written as escapes.

    Raises
    ------
    ValueError
        The record holds NaN or Infinity, which JSON does not know.

    Examples
    --------
    >>> json_line({"text": "é"})
    '{"text": "é"}\n'
    """
    return _json_text(record) + "\n"


def jsonl_bytes(records: Iterable[Any], bom: bool = False) -> bytes:
    """Records as the bytes of a JSON Lines file.

    Parameters
    ----------
    records : iterable of JSON values
        Written in order, one a line.
    bom : bool
        Whether to begin with a byte order mark, as Azure asks.

    Examples
    --------
    >>> jsonl_bytes([{"a": 1}, {"a": 2}]).count(b"\\n")
    2
    """
    lines = "".join(json_line(record) for record in records)
    return (b"\xef\xbb\xbf" if bom else b"") + lines.encode()


def json_bytes(value: Any) -> bytes:
    """A value as the bytes of an indented JSON file, keys in the order given."""
    return (_json_text(value, indent=2) + "\n").encode()


def _json_text(value: Any, indent: int | None = None) -> str:
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)
    if _HALF.search(text):
        return json.dumps(value, allow_nan=False, indent=indent)
    return text


def write_file(path: Path, data: bytes) -> None:
    """Replace a file as a whole, or leave it as it was.

    Raises
    ------
    OSError
        The disk is full, the folder read-only; nothing has changed then.
    """
    handle, temporary = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            _fill(file, data)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    _sync_folder(path.parent)


def write_folder(
    folder: Path,
    files: Mapping[str, bytes],
    overwrite: bool = False,
    volatile: Collection[str] = (),
) -> Path:
    """Write a folder as a whole, the last file named last.

    Parameters
    ----------
    folder : Path
        Where the files shall stand; its parents are made.
    files : mapping of str to bytes
        File name to content, in the order of writing.
    overwrite : bool
        Whether a folder with other content may be replaced.
    volatile : collection of str
        Files that may differ, such as those with the time in them.

    Returns
    -------
    Path
        The folder. One that holds these very bytes already is left as it is.

    Raises
    ------
    FileExistsError
        The folder holds something else and `overwrite` is false.
    NotADirectoryError
        A file stands there.
    OSError
        The disk is full, the folder read-only; the old folder is whole then.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    _sweep(folder)
    if folder.exists():
        if not folder.is_dir():
            raise NotADirectoryError(f"{folder} is a file; name another folder")
        other = _difference(folder, files, volatile)
        if not other:
            return folder
        if not overwrite:
            raise FileExistsError(
                f"{folder} is there already and {other}; "
                "overwrite=True (--overwrite) replaces it"
            )
    with _temporary_sibling(folder) as temporary:
        for name, data in files.items():
            with open(temporary / name, "wb") as file:
                _fill(file, data)
        _sync_folder(temporary)
        _swap(temporary, folder)
    return folder


def _fill(file: Any, data: bytes) -> None:
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _difference(
    folder: Path, files: Mapping[str, bytes], volatile: Collection[str]
) -> str:
    """What a folder holds other than these files, in words; empty if nothing."""
    there = {each.name for each in folder.iterdir()}
    if foreign := there - set(files):
        return f"holds {name_hidden(min(foreign))}, which is not to be written"
    if missing := sorted(set(files) - there):
        return f"has lost {missing[0]}"
    for name, data in files.items():
        if name not in volatile and (folder / name).read_bytes() != data:
            return f"holds another {name}"
    return ""


@contextlib.contextmanager
def _temporary_sibling(folder: Path) -> Iterator[Path]:
    prefix = f"{_TEMPORARY}{folder.name}-{os.getpid()}-"
    temporary = Path(tempfile.mkdtemp(prefix=prefix, dir=folder.parent))
    os.chmod(temporary, 0o755)
    try:
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _swap(temporary: Path, folder: Path) -> None:
    """Put the new folder in the old one's place, in one step where the system can."""
    if not folder.exists():
        os.rename(temporary, folder)
    elif not _exchange(temporary, folder):
        retired = temporary.with_name(temporary.name + _RETIRED)
        os.rename(folder, retired)
        os.rename(temporary, folder)
        shutil.rmtree(retired, ignore_errors=True)
    _sync_folder(folder.parent)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders atomically with Linux's renameat2; elsewhere say no."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    paths = os.fsencode(one), os.fsencode(other)
    return renameat2(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0


def _sweep(folder: Path) -> None:
    """Remove what killed runs have left; bring back a folder retired half-way."""
    pattern = re.compile(
        rf"{re.escape(_TEMPORARY + folder.name)}-(\d+)-\w+({_RETIRED})?"
    )
    for left in sorted(folder.parent.iterdir()):
        match = pattern.fullmatch(left.name)
        if not match or _is_running(int(match[1])):
            continue
        if match[2] and not folder.exists():
            os.rename(left, folder)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return process != os.getpid()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
