"""Is what the explorer says of each threshold what deduplication itself does there?"""

import json
import random
import threading

import numpy as np
import pytest
from datasketch import MinHash, MinHashLSH
from hypothesis import given
from hypothesis import strategies as st
from test_deduplication import LABELS, ROLES, ROWS, best_first, jaccard, said, text_of

import ftwidgets as ft
from ftwidgets.candidates import collision_chance, signatures
from ftwidgets.deduplication import deduplicate, rate_curve
from ftwidgets.examples import chat
from ftwidgets.exploration.duplicates import pair_exploration
from ftwidgets.exploration.duplicates.exploration import DuplicateExploration
from ftwidgets.exploration.duplicates.pages import duplicate_view
from ftwidgets.exploration.duplicates.searches import Search
from ftwidgets.fates import Fates
from ftwidgets.pairs import find_pairs, limits_from

REPLY = "We send you another one as soon as we can."


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("FTWIDGETS_USER", "mira")
    return tmp_path


def asked(*texts):
    """Rows with these questions, and one reply that counts the same words in all."""
    return [chat(("user", text), ("assistant", REPLY)) for text in texts]


CARDS = asked(
    "my card was lost in the street on monday",
    "my card was lost in the street on tuesday",
    "my card was lost in the street on monday evening",
    "where can i read the manual of the lamp",
)
"""The first three are alike by hand: see `test_similarities_are_counted_by_hand`."""


@given(ROWS, ROLES, st.booleans(), st.booleans(), st.data())
def test_all_thresholds_at_once_are_as_deduplication_has_each(
    rows, roles, labelled, is_first, data
):
    scores = data.draw(
        st.lists(
            st.sampled_from([0.0, 0.5, 1.0]), min_size=len(rows), max_size=len(rows)
        )
    )
    pinned = data.draw(st.sets(st.sampled_from(range(len(rows))))) if rows else set()
    keep, labels = "first" if is_first else "best", LABELS if labelled else None
    order = list(range(len(rows))) if is_first else best_first(rows, scores)
    table = find_pairs(rows, roles, labels, more=(2 / 3,))
    order = np.array(order, int)
    fates = Fates(table, order, pinned)
    if data.draw(st.booleans(), label="after others"):
        others = data.draw(st.sets(st.sampled_from(range(len(rows))))) if rows else ()
        fates = Fates(table, order, pinned, Fates(table, order, others))
    given_ = {"scores": scores, "labels": labels, "pinned": pinned}
    curve = [
        round(rate * len(rows))
        for _, rate in rate_curve(rows, table.limits, roles, keep, **given_)
    ]
    assert fates.dropped() == curve
    for threshold in (0.5, 0.6, 2 / 3, 0.75, 0.8, 1.0):
        found = deduplicate(rows, threshold, roles, keep, **given_)
        at = fates.at(threshold)
        assert fates.drops(at) == found.dropped
        assert fates.is_kept(at).nonzero()[0].tolist() == found.kept
        assert fates.groups()[at] == len(found.clusters)
        conflicts = [each for each in table.conflicts if each.similarity >= threshold]
        assert conflicts == found.conflicts


@given(ROWS, st.data())
def test_the_pairs_are_those_that_all_with_all_finds(rows, data):
    roles = data.draw(ROLES)
    table = find_pairs(rows, roles)
    texts = [said(text_of(row, roles)) for row in rows]
    distinct = sorted({(node, row) for row, node in enumerate(table.nodes.of)})
    row_of = dict(reversed(distinct))
    found = {
        frozenset((int(i), int(j))): float(s)
        for i, j, s in zip(table.one, table.other, table.similarity, strict=True)
    }
    expected = {
        frozenset((i, j)): jaccard(texts[row_of[i]], texts[row_of[j]])
        for i in row_of
        for j in row_of
        if i < j and jaccard(texts[row_of[i]], texts[row_of[j]]) >= 0.5
    }
    assert found == expected


def test_similarities_are_counted_by_hand():
    found = DuplicateExploration(CARDS)
    same = len(["we", "send", "you", "another", "one", "as", "soon", "can"])
    shared = len(["my", "card", "was", "lost", "in", "the", "street", "on"])
    pairs = sorted(found.table.similarity.tolist())
    one_word_each = (shared + same) / (shared + same + 2)
    one_word_more = (shared + 1 + same) / (shared + 1 + same + 1)
    two_and_one = (shared + same) / (shared + same + 3)
    assert pairs == sorted([one_word_each, one_word_more, two_and_one])


