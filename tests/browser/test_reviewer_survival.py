"""Is every label that was shown as saved still there, whatever was killed meanwhile?"""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from browser.lab import Notebook
from browser.reviewing import OUTBOX, SETUP, Screen, Stage, entries

HERE = Path(__file__).parent

CONFIRMED = """() => {
    window.confirmed = [];
    if (window.original) return;
    window.original = Storage.prototype.removeItem;
    Storage.prototype.removeItem = function (key) {
        window.confirmed.push(key.split(':').at(-1));
        return window.original.call(this, key);
    };
}"""
"""Collect the ids of what the browser need not keep any more: it was acknowledged."""

DEADLY = {
    "from outside": "",
    "before a line is written": "os.write = deadly(os.write, 0)",
    "in the middle of a line": "os.write = deadly(os.write, 0.5)",
    "when the line is not yet synced": "os.fsync = deadly(os.fsync, None)",
    "when the line is on the disk": "os.fsync = deadly(os.fsync, 1)",
}
"""Moments at which the kernel kills itself; outside means while keys are pressed."""

DEADLY_SETUP = """
def deadly(real, share, after={after}):
    left = [after]
    def once(descriptor, *text):
        of_ours = not text or bytes(text[0]).startswith(b'{{"id"')
        left[0] -= of_ours
        if not of_ours or left[0] > 0:
            return real(descriptor, *text)
        if share:
            real(descriptor, *[each[: int(len(each) * share)] for each in text])
        os.kill(os.getpid(), signal.SIGKILL)
    return once
"""


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    path = server.write_notebook("survival.ipynb", SETUP, "", "pass")
    notebook = open_notebook(path)
    yield Stage(notebook, server.folder / "survival")
    notebook.page.close()


def kill_once(stage, mode, moment, lot):
    """Kill the kernel while rows are judged; nothing that counted may be lost."""
    notebook = stage.notebook
    screen = stage.show("rows(60)", mode=mode)
    notebook.page.evaluate(CONFIRMED)
    process = notebook.ask("os.getpid()")
    number = lot.randint(1, 25)
    notebook.tell(f"{DEADLY_SETUP.format(after=number)}\n{DEADLY[moment] or 'pass'}")
    died = screen.message("kernel")
    while number > 0 or (DEADLY[moment] and not died.count()):
        number -= 1
        row = screen.row
        screen.press(lot.choice("ax"))
        if mode == "strict":
            screen.until(lambda row=row: screen.row != row or died.count())
            notebook.painted()
    if DEADLY[moment]:
        notebook.take_note_of_death()
    else:
        screen.press("a", "x")
        notebook.kill(process)
    died.wait_for()
    done = int(screen.row.removeprefix("r"))
    shown = int(screen.saved.split()[0]) if "on disk" in screen.saved else 0
    told = int(died.inner_text().split(" label")[0].split("\n")[-1])
    acknowledged = set(notebook.page.evaluate("window.confirmed"))
    waiting = {key.split(":")[-1] for key in notebook.page.evaluate(OUTBOX)}
    on_disk = [each["id"] for each in screen.deeds()]
    assert acknowledged <= set(on_disk)
    assert max(told, shown) <= len(on_disk)
    if mode == "strict":
        assert done <= len(acknowledged)
        assert done <= len(on_disk)
    assert screen.find(".ft-saved").get_attribute("data-is") == "lost"
    notebook.wait_for_kernel()
    again = stage.show_again(screen, first=True)
    again.settled()
    ids = [each["id"] for each in again.deeds()]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {*on_disk, *waiting}
    rows = [row for row, _ in again.labels()]
    assert rows == [f"r{n}" for n in range(max(done, len(rows)))]
    again.at(f"r{len(rows)}")
    assert again.session("judged") == len(rows)
    again.judge("a")
    again.settled()
    assert len(again.labels()) == len(rows) + 1


@pytest.mark.parametrize(
    ("mode", "moment"),
    [
        ("strict", "from outside"),
        ("instant", "from outside"),
        ("instant", "in the middle of a line"),
    ],
)
def test_no_label_that_counted_is_lost_with_the_kernel(stage, mode, moment):
    kill_once(stage, mode, moment, random.Random(f"{mode} {moment}"))


