"""Predictions of notebook 04: which rows does the lesson's level 3 take for copies?"""

from collections.abc import Iterable
from itertools import combinations
from statistics import median

import ftwidgets as ft
from ftwidgets import lesson_rules
from ftwidgets.examples import Example, chat, texts
from ftwidgets.lesson.predictions.prediction import Prediction, Truth
from ftwidgets.similarity import words

TICKETS = (
    ("I was charged twice yesterday", "Billing"),
    ("Where is my parcel?", "Delivery"),
    ("The lamp arrived broken", "Returns"),
    ("Can I change my password?", "Account"),
    ("Does this sofa fit outdoors?", "Product"),
    ("My voucher code stopped working", "Billing"),
    ("Nobody was home on Friday", "Delivery"),
    ("I want my money back", "Returns"),
    ("Close my account for good", "Account"),
    ("How tall is that shelf?", "Product"),
)
"""Ten different tickets, each with its label."""

PROMPT = (
    "You sort support tickets for Kettle & Crane, an online home shop. Read what the "
    "customer writes, decide which team should act first, then reply with exactly one "
    "category name: Billing, Delivery, Returns, Account or Product. Never add "
    "explanations, greetings or punctuation marks."
)
"""A system prompt of 43 words, as any production prompt might read."""

BLENDS = ((14, 3), (16, 2), (18, 1), (20, 0))
"""Words that two rows share, and words that each has alone: 0.7, 0.8, 0.9 and 1.0."""

PAIRS = 100
"""So many pairs of each blend."""

_OVERHEAD = 3
"""Words that the notation adds to every row, such as ``'content':``."""


def tickets(prompt: str = "") -> list[Example]:
    """The ten tickets as rows; with a system prompt before each, if one is given.

    Examples
    --------
    >>> len(tickets(PROMPT)), tickets()[1]["messages"][1]["content"]
    (10, 'Delivery')
    """
    system = [("system", prompt)] if prompt else []
    return [
        chat(*system, ("user", question), ("assistant", label))
        for question, label in TICKETS
    ]


def _likeness(sets: Iterable[set[str]]) -> str:
    """Median similarity of all pairs."""
    pairs = combinations(sets, 2)
    return f"{median(len(one & two) / len(one | two) for one, two in pairs):.2f}"


def _by_the_lesson(rows: list[Example]) -> tuple[str, int]:
    """How alike whole rows are as the lesson compares them, and how many it keeps."""
    whole = (set(str(row["messages"]).split()) for row in rows)
    return _likeness(whole), len(lesson_rules.deduplicate(rows).kept)


def _ten_tickets() -> Truth:
    """Give the ten tickets to the lesson's level 3."""
    likeness, kept = _by_the_lesson(tickets())
    heading = ("compared", "median similarity", "kept")
    row = ("whole row", likeness, f"{kept} of {len(TICKETS)}")
    return Truth(kept, (heading, row), "Ten tickets")


def _shared_prompt() -> Truth:
    """The same with one system prompt before each, and ours beside it."""
    rows, of = tickets(PROMPT), f"of {len(TICKETS)}"
    likeness, kept = _by_the_lesson(rows)
    before, kept_before = _by_the_lesson(tickets())
    said = (set(words(" ".join(texts(row, ("user", "assistant"))))) for row in rows)
    ours = len(ft.deduplicate(rows, roles=("user", "assistant")).kept)
    table = (
        ("compared", "median similarity", "kept"),
        ("whole row, no prompt", before, f"{kept_before} {of}"),
        ("whole row with the prompt", likeness, f"{kept} {of}"),
        ("user and assistant only", _likeness(said), f"{ours} {of}"),
    )
    return Truth(kept, table, "The same ten tickets, compared in three ways")


def _blended(shared: int, own: int) -> list[Example]:
    """Pairs of rows of made-up words, each sharing so many and having so many alone."""
    rows = []
    for pair in range(PAIRS):
        common = [f"w{pair}x{word}" for word in range(shared - _OVERHEAD)]
        for side in "ab":
            alone = [f"{side}{pair}x{word}" for word in range(own)]
            text = " ".join([common[0], *alone, *common[1:]])
            rows.append(chat(("user", text)))
    return rows


def _pairs_seen() -> Truth:
    """Count, at four similarities, the pairs of which the lesson drops one row."""
    table, seen_at_line = [("similarity", "pairs", "seen", "missed")], 0
    for shared, own in BLENDS:
        similarity = shared / (shared + 2 * own)
        seen = len(lesson_rules.deduplicate(_blended(shared, own)).dropped)
        table.append((f"{similarity:.2f}", f"{PAIRS}", f"{seen}", f"{PAIRS - seen}"))
        seen_at_line = seen if similarity == 0.8 else seen_at_line
    return Truth(seen_at_line, tuple(table), "Pairs of made-up rows")


PREDICTIONS = (
    Prediction(
        id="ten_tickets",
        notebook=4,
        question="The ten tickets above go through the lesson's level 3. It compares "
        "whole rows, and 0.8 is the line.",
        ask="How many of the ten does it keep?",
        reveal=_ten_tickets,
        why="Different tickets use different words. What they share is mostly the "
        "notation around them: role, content, brackets. That is far from the line.",
        rule="On plain rows the lesson's level 3 does what it should.",
        high=len(TICKETS),
        unit="kept",
    ),
    Prediction(
        id="shared_prompt",
        notebook=4,
        question=f"The same ten tickets, each with the same {len(PROMPT.split())}-word "
        "system prompt before it. The lesson's level 3 compares whole rows, and 0.8 is "
        "the line.",
        ask="How many of the ten does it keep now?",
        reveal=_shared_prompt,
        why="The prompt is most of every row, so any two rows share most of their "
        "words, whatever the customer wrote. The similarity crosses the line, and good "
        "tickets are thrown away as copies of one another.",
        rule="Compare what varies, not the template.",
        high=len(TICKETS),
        unit="kept",
    ),
    Prediction(
        id="pairs_seen",
        notebook=4,
        question=f"{PAIRS} pairs of rows, and in each pair the two rows are alike to "
        "exactly 0.8. That is the lesson's threshold, so each of these pairs counts as "
        "a near-copy.",
        ask=f"Of how many of the {PAIRS} pairs does the lesson's search see that?",
        reveal=_pairs_seen,
        why="The search compares short sketches of the rows, not the rows. Whether two "
        "sketches meet is a matter of chance, and the chance only grows with the "
        "similarity. It sees some pairs below its threshold and misses many at it, and "
        "it never looks at the words again.",
        rule="A sketch finds candidates; only the words can say whether they are "
        "copies.",
        high=PAIRS,
        unit="seen",
    ),
)
