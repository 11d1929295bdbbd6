"""Is every choice counted once, and is a score what was right at once?"""

import pytest

from ftwidgets.lesson.answer_sheet import AnswerSheet, place_of
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.questions import Choice, Question


def question(id, right, choices=3):
    texts = ("one", "two", "three", "four")[:choices]
    made = tuple(Choice(text, n == right, "") for n, text in enumerate(texts))
    return Question(id, 0, f"{id}?", made, False)


FIRST, SECOND, THIRD = ASKED = question("p", 1), question("q", 0, 4), question("r", 2)


@pytest.fixture
def progress(tmp_path):
    return Progress("mira", tmp_path)


@pytest.fixture
def sheet(progress):
    return AnswerSheet(ASKED, progress)


def test_an_empty_sheet_has_no_score_and_all_is_open(sheet):
    assert (sheet.texts, sheet.solved, sheet.score) == ({}, set(), 0)
    assert sheet.first_open == 0
    assert sheet.sentence == "0 of 3 answered, 0 right at once"


def test_only_what_was_right_at_once_is_a_score(sheet):
    assert [sheet.take(FIRST, place) for place in (2, 1)] == [False, True]
    assert sheet.take(SECOND, 0)
    assert [sheet.tries(each) for each in ASKED] == [2, 1, 0]
    assert sheet.texts == {"p": ("three", "two"), "q": ("one",)}
    assert sheet.solved == {"p", "q"}
    assert sheet.sentence == "2 of 3 answered, 1 right at once"


def test_a_choice_counts_once_and_none_after_the_right_one(sheet, progress):
    for place in (0, 0, 1, 2, 0):
        sheet.take(FIRST, place)
    assert progress.answers("p") == (0, 1)


def test_the_first_open_one_is_the_first_not_solved_and_then_the_end(sheet):
    sheet.take(FIRST, 1)
    sheet.take(SECOND, 3)
    assert sheet.first_open == 1
    sheet.take(THIRD, 2)
    assert sheet.first_open == 1
    sheet.take(SECOND, 0)
    assert sheet.first_open == 3


def test_choices_that_are_gone_do_not_count(sheet, progress):
    for place in (7, -1, 3, 1):
        progress.record_answer("p", place)
    assert sheet.taken(FIRST) == (1,)
    assert sheet.score == 1


def test_only_the_answers_of_the_sheet_are_taken_back(sheet, progress):
    sheet.take(FIRST, 1)
    progress.record_answer("elsewhere", 0)
    sheet.clear()
    assert sheet.texts == {}
    assert progress.answers("elsewhere") == (0,)


def test_a_choice_is_named_by_letter_text_or_place():
    assert [place_of(SECOND, each) for each in ("D", "four", 3)] == [3] * 3


@pytest.mark.parametrize("odd", ["D", "four", 3, -1, None, True, 1.5, [0], ""])
def test_what_is_no_choice_is_refused_with_those_there_are(odd, sheet, progress):
    with pytest.raises(ValueError, match="one of A, B, C, or its text"):
        sheet.take(FIRST, odd)
    assert progress.answers("p") == ()
