"""Which card comes next, and may it be judged? One sitting with the cards of a deck."""

from collections.abc import Callable, Sequence
from datetime import date

from ftwidgets.lesson.boxes import Boxes, Turn
from ftwidgets.lesson.learner import Progress


class Sitting:
    """One sitting with a deck, whose boxes are on the disk.

    Another notebook may turn the same cards meanwhile: the boxes are read anew for
    every answer, and only what was turned here can be taken back here.

    Parameters
    ----------
    deck : sequence of str
        Ids of the cards, in the order in which new ones come.
    progress : Progress, optional
        The learner's own by default.
    clock : callable, optional
        Tells the day, anew for every answer; by default the computer's clock.

    Examples
    --------
    >>> import tempfile
    >>> kept = Progress("mira", tempfile.mkdtemp())
    >>> sitting = Sitting(("chat", "split"), kept, lambda: date(2026, 11, 23))
    >>> sitting.flip()
    >>> sitting.knew()
    >>> sitting.current, sitting.boxes.counts
    ('split', (1, 1, 0, 0, 0))
    """

    def __init__(
        self,
        deck: Sequence[str],
        progress: Progress | None = None,
        clock: Callable[[], date] = date.today,
    ) -> None:
        self.deck = tuple(deck)
        self.progress = progress if progress is not None else Progress()
        self._clock = clock
        self._turned: tuple[Turn, ...] = ()
        self._flipped: str | None = None
        self._round_begins: int | None = None

    @property
    def today(self) -> date:
        """The day that counts."""
        return self._clock()

    @property
    def boxes(self) -> Boxes:
        """The boxes as they are on the disk, with what was turned in this sitting."""
        return Boxes(self.deck, self.progress.cards, self._turned)

    @property
    def due(self) -> tuple[str, ...]:
        """Cards to turn today, in order."""
        return self.boxes.due(self.today)

    @property
    def next_day(self) -> date | None:
        """First day after today on which a card comes back; ``None`` if none does."""
        return self.boxes.next_day(self.today)

    @property
    def turned(self) -> int:
        """How many turns of this sitting there are to take back."""
        return len(self._turned)

    @property
    def extra(self) -> tuple[str, ...]:
        """Cards left of a round through all of them; none where there is no round."""
        if self._round_begins is None:
            return ()
        seen = {turn.card for turn in self._turned[self._round_begins :]}
        return tuple(card for card in self.deck if card not in seen)

    @property
    def left(self) -> tuple[str, ...]:
        """Cards that are still to come: those of a round, else those due."""
        return self.extra or self.due

    @property
    def current(self) -> str | None:
        """The card to turn now; ``None`` where none is due."""
        return next(iter(self.left), None)

    @property
    def is_flipped(self) -> bool:
        """Whether the back of the current card is shown."""
        return self._flipped is not None and self._flipped == self.current

    @property
    def box_if_known(self) -> int:
        """Number of the box that the current card comes to, if it is known."""
        card = self._card()
        return self.boxes.knew(card, self.today).box(card)

    def flip(self) -> None:
        """Turn the current card.

        Raises
        ------
        ValueError
            No card is due.
        """
        self._flipped = self._card()

    def knew(self) -> None:
        """The current card was known: it moves up one box, where it was due.

        Raises
        ------
        ValueError
            There is no card, or it is not turned yet.
        """
        self._judge(Boxes.knew)

    def not_yet(self) -> None:
        """The current card was not known: it goes to the first box.

        Raises
        ------
        ValueError
            There is no card, or it is not turned yet.
        """
        self._judge(Boxes.not_yet)

    def undo(self) -> None:
        """Take the last turn of this sitting back.

        Raises
        ------
        ValueError
            There is none, or its card was moved elsewhere since.
        """
        boxes = self.boxes
        if boxes.last is None:
            raise ValueError("there is nothing to undo in this sitting")
        before = boxes.undo()
        self.progress.record_cards({boxes.last.card: boxes.last.before})
        self._turned = before.turned
        if self._round_begins is not None and self.turned < self._round_begins:
            self._round_begins = None
        self._flipped = None

    def go_through_all(self) -> None:
        """Go through all cards, although they are not due."""
        self._round_begins = self.turned
        self._flipped = None

    def _card(self) -> str:
        card = self.current
        if card is None:
            raise ValueError("no card is due today; go_through_all() shows them anyway")
        return card

    def _judge(self, move: Callable[[Boxes, str, date], Boxes]) -> None:
        card = self._card()
        if not self.is_flipped:
            raise ValueError("the card is not turned yet; flip() comes first")
        after = move(self.boxes, card, self.today)
        if after.last.before != after.last.after:
            self.progress.record_cards({card: after.last.after})
        self._turned = after.turned
        self._flipped = None
