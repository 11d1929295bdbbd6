"""Is the table of candidates what its exercise says of it, and what of odd answers?"""

from collections import Counter
from itertools import combinations, product

import pytest

from ftwidgets.examples import chat
from ftwidgets.findings import verdict
from ftwidgets.lesson.exercises.seeds import CANDIDATES, EXERCISE, FAULTS, LABELS
from ftwidgets.lesson.learner import Progress
from ftwidgets.tasks import Task
from ftwidgets.validation import validate

RIGHT = {6, 10, 13, 16, 19, 23}


@pytest.fixture
def judge(tmp_path):
    return lambda answer: EXERCISE.judge(answer, Progress("mira", tmp_path))


def words(number):
    """Words of a ticket, taken apart without the package."""
    text = CANDIDATES[number - 1]["text"].lower()
    return {word.strip(".,:?!") for word in text.split()}


def shared(one, other):
    return len(words(one) & words(other)) / len(words(one) | words(other))


def test_there_are_26_candidates_and_20_are_careful():
    assert [each["number"] for each in CANDIDATES] == list(range(1, 27))
    stay = [each for each in CANDIDATES if each["number"] not in RIGHT]
    assert Counter(each["reply"] for each in stay) == dict.fromkeys(LABELS, 5)


def test_the_careful_ones_pass_level_1_without_a_word():
    task = Task("tickets", "classification", LABELS)
    for each in CANDIDATES:
        if each["number"] not in RIGHT:
            row = chat(("user", each["text"]), ("assistant", each["reply"]))
            assert verdict(validate(row, task=task)) == "valid", each


def test_a_count_of_words_finds_one_pair_and_not_the_other():
    found = {pair for pair in combinations(range(1, 27), 2) if shared(*pair) >= 0.8}
    assert found == {(2, 16)}
    assert shared(8, 23) < 0.3


def test_of_each_pair_either_one_may_go(judge):
    for lamp, desk in product((2, 16), (8, 23)):
        assert judge({6, 10, 13, 19, lamp, desk}).passed


def test_both_of_a_pair_may_not_go(judge):
    judge([*RIGHT, 2])
    outcome = judge([*RIGHT, 2])
    assert "delivery has 4" in outcome.sentence
    assert "Monday" in outcome.row or "Tuesday" in outcome.row


def test_every_fault_is_told_when_it_alone_stays(judge):
    for fault in FAULTS:
        assert judge(RIGHT - set(fault.numbers)).sentence == fault.property


@pytest.mark.parametrize("answer", [[True], [6.0], ["6"], [[6]], [None], [27], "6", {}])
def test_an_odd_answer_is_a_miss_that_says_what_came(judge, answer):
    outcome = judge(answer)
    assert outcome.state == "not_yet"
    assert "got" in outcome.sentence


def test_the_same_number_twice_counts_once(judge):
    assert judge([6, 6, 10, 13, 16, 19, 23]).passed
