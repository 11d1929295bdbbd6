"""Is every seed a person vouches for on the disk, once, and never lost?"""

import copy
import errno
import json
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ftwidgets as ft
import ftwidgets.seeds.gold
from ftwidgets.examples import chat, fingerprint
from ftwidgets.seeds.checks import Nearest, overlap
from ftwidgets.seeds.gold import GoldSeeds
from ftwidgets.tasks import Task

LABELS = ("billing", "delivery", "returns")
TICKETS = Task("tickets", "classification", labels=LABELS)


def gold(folder, task=TICKETS, **settings):
    return GoldSeeds(task, folder / "gold.jsonl", annotator="ana", **settings)


def ticket(text, label="delivery"):
    return {"text": text, "label": label}


def lines(path):
    return [json.loads(line) for line in path.read_text().splitlines()]


def said(seeds):
    return [row["messages"][0]["content"] for row in seeds.seeds]


# Adding


def test_a_seed_is_on_the_disk_before_add_returns(tmp_path):
    seeds = gold(tmp_path)
    assert not seeds.path.exists()
    assert seeds.add(ticket("Where is my lamp?")) == "gold-0001"
    expected = {
        "messages": [
            {"role": "user", "content": "Where is my lamp?"},
            {"role": "assistant", "content": "delivery"},
        ],
        "id": "gold-0001",
        "seed": "gold-0001",
        "origin": "written",
        "annotator": "ana",
    }
    assert lines(seeds.path) == [expected] == seeds.seeds
    assert repr(seeds) == "GoldSeeds(classification: 1 of 20 in gold.jsonl)"


def test_load_reads_the_file_back_with_nothing_rejected(tmp_path):
    seeds = gold(tmp_path)
    seeds.add(ticket("Où est ma lampe ? 手机"))
    picked = chat(("user", "Paid twice"), ("assistant", "billing"), split="train")
    seeds.add(picked, origin="picked", source="raw_tickets.jsonl line 12")
    data = ft.load(seeds.path)
    assert data.examples == seeds.seeds
    assert not data.rejected
    assert data.repairs == {}
    assert data.notes == {}
    assert data.examples[1]["source"] == "raw_tickets.jsonl line 12"
    assert data.examples[1]["split"] == "train"


def test_a_relative_path_starts_from_the_workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "mine"))
    monkeypatch.setenv("FTWIDGETS_USER", "mira")
    seeds = GoldSeeds("classification", "lesson/gold.jsonl")
    seeds.add(ticket("Where is my lamp?"))
    assert lines(tmp_path / "mine" / "lesson" / "gold.jsonl")[0]["annotator"] == "mira"


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "gold.jsonl").symlink_to(tmp_path / "elsewhere.jsonl")
    gold(tmp_path).add(ticket("Where is my lamp?"))
    assert (tmp_path / "gold.jsonl").is_symlink()
    assert len(lines(tmp_path / "elsewhere.jsonl")) == 1


def test_another_object_goes_on_where_the_first_one_stopped(tmp_path):
    gold(tmp_path).add(ticket("Where is my lamp?"))
    again = gold(tmp_path)
    assert len(again) == 1
    assert again.add(ticket("Paid twice", "billing")) == "gold-0002"
    assert gold(tmp_path).undoable is None


def test_what_was_given_is_neither_changed_nor_kept(tmp_path):
    seeds = gold(tmp_path)
    example = chat(("user", "Where is my lamp?"), ("assistant", "delivery"), id=7)
    before = copy.deepcopy(example)
    seeds.add(example, origin="pasted")
    assert example == before
    example["messages"][0]["content"] = "Another"
    seeds.seeds[0]["messages"].clear()
    assert said(seeds) == ["Where is my lamp?"]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (ticket("", "delivery"), r"messages\[0\].content"),
        (ticket("Where is my lamp?", " "), r"messages\[1\].content"),
        ({"messages": []}, "the list of messages is empty"),
        (chat(("user", "Hi")), "no assistant message"),
        ({"text": "Hi", "answer": "Hello"}, "no field 'answer'; its fields are text"),
        (chat(("user", "a"), ("assistant", "b"), x=float("nan")), "JSON"),
        (
            chat(("user", "a"), ("assistant", "b"), prompt="a", completion="b"),
            "the keys of completion and chat at once",
        ),
        (chat(("user", "a"), ("assistant", "b\ud800")), "half a character"),
    ],
)
def test_what_cannot_be_a_seed_is_refused_with_the_reason(tmp_path, given, message):
    seeds = gold(tmp_path)
    with pytest.raises(ValueError, match=message):
        seeds.add(given)
    assert len(seeds) == 0
    assert not seeds.path.exists()


