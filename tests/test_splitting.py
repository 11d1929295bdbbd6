"""Splits: what is promised, in the order in which it is promised."""

import copy
import itertools
import os
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets.examples import chat
from ftwidgets.splitting import PARTS, Split, split
from ftwidgets.splitting.cutting import cut
from ftwidgets.splitting.dealing import Family
from ftwidgets.splitting.fitting import fit

LABELS = ("billing", "shipping", "account", "bug report", "feature request")
EXERCISE = {"train": 160, "validation": 20, "test": 20}


def tickets(sizes, labels=LABELS):
    """Rows of seeds with so many rows each, no word shared; the first row is gold."""
    return [
        chat(
            ("user", f"ticket{seed}of{child} text{seed}x{child}"),
            ("assistant", labels[seed % len(labels)]),
            seed=f"s{seed}",
            gold=child == 0,
            id=f"{seed}-{child}",
        )
        for seed, size in enumerate(sizes)
        for child in range(size)
    ]


def families_by_part(parts):
    return [{each["seed"] for each in part} for part in parts]


def straddles(parts):
    """Seeds that stand in more than one part."""
    count = Counter(itertools.chain.from_iterable(families_by_part(parts)))
    return {seed for seed, number in count.items() if number > 1}


def label_sets(parts):
    return [{each["messages"][-1]["content"] for each in part} for part in parts]


def sizes_of(parts):
    return tuple(map(len, parts))


def word_set(example):
    text = " ".join(message["content"] for message in example["messages"])
    return set(re.findall(r"\w+", text.lower()))


def brute_leaks(parts, threshold=0.8):
    """Every two rows of different parts that share enough words, by comparing all."""
    sets = [[word_set(each) for each in part] for part in parts]
    return [
        (one, other)
        for left, right in itertools.combinations(sets, 2)
        for one in left
        for other in right
        if len(one & other) / len(one | other) >= threshold
    ]


def message_of(rows, *sizes, **how):
    with pytest.raises(ValueError, match=r"\.") as error:
        split(rows, *sizes, **how)
    return str(error.value)


# No row is lost, no family is parted


vocabulary = st.sampled_from(("red", "green", "blue", "up", "down", "left"))
examples = st.lists(
    st.builds(
        lambda words, label, seed: chat(
            ("user", " ".join(words)), ("assistant", label), seed=seed
        ),
        st.lists(vocabulary, min_size=1, max_size=6),
        st.sampled_from(LABELS[:3]),
        st.one_of(st.none(), st.integers(0, 12)),
    ),
    max_size=30,
)


@settings(deadline=None)
@given(examples, st.integers(0, 5), st.sampled_from((0.5, 0.8, None)))
def test_every_row_is_in_one_part_and_every_family_too(rows, seed, near):
    before = copy.deepcopy(rows)
    found = split(
        rows, group_by=lambda each: each["seed"], seed=seed, near_duplicates=near
    )
    assert rows == before
    placed = list(itertools.chain.from_iterable(found.positions.values()))
    assert sorted(placed) == list(range(len(rows)))
    assert found.surplus == []
    for name, part in zip(PARTS, found, strict=True):
        assert found.positions[name] == sorted(found.positions[name])
        assert [rows[position] for position in found.positions[name]] == part
    assert found.straddling == 0
    assert (
        straddles([[e for e in part if e["seed"] is not None] for part in found])
        == set()
    )
    assert found.leaks == []
    if near is not None:
        assert brute_leaks(found, near) == []


@settings(deadline=None)
@given(
    st.lists(st.integers(1, 6), min_size=3, max_size=12),
    st.integers(0, 3),
    st.randoms(use_true_random=False),
)
def test_exact_counts_account_for_every_row(sizes, seed, chance):
    rows = tickets(sizes)
    spare = chance.randint(0, len(rows) - 3)
    train = chance.randint(1, len(rows) - spare - 2)
    validation = chance.randint(1, len(rows) - spare - train - 1)
    asked = (train, validation, len(rows) - spare - train - validation)
    try:
        found = split(rows, *asked, group_by="seed", seed=seed, near_duplicates=None)
    except ValueError:
        return
    assert sizes_of(found) == asked
    placed = [*found.surplus, *itertools.chain.from_iterable(found.positions.values())]
    assert sorted(placed) == list(range(len(rows)))
    assert straddles(found) == set()


