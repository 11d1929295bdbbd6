"""What was asked, what came back and what did it cost? All of it from one journal.

The journal is all there is: whoever reads it, in whatever process and after whatever
kill, comes to the same counts, and these always add up.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ftwidgets.journals.journal import JournalFile
from ftwidgets.journals.lines import Entry
from ftwidgets.synthesis.entries import check_entry
from ftwidgets.synthesis.outcomes import Outcome, read_reply
from ftwidgets.synthesis.prices import Rates
from ftwidgets.synthesis.requests import Plan, Request
from ftwidgets.synthesis.teachers import Teacher, teacher_of
from ftwidgets.tasks import Task

OUTCOMES = (
    "ok",
    "invalid",
    "refused",
    "truncated",
    "failed",
    "abandoned",
    "pending",
)
"""What can have become of a request; the counts of these are all requests."""


class ReplyJournal(JournalFile[Entry]):
    """An append-only file of all that was asked and came back.

    Parameters
    ----------
    path : path-like
        The file; it and its folder are made when something is written first.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> journal = ReplyJournal(pathlib.Path(tempfile.mkdtemp(), "replies.jsonl"))
    >>> journal.append([{"is": "round", "requested": 40}])
    >>> ReplyJournal(journal.path).read()
    [{'is': 'round', 'requested': 40}]
    """

    FORMAT = "ftwidgets_replies"

    def to_entry(self, item: Entry) -> Entry:
        """An entry is written as it is."""
        return item

    def from_entry(self, entry: Entry) -> Entry:
        """An entry as it stands, if it is one that we write."""
        return check_entry(entry)


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one request.

    Attributes
    ----------
    request : Request
    name : str
        One of `OUTCOMES`.
    entry : dict or None
        The journal's line of the reply, or of the failure.
    outcome : Outcome or None
        What was read of the reply.
    """

    request: Request
    name: str
    entry: Entry | None = None
    outcome: Outcome | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is asked when the run goes on: no reply of it is on the disk."""
        return self.outcome is None


class Book:
    """The state of a run, read from its journal whenever it has grown.

    Parameters
    ----------
    path : path-like
        The journal.

    Attributes
    ----------
    plan : Plan or None
        What is asked; ``None`` before the journal has one.
    head : dict
        The plan entry that counts: the journal's last one, or one that is supposed.
    head_on_disk : dict
        The journal's last plan entry.
    version : int
        Another one whenever something was read.
    requested : int
        How many requests of the plan the run stands at.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.journal = ReplyJournal(path)
        self.plan: Plan | None = None
        self.teacher: Teacher | None = None
        self.head: Entry = {}
        self.head_on_disk: Entry = {}
        self.version = 0
        self.requested = 0
        self.cost_of_abandoned = 0.0
        self._lost = 0.0
        self._rates: Rates | None = None  # of the plan that is on the disk
        self._replies: dict[str, tuple[Entry, Rates | None]] = {}
        self._paid: list[tuple[Entry, Rates | None]] = []
        self._ends: dict[str, Entry] = {}
        self._sent: dict[str, Entry] = {}
        self._attempts: Counter[tuple[str, int]] = Counter()
        self._read: dict[int, Outcome] = {}
        self._requests: dict[tuple[int, int], Request] = {}

    def refresh(self) -> bool:
        """Read what was written since the last time; whether there was anything."""
        entries = self.journal.read()
        strange: Exception | None = None
        for entry in entries:  # all of them, whatever is wrong with one
            try:
                getattr(self, f"_take_{entry['is']}", _pass_over)(entry)
            except (KeyError, TypeError, AttributeError, ValueError) as error:
                strange = strange or error
        self.version += len(entries)
        if strange is not None:
            raise ValueError(
                f"{self.journal.path}: a line is not as we write it "
                f"({type(strange).__name__}: {strange}); give another path"
            ) from strange
        return bool(entries)

    def suppose(self, entry: Entry) -> None:
        """Look at the journal with a plan that is not in it yet."""
        self._follow(entry)
        self.version += 1

    # What stands

    def answers(self) -> Iterator[Answer]:
        """What became of each request so far, in the order of the plan."""
        for number in range(self.requested):
            yield self.answer(number)

    def answer(self, number: int) -> Answer:
        """What became of the request with this number."""
        request = self.request(number)
        paid = self._replies.get(request.hash)
        if paid is not None:
            outcome = self._outcome(*paid)
            return Answer(request, outcome.name, paid[0], outcome)
        end = self._ends.get(request.hash)
        return Answer(request, end["is"] if end else "pending", end)

    def request(self, number: int) -> Request:
        """The request with this number, in the attempt that counts."""
        plan = self._planned()
        child, at = divmod(number, len(plan.seeds))
        attempt = self._attempts[plan.ids[at], child]
        key = number, attempt
        if key not in self._requests:
            self._requests[key] = plan.request(number, attempt)
        return self._requests[key]

    @property
    def counts(self) -> dict[str, int]:
        """Requests by what became of them; all of `OUTCOMES`, and they add up."""
        found = Counter(answer.name for answer in self.answers())
        return {name: found[name] for name in OUTCOMES}

    @property
    def cost(self) -> float | None:
        """Dollars so far, with what was abandoned at its worst; ``None``: unknown."""
        if any(rates is None for _, rates in self._paid):
            return None
        known = sum(self._cost_of(*each) or 0.0 for each in self._paid)
        return known + self.cost_of_abandoned

    @property
    def without_cost(self) -> int:
        """Replies that do not say what they used: they may have cost something."""
        return sum(self._cost_of(*each) is None for each in self._paid)

    def lost_cost(self, run: str | None) -> float:
        """Dollars at most for calls that runs other than this have left unanswered.

        A process that is killed cannot say whether its calls in flight were billed.
        """
        return self._lost + sum(
            entry.get("worst") or 0.0
            for entry in self._sent.values()
            if entry.get("run") != run
        )

    # What the lines say

    def _take_plan(self, entry: Entry) -> None:
        self._follow(entry)
        self.head_on_disk = entry
        self._rates = self.teacher.rates if self.teacher else None

    def _follow(self, entry: Entry) -> None:
        settings = entry["teacher"]["settings"]
        teacher = teacher_of(entry["teacher"]["kind"], settings)
        if strange := sorted(settings.keys() - teacher.settings().keys()):
            # An address, for one: the journal may come from somebody else.
            raise ValueError(f"{self.journal.path} sets {', '.join(strange)}")
        task = Task.from_dict(entry["task"])
        self.head, self.teacher = entry, teacher
        self.plan = Plan(
            task,
            entry["seeds"],
            teacher.params(task),
            teacher.shows_gold,
            entry["random_seed"],
        )
        self.requested = entry["requested"]
        self._requests.clear()
        self._read.clear()

    def _take_round(self, entry: Entry) -> None:
        self.requested = max(self.requested, int(entry["requested"]))

    def _take_again(self, entry: Entry) -> None:
        for seed_id, child in entry["children"]:
            self._attempts[seed_id, child] += 1

    def _take_sent(self, entry: Entry) -> None:
        # Asked again without an end in between: nobody heard how the first call ended.
        earlier = self._sent.get(entry["request"], {})
        self._lost += earlier.get("worst") or 0.0
        self._sent[entry["request"]] = entry

    def _take_reply(self, entry: Entry) -> None:
        name = entry["request"]
        self._sent.pop(name, None)
        # A second reply to one request is not needed, but was paid all the same. The
        # rates are those of the plan it was asked under, whatever a later one says.
        paid = entry, self._rates
        self._paid.append(paid)
        self._replies.setdefault(name, paid)

    def _take_failed(self, entry: Entry) -> None:
        self._sent.pop(entry["request"], None)
        self._ends[entry["request"]] = entry

    def _take_abandoned(self, entry: Entry) -> None:
        self._take_failed(entry)
        self.cost_of_abandoned += entry.get("worst") or 0.0

    def _outcome(self, entry: Entry, rates: Rates | None) -> Outcome:
        if id(entry) not in self._read:
            body, status = str(entry["body"]), int(entry.get("status") or 200)
            task = self._planned().task
            self._read[id(entry)] = read_reply(body, task, status, rates)
        return self._read[id(entry)]

    def _cost_of(self, entry: Entry, rates: Rates | None) -> float | None:
        return self._outcome(entry, rates).cost

    def _planned(self) -> Plan:
        if self.plan is None:
            raise ValueError(f"{self.journal.path} holds no plan yet")
        return self.plan


def _pass_over(entry: Entry) -> None:
    """Nothing is counted of a pasted text itself, only of the replies found in it."""
