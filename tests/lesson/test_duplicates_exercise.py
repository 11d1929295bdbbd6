"""Are exercise 4's hidden rows as they are said to be, and is every answer told?"""

import re
from itertools import combinations

import nbformat
import numpy as np
import pytest

import ftwidgets as ft
from ftwidgets import lesson_rules
from ftwidgets.lesson.exercises.duplicates import EXERCISE, HIDDEN
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.lesson.predictions.duplicates import PROMPT, TICKETS, tickets
from ftwidgets.workspaces import project

LABELS = ["billing", "delivery", "returns", "account", "product"]

LINE = 0.8


@pytest.fixture
def judge(tmp_path):
    """What becomes of an answer at its second miss, which tells the row too."""
    progress = Progress("mira", tmp_path)

    def judge(answer):
        EXERCISE.judge(answer, progress)
        return EXERCISE.judge(answer, progress)

    return judge


class Broken:
    """What cannot even be shown."""

    def __repr__(self):
        raise RuntimeError("no name")


def likeness(one, other):
    """Words in both, divided by words in either."""
    sets = [set(re.findall(r"\w+", " ".join(row).casefold())) for row in (one, other)]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


@pytest.mark.parametrize("hidden", HIDDEN)
def test_copies_reach_the_line_and_nothing_else_does(hidden):
    for group in hidden.copies:
        assert len(group) >= 2
        assert all(likeness(*pair) >= LINE for pair in combinations(group, 2))
    alone = [*hidden.different, *(group[0] for group in hidden.copies)]
    for one, other in combinations(alone, 2):
        assert likeness(one, other) < LINE
    for one in alone:
        assert all(likeness(one, other) < LINE for other in hidden.disputed)


def test_what_is_disputed_is_one_question_with_two_labels():
    disputed = [hidden.disputed for hidden in HIDDEN if hidden.disputed]
    assert disputed
    for (question, label), (same, other) in disputed:
        assert question == same
        assert label != other
        assert {label, other} <= set(LABELS)
        assert likeness((question, label), (same, other)) >= LINE


def test_the_lesson_loses_eight_of_ten_good_rows():
    hidden = HIDDEN[0]
    examples = hidden.examples
    kept = [examples[row] for row in lesson_rules.deduplicate(examples).kept]
    good = [hidden.example(turns) for turns in hidden.different]
    assert (len(good), sum(row not in kept for row in good)) == (10, 8)


def test_other_ways_to_the_same_rows_pass_as_well(judge):
    assert judge(
        lambda rows: ft.deduplicate(rows, keep="first", labels=LABELS).examples
    ).passed
    assert judge(
        lambda rows: tuple(ft.deduplicate(rows, labels=LABELS).examples)
    ).passed


@pytest.mark.parametrize(
    ("keep", "property", "row"),
    [
        (
            lambda rows: ft.deduplicate(rows, 0.5, labels=LABELS).examples,
            "Different rows fall: 1 of 6",
            "The handle of the green spade",
        ),
        (
            lambda rows: ft.deduplicate(rows, 1.0, labels=LABELS).examples,
            "A copy stays",
            "The mower stops after twenty minutes",
        ),
        (
            lambda rows: ft.deduplicate(rows, roles=["assistant"]).examples,
            "Different rows fall",
            "Hidden set 1",
        ),
        (lambda rows: [], "Different rows fall: 10 of 10", "My invoice is wrong"),
        (
            lambda rows: rows[:10],
            "none of them is left",
            "Where can I find the receipt",
        ),
        (lambda rows: rows + rows[:1], "comes back more than once", "My invoice"),
        (
            lambda rows: [{**row, "seen": True} for row in rows],
            "comes back that was changed",
            "My invoice is wrong",
        ),
        (
            lambda rows: [{"messages": np.array([1, 2])}, *rows],
            "comes back that was changed",
            "array([1, 2])",
        ),
        (
            lambda rows: [{**rows[0], "messages": {"a"}}],
            "comes back that was changed",
            "Hidden set 1",
        ),
        (
            lambda rows: [{**row, "at": np.float64(1)} for row in rows],
            "comes back that was changed",
            "My invoice is wrong",
        ),
        (lambda rows: [Broken()], "got Broken (cannot be shown).", "Hidden set 1"),
        (lambda rows: Broken(), "got Broken: (cannot be shown)", "Hidden set 1"),
        (lambda rows: [{}], "comes back that was changed", "Hidden set 1"),
        (lambda rows: [0, 1], "the rows themselves back, got int 0", "Hidden set 1"),
        (lambda rows: "rows", "a list of rows back, got str", "Hidden set 1"),
        (lambda rows: {"kept": rows}, "a list of rows back, got dict", "12 rows"),
        (lambda rows: 0, "a list of rows back, got int", "Hidden set 1"),
    ],
)
def test_a_miss_tells_the_row_that_goes_wrong(keep, property, row, judge):
    outcome = judge(keep)
    assert outcome.state == "not_yet"
    assert property in outcome.sentence
    assert row in outcome.row


def test_what_is_no_function_is_told(judge):
    told = "keep must be a function that takes a list of rows, got list []."
    assert judge([]).sentence == told


def test_code_that_raises_is_told_with_what_it_was_given(judge):
    outcome = judge(lambda rows: ft.deduplicate(rows, roles="user").examples)
    assert outcome.state == "raised"
    assert outcome.sentence.startswith("ValueError: roles is 'user'")
    assert outcome.row == "Hidden set 1, 12 rows"


@pytest.mark.parametrize("keep", [..., lambda rows: ...])
def test_untouched_it_is_not_started(keep, judge):
    assert judge(keep).state == "not_started"


def test_a_function_that_empties_its_rows_does_not_empty_ours(judge):
    def keep(rows):
        found = ft.deduplicate(rows, labels=LABELS).examples
        rows.clear()
        return found

    assert judge(keep).passed


def test_tickets_and_prompt_of_the_guesses_stand_in_the_notebook():
    path = project() / "notebooks" / NOTEBOOKS[4].file
    prose = "\n".join(cell.source for cell in nbformat.read(path, 4).cells)
    assert f"> {PROMPT}" in prose
    assert all(f"| {question} | {label} |" in prose for question, label in TICKETS)
    assert len(PROMPT.split()) == 43


def test_the_surprises_of_the_lesson_s_search_are_what_the_code_does():
    """Similarities by the definition, over words as the lesson cuts them."""
    truths = {id: ft.lesson.prediction(id).reveal() for id in IDS}
    assert truths["ten_tickets"].value == 10
    assert truths["shared_prompt"].value == 2
    for truth, prompt in (
        (truths["ten_tickets"], ""),
        (truths["shared_prompt"], PROMPT),
    ):
        sets = [set(str(row["messages"]).split()) for row in tickets(prompt)]
        pairs = sorted(len(a & b) / len(a | b) for a, b in combinations(sets, 2))
        assert f"{pairs[len(pairs) // 2]:.2f}" in {row[1] for row in truth.table}
    # 9 bands of 13 values see a pair of similarity s with chance 1 - (1 - s^13)^9.
    for similarity, pairs, seen, missed in truths["pairs_seen"].table[1:]:
        chance = 1 - (1 - float(similarity) ** 13) ** 9
        spread = (int(pairs) * chance * (1 - chance)) ** 0.5
        assert abs(int(seen) - int(pairs) * chance) <= 3 * spread
        assert int(seen) + int(missed) == int(pairs)


IDS = ("ten_tickets", "shared_prompt", "pairs_seen")
