"""Predictions of notebook 02: what does the lesson's level 1 say, and when?"""

from typing import Any

import ftwidgets as ft
from ftwidgets import lesson_rules
from ftwidgets.examples import Example, chat, reply_of
from ftwidgets.findings import Finding
from ftwidgets.lesson.predictions.prediction import Prediction, Truth

SORTED = (
    chat(("user", "I was charged twice for one kettle."), ("assistant", "Billing")),
    chat(("user", "How do I change my password?"), ("assistant", "Account")),
    chat(("user", "The app closes when I open it."), ("assistant", "Bug report")),
)
"""The lesson's own task: tickets, each with its category."""

_ASKED = {"role": "user", "content": "Where is my parcel?"}


def _replied(**reply: Any) -> Example:
    return {"messages": [_ASKED, reply]}


ODD: tuple[tuple[str, Any], ...] = (
    ("no key messages", {"text": "Where is my parcel?"}),
    ("messages is a text", {"messages": "Where is my parcel?"}),
    ("a message without a role", _replied(content="On its way.")),
    ("content is null", _replied(role="assistant", content=None)),
    ("content is blank", _replied(role="assistant", content="  ")),
    (
        "content is a list of parts",
        _replied(
            role="assistant", content=[{"type": "text", "text": "It is on its way."}]
        ),
    ),
)
"""Records as raw files have them, each with what is odd about it."""


def _passes() -> Truth:
    """Run the lesson's level 1 on three labels."""
    rows, passed = [], 0
    for row in SORTED:
        reply, errors = reply_of(row), lesson_rules.validate(row)
        passed += not errors
        rows.append((reply, f"{len(reply)}", "; ".join(errors) or "passes"))
    heading = ("reply", "characters", "the lesson's level 1")
    return Truth(passed, (heading, *rows), "Three good replies")


def _stops() -> Truth:
    """Run the lesson's level 1 and ours on odd records."""
    rows, stopped = [], 0
    for words, record in ODD:
        try:
            said = "; ".join(lesson_rules.validate(record)) or "passes"
        except lesson_rules.LessonCrash as crash:
            stopped += 1
            said = f"× stops: {crash.exception_name}"
        rows.append((words, said, _in_words(ft.validate(record))))
    heading = ("record", "the lesson's level 1", "ft.validate")
    return Truth(stopped, (heading, *rows), "Six odd records")


def _in_words(found: list[Finding]) -> str:
    return "; ".join(each.message for each in found) or "passes: a known form"


PREDICTIONS = (
    Prediction(
        id="billing_label",
        notebook=2,
        question="The lesson's own task is sorting support tickets. Three tickets are "
        "sorted well: the replies are “Billing”, “Account” and “Bug report”. They go "
        "through the lesson's level 1.",
        ask="How many of the three pass?",
        reveal=_passes,
        why="A reply under 10 characters is suspicious where the model shall explain "
        "something. Here the model shall name a category, and most names are short. "
        "“Bug report” passes for the number of its letters, not for being a better "
        "answer. A filter with this limit drops two good rows of three, and the model "
        "has only bug reports left to learn from.",
        rule="Limits belong to the task, not to the tool.",
        high=3,
        unit="passed",
    ),
    Prediction(
        id="odd_records",
        notebook=2,
        question="Six odd records, as raw files have them: no key messages, messages "
        "that are one text, a message without a role, content that is null, content "
        "that is blank, and content as a list of parts. All six go through the "
        "lesson's level 1, one by one.",
        ask="On how many of the six does it stop with a Python error?",
        reveal=_stops,
        why="The lesson's function takes for granted what it has not looked at yet: "
        "that messages is a list, that each message has a role, that content is text. "
        "The first record that differs ends the run, and nobody hears of the records "
        "behind it. Ours asks what a thing is before it uses it. A list of parts is a "
        "form that several trainers read, so there is nothing to report.",
        rule="A bad row is data, not an accident: report it and go on.",
        high=6,
        unit="stops",
    ),
)
