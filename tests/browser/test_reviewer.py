"""Can one review rows by keys, and does each key do its thing and nothing else?"""

import json

import pytest

from browser.reviewing import SETUP, Screen, Stage, entries

PAIRED = """[
    chat(("user", "Where is the parcel that I ordered last week?"),
         ("assistant", "It is on its way and comes tomorrow morning."), id="first"),
    chat(("user", "Where is the parcel that I ordered last week?"),
         ("assistant", "It is on its way and comes tomorrow evening."), id="copy"),
    *rows(3, "Something else entirely about"),
]"""

LETTERS = "abcdefghijklmnopqrstuvwxyz"

NAMED = [
    *("Enter", "Shift+Enter", "Control+Enter", "Alt+Enter", "Space", "Shift+Space"),
    *("ArrowUp", "ArrowDown", "Shift+ArrowDown", "Home", "End", "PageUp", "PageDown"),
    *("Backspace", "Delete", "Shift+M", "Shift+L", "Shift+O", "Shift+V", "Shift+J"),
    *("Control+B", "Control+Shift+C", "Control+Shift+Minus", "Control+S", "Control+A"),
    *("Control+Shift+H", "Control+M", "Alt+a", "Alt+ArrowRight", "F2", "?", "?"),
]
"""Keys of JupyterLab's commands besides letters; those that leave are elsewhere."""

FIRED = """() => {
    window.fired = [];
    if (window.listening) return;
    window.listening = true;
    jupyterapp.commands.commandExecuted.connect((_, { id }) => window.fired.push(id));
}"""


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    path = server.write_notebook("reviewer.ipynb", SETUP, "", "x = 1", "y = 2")
    notebook = open_notebook(path)
    yield Stage(notebook, server.folder / "reviewer")
    notebook.page.close()


@pytest.fixture
def screen(stage):
    """Twenty rows in strict mode, nothing judged."""
    return stage.show()


@pytest.fixture
def instant(stage):
    return stage.show(mode="instant")


def cells(screen):
    """What must not change while one reviews: number, kind and source of the cells."""
    return screen.page.evaluate(
        "() => jupyterapp.shell.currentWidget.content.widgets.map("
        "cell => [cell.model.type, cell.model.sharedModel.getSource()])"
    )


# One key a row


def test_twenty_rows_are_reviewed_by_keyboard_alone(stage):
    screen = stage.show()
    screen.page.evaluate("document.activeElement.blur()")
    stage.notebook.page.locator(".jp-Cell").nth(1).focus()
    inside = "document.querySelector('.ft').contains(document.activeElement)"
    for _ in range(40):
        if screen.page.evaluate(inside):
            break
        screen.press("Tab")
    assert screen.page.evaluate(inside)
    keys = ["a", "x", "a", "s", "a", "a", "x", "a", "a", "a"]
    screen.judge(*keys)
    screen.press("f")
    screen.settled()
    screen.press("n")
    screen.type("odd, ask mira")
    screen.press("Control+Enter")
    screen.settled()
    screen.judge("a")
    screen.press("e")
    screen.type(" Sorry!")
    screen.judge("Control+Enter")
    screen.judge("a", "a", "x", "ArrowLeft", "a", "a", "a", "a", "a", "a")
    assert screen.row is None
    assert "end of the queue" in screen.words
    session = [
        screen.session(f"state({row}).outcome or session.state({row}).verdict")
        for row in range(20)
    ]
    said = ["keep", "drop", "keep", "skip", "keep", "keep", "drop", *["keep"] * 3]
    assert session == [*said, "keep", "fix", "keep", "keep", *["keep"] * 6]
    assert screen.session("state(10).flagged")
    assert screen.session("state(10).note") == "odd, ask mira"
    assert screen.session("edited(11)['messages'][1]['content']").endswith("Sorry!")
    assert screen.saved == "19 labels on disk"


def test_in_strict_mode_the_next_row_comes_when_the_label_is_on_the_disk(screen):
    for row in range(10):
        assert screen.row == f"r{row}"
        assert len(screen.deeds()) == row
        screen.judge("a")
        assert len(screen.deeds()) == row + 1