@pytest.mark.parametrize("keep", ["best", "first"])
@pytest.mark.parametrize("roles", [("user", "assistant"), ("user",)])
def test_our_tickets_fall_as_curate_drops_them(keep, roles):
    tickets = ft.load("data/raw_tickets.jsonl")
    recipe = ft.Recipe.STANDARD.change(keep=keep, roles=roles)
    found = DuplicateExploration(ft.curate(tickets, recipe))
    for threshold in (0.5, 0.61, 0.77, 0.8, 0.83, 0.95, 1.0):
        found.choose(threshold=threshold)
        again = ft.curate(tickets, found.recipe)
        fallen = {
            (each.record, each.partner, each.similarity)
            for each in again.dropped
            if each.level == "deduplication"
        }
        assert {(d.row, d.partner, d.similarity) for d in found.dropped} == fallen
        assert found.kept == again.kept_records
        assert found.value == again.kept
        assert found.rate == len(fallen) / len(found.records)
        there = [(each[0], each[1]) for each in again.conflicts]
        mine = [
            (found.records[each.row], found.records[each.partner])
            for each in found.conflicts
        ]
        assert mine == there


def test_the_result_is_that_of_deduplicate():
    tickets = ft.load("data/raw_tickets.jsonl")
    found = DuplicateExploration(ft.curate(tickets))
    scores = [found.curation.scores[each] for each in found.records]
    plain = deduplicate(found.examples, 0.8, scores=scores, labels=found.labels)
    assert found.duplicates == plain


def test_bank_queries_have_the_rate_of_each_threshold(real_files):
    data = ft.load(real_files / "banking77_train.csv")
    found = DuplicateExploration(ft.curate(data))
    found.wait()
    scores = [found.curation.scores[each] for each in found.records]
    thresholds = (0.5, 0.66, 0.8, 1.0)
    curve = rate_curve(found.examples, thresholds, scores=scores, labels=found.labels)
    for threshold, rate in curve:
        found.choose(threshold=threshold)
        assert found.rate == pytest.approx(rate, abs=1e-12)
        assert found.rate > 0


# Choices


def test_other_roles_compare_other_texts():
    found = DuplicateExploration(CARDS)
    assert found.rate > 0
    found.choose(roles=["assistant"])
    assert (found.roles, found.rate) == (("assistant",), 3 / 4)
    assert found.recipe.roles == ("assistant",)
    found.choose(roles=["user"], threshold=0.9)  # 9 words of 10
    assert found.rate == 1 / 4
    found.choose(threshold=0.91)
    assert found.rate == 0


def test_the_group_at_hand_stays_when_the_line_moves():
    found = DuplicateExploration(
        [*CARDS, *asked("how do i pay", "how do i pay", "how do i pay")],
    )
    found.choose(threshold=0.8, cluster=1)
    before = set(found.groups.rows(1))
    found.choose(threshold=0.79)
    assert set(found.groups.rows(found.cluster)) >= before


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"threshold": 0.3}, "pairs are known from 0.5 on"),
        ({"threshold": "high"}, "threshold must be a similarity"),
        ({"threshold": 0.9, "cluster": 7}, "cluster is 7; there"),
        ({"cluster": 0, "pair": 9}, "pair is 9; there are 2, counted from 0"),
        ({"view": "conflicts", "pair": 0}, "pair is 0; there are 0"),
        ({"view": "all"}, "view must be one of rate, conflicts, lsh"),
        ({"roles": []}, "roles must list one or more of system"),
        ({"roles": [["user"]]}, "roles must list one or more"),
        ({"keep": "last"}, "keep must be 'best' or 'first'"),
        ({"bands": 0}, "bands must be a number from 1 to 128"),
        ({"bands": 10, "rows": 13}, "10 bands of 13 rows take 130 hash values"),
        ({"unit": "words"}, "there is no choice 'unit'"),
    ],
)
def test_a_choice_that_is_none_changes_nothing(choices, message):
    found = DuplicateExploration(CARDS)
    told = []
    found.listen(lambda: told.append(1))
    before = duplicate_view(found)
    with pytest.raises(ValueError, match=message):
        found.choose(**choices)
    assert duplicate_view(found) == before
    assert told == []


def test_a_recipe_below_the_floor_is_refused_with_what_to_do():
    recipe = ft.Recipe.STANDARD.change(similarity=0.3)
    with pytest.raises(ValueError, match=r"similarity is 0\.3, .*change\(similarity"):
        DuplicateExploration(CARDS, recipe)


