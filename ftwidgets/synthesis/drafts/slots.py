"""What stands in a sentence's braces? The seed's own things first, then the banks'."""

from collections.abc import Callable, Iterator, Mapping

from ftwidgets.synthesis.drafts.draws import Draw
from ftwidgets.synthesis.phrases import things

FROM_SEED = 0.65
"""Share of the slots that take an entity of the seed, where it has one that fits."""

Maker = Callable[["Slots", str], str]


class Slots(Mapping[str, str]):
    """Values of the slots of one text, each made when it is asked for, then kept.

    ``{a_thing}`` is a value with its article, ``{Day}`` one with a capital letter,
    ``{day2}`` another than ``{day}``.

    Parameters
    ----------
    seed : mapping of str to sequence of str
        What `entities` found in the seed.
    draw : Draw
        Chooses.
    main : str
        The slot of the article that the text is about; ``{thing}`` is the same.

    Examples
    --------
    >>> slots = Slots({"thing": ("armchair",)}, Draw("a key", 0))
    >>> "I want {a_thing}, {a_thing}!".format_map(slots)
    'I want an armchair, an armchair!'
    """

    def __init__(
        self,
        seed: Mapping[str, tuple[str, ...]],
        draw: Draw,
        main: str = "thing",
    ) -> None:
        self.seed, self.draw, self.main = seed, draw, main
        self._made: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(MAKERS)

    def __len__(self) -> int:
        return len(MAKERS)

    def _make(self, name: str) -> str:
        if name[0].isupper():
            value = self[name.lower()]
            return value[0].upper() + value[1:]
        if name.startswith("a_"):
            value = self[name[2:]]
            return f"{'an' if value[0] in 'aeiou' else 'a'} {value}"
        if name == "thing" != self.main:
            return self[self.main]
        kind, first = name.rstrip("2"), name.rstrip("2")
        if name in _THINGS and name != self.main:
            first = self.main
        value, tries = MAKERS[kind](self, name), 0
        while name != first and value == self[first]:
            tries += 1
            value = MAKERS[kind](self, f"{name} {tries}")
        return value

    def choose(self, kind: str, name: str, bank: tuple[str, ...]) -> str:
        """An entity of the seed that is in the bank's manner, or one of the bank."""
        own = self.seed.get(kind, ())
        if kind == "thing":
            own = tuple(each for each in own if each in bank)
        if own and self.draw.chance(f"{name} own", FROM_SEED):
            return self.draw.pick(f"{name} of seed", own)
        return self.draw.pick(name, bank)


def _of(kind: str, bank: tuple[str, ...]) -> Maker:
    return lambda slots, name: slots.choose(kind, name, bank)


def _amount(slots: Slots, name: str) -> str:
    cents = slots.draw.pick(f"{name} cents", ("00", "00", "50", "90", "95"))
    whole = 9 + slots.draw.number(name, 90 if name == "amount2" else 590)
    made = f"{whole}.{cents}"
    # The second amount is a small one, such as a fee, whatever the seed's is.
    return made if name != "amount" else slots.choose("amount", name, (made,))


def _more(slots: Slots, name: str) -> str:
    return f"{float(slots['amount']) + float(slots['amount2']):.2f}"


def _date(slots: Slots, name: str) -> str:
    day = 2 + slots.draw.number(name, 27)
    month = slots.draw.pick(f"{name} month", things.MONTHS)
    made = (f"the {ordinal(day)}", f"{day} {month}")
    return slots.choose("date", f"{name} which", made)


def _order(slots: Slots, name: str) -> str:
    return str(20_000 + slots.draw.number(name, 70_000))


def _figures(low: int, high: int, step: int = 1) -> Maker:
    """Figures of a range, or those of the seed."""
    bank = tuple(map(str, range(low, high + 1, step)))
    return lambda slots, name: slots.choose(name, f"{name} which", bank)


def ordinal(day: int) -> str:
    """A day of the month as it is spoken.

    Examples
    --------
    >>> ordinal(2), ordinal(13), ordinal(21)
    ('2nd', '13th', '21st')
    """
    last = {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{'th' if day in (11, 12, 13) else last}"


_THINGS = ("thing", *things.THINGS)
_ANY_THING = tuple(
    dict.fromkeys(
        each for kind in ("big", "soft", "small") for each in things.THINGS[kind]
    )
)

MAKERS: Mapping[str, Maker] = {
    "thing": _of("thing", _ANY_THING),
    **{kind: _of("thing", bank) for kind, bank in things.THINGS.items()},
    "amount": _amount,
    "more": _more,
    "fee": lambda slots, name: f"{2 + slots.draw.number(name, 10)}.50",
    "day": _of("day", things.DAYS),
    "date": _date,
    "n": _of("count", things.COUNTS[:5]),
    "weeks": _of("count", things.COUNTS[:5]),
    "minutes": _figures(12, 58),
    "days": _of("days", ("3", "5", "7", "10", "14", "21", "28", "30", "60", "90")),
    "hours": _figures(12, 96, 12),
    "degrees": _of("degrees", ("30", "40", "60")),
    "cm": _figures(45, 240, 5),
    "kilos": _figures(8, 40),
    "early": _of("early", ("7", "8", "9", "10")),
    "late": _of("late", ("5", "6", "7", "8", "9")),
    "order": _order,
    "name": _of("name", things.NAMES),
    "town": _of("town", things.TOWNS),
    "colour": _of("colour", things.COLOURS),
    "code": _of("code", things.CODES),
    "error": _of("error", things.ERRORS),
    "percent": _of("percent", things.PERCENTS),
    "club": _of("club", things.CLUBS),
    "place": _of("place", things.PLACES),
    "nth": _of("nth", things.FLOORS),
}
"""How each slot is filled."""
