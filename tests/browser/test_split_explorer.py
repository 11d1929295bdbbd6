"""Does the screen show which split leaks, and can one steer it by mouse and by keys?"""

from pathlib import Path

import pytest

from browser.bars import check_looks
from browser.exploring import Stage

SETUP = f"""
import sys, threading
sys.path.insert(0, {str(Path(__file__).parents[1])!r})
from exploration.split_rows import lesson_rows, many_rows
from ftwidgets.exploration.splits import exploration as room
from ftwidgets.recipes import Parts

lesson = ft.curate(lesson_rows())
gate = threading.Event()
usual = room.compare

def held(kin, parts, say, is_patient=False):
    say(f"Splitting {{len(kin.examples)}} rows")
    assert gate.wait(60)
    return usual(kin, parts, say, is_patient)
"""

ASKED = "it.exploration.state.parts"

SIZES = f"[{ASKED}.train, {ASKED}.validation, {ASKED}.test]"


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    notebook = open_notebook(server.write_notebook("split.ipynb", "", "", ""))
    stage = Stage(notebook)
    notebook.tell(SETUP)
    yield stage
    notebook.page.close()


@pytest.fixture
def lesson(stage):
    """The exercise: 200 rows of 20 seeds."""
    return stage.show("widgets.SplitExplorer(lesson)")


@pytest.fixture
def looks_well(screenshots):
    return lambda shown, state: check_looks(shown, screenshots, f"split-{state}")


@pytest.fixture
def held(stage):
    """Work in the kernel takes until the gate is opened."""
    stage.notebook.tell("gate.clear(); room.compare = held; room.QUICK_ROWS = 0")
    yield lambda: stage.notebook.tell("gate.set()")
    stage.notebook.tell("gate.set(); room.compare = usual; room.QUICK_ROWS = 5_000")


def numbers(shown):
    """The answer of each half, as it is read."""
    return shown.find(".ft-split-answer .ft-big").all_inner_texts()


def type_into(shown, name, value):
    shown.root.get_by_label(name, exact=True).fill(str(value))
    shown.press("Enter")


# What it shows


def test_twenty_of_twenty_leak_and_none_where_families_stay_whole(lesson, looks_well):
    assert numbers(lesson) == ["20 of 20", "0 of 20"]
    assert lesson.find(".ft-badge").all_inner_texts() == ["× leaks", "✓ clean"]
    assert lesson.find(".ft-split-known").count() == 20 + 1  # and in the legend
    assert lesson.find("[tabindex], button, select, input").count() < 25
    assert "200 rows = 160 train + 20 validation + 20 test + 0 left" in lesson.words
    looks_well(lesson, "lesson")


def test_a_cell_says_which_row_it_is_and_where(lesson):
    cell = lesson.find(".ft-split-grid").first.locator("[data-row='121']")
    said = lesson.find(".ft-split-said")
    cell.hover()
    lesson.until(lambda: said.inner_text().startswith("#0122"))
    assert said.inner_text() == (
        "#0122 · at random: train · whole families: train · "
        "Hi, the discount code took nothing off this sof…"
    )
    lesson.find(".ft-head h3").hover()
    lesson.until(lambda: said.inner_text() == "Point at a cell to read its row.")
    cell.click()
    lesson.find(".ft-head h3").hover()
    assert said.inner_text().startswith("#0122")
    assert lesson.find(".ft-split-at").count() == 2
    cell.click()
    lesson.find(".ft-head h3").hover()
    lesson.until(lambda: said.inner_text() == "Point at a cell to read its row.")


def test_many_rows_are_told_by_the_size_of_their_families(stage, looks_well):
    shown = stage.show("widgets.SplitExplorer(curation)")
    assert shown.find(".ft-split-grid i").count() == 0
    assert shown.find(".ft-split-bar").count() >= 2
    looks_well(shown, "tickets")


# By mouse


def test_the_mouse_chooses_sizes_seed_families_and_labels(lesson):
    lesson.button("Rows", exact=True).click()
    lesson.becomes(SIZES, [160, 20, 20])
    type_into(lesson, "train", 140)
    lesson.becomes(SIZES, [140, 20, 20])
    lesson.until(lambda: "20 left over ✓ adds up" in lesson.words)
    lesson.button("Percent", exact=True).click()
    lesson.until(lambda: lesson.ask(f"{ASKED}.train") < 1)
    type_into(lesson, "test", 15)
    lesson.until(lambda: lesson.ask(f"{ASKED}.test") == 0.15)
    lesson.button("Another seed").click()
    lesson.becomes(f"{ASKED}.seed", 1)
    type_into(lesson, "Seed", 12)
    lesson.becomes(f"{ASKED}.seed", 12)
    lesson.root.get_by_label("Families by").select_option("their texts only")
    lesson.becomes(f"{ASKED}.group_by", None)
    lesson.settled()
    lesson.until(lambda: "in 200 families" in lesson.words)
    lesson.root.get_by_label("Families by").select_option("seed")
    lesson.root.get_by_label("Spread labels by").select_option("the reply")
    lesson.becomes(f"[{ASKED}.group_by, {ASKED}.stratify_by]", ["seed", "reply"])


def test_what_cannot_be_had_is_said_at_the_settings_and_the_split_stays(
    lesson, looks_well
):
    lesson.button("Rows", exact=True).click()
    lesson.becomes(SIZES, [160, 20, 20])
    type_into(lesson, "test", 35)
    message = lesson.find(".ft-split-settings .ft-message")
    message.wait_for()
    assert "there are 200: 15 are missing" in message.inner_text()
    assert lesson.ask(SIZES) == [160, 20, 20]
    assert lesson.root.get_by_label("test", exact=True).input_value() == "20"
    assert numbers(lesson) == ["20 of 20", "0 of 20"]
    looks_well(lesson, "refused")
    message.get_by_role("button", name="Close").click()
    message.wait_for(state="detached")


