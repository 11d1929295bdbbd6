"""Two splits side by side: what is counted, what is refused, and what a build makes."""

import json
import random
from collections import defaultdict
from dataclasses import asdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ftwidgets as ft
from exploration.split_rows import lesson_rows, many_rows
from ftwidgets.examples import chat
from ftwidgets.exploration.splits.exploration import SplitExploration
from ftwidgets.exploration.splits.pages import facts_page, view_page
from ftwidgets.exploration.splits.row_keys import grouping_keys
from ftwidgets.exporting import split_curation
from ftwidgets.recipes import Parts
from ftwidgets.splitting import PARTS, shuffle_split, ties

MOST_BYTES = 200_000


@pytest.fixture(scope="module")
def curated():
    return ft.curate(lesson_rows())


@pytest.fixture
def splits(curated):
    return SplitExploration(curated)


def shown(splits):
    """What a page shows once both splits are there."""
    assert splits.compared
    return view_page(splits)


def parts_of_seeds(split):
    """In which parts each seed stands, counted without our code."""
    found = defaultdict(set)
    for name, rows in split.parts.items():
        for row in rows:
            found[row["seed"]].add(name)
    return found


def by_hand(split, part="test"):
    """Rows of a part whose seed also stands in train."""
    seeds = parts_of_seeds(split)
    return sum("train" in seeds[row["seed"]] for row in getattr(split, part))


# The lesson's surprise


def test_twenty_of_twenty_test_rows_have_a_sibling_unless_families_stay_whole(splits):
    splits.choose(sizes=(160, 20, 20))
    shuffled, whole = splits.halves["rows"], splits.halves["families"]
    assert [half.siblings("test") for half in (shuffled, whole)] == [20, 0]
    assert by_hand(shuffled.split) == 20
    assert by_hand(whole.split) == 0
    assert shuffled.siblings("validation") == by_hand(shuffled.split, "validation")
    assert all(len(parts) == 1 for parts in parts_of_seeds(whole.split).values())
    torn = [len(each) > 1 for each in parts_of_seeds(shuffled.split).values()]
    assert (shuffled.straddling, whole.straddling) == (sum(torn), 0)
    assert whole.families == {"train": 16, "validation": 2, "test": 2}
    assert shuffled.sizes == {"train": 160, "validation": 20, "test": 20}


def test_the_random_split_is_a_plain_shuffle_in_the_sizes_of_the_other(splits):
    splits.choose(stratify_by="reply", seed=5)
    whole, shuffled = splits.halves["families"], splits.halves["rows"]
    # Four labels in every part want four seeds of ten rows there.
    assert whole.sizes == {"train": 120, "validation": 40, "test": 40}
    order = list(range(200))
    random.Random(5).shuffle(order)
    assert shuffled.split.positions["test"] == sorted(order[160:])
    assert "80 / 10 / 10 % were asked for" in view_page(splits)["notes"][0]


# What a build makes of it


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"sizes": (160, 20, 20), "seed": 7},
        {"percents": (70, 15, 15), "stratify_by": "reply"},
        {"group_by": None, "seed": 2},
        {"sizes": (120, 20, 20)},
        {"unit": "rows"},
    ],
)
def test_a_build_of_the_recipe_makes_the_chosen_split(splits, choices):
    splits.choose(**choices)
    built = split_curation(ft.curate(lesson_rows(), splits.recipe))
    assert splits.value.positions == built.positions
    assert splits.value.surplus == built.surplus
    assert splits.value.notes == built.notes
    direct = ft.split(
        splits.examples, **asdict(splits.recipe.split), near_duplicates=0.8
    )
    assert splits.value == direct
    assert splits.value.leaks == direct.leaks == []


def test_the_random_rows_are_the_value_while_they_are_chosen(splits):
    before = splits.recipe
    splits.choose(strategy="rows")
    expected = shuffle_split(splits.examples, 160, 20, 20, group_by="seed")
    assert splits.value == expected
    assert splits.recipe == before
    with pytest.raises(ValueError, match="Only whole families"):
        splits.write_recipe()
    splits.choose(strategy="families")
    assert splits.hindrance == ""


