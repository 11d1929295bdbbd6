"""Ties that were worked out once: the same families, splits and leaks as without."""

import random
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets.examples import chat
from ftwidgets.splitting import (
    PARTS,
    Kinship,
    Split,
    find_families,
    find_leaks,
    shuffle_split,
    split,
    ties,
)

WORDS = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=6).map(" ".join)

ROWS = st.lists(
    st.builds(
        lambda text, reply, seed: chat(("user", text), ("assistant", reply), seed=seed),
        WORDS,
        st.sampled_from(["x", "y", "It is on its way, and here."]),
        st.sampled_from([None, 1, 2, 3]),
    ),
    min_size=1,
    max_size=14,
)


def seeds(rows):
    return [row["seed"] for row in rows]


@given(rows=ROWS, near=st.sampled_from([None, 0.5, 0.8]), seed=st.integers(0, 9))
@settings(deadline=None)
def test_families_splits_and_leaks_are_the_same_with_kin(rows, near, seed):
    kin = Kinship(rows, near)
    assert kin.families(seeds(rows)) == find_families(rows, "seed", near)
    how = {"group_by": "seed", "seed": seed, "near_duplicates": near}
    whole, known = split(rows, **how), split(rows, **how, kin=kin)
    assert whole == known
    assert known.leaks == whole.leaks == []
    shuffled = shuffle_split(rows, **how)
    assert shuffled.leaks == shuffle_split(rows, **how, kin=kin).leaks
    assert shuffled.leaks == find_leaks(
        shuffled.parts, near, [seed for part in shuffled for seed in seeds(part)]
    )


@given(rows=ROWS)
@settings(deadline=None)
def test_pairs_too_many_to_keep_are_found_again(rows):
    kept = Kinship(rows, 0.5)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ties, "KEPT_PAIRS", 0)
        searched = Kinship(rows, 0.5)
        for _ in range(2):
            assert searched.families(seeds(rows)) == kept.families(seeds(rows))


def test_texts_are_compared_once_however_often_the_rows_are_split(monkeypatch):
    rows = [
        chat(("user", f"word{n // 2} and other{n // 2} {n % 2}"), seed=n // 4)
        for n in range(40)
    ]
    kin = Kinship(rows)
    kin.families(seeds(rows))
    monkeypatch.setattr(ties, "word_sets", lambda _: pytest.fail("compared again"))
    monkeypatch.setattr(ties, "similar_pairs", lambda *_: pytest.fail("found again"))
    for seed in range(3):
        found = split(rows, group_by="seed", seed=seed, kin=kin)
        assert found.leaks == []
        assert split(rows, 20, 10, 10, seed=seed, kin=kin).leaks == []


def test_kin_of_other_rows_is_refused():
    rows = [chat(("user", text)) for text in "abc"]
    kin = Kinship([*rows])
    split([*rows], kin=kin)
    for others in (rows[:2], [dict(row) for row in rows], rows[::-1]):
        with pytest.raises(ValueError, match="kin knows 3 other rows"):
            split(others, kin=kin)
        with pytest.raises(ValueError, match="kin knows 3 other rows"):
            shuffle_split(others, kin=kin)


def test_a_threshold_that_is_no_similarity_is_refused():
    with pytest.raises(ValueError, match="threshold"):
        Kinship([], 80)


# A plain shuffle


def tickets(seeds=20, children=10):
    return [
        chat(("user", f"ticket{s}of{c} text{s}x{c}"), seed=s)
        for s in range(seeds)
        for c in range(children)
    ]


def test_a_plain_shuffle_parts_every_seed_and_its_leaks_are_counted():
    rows = tickets()
    found = shuffle_split(rows, 160, 20, 20, group_by="seed", seed=3)
    order = list(range(200))
    random.Random(3).shuffle(order)
    assert found.positions == {
        "train": sorted(order[:160]),
        "validation": sorted(order[160:180]),
        "test": sorted(order[180:]),
    }
    parts = defaultdict(set)
    for name, part in found.parts.items():
        for row in part:
            parts[row["seed"]].add(name)
    with_sibling = [row for row in found.test if "train" in parts[row["seed"]]]
    leaking = {leak.row for leak in found.leaks if leak.part == "test"}
    assert len(with_sibling) == len(leaking) == 20


@given(
    number=st.integers(0, 60),
    shares=st.sampled_from([(0.8, 0.1, 0.1), (0.5, 0.25, 0.25), (0.9, 0.1, 0.0)]),
    seed=st.integers(0, 5),
)
@settings(deadline=None)
def test_every_row_is_in_one_part_of_the_shuffle(number, shares, seed):
    rows = tickets(number, 1)
    found = shuffle_split(rows, *shares, seed=seed)
    placed = [row for name in PARTS for row in found.positions[name]]
    assert sorted(placed) == list(range(number))
    assert found.surplus == []
    for name, share in zip(PARTS, shares, strict=True):
        assert abs(len(found.positions[name]) - share * number) < 2


def test_what_is_asked_too_much_of_a_shuffle_is_refused():
    with pytest.raises(ValueError, match="there are 10"):
        shuffle_split(tickets(1), 8, 2, 1)
    assert shuffle_split(tickets(1), 5, 2, 1).surplus != []


def test_a_split_says_nothing_of_how_its_ties_were_found():
    rows = tickets(3)
    kin = Kinship(rows)
    assert "kin" not in repr(split(rows, kin=kin))
    assert isinstance(split(rows, kin=kin), Split)
