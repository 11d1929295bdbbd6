"""All is asked, nothing twice, and whatever a server does, the run says what to do."""

import itertools
import json
import random
import threading
import time

import pytest
from review.reviewing import child

from ftwidgets.synthesis import gates, runner
from ftwidgets.synthesis.prices import rates_of, worst_cost
from ftwidgets.synthesis.troubles import FINAL
from synthesis.running import (
    Run,
    asked,
    asked_of,
    cost_of_lines,
    generation,
    lines_of,
    run_here,
    until,
)
from synthesis.serving import Teller, error_body, good_body, message

BUSY = (429, {}, error_body("rate_limit_error", "slow down"))
OVERLOADED = (529, {}, error_body("overloaded_error", "overloaded"))
BROKEN = (500, {}, error_body("api_error", "internal"))
DROPPED = (200, {}, None)


def good(number, asked):
    return 200, {}, good_body(asked)


def storm(number, asked):
    """Three in ten calls come to nothing, each in another way."""
    chance = random.Random(f"storm {number}")
    if number and chance.random() < 0.3:
        return chance.choice([BUSY, OVERLOADED, BROKEN, DROPPED])
    return good(number, asked)


def adds_up(made):
    counts = made.counts
    assert sum(counts.values()) == made.requested
    return counts


@pytest.fixture
def path(tmp_path):
    return tmp_path / "replies.jsonl"


@pytest.fixture
def hasty(monkeypatch):
    """Back-off and breaker at a hundredth of their times."""
    monkeypatch.setattr(gates, "FIRST_WAIT", 0.005)
    monkeypatch.setattr(gates, "LONGEST_WAIT", 0.05)
    monkeypatch.setattr(gates, "PROBE_SECONDS", 0.05)
    monkeypatch.setattr(gates, "TICK", 0.01)


def one_in_three(number, asked):
    return 200, {}, message("no JSON") if number % 3 else good_body(asked)


class Held(Teller):
    """Lets the first call through, and holds the others until they are let go."""

    def __init__(self, answer=good, first=1):
        super().__init__(self.say)
        self.let_go = threading.Event()
        self.after, self.first = answer, first

    def say(self, number, asked):
        if number >= self.first:
            assert self.let_go.wait(60)
        return self.after(number, asked)


# All is asked


def test_all_requests_are_asked_once_a_few_at_a_time_and_the_first_alone(path):
    teller = Teller(delay=0.02)
    with asked(teller):
        made = generation(path)
        status = run_here(made)
    assert (status.reason, status.phase, status.in_flight) == ("done", "finished", 0)
    assert adds_up(made)["ok"] == 60
    assert set(teller.asked.values()) == {1}
    assert len(teller.calls) == 60
    assert 2 <= teller.most_open <= 8
    assert status.usable == len(made.rows) == 30
    first = next(each for each in lines_of(path, "sent")[1:])
    assert first["at"] >= lines_of(path, "reply")[0]["at"]


def test_what_goes_over_the_wire_is_what_the_plan_says(path):
    teller = Teller()
    with asked(teller):
        made = generation(path, rows=5)
        run_here(made)
        plan = {asked_of(each.request) for each in made.book.answers()}
    assert {json.dumps(call, sort_keys=True) for call in teller.calls} == plan


def test_a_limit_asks_the_first_few_and_the_next_run_the_rest(path):
    teller = Teller()
    with asked(teller):
        made = generation(path, rows=10)
        assert run_here(made, limit=3).reason == "limit"
        assert len(teller.calls) == 3
        assert adds_up(made) | {"ok": 0} == dict.fromkeys(made.counts, 0) | {
            "pending": 17
        }
        assert run_here(made).reason == "done"
    assert len(teller.calls) == 20


def test_a_run_with_nothing_to_do_asks_nothing(path):
    teller = Teller()
    with asked(teller):
        made = generation(path, rows=5)
        run_here(made)
        before = len(teller.calls)
        assert run_here(made, name="again").reason == "done"
    assert len(teller.calls) == before


def test_rounds_follow_until_there_are_rows_enough(path):
    teller = Teller(one_in_three)
    with asked(teller):
        made = generation(path, rows=20)
        assert run_here(made).reason == "done"
    assert len(made.rows) == 20
    assert made.requested == sum(adds_up(made).values()) > 40
    assert len(lines_of(path, "round")) >= 1


