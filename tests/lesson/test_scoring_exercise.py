"""Are exercise 3's hidden replies as labelled, and is every answer to it told?"""

import re

import nbformat
import pytest

import ftwidgets as ft
from ftwidgets.lesson.exercises.scoring import EXERCISE, HIDDEN
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.lesson.predictions.scoring import FIVE
from ftwidgets.workspaces import project

PHRASES = ["can't help with", "cannot help with", "As an AI,"]

LABELLED = [reply for replies in HIDDEN for reply in replies]

PROSE = "\n".join(
    cell.source
    for cell in nbformat.read(project() / "notebooks" / NOTEBOOKS[3].file, 4).cells
    if cell.cell_type == "markdown"
)

SHOWN = re.findall(r"^\| (.+) \| (fall|stay) \|$", PROSE, re.MULTILINE)


@pytest.fixture
def judge(tmp_path):
    """What becomes of an answer at its second miss, which tells the row too."""
    progress = Progress("mira", tmp_path)

    def judge(*answer):
        EXERCISE.judge(answer, progress)
        return EXERCISE.judge(answer, progress)

    return judge


def by_hand(reply, phrases, line):
    """Whether a reply stays, worked out by the task's words alone."""
    words = reply.split()
    cents = 100
    cents -= 30 if len(set(words)) < 0.4 * len(words) else 0
    cents -= 20 if len(words) < 5 else 0
    cents -= 40 * sum(each.lower() in reply.lower() for each in phrases)
    return max(cents, 0) >= 100 * line


def test_the_notebook_shows_replies_of_both_kinds():
    assert len(SHOWN) == 9
    assert {fate for _, fate in SHOWN} == {"fall", "stay"}


@pytest.mark.parametrize("line", [0.71, 0.75, 0.8])
def test_the_rule_divides_what_is_shown_and_what_is_hidden(line, judge):
    assert all(by_hand(text, PHRASES, line) == (fate == "stay") for text, fate in SHOWN)
    assert all(by_hand(each.text, PHRASES, line) == each.stays for each in LABELLED)
    assert judge(PHRASES, line).passed


def test_no_hidden_reply_is_shown_before():
    assert not {text for text, _ in SHOWN} & {reply.text for reply in LABELLED}


def test_every_hidden_set_has_good_replies_and_others():
    assert all(
        {reply.stays for reply in replies} == {True, False} for replies in HIDDEN
    )


def test_the_lesson_s_own_patterns_do_not_divide_the_replies():
    patterns = ["I cannot", "I'm sorry", "As an AI", "I don't have", "ERROR"]
    fates = [by_hand(reply.text, patterns, 0.75) == reply.stays for reply in LABELLED]
    assert fates.count(False) >= 4


@pytest.mark.parametrize(
    "phrases",
    [
        ["I can't help", "I cannot help", "an AI,"],
        ("CAN'T HELP WITH", "CANNOT HELP WITH", "AS AN AI,"),
        {"can’t help with", "cannot help with", "As an AI, I"},
        [*PHRASES, *PHRASES, "tea in China"],
    ],
)
def test_other_phrases_that_only_refusals_have_pass_as_well(phrases, judge):
    assert judge(phrases, 0.75).passed


@pytest.mark.parametrize(
    ("phrases", "line", "property", "row"),
    [
        (["can't help with", "cannot help with", "As an AI"], 0.75, "good", "airmail"),
        ([*PHRASES, "help with"], 0.75, "good reply falls", "the new code"),
        ([*PHRASES, "I'm sorry, but"], 0.75, "good reply falls", "blue is sold out"),
        ([*PHRASES, "access"], 0.75, "good reply falls", "the old mailbox"),
        ([*PHRASES, "error"], 0.75, "good reply falls", "Error 41"),
        ([], 0.75, "refusal stays", "can't help with this"),
        (["can't help with that"], 0.75, "refusal stays", "can't help with this"),
        (PHRASES, 1, "no phrase of yours", "Returns"),
        (PHRASES, 0.70, "again and again", "scores 0.70, and your line is 0.70"),
        (PHRASES, 0, "although a phrase of yours", "scores 0.60"),
    ],
)
def test_a_miss_tells_the_reply_that_goes_wrong(phrases, line, property, row, judge):
    outcome = judge(phrases, line)
    assert outcome.state == "not_yet"
    assert property in outcome.sentence
    assert row in outcome.row


@pytest.mark.parametrize(
    ("phrases", "line", "told"),
    [
        ("As an AI,", 0.75, "phrases must be a list of texts, got str 'As an AI,'"),
        (7, 0.75, "phrases must be a list of texts, got int 7"),
        (None, 0.75, "phrases must be a list of texts, got NoneType None"),
        (["As an AI,", 7], 0.75, "Each phrase must be a text, got int 7"),
        (["As an AI,", " "], 0.75, "A phrase is empty"),
        (PHRASES, "0.75", "line must be a number, got str '0.75'"),
        (PHRASES, True, "line must be a number, got bool True"),
        (PHRASES, 75, "line must lie between 0 and 1, as scores do, got 75"),
        (PHRASES, float("nan"), "line must lie between 0 and 1"),
    ],
)
def test_an_odd_answer_is_told_what_is_wanted(phrases, line, told, judge):
    outcome = judge(phrases, line)
    assert outcome.state == "not_yet"
    assert told in outcome.sentence


@pytest.mark.parametrize("answer", [(..., ...), (PHRASES, ...), (..., 0.75)])
def test_half_an_answer_is_not_started(answer, judge):
    assert judge(*answer).state == "not_started"


def test_the_five_replies_of_the_guess_stand_in_the_notebook():
    assert all(f"{n}. {reply.text}" in PROSE for n, reply in enumerate(FIVE, 1))


def test_the_surprises_of_the_lesson_s_score_are_what_the_code_does():
    """As computed by hand from the lesson's costs."""
    truths = {id: ft.lesson.prediction(id).reveal() for id in IDS}
    assert truths["two_levels"].value == "Kept, with a score of 0.8"
    assert truths["on_the_line"].value == "It is dropped: 0.7 is not enough"
    assert truths["polite_sorry"].value == 1
    said = [row[1] for row in truths["polite_sorry"].table[1:]]
    assert said == ["× 0.6", "× 0.6", "× 0.6", "✓ 1.0", "✓ 1.0"]


IDS = ("two_levels", "on_the_line", "polite_sorry")
