"""Does a curve say what its numbers say, and no more?"""

import math

import numpy as np
import pytest

from ftwidgets.sizing import Curve, Gain, Point
from ftwidgets.sizing.curve import doubled
from ftwidgets.sizing.intervals import gain_of, measured_of
from ftwidgets.sizing.sentences import axis_title


def points(*pairs):
    return tuple(Point(size, mean, mean - 0.1, mean + 0.1, 8) for size, mean in pairs)


def gain(before, after, half, families=1000):
    value = after.mean - before.mean
    return Gain(before, after, value, value - half, value + half, families)


def curve_of(*pairs, half=0.01, families=1000, **more):
    made = points(*pairs)
    last = gain(made[-2], made[-1], half, families)
    return Curve(made, doubling=last, **{"test_rows": 1000, **more})


def test_the_band_of_one_draw_is_wilson_s_interval():
    # 16 of 20, worked out by hand: (0.584, 0.919)
    right = np.array([[True] * 16 + [False] * 4])
    point = measured_of(160, right).point
    assert (point.mean, point.repeats) == (0.8, 1)
    assert (round(point.low, 3), round(point.high, 3)) == (0.584, 0.919)


def test_draws_that_differ_widen_the_band():
    once = np.array([[True] * 16 + [False] * 4])
    draws = np.array([[True] * 12 + [False] * 8, [True] * 20])
    one, other = measured_of(10, once).point, measured_of(10, draws).point
    assert one.mean == other.mean
    assert other.low < one.low
    assert other.high > one.high


def test_a_gain_is_told_from_each_test_row_s_own_difference():
    few, more = np.array([[1, 0, 0, 0]]), np.array([[1, 1, 0, 0]])
    found = gain_of(measured_of(10, few), measured_of(20, more))
    # Differences 0, 1, 0, 0: variance 0.25, error of their mean 0.25; and of Student's
    # t with 3 degrees of freedom, 95 % lie within 3.1824 (any printed table).
    assert found.value == 0.25
    assert found.high - found.value == pytest.approx(3.1824 * 0.25, abs=1e-4)
    assert not found.is_sure


def test_siblings_count_as_one():
    # Four families of five that err together: as sure as four rows, not as twenty.
    few, more = (np.repeat([each], 5, axis=1) for each in ([1, 0, 0, 0], [1, 1, 0, 0]))
    sides = measured_of(10, few), measured_of(20, more)
    found = gain_of(*sides, np.repeat(range(4), 5))
    assert (found.value, found.families) == (0.25, 4)
    assert found.high - found.value == pytest.approx(3.1824 * 0.25, abs=1e-4)
    assert gain_of(*sides).high < found.high / 2


@pytest.mark.parametrize(("families", "size"), [(2, 10), (10, 10), (25, 8), (200, 1)])
def test_without_any_effect_few_tests_are_sure(families, size):
    rng = np.random.default_rng(0)

    def answers():
        # Siblings are right together, whichever side trained.
        return np.repeat(rng.random((1, families)) < 0.7, size, axis=1)

    of = np.repeat(range(families), size)
    sure = [
        gain_of(measured_of(10, answers()), measured_of(20, answers()), of).is_sure
        for _ in range(400)
    ]
    assert np.mean(sure) < 0.08  # 5 % are to be expected


def test_equal_answers_are_not_known_better_than_to_one_row():
    same = measured_of(10, np.array([[1, 0] * 10]))
    found = gain_of(same, same)
    assert (found.low, found.high) == (-0.05, 0.05)


def test_what_is_hard_for_both_does_not_count():
    rng = np.random.default_rng(0)
    hard = rng.random(400) < 0.5
    before, after = hard.copy(), hard.copy()
    after[:20] = True
    found = gain_of(measured_of(10, before[None]), measured_of(20, after[None]))
    bands = measured_of(10, before[None]).point, measured_of(20, after[None]).point
    assert bands[0].high > bands[1].low  # the bands overlap
    assert found.is_sure  # and the difference is certain


def test_a_curve_that_rises_surely_is_rising_and_stops_nowhere():
    curve = curve_of((100, 0.5), (200, 0.6), (400, 0.7))
    assert (curve.verdict, curve.stops_at) == ("rising", None)
    assert "more rows would help" in curve.about_more


def test_a_flat_curve_stops_paying_where_the_last_gain_was_made():
    pairs = (50, 0.5), (100, 0.7), (200, 0.8), (400, 0.805), (800, 0.806)
    curve = curve_of(*pairs)
    assert (curve.verdict, curve.stops_at) == ("flat", 200)
    assert "From 200 rows on" in curve.about_more


def test_a_test_that_is_too_small_says_so():
    curve = curve_of((80, 0.77), (160, 0.82), half=0.2, test_rows=20)
    assert curve.verdict == "unclear"
    assert curve.row_points == 0.05
    assert "With 20 test rows one row is 5 points: enlarge the test first." in (
        curve.about_more
    )


