"""Are the checkers' environments there, and how many tests did not run without them?"""

import functools

import pytest

from consumers.environments import NoNetworkError, build

collect_ignore_glob = ["check_*.py", "templates.py"]
"""What runs elsewhere cannot be imported here."""

_NOT_RUN = "the consumers' checkers are not here"


@pytest.fixture(scope="session")
def build_once():
    """Build an environment, or skip the test where the network is missing."""

    @functools.cache
    def failure(environment):
        try:
            build(environment)
        except RuntimeError as error:
            return error
        return None

    def need(environment):
        error = failure(environment) if environment else None
        if isinstance(error, NoNetworkError):
            pytest.skip(f"{_NOT_RUN}: {error}")
        if error:
            raise error

    return need


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    number = sum(_NOT_RUN in str(report.longrepr) for report in skipped)
    if number:
        terminalreporter.section("consumers' own checkers", red=True, bold=True)
        terminalreporter.write_line(
            f"{number} consumer tests DID NOT RUN: their environments are missing and "
            "there is no network. Exports were not shown to the programs that read "
            "them. Once online: python -m tests.consumers.environments",
            red=True,
        )
