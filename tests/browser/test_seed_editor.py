"""Can one write, paste and pick gold seeds by keys, and is nothing lost or run?"""

import json
import re

import pytest

from browser.bars import (
    FIRED,
    HOSTILE,
    INSIDE,
    LETTERS,
    NAMED,
    TOO_WIDE,
    cells,
    grave_faults,
)
from browser.seeding import SETUP, Desk, Editor

LOOKS = [(theme, width) for theme in ("light", "dark") for width in (1100, 720)]


@pytest.fixture(scope="module")
def desk(server, open_notebook):
    path = server.write_notebook("seeds.ipynb", SETUP, "", "x = 1", "y = 2")
    notebook = open_notebook(path)
    yield Desk(notebook, server.folder)
    notebook.page.close()


@pytest.fixture
def editor(desk):
    """An editor without seeds, with tickets to pick from."""
    return desk.show(options="pool=tickets")


# Writing


def test_seeds_are_written_by_keyboard_alone(desk, editor):
    editor.page.evaluate("document.activeElement.blur()")
    desk.notebook.page.locator(".jp-Cell").nth(1).focus()
    for _ in range(40):
        if editor.page.evaluate(INSIDE):
            break
        editor.press("Tab")
    editor.focus()
    editor.press("Enter")
    for number, (text, key) in enumerate(
        [("Where is my lamp?", "2"), ("Paid twice for one chair", "1")], start=1
    ):
        editor.type(text)
        editor.press(f"Control+{key}", "Control+Enter")
        editor.on_disk(number)
        assert editor.text.input_value() == ""
        assert editor.text.evaluate("node => node === document.activeElement")
    assert editor.pairs() == [
        ("Where is my lamp?", "delivery"),
        ("Paid twice for one chair", "billing"),
    ]
    assert editor.squares == 2
    assert "Seed 3 of 20" in editor.words
    editor.press("Escape", "3")
    pressed = editor.find(".ft-form [aria-pressed=true]")
    assert pressed.inner_text().endswith("returns")


def test_a_near_duplicate_is_shown_at_once_with_the_word_that_differs(editor):
    editor.press("Enter")
    editor.write("My card was charged twice for the March invoice, cancel one", "1")
    editor.text.fill("My card was charged twice for the April invoice, cancel one")
    near = editor.find(".ft-near")
    near.wait_for()
    assert "Very close to seed 1, similarity 0.8" in near.inner_text()
    assert "March" in near.locator(".ft-differs").text_content()
    editor.text.fill("Something else entirely")
    editor.until(lambda: near.count() == 0)


def test_a_seed_that_lacks_something_is_kept_and_the_field_told(editor):
    editor.press("Enter")
    editor.type("Where is my lamp?")
    editor.press("Control+Enter")
    notice = editor.find(".ft-notice .ft-message")
    notice.wait_for()
    assert "Label: choose a label" in notice.inner_text()
    assert "What you typed is still here" in notice.inner_text()
    assert editor.text.input_value() == "Where is my lamp?"
    assert editor.rows() == []
    assert "gold seed yet" in editor.notebook.ask("editor.last_error")
    editor.press("2")
    editor.until(lambda: notice.count() == 0)
    editor.press("Control+Enter")
    editor.on_disk(1)


def test_a_full_disk_keeps_the_text_and_trying_again_saves_it(desk, editor):
    desk.notebook.tell("gold.write_file = full")
    try:
        editor.press("Enter")
        editor.type("Where is my lamp?")
        editor.press("Control+2", "Control+Enter")
        message = editor.find(".ft-message[data-id=disk]")
        message.wait_for()
        assert "Seed 1 was not saved: the disk is full" in message.inner_text()
        assert editor.saved == "not saved"
        assert editor.text.input_value() == "Where is my lamp?"
        assert "No space left" in desk.notebook.ask("editor.last_error")
    finally:
        desk.notebook.tell("gold.write_file = write_file")
    editor.button("Try again").click()
    editor.on_disk(1)
    assert editor.pairs() == [("Where is my lamp?", "delivery")]
    assert editor.find(".ft-message[data-id=disk]").count() == 0
    assert editor.text.input_value() == ""