def test_random_rows_are_read_back_and_go_into_no_recipe(lesson, looks_well):
    lesson.root.get_by_role("radio", name="Random rows").click()
    lesson.becomes("it.exploration.state.strategy", "rows")
    assert lesson.ask("len(it.value.leaks)") > 20
    lesson.until(lambda: "Only whole families go into a recipe" in lesson.words)
    use = lesson.button("Use this split")
    assert use.get_attribute("aria-disabled") == "true"
    looks_well(lesson, "random")
    use.click(force=True)
    lesson.root.get_by_role("radio", name="Whole families").click()
    lesson.becomes("it.exploration.state.strategy", "families")
    lesson.until(lambda: use.get_attribute("aria-disabled") == "false")
    assert "on disk" not in lesson.words


def test_labels_are_turned_page_by_page(stage):
    stage.notebook.tell(
        "named = [row | {'topic': f't{n % 19:02d}'} "
        "for n, row in enumerate(lesson_rows())]"
    )
    shown = stage.show('widgets.SplitExplorer(named, stratify_by="topic")')
    assert "labels 1–8 of 19" in shown.words
    shown.button("Next labels").click()
    shown.becomes("it.exploration.state.label_page", 1)
    shown.until(lambda: "labels 9–16 of 19" in shown.words)


# By keys


def test_the_keys_choose_and_walk_the_leaked_pairs(lesson):
    lesson.press("r")
    lesson.becomes("it.exploration.state.strategy", "rows")
    lesson.press("G")
    lesson.becomes("it.exploration.state.strategy", "families")
    total = lesson.ask("len(it.exploration.leaks)")
    lesson.press(*["ArrowRight"] * 5, "ArrowLeft")
    lesson.becomes("it.exploration.state.leak", 4)
    lesson.settled()
    leak = lesson.ask("it.exploration.leaks[4].row")
    row = lesson.ask(f"it.exploration.halves['rows'].split.positions['test'][{leak}]")
    lesson.until(lambda: f"#{row + 1:04d} test" in lesson.words)
    assert f"5 of {total}" in lesson.words
    lesson.press(*["ArrowLeft"] * 9)
    lesson.becomes("it.exploration.state.leak", 0)


def test_keys_that_are_typed_into_a_field_press_nothing(lesson):
    seed = lesson.root.get_by_label("Seed", exact=True)
    seed.focus()
    lesson.press("ArrowUp", "r", "g")
    lesson.press("Enter")
    lesson.becomes(f"{ASKED}.seed", 1)
    assert lesson.ask("it.exploration.state.strategy") == "families"
    assert seed.evaluate("node => node === document.activeElement")
    lesson.press("Escape", "r")
    lesson.becomes("it.exploration.state.strategy", "rows")


def test_the_keyboard_alone_reaches_and_writes_the_recipe(stage):
    shown = stage.show("widgets.SplitExplorer(curation)")
    shown.press("Tab")
    assert shown.button("Use this split").evaluate(
        "node => node === document.activeElement"
    )
    shown.press("Enter")
    stage.notebook.tell(
        f"file = ft.workspace() / 'recipes' / {shown.written()!r}\n"
        "built = ft.build(ft.Recipe.read(file), overwrite=True)"
    )
    assert shown.ask("built.split.positions == it.value.positions")


# What takes a while, and what is not there


def test_while_the_texts_are_compared_the_shape_is_there(stage, held, looks_well):
    shown = stage.show("widgets.SplitExplorer(lesson)")
    shown.until(lambda: "Splitting 200 rows" in shown.words)
    assert shown.find(".ft-loading i").first.is_visible()
    assert shown.button("Use this split").get_attribute("aria-disabled") == "true"
    looks_well(shown, "loading")
    held()
    shown.until(lambda: numbers(shown) == ["20 of 20", "0 of 20"])
    assert not shown.find(".ft-loading i").first.is_visible()


def test_the_old_split_is_there_until_the_new_one_is(stage, lesson, held):
    lesson.button("Another seed").click()
    lesson.until(lambda: "Splitting 200 rows" in lesson.words)
    assert numbers(lesson) == ["20 of 20", "0 of 20"]
    assert lesson.ask(f"{ASKED}.seed") == 0  # the kernel answers all the while
    held()
    lesson.becomes(f"{ASKED}.seed", 1)
    lesson.until(lambda: "Splitting" not in lesson.words)


def test_without_rows_it_says_what_to_do(stage, looks_well):
    shown = stage.show("widgets.SplitExplorer([])")
    assert "Curate rows that survive" in shown.words
    looks_well(shown, "empty")


def test_a_recipe_that_asks_too_much_is_told_beside_the_random_rows(stage, looks_well):
    shown = stage.show(
        "widgets.SplitExplorer(lesson_rows(12), "
        "ft.Recipe.STANDARD.change(split=Parts(115, 3, 2)))"
    )
    assert shown.find(".ft-badge").all_inner_texts() == ["× leaks", "× cannot be had"]
    assert "no family may stand in two parts" in shown.words
    looks_well(shown, "impossible")
    type_into(shown, "train", 100)
    type_into(shown, "validation", 10)
    shown.settled()
    type_into(shown, "test", 10)
    shown.becomes(SIZES, [100, 10, 10])
    shown.until(lambda: "✓ clean" in shown.words)
