"""What is a run like at this moment? Told quickly, however many replies there are.

A page looks a few times a second. What is slow, the filters and the closest seed of
each row, is remembered, and the filters are asked only where somebody has the time.
"""

import datetime
import functools
from collections import Counter
from dataclasses import dataclass
from heapq import nlargest

from ftwidgets.synthesis.book import OUTCOMES, Answer
from ftwidgets.synthesis.generation import Generation
from ftwidgets.synthesis.novelty import NoveltyGate
from ftwidgets.synthesis.quality import Quality, judge, user_text
from ftwidgets.synthesis.statuses import Status

PACE_REPLIES = 40
"""The time that is left is told from so many replies."""


@dataclass(frozen=True)
class Look:
    """A run as it stood at one moment; whatever is told of it fits together.

    Attributes
    ----------
    run : Generation
    answers : list of Answer
        All requests so far, in the order of the plan.
    status : Status or None
        Of the last runner on this plan.
    is_working : bool
        Whether a runner is at work, or about to begin.
    stops : int
        How often that runner was asked to stop.
    cost : float or None
        Dollars so far; ``None`` where the price is not known.
    similarities : mapping of str to float
        ROUGE-L with the closest seed, by the request's hash, of each row.
    quality : Quality or None
        What the filters say; ``None`` where replies came since they were asked.
    """

    run: Generation
    answers: list[Answer]
    status: Status | None
    is_working: bool
    stops: int
    cost: float | None
    similarities: dict[str, float]
    quality: Quality | None

    @functools.cached_property
    def counts(self) -> dict[str, int]:
        """Requests by what became of them."""
        found = Counter(answer.name for answer in self.answers)
        return {name: found[name] for name in OUTCOMES}

    @property
    def requested(self) -> int:
        """Requests so far."""
        return len(self.answers)

    @functools.cached_property
    def answered(self) -> int:
        """Requests with a reply on the disk."""
        return sum(not answer.is_open for answer in self.answers)

    @property
    def wanted(self) -> int:
        """Rows that are wanted."""
        return int(self.run.book.head["wanted"])

    @property
    def usable(self) -> int | None:
        """Rows that pass everything; ``None`` where nobody has counted them yet."""
        if self.quality is not None:
            return len(self.quality.kept)
        if not self.answered:
            return 0
        return self.status.usable if self.status else None

    @property
    def phase(self) -> str:
        """``ready``, what the runner does, or the reason for which it has ended."""
        status = self.status
        if self.run.teacher.kind == "paste":
            return "pasting"
        if self.is_working:
            if self.stops:
                return "stopping"
            is_told = status is not None and status.phase != "finished"
            return status.phase if is_told else "starting"
        if status is None:
            return "ready"
        return status.reason if status.phase == "finished" else "killed"

    def latest(self, number: int) -> list[Answer]:
        """The last replies and failures that came in, the newest first."""
        ended = [each for each in self.answers if each.entry is not None]
        return nlargest(number, ended, key=arrival)

    def of_name(self, name: str) -> list[Answer]:
        """Replies and failures with this outcome, as they came in."""
        found = [each for each in self.answers if each.name == name and each.entry]
        return sorted(found, key=arrival)

    @property
    def seconds_left(self) -> float | None:
        """For the requests so far at the present pace; ``None`` where none is known."""
        run = self.status.run if self.status else None
        ours = [each for each in self.answers if each.entry and _run(each) == run]
        last = nlargest(PACE_REPLIES, (arrival(each)[0] for each in ours))
        left = sum(each.is_open and _run(each) != run for each in self.answers)
        if len(last) < 2 or not (span := _seconds(last[-1], last[0])):
            return None
        return left * span / (len(last) - 1)


class Looker:
    """Looks at a run again and again, and remembers what is slow to find out.

    Parameters
    ----------
    run : Generation
    """

    def __init__(self, run: Generation) -> None:
        self.run = run
        self._gate: NoveltyGate | None = None
        self._similarities: dict[str, float] = {}
        self._judged: tuple[int, Quality] | None = None

    def look(self, is_starting: bool = False) -> Look:
        """The run as it stands.

        Parameters
        ----------
        is_starting : bool
            Somebody is about to start a runner.
        """
        run, status = self.run, self.run.status
        book = run.book
        answers = list(book.answers())
        is_working = is_starting or self.is_working
        stops = run.beside.stops_asked(status.run) if status and is_working else 0
        judged = self._judged
        return Look(
            run=run,
            answers=answers,
            status=status,
            is_working=is_working,
            stops=stops,
            cost=book.cost,
            similarities=self._closest(answers),
            quality=judged[1] if judged and judged[0] == book.version else None,
        )

    @property
    def is_working(self) -> bool:
        """Whether a runner is at work; one that has said its last word is not."""
        status = self.run.status
        has_ended = status is not None and status.phase == "finished"
        return not has_ended and self.run.is_running

    @property
    def is_judged(self) -> bool:
        """Whether the filters have seen all there is."""
        return self._judged is not None and self._judged[0] == self.run.book.version

    def judge(self) -> None:
        """Ask the filters; a second for 2,000 rows, in which nobody is kept waiting."""
        book = self.run.book
        version = book.version
        self._judged = version, judge(book)

    def stamp(self) -> tuple[object, ...]:
        """Another one where a page would have something else to show."""
        run, status = self.run, self.run.status
        stops = run.beside.stops_asked(status.run) if status else 0
        return run.book.version, repr(status), self.is_working, stops, self.is_judged

    def _closest(self, answers: list[Answer]) -> dict[str, float]:
        """Similarity of each row with its closest seed; only new rows are compared."""
        found = {}
        for answer in answers:
            if answer.name == "ok" and answer.outcome is not None:
                name = answer.request.hash
                if name not in self._similarities:
                    self._similarities[name] = self._compare(answer.outcome.user or "")
                found[name] = self._similarities[name]
        return found

    def _compare(self, text: str) -> float:
        if self._gate is None:
            self._gate = NoveltyGate([user_text(seed) for seed in self.run.seeds])
        return self._gate.closest_seed(text)[0]


def arrival(answer: Answer) -> tuple[str, int]:
    """What replies are ordered by: when they were written down, then their number."""
    return str((answer.entry or {}).get("at", "")), answer.request.number


def _run(answer: Answer) -> str | None:
    return (answer.entry or {}).get("run")


def _seconds(first: str, last: str) -> float:
    try:
        begun, ended = map(datetime.datetime.fromisoformat, (first, last))
        return (ended - begun).total_seconds()
    except (ValueError, TypeError):
        return 0.0
