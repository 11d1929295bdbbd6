"""How are all requests asked, a few at a time, so that no paid reply is ever lost?

A runner is a process of its own and holds the journal alone. Each reply is on the disk
before anything is read of it, and what is in the journal is not asked again.
"""

import asyncio
import os
import time
import traceback
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ftwidgets.journals.journal import JournalError
from ftwidgets.journals.lines import Entry, now
from ftwidgets.synthesis.book import Book
from ftwidgets.synthesis.budgets import Budget
from ftwidgets.synthesis.gates import TICK, Gate, back_off
from ftwidgets.synthesis.plans import plan_hash
from ftwidgets.synthesis.prices import worst_cost
from ftwidgets.synthesis.requests import Request
from ftwidgets.synthesis.rounds import next_round
from ftwidgets.synthesis.secrets import without_keys
from ftwidgets.synthesis.statuses import Status
from ftwidgets.synthesis.teachers import (
    CannotGoOn,
    RawReply,
    Teacher,
    TryAgain,
    Unanswered,
)
from ftwidgets.synthesis.watching import Watcher
from ftwidgets.synthesis.writing import Writer

MOST_TRIES = 12
"""So often a call is tried before its request counts as failed."""

SHORT_OUTAGE, LONGEST_OUTAGE = 600.0, 7200.0
"""Seconds without a reply: so long no request fails for it; then the run stops."""


@dataclass
class Open:
    """A request that the journal knows as sent, and nothing else of.

    Attributes
    ----------
    request : Request
    tries : int
        Calls that came to nothing.
    message : str
        What the last one said.
    """

    request: Request
    tries: int = 0
    message: str = "stopped before it was asked"


