"""Predictions of notebook 07: what does a sample say about rows nobody has read?"""

import json
import random

import ftwidgets as ft
from ftwidgets.lesson.predictions.prediction import RAW, Prediction, Truth
from ftwidgets.review.audits import Audit
from ftwidgets.workspaces import resolve

PLANTED = "data/raw_tickets.planted.json"

SAMPLE = 60
"""Rows read in the first question: about a tenth of ours."""

ROWS = 400
"""Of the file in the second question."""


def _worst_sixty() -> Truth:
    """Bad rows among the lowest, the highest, a random sample, and all."""
    data = ft.load(RAW)
    planted = json.loads(resolve(PLANTED).read_bytes())["rows"]
    due = {
        each["row"]
        for each in planted
        if each["level"] in ("validation", "scoring")
        and each["expect"] in ("reject", "drop")
    }
    is_bad = [record in due for record in data.record_of]
    rows = range(len(is_bad))
    by_score = sorted(rows, key=lambda row: ft.score(data.examples[row]).total)
    drawn = random.Random(0).sample(rows, SAMPLE)
    read = {
        f"the {SAMPLE} lowest scores": by_score[:SAMPLE],
        f"the {SAMPLE} highest scores": by_score[-SAMPLE:],
        f"{SAMPLE} at random": drawn,
        f"all {len(is_bad)}": list(rows),
    }
    shares = {
        how: sum(is_bad[row] for row in them) / len(them) for how, them in read.items()
    }
    table = tuple((how, f"{100 * share:.0f} %") for how, share in shares.items())
    value = round(100 * sum(is_bad) / len(is_bad))
    return Truth(value, (("rows read", "bad"), *table), "Our raw tickets")


def _none_of_twenty() -> Truth:
    """The end of the interval when nothing bad was found."""
    audits = [
        Audit(kept=read, read=read, sample=read, unread=ROWS - read)
        for read in (20, 40, 100, 200)
    ]
    rows = tuple(
        (f"{each.read}", f"{each.unread}", f"{each.bad_left[1]}") for each in audits
    )
    heading = ("read, none bad", "not read", "bad among them, at most")
    return Truth(audits[0].bad_left[1], (heading, *rows), f"{ROWS} rows")


PREDICTIONS = (
    Prediction(
        id="worst_sixty",
        notebook=7,
        question="Somebody sorts our raw tickets by score, reads the 60 lowest, and "
        "finds every one of them bad. Here the truth is known, because we planted it.",
        ask="How many per cent of all the tickets are bad?",
        reveal=_worst_sixty,
        why="The lowest scores were picked for being bad; their rate tells how well "
        "the score picks, not how the file is. And the score does not see everything: "
        "a few of the highest are bad too. The random sample is near the truth, "
        "although nobody chose well.",
        rule="A sample that is sorted cleans; a sample that is drawn measures.",
        high=100,
        unit="%",
    ),
    Prediction(
        id="none_of_twenty",
        notebook=7,
        question="A file has 400 rows. You draw 20 at random and read them: all 20 are "
        "good. 380 rows are left that nobody has read.",
        ask="How many bad rows may be among them, at most?",
        reveal=_none_of_twenty,
        why="If one row in seven were bad, twenty in a row without a bad one would "
        "still come now and then. So twenty clean rows rule out little. At forty the "
        "most that is possible has halved; it never becomes nothing before all is "
        "read. “At most” is meant as 95 % sure.",
        rule="“I found nothing” is a number too: it depends on how much you read.",
        high=380,
        unit="rows",
    ),
)
