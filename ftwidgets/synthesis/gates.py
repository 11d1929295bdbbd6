"""May the next call go out now? Waits that can be seen, and end when one says stop.

A server asks for patience (``retry-after``), or fails again and again: then a breaker
opens, and only one call at a time probes, until one comes back.
"""

import asyncio
import random
import time
from dataclasses import dataclass

FAILURES_TO_OPEN = 8
"""So many failures one after another open the breaker."""

PROBE_SECONDS = 5.0
"""At most one probe in this time while it is open."""

FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds before a call is tried a second time, and at most before any other."""

TICK = 0.1
"""Seconds after which a wait looks whether one said stop."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a run waits for.

    Attributes
    ----------
    until : float
        Time of `time.time`.
    why : str
        In words.
    """

    until: float
    why: str


class Gate:
    """Lets calls through, one probe at a time, or none.

    Examples
    --------
    >>> gate = Gate()
    >>> for _ in range(FAILURES_TO_OPEN):
    ...     gate.failed("529: overloaded")
    >>> gate.is_broken
    True
    >>> gate.succeeded(); gate.is_broken
    False
    """

    def __init__(self) -> None:
        self.is_stopping = False
        # All times in here are of `time.monotonic`: somebody may set the clock.
        self._broken_since: float | None = None
        self._failures = 0
        self._next_probe = 0.0
        self._paused_until = 0.0
        self._why = ""
        self._waits: list[float] = []

    @property
    def is_broken(self) -> bool:
        """Whether the breaker is open."""
        return self._broken_since is not None

    @property
    def broken_for(self) -> float:
        """Seconds for which it has been open."""
        since = self._broken_since
        return 0.0 if since is None else time.monotonic() - since

    @property
    def waiting(self) -> Waiting | None:
        """The wait that ends first; ``None`` where no call waits."""
        if not self._waits:
            return None
        left = min(self._waits) - time.monotonic()
        return Waiting(time.time() + left, self._why)

    async def enter(self) -> bool:
        """Wait until a call may go out; false where one said stop meanwhile."""
        while not self.is_stopping:
            free_at, now = self._free_at, time.monotonic()
            if free_at <= now:
                self._next_probe = now + PROBE_SECONDS
                return True
            await self._wait_a_tick(free_at)
        return False

    async def wait(self, seconds: float) -> bool:
        """Wait before one call is tried again; false where one said stop meanwhile."""
        end = time.monotonic() + seconds
        while not self.is_stopping and time.monotonic() < end:
            await self._wait_a_tick(end)
        return not self.is_stopping

    def succeeded(self) -> None:
        """A call came back: all may go on, as soon as the server wants them to."""
        self._failures, self._broken_since = 0, None

    def failed(self, why: str, wait: float | None = None) -> None:
        """A call failed that may work later; `wait` is what the server asks for."""
        self._failures += 1
        self._why = why
        now = time.monotonic()
        if wait:
            self._paused_until = max(self._paused_until, now + wait)
        if self._failures >= FAILURES_TO_OPEN and not self.is_broken:
            self._broken_since, self._next_probe = now, now + PROBE_SECONDS

    @property
    def _free_at(self) -> float:
        return max(self._paused_until, self._next_probe if self.is_broken else 0.0)

    async def _wait_a_tick(self, end: float) -> None:
        until = max(end, self._free_at)
        self._waits.append(until)
        try:
            await asyncio.sleep(min(TICK, max(0.0, end - time.monotonic())))
        finally:
            self._waits.remove(until)


def back_off(tries: int) -> float:
    """Seconds before the next try: twice as long each time, never all at once.

    Examples
    --------
    >>> 0.25 <= back_off(1) <= 0.5, back_off(99) <= LONGEST_WAIT
    (True, True)
    """
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(tries - 1, 16))
    return longest * random.uniform(0.5, 1)
