"""What do the cells of the last notebook work on, and who writes for it?

The learner's own seeds, or ours as practice while theirs are not ready.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ftwidgets.datasets import Dataset
from ftwidgets.examples import Example, shorten, texts
from ftwidgets.lesson.workshop.assembly import ROWS, recipe_for
from ftwidgets.pipeline import curate
from ftwidgets.seeds.gold import GOAL
from ftwidgets.seeds.sources import shipped
from ftwidgets.synthesis.book import Book
from ftwidgets.synthesis.paste import PasteTeacher
from ftwidgets.synthesis.plans import check_seeds
from ftwidgets.synthesis.ready import READY, is_ready
from ftwidgets.synthesis.teachers import Teacher
from ftwidgets.synthesis.template import TemplateTeacher
from ftwidgets.tasks import Task

MOST_SEEDS = ROWS // 2
"""Of more seeds there is little left to generate."""

MISTAKES: Mapping[str, float] = {
    "fenced_json": 0.03,
    "truncated_json": 0.03,
    "refusal": 0.03,
    "near_duplicate_of_seed": 0.05,
    "near_duplicate_of_child": 0.08,
}
"""Mistakes that our templates make here on purpose: only such as the filters find."""

PRACTICE = "classification"
"""Kind of task that is practised while nothing is chosen."""

OURS = "shipped"
"""Origin of the seeds that came with the project."""

REPLIES = "replies.jsonl"

REVIEW = "review.jsonl"


@dataclass(frozen=True)
class Job:
    """What the cells work on: the learner's own dataset, or practice.

    Attributes
    ----------
    task : Task
    seeds : list of dict
    place : Path
        Folder of all its files.
    is_practice : bool
        Whether the seeds are ours, because the learner's are not ready.
    """

    task: Task
    seeds: list[Example]
    place: Path
    is_practice: bool


def practice(kind: str, folder: Path) -> Job:
    """Our seeds of a kind of task, in a folder apart.

    Examples
    --------
    >>> len(practice("classification", Path("somewhere")).seeds)
    20
    """
    seeds = [each.example for each in shipped(kind) if each.example]
    return Job(READY[kind], seeds, folder / "practice" / kind, is_practice=True)


def teacher_for(job: Job) -> Teacher:
    """Whoever was asked for these seeds before; else templates, or a paste.

    Examples
    --------
    >>> teacher_for(practice("classification", Path("somewhere"))).kind
    'template'
    """
    usual = TemplateTeacher(MISTAKES) if is_ready(job.task) else PasteTeacher()
    return _teacher_before(job) or usual


def _teacher_before(job: Job) -> Teacher | None:
    """Whoever was asked for these seeds, as the journal on the disk says."""
    if not (job.place / REPLIES).exists():
        return None
    book = Book(job.place / REPLIES)
    book.refresh()
    head = book.head_on_disk
    same = head.get("seeds") == job.seeds and head.get("task") == job.task.to_dict()
    return book.teacher if same else None


def fault_of(seeds: Sequence[Example], task: Task) -> str:
    """What is not right about the learner's seeds; empty where they are ready.

    Examples
    --------
    >>> fault_of([], Task())
    'your gold seeds are 0 of 20 so far'
    """
    if len(seeds) < GOAL:
        return f"your gold seeds are {len(seeds)} of {GOAL} so far"
    if len(seeds) > MOST_SEEDS:
        return (
            f"you have {len(seeds):,} gold seeds, and at most {MOST_SEEDS} leave room "
            f"for generated rows among the {ROWS}"
        )
    curation = curate(Dataset.of(seeds), recipe_for(task))
    if curation.dropped:
        drop = curation.dropped[0]
        text = shorten(" ".join(texts(seeds[drop.record], ("user",))), 40)
        return f"gold seed {drop.record + 1} (“{text}”) falls: {drop.message}"
    try:
        check_seeds(task, seeds)
        if is_ready(task):
            TemplateTeacher().check(task, seeds)
    except ValueError as error:
        return str(error)
    return ""