def test_the_most_requests_are_the_most(path):
    teller = Teller(one_in_three)
    with asked(teller):
        made = generation(path, rows=20, most=45)
        assert run_here(made).reason == "most"
    assert len(teller.calls) == made.requested == 45


def test_a_teacher_of_whom_nothing_can_be_used_is_not_asked_for_ever(path):
    teller = Teller(lambda n, a: (200, {}, message("no JSON")), delay=0.01)
    with asked(teller):
        made = generation(path, rows=200)
        assert run_here(made).reason == "low_acceptance"
    # Counting takes its time, and what is asked meanwhile is paid for.
    assert 50 <= len(teller.calls) < 400
    assert adds_up(made)["invalid"] == len(teller.calls)


# What fails and may work later


LOOKING = """
import sys, threading
sys.path.insert(0, ".")
from pathlib import Path
from synthesis.running import generation

ended, looks, wrong = threading.Event(), 0, 0
threading.Thread(target=lambda: (sys.stdin.readline(), ended.set())).start()
made = generation(Path(sys.argv[1]), rows=int(sys.argv[2]))
print("looking", flush=True)
while not ended.is_set():
    with made._lock:
        book = made.book
        looks, wrong = looks + 1, wrong + (sum(book.counts.values()) != book.requested)
        wrong += book.cost < 0
    ended.wait(0.02)
print(looks, wrong, flush=True)
"""


@pytest.mark.parametrize(
    "rows", [30, pytest.param(150, marks=pytest.mark.soak)], ids="{} rows".format
)
def test_a_storm_costs_time_and_nothing_else(path, rows):
    teller = Teller(storm, delay=0.01)
    with asked(teller), child(LOOKING, path, rows) as eyes:
        assert eyes.stdout.readline() == "looking\n"
        made = generation(path, rows=rows)
        status = run_here(made)
        looks, wrong = map(int, eyes.communicate("end\n")[0].split())
    assert status.reason == "done"
    assert adds_up(made)["ok"] == 2 * rows
    assert len(teller.calls) > 2 * rows
    assert len(lines_of(path, "reply")) == 2 * rows
    assert looks > 0
    assert wrong == 0
    assert made.cost == pytest.approx(cost_of_lines(path, 2, 10), abs=1e-9)


@pytest.mark.parametrize(
    "seconds", [3, pytest.param(60, marks=pytest.mark.soak)], ids="{} s".format
)
def test_in_an_outage_one_probe_goes_out_every_five_seconds(path, seconds):
    teller = Teller()
    begun = []

    def outage(number, asked):
        if not number:
            begun.append(time.monotonic())
            return good(number, asked)
        is_over = time.monotonic() - begun[0] > seconds
        return good(number, asked) if is_over else OVERLOADED

    teller.answer = outage
    with asked(teller):
        made = generation(path)
        run = Run(made)
        until(lambda: made.phase == "waiting", "a wait that can be seen")
        shown = made.status
        assert 0 < shown.waiting_until - time.time() <= gates.PROBE_SECONDS
        assert "529" in shown.waiting_for
        status = run.ended()
    assert gates.PROBE_SECONDS == 5
    assert status.reason == "done"
    assert adds_up(made)["ok"] == 60
    # It opens within a moment of the first call; then each call is a probe.
    times = [each - begun[0] for each in teller.times]
    burst = [each for each in times if each < 2]
    probes = [each for each in times if 2 <= each < seconds]
    back = min(each for each in times if each >= seconds)
    gaps = [b - a for a, b in itertools.pairwise([burst[-1], *probes, back])]
    assert min(gaps) > 4.9, gaps


def test_a_wait_of_an_hour_is_shown_and_a_stop_is_heard_at_once(path):
    answer = 429, {"retry-after": "3600"}, error_body("rate", "later")
    teller = Teller(lambda n, a: answer)
    with asked(teller):
        made = generation(path)
        run = Run(made)
        until(lambda: made.phase == "waiting", "the countdown")
        left = made.status.waiting_until - time.time()
        assert 3590 < left <= 3600
        assert "later" in made.status.waiting_for
        started = time.monotonic()
        made.stop()
        status = run.ended()
    assert time.monotonic() - started < 1
    assert (status.reason, status.waiting_until) == ("stopped", None)
    assert len(teller.calls) == 1
    counts = adds_up(made)
    assert (counts["failed"], counts["pending"]) == (1, 59)
    assert made.may_be_billed == 0