class Runner:
    """One run of a journal's plan, up to the first stop, limit or end.

    Parameters
    ----------
    path : Path
        The journal, which holds a plan.
    run : str
        Id of this run.
    limit : int, optional
        Only the first so many requests, for a preview.
    on_status : callable, optional
        Is told each status that is written.
    """

    def __init__(
        self,
        path: Path,
        run: str,
        limit: int | None = None,
        on_status: Callable[[Status, Book], None] | None = None,
    ) -> None:
        self.book = Book(path)
        self.book.refresh()
        if self.book.teacher is None or self.book.plan is None:
            raise ValueError(f"{path} holds no plan: ft.generate(…) writes one")
        self.teacher: Teacher = self.book.teacher
        self.task = self.book.plan.task
        self.most = int(self.book.head["most"])
        self.limit = limit
        host = getattr(self.teacher, "host", "")
        self.status = Status(run, plan_hash(self.book.head), os.getpid(), host=host)
        self.gate = Gate()
        self.budget = Budget(self.book, self.teacher.budget, run)
        self.writer = Writer(self.book)
        self.watcher = Watcher(self, on_status)
        self.todo: deque[Request] = deque()
        self.in_flight: set[asyncio.Task[RawReply]] = set()
        self.replies = 0
        self.is_abandoning = False
        self._open: dict[str, Open] = {}
        self._stops = 0

    def check(self) -> None:
        """Refuse, with a ValueError, what would fail or cost nobody knows how much."""
        self.teacher.check(self.task, self.book.plan.seeds)

    async def go(self) -> Status:
        """Ask until all is done, or something says stop; the last status."""
        async with self.watcher:
            try:
                while not self.status.reason:
                    await self._ask_all()
                    if not self.status.reason:
                        await self._next_round()
                if close := getattr(self.teacher, "close", None):
                    await close()
            except Exception as error:
                self.broke(error)
        return self.status

    def stop(self, reason: str, message: str = "") -> None:
        """No new call from now on; those in flight are waited for."""
        if not self.status.reason:
            self.status.reason = reason
            self.status.message = without_keys(message)
            self.status.phase = "stopping"
        self.gate.is_stopping = True
        self.watcher.tell(force=True)

    def ask_to_stop(self) -> None:
        """A person says stop; the second time, what is in flight is left.

        That may be billed, and is written down so.
        """
        self._stops += 1
        self.stop("stopped")
        if self._stops > 1 and not self.is_abandoning:
            self.status.reason, self.is_abandoning = "abandoned", True
            for task in list(self.in_flight):
                task.cancel()

    def broke(self, error: Exception) -> None:
        """Stop for an error that nobody foresaw, and say where it is."""
        lines = "".join(traceback.format_exception(error))
        self.watcher.log(without_keys(lines))
        self.stop("broken", f"{type(error).__name__}: {error}")

    # One round: all requests that are open

    async def _ask_all(self) -> None:
        """Ask what is open: the first call alone, then as many as are allowed.

        What refuses every call refuses the first; and it fills the prompt's cache.
        """
        self.todo = await asyncio.to_thread(self._to_ask)
        if not self.todo or self.status.reason:
            return
        self.status.phase = "running"
        await self._work(self.todo.popleft())
        workers = [self._keep_working() for _ in range(self.teacher.concurrency)]
        await asyncio.gather(*workers)
        await asyncio.gather(*map(self._fail, list(self._open.values())))

    def _to_ask(self) -> deque[Request]:
        """What is open; what has failed in this run is not asked again in it."""
        numbers = range(min(self.book.requested, self.limit or self.book.requested))
        answers = [each for each in map(self.book.answer, numbers) if each.is_open]
        run = self.status.run
        return deque(a.request for a in answers if (a.entry or {}).get("run") != run)

    async def _keep_working(self) -> None:
        while self.todo and not self.gate.is_stopping:
            await self._work(self.todo.popleft())

    async def _work(self, request: Request) -> None:
        """Ask one request; an error that nobody foresaw stops the run, not the rest."""
        worst = worst_cost(request.params, self.teacher.rates)
        try:
            while await self._may_ask(request, worst) and await self._ask(request):
                pass
        except Exception as error:
            self.broke(error)
        finally:
            self.budget.free(request.hash)

    async def _may_ask(self, request: Request, worst: float | None) -> bool:
        """Wait for budget and server, and have it on the disk that it is asked."""
        while (allowed := self.budget.allows(request.hash, worst)) is None:
            if self.gate.is_stopping:
                return False
            await asyncio.sleep(TICK)
        if not allowed:
            self.stop("budget", self.budget.why_not(worst))
        if not await self.gate.enter():
            return False
        if request.hash not in self._open:
            if not await self._note("sent", request, worst=worst):
                return False
            self._open[request.hash] = Open(request)
        return not self.gate.is_stopping

    async def _ask(self, request: Request) -> bool:
        """One call; whether to try again at once."""
        opened, started = self._open[request.hash], time.monotonic()
        try:
            reply = await self._call(request)
        except TryAgain as error:
            opened.tries, opened.message = opened.tries + 1, str(error)
            self.gate.failed(str(error), error.wait)
            return await self._should_try_again(opened)
        except CannotGoOn as error:
            opened.message = str(error)
            self.stop("refused", str(error))
        except (asyncio.CancelledError, Exception) as error:
            # Whether this call is billed nobody can say: it is not made again here.
            worst = worst_cost(request.params, self.teacher.rates)
            await self._end("abandoned", request, worst=worst)
            if isinstance(error, Unanswered):
                self.gate.failed(str(error))
            elif isinstance(error, Exception) or not self.is_abandoning:
                raise
        else:
            seconds = round(time.monotonic() - started, 3)
            await self._keep(request, reply, seconds)
            self.gate.succeeded()
        return False

    async def _should_try_again(self, opened: Open) -> bool:
        """After a failed call: wait, let another request go first, or give up."""
        is_broken = self.gate.is_broken
        is_short = is_broken and self.gate.broken_for < SHORT_OUTAGE
        if self.gate.broken_for > LONGEST_OUTAGE:
            self.stop("unreachable", opened.message)
        if opened.tries >= MOST_TRIES and not is_short:
            await self._fail(opened)
            return False
        if is_broken and self.todo:
            self.todo.append(opened.request)  # what fails here may be this request
            return False
        return is_broken or await self.gate.wait(back_off(opened.tries))

    async def _call(self, request: Request) -> RawReply:
        """One call, as a task of its own that a second stop can end."""
        call = asyncio.create_task(self.teacher.ask(self.task, request))
        self.in_flight.add(call)
        try:
            return await call
        finally:
            self.in_flight.discard(call)

    # What is written down

    async def _keep(self, request: Request, reply: RawReply, seconds: float) -> None:
        said = {"request_id": reply.request_id, "body": reply.body}
        await self._end("reply", request, seconds=seconds, status=reply.status, **said)
        self.replies += 1

    async def _fail(self, opened: Open) -> None:
        said = {"message": opened.message, "tries": opened.tries}
        await self._end("failed", opened.request, **said)

    async def _end(self, kind: str, request: Request, **more: object) -> None:
        """Write how a request has ended."""
        self._open.pop(request.hash, None)
        await self._note(kind, request, **more)

    async def _note(self, kind: str, request: Request, **more: object) -> bool:
        clean = {
            name: without_keys(value) if isinstance(value, str) else value
            for name, value in more.items()
        }
        head = {"is": kind, "request": request.hash, "run": self.status.run}
        return await self._write({**head, **clean})

    async def _write(self, entry: Entry) -> bool:
        """Have a line on the disk, and whether it is; a full disk stops the run.

        A reply in memory is worth waiting for room, until a second stop.
        """

        def keep_trying(error: JournalError) -> bool:
            self.stop("disk", str(error))
            return entry["is"] == "reply" and not self.is_abandoning

        return await self.writer.write({**entry, "at": now()}, keep_trying)

    async def _next_round(self) -> None:
        """Ask for more requests where rows are missing, or say that all is done."""
        if self.limit is not None:
            self.stop("unreachable" if self.gate.is_broken else "limit")
            return
        requested, reason = next_round(await self.watcher.count(), self.most)
        if not reason and self.gate.is_broken:
            reason = "unreachable"
        if reason:
            self.stop(reason)
        if not self.status.reason:
            await self._write({"is": "round", "requested": requested})
