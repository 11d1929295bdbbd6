"""Does the table of findings answer its page, keep its state and stay small?"""

import json

import pytest

import ftwidgets as ft
from ftwidgets.exploration.findings import pages as findings_pages
from ftwidgets.exploration.findings.exploration import FindingsExploration
from ftwidgets.widgets import FindingsTable
from widgets.playing import Page


@pytest.fixture(scope="module")
def curation():
    return ft.curate(ft.load("data/raw_tickets.jsonl"))


@pytest.fixture
def table(curation):
    return FindingsTable(curation)


@pytest.fixture
def page(table):
    return Page(table)


def test_it_starts_small_and_as_plain_json(table):
    assert len(json.dumps(table.snapshot(), allow_nan=False)) < 20_000


def test_it_says_what_it_is_on_one_line(table):
    rows = len(table.value)
    assert repr(table) == (
        f"FindingsTable(raw_tickets: 398 findings in {rows} of 630 rows)"
    )
    table.exploration.choose(codes=["bad_weight"])
    assert repr(table).startswith("FindingsTable(raw_tickets: 12 of 398 findings in")


def test_it_takes_rows_a_dataset_a_curation_or_an_exploration(curation):
    made = FindingsExploration(curation)
    assert FindingsTable(made).exploration is made
    assert FindingsTable(curation).recipe == curation.recipe
    assert FindingsTable(curation, ft.Recipe.LESSON).recipe == ft.Recipe.LESSON
    assert len(FindingsTable(curation.data).to_list()) == 398
    assert FindingsTable([]).value == []


def test_a_filter_is_answered_with_what_it_lets_through(page, table):
    choices = {"codes": ["pii", "secret"], "severity": "warning", "text": "card"}
    (answer,) = page.ask("choose", number=1, choices=choices)
    assert (answer["is"], answer["number"]) == ("chosen", 1)
    view = answer["view"]
    assert view["total"] == len(table.to_list()) == len(view["rows"]) > 0
    assert {row["code"] for row in view["rows"]} <= {"pii", "secret"}
    assert sorted({row["record"] for row in view["rows"]}) == table.value
    (answer,) = page.ask("choose", number=2, choices={"text": "no such words"})
    assert (answer["view"]["total"], answer["view"]["rows"]) == (0, [])
    assert table.value == []


def test_a_refused_choice_says_why_and_shows_what_is(page, table):
    page.ask("choose", number=1, choices={"severity": "error"})
    (answer,) = page.ask("choose", number=2, choices={"codes": ["typo"]})
    assert (answer["is"], answer["number"]) == ("unchosen", 2)
    assert "no finding has the code 'typo'" in answer["reason"]
    assert answer["view"]["severity"] == "error"
    assert "no finding has the code 'typo'" in table.last_error


def test_a_filter_set_in_a_cell_reaches_the_page(page, table):
    table.exploration.choose(severity="note")
    assert [each["is"] for each in page.told] == ["news"]
    assert page.told[0]["view"]["severity"] == "note"


def test_a_page_opened_later_sees_the_present_state(page, table):
    page.ask("choose", number=1, choices={"text": "refund"})
    page.ask("choose", number=2, choices={"at": 3, "opened": True})
    view = table.get_state("_start")["_start"]["view"]
    assert (view["text"], view["at"]) == ("refund", 3)
    assert view["record"]["record"] == table.to_list()[3]["record"]


def test_use_writes_the_recipe_of_these_rows(page, table, tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    page.ask("use", id="a1")
    (file,) = (tmp_path / "recipes").iterdir()
    assert ft.Recipe.read(file).input.path == "data/raw_tickets.jsonl"


def test_a_handler_that_fails_is_shown_and_kept(page, table, monkeypatch):
    def fail(*_):
        raise RuntimeError("out of luck")

    monkeypatch.setattr(findings_pages, "record_page", fail)
    (answer,) = page.ask("choose", number=1, choices={"opened": True})
    assert (answer["is"], answer["message"]) == ("error", "RuntimeError: out of luck")
    assert table.last_error == "RuntimeError: out of luck"


def test_a_closed_table_hears_nothing_more(table):
    page = Page(table)
    table.close()
    table.exploration.choose(severity="note")
    assert page.of_kind("news") == []
