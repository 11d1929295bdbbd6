"""Which cards are due today? Leitner's boxes, without a screen and without a clock.

A card that is known moves up one box and comes back later; one that is not goes down
to the first. Days are given by the caller, so that the same deeds give the same boxes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

BOXES = ("now", "in 1 day", "in 3 days", "in 1 week", "known")
"""Box 1 to box 5, by when a card that moves there comes back."""

WAITS = (0, 1, 3, 7)
"""Days until then. A card in the last box does not come back."""

KNOWN = len(BOXES)

NEVER = date.max.isoformat()
"""Due day of a card that is known."""

Place = Mapping[str, Any]
"""Where a card is: ``{"box": 1 to 5, "due": ISO date}``."""


def _is_sound(place: Any) -> bool:
    """Whether a place is one that this module writes; files can be edited by hand."""
    try:
        date.fromisoformat(place["due"])
        return place["box"] in range(1, KNOWN + 1)
    except (TypeError, KeyError, ValueError):
        return False


def _place(box: int, today: date) -> dict[str, Any]:
    if box == KNOWN:
        return {"box": box, "due": NEVER}
    due = today + timedelta(days=WAITS[box - 1])
    return {"box": box, "due": due.isoformat()}


class Turn(NamedTuple):
    """One card turned.

    Attributes
    ----------
    card : str
    before, after : Place or None
        Where it was, and where it went; ``None`` is nowhere.
    """

    card: str
    before: Place | None
    after: Place | None


@dataclass(frozen=True)
class Boxes:
    """Five boxes and the cards in them. Each deed gives new boxes; these stay.

    Attributes
    ----------
    deck : sequence of str
        Ids of all cards, in the order in which new ones come.
    places : mapping of str to Place
        Where the cards are that were turned before. A card that is not in it, or
        whose place cannot be read, is new: in the first box, and due.
    turned : tuple of Turn
        Cards turned in this sitting, the last one at the end.

    Examples
    --------
    >>> monday = date(2026, 11, 23)
    >>> boxes = Boxes(("chat", "split"), {}).knew("chat", monday)
    >>> boxes.places["chat"], boxes.due(monday)
    ({'box': 2, 'due': '2026-11-24'}, ('split',))
    >>> boxes.undo().due(monday)
    ('chat', 'split')
    """

    deck: Sequence[str]
    places: Mapping[str, Place]
    turned: tuple[Turn, ...] = field(default=(), repr=False)

    def box(self, card: str) -> int:
        """Number of the box that a card is in, 1 to 5."""
        place = self._known_place(card)
        return place["box"] if place else 1

    @property
    def counts(self) -> tuple[int, ...]:
        """How many cards each of the five boxes holds."""
        boxes = [self.box(card) for card in self.deck]
        return tuple(boxes.count(box) for box in range(1, KNOWN + 1))

    @property
    def last(self) -> Turn | None:
        """The last turn, which `undo` takes back; ``None`` where there is none.

        Its card's place is the only one that a deed changed: the one to write down.
        """
        return self.turned[-1] if self.turned else None

    def due(self, today: date) -> tuple[str, ...]:
        """Cards to turn today, in order.

        First those that wait longest, then new ones; cards turned in this sitting
        come last, so that none comes twice before the others had their turn.
        """
        turns = {turn.card: number for number, turn in enumerate(self.turned)}
        keys = {}
        for position, card in enumerate(self.deck):
            place = self._known_place(card)
            day = date.fromisoformat(place["due"]) if place else today
            if day <= today:
                keys[card] = (turns.get(card, -1), place is None, day, position)
        return tuple(sorted(keys, key=keys.__getitem__))

    def next_day(self, today: date) -> date | None:
        """First day after today on which a card comes back; ``None`` if none does."""
        places = filter(None, map(self._known_place, self.deck))
        days = [date.fromisoformat(place["due"]) for place in places]
        return min((day for day in days if today < day < date.max), default=None)

    def knew(self, card: str, today: date) -> "Boxes":
        """The boxes after a card was known: it moves up one box, where it was due.

        One that is known before its day stays where it is.
        """
        if card in self.deck and card not in self.due(today):
            return self._moved(card, self.places[card])
        return self._moved(card, _place(min(self.box(card) + 1, KNOWN), today))

    def not_yet(self, card: str, today: date) -> "Boxes":
        """The boxes after a card was not known: it is in the first box, due again."""
        return self._moved(card, _place(1, today))

    def undo(self) -> "Boxes":
        """The boxes before the last deed; the same where there is none.

        Raises
        ------
        ValueError
            The card is no longer where that deed put it: somebody else moved it.
        """
        if self.last is None:
            return self
        card, before, after = self.last
        if self.places.get(card) != after:
            raise ValueError("the last card was moved elsewhere since, and stays there")
        places = {key: value for key, value in self.places.items() if key != card}
        if before is not None:
            places[card] = before
        return replace(self, places=places, turned=self.turned[:-1])

    def _known_place(self, card: str) -> Place | None:
        place = self.places.get(card)
        return place if _is_sound(place) else None

    def _moved(self, card: str, after: Place) -> "Boxes":
        if card not in self.deck:
            raise ValueError(f"card must be one of the deck, got {card!r}")
        places = {**self.places, card: after}
        turn = Turn(card, self.places.get(card), after)
        return replace(self, places=places, turned=(*self.turned, turn))
