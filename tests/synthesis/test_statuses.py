"""The files beside a journal: one run holds it, hears a stop, shows what it does."""

import threading

import pytest
from review.reviewing import child, small_disk

from ftwidgets.synthesis.statuses import PHASES, REASONS, Beside, Status
from synthesis.running import KEY

HOLDING = """
import sys
from pathlib import Path
from ftwidgets.synthesis.statuses import Beside
with Beside(Path(sys.argv[1])).alone() as is_ours:
    print(is_ours, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def beside(tmp_path):
    return Beside(tmp_path / "replies.jsonl")


def fill(disk):
    """Take all the room there is."""
    with open(disk / "filler", "wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 512)
        except OSError:
            pass


def test_a_status_is_read_as_it_was_written(beside):
    assert beside.read() is None
    status = Status("run", "plan", 7, "waiting", waiting_until=12.5, waiting_for="529")
    beside.write(status)
    assert beside.read() == status


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"phase": "x"}', '{"a": 1}'])
def test_a_status_that_is_none_is_none(beside, text):
    beside.status_path.write_text(text)
    assert beside.read() is None


def test_a_status_holds_no_key(beside, monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", KEY)
    beside.write(Status("run", message=f"Bearer {KEY}", waiting_for=KEY))
    assert KEY not in beside.status_path.read_text()
    assert beside.read().message == "Bearer [key]"


def test_a_stop_is_for_one_run(beside):
    assert beside.stops_asked("a") == 0
    beside.make_stoppable("a")
    assert beside.stops_asked("a") == 0
    beside.ask_to_stop("a", 1)
    beside.ask_to_stop("a", 2)
    assert (beside.stops_asked("a"), beside.stops_asked("b")) == (2, 0)
    beside.ask_to_stop("another-run-with-a-longer-name", 1)
    beside.ask_to_stop("b", 1)
    assert (beside.stops_asked("a"), beside.stops_asked("b")) == (0, 1)


@pytest.mark.parametrize(
    "text", ["", "[", "{}", "7", "[1]", '["a", []]', '["a", 1e999]']
)
def test_a_stop_that_is_none_stops_nothing(beside, text):
    beside.stop_path.write_text(text)
    assert beside.stops_asked("a") == 0


def test_one_process_holds_a_journal_and_its_end_frees_it(beside, tmp_path):
    journal = tmp_path / "replies.jsonl"
    assert not beside.is_held()
    with child(HOLDING, journal) as one:
        assert one.stdout.readline() == "True\n"
        assert beside.is_held()
        with beside.alone() as is_ours:
            assert not is_ours
    assert not beside.is_held()
    with beside.alone() as is_ours:
        assert is_ours


def test_any_number_may_look_at_once_and_none_is_taken_for_a_run(beside):
    with beside.alone():
        pass
    found = []

    def look():
        found.extend(beside.is_held() for _ in range(2000))

    eyes = [threading.Thread(target=look) for _ in range(4)]
    for each in eyes:
        each.start()
    for each in eyes:
        each.join()
    assert found == [False] * 8000


def test_eyes_do_not_keep_a_run_from_starting(beside):
    with beside.alone():
        pass
    ended = threading.Event()

    def look():
        while not ended.is_set():
            beside.is_held()

    eyes = [threading.Thread(target=look) for _ in range(2)]
    for each in eyes:
        each.start()
    try:
        for _ in range(20):
            with beside.alone() as is_ours:
                assert is_ours
    finally:
        ended.set()
        for each in eyes:
            each.join()


def test_on_a_full_disk_the_status_is_seen_and_a_stop_is_heard(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("no disk can be mounted here")
        beside = Beside(disk / "replies.jsonl")
        beside.make_stoppable("a")
        beside.write(Status("a", phase="running", message="x" * 200))
        fill(disk)
        full = Status("a", phase="stopping", reason="disk", message="no room")
        beside.write(full)
        assert beside.read() == full
        beside.ask_to_stop("a", 2)
        assert beside.stops_asked("a") == 2


def test_every_reason_has_words_and_every_phase_a_name():
    assert all(REASONS.values())
    assert Status("run").phase in PHASES
