"""Two at once on one journal, killed or not: never corrupt, each label counted once."""

import random

import pytest

from ftwidgets.review.session import ReviewSession
from ftwidgets.tasks import Task
from review.naive import told
from review.reviewing import (
    LABELS,
    child,
    content,
    killed_in_the_middle,
    lines_of,
    rows,
)

TASK = Task("tickets", "classification", labels=LABELS)
ROWS = 12

REVIEWING = """
import random, sys
from ftwidgets.review.session import ReviewSession
from ftwidgets.tasks import Task
from review.reviewing import LABELS, rows

path, name, seed, times = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
task = Task("tickets", "classification", labels=LABELS)
session, chance = ReviewSession(rows(12), path, name, task=task), random.Random(seed)
print("open", flush=True)
sys.stdin.readline()
for _ in range(times):
    verb, row = chance.choice(VERBS), chance.randrange(12)
    if verb == "label":
        session.label(chance.choice(["keep", "drop", *LABELS]), row)
    elif verb == "edit":
        session.edit(chance.choice(["Hello", "refund"]), 1, row)
    elif verb in ("flag", "skip"):
        getattr(session, verb)(row=row)
    elif getattr(session, verb)() is None:
        continue
    print(verb, flush=True)
"""
VERBS = ["label", "label", "label", "edit", "flag", "skip", "undo", "undo", "redo"]
REVIEWING = REVIEWING.replace("VERBS", repr(VERBS))

LABELLING = """
import sys
from ftwidgets.review.session import ReviewSession
from review.reviewing import rows

session = ReviewSession(rows(20_000), sys.argv[1], "mira")
while True:
    row = session.current.row
    session.label("keep")
    print(row, flush=True)
"""


def told_by_the_file(path, name):
    """What stands of each row of one person, read from the lines alone.

    An edit without a text is one back to the original.
    """
    lines = [each for each in lines_of(path)[1:] if each["by"] == name]
    undone = set()
    for each in lines:
        if each["kind"] == "undo":
            undone.add(each["target"])
        elif each["kind"] == "redo":
            undone.discard(each["target"])
    found = []
    for example in rows(ROWS):
        deeds = [
            (each["kind"], each.get("value", content(example)[1]), each.get("turn"))
            for each in lines
            if each["kind"] not in ("undo", "redo", "visit")
            and each["id"] not in undone
            and each["row"] == f'id:"{example["id"]}"'
        ]
        found.append(told(content(example), deeds))
    return found


def shown(session):
    states = [session.state(row) for row in range(ROWS)]
    return [
        (
            state.verdict,
            state.label,
            state.flagged,
            state.note,
            content(session.edited(row)),
        )
        for row, state in enumerate(states)
    ]


def opened(path, name="mira"):
    return ReviewSession(rows(ROWS), path, name, task=TASK)


@pytest.mark.parametrize("names", [("mira", "noor"), ("mira", "mira")])
def test_two_processes_review_at_once(tmp_path, names):
    path = tmp_path / "labels.jsonl"
    before = [opened(path, name) for name in names]
    with (
        child(REVIEWING, path, names[0], 1, 150) as one,
        child(REVIEWING, path, names[1], 2, 150) as other,
    ):
        for process in (one, other):
            assert process.stdout.readline() == "open\n"
        for process in (one, other):
            process.stdin.write("go\n")
            process.stdin.flush()
        printed = [*one.stdout, *other.stdout]
        assert [one.wait(), other.wait()] == [0, 0]
    lines = lines_of(path)
    assert len(lines) == 1 + len(printed)
    assert len({each["id"] for each in lines}) == len(lines)
    for name, session in zip(names, before, strict=True):
        session.refresh()
        again = opened(path, name)
        assert shown(session) == shown(again) == told_by_the_file(path, name)
        assert +session.counts == +again.counts
        assert session.judged == again.judged
        assert session.undo() is None  # all that was done was done elsewhere
        assert session.notes[:-1] == again.notes == []
        other_name = next((each for each in names if each != name), None)
        assert other_name is None or other_name in session.ledger.others


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("names", [("mira", "noor"), ("mira", "mira")])
def test_two_windows_review_in_turn(tmp_path, names, seed):
    path, chance = tmp_path / "labels.jsonl", random.Random(seed)
    windows, own, done = [opened(path, name) for name in names], [set(), set()], 0
    for _ in range(200):
        which = chance.randrange(2)
        session, verb, row = (
            windows[which],
            chance.choice(VERBS),
            chance.randrange(ROWS),
        )
        if verb in ("undo", "redo"):
            found = getattr(session, verb)()
            done += found is not None
            assert found is None or found.id in own[which]
            continue
        if verb == "label":
            session.label(chance.choice(["keep", "fix", "drop", *LABELS]), row)
        elif verb == "edit":
            session.edit(chance.choice(["Hello", "refund"]), 1, row)
        else:
            getattr(session, verb)(row=row)
        done += 1
        own[which].add(lines_of(path)[-1]["id"])
        if chance.random() < 0.1:
            windows[1 - which].refresh()
            for name, each in zip(names, windows, strict=True):
                assert shown(each) == told_by_the_file(path, name)
    assert len(lines_of(path)) == 1 + done
    for name, session in zip(names, windows, strict=True):
        session.refresh()
        again = opened(path, name)
        assert shown(session) == shown(again) == told_by_the_file(path, name)
        assert +session.counts == +again.counts
        while again.undo():
            pass
        session.refresh()
        assert session.ledger.mine.states == again.ledger.mine.states == {}


def test_each_window_sees_the_others_label_after_a_refresh_and_counts_it_once(tmp_path):
    one, other = (opened(tmp_path / "labels.jsonl") for _ in range(2))
    one.label("keep")
    other.refresh()
    assert other.state(0).verdict == "keep"
    assert (other.judged, other.position, other.undo()) == (1, 1, None)
    other.label("drop")
    one.refresh()
    assert (one.judged, one.state(1).verdict) == (2, "drop")
    assert one.notes == [
        "1 newer deed of yours from another window; undo here takes none back"
    ]
    assert one.undo().value == "keep"
    other.refresh()
    assert (other.judged, other.state(1).verdict) == (1, "drop")


def kills_lose_no_label(path, times):
    """Kill a session that labels row after row, and go on in a new one each time."""
    chance, examples, seen = random.Random(times), rows(20_000), []
    for number in range(times):
        seen += killed_in_the_middle(LABELLING, path, after=chance.random() / 4)
        session = ReviewSession(examples, path, "mira")
        assert [int(each) for each in seen] == sorted({int(each) for each in seen})
        assert {session.state(int(row)).verdict for row in seen} == {"keep"}
        assert len(seen) <= session.judged <= len(seen) + number + 1
        assert session.position == session.judged
    return len(seen)


def test_kills_lose_no_label_and_the_next_session_goes_on_at_the_same_row(tmp_path):
    assert kills_lose_no_label(tmp_path / "labels.jsonl", times=3) >= 3


@pytest.mark.soak
def test_fifty_kills_lose_no_label(tmp_path):
    assert kills_lose_no_label(tmp_path / "labels.jsonl", times=50) >= 50