def test_in_strict_mode_a_row_stays_while_its_label_is_being_written(stage):
    screen = stage.show()
    gate = stage.gate()
    stage.notebook.tell(f"append = Journal.append; hold = Hold({str(gate)!r})")
    try:
        for row in range(3):
            screen.press("a")
            screen.until(gate.with_suffix(".reached").exists)
            for _ in range(5):
                stage.notebook.painted()
                assert screen.row == f"r{row}"
                assert len(screen.deeds()) == row
            gate.unlink()
            screen.at(f"r{row + 1}")
            assert len(screen.deeds()) == row + 1
            gate.with_suffix(".reached").unlink()
            gate.touch()
    finally:
        gate.unlink(missing_ok=True)
        stage.notebook.tell("Journal.append = append")


def test_in_instant_mode_the_next_row_comes_before_the_label_is_on_the_disk(stage):
    screen = stage.show(mode="instant")
    gate = stage.gate()
    stage.notebook.tell(f"append = Journal.append; hold = Hold({str(gate)!r})")
    try:
        screen.judge("a", "a", "x")
        assert screen.row == "r3"
        assert screen.deeds() == []
        assert screen.saved == "3 not saved yet"
    finally:
        gate.unlink()
        stage.notebook.tell("Journal.append = append")
    screen.settled()
    assert screen.labels() == [("r0", "keep"), ("r1", "keep"), ("r2", "drop")]
    screen.until(lambda: screen.saved == "3 labels on disk")


def press_at_full_speed(stage, number):
    screen = stage.show(f"rows({number + 5})", mode="instant")
    stage.notebook.tell(
        "apply = session.apply\n"
        "def slowly(operations):\n"
        "    time.sleep(0.15)\n"
        "    return apply(operations)\n"
        "session.apply = slowly"
    )
    keys = ["ax"[row % 2] for row in range(number)]
    screen.press(*keys)
    screen.at(f"r{number}")
    screen.settled()
    said = {"a": "keep", "x": "drop"}
    expected = [(f"r{row}", said[key]) for row, key in enumerate(keys)]
    assert screen.labels() == expected
    ids = [each["id"] for each in screen.deeds()]
    assert len(set(ids)) == len(ids) == number
    assert screen.session("judged") == number


def test_keys_at_full_speed_are_one_label_each_in_order(stage):
    press_at_full_speed(stage, 20)


@pytest.mark.soak
def test_200_keys_at_full_speed_are_200_labels_in_order(stage):
    press_at_full_speed(stage, 200)


@pytest.mark.parametrize("mode", ["strict", "instant"])
def test_a_double_tap_labels_no_row_that_was_not_painted(stage, mode):
    """Both keys come in one task: nothing is painted between them."""
    screen = stage.show(mode=mode)
    screen.page.evaluate("""() => {
        const root = document.querySelector('.ft');
        const seen = window.seen = [];
        const name = () => root.querySelector('.ft-page .ft-code')?.textContent;
        const tap = () => root.dispatchEvent(
            new KeyboardEvent('keydown', { key: 'a', code: 'KeyA', bubbles: true }));
        const watch = () => {
            seen.push(name());
            if (root.isConnected) requestAnimationFrame(watch);
        };
        requestAnimationFrame(watch);
        tap(); tap();
    }""")
    screen.until(lambda: len(screen.deeds()) >= (1 if mode == "strict" else 2))
    screen.settled()
    labels = [row for row, _ in screen.labels()]
    assert labels == (["r0"] if mode == "strict" else ["r0", "r1"])
    assert set(labels) - {"r0"} <= set(screen.page.evaluate("window.seen"))


@pytest.mark.parametrize("mode", ["strict", "instant"])
def test_the_second_click_of_a_double_click_is_not_counted(stage, mode):
    screen = stage.show(mode=mode)
    screen.button("Keep").dblclick()
    screen.at("r1")
    screen.settled()
    assert screen.labels() == [("r0", "keep")]