def test_the_second_click_of_a_double_click_saves_nothing(editor):
    editor.press("Enter")
    editor.type("Where is my lamp?")
    editor.press("Control+2")
    editor.button("Save and write the next").dblclick()
    editor.on_disk(1)
    editor.notebook.painted()
    assert len(editor.rows()) == 1
    assert editor.find(".ft-message").count() == 0


def test_two_saves_in_one_task_are_one_seed(editor):
    editor.press("Enter")
    editor.type("Where is my lamp?")
    editor.press("Control+2")
    editor.page.evaluate("""() => {
        const save = () => document.activeElement.dispatchEvent(new KeyboardEvent(
            'keydown', { key: 'Enter', ctrlKey: true, bubbles: true }));
        save(); save(); save();
    }""")
    editor.on_disk(1)
    assert len(editor.rows()) == 1


def test_a_seed_is_opened_changed_removed_and_brought_back(editor):
    editor.press("Enter")
    editor.write("Where is my lamp?", "2")
    editor.text.fill("a draft of the next")
    editor.find(".ft-seed").first.click()
    editor.until(lambda: "opened to change" in editor.words)
    assert editor.text.input_value() == "Where is my lamp?"
    editor.text.fill("Where is my table?")
    editor.press("Control+Enter")
    editor.until(lambda: editor.pairs() == [("Where is my table?", "delivery")])
    editor.until(lambda: editor.text.input_value() == "a draft of the next")
    editor.find(".ft-seed").first.click()
    editor.button("Remove this seed").click()
    editor.on_disk(0)
    editor.press("Control+z")
    editor.on_disk(1)
    editor.press("Control+z")
    editor.until(lambda: editor.pairs() == [("Where is my lamp?", "delivery")])


def test_escape_leaves_a_seed_as_it_was_and_what_was_typed_comes_back(editor):
    editor.press("Enter")
    editor.write("Where is my lamp?", "2")
    editor.find(".ft-seed").first.click()
    editor.until(lambda: "opened to change" in editor.words)
    editor.text.fill("Where is my table?")
    editor.press("Escape", "Escape")
    editor.until(lambda: "Left without your change" in editor.words)
    assert editor.pairs() == [("Where is my lamp?", "delivery")]
    editor.button("Bring it back").click()
    editor.until(lambda: editor.text.input_value() == "Where is my table?")
    assert "opened to change" in editor.words


def test_a_press_that_ends_the_typing_is_a_click_all_the_same(editor):
    editor.press("Enter")
    editor.type("Where is my lamp?")
    editor.button("Clear").click()
    editor.until(lambda: editor.text.input_value() == "")
    editor.text.focus()
    editor.until(lambda: "leave the text" in editor.words)
    editor.button("Bring it back").hover()
    editor.page.mouse.down()
    editor.until(lambda: "leave the text" not in editor.words)  # the foot is drawn anew
    editor.page.mouse.up()
    editor.until(lambda: editor.text.input_value() == "Where is my lamp?")


def test_a_cleared_form_can_be_brought_back(editor):
    editor.press("Enter")
    editor.type("Where is my lamp?")
    editor.button("Clear").click()
    editor.until(lambda: editor.text.input_value() == "")
    editor.button("Bring it back").click()
    editor.until(lambda: editor.text.input_value() == "Where is my lamp?")


def test_undo_works_outside_the_text_and_a_text_has_its_own(editor):
    editor.press("Enter")
    editor.write("Where is my lamp?", "2")
    editor.type("words")
    editor.press("Control+z")
    editor.notebook.painted()
    assert len(editor.rows()) == 1
    editor.press("Escape", "Control+z")
    editor.on_disk(0)
    assert editor.rows() == []


def test_our_examples_come_and_go_in_one_step(editor):
    editor.button("Start from our 20 examples").dblclick()
    editor.on_disk(20)
    assert "20 gold seeds on disk" in editor.words
    assert {row["origin"] for row in editor.rows()} == {"shipped"}
    editor.focus()
    editor.press("Control+z")
    editor.on_disk(0)
    assert "No gold seeds yet" in editor.words


# Pasting


