"""Can the line be dragged, copies be read and decided on, and is it all on the disk?"""

import json
import os
import subprocess
import sys

import pytest

from browser.bars import check_looks
from browser.exploring import Stage

PAUSED = """
import threading
from ftwidgets.exploration.duplicates import pair_exploration
go = threading.Event()
whole, at_once = pair_exploration.find_pairs, pair_exploration.AT_ONCE
def slow(*arguments, told, **named):
    told("pairs", 120, 473)
    while not go.wait(0.1):
        told("pairs", 120, 473)
    return whole(*arguments, told=told, **named)
pair_exploration.find_pairs, pair_exploration.AT_ONCE = slow, 0
"""

GOING = """
pair_exploration.find_pairs, pair_exploration.AT_ONCE = whole, at_once
go.set()
"""


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    notebook = open_notebook(server.write_notebook("copies.ipynb", "", "", "x = 1"))
    yield Stage(notebook)
    notebook.page.close()


@pytest.fixture
def copies(stage, request):
    """The explorer of our tickets, on a journal of the test's own."""
    return shown_by(stage, request.node.name)


def shown_by(stage, name, more=""):
    journal = "".join(each if each.isalnum() else "-" for each in name)
    return stage.show(
        f"widgets.DedupExplorer(curation, journal='copies/{journal}.jsonl'{more})"
    )


def counted(shown, threshold):
    """Rows that `deduplicate` drops there, counted in the kernel from scratch."""
    return shown.ask(
        "(lambda of: len(ft.deduplicate(of.examples, "
        f"{threshold}, scores=[curation.scores[r] for r in of.records], "
        "labels=of.labels).dropped))(it.exploration)"
    )


def number(shown):
    """Rows dropped as it stands at the line."""
    return int(shown.find("tspan.ft-dedup-number").text_content())


def names(shown):
    """The two rows of the pair that is shown."""
    sides = shown.find(".ft-dedup-side")
    return [each.get_attribute("data-row") for each in sides.all()]


def badges(shown):
    return shown.find(".ft-dedup-side .ft-badge").all_inner_texts()


def test_the_line_is_dragged_and_the_numbers_follow_at_once(copies):
    copies.drag_line(0.85, 0.93, 0.95)
    assert copies.line.get_attribute("aria-valuenow") == "0.95"
    assert number(copies) == counted(copies, 0.95)
    assert "What happens at 0.95" in copies.words
    copies.becomes("it.exploration.threshold", 0.95)
    groups = copies.ask("len(it.exploration.groups)")
    copies.until(lambda: f"{groups} groups, largest first" in copies.words)
    rows, dropped = copies.ask("len(it.exploration.records)"), number(copies)
    assert copies.find(".ft-sums").first.inner_text().split("\n")[1::2] == [
        str(each) for each in (rows, groups, dropped, rows - dropped)
    ]


def test_keys_move_the_line_and_the_group(copies):
    copies.press("ArrowRight", "ArrowRight", "Shift+ArrowLeft")
    copies.becomes("it.exploration.threshold", 0.72)
    copies.press("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp")
    copies.becomes("it.exploration.cluster", 2)
    copies.until(lambda: "Group 3 of" in copies.words)
    chosen = copies.find(".ft-dedup-group[aria-current=true]")
    assert chosen.count() == 1
    copies.line.focus()
    copies.press("End")
    copies.becomes("it.exploration.threshold", 1.0)
    assert copies.line.get_attribute("aria-valuetext").startswith("1.00: ")


def test_a_threshold_is_typed_and_one_that_is_none_is_refused(copies):
    field = copies.find("input[aria-label='Copies from this similarity on']")
    field.fill("0.86")
    field.press("Enter")
    copies.becomes("it.exploration.threshold", 0.86)
    field.fill("0.2")
    field.press("Enter")
    copies.until(lambda: "pairs are known from 0.5 on" in copies.words)
    assert copies.ask("it.exploration.threshold") == 0.86
    copies.button("Close").click()
    copies.until(lambda: "pairs are known" not in copies.words)
    assert number(copies) == counted(copies, 0.86)


def test_a_group_is_clicked_and_its_pair_is_read_with_what_differs(copies):
    copies.find(".ft-dedup-group").nth(6).click()
    copies.becomes("it.exploration.cluster", 6)
    copies.until(lambda: "Group 7 of" in copies.words)
    pair = copies.ask("it.view()['pair']")
    copies.until(lambda: names(copies) == [each["name"] for each in pair["sides"]])
    assert badges(copies) == ["✓ keep", "× drop"]
    differs = copies.find(".ft-dedup-side .ft-differs")
    assert differs.count() > 0
    similarity = pair["similarity"]
    assert f"similarity {similarity:.2f}" in copies.words
    copies.button("Next groups").click()
    copies.becomes("it.exploration.cluster", 8)
    copies.until(lambda: "9–16 of" in copies.words)


