"""Tests in Node do not run without it, and say so."""


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    number = sum("node is not installed" in str(each.longrepr) for each in skipped)
    if number:
        terminalreporter.write_line(f"{number} tests of scripts did not run: no node")
