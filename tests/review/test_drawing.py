"""Each queue has the rows it says, exactly so many, in the order it says."""

import hashlib
import random
import re
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ftwidgets as ft
from ftwidgets.examples import chat, fingerprint
from ftwidgets.recipes import Recipe
from ftwidgets.review.drawing import (
    Rows,
    audit_size,
    draw,
    families,
    is_stale,
)
from ftwidgets.review.history import NOTHING, RowState
from ftwidgets.review.identity import row_keys
from ftwidgets.review.queues import NAMES, Queue
from review.reviewing import row, rows


def of(examples, kept=None, states=None, **beside):
    keys = row_keys(examples)
    states = {keys[place]: state for place, state in (states or {}).items()}
    kept = range(len(examples)) if kept is None else kept
    return Rows(examples, keys, kept, lambda key: states.get(key, NOTHING), **beside)


def drawn(queue, *arguments, **beside):
    return [entry.row for entry in draw(queue, of(*arguments, **beside))]


# Audits


@pytest.mark.parametrize(
    "percent",
    ["0.1", "0.35", "1", "2.5", "5", "7.7", "10", "33.3", "50", "99.9", "100"],
)
def test_an_audit_has_exactly_as_many_rows_as_it_says(percent):
    for number in range(1, 3001):
        share = number * Decimal(percent) / 100
        nearest = int(share.quantize(Decimal(1), ROUND_HALF_UP))
        assert audit_size(number, float(percent)) == min(number, max(1, nearest))
    assert audit_size(0, float(percent)) == 0


@given(st.integers(1, 10**7), st.floats(0, 100, exclude_min=True))
def test_an_audit_is_never_empty_nor_more_than_there_is(number, percent):
    assert 1 <= audit_size(number, percent) <= number
    assert abs(audit_size(number, percent) - number * percent / 100) <= 1


@pytest.mark.parametrize("number", [1, 2, 7, 19, 100, 451])
@pytest.mark.parametrize("percent", [0.5, 10, 33, 100])
def test_an_audit_draws_the_rows_with_the_lowest_lots(number, percent):
    examples = rows(number)

    def lot(place):
        text = f'5 id:"r{place}"'
        return hashlib.sha256(text.encode()).hexdigest()

    expected = sorted(range(number), key=lot)[: audit_size(number, percent)]
    assert drawn(Queue("audit", percent, seed=5), examples) == expected


def ids(places, examples):
    return [examples[place]["id"] for place in places]


def test_an_audit_is_the_same_rows_in_any_order_of_the_data():
    examples, audit = rows(200), Queue("audit", 10, seed=3)
    known = ids(drawn(audit, examples), examples)
    assert len(known) == 20
    assert ids(drawn(audit, examples), examples) == known
    shuffled = random.Random(2).sample(examples, 200)
    assert ids(drawn(audit, shuffled), shuffled) == known
    assert ids(drawn(Queue("audit", 10, seed=4), examples), examples) != known


def test_a_larger_audit_begins_with_the_smaller_one_and_new_rows_move_none():
    examples = rows(200)
    small, large = (drawn(Queue("audit", p), examples) for p in (5, 50))
    assert large[:10] == small
    more = rows(260)
    grown = drawn(Queue("audit", 50), more)
    assert [place for place in grown if place < 200 and place in large] == [
        place for place in large if place in grown
    ]


def test_every_row_is_drawn_as_often_as_any_other_over_many_seeds():
    examples, draws = rows(20), 3000
    times = Counter(
        place
        for seed in range(draws)
        for place in drawn(Queue("audit", 10, seed=seed), examples)
    )
    expected, deviation = draws / 10, (draws * 0.1 * 0.9) ** 0.5
    assert sum(times.values()) == 2 * draws
    assert len(times) == 20
    assert all(abs(each - expected) < 4 * deviation for each in times.values())
    chi_square = sum((each - expected) ** 2 / expected for each in times.values())
    assert chi_square < 43.8  # 19 degrees of freedom, p = 0.001


def test_only_an_audit_before_filtering_draws_dropped_rows():
    examples, kept = rows(100), range(0, 100, 2)
    after = drawn(Queue("audit", 20), examples, kept)
    before = drawn(Queue("audit", 20, before_filtering=True), examples, kept)
    assert (len(after), len(before)) == (10, 20)
    assert all(place % 2 == 0 for place in after)
    assert any(place % 2 for place in before)
    assert before == drawn(Queue("audit", 20), examples)


# Scores and suspects


REPLIES = [
    "It left our warehouse in Bonn this morning and reaches you by Friday.",
    "I cannot find it.",
    "Yes",
    "",
    "I'm sorry to hear that. It left Bonn today and arrives on Friday, as promised.",
    "Call our desk at +49 151 23456789 or write to mira@example.com about it.",
    "yes yes yes yes yes yes yes yes yes yes",
    "{{placeholder}} TODO fill in",
]


def answered():
    return [row(place, reply) for place, reply in enumerate(REPLIES)]


def test_the_lowest_score_comes_first_and_of_equal_ones_the_first_row():
    examples = ft.load("data/raw_tickets.jsonl").examples[:150]
    kept = range(1, 150, 2)
    order = drawn(Queue("lowest_score"), examples, kept)
    totals = [ft.score(examples[place]).total for place in order]
    assert sorted(order) == list(kept)
    assert totals == sorted(totals)
    assert len(set(totals)) > 2
    assert list(zip(totals, order, strict=True)) == sorted(
        zip(totals, order, strict=True)
    )


