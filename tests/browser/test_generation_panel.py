"""Can one preview, start, watch, stop and read a run, and is nothing paid unasked?"""

import json
import re
import threading
import time

import pytest
from synthesis.serving import Teller, error_body, good_body, message, serving

from browser.bars import FIRED, HOSTILE, LETTERS, TOO_WIDE, cells, grave_faults
from browser.generating import CANARY, Bench, Panel
from browser.lab import PATIENCE

LOOKS = [("light", 1100), ("dark", 720)]

RETRY = 3495
"""Seconds for which the server asks to wait."""


@pytest.fixture(scope="module")
def teller():
    return Teller()


@pytest.fixture(scope="module")
def url(teller):
    with serving(teller) as address:
        yield address


@pytest.fixture(scope="module")
def bench(server, open_notebook):
    path = server.write_notebook("generate.ipynb", "", "", "x = 1", "y = 2")
    notebook = open_notebook(path)
    yield Bench(notebook, server.folder)
    notebook.page.close()


@pytest.fixture
def gate():
    gate = threading.Event()
    yield gate
    gate.set()


@pytest.fixture
def shown(bench, teller, url):
    """Show a run of Claude on our server; whatever is at work is left in the end."""

    def show(answer=None, rows=5, options=""):
        teller.answer = answer or (lambda _, asked: (200, {}, good_body(asked)))
        teller.calls.clear()
        return bench.show(f"claude({url!r}{options})", rows)

    yield show
    end = "run.stop(); run.stop()"
    bench.notebook.tell(f"while run.is_running:\n    {end}; run.wait(0.1)")


@pytest.fixture
def looks_well(bench, screenshots):
    """A check of what is shown: in both themes, wide and narrow, by axe and measure."""

    def check(panel, state):
        for theme, width in LOOKS:
            bench.notebook.look(theme, width, 1300)
            panel.notebook.painted()
            name = f"generation-panel-{state}-{theme}-{width}.png"
            panel.root.screenshot(path=screenshots / name)
            assert grave_faults(panel) == []
            assert panel.root.evaluate(TOO_WIDE) == []
        bench.notebook.look("light", 1100)

    return check


def held_after(number, gate):
    """A server that answers so many calls, and no other before it is let go."""

    def answer(at, asked):
        if at >= number:
            gate.wait(PATIENCE / 1000)
        return 200, {}, good_body(asked)

    return answer


def slow_down(number, asked):
    if number < 3:
        return 200, {}, good_body(asked)
    sentence = error_body("rate_limit_error", "slow down")
    return 429, {"retry-after": str(RETRY)}, sentence


DETAILS = {"type": "refusal", "category": "frontier_llm", "explanation": "Not this."}

MIXED = [
    message('```json\n{"user_message": "Hi", "assistant_message": "billing"}\n```'),
    message("no JSON at all"),
    message("", stop_reason="refusal", content=[], stop_details=DETAILS),
    message('{"user_mess', stop_reason="max_tokens"),
    "<!doctype html><title>Log in</title>",
]


def mixed(number, asked):
    """Five replies that are no rows, then good ones."""
    return 200, {}, MIXED[number] if number < len(MIXED) else good_body(asked)


# From preview to done


def test_a_run_is_previewed_with_its_price_then_started_and_done(
    shown, teller, looks_well
):
    panel = shown(rows=8)
    assert "16 requests for 8 rows" in panel.words
    assert "$5.00 for all calls of this journal" in panel.words
    assert "Your key and your texts go to 127.0.0.1" in panel.words
    looks_well(panel, "ready")
    assert teller.calls == []
    panel.button("Preview 3 examples").dblclick()
    panel.wait_for("These 3 examples cost exactly $0.0057.")
    panel.wait_for("16 requests cost about $0.03 in all")
    assert panel.find(".ft-run-cards > li").count() == len(teller.calls) == 3
    looks_well(panel, "previewed")
    panel.button("Estimate (10 calls)").click()
    panel.wait_for("(from 10 replies)")
    assert len(teller.calls) == 10
    panel.button("Start: ask the other 6").click()
    panel.wait_for("All rows are there.")
    panel.wait_for("16 ok = 8 kept + 8 spare")
    assert panel.sum == "16 requested = 16 ok ✓ adds up"
    assert panel.numbers[1].split("\n") == ["usable rows", "8 of 8 wanted"]
    assert panel.saved == "16 replies on disk"
    assert len(teller.calls) == len(panel.entries("reply")) == 16
    assert panel.notebook.ask("len(panel.value)") == 8
    assert panel.notebook.ask("repr(panel)") == (
        "GenerationPanel(claude: 16 of 16 answered, done, $0.03)"
    )


# Stop, leave, resume


