"""What did the teacher reply, what became of it, and which filter caught what?"""

from collections import Counter, defaultdict
from collections.abc import Callable

from ftwidgets.examples import reply_of
from ftwidgets.literals import preview
from ftwidgets.synthesis.book import OUTCOMES
from ftwidgets.synthesis.codes import CODES
from ftwidgets.synthesis.generation import Generation
from ftwidgets.synthesis.lesson_call import break_lesson_call
from ftwidgets.synthesis.prices import dollars
from ftwidgets.synthesis.quality import LEVELS, user_text
from ftwidgets.synthesis.requests import Request
from ftwidgets.synthesis.truth import KEPT, READING, caught_by_filter, fates_by_defect
from ftwidgets.tables.frame import Table, table

SAID = 160
"""So many characters of what a call came to."""


def replies(run: Generation) -> Table:
    """Requests by what became of them, why, and what they cost; all of them.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.synthesis import TemplateTeacher, generate
    >>> from ftwidgets.seeds.sources import shipped
    >>> seeds = [each.example for each in shipped("classification")]
    >>> journal = pathlib.Path(tempfile.mkdtemp(), "replies.jsonl")
    >>> replies(generate("classification", seeds, TemplateTeacher(), 5, journal))
       outcome  requests        reasons   cost
    0  pending        10  not asked yet  $0.00
    """
    answers = list(run.quality.answers)
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    costs: dict[str, list[float | None]] = defaultdict(list)
    for answer in answers:
        words = "not asked yet"
        if answer.outcome is not None:
            words = CODES[answer.outcome.code][1]
            costs[answer.name].append(answer.outcome.cost)
        elif answer.entry is not None:
            words = str(answer.entry.get("message") or "may be billed")
            costs[answer.name].append(answer.entry.get("worst"))
        reasons[answer.name][words] += 1
    rows = [
        (
            name,
            sum(reasons[name].values()),
            ", ".join(
                f"{n:,} {why}" if name == "invalid" else why
                for why, n in reasons[name].most_common()
            ),
            _sum(costs[name]),
        )
        for name in OUTCOMES
        if reasons[name]
    ]
    columns = ("outcome", "object"), ("requests", "int64")
    return table(dict([*columns, ("reasons", "object"), ("cost", "object")]), rows)


def made(run: Generation) -> Table:
    """Every reply that could be read: its seed, its texts, and where it fell."""
    rows = [
        (
            row.answer.request.number + 1,
            row.answer.request.seed_id,
            preview(user_text(row.example)),
            preview(reply_of(row.example)),
            row.level or KEPT,
            row.message,
            round(row.seed_similarity, 2),
        )
        for row in run.quality.rows
    ]
    columns = {"request": "int64"} | dict.fromkeys(
        ("seed", "text", "reply", "fell at", "why"), "object"
    )
    return table({**columns, "to the closest seed": "float64"}, rows)


def filters(run: Generation, truth: Callable[[Request], str | None]) -> Table:
    """Precision and recall of each filter against defects put in on purpose.

    Of the replies that came to a filter some have a defect; of those that it dropped,
    the ones with a defect are hits. Precision is hits by dropped, recall is hits by
    defects.
    """
    rows = [
        (
            each.filter,
            each.came,
            each.defects,
            each.dropped,
            each.hits,
            _share(each.precision),
            _share(each.recall),
        )
        for each in caught_by_filter(run.quality, truth)
    ]
    numbers = ("came", "defects", "dropped", "hits")
    columns = {"filter": "object"} | dict.fromkeys(numbers, "int64")
    return table({**columns, "precision": "object", "recall": "object"}, rows)


def defects(run: Generation, truth: Callable[[Request], str | None]) -> Table:
    """Each kind of defect: how many were put in, and where they fell.

    Levels 1 to 3 are validation, scoring and deduplication.
    """
    rows = [
        (kind, fell.total(), *(fell[name] for name in (READING, *LEVELS, KEPT)))
        for kind, fell in fates_by_defect(run.quality, truth).items()
    ]
    names = ("put in", READING, "level 1", "level 2", "level 3", "novelty", KEPT)
    return table({"defect": "object"} | dict.fromkeys(names, "int64"), rows)


def broken_calls() -> Table:
    """The lesson's teacher call and the repaired one, on four replies of today."""
    rows = [
        (each.title, preview(each.lesson, SAID), preview(each.repaired, SAID))
        for each in break_lesson_call()
    ]
    names = ("what is different", "the lesson's call", "the repaired call")
    return table(dict.fromkeys(names, "object"), rows)


def _share(number: float | None) -> str:
    return "" if number is None else f"{number:.2f}"


def _sum(costs: list[float | None]) -> str:
    known = [cost for cost in costs if cost is not None]
    unknown = len(costs) - len(known)
    text = dollars(sum(known))
    return f"{text} and {unknown:,} unknown" if unknown else text
