"""Predictions of notebook 01: what does a pair keep, and what is a model asked?"""

import ftwidgets as ft
from ftwidgets.examples import chat
from ftwidgets.lesson.predictions.prediction import Prediction, Truth
from ftwidgets.templates.known import TEMPLATES
from ftwidgets.templates.prompts import Prompts
from ftwidgets.templates.rendering import render

SYSTEM = "Sort the ticket. Reply with one label."
FIRST, SECOND = "My lamp came with a crack.", "And who pays for the parcel?"

CONVERSATION = chat(
    ("system", SYSTEM),
    ("user", FIRST),
    ("assistant", "returns"),
    ("user", SECOND),
    ("assistant", "billing"),
)
"""Five messages: more than a pair has room for."""

SHOWN = 44
"""So many characters of a text are shown."""

ALL = "All five, joined into one prompt"
FIRST_PAIR = "The first question and its label"
LAST_PAIR = "The last question and its label"
WITH_SYSTEM = "The system prompt and the last question, with its label"


def _narrow_pair() -> Truth:
    """Write the conversation as a pair, whatever it loses, and look for each text."""
    (pair,), _ = ft.convert([CONVERSATION], "completion", allow_lossy=True)
    written = f"{pair['prompt']}\n{pair['completion']}"
    kept = [turn["content"] in written for turn in CONVERSATION["messages"]]
    found = {
        (True, True, True, True, True): ALL,
        (False, True, True, False, False): FIRST_PAIR,
        (False, False, False, True, True): LAST_PAIR,
        (True, False, False, True, True): WITH_SYSTEM,
    }[tuple(kept)]
    rows = tuple(
        (turn["role"], turn["content"], "✓ kept" if is_kept else "− lost")
        for turn, is_kept in zip(CONVERSATION["messages"], kept, strict=True)
    )
    return Truth(found, (("role", "content", "in the pair"), *rows), "What is left")


AT_ONCE = "Almost at once, at the first role"
AT_QUESTION = "At the question"
AT_REPLY = "Not before the reply"


def _shared_beginning() -> Truth:
    """Render a training row and a call by ChatML, and see where the two texts part."""
    asked = chat(("system", SYSTEM), ("user", FIRST))["messages"]
    trained = chat(("user", FIRST), ("assistant", "returns"))["messages"]
    template = TEMPLATES["chatml"]
    texts = render(trained, template, False), render(asked, template, True)
    shared = texts[0][: Prompts(*texts).common]
    at = AT_REPLY if FIRST in shared else AT_QUESTION if "user" in shared else AT_ONCE
    begun = [f"{text[:SHOWN]}…".replace("\n", " ↵ ") for text in texts]
    rows = ("text", "begins with"), ("in training", begun[0]), ("in a call", begun[1])
    return Truth(at, rows, f"They share the first {len(shared)} characters")


PREDICTIONS = (
    Prediction(
        id="narrow_pair",
        notebook=1,
        question="A conversation of five messages: a system prompt, a question and its "
        "label, one more question and its label. It is written as one pair of prompt "
        "and completion, and losses are allowed.",
        ask="What is left of the five messages?",
        reveal=_narrow_pair,
        why="A pair has two places. The last reply goes into one of them and the "
        "question before it into the other. Nothing is joined behind your back: text "
        "glued together in a way that no call repeats would be a loss as well, only "
        "harder to see. So ft.convert refuses such a row unless you allow the loss.",
        rule="A pair keeps the last question and its reply, and no more.",
        choices=(ALL, FIRST_PAIR, LAST_PAIR, WITH_SYSTEM),
    ),
    Prediction(
        id="shared_beginning",
        notebook=1,
        question="A row for training holds a question and its label. In production the "
        "same question is asked, with a system prompt before it. Both are written out "
        "by ChatML, a common chat template, and read from the left.",
        ask="Where do the two texts begin to differ?",
        reveal=_shared_beginning,
        why="A chat template writes every message out with its role, in order. The "
        "system prompt comes first, so the texts part at the first role. Each later "
        "word is read in the light of what stands before it, and the model was never "
        "trained on what stands there now.",
        rule="What training saw must stand there at inference, from the first word on.",
        choices=(AT_ONCE, AT_QUESTION, AT_REPLY),
    ),
)
