"""What stands in a file of rows or in a card, if it is one at all?

Read here without the code that wrote the files.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class UnreadableError(ValueError):
    """A file is not what its name says.

    Attributes
    ----------
    file : str
        Its name.
    """

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(why)
        self.file = path.name


def read_rows(path: Path, *keys: str) -> list[dict[str, Any]]:
    """JSON objects of a file, one a line; none where there is no file.

    Parameters
    ----------
    path : Path
    *keys : str
        Besides messages, each row has a text under these.

    Raises
    ------
    UnreadableError
        A line is no row of messages.

    Examples
    --------
    >>> read_rows(Path("no such file.jsonl"))
    []
    """
    rows = []
    for number, line in enumerate(_bytes_of(path).split(b"\n"), start=1):
        if line.strip():
            row = _object(path, line, f"line {number} ")
            if not _is_row(row) or not all(
                isinstance(row.get(key), str) for key in keys
            ):
                wanted = " and ".join(["messages", *keys])
                raise UnreadableError(path, f"line {number} has no {wanted}")
            rows.append(row)
    return rows


def read_card(path: Path) -> dict[str, Any]:
    """The card for programs; empty where there is no file.

    Raises
    ------
    UnreadableError
        It is no card.

    Examples
    --------
    >>> read_card(Path("no such file.json"))
    {}
    """
    text = _bytes_of(path)
    card = _object(path, text, "it ") if text else {}
    for key in ("outputs", "target"):
        if not isinstance(card.get(key, {}), dict):
            raise UnreadableError(path, f"its {key} are no JSON object")
    return card


def messages_in(row: Mapping[str, Any]) -> str:
    """The messages as one text, for comparing.

    Examples
    --------
    >>> messages_in({"messages": [], "id": 7})
    '[]'
    """
    return json.dumps(row["messages"], sort_keys=True)


def words_in(row: Mapping[str, Any]) -> str:
    """What the user says, for comparing: words only.

    Examples
    --------
    >>> words_in({"messages": [{"role": "user", "content": "Where\\n IS it?"}]})
    'where is it?'
    """
    turns = (turn["content"] for turn in row["messages"] if turn["role"] == "user")
    return " ".join(" ".join(turns).casefold().split())


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""


def _object(path: Path, text: bytes, where: str) -> dict[str, Any]:
    try:
        found = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise UnreadableError(path, f"{where}is no JSON: {error}") from None
    if not isinstance(found, dict):
        raise UnreadableError(path, f"{where}is no JSON object")
    return found


def _is_row(row: Mapping[str, Any]) -> bool:
    messages = row.get("messages")
    return isinstance(messages, list) and all(
        isinstance(turn, dict)
        and isinstance(turn.get("role"), str)
        and isinstance(turn.get("content"), str)
        for turn in messages
    )
