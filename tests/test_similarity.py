"""Every pair found is exact, and none is missed."""

import itertools
import random
import re
import subprocess
import sys
import unicodedata

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets import similarity
from ftwidgets.similarity import (
    EXACT_ROWS,
    WordSetsBuilder,
    check_threshold,
    resolve_method,
    similar_pairs,
    similarities,
    word_sets,
    words,
)

THRESHOLDS = st.one_of(
    st.sampled_from([0.05, 0.3, 1 / 3, 0.5, 0.6, 2 / 3, 0.7, 0.75, 0.8, 0.9, 1.0]),
    st.floats(0.01, 1.0),
)
SHORT_TEXTS = st.lists(st.sampled_from("abcdefgh"), max_size=9).map(" ".join)


def spaced_words(text):
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())


def jaccard(one, other):
    return len(one & other) / len(one | other)


def brute_force(texts, threshold):
    """Pairs of the distinct word sets, numbered as they first come."""
    distinct = list(dict.fromkeys(frozenset(spaced_words(t)) or t for t in texts))
    return {
        (i, j): jaccard(one, other)
        for (i, one), (j, other) in itertools.combinations(enumerate(distinct), 2)
        if not isinstance(one, str)
        and not isinstance(other, str)
        and jaccard(one, other) >= threshold
    }


def found(pairs):
    return {
        (i, j): similarity
        for block in pairs
        for i, j, similarity in zip(*(part.tolist() for part in block), strict=True)
    }


def zipf_texts(rows, seed, vocabulary=400, length=12):
    chance = random.Random(seed)
    known = [f"w{k}" for k in range(vocabulary)]
    weights = [1 / (k + 3) for k in range(vocabulary)]
    texts = []
    for _ in range(rows):
        drawn = chance.choices(known, weights, k=chance.randint(1, 2 * length))
        if texts and chance.random() < 0.5:  # an edited copy of an earlier row
            drawn = [w for w in chance.choice(texts).split() if chance.random() < 0.9]
            drawn += chance.choices(known, weights, k=chance.randint(0, 2))
        texts.append(" ".join(drawn))
    return texts


@given(st.text())
def test_words_are_those_of_the_definition_where_scripts_have_spaces(text):
    unspaced = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u1aaf\u2e80-\ua4cf]"
    unspaced += r"|[\ua9e0-\uaadf\uf900-\ufaff\U0001aff0-\U0001b16f]"
    unspaced += r"|[\U00020000-\U0003ffff]"
    plain = unicodedata.normalize("NFKC", text).casefold()
    if not re.search(unspaced, plain):
        assert words(text) == spaced_words(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_the_short_way_for_ascii_gives_the_same_words(text):
    assert words(text) == spaced_words(text)
    assert words(text + " é") == [*words(text), "é"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("信用卡", ["信", "用", "卡"]),
        ("カード card", ["カ", "ー", "ド", "card"]),
        ("ｶｰﾄﾞ", ["カ", "ー", "ド"]),
        ("บัตร", ["บ", "ต", "ร"]),
        ("카드 분실", ["카드", "분실"]),
        ("第3回", ["第", "3", "回"]),
        ("ＣＡＲＤ ﬁne Straße", ["card", "fine", "strasse"]),
        ("don’t can't", ["don", "t", "can", "t"]),
        ("a_b 1.5", ["a_b", "1", "5"]),
        ("\U00020000\U0002a700", ["\U00020000", "\U0002a700"]),
        ("!? — …", []),
    ],
)
def test_words_of_many_scripts(text, expected):
    assert words(text) == expected


def test_a_half_character_is_not_an_error():
    assert word_sets(["\ud800 a", "a \ud800"]).set_of.tolist() == [0, 0]


def test_texts_with_equal_words_are_one_set_whatever_their_order_and_case():
    sets = word_sets(["Pay my bill", "bill, my bill; PAY", "pay my bills"])
    assert sets.set_of.tolist() == [0, 0, 1]
    assert len(sets) == 2


def test_a_text_without_words_equals_only_the_same_text():
    sets = word_sets(["!!!", "???", "!!!", "", "", "a"])
    assert sets.set_of.tolist() == [0, 1, 0, 2, 2, 3]
    assert found(similar_pairs(sets, 0.01)) == {}


def test_the_builder_says_at_once_which_set_a_text_has():
    builder = WordSetsBuilder()
    numbers = [builder.add(text) for text in ["a b", "c", "b a"]]
    assert numbers == builder.build().set_of.tolist() == [0, 1, 0]


def test_words_of_each_set_come_from_the_rarest():
    sets = word_sets(["a b", "a c", "a b d"])
    holders = np.bincount(sets.ids)[sets.ids].tolist()
    assert [holders[:2], holders[2:4], holders[4:]] == [[2, 3], [1, 3], [1, 2, 3]]


def test_no_texts_have_no_pairs():
    empty = word_sets([])
    assert len(empty) == 0
    assert list(similar_pairs(empty, 0.8)) == []
    assert list(similar_pairs(empty, 0.8, method="minhash")) == []
    assert list(similar_pairs(empty, 0.8, order=[])) == []
    assert similarities(empty, [], []).tolist() == []


@given(st.lists(SHORT_TEXTS, max_size=14), THRESHOLDS)
def test_pairs_are_those_of_brute_force(texts, threshold):
    assert found(similar_pairs(word_sets(texts), threshold)) == brute_force(
        texts, threshold
    )


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("threshold", [0.2, 0.5, 0.8, 0.9])
def test_pairs_are_those_of_brute_force_on_zipf_text(seed, threshold):
    texts = zipf_texts(300, seed)
    expected = brute_force(texts, threshold)
    assert expected
    assert found(similar_pairs(word_sets(texts), threshold)) == expected


