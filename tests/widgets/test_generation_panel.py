"""Is a run started once, told about as it goes, and stopped when one says so?"""

import errno
import itertools
import json
import threading
import time

import pytest
from synthesis.serving import SEEDS, Teller, error_body, good_body, message, serving

import ftwidgets as ft
from ftwidgets.journals.lines import now
from ftwidgets.synthesis.plans import plan_hash
from ftwidgets.synthesis.statuses import Status
from ftwidgets.widgets import GenerationPanel, run_watch
from ftwidgets.widgets.run_watch import RunWatch
from widgets.playing import Page

TASK = ft.Task("tickets", "classification", ["billing", "delivery"], description="Go.")

CANARY = "sk-ant-canary-0123456789"

PATIENCE = 60


class RunPage(Page):
    """The page of a `GenerationPanel`; it can wait for what a thread says."""

    _numbers = itertools.count(1)

    def __init__(self, widget):
        super().__init__(widget)
        self.heard = threading.Condition()
        told = widget.send
        self.view = widget.snapshot()["view"]

        def send(sent, buffers=None):
            with self.heard:
                told(sent, buffers)
                self.view = self.told[-1].get("view", self.view)
                self.heard.notify_all()

        widget.send = send

    def act(self, do, **values):
        """Do something; the answer to it."""
        id = values.pop("id", f"op{next(self._numbers)}")
        answers = self.ask(do, id=id, **values)
        (answer,) = [each for each in answers if each.get("id") == id]
        return answer

    def one(self, kind, do, **values):
        """Ask for something; the one answer of a kind, whatever else is told."""
        (answer,) = [each for each in self.ask(do, **values) if each["is"] == kind]
        return answer

    def until(self, condition):
        """Wait for a view of which something holds; it."""
        with self.heard:
            came = self.heard.wait_for(lambda: condition(self.view), PATIENCE)
            assert came, self.view
            return self.view


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", CANARY)


@pytest.fixture
def teller():
    return Teller()


@pytest.fixture
def url(teller):
    with serving(teller) as address:
        yield address


@pytest.fixture
def show(tmp_path):
    """Show a run on a journal of its own; whatever is at work is stopped in the end."""
    pages = []

    def make(teacher, n=5, name="replies.jsonl"):
        run = ft.generate(TASK, SEEDS, teacher, n, tmp_path / name)
        pages.append(RunPage(GenerationPanel(run)))
        return pages[-1]

    yield make
    for page in pages:
        run = page.widget.run
        while run.is_running:
            run.stop()
            run.wait(0.2)
        page.widget.close()


def at_rest(view):
    return not view["isWorking"]


def is_done(view):
    return at_rest(view) and view["phase"] == "done" and view["isJudged"]


# Making one


def test_it_is_a_public_name_and_says_in_one_line_where_the_run_is(show):
    page = show(ft.PasteTeacher(), 200)
    assert ft.GenerationPanel is ft.widgets.GenerationPanel is GenerationPanel
    assert repr(page.widget) == (
        "GenerationPanel(paste: 0 of 400 answered, ready, $0.00)"
    )
    assert page.widget.value == page.widget.run.rows == []


def test_what_is_no_run_is_refused_in_words():
    with pytest.raises(TypeError, match=r"ft\.generate"):
        GenerationPanel("replies.jsonl")


def test_a_page_begins_with_all_there_is_as_json(show, url):
    start = show(ft.ClaudeTeacher(base_url=url)).widget.snapshot()
    assert start["view"]["stage"] == "ready"
    assert start["done"] == []
    json.dumps(start, allow_nan=False)
    assert CANARY not in json.dumps(start)


# From preview to done


def test_a_run_is_previewed_started_and_done(show, url, teller):
    page = show(ft.ClaudeTeacher(base_url=url, budget=1))
    answer = page.act("start", limit=3)
    assert answer["is"] == "news"
    assert answer["view"]["phase"] == "starting"
    view = page.until(lambda view: at_rest(view) and view["isJudged"])
    assert (view["stage"], view["answered"]) == ("preview", 3)
    assert view["preview"]["cost"] == "$0.0057"
    assert len(view["preview"]["examples"]) == len(teller.calls) == 3
    page.act("start")
    view = page.until(is_done)
    assert (view["answered"], view["usable"]) == (10, 5)
    assert view["sum"]["words"] == "10 requested = 10 ok"
    assert len(teller.calls) == 10
    assert len(page.widget.value) == 5
    assert CANARY not in json.dumps(page.told)
    assert all(
        each["view"]["sum"]["addsUp"] for each in page.of_kind("news") if "view" in each
    )


