"""Is a guess on the disk before the truth is told, and is nothing told before?"""

import math

import pytest

import ftwidgets as ft
from ftwidgets.lesson.predictions.prediction import Prediction, Truth
from ftwidgets.widgets import Predict
from ftwidgets.widgets import predict as module
from widgets.playing import HOSTILE, HOSTILE_PIECES
from widgets.studying import LessonPage

TRUTH = 1234567
"""A figure that stands nowhere else in a page."""


@pytest.fixture
def asked(monkeypatch):
    """Make a prediction that the widget finds; how often its code ran."""
    ran = []

    def make(truth=TRUTH, **fields):
        def reveal():
            ran.append(True)
            if isinstance(truth, Exception):
                raise truth
            return Truth(truth, (("row", "n"), (HOSTILE, "7")), "Where it comes from")

        known = {"low": 0, "high": 2_000_000, "unit": "kept"} | fields
        texts = ("some", 0, "Rows go in.", "How many come out?")
        made = Prediction(*texts, reveal, "The reason.", "The rule.", **known)
        monkeypatch.setattr(module, "prediction", lambda _: made)
        monkeypatch.setattr(module, "predictions", lambda: iter((made,)))
        return ran

    return make


@pytest.fixture
def page(asked, progress):
    ran = asked()
    page = LessonPage(Predict("some", progress))
    page.ran = ran
    return page


def test_it_is_a_public_name_and_an_unknown_id_is_refused(progress):
    assert ft.widgets.Predict is Predict
    with pytest.raises(ValueError, match="there are survivors"):
        Predict("nothing", progress)


def test_before_the_guess_neither_the_page_nor_the_repr_knows_the_truth(page):
    assert repr(page.widget) == "Predict(some: no guess yet)"
    for secret in (f"{TRUTH}", f"{TRUTH:,}", "The reason", "The rule", "comes from"):
        assert secret not in page.start
    assert page.ran == []
    assert (page.widget.guess, page.widget.truth) == (None, None)


def test_the_guess_is_on_the_disk_before_the_code_runs(page, again):
    answer = page.act("commit", guess=1_000_000)
    assert (answer["is"], answer["words"]) == ("news", "Your guess is 1,000,000")
    assert (answer["view"]["guess"], answer["view"]["truth"]) == (1_000_000, None)
    assert again().guess("some") == 1_000_000
    assert page.ran == []
    assert f"{TRUTH:,}" not in repr(page.widget)


def test_then_the_truth_then_why(page):
    page.act("commit", guess=1_234_560)
    view = page.act("reveal")["view"]
    assert view["truth"]["value"] == TRUTH
    assert view["truth"]["words"] == "1,234,567"
    assert view["truth"]["distance"] == "7 off"
    assert view["truth"]["table"][1][0] == HOSTILE_PIECES
    assert view["why"] is None
    assert "The reason" not in page.start
    view = page.act("explain")["view"]
    assert view["why"] == {"why": "The reason.", "rule": "The rule."}
    assert page.ran == [True]
    assert repr(page.widget) == (
        "Predict(some: you guessed 1,234,560; it is 1,234,567, 7 off)"
    )


def test_the_truth_is_told_to_nobody_who_has_not_guessed(page):
    for do in ("reveal", "explain"):
        answer = page.act(do)
        assert (answer["is"], answer["kind"]) == ("refused", "call")
        assert "commit(guess) comes first" in answer["reason"]
    assert page.ran == []
    with pytest.raises(ValueError, match="there is no guess yet"):
        page.widget.reveal()


@pytest.mark.parametrize(
    "guess", [-1, 2_000_001, 3.5, "4", None, True, [4], math.pi, {"a": 1}]
)
def test_what_is_no_guess_is_refused_and_nothing_is_kept(page, again, guess):
    answer = page.act("commit", guess=guess)
    assert (answer["is"], answer["kind"]) == ("refused", "call")
    assert "must be a whole number" in answer["reason"]
    assert page.widget.last_error.startswith("ValueError")
    assert again().guess("some") is None


def test_the_first_guess_counts_also_from_another_kernel(page, again):
    other = LessonPage(Predict("some", again()))
    page.act("commit", guess=5)
    answer = other.act("commit", guess=9)
    assert answer["words"] == "Your guess is 5, your first one"
    assert answer["view"]["guess"] == 5
    assert page.act("commit", guess=7)["view"]["guess"] == 5


