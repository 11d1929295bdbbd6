"""Who checks the exports for which target, and what do they say?"""

import json
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from consumers.environments import CONSUMERS, TOGETHER, Environment
from consumers.protocol import complaints_of
from consumers.rules import RULES
from ftwidgets.conversion import convert
from ftwidgets.files.writing import jsonl_bytes
from ftwidgets.targets import TARGETS

HERE = Path(__file__).parent
SECONDS = 300
"""A checker that takes longer hangs."""


class Complaint(NamedTuple):
    """What a checker said about the export of one example."""

    row: str
    text: str


class Answer(NamedTuple):
    """What a checker said about all examples of one source."""

    accepted: int
    complaints: list[Complaint]


@dataclass(frozen=True)
class Check:
    """One checker.

    Attributes
    ----------
    name : str
        Its script is ``check_<name>.py``, or it is one of `RULES`.
    targets : tuple of str
        The targets whose exports it reads.
    environment : Environment or None
        Where it runs; ``None`` for rules, which need nothing.
    """

    name: str
    targets: tuple[str, ...]
    environment: Environment | None = None

    def judge(
        self, files: Sequence[Sequence[Any]], mark: bool = False
    ) -> list[list[str]]:
        """Complaints about each record of some files, one after another."""
        texts = [jsonl_bytes(records, mark) for records in files]
        if self.environment is None:
            return [
                complaints_of(RULES[self.name], json.loads(line))
                for text in texts
                for line in text.decode("utf-8-sig").split("\n")
                if line
            ]
        script = HERE / f"check_{self.name}.py"
        done = subprocess.run(
            [self.environment.python, "-X", "utf8", script],
            input=b"\n".join(texts),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{script.name} fell: {done.stderr.decode()[-2000:]}")
        return [json.loads(line) for line in done.stdout.splitlines()]

    def ask(
        self, target: str, sources: Mapping[str, Mapping[str, Any]]
    ) -> dict[str, Answer]:
        """What it says about the exports of every example that a target accepts."""
        converted = {
            source: convert(rows.values(), target) for source, rows in sources.items()
        }
        mark = TARGETS[target].byte_order_mark
        verdicts = self.judge([each.records for each in converted.values()], mark)
        expected = sum(len(each.records) for each in converted.values())
        if len(verdicts) != expected:
            raise RuntimeError(f"{len(verdicts)} verdicts on {expected} records")
        answers, first = {}, 0
        for source, (records, report) in converted.items():
            names = list(sources[source])
            said = verdicts[first : first + len(records)]
            first += len(records)
            complaints = [
                Complaint(names[row], text)
                for row, texts in zip(report.rows, said, strict=True)
                for text in texts
            ]
            answers[source] = Answer(len(records), complaints)
        return answers


CHECKS = (
    Check("together", ("together", "completion"), TOGETHER),
    Check("mistral", ("mistral",), CONSUMERS),
    Check("trl", ("trl-messages", "trl-prompt-completion"), CONSUMERS),
    Check(
        "templates",
        ("chat", "openai", "together", "fireworks", "mistral", "axolotl"),
        CONSUMERS,
    ),
    Check("cookbook", ("openai", "azure")),
    Check("fireworks", ("fireworks",)),
    Check("alpaca", ("alpaca",)),
    Check("sharegpt", ("sharegpt",)),
    Check("nova", ("nova",)),
)
"""All checkers, the consumers' own first, then the rules they publish."""


def pairs() -> Iterable[tuple[Check, str]]:
    """Every checker with every target whose exports it reads."""
    return [(check, target) for check in CHECKS for target in check.targets]
