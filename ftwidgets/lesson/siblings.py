"""Which rows does the notebook on splits work on? Twenty seeds, ten variations each."""

import copy
import functools
import json

from ftwidgets.examples import Example, chat
from ftwidgets.seeds.sources import shipped
from ftwidgets.synthesis.ready import READY
from ftwidgets.synthesis.requests import Plan
from ftwidgets.synthesis.template import TemplateTeacher

KIND = "classification"

SIZES = {"train": 160, "validation": 20, "test": 20}
"""The lesson's parts of two hundred rows."""

VARIATIONS = 10
"""The lesson's number of variations of each seed."""


def two_hundred() -> list[Example]:
    """Two hundred tickets, ten from each of our twenty seeds; ``seed`` says from which.

    The template teacher writes them in this process: no run, no journal.

    Examples
    --------
    >>> rows = two_hundred()
    >>> len(rows), len({row["seed"] for row in rows}), rows[0]["seed"]
    (200, 20, 'shipped-c01')
    """
    return copy.deepcopy(_written())


@functools.cache
def _written() -> list[Example]:
    teacher, task = TemplateTeacher(), READY[KIND]
    seeds = [each.example for each in shipped(KIND)]
    plan = Plan(task, seeds, teacher.params(task))
    rows = []
    for request in plan.first(VARIATIONS * len(seeds)):
        message = json.loads(teacher.answer(task, request))
        said = json.loads(message["content"][0]["text"])
        turns = ("user", said["user_message"]), ("assistant", said["assistant_message"])
        name = f"{request.seed_id}-{request.child + 1:02}"
        rows.append(chat(*turns, id=name, seed=request.seed_id))
    return rows
