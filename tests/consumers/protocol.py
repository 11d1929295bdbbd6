"""How do the checkers' processes hear records, and tell what they think of them?

Records come in as JSON Lines, with a blank line between files. For each record one line
of JSON goes out: the list of complaints, empty where it is accepted.
"""

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

Record = dict[str, Any]
Complaints = list[str]

LONGEST = 300
"""Characters of a complaint that are kept."""


def complaint_of(error: Exception) -> str:
    """One line about what a checker raised."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text}"[:LONGEST]


def complaints_of(check: Callable[..., Iterable[str]], *what: Any) -> Complaints:
    """What a check says of a record; whatever it raises is a complaint too."""
    try:
        return list(check(*what))
    except Exception as error:  # checkers crash on some records, in many ways
        return [complaint_of(error)]


def one_by_one(
    check: Callable[[Record], Iterable[str]],
) -> Callable[[Sequence[str]], list[Complaints]]:
    """Make a judge of files from a check of one record."""
    return lambda lines: [complaints_of(check, json.loads(line)) for line in lines]


def answer(judge: Callable[[Sequence[str]], list[Complaints]]) -> None:
    """Read files from standard input, judge each, tell the verdicts."""
    for file in sys.stdin.read().split("\n\n"):
        lines = [line for line in file.split("\n") if line]
        verdicts = judge(lines) if lines else []
        sys.stdout.write("".join(json.dumps(each) + "\n" for each in verdicts))
