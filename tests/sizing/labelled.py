"""Rows of a made-up classification task, easy or hard."""

import random

from ftwidgets.examples import chat

LABELS = ("billing", "delivery", "returns", "technical")

WORDS = {label: [f"{label[:4]}{n}" for n in range(12)] for label in LABELS}
"""Words that only rows of a label use."""

COMMON = [f"word{n}" for n in range(60)]


def labelled(rows, seed=0, hints=1, wrong=0.0):
    """Rows of common words and so many of their label's; some are mislabelled."""
    draw = random.Random(seed)
    made = []
    for number in range(rows):
        label = LABELS[number % len(LABELS)]
        said = draw.sample(COMMON, 8) + draw.sample(WORDS[label], hints)
        if draw.random() < wrong:
            label = draw.choice([each for each in LABELS if each != label])
        draw.shuffle(said)
        made.append(chat(("user", " ".join(said)), ("assistant", label.title())))
    return made
