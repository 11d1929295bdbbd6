"""Where does a run stand? Everything that can be read of it, from whatever kernel."""

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ftwidgets.examples import Example, count
from ftwidgets.journals.lines import Entry, now
from ftwidgets.synthesis.book import Answer, Book
from ftwidgets.synthesis.estimates import Estimate, estimate_of
from ftwidgets.synthesis.plans import plan_hash
from ftwidgets.synthesis.prices import FREE, dollars, worst_cost
from ftwidgets.synthesis.provenance import provenance_of
from ftwidgets.synthesis.quality import Quality, judge
from ftwidgets.synthesis.requests import id_of
from ftwidgets.synthesis.statuses import Beside, Status


class Standing:
    """A journal looked at with a plan.

    Parameters
    ----------
    path : Path
        The journal.
    plan : dict
        Its plan entry, in the journal already or not yet.

    Attributes
    ----------
    path : Path
        Absolute.
    beside : Beside
        The files beside the journal.
    """

    def __init__(self, path: Path, plan: Entry) -> None:
        self.path = path.resolve()
        self.beside = Beside(self.path)
        self._plan = plan
        self._hash = plan_hash(plan)
        self._lock = threading.RLock()
        self._judged: tuple[int, Quality] | None = None
        self._book = Book(self.path)
        self._book.refresh()
        if not self._is_ours(self._book.head):
            self._refuse_other_run()
            self._book.suppose(self._plan)

    def _is_ours(self, head: Entry) -> bool:
        return plan_hash(head) == self._hash

    @property
    def book(self) -> Book:
        """The journal as it is at this moment, looked at with our plan."""
        with self._lock:
            if self._book.refresh() and not self._is_ours(self._book.head):
                self._book.suppose(self._plan)  # somebody else has written theirs
            return self._book

    @property
    def status(self) -> Status | None:
        """What a runner last said of this plan; ``None`` where none has run."""
        status = self.beside.read()
        return status if status is not None and status.plan == self._hash else None

    @property
    def is_running(self) -> bool:
        """Whether a runner is at work on the journal, from whatever kernel."""
        return self.beside.is_held()

    @property
    def phase(self) -> str:
        """``ready``, what the runner does, or the reason for which it has ended."""
        status = self.status
        if self.is_running:
            return status.phase if status and status.phase != "finished" else "starting"
        if status is None:
            return "ready"
        return status.reason if status.phase == "finished" else "killed"

    @property
    def requested(self) -> int:
        """Requests there are so far."""
        return self.book.requested

    @property
    def counts(self) -> dict[str, int]:
        """Requests by what became of them; they add up to `requested`."""
        with self._lock:
            return self.book.counts

    @property
    def answered(self) -> int:
        """Requests with a reply on the disk."""
        counts = self.counts
        left = counts["pending"] + counts["failed"] + counts["abandoned"]
        return sum(counts.values()) - left

    @property
    def cost(self) -> float | None:
        """Dollars so far; ``None`` where the price is not known."""
        with self._lock:
            return self.book.cost

    @property
    def cost_text(self) -> str:
        """The cost for people."""
        return dollars(self.cost)

    @property
    def price(self) -> str:
        """What the requests can cost at most, in words; before anything is asked."""
        teacher, requested = self._book.teacher, self.requested
        if teacher is None or teacher.rates == FREE:
            return f"{count(requested, 'request')} cost nothing"
        worst = worst_cost(self._book.request(0).params, teacher.rates)
        if worst is None:
            return f"what {count(requested, 'request')} cost is unknown"
        budget = teacher.budget
        limit = (
            "there is no budget" if budget is None else f"stops at {dollars(budget)}"
        )
        return (
            f"{count(requested, 'request')} cost at most {dollars(worst * requested)} "
            f"({dollars(worst)} each, mostly far less); {limit}"
        )

    @property
    def may_be_billed(self) -> float:
        """Dollars at most for calls of which a killed runner could not tell the end."""
        status = self.status
        with self._lock:
            return self.book.lost_cost(
                status.run if status and self.is_running else None
            )

    @property
    def quality(self) -> Quality:
        """What the filters say of all replies so far."""
        book = self.book
        version, judged = book.version, self._judged
        if judged is None or judged[0] != version:
            # Not under the lock: this takes a second for 2,000 rows.
            judged = self._judged = version, judge(book)
        return judged[1]

    @property
    def rows(self) -> list[Example]:
        """The rows that survive everything, at most as many as are wanted."""
        return [row.example for row in self.quality.kept]

    @property
    def examples(self) -> list[Example]:
        """The gold seeds and the rows, each with the key ``seed`` of its family."""
        seeds = self._plan["seeds"]
        gold = [
            {**seed, "id": id_of(seed), "seed": id_of(seed), "generator": "gold"}
            for seed in seeds
        ]
        return [*gold, *self.rows]

    @property
    def estimate(self) -> Estimate | None:
        """What the whole run needs, from the replies so far."""
        return estimate_of(self.book, self.quality)

    def provenance(self, review: Any = None) -> list[dict[str, Any]]:
        """Where each of `rows` comes from, as JSON values.

        Parameters
        ----------
        review : ReviewSession, optional
            Its decisions are added.
        """
        rows = self.quality.kept
        said = _decisions(review)
        with self._lock:
            return [provenance_of(row, self._book, said.get(row.id)) for row in rows]

    def open_answers(self) -> list[Answer]:
        """Requests without a reply on the disk."""
        with self._lock:
            return [each for each in self.book.answers() if each.is_open]

    def of_outcomes(self, names: Sequence[str]) -> list[Answer]:
        """Replies that have become one of these."""
        with self._lock:
            answers = list(self.book.answers())
        return [each for each in answers if each.name in names and not each.is_open]

    def commit(self) -> None:
        """Have the plan in the journal before anything is asked by it."""
        with self._lock:
            self._book.refresh()
            if not self._is_ours(self._book.head_on_disk):
                self._refuse_other_run()
                self._book.journal.append([{**self._plan, "at": now()}])
                self._book.refresh()

    def _refuse_other_run(self) -> None:
        if self.is_running:
            raise ValueError(
                f"a run with other settings is at work on {self.path.name}; stop it "
                "first, or give another journal"
            )


def _decisions(review: Any) -> Mapping[str, str]:
    """What a review says of each row, by the row's id."""
    if review is None:
        return {}
    said = ((row, review.state(row).outcome) for row in range(len(review.examples)))
    return {str(review.examples[row].get("id")): each for row, each in said if each}