@pytest.mark.parametrize("mode", ["strict", "instant"])
def test_a_key_that_is_held_down_counts_once(stage, mode):
    screen = stage.show(mode=mode)
    screen.page.keyboard.down("a")
    for _ in range(5):
        screen.page.keyboard.down("a")  # what the keyboard repeats
        stage.notebook.painted()
    screen.page.keyboard.up("a")
    screen.at("r1")
    screen.settled()
    assert screen.labels() == [("r0", "keep")]


TOGETHER = """keys => {
    const root = document.querySelector('.ft');
    for (const [key, ctrlKey] of keys) root.dispatchEvent(
        new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true }));
}"""


def test_a_key_never_goes_to_a_row_it_was_not_pressed_for(instant):
    """Back to r0 before the x was done: it was meant for r1."""
    keys = [["a", False], ["x", False], ["ArrowLeft", False]]
    instant.page.evaluate(TOGETHER, keys)
    instant.until(lambda: len(instant.deeds()) > 0)
    instant.settled()
    assert ("r0", "drop") not in instant.labels()


def test_undo_comes_after_the_keys_before_it(instant):
    instant.page.evaluate(TOGETHER, [["a", False], ["x", False], ["z", True]])
    instant.at("r1")
    instant.settled()
    assert [each["kind"] for each in instant.deeds()] == ["label", "label", "undo"]
    assert instant.session("state(0).verdict") == "keep"
    assert instant.session("state(1).verdict") is None


# The other verbs


def test_skip_flag_and_note_are_written_down(screen):
    screen.judge("s")
    screen.press("f")
    screen.settled()
    assert screen.button("Flag").get_attribute("aria-pressed") == "true"
    screen.press("n")
    screen.type("a: b, ask x")
    screen.press("Control+Enter")
    screen.settled()
    assert "Note: a: b, ask x" in screen.words
    kinds = [(each["kind"], each.get("value")) for each in screen.deeds()]
    assert kinds == [("skip", None), ("flag", True), ("note", "a: b, ask x")]
    assert screen.row == "r1"


@pytest.mark.parametrize("mode", ["strict", "instant"])
def test_flagging_twice_takes_the_flag_away(stage, mode):
    screen = stage.show(mode=mode)
    screen.press("f")
    if mode == "strict":
        screen.settled()
    screen.press("f")
    screen.written(2)
    assert [each["value"] for each in screen.deeds()] == [True, False]


def test_undo_and_redo_go_back_as_far_as_one_likes(screen):
    screen.judge("a", "x", "s", "a")
    for row in ("r3", "r2", "r1", "r0"):
        screen.press("Control+z")
        screen.at(row)
    assert screen.session("judged") == 0
    for row in ("r0", "r1", "r2", "r3"):
        screen.press("Control+Shift+Z")
        screen.until(lambda row=row: f" {row}" in screen.find(".ft-foot").inner_text())
    assert screen.session("judged") == 3
    assert screen.session("state(1).verdict") == "drop"


def test_undo_reaches_beyond_the_cell_that_is_run_again(stage):
    screen = stage.show()
    screen.judge("a", "x")
    screen = stage.show_again(screen)
    screen.press("Control+z")
    screen.at("r1")
    screen.press("Control+z")
    screen.at("r0")
    assert screen.session("judged") == 0


def test_arrows_go_back_to_read_again_and_judge_nothing(screen):
    screen.judge("a", "a", "ArrowLeft", "ArrowLeft")
    assert screen.row == "r0"
    assert "✓ kept" in screen.find(".ft-page").inner_text()
    screen.judge("x", "ArrowRight")
    assert screen.row == "r2"
    assert screen.labels() == [("r0", "keep"), ("r1", "keep"), ("r0", "drop")]
    assert screen.saved == "2 labels on disk"