@pytest.mark.parametrize("asked", [{}, EXERCISE])
def test_the_order_of_the_rows_does_not_matter(asked):
    rows = tickets([11] * 20)
    shuffled = random.Random(1).sample(rows, len(rows))

    def ids(found):
        return [sorted(each["id"] for each in part) for part in found]

    one = split(rows, **asked, group_by="seed", seed=3)
    other = split(shuffled, **asked, group_by="seed", seed=3)
    assert ids(one) == ids(other)
    surplus = sorted(rows[position]["id"] for position in one.surplus)
    assert surplus == sorted(shuffled[position]["id"] for position in other.surplus)


def test_the_seed_chooses_and_the_same_seed_chooses_the_same():
    rows = tickets([10] * 20)
    tests = [
        frozenset(families_by_part(split(rows, group_by="seed", seed=seed))[2])
        for seed in (0, 0, 1, 2, 3)
    ]
    assert tests[0] == tests[1]
    assert len(set(tests)) > 1


def test_the_order_of_sets_in_memory_does_not_matter():
    code = (
        "from ftwidgets.splitting import split; from ftwidgets.examples import chat;"
        "rows = [chat(('user', str(n)), ('assistant', f'{n % 5}')) for n in range(90)];"
        "found = split(rows, 30, 10, 10, None, 'reply', near_duplicates=None);"
        "print(found.positions, found.surplus, found.notes)"
    )
    told = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[1],
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert told[0] == told[1] != b""


# The lesson's exercise


def test_twenty_seeds_of_ten_rows_make_the_exercise_without_a_sibling_across():
    rows = tickets([10] * 20)
    found = split(rows, **EXERCISE, group_by="seed")
    assert sizes_of(found) == (160, 20, 20)
    assert straddles(found) == set()
    assert found.surplus == []
    assert found.notes == []
    assert repr(found) == "Split(train 160, validation 20, test 20, surplus 0)"


def test_a_random_split_leaks_twenty_of_twenty_test_rows_and_is_reported():
    rows = tickets([10] * 20)
    random.Random(0).shuffle(rows)
    by_row = Split.of(rows[:160], rows[160:180], rows[180:], group_by="seed")
    known = {leak.row for leak in by_row.leaks if leak.part == "test"}
    assert len(known) == 20
    assert by_row.straddling == len(straddles(by_row)) > 0
    ours = split(rows, **EXERCISE, group_by="seed")
    assert ours.leaks == []


def test_over_generated_rows_become_the_exercise_and_gold_rows_stay():
    sizes = [17, 19, 18, 16, 20] * 4  # what 360 requests and 20 gold rows can leave
    rows = tickets(sizes)
    found = split(
        rows, **EXERCISE, group_by="seed", stratify_by="reply", required="gold"
    )
    assert sizes_of(found) == (160, 20, 20)
    assert straddles(found) == set()
    assert label_sets(found) == [set(LABELS)] * 3
    assert len(found.surplus) == sum(sizes) - 200
    assert not any(rows[position]["gold"] for position in found.surplus)
    assert sum(each["gold"] for part in found for each in part) == 20
    assert brute_leaks(found) == []
    assert any("train=160" in note and "surplus" in note for note in found.notes)


def test_eleven_children_make_the_exercise_with_labels_of_their_own():
    rows = tickets([12] * 20)
    labels = [LABELS[number % 5] for number in range(len(rows))]
    found = split(rows, **EXERCISE, group_by="seed", stratify_by=labels)
    assert sizes_of(found) == (160, 20, 20)
    assert straddles(found) == set()
    assert all(set(counts) == set(LABELS) for counts in found.labels.values())


def test_five_labels_of_four_small_seeds_leave_train_short_and_it_is_said():
    rows = tickets([12] * 20)  # 5 families each for validation and test leave 10 of 12
    message = message_of(rows, 160, 20, 20, group_by="seed", stratify_by="reply")
    assert "Possible is train=120, validation=20, test=20" in message
    assert "5 labels" in message
    found = split(rows, 120, 20, 20, group_by="seed", stratify_by="reply")
    assert sizes_of(found) == (120, 20, 20)
    assert label_sets(found) == [set(LABELS)] * 3


# Labels


def test_a_label_of_three_families_is_in_every_part():
    sizes = [10] * 30 + [1] * 3
    rows = tickets(sizes, labels=["common"] * 30 + ["rare"] * 3)
    found = split(rows, group_by="seed", stratify_by="reply")
    assert label_sets(found) == [{"common", "rare"}] * 3
    assert [counts["rare"] for counts in found.labels.values()] == [1, 1, 1]


def test_a_label_of_two_families_is_noted():
    rows = tickets([5] * 20 + [2] * 2, labels=["common"] * 20 + ["billing"] * 2)
    found = split(rows, group_by="seed", stratify_by="reply")
    assert "Label 'billing' has 2 families, too few for 3 parts." in found.notes