def test_weights_of_the_recipe_order_the_scores():
    examples = answered()
    names = [part.name for part in ft.score(examples[1]).parts]
    usual = drawn(Queue("lowest_score"), examples)
    weighted = Recipe.STANDARD.change(score_weights={names[0]: 1.0})
    order = drawn(Queue("lowest_score"), examples, recipe=weighted)
    assert (usual[0], usual.index(1) > 1) == (3, True)
    assert order[:2] == [3, 1]


def test_suspects_are_the_rows_on_which_the_levels_disagree():
    entries = draw(Queue("suspects"), of(answered()))
    # 0 and 2 pass all levels, 3 fails all. 6 fails two of three, the rest one.
    assert [entry.row for entry in entries] == [6, 1, 4, 5, 7]
    assert [entry.why for entry in entries[:2]] == [
        "level 2 gives 0.50 and the lesson's score is 0.70; level 1 passes",
        "the lesson's score is 0.40; level 1 passes and level 2 gives 0.90",
    ]
    assert "level 1 says pii" in entries[3].why
    kept = draw(Queue("suspects"), of(answered(), kept=[0, 1, 7]))
    assert [entry.row for entry in kept] == [1, 7]


# Near-duplicates


def brute_force(texts, threshold):
    """For each text that repeats an earlier one: (-similarity, row, partner)."""
    sets = [set(re.findall(r"\w+", text.casefold())) for text in texts]
    found = []
    for later in range(len(texts)):
        near = [
            (len(sets[later] & sets[k]) / len(sets[later] | sets[k]), -k)
            if sets[later] | sets[k]
            else (float(texts[later] == texts[k]), -k)
            for k in range(later)
        ]
        similarity, partner = max(near, default=(0.0, 0))
        if similarity >= threshold:
            found.append((-similarity, later, -partner))
    return sorted(found)


@given(
    st.lists(
        st.lists(st.sampled_from("abcdef"), max_size=6).map(" ".join), max_size=14
    ),
    st.sampled_from([0.3, 0.5, 0.75, 0.8, 1.0]),
    st.integers(1, 2),
)
def test_near_duplicates_are_those_of_brute_force(texts, threshold, step):
    examples = [
        chat(("user", text), ("assistant", "ignored"), place=place)
        for place, text in enumerate(texts)
    ]
    kept = list(range(0, len(texts), step))
    recipe = Recipe.STANDARD.change(similarity=threshold, roles=("user",))
    entries = draw(Queue("near_duplicates"), of(examples, kept, recipe=recipe))
    assert [(entry.row, entry.partner, entry.why) for entry in entries] == [
        (kept[later], kept[partner], f"similarity {-negative:.2f}")
        for negative, later, partner in brute_force(
            [texts[place] for place in kept], threshold
        )
    ]


# The other queues


def test_all_rows_are_those_that_the_filters_kept():
    assert drawn(Queue("all"), rows(5)) == [0, 1, 2, 3, 4]
    assert drawn(Queue("all"), rows(5), kept=[1, 3]) == [1, 3]


def test_children_are_the_kept_rows_of_one_seed():
    seeds = [7, "7", 7, None, ["a"], 7]
    examples = [row(place, seed=seed) for place, seed in enumerate(seeds)]
    assert drawn(Queue("children", family=7), examples) == [0, 2, 5]
    assert drawn(Queue("children", family=7), examples, kept=[0, 5]) == [0, 5]
    assert drawn(Queue("children", family="7"), examples) == [1]
    assert drawn(Queue("children", family=["a"]), examples) == [4]
    assert drawn(Queue("children", family="x"), examples) == []
    parents = [row(place, parent=place % 2) for place in range(4)]
    assert drawn(Queue("children", family=1), parents, family_key="parent") == [1, 3]
    assert families(examples) == {7: 3, "7": 1}
    assert families(parents, "parent") == {0: 2, 1: 2}


def test_unlabelled_are_the_kept_rows_that_are_not_decided():
    verdicts = ["keep", "fix", "drop", "skip", None, None]
    states = {k: RowState(verdict=each) for k, each in enumerate(verdicts)}
    states[5] = RowState(flagged=True, note="odd")
    assert drawn(Queue("unlabelled"), rows(6), states=states) == [3, 4, 5]
    assert drawn(Queue("unlabelled"), rows(6), [0, 4], states) == [4]


def test_flagged_rows_are_shown_also_where_they_were_dropped():
    states = {1: RowState(flagged=True), 2: RowState(verdict="drop")}
    assert drawn(Queue("flagged"), rows(4), [0], states) == [1]


def test_rows_judged_on_an_older_text_are_found_and_say_so():
    examples = rows(3)
    states = {
        0: RowState(verdict="keep", fingerprint=fingerprint(examples[0])),
        1: RowState(verdict="keep", fingerprint=fingerprint(row(1, "other"))),
    }
    entries = draw(Queue("older_text"), of(examples, [0], states))
    assert [(entry.row, entry.why) for entry in entries] == [
        (1, "the text has changed since it was judged")
    ]
    assert not is_stale(examples[2], NOTHING)


@pytest.mark.parametrize("name", list(NAMES))
def test_no_rows_have_empty_queues(name):
    assert draw(Queue(name), of([])) == []