def test_digits_give_the_labels_of_the_task(stage):
    rows = 'chat(("user", f"Hi {n}"), ("assistant", "l0"), id=f"r{n}")'
    screen = stage.show(
        f"[{rows} for n in range(12)]",
        options='task=Task("t", "classification", labels=[f"l{n}" for n in range(12)])',
    )
    screen.judge(*"123456789")
    assert screen.labels() == [(f"r{n}", f"l{n}") for n in range(9)]
    screen.press("0")
    more = screen.root.get_by_label("Another label, given with Enter")
    more.focus()
    screen.type("l11")
    screen.press("Enter")
    screen.at("r10")
    screen.judge("1")
    assert screen.labels()[9:] == [("r9", "l11"), ("r10", "l0")]
    assert screen.session("edited(3)['messages'][1]['content']") == "l3"


def test_a_label_field_takes_no_label_that_is_none(stage):
    screen = stage.show(
        options='task=Task("t", "classification", labels=[f"l{n}" for n in range(12)])'
    )
    more = screen.root.get_by_label("Another label, given with Enter")
    more.focus()
    screen.type("axe 1")
    screen.press("Enter")
    assert more.get_attribute("aria-invalid") == "true"
    screen.focus()
    screen.judge("x")
    assert screen.labels() == [("r0", "drop")]


def test_keys_can_be_chosen(stage):
    screen = stage.show(keys='{"keep": "k", "drop": "ö"}')
    assert screen.button("Keep").inner_text() == "K\nKeep"
    screen.press("a", "x")
    screen.judge("k")
    screen.page.evaluate(TOGETHER, [["ö", False]])
    screen.at("r2")
    assert screen.labels() == [("r0", "keep"), ("r1", "drop")]


def test_a_key_works_with_capitals_and_on_another_layout(screen):
    screen.judge("A")
    screen.page.evaluate("""() => document.querySelector('.ft').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ч', code: 'KeyX', bubbles: true }))""")
    screen.at("r2")
    assert screen.labels() == [("r0", "keep"), ("r1", "drop")]


def test_a_key_can_be_a_letter_of_another_alphabet(stage):
    screen = stage.show(keys='{"keep": "ф"}')
    screen.page.evaluate("""() => document.querySelector('.ft').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ф', code: 'KeyA', bubbles: true }))""")
    screen.at("r1")
    assert screen.labels() == [("r0", "keep")]


# Edits


def test_an_edit_shows_what_it_changes_while_it_is_typed(screen):
    screen.press("e")
    screen.press("Control+A")
    screen.type("Parcel 0 comes tomorrow.")
    changed = screen.find(".ft-editor del")
    screen.until(lambda: changed.count() == 1 and "soon" in changed.text_content())
    assert "tomorrow" in screen.find(".ft-editor ins").text_content()
    assert "Your change: 1 word out, 1 in" in screen.words
    rail = screen.find(".ft-rail").inner_text()
    for name in ("Findings", "Score", "Nearest row", "Words in reply"):
        assert name in rail
    assert screen.deeds() == []
    screen.press("Control+Enter")
    screen.at("r1")
    (edit,) = screen.deeds()
    assert (edit["kind"], edit["turn"]) == ("edit", 1)
    assert edit["value"] == "Parcel 0 comes tomorrow."
    screen.judge("ArrowLeft")
    assert screen.find(".ft-page del").count() == 1
    assert "✎ fixed" in screen.find(".ft-page").inner_text()


def test_any_message_can_be_edited_and_undone_and_redone(screen):
    screen.root.get_by_role("button", name="Edit message 1, user").press("Enter")
    screen.type(" Please!")
    screen.press("Control+Enter")
    screen.at("r1")
    edited = "edited(0)['messages'][0]['content']"
    assert screen.session(edited).endswith("number 0? Please!")
    screen.press("Control+z")
    screen.at("r0")
    assert screen.session(edited).endswith("number 0?")
    screen.press("Control+y")
    screen.until(lambda: screen.session(edited).endswith("number 0? Please!"))
    assert screen.session("examples[0]['messages'][0]['content']").endswith("0?")


def test_the_original_can_be_restored(screen):
    screen.press("e")
    screen.type(" Sorry!")
    screen.press("Control+Enter")
    screen.at("r1")
    screen.judge("ArrowLeft")
    screen.press("e")
    screen.button("Restore original").click()
    assert screen.find("textarea").input_value() == "Parcel 0 comes soon."
    screen.page.locator("textarea").focus()
    screen.press("Control+Enter")
    screen.at("r1")
    assert screen.session("state(0).edits == {}")
    assert screen.session("state(0).outcome") == "keep"


