"""Exercise 2: which limits keep every label and find what is no label?"""

from typing import Any

from ftwidgets.examples import chat
from ftwidgets.findings import Finding
from ftwidgets.lesson.exercises.answers import safe_repr
from ftwidgets.lesson.exercises.exercise import Exercise, Miss
from ftwidgets.tasks import Limits
from ftwidgets.validation import validate

LABELS = (
    ("Billing", "The invoice names the wrong street."),
    ("Account", "I cannot log in since the update."),
    ("Bug report", "The timer of the lamp counts backwards."),
    ("Delivery", "The parcel has been in Leeds since Monday."),
    ("Returns", "The teapot came without its lid."),
    ("App", "How do I turn the notifications off?"),
    ("Cancellation of an order", "I do not want the second kettle after all."),
)
"""Hidden rows to keep: one for each label, with its ticket."""

ODD_REPLIES = (
    ("A reply that nobody can see comes through.", " \u200b "),
    ("A reply that is shorter than every label comes through.", "ok"),
    ("A reply that is shorter than every label comes through.", "?"),
    (
        "A reply that is longer than every label comes through.",
        "Billing or maybe Account.",
    ),
    (
        "A reply that is longer than every label comes through.",
        "This ticket is about money, so I would sort it as Billing.",
    ),
)
"""Hidden replies to find, with what is said where one comes through."""

_TICKET = "The lamp was paid for twice."

_TOO = {
    "too_short": "A label of the task is too short for your limits.",
    "too_long": "A label of the task is too long for your limits.",
}


def _check(limits: Any) -> tuple[str, ...] | Miss:
    if not isinstance(limits, Limits):
        got = f"{type(limits).__name__} {safe_repr(limits)}"
        return Miss(f"limits must be an ft.Limits(...), got {got}.")
    for label, ticket in LABELS:
        for each in _findings(ticket, label, limits):
            return Miss(_TOO[each.code], _in_words(ticket, label, each.message))
    for property, reply in ODD_REPLIES:
        if not _findings(_TICKET, reply, limits):
            return Miss(property, _in_words(_TICKET, reply, "nothing"))
    return (
        f"{len(LABELS)} hidden rows, one for each label, pass",
        f"{len(ODD_REPLIES)} hidden replies that are no label are found",
    )


def _findings(ticket: str, reply: str, limits: Limits) -> list[Finding]:
    return validate(chat(("user", ticket), ("assistant", reply)), limits)


def _in_words(ticket: str, reply: str, said: str) -> str:
    answer = f"assistant: {reply} ({len(reply)} characters)"
    return f"user: {ticket}\n{answer}\nFound: {said}"


EXERCISE = Exercise(
    number=2,
    title="Limits that keep “Billing”",
    task="Write the limits of the sorting task. Each of its seven labels passes; a "
    "reply that is shorter or longer than every label is found.",
    starter="limits = ...  # ft.Limits(min_chars=, max_chars=)",
    answer="limits",
    hints=(
        "Nothing has to be guessed: you know all labels of the task. How long is the "
        "shortest of them, and how long the longest?",
        "Both ends count as allowed: with min_chars=7 a reply of 7 characters passes.",
        "The shortest label is “App”, the longest “Cancellation of an order”. Let "
        "len(...) count them.",
    ),
    solution="limits = ft.Limits(min_chars=3, max_chars=24)",
    why="You know every label, and you will never know every reply that is none. So "
    "the limits follow what you know: 3 is the shortest label, 24 the longest. Length "
    "is a coarse sieve all the same. “Chair” has a label's length and is none; a task "
    "that knows its labels finds that too: ft.Task(labels=[...]).",
    another="The next task turns angry messages into polite ones. Which limits would "
    "you write, and would you count from the shortest good reply you have, or lower?",
    check=_check,
    wrong=(
        ("limits = ft.Limits(min_chars=10, max_chars=4000)", "too short for your"),
        ("limits = ft.Limits(min_chars=3, max_chars=20)", "too long for your"),
        ("limits = ft.Limits(min_chars=1, max_chars=24)", "shorter than every label"),
        ("limits = ft.Limits(min_chars=3, max_chars=60)", "longer than every label"),
        ("limits = (3, 24)", "must be an ft.Limits"),
    ),
)
