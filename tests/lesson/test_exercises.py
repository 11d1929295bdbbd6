"""Does each exercise know what is untouched, what is wrong, and what is right?"""

import ast

import nbformat
import pytest

import ftwidgets as ft
from ftwidgets.lesson.exercises.exercise import Exercise, Miss, ask
from ftwidgets.lesson.learner import TOTAL, Progress
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.workspaces import WORKSPACE_VARIABLE, project

NUMBERS = range(1, TOTAL + 1)

EXERCISES = {number: ft.lesson.exercise(number) for number in NUMBERS}

WRONG = [(n, source, why) for n in NUMBERS for source, why in EXERCISES[n].wrong]

every = pytest.mark.parametrize("number", NUMBERS)


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))
    return tmp_path


@pytest.fixture
def progress(tmp_path):
    return Progress("mira", tmp_path)


def cells_of(number):
    path = project() / "notebooks" / NOTEBOOKS[number].file
    return nbformat.read(path, 4).cells


def is_graded(cell):
    return "exercise" in cell.metadata.get("tags", ())


def value_of(number, source):
    """What a cell comes to, run behind those that the notebook runs before it."""
    names = {}
    for cell in cells_of(number):
        if is_graded(cell):
            break
        if cell.cell_type == "code" and needed(cell.source):
            exec(compile(cell.source, f"notebook {number:02}", "exec"), names)
    exec(compile(source, f"answer {number}", "exec"), names)
    return eval(EXERCISES[number].answer, names)


def needed(source):
    """Whether a cell gives names to later ones; one that only calls gives none."""
    return not all(isinstance(line, ast.Expr) for line in ast.parse(source).body)


class Broken:
    """What cannot even be shown."""

    def __repr__(self):
        raise RuntimeError("no name")


@every
def test_untouched_it_is_not_started_and_no_try_is_counted(number, progress):
    exercise = EXERCISES[number]
    outcome = exercise.judge(value_of(number, exercise.starter), progress)
    assert outcome.state == "not_started"
    assert outcome.standing == "0 of 9 exercises passed"
    assert progress.attempts(number).tries == 0


@pytest.mark.parametrize(("number", "source", "why"), WRONG)
def test_a_wrong_answer_is_told_why(number, source, why, progress):
    exercise = EXERCISES[number]
    value = value_of(number, source)
    outcome = exercise.judge(value, progress)
    assert outcome.state in ("not_yet", "raised")
    assert why in outcome.sentence
    if outcome.state == "not_yet":
        assert outcome.row == ""
        again = exercise.judge(value, progress)
        assert not again.offers_solution
        assert exercise.judge(value, progress).offers_solution
        assert progress.attempts(number).misses == 3
    assert progress.passed == set()


@every
def test_there_are_wrong_answers_to_tell_apart(number):
    assert len({why for _, why in EXERCISES[number].wrong}) >= 2


@every
def test_the_solution_passes_and_says_what_was_checked(number, progress):
    exercise = EXERCISES[number]
    outcome = exercise.judge(value_of(number, exercise.solution), progress)
    assert outcome.passed, outcome
    assert outcome.checked
    assert outcome.standing == "1 of 9 exercises passed"
    assert progress.passed == {number}


@every
@pytest.mark.parametrize(
    "odd",
    [None, 7, "text", b"bytes", [], {}, object(), float("nan"), Broken(), [Broken()]],
    ids=lambda odd: type(odd).__name__,
)
def test_an_odd_answer_is_told_and_never_an_error_of_ours(number, odd, progress):
    outcome = EXERCISES[number].judge(odd, progress)
    assert outcome.state in ("not_yet", "raised")
    assert outcome.sentence


@every
def test_its_notebook_has_it_once_as_it_was_given(number):
    cells = cells_of(number)
    graded = [place for place, cell in enumerate(cells) if is_graded(cell)]
    assert len(graded) == 1
    exercise = EXERCISES[number]
    assert cells[graded[0]].source == exercise.starter
    judged = f"ft.widgets.Exercise({number}, {exercise.answer})"
    assert judged in cells[graded[0] + 1].source
    assert sum("ft.widgets.Exercise(" in cell.source for cell in cells) == 1


@every
def test_its_hints_are_a_ladder_and_its_words_are_there(number):
    exercise = EXERCISES[number]
    assert exercise.number == number
    assert len(exercise.hints) >= 2
    words = [exercise.title, exercise.task, exercise.why, exercise.another]
    assert all([*words, *exercise.hints])