def test_leaving_an_edit_changes_nothing(screen):
    screen.press("e")
    screen.type(" Sorry!")
    screen.press("Escape")
    assert screen.find("textarea").count() == 0
    screen.judge("a")
    assert screen.labels() == [("r0", "keep")]
    assert len(screen.deeds()) == 1


def test_no_label_key_works_while_one_types(stage):
    screen = stage.show(
        options='task=Task("t", "classification", labels=["one", "two"])'
    )
    screen.press("e")
    text = "aexsfn 123456789 ?"
    screen.type(text)
    assert screen.find("textarea").input_value().endswith(text)
    screen.press("Escape", "n")
    screen.type(text)
    assert screen.find(".ft-actions input").input_value() == text
    screen.press("Control+Enter")
    screen.settled()
    assert [(each["kind"], each["value"]) for each in screen.deeds()] == [
        ("note", text)
    ]
    assert screen.row == "r0"


def test_text_boxes_have_their_own_undo(screen):
    screen.judge("a")
    screen.press("n")
    screen.type("words")
    screen.press("Control+z", "Escape")
    screen.judge("x")
    assert [each["kind"] for each in screen.deeds()] == ["label", "label"]


@pytest.mark.parametrize("how", ["next button", "queue", "another window"])
@pytest.mark.parametrize("field", ["e", "n"])
def test_what_is_typed_is_never_saved_on_another_row(stage, field, how):
    screen = stage.show()
    screen.press(field)
    screen.type(" meant for r0")
    if how == "next button" and screen.button("Next row").is_enabled():
        screen.button("Next row").click()
    if how == "queue" and screen.find("select").first.is_enabled():
        screen.find("select").first.select_option("lowest_score")
        screen.until(lambda: screen.session("queue.key") == "lowest_score")
    if how == "another window":
        stage.notebook.tell("session.label('drop', row=0); session.go(5)")
    stage.notebook.painted()
    field = screen.find("textarea, .ft-actions input")
    if field.count():
        field.first.focus()
    screen.press("Control+Enter")
    screen.settled()
    typed = [each for each in screen.deeds() if "meant for" in str(each.get("value"))]
    assert {each["row"] for each in typed} <= {'id:"r0"'}


def test_line_ends_of_a_text_stay_as_they_are(stage):
    text = "one\\r\\ntwo\\rthree"
    screen = stage.show(
        f'[chat(("user", "Hi"), ("assistant", "{text}"), id="r0"), *rows(3)]'
    )
    screen.press("e")
    screen.find(".ft-rail table").wait_for()
    screen.press("Control+Enter")
    screen.at("r0")
    screen.written(1)
    assert screen.session("edited(0)['messages'][1]['content']") == "one\r\ntwo\rthree"


def test_a_long_message_is_shown_whole_before_it_is_edited(stage):
    screen = stage.show(
        '[chat(("user", "Hi"), ("assistant", "word " * 9000 + "end"), id="r0")]'
    )
    assert "Show all 45,003 characters" in screen.words
    screen.press("e")
    screen.find("textarea").wait_for()
    assert screen.find("textarea").input_value().endswith("word end")
    screen.press("Control+Enter")
    screen.at(None)
    assert screen.session("state(0).edits == {}")


# Queues


def test_each_queue_keeps_its_position(screen):
    screen.judge("a", "a", "a")
    screen.choose("audit:10:0:kept")
    first = screen.row
    screen.judge("x")
    screen.choose("lowest_score")
    screen.choose("all")
    assert screen.row == "r3"
    screen.choose("audit:10:0:kept")
    assert screen.row not in (first, None)
    assert "Row 2 of 2" in screen.words


def test_label_keys_judge_after_a_queue_was_chosen(screen):
    screen.find("select").first.focus()
    screen.find("select").first.select_option("lowest_score")
    screen.until(lambda: screen.session("queue.key") == "lowest_score")
    screen.until(lambda: screen.row is not None)
    screen.notebook.painted()
    screen.press("a")
    screen.written(1)
    assert screen.session("queue.key") == "lowest_score"


