"""Families and leaks, against a brute force that compares every two rows."""

import re
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets.examples import chat
from ftwidgets.splitting import find_families, find_leaks
from ftwidgets.splitting.families import values_of
from ftwidgets.splitting.ties import KINDS

LABELS = ("billing", "bug report")


def row(user, assistant="billing", **beside):
    return chat(("user", user), ("assistant", assistant), **beside)


def seed_of(example):
    return example["seed"]


def word_set(text):
    return set(re.findall(r"[a-z0-9]+", text.lower()))


def jaccard(one, other):
    one, other = word_set(one), word_set(other)
    return len(one & other) / len(one | other)


def brute_tie(one, other, threshold):
    """Kind and similarity of the closest tie of two rows of plain lower-case words."""
    (user, reply), (other_user, other_reply) = (
        [message["content"] for message in each["messages"]] for each in (one, other)
    )
    if (user, reply) == (other_user, other_reply):
        return "same_messages", 1.0
    if user.split() == other_user.split():
        return "same_user_text", 1.0
    whole = jaccard(f"{user} {reply}", f"{other_user} {other_reply}")
    if whole >= threshold:
        return "near_duplicate", whole
    if {reply, other_reply} <= set(LABELS) and jaccard(user, other_user) >= threshold:
        return "near_duplicate_user", jaccard(user, other_user)
    if one["seed"] is not None and one["seed"] == other["seed"]:
        return "same_group", whole
    return None


def brute_families(rows, threshold):
    family = list(range(len(rows)))
    for i, j in combinations(range(len(rows)), 2):
        if brute_tie(rows[i], rows[j], threshold):
            family = [family[i] if each == family[j] else each for each in family]
    return [
        [row for row, each in enumerate(family) if each == number]
        for number in dict.fromkeys(family)
    ]


words = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=7)
rows = st.lists(
    st.builds(
        row,
        words.map(" ".join),
        st.sampled_from((*LABELS, "It is a b c d.", "It is a b c e.")),
        seed=st.sampled_from((None, None, None, 1, 2, 3)),
    ),
    max_size=14,
)
thresholds = st.sampled_from((0.5, 0.6, 0.75, 0.8, 1.0))


@settings(deadline=None)
@given(rows, thresholds)
def test_families_are_what_comparing_every_two_rows_joins(rows, threshold):
    found = find_families(rows, seed_of, threshold)
    assert found == brute_families(rows, threshold)


def test_a_seed_and_its_children_are_one_family():
    rows = [row("Where is it?", seed="a"), row("Refund me", seed="b")]
    rows += [row("My parcel got lost", seed="a")]
    assert find_families(rows, "seed") == [[0, 2], [1]]


def test_a_near_duplicate_joins_the_families_of_two_seeds():
    rows = [
        row("one two three four five six seven eight", seed="a"),
        row("red green blue", seed="a"),
        row("one two three four five six seven nine", seed="b"),  # 8 of 10 words
        row("north south east west", seed="b"),
    ]
    assert find_families(rows, "seed", 0.8) == [[0, 1, 2, 3]]
    assert find_families(rows, "seed", 0.81) == [[0, 1], [2, 3]]
    assert find_families(rows, "seed", None) == [[0, 1], [2, 3]]


@pytest.mark.parametrize(
    "copy",
    [
        "my CARD  is lost ",
        "my card\nis lost",
        "my\u200b card is lost",
        "ｍｙ card is lost",
    ],
)
def test_one_user_text_is_one_family_however_it_is_spelt_and_answered(copy):
    rows = [row("My card is lost", "A long answer."), row(copy, "Quite another reply.")]
    assert find_families(rows, near_duplicates=None) == [[0, 1]]


def test_one_ticket_under_two_labels_is_one_family():
    rows = [row("a b c d", "billing"), row("a b c d e", "bug report")]
    assert find_families(rows) == [[0, 1]]  # 4 of 5 user words, 5 of 8 with the labels
    answered = [row("a b c d", "It is billing."), row("a b c d e", "It was a bug.")]
    assert find_families(answered) == [[0], [1]]


def test_rows_that_say_nothing_are_joined_only_if_their_messages_are_equal():
    rows = [
        {"messages": [{"role": "tool", "content": "1"}]},
        {"messages": [{"role": "tool", "content": "2"}]},
        {"messages": [{"role": "tool", "content": "1"}], "id": 7},
        chat(("user", " \u200b"), ("assistant", "")),
    ]
    assert find_families(rows) == [[0, 2], [1], [3]]