def test_starting_twice_starts_once(show, url, teller):
    page = show(ft.ClaudeTeacher(base_url=url))
    page.act("start", id="one")
    page.act("start", id="one")
    page.act("start", id="two")
    page.until(is_done)
    assert len(teller.calls) == 10
    assert len(page.widget.run.book.journal.path.read_text().split('"is": "plan"')) == 2


def test_another_panel_attaches_and_sees_the_same_numbers(show, url, teller):
    teller.delay = 0.2
    page, other = (show(ft.ClaudeTeacher(base_url=url)) for _ in range(2))
    other.ask("attend")
    page.act("start")
    seen = other.until(lambda view: view["isWorking"])
    assert seen["stage"] == "run"
    assert other.until(is_done)["sum"] == page.until(is_done)["sum"]
    assert len(teller.calls) == 10


# Stop, leave, resume


@pytest.fixture
def held(teller):
    """A server that answers two calls, and no other before it is let go."""
    gate = threading.Event()

    def answer(number, asked):
        if number >= 2:
            gate.wait(PATIENCE)
        return 200, {}, good_body(asked)

    teller.answer = answer
    yield gate
    gate.set()


def test_a_stop_keeps_what_is_under_way_and_resume_asks_the_others(
    show, url, teller, held
):
    page = show(ft.ClaudeTeacher(base_url=url, concurrency=2))
    page.act("start")
    page.until(lambda view: view["answered"] == 2 and view["inFlight"] == 2)
    view = page.act("stop", times=1)["view"]
    assert (view["phase"], view["stops"]) == ("stopping", 1)
    again = page.act("stop", times=1)["view"]
    assert again["stops"] == 1
    page.until(lambda _: page.widget.run.status.phase == "stopping")
    held.set()
    view = page.until(at_rest)
    assert (view["phase"], view["answered"]) == ("stopped", 4)
    assert view["isResumable"]
    page.act("start")
    assert page.until(is_done)["answered"] == 10
    assert len(teller.calls) == 10


def test_a_second_stop_leaves_what_is_under_way_and_counts_it(show, url, held):
    page = show(ft.ClaudeTeacher(base_url=url, concurrency=2))
    page.act("start")
    page.until(lambda view: view["inFlight"] == 2)
    page.act("stop", times=1)
    page.act("stop", times=2)
    view = page.until(at_rest)
    assert view["phase"] == "abandoned"
    left = {each["name"]: each for each in view["outcomes"]}["abandoned"]
    assert left["count"] == 2
    assert left["cost"].startswith("$0.0")


def test_a_stop_before_the_runner_is_there_stops_it(show, url, teller):
    page = show(ft.ClaudeTeacher(base_url=url))
    page.act("start")
    page.act("stop", times=1)
    view = page.until(at_rest)
    assert view["answered"] < 10
    page.widget.run.wait()
    assert len(teller.calls) < 10


def test_a_wait_the_server_asks_for_is_told_and_stop_ends_it(show, url, teller):
    sentence = "slow down"
    teller.answer = lambda *_: (
        429,
        {"retry-after": "3492"},
        error_body("rate_limit_error", sentence),
    )
    page = show(ft.ClaudeTeacher(base_url=url))
    page.act("start")
    view = page.until(lambda view: view["waiting"])
    assert 3400 < view["waiting"]["seconds"] <= 3492
    assert sentence in view["waiting"]["why"]
    begun = time.monotonic()
    page.act("stop", times=1)
    assert time.monotonic() - begun < 1
    assert page.until(at_rest)["phase"] == "stopped"
    assert time.monotonic() - begun < 5


# Asking again, with the price first


