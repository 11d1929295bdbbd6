"""What does a person see of the gold seeds? Plain JSON values for whatever screen.

Texts come in pieces, as `ftwidgets.literals.shown` makes them; lines are literal.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ftwidgets.examples import Example, count, is_blank, reply_of
from ftwidgets.literals import hidden_parts, literal, preview, shown
from ftwidgets.review.differences import Piece, side_by_side
from ftwidgets.seeds.cards import balance_in_words
from ftwidgets.seeds.changes import Step
from ftwidgets.seeds.checks import SeedCheck, user_text
from ftwidgets.seeds.forms import FORMS, field_at, fields_of, text_fields
from ftwidgets.seeds.gold import GoldSeeds
from ftwidgets.seeds.sources import fitting
from ftwidgets.similarity import words
from ftwidgets.tasks import Task

LISTED = 200
"""So many seeds are listed, the newest first."""

LINE_CHARS = 80
"""Of each so much of its text."""

NEAR_CHARS = 4_000
"""So much of a close seed is compared word by word with what is typed."""

QUOTE_CHARS = 60
"""Of words that are the same on both sides, so much stays at each end."""

Page = dict[str, Any]


def form_page(task: Task) -> list[Page]:
    """The fields of the form of a task.

    Examples
    --------
    >>> [field["name"] for field in form_page(Task("tickets", "classification"))]
    ['text', 'label', 'system']
    """
    names = ("name", "title", "hint", "rows", "optional")
    return [{name: getattr(each, name) for name in names} for each in FORMS[task.kind]]


def seeds_page(seeds: GoldSeeds) -> Page:
    """Numbers, balance and the list of the seeds there are."""
    rows = seeds.seeds
    balance = seeds.balance
    origins = seeds.card["origins"]
    lines = [_line(seeds.task, row, at) for at, row in enumerate(rows)]
    step = seeds.undoable
    return {
        "count": len(rows),
        "goal": seeds.goal,
        "balance": [[literal(label), *each] for label, each in balance.items()],
        "balanceWords": balance_in_words(balance),
        "origins": ", ".join(f"{n:,} {literal(of)}" for of, n in origins.items() if n),
        "written": lines[::-1][:LISTED],
        "undo": step and deed_in_words(seeds, step),
        "shipped": 0 if rows else len(fitting(seeds.task)),
    }


def _line(task: Task, row: Example, at: int) -> Page:
    label = reply_of(row) if task.kind == "classification" else ""
    return {
        "id": row["id"],
        "number": at + 1,
        "text": preview(user_text(row), LINE_CHARS) or "no text",
        "label": preview(label, 40),
        "editable": fields_of(task, row) is not None,
    }


def number_of(seeds: GoldSeeds, id: str) -> int | None:
    """Number of a seed, from 1 in the order of the file.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> seeds = GoldSeeds("other", pathlib.Path(tempfile.mkdtemp(), "gold.jsonl"))
    >>> number_of(seeds, seeds.add({"user": "Hi", "assistant": "Hello"}))
    1
    """
    ids = [row["id"] for row in seeds.seeds]
    return ids.index(id) + 1 if id in ids else None


def with_numbers(seeds: GoldSeeds, text: str) -> str:
    """A sentence about seeds that calls them by their number, as the page does.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> seeds = GoldSeeds("other", pathlib.Path(tempfile.mkdtemp(), "gold.jsonl"))
    >>> name = seeds.add({"user": "Hi", "assistant": "Hello"})
    >>> with_numbers(seeds, f"{name} says exactly this already")
    'seed 1 says exactly this already'
    """

    def named(found: re.Match[str]) -> str:
        number = number_of(seeds, found[0])
        return f"seed {number}" if number else found[0]

    return re.sub(r"gold-\d+", named, text)


def deed_in_words(seeds: GoldSeeds, step: Step, *, undone: bool = False) -> str:
    """What was done, or taken back, in a few words.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> seeds = GoldSeeds("other", pathlib.Path(tempfile.mkdtemp(), "gold.jsonl"))
    >>> name = seeds.add({"user": "Hi", "assistant": "Hello"})
    >>> deed_in_words(seeds, seeds.undoable)
    'Added seed 1'
    """
    if len(step) > 1:
        what = count(len(step), "seed")
        return f"Took {what} out again" if undone else f"Added {what}"
    (change,) = step
    number = number_of(seeds, change.id) or change.position + 1
    if change.before is None:
        return f"Took seed {number} out again" if undone else f"Added seed {number}"
    if change.after is None:
        return f"Put seed {number} back" if undone else f"Removed seed {number}"
    return f"Seed {number} reads as before" if undone else f"Changed seed {number}"


def check_page(
    seeds: GoldSeeds, fields: Mapping[str, str], own: str | None = None
) -> Page:
    """What there is to say about a form, while it is filled in.

    Parameters
    ----------
    seeds : GoldSeeds
    fields : mapping of str to str
        What stands in the form.
    own : str, optional
        Id of the seed that is being changed.
    """
    task = seeds.task
    check = seeds.check(fields, own)
    return {
        "findings": [
            {
                "field": field_at(task, fields, each.path),
                "severity": each.severity,
                "code": each.code,
                "message": _in_words(task, fields, each.path, each.message),
            }
            for each in check.findings
        ],
        "near": near_page(seeds, check, fields.get(text_fields(task)[0], "")),
        "words": {name: len(words(text)) for name, text in fields.items()},
        "hidden": {
            name: shown([("", text[:NEAR_CHARS])])
            for name, text in fields.items()
            if any(is_hidden for is_hidden, _ in hidden_parts(text))
        },
    }


def _in_words(task: Task, fields: Mapping[str, str], path: str, message: str) -> str:
    name = field_at(task, fields, path)
    if name is None or not is_blank(fields.get(name, "")):
        return message
    return "choose a label" if name == "label" else "still empty"


def near_page(seeds: GoldSeeds, check: SeedCheck, text: str) -> Page | None:
    """The seed that says nearly the same, with the words that differ marked."""
    nearest = check.nearest
    if nearest is None or not check.is_near:
        return None
    _, theirs = side_by_side(text[:NEAR_CHARS], nearest.text[:NEAR_CHARS])
    same = all(kind == "same" for kind, _ in theirs) and nearest.similarity == 1
    return {
        "id": nearest.id,
        "number": number_of(seeds, nearest.id),
        "similarity": f"{nearest.similarity:.2f}",
        "same": same,
        "pieces": shown(quote(theirs)),
    }


def quote(pieces: Sequence[Piece], most: int = 6 * QUOTE_CHARS) -> list[Piece]:
    """Pieces with long runs of equal words cut short, so that what differs is seen.

    Examples
    --------
    >>> quote([Piece("same", "a" * 200), Piece("differs", "b")])[0].text[-3:]
    'aaa'
    >>> len(quote([Piece("same", "a" * 200), Piece("differs", "b")])[0].text)
    61
    """
    kept, size = [], 0
    for at, (kind, text) in enumerate(pieces):
        if kind == "same" and at == 0 and len(pieces) > 1 and len(text) > QUOTE_CHARS:
            text = "…" + text[-QUOTE_CHARS:]
        elif kind == "same" and len(text) > 2 * QUOTE_CHARS:
            end = f" … {text[-QUOTE_CHARS:]}" if at < len(pieces) - 1 else "…"
            text = text[:QUOTE_CHARS].rstrip() + end
        kept.append(Piece(kind, text[: most - size]))
        size += len(text)
        if size >= most:
            return [*kept, Piece("same", "…")]
    return kept


def seed_page(seeds: GoldSeeds, id: str) -> Page | None:
    """A seed as the form shows it; ``None`` where it is gone or no form can show it."""
    row = next((row for row in seeds.seeds if row["id"] == id), None)
    fields = row and fields_of(seeds.task, row)
    if row is None or fields is None:
        return None
    return {"own": id, "number": number_of(seeds, id), "fields": fields}
