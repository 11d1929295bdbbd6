"""Predictions of notebook 00: what becomes of the raw tickets?"""

import ftwidgets as ft
from ftwidgets.lesson.predictions.prediction import RAW, Prediction, Truth

MORE, FEWER, ALIKE = "more rows", "fewer rows", "within ten rows of it"
"""What the lesson's functions may keep, beside the standard recipe."""

_ALIKE_WITHIN = 10

_LEVELS = {
    "reading": "reading",
    "validation": "1 validation",
    "scoring": "2 scoring",
    "deduplication": "3 deduplication",
}


def _survivors() -> Truth:
    """Run the standard recipe on our raw tickets."""
    curation = ft.curate(ft.load(RAW), ft.Recipe.STANDARD)
    rows = tuple(
        (_LEVELS[stage.level], f"{stage.rows_in}", f"{stage.dropped}", f"{stage.kept}")
        for stage in curation.funnel
        if stage.level in _LEVELS
    )
    heading = ("level", "in", "fall", "left")
    return Truth(len(curation.kept), (heading, *rows), "Where they fall")


def _lesson_or_ours() -> Truth:
    """Run the lesson's functions and the standard recipe on the same tickets."""
    data = ft.load(RAW)
    recipes = {"lesson": ft.Recipe.LESSON, "standard": ft.Recipe.STANDARD}
    kept = {name: len(ft.curate(data, each).kept) for name, each in recipes.items()}
    more = kept["lesson"] - kept["standard"]
    value = ALIKE if abs(more) <= _ALIKE_WITHIN else MORE if more > 0 else FEWER
    rows = tuple((name, f"{number} of {len(data)}") for name, number in kept.items())
    return Truth(value, (("recipe", "left"), *rows), "Left at the end")


PREDICTIONS = (
    Prediction(
        id="survivors",
        notebook=0,
        question="630 raw tickets go in. A record survives if it is well-formed, if "
        "its reply is good enough, and if no better copy of it is there already.",
        ask="How many of the 630 are left at the end?",
        reveal=_survivors,
        why="No single level does it. Some records cannot be read at all, some "
        "replies are refusals or error messages, and some are the same ticket twice. "
        "Each level sees what the others cannot.",
        rule="A dataset is a funnel, and each row that falls has its reason.",
        high=630,
        unit="left",
    ),
    Prediction(
        id="lesson_or_ours",
        notebook=0,
        question="The lesson prints three functions of a few lines each. They get the "
        "same 630 tickets, and run just as they are printed.",
        ask="Do they keep more than our standard recipe, or fewer?",
        reveal=_lesson_or_ours,
        why="They were written for long replies in one format. Here many good replies "
        "are one word, the name of a class, and some files are laid out another way: "
        "they fall before anybody reads them.",
        rule="A filter that drops more is not a better filter.",
        choices=(MORE, FEWER, ALIKE),
    ),
)
