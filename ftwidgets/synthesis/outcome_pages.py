"""What became of the requests, why, and what did it cost? As a person reads it."""

from collections.abc import Callable

from ftwidgets.examples import count, mean
from ftwidgets.literals import literal, preview
from ftwidgets.synthesis.book import OUTCOMES, Answer
from ftwidgets.synthesis.generation import Generation
from ftwidgets.synthesis.looks import Look
from ftwidgets.synthesis.prices import FREE, dollars
from ftwidgets.synthesis.reply_pages import WORDS, Page, cost_of, reasons

AGAIN = ("invalid",)
"""Replies that can be asked again on request."""

LEAST = 1e-9
"""Dollars: a smaller difference comes from adding."""


def cost_in_words(run: Generation, cost: float | None) -> str:
    """A cost, or that there is none."""
    is_free = run.teacher.rates == FREE and not cost
    return "nothing" if is_free else dollars(cost)


def outcomes_page(look: Look) -> list[Page]:
    """Each outcome there is: how many, why, and what it cost."""
    found: dict[str, list[Answer]] = {}
    for answer in look.answers:
        found.setdefault(answer.name, []).append(answer)
    return [
        {
            "name": name,
            "word": WORDS[name],
            "count": len(found[name]),
            "why": _why(name, found[name]),
            "cost": _cost(look, found[name]),
        }
        for name in OUTCOMES
        if name != "pending" and name in found
    ]


def _why(name: str, answers: list[Answer]) -> str:
    told = {
        "ok": lambda: "fits the format",
        "abandoned": lambda: "left under way, may be billed; asked again on Resume",
        "failed": lambda: _failed(answers),
    }
    say: Callable[[], str] = told.get(name, lambda: reasons(answers))
    return literal(say())


def _failed(answers: list[Answer]) -> str:
    """Replies that are none are kept; calls that never came back are asked again."""
    lost = [each for each in answers if each.outcome is None]
    said = [reasons(answers)] if len(lost) < len(answers) else []
    if lost:
        last = preview(str((lost[-1].entry or {}).get("message", "")), 80)
        said.append(f"{count(len(lost), 'call')} without a reply, asked again on ")
        said[-1] += f"Resume ({last})" if last else "Resume"
    return ", ".join(said)


def _cost(look: Look, answers: list[Answer]) -> str:
    if look.run.teacher.rates is None:
        return dollars(None)
    return cost_in_words(look.run, sum(cost_of(each) or 0.0 for each in answers))


def remarks_on_cost(look: Look) -> list[str]:
    """What else there is to know of the cost."""
    if look.cost is None or look.run.teacher.rates is None:
        return []
    said = []
    rest = look.cost - sum(cost_of(each) or 0.0 for each in look.answers)
    if rest > LEAST:
        said.append(f"{dollars(rest)} went into calls that were asked again since.")
    if without := look.run.book.without_cost:
        verb = "does" if without == 1 else "do"
        said.append(
            f"{count(without, 'reply', 'replies')} {verb} not say what it cost."
        )
    if lost := look.run.may_be_billed:
        said.append(f"Up to {dollars(lost)} more may be billed: a run was killed.")
    return said


def again_page(look: Look) -> Page | None:
    """How many replies can be asked again, and about what that costs."""
    number = sum(look.counts[name] for name in AGAIN)
    if look.is_working or not number:
        return None
    costs = [each.outcome.cost for each in look.answers if each.outcome]
    per_call = mean(cost for cost in costs if cost is not None)
    is_known = look.run.teacher.rates is not None and per_call is not None
    price = cost_in_words(look.run, number * per_call if is_known else None)
    return {"count": number, "cost": price}
