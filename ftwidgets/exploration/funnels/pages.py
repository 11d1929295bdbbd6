"""What does a person see of the funnel? Plain JSON values for whatever screen."""

from collections.abc import Sequence
from typing import Any

from ftwidgets import lesson_rules
from ftwidgets.curation import Drop
from ftwidgets.examples import Example, messages_of, text_of
from ftwidgets.exploration.funnels.exploration import SHOWN, FunnelExploration, place_in
from ftwidgets.exploration.records.lines import (
    LINE_CHARS,
    line_of_turns,
    text_of_record,
)
from ftwidgets.exploration.records.pages import MAX_TURNS, Room, fate_page, record_page
from ftwidgets.exploration.records.remarks import WORDS_CHARS, Remark, remarks_of
from ftwidgets.exploration.records.texts import (
    Page,
    name_of,
    turns_side_by_side,
    window,
)
from ftwidgets.findings import CODES, Finding
from ftwidgets.literals import preview
from ftwidgets.scoring import STANDARD_RULES, rules_with, score
from ftwidgets.validation import validate
from ftwidgets.views import LEVEL_TITLES, about_level, reason_in_words

MEANINGS = {
    **{code: meaning for code, (_, meaning) in CODES.items()},
    "dropped_by_review": "all who judged them drop them",
    "lesson_crash": "the lesson's own code raises on them",
    "low_score": "the lesson keeps only what is above its threshold",
}
"""What a reason code means where no signal of level 2 has said it."""


def facts_page(funnel: FunnelExploration) -> Page:
    """What no choice changes: the sum, and the stages with their reasons."""
    account = funnel.account
    recipe = funnel.recipe
    return {
        "name": preview(funnel.curation.data.name),
        "preset": recipe.preset,
        "sum": {
            "total": account.total,
            "kept": account.kept,
            "dropped": account.dropped,
            "rejected": account.rejected,
        },
        "problem": account.problem,
        "size": SHOWN,
        "stages": [
            {
                "level": stage.level,
                "title": LEVEL_TITLES[stage.level],
                "about": about_level(stage.level, recipe),
                "rowsIn": stage.rows_in,
                "kept": stage.kept,
                "dropped": stage.dropped,
                "reasons": [
                    [code, reason_in_words(code), number]
                    for code, number in stage.reasons.items()
                ],
            }
            for stage in funnel.stages
        ],
    }


def view_page(funnel: FunnelExploration) -> Page:
    """The window of rows of the open stage, or the one row that is open."""
    if funnel.stage is None:
        return {"stage": None, "reason": None, "total": 0, "rows": [], "record": None}
    rows = funnel.rows()
    page: Page = {
        "stage": funnel.stage,
        "reason": funnel.reason,
        "meaning": meaning_of(funnel.stage, funnel.reason),
        "total": len(rows),
        "start": funnel.start,
        "rows": [],
        "record": None,
    }
    if funnel.record is None:
        shown = window(len(rows), funnel.start, SHOWN)
        return {**page, "rows": [_row(funnel, rows[at]) for at in shown]}
    return {**page, "record": _record(funnel, rows)}


def meaning_of(stage: str, reason: str | None) -> str:
    """What a reason means in words; empty where it says all itself.

    Examples
    --------
    >>> meaning_of("scoring", "refusal"), meaning_of("validation", "bad_weight")
    ('the reply declines to help', 'a weight other than 0 or 1')
    """
    if reason is None:
        return ""
    signals = {each.name: each.explanation for each in STANDARD_RULES}
    if stage == "scoring" and reason in signals:
        return signals[reason]
    return MEANINGS.get(reason, "")


def remarks_on(funnel: FunnelExploration, drop: Drop) -> list[Remark]:
    """All that is said about a fallen row, the reason why it fell first."""
    example = funnel.example(drop)
    if drop.level == "scoring":
        return _parts(funnel, drop, example)
    if drop.level in ("reading", "validation", "export"):
        found = remarks_of(_findings(funnel, drop, example), example)
        is_reason = [
            (each.code, each.message) == (drop.code, drop.message) for each in found
        ]
        if any(is_reason):
            first = is_reason.index(True)
            return [found[first], *found[:first], *found[first + 1 :]]
        return [Remark("error", drop.code, "", drop.message), *found]
    return [Remark("drop", drop.code, "", drop.message)]


