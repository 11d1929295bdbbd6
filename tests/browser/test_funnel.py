"""Does the funnel add up, and can one read every row that fell, whatever the hand?"""

import json

import pytest

from browser.bars import check_looks, check_order_of_styles
from browser.exploring import Stage

WRONG = """
from dataclasses import replace
wrong = replace(curation, dropped=curation.dropped[1:])
"""


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    notebook = open_notebook(server.write_notebook("funnel.ipynb", "", "", "x = 1"))
    yield Stage(notebook)
    notebook.page.close()


@pytest.fixture
def funnel(stage):
    return stage.show("widgets.Funnel(curation)")


def records(shown):
    """Records of the rows in the window, as the page has them."""
    rows = shown.find(".ft-fun-row")
    return [int(row.get_attribute("data-record")) for row in rows.all()]


def fallen(shown, level, code=None):
    """Records that fell at a level, in the kernel, without the funnel."""
    return shown.ask(
        f"[each.record for each in curation.dropped if each.level == {level!r}"
        + (f" and each.code == {code!r}]" if code else "]")
    )


def open_stage(shown):
    return shown.find(".ft-fun-open button[data-level]").get_attribute("data-level")


def test_the_sum_and_the_stages_are_those_of_the_curation(funnel):
    assert "630 lines in = 403 kept + 195 dropped + 32 rejected" in " ".join(
        funnel.find(".ft-fun-terms").inner_text().split()
    )
    assert "✓ adds up" in funnel.words
    stages = funnel.ask("[[s.level, s.kept, s.dropped] for s in curation.funnel]")
    for level, kept, dropped in stages:
        button = funnel.find(f"button[data-level={level}]")
        spoken = button.text_content()
        assert f": {kept} of {kept + dropped} kept, {dropped} fell" in spoken
    bars = funnel.find(".ft-fun-bar").evaluate_all(
        "bars => bars.map(bar => [...bar.querySelectorAll('i')]"
        ".map(piece => piece.getBoundingClientRect().width))"
    )
    whole = bars[0][0] / stages[0][1] * 630
    for (kept_wide, dropped_wide), (_, kept, dropped) in zip(bars, stages, strict=True):
        assert kept_wide == pytest.approx(whole * kept / 630, abs=1)
        assert dropped_wide == pytest.approx(whole * dropped / 630, abs=1)
    assert funnel.ask("len(it.value)") == 403


def test_a_click_on_a_stage_on_a_reason_and_on_a_row_opens_them(funnel):
    box = funnel.find(".ft-fun-bar").nth(2).bounding_box()
    funnel.page.mouse.click(box["x"] + 40, box["y"] + 5)
    funnel.becomes("it.exploration.stage", "scoring")
    funnel.until(lambda: records(funnel) == fallen(funnel, "scoring")[:6])
    assert open_stage(funnel) == "scoring"
    funnel.button("14 refusal").click()
    funnel.becomes("it.exploration.reason", "refusal")
    refused = fallen(funnel, "scoring", "refusal")
    funnel.until(lambda: records(funnel) == refused[:6])
    assert "Quality: 14 dropped for refusal" in funnel.words
    assert "the reply declines to help" in funnel.words
    funnel.button("Next rows").click()
    funnel.until(lambda: records(funnel) == refused[6:12])
    funnel.find(".ft-fun-row").nth(1).click()
    funnel.becomes("it.exploration.record", refused[7])
    funnel.until(lambda: "8 of 14" in funnel.words)
    place = funnel.ask(f"tickets.record_of.index({refused[7]})")
    reply = funnel.ask(f"tickets.examples[{place}]['messages'][-1]['content']")
    shown = funnel.find(".ft-rec-turn").last.text_content().replace("marked: ", "")
    assert reply in shown
    funnel.button("Back to the rows").click()
    funnel.until(lambda: records(funnel) == refused[6:12])
    funnel.button("14 refusal").click()
    funnel.becomes("it.exploration.reason", None)


def test_keys_choose_stages_reasons_windows_and_rows(funnel):
    funnel.press("ArrowUp")
    funnel.becomes("it.exploration.stage", "scoring")
    funnel.press("ArrowUp", "ArrowUp", "ArrowUp", "ArrowUp")
    funnel.becomes("it.exploration.stage", "reading")
    funnel.press("ArrowDown", "ArrowRight", "ArrowRight")
    funnel.becomes(
        "[it.exploration.stage, it.exploration.reason]", ["validation", "bad_weight"]
    )
    funnel.press("ArrowLeft", "ArrowLeft", "ArrowLeft")
    funnel.becomes("it.exploration.reason", None)
    all_of_it = fallen(funnel, "validation")
    funnel.until(lambda: records(funnel) == all_of_it[:6])
    funnel.press("PageDown")
    funnel.until(lambda: records(funnel) == all_of_it[6:12])
    funnel.press("Enter")
    funnel.becomes("it.exploration.record", all_of_it[6])
    funnel.until(lambda: funnel.find(".ft-rec").count() > 0)
    funnel.press("ArrowRight")
    funnel.becomes("it.exploration.record", all_of_it[7])
    funnel.press("ArrowLeft")
    funnel.becomes("it.exploration.record", all_of_it[6])
    funnel.settled()
    funnel.press("Escape")
    funnel.becomes("it.exploration.record", None)
    funnel.until(lambda: records(funnel) == all_of_it[6:12])


