"""What is wrong with each record of a file? One pass, so that size does not matter.

Level 1 for every record, then what only shows beside other rows: exact and near
duplicates, and one text with two labels. Nothing of a record is kept but its findings,
its word set and its fingerprint.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TextIO

from ftwidgets.comparison import Comparison
from ftwidgets.conversion import write
from ftwidgets.datasets import Reading, read_record
from ftwidgets.examples import Example
from ftwidgets.files.reading import RecordFile
from ftwidgets.findings import NAMED_REPAIRS, Finding, Severity, finding, verdict
from ftwidgets.recipes import SIMILARITY
from ftwidgets.targets import Target, find_target
from ftwidgets.tasks import Task
from ftwidgets.validation import validate


@dataclass(slots=True)
class CheckedRecord:
    """One record: where it is, what it is, what was found."""

    line: int
    format: str | None
    findings: tuple[Finding, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The record as in the JSON report."""
        return {
            "line": self.line,
            "verdict": verdict(self.findings),
            "format": self.format,
            "findings": [
                {
                    "code": each.code,
                    "severity": each.severity,
                    "path": each.path,
                    "message": each.message,
                }
                for each in self.findings
            ],
        }


@dataclass
class CheckReport:
    """What `check` found.

    Attributes
    ----------
    path : Path
        The file.
    container : str
        As in `ftwidgets.files.reading.CONTAINERS`.
    records : list of CheckedRecord
        Every record once, in the order of the file.
    repairs : list of str
        What was repaired while reading.
    target : Target or None
        Whose rules were applied as well.
    """

    path: Path
    container: str
    records: list[CheckedRecord] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    target: Target | None = None

    def __repr__(self) -> str:
        counts = ", ".join(f"{name} {n:,}" for name, n in self.counts.items())
        return f"CheckReport({self.path.name}: {counts})"

    @property
    def counts(self) -> dict[str, int]:
        """How many records have each verdict."""
        counts = Counter(verdict(each.findings) for each in self.records)
        return {name: counts[name] for name in ("valid", "warn", "invalid")}

    @property
    def format(self) -> str | None:
        """Format of the records; ``mixed`` where there are several."""
        names = {each.format for each in self.records if each.format}
        return "mixed" if len(names) > 1 else next(iter(names), None)

    def by_code(self) -> dict[str, tuple[Severity, list[int], str]]:
        """Severity, lines and first message of each code, errors first."""
        found: dict[str, tuple[Severity, list[int], str]] = {}
        for record in self.records:
            for code in dict.fromkeys(each.code for each in record.findings):
                first = next(each for each in record.findings if each.code == code)
                entry = found.setdefault(code, (first.severity, [], first.message))
                entry[1].append(record.line)
        rank = ("error", "warning", "note")
        return dict(sorted(found.items(), key=lambda item: rank.index(item[1][0])))

    def write_json(self, file: TextIO) -> None:
        """Write the report as JSON, a record a line, without holding it as text."""
        head = {
            "file": str(self.path),
            "container": self.container,
            "format": self.format,
            "target": self.target.name if self.target else None,
            "repairs": self.repairs,
            "counts": self.counts,
        }
        file.write(json.dumps(head)[:-1] + ', "records": [')
        for index, record in enumerate(self.records):
            file.write((",\n" if index else "\n") + json.dumps(record.to_dict()))
        file.write("\n]}\n")


def check(
    path: str | os.PathLike[str],
    target: str | None = None,
    *,
    task: Task | None = None,
    similarity: float = SIMILARITY,
) -> CheckReport:
    """Check every record of a file.

    Parameters
    ----------
    path : str or path-like
        Any file that `ftwidgets.load` reads.
    target : str, optional
        A target id: its rules then count as errors, and so does what it cannot
        express.
    task : Task, optional
        Whose limits and labels the replies must follow.
    similarity : float
        From which similarity two rows are near-duplicates.

    Returns
    -------
    CheckReport
        Every record once.

    Raises
    ------
    FileError
        The file as a whole cannot be used.
    ValueError
        There is no such target.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp(), "rows.jsonl")
    >>> _ = path.write_text('{"prompt": "Hi", "completion": "Hello"}\\n[]\\n')
    >>> check(path)
    CheckReport(rows.jsonl: valid 1, warn 0, invalid 1)
    """
    profile = find_target(target) if target is not None else None
    file = RecordFile(path)
    report = CheckReport(file.path, file.container, target=profile)
    comparison = Comparison()
    for raw in file:
        reading = read_record(raw, container=file.container)
        found = _judge(reading, profile, task or Task())
        if reading.example is not None:
            comparison.add(len(report.records), reading.example)
        report.records.append(CheckedRecord(raw.line, reading.format, found))
    report.container = file.container
    report.repairs = [NAMED_REPAIRS[name] for name in file.repairs]
    lines = [record.line for record in report.records]
    for row, found_beside in comparison.findings(similarity, lines):
        record = report.records[row]
        record.findings = (*record.findings, found_beside)
    return report


def _judge(reading: Reading, target: Target | None, task: Task) -> tuple[Finding, ...]:
    if reading.example is None:
        return reading.findings
    found = (*reading.findings, *validate(reading.example, task=task))
    if target is None:
        return found
    promoted = tuple(
        replace(each, severity="error") if each.code in target.promotes else each
        for each in found
    )
    if verdict(promoted) == "invalid":
        return promoted
    return (*promoted, *_losses(reading.example, target))


def _losses(example: Example, target: Target) -> Iterator[Finding]:
    for loss in write(example, target)[1]:
        if not loss.harmless:
            sentence = f"{target.title} cannot express {loss.message}"
            yield finding("conversion_loss", loss.path, sentence)
