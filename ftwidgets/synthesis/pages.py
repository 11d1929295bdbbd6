"""What does a person see of a run? Plain JSON values for whatever screen there is.

A page is small, however many replies there are: numbers, reasons and the latest rows.
A single reply is asked for; see `ftwidgets.synthesis.reply_pages`.
"""

from bisect import bisect_right
from typing import Any

from ftwidgets.examples import count
from ftwidgets.literals import literal, preview
from ftwidgets.synthesis.book import OUTCOMES
from ftwidgets.synthesis.estimates import PILOT, estimate_of, in_words
from ftwidgets.synthesis.generation import Generation
from ftwidgets.synthesis.looks import Look
from ftwidgets.synthesis.novelty import NOVELTY_LIMIT
from ftwidgets.synthesis.outcome_pages import (
    again_page,
    cost_in_words,
    outcomes_page,
    remarks_on_cost,
)
from ftwidgets.synthesis.plans import plan_in_words
from ftwidgets.synthesis.prices import dollars
from ftwidgets.synthesis.reply_pages import (
    VERDICTS,
    WORDS,
    Page,
    cost_of,
    exact,
    example_page,
    line_page,
    verdicts_of,
)
from ftwidgets.synthesis.statuses import REASONS

LATEST = 7
"""So many rows are shown as they come."""

PREVIEWED = 3
"""So many examples are shown before one starts."""

BINS = 20
"""Of the similarity to the closest seed, from 0 to 1."""

NEXT = {
    "stopped": "Resume asks what is left; nothing that is on disk is asked again.",
    "abandoned": "Resume asks what was left; it counts as paid at its highest price.",
    "limit": "Resume asks the others; nothing that is on disk is asked again.",
    "budget": (
        "Give the teacher a larger budget, keep the journal, and run the cell again: "
        "nothing is bought twice."
    ),
    "low_acceptance": (
        "Read what was dropped and why, then change the task, the seeds or the teacher."
    ),
    "most": (
        "Use the rows there are, or allow more requests with most= and run the cell "
        "again: nothing is bought twice."
    ),
    "refused": "Nothing else was asked. Mend it, then try again.",
    "unreachable": (
        "See whether you are online, then resume; nothing that is on disk is asked "
        "again."
    ),
    "broken": (
        "Resume asks what is left. If it ends like this again, the log beside the "
        "journal says more."
    ),
    "disk": "Make room on the disk, then resume. What is counted here is on the disk.",
    "killed": (
        "The run ended without a word, as by a kill or a restart of the machine. "
        "Resume asks what is left; nothing that is on disk is asked again."
    ),
}
"""What to do where a run has ended and rows may be missing."""

TONES = {
    "refused": "error",
    "disk": "error",
    "broken": "error",
    "unreachable": "warning",
    "budget": "warning",
    "low_acceptance": "warning",
    "most": "warning",
    "killed": "warning",
}
"""How serious an end is; a note otherwise, and the usual end is none."""

ENDS_FOR_GOOD = ("done", "budget", "low_acceptance", "most")
"""After these a run that is resumed would end again at once."""


def view_page(look: Look, limit: int | None = None, trouble: str = "") -> Page:
    """All numbers of this moment.

    Parameters
    ----------
    look : Look
    limit : int, optional
        The run that is at work asks only so many.
    trouble : str
        Why nothing can be asked; see `trouble_of`.
    """
    phase = look.phase
    stage = _stage(look, phase, limit)
    return {
        "stage": stage,
        "phase": phase,
        "isWorking": look.is_working,
        "stops": look.stops,
        "limit": limit,
        "plan": plan_in_words(look.run.book.head | {"requested": look.requested}),
        "requested": look.requested,
        "answered": look.answered,
        "wanted": look.wanted,
        "usable": look.usable,
        "isJudged": look.quality is not None,
        "cost": cost_in_words(look.run, look.cost),
        "costPerRow": _cost_per_row(look),
        "budget": _budget(look.run),
        "timeLeft": _time_left(look),
        "inFlight": look.status.in_flight if look.status and look.is_working else 0,
        "waiting": _waiting(look),
        "sum": sum_page(look),
        "filters": filters_page(look),
        "outcomes": outcomes_page(look),
        "remarks": remarks_on_cost(look),
        "again": again_page(look),
        "latest": _latest(look),
        "histogram": histogram_page(list(look.similarities.values())),
        "ended": _ended(look, phase),
        "isResumable": _is_resumable(look, phase, trouble),
        "trouble": literal(trouble),
        "preview": _preview(look) if stage == "preview" else None,
    }


def trouble_of(run: Generation) -> str:
    """Why the run's teacher cannot be asked; empty where it can."""
    try:
        run.teacher.check(run.task, run.seeds)
    except ValueError as error:
        return str(error)
    return ""


