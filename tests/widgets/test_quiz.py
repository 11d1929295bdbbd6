"""Is every answer on the disk, and is no answer told before it is earned?"""

import json

import pytest

import ftwidgets as ft
from ftwidgets.lesson.questions import questions
from ftwidgets.widgets import Quiz
from widgets.studying import LessonPage

ASKED = questions(3)

FIRST = ASKED[0]


def wrong(question):
    """Places of the choices that are not right."""
    return [n for n, choice in enumerate(question.choices) if not choice.right]


@pytest.fixture
def page(progress):
    return LessonPage(Quiz(3, progress))


def take(page, question, choice):
    return page.act("answer", question=question.id, choice=choice)


def test_it_is_a_public_name_and_a_notebook_without_questions_is_refused(progress):
    assert ft.widgets.Quiz is Quiz
    with pytest.raises(ValueError, match="notebook must be one of 0, 1"):
        Quiz(11, progress)


def test_at_the_start_the_page_knows_one_question_and_no_answer(page):
    view = page.view
    assert view["question"]["text"] == FIRST.text
    texts = [choice["text"] for choice in view["question"]["choices"]]
    assert texts == [choice.text for choice in FIRST.choices]
    assert '"right"' not in page.start
    assert '"why"' not in page.start
    reasons = [json.dumps(c.why)[1:-1] for q in ASKED for c in q.choices]
    assert not any(why in page.start for why in reasons)
    assert not any(json.dumps(q.text)[1:-1] in page.start for q in ASKED[1:])
    assert repr(page.widget) == (
        f"Quiz(03 Scoring: 0 of {len(ASKED)} answered, 0 right at once)"
    )


def test_a_wrong_choice_uncovers_its_own_reason_and_no_other(page, again):
    place, *others = wrong(FIRST)
    answer = take(page, FIRST, place)
    choice = answer["view"]["question"]["choices"][place]
    assert (choice["order"], choice["right"]) == (1, False)
    assert choice["why"] == FIRST.choices[place].why
    assert answer["words"] == f"Not right. {FIRST.choices[place].why}"
    for other in (*others, FIRST.right):
        assert json.dumps(FIRST.choices[other].why)[1:-1] not in page.start
    assert again().answers(FIRST.id) == (place,)
    assert page.widget.score == 0
    assert page.widget.solved == set()


def test_the_right_choice_at_the_second_try_is_no_score(page):
    take(page, FIRST, wrong(FIRST)[0])
    answer = take(page, FIRST, FIRST.right)
    assert answer["words"].startswith("Right. ")
    assert answer["view"]["tries"] == [2, *[0] * (len(ASKED) - 1)]
    assert page.widget.answers == {
        FIRST.id: (FIRST.choices[wrong(FIRST)[0]].text, FIRST.choices[FIRST.right].text)
    }
    assert page.widget.score == 0
    assert page.widget.solved == {FIRST.id}


def test_the_right_choice_at_once_is_a_score(page):
    take(page, FIRST, FIRST.right)
    assert page.widget.score == 1
    assert repr(page.widget).endswith(f"1 of {len(ASKED)} answered, 1 right at once)")


def test_a_choice_counts_once_and_none_counts_after_the_right_one(page, again):
    place, other = wrong(FIRST)[:2]
    take(page, FIRST, place)
    take(page, FIRST, place)
    take(page, FIRST, FIRST.right)
    take(page, FIRST, other)
    assert again().answers(FIRST.id) == (place, FIRST.right)


@pytest.mark.parametrize("choice", [-1, 4, "E", None, True, 1.5, [0], "no such text"])
def test_what_is_no_choice_is_refused(page, again, choice):
    answer = take(page, FIRST, choice)
    assert (answer["is"], answer["kind"]) == ("refused", "call")
    assert "choice must be one of A, B" in answer["reason"]
    assert again().answers(FIRST.id) == ()


