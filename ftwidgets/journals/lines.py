"""What does a line of a journal look like, and is it as it was written?"""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from ftwidgets.examples import sha256

Entry = dict[str, Any]

CHECK_DIGITS = 12
"""Hexadecimal digits of a line's checksum."""


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
        fits = isinstance(entry, dict) and entry.pop("check", None) == _checksum(entry)
    except (ValueError, RecursionError):
        raise ValueError("not JSON; a write was cut off, or it was edited") from None
    if not isinstance(entry, dict):
        raise ValueError("not a JSON object")
    if not fits:
        raise ValueError("its checksum does not fit; it was changed after writing")
    return entry


def _checksum(entry: Mapping[str, Any]) -> str:
    # Of ASCII: a pair of surrogates is the same there as the character it is read as.
    text = json.dumps(entry, sort_keys=True, separators=(",", ":"))
    return sha256(text)[:CHECK_DIGITS]


def now() -> str:
    """The time, as operations carry it.

    Examples
    --------
    >>> len(now()), now()[-1]
    (24, 'Z')
    """
    moment = datetime.datetime.now(datetime.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
