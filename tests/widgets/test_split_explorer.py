"""Does the split explorer answer its page, also where an answer takes a while?"""

import json
import shlex
import threading

import pytest
from exploration.split_rows import lesson_rows, many_rows

import ftwidgets as ft
from ftwidgets.__main__ import main
from ftwidgets.exploration.splits import exploration as splits
from ftwidgets.exploration.splits.exploration import SplitExploration
from ftwidgets.recipes import Parts
from ftwidgets.widgets import SplitExplorer
from widgets.playing import Page

PATIENCE = 60


@pytest.fixture(scope="module")
def curation():
    return ft.curate(lesson_rows())


@pytest.fixture
def explorer(curation, tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    return SplitExplorer(curation)


@pytest.fixture
def page(explorer):
    return Page(explorer)


@pytest.fixture
def is_long(monkeypatch):
    """As if every number of rows took a while."""
    monkeypatch.setattr(splits, "QUICK_ROWS", 0)


def work_is_done():
    """Wait until no thread of ours splits."""
    for thread in threading.enumerate():
        if thread.name == "ftwidgets splits":
            thread.join(PATIENCE)
            assert not thread.is_alive()


def test_it_starts_small_and_as_plain_json(explorer):
    start = json.dumps(explorer.snapshot(), allow_nan=False)
    assert len(start) < 40_000
    assert explorer.snapshot()["view"]["halves"]["rows"]["known"]["test"] == 20


def test_its_name_is_one_stable_line(explorer):
    said = (
        "SplitExplorer(200 rows: Split(train 160, validation 20, test 20, surplus 0))"
    )
    assert repr(explorer) == said
    explorer.exploration.choose(strategy="rows")
    assert repr(explorer) == said


def test_a_choice_is_answered_with_what_it_comes_to(page, explorer):
    (answer,) = page.ask("choose", number=1, choices={"sizes": [140, 30, 30]})
    assert (answer["is"], answer["number"]) == ("chosen", 1)
    whole = answer["view"]["halves"]["families"]
    assert [rows for _, rows, _ in whole["parts"]] == [140, 30, 30]
    assert explorer.recipe.split == Parts(140, 30, 30, "seed")
    assert len(explorer.value.test) == 30


def test_a_refused_choice_says_why_and_shows_what_is(page, explorer):
    (answer,) = page.ask("choose", number=4, choices={"sizes": [190, 20, 20]})
    assert (answer["is"], answer["number"]) == ("unchosen", 4)
    assert "30 are missing" in answer["reason"]
    assert answer["view"]["settings"]["sizes"] == [80, 10, 10]
    assert "30 are missing" in explorer.last_error


def test_a_choice_made_in_a_cell_reaches_the_page(page, explorer):
    explorer.exploration.choose(seed=3)
    assert [each["is"] for each in page.told] == ["news"]
    assert page.told[0]["view"]["settings"]["seed"] == 3


def test_a_page_opened_later_sees_the_present_state(page, explorer):
    page.ask("choose", number=1, choices={"strategy": "rows", "leak": 5})
    view = explorer.get_state("_start")["_start"]["view"]
    assert (view["strategy"], view["leak"]["number"]) == ("rows", 5)


def test_what_nobody_foresaw_is_shown(page, explorer):
    (answer,) = page.ask("choose", number=1, choices=7)
    assert answer["is"] == "error"
    assert "must be a mapping" in explorer.last_error


def test_use_writes_a_recipe_that_builds_the_split_that_was_shown(
    tmp_path, monkeypatch
):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "mine"))
    file = tmp_path / "my tickets.jsonl"
    lines = [json.dumps(row) for row in lesson_rows()]
    file.write_text("\n".join(lines))
    explorer = SplitExplorer(ft.load(file))
    page = Page(explorer)
    page.ask("choose", number=1, choices={"sizes": [130, 20, 20], "seed": 4})
    (answer,) = page.ask("use", id="a1")
    (written,) = (tmp_path / "mine" / "recipes").iterdir()
    assert answer["is"] == "news"
    words = shlex.split(answer["words"])
    assert words[3:] == ["build", str(written), "--input", str(file)]
    monkeypatch.chdir("/")
    assert main(words[3:]) == 0
    built = ft.build(ft.Recipe.read(written), file)
    assert built.split.positions == explorer.value.positions
    tests = (built.folder / "test.jsonl").read_text().splitlines()
    shown = [row["messages"] for row in explorer.value.test]
    assert [json.loads(line)["messages"] for line in tests] == shown