def test_space_stops_and_resumes_and_nothing_is_asked_twice(
    shown, teller, gate, looks_well
):
    panel = shown(held_after(3, gate), options=", concurrency=2")
    panel.button("Start: ask all 10").click()
    panel.until(lambda: "3 of 10" in panel.numbers[0])
    panel.until(lambda: "2 calls are under way" in panel.state)
    looks_well(panel, "running")
    panel.focus()
    panel.press(" ")
    panel.wait_for("Stopping: no new call goes out.")
    panel.press(" ")
    assert "may be billed" in panel.words
    panel.until(lambda: panel.notebook.ask("run.status.phase") == "stopping")
    gate.set()
    panel.wait_for("Stopped; what was in flight has been kept.")
    assert len(teller.calls) == len(panel.entries("reply")) == 5
    assert panel.sum == "10 requested = 5 ok + 5 pending ✓ adds up"
    panel.focus()
    panel.press(" ")
    panel.wait_for("All rows are there.")
    assert len(teller.calls) == 10


def test_a_double_click_on_stop_leaves_nothing_and_a_second_stop_does(shown, gate):
    panel = shown(held_after(1, gate), options=", concurrency=2")
    panel.button("Start: ask all 10").click()
    panel.until(lambda: "2 calls are under way" in panel.state)
    panel.button("Stop").dblclick()
    panel.button("Leave them (may be billed)").wait_for()
    panel.notebook.painted()
    assert panel.notebook.ask("run.beside.stops_asked(run.status.run)") == 1
    panel.button("Leave them (may be billed)").click(delay=50)
    panel.wait_for("what was in flight may be billed")
    assert "1 ok + 2 left + 7 pending" in panel.sum
    row = panel.find("tr[data-outcome=abandoned]").inner_text()
    assert "may be billed; asked again on Resume" in row


def test_a_wait_counts_down_and_stop_answers_within_a_second(shown, looks_well):
    panel = shown(slow_down)
    panel.button("Start: ask all 10").click()
    panel.wait_for("The server asks to wait.")
    assert "429: slow down" in panel.state
    told = "\n".join(panel.numbers)
    assert re.search(r"next call in\s+58 min \d+ s", told)
    sent = panel.notebook.ask("run.book.version")
    panel.until(lambda: panel.numbers[3] != told.split("\n", 3)[-1])
    before = panel.numbers[3]
    panel.until(lambda: panel.numbers[3] != before)
    assert panel.notebook.ask("run.book.version") == sent
    looks_well(panel, "waiting")
    begun = time.monotonic()
    panel.button("Stop").click()
    panel.until(lambda: "Stopping" in panel.state or "Stopped" in panel.state)
    assert time.monotonic() - begun < 1
    panel.wait_for("Resume")


# Reading


def test_every_reply_is_read_as_it_came(shown, teller, looks_well):
    panel = shown(mixed, options=", concurrency=1")
    panel.button("Start: ask all 10").click()
    panel.wait_for("All rows are there.")
    panel.wait_for("5 ok = 5 kept")
    assert panel.sum == (
        "10 requested = 5 ok + 2 invalid + 1 refused + 1 cut off + 1 failed ✓ adds up"
    )
    assert "1 × the JSON stands in a code fence" in panel.words
    panel.focus()
    panel.press("o")
    reply = panel.find(".ft-run-reply")
    reply.wait_for()
    panel.until(lambda: "1 of 2" in panel.words)
    assert "fenced_json" in reply.inner_text()
    assert panel.find(".ft-run-body").inner_text() == json.dumps(MIXED[0])
    panel.press("ArrowRight")
    panel.until(lambda: "2 of 2" in panel.words)
    assert "no JSON at all" in reply.inner_text()
    panel.press("ArrowRight")
    panel.button("refused 1").click()
    panel.until(lambda: "commercial terms" in reply.inner_text())
    looks_well(panel, "reading")
    panel.button("failed 1").click()
    panel.until(lambda: MIXED[4] in reply.inner_text())
    panel.press("Escape")
    panel.until(lambda: not reply.is_visible())
    panel.find(".ft-run-latest").first.click()
    panel.until(lambda: "kept: it passed every filter" in reply.inner_text())
    panel.press("Escape")
    button = panel.button("Ask the 2 invalid ones again: about $0.0038")
    button.click()
    looks_well(panel, "done")
    assert len(teller.calls) == 10
    panel.button("Yes, ask all 2 again").click()
    panel.until(lambda: panel.sum.startswith("10 requested = 7 ok + 1 refused"))
    assert len(teller.calls) == 12


def test_a_long_reply_is_cut_and_shown_whole_on_request(shown):
    panel = shown(lambda *_: (200, {}, message("long " * 9000)), rows=1)
    panel.button("Start: ask all 2").click()
    panel.wait_for("rows are still missing")
    panel.find("tr[data-outcome=invalid] .ft-link").click()
    panel.wait_for("The first 20,000 of 45,")
    panel.button("Show all").click()
    panel.until(lambda: "Show all" not in panel.words)
    assert len(panel.find(".ft-run-body").inner_text()) > 45_000


