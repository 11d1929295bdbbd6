"""Is a file that holds no records refused, in one sentence and in bounded time?"""

import bz2
import gzip
import os
import random
from pathlib import Path

import zstandard

from hostile.containers import CHAT_BYTES, CHATS, COMPRESSIONS, PLAIN
from hostile.model import Case

CHUNK = 1 << 24
"""Bytes a bomb unpacks to, each time it is repeated: 16 MiB."""

REPEATED = 128
"""Times a bomb's stream is repeated: 2 GiB in all."""

GZIPPED = COMPRESSIONS["gz"](CHAT_BYTES)
PARQUET = PLAIN["table.parquet"][0]

REFUSED: dict[str, bytes] = {
    "empty.jsonl": b"",
    "empty.csv": b"",
    "empty.parquet": b"",
    "empty.jsonl.gz": COMPRESSIONS["gz"](b""),
    "spaces.jsonl": b" \n\t\n \r\n",
    "bom_only.jsonl": b"\xef\xbb\xbf",
    "pointer.jsonl": (
        b"version https://git-lfs.github.com/spec/v1\n"
        b"oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
        b"size 12345\n"
    ),
    "page.jsonl": b"<!DOCTYPE html>\n<html><body>404: not found</body></html>\n",
    "page.csv": b"\n  <html lang='en'>\n<head><title>Sign in</title></head></html>",
    "page.json": b"\xef\xbb\xbf<!doctype HTML><HTML><p>Moved, permanently</HTML>",
    "cut.jsonl.gz": GZIPPED[:-20],
    "cut_header.jsonl.gz": GZIPPED[:6],
    "wrong_sum.jsonl.gz": GZIPPED[:-8] + b"\x00\x01\x02\x03" + GZIPPED[-4:],
    "wrong_body.jsonl.gz": GZIPPED[:10] + b"\xff" * 60,
    "cut.jsonl.bz2": COMPRESSIONS["bz2"](CHAT_BYTES)[:-20],
    "cut.jsonl.zst": COMPRESSIONS["zst"](CHAT_BYTES)[:-20],
    "cut.parquet": PARQUET[: len(PARQUET) // 2],
    "no_head.parquet": PARQUET[len(PARQUET) // 2 :],
    "magic_only.parquet": b"PAR1",
    "both_magics.parquet": b"PAR1" + b"\x00" * 64 + b"PAR1",
    "archive.zip": b"PK\x03\x04\x14\x00\x00\x00\x08\x00" + b"\x00" * 40,
    "archive.jsonl": b"PK\x05\x06" + b"\x00" * 18,
    "picture.jsonl": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01",
    "paper.jsonl": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\n",
}
"""Refused as a whole: exit 2, JSON without records."""

DOUBTED: dict[str, bytes] = {
    "noise.jsonl": random.Random(7).randbytes(5000),
    "zeros.jsonl": b"\x00" * 5000,
    "program.jsonl": b"cbuiltins\neval\n(S'1/0'\ntR.",
    "prose.txt": b"Dear all,\n\nplease find the data attached.\n\nYours\n",
    "packed.xz": b"\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4F" + b"\x00" * 20,
    "feed.xml": b"<?xml version='1.0'?>\n<rows><row>hello</row></rows>\n",
    "annex.jsonl": b"/annex/objects/MD5E-s12--d41d8cd98f00b204e9800998ecf8427e\n",
    "garbage_after.jsonl.gz": GZIPPED + b"garbage after the end",
}
"""Not data either, but not named by the design: refused, or no record passes."""


def pipe(path: Path) -> None:
    """Pipe that nobody writes to."""
    os.mkfifo(path)


def locked(path: Path) -> None:
    """File its owner may not read (the superuser may)."""
    path.write_bytes(CHAT_BYTES)
    path.chmod(0)


SPECIAL = {
    "folder.jsonl": Path.mkdir,
    "missing.jsonl": lambda path: None,
    "pipe.jsonl": pipe,
    "endless.jsonl": lambda path: path.symlink_to("/dev/zero"),
    "null.jsonl": lambda path: path.symlink_to("/dev/null"),
    "dangling.jsonl": lambda path: path.symlink_to("nowhere"),
    "loop.jsonl": lambda path: path.symlink_to("loop.jsonl"),
    "folder/../missing.jsonl": lambda path: None,
}
"""Paths without a regular file behind them."""

BOMBS = {
    "bomb.jsonl.gz": lambda: gzip.compress(b"\n" * CHUNK, mtime=0) * REPEATED,
    "bomb.jsonl.bz2": lambda: bz2.compress(b"\x00" * CHUNK) * REPEATED,
    "bomb.jsonl.zst": lambda: zstandard.compress(b" " * CHUNK) * REPEATED,
    "one_line_bomb.gz": lambda: gzip.compress(b'{"a":"' + b"x" * CHUNK, mtime=0),
}
"""Files that unpack to more than 200 times their size."""


def bomb(name: str) -> Case:
    """Bomb that is made only when it is needed."""
    make = BOMBS[name]
    return Case(name, lambda path: path.write_bytes(make()), exits=(2,), child=True)


def cases() -> list[Case]:
    """Everything that is not a file of records."""
    return [
        *(Case(name, data, exits=(2,)) for name, data in REFUSED.items()),
        *(Case(name, data, exits=(1, 2)) for name, data in DOUBTED.items()),
        *(Case(name, make, exits=(2,), child=True) for name, make in SPECIAL.items()),
        *map(bomb, BOMBS),
        Case("locked.jsonl", locked, CHATS, exits=(1, 2)),
    ]
