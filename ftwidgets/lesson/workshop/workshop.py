"""Which dataset does the learner build, and where does it stand?

What is chosen, written and generated is on the disk: a workshop made again, in another
kernel or another notebook, stands where the last one did. While seeds are missing it
goes on with ours, as practice, in a folder apart.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ftwidgets.curation import Curation
from ftwidgets.examples import Example, canonical_json, count, fingerprint, shorten
from ftwidgets.exporting import CARD_FOR_PEOPLE
from ftwidgets.files.writing import write_file
from ftwidgets.lesson.workshop import choices, jobs, pages
from ftwidgets.lesson.workshop.assembly import ROWS, assemble, filtered, write_rows
from ftwidgets.lesson.workshop.certificate import certify
from ftwidgets.lesson.workshop.choices import GOLD
from ftwidgets.lesson.workshop.jobs import REPLIES, REVIEW, Job
from ftwidgets.lesson.workshop.owners import owners_of
from ftwidgets.lesson.workshop.pages import Page
from ftwidgets.literals import name_hidden
from ftwidgets.review import Queue, ReviewSession
from ftwidgets.review.sources import annotator_name
from ftwidgets.seeds import GoldSeeds
from ftwidgets.seeds.gold import GOAL
from ftwidgets.seeds.sources import fitting
from ftwidgets.splitting import Split
from ftwidgets.synthesis.generation import Generation
from ftwidgets.synthesis.ready import READY
from ftwidgets.synthesis.teachers import Teacher
from ftwidgets.tasks import Task
from ftwidgets.workspaces import workspace


class Workshop:
    """The dataset of the lesson's exercise: from a task to files, step by step.

    Parameters
    ----------
    learner : str, optional
        $FTWIDGETS_USER, else the login name.
    folder : path-like, optional
        The workspace by default.

    Attributes
    ----------
    learner : str
    folder : Path
        Where everything lies: ``<learner>-dataset``, with a folder for each task. A
        name that no folder can have is marked, so that two learners never share one.

    Examples
    --------
    >>> import tempfile
    >>> mine = Workshop("mira", tempfile.mkdtemp())
    >>> mine.missing
    'no task is chosen yet'
    >>> mine.choose("style_matching").missing
    'your gold seeds are 0 of 20 so far'
    >>> mine.use_ours().missing
    ''
    """

    def __init__(
        self, learner: str | None = None, folder: str | os.PathLike[str] | None = None
    ) -> None:
        self.learner = annotator_name(learner)
        home = Path(folder).expanduser() if folder is not None else workspace()
        self.folder = home.absolute() / choices.folder_of(self.learner)
        self._fault = "", ""
        self._asked: Teacher | None = None
        self._run: tuple[str, Generation] | None = None
        self._filtered: tuple[Generation, int, Curation] | None = None
        self._listeners: list[Callable[[], None]] = []

    def __repr__(self) -> str:
        missing = self.missing
        if not missing:
            seeds = count(len(self.seeds), "gold seed")
            line = f"Your dataset: {shorten(self.task.name)}, {seeds}."
        else:
            line = (
                f"Not your dataset yet: {missing}. Until then the cells below go on "
                "with 20 seeds of ours, as practice."
            )
        return name_hidden(line)

    # The task and the seeds

    @property
    def choice(self) -> choices.Choice:
        """What was chosen, as it is on the disk."""
        return choices.read_choice(self.folder / "task.json")

    @property
    def task(self) -> Task:
        """The chosen task; the one to practise on while there is none."""
        return self.choice.task or READY[jobs.PRACTICE]

    def choose(self, kind: str) -> "Workshop":
        """Choose one of the ready-made tasks, or ``"own"`` once it is described."""
        self._write_choice(kind)
        return self

    def choose_own(
        self, name: str, description: str, labels: Sequence[str] = ()
    ) -> "Workshop":
        """Choose a task of your own; see `choices.own_task`."""
        self._write_choice(choices.OWN, choices.own_task(name, description, labels))
        return self

    def _write_choice(self, chosen: str, own: Task | None = None) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        choices.write_choice(self.folder / "task.json", chosen, own)
        for told in list(self._listeners):
            told()

    def listen(self, told: Callable[[], None]) -> Callable[[], None]:
        """Have a function called whenever a task is chosen here; gives what ends it."""
        self._listeners.append(told)

        def stop() -> None:
            if told in self._listeners:
                self._listeners.remove(told)

        return stop

    @property
    def seed_counts(self) -> dict[str, int]:
        """How many seeds are on the disk for each choice."""
        return choices.seed_counts(self.folder, self.choice.own)

    @property
    def place(self) -> Path:
        """Folder of the chosen task."""
        return self.folder / (self.choice.folder or jobs.PRACTICE)

    @property
    def seeds(self) -> GoldSeeds:
        """The learner's own gold seeds of the task."""
        return GoldSeeds(self.task, self.place / GOLD, GOAL, self.learner)

    def use_ours(self) -> "Workshop":
        """Put our example seeds of the task beside those there are, named as ours."""
        seeds = self.seeds
        there = {fingerprint(seed) for seed in seeds.seeds}
        new = [
            (each.example, each.source)
            for each in fitting(self.task)
            if each.example and fingerprint(each.example) not in there
        ]
        seeds.add_all(new, "shipped")
        return self

    @property
    def missing(self) -> str:
        """What the dataset cannot begin without; empty where all is there."""
        if not self.choice.chosen:
            return "no task is chosen yet"
        try:
            task, seeds = self.task, self.seeds.seeds
        except ValueError as error:
            return f"{GOLD} cannot be read: {error}"
        key = canonical_json([task.to_dict(), seeds])
        if self._fault[0] != key:
            self._fault = key, jobs.fault_of(seeds, task)
        return self._fault[1]

    @property
    def job(self) -> Job:
        """The learner's own task and seeds; ours where theirs are not ready."""
        if not self.missing:
            return Job(self.task, self.seeds.seeds, self.place, is_practice=False)
        chosen = self.choice.chosen
        return jobs.practice(chosen if chosen in READY else jobs.PRACTICE, self.folder)

    # From 20 to 200

    def generate(self, teacher: Teacher | None = None) -> Generation:
        """Prepare the run that expands the seeds; see `ftwidgets.generate`.

        Parameters
        ----------
        teacher : Teacher, optional
            By default whoever was asked before for these seeds; else `TemplateTeacher`
            for the ready-made tasks, with a few mistakes made on purpose, and
            `PasteTeacher` for a task of your own.
        """
        job = self.job
        self._asked = teacher
        teacher = teacher or jobs.teacher_for(job)
        told = [job.task.to_dict(), job.seeds, teacher.kind, teacher.settings()]
        key = canonical_json([*told, str(job.place)])
        if self._run is None or self._run[0] != key:
            job.place.mkdir(parents=True, exist_ok=True)
            wanted, journal = ROWS - len(job.seeds), job.place / REPLIES
            run = Generation(job.task, job.seeds, teacher, wanted, journal)
            self._run = key, run
        return self._run[1]

    @property
    def run(self) -> Generation:
        """The run as it was prepared last, on the seeds there are now."""
        return self.generate(self._asked)

    def expand(self) -> Generation:
        """Have the rows written, where the teacher needs neither a person nor money."""
        run = self.run
        if run.teacher.kind == "template" and run.phase != "done":
            run.start()
        return run.wait()

    @property
    def filtered(self) -> Curation:
        """What the three levels make of your seeds and of all replies."""
        run = self.run
        version = run.book.version
        known = self._filtered
        if known is None or known[0] is not run or known[1] != version:
            known = self._filtered = run, version, filtered(run)
        return known[2]

    def review(self, percent: float = 10) -> ReviewSession:
        """A random share of the new rows to read; what is dropped there stays out."""
        queue = Queue("audit", percent=percent)
        return self._session(queue=queue)

    def _session(self, **options: Any) -> ReviewSession:
        run, place = self.run, self.job.place / REVIEW
        rows = [row.example for row in run.quality.survivors]
        return ReviewSession(rows, place, self.learner, task=run.task, **options)

    @property
    def new_rows(self) -> list[Example]:
        """Generated rows that passed everything, your own reading of them too."""
        if not (self.job.place / REVIEW).exists():
            return [row.example for row in self.run.quality.survivors]
        session = self._session()
        rows = range(len(session.examples))
        stay = (row for row in rows if session.state(row).outcome != "drop")
        return [session.edited(row) for row in stay]

    # From 200 to files

    def _assembled(self) -> tuple[list[Example], Split, str]:
        run = self.run
        return assemble(run.examples[: len(run.seeds)], self.new_rows)

    @property
    def rows(self) -> list[Example]:
        """The 200 rows, your seeds first; none while there are not enough."""
        return self._assembled()[0]

    @property
    def parts(self) -> Split:
        """Their split into 160, 20 and 20; empty while there are not enough."""
        return self._assembled()[1]

    def write(self) -> Page:
        """Write the files, and say where they are."""
        job = self.job
        rows, _, problem = self._assembled()
        if problem:
            return pages.unwritten_page(problem)
        name = f"{self.folder.name}-{job.place.name}"
        made = write_rows(rows, self.run, job.place, name)
        owners = owners_of(job.seeds)
        card = pages.made_page(self.run, self.filtered, made, owners)
        write_file(job.place / CARD_FOR_PEOPLE, f"{card.text}\n".encode())
        return pages.written_page(made, job.is_practice, self.missing)

    def build(self) -> "Workshop":
        """Expand, filter, split and write in one go.

        Raises
        ------
        ValueError
            Something is missing for it.
        """
        if missing := self.missing:
            raise ValueError(f"this cannot be built yet: {missing}")
        self.expand()
        self.write()
        return self

    @property
    def card(self) -> Page:
        """The card of the files that were written last."""
        return pages.card_page(self.job.place / CARD_FOR_PEOPLE)

    @property
    def certificate(self) -> Page:
        """What can be verified of your dataset; written beside it where all holds."""
        return certify(self)
