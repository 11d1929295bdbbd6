"""Calls wait when they must, no longer, and never where nobody sees it."""

import asyncio
import time

import pytest

from ftwidgets.synthesis import gates
from ftwidgets.synthesis.gates import FAILURES_TO_OPEN, PROBE_SECONDS, Gate, back_off
from synthesis.running import run_async


def fail(gate, times=FAILURES_TO_OPEN, wait=None):
    for _ in range(times):
        gate.failed("529: overloaded", wait)


def run(coroutine):
    return run_async(asyncio.wait_for(coroutine, 60))


def test_a_gate_lets_everything_through_at_first():
    async def enter():
        gate = Gate()
        return [await gate.enter() for _ in range(100)]

    assert all(run(enter()))


def test_a_success_in_between_keeps_the_breaker_shut():
    gate = Gate()
    for _ in range(5):
        fail(gate, FAILURES_TO_OPEN - 1)
        gate.succeeded()
    assert not gate.is_broken
    assert gate.broken_for == 0


def test_an_open_breaker_lets_one_through_at_a_time(monkeypatch):
    monkeypatch.setattr(gates, "PROBE_SECONDS", 0.3)

    async def enter():
        gate, times = Gate(), []
        fail(gate)
        started = time.monotonic()

        async def one():
            assert await gate.enter()
            times.append(time.monotonic() - started)

        calls = [asyncio.create_task(one()) for _ in range(8)]
        while len(times) < 3:
            await asyncio.sleep(0.01)
        for each in calls:
            each.cancel()
        return times

    times = run(enter())
    assert [round(each / 0.3) for each in times] == [1, 2, 3]


def test_a_success_opens_the_way_for_all_who_wait():
    async def enter():
        gate = Gate()
        fail(gate)
        calls = [asyncio.create_task(gate.enter()) for _ in range(8)]
        await asyncio.sleep(0)
        assert gate.waiting.until - time.time() == pytest.approx(PROBE_SECONDS, abs=1)
        gate.succeeded()
        return await asyncio.gather(*calls), gate.waiting

    assert run(enter()) == ([True] * 8, None)


def test_a_wait_is_seen_with_its_reason_and_ends_when_one_says_stop():
    async def enter():
        gate = Gate()
        gate.failed("429: slow down", 3600)
        call = asyncio.create_task(gate.enter())
        await asyncio.sleep(0)
        assert gate.waiting.until - time.time() == pytest.approx(3600, abs=1)
        assert gate.waiting.why == "429: slow down"
        gate.is_stopping = True
        started = time.monotonic()
        return await call, time.monotonic() - started, gate.waiting

    entered, seconds, waiting = run(enter())
    assert (entered, waiting) == (False, None)
    assert seconds < 1


def test_a_back_off_is_seen_and_ends_when_one_says_stop():
    async def wait():
        gate = Gate()
        gate.failed("500: internal")
        waiting = asyncio.create_task(gate.wait(25))
        await asyncio.sleep(0)
        assert 24 < gate.waiting.until - time.time() <= 25
        gate.is_stopping = True
        return await waiting

    assert run(wait()) is False


def test_a_success_does_not_end_the_wait_the_server_asked_for():
    gate = Gate()
    gate.failed("429", 60)
    gate.succeeded()

    async def enter():
        call = asyncio.create_task(gate.enter())
        await asyncio.sleep(0.2)
        assert not call.done()
        call.cancel()

    run(enter())


def test_a_clock_that_is_set_moves_no_wait(monkeypatch):
    gate = Gate()
    gate.failed("429", 0.2)
    monkeypatch.setattr(gates.time, "time", lambda: 0.0)
    started = time.monotonic()
    assert run(gate.enter())
    assert 0.1 < time.monotonic() - started < 30


@pytest.mark.parametrize("tries", [1, 2, 5, 12, 10**6])
def test_back_off_grows_to_its_limit_and_is_never_the_same(tries):
    found = {back_off(tries) for _ in range(20)}
    longest = min(gates.LONGEST_WAIT, gates.FIRST_WAIT * 2 ** min(tries - 1, 16))
    assert len(found) > 1
    assert all(longest / 2 <= each <= longest for each in found)
