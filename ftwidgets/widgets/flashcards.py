"""Which cards are due, and does one know them? Leitner's boxes, on the disk."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ftwidgets.lesson.boxes import BOXES, KNOWN
from ftwidgets.lesson.cards import Card, cards
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.lesson.sitting import Sitting
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
    sitting : Sitting
        Which of them comes next, and what was turned.

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
        progress = progress if progress is not None else Progress()
        clock = date.today if today is None else lambda: today
        self.sitting = Sitting(tuple(own), progress, clock)
        super().__init__(progress)

    def __repr__(self) -> str:
        known = self.counts[KNOWN - 1]
        return f"Flashcards({self._total}, {len(self.due)} due today, {known} known)"

    @property
    def _total(self) -> str:
        number = len(self.cards)
        return f"{number} card{'' if number == 1 else 's'}"

    @property
    def counts(self) -> tuple[int, ...]:
        """How many cards each of the five boxes holds."""
        return self.sitting.boxes.counts

    @property
    def due(self) -> tuple[str, ...]:
        """Ids of the cards to turn today, in order."""
        return self.sitting.due

    @property
    def current(self) -> Card | None:
        """The card that is shown; ``None`` where none is due."""
        card = self.sitting.current
        return None if card is None else self.cards[card]

    def flip(self) -> str:
        """Turn the current card, and give what is on its back."""
        self._do(self.sitting.flip)
        return self.current.back

    def knew(self) -> None:
        """The current card was known: it moves up one box, where it was due.

        Raises
        ------
        ValueError
            There is no card, or it is not turned yet.
        """
        self._do(self.sitting.knew)

    def not_yet(self) -> None:
        """The current card was not known: it goes to the first box.

        Raises
        ------
        ValueError
            There is no card, or it is not turned yet.
        """
        self._do(self.sitting.not_yet)

    def undo(self) -> None:
        """Take the last card back that was judged in this sitting.

        Raises
        ------
        ValueError
            There is none, or it was moved elsewhere since.
        """
        self._do(self.sitting.undo)

    def go_through_all(self) -> None:
        """Go through all cards, although they are not due."""
        self._do(self.sitting.go_through_all)

    def _do(self, deed: Callable[[], None]) -> None:
        deed()
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
            if self.sitting.current not in (None, card):
                raise ValueError("this card was turned elsewhere; here is the next one")
            before = self.sitting.boxes.box(card)
            said = deed()
            box = self.sitting.boxes.box(card)
            moved = "stays in" if box == before else "moves to"
            words.append(said or f"The card {moved} {_box(box)}")

        self.act(id, act, lambda: words[0].rstrip("."))

    def facts(self) -> dict[str, Any]:
        """The boxes, and how many cards there are."""
        names = [name.removeprefix("in ") for name in BOXES]
        return {"total": self._total, "boxes": names}

    def view(self) -> dict[str, Any]:
        """The current card, its back once it was turned, and the boxes."""
        sitting, card, due = self.sitting, self.current, self.due
        return {
            "card": card and self._card_page(card),
            "counts": list(self.counts),
            "due": len(due),
            "left": len(sitting.left),
            "isExtra": bool(sitting.extra),
            "turned": sitting.turned,
            "nextDay": self._next_day(),
        }

    def _card_page(self, card: Card) -> dict[str, Any]:
        box, up = self.sitting.boxes.box(card.id), self.sitting.box_if_known
        return {
            "id": card.id,
            "from": str(NOTEBOOKS[card.notebook]),
            "front": card.front,
            "back": card.back if self.sitting.is_flipped else None,
            "box": box,
            "up": up,
            "moves": up != box,
        }

    def _next_day(self) -> str:
        """When the next card comes back, in words; empty where none does."""
        day = self.sitting.next_day
        if day is None:
            return ""
        wait = (day - self.sitting.today).days
        when = "tomorrow," if wait == 1 else f"in {wait} days, on"
        return f"{when} {day:%A} {day.day} {day:%B}"


def _box(number: int) -> str:
    """A box as one says it."""
    return "the known ones" if number == KNOWN else f"“{BOXES[number - 1]}”"