def test_random_rows_go_into_no_recipe(page, tmp_path):
    page.ask("choose", number=1, choices={"strategy": "rows"})
    (answer,) = page.ask("use", id="a1")
    assert (answer["is"], answer["kind"]) == ("refused", "call")
    assert "Only whole families" in answer["reason"]
    assert answer["view"]["hindrance"] == answer["reason"]
    assert not (tmp_path / "recipes").exists()


def test_an_exploration_is_shown_as_it_is(curation):
    made = SplitExploration(curation)
    made.choose(seed=8)
    assert SplitExplorer(made).exploration is made
    with pytest.raises(ValueError, match="chosen already"):
        SplitExplorer(made, group_by="seed")


# What takes a while


def test_the_first_picture_does_not_wait_for_the_texts_to_be_compared(
    curation, is_long, monkeypatch
):
    gate, looked = threading.Event(), threading.Event()
    compare = splits.compare

    def wait(*arguments):
        looked.set()
        assert gate.wait(PATIENCE)
        return compare(*arguments)

    monkeypatch.setattr(splits, "compare", wait)
    explorer = SplitExplorer(curation)
    page = Page(explorer)
    assert looked.wait(PATIENCE)
    assert explorer.snapshot()["view"]["halves"] is None
    assert explorer.snapshot()["view"]["subject"] == "200 rows"
    gate.set()
    work_is_done()
    assert page.told[-1]["view"]["halves"]["rows"]["known"]["test"] == 20
    steps = [each["view"]["working"] for each in page.told]
    assert steps == [
        "Looking for near-duplicates in 200 rows",
        "Splitting 200 rows",
        "",
    ]


def test_long_work_is_told_step_by_step_while_the_old_split_stays(curation, is_long):
    explorer = SplitExplorer(curation)
    work_is_done()
    page = Page(explorer)
    page.ask("choose", number=1, choices={"seed": 2})
    work_is_done()
    *steps, answer = page.told
    assert [each["view"]["working"] for each in steps] == [
        "Looking for near-duplicates in 200 rows",
        "Splitting 200 rows",
    ]
    assert {each["view"]["settings"]["seed"] for each in steps} == {0}
    assert all(each["view"]["halves"] for each in steps)
    assert (answer["is"], answer["number"]) == ("chosen", 1)
    assert (answer["view"]["settings"]["seed"], answer["view"]["working"]) == (2, "")


def test_long_work_that_is_refused_leaves_the_old_split(curation, is_long):
    explorer = SplitExplorer(curation)
    work_is_done()
    page = Page(explorer)
    page.ask("choose", number=1, choices={"sizes": [300, 1, 1]})
    work_is_done()
    answer = page.told[-1]
    assert (answer["is"], answer["view"]["working"]) == ("unchosen", "")
    assert answer["view"]["settings"]["sizes"] == [80, 10, 10]


def test_long_work_that_fails_is_shown(curation, is_long, monkeypatch):
    explorer = SplitExplorer(curation)
    work_is_done()
    page = Page(explorer)
    monkeypatch.setattr(splits, "compare", lambda *_: 1 / 0)
    page.ask("choose", number=1, choices={"seed": 2})
    work_is_done()
    assert page.of_kind("error")
    assert "division by zero" in explorer.last_error


def test_what_splits_nothing_is_answered_at_once(curation, is_long):
    explorer = SplitExplorer(curation)
    work_is_done()
    page = Page(explorer)
    (answer,) = page.ask("choose", number=1, choices={"leak": 3, "strategy": "rows"})
    assert (answer["is"], answer["view"]["leak"]["number"]) == ("chosen", 3)


def test_many_rows_are_told_in_few_words():
    explorer = SplitExplorer(many_rows(6_000))
    work_is_done()
    assert len(json.dumps(explorer.snapshot(), allow_nan=False)) < 10_000
