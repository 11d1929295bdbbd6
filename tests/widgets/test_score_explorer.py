"""Does the score explorer answer its page, write its recipe and keep its state?"""

import json

import pytest

import ftwidgets as ft
from ftwidgets.examples import chat
from ftwidgets.exploration.scores.exploration import ScoreExploration
from ftwidgets.widgets import ScoreExplorer
from widgets.playing import Page


@pytest.fixture(scope="module")
def curation():
    return ft.curate(ft.load("data/raw_tickets.jsonl"))


@pytest.fixture
def explorer(curation, tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    return ScoreExplorer(curation)


@pytest.fixture
def page(explorer):
    return Page(explorer)


def test_it_starts_small_and_as_plain_json(explorer):
    start = json.dumps(explorer.snapshot(), allow_nan=False)
    assert len(start) < 20_000


def test_a_choice_is_answered_with_what_it_comes_to(page, explorer):
    (answer,) = page.ask("choose", number=1, choices={"line": 0.5})
    assert (answer["is"], answer["number"]) == ("chosen", 1)
    assert answer["view"]["line"] == 0.5
    assert (
        answer["view"]["kept"] == len(explorer.value) == len(explorer.exploration.kept)
    )
    assert explorer.recipe.min_score == 0.5


def test_a_refused_choice_says_why_and_shows_what_is(page, explorer):
    (answer,) = page.ask("choose", number=4, choices={"line": 7})
    assert (answer["is"], answer["number"]) == ("unchosen", 4)
    assert "between 0 and 1" in answer["reason"]
    assert answer["view"]["line"] == 0.7
    assert "between 0 and 1" in explorer.last_error


def test_a_choice_made_in_a_cell_reaches_the_page(page, explorer):
    explorer.exploration.choose(line=0.4)
    assert [each["is"] for each in page.told] == ["news"]
    assert page.told[0]["view"]["line"] == 0.4


def test_a_page_opened_later_sees_the_present_state(page, explorer):
    page.ask("choose", number=1, choices={"line": 0.3, "weights": {"markup": 0}})
    view = explorer.get_state("_start")["_start"]["view"]
    assert (view["line"], view["weights"]["markup"]) == (0.3, 0)


def test_use_writes_a_recipe_that_is_on_the_disk_when_told(page, explorer, tmp_path):
    page.ask("choose", number=1, choices={"line": 0.55})
    (answer,) = page.ask("use", id="a1")
    (file,) = (tmp_path / "recipes").iterdir()
    assert answer["is"] == "news"
    assert answer["words"] == f"python -m ftwidgets build {file}"
    written = ft.Recipe.read(file)
    assert written.min_score == 0.55
    assert written.input.path == "data/raw_tickets.jsonl"


def test_use_twice_with_one_id_writes_once(page, tmp_path):
    page.ask("use", id="a1")
    (file,) = (tmp_path / "recipes").iterdir()
    file.unlink()
    (answer,) = page.ask("use", id="a1")
    assert answer["is"] == "news"
    assert not list((tmp_path / "recipes").iterdir())


def test_a_folder_that_cannot_be_made_is_told(page, explorer, tmp_path):
    (tmp_path / "recipes").write_text("a file stands where the folder should")
    (answer,) = page.ask("use", id="a1")
    assert (answer["is"], answer["kind"]) == ("refused", "disk")
    assert explorer.last_error


def test_a_request_that_is_none_is_told(page, explorer):
    (answer,) = page.ask("choose", number=1)
    assert answer["is"] == "error"
    assert explorer.last_error.startswith("TypeError")
    assert page.ask("choose", number=2, choices={})[0]["is"] == "chosen"


def test_it_takes_an_exploration_a_dataset_or_rows(curation):
    exploration = ScoreExploration(curation)
    assert ScoreExplorer(exploration).exploration is exploration
    rows = [chat(("user", "Hi"), ("assistant", "Hello there."))]
    shown = "ScoreExplorer(1 rows = 1 kept + 0 dropped at 0.70)"
    assert repr(ScoreExplorer(rows)) == shown


def test_a_closed_widget_hears_no_more(page, explorer):
    explorer.close()
    explorer.exploration.choose(line=0.2)
    assert page.told == []


def test_characters_that_cannot_be_seen_are_named():
    row = chat(("user", "pay\u200bpal"), ("assistant", "turned \u202e round"))
    view = ScoreExplorer([row, row]).snapshot()["view"]
    rows = view["below"] + view["above"]
    assert ["hidden", "U+202E"] in rows[0]["pieces"]
    assert "[U+200B]" in rows[0]["prompt"]
    json.dumps(view).encode()
