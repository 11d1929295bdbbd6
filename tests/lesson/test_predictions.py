"""Is every guess kept before the code is run, and is the truth what the code does?"""

import re

import nbformat
import pytest

import ftwidgets as ft
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.lesson.predictions import Prediction, Truth, predictions
from ftwidgets.workspaces import WORKSPACE_VARIABLE, project

ALL = tuple(predictions())

every = pytest.mark.parametrize("each", ALL, ids=lambda each: each.id)


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path))


@pytest.fixture
def progress(tmp_path):
    return Progress("mira", tmp_path)


def test_no_two_have_one_id():
    assert len({each.id for each in ALL}) == len(ALL) >= 9


@every
def test_the_truth_could_have_been_guessed_and_is_the_same_again(each, progress):
    truth = each.reveal()
    assert each.commit(truth.value, progress) == truth.value
    assert each.reveal() == truth
    widths = {len(row) for row in truth.table}
    assert len(widths) <= 1


@every
def test_it_does_not_tell_before_and_says_why_after(each):
    assert each.question
    assert each.ask.endswith("?")
    assert each.why
    assert each.rule
    assert bool(each.choices) != (each.low < each.high)


@every
def test_its_notebook_shows_it(each):
    path = project() / "notebooks" / NOTEBOOKS[each.notebook].file
    code = [x.source for x in nbformat.read(path, 4).cells if x.cell_type == "code"]
    shown = rf'ft\.widgets\.Predict\("{each.id}"\)'
    assert sum(len(re.findall(shown, source)) for source in code) == 1


@every
def test_what_is_off_the_scale_is_refused(each, progress):
    odd = ["not a choice", None, float("nan"), 10**9, -(10**9), True, 0.5, [], ...]
    for guess in odd:
        if guess in each.choices:
            continue
        with pytest.raises(ValueError, match="guess must be"):
            each.commit(guess, progress)
    assert progress.guess(each.id) is None


def asked(truth, **fields):
    """A prediction of our own."""
    texts = ("some", 0, "Rows go in.", "How many?", lambda: Truth(truth), "", "")
    return Prediction(*texts, **{"high": 2000} | fields)


@pytest.mark.parametrize(
    ("truth", "guess", "words"),
    [
        (403, 403, "exactly as you guessed"),
        (403, 1630, "1,227 off"),
        (0.81, 1, "0.19 off"),
        (14.25, 10, "4.25 off"),
        ("ten", "two", "not as you guessed"),
        ("ten", "ten", "as you guessed"),
    ],
)
def test_the_distance_is_said_in_words(truth, guess, words):
    choices = ("two", "ten") if isinstance(truth, str) else ()
    prediction = asked(truth, choices=choices)
    assert prediction.distance(guess, prediction.reveal()) == words


@pytest.mark.parametrize("kept", ["a choice that is gone", 3000, -1, True, 3.5])
def test_a_kept_guess_that_can_no_longer_be_made_counts_as_none(kept, progress):
    prediction = asked(7)
    progress.record_guess("some", kept)
    assert not prediction.fits(kept)
    assert prediction.guess(progress) is None
    assert prediction.commit(5, progress) == prediction.guess(progress) == 5


@pytest.mark.parametrize("guess", [0, 2000, 7.0])
def test_both_ends_of_the_scale_and_whole_floats_fit(guess, progress):
    assert asked(7).fits(guess)
    kept = asked(7).commit(guess, progress)
    assert (kept, type(kept)) == (guess, int)


def test_the_first_guess_that_fits_counts(progress):
    prediction = asked("ten", choices=("two", "ten"))
    assert not prediction.fits("three")
    assert [prediction.commit(each, progress) for each in ("two", "ten")] == ["two"] * 2


def test_the_surprises_of_the_lesson_s_own_code_are_asked():
    """As measured in the lesson's own functions, by a script of its own."""
    truths = {each.id: each.reveal().value for each in ALL}
    assert truths["shared_prompt"] == 2
    assert truths["siblings"] == 20


def test_an_unknown_id_is_told_with_those_there_are():
    with pytest.raises(ValueError, match=r"'nothing'; there are survivors, "):
        ft.lesson.prediction("nothing")
