"""What does ``check`` answer to a hostile file, here or in a limited process?"""

import contextlib
import io
import json
import os
import subprocess
import sys
import traceback
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from hostile.model import Case, Row

SECONDS = 120
"""A dangerous file is given up after this time: by far more than one needs."""

KIBIBYTES = 4 << 20
"""Address space of a child process: 4 GiB."""


def refuse(constant: str) -> None:
    """NaN and Infinity are no JSON, in a report least of all."""
    raise ValueError(constant)


@dataclass(frozen=True)
class Answer:
    """What one run of ``check`` gave."""

    room: str
    case: Case
    code: object
    stdout: str
    stderr: str

    @cached_property
    def report(self) -> dict:
        """The printed JSON, or an empty object where there is none."""
        try:
            report = json.loads(self.stdout, parse_constant=refuse)
        except ValueError:
            return {}
        return report if isinstance(report, dict) else {}

    @property
    def records(self) -> list[dict]:
        """Reported records that are objects with a line."""
        records = self.report.get("records")
        records = records if isinstance(records, list) else []
        return [each for each in records if isinstance(each, dict) and "line" in each]

    @property
    def judged(self) -> list[tuple[int, Row, dict]]:
        """Expected records with what was reported of them, unless the file may be
        and was refused."""
        if self.code == 2 and 2 in self.case.exits:
            return []
        found = {record["line"]: record for record in self.records}
        return [(line, row, found.get(line, {})) for line, row in self.case.numbered]


def run_here(path: Path, *options: str) -> tuple[object, str, str]:
    """Run ``check`` in this process: exit code, output, errors."""
    from ftwidgets.__main__ import main

    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(["check", str(path), *options])
        except SystemExit as stop:
            code = stop.code
        except Exception:
            code = "raised"
            traceback.print_exc()
    texts = []
    for stream in (out, err):
        stream.flush()
        texts.append(stream.buffer.getvalue().decode("utf-8"))
    return code, *texts


def run_child(path: Path, **environment: str) -> tuple[object, str, str]:
    """Run ``check --json`` in a process with limits: exit code, output, errors."""
    limited = f'ulimit -v {KIBIBYTES}; exec "$@"'
    check = [sys.executable, "-m", "ftwidgets", "check", str(path), "--json"]
    try:
        done = subprocess.run(
            ["sh", "-c", limited, "sh", *check],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, **environment},
        )
    except subprocess.TimeoutExpired:
        return "too late", "", ""
    out, err = (
        text.decode("utf-8", "surrogateescape") for text in (done.stdout, done.stderr)
    )
    return done.returncode, out, err


def listed(lines: list[str]) -> str:
    """Offenders for an assertion's message."""
    return "\n".join([f"{len(lines)} of them:", *lines])


def told(answer: Answer, line: int, row: Row, record: dict) -> str:
    """One disagreement as a line."""
    codes = " ".join(each.get("code", "?") for each in record.get("findings", []))
    return ascii(
        f"{answer.room}/{answer.case.name}:{line} {row.what}: expected {row.verdict}"
        f" {row.format} {row.has}, got {record.get('verdict', 'no record')}"
        f" {record.get('format')} [{codes}]"
    )
