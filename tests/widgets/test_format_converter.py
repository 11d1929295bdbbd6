"""Does a page of formats get what it asks for, and no more than it can carry?"""

import itertools
import json

import pytest

import ftwidgets as ft
from ftwidgets.datasets import Dataset
from ftwidgets.examples import chat
from ftwidgets.exploration.formats.exploration import FormatExploration
from ftwidgets.widgets import FormatConverter
from widgets.playing import Page

PLAIN = chat(("user", "Where is my parcel?"), ("assistant", "It comes on Friday."))
KIND = chat(("system", "Be kind."), ("user", "A refund?"), ("assistant", "Gladly."))

ROWS = [PLAIN, KIND, chat(("user", "Hi"), ("assistant", ""))]


class FormatPage(Page):
    """The page of a `FormatConverter`."""

    _numbers = itertools.count(1)

    def choose(self, **choices):
        """Make choices; the answer."""
        number = next(self._numbers)
        (answer,) = self.ask("choose", number=number, choices=choices)
        assert answer["number"] == number
        return answer

    @property
    def view(self):
        """What a page that is opened now gets."""
        return json.loads(json.dumps(self.widget.snapshot()))["view"]


@pytest.fixture
def page():
    return FormatPage(FormatConverter(ROWS, target="completion"))


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    return tmp_path


def test_a_choice_is_answered_with_what_it_comes_to(page):
    answer = page.choose(row=1, target="openai")
    assert answer["is"] == "chosen"
    assert (answer["view"]["row"], answer["view"]["target"]) == (1, "openai")
    assert page.widget.exploration.row == 1
    assert page.widget.value == {"messages": KIND["messages"]}


def test_a_choice_that_is_not_allowed_is_answered_with_why(page):
    answer = page.choose(row=3)
    assert answer["is"] == "unchosen"
    assert answer["reason"].startswith("row must be a position among the usable rows")
    assert answer["view"]["row"] == 0
    assert page.widget.last_error == f"ValueError: {answer['reason']}"


def test_a_template_that_never_ends_is_answered_with_why(page):
    before = page.view
    loops = "{% for i in range(99999) %}{% for j in range(99999) %}{% endfor %}"
    answer = page.choose(view="prompt", text=f"{loops}{{% endfor %}}")
    assert answer["is"] == "unchosen"
    assert "was stopped: it had not finished" in answer["reason"]
    assert page.view == before


def test_a_template_of_ones_own_comes_back_letter_by_letter(page):
    text = "{{ messages[0].content }}<b>\u200b</b>"
    page.choose(view="prompt", text=text, bos="<a>", eos="</a>")
    assert page.view["prompt"]["own"] == {"text": text, "bos": "<a>", "eos": "</a>"}


def test_a_page_that_is_opened_later_gets_the_state_of_that_moment(page):
    page.choose(row=1, view="prompt", template="mistral", system_prompt=False)
    view = page.view
    assert (view["row"], view["template"]) == (1, "mistral")
    assert view["production"]["system_prompt"] is False
    assert view["prompt"]["matches"] is False


def test_what_a_cell_chooses_is_told_to_the_page(page):
    page.widget.exploration.choose(target="nova", row=2)
    (news,) = page.of_kind("news")
    assert (news["view"]["target"], news["view"]["row"]) == ("nova", 2)


def test_a_closed_widget_is_told_nothing(page):
    page.widget.close()
    page.widget.exploration.choose(row=1)
    assert page.told == []


def test_use_writes_the_recipe_and_names_the_command(page, workspace):
    page.choose(target="together", allow_lossy=True, system_prompt=True)
    (news,) = page.ask("use", id="a1")
    (written,) = (workspace / "recipes").iterdir()
    recipe = ft.Recipe.read(written)
    assert str(written) in news["words"]
    assert (recipe.target, recipe.allow_lossy) == ("together", True)
    assert recipe.task.production.system_prompt is True
    page.ask("use", id="a1")
    assert len(list((workspace / "recipes").iterdir())) == 1


def test_the_written_recipe_builds_the_shown_records(workspace, tmp_path):
    file = tmp_path / "rows.jsonl"
    words = ("lamp", "kettle", "broken chair", "refund please", "late parcel")
    rows = [
        chat(("user", f"About my {w}?"), ("assistant", f"The {w} is on us."))
        for w in words
    ]
    rows += [
        chat(("system", "Be kind."), ("user", "Hello?"), ("assistant", "Good day."))
    ]
    file.write_text("\n".join(map(json.dumps, rows)))
    curation = ft.curate(ft.load(file))
    page = FormatPage(FormatConverter(curation))
    page.choose(target="alpaca")
    shown = []
    for row in range(len(rows)):
        page.choose(row=row)
        shown.append(page.widget.value)
    page.ask("use", id="a1")
    (written,) = (workspace / "recipes").iterdir()
    built = ft.build(ft.Recipe.read(written), file)
    parts = [built.folder / f"{name}.jsonl" for name in ("train", "validation", "test")]
    lines = [
        line
        for part in parts
        if part.exists()
        for line in part.read_text().splitlines()
    ]
    assert sorted(lines) == sorted(
        json.dumps(each, ensure_ascii=False) for each in shown
    )


def test_a_handler_that_fails_is_shown(page, monkeypatch):
    def fail(*_, **__):
        raise RuntimeError("no such luck")

    monkeypatch.setattr(FormatExploration, "choose", fail)
    (error,) = page.ask("choose", number=1, choices={"row": 1})
    assert error["is"] == "error"
    assert "no such luck" in error["message"]
    assert "Traceback" in error["traceback"]
    assert page.widget.last_error == "RuntimeError: no such luck"


def test_a_snapshot_is_small_whatever_the_rows():
    turn = {"role": "user", "content": "\u202e🙂" * 40_000}
    row = {"messages": [turn, {"role": "assistant", "content": "Yes."}] * 9}
    big = FormatConverter([row] * 3)
    many = FormatConverter([PLAIN, KIND] * 5_000)
    for widget in (big, many):
        for view in ("record", "prompt"):
            widget.exploration.choose(view=view)
            assert len(json.dumps(widget.snapshot())) < 200_000
    assert len(json.dumps(many.snapshot())) < 10_000


def test_an_exploration_is_shown_as_it_is():
    formats = FormatExploration(ROWS)
    widget = FormatConverter(formats)
    assert widget.exploration is formats
    with pytest.raises(TypeError, match="choose another target with"):
        FormatConverter(formats, target="nova")


def test_a_curation_keeps_its_recipe():
    curation = ft.curate(ROWS, ft.Recipe.STANDARD.change(target="mistral"))
    widget = FormatConverter(curation)
    assert widget.recipe == curation.recipe
    assert repr(widget) == "FormatConverter(examples to mistral: row 1 of 3)"


def test_hostile_names_are_literal():
    data = Dataset.of([PLAIN], "<b>\u202ename</b>")
    facts = FormatConverter(data).snapshot()["facts"]
    assert facts["subject"] == "<b>[U+202E]name</b>, 1 row"


def test_no_usable_row_is_told():
    facts = FormatConverter([7]).snapshot()["facts"]
    assert (facts["usable"], facts["rejected"], facts["records"]) == (0, 1, 1)
