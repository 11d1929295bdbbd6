"""Does every container open, and does each repair leave lines and verdicts alone?"""

import bz2
import gzip
from collections.abc import Callable, Sequence
from pathlib import Path

import zstandard

from hostile.model import KEPT, Case, Row, array_of, good, lines_of, pretty_of
from hostile.tables import PAIRS, parquet_of, table_of
from hostile.texts import reply, talk

COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "zst": zstandard.compress,
}

BOSS = {"messages": [{"role": "boss", "content": "Hi"}, reply(9)]}
CHATS = (good(0), good(1), Row("role nobody knows", BOSS, "invalid"), good(2))
"""The records of most containers: one is invalid, so that its line can be seen."""

ONE = (Row("one object", talk(3), format="chat"),)

PLAIN: dict[str, tuple[bytes, Sequence[Row]]] = {
    "chat.jsonl": (lines_of(CHATS), CHATS),
    "array.json": (array_of(CHATS), CHATS),
    "object.json": (ONE[0].data, ONE),
    "pretty.json": (pretty_of(CHATS), CHATS),
    "table.csv": (table_of(PAIRS), PAIRS),
    "table.tsv": (table_of(PAIRS, "\t"), PAIRS),
    "table.parquet": (parquet_of(PAIRS), PAIRS),
}
"""Each container as it should be: (bytes, expected records)."""

DISGUISED = {
    "lines.json": "chat.jsonl",
    "lines.csv": "chat.jsonl",
    "lines.txt": "chat.jsonl",
    "lines": "chat.jsonl",
    "lines.jsonl.gz": "chat.jsonl",
    "LINES.PARQUET": "chat.jsonl",
    "array.jsonl": "array.json",
    "array.csv": "array.json",
    "object.jsonl": "object.json",
    "pretty.jsonl": "pretty.json",
    "comma.tsv": "table.csv",
    "comma.txt": "table.csv",
    "tab.csv": "table.tsv",
    "columns.jsonl": "table.parquet",
    "columns.csv": "table.parquet",
}
"""Extensions are not trusted: file name -> what it holds."""

PACKED = {"packed.jsonl": "gz", "packed.csv": "zst", "packed.gz": "bz2"}
"""Compressed chat lines under another name."""

CONTAINERS = {
    "jsonl": "json",
    "json": "json",
    "csv": "csv|tsv",
    "tsv": "csv|tsv",
    "parquet": "parquet",
}
"""Word the reported container must hold, by the extension in `PLAIN`."""

LETTERS = (
    Row(
        "letters whose UTF-16 bytes look like line ends",
        {"messages": [{"role": "user", "content": "ਊ ഊ \u0a0d ਊ Ċ ഀ"}, reply(4)]},
        KEPT,
    ),
    good(5),
)

BOM = b"\xef\xbb\xbf"
LINE_BYTES = [row.data for row in CHATS]
CHAT_BYTES = lines_of(CHATS)


def utf16(data: bytes, order: str, mark: bool = True) -> bytes:
    """UTF-16 of UTF-8 bytes, ``le`` or ``be``, with a byte order mark."""
    text = ("\ufeff" if mark else "") + data.decode()
    return text.encode(f"utf-16-{order}")