def test_the_audit_says_what_it_comes_to(stage):
    screen = stage.show("rows(60)", options="queue='audit:100:0:kept'")
    assert "Audit" in screen.find(".ft-rail").inner_text()
    screen.judge(*"aaax")
    rail = screen.find(".ft-rail").inner_text()
    assert "75 %" in rail
    assert "kept unchanged, 3 of 4" in rail
    assert screen.find(".ft-interval").get_attribute("aria-label").startswith("95 %")


def test_near_duplicates_stand_side_by_side(stage):
    screen = stage.show(PAIRED, options="queue='near_duplicates'")
    sides = screen.find(".ft-pair > .ft-stack")
    assert sides.count() == 2
    differs = [each.locator(".ft-differs").all_text_contents() for each in sides.all()]
    assert differs == [["differs: evening"], ["differs: morning"]]
    assert "first" in sides.nth(1).inner_text()
    screen.judge("x")
    assert screen.labels() == [("copy", "drop")]
    assert screen.row is None


def test_what_was_said_of_the_other_row_of_a_pair_is_shown_beside_it(stage):
    screen = stage.show(PAIRED, options="queue='near_duplicates'")
    stage.notebook.tell("session.label('drop', row=0)")
    beside = screen.find(".ft-pair > .ft-stack").nth(1)
    screen.until(lambda: "× dropped" in beside.inner_text())
    assert screen.row == "copy"


def test_the_end_of_a_queue_says_so_and_takes_no_label(stage):
    screen = stage.show("rows(2)")
    screen.judge("a", "a")
    assert "The queue is done" in screen.words
    screen.press("a", "x", "e", "n", "f", "s")
    screen.press("Control+z")
    screen.at("r1")
    kinds = [each["kind"] for each in screen.deeds()]
    assert kinds == ["label", "label", "undo"]


def test_an_empty_queue_says_so_and_one_can_go_on(screen):
    screen.choose("flagged")
    assert "No row is in this queue" in screen.words
    screen.press("a", "ArrowRight", "Control+z", "e")
    screen.root.get_by_role("button", name="All rows", exact=True).click()
    screen.at("r0")
    assert screen.deeds() == []


def test_no_rows_at_all_are_an_empty_queue(stage):
    screen = stage.show("[]")
    assert "No row is in this queue" in screen.words
    screen.press("a", "e", "n", "ArrowLeft")
    assert entries(screen.journal) == []


# Keys that cannot bite


def fire(screen, keys):
    """Press keys; the commands of JupyterLab that ran."""
    screen.page.evaluate(FIRED)
    screen.press(*keys)
    screen.notebook.painted()
    return screen.page.evaluate("window.fired")


PLACES = [
    *(".ft", ".ft-page", ".ft-badge", ".ft-arrows button:last-child"),
    *(".ft-verbs button", ".ft-head button:last-child"),
]


@pytest.mark.parametrize("place", PLACES)
def test_no_key_runs_a_command_of_jupyterlab(screen, place):
    before = cells(screen)
    keys = [
        *(key for key in LETTERS if key not in "en"),
        *("d", "d", "0", "0", *"0123456789", *NAMED),
    ]
    screen.page.evaluate(FIRED)
    for key in keys:
        screen.page.evaluate("place => document.querySelector(place).focus()", place)
        screen.press(key)
    screen.notebook.painted()
    assert screen.page.evaluate("window.fired") == []
    assert cells(screen) == before


@pytest.mark.parametrize("name", ["Undo", "Previous row", "Next row"])
def test_a_button_that_goes_off_under_the_hand_leaves_the_keys_here(stage, name):
    """Undo with the mouse, then x: without the focus JupyterLab would cut a cell."""
    screen = stage.show("rows(2)")
    before = cells(screen)
    screen.judge("a")
    screen.root.get_by_role("button", name=name, exact=name != "Undo").click()
    screen.at({"Undo": "r0", "Previous row": "r0", "Next row": None}[name])
    assert fire(screen, ["x", "d", "d", "ArrowLeft"]) == []
    assert cells(screen) == before


