"""ROUGE-L is that of its definition, and a text is let in only if it is new.

The independent implementation is the table of the longest common subsequence, cell by
cell, on lists of words.
"""

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.similarity import words
from ftwidgets.synthesis import novelty
from ftwidgets.synthesis.novelty import (
    NOVELTY_LIMIT,
    Alphabet,
    Novelty,
    NoveltyGate,
    rouge_l,
)

SHORT_TEXTS = st.lists(st.sampled_from("abcd"), max_size=9).map(" ".join)
TEXTS = SHORT_TEXTS | st.text(max_size=20)


def longest_common(one, other):
    """Length of the longest common subsequence, by the table of all beginnings."""
    row = [0] * (len(other) + 1)
    for word in one:
        before = row
        row = [0]
        for at, each in enumerate(other):
            longer = before[at] + 1 if word == each else 0
            row.append(max(longer, before[at + 1], row[at]))
    return row[-1]


def naive(one, other):
    one, other = words(one), words(other)
    shared = longest_common(one, other)
    if not shared:
        return 0.0
    precision, recall = shared / len(one), shared / len(other)
    return 2 * precision * recall / (precision + recall)


class NaiveGate:
    def __init__(self, seeds, limit):
        self.seeds, self.limit, self.pool = seeds, limit, []

    def judge(self, text):
        near_seed = max([naive(text, seed) for seed in self.seeds], default=0.0)
        near_row = max([naive(text, row) for row in self.pool], default=0.0)
        is_new = max(near_seed, near_row) < self.limit - 1e-9
        if is_new:
            self.pool.append(text)
        return near_seed, near_row, is_new


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # the . sat on . mat: 4 of 6 and 6 words
        ("the cat sat on the mat", "the dog sat on a mat", 4 / 6),
        ("police killed the gunman", "police kill the gunman", 3 / 4),  # Lin 2004
        ("police killed the gunman", "the gunman kill police", 2 / 4),  # Lin 2004
        ("a b c d", "d c b a", 1 / 4),
        ("a b", "a b c d e f g h", 2 * 2 / 10),
        ("a a a", "a", 2 * 1 / 4),
        ("Where IS my Parcel?", "where is my parcel", 1.0),
        ("a b", "c d", 0.0),
    ],
)
def test_rouge_l_worked_out_by_hand(one, other, expected):
    assert rouge_l(one, other) == pytest.approx(expected, rel=1e-15)
    assert rouge_l(other, one) == rouge_l(one, other)


@pytest.mark.parametrize(
    ("one", "other"), [("", ""), ("!?", "!?"), ("", "a"), ("a", "…")]
)
def test_texts_without_words_repeat_nothing(one, other):
    assert rouge_l(one, other) == 0.0


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("信用卡", "信卡", 2 * 2 / 5),  # a character is a word here
        ("Straße ﬁne", "STRASSE fine", 1.0),
        ("카드 분실", "카드 도난", 0.5),
        ("😀 ok", "ok 😀😀", 1.0),  # a picture is no word
        ("naïve café", "nai\u0308ve cafe\u0301", 1.0),
        ("a\ud800b", "a b", 1.0),
    ],
)
def test_rouge_l_of_many_scripts(one, other, expected):
    assert rouge_l(one, other) == pytest.approx(expected)


@given(TEXTS, TEXTS)
def test_rouge_l_is_that_of_the_definition(one, other):
    assert rouge_l(one, other) == pytest.approx(naive(one, other), rel=1e-12)


@given(st.text())
def test_a_text_with_words_repeats_itself(text):
    assert rouge_l(text, text) == (1.0 if words(text) else 0.0)


def test_a_text_exactly_at_the_limit_is_not_new():
    seed = " ".join(f"w{k}" for k in range(10))
    at = " ".join([f"w{k}" for k in range(7)] + ["x", "y", "z"])  # 7 of 10 and 10
    below = " ".join([f"w{k}" for k in range(6)] + ["x", "y", "z", "q"])
    gate = NoveltyGate([seed])
    assert gate.judge(at) == Novelty(0.7, 0, 0.0, None, False)
    assert gate.judge(below).is_new
    assert NOVELTY_LIMIT == 0.7


@pytest.mark.parametrize("size", range(1, 31))
def test_no_limit_is_missed_by_a_rounding(size):
    seed = [f"w{k}" for k in range(size)]
    for shared in range(1, size + 1):
        text = seed[:shared] + [f"x{k}" for k in range(size - shared)]
        gate = NoveltyGate([" ".join(seed)], limit=shared / size)
        assert not gate.judge(" ".join(text)).is_new


