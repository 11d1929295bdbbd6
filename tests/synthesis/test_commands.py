"""The command line: fills a journal, says where it stands, and hears Ctrl-C."""

import os
import pty
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from ftwidgets.synthesis.book import ReplyJournal
from ftwidgets.synthesis.secrets import NO_KEY
from synthesis.running import asked, generation, lines_of, run_here, until
from synthesis.serving import Teller, error_body
from synthesis.test_runner import Held, adds_up


@pytest.fixture
def path(tmp_path):
    return tmp_path / "replies.jsonl"


@contextmanager
def command(path, *more, **pipes):
    """The real command in a process; killed at the end if it still runs."""
    words = [sys.executable, "-m", "ftwidgets", "generate", str(path), *map(str, more)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **pipes}
    with subprocess.Popen(words, text=True, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


def run(path, *more):
    """Exit code and the last words."""
    with command(path, *more) as process:
        out, err = process.communicate()
        assert "Traceback" not in err
        return process.returncode, out, err


def test_it_fills_a_journal_and_says_where_it_stands(path):
    with asked(Teller()):
        made = generation(path, rows=5)
        made.commit()
        code, out, err = run(path)
    assert (code, out) == (0, "all rows are there\n")
    assert "10 of 10 answered, 0 in flight, 5 rows usable, $0.019" in err
    assert made.phase == "done"


def test_it_says_what_stops_it_and_what_to_do(path):
    refusal = (403, {}, error_body("permission_error", "\x1b[31mnot you\u202e"))
    with asked(Teller(lambda n, a: refusal)):
        generation(path, rows=5).commit()
        code, out, _ = run(path, "--quiet")
    assert code == 1
    assert out.startswith("the provider accepts no call: the key may not use this")
    assert out[:-1].isprintable()


def test_no_key_or_no_journal_is_one_sentence(path, monkeypatch):
    teller = Teller()
    with asked(teller):
        generation(path, rows=5).commit()
        monkeypatch.delenv("ANTHROPIC_API_KEY")
        assert run(path) == (2, "", f"ftwidgets: {NO_KEY}\n")
        code, _, err = run(path.with_name("none.jsonl"))
        assert (code, err.count("\n")) == (2, 1)
        assert "ft.generate(…) begins one" in err
    assert teller.calls == []


def test_a_plan_whose_price_nobody_knows_asks_nothing(path):
    teller = Teller()
    with asked(teller):
        made = generation(path, rows=5, model="my-model")
        settings = {**made._plan["teacher"]["settings"], "budget": 2.0}
        teacher = {"kind": "claude", "settings": settings}
        ReplyJournal(path).append([{**made._plan, "teacher": teacher}])
        code, _, err = run(path)
    assert code == 2
    assert "the price of my-model is unknown" in err
    assert teller.calls == []


def test_a_journal_that_another_run_holds_is_left_alone(path):
    teller = Teller()
    with asked(teller):
        made = generation(path, rows=5)
        made.commit()
        with made.beside.alone():
            code, out, _ = run(path)
    assert (code, out) == (3, f"another run is at work on {path}\n")
    assert teller.calls == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_keeps_what_is_in_flight_and_a_second_one_leaves_it(path, number):
    teller = Held()
    with asked(teller):
        made = generation(path, rows=20)
        made.commit()
        with command(path) as process:
            until(lambda: len(teller.calls) == 9)
            process.send_signal(number)
            until(lambda: made.phase == "stopping")
            assert process.poll() is None
            if number == signal.SIGTERM:
                process.send_signal(number)
            else:
                teller.let_go.set()
            out, err = process.communicate()
        assert "Traceback" not in err
        assert process.returncode == 1
        assert len(teller.calls) == 9
        counts = adds_up(made)
        if number == signal.SIGTERM:
            assert out == "stopped at once; what was in flight may be billed\n"
            assert (counts["ok"], counts["abandoned"]) == (1, 8)
            assert len(lines_of(path, "abandoned")) == 8
        else:
            assert out == "stopped; what was in flight has been kept\n"
            assert (counts["ok"], counts["abandoned"]) == (9, 0)
        teller.let_go.set()
        assert run_here(made, name="next").reason == "done"
    assert adds_up(made)["ok"] == 40


@pytest.mark.soak
def test_a_terminal_that_is_closed_does_not_end_the_run(path):
    teller = Held()
    with asked(teller):
        made = generation(path, rows=10)
        made.commit()
        ours, theirs = pty.openpty()
        with command(path, stderr=theirs, stdout=subprocess.DEVNULL) as process:
            os.close(theirs)
            until(lambda: len(teller.calls) == 9)
            os.close(ours)
            teller.let_go.set()
            process.wait()
    assert made.phase == "done"
    assert adds_up(made)["ok"] == 20