def sum_page(look: Look) -> Page:
    """All requests as a sum, which is done anew: it adds up, or the page says so."""
    counts = look.counts
    parts = [[name, counts[name], WORDS[name]] for name in OUTCOMES if counts[name]]
    found = sum(counts[name] for name in OUTCOMES)
    terms = " + ".join(f"{number:,} {word}" for _, number, word in parts) or "0"
    return {
        "total": look.requested,
        "parts": parts,
        "found": found,
        "addsUp": found == look.requested,
        "words": f"{look.requested:,} requested = {terms}",
    }


def filters_page(look: Look) -> Page | None:
    """What the filters made of the replies that are rows, as a sum."""
    if look.quality is None or not look.quality.rows:
        return None
    funnel = look.quality.funnel
    order = sorted(funnel, key=lambda name: (name != "kept", name != "spare"))
    parts = [[name, funnel[name], VERDICTS[name]] for name in order if funnel[name]]
    total, found = len(look.quality.rows), sum(funnel.values())
    return {"total": total, "parts": parts, "found": found, "addsUp": found == total}


def histogram_page(similarities: list[float]) -> Page:
    """How close rows are to a seed, in bins that end at the limit.

    Examples
    --------
    >>> page = histogram_page([0.1, 0.69, 0.7, 1.0])
    >>> page["bins"][2], page["bins"][13], page["bins"][14], page["bins"][19]
    (1, 1, 1, 1)
    >>> page["words"]
    '4 rows; 2 are 0.7 or closer to a seed and fall'
    """
    edges = [at / BINS for at in range(1, BINS)]
    bins = [0] * BINS
    for each in similarities:
        bins[bisect_right(edges, each)] += 1
    near = sum(each >= NOVELTY_LIMIT for each in similarities)
    verb = "is" if near == 1 else "are"
    fall = "falls" if near == 1 else "fall"
    rows = count(len(similarities), "row")
    said = f"{near:,} {verb} {NOVELTY_LIMIT} or closer to a seed and {fall}"
    return {
        "bins": bins,
        "limit": NOVELTY_LIMIT,
        "rows": len(similarities),
        "near": near,
        "words": f"{rows}; {said if near else 'none is too close to a seed'}",
    }


def _latest(look: Look) -> list[Page]:
    verdicts = verdicts_of(look)
    return [line_page(each, verdicts) for each in look.latest(LATEST)]


def _stage(look: Look, phase: str, limit: int | None) -> str:
    """What the page is made for: ``ready``, ``preview``, ``paste`` or ``run``."""
    if phase == "pasting":
        return "paste"
    if look.is_working:
        small = limit is not None and limit <= PILOT
        return "preview" if small else "run"
    if not any(each.entry for each in look.answers):
        return "ready"
    is_small = phase == "limit" and look.answered <= PILOT
    return "preview" if is_small else "run"


def _cost_per_row(look: Look) -> str | None:
    """Dollars for each row that can be used; ``None`` where that says nothing."""
    if not look.cost or not look.usable or look.is_working:
        return None
    return dollars(look.cost / look.usable)


def _budget(run: Generation) -> str | None:
    budget = run.teacher.budget
    return None if budget is None else dollars(budget)


def _time_left(look: Look) -> str | None:
    if not look.is_working or look.status is None:
        return None
    seconds = look.seconds_left
    return None if seconds is None else f"about {in_words(seconds)}"


def _waiting(look: Look) -> Page | None:
    """Until when no call goes out; the page counts from what is left."""
    status = look.status
    if not look.is_working or status is None or status.waiting_until is None:
        return None
    return {"until": status.waiting_until, "why": preview(status.waiting_for, 240)}


def _ended(look: Look, phase: str) -> Page | None:
    """Why the run has ended, and what to do; ``None`` while it has not."""
    if look.is_working or phase not in {*REASONS, "killed"}:
        return None
    why = REASONS.get(phase, "the run was killed")
    said = look.status.message if look.status else ""
    return {
        "reason": phase,
        "tone": TONES.get(phase, "note"),
        "title": f"{why[:1].upper()}{why[1:]}.",
        "said": preview(said, 400),
        "next": NEXT.get(phase, ""),
        "isSmall": phase == "limit" and look.answered <= PILOT,
    }


def _is_resumable(look: Look, phase: str, trouble: str) -> bool:
    if look.is_working or phase == "pasting" or phase in ENDS_FOR_GOOD:
        return False
    return not trouble


def _preview(look: Look) -> Page:
    """The first examples as they are, and what all of it will cost."""
    first = [each for each in look.answers[:PREVIEWED] if each.entry]
    costs: list[Any] = [cost_of(each) for each in first]
    is_known = None not in costs and look.run.teacher.rates is not None
    estimate = estimate_of(look.run.book, look.quality) if look.quality else None
    return {
        "examples": [example_page(each) for each in first],
        "cost": exact(sum(costs)) if is_known else dollars(None),
        "estimate": "" if estimate is None else str(estimate),
    }
