"""Does every candidate have one state, and does only an approved one become a seed?"""

import pytest

from ftwidgets.examples import chat
from ftwidgets.seeds.desks import SeedDesk
from ftwidgets.seeds.gold import GoldSeeds
from ftwidgets.seeds.lineup_pages import account_of, candidate_form, lineup_page
from ftwidgets.seeds.lineups import Lineup
from ftwidgets.seeds.sources import fitting, read_pasted
from ftwidgets.tasks import Task

LABELS = ["billing", "delivery"]

TICKETS = Task("tickets", "classification", labels=LABELS)

PASTE = """text,label
Where is my lamp?,delivery
Paid two times for one chair,billing
Paid two times for one chair now,billing
The zip of this jacket broke,
My parcel went to another town,spam
too,many,cells
"""


@pytest.fixture
def seeds(tmp_path):
    return GoldSeeds(TICKETS, tmp_path / "gold.jsonl", annotator="ana")


@pytest.fixture
def line(seeds):
    return Lineup(read_pasted(PASTE, TICKETS), seeds)


def said(seeds):
    return [row["messages"][0]["content"] for row in seeds.seeds]


def test_the_states_add_up(line):
    line.approve()
    line.skip()
    counts = line.counts
    assert counts == {"added": 1, "skipped": 1, "unusable": 1, "open": 3}
    assert sum(counts.values()) == len(line) == 6
    assert account_of(line) == "6 lines = 4 usable + 2 not"


def test_one_goes_past_what_is_no_example_in_both_directions(line):
    line.go(5)
    assert line.position == 6
    assert line.current is None
    line.go(5)
    assert line.position == 4
    line.go(-3)
    assert line.position == 0
    line.go(99)
    assert line.position == 6


def test_a_line_without_any_example_is_at_its_end(seeds):
    line = Lineup(read_pasted("text,label\na,b,c\n", TICKETS), seeds)
    line.go(0)
    assert line.current is None
    with pytest.raises(ValueError, match="no candidate here"):
        line.approve()


def test_a_label_takes_the_place_of_the_one_it_came_with(line, seeds):
    line.approve(label="billing")
    (row,) = seeds.seeds
    assert row["messages"][-1] == {"role": "assistant", "content": "billing"}
    assert (row["origin"], row["source"]) == ("pasted", "pasted row 1")


def test_a_label_makes_one_without_a_label_complete(line, seeds):
    line.go(3)
    line.approve(label="billing")
    assert said(seeds) == ["The zip of this jacket broke"]


def test_what_came_beside_the_messages_stays_when_it_is_edited(seeds):
    row = chat(("user", "Where?"), ("assistant", "delivery"), split="train")
    desk = SeedDesk(seeds, [row])
    desk.suggest().approve(fields={"text": "Where is it?", "label": "billing"})
    (seed,) = seeds.seeds
    assert seed["split"] == "train"
    assert said(seeds) == ["Where is it?"]


def test_complete_ones_differ_from_the_seeds_and_from_each_other(line, seeds):
    seeds.add({"text": "where is my LAMP", "label": "delivery"})
    assert line.ready == [1]
    assert line.approve_ready() == ["gold-0002"]
    assert line.ready == []
    assert line.position == 0


def test_a_seed_that_was_taken_out_is_a_candidate_again(line, seeds):
    line.approve()
    assert line.states[0] == "added"
    seeds.undo()
    assert line.states[0] == "open"


def test_undo_goes_back_to_the_candidate(line, seeds):
    desk = SeedDesk(seeds)
    desk.lines["pasted"] = line
    line.approve_ready()
    line.go(4)
    desk.undo()
    assert (line.position, len(seeds)) == (0, 0)


def test_a_refused_candidate_stays_where_it_is(line, seeds):
    line.go(3)
    with pytest.raises(ValueError, match="cannot be a gold seed yet"):
        line.approve()
    assert (line.position, line.states[3], len(seeds)) == (3, "open", 0)


def test_suggestions_stay_until_others_are_asked_for(seeds):
    rows = [
        chat(("user", f"a{n} b{n} c{n}"), ("assistant", "billing")) for n in range(60)
    ]
    desk = SeedDesk(seeds, rows)
    first = desk.suggest()
    assert desk.suggest() is first
    assert desk.suggest(fresh=True) is not first


def test_the_shipped_seeds_fit_a_task_that_knows_their_labels():
    four = ["billing", "delivery", "returns", "Technical"]
    assert len(fitting(Task("shop", "classification", labels=four))) == 20
    assert fitting(TICKETS) == []
    assert len(fitting(Task("style", "style_matching"))) == 20
    assert fitting(Task()) == []


def test_all_that_is_approved_is_shown(seeds):
    call = {"function": {"name": "look_up", "arguments": "{}"}, "id": "c1"}
    turns = [
        {"role": "user", "content": "Where is it?"},
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "content": "sent", "tool_call_id": "c1"},
        {"role": "assistant", "content": "billing"},
    ]
    task = Task("any")
    line = Lineup([], seeds)
    assert lineup_page(line, LABELS)["current"] is None
    desk = SeedDesk(GoldSeeds(task, seeds.path), [{"messages": turns}])
    line = desk.suggest()
    shown = [turn["pieces"][0][1] for turn in lineup_page(line, [])["current"]["turns"]]
    assert "look_up" in shown[1]
    assert shown[3] == "billing"
    assert candidate_form(line) is None
