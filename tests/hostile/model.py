"""What is a hostile file, and what is expected of each of its records?"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hostile.texts import talk

KEPT = "valid|warn"
"""The record is kept; the design does not say whether with a warning."""

SUSPECT = "warn|invalid"
"""The record is not clean; the design does not say how bad it is."""

ANY = "valid|warn|invalid"
"""Only that the record is accounted for; the design does not say more."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record and the verdict the design asks for.

    Attributes
    ----------
    what : str
        What is hostile about it.
    source : Any
        Its text or bytes as they stand in the file, or the value to write as JSON.
    verdict, format : str
        Accepted answers joined by ``|``; an empty format asks nothing. A verdict
        with ``?`` is our reading where the design leaves room.
    has, lacks : str
        Finding codes that must be, must not be there, separated by spaces.
    """

    what: str
    source: Any
    verdict: str = "valid"
    format: str = ""
    has: str = ""
    lacks: str = ""

    @property
    def accepted(self) -> set[str]:
        """Verdicts that agree with the design."""
        return set(self.verdict.rstrip("?").split("|"))

    @property
    def certain(self) -> bool:
        """Whether the design's text leaves one verdict only."""
        return self.verdict in ("valid", "warn", "invalid")

    @property
    def data(self) -> bytes:
        """Bytes of the record in a file of one record a line."""
        if isinstance(self.source, bytes):
            return self.source
        text = self.source if isinstance(self.source, str) else dumps(self.source)
        return text.encode("utf-8")


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file.

    Attributes
    ----------
    name : str
        File name; the extension may lie.
    content : bytes or callable
        The file's bytes, or what makes the file (or leaves it out) at a path.
    rows : sequence of Row
        Expected records in order.
    lines : sequence of int
        Their line numbers; 1, 2, 3 ... if empty.
    exits : sequence of int
        Accepted exit codes. With 2 among others the file may be refused as a whole.
    child : bool
        Run in a limited process of its own, since it might take this one down.
    """

    name: str
    content: bytes | Callable[[Path], object]
    rows: Sequence[Row] = ()
    lines: Sequence[int] = ()
    exits: Sequence[int] = (0, 1)
    child: bool = False

    @property
    def numbered(self) -> list[tuple[int, Row]]:
        """Each expected record with its line."""
        lines = self.lines or range(1, len(self.rows) + 1)
        return list(zip(lines, self.rows, strict=True))

    @property
    def counted(self) -> bool:
        """Whether exactly the expected records must be reported."""
        return 2 not in self.exits or tuple(self.exits) == (2,)

    def write(self, folder: Path) -> Path:
        """Make the file in a folder and return its path."""
        path = folder / self.name
        if isinstance(self.content, bytes):
            path.write_bytes(self.content)
        else:
            self.content(path)
        return path


def dumps(value: Any) -> str:
    """One line of JSON, letters kept as they are."""
    return json.dumps(value, ensure_ascii=False)


def good(number: int) -> Row:
    """Harmless chat record, the neighbour that damage must not reach."""
    return Row("good", talk(number), format="chat")


def lines_of(rows: Sequence[Row], end: bytes = b"\n") -> bytes:
    """JSON Lines of rows."""
    return b"".join(row.data + end for row in rows)


def array_of(rows: Sequence[Row]) -> bytes:
    """JSON array of rows, indented as an editor saves it."""
    return b"[\n  " + b",\n  ".join(row.data for row in rows) + b"\n]\n"


def pretty_of(rows: Sequence[Row]) -> bytes:
    """Pretty-printed objects one after another."""
    texts = [json.dumps(row.source, ensure_ascii=False, indent=2) for row in rows]
    return "\n".join(texts).encode("utf-8") + b"\n"


def jsonl(name: str, rows: Sequence[Row]) -> Case:
    """Case of a JSON Lines file that holds these rows."""
    return Case(f"{name}.jsonl", lines_of(rows), rows)
