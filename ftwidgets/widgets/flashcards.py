"""Which cards are due, and does one know them? Leitner's boxes, on the disk."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ftwidgets.lesson.boxes import BOXES, KNOWN, Boxes, Place
from ftwidgets.lesson.cards import Card, cards
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.widgets.lesson_frames import LessonFrame, lesson_script, lesson_style


class Flashcards(LessonFrame):
    """The widget of the flashcards that are due.

    Parameters
    ----------
    notebook : int, optional
        Only the cards of this notebook.
    today : date, optional
        By default the day that it is.
    progress : Progress, optional
        The learner's own by default.

    Attributes
    ----------
    cards : dict of str to Card
        All cards of the deck, by id.
    is_flipped : bool
        Whether the back of the current card is shown.

    Examples
    --------
    >>> import tempfile
    >>> deck = Flashcards(6, date(2026, 11, 23), Progress("mira", tempfile.mkdtemp()))
    >>> due = len(deck.due)
    >>> _ = deck.flip()
    >>> deck.knew()
    >>> due - len(deck.due), deck.counts[1]
    (1, 1)
    """

    _esm = lesson_script("flashcards.js")
    _css = lesson_style("flashcards.css")

    def __init__(
        self,
        notebook: int | None = None,
        today: date | None = None,
        progress: Progress | None = None,
    ) -> None:
        own = {c.id: c for c in cards() if notebook in (None, c.notebook)}
        if not own:
            known = ", ".join(str(n) for n in sorted({c.notebook for c in cards()}))
            raise ValueError(f"notebook must be one of {known}, got {notebook!r}")
        self.cards = own
        self.is_flipped = False
        self._today = today
        self._turned: tuple[tuple[str, Place | None], ...] = ()
        self._round_begins: int | None = None
        super().__init__(progress)

    def __repr__(self) -> str:
        known = self.counts[KNOWN - 1]
        return f"Flashcards({self._total}, {len(self.due)} due today, {known} known)"

    @property
    def _total(self) -> str:
        number = len(self.cards)
        return f"{number} card{'' if number == 1 else 's'}"

    @property
    def today(self) -> date:
        """The day that counts."""
        return self._today if self._today is not None else date.today()

    @property
    def boxes(self) -> Boxes:
        """The boxes as they are on the disk, with what was turned in this sitting."""
        return Boxes(tuple(self.cards), self.progress.cards, self._turned)

    @property
    def counts(self) -> tuple[int, ...]:
        """How many cards each of the five boxes holds."""
        return self.boxes.counts

    @property
    def due(self) -> tuple[str, ...]:
        """Ids of the cards to turn today, in order."""
        return self.boxes.due(self.today)

    @property
    def is_extra(self) -> bool:
        """Whether cards are gone through although they are not due."""
        return bool(self._extra)

    @property
    def _extra(self) -> tuple[str, ...]:
        """Cards left of a round through all of them."""
        if self._round_begins is None:
            return ()
        seen = {card for card, _ in self._turned[self._round_begins :]}
        return tuple(card for card in self.cards if card not in seen)

    @property
    def current(self) -> Card | None:
        """The card that is shown; ``None`` where none is due."""
        left = self._extra or self.due
        return self.cards[left[0]] if left else None

    def flip(self) -> str:
        """Turn the current card, and give what is on its back."""
        card = self._card()
        self.is_flipped = True
        self.tell()
        return card.back

    def knew(self) -> None:
        """The current card was known: it moves up one box, where it was due.

        Raises
        ------
        ValueError
            There is no card, or it is not turned yet.
        """
        self._judge(True)

    def not_yet(self) -> None:
        """The current card was not known: it goes to the first box.

        Raises
        ------
        ValueError
            There is no card, or it is not turned yet.
        """
        self._judge(False)

    def undo(self) -> None:
        """Take the last card back that was judged in this sitting."""
        boxes = self.boxes
        if boxes.last is None:
            raise ValueError("there is nothing to undo in this sitting")
        before = boxes.undo()
        self.progress.record_cards({boxes.last: before.places.get(boxes.last)})
        self._turned = before.turned
        if self._round_begins is not None and len(before.turned) < self._round_begins:
            self._round_begins = None
        self.is_flipped = False
        self.tell()

    def go_through_all(self) -> None:
        """Go through all cards, although they are not due."""
        self._round_begins = len(self._turned)
        self.is_flipped = False
        self.tell()

    def _card(self) -> Card:
        card = self.current
        if card is None:
            raise ValueError("no card is due today; go_through_all() shows them anyway")
        return card

    def _judge(self, was_known: bool) -> None:
        card = self._card()
        if not self.is_flipped:
            raise ValueError("the card is not turned yet; flip() comes first")
        boxes = self.boxes
        if was_known and card.id not in self.due:
            # A card that is known before its day stays where it is.
            place = boxes.places.get(card.id)
            self._turned = (*self._turned, (card.id, place))
        else:
            move = boxes.knew if was_known else boxes.not_yet
            after = move(card.id, self.today)
            self.progress.record_cards({card.id: after.places[card.id]})
            self._turned = after.turned
        self.is_flipped = False
        self.tell()

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        return {
            "flip": lambda id, card: self._on(id, card, self.flip),
            "knew": lambda id, card: self._on(id, card, self.knew),
            "notYet": lambda id, card: self._on(id, card, self.not_yet),
            "undo": lambda id: self.act(id, self.undo, lambda: "The last card is back"),
            "all": lambda id: self.act(id, self.go_through_all),
        }

    def _on(self, id: str, card: str, deed: Callable[[], Any]) -> None:
        """Do something with the card that is on the screen, and with no other."""
        words: list[str] = []

        def act() -> None:
            if self._card().id != card:
                self.is_flipped = False
                raise ValueError("this card was turned elsewhere; here is the next one")
            before = self.boxes.box(card)
            words.append(deed() or "")
            box = self.boxes.box(card)
            if not words[0]:
                moved = "stays in" if box == before else "moves to"
                words[0] = f"The card {moved} {_box(box)}"

        self.act(id, act, lambda: words[0].rstrip("."))

    def facts(self) -> dict[str, Any]:
        """The boxes, and how many cards there are."""
        names = [name.removeprefix("in ") for name in BOXES]
        return {"total": self._total, "boxes": names}

    def view(self) -> dict[str, Any]:
        """The current card, its back once it was turned, and the boxes."""
        card, boxes, due = self.current, self.boxes, self.due
        return {
            "card": card and self._card_page(card, boxes, due),
            "counts": list(boxes.counts),
            "due": len(due),
            "left": len(self._extra or due),
            "isExtra": self.is_extra,
            "turned": len(self._turned),
            "nextDay": self._next_day(boxes),
        }

    def _card_page(
        self, card: Card, boxes: Boxes, due: tuple[str, ...]
    ) -> dict[str, Any]:
        box = boxes.box(card.id)
        up = min(box + 1, KNOWN) if card.id in due else box
        return {
            "id": card.id,
            "from": str(NOTEBOOKS[card.notebook]),
            "front": card.front,
            "back": card.back if self.is_flipped else None,
            "box": box,
            "up": up,
            "moves": up != box,
        }

    def _next_day(self, boxes: Boxes) -> str:
        """When the next card comes back, in words; empty where none does."""
        day = boxes.next_day(self.today)
        if day is None:
            return ""
        wait = (day - self.today).days
        when = "tomorrow," if wait == 1 else f"in {wait} days, on"
        return f"{when} {day:%A} {day.day} {day:%B}"


def _box(number: int) -> str:
    """A box as one says it."""
    return "the known ones" if number == KNOWN else f"“{BOXES[number - 1]}”"
