"""How are rows reviewed, by keys or by code, without ever losing a label?

A deed counts when it is in the journal, and the journal is all there is: a session that
is opened again on it stands where the last one stopped.
"""

import os
from collections import Counter
from typing import Any

from ftwidgets.examples import Example, count
from ftwidgets.review.audits import Audit, Group, audit_by
from ftwidgets.review.edits import class_of, with_edits
from ftwidgets.review.operations import Kind, Operation
from ftwidgets.review.queues import READ_AGAIN, Queue
from ftwidgets.review.results import Results
from ftwidgets.tasks import Task

ADVANCING = ("label", "skip", "edit")
"""Kinds of operation after which the next row comes."""


class ReviewSession(Results):
    """One person's way through rows: label, skip, flag, note, edit, undo, redo.

    Parameters
    ----------
    source : list of dict, Dataset or Curation
        The rows. Of a `Curation` the kept ones are reviewed, and an audit can be drawn
        from all.
    journal : path-like
        Where every deed is written before it counts. A relative path starts from the
        workspace; in a folder each annotator has a file of their own.
    annotator : str, optional
        Who reviews; $FTWIDGETS_USER, else the login name.
    task : Task, optional
        Its labels can be given by key; the recipe's by default.
    queue : Queue or str, optional
        Where to begin on a new journal; an older one goes on where it was.
    tolerance : float
        Share of bad rows that the user can live with.
    family_key : str
        Key of the rows that names the seed they were made from.

    Attributes
    ----------
    examples : sequence of dict
        The rows as they came; nothing changes them.
    keys : list of str
        What labels belong to, see `ftwidgets.review.identity`.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", text), ("assistant", "Yes")) for text in "abc"]
    >>> journal = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> session = ReviewSession(rows, journal, "mira")
    >>> session.label("keep"); session.label("drop"); _ = session.undo()
    >>> session
    ReviewSession(mira: row 2 of 3 in All rows, 1 of 3 judged)
    >>> ReviewSession(rows, journal, "mira")
    ReviewSession(mira: row 2 of 3 in All rows, 1 of 3 judged)
    """

    def __init__(
        self,
        source: Any,
        journal: str | os.PathLike[str] = "labels.jsonl",
        annotator: str | None = None,
        *,
        task: Task | None = None,
        queue: Queue | str | None = None,
        tolerance: float = 0.05,
        family_key: str = "seed",
    ) -> None:
        self.tolerance = tolerance
        super().__init__(
            source, journal, annotator, task=task, queue=queue, family_key=family_key
        )

    def __repr__(self) -> str:
        where = f"row {self.position + 1:,} of {len(self.entries):,}"
        if self.position == len(self.entries):
            where = f"at the end of {count(len(self.entries), 'row')}"
        return (
            f"ReviewSession({self.annotator}: {where} in {self.queue.title}, "
            f"{self.judged:,} of {len(self.examples):,} judged)"
        )

    # What stands

    def edited(self, row: int) -> Example:
        """The row with this annotator's edits; a copy where there are any."""
        return with_edits(self.examples[row], self.state(row).edits)

    @property
    def counts(self) -> Counter[str]:
        """Rows of the queue by outcome: keep, fix, drop, skip, or an empty text."""
        return self.drawn.counts(self.queue)

    @property
    def judged(self) -> int:
        """How many of the rows this annotator has judged, in whatever queue."""
        return self.tally.judged

    def audit(self, queue: Queue | str | None = None) -> Audit | None:
        """What an audit says so far; ``None`` where the queue is none.

        Parameters
        ----------
        queue : Queue or str, optional
            The present one by default.
        """
        queue = self.queue if queue is None else Queue.of(queue)
        if queue.name != "audit":
            return None
        counts = self.drawn.counts(queue)
        judged = counts["keep"] + counts["fix"] + counts["drop"]
        everyone = self.tally.counts
        if not queue.before_filtering:
            everyone = self.drawn.counts(Queue("all"))
        done = everyone["keep"] + everyone["fix"] + everyone["drop"]
        return Audit(
            kept=counts["keep"],
            read=judged,
            sample=sum(counts.values()),
            unread=sum(everyone.values()) - done,
            tolerance=self.tolerance,
            skipped=counts["skip"],
        )

    def audit_by(self, key: str, queue: Queue | str | None = None) -> list[Group]:
        """Acceptance in the audit by generator, class or seed, the worst first.

        Parameters
        ----------
        key : str
            A key of the rows such as ``generator``; ``class`` is a reply that reads as
            a label.
        queue : Queue or str, optional
            As for `audit`.
        """
        queue = self.queue if queue is None else Queue.of(queue)
        entries = self.drawn.entries(queue) if queue.name == "audit" else []
        states = ((entry.row, self.state(entry.row)) for entry in entries)
        return audit_by(
            (class_of(self.examples[row], key), state.outcome == "keep")
            for row, state in states
            if state.is_decided
        )

    @property
    def undoable(self) -> Operation | None:
        """The deed that `undo` would take back."""
        return self.ledger.mine.undoable

    @property
    def redoable(self) -> Operation | None:
        """The deed that `redo` would bring back."""
        return self.ledger.mine.redoable

    # What one can do

    def label(self, value: str, row: int | None = None) -> None:
        """Judge a row: ``keep``, ``fix``, ``drop``, or a label of the task.

        Parameters
        ----------
        value : str
            A label of the task takes the place of a reply that is another label.
        row : int, optional
            Position of the example, from 0; the current one by default, and then the
            next one comes.

        Raises
        ------
        JournalError
            It could not be written; nothing has changed, the row is still there.
        """
        self.do("label", row, value=value)

    def skip(self, row: int | None = None) -> None:
        """Put a row off; it counts as not judged."""
        self.do("skip", row)

    def flag(self, flagged: bool = True, row: int | None = None) -> None:
        """Mark a row to come back to, or take the mark away."""
        self.do("flag", row, value=bool(flagged))

    def note(self, text: str, row: int | None = None) -> None:
        """Write something down about a row; an empty text takes it away."""
        self.do("note", row, value=text)

    def edit(self, text: str, turn: int | None = None, row: int | None = None) -> None:
        """Give one message of a row a new text; both texts are kept.

        Parameters
        ----------
        text : str
            The original text takes the edit away.
        turn : int, optional
            Number of the message, from 0; the last reply by default.
        row : int, optional
            As for `label`.

        Raises
        ------
        ValueError
            There is no such message, or it is not plain text.
        """
        self.do("edit", row, value=text, turn=turn)

    def undo(self) -> Operation | None:
        """Take back this annotator's last deed, also one of an earlier day.

        Returns
        -------
        Operation or None
            What was taken back; ``None`` where there was nothing.
        """
        return self.turn("undo")

    def redo(self) -> Operation | None:
        """Do again what was taken back last."""
        return self.turn("redo")

    def go(self, position: int, **values: Any) -> None:
        """Go to a place in the queue, from 0, without judging."""
        with self.lock:
            place = min(max(position, 0), len(self.entries))
            here = min(self.position, len(self.entries) - 1)
            key = self.drawn.key_at(self.queue, here) if self.entries else None
            if key is not None:
                self.apply([self.operation("visit", key, place, **values)])

    def next(self) -> None:
        """Go on without judging."""
        self.go(self.position + 1)

    def previous(self) -> None:
        """Go back to read again."""
        self.go(self.position - 1)

    def choose(self, queue: Queue | str) -> None:
        """Change the queue; each keeps its position, and is drawn anew.

        At its end a queue of rows that were seen (the flagged ones) starts over.
        """
        with self.lock:
            before, self.queue = self.queue, Queue.of(queue)
            try:
                entries = self.drawn.entries(self.queue, again=True)
                place = self.position
                starts_over = self.queue.name in READ_AGAIN and place == len(entries)
                self.go(0 if starts_over else place)
            except Exception:
                self.queue = before
                self.refresh()
                raise
            self.refresh()

    def do(self, kind: Kind, row: int | None, **values: Any) -> None:
        """Do one deed in the queue, and go on to the next row where it says so.

        Parameters
        ----------
        kind : str
            As in `ftwidgets.review.operations.KINDS`.
        row : int or None
            Position of the example, from 0; the current one by default.
        **values
            Fields of the `Operation`.
        """
        with self.lock:
            current = self.current
            if row is None and current is None:
                raise ValueError(
                    "the queue is at its end; choose another one, or name a row"
                )
            chosen = current.row if row is None else row
            if not 0 <= chosen < len(self.examples):
                raise IndexError(f"row {row} of {count(len(self.examples), 'row')}")
            moves = kind in ADVANCING and current and chosen == current.row
            place = self.position + bool(moves)
            self.apply([self.operation(kind, self.keys[chosen], place, **values)])