def test_many_rare_labels_are_counted_in_one_note():
    rows = tickets([1] * 30, labels=[f"label {number}" for number in range(15)])
    found = split(rows, stratify_by="reply")
    assert sum("too few" in note for note in found.notes) == 5
    assert "And 10 more labels." in found.notes


def test_labels_come_in_proportion():
    rows = tickets([1] * 1000, labels=["a", "a", "a", "b"])
    found = split(rows, stratify_by="reply")
    assert sizes_of(found) == (800, 100, 100)
    assert found.labels == {
        "train": {"a": 600, "b": 200},
        "validation": {"a": 75, "b": 25},
        "test": {"a": 75, "b": 25},
    }


def test_replies_that_are_no_labels_are_noted_and_not_spread():
    rows = [chat(("user", f"q{n}"), ("assistant", f"It is {n}.")) for n in range(20)]
    found = split(rows, stratify_by="reply")
    assert "No reply reads as a label, so no labels are spread." in found.notes
    assert found.labels == {name: {} for name in PARTS}


def family_rows(sizes, label_sets):
    """Families with given rows; the labels of a family take turns."""
    rows = itertools.count()
    return [
        Family(
            str(number),
            tuple(itertools.islice(rows, size)),
            tuple(itertools.islice(itertools.cycle(sorted(labels) or [None]), size)),
        )
        for number, (size, labels) in enumerate(zip(sizes, label_sets, strict=True))
    ]


def brute_placements(families, counts, spread):
    """Whether any placement has the counts and labels, tried one by one."""
    for places in itertools.product(range(len(counts)), repeat=len(families)):
        rows, labels = Counter(), defaultdict(set)
        for family, place in zip(families, places, strict=True):
            rows[place] += len(family)
            labels[place] |= set(family.labels)
        if all(rows[n] >= count for n, count in enumerate(counts)) and all(
            spread <= labels[n] for n in range(len(counts))
        ):
            yield rows


def as_rows(families):
    rows = [
        chat(("user", f"u{row}"), seed=family.name, label=label)
        for family in families
        for row, label in zip(family.rows, family.labels, strict=True)
    ]
    return rows, {"group_by": "seed", "stratify_by": "label", "near_duplicates": None}


small_families = st.lists(
    st.tuples(st.integers(1, 7), st.sets(st.sampled_from("xyz"), max_size=2)),
    min_size=3,
    max_size=6,
).map(lambda drawn: family_rows(*zip(*drawn, strict=True)))


def spread_of(families):
    """Labels that stand in at least three families."""
    held = Counter(each for family in families for each in set(family.labels) - {None})
    return {label for label, number in held.items() if number >= 3}


@settings(deadline=None, max_examples=300)
@given(small_families, st.tuples(*[st.integers(1, 9)] * 3))
def test_exact_counts_are_met_if_any_placement_meets_them(families, counts):
    rows, how = as_rows(families)
    spread = spread_of(families)
    possible = min(counts) >= len(spread) and any(
        brute_placements(families, counts, spread)
    )
    try:
        found = split(rows, *counts, **how)
    except ValueError:
        assert not possible
    else:
        assert possible
        assert sizes_of(found) == counts
        assert all(spread <= {each["label"] for each in part} for part in found)


@settings(deadline=None, max_examples=300)
@given(small_families)
def test_with_shares_every_label_is_in_every_part_if_any_placement_has_it(families):
    rows, how = as_rows(families)
    spread = spread_of(families)
    possible = any(brute_placements(families, (1, 1, 1), spread))
    try:
        found = split(rows, **how)
    except ValueError:
        assert not possible
    else:
        assert possible
        assert min(sizes_of(found)) >= 1
        assert all(spread <= {each["label"] for each in part} for part in found)


@settings(deadline=None, max_examples=200)
@given(small_families, st.tuples(*[st.integers(1, 9)] * 3))
def test_the_search_wastes_as_few_rows_as_any_placement(families, counts):
    spread, largest = sorted(spread_of(families)), counts.index(max(counts))
    found = fit(families, [0] * len(families), counts, spread, float("inf"))
    small = [0 if part == largest else count for part, count in enumerate(counts)]
    wastes = [
        sum(rows[part] - count for part, count in enumerate(small) if count)
        for rows in brute_placements(families, small, set(spread))
    ]
    assert (found and found[1]) == min(wastes, default=None)


# Exact counts


