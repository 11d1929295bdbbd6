"""What kind of bytes is this file? Undoes compression and UTF-16, or says why not.

The bytes decide, never the file's name. What comes out is UTF-8 without a BOM.
"""

import bz2
import codecs
import gzip
import io
import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from ftwidgets.examples import shorten

MAX_BYTES = 4 * 2**30
"""A compressed file may not unpack to more than this."""

MAX_RATIO = 200
"""A compressed file may not unpack to more than this many times its size ..."""

RATIO_FREE_BYTES = 2**20
"""... unless the result is this small."""

SNIFF_BYTES = 2**20
"""How much of the beginning decides what a file is."""

SAMPLE_BYTES = 4096
"""How much of it tells text from binary data."""

PARQUET_MAGIC = b"PAR1"
_CONTROLS = bytes({*range(1, 9), *range(14, 32)} - {0x1B})

_COMPRESSED = {b"\x1f\x8b": "gzip", b"BZh": "bz2", b"\x28\xb5\x2f\xfd": "zstd"}

_REFUSED = {
    b"version https://git-lfs": "a Git LFS pointer, not the data; run 'git lfs pull'",
    b"PK\x05\x06": "an empty ZIP archive",
    b"PK\x03\x04": "a ZIP archive (or a spreadsheet); unpack it, or save it as CSV",
    b"\xfd7zXZ": "an xz archive; unpack it first",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it first",
    b"%PDF": "a PDF; its text must be extracted first",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"SQLite format 3": "an SQLite database; export the table as CSV or JSON Lines",
    b"ARROW1": "an Arrow file; save it as Parquet",
    codecs.BOM_UTF32_LE: "UTF-32 text; save it as UTF-8",
    codecs.BOM_UTF32_BE: "UTF-32 text; save it as UTF-8",
}

_UTF16_STARTS = {
    "utf-16-le": re.compile(rb"(?:[^\0]\0){2}"),
    "utf-16-be": re.compile(rb"(?:\0[^\0]){2}"),
}
"""How text without a byte order mark begins whose first two letters are ASCII."""

_HTML_STARTS = (b"<!doctype html", b"<html", b"<head", b"<!--", b"<?xml")


class FileError(ValueError):
    """A file that cannot be used at all; the message is one sentence for people."""