# What is chosen


def test_rows_are_grouped_by_their_seed_unless_the_recipe_says_otherwise(curated):
    assert SplitExploration(curated).recipe.split.group_by == "seed"
    rows = [{**row, "customer": n // 4} for n, row in enumerate(lesson_rows())]
    recipe = ft.Recipe.STANDARD.change(split=Parts(group_by="customer"))
    assert SplitExploration(rows, recipe).recipe.split.group_by == "customer"
    assert SplitExploration(rows, group_by="customer").keys == ["seed", "customer"]
    same = [{**row, "seed": 42} for row in lesson_rows()]
    assert SplitExploration(same).recipe.split.group_by is None


def test_keys_are_offered_where_they_group():
    rows = [
        {
            "messages": [],
            "id": n,
            "seed": n // 2,
            "team": "ab"[n % 2],
            "same": 1,
            "flag": n % 2 == 0,
            "share": n % 2 / 2,
            "tags": [n],
            "rare": None if n else "x",
            "k" * 70: n % 2,
            "half\ud800": n % 2,
        }
        for n in range(6)
    ]
    assert grouping_keys(rows) == ["seed", "team"]
    assert grouping_keys([]) == []


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"sizes": (150, 30, 30)}, "there are 200: 10 are missing"),
        ({"sizes": (0.5, 0.1, 0.1)}, "shares must sum to 1"),
        ({"sizes": (160, 20)}, "give train, validation and test"),
        ({"sizes": "80"}, "give train, validation and test"),
        ({"sizes": (True, 0, 0)}, "give train, validation and test"),
        ({"sizes": (0, 0, 0)}, "asks for nothing"),
        ({"sizes": (197, 2, 1)}, r"Ask for|Possible is"),
        ({"percents": (-5, 10, 95)}, "train -5 %, .* make 100 %; give 0 or more"),
        ({"percents": (80, 10, 5)}, "make 95 %"),
        ({"sizes": (160, 20, 20), "percents": (80, 10, 10)}, "give one of them"),
        ({"unit": "pages"}, "percent or rows"),
        ({"group_by": "sed"}, "a key of no row"),
        ({"group_by": 7}, "must name a key"),
        ({"stratify_by": "lable"}, "a key of no row"),
        ({"seed": 1.5}, "whole number"),
        ({"seed": True}, "whole number"),
        ({"strategy": "luck"}, "rows or families"),
        ({"leak": 1_000}, "leaked pairs, counted from 0"),
        ({"leak": -1}, "leaked pairs"),
        ({"leak": "1"}, "leaked pairs"),
        ({"label_page": -1}, "counted from 0"),
        ({"size": 3}, "there is no choice 'size'"),
    ],
)
def test_what_cannot_be_had_is_refused_and_everything_stays(splits, choices, words):
    splits.choose(sizes=(150, 20, 20), leak=2)
    before = splits.state
    with pytest.raises(ValueError, match=words):
        splits.choose(**choices)
    assert splits.state is before
    assert splits.working == ""


def test_a_wrong_key_in_the_call_is_refused_at_once(curated):
    with pytest.raises(ValueError, match="'sed', a key of no row"):
        SplitExploration(curated, group_by="sed")
    with pytest.raises(ValueError, match="stratify_by is 3"):
        SplitExploration(curated, stratify_by=3)


def test_a_recipe_that_asks_too_much_shows_the_random_half_and_the_reason():
    recipe = ft.Recipe.STANDARD.change(split=Parts(17, 2, 1))
    splits = SplitExploration(lesson_rows(2), recipe)
    assert set(splits.halves) == {"rows"}
    assert splits.value is None
    page = view_page(splits)
    assert "no family may stand in two parts" in page["trouble"]
    assert page["hindrance"] == page["trouble"]
    assert page["labels"] is None
    splits.choose(sizes=(10, 10, 0))
    assert splits.value.leaks == []
    assert view_page(splits)["trouble"] == ""


