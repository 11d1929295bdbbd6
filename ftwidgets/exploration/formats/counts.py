"""How many rows come through whole in a target? Counted bit by bit: rows are many."""

import threading
import time
from collections.abc import Callable, Collection, Sequence

from ftwidgets.conversion import convert, is_beside
from ftwidgets.examples import Example

FATES = ("whole", "beside", "lossy", "refused")
"""What becomes of a row: it comes through whole; but for keys that are kept beside the
export; it loses something; or it cannot be written, whatever is allowed."""

CHUNK = 100
"""So many rows are converted before anybody else has a turn."""

WHOLE, BESIDE, LOSSY, REFUSED = range(4)

AT_ONCE = 0.05
"""Seconds for which rows are counted before anybody hears that it goes on."""

TURN, PAUSE = 0.01, 0.003
"""Seconds for which rows are counted in the background, and others have a turn."""

TOLD = 0.5
"""Seconds between two tellings of how far it is."""


def fates(examples: Sequence[Example], target: str) -> bytes:
    """What becomes of each row, as positions in `FATES`.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> plain = chat(("user", "Hi"), ("assistant", "Hello"))
    >>> wordy = chat(("system", "Be kind."), ("user", "Hi"), ("assistant", "Hello"))
    >>> list(fates([plain, wordy, {**plain, "split": "train"}], "completion"))
    [0, 2, 0]
    """
    report = convert(examples, target, True, beside_is_kept=True).report
    found = bytearray(len(examples))
    for loss in report.losses:
        if not loss.harmless:
            fate = BESIDE if is_beside(loss) else LOSSY
            found[loss.row] = max(found[loss.row], fate)
    for refusal in report.refused:
        found[refusal.row] = REFUSED
    return bytes(found)


class ConversionCount:
    """The fates of all rows in one target, as far as they are known.

    Parameters
    ----------
    examples : sequence of dict
        Chat examples.
    target : str
        A target id.
    kept : collection of int
        Positions of the rows that an export would write.

    Attributes
    ----------
    numbers, kept_numbers : list of int
        How many rows have each fate so far: of all, and of the kept ones.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Hi"), ("assistant", "Hello"))] * 3
    >>> counted = ConversionCount(rows, "chat", {0, 1})
    >>> counted.go_on(60)
    True
    >>> counted.numbers, counted.kept_numbers
    ([3, 0, 0, 0], [2, 0, 0, 0])
    """

    def __init__(
        self, examples: Sequence[Example], target: str, kept: Collection[int]
    ) -> None:
        self.target = target
        self.numbers = [0] * len(FATES)
        self.kept_numbers = [0] * len(FATES)
        self._examples = examples
        self._kept = kept
        self._fates = bytearray()
        self._lock = threading.Lock()

    @property
    def known(self) -> int:
        """So many rows are counted, from the first on."""
        return len(self._fates)

    @property
    def is_done(self) -> bool:
        """Whether all rows are counted."""
        return self.known == len(self._examples)

    def go_on(self, seconds: float) -> bool:
        """Count for so long; whether all is done."""
        end = time.monotonic() + seconds
        while not self.is_done:
            with self._lock:
                self._count_chunk()
            if time.monotonic() > end:
                break
        return self.is_done

    def _count_chunk(self) -> None:
        start = self.known
        found = fates(self._examples[start : start + CHUNK], self.target)
        for row, fate in enumerate(found, start):
            self.numbers[fate] += 1
            self.kept_numbers[fate] += row in self._kept
        self._fates += found

    def problem(self, start: int = 0) -> int | None:
        """First row from here on that does not come through whole, as far as known."""
        rest = self._fates[start:].lstrip(b"\0")  # a whole row is a zero
        return self.known - len(rest) if rest else None


class ConversionCounts:
    """The counts of several targets, in the background where there are many rows.

    Parameters
    ----------
    examples : sequence of dict
        Chat examples.
    kept : collection of int
        Positions of the rows that an export would write.
    told : callable
        Called now and then on another thread, while a count goes on and when it ends.
    """

    def __init__(
        self,
        examples: Sequence[Example],
        kept: Collection[int],
        told: Callable[[], None],
    ) -> None:
        self._examples = examples
        self._kept = kept
        self._told = told
        self._lock = threading.Lock()
        self._counts: dict[str, ConversionCount] = {}
        self._wanted: ConversionCount | None = None
        self._is_at_work = False
        self._failure: Exception | None = None

    @property
    def has_failed(self) -> bool:
        """Whether the count has ended with an error that nobody has seen yet."""
        return self._failure is not None

    def of(self, target: str) -> ConversionCount:
        """The count of a target; it goes on by itself until it is done."""
        with self._lock:
            failure, self._failure = self._failure, None
            if failure is not None:
                raise failure
            found = self._counts.get(target)
            if found is None:
                found = ConversionCount(self._examples, target, self._kept)
                self._counts[target] = found
                found.go_on(AT_ONCE)
            self._wanted = found
            if not found.is_done and not self._is_at_work:
                self._is_at_work = True
                name = "ftwidgets counts what a target loses"
                threading.Thread(target=self._work, name=name, daemon=True).start()
        return found

    def _work(self) -> None:
        """Count, and say so; what fails is raised where the count is asked for."""
        try:
            self._count()
        except Exception as error:
            with self._lock:
                self._failure, self._is_at_work = error, False
        self._told()

    def _count(self) -> None:
        """Count for the target that is looked at, in small turns."""
        told_at = time.monotonic()
        while self._is_to_go_on():
            self._wanted.go_on(TURN)
            time.sleep(PAUSE)  # whoever turns a page has the interpreter now
            if time.monotonic() - told_at > TOLD:
                self._told()
                told_at = time.monotonic()

    def _is_to_go_on(self) -> bool:
        with self._lock:
            self._is_at_work = not self._wanted.is_done
            return self._is_at_work