def test_a_threshold_between_two_hundredths_is_looked_at_too():
    rows = asked("a b c d e f g h", "a b c d e f g h i j")
    recipe = ft.Recipe.STANDARD.change(similarity=0.885)
    found = DuplicateExploration(rows, recipe)
    assert found.threshold == 0.885
    one = found.dropped
    found.choose(threshold=0.5)
    found.choose(threshold=0.885)
    assert found.dropped == one
    kept = ft.curate(rows, found.recipe).kept_records
    assert found.kept == kept


def test_the_lessons_curation_is_looked_at_by_the_corrected_levels():
    curation = ft.curate(CARDS, ft.Recipe.LESSON)
    found = DuplicateExploration(curation)
    assert found.recipe.preset == "standard"


def test_no_rows_have_no_pairs():
    found = DuplicateExploration([])
    assert (found.value, found.rate, found.cluster) == ([], 0.0, None)
    assert duplicate_view(found)["pair"] is None
    for view in ("conflicts", "lsh"):
        found.choose(view=view)
        assert duplicate_view(found)["pairs"]["total"] == 0


def test_too_many_pairs_raise_the_floor():
    rows = asked(*(f"one two three four five six seven w{n}" for n in range(12)))
    assert len(find_pairs(rows, ("user",))) == 66
    raised = find_pairs(rows, ("user",), most=20)  # 7 words of 9: 0.78
    assert (raised.floor, len(raised)) == (0.8, 0)
    assert raised.limits == limits_from(0.8)


# Conflicts


def labelled(*pairs):
    return [chat(("user", text), ("assistant", label)) for text, label in pairs]


def test_a_conflict_is_shown_and_never_dropped():
    rows = labelled(
        ("my card has not come yet", "card"),
        ("my card has not come yet", "delivery"),
        ("how do i pay by bank", "card"),
    )
    found = DuplicateExploration(rows)
    assert [(each.row, each.partner) for each in found.conflicts] == [(1, 0)]
    assert found.value == rows
    found.conflict(0)
    view = duplicate_view(found)
    assert (view["view"], view["pair"]["fate"]) == ("conflicts", "conflict")
    assert view["pair"]["records"] == [0, 1]
    found.choose(view="rate")
    assert found.pairs[0].fate == "conflict"
    with pytest.raises(ValueError, match="none falls for the other"):
        found.keep_other()


# The search


def test_many_rows_are_searched_on_a_thread_and_the_old_result_stays(monkeypatch):
    found = DuplicateExploration(CARDS)
    before = duplicate_view(found)["found"]
    going, go = threading.Event(), threading.Event()
    whole = pair_exploration.find_pairs

    def slow(*arguments, told, **named):
        told("pairs", 1, 4)
        going.set()
        assert go.wait(30)
        return whole(*arguments, told=told, **named)

    monkeypatch.setattr(pair_exploration, "find_pairs", slow)
    monkeypatch.setattr(pair_exploration, "AT_ONCE", 0)
    heard = []
    found.listen(lambda: heard.append(found.roles))
    found.choose(roles=["assistant"])
    assert going.wait(30)
    view = duplicate_view(found)
    assert (view["search"]["roles"], view["search"]["done"]) == (["assistant"], 1)
    assert (view["roles"], view["found"]) == (["user", "assistant"], before)
    found.choose(threshold=0.5)  # of the old pairs
    assert found.curve[found.at] == before["dropped"][0]
    go.set()
    assert found.rate == 3 / 4  # waits
    assert (found.roles, found.threshold, found.search) == (("assistant",), 0.5, None)


def test_a_search_is_stopped_and_begun_again(monkeypatch):
    going, go = threading.Event(), threading.Event()
    whole = pair_exploration.find_pairs

    def slow(*arguments, told, **named):
        going.set()
        assert go.wait(30)
        told("pairs", 1, 4)
        raise AssertionError("it was stopped before")

    monkeypatch.setattr(pair_exploration, "find_pairs", slow)
    monkeypatch.setattr(pair_exploration, "AT_ONCE", 0)
    found = DuplicateExploration(CARDS)
    assert going.wait(30)
    assert repr(found) == "DuplicateExploration(4 rows, looking for pairs)"
    found.stop()
    assert duplicate_view(found)["search"] is None
    assert repr(found) == "DuplicateExploration(4 rows, stopped)"
    with pytest.raises(ValueError, match=r"was stopped .* choose\(roles"):
        _ = found.value
    go.set()
    monkeypatch.setattr(pair_exploration, "find_pairs", whole)
    found.choose(roles=["user", "assistant"])
    assert len(found.value) + len(found.dropped) == 4


