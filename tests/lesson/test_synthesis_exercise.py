"""Which readers pass, and which odd ones are told what is wrong with them?"""

import json

import pytest

from ftwidgets.lesson.exercises.synthesis import (
    EXERCISE,
    NOT_JSON,
    ROWS,
    WRONG_SHAPE,
)
from ftwidgets.lesson.learner import Progress
from ftwidgets.synthesis.codes import UnusableReplyError
from ftwidgets.synthesis.contents import read_text
from ftwidgets.tasks import Task

KEYS = {"user_message", "assistant_message"}


@pytest.fixture
def judge(tmp_path):
    return lambda answer: EXERCISE.judge(answer, Progress("mira", tmp_path))


def careful(text):
    """A reader written another way than the solution."""
    try:
        reply = json.loads(text)
        user, assistant = reply["user_message"], reply["assistant_message"]
    except ValueError:
        return "this is not JSON"
    except (TypeError, KeyError):
        return "this is JSON of another shape"
    if len(reply) > 2 or not (type(user) is type(assistant) is str):
        return "this is JSON of another shape"
    return {"assistant_message": assistant, "user_message": user}


@pytest.mark.parametrize("text", ROWS)
def test_what_is_called_a_row_is_one_for_the_teachers_reader_too(text):
    user, assistant = read_text(text, Task())
    reply = {"user_message": user, "assistant_message": assistant}
    assert json.loads(text) == reply


@pytest.mark.parametrize("text", [text for _, text in (*NOT_JSON, *WRONG_SHAPE)])
def test_what_is_called_none_is_none_for_the_teachers_reader_either(text):
    with pytest.raises(UnusableReplyError):
        read_text(text, Task())


def test_a_reader_that_is_written_another_way_passes(judge):
    assert judge(careful).passed


def test_json_loads_alone_raises_on_the_fence(judge):
    outcome = judge(json.loads)
    assert outcome.state == "raised"
    assert outcome.sentence.startswith("JSONDecodeError: ")
    assert "```json" in outcome.row


def test_a_reader_of_no_text_raises_and_is_shown_with_its_sentence(judge):
    outcome = judge(lambda: {})
    assert outcome.state == "raised"
    assert outcome.sentence.startswith("TypeError: ")


def test_a_body_of_dots_is_not_started(judge):
    assert judge(lambda text: ...).state == "not_started"


@pytest.mark.parametrize("nothing", [None, ...])
def test_a_reader_of_rows_alone_is_told_that_a_reason_is_wanted(judge, nothing):
    outcome = judge(lambda text: json.loads(text) if text in ROWS else nothing)
    assert outcome.state == "not_yet"
    assert "gets no reason" in outcome.sentence


@pytest.mark.parametrize(
    ("reader", "words"),
    [
        (lambda text: {"user_message": "x"}, "other than it was written"),
        (lambda text: careful(text) if "{" in text else 7, "gets no reason"),
        (lambda text: careful(text) if "```" not in text else "", "gets no reason"),
        (lambda text: [text], "is not read as one"),
        (len, "is not read as one"),
    ],
)
def test_an_odd_reader_is_told_what_is_missing(judge, reader, words):
    outcome = judge(reader)
    assert outcome.state == "not_yet"
    assert words in outcome.sentence


def test_the_second_miss_shows_the_reply_and_what_came_of_it(judge):
    judge(lambda text: careful(text.strip("`json\n")))
    outcome = judge(lambda text: careful(text.strip("`json\n")))
    assert "```json" in outcome.row
    assert "your function gives: {" in outcome.row