def test_a_test_of_few_families_is_never_sure():
    for half in (0.01, 0.001):
        curve = curve_of((80, 0.6), (160, 0.8), half=half, families=9, test_rows=90)
        assert (curve.verdict, curve.stops_at) == ("unclear", None)
        assert "The 90 test rows are only 9 families" in curve.about_more
        assert "give or take" not in curve.about_more
        flat = curve_of((80, 0.8), (160, 0.8), half=half, families=9, test_rows=90)
        assert (flat.verdict, flat.stops_at) == ("unclear", None)
    assert curve_of((80, 0.6), (160, 0.8), families=10).verdict == "rising"


def test_a_small_step_is_no_doubling():
    sizes = (100, 200, 400, 797, 800)
    assert doubled(points(*((size, 0.5) for size in sizes))) == (2, 4)
    assert doubled(points((797, 0.5), (800, 0.5))) is None
    assert doubled(points((797, 0.5))) is None
    near = Curve(points((797, 0.5), (800, 0.5)), test_rows=1000)
    assert (near.verdict, near.stops_at, near.guess) == ("", None, None)
    assert "too close to each other" in near.about_more


def test_what_is_worth_it_counts_doublings():
    # Two doublings that bring 3 points are 1.5 each: less than the 2 that pay.
    assert curve_of((100, 0.8), (400, 0.83), half=0.005).verdict == "flat"
    assert curve_of((200, 0.8), (400, 0.83), half=0.005).verdict == "rising"


def test_a_step_beside_the_end_does_not_say_where_it_stops():
    made = points((100, 0.4), (200, 0.46), (400, 0.8), (797, 0.804), (800, 0.806))
    curve = Curve(made, doubling=gain(made[2], made[4], 0.01), test_rows=1000)
    assert (curve.verdict, curve.stops_at) == ("flat", 400)


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ([10, 20, 39, 78], "training rows, each step doubles"),
        ([100, 200, 400, 797, 800], "training rows"),
        ([10], "training rows"),
    ],
)
def test_the_axis_says_that_steps_double_only_where_they_do(sizes, words):
    assert axis_title(sizes) == words


def test_the_guess_goes_on_as_the_mistakes_did():
    # Mistakes 0.4, 0.2, 0.1: each doubling halves them.
    guess = curve_of((100, 0.6), (200, 0.8), (400, 0.9)).guess
    assert guess.size == 800
    assert guess.mean == pytest.approx(0.95)
    assert (guess.low, guess.high) == (pytest.approx(0.94), pytest.approx(0.96))


@pytest.mark.parametrize(
    ("means", "guessed"),
    [((0.5, 0.6, 0.6), 0.6), ((0.9, 0.95, 0.9), 0.9), ((0.1, 0.94, 0.95), 0.96)],
)
def test_the_guess_never_falls_and_never_outruns_the_last_doubling(means, guessed):
    curve = curve_of(*zip((10, 20, 40), means, strict=True))
    assert curve.guess.mean == pytest.approx(guessed)


def test_a_test_that_is_answered_in_full_can_show_no_more():
    curve = curve_of((10, 0.5), (20, 0.7), (40, 1.0))
    assert curve.guess is None
    assert "only a harder test can show more" in curve.about_more
    assert "would help" not in curve.about_more


def test_two_sizes_are_too_few_for_a_guess():
    assert curve_of((10, 0.5), (20, 0.6)).guess is None


def test_where_too_few_families_are_tested_nothing_is_guessed():
    pairs = (100, 0.6), (200, 0.8), (400, 0.9)
    assert curve_of(*pairs, families=10).guess is not None
    few = curve_of(*pairs, families=9)
    assert few.guess is None
    assert "too few to tell" in few.about_more


def test_shares_of_small_tests_are_told_in_whole_percents():
    assert Curve(test_rows=199).in_percent(0.8249) == "82 %"
    assert Curve(test_rows=200).in_percent(0.8249) == "82.5 %"
    assert Curve(test_rows=20).in_points(-0.01) == "1 point"


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [(0.02, 0.12, "Filtering helped"), (-0.12, -0.02, "Filtering hurt")],
)
def test_filtering_is_judged_only_where_it_is_sure(low, high, words):
    raw, kept = points((160, 0.75), (160, 0.82))

    def told(low, high, families):
        found = Gain(raw, kept, (low + high) / 2, low, high, families)
        return Curve(filtering=found, test_rows=20).about_filtering

    assert words in told(low, high, 20)
    assert "no clear difference" in told(-0.02, 0.16, 20)
    few = told(low, high, 2)
    assert "no clear difference" in few
    assert "only 2 families: too few to be sure" in few


def test_a_size_that_was_not_measured_is_refused_with_those_that_were():
    curve = curve_of((80, 0.5), (160, 0.6))
    assert curve.at(160).mean == 0.6
    with pytest.raises(ValueError, match="80, 160 was measured, not 100"):
        curve.at(100)


def test_no_curve_is_false_and_says_why():
    none = Curve(reason="Too few.")
    assert not none
    assert repr(none) == "Curve(none: Too few.)"
    assert none.about_more == "Too few."
    assert math.isnan(none.row_points)
    assert none.guess is None
