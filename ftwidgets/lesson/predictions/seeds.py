"""Predictions of notebook 05: do chance and a count of words find good seeds?"""

import random
from collections import Counter

import ftwidgets as ft
from ftwidgets.examples import reply_of
from ftwidgets.lesson.predictions.prediction import RAW, Prediction, Truth
from ftwidgets.seeds.checks import NEAR, overlap

LABELS = ("account", "billing", "delivery", "product", "returns", "technical")
GOAL, LEAST, DRAWS = 20, 3, 100


def _random_twenty() -> Truth:
    """Draw twenty sorted tickets a hundred times, and count the labels."""
    replies = [reply_of(example) for example in ft.load(RAW).examples]
    labels = [reply for reply in replies if reply in LABELS]
    chance = random.Random(0)
    draws = [Counter(chance.sample(labels, GOAL)) for _ in range(DRAWS)]
    fewest = [min(draw[label] for label in LABELS) for draw in draws]
    rows = tuple(
        (f"{least} or more", f"{sum(few >= least for few in fewest)}")
        for least in range(1, LEAST + 1)
    )
    heading = ("seeds of every label", f"draws of {DRAWS}")
    value = sum(few >= LEAST for few in fewest)
    return Truth(value, (heading, *rows), "Twenty drawn at random")


SEED = "Where is my lamp?"
OTHERS = (
    (SEED, "Where is my rug?"),
    (
        "The wardrobe came on Friday, and now one of its doors will not close.",
        "The wardrobe came on Monday, and now one of its doors will not close.",
    ),
    (SEED, "Has anybody sent off the lamp I ordered?"),
)


def _changed_word() -> Truth:
    """Compare each two as the editor does."""
    shares = [overlap(one, other) for one, other in OTHERS]
    rows = tuple(
        (one, other, f"{100 * share:.0f} %{', a warning' if share >= NEAR else ''}")
        for (one, other), share in zip(OTHERS, shares, strict=True)
    )
    heading = ("a seed", "one more", "shared")
    return Truth(round(100 * shares[0]), (heading, *rows), "What a count of words sees")


PREDICTIONS = (
    Prediction(
        id="random_twenty",
        notebook=5,
        question="Six labels, and each is to have at least three of the twenty seeds. "
        "Instead of choosing, you draw twenty of our sorted tickets at random, and "
        "that a hundred times.",
        ask="In how many of the hundred draws does every label get its three?",
        reveal=_random_twenty,
        why="Twenty is few, and chance does not deal evenly: some label nearly always "
        "comes off badly. A large random sample looks like the whole, which is what "
        "you want for measuring. Seeds are for teaching, and a label without seeds is "
        "a label that nobody will generate.",
        rule="Choose seeds so that they cover; draw samples to measure.",
        high=DRAWS,
        unit="draws",
    ),
    Prediction(
        id="changed_word",
        notebook=5,
        question=f"A seed says “{SEED}” You write one more: “{OTHERS[0][1]}” The "
        "editor warns where two seeds share 80 % of their words or more.",
        ask="How many per cent of their words do these two share?",
        reveal=_changed_word,
        why="Three of the five different words are in both. So the editor says "
        "nothing, although you have written one seed twice. In a long ticket one "
        "changed word leaves nearly all of them, and it warns. The last pair asks for "
        "the same thing and shares next to nothing. The number counts words; it does "
        "not know what they mean.",
        rule="A count finds copies; only reading finds repetition.",
        high=100,
        unit="%",
    ),
)
