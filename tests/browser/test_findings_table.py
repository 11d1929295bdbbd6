"""Can one filter what was found, and read each row in full, by mouse and by keys?"""

import json

import pytest

from browser.bars import check_looks, check_order_of_styles
from browser.exploring import Stage

WINDOW = 20


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    notebook = open_notebook(server.write_notebook("findings.ipynb", "", "", "x = 1"))
    yield Stage(notebook)
    notebook.page.close()


@pytest.fixture
def table(stage):
    return stage.show("widgets.FindingsTable(curation)")


def lines(shown):
    """Lines and codes of the rows in the window, as the page has them."""
    rows = shown.find(".ft-fnd-row").all()
    return [
        [
            int(row.locator(".ft-fnd-line").inner_text().split()[-1].replace(",", "")),
            row.locator(".ft-fnd-code-name").text_content(),
        ]
        for row in rows
    ]


def found(shown, start=0, end=WINDOW):
    """The same in the kernel."""
    return shown.ask(f"[[e['line'], e['code']] for e in it.to_list()[{start}:{end}]]")


def chosen(shown):
    """Place of the chosen finding."""
    return int(shown.find("[aria-current=true]").get_attribute("data-at"))


def search(shown):
    return shown.root.get_by_role("textbox", name="Search in messages and texts")


def number(shown):
    return int(shown.find(".ft-fnd-sum .ft-big").inner_text())


def test_codes_and_a_severity_are_pressed_and_the_list_follows(table):
    assert number(table) == 398
    assert lines(table) == found(table)
    table.find("button[data-code=pii]").click()
    table.find("button[data-code=bad_weight]").click()
    table.becomes("list(it.exploration.codes)", ["pii", "bad_weight"])
    table.until(lambda: number(table) == 26)
    assert "looks like personal data" in table.words
    assert lines(table) == found(table)
    assert {code for _, code in lines(table)} == {"pii", "bad_weight"}
    table.button("Errors").click()
    table.becomes("it.exploration.severity", "error")
    table.until(lambda: number(table) == 12)
    assert table.ask("it.value") == table.ask(
        "[r for r, f in curation.findings.items() if any(e.code == 'bad_weight'"
        " for e in f)]"
    )
    table.find("button[data-code=bad_weight]").click()
    table.until(lambda: number(table) == 0)
    assert "The filter hides all 398 findings in 338 rows." in table.words
    table.find(".ft-empty").get_by_role("button", name="Clear the filter").click()
    table.until(lambda: number(table) == 398)
    assert table.ask("it.exploration.is_all")


def test_a_text_is_searched_for_when_the_hand_rests_or_by_enter(table):
    search(table).press_sequentially("refund")
    table.becomes("it.exploration.text", "refund")
    table.until(lambda: lines(table) == found(table))
    assert "refund" in table.find(".ft-fnd-text mark").first.text_content().lower()
    search(table).fill("CHARACTER 41")
    search(table).press("Enter")
    table.becomes("it.exploration.text", "CHARACTER 41")
    table.until(lambda: lines(table) == found(table))
    messages = table.find(".ft-fnd-said").all_text_contents()
    assert messages
    assert all("character 41" in each for each in messages)
    table.press("Escape")
    assert table.root.evaluate("node => node === document.activeElement")
    table.press("/")
    assert search(table).evaluate("node => node === document.activeElement")
    search(table).fill("no such text")
    table.until(lambda: "Nothing matches" in table.words)
    assert table.ask("it.value") == []


def test_a_row_is_opened_by_a_click_and_read_in_full(table, screenshots):
    table.find("button[data-code=bad_weight]").click()
    table.until(lambda: number(table) == 12)
    row = table.find(".ft-fnd-row").nth(1)
    line = lines(table)[1][0]
    row.click()
    table.becomes("it.exploration.opened", True)
    table.until(lambda: f"line {line}" in table.find(".ft-rec-facts").inner_text())
    assert "× invalid" in table.words
    assert table.find(".ft-rec-beside mark").text_content() == 'marked: "weight": 0.5'
    assert "messages[1].weight" in table.words
    check_looks(table, screenshots, "FindingsTable-row")
    table.button("Next row").click()
    table.becomes("it.exploration.at", 2)
    table.button("Back to the findings").click()
    table.becomes("it.exploration.opened", False)
    table.until(lambda: chosen(table) == 2)


def test_keys_walk_through_the_findings_and_the_rows(table):
    assert chosen(table) == 0
    table.press("ArrowDown", "ArrowDown", "ArrowUp", "ArrowDown")
    table.becomes("it.exploration.at", 2)
    table.until(lambda: chosen(table) == 2)
    table.press("PageDown")
    table.becomes("[it.exploration.at, it.exploration.start]", [22, 3])
    table.until(lambda: lines(table) == found(table, 3, 3 + WINDOW))
    table.press("End")
    table.becomes("it.exploration.at", 397)
    table.until(lambda: lines(table) == found(table, 398 - WINDOW, 398))
    table.press("PageUp", "Home")
    table.becomes("[it.exploration.at, it.exploration.start]", [0, 0])
    table.settled()
    table.press("Enter")
    table.becomes("it.exploration.opened", True)
    table.settled()
    first = table.ask("it.view()['record']['record']")
    table.press("ArrowRight")
    table.until(lambda: table.ask("it.view()['record']['record']") != first)
    table.settled()
    table.press("ArrowLeft")
    table.until(lambda: table.ask("it.view()['record']['record']") == first)
    table.settled()
    table.press("Escape")
    table.becomes("it.exploration.opened", False)
    table.until(lambda: chosen(table) == table.ask("it.exploration.at"))