def test_a_recipe_whose_key_no_row_has_says_so():
    recipe = ft.Recipe.STANDARD.change(split=Parts(group_by="sed"))
    splits = SplitExploration(lesson_rows(3), recipe)
    assert splits.halves == {}
    assert "a key of no row" in view_page(splits)["trouble"]
    splits.choose(group_by="seed")
    assert set(splits.halves) == {"rows", "families"}


def test_sizes_change_their_unit_and_stay_what_they_are(splits):
    splits.choose(unit="rows")
    assert splits.recipe.split == Parts(160, 20, 20, "seed")
    splits.choose(unit="percent")
    assert splits.recipe.split == Parts(0.8, 0.1, 0.1, "seed")


def test_listeners_hear_of_another_choice_and_not_of_a_refused_one(splits):
    heard = []
    splits.listen(lambda: heard.append(splits.state.parts.seed))
    splits.choose(seed=3)
    with pytest.raises(ValueError, match="whole number"):
        splits.choose(seed="4")
    assert heard[-1] == 3
    assert 4 not in heard


def test_another_seed_compares_no_texts_again(splits, monkeypatch):
    splits.choose(seed=1)
    monkeypatch.setattr(ties, "similar_pairs", lambda *_: pytest.fail("found again"))
    monkeypatch.setattr(ties, "fingerprint", lambda _: pytest.fail("hashed again"))
    splits.choose(seed=2, sizes=(140, 20, 20), group_by=None)
    splits.choose(group_by="seed")


# Leaked pairs


def test_leaked_pairs_are_walked_one_by_one_and_the_ends_stay(splits):
    total = len(splits.leaks)
    assert [leak.part for leak in splits.leaks[:20]] == ["test"] * 20
    assert {leak.other_part for leak in splits.leaks[:20]} == {"train"}
    similar = [leak.similarity for leak in splits.leaks[:20]]
    assert similar == sorted(similar, reverse=True)
    splits.previous_leak()
    assert splits.state.leak == 0
    for _ in range(total + 3):
        splits.next_leak()
    assert splits.state.leak == total - 1
    splits.choose(seed=9)
    assert splits.state.leak == 0


def test_a_pair_is_shown_with_the_words_that_differ(splits):
    leak = splits.leaks[0]
    page = view_page(splits)["leak"]
    shuffled = splits.halves["rows"].split
    texts = [shuffled.train[leak.other_row], shuffled.test[leak.row]]
    assert [row["part"] for row in page["rows"]] == ["train", "test"]
    for row, example in zip(page["rows"], texts, strict=True):
        text = example["messages"][0]["content"]
        assert "".join(piece for _, piece in row["turns"][0]["pieces"]) == text
        assert row["group"] == f"seed {example['seed']}"
        assert row["name"] == f"#{lesson_rows().index(example) + 1:04d}"
    words = [set(x["messages"][0]["content"].lower().split()) for x in texts]
    marked = [
        {
            word
            for kind, piece in row["turns"][0]["pieces"]
            if kind == "differs"
            for word in piece.lower().split()
        }
        for row in page["rows"]
    ]
    assert marked[0] == words[0] - words[1]
    assert page["kind"] == "children of one seed"


def test_without_siblings_there_is_no_pair():
    rows = [
        chat(("user", f"unlike{n} any{n} other{n}"), ("assistant", f"Reply {n} here."))
        for n in range(30)
    ]
    splits = SplitExploration(rows)
    assert splits.leaks == []
    assert view_page(splits)["leak"] is None
    splits.next_leak()
    assert splits.state.leak == 0


# Numbers that add up