REPAIRED: dict[str, tuple[bytes, Sequence[Row], Sequence[int]]] = {
    "bom.jsonl": (BOM + CHAT_BYTES, CHATS, ()),
    "bom.json": (BOM + array_of(CHATS), CHATS, ()),
    "bom.csv": (BOM + table_of(PAIRS), PAIRS, ()),
    "bom.jsonl.gz": (COMPRESSIONS["gz"](BOM + CHAT_BYTES), CHATS, ()),
    "le.jsonl": (utf16(CHAT_BYTES, "le"), CHATS, ()),
    "be.jsonl": (utf16(CHAT_BYTES, "be"), CHATS, ()),
    "le_open.jsonl": (utf16(CHAT_BYTES.rstrip(), "le"), CHATS, ()),
    "be_open.jsonl": (utf16(CHAT_BYTES.rstrip(), "be"), CHATS, ()),
    "le_crlf.jsonl": (
        utf16(lines_of(CHATS, b"\r\n\r\n"), "le"),
        CHATS,
        (1, 3, 5, 7),
    ),
    "be_cr.jsonl": (utf16(lines_of(CHATS, b"\r"), "be"), CHATS, ()),
    "le_array.json": (utf16(array_of(CHATS), "le"), CHATS, ()),
    "be_pretty.json": (utf16(pretty_of(CHATS), "be"), CHATS, ()),
    "le.csv": (utf16(table_of(PAIRS), "le"), PAIRS, ()),
    "be.tsv": (utf16(table_of(PAIRS, "\t", "\r\n"), "be"), PAIRS, ()),
    "le_letters.jsonl": (utf16(lines_of(LETTERS), "le"), LETTERS, ()),
    "be_letters.jsonl": (utf16(lines_of(LETTERS), "be"), LETTERS, ()),
    "crlf.jsonl": (lines_of(CHATS, b"\r\n"), CHATS, ()),
    "cr.jsonl": (lines_of(CHATS, b"\r"), CHATS, ()),
    "cr_open.jsonl": (b"\r".join(LINE_BYTES), CHATS, ()),
    "mixed_ends.jsonl": (
        LINE_BYTES[0] + b"\r\n" + b"\n".join(LINE_BYTES[1:]),
        CHATS,
        (),
    ),
    "crlf.json": (array_of(CHATS).replace(b"\n", b"\r\n"), CHATS, ()),
    "no_last_end.jsonl": (b"\n".join(LINE_BYTES), CHATS, ()),
    "blank_first.jsonl": (b"\n\n" + CHAT_BYTES, CHATS, (3, 4, 5, 6)),
    "blank_between.jsonl": (lines_of(CHATS, b"\n\n"), CHATS, (1, 3, 5, 7)),
    "blank_crlf.jsonl": (lines_of(CHATS, b"\r\n\r\n"), CHATS, (1, 3, 5, 7)),
    "blank_last.jsonl": (CHAT_BYTES + b"\n" * 9, CHATS, ()),
    "blank_spaces.jsonl": (lines_of(CHATS, b" \n \t \n"), CHATS, (1, 3, 5, 7)),
    "indented.jsonl": (b"  " + b" \n\t".join(LINE_BYTES) + b"  \n", CHATS, ()),
    "two_members.jsonl.gz": (
        b"".join(COMPRESSIONS["gz"](line + b"\n") for line in LINE_BYTES),
        CHATS,
        (),
    ),
    "two_streams.jsonl.bz2": (
        b"".join(COMPRESSIONS["bz2"](line + b"\n") for line in LINE_BYTES),
        CHATS,
        (),
    ),
    "two_frames.jsonl.zst": (
        b"".join(COMPRESSIONS["zst"](line + b"\n") for line in LINE_BYTES),
        CHATS,
        (),
    ),
    "array_line.jsonl": (b"[" + b", ".join(LINE_BYTES) + b"]", CHATS, ()),
    "array_of_one.json": (b"[" + LINE_BYTES[0] + b"]", CHATS[:1], ()),
    "array_indented.json": (b"\n\n  " + array_of(CHATS) + b"\n\n", CHATS, ()),
    "glued_pretty.json": (pretty_of(CHATS).replace(b"}\n{", b"}{"), CHATS, ()),
}
"""The design's named repairs: (bytes, expected records, their lines)."""

LOOSE = (
    Case("be_bare.jsonl", utf16(CHAT_BYTES, "be", False), CHATS, exits=(1, 2)),
    Case("le_bare.jsonl", utf16(CHAT_BYTES, "le", False), CHATS, exits=(1, 2)),
    Case("odd_bytes.jsonl", utf16(CHAT_BYTES, "le") + b"x", CHATS, exits=(1, 2)),
    Case(
        "twice.jsonl.gz.gz",
        COMPRESSIONS["gz"](COMPRESSIONS["gz"](CHAT_BYTES)),
        exits=(1, 2),
    ),
    Case("empty_array.json", b"[]\n", exits=(0, 2)),
)
"""Files the design does not name: read or refused, but never with a traceback."""

NAMES = (
    "with space and 'quotes'.jsonl",
    "line\nbreak.jsonl",
    "\udcff\udcfe.jsonl",
    "100%s {0} $HOME.jsonl",
    "snow ☃ \u202egnp.jsonl",
)
"""File names that break reports, the third not even UTF-8."""


def linked(path: Path) -> None:
    """Regular file behind a link."""
    (path.parent / "behind.jsonl").write_bytes(CHAT_BYTES)
    path.symlink_to("behind.jsonl")


def squeezed() -> list[Case]:
    """Every plain container in every compression."""
    return [
        Case(f"{name}.{suffix}", squeeze(data), rows)
        for name, (data, rows) in PLAIN.items()
        for suffix, squeeze in COMPRESSIONS.items()
    ]


def cases() -> list[Case]:
    """Every container: plain, compressed, repaired, under wrong and nasty names."""
    return [
        *(Case(name, *two) for name, two in PLAIN.items()),
        *squeezed(),
        *(Case(name, *PLAIN[base]) for name, base in DISGUISED.items()),
        *(
            Case(name, COMPRESSIONS[suffix](CHAT_BYTES), CHATS)
            for name, suffix in PACKED.items()
        ),
        *(Case(name, *three) for name, three in REPAIRED.items()),
        *LOOSE,
        *(Case(name, CHAT_BYTES, CHATS) for name in NAMES),
        Case("link.jsonl", linked, CHATS),
    ]
