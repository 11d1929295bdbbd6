"""Can the line be dragged, slid, typed and used, and do the rows at it follow?"""

import json
import os
import shlex
import subprocess
import sys

import pytest

from browser.bars import check_looks
from browser.exploring import Stage

LABELLED = """
from ftwidgets.examples import fingerprint
of = widgets.ScoreExplorer(curation).exploration
labels = {fingerprint(of.examples[row]): bool(of.totals[row] >= 0.76)
          for row in range(0, len(of.examples), 9)}
others = {fingerprint(of.examples[row]): False for row in of.at_the_line()[0]}
"""


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    notebook = open_notebook(server.write_notebook("scores.ipynb", "", "", "x = 1"))
    made = Stage(notebook)
    notebook.tell(LABELLED)
    yield made
    notebook.page.close()


@pytest.fixture
def scores(stage):
    return stage.show("widgets.ScoreExplorer(curation)")


def numbers(shown):
    """Dropped and kept as they stand at the line."""
    dropped = shown.find("tspan.ft-score-dropped").text_content()
    return int(dropped), int(shown.find("tspan.ft-score-kept").text_content())


def counted(shown, line):
    """Dropped and kept as the kernel counts them from the scores."""
    totals = shown.ask("it.exploration.totals.tolist()")
    kept = sum(each >= line for each in totals)
    return len(totals) - kept, kept


def test_the_line_is_dragged_and_the_sums_follow_at_once(scores):
    scores.drag_line(0.6, 0.55, 0.5)
    assert scores.line.get_attribute("aria-valuenow") == "0.50"
    assert numbers(scores) == counted(scores, 0.5)
    scores.becomes("it.exploration.line", 0.5)
    scores.until(lambda: scores.find(".ft-row .ft-strong").first.inner_text() < "0.50")


def test_a_press_beside_the_line_takes_it_there(scores):
    box = scores.find(".ft-chart").first.bounding_box()
    scores.page.mouse.click(scores.pixel(0.9), box["y"] + box["height"] / 2)
    scores.becomes("it.exploration.line", 0.9)


def test_keys_move_the_line_from_the_root_and_from_the_pill(scores):
    scores.press("ArrowRight", "ArrowRight", "Shift+ArrowLeft")
    scores.becomes("it.exploration.line", 0.62)
    scores.line.focus()
    scores.press("ArrowLeft", "PageUp", "End")
    scores.becomes("it.exploration.line", 1.0)
    assert numbers(scores) == counted(scores, 1.0)
    spoken = scores.line.get_attribute("aria-valuetext")
    assert (
        spoken
        == f"1.00: {counted(scores, 1.0)[1]} kept, {counted(scores, 1.0)[0]} dropped"
    )


def test_a_line_is_typed_and_one_that_is_none_is_refused_in_words(scores):
    field = scores.find("input[aria-label='Keep rows scoring at least']")
    field.fill("0.755")
    field.press("Enter")
    scores.becomes("it.exploration.line", 0.755)
    assert numbers(scores) == counted(scores, 0.755)
    field.fill("7")
    field.press("Enter")
    scores.until(lambda: "between 0 and 1" in scores.words)
    assert scores.ask("it.exploration.line") == 0.755
    assert scores.line.get_attribute("aria-valuenow") in ("0.75", "0.76")
    scores.button("Close").click()
    assert "between 0 and 1" not in scores.words


def test_rows_at_the_line_show_what_was_taken_and_for_which_words(scores):
    below = scores.find("section[aria-label='Just below the line']")
    assert below.locator(".ft-row").count() == 3
    assert below.locator("mark").count() > 0
    first = scores.ask("it.exploration.at_the_line()[0][0]")
    parts = scores.ask(f"[p.name for p in it.exploration.judge({first}).parts]")
    for name in parts:
        assert name.replace("_", " ") in below.locator(".ft-row").first.inner_text()
    below.get_by_role("button", name="Show more rows").click()
    scores.until(lambda: below.locator(".ft-row").count() == 8)


def test_a_signal_is_switched_off_and_on_and_weighed(scores):
    switch = scores.root.get_by_role("checkbox", name="refusal")
    switch.uncheck()
    scores.becomes("it.recipe.score_weights", {"refusal": 0})
    scores.until(lambda: numbers(scores) == counted(scores, 0.7))
    switch.check()
    scores.becomes("it.recipe.score_weights", {})
    field = scores.find("input[aria-label='At most, for repetition']")
    field.fill("0.1")
    field.press("Enter")
    scores.becomes("it.recipe.score_weights", {"repetition": 0.1})
    scores.button("Back to the standard weights").click()
    scores.becomes("it.recipe.score_weights", {})


