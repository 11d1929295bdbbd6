"""One server and one browser for all tests here; without Chromium none of them runs."""

import os
import shutil
from pathlib import Path

import pytest

from browser.lab import CHROMIUM, Notebook, Server, launch

_NOT_RUN = "chromium is not installed"

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"

SCREENSHOTS = "FTWIDGETS_SCREENSHOTS"
"""Variable that names the folder where pictures are kept for people."""


def pytest_collection_modifyitems(items):
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason=_NOT_RUN))


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    number = sum(_NOT_RUN in str(report.longrepr) for report in skipped)
    if number:
        terminalreporter.write_line(f"{number} browser tests did not run: {_NOT_RUN}")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """A JupyterLab on copies of our notebooks, with a workspace of its own."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(
        NOTEBOOKS, folder / "notebooks", ignore=shutil.ignore_patterns(".*", "images")
    )
    with Server(folder, FTWIDGETS_WORKSPACE=str(folder / "workspace")) as running:
        yield running


@pytest.fixture(scope="session")
def browser():
    with launch() as running:
        yield running


@pytest.fixture(scope="session")
def open_notebook(server, browser):
    """Open a notebook of the server's folder, in a page of its own."""
    return lambda path: Notebook(browser, server, path)


@pytest.fixture(scope="session")
def screenshots(tmp_path_factory):
    """Where pictures of the pages are kept: $FTWIDGETS_SCREENSHOTS, if it is set."""
    chosen = os.environ.get(SCREENSHOTS)
    folder = Path(chosen) if chosen else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