def test_a_reply_to_an_older_call_does_not_end_a_wait_the_server_asked_for(path):
    wait = 429, {"retry-after": "2"}, error_body("rate")
    teller = Held(lambda n, a: wait if n == 4 else good(n, a))
    with asked(teller):
        made = generation(path, rows=10)
        run = Run(made)
        until(lambda: len(teller.calls) == 9)
        teller.let_go.set()
        assert run.ended().reason == "done"
    # A reply that came before the server asked for a wait may have called once more.
    gaps = [later - earlier for earlier, later in itertools.pairwise(teller.times[8:])]
    assert max(gaps) > 1.9


def test_a_request_that_always_fails_is_told_and_holds_up_nobody(path, hasty):
    poison = []

    def answer(number, asked):
        poison.append(asked) if not number else None
        return BROKEN if asked == poison[0] else good(number, asked)

    teller = Teller(answer)
    with asked(teller):
        made = generation(path, rows=10)
        assert run_here(made).reason == "done"
    counts = adds_up(made)
    assert (counts["ok"], counts["failed"]) == (19, 1)
    (line,) = lines_of(path, "failed")
    assert line["message"] == "500: internal"
    assert line["tries"] >= runner.MOST_TRIES


def test_requests_that_always_fail_at_the_end_end_too(path, hasty, monkeypatch):
    monkeypatch.setattr(runner, "SHORT_OUTAGE", 0.1)
    teller = Teller(lambda n, a: BROKEN if n >= 8 else good(n, a))
    with asked(teller):
        made = generation(path, rows=5)
        assert run_here(made).reason == "done"  # five rows are there all the same
        assert adds_up(made)["failed"] == 2
        more = generation(path, rows=9)
        assert run_here(more, name="more").reason == "unreachable"
    counts = adds_up(more)
    assert counts["ok"] == 8
    assert more.may_be_billed == 0


def test_a_provider_that_does_not_come_back_ends_the_run_and_loses_nothing(
    path, hasty, monkeypatch
):
    monkeypatch.setattr(runner, "LONGEST_OUTAGE", 0.5)
    teller = Teller(lambda n, a: OVERLOADED if n > 20 else good(n, a))
    with asked(teller):
        made = generation(path, rows=60)
        status = run_here(made)
        assert (status.reason, status.message) == ("unreachable", "529: overloaded")
        counts = adds_up(made)
        assert counts["ok"] == 21
        assert counts["failed"] + counts["pending"] == 99
        assert made.may_be_billed == 0
        teller.answer = good
        assert run_here(made, name="next").reason == "done"
    assert adds_up(made)["ok"] == 120


def test_a_failed_request_is_asked_again_by_the_next_run(path, hasty, monkeypatch):
    monkeypatch.setattr(runner, "SHORT_OUTAGE", 0.1)
    teller = Teller(lambda n, a: BROKEN)
    with asked(teller):
        made = generation(path, rows=2)
        assert run_here(made, limit=2).reason == "unreachable"
        assert adds_up(made)["failed"] == 2
        teller.answer = good
        assert run_here(made, name="next").reason == "done"
    assert adds_up(made)["ok"] == 4


def test_a_call_that_is_not_answered_in_time_is_not_bought_again_by_itself(path):
    slow = threading.Event()

    def answer(number, asked):
        if number == 3:
            slow.wait(60)
        return good(number, asked)

    def prepare(runner):
        runner.teacher.timeout = 1.5

    teller = Teller(answer)
    with asked(teller):
        made = generation(path, rows=5)
        assert run_here(made, prepare=prepare).reason == "done"
        slow.set()
        assert set(teller.asked.values()) == {1}
        counts = adds_up(made)
        assert (counts["ok"], counts["abandoned"]) == (9, 1)
        (line,) = lines_of(path, "abandoned")
        assert made.cost == pytest.approx(9 * 0.0019 + line["worst"], abs=1e-9)


# What no other call can mend


@pytest.mark.parametrize("status", [*FINAL, 405, 307, 302])
def test_what_refuses_one_call_is_asked_once(path, status):
    headers = {"location": "http://127.0.0.1:9/v1/messages"} if status < 400 else {}
    answer = status, headers, error_body("any", "as the server says")
    teller = Teller(lambda n, a: answer)
    with asked(teller):
        made = generation(path)
        ended = run_here(made)
    assert len(teller.calls) == 1
    assert ended.reason == "refused"
    assert str(status) in ended.message
    assert FINAL.get(status, "check the model and the address") in ended.message
    assert adds_up(made)["pending"] == 59
    assert made.may_be_billed == 0