def test_pairs_are_those_of_brute_force_where_they_fill_several_blocks():
    template = " ".join(f"t{k}" for k in range(18))
    texts = [f"{template} a{k} b{k % 3}" for k in range(700)]
    sets = word_sets(texts)
    blocks = list(similar_pairs(sets, 0.8))
    assert len(blocks) > 1
    assert found(blocks) == brute_force(texts, 0.8)
    assert len(found(blocks)) == 700 * 699 // 2
    later = np.concatenate([j for _, j, _ in blocks])
    assert (np.diff(later) >= 0).all()
    ends = [(block[1][0], block[1][-1]) for block in blocks]
    assert all(one[1] < other[0] for one, other in itertools.pairwise(ends))


def test_pairs_far_apart_are_found_among_many_rows():
    texts = [f"a{k} b{k} c{k} d{k}" for k in range(50_000)]
    copies = [7, 49_999, 20_000]
    texts += [f"{texts[k]} new{k}" for k in copies]
    expected = {(k, 50_000 + n): 0.8 for n, k in enumerate(copies)}
    assert found(similar_pairs(word_sets(texts), 0.8)) == expected


@pytest.mark.parametrize("size", range(1, 41))
def test_a_pair_at_exactly_the_threshold_counts(size):
    either = [f"w{k}" for k in range(size)]
    for shared in range(1, size + 1):
        for extra in {0, (size - shared) // 2, size - shared}:
            one, other = (
                either[: shared + extra],
                either[:shared] + either[shared + extra :],
            )
            sets = word_sets([" ".join(one), " ".join(other), "x y", "w0 x"])
            threshold = shared / size
            if set(one) == set(other):
                assert sets.set_of[0] == sets.set_of[1]
                continue
            assert (0, 1) in found(similar_pairs(sets, threshold))
            above = float(np.nextafter(threshold, 2))
            if above <= 1:
                assert (0, 1) not in found(similar_pairs(sets, above))


def test_four_of_five_words_reach_four_fifths():
    assert found(similar_pairs(word_sets(["a b c d", "a b c d e"]), 0.8)) == {
        (0, 1): 0.8
    }


@given(st.lists(SHORT_TEXTS, min_size=1, max_size=10), st.randoms(), THRESHOLDS)
def test_the_order_of_visit_says_which_of_a_pair_is_later(texts, chance, threshold):
    sets = word_sets(texts)
    order = list(range(len(sets)))
    chance.shuffle(order)
    visited = found(similar_pairs(sets, threshold, order))
    place = {number: k for k, number in enumerate(order)}
    assert all(place[i] < place[j] for i, j in visited)
    keys = [(place[j], place[i]) for i, j in visited]
    assert keys == sorted(keys)
    assert {tuple(sorted(pair)): s for pair, s in visited.items()} == brute_force(
        texts, threshold
    )


def test_an_order_may_leave_sets_out():
    sets = word_sets(["a b c d", "a b c d e", "a b c d f"])
    assert found(similar_pairs(sets, 0.6, order=[2, 0])) == {(2, 0): 0.8}


@given(st.lists(SHORT_TEXTS, min_size=2, max_size=10), st.randoms())
def test_similarities_of_any_pairs_in_any_order_are_exact(texts, chance):
    sets = word_sets(texts)
    distinct = list(dict.fromkeys(frozenset(t.split()) for t in texts))
    one = [chance.randrange(len(sets)) for _ in range(30)]
    other = [chance.randrange(len(sets)) for _ in range(30)]
    expected = [
        jaccard(distinct[i] or {0}, distinct[j] or {0})
        for i, j in zip(one, other, strict=True)
    ]
    assert similarities(sets, one, other).tolist() == expected


def test_minhash_reports_only_pairs_of_brute_force():
    texts = zipf_texts(400, seed=9)
    expected = brute_force(texts, 0.6)
    pairs = found(similar_pairs(word_sets(texts), 0.6, method="minhash"))
    assert pairs
    assert pairs.items() <= expected.items()


def test_the_method_changes_above_the_named_number_of_sets():
    def of(number):
        return resolve_method(word_sets(str(k) for k in range(number)))

    assert of(EXACT_ROWS) == "exact"
    assert of(EXACT_ROWS + 1) == "minhash"


@pytest.mark.parametrize(
    "threshold", [0, -0.1, 1.01, 80, "0.8", None, True, float("nan")]
)
def test_a_threshold_out_of_range_is_refused_at_the_call(threshold):
    with pytest.raises(ValueError, match=r"above 0 and at most 1"):
        check_threshold(threshold)
    with pytest.raises(ValueError, match=r"above 0 and at most 1"):
        similar_pairs(word_sets(["a"]), threshold)


def test_an_unknown_method_is_refused_at_the_call():
    with pytest.raises(ValueError, match=r"'fast'.*'auto', 'exact' or 'minhash'"):
        similar_pairs(word_sets(["a"]), 0.8, method="fast")


def test_names_of_word_sets_are_short():
    assert repr(word_sets(["a", "A", "b"])) == "WordSets(texts=3, sets=2)"


def test_the_module_is_imported_without_numpy():
    code = "import sys, ftwidgets.similarity; print('numpy' in sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "False\n"


def test_sets_whose_hashes_are_equal_are_told_apart_by_their_words(monkeypatch):
    monkeypatch.setattr(similarity, "hash", lambda _: 7, raising=False)
    texts = ["a b", "c d", "b a", "e", "d c", "e e"]
    assert similarity.word_sets(texts).set_of.tolist() == [0, 1, 0, 2, 1, 2]
