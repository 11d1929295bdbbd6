"""How many seeds are there, of which label, and where did they come from?"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ftwidgets.examples import Example, fingerprint, normalise_label, reply_of
from ftwidgets.literals import literal
from ftwidgets.tasks import Task

ORIGINS = ("written", "pasted", "picked", "shipped")
"""How a seed can have come in."""


def balance_of(
    seeds: Sequence[Example], task: Task, goal: int
) -> dict[str, tuple[int, int]]:
    """Seeds of each label, and how many are wanted.

    The task's labels come first and share the goal; of another label none are wanted.
    Where the task names no labels, those in use share it. Empty for other tasks.

    Examples
    --------
    >>> task = Task("tickets", "classification", labels=["billing", "delivery"])
    >>> seed = {"messages": [{"role": "assistant", "content": "Billing"}]}
    >>> balance_of([seed], task, goal=5)
    {'billing': (1, 3), 'delivery': (0, 2)}
    """
    if task.kind != "classification":
        return {}
    replies = [reply_of(seed) for seed in seeds]
    spelling: dict[str, str] = {}
    for label in (*task.labels, *replies):
        spelling.setdefault(normalise_label(label), label.strip())
    found = Counter(map(normalise_label, replies))
    sharing = [*map(normalise_label, task.labels)] or [*spelling]
    share, more = divmod(goal, max(1, len(sharing)))
    wanted = {label: share + (at < more) for at, label in enumerate(sharing)}
    return {spelling[key]: (found[key], wanted.get(key, 0)) for key in spelling}


def balance_in_words(balance: Mapping[str, tuple[int, int]]) -> str:
    """What to write next, in one or two sentences.

    Examples
    --------
    >>> balance_in_words({"billing": (4, 5), "account": (1, 5), "delivery": (0, 5)})
    'About 5 of each. Nothing for delivery yet.'
    >>> balance_in_words({"billing": (5, 5), "account": (3, 5)})
    'About 5 of each. Most wanted: account, 2 more.'
    """
    wanted = {label: most for label, (_, most) in balance.items() if most}
    if len(wanted) < 2:
        return "" if wanted else "Labels stand here as you use them."
    left = {label: most - balance[label][0] for label, most in wanted.items()}
    shares = sorted(set(wanted.values()))
    each = f"About {' or '.join(map(str, shares))} of each."
    none = [literal(label) for label in wanted if not balance[label][0]]
    label = max(left, key=lambda name: left[name])
    if left[label] <= 0:
        return "Every label has its share."
    if len(none) == len(wanted):
        return each
    if none:
        more = f" and {len(none) - 2} more" if len(none) > 2 else ""
        names = ", ".join(none[:2]) if more else " and ".join(none)
        return f"{each} Nothing for {names}{more} yet."
    return f"{each} Most wanted: {literal(label)}, {left[label]} more."


def more_labels(known: Sequence[str], found: Iterable[str]) -> list[str]:
    """Labels that are known, and behind them the new ones, each spelling once.

    Examples
    --------
    >>> more_labels(["billing"], ["Billing", " account", ""])
    ['billing', 'account']
    """
    labels = {normalise_label(label): label for label in known}
    for label in found:
        if label.strip():
            labels.setdefault(normalise_label(label), label.strip())
    return list(labels.values())


def card_of(seeds: Sequence[Example], task: Task, goal: int) -> dict[str, Any]:
    """Where the seeds came from, as JSON values.

    Shipped ones are named one by one: with their fingerprint anybody can tell whether
    the text is still the one that was shipped.

    Examples
    --------
    >>> card_of([{"messages": [], "origin": "written", "annotator": "ana"}], Task(), 20)
    ... # doctest: +NORMALIZE_WHITESPACE
    {'task': 'other', 'seeds': 1, 'goal': 20,
     'origins': {'written': 1, 'pasted': 0, 'picked': 0, 'shipped': 0},
     'shipped': [], 'annotators': ['ana']}
    """
    origins = dict.fromkeys(ORIGINS, 0)
    origins |= Counter(str(seed.get("origin", "unknown")) for seed in seeds)
    shipped = [
        {
            "id": seed["id"],
            "source": seed.get("source"),
            "fingerprint": fingerprint(seed),
        }
        for seed in seeds
        if seed.get("origin") == "shipped"
    ]
    names = {str(seed["annotator"]) for seed in seeds if seed.get("annotator")}
    return {
        "task": task.kind,
        "seeds": len(seeds),
        "goal": goal,
        "origins": origins,
        "shipped": shipped,
        "annotators": sorted(names),
    }
