"""Which things, names, amounts and days does a seed speak of?

Whatever is not recognised is left alone: its slots are filled from the banks. What is
recognised is copied by patterns too narrow for anything else to slip through.
"""

import functools
import re
from collections.abc import Mapping, Sequence

from ftwidgets.synthesis.phrases import things

MOST_CHARS = 4_000
"""So much of a seed is read."""


def _either(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


_ALL_THINGS = tuple(dict.fromkeys(t for some in things.THINGS.values() for t in some))
_MONTHS = _either([*things.MONTHS, *(month[:3] for month in things.MONTHS)])

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "thing": re.compile(rf"\b({_either(_ALL_THINGS)})(?:e?s)?\b", re.I),
    "amount": re.compile(r"(?<![\d.,])(\d{1,4}\.\d\d)(?![\d.,]*\d)"),
    "day": re.compile(rf"\b({_either(things.DAYS)}|Sunday)\b", re.I),
    "date": re.compile(
        rf"\b(the \d{{1,2}}(?:st|nd|rd|th)|\d{{1,2}} (?:{_MONTHS}))\b", re.I
    ),
    "town": re.compile(rf"\b({_either(things.TOWNS)})\b"),
    "colour": re.compile(rf"\b({_either(things.COLOURS)})\b", re.I),
    "count": re.compile(rf"\b({_either(things.COUNTS)}|[2-9])\b", re.I),
    "code": re.compile(r"\b([A-Z]{4,12}\d{1,3})\b"),
    "error": re.compile(r"\b([A-Z]\d{1,2})\b"),
    "percent": re.compile(r"\b([1-9]\d?)(?: percent|%)"),
    "days": re.compile(r"\b([2-9]|[1-9]\d)(?:-day| (?:business |working )?days)\b"),
    "minutes": re.compile(r"\b([2-9]|[1-9]\d) min(?:utes)?\b"),
    "hours": re.compile(r"\b([2-9]|[1-9]\d) hours\b"),
    "degrees": re.compile(r"\b([3-9]0) degrees\b"),
    "name": re.compile(r"[\n,.!?] ?([A-ZÀ-Þ][a-zß-ÿ]{1,14})[.!]?\s*\Z"),
}
"""How each kind of entity is known."""


@functools.lru_cache(maxsize=512)
def entities(text: str) -> Mapping[str, tuple[str, ...]]:
    """Entities by kind, in order of appearance, each once.

    Examples
    --------
    >>> found = entities("Six dining chairs ordered on Friday, 249.00 paid. Margot")
    >>> {kind: values for kind, values in found.items() if values}
    {'thing': ('dining chair',), 'amount': ('249.00',), 'day': ('Friday',), \
'count': ('six',), 'name': ('Margot',)}
    """
    text = text[:MOST_CHARS]
    return {
        kind: tuple(
            dict.fromkeys(_spelled(kind, each) for each in pattern.findall(text))
        )
        for kind, pattern in PATTERNS.items()
    }


def _spelled(kind: str, value: str) -> str:
    """The spelling that the banks have, whatever case the seed is in."""
    if kind in ("thing", "colour"):
        return value.lower()
    if kind == "day":
        return value.capitalize()
    if kind == "count":
        return things.COUNTS[int(value) - 2] if value.isdigit() else value.lower()
    if kind == "date":
        return " ".join(
            word.capitalize()
            if word.isalpha() and word.lower() != "the"
            else word.lower()
            for word in value.split()
        )
    return value