@pytest.mark.parametrize("given", [7, "Where is my lamp?", ["a"], {"text": 7}])
def test_what_is_no_example_at_all_is_a_bad_call(tmp_path, given):
    with pytest.raises(TypeError, match=r"got (int|str|list)"):
        gold(tmp_path).add(given)


def test_a_value_json_does_not_know_is_a_bad_call_and_leaves_no_file(tmp_path):
    seeds = gold(tmp_path)
    with pytest.raises(TypeError):
        seeds.add(chat(("user", "a"), ("assistant", "billing"), when={1, 2}))
    assert not seeds.path.exists()


def test_an_unknown_origin_is_a_bad_call(tmp_path):
    with pytest.raises(ValueError, match="written, pasted, picked, shipped, got 'me'"):
        gold(tmp_path).add(ticket("Where is my lamp?"), origin="me")


@pytest.mark.parametrize("goal", [0, -1, True, 2.5])
def test_a_goal_that_is_no_number_of_seeds_is_a_bad_call(tmp_path, goal):
    with pytest.raises(ValueError, match="whole number from 1"):
        gold(tmp_path, goal=goal)


def test_an_unknown_kind_of_task_is_a_bad_call(tmp_path):
    with pytest.raises(ValueError, match="one of classification, format_conversion"):
        gold(tmp_path, task="sorting")


def test_the_same_messages_are_not_added_twice_but_near_ones_are(tmp_path):
    seeds = gold(tmp_path)
    seeds.add(ticket("Where is my lamp?"))
    with pytest.raises(ValueError, match="gold-0001 says exactly this already"):
        seeds.add(ticket("Where is my lamp?"))
    assert seeds.add(ticket("where is my lamp")) == "gold-0002"
    assert seeds.add(ticket("Where is my lamp?", "returns")) == "gold-0003"


# Looking before adding


def test_a_check_says_what_is_wrong_and_which_seed_is_nearest(tmp_path):
    seeds = gold(tmp_path)
    seeds.add(ticket("My card was charged twice for the March invoice", "billing"))
    seeds.add(ticket("The sofa has three legs", "returns"))
    found = seeds.check(ticket("my card was charged twice for the April invoice", ""))
    assert found.nearest == Nearest(
        "gold-0001", 0.8, "My card was charged twice for the March invoice"
    )
    assert found.is_near
    assert [each.code for each in found.errors] == ["empty_content"]
    found = seeds.check(ticket("Three legs only", "refund"))
    assert [each.code for each in found.findings] == ["unknown_label"]
    assert found.nearest.id == "gold-0002"
    assert found.nearest.similarity == 2 / 6
    assert not found.is_near
    assert not found.errors


def test_a_seed_being_edited_is_not_its_own_neighbour(tmp_path):
    seeds = gold(tmp_path)
    name = seeds.add(ticket("Where is my lamp?"))
    assert seeds.check(ticket("Where is my lamp?")).is_near
    assert seeds.check(ticket("Where is my lamp?"), instead_of=name).nearest is None


def test_where_no_word_is_shared_nothing_is_near(tmp_path):
    seeds = gold(tmp_path)
    assert seeds.check(ticket("Where?")).nearest is None
    seeds.add(ticket("Where is my lamp?"))
    assert seeds.check(ticket("Paid twice")).nearest is None
    assert seeds.check({"messages": None}).nearest is None


def test_texts_without_words_are_similar_only_to_themselves():
    assert overlap("?!", "?!") == 1.0
    assert overlap("?!", "...") == 0.0


# Changing, removing, undoing


