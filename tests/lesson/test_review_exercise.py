"""Do other methods come to the same verdicts, and are the reports in the notebook?"""

from pathlib import Path

import pytest

from ftwidgets.lesson.exercises.review import (
    BAD,
    EXERCISE,
    GOOD,
    NO_MEASURE,
    READ_ON,
    REPORTS,
    TOLERANCE,
    possible,
)
from ftwidgets.lesson.learner import Progress
from ftwidgets.review.audits import wilson

RIGHT = {
    "Ana": GOOD,
    "Ben": READ_ON,
    "Cleo": NO_MEASURE,
    "Dev": BAD,
    "Eva": READ_ON,
    "Finn": NO_MEASURE,
}
"""By hand: with none bad of n, a share of 3.84 / (n + 3.84) is possible."""

NOTEBOOK = Path(__file__).parents[2] / "notebooks" / "07_review.ipynb"


@pytest.fixture
def judge(tmp_path):
    return lambda answer: EXERCISE.judge(answer, Progress("mira", tmp_path))


def test_the_right_verdicts_pass(judge):
    assert judge(RIGHT).passed


def test_more_names_than_asked_for_do_no_harm(judge):
    assert judge(RIGHT | {"Gus": "what?"}).passed


@pytest.mark.parametrize("report", REPORTS, ids=lambda each: each.who)
def test_the_shares_that_are_possible_are_those_of_the_formula(report):
    assert possible(report) == pytest.approx(wilson(report.bad, report.read), abs=1e-6)


@pytest.mark.parametrize(
    "report", [each for each in REPORTS if each.is_random], ids=lambda each: each.who
)
def test_an_exact_interval_comes_to_the_same_verdict(report):
    from scipy.stats import binomtest

    ends = binomtest(report.bad, report.read).proportion_ci(method="exact")
    if ends.high <= TOLERANCE:
        assert RIGHT[report.who] == GOOD
    elif ends.low > TOLERANCE:
        assert RIGHT[report.who] == BAD
    else:
        assert RIGHT[report.who] == READ_ON


def test_every_report_stands_in_the_notebook_as_it_is_judged():
    text = NOTEBOOK.read_text("utf-8")
    for who, how, _, read, bad in REPORTS:
        assert f"| {who} | {read} rows | {how} | {bad} |" in text


def test_only_dots_is_not_started_and_some_dots_name_who_is_left(judge):
    assert judge(dict.fromkeys(RIGHT, ...)).state == "not_started"
    assert judge(RIGHT | {"Dev": ...}).sentence == "Dev has no verdict yet."
    assert judge({}).sentence == "Ana has no verdict yet."


@pytest.mark.parametrize("verdict", [True, 0.05, ["good enough"], "Good enough", ""])
def test_a_word_that_is_no_verdict_is_named_with_the_four_that_are(judge, verdict):
    outcome = judge(RIGHT | {"Ana": verdict})
    assert outcome.state == "not_yet"
    assert "good enough, not good enough, read on, no measure" in outcome.sentence


def test_each_single_slip_is_told_by_its_kind(judge):
    said = {
        (report.who, verdict): judge(RIGHT | {report.who: verdict}).sentence
        for report in REPORTS
        for verdict in {GOOD, BAD, READ_ON, NO_MEASURE} - {RIGHT[report.who]}
    }
    assert len(said) == 18
    assert said["Ana", BAD] == "A file is called bad whose sample says the contrary."
    assert said["Dev", GOOD] == "A file is called good whose sample says the contrary."
    assert said["Ben", BAD] == "One sample allows fewer bad rows than you make of it."
    assert said["Eva", NO_MEASURE] == "A random sample is said to measure nothing."
    assert {said["Cleo", verdict] for verdict in (GOOD, BAD, READ_ON)} == {
        "A rate is trusted of rows that were not drawn at random."
    }
