"""Does exercise 8 take every right split, and say what is wrong with the others?"""

import copy
import itertools
import random

import numpy as np
import pytest

from ftwidgets.lesson.exercises.exercise import Miss
from ftwidgets.lesson.exercises.splitting import EXERCISE
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.siblings import two_hundred
from ftwidgets.splitting import Split


@pytest.fixture
def rows():
    return two_hundred()


@pytest.fixture
def by_hand(rows):
    """Sixteen, two and two seeds, dealt out without our splitting."""
    seeds = sorted({row["seed"] for row in rows})
    random.Random(3).shuffle(seeds)
    homes = {"train": seeds[:16], "validation": seeds[16:18], "test": seeds[18:]}
    return {
        name: [row for row in rows if row["seed"] in own] for name, own in homes.items()
    }


def said(answer):
    found = EXERCISE.check(answer)
    return found.property if isinstance(found, Miss) else found


def test_the_rows_are_twenty_seeds_with_ten_different_rows_each(rows):
    texts = {row["messages"][0]["content"] for row in rows}
    seeds = [row["seed"] for row in rows]
    assert len(texts) == 200
    assert {seeds.count(seed) for seed in seeds} == {10}
    assert len(set(seeds)) == 20


def test_whoever_changes_the_rows_changes_nobody_elses(rows):
    rows[0]["seed"] = "mine"
    assert two_hundred()[0]["seed"] != "mine"


def test_a_split_by_hand_passes_whatever_holds_it(by_hand):
    whole = list(by_hand.values())
    random.Random(4).shuffle(whole[0])
    for answer in (whole, tuple(whole), by_hand, Split.of(*whole)):
        assert isinstance(said(answer), tuple)


def test_it_says_how_many_seeds_each_part_has(by_hand):
    assert said(by_hand)[-1].endswith("train 16, validation 2, test 2 of the 20 seeds")


def test_siblings_in_validation_are_found_as_well(by_hand):
    one, other = by_hand["train"][0], by_hand["validation"][0]
    by_hand["train"][0], by_hand["validation"][0] = other, one
    found = EXERCISE.check(by_hand)
    # the row itself, and the nine of its seed that training has now
    assert (
        found.property == "10 of 20 validation rows have a sibling in an earlier part."
    )
    assert "Both come from" in found.row


def test_siblings_of_validation_and_test_alone_are_found(by_hand):
    one, other = by_hand["validation"][0], by_hand["test"][0]
    by_hand["validation"][0], by_hand["test"][0] = other, one
    assert "of 20 test rows have a sibling" in said(by_hand)


def test_a_lost_row_is_named(by_hand):
    lost = by_hand["train"].pop()
    found = EXERCISE.check(by_hand)
    assert "train 159, validation 20, test 20" in found.property
    assert lost["messages"][0]["content"][:40] in found.row


def test_a_changed_row_is_none_of_those_given(by_hand):
    by_hand["test"][3] = {**copy.deepcopy(by_hand["test"][3]), "seed": "another"}
    assert "none of the 200" in said(by_hand)


def test_other_rows_of_the_right_numbers_do_not_pass(by_hand):
    made_up = [{"messages": [], "seed": n} for n in range(200)]
    assert "none of the 200" in said([made_up[:160], made_up[160:180], made_up[180:]])


def looped():
    """A row that holds itself."""
    row = {"messages": []}
    row["messages"].append(row)
    return row


class Broken:
    """What cannot even be shown."""

    def __repr__(self):
        raise RuntimeError("no name")


@pytest.mark.parametrize(
    "answer",
    [
        7,
        "train",
        [],
        [[], []],
        {"train": [], "test": []},
        [[1], [], []],
        [(), (), ()],
        ["abc", "def", "ghi"],
        object(),
        iter([[{}], [], [b"x"]]),
        [[{"messages": float("nan")}], [], []],
        [[{"messages": {"a", "b"}}], [], []],
        [[{"messages": object(), 7: 1, "b": 2}], [], []],
        [[looped()], [], []],
        {1: [], "test": []},
        [[{"messages": [{"role": np.array(["user", "user"])}]}], [], []],
        [[{"messages": np.array([1, 2])}], [], []],
        itertools.repeat([]),
        Broken(),
        [[Broken()], [], []],
        [[{"messages": Broken()}], [], []],
        {Broken(): []},
    ],
    ids=lambda odd: type(odd).__name__,
)
def test_odd_answers_are_told_what_is_wanted(answer):
    found = EXERCISE.check(answer)
    assert isinstance(found, Miss)
    assert found.property.endswith(".")


def test_a_generator_that_raises_is_the_learner_s_error(tmp_path):
    def parts():
        yield []
        raise KeyError("seed")

    outcome = EXERCISE.judge(parts(), Progress("mira", tmp_path))
    assert outcome.state == "raised"
    assert outcome.sentence == "KeyError: 'seed'"


def test_a_generator_of_the_three_parts_passes(by_hand):
    assert isinstance(said(part for part in by_hand.values()), tuple)