def test_texts_without_words_equal_only_themselves():
    rows = [row("???", "!"), row("!!!", "?"), row("???", "...")]
    assert find_families(rows) == [[0, 2], [1]]


def test_values_are_a_key_a_function_or_a_list():
    rows = [{"seed": 3}, {"seed": None}, {}]
    assert values_of(rows, "seed", "group_by") == [3, None, None]
    assert values_of(rows, len, "group_by") == [1, 1, 0]
    assert values_of(rows, (1, float("nan"), "x"), "group_by") == [1, None, "x"]
    assert values_of(rows, None, "group_by") == [None, None, None]


def test_a_value_that_is_a_list_counts_by_its_content():
    assert find_families([row("a"), row("b"), row("c")], [[1], [2], [1]]) == [
        [0, 2],
        [1],
    ]


def test_a_key_that_no_row_has_is_refused_with_the_keys_there_are():
    with pytest.raises(ValueError, match=r"group_by is 'sed'.* 'messages', 'seed'"):
        find_families([row("a", seed=1)], "sed")


def test_too_few_values_are_refused():
    with pytest.raises(ValueError, match="group_by has 1 value for 2 rows"):
        find_families([row("a"), row("b")], [1])


@pytest.mark.parametrize("threshold", [0, 80, "0.8"])
def test_a_threshold_that_is_no_similarity_is_refused(threshold):
    with pytest.raises(ValueError, match="threshold is"):
        find_families([], near_duplicates=threshold)
    with pytest.raises(ValueError, match="threshold is"):
        find_leaks({"train": []}, threshold)


def brute_leaks(parts, threshold):
    """Closest kind, then highest similarity, then first row, of each later row."""
    names, order = list(parts), list(KINDS)
    for later, part in enumerate(names):
        for number, one in enumerate(parts[part]):
            for earlier in names[:later]:
                ties = [
                    (order.index(tie[0]), -tie[1], other)
                    for other, each in enumerate(parts[earlier])
                    if (tie := brute_tie(each, one, threshold))
                ]
                if ties:
                    yield (part, number, earlier), min(ties)


@settings(deadline=None)
@given(rows, rows, rows, thresholds)
def test_leaks_are_what_comparing_every_two_rows_finds(
    train, validation, test, threshold
):
    parts = {"train": train, "validation": validation, "test": test}
    found = find_leaks(parts, threshold, seed_of)
    expected = dict(brute_leaks(parts, threshold))
    assert [(each.part, each.row, each.other_part) for each in found] == list(expected)
    for leak, (kind, similarity, other) in zip(found, expected.values(), strict=True):
        assert leak.kind == list(KINDS)[kind]
        if leak.kind == "same_group":  # the first sibling, however close
            partner = parts[leak.other_part][leak.other_row]
            tie = brute_tie(partner, parts[leak.part][leak.row], threshold)
            assert tie == (leak.kind, leak.similarity)
        else:
            assert (leak.similarity, leak.other_row) == (-similarity, other)


@settings(deadline=None)
@given(rows, rows, thresholds)
def test_without_the_rows_named_no_leak_is_left(train, test, threshold):
    leaks = find_leaks({"train": train, "test": test}, threshold, seed_of)
    named = {leak.row for leak in leaks}
    clean = [each for number, each in enumerate(test) if number not in named]
    assert not find_leaks({"train": train, "test": clean}, threshold, seed_of)


def test_leaks_are_found_across_files():
    ours = [row("Where is my parcel?"), row("I was charged twice")]
    theirs = [row("I cannot log in"), row("where is my parcel?", "bug report")]
    (leak,) = find_leaks({"ours.jsonl": ours, "theirs.jsonl": theirs})
    assert (leak.part, leak.row) == ("theirs.jsonl", 1)
    assert (leak.other_part, leak.other_row) == ("ours.jsonl", 0)
    assert (leak.kind, leak.similarity) == ("same_user_text", 1.0)


def test_a_sibling_is_a_leak_with_the_similarity_of_its_words():
    train = [row("I was billed two times in March", seed=14)]
    test = [row("I was billed twice in March", seed=14)]
    (leak,) = find_leaks({"train": train, "test": test}, group_by="seed")
    assert leak.kind == "same_group"
    assert leak.similarity == 6 / 9  # i was billed in march billing, of 9 words
    assert not find_leaks({"train": train, "test": test})


def test_nothing_leaks_where_there_is_nothing():
    assert find_leaks({}) == []
    assert find_leaks({"train": [], "test": [row("a")]}) == []
