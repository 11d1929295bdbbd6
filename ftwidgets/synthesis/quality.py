"""Which replies become rows? Every one has a verdict of every filter it came to.

The three levels of the lesson first, on the seeds and the new rows together, then the
novelty gate of Self-Instruct: a row must be new beside every seed and every row kept.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ftwidgets.curation import Drop
from ftwidgets.datasets import Dataset
from ftwidgets.examples import Example, chat, texts
from ftwidgets.pipeline import curate
from ftwidgets.recipes import Recipe
from ftwidgets.synthesis.book import Answer, Book
from ftwidgets.synthesis.novelty import NOVELTY_LIMIT, NoveltyGate
from ftwidgets.synthesis.requests import Plan

ID_DIGITS = 16
"""Digits of a request's hash that a row is called by."""

LEVELS = ("validation", "scoring", "deduplication", "novelty")
"""Where a row can fall, in this order."""


@dataclass(frozen=True, slots=True)
class Row:
    """A reply that could be read as an example, and what the filters said.

    Attributes
    ----------
    example : dict
        Chat example with its ``id``, ``seed`` and ``generator``.
    answer : Answer
        Where it came from.
    level : str
        One of `LEVELS` where it fell; empty if it passed all.
    code, message : str
        Why it fell.
    score : float or None
        Of level 2.
    seed_similarity : float
        ROUGE-L F1 of its user text with the closest seed.
    pool_similarity : float or None
        The same with the closest row kept before; ``None`` where it fell earlier.
    partner : str or None
        Id of the seed or row that it repeats.
    """

    example: Example
    answer: Answer
    level: str
    code: str
    message: str
    score: float | None
    seed_similarity: float
    pool_similarity: float | None
    partner: str | None

    @property
    def id(self) -> str:
        """Of the example."""
        return self.example["id"]

    @property
    def passed(self) -> bool:
        """Whether no filter has dropped it."""
        return not self.level


@dataclass(frozen=True)
class Quality:
    """What the filters made of all replies so far.

    Attributes
    ----------
    answers : list of Answer
        All requests, as they stood.
    rows : list of Row
        Of the replies that could be read, in the order of the plan.
    wanted : int
        How many rows are wanted.
    """

    answers: list[Answer]
    rows: list[Row]
    wanted: int

    @property
    def survivors(self) -> list[Row]:
        """Rows that passed everything."""
        return [row for row in self.rows if row.passed]

    @property
    def kept(self) -> list[Row]:
        """The first survivors, as many as are wanted."""
        return self.survivors[: self.wanted]

    @property
    def funnel(self) -> dict[str, int]:
        """Replies that came to rows, by the level they fell at, and what is left."""
        fallen = Counter(row.level for row in self.rows)
        passed = {level: fallen[level] for level in LEVELS}
        spare = len(self.survivors) - len(self.kept)
        return {**passed, "spare": spare, "kept": len(self.kept)}


def judge(book: Book, recipe: Recipe | None = None) -> Quality:
    """Put every reply of a run through all filters.

    Parameters
    ----------
    book : Book
        With a plan.
    recipe : Recipe, optional
        Filters of the three levels; the standard ones by default.
    """
    plan = book.plan
    if plan is None:
        raise ValueError(f"{book.journal.path} holds no plan yet")
    answers = list(book.answers())
    read = [answer for answer in answers if answer.name == "ok"]
    examples = [example_of(answer, plan, book.head) for answer in read]
    recipe = recipe or Recipe.from_json(book.head["recipe"])
    # The seeds come first and win: a row that repeats one falls, never the seed.
    recipe = recipe.change(keep="first", task=plan.task, reviews=())
    curation = curate(Dataset.of([*plan.seeds, *examples]), recipe)
    drop_of = {each.record: each for each in curation.dropped}
    names = [*plan.ids, *(example["id"] for example in examples)]
    gate = NoveltyGate([user_text(seed) for seed in plan.seeds])
    pooled: list[str] = []
    rows = []
    for at, (answer, example) in enumerate(zip(read, examples, strict=True)):
        record = at + len(plan.seeds)
        drop = drop_of.get(record)
        verdict = _of_levels(drop, names) if drop else _new(gate, example, plan, pooled)
        if drop:
            verdict["seed_similarity"] = gate.closest_seed(user_text(example))[0]
        rows.append(Row(example, answer, score=curation.scores.get(record), **verdict))
    return Quality(answers, rows, int(book.head["wanted"]))


def example_of(answer: Answer, plan: Plan, head: dict[str, Any]) -> Example:
    """The training example of a reply; the seed's system message stays with it."""
    outcome, request = answer.outcome, answer.request
    if outcome is None or outcome.user is None or outcome.reply is None:
        raise ValueError(f"request {request.number + 1} has no reply that can be read")
    system = [("system", text) for text in texts(request.seed, ("system",))]
    turns = [*system, ("user", outcome.user), ("assistant", outcome.reply)]
    generator = head["teacher"]["kind"]
    if generator == "claude":
        generator = outcome.model or str(request.params.get("model"))
    name = request.hash[:ID_DIGITS]
    return chat(*turns, id=name, seed=request.seed_id, generator=generator)


def user_text(example: Example) -> str:
    """What the novelty gate compares."""
    return "\n".join(texts(example, ("user",)))


def _of_levels(drop: Drop, names: Sequence[str]) -> dict[str, Any]:
    level = drop.level if drop.level in LEVELS else "validation"
    partner = None if drop.partner is None else names[drop.partner]
    said = {"level": level, "code": drop.code, "message": drop.message}
    return {**said, "pool_similarity": None, "partner": partner}


def _new(
    gate: NoveltyGate, example: Example, plan: Plan, pooled: list[str]
) -> dict[str, Any]:
    """Verdict of the novelty gate; a row that is new joins the pool."""
    found = gate.judge(user_text(example))
    verdict = {
        "level": "",
        "code": "",
        "message": "",
        "seed_similarity": found.seed_similarity,
        "pool_similarity": found.pool_similarity,
        "partner": None,
    }
    if found.is_new:
        pooled.append(example["id"])
        return verdict
    if found.seed_similarity >= NOVELTY_LIMIT:
        partner, number = plan.ids[found.seed], found.seed_similarity
        sentence = f"ROUGE-L {number:.2f} to seed {partner}"
        return verdict | {
            "level": "novelty",
            "code": "near_seed",
            "message": sentence,
            "partner": partner,
        }
    partner, number = pooled[found.pool_row], found.pool_similarity
    return verdict | {
        "level": "novelty",
        "code": "near_row",
        "message": f"ROUGE-L {number:.2f} to row {partner}, which is kept",
        "partner": partner,
    }
