"""Does the explorer's score equal the levels' own, and does every sum add up?"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ftwidgets as ft
from ftwidgets import lesson_rules
from ftwidgets.examples import chat, fingerprint
from ftwidgets.exploration.scores.exploration import LINES, ScoreExploration
from ftwidgets.exploration.scores.pages import score_view
from ftwidgets.scoring import STANDARD_RULES, rules_with, score
from ftwidgets.views import reached, scored

NAMES = [rule.name for rule in STANDARD_RULES]

WEIGHTS = st.dictionaries(
    st.sampled_from(NAMES),
    st.one_of(st.just(0.0), st.floats(0, 1, allow_subnormal=False)),
)


@pytest.fixture(scope="module")
def curation():
    return ft.curate(ft.load("data/raw_tickets.jsonl"))


@pytest.fixture
def scores(curation):
    return ScoreExploration(curation)


@pytest.fixture(scope="module")
def table(curation):
    """One exploration for many weights: making it is what takes time."""
    return ScoreExploration(curation)


def test_its_rows_are_those_that_level_1_let_through(scores, curation):
    assert scores.records == reached(curation, "scoring")
    assert set(scores.records) == scored(curation)


@settings(max_examples=25, deadline=None)
@given(WEIGHTS)
def test_scores_under_other_weights_are_the_levels_own_bit_for_bit(table, weights):
    rules = rules_with(weights)
    expected = [score(example, rules).total for example in table.examples]
    table.choose(weights={rule.name: rule.weight for rule in rules})
    assert table.totals.tolist() == expected


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 100), WEIGHTS)
def test_the_recipe_keeps_at_level_2_what_the_screen_shows(line, weights):
    rows = [
        chat(("user", f"Where is parcel {n}?"), ("assistant", text))
        for n, text in enumerate(
            ("On its way.", "I cannot help with that.", "Error 500", "{name}, hello")
        )
    ]
    scores = ScoreExploration(rows)
    scores.choose(line=line / 100, weights=weights)
    again = ft.curate(rows, scores.recipe)
    fallen = {each.record for each in again.dropped if each.level == "scoring"}
    assert fallen == set(scores.dropped)
    assert sorted(scores.kept + scores.dropped) == scores.records


def test_the_recipe_names_only_weights_that_are_not_the_standard(scores):
    assert scores.recipe == ft.Recipe.STANDARD
    scores.choose(weights={"markup": 0, "refusal": 0.6}, line=0.5)
    assert scores.recipe == ft.Recipe(min_score=0.5, score_weights={"markup": 0})


def test_every_line_is_counted_as_by_hand(scores):
    kept, means = scores.counts()
    totals = scores.totals.tolist()
    for line, number, average in zip(LINES, kept, means, strict=True):
        above = [each for each in totals if each >= line]
        assert number == len(above)
        assert average == pytest.approx(sum(above) / len(above)) if above else True


def test_rows_at_the_line_are_the_nearest_on_both_sides(scores):
    scores.choose(line=0.5, near=10)
    below, above = scores.at_the_line()
    totals = scores.totals
    under = np.sort(totals[totals < 0.5])[::-1][:10]
    over = np.sort(totals[totals >= 0.5])[:10]
    assert totals[below].tolist() == under.tolist()
    assert totals[above].tolist() == over.tolist()


def test_the_lesson_s_scores_are_the_lesson_s(scores, curation):
    for record, found in zip(scores.records, scores.lesson.scores, strict=True):
        try:
            assert found == lesson_rules.score(curation.data.records[record])
        except lesson_rules.LessonCrash:
            assert found is None


def test_under_the_lesson_s_scores_exactly_0_7_is_dropped():
    repeated = "no no no no no no no no no no no no"  # the lesson takes 0.3 for it
    rows = [
        {
            "messages": [
                {"role": "user", "content": "Is it so?"},
                {"role": "assistant", "content": repeated},
            ]
        }
    ]
    scores = ScoreExploration(rows)
    scores.choose(view="lesson")
    assert scores.lesson.scores == [0.7]
    assert scores.lesson.kept == 0
    assert scores.at_the_line() == ([0], [])


def test_what_the_lesson_curated_is_curated_anew(curation):
    lesson = ft.curate(curation.data, ft.Recipe.LESSON)
    scores = ScoreExploration(lesson)
    assert scores.recipe.preset == "standard"
    assert scores.records == reached(curation, "scoring")


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"line": 1.2}, "line must lie between 0 and 1, got 1.2"),
        ({"line": True}, "line must lie between 0 and 1"),
        ({"line": "0.5"}, "line must lie between 0 and 1"),
        ({"line": float("nan")}, "line must lie between 0 and 1"),
        ({"weights": {"refusals": 1}}, "no signal is called 'refusals'"),
        ({"weights": {"refusal": 2}}, "weight of refusal must be in 0..1"),
        ({"weights": 3}, "weights maps names of signals"),
        ({"view": "ours"}, "view must be one of standard, lesson, both"),
        ({"near": 0}, "near must be a whole number from 1 to 50"),
        ({"colour": "red"}, "there is no choice 'colour'"),
        ({"line": 0.2, "view": "ours"}, "view must be one of"),
    ],
)
def test_a_choice_that_is_none_is_refused_and_changes_nothing(scores, choices, words):
    before = score_view(scores)
    with pytest.raises(ValueError, match=words):
        scores.choose(**choices)
    assert score_view(scores) == before


def test_listeners_hear_of_each_choice_until_they_stop(scores):
    heard = []
    stop = scores.listen(lambda: heard.append(scores.line))
    scores.choose(line=0.5)
    stop()
    scores.choose(line=0.6)
    assert heard == [0.5]


def test_labels_are_those_of_rows_that_are_scored(curation):
    scores = ScoreExploration(curation)
    one, other = scores.examples[0], scores.examples[7]
    labels = {fingerprint(one): True, fingerprint(other): False, "0" * 64: True}
    measured = ScoreExploration(curation, labels=labels)
    assert measured.labels == {0: True, 7: False}
    measure = measured.measure()
    kept = [bool(scores.totals[row] >= 0.7) for row in (0, 7)]
    assert (measure.good, measure.rows) == (1, 2)
    assert measure.kept == sum(kept)
    assert measured.proposal() is None


def test_nothing_passed_level_1():
    scores = ScoreExploration([7, "text"])
    assert scores.kept == scores.dropped == []
    assert scores.counts()[0] == [0] * 101
    assert scores.at_the_line() == ([], [])
    assert score_view(scores)["below"] == []
