"""Does the dedup explorer answer its page, and is a decision on disk when told?"""

import errno
import json
import threading

import pytest

import ftwidgets as ft
from ftwidgets.decisions import DecisionJournal
from ftwidgets.examples import chat
from ftwidgets.exploration.duplicates import pair_exploration
from ftwidgets.exploration.duplicates.exploration import DuplicateExploration
from ftwidgets.journals import journal as journals
from ftwidgets.widgets import DedupExplorer
from widgets.playing import Page


@pytest.fixture(scope="module")
def curation():
    return ft.curate(ft.load("data/raw_tickets.jsonl"))


@pytest.fixture
def explorer(curation, tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("FTWIDGETS_USER", "mira")
    return DedupExplorer(curation)


@pytest.fixture
def page(explorer):
    return Page(explorer)


def decisions(folder):
    path = folder / "journals" / "raw_tickets-decisions.jsonl"
    return DecisionJournal(path).read() if path.exists() else []


@pytest.mark.parametrize("view", ["rate", "conflicts", "lsh"])
def test_it_starts_small_and_as_plain_json(explorer, view):
    explorer.exploration.choose(view=view)
    start = json.dumps(explorer.snapshot(), allow_nan=False)
    assert len(start) < 20_000


def test_it_takes_rows_and_an_exploration_as_well(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    rows = [chat(("user", "Hi"), ("assistant", "Hello, what can I do for you?"))]
    found = DuplicateExploration(rows * 2)
    explorer = DedupExplorer(found, view="lsh")
    assert explorer.exploration is found
    assert (found.view, explorer.value) == ("lsh", rows)
    assert repr(explorer) == "DedupExplorer(2 rows = 1 kept + 1 dropped at 0.80)"
    with pytest.raises(ValueError, match="view must be one of"):
        DedupExplorer(rows, view="all")


def test_a_choice_is_answered_with_what_it_comes_to(page, explorer):
    (answer,) = page.ask("choose", number=1, choices={"threshold": 0.95})
    assert (answer["is"], answer["number"]) == ("chosen", 1)
    view, found = answer["view"], answer["view"]["found"]
    fallen = found["dropped"][found["limits"].index(0.95)]
    assert fallen == len(explorer.exploration.dropped)
    assert len(explorer.value) + fallen == explorer.facts()["rows"]
    assert view["threshold"] == explorer.recipe.similarity == 0.95


def test_a_refused_choice_says_why_and_shows_what_is(page, explorer):
    (answer,) = page.ask("choose", number=4, choices={"threshold": 0.2})
    assert (answer["is"], answer["number"]) == ("unchosen", 4)
    assert "pairs are known from 0.5 on" in answer["reason"]
    assert answer["view"]["threshold"] == 0.8
    assert "0.5" in explorer.last_error


def test_a_choice_made_in_a_cell_reaches_the_page(page, explorer):
    explorer.exploration.choose(threshold=0.6)
    assert [each["is"] for each in page.told] == ["news"]
    assert page.told[0]["view"]["threshold"] == 0.6


def test_a_page_opened_later_sees_the_present_state(page, explorer):
    page.ask("choose", number=1, choices={"threshold": 0.9, "cluster": 3})
    view = explorer.get_state("_start")["_start"]["view"]
    assert (view["threshold"], view["groups"]["at"]) == (0.9, 3)


def test_a_decision_is_on_the_disk_when_it_is_told(page, explorer, tmp_path):
    view = explorer.view()
    one, other = view["pair"]["records"]
    (answer,) = page.ask("keep_other", id="a", pair=[one, other])
    (made,) = decisions(tmp_path)
    assert (answer["is"], made.kind, made.by) == ("news", "keep_other", "mira")
    assert answer["words"] == answer["view"]["deeds"]["last"]
    assert answer["view"]["pair"]["records"] == [other, one]
    assert explorer.recipe.decisions != ()
    (answer,) = page.ask("undo", id="b")
    assert answer["words"].startswith("Undone: Kept ")
    assert answer["view"]["pair"]["records"] == [one, other]
    assert len(decisions(tmp_path)) == 2
    assert explorer.recipe.decisions == ()


def test_a_deed_that_comes_twice_is_done_once(page, explorer, tmp_path):
    pair = explorer.view()["pair"]["records"]
    for _ in range(3):
        (answer,) = page.ask("keep_both", id="same", pair=pair)
        assert answer["is"] == "news"
    assert len(decisions(tmp_path)) == 1


def test_a_decision_on_rows_that_are_no_pair_is_refused_in_words(page, tmp_path):
    (answer,) = page.ask("keep_both", id="a", pair=[0, 1])
    assert (answer["is"], answer["kind"]) == ("refused", "call")
    assert "none falls for the other" in answer["reason"]
    (answer,) = page.ask("undo", id="b")
    assert "mira has decided nothing" in answer["reason"]
    assert decisions(tmp_path) == []


def test_a_full_disk_is_told_and_the_pair_stays_as_it_was(
    page, explorer, tmp_path, monkeypatch
):
    pair = explorer.view()["pair"]
    with monkeypatch.context() as patch:

        def full(*_):
            raise OSError(errno.ENOSPC, "No space left on device")

        patch.setattr(journals.os, "fsync", full)
        (answer,) = page.ask("keep_other", id="a", pair=pair["records"])
    assert (answer["is"], answer["kind"]) == ("refused", "disk")
    assert answer["reason"] == "the disk is full"
    assert answer["view"]["pair"] == pair
    assert answer["view"]["deeds"]["last"] is None
    assert "No space left" in explorer.last_error
    assert decisions(tmp_path) == []
    (answer,) = page.ask("keep_other", id="a", pair=pair["records"])
    assert answer["is"] == "news"
    assert len(decisions(tmp_path)) == 1


def test_use_writes_a_recipe_that_builds_the_rows_the_screen_promised(
    page, explorer, tmp_path
):
    page.ask("choose", number=1, choices={"threshold": 0.9, "keep": "first"})
    page.ask("keep_both", id="a", pair=explorer.view()["pair"]["records"])
    (answer,) = page.ask("use", id="b")
    (file,) = (tmp_path / "recipes").iterdir()
    assert answer["words"] == f"python -m ftwidgets build {file}"
    made = ft.build(ft.Recipe.read(file))
    assert made.curation.kept_records == explorer.exploration.kept
    assert made.card["decisions"]["rows"]["pinned"] == 2


def test_an_exception_in_a_handler_shows_and_is_kept(page, explorer, monkeypatch):
    def spoilt(**_):
        raise RuntimeError("the moon is full")

    monkeypatch.setattr(explorer.exploration, "choose", spoilt)
    (answer,) = page.ask("choose", number=1, choices={})
    assert answer["is"] == "error"
    assert "in spoilt" in answer["traceback"]
    assert explorer.last_error == "RuntimeError: the moon is full"


def test_a_search_shows_how_far_it_is_and_is_stopped(page, explorer, monkeypatch):
    going, go = threading.Event(), threading.Event()

    def slow(*_, told, **__):
        told("pairs", 3, 9)
        going.set()
        assert go.wait(30)
        told("pairs", 4, 9)

    monkeypatch.setattr(pair_exploration, "find_pairs", slow)
    monkeypatch.setattr(pair_exploration, "AT_ONCE", 0)
    before = explorer.view()["found"]
    page.ask("choose", number=1, choices={"roles": ["user"]})
    assert going.wait(30)
    view = explorer.view()
    assert (view["search"]["done"], view["search"]["total"]) == (3, 9)
    assert view["found"] == before
    (answer,) = page.ask("stop", id="a")
    assert answer["view"]["search"] is None
    assert answer["view"]["roles"] == ["user", "assistant"]
    go.set()


def test_a_search_that_fails_is_told_once(page, explorer, monkeypatch):
    def broken(*_, **__):
        raise MemoryError("too many pairs")

    monkeypatch.setattr(pair_exploration, "find_pairs", broken)
    monkeypatch.setattr(pair_exploration, "AT_ONCE", 0)
    told = threading.Event()
    send = explorer.send

    def heard(message, buffers=None):
        send(message, buffers)
        if message["is"] == "error":
            told.set()

    explorer.send = heard
    page.ask("choose", number=1, choices={"roles": ["user"]})
    assert told.wait(30)
    assert explorer.last_error == "MemoryError: too many pairs"
    explorer.exploration.choose(threshold=0.7)
    assert len(page.of_kind("error")) == 1


def test_a_closed_widget_hears_nothing_more(page, explorer):
    explorer.close()
    explorer.exploration.choose(threshold=0.7)
    assert page.told == []