def test_a_refusal_later_in_the_run_is_the_last_call(path):
    def answer(number, asked):
        if number == 5:
            return 402, {}, error_body("billing_error", "no credit")
        return good(number, asked)

    teller = Teller(answer)
    waiting, told = threading.Event(), threading.Event()

    def held(number, asked):
        if number > 5:
            told.wait(60)
        if number == 5:
            until(lambda: len(teller.calls) == 13, "eight in flight")
            waiting.set()
        return answer(number, asked)

    teller.answer = held
    with asked(teller):
        made = generation(path)
        run = Run(made)
        until(lambda: made.phase == "stopping", "the stop")
        told.set()
        status = run.ended()
    assert waiting.is_set()
    assert len(teller.calls) == 13
    assert status.reason == "refused"
    assert "add some in the provider's console" in status.message
    counts = adds_up(made)
    assert (counts["ok"], counts["failed"], counts["pending"]) == (12, 1, 47)


@pytest.mark.parametrize("error", [KeyError("x"), RuntimeError(""), OSError(5, "I/O")])
def test_an_error_nobody_foresaw_stops_the_run_and_keeps_all(path, capsys, error):
    teller = Held()

    def prepare(runner):
        ask = runner.teacher.ask

        async def failing(task, request):
            if request.number == 4:
                raise error
            return await ask(task, request)

        runner.teacher.ask = failing

    with asked(teller):
        made = generation(path)
        run = Run(made, prepare=prepare)
        until(lambda: made.phase == "stopping", "the stop")
        teller.let_go.set()
        status = run.ended()
    assert status.reason == "broken"
    assert type(error).__name__ in status.message
    assert "Traceback" in capsys.readouterr().err
    counts = adds_up(made)
    assert counts["ok"] == len(teller.calls)
    assert counts["abandoned"] == 1


def test_an_error_while_rows_are_counted_stops_the_run_and_keeps_all(
    path, capsys, monkeypatch
):
    def failing(book):
        raise ZeroDivisionError("no rows")

    monkeypatch.setattr("ftwidgets.synthesis.watching.judge", failing)
    teller = Teller(delay=0.02)
    with asked(teller):
        made = generation(path)
        status = run_here(made)
    assert (status.reason, status.message) == ("broken", "ZeroDivisionError: no rows")
    assert adds_up(made)["ok"] == len(teller.calls)
    assert "ZeroDivisionError" in capsys.readouterr().err


# Stops


def test_a_stop_lets_no_call_out_and_keeps_what_is_in_flight(path):
    teller = Held()
    with asked(teller):
        made = generation(path)
        run = Run(made)
        until(lambda: len(teller.calls) == 9, "eight in flight")
        until(lambda: made.status.in_flight == 8)
        started = time.monotonic()
        made.stop()
        until(lambda: made.phase == "stopping")
        assert time.monotonic() - started < 1
        assert made.is_running
        teller.let_go.set()
        status = run.ended()
    assert status.reason == "stopped"
    assert len(teller.calls) == 9
    counts = adds_up(made)
    assert (counts["ok"], counts["pending"]) == (9, 51)
    assert made.may_be_billed == 0


def test_a_second_stop_leaves_what_is_in_flight_and_says_what_it_may_cost(path):
    teller = Held()
    with asked(teller):
        made = generation(path, rows=10)
        run = Run(made)
        until(lambda: len(teller.calls) == 9, "eight in flight")
        made.stop()
        until(lambda: made.phase == "stopping")
        made.stop()
        status = run.ended()
        assert status.reason == "abandoned"
        assert adds_up(made)["abandoned"] == 8
        left = lines_of(path, "abandoned")
        requests = {each.request.hash: each.request for each in made.book.answers()}
        rates = rates_of("claude-sonnet-5-5")
        for line in left:
            worst = worst_cost(requests[line["request"]].params, rates)
            assert line["worst"] == worst > 0
        assert made.cost == pytest.approx(cost_of_lines(path, 2, 10), abs=1e-9)
        assert made.cost > sum(line["worst"] for line in left)
        teller.let_go.set()
        before = teller.asked.copy()
        assert run_here(made, name="resumed").reason == "done"
    again = {asked_of(requests[line["request"]]) for line in left}
    assert {each for each, times in (teller.asked - before).items() if times} >= again
    assert {each for each, times in teller.asked.items() if times == 2} == again
    assert adds_up(made)["ok"] == 20


