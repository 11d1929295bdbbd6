"""How does one make examples, step by step, and read what came of it?

A `Generation` only looks at a journal and starts a process that fills it. Made again,
in another kernel or a second tab, it stands where the first one does.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ftwidgets.files.writing import jsonl_bytes, write_file
from ftwidgets.journals.lines import now
from ftwidgets.recipes import Recipe
from ftwidgets.synthesis.book import Answer
from ftwidgets.synthesis.estimates import PILOT, Estimate
from ftwidgets.synthesis.pasting import Pasting
from ftwidgets.synthesis.plans import check_seeds, plan_entry, seeds_of
from ftwidgets.synthesis.processes import start_runner
from ftwidgets.synthesis.ready import READY
from ftwidgets.synthesis.rounds import MOST_PER_ROW
from ftwidgets.synthesis.teachers import Teacher
from ftwidgets.tasks import Task
from ftwidgets.workspaces import workspace

STOP_SECONDS = 2.0
"""A run that has begun says so in this time."""

LOOK_SECONDS = 0.05
"""How often `Generation.wait` looks."""


class Generation(Pasting):
    """One journal of requests and replies, and what came of them.

    Nothing is asked, and nothing paid, before `preview`, `pilot` or `start`.

    Parameters
    ----------
    task : Task or str
        What the rows are for; the kind of a ready-made task, such as
        ``"classification"``.
    seeds : list of dict or GoldSeeds
        The gold seeds.
    teacher : Teacher
        `TemplateTeacher`, `PasteTeacher` or `ClaudeTeacher`.
    n : int
        Rows that are wanted besides the seeds; twice as many are asked for at first.
    journal : path-like
        Where every reply is written before it is read; a relative path starts from
        the workspace.
    random_seed : int
        Decides the order of the attributes.
    recipe : Recipe, optional
        The three levels' settings; the standard ones by default.
    most : int, optional
        Requests at most; four times `n` by default.

    Raises
    ------
    ValueError
        The arguments do not fit together, the file is no journal of replies, or a run
        with other settings is at work on it.

    Examples
    --------
    >>> import tempfile
    >>> from ftwidgets.synthesis.template import TemplateTeacher
    >>> from ftwidgets.seeds.sources import shipped
    >>> seeds = [each.example for each in shipped("classification")]
    >>> journal = Path(tempfile.mkdtemp(), "replies.jsonl")
    >>> run = Generation("classification", seeds, TemplateTeacher(), 10, journal)
    >>> run.start().wait().phase
    'done'
    >>> len(run.rows), len(run.examples)
    (10, 30)
    """

    def __init__(
        self,
        task: Task | str,
        seeds: Any,
        teacher: Teacher,
        n: int = 180,
        journal: str | os.PathLike[str] = "replies.jsonl",
        *,
        random_seed: int = 0,
        recipe: Recipe | None = None,
        most: int | None = None,
    ) -> None:
        if isinstance(task, str):
            if task not in READY:
                raise ValueError(
                    f"ready-made tasks are {', '.join(READY)}; got {task!r}. For your "
                    "own give an ft.Task with a description"
                )
            task = READY[task]
        most = MOST_PER_ROW * n if most is None else most
        seeds = seeds_of(seeds)
        check_seeds(task, seeds)
        plan = plan_entry(
            task, seeds, teacher, n, random_seed, most, recipe or Recipe.STANDARD
        )
        super().__init__(workspace() / Path(journal).expanduser(), plan)
        self.task, self.teacher, self.seeds = task, teacher, seeds

    def __repr__(self) -> str:
        where = f"{self.answered:,} of {self.requested:,} answered"
        what = f"{where}, {self.phase}, {self.cost_text}"
        return f"Generation({self.teacher.kind}: {what})"

    # What one can do

    def preview(self, k: int = 3) -> list[Answer]:
        """Ask the first `k` requests only; they are part of the run, never wasted."""
        if k < 1:
            return []
        self.start(limit=k).wait()
        return [self.book.answer(number) for number in range(min(k, self.requested))]

    def pilot(self, calls: int = PILOT) -> Estimate | None:
        """Ask a few requests, and tell from them what all will cost."""
        self.start(limit=calls).wait()
        return self.estimate

    def start(self, limit: int | None = None) -> "Generation":
        """Start a runner, or attach to the one that is at work; returns at once.

        Parameters
        ----------
        limit : int, optional
            Only the first so many requests.

        Raises
        ------
        ValueError
            The teacher cannot do it, or nobody knows what it would cost.
        JournalError
            The disk refuses the journal; nothing is asked then.
        """
        if limit is not None and limit < 1:
            raise ValueError(f"limit must be at least 1, got {limit!r}")
        self.teacher.check(self.task, self.seeds)
        self.commit()
        if not self.is_running:
            start_runner(self.path, self.beside, limit, _address(self.teacher))
        return self

    def stop(self) -> None:
        """No new call; what is in flight is waited for. A second time: leave it."""
        end = time.monotonic() + STOP_SECONDS
        while self.is_running and time.monotonic() < end:
            status = self.status
            if status is not None and status.phase != "finished":
                asked = self.beside.stops_asked(status.run)
                self.beside.ask_to_stop(status.run, asked + 1)
                return
            time.sleep(LOOK_SECONDS)  # it has only just begun, or is about to end

    def wait(self, seconds: float | None = None) -> "Generation":
        """Wait until nobody is at work; an interrupt leaves the run at work.

        Parameters
        ----------
        seconds : float, optional
            At most so long.
        """
        end = None if seconds is None else time.monotonic() + seconds
        while self.is_running and (end is None or time.monotonic() < end):
            time.sleep(LOOK_SECONDS)
        return self

    def ask_again(self, names: Sequence[str] = ("invalid",)) -> int:
        """Have replies of these outcomes asked again, at the next `start`; how many.

        Their replies stay in the journal, and what they cost stays in the sum;
        `estimate` says what another call costs.
        """
        if self.is_running:
            raise ValueError("a run is at work; stop it before replies are asked again")
        chosen = self.of_outcomes(names)
        children = [[each.request.seed_id, each.request.child] for each in chosen]
        if children:
            self.commit()
            entry = {"is": "again", "children": children, "at": now()}
            self.book.journal.append([entry])
        return len(children)

    def review(
        self, percent: float = 10, journal: str | os.PathLike[str] | None = None
    ) -> Any:
        """A `ReviewSession` on the rows, at a random share of them.

        Parameters
        ----------
        percent : float
            The lesson: look at 10 % with your own eyes.
        journal : path-like, optional
            Of the labels; beside the replies by default.
        """
        from ftwidgets.review import Queue, ReviewSession

        place = journal or self.path.with_name(f"{self.path.stem}-review.jsonl")
        queue = Queue("audit", percent=percent)
        return ReviewSession(self.rows, place, task=self.task, queue=queue)

    def write(self, path: str | os.PathLike[str], review: Any = None) -> Path:
        """Write seeds and rows as JSON Lines, and their provenance beside them.

        Returns
        -------
        Path
            Of the rows; a relative path starts from the workspace.
        """
        place = (workspace() / Path(path).expanduser()).resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f"{place.stem}.provenance.jsonl")
        write_file(beside, jsonl_bytes(self.provenance(review)))
        write_file(place, jsonl_bytes(self.examples))
        return place


def generate(
    task: Task | str,
    seeds: Any,
    teacher: Teacher,
    n: int = 180,
    journal: str | os.PathLike[str] = "replies.jsonl",
    **more: Any,
) -> Generation:
    """Prepare to make `n` rows from gold seeds; see `Generation`.

    Nothing is asked yet: ``.preview()`` shows three examples with their exact cost,
    ``.start()`` begins, ``.wait()`` waits, and ``.rows`` has what survived.

    Examples
    --------
    >>> from ftwidgets.seeds.sources import shipped
    >>> from ftwidgets.synthesis.template import TemplateTeacher
    >>> seeds = [each.example for each in shipped("style_matching")]
    >>> import tempfile; path = Path(tempfile.mkdtemp(), "replies.jsonl")
    >>> generate("style_matching", seeds, TemplateTeacher(), 5, path)
    Generation(template: 0 of 10 answered, ready, $0.00)
    """
    return Generation(task, seeds, teacher, n, journal, **more)


def _address(teacher: Teacher) -> str | None:
    return getattr(teacher, "base_url", None)
