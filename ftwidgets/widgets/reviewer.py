"""How does one click or press through rows? A view on a `ReviewSession`."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Any, Literal

from ftwidgets.examples import canonical_json, count, sha256
from ftwidgets.literals import literal
from ftwidgets.review.choices import groupings_of, queues_of
from ftwidgets.review.deeds import deed_in_words, history_page
from ftwidgets.review.looks import Looker
from ftwidgets.review.pages import (
    audit_page,
    change_page,
    row_page,
    state_page,
)
from ftwidgets.review.queues import Queue
from ftwidgets.review.session import ADVANCING, ReviewSession
from ftwidgets.widgets.frame import Frame, Message, join_scripts, join_styles
from ftwidgets.widgets.keys import check_keys

Mode = Literal["strict", "instant"]

MODES: tuple[Mode, ...] = ("strict", "instant")

WINDOW_BYTES = 100_000
"""About so much text is sent at once, but always one row."""

WINDOW_ROWS = 24

MAX_GROUPS = 6
"""So many groups of an audit are shown."""


class Reviewer(Frame):
    """The click-through widget for reviewing rows.

    Parameters
    ----------
    session : ReviewSession
        Rows, journal and annotator; the widget holds nothing of its own.
    mode : {"strict", "instant"}
        Strict shows the next row when the label is on the disk. Instant shows it at
        once; what is not saved yet is counted, and sent again after a reload.
    keys : mapping of str to str, optional
        Other keys for some of the verbs, see `ftwidgets.widgets.keys.KEYS`.

    Raises
    ------
    ValueError
        Two verbs on one key, a key with a meaning, or an unknown verb or mode.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.review import ReviewSession
    >>> rows = [chat(("user", "Hi"), ("assistant", "Hello"))]
    >>> path = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> Reviewer(ReviewSession(rows, path, "mira"))
    Reviewer(strict, mira: row 1 of 1 in All rows, 0 of 1 judged)
    """

    _esm = join_scripts(
        "dom.js",
        "frame.js",
        "connection.js",
        "outbox.js",
        "conversation.js",
        "review_buttons.js",
        "review_drafts.js",
        "review_rail.js",
        "review_pauses.js",
        "review_store.js",
        "reviewer.js",
    )
    _css = join_styles("reviewer.css")

    _stop_listening: Callable[[], None] | None = None

    def __init__(
        self,
        session: ReviewSession,
        mode: Mode = "strict",
        keys: Mapping[str, str] | None = None,
    ) -> None:
        if not isinstance(session, ReviewSession):
            raise TypeError(
                f"a Reviewer shows a ReviewSession, got {type(session).__name__}; "
                "make one with ft.ReviewSession(examples)"
            )
        self.session = session
        self.mode = _checked_mode(mode)
        self.keys_of_verbs = check_keys(keys or {})
        self._looker = Looker(session)
        self._touched = len(session.ledger.mine.touched)
        super().__init__()
        self._listen()

    def __repr__(self) -> str:
        inside = repr(self.session).partition("(")[2]
        return f"Reviewer({self.mode}, {inside}"

    def snapshot(self) -> dict[str, Any]:
        """All that a new page needs: names, keys, numbers, and the rows at hand."""
        session = self.session
        with session.lock:
            view = self._view()
            journal = session.ledger.journal
            return {
                "subject": self._subject(),
                "journal": literal(journal.path.name),
                "outbox": sha256(f"{journal.path} {journal.id} {session.annotator}"),
                "labels": [literal(label) for label in session.labels],
                "labelValues": list(session.labels),
                "keys": self.keys_of_verbs,
                "mode": self.mode,
                "queues": queues_of(session),
                "groups": groupings_of(session),
                "view": view,
                "window": self._window(max(0, view["position"] - 1), WINDOW_ROWS),
            }

    def handlers(self) -> dict[str, Any]:
        """What the page can ask for."""
        return {
            "operations": self._operate,
            "rows": self._send_rows,
            "whole": self._send_whole,
            "choose": self._choose,
            "check": self._check,
            "mode": self._set_mode,
            "groups": self._send_groups,
            "refresh": self.session.refresh,
            "leave": self._leave,
        }

    def close(self) -> None:
        """Take the widget off the page, and hear nothing more of the session."""
        self._leave()
        super().close()

    # What the page asks for

    def _hear(self, widget: Any, message: Message, buffers: Any) -> None:
        self._listen()
        super()._hear(widget, message, buffers)

    def _listen(self) -> None:
        if self._stop_listening is None:
            self._stop_listening = self.session.listen(self._tell)

    def _leave(self) -> None:
        """No page shows this widget: a cell that is run again leaves the old one."""
        if self._stop_listening is not None:
            self._stop_listening()
            self._stop_listening = None

    def _operate(self, ops: Sequence[Mapping[str, Any]]) -> None:
        """Do what was done in the page, in order, each once.

        What cannot be done is sent back by its id: it stays in the page, and so does
        all that follows it.
        """
        with self.session.lock:
            self.session.ledger.refresh()
            for op in ops:
                try:
                    self._do_one(dict(op))
                except Exception as error:
                    self.fail(error, **{"is": "refused", "id": op["id"]})
                    return

    def _do_one(self, op: dict[str, Any]) -> None:
        session, kind = self.session, op.pop("kind")
        queue = Queue.of(op.pop("queue"))
        to = op.pop("place", 0)
        if op["id"] in session.ledger.mine:
            session.refresh([op["id"]])
        elif kind in ("undo", "redo"):
            if session.turn(kind, id=op["id"]) is None:
                session.refresh([op["id"]])
        elif kind == "visit":
            session.go(to, id=op["id"])
            if op["id"] not in session.ledger.mine:  # an empty queue
                session.refresh([op["id"]])
        else:
            key = op.pop("row")
            op["fingerprint"] = op.pop("print", "")
            place = session.drawn.after(queue, key, kind in ADVANCING)
            session.apply([session.operation(kind, key, place, queue, **op)])

    def _send_rows(self, queue: str, **window: int) -> None:
        with self.session.lock:
            if queue != self.session.queue.key:
                self._tell([])  # the page is behind: it asks again for the right one
                return
            rows = self._window(window["from"], window["count"])
        self.send({"is": "rows", **rows})

    def _send_whole(self, place: int) -> None:
        session = self.session
        with session.lock:
            row = row_page(session, session.entries[place], self._looker, whole=True)
        self.send({"is": "whole", "place": place, "row": row})

    def _choose(self, queue: str) -> None:
        self.session.choose(queue)

    def _check(self, number: int, key: str, turn: int, text: str) -> None:
        row = self.session.row_of[key]
        change = change_page(self.session, self._looker, row, turn, text)
        self.send({"is": "checked", "number": number, "change": change})

    def _set_mode(self, mode: str) -> None:
        self.mode = _checked_mode(mode)
        self.send({"is": "mode", "mode": self.mode})

    def _send_groups(self, by: str) -> None:
        """The audit by generator, class or seed, the worst first."""
        groups = self.session.audit_by(by)
        named = [each for each in groups if each.name is not None][:MAX_GROUPS]
        lines = [[literal(str(it.name)), f"{it.kept} of {it.read}"] for it in named]
        more = max(0, len(groups) - len(named))
        self.send({"is": "groups", "by": by, "lines": lines, "more": more})

    # What the page is told

    def _tell(self, ids: list[str]) -> None:
        news = {"is": "news", "ids": ids, "states": self._touched_rows()}
        self.send({**news, "view": self._view()})

    def _view(self) -> dict[str, Any]:
        """The numbers of this moment: small, whatever the number of rows."""
        session = self.session
        counts = session.counts
        undo, redo = session.undoable, session.redoable
        return {
            "queue": session.queue.key,
            "title": session.queue.title,
            "epoch": session.drawn.epoch(session.queue),
            "length": len(session.entries),
            "position": session.position,
            "counts": {name: counts[name] for name in ("keep", "fix", "drop", "skip")},
            "judged": session.judged,
            "undo": undo and deed_in_words(session, undo),
            "redo": redo and deed_in_words(session, redo),
            "audit": audit_page(session),
            "latest": history_page(session),
            "notes": [literal(note) for note in session.notes],
        }

    def _touched_rows(self) -> dict[str, Any]:
        """States of the rows that changed since the page was told last."""
        session, touched = self.session, self.session.ledger.mine.touched
        keys = dict.fromkeys(touched[self._touched :])
        self._touched = len(touched)
        rows = {key: session.row_of[key] for key in keys if key in session.row_of}
        return {key: state_page(session, row) for key, row in rows.items()}

    def _window(self, start: int, rows: int) -> dict[str, Any]:
        """Rows from a place on, as many as are not too large to send at once."""
        session, pages, size = self.session, [], 0
        for entry in islice(session.entries, start, start + rows):
            page = row_page(session, entry, self._looker)
            size += len(canonical_json(page))
            if pages and size > WINDOW_BYTES:
                break
            pages.append(page)
        epoch = session.drawn.epoch(session.queue)
        return {"epoch": epoch, "from": start, "rows": pages}

    def _subject(self) -> str:
        session = self.session
        rows = count(len(session.source.kept), "row")
        name, who = literal(session.source.name), literal(session.annotator)
        return f"{rows} of {name}, judged by {who}"


def _checked_mode(mode: str) -> Mode:
    if mode not in MODES:
        raise ValueError(f"mode is {mode!r}; use {' or '.join(map(repr, MODES))}")
    return mode  # type: ignore[return-value]