@given(
    sizes=st.lists(st.integers(1, 9), min_size=3, max_size=24),
    seed=st.integers(0, 3),
    strategy=st.sampled_from(["rows", "families"]),
)
@settings(deadline=None, max_examples=25)
def test_every_row_is_counted_once_wherever_it_is_shown(sizes, seed, strategy):
    rows = [
        chat(
            ("user", f"thing{s}x{c} word{s}y{c} call{s}z{c}"),
            ("assistant", f"Answer {s} {c} is ready now."),
            seed=s,
        )
        for s, size in enumerate(sizes)
        for c in range(size)
    ]
    splits = SplitExploration(rows, group_by="seed")
    splits.choose(seed=seed, strategy=strategy)
    total = sum(sizes)
    for half in splits.halves.values():
        assert sum(half.sizes.values()) + len(half.split.surplus) == total
        ranges = half.size_ranges
        assert sum(each.families for each in ranges) == len(sizes)
        assert sum(each.torn for each in ranges) == half.straddling
        for each in ranges:
            held = [size for size in sizes if each.low <= size <= each.high]
            assert len(held) == each.families
            in_all = sum(each.whole_rows.values()) + sum(each.torn_rows.values())
            assert in_all + each.surplus == sum(held)
        for part in PARTS[1:]:
            assert half.siblings(part) == by_hand(half.split, part)
    page = view_page(splits)
    assert sorted(row for column in page["columns"] for row in column) == list(
        range(total)
    )
    for name, half in page["halves"].items():
        letters = half["cells"]
        held = splits.halves[name].split.positions
        assert [at for at, each in enumerate(letters) if each in "xX"] == held["test"]
        assert letters.count("X") == half["known"]["test"]
        assert letters.count("t") == half["parts"][0][1]


def test_labels_are_counted_in_each_part(splits):
    labels = shown(splits)["labels"]
    for name, numbers in labels["rows"]:
        assert numbers == [
            sum(row["messages"][1]["content"] == name for row in part)
            for part in splits.value
        ]
    assert sum(sum(numbers) for _, numbers in labels["rows"]) == 200
    assert not labels["areSpread"]


def test_many_labels_come_in_pages():
    rows = [
        chat(
            ("user", f"thing{n} word{n} call{n}"), ("assistant", f"label {n // 3:02d}")
        )
        for n in range(60)
    ]
    many = SplitExploration(rows)
    first = shown(many)["labels"]
    assert (first["total"], first["start"], len(first["rows"])) == (20, 0, 8)
    many.choose(label_page=99)
    last = view_page(many)["labels"]
    assert (last["start"], last["page"], len(last["rows"])) == (16, 2, 4)


# What crosses the wire


def test_a_page_is_small_whatever_the_rows():
    def hostile(n, turn):
        return "<b>\u202e" + " ".join(f"w{n}ö{turn}ö{k}\u200b" for k in range(600))

    rows = [
        {
            "messages": [
                {"role": role, "content": hostile(n, turn)}
                for turn in range(4)
                for role in ("user", "assistant")
            ],
            "seed": f"{'s' * 3000}{n % 4}\u202e",
            "split": "\u200b" * (n % 3),
        }
        for n in range(12)
    ]
    recipe = ft.Recipe.STANDARD.change(min_score=0.0)
    splits = SplitExploration(rows, recipe, group_by="seed")
    assert len(splits.examples) == 12
    page = shown(splits)
    assert page["leak"]
    text = json.dumps([facts_page(splits), page], allow_nan=False)
    assert len(text) < MOST_BYTES
    assert "\u202e" not in json.dumps(page, ensure_ascii=False)


def test_two_thousand_rows_are_told_by_the_size_of_their_families():
    splits = SplitExploration(many_rows(2_000))
    page = view_page(splits)
    assert page["halves"] is None  # nothing is worked out before it is asked for
    page = shown(splits)
    assert page["columns"] is None
    assert page["subject"] == "2,000 rows in 200 families"
    (whole,) = page["halves"]["families"]["ranges"]
    assert (whole["low"], whole["high"], whole["torn"]) == (9, 16, 0)
    assert whole["whole"] == [1600, 200, 200]
    assert len(json.dumps([facts_page(splits), page])) < 20_000


def test_no_rows_make_no_split_and_no_error():
    splits = SplitExploration([])
    assert splits.leaks == []
    assert view_page(splits)["subject"] == "0 rows"
    assert repr(splits).startswith("SplitExploration(0 rows")
