"""Is it on the disk? A file of entries that only grows, one line each.

Every line carries a checksum. A line that a kill has torn is reported and passed over,
a disk that is full or read-only refuses the entry, and any number of processes may
append to one journal.
"""

import codecs
import contextlib
import os
import secrets
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from ftwidgets.journals.lines import Entry, journal_line, read_line

try:
    import fcntl
except ImportError:  # Windows: one process a journal there
    fcntl = None

Item = TypeVar("Item")

FAMILY = "ftwidgets_"
"""What the first key of every kind of journal begins with."""

VERSION = 1
"""Of the format; stands in the first line."""

HEAD_BYTES = 65_536
"""So much of a file says whether it is a journal."""

SAME_BYTES = 128
"""So much of it says whether it is still the same: the first line with its id."""


class JournalError(OSError):
    """The journal could not be written: what was to be written does not count."""

    def __str__(self) -> str:
        return str(self.strerror)


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


class JournalFile(ABC, Generic[Item]):
    """An append-only file of entries, shared by any number of processes.

    A kind of journal says what its entries are: it gives `FORMAT`, `to_entry` and
    `from_entry`.

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
    """

    FORMAT: ClassVar[str]
    """Key of the first line; its value is the version of the format."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path).absolute()
        self.id = ""
        self._head = b""  # of what was read: it never changes
        self._read_to = 0
        self._lines = 0
        self._damage: list[Damage] = []
        self._is_torn = False

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.path.name})"

    @abstractmethod
    def to_entry(self, item: Item) -> Entry:
        """An item as the JSON values of its line."""

    @abstractmethod
    def from_entry(self, entry: Entry) -> Item:
        """Item of a line; a ValueError makes it a damaged line."""

    @property
    def damage(self) -> list[Damage]:
        """Lines that were passed over, so far as the file was read."""
        torn = Damage(self._lines + 1, "cut off in the middle of a write")
        return [*self._damage, *([torn] if self._is_torn else [])]

    def read(self) -> list[Item]:
        """Items appended since the last call, by whatever process.

        None where the file was removed, cut or replaced meanwhile: `append` says so.

        Raises
        ------
        ValueError
            The file is no journal of ours, or of a later version.
        """
        try:
            with open(self.path, "rb") as file, _locked(file.fileno(), shared=True):
                if not self._is_same(file.fileno()):
                    return []
                size = os.fstat(file.fileno()).st_size
                data = _read(file.fileno(), self._read_to, size - self._read_to)
        except (FileNotFoundError, NotADirectoryError):
            return []
        if not self._read_to and (reason := self._refusal(data[:HEAD_BYTES])):
            raise ValueError(
                f"{self.path} is {reason}. Nothing was changed; give another path"
            )
        # Nobody writes while we hold the lock: what follows the last line end was
        # torn by a kill. The next writer ends that line.
        whole = data[: data.rfind(b"\n") + 1]
        self._head = self._head or whole[:SAME_BYTES]
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
        if not self.id:
            self.append([])

    def append(self, items: Sequence[Item]) -> None:
        """Write items in one go; they are on the disk when this returns.

        Raises
        ------
        JournalError
            The disk is full, the folder read-only, or the file was removed or cut
            meanwhile; it is as it was.
        """
        lines = [journal_line(self.to_entry(item)) for item in items]
        flags = os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0)
        try:
            if not self._read_to:
                flags |= os.O_CREAT
                if not self.path.parent.exists():
                    self.path.parent.mkdir(parents=True, exist_ok=True)
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
        if not self._is_same(descriptor):
            raise OSError(
                "the file was cut or replaced meanwhile; run the cell again to go on"
            )
        head = b"" if self.id else _read(descriptor, 0, HEAD_BYTES)
        if reason := self._refusal(head):
            raise OSError(f"the file is {reason}")
        if not self.id and self._header(head) is None:
            text = self._first_line() + text
        if size and _read(descriptor, size - 1, 1) != b"\n":
            text = b"\n" + text
        try:
            view = memoryview(text)
            while view:
                view = view[os.write(descriptor, view) :]
            os.fsync(descriptor)
            if size == 0:
                _sync_folder(self.path.parent)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, size)
            raise

    def _is_same(self, descriptor: int) -> bool:
        """Whether the file still begins with all that was read of it."""
        is_long = os.fstat(descriptor).st_size >= self._read_to
        return is_long and _read(descriptor, 0, len(self._head)) == self._head

    def _take(self, line: bytes) -> Iterator[Item]:
        """The item of a line; none of the first line and of a damaged one."""
        self._lines += 1
        try:
            entry = read_line(line)
            if self.FORMAT in entry:
                self.id = self.id or str(entry.get("id", ""))
            else:
                yield self.from_entry(entry)
        except (ValueError, RecursionError) as error:
            self._damage.append(Damage(self._lines, str(error)))

    def _first_line(self) -> bytes:
        return journal_line({self.FORMAT: VERSION, "id": secrets.token_hex(8)}).encode()

    def _refusal(self, head: bytes) -> str:
        """Why a file that begins so is not read or written here; empty if it is.

        A kill may have torn its first line and a person removed it: one line of ours
        is enough. A file that is new, or begins a first line, is ours.
        """
        begins = f'{{"{self.FORMAT}"'.encode()
        lines = head.removesuffix(b"\n").split(b"\n")
        if not head or lines[0].removeprefix(codecs.BOM_UTF8).startswith(begins):
            header = self._header(head)
            is_known = header is None or header[self.FORMAT] == VERSION
            return "" if is_known else "a journal of a later version"
        if any(self._is_foreign(entry) for entry in _entries(lines)):
            return "no journal of ours, but one of another kind"
        is_torn = all(
            line and line[: len(begins)] == begins[: len(line)] for line in lines
        )
        return "" if is_torn or any(_entries(lines)) else "no journal of ours"

    def _is_foreign(self, entry: Entry) -> bool:
        return any(key.startswith(FAMILY) and key != self.FORMAT for key in entry)

    def _header(self, head: bytes) -> Entry | None:
        """The first line that says what the file is, wherever it stands."""
        whole = head.split(b"\n")[:-1]
        return next((entry for entry in _entries(whole) if self.FORMAT in entry), None)


def _entries(lines: Iterable[bytes]) -> Iterator[Entry]:
    """Entries of those lines that are whole."""
    for line in lines:
        with contextlib.suppress(ValueError):
            yield read_line(line)


def _read(descriptor: int, start: int, size: int) -> bytes:
    os.lseek(descriptor, start, os.SEEK_SET)
    parts = []
    while size and (part := os.read(descriptor, size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


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
    if os.name == "nt":  # where a folder cannot be opened
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