class Source:
    """One opened data file: its bytes as UTF-8, and what was done to get them.

    Attributes
    ----------
    path : Path
        The file.
    compression : str or None
        ``gzip``, ``bz2`` or ``zstd``.
    repairs : dict of str to int
        Named repairs made so far, with how often; the readers add theirs.
    head : bytes
        The first bytes, decoded to UTF-8, for sniffing the container.

    Raises
    ------
    FileError
        The file is missing, empty, no regular file, a broken archive or no text.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.repairs: dict[str, int] = {}
        self._file = _open_regular(path)
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        """Undo compression and encoding, or refuse the file."""
        size = os.fstat(self._file.fileno()).st_size
        start = self._file.read(16)
        self._file.seek(0)
        self.compression = next(
            (name for magic, name in _COMPRESSED.items() if start.startswith(magic)),
            None,
        )
        self._stream: BinaryIO | _Unpacked = self._file
        if self.compression:
            # Unpacked once for its size alone: a bomb or a broken archive is refused
            # before any record of it is believed.
            limit = min(MAX_BYTES, max(RATIO_FREE_BYTES, MAX_RATIO * size))
            self._unpack(limit)
            while self._read(SNIFF_BYTES):
                pass
            self._file.close()
            self._file = _open_regular(self.path)
            self._unpack(limit)
        self.head = self._read_head()
        self._refuse_what_is_no_text()
        self._decode = self._sniff_encoding()
        self.head = self._decode(self.head)
        if not self.is_parquet and _looks_binary(self.head[:SAMPLE_BYTES]):
            raise FileError(f"{self.path}: this is binary data, not text")

    def _unpack(self, limit: int) -> None:
        unpacker = _unpacker(str(self.compression), self._file)
        self._stream = _Unpacked(unpacker, limit, self.path)

    def __enter__(self) -> "Source":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; once more does no harm."""
        self._file.close()

    @property
    def is_parquet(self) -> bool:
        """Whether the bytes are a Parquet file."""
        return self.head.startswith(PARQUET_MAGIC)

    def repaired(self, name: str, times: int = 1) -> None:
        """Remember a named repair."""
        self.repairs[name] = self.repairs.get(name, 0) + times

    def chunks(self, size: int = 2**20) -> Iterator[bytes]:
        """The whole file from its start, decoded, a chunk at a time; once only."""
        yield self.head
        self.head = b""
        while data := self._read(size):
            yield self._decode(data)
        if tail := self._decode(b"", final=True):
            yield tail

    def _read_head(self) -> bytes:
        head = b""
        while len(head) < SNIFF_BYTES and (more := self._read(SNIFF_BYTES - len(head))):
            head += more
        return head

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except FileError:
            raise
        except Exception as error:  # each codec has error classes of its own
            if not self.compression:
                raise FileError(f"{self.path}: cannot be read ({error})") from error
            raise FileError(
                f"{self.path}: a broken {self.compression} file "
                f"({shorten(str(error))}); fetch or pack it again"
            ) from error

    def _refuse_what_is_no_text(self) -> None:
        head = self.head.removeprefix(codecs.BOM_UTF8).lstrip()
        seen = head.strip(b"\x00\xef\xbb\xbf \t\r\n\xff\xfe")
        if not seen and len(self.head) < SNIFF_BYTES:
            raise FileError(f"{self.path}: the file is empty")
        for magic, what in _REFUSED.items():
            if head.startswith(magic):
                raise FileError(f"{self.path}: this is {what}")
        if head[:64].lower().startswith(_HTML_STARTS):
            raise FileError(
                f"{self.path}: this is an HTML or XML page, not data; "
                "the download may have saved a sign-in or error page"
            )
        if head.startswith(tuple(_COMPRESSED)):
            raise FileError(f"{self.path}: packed twice; unpack it once first")

    def _sniff_encoding(self) -> Callable[..., bytes]:
        head = self.head
        if head.startswith(codecs.BOM_UTF8):
            self.repaired("bom")
            self.head = head[len(codecs.BOM_UTF8) :]
        for bom, name in (
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
        ):
            if head.startswith(bom):
                self.repaired("bom")
                self.repaired("utf16")
                self.head = head[2:]
                return _transcoder(name)
        for name, first_letters in _UTF16_STARTS.items():
            if first_letters.match(head):
                self.repaired("utf16")
                return _transcoder(name)
        return lambda data, final=False: data


def _looks_binary(sample: bytes) -> bool:
    """Whether it is no UTF-8, and a twentieth of the bytes are control characters."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return sum(sample.count(byte) for byte in _CONTROLS) > len(sample) / 20
    return False


class _Unpacked(io.RawIOBase):
    """A decompressing stream that stops at a limit, so that a bomb stays small."""

    def __init__(self, stream: BinaryIO, limit: int, path: Path) -> None:
        self._stream, self._left, self._limit, self._path = stream, limit, limit, path

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(min(size, 2**20) if size >= 0 else 2**20)
        self._left -= len(data)
        if self._left < 0:
            raise FileError(
                f"{self._path}: unpacks to more than {self._limit:,} bytes (the limit "
                f"is {MAX_RATIO} times its size and 4 GiB); unpack it yourself if you "
                "trust it"
            )
        return data


def _open_regular(path: Path) -> BinaryIO:
    """Open without waiting on a pipe, and refuse what is no regular file."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise FileError(f"{path}: no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileError(f"{path}: cannot be opened ({reason})") from None
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    what = "a folder" if stat.S_ISDIR(mode) else "no regular file"
    raise FileError(f"{path}: this is {what}; name one data file")


def _unpacker(compression: str, stream: BinaryIO) -> BinaryIO:
    if compression == "gzip":
        return gzip.GzipFile(fileobj=stream)
    if compression == "bz2":
        return bz2.BZ2File(stream)
    import pyarrow

    # Unlike the reader of the zstandard package it notices a file that was cut.
    return pyarrow.CompressedInputStream(stream, "zstd")


def _transcoder(encoding: str) -> Callable[..., bytes]:
    """UTF-16 to UTF-8; a damaged character becomes bytes that fail in its record."""
    decoder = codecs.getincrementaldecoder(encoding)("surrogatepass")

    def decode(data: bytes, final: bool = False) -> bytes:
        try:
            return decoder.decode(data, final).encode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            decoder.reset()
            return b"\xff"

    return decode