def test_a_search_that_fails_is_told_and_the_old_result_stays(monkeypatch):
    found = DuplicateExploration(CARDS)
    kept = found.kept

    def broken(*_, **__):
        raise MemoryError("too many pairs")

    monkeypatch.setattr(pair_exploration, "find_pairs", broken)
    monkeypatch.setattr(pair_exploration, "AT_ONCE", 0)
    found.choose(roles=["user"])
    found.wait()
    assert isinstance(found.failure, MemoryError)
    assert (found.kept, found.roles) == (kept, ("user", "assistant"))


def test_a_search_tells_how_far_it_is():
    search = Search(lambda told: told("rows", 3, 9), lambda _: None, lambda: None)
    search.run()
    heard = search.what, search.done, search.total
    assert heard == ("rows", 3, 9)


# LSH


def naive_chance(similarity, bands, rows):
    """By trying it: bands of values that agree as often as the similarity says."""
    chance = random.Random(5)
    trials = 4_000
    seen = sum(
        any(
            all(chance.random() < similarity for _ in range(rows)) for _ in range(bands)
        )
        for _ in range(trials)
    )
    return seen / trials


@pytest.mark.parametrize(("bands", "rows"), [(9, 13), (25, 5), (1, 4)])
def test_the_expected_number_is_the_sum_of_the_chances(bands, rows):
    found = DuplicateExploration(CARDS)
    expected = sum(
        naive_chance(each, bands, rows) for each in found.table.similarity.tolist()
    )
    assert found.hashed.expected(0.5, bands, rows) == pytest.approx(expected, abs=0.1)


def test_the_lesson_sees_four_in_ten_pairs_at_its_threshold():
    table = {0.5: 0.001, 0.6: 0.012, 0.7: 0.084, 0.8: 0.399, 0.9: 0.929}
    for similarity, chance in table.items():
        assert round(collision_chance(similarity, 9, 13), 3) == chance


def test_missed_pairs_are_those_that_share_no_band_of_datasketch():
    """datasketch's own index is asked for each pair."""
    tickets = ft.load("data/raw_tickets.jsonl")
    found = DuplicateExploration(ft.curate(tickets))
    found.choose(view="lsh", threshold=0.8)
    assert found.lsh == (9, 13)
    nodes = {*found.table.one.tolist(), *found.table.other.tolist()}
    sets = found.table.nodes.sets
    values = signatures(sets.ids, sets.starts, sets.hashes)
    hashes = {
        node: MinHash(128, 1, hashvalues=values[node], scheme="affine32")
        for node in nodes
    }
    for bands, rows in ((9, 13), (25, 5), (3, 40)):
        found.choose(bands=bands, rows=rows)
        index = MinHashLSH(num_perm=128, params=(bands, rows))
        for node, each in hashes.items():
            index.insert(node, each)
        true = found.hashed.reaching(0.8)
        expected = [
            int(each)
            for each in true
            if int(found.table.other[each])
            not in index.query(hashes[int(found.table.one[each])])
        ]
        assert sorted(found.missed.tolist()) == expected
    assert len(expected) > 0


def test_bands_give_way_to_rows_and_d_goes_back():
    found = DuplicateExploration(CARDS)
    found.choose(view="lsh", threshold=0.8, bands=30)
    assert found.lsh == (30, 4)
    found.choose(rows=64)
    assert found.lsh == (2, 64)
    found.choose(bands=None, rows=None)
    assert found.lsh == (9, 13)
    found.choose(threshold=0.5)
    assert found.lsh == (25, 5)


# Pages


def test_a_page_stays_small_whatever_the_rows():
    text = "word \u202e" * 4_000
    many = [("user", f"{text}{n}") for n in range(40)]
    rows = [chat(*many, ("assistant", f"{REPLY} {n}")) for n in range(3)]
    found = DuplicateExploration(rows)
    found.choose(threshold=0.5)
    view = duplicate_view(found)
    assert view["pair"] is not None
    assert len(json.dumps(view, allow_nan=False)) < 100_000
    assert view["pair"]["sides"][0]["rest"] == "33 more messages"


def test_groups_come_largest_first_a_window_at_a_time():
    rows = asked(*(f"{n} a{n} b{n}" for n in range(20) for _ in range(2)), "x y", "z")
    rows += asked("19 a19 b19")
    found = DuplicateExploration(rows)
    found.choose(threshold=1.0)
    page = duplicate_view(found)["groups"]
    assert (page["total"], page["at"], len(page["rows"])) == (20, 0, 8)
    assert page["rows"][0]["rows"] == 3
    found.choose(cluster=17)
    page = duplicate_view(found)["groups"]
    assert [each["number"] for each in page["rows"]] == [16, 17, 18, 19]
