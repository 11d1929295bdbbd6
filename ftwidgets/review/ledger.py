"""Who did what, as far as the journal says, and where did everyone stop?"""

from dataclasses import dataclass
from pathlib import Path

from ftwidgets.journals.journal import Damage, JournalError
from ftwidgets.review.history import History
from ftwidgets.review.journal import Journal
from ftwidgets.review.operations import Operation


@dataclass(frozen=True, slots=True)
class Stop:
    """Where someone is in a queue: the row they left, and the one that came next.

    At the end none came; whether the queue still ends there, only the session knows in
    which it was reached.
    """

    row: str
    then: str | None
    is_of_this_session: bool = False


class Ledger:
    """The histories of all people in one journal.

    Parameters
    ----------
    path : Path
        The journal.
    me : str
        The annotator whose history this session goes on with.
    window : str
        Id of this session. What another window of mine writes from now on counts, but
        undo here leaves it alone.

    Attributes
    ----------
    mine : History
    others : dict of str to History
    stops : dict of str to Stop
        By key of queue, mine.
    last : Operation or None
        My last operation.
    newer : int
        How many of mine were written by another window meanwhile.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> ledger = Ledger(path, "mira", "w1")
    >>> ledger.write(Operation("1", "label", "row", "mira", "w1", value="keep"))
    >>> Ledger(path, "noor", "w2").others["mira"].states["row"].verdict
    'keep'
    """

    def __init__(self, path: Path, me: str, window: str) -> None:
        self.journal = Journal(path)
        self.mine = History()
        self.others: dict[str, History] = {}
        self.stops: dict[str, Stop] = {}
        self.last: Operation | None = None
        self.newer = 0
        self._me = me
        self._window = window
        self._is_open = False
        self.refresh()
        self._is_open = True

    @property
    def damage(self) -> list[Damage]:
        """Lines of the journal that do not count."""
        return self.journal.damage

    def refresh(self) -> list[Operation]:
        """Take in what was written meanwhile; return what others wrote."""
        new = self.journal.read()
        for operation in new:
            self._take(operation)
        return [each for each in new if each.window != self._window]

    def make(self) -> None:
        """Make the journal, so that one knows that it can be written.

        Raises
        ------
        JournalError
            It can not.
        """
        self.journal.make()
        self.refresh()

    def write(self, operation: Operation) -> None:
        """Put one operation on the disk, then let it count.

        What others wrote before it counts before it, as when the journal is read again.

        Raises
        ------
        JournalError
            It could not be written and does not count.
        """
        self.journal.append([operation])
        self.refresh()
        if operation.id not in self.mine:
            raise JournalError(None, f"{self.journal.path} was replaced meanwhile")

    def _take(self, operation: Operation) -> None:
        if operation.by != self._me:
            self.others.setdefault(operation.by, History()).add(operation)
            return
        if operation.id in self.mine:
            return
        is_foreign = self._is_open and operation.window != self._window
        self.newer += is_foreign and operation.kind != "visit"
        self.mine.add(operation, foreign=is_foreign)
        if not is_foreign:
            self.stops[operation.queue] = Stop(
                operation.row, operation.then, self._is_open
            )
            self.last = operation