def test_after_a_restart_the_guess_is_there_and_the_code_runs_anew(page, again):
    page.act("commit", guess=5)
    page.act("reveal")
    later = LessonPage(Predict("some", again()))
    assert (later.view["guess"], later.view["truth"]) == (5, None)
    assert repr(later.widget) == (
        "Predict(some: you guessed 5; the code has not run yet)"
    )
    assert later.act("reveal")["view"]["truth"]["value"] == TRUTH
    assert page.ran == [True, True]


def test_guess_again_takes_the_guess_back_and_hides_the_truth(page, again):
    page.act("commit", guess=5)
    page.act("reveal")
    page.act("explain")
    view = page.act("again")["view"]
    assert view == {"guess": None, "truth": None, "asksWhy": "", "why": None}
    assert again().guess("some") is None
    assert repr(page.widget) == "Predict(some: no guess yet)"
    page.act("commit", guess=6)
    assert page.act("reveal")["view"]["truth"]["value"] == TRUTH
    assert page.ran == [True]


def test_one_deed_sent_twice_is_done_once(page):
    page.act("commit", guess=5, id="a")
    page.act("again", id="b")
    page.act("commit", guess=6, id="a")
    assert page.widget.guess is None


def test_a_full_disk_keeps_no_guess_and_tells_no_truth(page, full_disk):
    full_disk(True)
    answer = page.act("commit", guess=5, id="x")
    assert (answer["is"], answer["kind"]) == ("refused", "disk")
    assert answer["reason"] == "the disk is full"
    assert answer["view"]["guess"] is None
    assert "No space left" in page.widget.last_error
    assert page.act("reveal")["is"] == "refused"
    full_disk(False)
    assert page.act("commit", guess=5, id="x")["view"]["guess"] == 5


def test_code_that_fails_is_shown_and_the_guess_stays(asked, progress):
    asked(truth=RuntimeError("no such file <b>"))
    page = LessonPage(Predict("some", progress))
    page.act("commit", guess=5)
    answer = page.act("reveal")
    assert (answer["is"], answer["kind"]) == ("refused", "bug")
    assert answer["reason"] == "RuntimeError: no such file <b>"
    assert "in reveal" in answer["traceback"]
    assert answer["view"]["guess"] == 5
    assert page.widget.last_error == "RuntimeError: no such file <b>"


@pytest.mark.parametrize(
    ("guess", "words"),
    [("two", "not as you guessed"), ("ten", "as you guessed")],
)
def test_of_choices_one_is_the_truth(asked, progress, guess, words):
    asked(truth="ten", choices=("two", "ten"))
    predict = Predict("some", progress)
    assert predict.facts()["choices"] == ["two", "ten"]
    with pytest.raises(ValueError, match="one of 'two', 'ten'"):
        predict.commit("three")
    predict.commit(guess)
    predict.reveal()
    assert predict.distance == words
    assert (
        repr(predict) == f"Predict(some: you guessed “{guess}”; it is “ten”, {words})"
    )


@pytest.mark.parametrize(
    ("truth", "guess", "words"),
    [
        (403, 403, "exactly as you guessed"),
        (403, 630, "227 off"),
        (0.81, 1, "0.19 off"),
        (14.25, 10, "4.25 off"),
    ],
)
def test_the_distance_is_said_in_words(asked, progress, truth, guess, words):
    asked(truth=truth)
    predict = Predict("some", progress)
    predict.commit(guess)
    predict.reveal()
    assert predict.distance == words


@pytest.mark.parametrize("kept", ["a choice that is gone", 3_000_000, True])
def test_a_kept_guess_that_can_no_longer_be_made_counts_as_none(
    asked,
    progress,
    kept,
):
    asked()
    progress.record_guess("some", kept)
    predict = Predict("some", progress)
    assert predict.guess is None
    assert predict.commit(5) == 5


def test_what_a_cell_does_reaches_the_page(page):
    page.widget.commit(5)
    page.widget.reveal()
    page.widget.explain()
    page.widget.guess_again()
    views = [each["view"] for each in page.told]
    assert [each["is"] for each in page.told] == ["news"] * 4
    assert [view["guess"] for view in views] == [5, 5, 5, None]
    assert [view["truth"] is not None for view in views] == [0, 1, 1, 0]


def test_the_shipped_one_counts_what_the_pipeline_keeps(progress):
    predict = Predict("survivors", progress)
    assert predict.facts()["notebook"] == "00 The whole game"
    assert predict.facts()["place"].startswith("question 1 of ")
    predict.commit(400)
    kept = len(ft.curate(ft.load("data/raw_tickets.jsonl")).kept)
    assert predict.reveal().value == kept
    assert predict.distance == f"{abs(kept - 400)} off"
