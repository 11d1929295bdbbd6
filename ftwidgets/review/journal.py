"""Is it on the disk? A file of operations that only grows, one line each.

Every line carries a checksum. A line that a kill has torn is reported and passed over,
a disk that is full or read-only refuses the operation, and any number of processes may
append to one journal.
"""

import contextlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ftwidgets.examples import canonical_json, sha256
from ftwidgets.review.operations import Operation

try:
    import fcntl
except ImportError:  # Windows: one process a journal there
    fcntl = None

FORMAT = "ftwidgets_journal"
"""Key of the first line; its value is the version of the format."""

CHECK_DIGITS = 12
"""Hexadecimal digits of a line's checksum."""

Entry = dict[str, Any]


class JournalError(OSError):
    """The journal could not be written: the operation does not count."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A line that does not count.

    Attributes
    ----------
    line : int
        Its number, from 1.
    reason : str
        What is wrong with it.
    """

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


def journal_line(entry: Mapping[str, Any]) -> str:
    r"""Text of one entry with its checksum.

    Examples
    --------
    >>> journal_line({"a": 1})
    '{"a": 1, "check": "015abd7f5cc5"}\n'
    """
    return json.dumps({**entry, "check": _checksum(entry)}) + "\n"


def read_line(line: bytes) -> Entry:
    """Entry of one line.

    Raises
    ------
    ValueError
        The line is no JSON object, or its checksum is another.

    Examples
    --------
    >>> read_line(journal_line({"a": 1}).encode())
    {'a': 1}
    """
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        raise ValueError("not JSON; a write was cut off, or it was edited") from None
    if not isinstance(entry, dict):
        raise ValueError("not a JSON object")
    check = entry.pop("check", None)
    if check != _checksum(entry):
        raise ValueError("its checksum does not fit; it was changed after writing")
    return entry


def _checksum(entry: Mapping[str, Any]) -> str:
    return sha256(canonical_json(entry))[:CHECK_DIGITS]


class Journal:
    """An append-only file of operations, shared by any number of processes.

    Parameters
    ----------
    path : path-like
        The file; it and its folder are made when something is written first.

    Attributes
    ----------
    path : Path
        Absolute.
    id : str
        Drawn when the file was made: another file of the same name is another journal.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> journal = Journal(pathlib.Path(tempfile.mkdtemp(), "labels.jsonl"))
    >>> journal.append([Operation("1", "label", "row 7", "mira", value="keep")])
    >>> [each.value for each in Journal(journal.path).read()]
    ['keep']
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).absolute()
        self.id = ""
        self._read_to = 0
        self._lines = 0
        self._damage: list[Damage] = []
        self._is_torn = False

    def __repr__(self) -> str:
        return f"Journal({self.path.name})"

    @property
    def damage(self) -> list[Damage]:
        """Lines that were passed over, so far as the file was read."""
        torn = Damage(self._lines + 1, "cut off in the middle of a write")
        return [*self._damage, *([torn] if self._is_torn else [])]

    def read(self) -> list[Operation]:
        """Operations appended since the last call, by whatever process.

        Raises
        ------
        ValueError
            The file is no journal of ours.
        """
        try:
            with open(self.path, "rb") as file, _locked(file.fileno(), shared=True):
                file.seek(self._read_to)
                data = file.read()
        except FileNotFoundError:
            return []
        # Nobody writes while we hold the lock: what follows the last line end was
        # torn by a kill. The next writer ends that line.
        whole = data[: data.rfind(b"\n") + 1]
        self._is_torn = len(whole) < len(data)
        self._read_to += len(whole)
        return [found for line in whole.split(b"\n")[:-1] for found in self._take(line)]

    def make(self) -> None:
        """Make the file, so that it has its id and one knows that it can be written.

        Raises
        ------
        JournalError
            It can not.
        """
        if not self.path.exists():
            self.append([])
            self.read()

    def append(self, operations: Sequence[Operation]) -> None:
        """Write operations in one go; they are on the disk when this returns.

        Raises
        ------
        JournalError
            The disk is full, the folder read-only, or the file was removed or cut
            meanwhile; it is as it was.
        """
        lines = [journal_line(operation.to_entry()) for operation in operations]
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            flags = os.O_RDWR | os.O_APPEND | (0 if self._read_to else os.O_CREAT)
            descriptor = os.open(self.path, flags, 0o644)
            try:
                with _locked(descriptor):
                    self._write(descriptor, "".join(lines).encode())
            finally:
                os.close(descriptor)
        except OSError as error:
            reason = error.strerror or str(error)
            sentence = f"nothing was saved in {self.path}: {reason}"
            raise JournalError(error.errno, sentence) from error

    def _write(self, descriptor: int, text: bytes) -> None:
        """Append under the lock; on a failure cut off what has been written."""
        size = os.fstat(descriptor).st_size
        if size < self._read_to:
            raise OSError("the file was cut meanwhile; run the cell again to go on")
        if size == 0:
            text = _first_line() + text
        elif os.pread(descriptor, 1, size - 1) != b"\n":
            text = b"\n" + text
        try:
            view = memoryview(text)
            while view:
                view = view[os.write(descriptor, view) :]
            os.fsync(descriptor)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, size)
            raise
        if size == 0:
            _sync_folder(self.path.parent)

    def _take(self, line: bytes) -> Iterator[Operation]:
        """The operation of a line; none of the first line and of a damaged one."""
        self._lines += 1
        try:
            entry = read_line(line)
            if FORMAT in entry:
                self.id = self.id or str(entry.get("id"))
            elif self._lines == 1:
                raise ValueError("another kind of file")
            else:
                yield Operation.from_entry(entry)
        except ValueError as error:
            begins = f'{{"{FORMAT}"'.encode()
            if self._lines == 1 and not begins.startswith(line[: len(begins)]):
                raise ValueError(
                    f"{self.path} is no journal of ours: its first line is {error}. "
                    "Nothing was changed; give another path"
                ) from None
            self._damage.append(Damage(self._lines, str(error)))


def _first_line() -> bytes:
    return journal_line({FORMAT: 1, "id": secrets.token_hex(8)}).encode()


@contextlib.contextmanager
def _locked(descriptor: int, shared: bool = False) -> Iterator[None]:
    """Hold the file, alone or as a reader; the lock ends with the process."""
    if fcntl is None:
        yield
        return
    fcntl.flock(descriptor, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