def test_stops_at_any_moment_leave_counts_that_add_up_and_nothing_owed(path):
    chance, stops = random.Random(11), 0
    with asked(Teller(storm, delay=0.05)):
        made = generation(path, rows=40)
        for number in range(8):
            run = Run(made, name=f"run {number}")
            until(lambda run=run: run.status or made.phase in ("running", "waiting"))
            run.join(chance.uniform(0, 0.3))
            made.stop()
            stops += run.ended().reason == "stopped"
            adds_up(made)
            assert made.may_be_billed == 0
        while run_here(made, name="last").reason != "done":
            pass
    assert stops > 3
    assert adds_up(made)["ok"] == 80
    assert len(lines_of(path, "reply")) == 80


# Money


@pytest.mark.parametrize("budget", [0.05, 0.1])
def test_a_budget_is_never_overspent_and_ends_the_run_in_words(path, budget):
    def answer(number, asked):
        written = random.Random(number).randrange(20, 400)
        usage = {"input_tokens": 300, "output_tokens": written}
        return 200, {}, {**good_body(asked), "usage": usage}

    with asked(Teller(answer, delay=0.01)):
        made = generation(path, rows=100, budget=budget, max_tokens=1000)
        status = run_here(made)
    assert status.reason == "budget"
    assert "are spent" in status.message
    assert f"${budget:.2f}" in status.message
    assert made.cost == pytest.approx(cost_of_lines(path, 2, 10), abs=1e-9)
    worst = max(each["worst"] for each in lines_of(path, "sent"))
    assert budget - worst < made.cost <= budget
    assert adds_up(made)["pending"] > 0


def test_replies_that_do_not_say_what_they_used_do_not_get_round_the_budget(path):
    teller = Teller(lambda n, a: (200, {}, "<html><body>Log in</body></html>"))
    with asked(teller):
        made = generation(path, rows=100, budget=0.1)
        assert run_here(made).reason == "budget"
    worst = lines_of(path, "sent")[0]["worst"]
    assert len(teller.calls) <= 0.1 / worst


def test_calls_of_a_killed_run_count_against_the_budget(path):
    with asked(Teller()):
        made = generation(path, rows=10, budget=0.1)
        made.commit()
        requests = [each.request.hash for each in made.book.answers()]
        lost = [{"is": "sent", "request": each, "worst": 0.05} for each in requests[:2]]
        made.book.journal.append([{**each, "run": "killed"} for each in lost])
        assert made.may_be_billed == pytest.approx(0.1)
        assert run_here(made).reason == "budget"
        assert made.counts["pending"] == 20


def test_an_estimate_from_ten_calls_comes_close_to_what_all_cost(path):
    def answer(number, asked):
        said = random.Random(json.dumps(asked["messages"]))
        usage = {"input_tokens": said.randrange(250, 450)}
        usage["output_tokens"] = said.choice([60, 90, 120, 180, 240])
        return 200, {}, {**good_body(asked), "usage": usage}

    with asked(Teller(answer)):
        made = generation(path, rows=60)
        assert run_here(made, limit=10).reason == "limit"
        estimate = made.estimate
        assert estimate.replies == 10
        assert run_here(made).reason == "done"
    assert estimate.cost == pytest.approx(made.cost, rel=0.2)


# Replies that are none

REPLY = '{"user_message": "Where is my lamp?", "assistant_message": "delivery"}'
LONG = json.dumps({"user_message": "Where is my lamp?", "assistant_message": "x" * 500})
REFUSED = {"stop_reason": "refusal", "content": []}


def refusal(category):
    details = {"type": "refusal", "category": category, "explanation": "no"}
    return message("I cannot", stop_reason="refusal", stop_details=details)


