"""Killed, out of room, read-only, torn: what was paid for is there, and bought once."""

import itertools
import json
import random
import time

import pytest
from review.reviewing import make_read_only, small_disk

from ftwidgets.synthesis.book import Book
from ftwidgets.synthesis.statuses import Beside
from synthesis.running import (
    Run,
    asked,
    asked_of,
    generation,
    kill,
    lines_of,
    print_table,
    run_here,
    until,
)
from synthesis.serving import Teller, good_body
from synthesis.test_runner import Held, adds_up
from synthesis.test_statuses import fill

CONCURRENCY = 8


@pytest.fixture
def path(tmp_path):
    return tmp_path / "replies.jsonl"


# Kills


def unended(path):
    """What calls without an end may have cost at most, from the lines alone."""
    still, lost = {}, []
    for line in lines_of(path):
        kind, name = line.get("is"), line.get("request")
        if kind == "sent":
            lost += [still[name]] if name in still else []
            still[name] = line["worst"]
        if kind in ("reply", "failed", "abandoned"):
            still.pop(name, None)
    return [*lost, *still.values()]


def kill_again_and_again(made, teller, kills, chance):
    """Start, and kill at a random moment; what was found after each kill."""
    hashes = {asked_of(each.request): each.request.hash for each in made.book.answers()}
    found = []
    while len(found) < kills:
        made.start()
        before = len(teller.calls)
        goal = before + chance.choice([0, 0, 1, 2, 5, 8, 11, 14])
        until(lambda goal=goal: len(teller.calls) >= goal or not made.is_running)
        time.sleep(chance.uniform(0, 0.03))  # the moment is the point here
        if not kill(made):
            break
        kept = {line["request"] for line in lines_of(made.path, "reply")}
        assert adds_up(made)["ok"] == len(kept)
        found.append((len(teller.calls), kept, len(unended(made.path))))
    made.start().wait()
    found.append((len(teller.calls), set(), 0))
    again = 0
    for (start, kept, _), (end, *_) in itertools.pairwise(found):
        calls = teller.calls[start:end]
        again += sum(hashes[json.dumps(each, sort_keys=True)] in kept for each in calls)
    return found[:-1], again


@pytest.mark.parametrize(
    ("rows", "kills"),
    [(30, 3), pytest.param(150, 50, marks=pytest.mark.soak)],
    ids="{} rows".format,
)
def test_kills_lose_no_reply_and_buy_none_again(path, tmp_path, capsys, rows, kills):
    chance, teller = random.Random(rows), Teller(delay=0.2)
    with asked(teller):
        made = generation(path, rows=rows)
        made.commit()
        found, again = kill_again_and_again(made, teller, kills, chance)
        assert made.phase == "done"
        unkilled = generation(tmp_path / "unkilled.jsonl", rows=rows)
        run_here(unkilled)
    assert adds_up(made)["ok"] == 2 * rows
    assert made.rows == unkilled.rows
    assert made.examples == unkilled.examples
    replies = [line["request"] for line in lines_of(path, "reply")]
    assert len(replies) == len(set(replies)) == 2 * rows
    lost = set().union(*(kept for _, kept, _ in found)) - set(replies)
    assert (len(lost), again) == (0, 0)
    calls = len(teller.calls) - 2 * rows  # those of the other run
    repeats = calls - 2 * rows
    assert 0 <= repeats <= CONCURRENCY * len(found)
    owed = unended(path)
    assert len(owed) >= repeats
    assert made.may_be_billed == pytest.approx(sum(owed))
    if rows > 100:
        assert len(found) == kills
        table = {
            "kills": len(found),
            "journaled replies lost": len(lost),
            "journaled replies asked again": again,
            f"calls made again, of {CONCURRENCY * kills} at most": repeats,
            "calls told as maybe billed": len(owed),
            "rows, the same as in an unkilled run": len(made.rows),
        }
        with capsys.disabled():
            print_table(f"kill -9 in {2 * rows} requests, 8 at a time", table)


def test_a_killed_run_is_told_as_killed_and_goes_on(path):
    teller = Held(first=3)
    with asked(teller):
        made = generation(path, rows=10)
        made.start()
        until(lambda: len(teller.calls) == 3 + CONCURRENCY)
        assert kill(made)
        assert made.phase == "killed"
        assert made.counts["ok"] == len(lines_of(path, "reply")) == 3
        owed = unended(path)
        assert len(owed) == CONCURRENCY
        assert made.may_be_billed == pytest.approx(sum(owed))
        teller.let_go.set()
        assert run_here(made).reason == "done"
        assert made.may_be_billed == pytest.approx(sum(owed))
    assert adds_up(made)["ok"] == 20


# Disks


def test_replies_wait_for_room_on_a_full_disk_and_none_is_lost(tmp_path):
    teller = Held()
    with small_disk(tmp_path / "disk", "128k") as disk, asked(teller):
        if disk is None:
            pytest.skip("no disk can be mounted here")
        made = generation(disk / "replies.jsonl")
        run = Run(made)
        until(lambda: len(teller.calls) == 1 + CONCURRENCY)
        fill(disk)
        teller.let_go.set()
        until(lambda: made.phase == "stopping", "the stop")
        assert made.status.reason == "disk"
        assert "No space left" in made.status.message
        until(lambda: not teller.open, "all replies")
        calls = len(teller.calls)
        assert adds_up(made)["ok"] < calls  # the last block may have held some
        assert run.is_alive()
        (disk / "filler").unlink()
        assert run.ended().reason == "disk"
        assert len(teller.calls) == calls
        assert adds_up(made)["ok"] == calls
        assert made.book.journal.damage == []
        assert run_here(made, name="next").reason == "done"
        assert adds_up(made)["ok"] == 60
        assert set(teller.asked.values()) == {1}