def test_a_row_is_compared_with_the_rows_before_it_that_were_let_in():
    gate = NoveltyGate(["where is my parcel"])
    assert gate.judge("my card was charged twice").is_new
    near_seed = gate.judge("where is my lamp")
    assert (near_seed.seed, near_seed.seed_similarity) == (0, 0.75)
    assert not near_seed.is_new
    # Like the one that was not let in, but not like anything that was.
    assert gate.judge("is my lamp broken").pool_row == 0
    near_row = gate.judge("my card was charged again")
    assert near_row == Novelty(0.2222222222222222, 0, 0.8, 0, False)
    assert repr(gate) == "NoveltyGate(seeds=1, pool=2)"


def test_the_first_of_equals_is_named():
    gate = NoveltyGate(["x", "a b", "b a", "a b"])
    assert gate.closest_seed("a b") == (1.0, 1)
    assert gate.closest_seed("b") == (pytest.approx(2 / 3), 1)


def test_looking_at_seeds_lets_nothing_in():
    gate = NoveltyGate(["a"])
    assert gate.closest_seed("c d") == (0.0, None)
    assert len(gate) == 0


def test_a_gate_without_seeds_compares_rows_alone():
    gate = NoveltyGate([])
    assert gate.judge("a b") == Novelty(0.0, None, 0.0, None, True)
    assert gate.judge("a b") == Novelty(0.0, None, 1.0, 0, False)


def test_rows_without_words_are_let_in_and_keep_their_number():
    gate = NoveltyGate([""])
    assert gate.judge("!!!").is_new
    assert gate.judge("").is_new
    assert gate.judge("a b").is_new
    assert gate.judge("a b c").pool_row == 2


@given(
    st.lists(SHORT_TEXTS, max_size=4),
    st.lists(TEXTS, max_size=12),
    st.sampled_from([0.3, 0.5, 0.7, 1.0]),
)
def test_the_gate_decides_as_the_naive_one(seeds, texts, limit):
    gate, other = NoveltyGate(seeds, limit), NaiveGate(seeds, limit)
    pool = []
    for text in texts:
        found = gate.judge(text)
        near_seed, near_row, is_new = other.judge(text)
        assert found.seed_similarity == pytest.approx(near_seed)
        assert found.pool_similarity == pytest.approx(near_row)
        assert found.is_new == is_new
        for named, others in ((found.seed, seeds), (found.pool_row, pool)):
            near = [rouge_l(text, each) for each in others]
            expected = near.index(max(near)) if max(near, default=0) else None
            assert named == expected
        pool += [text] * is_new


def test_the_gate_decides_as_the_naive_one_on_two_hundred_longer_rows():
    chance = random.Random(4)
    known = [f"w{k}" for k in range(60)]
    texts = []
    for _ in range(200):
        drawn = chance.choices(known, k=chance.randint(5, 25))
        if texts and chance.random() < 0.5:  # an edited copy of an earlier row
            drawn = [w for w in chance.choice(texts).split() if chance.random() < 0.85]
        texts.append(" ".join(drawn))
    gate, other = NoveltyGate(texts[:20]), NaiveGate(texts[:20], 0.7)
    decided = [gate.judge(text).is_new for text in texts[20:]]
    assert decided == [other.judge(text)[2] for text in texts[20:]]
    assert 20 < sum(decided) < 160


def test_letters_are_never_halves_of_characters():
    count = 0xD800 + 0x100
    text = " ".join(f"w{k}" for k in range(count))
    spelled = Alphabet().spell(text)
    assert len(set(spelled)) == len(spelled) == count
    spelled.encode()


def test_texts_on_both_sides_of_the_halves_are_told_apart():
    first = " ".join(f"w{k}" for k in range(0xD7FE))
    alphabet = Alphabet()
    alphabet.spell(first)
    beyond = alphabet.spell("a b c d e")
    assert [ord(letter) for letter in beyond] == [
        0xD7FE,
        0xD7FF,
        0xE000,
        0xE001,
        0xE002,
    ]


def test_more_words_than_characters_are_refused_in_words():
    assert ord(novelty._letter(1_112_063)) == sys.maxunicode
    with pytest.raises(OverflowError, match="1,112,064 different words"):
        novelty._letter(1_112_064)


@pytest.mark.parametrize("limit", [0, -0.1, 1.01, "0.7", None, True, float("nan")])
def test_a_limit_out_of_range_is_refused(limit):
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        NoveltyGate([], limit)


def test_one_text_instead_of_seeds_is_refused():
    with pytest.raises(TypeError, match="a list of texts"):
        NoveltyGate("where is my parcel")


def test_the_module_is_imported_without_rapidfuzz():
    code = "import sys, ftwidgets.synthesis.novelty; print('rapidfuzz' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False\n"