MALFORMED = {
    "fenced": (message(f"```json\n{REPLY}\n```"), "invalid", "fenced_json"),
    "prose": (message(f"Sure! {REPLY}"), "invalid", "prose_around_json"),
    "cut": (message(REPLY[:-20]), "truncated", "truncated_json"),
    "extra key": (message(REPLY[:-1] + ', "a": 1}'), "invalid", "extra_key"),
    "missing key": (message('{"user_message": "Hi"}'), "invalid", "missing_key"),
    "wrong label": (
        message(REPLY.replace("delivery", "joy")),
        "invalid",
        "wrong_label",
    ),
    "too long": (message(LONG), "invalid", "wrong_label"),
    "no content": ({**message(""), "content": []}, "invalid", "empty_content"),
    "thinking only": (
        {**message(""), "content": [{"type": "thinking", "thinking": "hm"}]},
        "invalid",
        "no_text_block",
    ),
    "thinking first": (
        {
            **message(""),
            "content": [
                {"type": "thinking", "thinking": "hm", "signature": "s"},
                {"type": "text", "text": REPLY},
            ],
        },
        "ok",
        "ok",
    ),
    "refusal without text": ({**message(""), **REFUSED}, "refused", "refusal"),
    "refusal of another model": (refusal("frontier_llm"), "refused", "refusal"),
    "refusal of a new kind": (refusal("tomorrow's"), "refused", "refusal"),
    "refusal without category": (refusal(None), "refused", "refusal"),
    "out of tokens": (
        message("{", stop_reason="max_tokens"),
        "truncated",
        "max_tokens",
    ),
    "out of window": (
        message("", stop_reason="model_context_window_exceeded"),
        "truncated",
        "context_window_exceeded",
    ),
    "tool call": (message("", stop_reason="tool_use"), "invalid", "tool_use"),
    "cut body": (json.dumps(message(REPLY))[:-1], "failed", "not_json_body"),
    "cut early": (json.dumps(message(REPLY))[:99], "failed", "not_json_body"),
    "page": ("<!doctype html><title>Log in</title>", "failed", "html_reply"),
    "nothing": ("", "failed", "empty_body"),
    "other JSON": ("[1, 2]", "failed", "not_a_message"),
    "an error with status 200": (error_body("api_error"), "failed", "error_body"),
    "no text at all": (b"\xff\xfe\x00{\x80", "failed", "not_json_body"),
    "half a character": (
        json.dumps(message(REPLY)).encode().replace(b"lamp", b"l\xffmp"),
        "invalid",
        "lone_surrogate",
    ),
    "null everywhere": (
        {"type": "message", "content": None, "usage": None, "stop_reason": "end_turn"},
        "failed",
        "not_a_message",
    ),
}


def as_bytes(body):
    if isinstance(body, bytes):
        return body
    return (body if isinstance(body, str) else json.dumps(body)).encode()


def test_every_malformed_reply_is_kept_named_counted_and_not_bought_again(path):
    cases = list(MALFORMED.values())

    def answer(number, asked):
        is_case = number < len(cases)
        return 200, {}, cases[number][0] if is_case else good_body(asked)

    teller = Teller(answer)
    with asked(teller):
        made = generation(path, rows=20, concurrency=1)
        assert run_here(made).reason in ("done", "low_acceptance")
        answers = list(made.book.answers())
        found = [(each.outcome.name, each.outcome.code) for each in answers]
        bodies = [
            each.entry["body"].encode("utf-8", "surrogateescape") for each in answers
        ]
        for at, (body, *outcome) in enumerate(cases):
            assert found[at] == tuple(outcome), list(MALFORMED)[at]
            assert bodies[at] == as_bytes(body)
        assert all(each.outcome.message for each in answers)
        costs = [each.outcome.cost for each in answers]
        told = [b'"usage": {"input' in body for body in bodies]
        assert [cost is not None for cost in costs] == told
        assert made.cost == pytest.approx(0.0019 * sum(told), abs=1e-9)
        assert made.book.without_cost == told.count(False)
        calls = len(teller.calls)
        run_here(made, name="again")
        assert len(teller.calls) == calls
        adds_up(made)
        # Only an explicit choice asks again, and exactly those.
        invalid = made.of_outcomes(("invalid",))
        teller.answer = good
        before, paid = teller.asked.copy(), made.cost
        assert made.ask_again(("invalid",)) == len(invalid)
        run_here(made, name="third")
    again = {asked_of(each.request) for each in invalid}
    assert set(teller.asked - before) == again
    assert adds_up(made)["invalid"] == 0
    assert made.cost == pytest.approx(paid + 0.0019 * len(invalid), abs=1e-9)