@pytest.mark.soak
def test_no_label_that_counted_is_lost_in_50_kills(stage):
    lot = random.Random(50)
    for number in range(50):
        moment = list(DEADLY)[number % len(DEADLY)]
        kill_once(stage, ("strict", "instant")[number // 5 % 2], moment, lot)


def test_what_is_half_typed_is_there_after_a_reload_and_a_restart(stage):
    screen = stage.show()
    screen.press("n")
    note = screen.root.get_by_label("Note", exact=True)
    note.press_sequentially("half a no")
    stage.notebook.reload()
    again = Screen(stage.notebook, screen.journal).focus()
    again.press("n")
    note = again.root.get_by_label("Note", exact=True)
    assert note.input_value() == "half a no"
    assert "What you typed before is here again; it is not saved yet." in again.words
    note.press("Control+Enter")
    again.written(1)
    assert [each["value"] for each in again.deeds()] == ["half a no"]
    again.press("e")
    area = again.find("textarea")
    was = area.input_value()
    area.press_sequentially(" and mo")
    stage.notebook.restart()
    again.message("kernel").wait_for()
    assert "What you typed is kept in this tab." in again.message("kernel").inner_text()
    stage.notebook.wait_for_kernel()
    last = stage.show_again(again, first=True)
    last.settled()
    last.press("e")
    assert last.find("textarea").input_value() == f"{was} and mo"
    last.find("textarea").press("Escape")
    last.press("e")
    assert last.find("textarea").input_value() == was
    last.find("textarea").press("Escape")


def test_a_dead_kernel_is_said_in_words_and_never_called_saved(stage):
    screen = stage.show()
    screen.judge("a", "a")
    stage.notebook.kill()
    screen.message("kernel").wait_for()
    words = screen.message("kernel").inner_text()
    assert "stopped" in words
    assert "2 labels on disk" in words
    assert "Run this cell again to go on at row 3" in words
    assert screen.saved == "not connected"
    assert screen.find(".ft-saved").get_attribute("data-is") == "lost"
    before = len(entries(screen.journal))
    screen.press("a", "x", "ArrowRight", "f")
    stage.notebook.painted()
    assert screen.row == "r2"
    assert "saved" not in screen.find(".ft-saved").inner_text()
    stage.notebook.wait_for_kernel()
    assert screen.saved == "not connected"
    assert len(entries(screen.journal)) == before
    again = stage.show_again(screen, first=True)
    again.settled()
    assert again.row == "r2"
    assert again.labels() == [("r0", "keep"), ("r1", "keep")]


def test_what_is_typed_when_the_kernel_dies_stays_in_its_field(stage):
    screen = stage.show()
    screen.press("e")
    screen.type(" Sorry!")
    stage.notebook.kill()
    screen.message("kernel").wait_for()
    screen.find("textarea").focus()
    screen.press("Control+Enter")
    assert screen.find("textarea").input_value().endswith("soon. Sorry!")
    assert "on disk" not in screen.saved
    stage.notebook.wait_for_kernel()
    stage.notebook.run_cell(0)


def test_a_restart_from_the_menu_is_said_too_and_the_cell_goes_on(stage):
    screen = stage.show("rows(30)", mode="instant")
    screen.judge("a", "a", "x")
    screen.settled()
    stage.notebook.restart()
    screen.message("kernel").wait_for()
    again = stage.show_again(screen, first=True)
    again.at("r3")
    assert again.saved == "3 labels on disk"
    assert "✓ 2 kept" in again.words


def test_a_kernel_that_was_shut_down_is_said_too(stage):
    notebook = stage.notebook
    screen = stage.show()
    screen.judge("a")
    notebook.shut_down()
    try:
        screen.message("kernel").wait_for()
        assert "1 label on disk" in screen.message("kernel").inner_text()
        assert screen.saved == "not connected"
    finally:
        notebook.start_kernel()
    again = stage.show_again(screen, first=True)
    again.at("r1")


def test_running_the_cell_again_goes_on_where_it_was(stage):
    screen = stage.show("rows(30)", options="queue='lowest_score'")
    screen.judge("a", "x", "s", "ArrowLeft")
    row, words = screen.row, screen.find(".ft-bar").inner_text()
    again = stage.show_again(screen)
    again.at(row)
    assert again.find(".ft-bar").inner_text() == words
    assert len(again.deeds()) == 3


def test_a_page_that_is_loaded_again_sends_what_was_not_saved(stage):
    """Nothing is lost or doubled, and the row is the one that was on the screen."""
    notebook = stage.notebook
    screen = stage.show("rows(60)", mode="instant")
    gate = stage.gate()
    notebook.tell(f"append = Journal.append; hold = Hold({str(gate)!r})")
    screen.judge(*"axaxaxaxaxaxaxaxaxax")
    assert screen.row == "r20"
    assert screen.deeds() == []
    assert len(notebook.page.evaluate(OUTBOX)) == 20
    notebook.save()
    notebook.page.reload()
    gate.unlink()
    notebook.wait_for_kernel()
    again = Screen(notebook, screen.journal)
    again.settled()
    again.at("r20")
    notebook.tell("Journal.append = append")
    assert again.labels() == [(f"r{n}", ["keep", "drop"][n % 2]) for n in range(20)]
    again.focus()
    again.judge("a")
    again.settled()
    assert len(again.labels()) == 21


def test_a_page_that_is_loaded_again_shows_the_same_row_and_mode(stage):
    screen = stage.show("rows(30)")
    screen.judge("a", "x", "s")
    screen.button(
        "Mode strict: the next row comes when the label is on the disk."
        " Press to change."
    ).click()
    screen.until(lambda: screen.find(".ft-badge").inner_text() == "instant")
    stage.notebook.reload()
    again = Screen(stage.notebook, screen.journal)
    again.at("r3")
    assert again.saved == "2 labels on disk"
    assert again.find(".ft-badge").inner_text() == "instant"
    again.focus()
    again.judge("Control+z")
    assert again.row == "r2"


@pytest.mark.parametrize("mode", ["strict", "instant"])
def test_it_goes_on_while_a_cell_keeps_the_kernel_busy(stage, mode):
    screen = stage.show(mode=mode)
    gate = stage.gate()
    stage.notebook.start_cell(2, f"Gate({str(gate)!r}).wait()")
    status = "jupyterapp.shell.currentWidget.sessionContext.session.kernel.status"
    stage.notebook.wait(f"{status} === 'busy'")
    screen.focus()
    screen.judge(*"axaxa")
    screen.settled()
    assert len(screen.labels()) == 5
    screen.until(lambda: screen.saved == "5 labels on disk")
    gate.unlink()
    stage.notebook.wait_for_kernel()


def test_reordered_and_extended_data_keep_their_labels(stage):
    screen = stage.show("rows(5)")
    screen.judge("a", "x", "a")
    journal = screen.journal
    more = stage.show("[*reversed(rows(9))]", journal=journal)
    assert more.row == "r3"
    assert more.saved == "3 labels on disk"
    assert more.session("judged") == 3
    assert more.session("state_of('id:\"r1\"').verdict") == "drop"


def test_a_changed_row_is_shown_as_judged_on_an_older_text(stage):
    screen = stage.show("rows(5)")
    screen.judge("a", "x")
    changed = (
        '[chat(("user", "Hi"), ("assistant", "A newer text."), id="r0"), *rows(5)[1:]]'
    )
    again = stage.show(changed, journal=screen.journal)
    again.judge("ArrowLeft", "ArrowLeft")
    assert again.row == "r0"
    assert "judged on an older text" in again.find(".ft-page").inner_text()
    again.choose("older_text")
    assert again.row == "r0"
    again.judge("a")
    assert again.session("state(0).fingerprint") == again.session(
        "operation('flag', session.keys[0], 0, value=True).fingerprint"
    )


def test_a_journal_with_a_torn_line_is_opened_and_says_so(stage):
    screen = stage.show("rows(5)")
    screen.judge("a")
    with screen.journal.open("ab") as file:
        file.write(b'{"id": "torn", "kind": "lab')
    again = stage.show("rows(5)", journal=screen.journal)
    assert "passed over" in again.words
    again.judge("x")
    assert again.labels() == [("r0", "keep"), ("r1", "drop")]


def test_two_tabs_on_one_kernel_show_the_same_and_double_nothing(
    stage, browser, server
):
    screen = stage.show("rows(40)", mode="instant")
    stage.notebook.save()
    other = Notebook(browser, server, "survival.ipynb")
    try:
        second = Screen(other, screen.journal)
        screen.judge("a", "x")
        screen.settled()
        second.at("r2")
        second.focus()
        second.judge("x", "a")
        second.settled()
        screen.at("r4")
        for key in "axaxaxaxax":  # at once, in both
            screen.focus()
            screen.press(key)
            second.focus()
            second.press(key)
        for each in (screen, second):
            each.settled()
        said = screen.labels()
        assert len({each["id"] for each in screen.deeds()}) == len(screen.deeds())
        screen.until(lambda: screen.saved == second.saved)
        screen.until(lambda: screen.row == second.row)
        assert said[:4] == [
            ("r0", "keep"),
            ("r1", "drop"),
            ("r2", "drop"),
            ("r3", "keep"),
        ]
        judged = screen.session("judged")
        assert judged == len({row for row, _ in said})
        assert f"{judged} labels on disk" == screen.saved
    finally:
        other.page.close()


def test_two_kernels_on_one_journal_lose_nothing(stage, browser, server):
    screen = stage.show("rows(40)")
    path = server.write_notebook("second.ipynb", SETUP, "", "pass")
    second = Stage(Notebook(browser, server, path), server.folder / "second")
    try:
        other = second.show("rows(40)", journal=screen.journal)
        screen.judge("a", "a", "a")
        other.judge("x", "x")
        screen.focus()
        screen.judge("a")
        assert len(screen.deeds()) == 6
        assert screen.session("judged") == 4  # three rows, and the next one of each
        assert "another window" in screen.words
        screen.press("Control+z")
        screen.written(7)
        assert screen.deeds()[-1]["target"] == screen.deeds()[-2]["id"]
    finally:
        second.notebook.page.close()


@pytest.mark.soak
def test_twenty_runs_in_a_row_are_green():
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    files = [*HERE.glob("test_reviewer*.py"), HERE / "test_seed_editor.py"]
    for number in range(20):
        ran = subprocess.run([*command, *files], capture_output=True, text=True)
        assert ran.returncode == 0, f"run {number + 1}:\n{ran.stdout[-8000:]}"
