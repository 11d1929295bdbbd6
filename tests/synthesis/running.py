"""How do tests run a teacher: in a thread here, as a process, killed, looked at?"""

import asyncio
import json
import os
import signal
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from ftwidgets.synthesis.claude import ClaudeTeacher
from ftwidgets.synthesis.generation import Generation
from ftwidgets.synthesis.runner import Runner
from ftwidgets.tasks import Task
from synthesis.serving import SEEDS, serving

TASK = Task(
    "tickets",
    "classification",
    labels=["billing", "delivery"],
    description="Say what a ticket is about.",
)

KEY = "sk-ant-canary-0123456789-abcdefghij"
"""A key that nobody has, and that must not be found anywhere."""

PATIENCE = 120
"""Seconds after which what a test waits for counts as never coming."""


@contextmanager
def asked(teller):
    """A server that is asked instead of the provider, with a key for it."""
    with serving(teller) as url, pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANTHROPIC_API_KEY", KEY)
        patch.setenv("ANTHROPIC_BASE_URL", url)
        patch.delenv("ANTHROPIC_AUTH_TOKEN", raising=False)
        yield url


def generation(path, rows=30, seeds=SEEDS, most=None, **settings):
    """Twice as many requests as rows are asked for."""
    teacher = ClaudeTeacher(**{"budget": None, **settings})
    return Generation(TASK, seeds, teacher, rows, path, most=most)


def until(condition, what="it"):
    """Wait until it is so; what it was then."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.005)
    raise AssertionError(f"{what} has not come in {PATIENCE} s")


def run_async(coroutine):
    """What a coroutine returns; on a thread, as browser tests hold this one's loop."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


class Run(threading.Thread):
    """A run in a thread of this process, which holds the journal as a process does."""

    def __init__(self, generation, limit=None, name="here", prepare=None):
        super().__init__(daemon=True)
        self.generation = generation
        generation.commit()
        self.runner = Runner(generation.path, name, limit)
        if prepare:
            prepare(self.runner)
        self.status = None
        self.start()

    def run(self):
        with self.generation.beside.alone() as is_ours:
            assert is_ours
            self.status = asyncio.run(self.runner.go())

    def ended(self):
        """The last status, once there is one."""
        self.join(PATIENCE)
        assert self.status is not None, "the run has not ended"
        return self.status


def run_here(generation, limit=None, name="here", prepare=None):
    """Run to the end; the last status."""
    return Run(generation, limit, name, prepare).ended()


def kill(generation):
    """Kill the process that is at work, as a crash does; whether there was one."""
    status = generation.status
    if not generation.is_running or status is None:
        return False
    os.kill(status.pid, signal.SIGKILL)
    until(lambda: not generation.is_running, "the end of a killed process")
    return True


def lines_of(path, kind=None):
    """Entries of a journal, read without anything of ours."""
    found = []
    for line in path.read_bytes().splitlines():
        try:
            entry = json.loads(line)
        except ValueError:
            continue  # torn
        if kind is None or entry.get("is") == kind:
            found.append(entry)
    return found


def asked_of(request):
    """A request as a server is asked it, to be compared with what it saw."""
    return json.dumps(request.params, sort_keys=True)


def cost_of_lines(path, dollars_in, dollars_out):
    """What replies that say what they used have cost, and abandoned calls at worst."""
    total = 0.0
    for entry in lines_of(path):
        if entry.get("is") == "abandoned":
            total += entry["worst"]
        if entry.get("is") == "reply":
            usage = json.loads(entry["body"])["usage"]
            total += usage["input_tokens"] * dollars_in / 1e6
            total += usage["output_tokens"] * dollars_out / 1e6
    return total


def print_table(title, table):
    """Figures of a long run, for the closing note."""
    lines = [f"  {name:44}{value:>10}" for name, value in table.items()]
    sys.stdout.write("\n".join(["", title, *lines, ""]))