def test_whole_families_are_left_out_where_they_add_up():
    rows = tickets([7, 3, 8, 2, 9, 1, 10, 4, 5])  # 49
    found = split(rows, 20, 10, 10, group_by="seed")
    assert sizes_of(found) == (20, 10, 10)
    left_out = [rows[position] for position in found.surplus]
    assert straddles([*found, left_out]) == set()
    assert not any("surplus" in note for note in found.notes)


def test_rows_are_left_out_where_whole_families_do_not_add_up():
    rows = tickets([4] * 7)
    found = split(rows, 13, 5, 3, group_by="seed", near_duplicates=None)
    assert sizes_of(found) == (13, 5, 3)
    assert straddles(found) == set()
    assert len(found.surplus) == 7
    assert "add up to train=13" in " ".join(found.notes)


def test_required_rows_are_never_left_out():
    rows = tickets([4] * 6)
    found = split(rows, 6, 4, 2, group_by="seed", required=lambda each: each["gold"])
    assert not any(rows[position]["gold"] for position in found.surplus)
    with pytest.raises(ValueError, match="6 rows must not be left out"):
        split(rows, 3, 1, 1, group_by="seed", required="gold")


def test_what_is_left_out_leaves_the_labels_in_proportion():
    rows = tickets([1] * 1000, labels=["a", "a", "a", "b"])
    found = split(rows, 160, 20, 20, stratify_by="reply")
    assert found.labels["train"] == {"a": 120, "b": 40}
    assert found.labels["test"] == {"a": 15, "b": 5}


def test_thousands_of_families_come_out_exact():
    sizes = [number % 13 + 1 for number in range(3000)]
    rows = tickets(sizes)
    asked = (len(rows) - 3000, 1500, 1500)
    found = split(rows, *asked, group_by="seed", stratify_by="reply")
    assert sizes_of(found) == asked
    assert straddles(found) == set()
    assert label_sets(found) == [set(LABELS)] * 3


def test_whole_families_beyond_the_search_are_left_out_too():
    rows = tickets([3] * 4000)
    found = split(rows, 900, 300, 300, group_by="seed", near_duplicates=None)
    assert sizes_of(found) == (900, 300, 300)
    assert not any("surplus" in note for note in found.notes)


def test_a_cut_needs_enough_rows_and_room_for_those_that_stay():
    family = Family("a", (0, 1, 2), ("x", "x", "y"), required=2)
    assert cut([family], [0], [4], []) is None
    assert cut([family], [0], [1], []) is None
    assert cut([family], [0], [2], ["x", "y"]) is None
    assert cut([family], [0], [3], ["x", "z"]) is None
    assert cut([family], [0], [2], ["x"]).rows == [[0, 1]]


# What cannot be had


def test_labels_that_cannot_all_be_in_every_part_are_refused():
    # w keeps 0, 1, 4 apart and x keeps 1, 2, 3 apart: y's 4 is with its 2 or its 3.
    labels = ["w", "wx", "xy", "xy", "wy"]
    rows, how = as_rows(family_rows([2] * 5, map(set, labels)))
    assert "cannot be in every part" in message_of(rows, **how)
    message = message_of(rows, 4, 3, 3, **how)
    assert "every part needs a row of each of 3 labels" in message


def test_more_rows_than_there_are_are_missed():
    message = message_of(tickets([10] * 19), 160, 20, 20)
    assert "asks for 200 rows, there are 190: 10 are missing" in message


def test_a_family_too_big_is_named_with_what_is_possible():
    rows = tickets([150, *[1] * 50])
    message = message_of(rows, 100, 50, 50, group_by="seed")
    assert "family 's0' has 150 rows" in message
    assert "train=150 or more and 50 or fewer in the other parts" in message
    assert sizes_of(split(rows, 150, 25, 25, group_by="seed")) == (150, 25, 25)


def test_a_family_without_a_seed_is_named_by_its_first_row():
    rows = [chat(("user", f"u{n}")) for n in range(4)]
    rows += [chat(("user", "Hi"), ("assistant", f"Hello {n}.")) for n in range(6)]
    assert "the family of row 5 has 6 rows" in message_of(rows, 5, 3, 2)


def test_fewer_families_than_parts_are_refused():
    message = message_of(tickets([5, 5]), 6, 2, 2, group_by="seed")
    assert "the rows form 2 families" in message


def test_a_part_too_small_for_the_labels_is_named():
    rows = tickets([2] * 20)
    message = message_of(rows, 30, 5, 3, group_by="seed", stratify_by="reply")
    assert "test=3 is fewer than the 5 labels" in message
    assert "test=5 or more" in message


