"""Who will be asked, for what, and with what money? Said before anything is asked."""

from collections.abc import Callable
from typing import Any

from ftwidgets.examples import count
from ftwidgets.literals import literal, preview
from ftwidgets.synthesis.claude import DEFAULT_HOST
from ftwidgets.synthesis.generation import Generation
from ftwidgets.synthesis.models import preflight
from ftwidgets.synthesis.prices import PRICES_DATE, dollars
from ftwidgets.synthesis.reply_pages import Page

Lines = list[tuple[str, str]]


def ready_page(run: Generation) -> Page:
    """What does not change while a run is looked at.

    Returns
    -------
    dict
        ``teacher`` and ``about`` in a sentence or two, ``facts`` as titles with a
        line each, and ``notices`` with a tone, which one must know before the first
        call.
    """
    tell: dict[str, Callable[[Any], Page]] = {
        "template": _template,
        "claude": _claude,
        "paste": _paste,
    }
    told = tell[run.teacher.kind](run.teacher)
    facts = [*told["facts"], *_asked(run)]
    return {
        "kind": run.teacher.kind,
        "teacher": literal(told["teacher"]),
        "about": literal(told["about"]),
        "notices": [
            {"tone": tone, "text": literal(text)} for tone, text in told["notices"]
        ],
        "facts": [[title, literal(text)] for title, text in facts],
        "task": preview(run.task.name, 60),
        "file": preview(run.path.name, 60),
        "concurrency": run.teacher.concurrency,
    }


def _template(teacher: Any) -> Page:
    return {
        "teacher": "Template teacher",
        "about": (
            "It is a template, not a language model: it sets sentences together that "
            "people wrote beforehand. It costs nothing and needs no key and no network."
        ),
        "notices": [],
        "facts": [],
    }


def _paste(teacher: Any) -> Page:
    return {
        "teacher": preview(teacher.name, 60),
        "about": (
            "You copy the prompts into the assistant you have, and paste what it "
            "replies. Nothing is sent from here, and no key is needed."
        ),
        "notices": [],
        "facts": [],
    }


def _claude(teacher: Any) -> Page:
    notice, notices = preflight(teacher.model), []
    if notice.status != "active":
        tone = "warning" if notice.may_run else "error"
        notices.append((tone, notice.sentence))
    if teacher.host != DEFAULT_HOST:
        notices.append(
            (
                "warning",
                f"Your key and your texts go to {teacher.host}, not to {DEFAULT_HOST}.",
            )
        )
    return {
        "teacher": preview(teacher.model, 60),
        "about": "Every call is paid for. Each reply is on the disk before it is read.",
        "notices": notices,
        "facts": [("Budget", _budget(teacher)), ("Price", _price(teacher))],
    }


def _budget(teacher: Any) -> str:
    if teacher.budget is None:
        return "no limit"
    return f"{dollars(teacher.budget)} for all calls of this journal"


def _price(teacher: Any) -> str:
    rates = teacher.rates
    if rates is None:
        return "unknown"
    return (
        f"{dollars(rates.input)} for a million tokens read, {dollars(rates.output)} "
        f"written (as of {PRICES_DATE})"
    )


def _asked(run: Generation) -> Lines:
    head = run.book.head
    seeds, wanted = count(len(run.seeds), "seed"), f"{head['wanted']:,}"
    each = f"; each call shows all {len(run.seeds):,}" if run.teacher.shows_gold else ""
    return [
        ("Task", preview(f"{run.task.name}: {run.task.description}", 160)),
        ("Seeds", f"{seeds}{each}"),
        ("Asked for", f"{wanted} rows, by at most {head['most']:,} requests"),
        ("Journal", preview(run.path.name, 80)),
    ]