def test_keys_faster_than_the_kernel_open_the_first_row_of_the_new_stage(funnel):
    funnel.press("ArrowUp", "ArrowUp", "ArrowRight", "Enter")
    first = fallen(funnel, "validation", "empty_content")[0]
    funnel.becomes("it.exploration.record", first)
    funnel.settled()
    funnel.press("Escape", "ArrowUp", "PageDown", "Enter")
    seventh = fallen(funnel, "reading")[6]
    funnel.becomes("it.exploration.record", seventh)
    assert funnel.find(".ft-message").count() == 0


def test_a_stage_pressed_on_the_way_elsewhere_begins_at_its_first_row(funnel):
    funnel.root.evaluate(
        """root => {
            const press = key =>
                root.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
            press("PageDown");
            press("ArrowUp");
        }"""
    )
    funnel.becomes("[it.exploration.stage, it.exploration.start]", ["scoring", 0])


def test_another_widget_s_styles_behind_its_own_change_nothing(funnel):
    check_order_of_styles(funnel)
    for opened in ("record=2", "stage='scoring', record=30"):
        funnel.notebook.tell(f"it.exploration.choose({opened})")
        funnel.until(lambda: funnel.find(".ft-rec").count() > 0)
        check_order_of_styles(funnel)


def test_tab_reaches_every_row_and_enter_opens_the_one_with_the_focus(funnel):
    row = funnel.find(".ft-fun-row").nth(3)
    record = int(row.get_attribute("data-record"))
    row.focus()
    funnel.press("Enter")
    funnel.becomes("it.exploration.record", record)
    funnel.until(lambda: funnel.find(".ft-fun-row").count() == 0)
    assert funnel.root.evaluate("node => node === document.activeElement")


def test_a_copy_is_read_beside_the_row_that_is_kept(funnel, screenshots):
    copies = fallen(funnel, "deduplication")
    assert records(funnel) == copies[:6]
    funnel.find(".ft-fun-row").first.click()
    funnel.until(lambda: funnel.find(".ft-fun-pair > .ft-rec").count() == 2)
    sides = funnel.find(".ft-fun-pair > .ft-rec").all_inner_texts()
    drop = funnel.ask("[curation.dropped[0].line, curation.dropped[0].partner]")
    assert f"line {drop[0]}" in sides[0]
    assert f"line {funnel.ask(f'tickets.lines[{drop[1]}]')}" in sides[1]
    words = funnel.find(".ft-differs").all_text_contents()
    assert words == ["differs: wedding", "differs: birthday"]
    check_looks(funnel, screenshots, "Funnel-pair")


def test_what_is_opened_in_a_cell_is_shown(funnel):
    funnel.notebook.tell("it.exploration.open('Read', 'truncated')")
    funnel.until(lambda: "Read: 3 rejected for truncated" in funnel.words)
    assert open_stage(funnel) == "reading"
    assert records(funnel) == fallen(funnel, "reading", "truncated")


def test_the_recipe_is_written_and_the_command_is_told(stage, funnel):
    funnel.button("Write the recipe").click()
    funnel.until(lambda: "The recipe is on disk" in funnel.words)
    path = funnel.find(".ft-message code").inner_text().rpartition(" ")[2].strip("'")
    kept = stage.notebook.ask(
        f"len(ft.curate(tickets, ft.Recipe.from_json("
        f"open(ft.workspace() / 'recipes' / {path.rpartition('/')[2]!r}).read())).kept)"
    )
    assert kept == 403


def test_a_sum_that_is_wrong_is_an_error_and_no_bar_is_drawn(stage, screenshots):
    stage.notebook.tell(WRONG)
    wrong = stage.show("widgets.Funnel(wrong)")
    line = wrong.ask("curation.dropped[0].line")
    alert = wrong.find("[role=alert]").inner_text()
    assert "403 kept + 194 dropped + 32 rejected = 629" in alert
    assert f"line {line} is in none of them" in alert
    assert "× does not add up" in wrong.words
    assert wrong.find(".ft-fun-bar").count() == 0
    assert wrong.button("Write the recipe").count() == 0
    wrong.press("ArrowDown", "ArrowRight", "Enter")
    check_looks(wrong, screenshots, "Funnel-wrong")


def test_the_lesson_s_funnel_shows_why_a_good_row_falls(stage, screenshots):
    lesson = stage.show("widgets.Funnel(tickets, ft.Recipe.LESSON)")
    lesson.button("24 low score").click()
    lesson.until(lambda: "Quality: 24 dropped for low score" in lesson.words)
    first = lesson.find(".ft-fun-row").first
    marked = first.locator("mark").text_content()
    assert marked == "marked: error"
    assert "terrorist" in first.text_content().replace("marked: ", "")
    check_looks(lesson, screenshots, "Funnel-lesson")


@pytest.mark.parametrize(
    ("name", "opened"),
    [
        ("row", {"stage": "scoring", "record": 30}),
        ("format", {"stage": "validation"}),
        ("broken", {"stage": "reading", "record": 20}),
        ("reason", {"stage": "scoring", "reason": "refusal"}),
    ],
)
def test_every_state_looks_well(funnel, screenshots, name, opened):
    funnel.notebook.tell(f"it.exploration.choose(**json.loads({json.dumps(opened)!r}))")
    funnel.until(lambda: open_stage(funnel) == opened["stage"])
    funnel.settled()
    check_looks(funnel, screenshots, f"Funnel-{name}")


def test_the_browser_did_not_complain(stage):
    assert stage.notebook.console == []
    assert stage.notebook.elsewhere == []
