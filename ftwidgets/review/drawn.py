"""Where is the reviewer in each queue?

A queue is drawn once and then stands: a row does not leave it while one works in it.
"""

from collections import Counter
from dataclasses import dataclass

from ftwidgets.review.drawing import Rows, draw
from ftwidgets.review.ledger import Ledger
from ftwidgets.review.queues import READ_AGAIN, Entry, Queue
from ftwidgets.review.tallies import Tally


@dataclass(frozen=True, slots=True)
class _Line:
    """One queue as it was drawn."""

    entries: list[Entry]
    places: dict[str, int]  # of the rows, by key
    tally: Tally
    epoch: int


class Drawn:
    """The queues that were drawn so far, and where this annotator is in each.

    Parameters
    ----------
    rows : Rows
    ledger : Ledger
        Says where the annotator stopped.
    """

    def __init__(self, rows: Rows, ledger: Ledger) -> None:
        self._rows = rows
        self._ledger = ledger
        self._lines: dict[str, _Line] = {}
        self._times = 0

    def _line(self, queue: Queue, *, again: bool = False) -> _Line:
        key = queue.key
        if again or key not in self._lines:
            entries, keys = draw(queue, self._rows), self._rows.keys
            places = {keys[entry.row]: place for place, entry in enumerate(entries)}
            self._times += 1
            tally = Tally(places, self._ledger.mine)
            self._lines[key] = _Line(entries, places, tally, self._times)
        return self._lines[key]

    def entries(self, queue: Queue, *, again: bool = False) -> list[Entry]:
        """Rows of a queue, in order; drawn when it is asked for first, or again."""
        return self._line(queue, again=again).entries

    def length_now(self, queue: Queue) -> int:
        """How many rows a queue would have if it were drawn now; it stays as it is."""
        return len(draw(queue, self._rows))

    def key_at(self, queue: Queue, place: int) -> str | None:
        """Key of the row at a place; ``None`` behind the last."""
        entries = self.entries(queue)
        return self._rows.keys[entries[place].row] if place < len(entries) else None

    def place_of(self, queue: Queue, key: str) -> int | None:
        """Place of a row by its key; ``None`` where the queue does not have it."""
        return self._line(queue).places.get(key)

    def epoch(self, queue: Queue) -> int:
        """A number that changes when a queue is drawn anew."""
        return self._line(queue).epoch

    def counts(self, queue: Queue) -> Counter[str]:
        """How many rows of a queue have each outcome."""
        return self._line(queue).tally.counts

    def after(self, queue: Queue, key: str, moves: bool) -> int:
        """Place that is shown once a row was dealt with: the next one, or still its.

        Where the queue was drawn anew without the row, it is where the annotator is.
        """
        place = self.place_of(queue, key)
        return self.position(queue) if place is None else place + moves

    def position(self, queue: Queue) -> int:
        """Where the annotator is, from 0; the number of rows at the end.

        That is the row that came next when they stopped. Where it is gone, and where
        another session had come to the end, it is the first row they have not seen;
        queues to read again begin with their first.
        """
        entries, keys = self.entries(queue), self._rows.keys
        stop = self._ledger.stops.get(queue.key)
        if stop is not None:
            place = self.place_of(queue, stop.then or stop.row)
            if place is not None and stop.then is not None:
                return place
            if place is not None and stop.is_of_this_session:
                return len(entries)
        if queue.name in READ_AGAIN:
            return len(entries) if stop and stop.then is None else 0
        for place, entry in enumerate(entries):
            if self._rows.state_of(keys[entry.row]).verdict is None:
                return place
        return len(entries)
