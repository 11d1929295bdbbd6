"""Is an answer judged once, is help counted, and does no more of it come than asked?"""

import json

import nbformat
import pytest
from nbclient import NotebookClient

import ftwidgets as ft
from ftwidgets.lesson.exercises.exercise import Exercise as Asked
from ftwidgets.lesson.exercises.exercise import Miss, ask
from ftwidgets.widgets import Exercise
from ftwidgets.widgets import exercise as module
from widgets.playing import HOSTILE, HOSTILE_PIECES
from widgets.studying import LessonPage


def check(answer):
    """An even number passes; a function is asked for one."""
    if callable(answer):
        answer = ask(answer, 3, row=HOSTILE)
    return ("it is even",) if answer % 2 == 0 else Miss("It is odd.", HOSTILE)


EVEN = Asked(
    number=2,
    title="Even",
    task="Find an even number.",
    starter="n = ...",
    answer="n",
    hints=("Try two.", "Two is it.", "Write 2."),
    solution="n = 2",
    why="2 is 2 x 1.",
    another="And without a 2?",
    check=check,
)


@pytest.fixture
def judge(monkeypatch, progress):
    """Judge an answer to an exercise of our own, as a cell does; its page."""
    monkeypatch.setattr(module, "exercise", lambda _: EVEN)
    return lambda answer, kept=progress: LessonPage(Exercise(2, answer, kept))


def missed(judge, times):
    """The page after so many misses, each in a cell run anew."""
    for _ in range(times):
        page = judge(3)
    return page


def test_it_is_a_public_name_and_an_unknown_number_is_refused(progress):
    assert ft.widgets.Exercise is Exercise
    with pytest.raises(ValueError, match="numbered 1 to 9, got 10"):
        Exercise(10, ..., progress)


def test_no_answer_yet_is_calm_and_counts_nothing(judge, again):
    page = judge(...)
    assert page.view["outcome"]["state"] == "not_started"
    assert page.view["tries"] == 0
    assert again().attempts(2).tries == 0
    assert repr(page.widget) == (
        "Exercise(2 Even: · Not started: Put your answer in the place of the dots, "
        "then run both cells. 0 of 9 exercises passed)"
    )


def test_without_an_answer_there_is_none_yet(monkeypatch, progress):
    monkeypatch.setattr(module, "exercise", lambda _: EVEN)
    assert Exercise(2, progress=progress).outcome.state == "not_started"


def test_an_answer_that_passes_says_what_was_checked(judge, again):
    page = judge(4)
    outcome = page.view["outcome"]
    assert (outcome["state"], outcome["title"]) == ("passed", "✓ Passed")
    assert outcome["checked"] == [[["", "it is even"]]]
    marks = ["not_started", "passed", *["not_started"] * 7]
    assert page.view["marks"] == marks
    assert again().passed == {2}
    assert repr(page.widget) == (
        "Exercise(2 Even: ✓ Passed: Your answer has all that was asked for. "
        "✓ it is even 1 of 9 exercises passed)"
    )


def test_the_row_comes_with_the_second_miss_and_the_solution_with_the_third(judge):
    first, second, third = judge(3), judge(3), judge(3)
    assert first.view["outcome"]["sentence"] == [["", "It is odd."]]
    assert first.view["outcome"]["row"] == []
    assert "gnp.exe" not in first.start
    assert second.view["outcome"]["row"] == HOSTILE_PIECES
    offers = [each.view["offersSolution"] for each in (first, second, third)]
    assert offers == [True] * 3  # all look at the same file, on which there are three
    assert third.view["tries"] == 3
    assert repr(third.widget) == (
        "Exercise(2 Even: ~ Not yet: It is odd. pay[U+200B]pal [U+202E]gnp.exe "
        "<script>window.hacked = 1</script> 0 of 9 exercises passed)"
    )


def test_after_a_cell_that_raised_it_is_said_that_the_answer_may_be_old(tmp_path):
    cells = ["import ftwidgets as ft; limits = 1", "limits = (", "1 + 1", "1 / 0"]
    judge = (
        f"ft.widgets.Exercise(2, limits, ft.lesson.Progress('mira', {str(tmp_path)!r}))"
    )
    run = [cells[0], judge, cells[1], judge, cells[2], judge, cells[3], judge]
    notebook = nbformat.v4.new_notebook(cells=[*map(nbformat.v4.new_code_cell, run)])
    NotebookClient(
        notebook, timeout=60, kernel_name="python3", allow_errors=True
    ).execute()
    shown = [cell.outputs[0].data["text/plain"] for cell in notebook.cells[1::2]]
    assert [module.STALE in text for text in shown] == [False, True, False, True]


@pytest.mark.parametrize(("misses", "offered"), [(1, False), (2, False), (3, True)])
def test_the_solution_is_offered_from_the_third_miss_on(judge, misses, offered):
    page = missed(judge, misses)
    assert page.view["offersSolution"] is offered
    assert page.widget.offers_solution is offered


