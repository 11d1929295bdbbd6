"""What do all operations together come to? Replayed in order, they are the state.

An operation that is undone counts for nothing until it is redone; what stands of a row
is what its other operations say, the later over the earlier.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from ftwidgets.review.operations import VERDICTS, Operation


@dataclass(frozen=True, slots=True)
class RowState:
    """What one person has said of one row.

    Attributes
    ----------
    verdict : {"keep", "fix", "drop", "skip"} or None
        ``None`` where nothing was decided; ``skip`` is seen and put off.
    label : str or None
        The task's label that was chosen.
    flagged : bool
    note : str
    edits : mapping of int to str
        New texts by number of the message.
    fingerprint : str
        Of the text it was said of.
    at, queue : str
        When and in which queue it was last decided.
    seconds : float
        How long the row was looked at, all together.
    label_turn : int or None
        The reply that the label speaks of.
    """

    verdict: str | None = None
    label: str | None = None
    flagged: bool = False
    note: str = ""
    edits: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    fingerprint: str = ""
    at: str = ""
    queue: str = ""
    seconds: float = 0.0
    label_turn: int | None = None

    @property
    def is_decided(self) -> bool:
        """Whether it is kept, fixed or dropped."""
        return self.verdict in VERDICTS

    @property
    def outcome(self) -> str | None:
        """``keep``, ``fix`` or ``drop``: a row with an edit is fixed if it is kept."""
        if self.verdict == "keep" and self.edits:
            return "fix"
        return self.verdict if self.is_decided else None

    @property
    def answer(self) -> str | None:
        """What is compared between two people: the task's label, else the verdict."""
        return (self.label or self.verdict) if self.is_decided else None


NOTHING = RowState()


def applied(state: RowState, operation: Operation) -> RowState:
    """State of a row after one more operation.

    Examples
    --------
    >>> done = Operation("1", "label", "r", "mira", value="drop")
    >>> applied(NOTHING, done).verdict
    'drop'
    """
    value, seconds = operation.value, state.seconds + (operation.seconds or 0.0)
    if operation.kind == "flag":
        return replace(state, flagged=bool(value), seconds=seconds)
    if operation.kind == "note":
        return replace(state, note=str(value), seconds=seconds)
    decided = replace(
        state,
        fingerprint=operation.fingerprint,
        at=operation.at,
        queue=operation.queue,
        seconds=seconds,
    )
    if operation.kind == "skip":
        return replace(decided, verdict="skip")
    if operation.kind == "edit":
        edits = {k: v for k, v in state.edits.items() if k != operation.turn}
        if operation.turn == state.label_turn:  # the label is overwritten by hand
            decided = replace(decided, label=None, label_turn=None)
        edits |= {} if value is None else {operation.turn: str(value)}
        return _edited(decided, edits)
    if value == "keep":
        return replace(decided, verdict="keep")
    # Another decision takes away the label that was chosen before, and the reply with
    # which it replaced the row's.
    edits = {k: v for k, v in state.edits.items() if k != state.label_turn}
    if value in VERDICTS:
        decided = replace(decided, verdict=str(value), label=None, label_turn=None)
        return replace(decided, edits=MappingProxyType(edits))
    turn = operation.turn
    edits = {k: v for k, v in edits.items() if k != turn}
    edits |= {} if turn is None or operation.same else {turn: str(value)}
    return _edited(replace(decided, label=str(value), label_turn=turn), edits)


def _edited(state: RowState, edits: Mapping[int, str]) -> RowState:
    """State with those edits: fixed with any, kept without."""
    verdict = "fix" if edits else "keep"
    return replace(state, edits=MappingProxyType(edits), verdict=verdict)


class History:
    """The operations of one person on one journal, and what stands of them.

    Parameters
    ----------
    operations : iterable of Operation
        In the order of the journal.

    Attributes
    ----------
    states : dict of str to RowState
        By key of row; rows of which nothing stands are not in it.
    touched : list of str
        Keys of the rows whose state changed, in order; it only grows.

    Examples
    --------
    >>> keep = Operation("1", "label", "row", "mira", value="keep")
    >>> history = History([keep])
    >>> history.states["row"].verdict, history.undoable.id
    ('keep', '1')
    >>> history.add(Operation("2", "undo", "row", "mira", target="1"))
    >>> history.states, history.redoable.id
    ({}, '1')
    """

    def __init__(self, operations: Iterable[Operation] = ()) -> None:
        self.states: dict[str, RowState] = {}
        self.touched: list[str] = []
        self._by_id: dict[str, Operation] = {}
        self._undone: set[str] = set()
        self._foreign: set[str] = set()
        self._of_row: dict[str, list[Operation]] = defaultdict(list)
        self._done: list[str] = []
        self._taken_back: list[str] = []
        for operation in operations:
            self.add(operation)

    def __contains__(self, operation_id: str) -> bool:
        return operation_id in self._by_id

    def __len__(self) -> int:
        return len(self._by_id)

    @property
    def undoable(self) -> Operation | None:
        """The operation that undo would take back."""
        return self._by_id[self._done[-1]] if self._done else None

    @property
    def redoable(self) -> Operation | None:
        """The operation that redo would bring back."""
        return self._by_id[self._taken_back[-1]] if self._taken_back else None

    def state_of(self, key: str) -> RowState:
        """What stands of a row."""
        return self.states.get(key, NOTHING)

    def add(self, operation: Operation, *, foreign: bool = False) -> None:
        """Take in one more operation; one that is known already changes nothing.

        Parameters
        ----------
        operation : Operation
        foreign : bool
            Whether it was done in another window that is open now: it counts, but undo
            here leaves it alone.
        """
        if operation.id in self._by_id:
            return
        self._by_id[operation.id] = operation
        if operation.kind == "visit":
            return
        if operation.kind in ("undo", "redo"):
            self._turn(operation)
            return
        self._of_row[operation.row].append(operation)
        if foreign:
            self._foreign.add(operation.id)
        else:
            self._done.append(operation.id)
            self._taken_back.clear()
        before = self.state_of(operation.row)
        self.states[operation.row] = applied(before, operation)
        self.touched.append(operation.row)

    def _turn(self, operation: Operation) -> None:
        """Undo or redo one operation, and see what stands of its row now."""
        target = self._by_id.get(operation.target or "")
        if target is None or target.kind in ("undo", "redo", "visit"):
            return
        is_undone = target.id in self._undone
        if is_undone == (operation.kind == "undo"):
            return  # another window was quicker
        (self._undone.discard if is_undone else self._undone.add)(target.id)
        if target.id not in self._foreign:
            ends = (self._taken_back, self._done)
            _move(target.id, *(ends if is_undone else reversed(ends)))
        self.touched.append(target.row)
        standing = [
            each for each in self._of_row[target.row] if each.id not in self._undone
        ]
        if not standing:
            self.states.pop(target.row, None)
            return
        state = NOTHING
        for each in standing:
            state = applied(state, each)
        self.states[target.row] = state


def _move(operation_id: str, one: list[str], other: list[str]) -> None:
    """Take an operation off one stack, where it is on it, and lay it on the other."""
    if one and one[-1] == operation_id:
        one.pop()
    elif operation_id in one:
        one.remove(operation_id)
    other.append(operation_id)