def test_lesson_and_standard_are_shown_alone_and_one_over_the_other(scores):
    scores.press("b")
    scores.until(lambda: "dashed outline is the lesson's" in scores.words)
    assert scores.find("path.ft-curve-quiet").count() == 1
    kept = scores.ask("it.exploration.lesson.kept")
    assert f"it keeps {kept} of" in scores.words
    scores.press("l")
    scores.until(lambda: "exactly 0.70 is dropped" in scores.words)
    assert numbers(scores)[1] == kept
    scores.press("ArrowLeft")
    assert scores.button("Use these settings").is_hidden()
    scores.press("s")
    scores.becomes("it.exploration.view", "standard")
    assert scores.ask("it.exploration.line") == 0.7


def test_labels_measure_every_line_and_propose_one(stage, screenshots):
    shown = stage.show(
        "widgets.ScoreExplorer(curation, labels=labels, other_labels=others)"
    )
    number = shown.ask("len(it.exploration.labels)")
    assert f"Against your {number} labels" in shown.words
    assert "measure nothing" in shown.words
    shown.drag_line(0.4, 0.35)
    best = shown.ask("it.exploration.proposal().line")
    shown.button(f"Move the line to {best:.2f}").click()
    shown.becomes("it.exploration.line", best)
    shown.until(lambda: "This is the best line your labels know" in shown.words)
    check_looks(shown, screenshots, "ScoreExplorer-labels")


def test_what_is_chosen_in_a_cell_shows_at_once(stage, scores):
    stage.notebook.tell("it.exploration.choose(line=0.42)")
    scores.until(lambda: scores.line.get_attribute("aria-valuenow") == "0.42")
    assert numbers(scores) == counted(scores, 0.42)


def test_the_dragged_line_builds_the_rows_the_screen_promised(scores, server):
    scores.drag_line(0.9, 0.86, 0.85)
    scores.becomes("it.exploration.line", 0.85)
    dropped, kept = numbers(scores)
    scores.button("Use these settings").click()
    scores.until(lambda: "The recipe is on disk" in scores.words)
    command = scores.find(".ft-message code").inner_text()
    python, *words = shlex.split(command)
    assert python == "python"
    name = command.rpartition("/")[2]
    ran = subprocess.run(
        [sys.executable, *words],
        env={**os.environ, "FTWIDGETS_WORKSPACE": str(server.folder / "workspace")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    (folder,) = (server.folder / "workspace").glob(f"{name.removesuffix('.json')}*")
    lines = (folder / "provenance.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    fallen = {each["record"] for each in rows if each.get("dropped_by") == "scoring"}
    assert fallen == set(scores.ask("it.exploration.dropped"))
    assert len(fallen) == dropped
    later = [each for each in rows if each.get("dropped_by") == "deduplication"]
    assert kept == sum("part" in each for each in rows) + len(later)


def test_what_was_chosen_last_is_in_the_recipe_however_fast_one_is(scores):
    scores.page.evaluate(
        """() => {
            const root = document.querySelector('.ft');
            for (let n = 0; n < 7; n += 1) root.dispatchEvent(
                new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
            root.querySelector('[data-is=use]').click();
            root.dispatchEvent(
                new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
        }"""
    )
    name = scores.written()
    written = scores.ask(
        f"json.load(open(ft.workspace() / 'recipes' / {name!r}))['min_score']"
    )
    assert written == scores.ask("it.recipe.min_score") == 0.64


def test_a_full_disk_leaves_the_settings_on_the_screen(stage, scores):
    stage.notebook.tell(
        "import errno\nfrom ftwidgets.exploration import choices\n"
        "whole = choices.write_file\n"
        "def full(*_): raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "choices.write_file = full"
    )
    scores.press("ArrowLeft")
    scores.button("Use these settings").click()
    scores.until(lambda: "Nothing was written: the disk is full" in scores.words)
    stage.notebook.tell("choices.write_file = whole")
    scores.button("Try again").click()
    scores.until(lambda: "The recipe is on disk" in scores.words)
    assert scores.ask("it.recipe.min_score") == 0.69


def test_nothing_of_a_fast_drag_queues_up(scores):
    scores.page.evaluate(
        """() => { window.sent = 0; const { prototype } = WebSocket;
            const send = prototype.send;
            prototype.send = function (data) { window.sent += 1;
                return send.call(this, data); }; }"""
    )
    scores.drag_line(*(0.3 + 0.6 * abs((n % 50) - 25) / 25 for n in range(150)))
    end = float(scores.line.get_attribute("aria-valuenow"))
    scores.becomes("it.exploration.line", end)
    assert numbers(scores) == counted(scores, end)
    assert scores.page.evaluate("window.sent") < 150


def test_the_browser_did_not_complain(stage):
    assert stage.notebook.console == []
    assert stage.notebook.elsewhere == []
