"""Does exercise 2 take the limits of the labels and no others, and is its tale true?"""

import pytest

import ftwidgets as ft
from ftwidgets import lesson_rules
from ftwidgets.examples import reply_of
from ftwidgets.lesson.exercises.validation import EXERCISE, LABELS
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.predictions import prediction
from tests.lesson.test_statements import cells_of, notebook


@pytest.fixture
def progress(tmp_path):
    return Progress("mira", tmp_path)


@pytest.fixture(scope="module")
def tickets():
    return ft.load("data/raw_tickets.jsonl")


def test_only_the_lengths_of_the_shortest_and_longest_label_pass():
    lengths = [len(label) for label, _ in LABELS]
    passed = {
        (low, high)
        for low in range(12)
        for high in range(20, 30)
        if isinstance(EXERCISE.check(ft.Limits(low, high)), tuple)
    }
    assert passed == {(min(lengths), max(lengths))} == {(3, 24)}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (3, "got int 3"),
        ((3, 24), "got tuple (3, 24)"),
        ({"min_chars": 3, "max_chars": 24}, "got dict"),
        (ft.Limits, "got type"),
        (ft.Task(limits=ft.Limits(3, 24)), "got Task"),
        (ft.Limits(0, 0), "too long for your limits"),
        (ft.Limits(25, 25), "too short for your limits"),
    ],
)
def test_an_odd_answer_is_told_what_is_odd(answer, words, progress):
    outcome = EXERCISE.judge(answer, progress)
    assert outcome.state == "not_yet"
    assert words in outcome.sentence


def test_the_second_miss_shows_the_reply_and_counts_its_characters(progress):
    EXERCISE.judge(ft.Limits(3, 60), progress)
    row = EXERCISE.judge(ft.Limits(3, 60), progress).row
    assert "assistant: Billing or maybe Account. (25 characters)" in row
    assert row.endswith("Found: nothing")


def test_the_notebook_names_the_labels_that_are_judged():
    (named,) = [cell for cell in cells_of(notebook(2)) if cell.startswith("labels = ")]
    assert all(f'"{label.casefold()}"' in named for label, _ in LABELS)
    assert named.count('"') == 2 * len(LABELS)


def test_two_of_three_labels_are_too_short_for_the_lesson():
    truth = prediction("billing_label").reveal()
    assert truth.value == 1
    short = "Assistant response suspiciously short"
    assert truth.table[1:] == (
        ("Billing", "7", short),
        ("Account", "7", short),
        ("Bug report", "10", "passes"),
    )


def test_four_of_six_odd_records_stop_the_lesson_and_none_stops_ours():
    truth = prediction("odd_records").reveal()
    assert truth.value == 4
    said = {row[0]: row[1] for row in truth.table[1:]}
    assert said["messages is a text"] == "× stops: TypeError"
    assert said["a message without a role"] == "× stops: KeyError"
    assert said["content is null"] == "× stops: AttributeError"
    assert said["content is a list of parts"] == "× stops: AttributeError"
    assert all(row[2] for row in truth.table[1:])


def test_the_lesson_ends_at_the_19th_raw_ticket(tickets):
    for record in tickets.records[:18]:
        lesson_rules.validate(record)
    with pytest.raises(lesson_rules.LessonCrash):
        lesson_rules.validate(tickets.records[18])
    assert len(tickets) - 19 == 611


def test_nine_of_ten_raw_tickets_that_are_too_short_are_labels(tickets):
    labels = {"account", "billing", "delivery", "product", "returns", "technical"}
    limits = ft.Limits(10, 4000)
    codes_of = (
        (reply_of(each), [found.code for found in ft.validate(each, limits)])
        for each in tickets.examples
    )
    replies = [reply for reply, codes in codes_of if "too_short" in codes]
    share = sum(reply in labels for reply in replies) / len(replies)
    assert round(share, 1) == 0.9
