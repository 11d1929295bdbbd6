"""Are the missing rows, requests and dollars those one works out by hand?"""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ftwidgets as ft
from ftwidgets.sizing import BEHAVIOURS
from ftwidgets.sizing.recommendation import USUAL_USAGE
from ftwidgets.synthesis.models import DEFAULT_MODEL
from ftwidgets.synthesis.prices import PRICES

EACH = (
    USUAL_USAGE["input_tokens"] * PRICES[DEFAULT_MODEL].input
    + USUAL_USAGE["output_tokens"] * PRICES[DEFAULT_MODEL].output
) / 1e6
"""Dollars of one request, from the table of prices."""


def test_from_160_to_200_it_is_40_rows_and_80_requests():
    found = ft.recommend_size("classification", have=160)
    assert (found.minimum, found.recommended) == ((50, 100), (200, 500))
    assert found.place == "past_minimum"
    assert (found.to_minimum.rows, found.to_minimum.requests) == (0, 0)
    assert (found.to_recommended.rows, found.to_recommended.requests) == (40, 80)
    assert found.to_recommended.cost == pytest.approx(80 * EACH)
    assert found.sentence == (
        "Simple classification: at least 50 to 100 examples, better 200 to 500. "
        "You have 160: past the minimum, 40 short of the recommended range. "
        "The 40 missing rows take 80 requests, about $0.26."
    )


def test_one_missing_row_is_one():
    sentence = ft.recommend_size("classification", have=199).sentence
    assert sentence.endswith("The missing row takes 2 requests, about $0.0064.")


@pytest.mark.parametrize("budget", [0, 1e9])
@pytest.mark.parametrize("cost", [0, 1e-6, 1e9])
@pytest.mark.parametrize("survival", [1e-6, 1])
def test_the_ends_of_what_is_allowed_are_worked_out(budget, cost, survival):
    call = {"budget": budget, "cost_per_request": cost, "survival": survival}
    found = ft.recommend_size("persona", 0, **call)
    assert found.to_recommended.requests == round(10_000 / survival)
    assert found.to_recommended.cost == pytest.approx(cost * 10_000 / survival)


def test_without_a_number_of_examples_only_the_table_is_told():
    found = ft.recommend_size("persona")
    assert found.recommended == (10_000, None)
    assert (found.have, found.place, found.to_recommended) == (None, "", None)
    assert str(found) == (
        "Full persona or assistant: at least 2,000 to 5,000 examples, better "
        "10,000 or more."
    )


@pytest.mark.parametrize(
    ("have", "place"),
    [
        (0, "below_minimum"),
        (49, "below_minimum"),
        (50, "in_minimum"),
        (100, "in_minimum"),
        (101, "past_minimum"),
        (199, "past_minimum"),
        (200, "in_recommended"),
        (500, "in_recommended"),
        (501, "past_recommended"),
    ],
)
def test_where_one_is_in_the_table(have, place):
    assert ft.recommend_size("classification", have).place == place


def test_no_number_is_past_a_range_without_an_end():
    assert ft.recommend_size("persona", 1_000_000).place == "in_recommended"


@given(
    key=st.sampled_from(sorted(BEHAVIOURS)),
    have=st.integers(0, 30_000),
    percent=st.integers(1, 100),
)
def test_the_requests_are_the_fewest_that_leave_enough(key, have, percent):
    found = ft.recommend_size(key, have, survival=percent / 100)
    for bought, start in (
        (found.to_minimum, found.minimum[0]),
        (found.to_recommended, found.recommended[0]),
    ):
        assert bought.rows == max(0, start - have)
        assert bought.requests == -(-bought.rows * 100 // percent)


def test_a_budget_buys_as_many_rows_as_survive_of_what_it_pays():
    found = ft.recommend_size("domain", 0, budget=5, survival=0.25)
    requests = math.floor(5 / EACH)
    assert found.affordable.requests == requests
    assert found.affordable.rows == requests // 4
    assert found.affordable.cost <= 5
    assert "$5.00 buys about" in found.sentence


def test_a_measured_cost_takes_the_place_of_the_table_s():
    found = ft.recommend_size("classification", 100, cost_per_request=0.01, budget=1)
    assert found.to_recommended.cost == pytest.approx(2.0)
    assert (found.affordable.requests, found.affordable.rows) == (100, 50)


def test_an_unknown_price_is_never_nothing():
    found = ft.recommend_size("classification", 100, model="gpt-9", budget=5)
    assert found.to_recommended.cost is None
    assert found.affordable is None
    assert "price unknown" in found.sentence
    assert "the price of the model is unknown" in found.sentence


def test_a_teacher_that_costs_nothing_has_no_limit():
    found = ft.recommend_size("classification", 100, cost_per_request=0, budget=5)
    assert found.to_recommended.cost == 0
    assert found.affordable is None
    assert "the budget is no limit" in found.sentence


def test_a_recommendation_cannot_be_changed():
    found = ft.recommend_size("classification")
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.have = 7


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"have": -1}, "have is a whole number"),
        ({"have": 1.5}, "have is a whole number"),
        ({"have": True}, "have is a whole number"),
        ({"have": "160"}, "have is a whole number"),
        ({"survival": 0}, "survival is a number from 0.000001 to 1"),
        ({"survival": 5e-324}, "survival is a number from 0.000001 to 1"),
        ({"survival": 1.2}, "survival is a number from 0.000001 to 1"),
        ({"survival": None}, "survival is a number"),
        ({"budget": -1}, "budget is a number from 0 to 1,000,000,000"),
        ({"budget": math.inf}, "budget is a number from 0"),
        ({"budget": 1e308}, "budget is a number from 0"),
        ({"budget": 10**400}, "budget is a number from 0"),
        ({"budget": "2"}, "budget is a number from 0"),
        ({"cost_per_request": math.nan}, "cost_per_request is a number"),
        ({"cost_per_request": 5e-324, "budget": 1}, "cost_per_request is a number"),
        ({"cost_per_request": 1e308}, "cost_per_request is a number"),
        ({"model": ["x"]}, "model is the name of a teacher"),
    ],
)
def test_numbers_that_cannot_be_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        ft.recommend_size("classification", **call)
