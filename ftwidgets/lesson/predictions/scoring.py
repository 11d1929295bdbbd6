"""Predictions of notebook 03: what do the lesson's rules say of a reply?"""

from typing import NamedTuple

import ftwidgets as ft
from ftwidgets import lesson_rules
from ftwidgets.examples import Example, chat, shorten
from ftwidgets.lesson.predictions.prediction import Prediction, Truth
from ftwidgets.recipes import MIN_SCORE

SHOWN = 40
"""So many characters of a reply are shown."""

SHORT = (
    "Billing",
    "Account",
    "Bug report",
    "It ships today.",
    "It ships later this week.",
)
"""Replies of one to five words."""

LOOP = (
    "Press reset and wait, press reset and wait, press reset and wait, press reset "
    "and wait."
)
"""A reply that loses for its repetition and for nothing else."""


class Judged(NamedTuple):
    """A reply, and whether a person would train on it."""

    text: str
    is_good: bool


FIVE = (
    Judged(
        "I'm sorry for the delay; your refund was issued on Monday and reaches you by "
        "Thursday.",
        True,
    ),
    Judged(
        "The variable is undefined because it is read one line before it is set.", True
    ),
    Judged(
        "Your payment went through without an error; the second e-mail was only the "
        "receipt.",
        True,
    ),
    Judged("Sorry, I can't help with that request.", False),
    Judged("Yes, we deliver to the islands; it takes two days longer.", True),
)
"""Four good replies and a refusal."""


def _row(reply: str) -> Example:
    return chat(("user", "Can you help me?"), ("assistant", reply))


def _is_kept(score: float) -> bool:
    """As the lesson's filter decides."""
    return score > lesson_rules.KEEP_ABOVE


def _sign(is_kept: bool) -> str:
    return "✓" if is_kept else "×"


def _fate(is_kept: bool) -> str:
    return f"{_sign(is_kept)} {'kept' if is_kept else 'dropped'}"


ALL_THERE = "Kept, with a score of 1.0"
A_LITTLE_OFF = "Kept, with a score of 0.8"
TOO_MUCH_OFF = "Dropped, with a score of 0.6"


def _two_levels() -> Truth:
    """Ask the lesson's levels 1 and 2 about short replies."""
    rows = [("reply", "characters", "level 1", "score", "level 2")]
    for reply in SHORT:
        score = lesson_rules.score(_row(reply))
        fates = (not lesson_rules.validate(_row(reply)), _is_kept(score))
        one, two = map(_fate, fates)
        rows.append((reply, f"{len(reply)}", one, f"{score:.1f}", two))
    score = lesson_rules.score(_row(SHORT[0]))
    word = "Kept" if _is_kept(score) else "Dropped"
    said = f"{word}, with a score of {score:.1f}"
    return Truth(said, tuple(rows), "Short replies at two levels")


ENOUGH = "It is kept: 0.7 is enough"
NOT_ENOUGH = "It is dropped: 0.7 is not enough"


def _on_the_line() -> Truth:
    """Score the loop by the lesson's rules and by ours, and draw each line."""
    score, ours = lesson_rules.score(_row(LOOP)), ft.score(_row(LOOP)).total
    line = lesson_rules.KEEP_ABOVE
    rows = (
        ("filter", "score", "fate"),
        (f"the lesson: more than {line}", f"{score:.2f}", _fate(_is_kept(score))),
        (f"the same with {line} or more", f"{score:.2f}", _fate(score >= line)),
        (f"ours: {MIN_SCORE} or more", f"{ours:.2f}", _fate(ours >= MIN_SCORE)),
    )
    said = ENOUGH if _is_kept(score) else NOT_ENOUGH
    return Truth(said, rows, "One reply, three filters")


def _five_replies() -> Truth:
    """Count the replies of which the lesson's level 2 decides as a person would."""
    rows, right = [("reply", "the lesson", "it found", "ours")], 0
    for text, is_good in FIVE:
        row = _row(text)
        score, ours = lesson_rules.score(row), ft.score(row).total
        found = ", ".join(name for name, _ in lesson_rules.score_parts(row))
        said = f"{_sign(_is_kept(score))} {score:.1f}"
        we_say = f"{_sign(ours >= MIN_SCORE)} {ours:.1f}"
        rows.append((shorten(text, SHOWN), said, found or "nothing", we_say))
        right += _is_kept(score) == is_good
    return Truth(right, tuple(rows), "The five replies: ✓ kept, × dropped")


PREDICTIONS = (
    Prediction(
        id="two_levels",
        notebook=3,
        question='A ticket is answered with "Billing", one word. At level 1 the lesson '
        "rejected it: fewer than 10 characters. Now level 2 is asked about the same "
        "reply.",
        ask="What does the lesson's level 2 do with it?",
        reveal=_two_levels,
        why="One word is fewer than five, and that costs 0.2. Nothing else speaks "
        "against the reply, so 0.8 is left, which is above the line. Level 1 counts "
        "characters and level 2 counts words, and neither knows that your task wants "
        "one word.",
        rule="Two levels can disagree about one row; only the task can say who is "
        "right.",
        choices=(ALL_THERE, A_LITTLE_OFF, TOO_MUCH_OFF),
    ),
    Prediction(
        id="on_the_line",
        notebook=3,
        question=f'A reply goes round in circles: "{LOOP}" Fewer than 0.4 of its words '
        "are different ones, which costs 0.3. Nothing else speaks against it, so its "
        "score is exactly 0.7.",
        ask="Does the lesson's filter keep it?",
        reveal=_on_the_line,
        why="The lesson keeps what scores more than 0.7, and 0.7 is not more than 0.7. "
        "One sign decides about every row on the line. Ours keeps 0.7 too, and drops "
        "this reply for another reason: it takes more off for a loop.",
        rule="Say whether the line itself is in or out, and look at the rows that "
        "stand on it.",
        choices=(ENOUGH, NOT_ENOUGH),
    ),
    Prediction(
        id="polite_sorry",
        notebook=3,
        question="The five replies above go through the lesson's level 2. Number 4 is "
        "a refusal and should fall; the others are good and should stay.",
        ask="Of how many of the five does it decide rightly?",
        reveal=_five_replies,
        why='It looks for letters, wherever they stand. "I\'m sorry" is politeness as '
        'often as refusal, "undefined" is what a programmer asks about, and "without '
        'an error" is good news. The refusal says "I can\'t", which the list lacks.',
        rule="A word is not a meaning: read what a rule hits before you trust it.",
        high=len(FIVE),
        unit="right",
    ),
)
