"""Where is a reviewer: in which queue, at which row, and what stands of each?

Nothing is judged here: `ftwidgets.review.session` has the verbs.
"""

import contextlib
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any

from ftwidgets.examples import count, fingerprint
from ftwidgets.journals.journal import JournalError
from ftwidgets.journals.lines import now
from ftwidgets.review.drawing import Rows
from ftwidgets.review.drawn import Drawn
from ftwidgets.review.edits import check_labels, complete, last_reply
from ftwidgets.review.history import RowState
from ftwidgets.review.identity import row_keys
from ftwidgets.review.ledger import Ledger
from ftwidgets.review.operations import Kind, Operation, new_id
from ftwidgets.review.queues import Entry, Queue
from ftwidgets.review.sources import annotator_name, journal_path, source_of
from ftwidgets.review.tallies import Tally
from ftwidgets.tasks import Task

Listener = Callable[[list[str]], None]


MAX_NOTES = 3
"""So many damaged lines are named; the others are counted."""


class Desk:
    """Rows, a journal, and one annotator's place in the queues.

    Parameters are those of `ftwidgets.review.session.ReviewSession`.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Hi"), ("assistant", "Hello"))]
    >>> desk = Desk(rows, pathlib.Path(tempfile.mkdtemp(), "labels.jsonl"), "mira")
    >>> desk.apply([desk.operation("flag", desk.keys[0], 0, value=True)])
    >>> desk.state(0).flagged, desk.position
    (True, 0)
    """

    def __init__(
        self,
        source: Any,
        journal: str | os.PathLike[str],
        annotator: str | None = None,
        *,
        task: Task | None = None,
        queue: Queue | str | None = None,
        family_key: str = "seed",
    ) -> None:
        self.source = source_of(source)
        self.annotator = annotator_name(annotator)
        recipe = self.source.recipe
        self.recipe = recipe if task is None else recipe.change(task=task)
        self.task = self.recipe.task
        self.labels = check_labels(self.task)
        self.examples = self.source.examples
        self.keys = row_keys(self.examples)
        self.kept = frozenset(self.source.kept)
        self.row_of = {key: row for row, key in enumerate(self.keys)}
        self.rows = Rows(
            self.examples,
            self.keys,
            self.source.kept,
            self.state_of,
            self.recipe,
            family_key,
        )
        self.lock = threading.RLock()
        self._window = new_id()
        path = journal_path(journal, self.annotator)
        self.ledger = Ledger(path, self.annotator, self._window)
        self.drawn = Drawn(self.rows, self.ledger)
        self.tally = Tally(self.keys, self.ledger.mine)
        self._start = Queue.of(queue).key if queue else ""
        self._listeners: list[Listener] = []
        self.queue = self._first_queue()
        self._unwritable = ""
        try:
            self.ledger.make()
        except JournalError as error:
            self._unwritable = str(error)

    def _first_queue(self) -> Queue:
        """Where the journal stops; the queue asked for, where that is another now."""
        last = self.ledger.last
        if last is not None and last.start == self._start and last.queue:
            with contextlib.suppress(ValueError):  # one of another version
                return Queue.of(last.queue)
        return Queue.of(self._start or "all")

    @property
    def entries(self) -> list[Entry]:
        """The rows of the queue, in order."""
        return self.drawn.entries(self.queue)

    @property
    def position(self) -> int:
        """Place in the queue, from 0; its length at the end."""
        return self.drawn.position(self.queue)

    @property
    def current(self) -> Entry | None:
        """What is to be judged; ``None`` at the end."""
        position = self.position
        return self.entries[position] if position < len(self.entries) else None

    @property
    def notes(self) -> list[str]:
        """What is worth knowing about the journal, for people."""
        name = self.ledger.journal.path.name
        damage = self.ledger.damage
        notes = [f"{name}, {each}; passed over" for each in damage[:MAX_NOTES]]
        if len(damage) > MAX_NOTES:
            more = count(len(damage) - MAX_NOTES, "more line")
            notes.append(f"{name}: {more} passed over")
        absent = len(self.ledger.mine.states.keys() - self.row_of.keys())
        if absent:
            rows = count(absent, "row")
            notes.append(
                f"{rows} judged in {name} but not in this data; nothing is lost"
            )
        if self.ledger.newer:
            deeds = count(self.ledger.newer, "newer deed")
            notes.append(
                f"{deeds} of yours from another window; undo here takes none back"
            )
        return [*notes, *([self._unwritable] if self._unwritable else [])]

    def state_of(self, key: str) -> RowState:
        """What this annotator has said of a row, by its key."""
        return self.ledger.mine.state_of(key)

    def state(self, row: int) -> RowState:
        """What this annotator has said of a row, by its position from 0."""
        return self.state_of(self.keys[row])

    def operation(
        self,
        kind: Kind,
        key: str,
        place: int,
        queue: Queue | None = None,
        **values: Any,
    ) -> Operation:
        """A deed of this annotator, checked against its row, but not done yet.

        Parameters
        ----------
        kind : str
        key : str
            Of the row.
        place : int
            What is shown next: a place in the queue.
        queue : Queue, optional
            The present one by default.
        **values
            Other fields of the `Operation`.
        """
        queue = queue or self.queue
        row = self.row_of.get(key)
        known = "" if row is None else fingerprint(self.examples[row])
        usual = {"id": new_id(), "fingerprint": known}
        if kind == "edit" and row is not None and values.get("turn") is None:
            usual["turn"] = last_reply(self.examples[row])
            values.pop("turn", None)
        made = Operation(
            **{**usual, **values},
            kind=kind,
            row=key,
            by=self.annotator,
            window=self._window,
            at=now(),
            queue=queue.key,
            then=self.drawn.key_at(queue, place),
            start=self._start,
        )
        if row is not None and kind in ("label", "edit"):
            made = complete(made, self.examples[row], self.labels)
        return made

    def apply(self, operations: Iterable[Operation]) -> None:
        """Write operations and let them count; one that is known already does nothing.

        Raises
        ------
        JournalError
            One could not be written: those before it count, it and the rest do not.
        """
        done: list[str] = []
        with self.lock:
            try:
                for operation in operations:
                    if operation.id not in self.ledger.mine:
                        self.ledger.write(operation)
                        self._unwritable = ""
                    done.append(operation.id)
            finally:
                self.refresh(done)

    def turn(self, kind: Kind, **values: Any) -> Operation | None:
        """Undo or redo one deed and go back to its row; ``None`` if there is none."""
        with self.lock:
            target = self.undoable if kind == "undo" else self.redoable
            if target is None:
                return None
            place = self.drawn.place_of(self.queue, target.row)
            place = self.position if place is None else place
            values["target"] = target.id
            self.apply([self.operation(kind, target.row, place, **values)])
            return target

    def judgements(self, queue: Queue | str | None = None) -> dict[str, bool]:
        """Whether each judged row of a queue was kept as it is, by its fingerprint.

        Only a random audit of all rows, drawn before they were filtered, measures a
        filter: ``Queue("audit", before_filtering=True)``.

        Parameters
        ----------
        queue : Queue or str, optional
            The present one by default.
        """
        queue = self.queue if queue is None else Queue.of(queue)
        rows = (entry.row for entry in self.drawn.entries(queue))
        states = ((row, self.state(row)) for row in rows)
        return {
            fingerprint(self.examples[row]): state.outcome == "keep"
            for row, state in states
            if state.is_decided
        }

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Be told of every change, with the ids of the operations that count now.

        Returns
        -------
        callable
            Ends it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def refresh(self, done: Iterable[str] = ()) -> None:
        """Take in what other windows and people wrote meanwhile; tell the listeners."""
        with self.lock:
            self.ledger.refresh()
            for listener in list(self._listeners):
                listener(list(done))
