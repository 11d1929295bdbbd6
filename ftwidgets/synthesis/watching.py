"""What does a run look at while its calls are under way? Stops, usable rows, itself."""

import asyncio
import contextlib
import sys
import time
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ftwidgets.synthesis.book import Book
from ftwidgets.synthesis.gates import TICK
from ftwidgets.synthesis.quality import Quality, judge
from ftwidgets.synthesis.rounds import too_few
from ftwidgets.synthesis.secrets import without_keys
from ftwidgets.synthesis.statuses import Beside, Status

if TYPE_CHECKING:
    from ftwidgets.synthesis.runner import Runner

LOOKS_PER_SECOND = 4
"""How often the status is written."""

REST = 4
"""Counting rests so many times as long as it took: a fifth of the time, no more."""


class Watcher:
    """Watches a run from the inside, as long as a ``with`` block lasts.

    Parameters
    ----------
    runner : Runner
    on_status : callable, optional
        Is told each status that is written.
    """

    def __init__(
        self, runner: "Runner", on_status: Callable[[Status, Book], None] | None
    ) -> None:
        self.beside = Beside(runner.book.journal.path)
        self._runner = runner
        self._on_status = on_status
        self._tasks: list[asyncio.Task[None]] = []
        self._one_at_a_time = asyncio.Lock()
        self._counted: tuple[int, Quality] | None = None
        self._stops_seen = 0
        self._told = 0.0

    async def __aenter__(self) -> "Watcher":
        self.beside.make_stoppable(self._runner.status.run)
        self.tell(force=True)
        watches = (self._look_for_stops(), self._count_rows())
        self._tasks = [asyncio.create_task(self._guard(each)) for each in watches]
        return self

    async def __aexit__(self, *_: object) -> None:
        status = self._runner.status
        status.reason = status.reason or "abandoned"  # the process is told to end
        looking, counting = self._tasks
        await counting  # ends by itself, as there is a reason now
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)
        status.phase = "finished"
        self.tell(force=True)

    async def count(self) -> Quality:
        """What the filters say of all replies there are; also shown in the status."""
        async with self._one_at_a_time:
            book = self._runner.book
            version = book.version
            if self._counted is None or self._counted[0] != version:
                self._counted = version, await asyncio.to_thread(judge, book)
            quality = self._counted[1]
            self._runner.status.usable = len(quality.kept)
            return quality

    def tell(self, force: bool = False) -> None:
        """Write the status, a few times a second or at once."""
        if not force and time.monotonic() - self._told < 1 / LOOKS_PER_SECOND:
            return
        self._told = time.monotonic()
        runner, status = self._runner, self._runner.status
        status.in_flight = len(runner.in_flight)
        waiting = runner.gate.waiting if not status.reason else None
        if status.in_flight:
            waiting = None  # something is under way, whatever else waits
        status.waiting_until = waiting.until if waiting else None
        status.waiting_for = without_keys(waiting.why) if waiting else ""
        if status.phase in ("running", "waiting"):
            status.phase = "waiting" if waiting else "running"
        self.beside.write(status)
        if self._on_status:
            show, self._on_status = self._on_status, None
            with contextlib.suppress(OSError):  # the terminal has gone
                show(status, runner.book)
                self._on_status = show  # one that fails is not called again

    def log(self, text: str) -> None:
        """Say it where the process' own words go."""
        with contextlib.suppress(OSError):
            sys.stderr.write(text)

    async def _guard(self, watch: Awaitable[None]) -> None:
        try:
            await watch
        except Exception as error:
            self._runner.broke(error)

    async def _look_for_stops(self) -> None:
        while True:
            asked = self.beside.stops_asked(self._runner.status.run)
            while self._stops_seen < min(asked, 2):
                self._stops_seen += 1
                self._runner.ask_to_stop()
            self.tell()
            await asyncio.sleep(TICK)

    async def _count_rows(self) -> None:
        runner, seen, pause = self._runner, 0, 0.0
        await self.count()  # loads the filters, which is not to be taken for counting
        while not runner.status.reason:
            await asyncio.sleep(TICK)
            if runner.replies == seen or time.monotonic() < pause:
                continue
            started, seen = time.monotonic(), runner.replies
            quality = await self.count()
            took = time.monotonic() - started
            pause = started + took * (1 + REST) + 0.5
            if runner.limit is None and too_few(quality):
                runner.stop("low_acceptance")
