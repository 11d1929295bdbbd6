"""Do task, seeds and teacher fit together, and how is that written down?"""

import json
from collections.abc import Sequence
from typing import Any

from ftwidgets.examples import (
    Example,
    canonical_json,
    count,
    messages_of,
    reply_of,
    sha256,
    texts,
)
from ftwidgets.journals.lines import Entry
from ftwidgets.recipes import Recipe
from ftwidgets.synthesis.prompts import PROMPT_VERSION
from ftwidgets.synthesis.provenance import sdk_version
from ftwidgets.synthesis.requests import id_of
from ftwidgets.synthesis.rounds import first_round
from ftwidgets.synthesis.teachers import Teacher
from ftwidgets.tasks import Task

MOST_ROWS = 100_000

_DECIDES = (
    "task",
    "seeds",
    "teacher",
    "model",
    "wanted",
    "most",
    "random_seed",
    "recipe",
    "prompt_version",
)
"""What makes two plans one; the rest of the line is told, and decides nothing."""


def seeds_of(given: Any) -> list[Example]:
    """Seeds of a list of examples, or of a `GoldSeeds`.

    Examples
    --------
    >>> seeds_of([{"messages": []}])
    [{'messages': []}]
    """
    found = getattr(given, "seeds", given)
    if isinstance(found, str | bytes | dict) or not isinstance(found, Sequence):
        raise TypeError(
            "seeds are a list of chat examples or a GoldSeeds, got "
            f"{type(given).__name__}"
        )
    return list(found)


def check_seeds(task: Task, seeds: Sequence[Example]) -> None:
    """Refuse seeds of which no request can be made.

    Raises
    ------
    ValueError
        There are none, one has no user or assistant text, or two have one id.

    Examples
    --------
    >>> check_seeds(Task(), [])
    Traceback (most recent call last):
    ValueError: there are no gold seeds yet; write some with ft.widgets.SeedEditor
    """
    if not seeds:
        raise ValueError(
            "there are no gold seeds yet; write some with ft.widgets.SeedEditor"
        )
    seen: dict[str, int] = {}
    for number, seed in enumerate(seeds, start=1):
        if problem := _problem(task, seed):
            raise ValueError(f"seed {number} cannot be used: {problem}")
        name = id_of(seed)
        if name in seen:
            raise ValueError(
                f"seeds {seen[name]} and {number} are both called {name!r}; each needs "
                "an id of its own"
            )
        seen[name] = number


def _problem(task: Task, seed: Any) -> str:
    if not isinstance(seed, dict) or not messages_of(seed):
        return "it is no chat example"
    user = "".join(texts(seed, ("user",))).strip()
    reply = reply_of(seed).strip()
    if not user or not reply:
        return "it needs a user message and an assistant message, both with text"
    if task.reply_schema is not None:
        try:
            json.loads(reply)
        except ValueError:
            return "its reply is not JSON, which the task's reply_schema asks for"
    return ""


def plan_entry(
    task: Task,
    seeds: Sequence[Example],
    teacher: Teacher,
    wanted: int,
    random_seed: int,
    most: int,
    recipe: Recipe,
) -> Entry:
    """The line that says what a run is for, as JSON values."""
    for name, value, low in (("n", wanted, 1), ("most", most, 1)):
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        if not is_whole or not low <= value <= MOST_ROWS:
            raise ValueError(
                f"{name} must be a whole number from {low} to {MOST_ROWS:,}, got "
                f"{value!r}"
            )
    if not isinstance(random_seed, int) or isinstance(random_seed, bool):
        raise ValueError(f"random_seed must be a whole number, got {random_seed!r}")
    recipe = recipe.change(reviews=(), input=None)
    entry = {
        "is": "plan",
        "task": task.to_dict(),
        "seeds": list(seeds),
        "teacher": {"kind": teacher.kind, "settings": teacher.settings()},
        "model": teacher.model,
        "wanted": wanted,
        "requested": min(most, first_round(wanted)),
        "most": most,
        "random_seed": random_seed,
        "recipe": recipe.to_json(),
        "prompt_version": PROMPT_VERSION,
        "sdk_version": sdk_version(),
    }
    return json.loads(json.dumps(entry, allow_nan=False))


def plan_hash(entry: Entry) -> str:
    """SHA-256 of what makes two plans one: that they ask and want the same.

    Examples
    --------
    >>> plan_hash({"wanted": 5, "at": "now"}) == plan_hash({"wanted": 5, "at": "then"})
    True
    """
    return sha256(canonical_json({name: entry.get(name) for name in _DECIDES}))


def plan_in_words(entry: Entry) -> str:
    """A plan in one line."""
    seeds = count(len(entry["seeds"]), "seed")
    return f"{seeds}, {entry['requested']:,} requests for {entry['wanted']:,} rows"
