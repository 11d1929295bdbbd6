"""The nearest text is that of comparing all."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.neighbours import Neighbour, Neighbours

TEXTS = st.one_of(
    st.lists(st.sampled_from("abcdefgh"), max_size=8).map(" ".join),
    st.sampled_from(["", " ", "!", "?!", "A b", "a, b!", "Straße", "STRASSE"]),
)
LISTS = st.lists(TEXTS, max_size=12)


def word_set(text):
    """Words of a text; one without words holds itself alone."""
    return set(re.findall(r"\w+", text.casefold())) or {("no words", text)}


def brute_force(texts, asked, skip=()):
    best = None
    for row, text in enumerate(texts):
        one, other = word_set(text), word_set(asked)
        similarity = len(one & other) / len(one | other)
        if row not in skip and similarity > (best.similarity if best else 0):
            best = Neighbour(row, similarity)
    return best


@given(LISTS, TEXTS)
def test_the_nearest_is_that_of_brute_force(texts, asked):
    assert Neighbours(texts).nearest(asked) == brute_force(texts, asked)


@given(LISTS, TEXTS, st.sets(st.integers(0, 11)))
def test_skipped_rows_are_no_answer(texts, asked, skip):
    skip = {row for row in skip if row < len(texts)}
    assert Neighbours(texts).nearest(asked, skip) == brute_force(texts, asked, skip)


@given(LISTS, TEXTS, st.lists(st.tuples(st.integers(0, 11), TEXTS)))
def test_after_edits_the_nearest_is_that_of_the_new_texts(texts, asked, edits):
    texts = list(texts)
    neighbours = Neighbours(texts)
    for row, text in edits:
        if row < len(texts):
            texts[row] = text
            neighbours.replace(row, text)
            assert neighbours.nearest(asked) == brute_force(texts, asked)
    assert len(neighbours) == len(texts)


def test_more_shared_words_than_a_byte_counts_are_counted():
    long = " ".join(f"w{k}" for k in range(1000))
    assert Neighbours(["w1", long]).nearest(f"{long} x") == (1, 1000 / 1001)


def test_the_first_of_equals_is_the_answer():
    neighbours = Neighbours(["x", "a b", "B, a!", "a b"])
    assert neighbours.nearest("b a") == (1, 1.0)
    assert neighbours.nearest("b a", skip=[1]) == (2, 1.0)


def test_scripts_without_spaces_are_compared_by_character():
    # 手 and 机 of 手 机 丢 了 坏: 2 of 4, and 3 of 4 with 了.
    assert Neighbours(["手机坏", "手机了"]).nearest("手机丢了") == (1, 0.75)


def test_a_text_without_words_is_near_only_to_the_same_text():
    neighbours = Neighbours(["!!!", "a", "???", ""])
    assert neighbours.nearest("???") == (2, 1.0)
    assert neighbours.nearest("") == (3, 1.0)
    assert neighbours.nearest("...") is None


def test_nothing_is_near_where_no_word_is_shared_or_no_row_is_left():
    assert Neighbours(["a b", "c"]).nearest("d") is None
    assert Neighbours(["a b", "c"]).nearest("a", skip=[0]) is None
    assert Neighbours([]).nearest("a") is None


def test_words_of_a_text_that_was_replaced_are_forgotten():
    neighbours = Neighbours(["a b", "c"])
    neighbours.replace(0, "d")
    assert neighbours.nearest("a b") is None
    assert neighbours.nearest("d") == (0, 1.0)


def test_texts_are_read_once():
    assert len(Neighbours(text for text in ("a", "b"))) == 2


@pytest.mark.parametrize("row", [-1, 2])
def test_a_row_that_does_not_exist_is_refused(row):
    neighbours = Neighbours(["a", "b"])
    message = rf"there is no row {row} in 2 texts; rows are counted from 0"
    with pytest.raises(IndexError, match=message):
        neighbours.replace(row, "c")
    with pytest.raises(IndexError, match=message):
        neighbours.nearest("a", skip=[row])


def test_its_name_says_how_many_texts_it_holds():
    assert repr(Neighbours(["a", "b"])) == "Neighbours(texts=2)"