def test_no_key_of_a_text_box_runs_a_command_of_jupyterlab(screen):
    before = cells(screen)
    for opens in "en":
        screen.focus()
        screen.press(opens)
        keys = [*LETTERS, "d", "d", "1", "ArrowUp", "Shift+Enter", "Alt+Enter"]
        assert fire(screen, [*keys, "Control+S", "Control+B", "Escape"]) == []
    assert cells(screen) == before
    assert screen.deeds() == []


def test_tab_reaches_the_end_and_leaves(screen):
    inside = "document.querySelector('.ft').contains(document.activeElement)"
    seen = 0
    while screen.page.evaluate(inside):
        seen += 1
        assert seen < 40
        screen.press("Tab")
    assert seen > 8
    screen.focus()
    screen.press("Shift+Tab")
    assert not screen.page.evaluate(inside)
    assert screen.deeds() == []


def test_tab_leaves_a_text_box_too(screen):
    screen.press("e", "Tab")
    active = "document.activeElement.tagName"
    assert screen.page.evaluate(active) == "BUTTON"


def test_escape_leaves(screen):
    inside = "document.querySelector('.ft').contains(document.activeElement)"
    screen.press("Escape")
    assert not screen.page.evaluate(inside)
    screen.button("Keep").focus()
    screen.press("Escape")
    assert not screen.page.evaluate(inside)


def test_escape_closes_the_help_first_and_keys_do_not_judge_behind_it(screen):
    screen.press("?")
    assert "keep, go on" in screen.find(".ft-help").inner_text()
    screen.press("a", "x", "ArrowRight")
    screen.press("Escape")
    assert screen.find(".ft-help").is_hidden()
    assert screen.row == "r0"
    screen.judge("x")
    assert screen.labels() == [("r0", "drop")]


def test_the_help_names_every_key_and_so_do_the_buttons(screen):
    shown = screen.find(".ft-help-keys").text_content()
    for key in ("A", "E", "X", "S", "F", "N", "←", "→", "Ctrl Z", "Ctrl ↵", "Esc"):
        assert key in shown
    for name, key in (("Keep", "a"), ("Drop", "x"), ("Note", "n")):
        assert screen.button(name).get_attribute("aria-keyshortcuts") == key
        assert key.upper() in screen.button(name).inner_text()


def test_two_reviewers_on_one_page_do_not_disturb_each_other(stage):
    paths = [stage.folder / f"{name}-{stage.number}.jsonl" for name in ("one", "two")]
    stage.notebook.run_cell(
        1,
        "from IPython.display import display\n"
        f"sessions = [ReviewSession(rows(9), path, 'mira') for path in "
        f"{[str(path) for path in paths]!r}]\n"
        "display(*map(Reviewer, sessions))",
    )
    stage.notebook.page.locator(".ft").nth(1).wait_for()
    one, two = (Screen(stage.notebook, path, n) for n, path in enumerate(paths))
    two.focus()
    two.judge("x", "a")
    one.focus()
    one.judge("a")
    two.focus()
    two.press("e")
    two.type("ax")
    one.focus()
    one.judge("x")
    assert two.find("textarea").input_value().endswith("ax")
    assert one.labels() == [("r0", "keep"), ("r1", "drop")]
    assert two.labels() == [("r0", "drop"), ("r1", "keep")]
    assert (one.row, two.row) == ("r2", "r2")


# What went wrong is shown


