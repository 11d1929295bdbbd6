"""A learner's file for all tests here; those in Node do not run without it."""

import errno

import pytest

from ftwidgets.lesson import Progress, learner


@pytest.fixture
def progress(tmp_path):
    """The progress of a learner."""
    return Progress("mira", tmp_path)


@pytest.fixture
def again(tmp_path):
    """The same learner's progress in another kernel."""
    return lambda: Progress("mira", tmp_path)


@pytest.fixture
def full_disk(monkeypatch):
    """A switch that makes the disk of all learners full, and free again."""

    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    real = learner.write_file
    return lambda is_full: monkeypatch.setattr(
        learner, "write_file", refuse if is_full else real
    )


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    number = sum("node is not installed" in str(each.longrepr) for each in skipped)
    if number:
        terminalreporter.write_line(f"{number} tests of scripts did not run: no node")