def test_a_change_keeps_the_id_the_origin_and_the_place(tmp_path):
    seeds = gold(tmp_path)
    example = chat(("user", "Paid twice"), ("assistant", "billing"), split="train")
    seeds.add(example, origin="picked", source="raw.jsonl line 12")
    seeds.add(ticket("Where is my lamp?"))
    mira = GoldSeeds(TICKETS, seeds.path, annotator="mira")
    mira.change("gold-0001", ticket("I paid it two times", "billing"))
    row = lines(seeds.path)[0]
    assert row["messages"][0]["content"] == "I paid it two times"
    assert row["id"] == row["seed"] == "gold-0001"
    assert (row["origin"], row["source"]) == ("picked", "raw.jsonl line 12")
    assert (row["annotator"], row["split"]) == ("mira", "train")


def test_a_change_into_another_seed_is_refused_but_not_into_itself(tmp_path):
    seeds = gold(tmp_path)
    seeds.add(ticket("Where is my lamp?"))
    seeds.add(ticket("Paid twice", "billing"))
    with pytest.raises(ValueError, match="gold-0001 says exactly this"):
        seeds.change("gold-0002", ticket("Where is my lamp?"))
    seeds.change("gold-0001", ticket("Where is my lamp?"))
    assert said(seeds) == ["Where is my lamp?", "Paid twice"]


def test_an_unknown_id_is_refused_with_those_there_are(tmp_path):
    seeds = gold(tmp_path)
    with pytest.raises(ValueError, match="no seed 'gold-0001'; there are none"):
        seeds.remove("gold-0001")
    seeds.add(ticket("Where is my lamp?"))
    with pytest.raises(ValueError, match="no seed 'x'; there are gold-0001"):
        seeds.change("x", ticket("Paid twice"))


def test_a_number_is_not_given_twice(tmp_path):
    seeds = gold(tmp_path)
    for text in ("a", "b", "c"):
        seeds.add(ticket(text))
    seeds.remove("gold-0003")
    assert seeds.add(ticket("d")) == "gold-0004"
    assert gold(tmp_path).add(ticket("e")) == "gold-0005"
    seeds.undo()
    assert seeds.add(ticket("f")) == "gold-0006"


def test_every_change_of_the_session_can_be_taken_back(tmp_path):
    seeds = gold(tmp_path)
    states = [seeds.seeds]
    for change in (
        lambda: seeds.add(ticket("a")),
        lambda: seeds.add(ticket("b")),
        lambda: seeds.add(ticket("c")),
        lambda: seeds.change("gold-0002", ticket("d", "billing")),
        lambda: seeds.remove("gold-0001"),
        lambda: seeds.remove("gold-0002"),
    ):
        change()
        states.append(seeds.seeds)
    undone = []
    while seeds.undoable:
        states.pop()
        undone.append(seeds.undo())
        assert seeds.seeds == states[-1]
        assert gold(tmp_path).seeds == states[-1]
    assert undone == [f"gold-000{number}" for number in (2, 1, 2, 3, 2, 1)]
    assert seeds.undo() is None
    assert seeds.path.read_bytes() == b""


def test_an_undo_takes_back_its_own_change_only(tmp_path):
    mine, theirs = gold(tmp_path), gold(tmp_path)
    mine.add(ticket("a"))
    theirs.add(ticket("b"))
    mine.undo()
    assert said(mine) == ["b"]
    theirs.remove("gold-0002")
    mine.add(ticket("c"))
    theirs.undo()
    assert sorted(said(theirs)) == ["b", "c"]


def test_an_undo_leaves_what_somebody_else_has_changed_since(tmp_path):
    mine, theirs = gold(tmp_path), gold(tmp_path)
    mine.add(ticket("a"))
    mine.add(ticket("b"))
    theirs.change("gold-0002", ticket("c"))
    with pytest.raises(ValueError, match="gold-0002 was changed elsewhere since"):
        mine.undo()
    assert [row["messages"][0]["content"] for row in lines(mine.path)] == ["a", "c"]
    assert mine.undo() == "gold-0001"
    assert said(mine) == ["c"]


def test_others_changes_are_seen_after_reload(tmp_path):
    mine, theirs = gold(tmp_path), gold(tmp_path)
    theirs.add(ticket("a"))
    assert len(mine) == 0
    mine.reload()
    assert said(mine) == ["a"]