def test_what_is_no_question_or_position_is_refused(page):
    (answer,) = page.ask("answer", id="a", question="nothing", choice=0)
    assert answer["is"] == "error"
    assert "question must be one of" in answer["message"]
    for position in (-1, len(ASKED) + 1, "2", None):
        assert page.act("go", position=position)["is"] == "refused"
    assert page.widget.position == 0


def test_one_walks_through_all_to_the_result(page):
    for number, question in enumerate(ASKED):
        assert page.act("go", position=number)["view"]["question"]["id"] == question.id
        take(page, question, question.right)
    view = page.act("go", position=len(ASKED))["view"]
    assert view["question"] is None
    assert view["results"] == [question.text for question in ASKED]
    assert view["tries"] == [1] * len(ASKED)
    assert view["score"] == page.widget.score == len(ASKED)


def test_letters_texts_and_places_name_a_choice(progress):
    quiz = Quiz(3, progress)
    letter = "ABCD"[FIRST.right]
    assert quiz.answer(letter) is True
    quiz.next()
    second = ASKED[1]
    assert quiz.answer(second.choices[wrong(second)[0]].text) is False
    assert quiz.answer(second.right) is True
    assert quiz.score == 1
    quiz.previous()
    quiz.previous()
    assert quiz.position == 0
    quiz.go(len(ASKED))
    quiz.next()
    assert quiz.position == len(ASKED)
    with pytest.raises(ValueError, match="got None"):
        quiz.answer("A")


def test_after_a_restart_it_goes_on_at_the_first_open_question(page, again):
    take(page, FIRST, FIRST.right)
    take(page, ASKED[1], wrong(ASKED[1])[0])
    later = Quiz(3, again())
    assert later.position == 1
    assert later.answers == page.widget.answers
    assert later.score == 1
    for question in ASKED[1:]:
        later.answer(question.right, question.id)
    assert Quiz(3, again()).position == len(ASKED)


def test_two_pages_on_one_file_see_each_other_s_answers(page, again):
    other = LessonPage(Quiz(3, again()))
    take(page, FIRST, wrong(FIRST)[0])
    view = take(other, FIRST, FIRST.right)["view"]
    assert view["tries"][0] == 2
    assert take(page, FIRST, wrong(FIRST)[1])["view"]["tries"][0] == 2


def test_start_again_takes_only_these_answers_back(page, progress, again):
    elsewhere = questions(4)[0]
    progress.record_answer(elsewhere.id, 0)
    take(page, FIRST, FIRST.right)
    page.act("go", position=2)
    view = page.act("again")["view"]
    assert (view["position"], view["begun"], view["score"]) == (0, 0, 0)
    assert page.widget.answers == {}
    assert again().answers(elsewhere.id) == (0,)


def test_answers_of_an_earlier_edition_that_are_gone_do_not_count(progress):
    for place in (7, -1, FIRST.right):
        progress.record_answer(FIRST.id, place)
    quiz = Quiz(3, progress)
    assert quiz.answers == {FIRST.id: (FIRST.choices[FIRST.right].text,)}
    assert quiz.score == 1


def test_a_full_disk_takes_no_answer_and_tells_no_reason(page, full_disk):
    full_disk(True)
    answer = page.act("answer", id="x", question=FIRST.id, choice=FIRST.right)
    assert (answer["is"], answer["kind"]) == ("refused", "disk")
    assert answer["view"]["tries"][0] == 0
    assert '"why"' not in page.start
    assert "No space left" in page.widget.last_error
    full_disk(False)
    answer = page.act("answer", id="x", question=FIRST.id, choice=FIRST.right)
    assert answer["view"]["tries"][0] == 1


def test_what_a_cell_does_reaches_the_page(page):
    page.widget.answer(FIRST.right)
    page.widget.next()
    page.widget.start_again()
    assert [each["is"] for each in page.told] == ["news"] * 3
    assert [each["view"]["position"] for each in page.told] == [0, 1, 0]