def test_a_pasted_table_is_accounted_for_and_added_on_request(editor):
    editor.tab("Paste or import").click()
    table = [
        "text,label",
        "Where is my lamp?,delivery",
        "Paid twice for one chair,billing",
        "The zip broke,",
        "too,many,cells",
    ]
    editor.find(".ft-paste").fill("\n".join(table))
    editor.press("Control+Enter")
    editor.seen()
    assert "4 lines = 2 usable + 2 not" in editor.words
    assert "no label yet; choose one" in editor.words
    assert "3 cells where the header has 2" in editor.words
    assert editor.rows() == []
    editor.button("Add the 2 that are complete").dblclick()
    editor.on_disk(2)
    editor.until(lambda: "The zip broke" in editor.find(".ft-candidate").inner_text())
    editor.seen()
    editor.focus()
    editor.press("3")
    editor.on_disk(3)
    editor.until(lambda: "You have seen them all" in editor.words)
    assert editor.pairs()[2] == ("The zip broke", "returns")
    assert [row["origin"] for row in editor.rows()] == ["pasted"] * 3
    editor.press("Control+z", "Control+z")
    editor.until(lambda: editor.saved in ("0 seeds on disk", "2 seeds on disk"))


def test_nothing_to_read_says_so_and_keeps_the_text(editor):
    editor.tab("Paste or import").click()
    editor.find(".ft-paste").fill("  ")
    editor.button("Read it").click()
    editor.until(lambda: "Nothing could be read: nothing was pasted" in editor.words)
    assert editor.find(".ft-paste").input_value() == "  "


def test_a_file_is_imported_as_if_it_was_pasted(editor, tmp_path):
    editor.tab("Paste or import").click()
    file = tmp_path / "mine.tsv"
    file.write_text("Where is my lamp?\tdelivery\nPaid twice\tbilling\n")
    with editor.page.expect_file_chooser() as chooser:
        editor.button("Choose a file").click()
    chooser.value.set_files(file)
    editor.seen()
    assert "2 lines = 2 usable + 0 not" in editor.words


# Picking


def test_digits_choose_the_label_and_only_what_was_approved_is_gold(editor):
    editor.tab("Pick from classification.jsonl").click()
    editor.seen()
    editor.focus()
    texts = []
    for number, key in enumerate("1s2s4", start=1):
        texts.append(editor.find(".ft-candidate-text").inner_text())
        editor.press(key)
        editor.until(
            lambda number=number: f"Suggestion {number + 1} of 20" in editor.words
        )
        editor.seen()
    expected = [(texts[0], "billing"), (texts[2], "delivery"), (texts[4], "technical")]
    assert editor.pairs() == expected
    assert {row["origin"] for row in editor.rows()} == {"picked"}
    assert editor.rows()[0]["source"].startswith("classification.jsonl line ")
    editor.press("ArrowLeft")
    editor.until(lambda: "✓ seed 3" in editor.words)
    editor.press("Control+z")
    editor.on_disk(2)
    editor.until(lambda: "Suggestion 5 of 20" in editor.words)


def test_a_second_tap_never_labels_a_candidate_that_was_not_seen(editor):
    editor.tab("Pick from").click()
    editor.seen()
    editor.page.evaluate("""() => {
        const root = document.querySelector('.ft');
        const tap = () => root.dispatchEvent(
            new KeyboardEvent('keydown', { key: '1', bubbles: true }));
        tap(); tap();
        let frames = 6;
        const again = () => { tap(); if (frames--) requestAnimationFrame(again); };
        requestAnimationFrame(again);
    }""")
    editor.on_disk(1)
    editor.seen()
    assert len(editor.rows()) == 1


def test_a_candidate_is_edited_first_and_goes_on_in_its_line(editor):
    editor.tab("Pick from").click()
    editor.seen()
    editor.focus()
    editor.press("e")
    editor.until(lambda: "edited first" in editor.words)
    editor.text.fill("Said in my own words")
    editor.press("Control+1", "Control+Enter")
    editor.until(lambda: "Suggestion 2 of 20" in editor.words)
    (row,) = editor.rows()
    assert row["origin"] == "picked"
    assert editor.pairs() == [("Said in my own words", "billing")]