def test_invalid_replies_are_asked_again_only_at_the_price_that_was_shown(
    show, url, teller
):
    teller.answer = lambda number, asked: (
        200,
        {},
        message("no JSON") if number < 2 else good_body(asked),
    )
    page = show(ft.ClaudeTeacher(base_url=url))
    page.act("start")
    view = page.until(is_done)
    assert view["again"] == {"count": 2, "cost": "$0.0038"}
    refused = page.act("again", number=1)
    assert (refused["is"], refused["kind"]) == ("refused", "call")
    assert len(teller.calls) == 10
    page.act("again", number=2)
    view = page.until(lambda view: is_done(view) and not view["again"])
    assert view["sum"]["words"] == "10 requested = 10 ok"
    assert view["remarks"] == ["$0.0038 went into calls that were asked again since."]
    assert len(teller.calls) == 12


# What goes wrong


def test_a_key_that_is_not_accepted_is_said_with_what_to_do(show, url, teller):
    teller.answer = lambda *_: (401, {}, error_body("authentication_error", CANARY))
    page = show(ft.ClaudeTeacher(base_url=url))
    page.act("start")
    view = page.until(lambda view: view["ended"])
    assert view["ended"]["reason"] == "refused"
    assert "set another ANTHROPIC_API_KEY" in view["ended"]["said"]
    assert len(teller.calls) == 1
    assert CANARY not in json.dumps(page.told)


def test_without_a_key_nothing_is_started_and_a_key_is_noticed(show, url, monkeypatch):
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    page = show(ft.ClaudeTeacher(base_url=url))
    assert page.view["trouble"].startswith("there is no API key")
    answer = page.act("start")
    assert (answer["is"], answer["kind"]) == ("refused", "call")
    page.ask("attend")
    monkeypatch.setenv("ANTHROPIC_API_KEY", CANARY)
    page.until(lambda view: not view["trouble"])


def test_a_full_disk_is_said_before_anything_is_asked(show, url, teller, monkeypatch):
    page = show(ft.ClaudeTeacher(base_url=url))
    journal = page.widget.run.book.journal

    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(journal, "append", refuse)
    answer = page.act("start", id="one")
    assert (answer["is"], answer["kind"]) == ("refused", "disk")
    assert answer["reason"] == "the disk is full"
    assert not page.widget.run.is_running
    monkeypatch.undo()
    monkeypatch.setenv("ANTHROPIC_API_KEY", CANARY)
    page.act("start", id="one")
    page.until(is_done)
    assert len(teller.calls) == 10


def test_a_runner_that_does_not_start_is_shown(show, url, monkeypatch):
    page = show(ft.ClaudeTeacher(base_url=url))

    def refuse(*_, **__):
        raise RuntimeError("the run did not start: no memory")

    monkeypatch.setattr(page.widget.run, "start", refuse)
    page.act("start")
    view = page.until(lambda view: view["failure"])
    assert "no memory" in view["failure"]["reason"]
    assert "no memory" in page.widget.last_error
    assert at_rest(page.until(at_rest))


def test_what_fails_while_looking_is_shown_once(show, monkeypatch):
    page = show(ft.PasteTeacher())
    monkeypatch.setattr(page.widget._looker, "stamp", lambda: 1 / 0)
    page.widget._look()
    page.widget._look()
    (error,) = page.of_kind("error")
    assert "division by zero" in error["message"]


# Reading


def test_a_reply_is_sent_as_it_came(show, url, teller):
    teller.answer = lambda *_: (200, {}, message("<b>no</b> JSON \u202e"))
    page = show(ft.ClaudeTeacher(base_url=url))
    page.act("start", limit=2)
    page.until(lambda view: at_rest(view) and view["answered"] == 2)
    told = page.one("reply", "read", number=4, name="invalid", position=1)
    assert told["number"] == 4
    assert told["page"]["position"] == 1
    assert ["hidden", "U+202E"] in told["page"]["wrote"]
    told = page.one("error", "read", number=5, name="refused")
    assert "no reply is refused" in told["message"]


# Pasting


def pasted(*numbers):
    rows = [
        {"number": n, "user_message": f"words {n} and {n * 7}", "assistant_message": at}
        for n, at in zip(numbers, itertools.cycle(["billing", "delivery"]))
    ]
    return "Sure!\n" + "\n".join(json.dumps(row) for row in rows)


