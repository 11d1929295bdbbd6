"""Exercise 9: is there a dataset of 200 rows in three parts, built from 20 seeds?"""

from typing import Any

from ftwidgets.lesson.exercises.answers import safe_repr
from ftwidgets.lesson.exercises.exercise import Exercise, Miss, NotStarted
from ftwidgets.lesson.workshop import Workshop
from ftwidgets.lesson.workshop.evidence import Evidence

CHOOSE = "Choose a task at the top of the notebook, then run the cells below it."


def _check(answer: Any) -> tuple[str, ...] | Miss:
    if not isinstance(answer, Workshop):
        got = f"{type(answer).__name__} {safe_repr(answer)}"
        return Miss(f"mine must be your workshop, ft.lesson.Workshop(), got {got}.")
    if not answer.choice.chosen:
        raise NotStarted(CHOOSE)
    found = []
    for proof in Evidence(answer):
        if not proof.holds:
            return Miss(proof.words, proof.row)
        found.append(proof.words)
    return tuple(found)


EXERCISE = Exercise(
    number=9,
    title="A dataset of your own",
    task="Choose a task, write 20 gold seeds, expand them to 200 rows, filter, read "
    "the duplicate rate and the average quality, split into 160, 20 and 20, and write "
    "the files. The cells above do it; this one looks at what is on the disk.",
    starter="mine = ft.lesson.Workshop()",
    answer="mine",
    hints=(
        "mine, in a cell of its own, says in one sentence what is missing.",
        "After a choice, or after the last seed, run the cells below it again: Run > "
        "Run Selected Cell and All Below.",
        "No time for 20 seeds? The editor has “Start from our 20 examples”. The "
        "certificate will say whose they are.",
    ),
    solution="mine = ft.lesson.Workshop()\n"
    'mine.choose("classification")  # or format_conversion, style_matching\n'
    "mine.use_ours()  # 20 seeds of ours, and named as ours\n"
    "mine.build()  # expand, filter, split and write",
    why="These are the steps of the notebook as calls. They do what the clicks do, and "
    "whoever comes later can do it again. What no call can do is write seeds that are "
    "yours: the certificate tells the difference.",
    another="Build it once more for a task from your own work, with seeds you would "
    "sign. What is harder: the 20 seeds, or reading a tenth of what came of them?",
    check=_check,
    wrong=(
        (
            'mine = ft.lesson.Workshop().choose("style_matching")',
            "gold seeds are 0 of 20",
        ),
        (
            'mine = ft.lesson.Workshop().choose("style_matching").use_ours()',
            "not expanded yet",
        ),
        ("mine = [{'messages': []}] * 200", "must be your workshop"),
    ),
)
