"""What is the run doing just now? A small file beside the journal, and its lock.

What matters is in the journal; the status is for eyes, and may be lost.
"""

import contextlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ftwidgets.synthesis.secrets import without_keys

try:
    import fcntl
except ImportError:  # Windows: nothing keeps a second run from starting there
    fcntl = None

PATIENCE = 1.0
"""Seconds for which a run tries to get the journal to itself."""

STOP_CHARS = 64
"""Length of the file that asks for a stop: it never grows, so no disk is too full."""

PHASES = ("starting", "running", "waiting", "stopping", "finished")

REASONS = {
    "done": "all rows are there",
    "limit": "as many requests were answered as were asked for",
    "stopped": "stopped; what was in flight has been kept",
    "abandoned": "stopped at once; what was in flight may be billed",
    "budget": "the budget does not allow another call",
    "low_acceptance": "fewer than 1 in 10 replies become rows; change task or teacher",
    "most": "the most requests are used up, and rows are still missing",
    "refused": "the provider accepts no call",
    "disk": "replies could not be written to the disk",
    "unreachable": "the provider has not answered for long; start again later",
    "broken": "something went wrong here; what was answered has been kept",
}
"""Why a run has ended, in words."""


@dataclass
class Status:
    """What a runner says of itself.

    Attributes
    ----------
    run : str
        Its id.
    plan : str
        Hash of what it does; see `ftwidgets.synthesis.plans.plan_hash`.
    pid : int
        Its process.
    phase : str
        One of `PHASES`.
    reason : str
        Of a finished run, a key of `REASONS`.
    message : str
        What else there is to say, such as what to do.
    in_flight : int
        Calls that are under way.
    usable : int or None
        Rows that pass everything, when it was last counted.
    waiting_until : float or None
        Time of `time.time` until which no call goes out.
    waiting_for : str
        Why.
    host : str
        Server that is asked; empty for none.
    """

    run: str
    plan: str = ""
    pid: int = 0
    phase: str = "starting"
    reason: str = ""
    message: str = ""
    in_flight: int = 0
    usable: int | None = None
    waiting_until: float | None = None
    waiting_for: str = ""
    host: str = ""


class Beside:
    """The files beside a journal: lock, status, and what a stop is asked with.

    Examples
    --------
    >>> Beside(Path("/tmp/replies.jsonl")).status_path.name
    '.replies.jsonl.status'
    """

    def __init__(self, journal: Path) -> None:
        self.status_path = _beside(journal, "status")
        self.lock_path = _beside(journal, "lock")
        self.stop_path = _beside(journal, "stop")
        self.log_path = _beside(journal, "log")

    def write(self, status: Status) -> None:
        """Show a status; a disk that refuses it loses nothing that matters."""
        values = {**asdict(status), "at": time.time()}
        text = without_keys(json.dumps(values))
        temporary = self.status_path.with_name(f"{self.status_path.name}.new")
        try:
            temporary.write_text(text, "utf-8")
            os.replace(temporary, self.status_path)
        except OSError:  # full, mostly: what is there already can still be overwritten
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
                _overwrite(self.status_path, text)

    def read(self) -> Status | None:
        """The last status; ``None`` where there is none that can be read."""
        try:
            values = json.loads(self.status_path.read_text("utf-8"))
            values.pop("at", None)
            return Status(**values)
        except (OSError, ValueError, TypeError, AttributeError):
            return None

    def ask_to_stop(self, run: str, times: int) -> None:
        """Ask a run to stop: once to finish what is in flight, twice to leave it."""
        _overwrite(self.stop_path, json.dumps([run, times]).ljust(STOP_CHARS))

    def make_stoppable(self, run: str) -> None:
        """Make the file that asks for a stop, while the disk still has room for it."""
        with contextlib.suppress(OSError):
            self.ask_to_stop(run, 0)

    def stops_asked(self, run: str) -> int:
        """How often this run was asked to stop."""
        try:
            asked: Any = json.loads(self.stop_path.read_text("utf-8"))
            return int(asked[1]) if asked[0] == run else 0
        except (OSError, ValueError, TypeError, LookupError, OverflowError):
            return 0

    @contextlib.contextmanager
    def alone(self) -> Iterator[bool]:
        """Hold the journal alone, till the process ends; false where another does."""
        self.lock_path.parent.mkdir(parents=True, exist_ok=True)
        with open(self.lock_path, "ab") as file:
            is_ours, end = _try_lock(file), time.monotonic() + PATIENCE
            while not is_ours and time.monotonic() < end:
                time.sleep(PATIENCE / 20)  # somebody may only be asking `is_held`
                is_ours = _try_lock(file)
            yield is_ours

    def is_held(self) -> bool:
        """Whether a run holds the journal at this moment."""
        if not self.lock_path.exists():
            return False
        with open(self.lock_path, "rb") as file:
            return not _try_lock(file, shared=True)  # two who ask are no run


def _try_lock(file: Any, shared: bool = False) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _overwrite(path: Path, text: str) -> None:
    """Write over what a file holds: where it is not cut, that needs no more room."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        size = os.fstat(descriptor).st_size
        os.write(descriptor, text.encode().ljust(size))
    finally:
        os.close(descriptor)


def _beside(journal: Path, kind: str) -> Path:
    return journal.with_name(f".{journal.name}.{kind}")
