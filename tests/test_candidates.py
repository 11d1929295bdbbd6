"""Candidates: which pairs are looked at, and how the words of a pair are counted."""

import random
from itertools import chain

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.candidates import (
    BANDS,
    PERMUTATIONS,
    SEED,
    collision_chance,
    exact_candidates,
    minhash_candidates,
    pieces,
    shared_words,
    signatures,
    spans,
)
from ftwidgets.similarity import similar_pairs, word_sets


def overlapping_texts(pairs, similarity, seed=3, size=90):
    """Texts 2k and 2k + 1 have that similarity; other pairs share next to nothing."""
    chance = random.Random(seed)
    shared = round(2 * size * similarity / (1 + similarity))
    for _ in range(pairs):
        drawn = chance.sample(range(10**9), 2 * size - shared)
        common, one, other = drawn[:shared], drawn[shared:size], drawn[size:]
        yield " ".join(map(str, common + one))
        yield " ".join(map(str, common + other))


def arrays(rows):
    ids = np.array([word for row in rows for word in sorted(row)], np.intc)
    return ids, np.cumsum([0, *map(len, rows)])


@given(st.lists(st.integers(1, 50), max_size=40), st.integers(1, 60))
def test_pieces_cover_everything_within_the_limit(costs, limit):
    parts = [costs[piece] for piece in pieces(costs, limit)]
    assert list(chain.from_iterable(parts)) == costs
    assert all(part and (sum(part) <= limit or len(part) == 1) for part in parts)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9)), max_size=20))
def test_spans_are_the_ranges_one_after_another(ranges):
    starts = np.array([start for start, _ in ranges], int)
    lengths = np.array([length for _, length in ranges], int)
    expected = [n for start, length in ranges for n in range(start, start + length)]
    assert spans(starts, lengths).tolist() == expected


@given(
    st.lists(st.sets(st.integers(0, 30), min_size=1), min_size=1, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30),
)
def test_shared_words_are_counted_in_any_order_of_pairs(rows, pairs):
    ids, starts = arrays(rows)
    one = np.array([i % len(rows) for i, _ in pairs], int)
    other = np.array([j % len(rows) for _, j in pairs], int)
    expected = [len(rows[i] & rows[j]) for i, j in zip(one, other, strict=True)]
    assert shared_words(ids, starts, 31, one, other).tolist() == expected


def test_shared_words_are_counted_where_one_row_fills_the_table():
    rows = [set(range(0, 5_000_000, 2)), set(range(0, 5_000_000, 5)), {0, 5, 7}]
    ids, starts = arrays(rows)
    one, other = np.array([0, 2, 0, 1]), np.array([1, 1, 2, 2])
    counts = shared_words(ids, starts, 5_000_000, one, other)
    assert counts.tolist() == [500_000, 2, 1, 2]


def test_exact_candidates_leave_out_pairs_that_only_share_frequent_words():
    frequent = set(range(1000, 1010))
    rows = [frequent | set(range(10 * k, 10 * k + 10)) for k in range(40)]
    assert [i for i, _ in exact_candidates(*arrays(rows), 0.8) if len(i)] == []


def test_a_signature_is_made_of_datasketch_permutations():
    hashes = np.random.default_rng(0).integers(0, 2**32, 50, np.uint32)
    rows = [{0, 3, 7}, set(range(50))]
    multipliers, offsets = MinHash(num_perm=PERMUTATIONS, seed=SEED).permutations
    expected = [
        [min((int(hashes[w]) * int(a) + int(b)) % 2**32 for w in row) for row in rows]
        for a, b in zip(multipliers, offsets, strict=True)
    ]
    found = signatures(*arrays(rows), hashes)
    assert found.T.tolist() == expected


@pytest.mark.parametrize("similarity", [0.5, 0.8, 0.9])
def test_pairs_collide_about_as_often_as_the_formula_says(similarity):
    sets = word_sets(overlapping_texts(400, similarity))
    pairs = minhash_candidates(sets.ids, sets.starts, sets.hashes, 0.1)
    met = {pair for i, j in pairs for pair in zip(i.tolist(), j.tolist(), strict=True)}
    planted = sum((2 * k, 2 * k + 1) in met for k in range(400))
    chance = collision_chance(similarity)
    assert abs(planted / 400 - chance) < 4 * np.sqrt(chance * (1 - chance) / 400) + 0.01
    assert len(met) - planted < 10


def test_the_formula_is_that_of_banding():
    assert collision_chance(0.0) == 0.0
    assert collision_chance(1.0) == 1.0
    assert collision_chance(0.5) == pytest.approx(1 - (1 - 2**-8) ** BANDS)


def test_minhash_pairs_do_not_depend_on_the_order_of_rows():
    texts = list(overlapping_texts(150, 0.78))
    shuffled = random.Random(1).sample(range(len(texts)), len(texts))

    def met(order):
        sets = word_sets(texts[k] for k in order)
        return {
            frozenset((order[i], order[j]))
            for block in similar_pairs(sets, 0.7, method="minhash")
            for i, j in zip(block[0].tolist(), block[1].tolist(), strict=True)
        }

    assert met(range(len(texts))) == met(shuffled)
    assert len(met(shuffled)) < 150