def test_many_presses_queue_nothing_up_and_end_where_they_should(table):
    table.press(*["ArrowDown"] * 60)
    table.becomes("it.exploration.at", 60)
    table.until(lambda: chosen(table) == 60)


def test_keys_faster_than_the_kernel_open_the_first_row_of_the_new_filter(table):
    table.press("PageDown", "ArrowDown")
    table.find("button[data-code=bad_weight]").click()
    table.focus()
    table.press("ArrowDown", "Enter")
    table.becomes("[it.exploration.at, it.exploration.opened]", [1, True])
    table.settled()
    assert table.find(".ft-message").count() == 0


def test_a_filter_pressed_on_the_way_elsewhere_begins_at_its_first_finding(table):
    table.root.evaluate(
        """root => {
            const press = key =>
                root.dispatchEvent(new KeyboardEvent("keydown", {key, bubbles: true}));
            press("PageDown");
            root.querySelector("button[data-code=bad_weight]").click();
            press("ArrowDown");
        }"""
    )
    table.becomes("[it.exploration.codes, it.exploration.at]", [["bad_weight"], 1])


def test_another_widget_s_styles_behind_its_own_change_nothing(table):
    check_order_of_styles(table)
    table.notebook.tell("it.exploration.choose(codes=['bad_weight'], opened=True)")
    table.until(lambda: table.find(".ft-rec-beside").count() > 0)
    check_order_of_styles(table)


def test_the_wheel_moves_the_window_and_buttons_do(table):
    box = table.find(".ft-fnd-rows").bounding_box()
    table.page.mouse.move(box["x"] + 50, box["y"] + 50)
    table.page.mouse.wheel(0, 240)
    table.becomes("it.exploration.start", 6)
    table.until(lambda: lines(table) == found(table, 6, 6 + WINDOW))
    table.page.mouse.wheel(0, -1000)
    table.becomes("it.exploration.start", 0)
    table.button("Next findings").click()
    table.becomes("it.exploration.start", WINDOW)
    table.until(lambda: lines(table) == found(table, WINDOW, 2 * WINDOW))
    table.button("Previous findings").click()
    table.becomes("it.exploration.start", 0)


def test_a_filter_set_in_a_cell_is_shown_also_in_the_field(table):
    table.notebook.tell("it.exploration.choose(text='invoice', severity='warning')")
    table.until(lambda: search(table).input_value() == "invoice")
    table.until(lambda: lines(table) == found(table))
    pressed = table.find(".ft-segments [aria-pressed=true]")
    assert pressed.get_attribute("data-severity") == "warning"


def test_a_broken_line_is_shown_as_it_stands_with_what_nobody_sees(stage):
    source = 'widgets.FindingsTable(["pay\\u200bpal <b>x</b>\\u202e"])'
    table = stage.show(source)
    table.press("Enter")
    table.until(lambda: table.find(".ft-rec-raw").count() == 1)
    raw = table.find(".ft-rec-raw")
    assert raw.text_content() == "payU+200Bpal <b>x</b>U+202E"
    assert raw.locator(".ft-hidden-char").all_text_contents() == ["U+200B", "U+202E"]
    assert "× invalid" in table.words


def test_good_news_is_said_and_no_row_is_an_invitation(stage, screenshots):
    good = "[{'prompt': 'Where is it?', 'completion': 'On its way to you.'}]"
    table = stage.show(f"widgets.FindingsTable({good})")
    assert "Nothing was found" in table.words
    assert "The one row was read" in table.words
    table.press("ArrowDown", "Enter", "/", "End")
    check_looks(table, screenshots, "FindingsTable-good")
    table = stage.show("widgets.FindingsTable([])")
    assert "No row came in" in table.words
    assert "ft.load" in table.words


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("codes", {"codes": ["pii", "bad_weight"]}),
        ("text", {"text": "refund", "at": 3}),
        ("nothing", {"text": "no such words"}),
        ("broken", {"codes": ["invalid_json"], "opened": True}),
        ("several", {"at": 108, "opened": True}),
    ],
)
def test_every_state_looks_well(table, screenshots, name, choices):
    table.notebook.tell(f"it.exploration.choose(**json.loads({json.dumps(choices)!r}))")
    table.until(lambda: number(table) == table.ask("len(it.to_list())"))
    table.settled()
    check_looks(table, screenshots, f"FindingsTable-{name}")


def test_the_browser_did_not_complain(stage):
    assert stage.notebook.console == []
    assert stage.notebook.elsewhere == []
