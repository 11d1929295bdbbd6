"""Do all explorers meet the bars: hostile texts, keys, looks, reloads, dead kernels?"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from browser.bars import (
    FIRED,
    HOSTILE,
    INSIDE,
    LETTERS,
    NAMED,
    cells,
    check_looks,
)
from browser.exploring import EXPLORERS, SETUP, Explorer, Stage

HERE = Path(__file__).parent

SPOILT = """
def spoilt(*_, **__):
    raise RuntimeError("the <b>disk</b> of the moon is full")
it.exploration.choose = spoilt
"""

STATE = "json.loads(json.dumps(it.view()))"


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    path = server.write_notebook("explorers.ipynb", "", "", "x = 1", "y = 2")
    notebook = open_notebook(path)
    yield Stage(notebook)
    notebook.page.close()


@pytest.fixture(params=EXPLORERS)
def source(request):
    """The call that makes one explorer."""
    return EXPLORERS[request.param]


def hostile_rows():
    """Rows whose every text is hostile, and each a second time with a word more."""
    return [
        {
            "messages": [
                {"role": "user", "content": f"{text} {n} {'more' * copy}"},
                {"role": "assistant", "content": text},
            ],
            "id": text[:24],
            "seed": f"{n % 6} {text[:40]}",
        }
        for n, text in enumerate(HOSTILE)
        for copy in (0, 1)
    ]


def test_hostile_texts_and_names_are_read_as_they_are(stage, source):
    page = stage.notebook.page
    page.evaluate("window.hacked = 0")
    stage.give("rows", hostile_rows())
    name = "<img src=x onerror='window.hacked = 1'>"
    stage.notebook.tell(
        "from ftwidgets.datasets import Dataset\n"
        f"data = Dataset.of(rows + [7, '<b>x</b>'], {json.dumps(name)})"
    )
    shown = stage.show(source.format("data"))
    for key in ("ArrowDown", "ArrowRight", "Enter", "End", "Escape", "Home"):
        shown.press(key)
        stage.notebook.painted()
        shown.focus()
    assert page.evaluate("window.hacked") == 0
    markup = "img, script, iframe, object, embed, link, base, form, video, style, a"
    assert shown.find(markup).count() == 0
    for hidden in "\u200b\u202e\u2066\ufeff\x07\x1b":
        assert hidden not in shown.root.text_content()
    assert stage.notebook.elsewhere == []


@pytest.mark.parametrize("theirs", ["root", "inside"])
def test_no_key_runs_a_command_of_jupyterlab_or_changes_a_cell(stage, source, theirs):
    shown = stage.show(source.format("curation"))
    before = cells(shown)
    shown.page.evaluate(FIRED)
    keys = [*LETTERS, *"0123456789", *NAMED, *"dd", "x"]
    if theirs == "inside":
        shown.press("Tab", "Tab", "Tab")
        keys = [*LETTERS, *"dd", "x", "ArrowDown", "ArrowUp", "Shift+M"]
    for key in keys:
        shown.press(key)
        if not shown.page.evaluate(INSIDE):
            shown.focus()
    stage.notebook.painted()
    assert cells(shown) == before
    assert shown.page.evaluate("window.fired") == []


@pytest.mark.parametrize("way", ["Tab", "Shift+Tab"])
def test_tab_leaves_in_both_directions(stage, source, way):
    shown = stage.show(source.format("curation"))
    for _ in range(400):
        shown.press(way)
        if not shown.page.evaluate(INSIDE):
            return
    pytest.fail("the focus never left")


def test_escape_leaves_the_widget(stage, source):
    shown = stage.show(source.format("curation"))
    shown.press("Escape")
    assert not shown.page.evaluate(INSIDE)


def test_the_keys_are_listed_behind_a_question_mark(stage, source):
    shown = stage.show(source.format("curation"))
    shown.press("?")
    assert shown.find(".ft-help-keys > li").first.is_visible()
    shown.press("Escape")
    assert shown.find(".ft-help").is_hidden()


def test_an_exception_in_a_handler_shows_in_the_widget_and_is_kept(stage, source):
    shown = stage.show(source.format("curation"))
    stage.notebook.tell(SPOILT)
    stage.notebook.tell(
        "it._handle_custom_msg({'do': 'choose', 'number': 1, 'choices': {}}, [])"
    )
    shown.until(lambda: "the <b>disk</b> of the moon" in shown.words)
    assert "RuntimeError" in shown.ask("it.last_error")
    shown.button("Show the traceback").click()
    assert "in spoilt" in shown.words


def test_two_views_and_a_reloaded_page_show_the_same_state(
    server, open_notebook, source
):
    path = server.write_notebook("explorers-again.ipynb", SETUP, "", "it", "1")
    notebook = open_notebook(path)
    try:
        stage = Stage(notebook)
        shown = stage.show(source.format("curation"))
        shown.press("ArrowRight", "ArrowDown", "ArrowDown", "Enter")
        shown.settled()
        state = stage.notebook.ask(STATE)
        notebook.run_cell(2)
        second = Explorer(notebook, 1)
        second.until(lambda: second.words == shown.words)
        notebook.reload()
        again = Explorer(notebook)
        assert notebook.ask(STATE) == state
        other = Explorer(notebook, 1)
        again.until(lambda: again.words == other.words)
        assert (server.folder / path).stat().st_size < 200_000
    finally:
        notebook.page.close()


@pytest.mark.parametrize("name", ["scores", "split"])
def test_a_dead_kernel_is_said_in_words(server, open_notebook, name):
    source = EXPLORERS[name]
    path = server.write_notebook("explorers-dead.ipynb", SETUP, "", "1")
    notebook = open_notebook(path)
    try:
        shown = Stage(notebook).show(source.format("curation"))
        notebook.kill()
        shown.until(lambda: "not connected" in shown.words)
        shown.focus()
        shown.press("ArrowRight", "ArrowDown", "Enter")
        notebook.wait_for_kernel()
        notebook.run_cell(0)
        notebook.run_cell(1)
        again = Explorer(notebook)
        assert "not connected" not in again.words
    finally:
        notebook.page.close()


def test_it_is_accessible_and_nothing_is_cut_off(stage, source, screenshots):
    shown = stage.show(source.format("curation"))
    name = source.removeprefix("widgets.").partition("(")[0]
    check_looks(shown, screenshots, f"{name}-tickets")


@pytest.mark.parametrize("rows", ["[]", "[7, 'text']"])
def test_nothing_to_show_says_so(stage, source, rows, screenshots):
    shown = stage.show(source.format(rows))
    assert len(shown.words) > 40
    shown.press("ArrowRight", "ArrowDown", "Enter", "Home", "End")
    if rows == "[]":
        name = source.removeprefix("widgets.").partition("(")[0]
        check_looks(shown, screenshots, f"{name}-empty")


SEEN_ONCE = (
    "looks or nothing_to_show or tab_leaves or escape_leaves or no_key_runs or listed"
)
"""Tests of pictures and of the keys that all have alike: the gate runs them once."""


@pytest.mark.soak
def test_twenty_runs_in_a_row_are_green():
    """Each widget opened in both themes, used by mouse and keys, and read back."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["-k", f"not ({SEEN_ONCE})"]
    names = ("dedup", "score", "split")
    files = [HERE / f"test_{name}_explorer.py" for name in names]
    files += [HERE / "test_funnel.py", HERE / "test_findings_table.py"]
    files += [HERE / "test_format_converter.py", Path(__file__)]
    for number in range(20):
        ran = subprocess.run([*command, *files], capture_output=True, text=True)
        assert ran.returncode == 0, f"run {number + 1}:\n{ran.stdout[-8000:]}"


def test_the_browser_did_not_complain(stage):
    assert stage.notebook.console == []
    assert stage.notebook.elsewhere == []
