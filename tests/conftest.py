"""What do all tests share? The real files, if there are any, and no deadlines."""

from pathlib import Path

import pytest
from hypothesis import settings

# How long an example takes says more about the machine than about the code.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

REAL_FILES = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
"""Published files that are not part of the project."""

_NOT_RUN = "the real files are not here"


@pytest.fixture(scope="session")
def real_files():
    """Folder of the real files; where it is missing the test does not run."""
    if not REAL_FILES.is_dir():
        pytest.skip(_NOT_RUN)
    return REAL_FILES


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    number = sum(_NOT_RUN in str(report.longrepr) for report in skipped)
    if number:
        terminalreporter.write_line(
            f"{number} real-file tests did not run: {REAL_FILES} is not there"
        )