ACTIONS = st.lists(
    st.tuples(st.sampled_from(("add", "change", "remove", "undo")), st.integers(0, 5)),
    max_size=12,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(ACTIONS)
def test_any_changes_leave_in_the_file_what_they_say(tmp_path_factory, actions):
    seeds = gold(tmp_path_factory.mktemp("gold"))
    past, now, texts, given_ids = [], [], iter(range(100)), []
    for name, at in actions:
        if name == "undo":
            assert (seeds.undo() is None) == (not past)
            now = past.pop() if past else now
            continue
        if name != "add" and not now:
            continue
        past.append(now)
        text, now = f"text {next(texts)}", list(now)
        if name == "add":
            given_ids.append(seeds.add(ticket(text)))
            now.append((given_ids[-1], text))
        elif name == "change":
            row = now[at % len(now)][0]
            seeds.change(row, ticket(text))
            now[at % len(now)] = (row, text)
        else:
            seeds.remove(now.pop(at % len(now))[0])
    found = [(row["id"], row["messages"][0]["content"]) for row in seeds.seeds]
    assert found == now
    assert GoldSeeds(TICKETS, seeds.path).seeds == seeds.seeds
    assert len(set(given_ids)) == len(given_ids)


# What may go wrong


@pytest.mark.parametrize("name", ["add", "change", "remove", "undo"])
def test_a_full_disk_changes_nothing_in_the_file_or_in_memory(
    tmp_path, monkeypatch, name
):
    seeds = gold(tmp_path)
    seeds.add(ticket("a"))
    before, in_memory = seeds.path.read_bytes(), seeds.seeds

    def full(_):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    verbs = {
        "add": lambda: seeds.add(ticket("b")),
        "change": lambda: seeds.change("gold-0001", ticket("b")),
        "remove": lambda: seeds.remove("gold-0001"),
        "undo": seeds.undo,
    }
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            verbs[name]()
    assert seeds.path.read_bytes() == before
    assert seeds.seeds == in_memory
    assert sorted(os.listdir(tmp_path)) == [".gold.jsonl.lock", "gold.jsonl"]
    verbs[name]()
    assert seeds.path.read_bytes() != before
    assert seeds.add(ticket("c")) == ("gold-0003" if name == "add" else "gold-0002")


def test_a_folder_that_cannot_be_made_changes_nothing(tmp_path):
    (tmp_path / "file").write_text("no folder")
    seeds = GoldSeeds("other", tmp_path / "file" / "gold.jsonl")
    with pytest.raises(OSError, match="file"):
        seeds.add({"user": "Hi", "assistant": "Hello"})
    assert len(seeds) == 0
    assert seeds.undoable is None


CHILD = """
import sys
from ftwidgets.seeds.gold import GoldSeeds

seeds = GoldSeeds("classification", sys.argv[1], annotator=sys.argv[2])
print("ready", flush=True)
sys.stdin.readline()
for number in range(25):
    seeds.add({"text": f"{sys.argv[2]} says {number}", "label": "billing"})
"""


def test_two_processes_that_add_at_once_lose_nothing(tmp_path):
    path = tmp_path / "gold.jsonl"
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), name],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("ana", "mira")
    ]
    for child in children:
        child.stdout.readline()
    for child in children:
        child.stdin.write("go\n")
        child.stdin.flush()
    for child in children:
        child.communicate()
        assert child.returncode == 0
    rows = lines(path)
    assert [row["id"] for row in rows] == [f"gold-{n:04d}" for n in range(1, 51)]
    for name in ("ana", "mira"):
        theirs = [row for row in rows if row["annotator"] == name]
        texts = [row["messages"][0]["content"] for row in theirs]
        assert texts == [f"{name} says {number}" for number in range(25)]


# What is known about them


def test_the_balance_counts_the_tasks_labels_first_and_shares_the_goal(tmp_path):
    seeds = gold(tmp_path)
    assert seeds.balance == {"billing": (0, 7), "delivery": (0, 7), "returns": (0, 6)}
    for text, label in (("a", "Billing"), ("b", "refund"), ("c", "billing")):
        seeds.add(ticket(text, label))
    assert list(seeds.balance.items()) == [
        ("billing", (2, 7)),
        ("delivery", (0, 7)),
        ("returns", (0, 6)),
        ("refund", (1, 0)),
    ]
    assert seeds.left == 17