def test_the_other_copy_is_kept_by_a_key_and_undone_by_another(copies):
    before = names(copies)
    kept = copies.ask("it.exploration.kept")
    copies.press("k")
    copies.until(lambda: names(copies) == before[::-1])
    assert badges(copies) == ["✓ keep, decided", "× drop"]
    assert copies.saved == "1 decision on disk"
    assert f"Kept {before[1]}, not {before[0]}" in copies.words
    lines = copies.ask("it.exploration.book.journal.path.read_text()").splitlines()
    assert len(lines) == 2
    assert len(copies.ask("it.exploration.kept")) == len(kept)
    copies.press("Control+z")
    copies.until(lambda: names(copies) == before)
    assert copies.ask("it.exploration.kept") == kept


def test_both_copies_are_kept_by_a_click_and_undone_by_one(copies):
    dropped = number(copies)
    copies.button("Keep both").click()
    copies.until(lambda: "both stay, as was decided" in copies.words)
    assert number(copies) == dropped - 1
    assert badges(copies) == ["✓ keep, decided", "✓ keep, decided"]
    assert copies.button("Keep the other").get_attribute("aria-disabled") == "true"
    copies.press("k", "b")
    copies.button("Undo").click()
    copies.until(lambda: number(copies) == dropped)
    assert copies.ask("len(it.exploration.book.decisions)") == 2


def test_decisions_are_there_after_the_cell_has_run_again(stage, request):
    shown = shown_by(stage, request.node.name)
    shown.press("k")
    shown.until(lambda: "1 decision on disk" in shown.words)
    after = names(shown)
    again = shown_by(stage, request.node.name)
    assert names(again) == after
    assert again.saved == "1 decision on disk"
    again.press("u")
    again.until(lambda: names(again) == after[::-1])


def test_conflicts_are_looked_at_pair_by_pair(copies, screenshots):
    total = copies.ask("len(it.exploration.conflicts)")
    assert f"~ {total} conflicts." in copies.words
    copies.button(f"Look at the {total} pairs").click()
    copies.until(lambda: f"pair 1 of {total}" in copies.words)
    copies.press("n", "n", "p")
    copies.until(lambda: f"pair 2 of {total}" in copies.words)
    one, other = copies.find(".ft-dedup-side").all_inner_texts()
    assert one.splitlines()[-1] != other.splitlines()[-1]
    copies.press("k", "b")
    copies.settled()
    assert copies.ask("len(it.exploration.book.decisions)") == 0
    check_looks(copies, screenshots, "DedupExplorer-conflicts")
    copies.press("r")
    copies.until(lambda: "groups, largest first" in copies.words)


def test_other_roles_and_another_rule_are_chosen(copies):
    copies.find("select[aria-label=Compare]").select_option("user")
    copies.becomes("it.exploration.roles", ["user"])
    copies.find("select[aria-label=Keep]").select_option("first")
    copies.becomes("it.exploration.keep", "first")
    copies.until(lambda: number(copies) == copies.ask("len(it.exploration.dropped)"))
    recipe = copies.ask("[list(it.recipe.roles), it.recipe.keep]")
    assert recipe == [["user"], "first"]


def test_lsh_shows_what_it_would_miss(copies, screenshots):
    copies.press("l")
    copies.until(lambda: "9 × 13 = 117 of 128 hash values" in copies.words)
    assert "This is what datasketch picks for 0.80" in copies.words
    assert copies.find("tspan.ft-dedup-number").text_content() == "40 %"
    total = copies.ask("int((it.exploration.table.similarity >= 0.8).sum())")
    missed = copies.ask("len(it.exploration.missed)")
    assert f"{total} true pairs from 0.80 up" in copies.words
    assert missed > 0
    copies.button(f"Read the {missed} missed pairs").click()
    assert badges(copies) == ["not seen", "not seen"]
    check_looks(copies, screenshots, "DedupExplorer-lsh")


def test_bands_and_rows_are_moved_by_keys_and_sliders(copies):
    copies.press("l")
    copies.until(lambda: "Bands and rows" in copies.words)
    copies.focus()
    copies.press("ArrowRight")  # 10 bands leave room for 12 rows each
    copies.until(lambda: "10 × 12 = 120" in copies.words)
    copies.press("ArrowDown", "ArrowDown", "ArrowUp")
    copies.becomes("list(it.exploration.lsh)", [10, 11])
    bands = copies.find("input[aria-label=bands]")
    bands.fill("25")
    copies.until(lambda: "25 × 5 = 125" in copies.words)
    copies.becomes("list(it.exploration.lsh)", [25, 5])
    # 1 - (1 - 0.8 ** 5) ** 25 = 0.99995
    assert copies.find("tspan.ft-dedup-number").text_content() == "100 %"
    bands.focus()
    copies.press("d")
    copies.until(lambda: "9 × 13 = 117" in copies.words)
    copies.drag_line(0.9)
    copies.becomes("it.exploration.threshold", 0.9)
    copies.until(lambda: "datasketch picks for 0.90" in copies.words)