def test_after_three_raises_widget_and_outcome_offer_the_solution_alike(judge):
    for offered in (False, False, True):
        page = judge(lambda n: n["x"])
        assert page.widget.outcome.state == "raised"
        assert page.widget.outcome.offers_solution is offered
        assert page.view["offersSolution"] is offered


def test_what_the_learner_s_code_raises_is_named_with_what_it_was_given(judge):
    def broken(_):
        raise KeyError("messages\u202e")

    page = judge(broken)
    outcome = page.view["outcome"]
    assert (outcome["state"], outcome["title"]) == (
        "raised",
        "× Your code raised an error",
    )
    assert outcome["sentence"] == [["", "KeyError: 'messages\\u202e'"]]
    assert outcome["row"] == HOSTILE_PIECES
    assert "Traceback" not in page.start
    assert page.view["marks"][1] == "raised"


def test_hints_come_one_by_one_and_are_there_in_a_later_kernel(judge, again):
    page = judge(3)
    assert not any(hint in page.start for hint in EVEN.hints)
    assert page.act("hint")["view"]["hints"] == ["Try two."]
    assert page.act("hint", id="a")["view"]["hints"] == ["Try two.", "Two is it."]
    assert page.act("hint", id="a")["view"]["hints"] == ["Try two.", "Two is it."]
    assert "Write 2." not in page.start
    later = judge(3, again())
    assert later.view["hints"] == ["Try two.", "Two is it."]
    assert later.widget.hints == EVEN.hints[:2]
    assert [later.widget.hint() for _ in range(2)] == ["Write 2."] * 2
    assert again().attempts(2).hints == 3


def test_the_solution_is_not_in_the_page_before_it_is_asked_for(judge, again):
    page = judge(3)
    assert page.view["solution"] is None
    for secret in (EVEN.solution, EVEN.why, EVEN.another):
        assert secret not in page.start
    assert page.act("solution")["view"]["solution"] == {
        "code": "n = 2",
        "why": "2 is 2 x 1.",
        "another": "And without a 2?",
    }
    assert again().attempts(2).solution_seen
    later = judge(3, again())
    assert later.view["solution"] is None
    assert later.view["offersSolution"]
    assert "Now try this one" in later.widget.show_solution()


def test_what_was_passed_stays_passed_when_the_cell_is_changed(judge):
    judge(4)
    page = judge(3)
    assert page.view["outcome"]["state"] == "not_yet"
    assert page.view["marks"][1] == "passed"
    assert page.view["sentence"] == "1 of 9 exercises passed"


def test_reset_forgets_this_exercise_and_no_other(judge, progress, again):
    progress.record_try(5, "passed")
    judge(4)
    page = missed(judge, 3)
    page.act("hint")
    page.act("solution")
    view = page.act("reset")["view"]
    assert view["outcome"]["state"] == "not_started"
    assert (view["tries"], view["hints"], view["solution"]) == (0, [], None)
    assert again().passed == {5}
    assert page.widget.outcome.state == "not_started"


def test_two_widgets_on_one_file_count_together(judge, again):
    one, other = judge(3), judge(3, again())
    one.act("hint")
    assert other.act("hint")["view"]["hints"] == ["Try two.", "Two is it."]
    assert one.view["tries"] == 2


def test_a_full_disk_judges_nothing_says_so_and_judges_later(judge, full_disk):
    full_disk(True)
    page = judge(4)
    assert page.widget.outcome is None
    assert "No space left" in page.widget.last_error
    assert page.view["outcome"]["state"] == "unjudged"
    assert "is not judged yet" in repr(page.widget)
    assert "No space left" in repr(page.widget)
    answer = page.act("judge")
    assert (answer["is"], answer["kind"]) == ("refused", "disk")
    full_disk(False)
    assert page.act("judge")["view"]["outcome"]["state"] == "passed"


@pytest.mark.parametrize("do", ["hint", "solution", "reset"])
def test_a_full_disk_gives_no_help_that_is_not_counted(judge, full_disk, do):
    page = judge(3)
    before = page.view
    full_disk(True)
    answer = page.act(do)
    assert (answer["kind"], answer["reason"]) == ("disk", "the disk is full")
    assert page.view == before
    assert "No space left" in page.widget.last_error


def test_what_a_cell_does_reaches_the_page(judge):
    page = judge(3)
    page.widget.hint()
    page.widget.show_solution()
    page.widget.reset()
    assert [each["is"] for each in page.told] == ["news"] * len(page.told)
    assert page.told[0]["view"]["hints"] == ["Try two."]
    assert page.told[1]["view"]["solution"]["code"] == "n = 2"
    assert page.told[-1]["view"]["tries"] == 0


def test_the_page_begins_with_what_is_asked_as_plain_json(judge):
    facts = json.loads(judge(...).start)["facts"]
    assert facts == {"number": 2, "title": "Even", "task": "Find an even number."}


def test_a_shipped_exercise_takes_its_own_solution(progress):
    names = {"ft": ft}
    exec(ft.lesson.exercise(1).solution, names)
    answer = eval(ft.lesson.exercise(1).answer, names)
    assert Exercise(1, answer, progress).outcome.passed
    assert progress.sentence == "1 of 9 exercises passed"