def test_other_tasks_are_approved_with_a(desk):
    options = "pool=ft.load('data/seeds/style_matching.jsonl')"
    editor = desk.show("'style_matching'", options)
    editor.tab("Pick from").click()
    editor.seen()
    editor.focus()
    editor.press("1")
    editor.press("a")
    editor.on_disk(1)
    assert editor.rows()[0]["source"].startswith("style_matching.jsonl line")


def test_without_rows_to_pick_from_the_way_is_closed_and_says_why(desk):
    editor = desk.show()
    assert editor.tab("Pick from a file").get_attribute("aria-disabled") == "true"
    editor.tab("Pick from a file").click(force=True)
    assert "pool=ft.load(path)" in editor.words
    assert "No gold seeds yet" in editor.words


# What is typed is not lost


def test_a_reload_keeps_the_draft_and_the_count(server, open_notebook):
    path = server.write_notebook("reload.ipynb", SETUP, "")
    notebook = open_notebook(path)
    desk = Desk(notebook, server.folder / "reload")
    editor = desk.show(options="pool=tickets")
    editor.press("Enter")
    editor.write("Where is my lamp?", "2")
    editor.type("Half a sen")
    editor.press("Control+3")
    notebook.reload()
    editor = Editor(notebook, editor.path)
    editor.on_disk(1)
    assert editor.text.input_value() == "Half a sen"
    pressed = editor.find(".ft-form [aria-pressed=true]")
    assert pressed.inner_text().endswith("returns")
    editor.text.focus()
    editor.press("End")
    editor.type("tence")
    editor.press("Control+Enter")
    editor.on_disk(2)
    assert editor.pairs()[1] == ("Half a sentence", "returns")
    notebook.reload()
    editor = Editor(notebook, editor.path)
    editor.on_disk(2)
    assert editor.text.input_value() == ""
    notebook.page.close()


def test_a_dead_kernel_is_said_in_words_and_nothing_is_called_saved(
    server, open_notebook
):
    path = server.write_notebook("dead.ipynb", SETUP, "")
    notebook = open_notebook(path)
    desk = Desk(notebook, server.folder / "dead")
    editor = desk.show()
    editor.press("Enter")
    editor.write("Where is my lamp?", "2")
    editor.type("Half a sentence")
    notebook.restart()
    editor.until(lambda: editor.saved == "not connected")
    assert "The kernel (Python) stopped" in editor.words
    assert "1 seed on disk. What you typed is kept in this tab." in editor.words
    editor.press("Control+1", "Control+Enter")
    notebook.painted()
    assert editor.saved == "not connected"
    assert editor.text.input_value() == "Half a sentence"
    assert len(editor.rows()) == 1
    again = desk.show_again(editor, first=True)
    again.on_disk(1)
    assert again.text.input_value() == "Half a sentence"
    again.text.focus()
    again.press("Control+Enter")
    again.on_disk(2)
    assert again.pairs()[1] == ("Half a sentence", "billing")
    notebook.page.close()


def test_what_is_done_in_a_cell_shows_at_once(desk, editor):
    fields = {"text": "Paid twice", "label": "billing"}
    desk.notebook.tell(f"editor.seeds.add({fields!r})")
    editor.on_disk(1)
    assert "Paid twice" in editor.find(".ft-rail").inner_text()


# Keys that cannot bite


@pytest.mark.parametrize("place", ["form", "pick", "tab"])
def test_no_key_runs_a_command_of_jupyterlab_or_changes_a_cell(editor, place):
    if place == "form":
        editor.press("Enter", "Escape")
    else:
        editor.tab("Pick from").click()
        editor.seen()
        if place == "pick":
            editor.focus()
    before = cells(editor)
    editor.page.evaluate(FIRED)
    for key in [*LETTERS, *"0123456789", *NAMED, *"dd", "x"]:
        editor.press(key)
        if not editor.page.evaluate(INSIDE):
            editor.focus()
    editor.notebook.painted()
    assert cells(editor) == before
    assert editor.page.evaluate("window.fired") == []


