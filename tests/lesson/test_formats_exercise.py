"""Does exercise 1 take whoever trains what is served, and say what else is wrong?"""

import pytest

import ftwidgets as ft
from ftwidgets.lesson.exercises.formats import DIFFERING, EXERCISE, FITTING, LABELS
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.predictions import prediction

SERVED = ft.Production(system_prompt=True, multi_turn=False, output_format="label")


@pytest.fixture
def progress(tmp_path):
    return Progress("mira", tmp_path)


def roles(row):
    return [turn["role"] for turn in row["messages"]]


def is_like_a_call(row):
    """Independent of `Production`: one ticket behind the one system prompt."""
    prompt, reply = row["messages"][0]["content"], row["messages"][-1]["content"]
    return (
        roles(row) == ["system", "user", "assistant"]
        and prompt == "Sort the ticket. Reply with one label."
        and reply.lower() in LABELS
    )


def test_the_hidden_rows_are_what_they_are_said_to_be():
    assert all(map(is_like_a_call, FITTING))
    assert not [row for _, row in DIFFERING if is_like_a_call(row)]
    assert [roles(row).count("system") for _, row in DIFFERING] == [0, 1, 1]
    assert [roles(row).count("user") for _, row in DIFFERING] == [1, 2, 1]
    replies = [row["messages"][-1]["content"] in LABELS for _, row in DIFFERING]
    assert replies == [True, True, False]


@pytest.mark.parametrize("target", ["chat", "alpaca", "sharegpt", "trl-messages"])
def test_every_format_with_a_place_for_the_system_prompt_passes(target, progress):
    outcome = EXERCISE.judge((SERVED, target), progress)
    assert outcome.passed
    assert f"{target} carries what a call carries" in outcome.checked


@pytest.mark.parametrize("answer", [(..., ...), (SERVED, ...), (..., "chat"), ...])
def test_half_an_answer_is_not_started(answer, progress):
    assert EXERCISE.judge(answer, progress).state == "not_started"
    assert progress.attempts(1).tries == 0


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (SERVED, "Two values are judged"),
        ((SERVED, "chat", 1), "Two values are judged"),
        (("chat", SERVED), "production must be an ft.Production"),
        ((None, "chat"), "production must be an ft.Production"),
        ((SERVED, "json"), 'target must be one of "chat", "completion", "alpaca"'),
        ((SERVED, ["chat"]), "got ['chat']"),
        ((ft.Production(), "chat"), "without the system prompt"),
        ((ft.Production(True, False, "json"), "chat"), "just like a call"),
    ],
)
def test_an_odd_answer_is_told_what_is_odd(answer, words, progress):
    outcome = EXERCISE.judge(answer, progress)
    assert outcome.state == "not_yet"
    assert words in outcome.sentence


def test_the_second_miss_shows_the_row_and_what_was_said_of_it(progress):
    answer = (ft.Production(False, False, "label"), "chat")
    assert EXERCISE.judge(answer, progress).row == ""
    row = EXERCISE.judge(answer, progress).row
    assert FITTING[0]["messages"][1]["content"] in row
    assert "no call has its system prompt" in row


def test_a_pair_keeps_two_of_five_messages():
    truth = prediction("narrow_pair").reveal()
    assert truth.value == "The last question and its label"
    assert [row[2] for row in truth.table[1:]] == ["− lost"] * 3 + ["✓ kept"] * 2


def test_a_system_prompt_parts_the_texts_behind_the_first_mark():
    truth = prediction("shared_beginning").reveal()
    assert truth.value == "Almost at once, at the first role"
    assert truth.title == f"They share the first {len('<|im_start|>')} characters"
    trained, asked = (row[1] for row in truth.table[1:])
    assert trained.startswith("<|im_start|>user ↵ My lamp")
    assert asked.startswith("<|im_start|>system ↵ Sort the ticket.")
