"""What does a person see on the desk: of the candidates in line, and of all of it?

One candidate in full, and the count of all of them, which adds up.
"""

import json
from typing import Any

from ftwidgets.examples import count, messages_of, normalise_label, reply_of, text_of
from ftwidgets.literals import literal, preview, shown
from ftwidgets.review.pages import MAX_CHARS
from ftwidgets.seeds.candidates import Candidate
from ftwidgets.seeds.desks import SeedDesk
from ftwidgets.seeds.forms import fields_of
from ftwidgets.seeds.lineups import Lineup
from ftwidgets.seeds.pages import (
    form_page,
    near_page,
    number_of,
    seeds_page,
)

LISTED = 50
"""So many that are not usable are listed with their reason."""

UNSAID = ("column_mapping",)
"""What a person sees anyway, who has the text and its label on the screen."""

Page = dict[str, Any]


def facts_page(desk: SeedDesk) -> Page:
    """What does not change while one writes: the task, its form, and the pool."""
    task, pool = desk.seeds.task, desk.pool
    return {
        "kind": task.kind,
        "subject": literal(task.name),
        "file": literal(desk.seeds.path.name),
        "form": form_page(task),
        "closed": bool(task.labels),
        "pool": pool and {"name": literal(pool.name), "rows": len(pool.names)},
    }


def desk_page(desk: SeedDesk, whole: tuple[str, int] | None = None) -> Page:
    """The numbers of this moment, the labels, and the candidates at hand.

    Parameters
    ----------
    desk : SeedDesk
    whole : (str, int), optional
        Line and position of a candidate that is shown to its end.
    """
    labels = desk.labels
    return {
        "seeds": seeds_page(desk.seeds),
        "labels": [literal(label) for label in labels],
        "labelValues": labels,
        "lines": {
            name: lineup_page(line, labels, whole=whole == (name, line.position))
            for name, line in desk.lines.items()
        },
    }


def lineup_page(lineup: Lineup, labels: list[str], *, whole: bool = False) -> Page:
    """The account of a line, and the candidate to look at.

    Parameters
    ----------
    lineup : Lineup
    labels : list of str
        Those on the buttons.
    whole : bool
        Whether a long text is shown to its end.
    """
    refused = [each for each in lineup.candidates if not each.usable]
    ready = lineup.ready if lineup.origin == "pasted" else []
    return {
        "origin": lineup.origin,
        "position": lineup.position,
        "total": len(lineup),
        "counts": lineup.counts,
        "sentence": account_of(lineup),
        "refused": [
            [literal(each.source), preview(_reason(each), 160)]
            for each in refused[:LISTED]
        ],
        "more": max(0, len(refused) - LISTED),
        "ready": len(ready),
        "current": _candidate_page(lineup, labels, whole),
    }


def account_of(lineup: Lineup) -> str:
    """All candidates as one sum.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.seeds.sources import read_pasted
    >>> from ftwidgets.seeds.gold import GoldSeeds
    >>> seeds = GoldSeeds("classification", pathlib.Path(tempfile.mkdtemp(), "g.jsonl"))
    >>> found = read_pasted("Where is it?\\tdelivery\\nPaid twice", seeds.task)
    >>> account_of(Lineup(found, seeds))
    '2 lines = 1 usable + 1 not'
    """
    usable = sum(each.usable for each in lineup.candidates)
    total = count(len(lineup), "line" if lineup.origin == "pasted" else "suggestion")
    return f"{total} = {usable:,} usable + {len(lineup) - usable:,} not"


def _reason(candidate: Candidate) -> str:
    errors = [each for each in candidate.findings if each.severity == "error"]
    return "; ".join(each.message for each in errors) or "it holds no example"


def _candidate_page(lineup: Lineup, labels: list[str], whole: bool) -> Page | None:
    candidate, seeds = lineup.current, lineup.seeds
    if candidate is None or candidate.example is None:
        return None
    seed = lineup.seed_of(lineup.position)
    check = seeds.check(candidate.example, instead_of=seed)
    known = list(map(normalise_label, labels))
    label = candidate.label or ""
    own = normalise_label(label)
    return {
        "source": literal(candidate.source),
        "turns": _turns(candidate, seeds.task.kind, whole),
        "label": preview(label, 60),
        "labelIndex": known.index(own) if own in known else -1,
        "findings": [
            [each.severity, each.code, each.message]
            for each in candidate.findings
            if each.code not in UNSAID
        ],
        "near": None if seed else near_page(seeds, check, candidate.text),
        "state": lineup.states[lineup.position],
        "seed": seed and {"id": seed, "number": number_of(seeds, seed)},
        "editable": fields_of(seeds.task, candidate.example) is not None,
        "usable": candidate.usable,
    }


def candidate_form(lineup: Lineup) -> Page | None:
    """The candidate at hand as the form shows it; ``None`` where no form can."""
    candidate = lineup.current
    if candidate is None or candidate.example is None:
        return None
    fields = fields_of(lineup.seeds.task, candidate.example)
    here = {"line": lineup.origin, "position": lineup.position}
    return None if fields is None else {**here, "fields": fields}


def _turns(candidate: Candidate, kind: str, whole: bool) -> list[Page]:
    """The messages; in a classification task the reply shows as the label instead."""
    messages = messages_of(candidate.example)
    reply = reply_of(candidate.example)
    hides = kind == "classification" and (not reply.strip() or candidate.label)
    if hides and messages and messages[-1].get("role") == "assistant":
        messages = messages[:-1]
    turns = []
    for message in messages:
        text = _text(message)
        limit = len(text) if whole else MAX_CHARS
        turns.append(
            {
                "role": preview(str(message.get("role")), 40),
                "pieces": shown([("", text[:limit])]),
                "left": max(0, len(text) - limit),
            }
        )
    return turns


def _text(message: dict[str, Any]) -> str:
    """Text of a message, and as JSON what else it holds: one approves all of it."""
    rest = {key: each for key, each in message.items() if key != "role"}
    text = text_of(rest.pop("content", None))
    more = json.dumps(rest, ensure_ascii=False, default=str) if rest else ""
    return "\n".join(part for part in (text, more) if part)