def test_keys_go_into_a_text_and_nowhere_else(editor):
    editor.press("Enter")
    before = cells(editor)
    editor.page.evaluate(FIRED)
    text = "abcdefghijklmnopqrstuvwxyz 0123456789 ? dd x"
    editor.type(text)
    assert editor.text.input_value() == text
    assert editor.page.evaluate("window.fired") == []
    assert cells(editor) == before


def test_escape_leaves_the_text_and_then_the_widget(editor):
    editor.press("Enter")
    editor.press("Escape")
    assert editor.root.evaluate("node => node === document.activeElement")
    editor.press("Escape")
    assert not editor.page.evaluate(INSIDE)


@pytest.mark.parametrize("way", ["Write", "Paste or import", "Pick from"])
def test_tab_leaves_in_both_directions(editor, way):
    editor.tab(way).click()
    if way == "Write":
        editor.focus()
        editor.press("Enter")
    elif way == "Pick from":
        editor.seen()
    editor.focus()
    for key in ("Tab", "Shift+Tab"):
        editor.focus()
        for _ in range(60):
            editor.press(key)
            if not editor.page.evaluate(INSIDE):
                break
        assert not editor.page.evaluate(INSIDE)


def test_arrows_choose_the_way(editor):
    editor.tab("Write").focus()
    editor.press("ArrowRight")
    editor.until(lambda: editor.tab("Paste").get_attribute("aria-selected") == "true")
    assert editor.tab("Paste").evaluate("node => node === document.activeElement")
    editor.press("ArrowLeft", "ArrowLeft")
    editor.until(lambda: editor.tab("Pick").get_attribute("aria-selected") == "true")


def test_the_keys_are_listed_behind_a_question_mark(editor):
    editor.press("?")
    assert editor.find(".ft-help").is_visible()
    assert "skip a candidate" in editor.words
    editor.press("Escape")
    assert not editor.find(".ft-help").is_visible()


# Texts that would like to be run


def test_no_text_is_run_wherever_it_comes_from(desk):
    rows = [
        {"messages": [{"role": "user", "content": f"{text} {n}"}]}
        for n, text in enumerate(HOSTILE)
    ]
    labels = HOSTILE[:12]
    for n, row in enumerate(rows):
        label = labels[n % len(labels)]
        row["messages"].append({"role": "assistant", "content": label})
    dialogs = []
    desk.notebook.page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    path = desk.folder / "hostile.json"
    path.write_text(json.dumps({"rows": rows, "labels": labels}))
    desk.notebook.tell(
        f"given = json.load(open({str(path)!r}))\n"
        "hostile = ft.Task(given['labels'][1], 'classification', given['labels'])"
    )
    editor = desk.show("hostile", "pool=given['rows']")
    editor.tab("Pick from").click()
    for number in range(1, 9):
        editor.seen()
        editor.focus()
        editor.press(str(number))
        editor.on_disk(number)
    editor.seen()
    editor.tab("Paste").click()
    lines = [json.dumps(row) for row in rows[8:]]
    editor.find(".ft-paste").fill("\n".join([*lines, *HOSTILE[:3]]))
    editor.press("Control+Enter")
    editor.seen()
    for _ in range(20):
        editor.focus()
        place = editor.find(".ft-seed-title").inner_text()
        editor.press("ArrowRight")
        editor.until(
            lambda place=place: editor.find(".ft-seed-title").inner_text() != place
        )
    editor.tab("Write").click()
    for text in HOSTILE:
        editor.text.fill(text)
    editor.find(".ft-seed").first.click()
    editor.until(lambda: "opened to change" in editor.words)
    page = editor.page
    assert page.evaluate("'hacked' in window") is False
    assert dialogs == []
    assert desk.notebook.elsewhere == []
    forbidden = "script, img, iframe, svg, object, embed, base, link, style, form, a"
    assert editor.find(forbidden).count() == 0
    assert page.locator(".ft mjx-container, .ft .MathJax").count() == 0
    shown = editor.root.evaluate("node => node.textContent")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00\x1b]", shown)


