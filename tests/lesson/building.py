"""How is a dataset built in a test, by templates or by what somebody has pasted?"""

import json
import random
import shutil

from ftwidgets.lesson.workshop import Workshop

LEARNER = "mira"

SORTED = {
    "spam": "You have won a prize, click the link about the",
    "mail": "Shall we meet on Friday to talk about the",
}
"""Labels of a task of one's own, each with how its texts begin."""

_LETTERS = "bcdfghklmnprst"
_VOWELS = "aeiou"


def made_up_words(draw, number):
    """Words that nobody uses, so that no two texts are alike."""
    return " ".join(
        "".join(draw.choice(_LETTERS) + draw.choice(_VOWELS) for _ in range(3))
        for _ in range(number)
    )


def own_seeds(number=20):
    """Fields of seeds for the task of one's own, the labels in turn."""
    draw = random.Random(1)
    labels = list(SORTED)
    return [
        {
            "text": f"{SORTED[labels[at % 2]]} {made_up_words(draw, 6)}",
            "label": labels[at % 2],
        }
        for at in range(number)
    ]


def own_workshop(folder, seeds=20):
    """A workshop on a task of one's own, with seeds that were written."""
    mine = Workshop(LEARNER, folder)
    mine.choose_own("spam or mail", "Tell spam from real mail.", list(SORTED))
    mine.seeds.add_all((fields, None) for fields in own_seeds(seeds))
    return mine


def paste_all(run):
    """Answer every open prompt as an assistant would, and paste it."""
    draw = random.Random(2)
    labels = list(SORTED)
    while answers := run.open_answers():
        said = [
            {
                "number": each.request.number + 1,
                "user_message": made_up_words(draw, 12),
                "assistant_message": labels[each.request.number % 2],
            }
            for each in answers
        ]
        run.paste("\n".join(map(json.dumps, said)))


def copy_of(built, folder):
    """A workshop on a copy of a built one, to be spoiled."""
    shutil.copytree(built.folder.parent, folder, dirs_exist_ok=True)
    return Workshop(LEARNER, folder)


def lines_of(path):
    """Rows of a file, read without our code."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