EVEN = Exercise(
    number=4,
    title="Even",
    task="Give a function that tells even numbers.",
    starter="def even(n):\n    ...",
    answer="even",
    hints=("Think of remainders.", "n % 2"),
    solution="def even(n):\n    return n % 2 == 0",
    why="The rest is 0.",
    another="Now by three.",
    check=lambda answer: (
        ("on 2",) if ask(answer, 2, row="2") else Miss("2 is even.", "the number 2")
    ),
)


def test_a_miss_tells_the_property_then_the_row_then_offers_the_solution(progress):
    outcomes = [EVEN.judge(lambda n: False, progress) for _ in range(3)]
    assert [each.sentence for each in outcomes] == ["2 is even."] * 3
    assert [each.row for each in outcomes] == ["", "the number 2", "the number 2"]
    assert [each.offers_solution for each in outcomes] == [False, False, True]


def test_code_that_raises_is_told_with_what_it_was_given(progress):
    outcome = EVEN.judge(lambda n: n["x"], progress)
    assert outcome.state == "raised"
    assert outcome.sentence == "TypeError: 'int' object is not subscriptable"
    assert outcome.row == "2"


def test_a_raise_is_a_miss_too(progress):
    """So the row comes with the first miss behind it, and the solution is offered."""
    EVEN.judge(lambda n: n["x"], progress)
    outcome = EVEN.judge(lambda n: False, progress)
    assert (outcome.state, outcome.row) == ("not_yet", "the number 2")
    assert not outcome.offers_solution
    assert EVEN.judge(lambda n: n["x"], progress).offers_solution
    assert "The solution is there" in str(EVEN.judge(lambda n: n["x"], progress))


@pytest.mark.parametrize("answer", [lambda n: False, lambda n: n["x"], ...])
def test_an_outcome_offers_the_solution_when_the_exercise_does(answer, progress):
    offers = []
    for _ in range(4):
        outcome = EVEN.judge(answer, progress)
        assert outcome.offers_solution is EVEN.offers_solution(progress)
        offers.append(outcome.offers_solution)
    assert offers == [False] * 4 if answer is ... else [False, False, True, True]


def test_a_solution_that_was_seen_or_earned_is_offered(progress):
    assert not EVEN.offers_solution(progress)
    EVEN.show_solution(progress)
    assert EVEN.offers_solution(progress)
    progress.reset(4)
    assert not EVEN.offers_solution(progress)
    assert EVEN.judge(lambda n: True, progress).offers_solution


@pytest.mark.parametrize("untouched", [..., lambda n: ...])
def test_only_dots_are_not_started(untouched, progress):
    assert EVEN.judge(untouched, progress).state == "not_started"
    assert progress.attempts(4).tries == 0


def no_return(given):
    """A function whose last line was forgotten."""
    given == given  # noqa: B015


@pytest.mark.parametrize("exercise", [EVEN, EXERCISES[4], EXERCISES[6]])
def test_a_function_that_gives_nothing_back_is_asked_for_its_return(exercise, progress):
    first, second = (exercise.judge(no_return, progress) for _ in range(2))
    assert first.state == second.state == "not_yet"
    assert first.sentence == "It gives nothing back; does it end with return?"
    assert first.row == ""
    assert second.row
    assert progress.attempts(exercise.number).misses == 2


def test_an_error_of_the_check_itself_is_not_blamed_on_the_learner(progress):
    def check(answer):
        raise KeyError("ours")

    broken = Exercise(4, "", "", "", "", (), "", "", "", check)
    with pytest.raises(KeyError):
        broken.judge(1, progress)


def test_the_learner_s_code_cannot_change_what_it_is_given():
    rows = [{"a": 1}]
    ask(lambda given: given.clear() or 1, rows)
    assert rows == [{"a": 1}]


def test_what_passed_stays_passed(progress):
    EVEN.judge(lambda n: True, progress)
    assert EVEN.judge(lambda n: False, progress).standing == "1 of 9 exercises passed"
    assert progress.attempts(4).tries == 2


def test_hints_and_the_solution_are_counted(progress):
    assert EVEN.hint(2, progress) == "n % 2"
    assert EVEN.hint(1, progress) == "Think of remainders."
    assert progress.attempts(4).hints == 2
    shown = EVEN.show_solution(progress)
    assert EVEN.solution in shown
    assert shown.endswith("Now try this one: Now by three.")
    assert progress.attempts(4).solution_seen
    with pytest.raises(ValueError, match=r"hints 1 to 2, got 3"):
        EVEN.hint(3, progress)


@pytest.mark.parametrize("number", [0, 10, "2", True, 2.5])
def test_an_unknown_exercise_is_told(number):
    with pytest.raises(ValueError, match="numbered 1 to 9"):
        ft.lesson.exercise(number)