def test_sizes_that_whole_families_cannot_make_are_refused_with_what_they_can():
    rows = tickets([4] * 5)
    message = message_of(rows, 13, 4, 3, group_by="seed")
    assert "no way to train=13, validation=4, test=3 with 20 rows in 5" in message
    assert "Possible is train=12, validation=4, test=3" in message
    assert sizes_of(split(rows, 12, 4, 3, group_by="seed")) == (12, 4, 3)


@pytest.mark.parametrize(
    ("sizes", "error", "words"),
    [
        ((0.8, 0.1, 0.2), ValueError, "sum to 1.1; shares must sum to 1"),
        ((0.8, 0.1, 1), ValueError, "mixes shares and numbers of rows"),
        ((160, 0.1, 0.1), ValueError, "mixes shares and numbers of rows"),
        ((-1, 1, 1), ValueError, "train is -1; give 0 or more"),
        ((float("nan"), 0.5, 0.5), ValueError, "train is nan; give 0 or more"),
        ((float("inf"), 0.5, 0.5), ValueError, "train is inf; give 0 or more"),
        ((0, 0, 0), ValueError, "asks for nothing"),
        (("160", 20, 20), TypeError, "train is '160'; give a share"),
        ((True, 0, 0), TypeError, "train is True; give a share"),
        ((0.8, 0.1, None), TypeError, "test is None; give a share"),
    ],
)
def test_sizes_that_make_no_sense_are_refused(sizes, error, words):
    with pytest.raises(error, match=re.escape(words)):
        split(tickets([1] * 10), *sizes)


# Shares, notes and reports


def test_shares_are_met_to_the_row_where_families_allow():
    assert sizes_of(split(tickets([1] * 205))) == (164, 21, 20)
    rows = tickets([1] * 200)
    assert sizes_of(split(rows, stratify_by="reply")) == (160, 20, 20)
    assert sizes_of(split(tickets([3] * 3), group_by="seed")) == (3, 3, 3)


def test_a_part_may_be_none():
    found = split(tickets([1] * 20), train=0.9, validation=0.1, test=0)
    assert sizes_of(found) == (18, 2, 0)
    assert "test is 0 % of the rows; the lesson says 5-10 %." in found.notes
    assert sizes_of(split(tickets([1] * 20), train=10, validation=0, test=5)) == (
        10,
        0,
        5,
    )


def test_no_rows_split_into_nothing():
    found = split([])
    assert list(found) == [[], [], []]
    assert found.notes == []


def test_a_part_that_stays_empty_is_noted():
    found = split(tickets([5, 5]), group_by="seed")
    assert sum(1 for part in found if part) == 2
    assert any("is empty: the rows form 2 families" in note for note in found.notes)


@pytest.mark.parametrize(
    ("sizes", "noted"),
    [
        ((80, 10, 10), []),
        ((85, 10, 5), []),
        ((90, 5, 5), ["validation is 5 %"]),
        ((60, 20, 20), ["train is 60 %", "validation is 20 %", "test is 20 %"]),
    ],
)
def test_shares_outside_the_lessons_are_noted(sizes, noted):
    notes = split(tickets([1] * 100), *sizes).notes
    assert [note.split(" of ")[0] for note in notes] == noted


def test_the_report_counts_each_part():
    train = tickets([2, 3])
    test = [*tickets([1]), chat(("user", "new"), ("assistant", "billing"), seed="s9")]
    found = Split.of(train=train, test=test, group_by="seed", stratify_by="reply")
    report = found.report()
    assert report["parts"]["train"] == {
        "rows": 5,
        "share": 5 / 7,
        "families": 2,
        "labels": {"billing": 2, "shipping": 3},
        "leaks": 0,
    }
    assert report["parts"]["test"] == {
        "rows": 2,
        "share": 2 / 7,
        "families": 2,
        "labels": {"billing": 2},
        "leaks": 1,
    }
    assert report["straddling_families"] == 1
    assert report["leaks"] == [
        {
            "part": "test",
            "row": 0,
            "other_part": "train",
            "other_row": 0,
            "similarity": 1.0,
            "kind": "same_messages",
        }
    ]
    assert found.positions == {
        "train": [0, 1, 2, 3, 4],
        "validation": [],
        "test": [5, 6],
    }


def test_families_and_labels_are_told_row_by_row():
    rows = tickets([2] * 10)
    found = split(rows, group_by="seed", stratify_by="reply")
    for name, part in found.parts.items():
        assert found.group_of[name] == [each["seed"] for each in part]
        assert found.label_of[name] == [each["messages"][1]["content"] for each in part]
        assert len(set(found.family_of[name])) == found.families[name]
