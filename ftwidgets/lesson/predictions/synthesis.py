"""Predictions of notebook 06: what does a teacher's reply become?"""

import tempfile
from pathlib import Path

import ftwidgets as ft
from ftwidgets.lesson.predictions.prediction import Prediction, Truth
from ftwidgets.synthesis.lesson_call import break_lesson_call
from ftwidgets.synthesis.truth import KEPT, fates_by_defect

SEEDS = "data/seeds/classification.jsonl"

ROWS = 60
"""Rows the small run wants; it asks for twice as many, once."""


def _lesson_call() -> Truth:
    """Run the lesson's call on four replies."""
    breaks = break_lesson_call()
    rows = tuple((each.title, each.lesson.partition(":")[0]) for each in breaks)
    read = sum(each.lesson.startswith("a row") for each in breaks)
    heading = ("what came", "the lesson's call")
    return Truth(read, (heading, *rows), "What becomes of each reply")


MISTAKES = {
    "truncated_json": "A reply that breaks off in the middle",
    "fenced_json": "A row in a code fence",
    "near_duplicate_of_seed": "A seed, said once more with a word added",
    "wrong_label": "A good ticket with the wrong label",
}


def _unseen() -> Truth:
    """Have a teacher make four mistakes on purpose, and see which ones are kept."""
    teacher = ft.TemplateTeacher(defects=dict.fromkeys(MISTAKES, 0.1))
    gold = ft.load(SEEDS).examples
    task = ft.synthesis.READY["classification"]
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder, "replies.jsonl")
        run = ft.generate(task, gold, teacher, ROWS, journal, most=2 * ROWS)
        run.start().wait()
        found = fates_by_defect(run.quality, teacher.truth)
    shares = {kind: found[kind][KEPT] / found[kind].total() for kind in MISTAKES}
    rows = tuple(
        (words, f"{found[kind].total()}", f"{found[kind][KEPT]}")
        for kind, words in MISTAKES.items()
    )
    most = max(shares, key=lambda kind: shares[kind])
    heading = ("mistake", "made", "kept as a row")
    return Truth(
        MISTAKES[most], (heading, *rows), f"{len(run.quality.answers)} requests"
    )


PREDICTIONS = (
    Prediction(
        id="lesson_call",
        notebook=6,
        question="The call above meets four replies in the form that a server sends "
        "today: the model is retired; a thought comes before the text; the reply "
        "breaks off at max_tokens; the JSON stands in a code fence.",
        ask="How many of the four become a row?",
        reveal=_lesson_call,
        why="The call expects one thing in one place: text in the first block, and "
        "JSON from its first character to its last. All else ends in an error, and "
        "what was paid for is gone with it. A call that writes the whole reply down "
        "first can say afterwards what each one was. The retired model it names before "
        "it asks.",
        rule="Keep the whole reply first, and read it then.",
        high=4,
        unit="rows",
    ),
    Prediction(
        id="unseen_mistake",
        notebook=6,
        question="A teacher makes four kinds of mistake, each in one reply of ten. "
        "Then come the reader, the three levels and the novelty gate.",
        ask="Which mistake comes through all of them?",
        reveal=_unseen,
        why="The first two are no row as they stand, and the third shares its words "
        "with a seed: all of that shows in the form. A wrong label stands in a "
        "well-formed row with a good score and new words. To see it, somebody has to "
        "read the ticket and know the shop.",
        rule="Filters judge the form; the meaning is left to you.",
        choices=tuple(MISTAKES.values()),
    ),
)