def test_prompts_are_copied_and_replies_pasted_back(show):
    page = show(ft.PasteTeacher("a friend"))
    told = page.one("prompts", "prompts", k=3)
    assert told["text"] == page.widget.run.prompts(3)
    assert (told["k"], told["unseen"]) == (3, 0)
    answer = page.act("paste", text=pasted(1, 2, 99))
    assert answer["words"] == "2 replies found, 1 fit no open prompt"
    assert answer["view"]["answered"] == 2
    assert answer["view"]["stage"] == "paste"
    assert "<request number=3>" in page.one("prompts", "prompts", k=1)["text"]
    assert page.until(lambda view: view["isJudged"])["usable"] == 2


def test_the_same_paste_is_taken_in_once(show):
    page = show(ft.PasteTeacher())
    page.act("paste", id="one", text=pasted(1))
    again = page.act("paste", id="one", text=pasted(1))
    assert (again["is"], again["view"]["answered"]) == ("news", 1)
    lines = page.widget.run.path.read_text().splitlines()
    assert sum('"is": "paste"' in line for line in lines) == 1


def test_a_text_without_replies_is_on_disk_and_said_to_hold_none(show):
    page = show(ft.PasteTeacher())
    assert page.act("paste", text="I cannot do that.")["words"] == "0 replies found"
    assert "I cannot do that." in page.widget.run.path.read_text()
    refused = page.act("paste", text=" \n")
    assert (refused["is"], refused["reason"]) == ("refused", "nothing was pasted")


def test_when_all_is_pasted_there_is_no_prompt(show):
    page = show(ft.PasteTeacher(), 1)
    page.act("paste", text=pasted(1, 2))
    assert page.one("prompts", "prompts", k=10)["text"] == ""
    page.act("paste", text=pasted(1))


def test_pasted_invalid_replies_come_back_as_prompts_for_nothing(show):
    page = show(ft.PasteTeacher(), 1)
    text = pasted(1, 2).replace("billing", "spam")
    view = page.act("paste", text=text)["view"]
    assert view["again"] == {"count": 1, "cost": "nothing"}
    page.act("again", number=1)
    assert "<request number=1>" in page.one("prompts", "prompts", k=10)["text"]


# Looking


def test_a_thread_looks_while_somebody_is_there_and_then_ends():
    looks, ended = [], threading.Event()

    def look():
        looks.append(1)
        if len(looks) == 3:
            ended.set()
        return len(looks) < 3

    watch = RunWatch(look)
    watch.wake()
    assert ended.wait(PATIENCE)
    for thread in threading.enumerate():
        if thread.name == "ftwidgets looks at a run":
            thread.join(PATIENCE)
    assert not watch.is_on
    assert len(looks) == 3


def test_a_page_that_is_open_is_told_and_a_closed_watch_is_off(monkeypatch):
    monkeypatch.setattr(run_watch, "AT_REST", 0.01)
    monkeypatch.setattr(run_watch, "AT_WORK", 0.01)
    looked = threading.Semaphore(0)
    watch = RunWatch(lambda: looked.release() or False)
    watch.attend()
    for _ in range(5):
        assert looked.acquire(timeout=PATIENCE)
    watch.close()
    watch.attend()
    for thread in threading.enumerate():
        if thread.name == "ftwidgets looks at a run":
            thread.join(PATIENCE)
    assert not watch.is_on


def test_views_come_at_most_four_times_a_second_and_only_news(show, url, teller):
    page = show(ft.ClaudeTeacher(base_url=url), 20)
    begun = time.monotonic()
    page.act("start")
    page.until(is_done)
    took = time.monotonic() - begun
    views = [each for each in page.of_kind("news") if "id" not in each]
    assert len(views) <= 4 * took + 2


def test_a_run_that_was_killed_is_said_to_be_one(show, url):
    page = show(ft.ClaudeTeacher(base_url=url))
    run = page.widget.run
    run.commit()
    request = run.book.request(0)
    run.book.journal.append(
        [
            {
                "is": "sent",
                "request": request.hash,
                "run": "r0",
                "worst": 0.04,
                "at": now(),
            }
        ]
    )
    run.beside.write(Status("r0", plan_hash(run.book.head), phase="running"))
    view = page.widget.snapshot()["view"]
    assert view["phase"] == "killed"
    assert view["remarks"] == ["Up to $0.04 more may be billed: a run was killed."]
