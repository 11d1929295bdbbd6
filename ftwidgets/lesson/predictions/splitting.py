"""Predictions of notebook 08: what does a test know that was drawn row by row?"""

from collections import Counter

from ftwidgets.lesson.predictions.prediction import Prediction, Truth
from ftwidgets.lesson.siblings import two_hundred
from ftwidgets.splitting import shuffle_split

SHOWN = 5
"""So many test rows are shown."""


def _siblings() -> Truth:
    """Shuffle our two hundred rows, cut, and look each test row's seed up in train."""
    parts = shuffle_split(two_hundred(), 160, 20, 20)
    there = Counter(row["seed"] for row in parts.train)
    known = [row for row in parts.test if there[row["seed"]]]
    heading = ("test row", "its seed", "siblings in train")
    rows = ((row["id"], row["seed"], f"{there[row['seed']]}") for row in known[:SHOWN])
    return Truth(len(known), (heading, *rows), "The first of them")


PREDICTIONS = (
    Prediction(
        id="siblings",
        notebook=8,
        question="20 seeds, and a teacher that varied each of them ten times: 200 "
        "rows. They are shuffled and cut into 160 for training, 20 for validation and "
        "20 for the test. No row stands in two parts.",
        ask="How many of the 20 test rows have a sibling, a row of the same seed, in "
        "training?",
        reveal=_siblings,
        why="A test row's nine siblings would all have to land in the other 40 rows. "
        "With four rows in five going to training, that practically never happens. The "
        "rows differ, so comparing them word by word finds nothing; what they share is "
        "the seed.",
        rule="Split by seed, not by row.",
        high=20,
        unit="with a sibling in train",
    ),
)