# What goes wrong


def test_a_refused_key_stops_at_once_and_says_what_to_do(shown, teller, looks_well):
    panel = shown(lambda *_: (401, {}, error_body("authentication_error", CANARY)))
    panel.button("Start: ask all 10").click()
    panel.wait_for("The provider accepts no call.")
    assert "set another ANTHROPIC_API_KEY (401" in panel.state
    assert len(teller.calls) == 1
    looks_well(panel, "refused")
    teller.answer = lambda _, asked: (200, {}, good_body(asked))
    panel.button("Try again").click()
    panel.wait_for("All rows are there.")


def test_without_a_key_there_is_no_button_and_a_key_brings_it(bench, shown, looks_well):
    bench.set_key("")
    try:
        panel = shown()
        assert "There is no API key: set ANTHROPIC_API_KEY" in panel.words
        assert panel.find(".ft-run-actions .ft-button").count() == 0
        looks_well(panel, "no-key")
    finally:
        bench.set_key()
    panel.button("Preview 3 examples").wait_for()


def test_a_full_disk_starts_nothing_and_trying_again_does(bench, shown, teller):
    panel = shown()
    bench.notebook.tell(
        "def full(*_):\n    raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "run.book.journal.append = full"
    )
    panel.button("Start: ask all 10").click()
    panel.wait_for("The run was not started: the disk is full.")
    assert panel.saved == "not saved"
    assert teller.calls == []
    bench.notebook.tell("del run.book.journal.append")
    panel.button("Try again").click()
    panel.wait_for("All rows are there.")


# Reload, another view, another kernel


def test_a_reload_and_another_kernel_attach_to_the_run(bench, shown, gate, teller):
    panel = shown(held_after(4, gate), options=", concurrency=2")
    panel.button("Start: ask all 10").click()
    panel.until(lambda: "4 of 10" in panel.numbers[0])
    panel.until(lambda: "2 calls are under way" in panel.state)
    before = panel.numbers[0], panel.numbers[2], panel.sum
    bench.notebook.reload()
    again = Panel(bench.notebook, panel.path)
    again.until(lambda: "2 calls are under way" in again.state)
    assert (again.numbers[0], again.numbers[2], again.sum) == before
    bench.notebook.restart()
    again.wait_for("The kernel (Python) stopped")
    other = bench.show_again(panel, first=True)
    other.until(lambda: "2 calls are under way" in other.state)
    assert (other.numbers[0], other.numbers[2], other.sum) == before
    gate.set()
    other.wait_for("All rows are there.")
    assert len(teller.calls) == 10


def test_two_views_and_a_cell_show_the_same_run(bench, shown):
    panel = shown()
    bench.notebook.run_cell(2, "panel")
    second = Panel(bench.notebook, panel.path, 1)
    bench.notebook.tell("run.start().wait()")
    for view in (panel, second):
        view.wait_for("All rows are there.")
        view.on_disk(10)
    bench.notebook.run_cell(2, "x = 1")


# Copy and paste


def pasted(*numbers):
    rows = [
        {"number": n, "user_message": f"words {n} and {n * 7}", "assistant_message": at}
        for n, at in zip(numbers, ["billing", "delivery"] * 9, strict=False)
    ]
    return "Sure!\n```\n" + "\n".join(json.dumps(row) for row in rows) + "\n```"


def test_prompts_are_copied_and_replies_taken_in(bench, looks_well):
    panel = bench.show("ft.PasteTeacher('a friend')", 2)
    prompt, area = panel.find("textarea").nth(0), panel.find("textarea").nth(1)
    panel.until(lambda: "<request number=4>" in prompt.input_value())
    assert prompt.input_value() == bench.notebook.ask("run.prompts(10)")
    panel.find("input").fill("2")
    panel.find("input").press("Tab")
    panel.until(lambda: "<request number=3>" not in prompt.input_value())
    panel.button("Copy").click()
    panel.until(lambda: re.search("Copied|press Ctrl C", panel.words))
    bench.notebook.tell(
        "def full(*_):\n    raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "run.book.journal.append = full"
    )
    area.fill(pasted(1, 2, 99))
    area.press("Control+Enter")
    panel.wait_for("The text was not taken in: the disk is full.")
    assert area.input_value() == pasted(1, 2, 99)
    bench.notebook.tell("del run.book.journal.append")
    bench.notebook.reload()
    panel = Panel(bench.notebook, panel.path)
    area = panel.find("textarea").nth(1)
    assert area.input_value() == pasted(1, 2, 99)
    panel.button("Take in").click()
    panel.wait_for("2 replies found, 1 fit no open prompt.")
    panel.until(lambda: area.input_value() == "")
    (entry,) = panel.entries("paste")
    assert entry["text"] == pasted(1, 2, 99)
    looks_well(panel, "paste")
    area.fill("I cannot do that.")
    panel.button("Take in").click()
    panel.wait_for("0 replies found. The text is on disk all the same")
    assert area.input_value() == "I cannot do that."
    area.fill(pasted(3, 4))
    panel.button("Take in").click()
    panel.wait_for("Every prompt is answered.")
    panel.until(lambda: panel.numbers[1].split("\n")[-1] == "2 of 2 wanted")


