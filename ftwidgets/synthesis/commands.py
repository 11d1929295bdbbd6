"""How is a journal filled from a terminal? The process behind `ft.generate`, too."""

import argparse
import asyncio
import contextlib
import secrets
import signal
import sys
from pathlib import Path

from ftwidgets.examples import count
from ftwidgets.literals import name_hidden
from ftwidgets.synthesis.book import Book
from ftwidgets.synthesis.prices import dollars
from ftwidgets.synthesis.processes import BUSY
from ftwidgets.synthesis.runner import Runner
from ftwidgets.synthesis.statuses import REASONS, Beside, Status

COMPLETE = ("done", "limit")
"""Reasons for which all that was asked for is there."""

COMPLETED, STOPPED_SHORT = 0, 1
"""Exit codes; 2 is an error, as everywhere, and `BUSY` another run at work."""


def run_generation(options: argparse.Namespace, journal: Path) -> int:
    """Fill a journal, alone; the exit code.

    Returns
    -------
    int
        0 if all is there, 1 if the run stopped short, 3 if another is at work.

    Raises
    ------
    ValueError
        The journal holds no plan, or its teacher cannot do it.
    """
    if not journal.exists():
        raise ValueError(f"{journal}: no such journal; ft.generate(…) begins one")
    with Beside(journal).alone() as is_ours:
        if not is_ours:
            sys.stdout.write(name_hidden(f"another run is at work on {journal}") + "\n")
            return BUSY
        show = None if options.quiet else _show
        run = options.run_id or secrets.token_hex(8)
        runner = Runner(journal, run, options.limit, show)
        runner.check()
        status = asyncio.run(_go(runner))
    if not options.quiet:
        sys.stderr.write("\n")
    words = REASONS.get(status.reason, status.reason)
    more = f": {status.message}" if status.message else ""
    sys.stdout.write(name_hidden(f"{words}{more}") + "\n")
    return COMPLETED if status.reason in COMPLETE else STOPPED_SHORT


async def _go(runner: Runner) -> Status:
    """Run; Ctrl-C stops, and a second one leaves what is in flight."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has no such handlers
            loop.add_signal_handler(number, runner.ask_to_stop)
    return await runner.go()


def _show(status: Status, book: Book) -> None:
    line = words_of(status, book)
    sys.stderr.write(f"\r{line:<100.100}")
    sys.stderr.flush()


def words_of(status: Status, book: Book) -> str:
    """One line for a terminal.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> book = Book(pathlib.Path(tempfile.mkdtemp(), "replies.jsonl"))
    >>> words_of(Status("run"), book)
    'starting: 0 of 0 answered, 0 in flight, $0.00'
    """
    counts = book.counts
    left = counts["pending"] + counts["failed"] + counts["abandoned"]
    usable = "" if status.usable is None else f", {count(status.usable, 'row')} usable"
    return (
        f"{status.phase}: {book.requested - left:,} of {book.requested:,} answered, "
        f"{status.in_flight:,} in flight{usable}, {dollars(book.cost)}"
    )