def test_without_labels_in_the_task_those_in_use_share_the_goal(tmp_path):
    seeds = gold(tmp_path, task="classification", goal=3)
    assert seeds.balance == {}
    for text, label in (("a", "x"), ("b", "y"), ("c", "X"), ("d", "x")):
        seeds.add(ticket(text, label))
    assert seeds.balance == {"x": (3, 2), "y": (1, 1)}
    assert seeds.left == 0


def test_other_tasks_have_no_balance(tmp_path):
    seeds = gold(tmp_path, task="other")
    seeds.add({"user": "Hi", "assistant": "Hello"})
    assert seeds.balance == {}


def test_the_card_says_where_the_seeds_came_from_and_which_were_shipped(tmp_path):
    seeds = gold(tmp_path)
    seeds.add(ticket("a"))
    seeds.add(ticket("b"), origin="shipped", source="shipped-c07")
    mira = GoldSeeds(TICKETS, seeds.path, annotator="mira")
    mira.add(ticket("c"), origin="pasted")
    assert mira.card == {
        "task": "classification",
        "seeds": 3,
        "goal": 20,
        "origins": {"written": 1, "pasted": 1, "picked": 0, "shipped": 1},
        "shipped": [
            {
                "id": "gold-0002",
                "source": "shipped-c07",
                "fingerprint": fingerprint(mira.seeds[1]),
            }
        ],
        "annotators": ["ana", "mira"],
    }
    assert json.loads(json.dumps(mira.card)) == mira.card


# Several at once


def test_several_come_in_one_write_and_go_in_one_undo(tmp_path, monkeypatch):
    seeds = gold(tmp_path)
    seeds.add(ticket("Paid twice", "billing"))
    written = []
    monkeypatch.setattr(
        ftwidgets.seeds.gold,
        "write_file",
        lambda path, data: written.append(data) or path.write_bytes(data),
    )
    pairs = [(ticket(f"Where is lamp {n}?"), f"line {n}") for n in range(5)]
    assert seeds.add_all(pairs, "pasted") == [f"gold-000{n}" for n in range(2, 7)]
    assert len(written) == 1
    assert [row["source"] for row in lines(seeds.path)[1:]] == [
        f"line {n}" for n in range(5)
    ]
    seeds.undo()
    assert said(seeds) == ["Paid twice"]
    seeds.undo()
    assert seeds.undoable is None


def test_of_several_all_or_none_are_added(tmp_path):
    seeds = gold(tmp_path)
    for wrong in (ticket("", "billing"), ticket("Where?")):
        with pytest.raises(ValueError, match=r"cannot be a gold seed|exactly this"):
            seeds.add_all([(ticket("Where?"), None), (wrong, None)])
    assert len(seeds) == 0
    assert not seeds.path.exists()
    assert seeds.add_all([]) == []
    assert seeds.undoable is None


def test_several_stay_where_one_of_them_was_changed_elsewhere(tmp_path):
    seeds, other = gold(tmp_path), gold(tmp_path)
    first, _ = seeds.add_all([(ticket("Where?"), None), (ticket("When?"), None)])
    other.change(first, ticket("Where is it?"))
    with pytest.raises(ValueError, match="changed elsewhere"):
        seeds.undo()
    assert said(other) == ["Where is it?", "When?"]


def test_who_listens_is_told_of_every_change_once(tmp_path):
    seeds, told = gold(tmp_path), []
    seeds.listen(lambda: told.append(len(seeds)))
    name = seeds.add(ticket("Where?"))
    seeds.change(name, ticket("When?"))
    seeds.remove(name)
    seeds.undo()
    with pytest.raises(ValueError, match="gold seed yet"):
        seeds.add(ticket("", ""))
    assert told == [1, 1, 0, 1]


def test_who_listens_may_change_the_seeds(tmp_path):
    seeds = gold(tmp_path)
    seeds.listen(lambda: len(seeds) == 1 and seeds.add(ticket("And when?")))
    seeds.add(ticket("Where?"))
    assert said(seeds) == ["Where?", "And when?"]
