"""Are suggestions varied and always the same, and are the shipped seeds there?"""

import random

import pytest

from ftwidgets.examples import chat, fingerprint
from ftwidgets.seeds import sources
from ftwidgets.seeds.checks import overlap
from ftwidgets.seeds.gold import GoldSeeds
from ftwidgets.seeds.sources import Candidate, read_pasted, shipped, suggest
from ftwidgets.tasks import Task

TICKETS = Task("tickets", "classification", labels=["billing", "delivery"])


def ticket(text, label="delivery", **beside):
    return chat(("user", text), ("assistant", label), **beside)


ROWS = [
    *[ticket(f"lamp{n} never came", "delivery") for n in range(12)],
    *[ticket(f"paid{n} for it twice", "Billing") for n in range(4)],
    *[
        ticket(f"what{n} does it weigh", "About two kilos. It is heavy.")
        for n in range(3)
    ],
    ticket("the knob fell off", "product"),
]


def labels(found):
    return [each.label for each in found]


def test_labels_take_turns_and_rows_without_one_come_last():
    found = suggest(ROWS, TICKETS)
    assert len(found) == len(ROWS)
    assert labels(found[:8]) == ["Billing", "delivery"] * 4
    assert labels(found[8:16]) == ["delivery"] * 8
    assert sorted(map(str, labels(found[16:]))) == ["None", "None", "None", "product"]


def test_without_labels_in_the_task_whatever_reads_as_a_label_takes_turns():
    found = suggest(ROWS, "classification", n=3)
    assert labels(found) == ["Billing", "delivery", "product"]


def test_other_tasks_take_the_rows_in_one_drawn_order():
    found = suggest(ROWS, "other", n=6)
    assert labels(found) == [None] * 6
    assert found == suggest(ROWS, "other")[:6]


def test_the_same_rows_in_another_order_give_the_same_suggestions():
    shuffled = ROWS[:]
    random.Random(7).shuffle(shuffled)
    one, two = suggest(ROWS, TICKETS, n=9), suggest(shuffled, TICKETS, n=9)
    assert [each.example for each in one] == [each.example for each in two]
    assert one == suggest(ROWS, TICKETS, n=9)
    other_seed = suggest(ROWS, TICKETS, n=9, seed=1)
    assert [each.text for each in other_seed] != [each.text for each in one]


def test_the_source_is_the_position_from_1():
    for each in suggest(ROWS, TICKETS):
        assert ROWS[int(each.source.removeprefix("row ")) - 1] is each.example


def test_rows_with_errors_are_left_out():
    rows = [
        ticket("never came", ""),
        {"messages": []},
        {"messages": None},
        7,
        chat(("user", "never came")),
        ticket("it is late"),
    ]
    assert [each.text for each in suggest(rows, TICKETS)] == ["it is late"]


def test_near_copies_of_each_other_and_of_what_is_there_are_left_out():
    rows = [
        ticket("a b c d e"),
        ticket("e d c b a", "billing"),
        ticket("a b c d"),
        ticket("one two three four six"),
        ticket("v w x y"),
        ticket("v w x z"),
    ]
    avoid = [ticket("one two three four")]
    found = suggest(rows, TICKETS, avoid=avoid)
    texts = {each.text for each in found}
    assert len(texts & {"a b c d e", "e d c b a", "a b c d"}) == 1
    assert texts >= {"v w x y", "v w x z"}
    assert not any("one" in text for text in texts)
    assert not any(
        overlap(one.text, other.text) >= 0.8
        for one in found
        for other in found
        if one is not other
    )


def test_rows_with_equal_texts_are_told_apart_by_what_stands_beside_them():
    rows = [ticket("never came", id=name) for name in "abc"]
    (one,), (two,) = suggest(rows, TICKETS), suggest(rows[::-1], TICKETS)
    assert one.example == two.example


def test_no_rows_give_no_suggestions_but_none_wanted_is_a_bad_call():
    assert suggest([], TICKETS) == []
    with pytest.raises(ValueError, match="n must be 1 or more, got 0"):
        suggest(ROWS, TICKETS, n=0)


@pytest.mark.parametrize("kind", sources.SHIPPED)
def test_shipped_seeds_can_be_added_as_they_are(tmp_path, kind):
    seeds = GoldSeeds(kind, tmp_path / "gold.jsonl")
    for each in shipped(kind):
        assert each.usable
        seeds.add(each.example, origin="shipped", source=each.source)
    assert seeds.left == 0
    used = seeds.card["shipped"]
    assert [each["source"] for each in used] == [each.source for each in shipped(kind)]
    assert [each["fingerprint"] for each in used] == [
        fingerprint(each.example) for each in shipped(kind)
    ]


def test_kinds_without_shipped_seeds_say_which_have_some():
    with pytest.raises(ValueError, match="style_matching, not for 'other'"):
        shipped("other")


def test_a_package_without_the_project_says_that_the_seeds_are_not_in_it(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(sources, "project", lambda: tmp_path)
    with pytest.raises(
        ValueError, match=r"classification\.jsonl: no such file; .* not"
    ):
        shipped("classification")


def test_a_pasted_candidate_becomes_a_seed_once_its_label_is_set(tmp_path):
    (found,) = read_pasted("Where is my lamp?", TICKETS)
    assert isinstance(found, Candidate)
    seeds = GoldSeeds(TICKETS, tmp_path / "gold.jsonl")
    with pytest.raises(ValueError, match=r"messages\[1\].content"):
        seeds.add(found.example, origin="pasted")
    fields = {"text": found.text, "label": "delivery"}
    seeds.add(fields, origin="pasted", source=found.source)
    assert seeds.seeds[0]["source"] == "pasted line 1"
