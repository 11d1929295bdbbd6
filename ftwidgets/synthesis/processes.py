"""How does a run go on without its kernel? As a process in a session of its own."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

from ftwidgets.literals import name_hidden
from ftwidgets.synthesis.secrets import without_keys
from ftwidgets.synthesis.statuses import Beside
from ftwidgets.workspaces import project

PATIENCE = 60.0
"""Seconds in which a process must have begun."""

LOOK_SECONDS = 0.02

BUSY = 3
"""Exit code of a process that found another one at work on the journal."""

LOG_CHARS = 2_000
"""So much of a failed start's log is told."""

_started: list[subprocess.Popen[bytes]] = []
"""Ours, so that those that have ended are taken leave of."""


def start_runner(
    journal: Path, beside: Beside, limit: int | None, base_url: str | None
) -> str:
    """Start the process that fills a journal; returns when it, or another, holds it.

    The key is in its environment only: not in its arguments, which everybody on the
    machine can read.

    Returns
    -------
    str
        Id of the run.

    Raises
    ------
    RuntimeError
        It did not start; its own words say why.
    """
    run = secrets.token_hex(8)
    command = [sys.executable, "-m", "ftwidgets", "generate", str(journal), "--quiet"]
    command += ["--run-id", run]
    command += ["--limit", str(limit)] if limit is not None else []
    environment = {**os.environ}
    if base_url:
        environment["ANTHROPIC_BASE_URL"] = base_url
    with open(beside.log_path, "wb") as log:
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=project(),
            env=environment,
            start_new_session=True,
        )
    _started[:] = [each for each in _started if each.poll() is None]
    _started.append(child)
    _await_start(child, run, beside)
    return run


def _await_start(child: "subprocess.Popen[bytes]", run: str, beside: Beside) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        code, status = child.poll(), beside.read()
        if status is not None and status.run == run:
            return
        if code is not None:
            if code == BUSY or beside.is_held():
                return  # another run was faster: we attach to it
            raise RuntimeError(f"the run did not start: {_last_words(beside)}")
        time.sleep(LOOK_SECONDS)
    if not beside.is_held():  # it is there; its status cannot be written
        raise RuntimeError(f"the run did not start in {PATIENCE:.0f} s")


def _last_words(beside: Beside) -> str:
    text = beside.log_path.read_text("utf-8", "replace")[-LOG_CHARS:].strip()
    return name_hidden(without_keys(text)) or "it said nothing"
