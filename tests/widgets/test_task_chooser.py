"""Is a task on the disk when the page hears of it, and there again after a restart?"""

import errno
import json

import pytest

from ftwidgets.lesson.workshop import Workshop, choices
from ftwidgets.synthesis.ready import READY
from ftwidgets.widgets import TaskChooser
from widgets.playing import HOSTILE
from widgets.studying import LessonPage

OWN = {"name": "spam or mail", "description": "Tell spam from real mail."}


@pytest.fixture
def mine(tmp_path):
    return Workshop("mira", tmp_path)


@pytest.fixture
def page(mine):
    return LessonPage(TaskChooser(mine))


def on_disk(mine):
    path = mine.folder / "task.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else None


def test_at_first_nothing_is_chosen_or_written(page, mine):
    assert page.view["chosen"] == ""
    assert repr(page.widget) == "TaskChooser(nothing chosen yet)"
    assert on_disk(mine) is None


def test_it_offers_every_ready_task_with_an_example_of_it(page):
    ready = json.loads(page.start)["facts"]["ready"]
    assert [each["key"] for each in ready] == list(READY)
    assert all(len(each["example"]) == 2 for each in ready)


@pytest.mark.parametrize("kind", READY)
def test_a_choice_is_on_the_disk_when_the_page_hears_of_it(page, mine, kind):
    answer = page.act("choose", kind=kind)
    assert answer["view"]["chosen"] == on_disk(mine)["chosen"] == kind
    assert answer["words"] == f"Chosen: {READY[kind].name}"
    again = TaskChooser(Workshop("mira", mine.folder.parent))
    assert again.value == kind
    assert repr(again) == f"TaskChooser({kind}: {READY[kind].name})"


def test_a_task_of_ones_own_is_kept_with_its_labels(page, mine):
    answer = page.act("own", **OWN, labels="spam, mail;\n news,")
    assert answer["view"]["chosen"] == "own"
    assert answer["view"]["own"]["fields"]["labels"] == "spam, mail, news"
    assert mine.task.labels == ("spam", "mail", "news")
    page.act("choose", kind="classification")
    assert page.view["own"]["fields"]["name"] == "spam or mail"
    assert page.act("choose", kind="own")["view"]["chosen"] == "own"


def test_without_labels_any_reply_is_allowed(page, mine):
    page.act("own", **OWN, labels="  ")
    assert (mine.task.kind, mine.task.labels) == ("other", ())


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": " "}, "the name of your task is missing"),
        ({"description": ""}, "the description of your task is missing"),
        ({"labels": "one"}, "two labels or more"),
        ({"labels": "one, One"}, "one and the same"),
        ({"name": "x" * 61}, "61 characters"),
    ],
)
def test_what_is_no_task_is_refused_in_words_and_nothing_is_written(
    page, mine, changed, said
):
    answer = page.act("own", **{**OWN, "labels": "", **changed})
    assert (answer["is"], answer["kind"]) == ("refused", "call")
    assert said in answer["reason"]
    assert on_disk(mine) is None


def test_a_full_disk_is_said_and_the_choice_before_stays(page, mine, monkeypatch):
    page.act("choose", kind="classification")

    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(choices, "write_file", refuse)
    answer = page.act("choose", kind="style_matching")
    assert (answer["is"], answer["kind"]) == ("refused", "disk")
    assert answer["view"]["chosen"] == on_disk(mine)["chosen"] == "classification"
    monkeypatch.undo()
    assert page.act("choose", kind="style_matching", id=answer["id"])["is"] == "news"


def test_a_deed_that_comes_twice_is_done_once(page, mine):
    page.act("choose", kind="classification", id="op-a")
    mine.choose("style_matching")
    assert page.act("choose", kind="classification", id="op-a")["is"] == "news"
    assert on_disk(mine)["chosen"] == "style_matching"


def test_what_a_cell_chooses_the_page_is_told(page, mine):
    mine.choose("format_conversion")
    assert page.of_kind("news")[-1]["view"]["chosen"] == "format_conversion"


def test_a_widget_that_is_closed_is_told_nothing_more(page, mine):
    other = LessonPage(TaskChooser(mine))
    before = len(page.of_kind("news"))
    page.widget.close()
    page.widget.close()
    mine.choose("format_conversion")
    assert len(page.of_kind("news")) == before
    assert other.of_kind("news")[-1]["view"]["chosen"] == "format_conversion"


def test_labels_with_separators_are_refused_where_they_are_saved(page, mine):
    with pytest.raises(ValueError, match="separated by commas"):
        mine.choose_own(**OWN, labels=["a|b", "c, d"])
    mine.choose_own(**OWN, labels=["a|b", "c d"])
    fields = page.view["own"]["fields"]
    page.act("own", **fields)
    assert mine.task.labels == ("a|b", "c d")


def test_seeds_are_counted_for_each_task(page, mine):
    page.act("choose", kind="classification")
    mine.seeds.add({"text": "Where is my lamp?", "label": "delivery"})
    assert page.view["seeds"] == {**dict.fromkeys(READY, 0), "own": 0} | {
        "classification": 1
    }


def test_hidden_characters_are_named_where_texts_are_shown(page):
    page.act("own", name=HOSTILE, description=HOSTILE, labels="a\u200bb, c")
    own = page.view["own"]
    for text in ("shown", "told", "labels"):
        assert any(kind == "hidden" for kind, _ in own[text])
    assert "\u202e" not in repr(page.widget)


def test_a_request_that_does_not_exist_is_told_and_changes_nothing(page, mine):
    page.ask("remove", id="op-b")
    assert page.widget.last_error
    assert on_disk(mine) is None