def test_a_search_shows_how_far_it_is_and_is_stopped(stage, copies, screenshots):
    stage.notebook.tell(PAUSED)
    copies.find("select[aria-label=Compare]").select_option("assistant")
    copies.until(lambda: "120 done" in copies.words)
    assert "Comparing 473 rows by assistant only" in copies.words
    assert number(copies) == counted(copies, 0.8)
    copies.until(lambda: copies.button("Stop").is_visible())
    check_looks(copies, screenshots, "DedupExplorer-search")
    copies.button("Stop").click()
    copies.until(lambda: "120 done" not in copies.words)
    stage.notebook.tell(GOING)
    assert copies.ask("it.exploration.roles") == ["user", "assistant"]
    assert copies.find("select[aria-label=Compare]").input_value() == "user+assistant"


def test_a_first_search_that_is_stopped_can_be_begun_again(stage, request, screenshots):
    stage.notebook.tell(PAUSED)
    shown = shown_by(stage, request.node.name)
    shown.until(lambda: shown.button("Stop").is_visible())
    check_looks(shown, screenshots, "DedupExplorer-first-search")
    shown.button("Stop").click()
    shown.until(lambda: "The search was stopped" in shown.words)
    check_looks(shown, screenshots, "DedupExplorer-stopped")
    stage.notebook.tell(GOING)
    shown.button("Look for pairs").click()
    shown.until(lambda: shown.find("tspan.ft-dedup-number").count() == 1)
    assert number(shown) == counted(shown, 0.8)


def test_a_full_disk_leaves_the_pair_as_it_was(stage, copies, screenshots):
    stage.notebook.tell(
        "import errno, os\nsync = os.fsync\n"
        "def full(*_): raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "os.fsync = full"
    )
    before = names(copies)
    copies.press("k")
    copies.until(lambda: "Nothing was written: the disk is full" in copies.words)
    assert names(copies) == before
    assert not copies.find(".ft-saved").is_visible()
    check_looks(copies, screenshots, "DedupExplorer-full-disk")
    stage.notebook.tell("os.fsync = sync")
    copies.button("Try again").click()
    copies.until(lambda: names(copies) == before[::-1])
    assert copies.saved == "1 decision on disk"


def test_the_screen_keeps_what_it_promised_in_a_build(copies, server):
    copies.drag_line(0.88, 0.9)
    copies.becomes("it.exploration.threshold", 0.9)
    copies.until(lambda: badges(copies)[1:] == ["× drop"])
    copies.press("b")
    copies.until(lambda: "decision on disk" in copies.saved)
    dropped = number(copies)
    copies.button("Use these settings").click()
    copies.until(lambda: "The recipe is on disk" in copies.words)
    name = copies.find(".ft-message code").inner_text().rpartition("/")[2]
    recipe = server.folder / "workspace" / "recipes" / name
    ran = subprocess.run(
        [sys.executable, "-m", "ftwidgets", "build", str(recipe)],
        env={**os.environ, "FTWIDGETS_WORKSPACE": str(recipe.parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    folder = server.folder / "workspace" / name.removesuffix(".json")
    lines = (folder / "provenance.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in lines]
    fallen = {
        each["record"]: each["partner"]
        for each in rows
        if each.get("dropped_by") == "deduplication"
    }
    said = copies.ask("[[d.row, d.partner] for d in it.exploration.dropped]")
    assert fallen == dict(said)
    assert len(fallen) == dropped
    assert sum("decided" in each for each in rows) == 2


@pytest.mark.soak
def test_nothing_of_a_fast_drag_queues_up(copies):
    copies.page.evaluate(
        """() => { window.sent = 0; const { prototype } = WebSocket;
            const send = prototype.send;
            prototype.send = function (data) { window.sent += 1;
                return send.call(this, data); }; }"""
    )
    copies.drag_line(*(0.55 + 0.4 * abs((n % 100) - 50) / 50 for n in range(300)))
    end = float(copies.line.get_attribute("aria-valuenow"))
    copies.becomes("it.exploration.threshold", end)
    assert number(copies) == counted(copies, end)
    assert copies.page.evaluate("window.sent") < 300


def test_it_looks_as_drawn(copies, screenshots):
    copies.press("ArrowDown")
    copies.until(lambda: "Group 2 of" in copies.words)
    copies.press("b")
    copies.until(lambda: "as was decided" in copies.words)
    check_looks(copies, screenshots, "DedupExplorer-rate")


def test_the_browser_did_not_complain(stage):
    assert stage.notebook.console == []
    assert stage.notebook.elsewhere == []
