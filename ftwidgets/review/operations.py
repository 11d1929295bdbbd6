"""What can a reviewer do to a row? Each deed is one operation, and one journal line."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Kind = Literal["label", "skip", "flag", "note", "edit", "undo", "redo", "visit"]

KINDS: tuple[Kind, ...] = (
    "label",
    "skip",
    "flag",
    "note",
    "edit",
    "undo",
    "redo",
    "visit",
)
"""``undo`` and ``redo`` speak of another operation; ``visit`` only moves."""

VERDICTS = ("keep", "fix", "drop")
"""What a label may be besides the labels of the task."""

MAX_ID_CHARS = 64

MAX_SECONDS = 1e15
"""Longer than anyone looks, and so short that all of a journal can be added."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One deed of one person.

    Attributes
    ----------
    id : str
        Drawn where the deed was done: one that is sent twice counts once.
    kind : str
        One of `KINDS`.
    row : str
        Key of the row, as in `ftwidgets.review.identity`.
    by : str
        Who did it.
    window : str
        Which session wrote it.
    at : str
        When, in UTC.
    fingerprint : str
        Of the row's text as it was loaded.
    value : str, bool or None
        The label; the note; whether it is flagged; the new text of an edit, ``None``
        for the original again.
    turn : int or None
        The message an edit is about, from 0; with a label of the task, the reply that
        it speaks of, where that reads as a label.
    same : bool
        Whether that reply is this label already.
    target : str or None
        The operation that is undone or redone.
    seconds : float or None
        How long the row was on the screen.
    queue : str
        Key of the queue it was done in.
    then : str or None
        Key of the row shown next; ``None`` at the end of the queue.
    start : str
        Key of the queue that the session was told to begin with.
    """

    id: str
    kind: Kind
    row: str
    by: str
    window: str = ""
    at: str = ""
    fingerprint: str = ""
    value: str | bool | None = None
    turn: int | None = None
    same: bool = False
    target: str | None = None
    seconds: float | None = None
    queue: str = ""
    then: str | None = None
    start: str = ""

    def __post_init__(self) -> None:
        for name, is_allowed, allowed in _FIELDS:
            value = getattr(self, name)
            if not is_allowed(value):
                raise ValueError(f"an operation's {name} {allowed}, got {value!r:.80}")
        types, allowed = _VALUES[self.kind]
        if not isinstance(self.value, types):
            raise ValueError(f"{self.kind} takes {allowed}, got {self.value!r:.80}")
        if self.kind == "edit" and self.turn is None:
            raise ValueError(
                "an edit names the message it changes: turn=0 is the first"
            )
        if self.kind in ("undo", "redo") and self.target is None:
            raise ValueError(f"{self.kind} names the operation it is about: target=…")

    def to_entry(self) -> dict[str, Any]:
        """The operation as JSON values, without what says nothing."""
        values = {**asdict(self), "same": self.same or None}
        kept = {name: each for name, each in values.items() if each not in (None, "")}
        return {**kept, "value": ""} if self.value == "" else kept

    @classmethod
    def from_entry(cls, entry: Mapping[str, Any]) -> "Operation":
        """Operation from JSON values; unknown names are a ValueError."""
        unknown = sorted(set(entry) - {each.name for each in fields(cls)})
        if unknown:
            raise ValueError(f"an operation has no {', '.join(unknown)}")
        try:
            return cls(**entry)
        except TypeError as error:
            raise ValueError(f"not an operation: {error}") from None


def new_id() -> str:
    """An id that no other operation has."""
    return secrets.token_hex(8)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_key_or_none(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value != "")


def _is_turn(value: Any) -> bool:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return value is None or (is_whole and value >= 0)


def _is_seconds(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value is None or (is_number and 0 <= value < MAX_SECONDS)


_FIELDS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    (
        "id",
        lambda it: _is_text(it) and 0 < len(it) <= MAX_ID_CHARS,
        f"is a text of 1 to {MAX_ID_CHARS} characters",
    ),
    ("kind", lambda it: it in KINDS, f"is one of {', '.join(KINDS)}"),
    ("row", lambda it: _is_text(it) and it != "", "is the key of a row"),
    ("by", lambda it: _is_text(it) and it != "", "names who did it"),
    ("window", _is_text, "is a text"),
    ("at", _is_text, "is a time as text"),
    ("fingerprint", _is_text, "is a text"),
    ("turn", _is_turn, "is the number of a message, from 0"),
    ("same", lambda it: isinstance(it, bool), "is true or false"),
    ("target", _is_key_or_none, "is the id of an operation"),
    ("seconds", _is_seconds, "is a number of seconds"),
    ("queue", _is_text, "is the key of a queue"),
    ("then", _is_key_or_none, "is the key of a row"),
    ("start", _is_text, "is the key of a queue"),
)
"""What each field may be: (name, test, in words)."""

_NOTHING = (type(None), "no value")

_VALUES: dict[str, tuple[Any, str]] = {
    "label": (str, "a label as text"),
    "note": (str, "a text"),
    "flag": (bool, "True or False"),
    "edit": (str | None, "the new text, or None for the original again"),
    "undo": _NOTHING,
    "redo": _NOTHING,
    "skip": _NOTHING,
    "visit": _NOTHING,
}
"""What the value of each kind may be, and in words."""