def _findings(
    funnel: FunnelExploration, drop: Drop, example: Example | None
) -> Sequence[Finding]:
    curation = funnel.curation
    if drop.level == "reading":
        found = (each for each in curation.data.rejected if each.record == drop.record)
        return next((each.findings for each in found), ())
    if drop.record in curation.findings:
        return curation.findings[drop.record]
    return validate(example, task=curation.recipe.task) if example else ()


def _parts(
    funnel: FunnelExploration, drop: Drop, example: Example | None
) -> list[Remark]:
    """What level 2 takes from the score, most first."""
    recipe = funnel.recipe
    if recipe.preset == "lesson":
        parts = _lesson_parts(funnel.curation.texts.records[drop.record])
    else:
        judged = score(example, rules_with(recipe.score_weights))
        parts = remarks_of(judged.parts, example)
    return sorted(parts, key=lambda each: each.value or 0.0)


def _lesson_parts(record: Any) -> list[Remark]:
    """The lesson's deductions; where it looked for words, they are marked."""
    replies = [
        (index, text_of(message.get("content")))
        for index, message in enumerate(messages_of(record))
        if message.get("role") == "assistant"
    ]
    index, reply = replies[0]
    remarks = []
    for name, value in lesson_rules.score_parts(record):
        start = reply.lower().find(name.lower())
        is_words = name in lesson_rules.ERROR_PATTERNS and start >= 0
        span = (start, start + len(name)) if is_words else None
        path = f"messages[{index}].content"
        remarks.append(Remark("part", name, path, f"“{name}”", value, span))
    return remarks


def _number(funnel: FunnelExploration, drop: Drop) -> float | None:
    """The number that decided: a similarity, or a score."""
    if drop.similarity is not None:
        return round(drop.similarity, 2)
    if drop.level == "scoring":
        return round(funnel.curation.scores[drop.record], 2)
    return None


def _row(funnel: FunnelExploration, drop: Drop) -> Page:
    """One row of the window."""
    curation, example = funnel.curation, funnel.example(drop)
    remarks = remarks_on(funnel, drop)
    if drop.level == "scoring":
        about = ", ".join(
            f"{meaning_of('scoring', each.code) or each.code} − {-each.value:.2f}"
            for each in remarks
        )
    else:
        about = preview(drop.message, WORDS_CHARS)
    if example is None:
        raw = text_of_record(curation.data.records[drop.record], None)
        pieces = [["", preview(raw, LINE_CHARS)]]
    else:
        speaks = remarks if drop.level == "scoring" else remarks[:1]
        pieces = line_of_turns(example, speaks)
    partner = None if drop.partner is None else name_of(curation, drop.partner)
    return {
        "record": drop.record,
        "name": name_of(curation, drop.record),
        "line": drop.line,
        "pieces": pieces,
        "code": drop.code,
        "number": _number(funnel, drop),
        "about": about,
        "partner": partner,
    }


def _record(funnel: FunnelExploration, rows: Sequence[Drop]) -> Page:
    """The open row in full; a copy beside the row that is kept in its stead."""
    place = place_in(rows, funnel.record)
    drop = rows[place]
    curation, example = funnel.curation, funnel.example(drop)
    page = record_page(curation, drop.record, example, remarks_on(funnel, drop))
    near = [
        rows[at].record if 0 <= at < len(rows) else None
        for at in (place - 1, place + 1)
    ]
    page |= {
        "place": place,
        "before": near[0],
        "after": near[1],
        "fate": fate_page(curation, drop.record, drop),
        "number": _number(funnel, drop),
        "partner": None,
    }
    if drop.partner is None or example is None:
        return page
    other = funnel.example(drop, drop.partner)
    mine, theirs = turns_side_by_side(example, other or {})
    room = Room()
    for turn, marks in zip(page["turns"], mine, strict=False):
        turn["pieces"] = room.fit(marks["pieces"])
    theirs = theirs[:MAX_TURNS]
    for turn in theirs:
        turn["pieces"] = room.fit(turn["pieces"])
    page["partner"] = {
        "name": name_of(curation, drop.partner),
        "line": curation.data.lines[drop.partner],
        "turns": theirs,
    }
    return page