# Keys


def test_no_key_reaches_the_notebook_and_escape_leaves(bench, looks_well):
    panel = bench.show("ft.PasteTeacher()", 2)
    before = cells(panel)
    panel.page.evaluate(FIRED)
    area = panel.find("textarea").nth(1)
    for place in (panel.root, area):
        place.focus()
        for key in (*LETTERS, "Enter", "Space", "ArrowDown", "Shift+M", "Control+B"):
            panel.press(key)
    assert area.input_value().replace("\n", "").strip().lower().startswith(LETTERS)
    panel.press("Escape")
    assert panel.root.evaluate("node => node === document.activeElement")
    assert panel.page.evaluate("window.fired") == []
    assert cells(panel) == before
    panel.press("?")
    assert "take in what was pasted" in panel.words
    looks_well(panel, "keys")
    panel.press("Escape", "Escape")
    assert not panel.root.evaluate("node => node.contains(document.activeElement)")


# Hostile text


def test_hostile_replies_are_text_and_nothing_else(bench, shown):
    dialogs = []
    bench.notebook.page.on("dialog", lambda each: (dialogs.append(1), each.dismiss()))

    def answer(number, asked):
        text = HOSTILE[number % len(HOSTILE)]
        row = {"user_message": f"{text} {number}", "assistant_message": "billing"}
        kinds = [message(json.dumps(row)), message(text), text]
        return 200, {}, kinds[number // len(HOSTILE) % 3]

    panel = shown(answer, rows=53, options=", concurrency=8")
    panel.button("Preview 3 examples").click()
    panel.wait_for("These 3 examples cost")
    assert "<script>window.hacked = 1</script> 0" in panel.words
    panel.button("Start: ask the other").click()
    panel.until(lambda: int(panel.saved.split()[0]) > 3 * len(HOSTILE))
    panel.focus()
    panel.press(" ")
    for name in ("ok", "invalid", "failed"):
        panel.find(f"tr[data-outcome={name}] .ft-link").click()
        panel.find(".ft-run-reply").wait_for()
        for _ in range(10):
            place = panel.find(".ft-run-walk > span").inner_text()
            panel.press("ArrowRight")
            panel.until(
                lambda was=place: panel.find(".ft-run-walk > span").inner_text() != was
            )
        panel.press("Escape")
    page = panel.page
    assert page.evaluate("'hacked' in window") is False
    assert dialogs == []
    assert bench.notebook.elsewhere == []
    forbidden = "script, img, iframe, object, embed, base, link, style, form, a"
    assert panel.find(forbidden).count() == 0
    assert page.locator(".ft mjx-container, .ft .MathJax").count() == 0
    shown_text = panel.root.evaluate("node => node.textContent")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00\x1b]", shown_text)


# The key


def test_the_key_is_seen_nowhere(bench, shown, teller):
    def answer(number, asked):
        if number == 0:
            return 200, {}, message(f"Your key is {CANARY}.")
        return 401, {}, error_body("authentication_error", f"{CANARY} is not valid")

    panel = shown(answer)
    panel.button("Start: ask all 10").click()
    panel.wait_for("The provider accepts no call.")
    assert CANARY in str(teller.headers[-1])
    panel.focus()
    panel.press("o")
    panel.wait_for("Your key is [key].")
    bench.notebook.save()
    state = "__import__('ipywidgets').Widget.get_manager_state()"
    told = json.dumps(bench.notebook.ask(state))
    page = panel.page.content() + json.dumps(bench.notebook.cells())
    assert CANARY not in told
    assert CANARY not in page
    folder = panel.path.parent
    files = [
        *folder.glob(".replies-*"),
        *folder.glob("replies-*"),
        *folder.glob("*.ipynb"),
    ]
    assert len(files) > 4
    assert not [each for each in files if CANARY in each.read_text("utf-8", "replace")]


def test_the_browser_did_not_complain(bench):
    # A restart cancels what JupyterLab itself has just asked its debugger.
    console = [each for each in bench.notebook.console if "debugger" not in each]
    assert console == []
    assert bench.notebook.elsewhere == []
