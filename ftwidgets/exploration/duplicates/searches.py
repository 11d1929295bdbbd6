"""How is something looked for that takes seconds? On a thread that can be stopped."""

import threading
import time
from collections.abc import Callable
from typing import Any

TELL_SECONDS = 0.25
"""So often at most one hears how far a search has come."""


class Stopped(Exception):
    """Somebody has stopped the search."""


class Search:
    """One piece of work on a thread of its own.

    Parameters
    ----------
    work : callable
        Is given a function that is to be told what is done, how much and of how much.
    ended : callable
        Is given the search when it has come to its end, unless it was stopped.
    tell : callable
        Is called now and then while it goes on, and in the end.

    Attributes
    ----------
    what : str
    done, total : int
        How far it has come.
    result : object
        What the work came to; ``None`` before.
    error : Exception or None
        Why it came to nothing.

    Examples
    --------
    >>> search = Search(lambda told: 7, lambda search: None, lambda: None)
    >>> search.start()
    >>> search.wait()
    >>> search.result
    7
    """

    def __init__(
        self,
        work: Callable[[Callable[[str, int, int], None]], Any],
        ended: Callable[["Search"], None],
        tell: Callable[[], None],
    ) -> None:
        self.what, self.done, self.total = "", 0, 0
        self.result: Any = None
        self.error: Exception | None = None
        self.started = time.monotonic()
        self._work, self._ended, self._tell = work, ended, tell
        self._told = self.started
        self._is_stopped = threading.Event()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """Leave it: it ends at the next step, and nobody hears of it any more."""
        self._is_stopped.set()
        self._is_over.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it has ended, or was stopped."""
        self._is_over.wait(seconds)

    @property
    def seconds(self) -> float:
        """How long it has been going on."""
        return time.monotonic() - self.started

    def _hear(self, what: str, done: int, total: int) -> None:
        if self._is_stopped.is_set():
            raise Stopped
        self.what, self.done, self.total = what, done, total
        if time.monotonic() - self._told > TELL_SECONDS:
            self._told = time.monotonic()
            self._tell()

    def run(self) -> None:
        """Do it now; nobody is told that it has ended."""
        try:
            self.result = self._work(self._hear)
        except Stopped:
            return
        except Exception as error:
            self.error = error
        if not self._is_stopped.is_set():
            self._ended(self)
            self._is_over.set()

    def _run(self) -> None:
        self.run()
        if not self._is_stopped.is_set():
            self._tell()
