"""Who looks at a run while a page is open? A thread that sleeps, and ends by itself."""

import contextlib
import threading
import time
from collections.abc import Callable

AT_WORK, AT_REST = 0.25, 1.0
"""Seconds between two looks: while somebody is at work, and while nobody is."""

ATTENDED = 150.0
"""Seconds for which a page that has called is supposed to be open."""


class RunWatch:
    """Calls a function again and again, as long as there is somebody to look for.

    Parameters
    ----------
    look : callable
        Looks, and says whether somebody is at work.

    Attributes
    ----------
    is_on : bool
        Whether the thread is there.
    """

    def __init__(self, look: Callable[[], bool]) -> None:
        self._look = look
        self._lock = threading.Lock()
        self._wakes = threading.Event()
        self._until = 0.0
        self._is_closed = False
        self.is_on = False

    def attend(self, seconds: float = ATTENDED) -> None:
        """A page is open, and shall see what happens for so long."""
        with self._lock:
            self._until = time.monotonic() + seconds
        self.wake()

    def wake(self) -> None:
        """Look now, and then again and again."""
        self._wakes.set()
        with self._lock:
            if self.is_on or self._is_closed:
                return
            self.is_on = True
            name = "ftwidgets looks at a run"
            threading.Thread(target=self._keep_looking, name=name, daemon=True).start()

    def close(self) -> None:
        """Never look again."""
        self._is_closed = True
        self._wakes.set()

    def _keep_looking(self) -> None:
        while True:
            self._wakes.clear()
            started = time.monotonic()
            is_at_work = self._look()
            with self._lock:
                is_watched = is_at_work or started < self._until
                if self._is_closed or not (is_watched or self._wakes.is_set()):
                    self.is_on = False
                    return
            # Whatever wakes it, there are never more looks than four a second.
            time.sleep(AT_WORK)
            if not is_at_work:
                with contextlib.suppress(RuntimeError):
                    self._wakes.wait(AT_REST - AT_WORK)
