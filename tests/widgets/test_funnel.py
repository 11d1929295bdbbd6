"""Does the funnel answer its page, keep its state and write its recipe?"""

import json
from dataclasses import replace

import pytest

import ftwidgets as ft
from ftwidgets.exploration.funnels import pages as funnel_pages
from ftwidgets.exploration.funnels.exploration import FunnelExploration
from ftwidgets.widgets import Funnel
from widgets.playing import Page


@pytest.fixture(scope="module")
def curation():
    return ft.curate(ft.load("data/raw_tickets.jsonl"))


@pytest.fixture
def funnel(curation, tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    return Funnel(curation)


@pytest.fixture
def page(funnel):
    return Page(funnel)


def test_it_starts_small_and_as_plain_json(funnel):
    assert len(json.dumps(funnel.snapshot(), allow_nan=False)) < 10_000


def test_it_says_what_it_is_on_one_line(funnel, curation):
    assert repr(funnel) == (
        "Funnel(raw_tickets: 630 in = 403 kept + 195 dropped + 32 rejected)"
    )
    assert funnel.value == curation.kept
    assert funnel.recipe == curation.recipe


def test_it_takes_rows_a_dataset_a_curation_or_an_exploration(curation):
    recipe = ft.Recipe.LESSON
    made = FunnelExploration(curation)
    assert Funnel(made).exploration is made
    assert Funnel(curation).exploration.curation is curation
    assert Funnel(curation, recipe).recipe == recipe
    assert Funnel(curation.data).value == curation.kept
    assert repr(Funnel([])) == (
        "Funnel(examples: 0 in = 0 kept + 0 dropped + 0 rejected)"
    )


def test_a_stage_is_opened_and_its_rows_are_told(page, funnel):
    (answer,) = page.ask(
        "choose", number=1, choices={"stage": "scoring", "reason": "refusal"}
    )
    assert (answer["is"], answer["number"]) == ("chosen", 1)
    view = answer["view"]
    assert (view["stage"], view["reason"], view["total"]) == ("scoring", "refusal", 14)
    records = [row["record"] for row in view["rows"]]
    assert records == [drop.record for drop in funnel.exploration.rows()][:6]
    (answer,) = page.ask("choose", number=2, choices={"record": records[2]})
    assert answer["view"]["record"]["record"] == records[2]
    assert answer["view"]["rows"] == []


def test_a_refused_choice_says_why_and_shows_what_is(page, funnel):
    page.ask("choose", number=1, choices={"stage": "scoring"})
    (answer,) = page.ask("choose", number=2, choices={"reason": "dull"})
    assert (answer["is"], answer["number"]) == ("unchosen", 2)
    assert "scoring has no reason 'dull'" in answer["reason"]
    assert answer["view"]["stage"] == "scoring"
    assert "scoring has no reason 'dull'" in funnel.last_error


def test_what_is_opened_in_a_cell_reaches_the_page(page, funnel):
    funnel.exploration.open("Quality", "garbled")
    assert [each["is"] for each in page.told] == ["news"]
    assert page.told[0]["view"]["reason"] == "garbled"


def test_a_page_opened_later_sees_the_present_state(page, funnel):
    page.ask("choose", number=1, choices={"stage": "reading", "reason": "truncated"})
    view = funnel.get_state("_start")["_start"]["view"]
    assert (view["stage"], view["reason"], view["total"]) == ("reading", "truncated", 3)


def test_use_writes_the_recipe_that_makes_these_rows(page, funnel, tmp_path):
    (answer,) = page.ask("use", id="a1")
    (file,) = (tmp_path / "recipes").iterdir()
    assert answer["is"] == "news"
    assert answer["words"].endswith(file.name)
    written = ft.Recipe.read(file)
    assert written.input.path == "data/raw_tickets.jsonl"
    assert ft.curate(ft.load(written.input.path), written).kept == funnel.value


def test_a_handler_that_fails_is_shown_and_kept(page, funnel, monkeypatch):
    def fail(*_):
        raise RuntimeError("out of luck")

    monkeypatch.setattr(funnel_pages, "remarks_on", fail)
    (answer,) = page.ask("choose", number=1, choices={"stage": "scoring"})
    assert (answer["is"], answer["message"]) == ("error", "RuntimeError: out of luck")
    assert "in fail" in answer["traceback"]
    assert funnel.last_error == "RuntimeError: out of luck"


def test_a_sum_that_is_wrong_is_told_and_nothing_else(curation):
    funnel = Funnel(replace(curation, dropped=curation.dropped[1:]))
    facts = funnel.snapshot()["facts"]
    assert facts["stages"] == []
    assert facts["problem"].startswith("630 lines in, but 403 kept + 194 dropped")
    assert "which does not add up" in repr(funnel)


def test_a_closed_funnel_hears_nothing_more(curation):
    funnel = Funnel(curation)
    page = Page(funnel)
    funnel.close()
    funnel.exploration.open("scoring")
    assert page.of_kind("news") == []
