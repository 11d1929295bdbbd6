"""A run is a process of its own: it outlives its kernel, and there is one of it."""

import os

import pytest
from review.reviewing import child

from ftwidgets.synthesis.processes import start_runner
from ftwidgets.synthesis.secrets import KEYS
from ftwidgets.synthesis.statuses import Beside
from synthesis.running import Run, asked, generation, lines_of, until
from synthesis.serving import Teller
from synthesis.test_runner import Held, adds_up

STARTING = """
import sys
sys.path.insert(0, ".")
from pathlib import Path
from synthesis.running import generation

made = generation(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
made.start()
print(made.status.run, made.status.pid, flush=True)
"""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "replies.jsonl"


def log_of(made):
    return made.beside.log_path.read_text()


def test_of_two_starts_at_once_one_runs_and_one_attaches(path):
    teller = Held()
    with asked(teller), child(STARTING, path) as one, child(STARTING, path) as two:
        for process in (one, two):
            assert process.stdout.readline() == "ready\n"
        for process in (one, two):
            process.stdin.write("go\n")
            process.stdin.flush()
        first, second = one.stdout.readline(), two.stdout.readline()
        assert first == second
        assert first
        one.kill()  # the kernels die, the run goes on
        two.kill()
        teller.let_go.set()
        made = generation(path)
        made.wait()
    assert made.phase == "done"
    assert adds_up(made)["ok"] == 60
    assert set(teller.asked.values()) == {1}
    assert {line["run"] for line in lines_of(path, "reply")} == {first.split()[0]}


def test_a_start_while_a_run_is_at_work_attaches_to_it(path):
    teller = Held()
    with asked(teller):
        made = generation(path, rows=5)
        run = Run(made)
        until(lambda: len(teller.calls) == 9)
        other = generation(path, rows=5)
        assert other.is_running
        other.start()
        assert other.status.run == made.status.run == "here"
        teller.let_go.set()
        assert run.ended().reason == "done"
    assert len(teller.calls) == 10


def test_other_settings_are_refused_while_a_run_is_at_work(path):
    teller = Held()
    with asked(teller):
        waits = generation(path, rows=6)
        run = Run(generation(path, rows=5))
        until(lambda: len(teller.calls) == 9)
        for _ in range(2):
            with pytest.raises(ValueError, match="a run with other settings"):
                generation(path, rows=7)
        with pytest.raises(ValueError, match="a run with other settings"):
            waits.commit()
        teller.let_go.set()
        run.ended()
    assert len(lines_of(path, "plan")) == 1


def test_a_start_with_other_settings_does_not_attach(path):
    teller = Held()
    with asked(teller):
        waits = generation(path, rows=6)
        run = Run(generation(path, rows=5))
        try:
            until(lambda: len(teller.calls) == 9)
            with pytest.raises(ValueError, match="a run with other settings"):
                waits.start()
        finally:
            teller.let_go.set()
            run.ended()


def test_a_generation_keeps_its_own_plan_when_another_is_written(path):
    made = generation(path, rows=5)
    made.commit()
    generation(path, rows=8).commit()
    assert made.requested == 10


def test_a_preview_of_nothing_asks_nothing(path):
    teller = Teller()
    with asked(teller):
        assert generation(path).preview(0) == []
    assert teller.calls == []


def test_a_start_that_fails_says_the_process_own_words(path):
    with asked(Teller()):
        made = generation(path)
        with pytest.raises(RuntimeError, match=r"did not start: .*no such journal"):
            start_runner(made.path, made.beside, None, None)
    assert not made.is_running


def test_a_process_that_came_too_late_counts_as_attached(path):
    with asked(Teller()):
        made = generation(path)
        made.commit()
        with Beside(made.path).alone():
            start_runner(made.path, made.beside, None, None)
    assert "another run is at work" in log_of(made)


def test_a_started_run_stops_resumes_and_leaves_no_noise(path):
    teller = Held(first=4)
    with asked(teller) as url:
        made = generation(path, rows=10, base_url=url)
        made.start(limit=3).wait()
        assert (made.phase, made.counts["ok"], len(teller.calls)) == ("limit", 3, 3)
        assert made.status.host == url.removeprefix("http://")
        assert log_of(made) == "as many requests were answered as were asked for\n"
        made.start()
        assert os.getsid(made.status.pid) == made.status.pid  # of its own, so it stays
        until(lambda: len(teller.calls) == 4 + 8)
        made.stop()
        until(lambda: made.phase == "stopping")
        teller.let_go.set()
        made.wait()
    assert made.phase == "stopped"
    assert log_of(made) == "stopped; what was in flight has been kept\n"
    assert adds_up(made)["ok"] == len(teller.calls) == 12


LISTENING = """
import os, sys

def hear(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo"):
        say(event)
    if event == "socket.__new__" and int(arguments[1]) in (2, 10):
        say(f"internet socket {arguments}")

def say(text):
    with open(os.environ["HEARD"], "a") as file:
        file.write(text + chr(10))

sys.addaudithook(hear)
say("listening")
"""
"""Told to every Python that starts: it writes down what touches a network."""

MAKING = """
import sys
from ftwidgets import TemplateTeacher, generate
from ftwidgets.seeds.sources import shipped

seeds = [each.example for each in shipped("classification")]
made = generate("classification", seeds, TemplateTeacher(), 30, sys.argv[1])
made.preview()
made.start().wait()
print(made.phase, len(made.rows), len(made.provenance()), made.estimate is not None)
"""


def test_without_key_and_network_no_socket_is_opened(path, tmp_path, monkeypatch):
    place = tmp_path / "listening"
    place.mkdir()
    (place / "sitecustomize.py").write_text(LISTENING)
    heard = tmp_path / "heard"
    monkeypatch.setenv("HEARD", str(heard))
    monkeypatch.setenv("PYTHONPATH", str(place))
    for name in KEYS:
        monkeypatch.delenv(name, raising=False)
    with child(MAKING, path) as kernel:
        assert kernel.stdout.readline() == "done 30 30 True\n"
    # The kernel and both of its runs have listened, and heard nothing.
    assert heard.read_text().splitlines() == ["listening"] * 3
    code = "import socket; socket.socket().close(); socket.getaddrinfo('127.0.0.1', 1)"
    with child(code) as control:
        control.wait()
    assert len(heard.read_text().splitlines()) == 6
