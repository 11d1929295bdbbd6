"""Does the guide answer its page with what the table says, and keep its state?"""

import json

import pytest

import ftwidgets as ft
from ftwidgets.widgets import SizeGuide
from widgets.playing import Page


@pytest.fixture
def guide():
    return SizeGuide("classification", have=160)


@pytest.fixture
def page(guide):
    return Page(guide)


def choose(page, **choices):
    (answer,) = page.ask("choose", number=1, choices=choices)
    return answer


def test_it_starts_with_the_whole_table_and_the_lesson_s_curve(guide):
    start = guide.snapshot()
    assert json.loads(json.dumps(start, allow_nan=False))
    table = [each["words"] for each in start["facts"]["behaviours"]]
    assert table[0] == ["50 to 100", "200 to 500"]
    assert table[4] == ["2,000 to 5,000", "10,000 or more"]
    assert [each[0] for each in start["facts"]["returns"]] == [
        *(50, 200, 500, 1000, 5000, 10_000)
    ]


def test_it_says_what_is_missing_and_what_that_costs(guide):
    view = guide.view()
    assert (view["title"], view["rows"], view["cost"]) == (
        "From 160 to 200",
        40,
        "$0.26",
    )
    assert "80 requests" in view["how"]
    assert view["where"].startswith("You have passed the minimum of 100; 200 is where")
    assert "Diminishing returns begin at about 1,000" in view["after"]
    assert repr(guide) == "SizeGuide(Simple classification: 160 of 200)"


def test_what_is_chosen_in_the_page_is_chosen_in_the_kernel(page, guide):
    answer = choose(page, behaviour="persona", have=900)
    assert (answer["is"], answer["view"]["title"]) == ("chosen", "From 900 to 10,000")
    assert guide.value == ft.recommend_size("persona", 900, budget=2.0)
    answer = choose(page, goal="minimum")
    assert answer["view"]["rows"] == 1100
    assert guide.get_state()["_start"]["view"] == answer["view"]


def test_what_is_chosen_in_a_cell_is_told(page, guide):
    guide.choose(have=250)
    (news,) = page.of_kind("news")
    assert news["view"]["title"] == "250 reach the recommended range"
    assert news["view"]["rows"] == 0
    assert guide.value.place == "in_recommended"


@pytest.mark.parametrize(
    ("have", "words"),
    [
        (20, "The minimum starts at 50"),
        (70, "You are inside the minimum of 50 to 100."),
        (300, "You are inside the recommended range of 200 to 500."),
        (900, "You have passed the recommended range of 200 to 500."),
    ],
)
def test_it_says_where_one_is(have, words):
    assert SizeGuide("classification", have).view()["where"].startswith(words)


def test_the_budget_says_what_it_buys_and_whether_it_is_enough(page):
    buys = choose(page, budget=0.1)["view"]["buys"]
    # 31 requests of $0.0032 are paid by $0.10, and half of them survive.
    assert (buys["title"], buys["rows"]) == ("What $0.10 buys", 15)
    assert buys["words"].startswith("25 short of 200.")
    assert choose(page, budget=1)["view"]["buys"]["words"].startswith("Enough to reach")


def test_a_measured_survival_and_cost_take_the_place_of_the_usual():
    view = SizeGuide("domain", 0, survival=0.8, cost_per_request=0.01).view()
    assert view["how"] == "At 80 % survival that is 6,250 requests."
    assert view["cost"] == "$62.50"


def test_a_small_survival_is_not_told_as_none():
    how = SizeGuide("classification", 0, survival=0.004).view()["how"]
    assert how == "At 0.4 % survival that is 50,000 requests."


def test_a_price_that_nobody_knows_is_no_number():
    view = SizeGuide("domain", model="<b>gpt-9</b>").view()
    assert view["cost"] is None
    assert view["buys"]["rows"] is None
    assert view["buys"]["words"] == "Its price is unknown."


@pytest.mark.parametrize(
    ("choices", "reason"),
    [
        ({"have": -1}, "have is a whole number"),
        ({"have": 2_000_000}, "have is at most 1,000,000"),
        ({"have": "many"}, "have is a whole number"),
        ({"budget": None}, "budget is a number of dollars"),
        ({"budget": -2}, "budget is a number from 0"),
        ({"budget": 1e308}, "budget is a number from 0"),
        ({"budget": 10**400}, "budget is a number from 0"),
        ({"have": None}, "have is a number of examples"),
        ({"model": ["x"]}, "model is the name of a teacher"),
        ({"survival": 5e-324}, "survival is a number"),
        ({"goal": "best"}, "goal is 'minimum' or 'recommended'"),
        ({"behaviour": "chat"}, "the lesson's table has"),
        ({"colour": "red"}, "there is no choice 'colour'"),
    ],
)
def test_what_cannot_be_chosen_changes_nothing(page, guide, choices, reason):
    before = guide.view()
    answer = choose(page, **choices)
    assert answer["is"] == "unchosen"
    assert reason in answer["reason"]
    assert guide.view() == before == answer["view"]
    with pytest.raises(ValueError, match=reason):
        guide.choose(**choices)


def test_a_bad_call_is_refused_in_the_cell():
    with pytest.raises(ValueError, match="closest to your task"):
        SizeGuide("chat")
    with pytest.raises(ValueError, match="there is no choice 'colour'"):
        SizeGuide("domain", colour="red")