def test_a_second_stop_is_heard_on_a_full_disk_and_what_is_lost_may_be_billed(tmp_path):
    teller = Held()
    with small_disk(tmp_path / "disk", "128k") as disk, asked(teller):
        if disk is None:
            pytest.skip("no disk can be mounted here")
        made = generation(disk / "replies.jsonl", rows=10)
        run = Run(made)
        until(lambda: len(teller.calls) == 1 + CONCURRENCY)
        fill(disk)
        teller.let_go.set()
        until(lambda: made.phase == "stopping")
        made.stop()
        made.stop()
        assert run.ended().reason == "abandoned"
        lost = len(teller.calls) - adds_up(made)["ok"]
        assert lost > 0
        assert len(unended(made.path)) >= lost
        assert made.may_be_billed == pytest.approx(sum(unended(made.path)))
        (disk / "filler").unlink()
        assert run_here(made, name="next").reason == "done"
        assert sum(teller.asked.values()) == 20 + lost


def test_nothing_is_asked_where_nothing_can_be_written(tmp_path):
    teller = Teller()
    with small_disk(tmp_path / "disk") as disk, asked(teller):
        if disk is None:
            pytest.skip("no disk can be mounted here")
        made = generation(disk / "replies.jsonl", rows=5)
        other = generation(disk / "other.jsonl", rows=5)
        made.commit()
        make_read_only(disk)
        with pytest.raises(OSError, match="Read-only"):
            made.start()
        with pytest.raises(OSError, match="Read-only"):
            other.start()
        assert made.counts["pending"] == 10
    assert teller.calls == []


def test_a_full_disk_at_the_start_asks_nothing_and_ends_by_itself(tmp_path):
    teller = Teller()
    with small_disk(tmp_path / "disk") as disk, asked(teller):
        if disk is None:
            pytest.skip("no disk can be mounted here")
        made = generation(disk / "replies.jsonl", rows=5)
        made.commit()
        with made.beside.alone():
            pass
        fill(disk)
        made.path.open("ab").close()
        room = 4096 - made.path.stat().st_size % 4096
        with open(made.path, "ab") as file:  # the rest of its last block
            file.write(b" " * (room - 1) + b"\n")
        status = run_here(made)
    assert status.reason == "disk"
    assert teller.calls == []


def test_a_journal_that_is_taken_away_stops_the_run(path):
    teller = Held()
    with asked(teller):
        made = generation(path)
        run = Run(made)
        until(lambda: len(teller.calls) == 1 + CONCURRENCY)
        path.unlink()
        teller.let_go.set()
        until(lambda: (made.status.phase, made.status.reason) == ("stopping", "disk"))
        made.stop()
        made.stop()
        assert run.ended().reason == "abandoned"
    assert len(teller.calls) == 1 + CONCURRENCY
    assert not path.exists()


# Lines


def test_a_torn_line_is_asked_again_and_told(path):
    teller = Teller()
    with asked(teller):
        made = generation(path, rows=5)
        run_here(made)
        data = path.read_bytes()
        path.write_bytes(data[:-40])
        again = generation(path, rows=5)
        assert len(again.book.journal.damage) == 1
        assert adds_up(again)["pending"] + again.counts["ok"] == 10
        assert run_here(again, name="next").reason == "done"
    assert adds_up(again)["ok"] == 10
    assert len(again.book.journal.damage) == 1


def test_a_damaged_reply_does_not_count_and_is_asked_again(path):
    teller = Teller()
    with asked(teller):
        made = generation(path, rows=5)
        run_here(made)
        lines = path.read_bytes().splitlines(keepends=True)
        (at, *_) = [i for i, line in enumerate(lines) if b'"is": "reply"' in line]
        lines[at] = lines[at].replace(b"user_message", b"user message")
        path.write_bytes(b"".join(lines))
        again = generation(path, rows=5)
        assert adds_up(again)["ok"] == 9
        assert str(again.book.journal.damage[0]) == (
            f"line {at + 1}: its checksum does not fit; it was changed after writing"
        )
        run_here(again, name="next")
    assert adds_up(again)["ok"] == 10
    assert len(teller.calls) == 11


@pytest.mark.parametrize(
    "data",
    [
        b'{"ftwidgets_journal": 1, "id": "a"}\n',
        b"text,category\na,b\n",
        b"[1]\n",
        b"\0",
    ],
)
def test_a_file_of_another_kind_is_left_as_it_is(path, data):
    path.write_bytes(data)
    with pytest.raises(ValueError, match="give another path"):
        generation(path)
    assert path.read_bytes() == data


def test_two_plans_of_one_journal_share_what_was_paid(path):
    teller = Teller()
    with asked(teller):
        run_here(generation(path, rows=5))
        more = generation(path, rows=8)
        assert more.counts["ok"] == 10
        run_here(more, name="more")
    assert adds_up(more)["ok"] == 16
    assert set(teller.asked.values()) == {1}


def test_a_reader_of_the_lines_alone_counts_the_same(path):
    with asked(Teller(lambda n, a: (200, {}, good_body(a)))):
        made = generation(path, rows=10)
        run_here(made)
    book = Book(path)
    book.refresh()
    assert book.counts == made.counts
    replies = {line["request"] for line in lines_of(path, "reply")}
    assert book.counts["ok"] == len(replies) == 20
    assert Beside(path).read().reason == "done"
