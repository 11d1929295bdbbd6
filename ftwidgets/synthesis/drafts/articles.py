"""How is an article written in a note: its number, plural, finish and size?"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ftwidgets.synthesis.drafts.draws import Draw
from ftwidgets.synthesis.phrases import articles, things

_SIZE = re.compile(r"\d+ ?(?:cm|mm|m)")
_WORDS_OF = {value: word for word, value in things.NUMBER_WORDS.items()}
_FINISHES = frozenset((*things.COLOURS, *articles.ADJECTIVES))


FEW, MANY = (1, 1, 1, 2), (1, 1, 2, 3, 4, 5, 6, 8, 10, 12, 18, 24)
"""Quantities of large articles and of others."""


class Article(NamedTuple):
    """One line of an order.

    Attributes
    ----------
    count : int or None
        ``None`` where the note does not say how many.
    noun : str
        In the singular.
    finish, size : str
        Such as ``oak`` and ``180 cm``; empty where there is none.
    """

    count: int | None
    noun: str
    finish: str = ""
    size: str = ""

    @property
    def named(self) -> str:
        """As the JSON has it: colour and size behind commas."""
        return ", ".join(part for part in self[1:] if part)


def read_article(count: object, named: object) -> Article | None:
    """Article of a seed's JSON, or ``None`` where it is in nobody's manner.

    Examples
    --------
    >>> read_article(1, "standing desk, walnut, 140 cm")
    Article(count=1, noun='standing desk', finish='walnut', size='140 cm')
    >>> read_article(2, {"article": "stool"})
    """
    if not isinstance(named, str) or len(named) > 60 or not re.match(r"[a-z]", named):
        return None
    noun, *behind = (part.strip() for part in named.split(","))
    size = next((part for part in behind if _is_size(part)), "")
    finish = next((part for part in behind if part in _FINISHES), "")
    if len(behind) != bool(size) + bool(finish) or not re.fullmatch(r"[a-z -]+", noun):
        return None
    is_number = isinstance(count, int) and not isinstance(count, bool)
    return Article(count if is_number and 0 < count < 1_000 else 1, noun, finish, size)


def _is_size(text: str) -> bool:
    return text in articles.SIZES or _SIZE.fullmatch(text) is not None


def new_article(draw: Draw, what: str) -> Article:
    """An article of the shop's range.

    Examples
    --------
    >>> new_article(Draw("a key", 1), "first").noun in articles.ARTICLES
    True
    """
    noun = draw.pick(f"{what} noun", tuple(articles.ARTICLES))
    finishes, sizes = articles.ARTICLES[noun]
    finish = draw.pick(f"{what} finish", finishes)
    size = draw.pick(f"{what} size", sizes) if sizes else ""
    if size and draw.chance(f"{what} only one", 0.5):
        finish, size = draw.pick(f"{what} which", ((finish, ""), ("", size)))
    counts = FEW if noun in articles.LARGE else MANY
    count = draw.pick(f"{what} count", counts)
    return Article(count, noun, finish, size)


def plural(noun: str) -> str:
    """Plural of a noun; of "box of spare bulbs" the first part's.

    Examples
    --------
    >>> plural("dinner plate"), plural("wall brush"), plural("box of spare bulbs")
    ('dinner plates', 'wall brushes', 'boxes of spare bulbs')
    >>> plural("book shelf"), plural("bed canopy"), plural("toy")
    ('book shelves', 'bed canopies', 'toys')
    """
    head, of, rest = noun.partition(" of ")
    start, _, last = head.rpartition(" ")
    if last in articles.IRREGULAR:
        last = articles.IRREGULAR[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif re.search("[^aeiou]y$", last):
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{start} {last}".strip() + of + rest


def with_article(noun: str) -> str:
    """A noun behind "a" or "an".

    Examples
    --------
    >>> with_article("oven dish")
    'an oven dish'
    """
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def number(count: int, in_words: bool) -> str:
    """A quantity in words, where it has a short one, or in figures.

    Examples
    --------
    >>> number(6, True), number(48, True), number(6, False)
    ('six', '48', '6')
    """
    return _WORDS_OF.get(count, str(count)) if in_words else str(count)


def _nouns(each: Article) -> str:
    return each.noun if each.count == 1 else plural(each.noun)


def _before(each: Article) -> str:
    """Two oak bookcases, 180 cm."""
    name = " ".join(part for part in (each.finish, _nouns(each)) if part)
    if each.count == 1:
        name = with_article(name)
    elif each.count is not None:
        name = f"{number(each.count, True)} {name}"
    return f"{name} ({each.size})" if each.size else name


def _within(each: Article) -> str:
    """Two bookcases in oak (180 cm); not every finish can stand behind "in"."""
    if each.finish not in things.COLOURS:
        return _before(each)
    count = "" if each.count is None else f"{number(each.count, True)} "
    size = f" ({each.size})" if each.size else ""
    return f"{count}{_nouns(each)} in {each.finish}{size}"


def _behind(each: Article) -> str:
    """2x bookcase (oak, 180 cm)."""
    more = ", ".join(part for part in (each.finish, each.size) if part)
    name = plural(each.noun) if each.count is None else f"{each.count}x {each.noun}"
    return f"{name} ({more})" if more else name


def _figures(each: Article) -> str:
    """2 bookcases, oak, 180 cm."""
    more = "".join(f", {part}" for part in (each.finish, each.size) if part)
    return f"{'' if each.count is None else f'{each.count} '}{_nouns(each)}{more}"


def _first_noun(each: Article) -> str:
    """The note of a list: bookcase oak 180 cm - 2."""
    name = " ".join(part for part in each[1:] if part)
    return name if each.count is None else f"{name} - {each.count}"


WRITTEN: Mapping[str, tuple[Callable[[Article], str], ...]] = {
    "prose": (_before, _within, _behind),
    "list": (_figures, _behind, _first_noun, _before),
}
"""In which ways an article is written."""