@pytest.mark.parametrize("mode", ["strict", "instant"])
def test_a_full_disk_is_said_in_red_and_nothing_moves_on(stage, mode):
    screen = stage.show(mode=mode)
    screen.judge("a")
    screen.settled()
    # A file may not grow any more: a real write fails, in the middle of a line.
    stage.notebook.tell(
        "import resource\n"
        "limits = resource.getrlimit(resource.RLIMIT_FSIZE)\n"
        f"most = os.path.getsize({str(screen.journal)!r}) + 40\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))"
    )
    try:
        screen.press("x")
        screen.message("disk").wait_for()
        stage.notebook.painted()
        place = screen.row
        screen.press("a", "x", "ArrowRight")
        stage.notebook.painted()
        assert screen.row == place == ("r1" if mode == "strict" else "r2")
        assert screen.message("disk").get_attribute("data-tone") == "error"
        assert "not saved" in screen.message("disk").inner_text()
        assert screen.find(".ft-saved").get_attribute("data-is") == "lost"
        assert screen.saved == "not saved"
        assert screen.labels() == [("r0", "keep")]
        assert screen.session("judged") == 1
    finally:
        stage.notebook.tell("resource.setrlimit(resource.RLIMIT_FSIZE, limits)")
    screen.button("Try again").click()
    screen.settled()
    screen.at("r2")
    assert screen.labels() == [("r0", "keep"), ("r1", "drop")]
    assert screen.message("disk").count() == 0
    screen.until(lambda: screen.saved == "2 labels on disk")
    screen.focus()
    screen.judge("a")
    screen.settled()
    assert screen.session("judged") == 3


@pytest.mark.parametrize("mode", ["strict", "instant"])
def test_what_could_not_be_saved_can_be_taken_back(stage, mode):
    screen = stage.show(mode=mode)
    stage.notebook.tell(
        "append = Journal.append\n"
        "def refuse(journal, operations): raise JournalError(28, 'no space left')\n"
        "Journal.append = refuse"
    )
    try:
        screen.press("x")
        screen.message("disk").wait_for()
        screen.button("Take it back").click()
        screen.at("r0")
    finally:
        stage.notebook.tell("Journal.append = append")
    screen.focus()
    screen.judge("a")
    screen.settled()
    assert screen.labels() == [("r0", "keep")]


def test_a_queue_that_cannot_be_noted_down_leaves_the_row_as_it_is(stage):
    screen = stage.show()
    stage.notebook.tell(
        "append = Journal.append\n"
        "def refuse(journal, operations): raise JournalError(28, 'no space left')\n"
        "Journal.append = refuse"
    )
    try:
        screen.find("select").first.select_option("lowest_score")
        screen.message("error").wait_for()
    finally:
        stage.notebook.tell("Journal.append = append")
    screen.at("r0")
    assert screen.find("select").first.input_value() == "all"
    screen.focus()
    screen.judge("a")
    assert screen.labels() == [("r0", "keep")]


def test_a_handler_that_fails_is_shown_and_kept(stage):
    screen = stage.show()
    stage.notebook.tell(
        "def broken(*them, **more): raise RuntimeError('the <b>handler</b> broke')\n"
        "check, reviewer._check = reviewer._check, broken"
    )
    screen.press("e")
    screen.message("error").wait_for()
    assert "the <b>handler</b> broke" in screen.message("error").inner_text()
    screen.message("error").get_by_role("button", name="Show the traceback").click()
    assert "in broken" in screen.message("error").inner_text()
    error = "RuntimeError: the <b>handler</b> broke"
    assert stage.notebook.ask("reviewer.last_error") == error
    stage.notebook.tell("reviewer._check = check")
    screen.find("textarea").focus()
    screen.press("Control+Enter")
    screen.at("r1")


def test_a_listener_that_fails_leaves_no_page_behind(stage):
    """The label is on the disk: the page must not wait for it for good."""
    screen = stage.show()
    stage.notebook.tell(
        "def broken(ids): raise RuntimeError('the listener broke')\n"
        "session.listen(broken)"
    )
    screen.press("a")
    screen.until(lambda: "the listener broke" in screen.words)
    stage.notebook.tell("session._listeners.remove(broken)")
    if screen.button("Try again").count():
        screen.button("Try again").click()
    screen.at("r1")
    screen.focus()
    screen.judge("a")
    assert json.loads(screen.deeds()[-1]["row"].removeprefix("id:")) == "r1"
    assert screen.session("judged") == 2


def test_the_browser_did_not_complain(stage):
    assert stage.notebook.console == []
    assert stage.notebook.elsewhere == []