def test_hostile_texts_and_labels_are_read_as_they_are(desk):
    text, label = "pay\u200bpal <b>now</b>", "<i>money</i>"
    desk.notebook.tell(
        f"odd = ft.Task('<u>odd</u>', 'classification', [{label!r}, 'other'])\n"
        f"rows = [chat(('user', {text!r}), ('assistant', {label!r}))]"
    )
    editor = desk.show("odd", "pool=rows")
    editor.tab("Pick from").click()
    editor.seen()
    candidate = editor.find(".ft-candidate-text")
    assert candidate.inner_text() == "payU+200Bpal <b>now</b>"
    assert candidate.locator(".ft-hidden-char").count() == 1
    assert editor.find(".ft-subject").inner_text() == "<u>odd</u>"
    editor.focus()
    editor.press("1")
    editor.on_disk(1)
    assert editor.pairs() == [(text, label)]
    rail = editor.find(".ft-rail").inner_text()
    assert "<i>money</i>" in rail
    assert "pay[U+200B]pal <b>now</b>" in rail


# How it looks


def show_empty(desk):
    return desk.show(options="pool=tickets")


def show_writing(desk):
    editor = desk.show(options="pool=tickets")
    editor.press("Enter")
    for text, key in [
        ("My card was charged twice for the March invoice, cancel one please", "1"),
        ("Is the yearly plan cheaper for a team of six?", "1"),
        ("Search finds nothing since the update on Tuesday", "4"),
        ("We moved house, so please send the shelf to our new address", "2"),
    ]:
        editor.write(text, key)
    editor.type("My card was charged twice for the April invoice, cancel one please")
    editor.press("Control+1")
    editor.find(".ft-near").wait_for()
    return editor


def show_pasting(desk):
    editor = desk.show(options="pool=tickets")
    editor.tab("Paste or import").click()
    editor.find(".ft-paste").fill(
        "text,label\nWhere is my lamp?,delivery\nPaid twice for one chair,billing\n"
        "The zip broke,\nMy parcel went elsewhere,spam\ntoo,many,cells\n"
    )
    editor.press("Control+Enter")
    editor.seen()
    return editor


def show_picking(desk):
    editor = desk.show(options="pool=tickets")
    editor.tab("Pick from").click()
    for number in range(1, 4):
        editor.seen()
        editor.focus()
        editor.press(str(number))
        editor.on_disk(number)
    editor.seen()
    return editor


def show_done(desk):
    editor = desk.show(options="pool=tickets")
    editor.button("Start from our 20 examples").click()
    editor.on_disk(20)
    return editor


def show_error(desk):
    editor = desk.show(options="pool=tickets")
    desk.notebook.tell("gold.write_file = full")
    editor.press("Enter")
    editor.type("Where is my lamp? \u200b It is late.")
    editor.press("Control+Enter")
    editor.find(".ft-notice .ft-message").wait_for()
    editor.press("2")
    editor.press("Control+Enter")
    editor.find(".ft-message[data-id=disk]").wait_for()
    desk.notebook.tell("gold.write_file = write_file")
    return editor


def show_keys(desk):
    editor = desk.show(options="pool=tickets")
    editor.press("?")
    return editor


STATES = {
    name.removeprefix("show_"): show
    for name, show in list(globals().items())
    if name.startswith("show_")
}


@pytest.mark.parametrize("state", STATES)
def test_it_is_accessible_and_nothing_is_cut_off_in_either_theme(
    desk, state, screenshots
):
    editor = STATES[state](desk)
    for theme, width in LOOKS:
        desk.notebook.look(theme, width, 1300)
        editor.notebook.painted()
        editor.root.scroll_into_view_if_needed()
        editor.root.screenshot(
            path=screenshots / f"seed-editor-{state}-{theme}-{width}.png"
        )
        assert grave_faults(editor) == []
        assert editor.root.evaluate(TOO_WIDE) == []
    desk.notebook.look("light", 1100)


def test_what_is_done_is_said_to_those_who_listen(editor):
    editor.press("Enter")
    editor.write("Where is my lamp?", "2")
    assert editor.find("[role=status][aria-live=polite]").first.text_content() == (
        "Added seed 1. 1 of 20 on disk."
    )


def test_the_browser_did_not_complain(desk):
    assert desk.notebook.console == []
    assert desk.notebook.elsewhere == []
