"""How does one click or press through rows? A view on a `ReviewSession`."""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Literal

from ftwidgets.examples import canonical_json, count, sha256
from ftwidgets.literals import literal
from ftwidgets.review.drawing import families
from ftwidgets.review.journal import JournalError
from ftwidgets.review.looks import Looker
from ftwidgets.review.pages import (
    audit_page,
    change_page,
    deed_in_words,
    history_page,
    row_page,
    state_page,
)
from ftwidgets.review.queues import NAMES, Queue
from ftwidgets.review.session import ReviewSession
from ftwidgets.widgets.frame import Frame, join_scripts, join_styles

Mode = Literal["strict", "instant"]

MODES: tuple[Mode, ...] = ("strict", "instant")

KEYS = {"keep": "a", "fix": "e", "drop": "x", "skip": "s", "flag": "f", "note": "n"}
"""The usual key of each verb; digits give the labels of the task."""

RESERVED = "?123456789"
"""Keys that have a meaning already."""

WINDOW_BYTES = 100_000
"""About so much text is sent at once, but always one row."""

WINDOW_ROWS = 24

MAX_FAMILIES = 200
"""So many seeds are offered as queues of their own."""


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
        Other keys for some of the verbs in `KEYS`.

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
        "outbox.js",
        "conversation.js",
        "review_store.js",
        "reviewer.js",
    )
    _css = join_styles("reviewer.css")

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
        session.listen(self._tell)

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
                "queues": self._queues(),
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
        }

    # What the page asks for

    def _operate(self, ops: Sequence[Mapping[str, Any]]) -> None:
        """Do what was done in the page, in order, each once."""
        session = self.session
        with session.lock:
            session.ledger.refresh()
            for index, op in enumerate(ops):
                try:
                    self._do_one(dict(op))
                except (ValueError, JournalError) as error:
                    left = [str(each.get("id")) for each in ops[index:]]
                    self._refuse(error, left, str(op.get("kind")))
                    return

    def _do_one(self, op: dict[str, Any]) -> None:
        session = self.session
        kind, place = op.pop("kind"), op.pop("place", 0)
        queue = Queue.of(op.pop("queue"))
        op["fingerprint"] = op.pop("print", "")
        if op["id"] in session.ledger.mine:
            session.refresh([op["id"]])
            return
        if kind in ("undo", "redo"):
            if session.turn(kind, id=op["id"]) is None:
                session.refresh([op["id"]])
            return
        key = op.pop("row", None)
        if key is None:
            entries = session.drawn.entries(queue)
            here = min(session.drawn.position(queue), len(entries) - 1)
            key = session.drawn.key_at(queue, here) if entries else None
        if key is None:
            session.refresh([op["id"]])
            return
        session.apply([session.operation(kind, key, place, queue, **op)])

    def _refuse(self, error: Exception, ids: list[str], kind: str) -> None:
        self.last_error = f"{type(error).__name__}: {error}"
        answer = {"is": "refused", "ids": ids, "what": kind, "message": str(error)}
        self.send(answer)

    def _send_rows(self, queue: str, **window: int) -> None:
        if queue == self.session.queue.key:
            with self.session.lock:
                self.send(
                    {"is": "rows", **self._window(window["from"], window["count"])}
                )

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

    def _queues(self) -> list[list[str]]:
        """Key and title of the queues one can choose."""
        session = self.session
        names = [Queue(name) for name in NAMES if name not in ("audit", "children")]
        filtered = len(session.source.kept) < len(session.examples)
        audits = [Queue("audit", before_filtering=True)] * filtered
        seeds = families(session.examples, session.rows.family_key)
        children = [
            Queue("children", family=seed) for seed in islice(seeds, MAX_FAMILIES)
        ]
        every = [session.queue, Queue("audit"), *audits, *names, *children]
        titles = {queue.key: queue.title for queue in every}
        return [[key, title] for key, title in titles.items()]


def _checked_mode(mode: str) -> Mode:
    if mode not in MODES:
        raise ValueError(f"mode is {mode!r}; use {' or '.join(map(repr, MODES))}")
    return mode  # type: ignore[return-value]


def check_keys(chosen: Mapping[str, str]) -> dict[str, str]:
    """The key of each verb; keys that collide are refused.

    Examples
    --------
    >>> check_keys({"keep": "k"})["keep"]
    'k'
    >>> check_keys({"keep": "x"})
    Traceback (most recent call last):
    ValueError: 'keep' and 'drop' are both on the key 'x'; give one another key
    """
    unknown = [verb for verb in chosen if verb not in KEYS]
    if unknown:
        raise ValueError(
            f"no verb is called {unknown[0]!r}; there are {', '.join(KEYS)}"
        )
    keys = {**KEYS, **{verb: str(key).lower() for verb, key in chosen.items()}}
    taken: dict[str, str] = {}
    for verb, key in keys.items():
        if len(key) != 1 or not key.isprintable() or key in RESERVED or key.isspace():
            raise ValueError(
                f"{verb!r} is on {key!r}; use one letter or mark, none of {RESERVED}"
            )
        if key in taken:
            raise ValueError(
                f"{taken[key]!r} and {verb!r} are both on the key {key!r}; "
                "give one another key"
            )
        taken[key] = verb
    return keys
