"""A label stays with its row: in another order, among more rows, beside its equals."""

import hashlib
import json
import random

import pytest
from conversations import json_values, rich
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.examples import chat
from ftwidgets.review.drawing import is_stale
from ftwidgets.review.history import RowState
from ftwidgets.review.identity import own_ids, row_keys
from review.reviewing import row

PLAIN = chat(("user", "Hi"), ("assistant", "Hello"))


def text_key(example):
    text = json.dumps(
        example["messages"], sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )
    return "text:" + hashlib.sha256(text.encode()).hexdigest()


@given(st.lists(rich(), max_size=8))
def test_no_two_rows_have_one_key_and_nothing_is_changed(examples):
    before = json.dumps(examples)
    examples += examples[:3]
    keys = row_keys(examples)
    assert len(set(keys)) == len(keys) == len(examples)
    assert json.dumps(examples[: len(json.loads(before))]) == before


@given(st.lists(json_values, max_size=6, unique_by=repr), st.randoms())
def test_rows_with_ids_of_their_own_keep_their_keys_in_any_order(ids, chance):
    examples = [{**PLAIN, "id": each} for each in ids]
    key_of = dict(zip(map(id, examples), row_keys(examples), strict=True))
    own = [
        each
        for each, key in zip(examples, own_ids(examples), strict=True)
        if key is not None
    ]
    chance.shuffle(own)
    assert row_keys(own) == [key_of[id(each)] for each in own]


def test_rows_keep_their_keys_when_rows_are_added_or_removed():
    examples = [row(k) for k in range(20)] + [
        chat(("user", f"No id {k}"), ("assistant", "billing")) for k in range(20)
    ]
    known = row_keys(examples)
    more = [row(99), *examples, chat(("user", "New"), ("assistant", "refund"))]
    assert row_keys(more)[1:-1] == known
    assert row_keys(examples[::2]) == known[::2]
    order = random.Random(1).sample(range(40), 40)
    assert row_keys([examples[k] for k in order]) == [known[k] for k in order]


def test_an_id_that_two_rows_have_belongs_to_neither():
    examples = [row(1, "billing"), row(1, "refund"), row(2)]
    assert row_keys(examples) == [*map(text_key, examples[:2]), 'id:"r2"']


def test_rows_with_equal_texts_are_numbered():
    key = text_key(PLAIN)
    assert row_keys([PLAIN, {**PLAIN, "note": 1}, PLAIN]) == [
        key,
        f"{key}#2",
        f"{key}#3",
    ]
    assert row_keys([PLAIN, {**PLAIN, "id": 7}, PLAIN]) == [key, "id:7", f"{key}#2"]


@pytest.mark.parametrize(
    ("value", "key"),
    [
        (7, "id:7"),
        ("7", 'id:"7"'),
        (7.0, "id:7.0"),
        (True, "id:true"),
        ("", 'id:""'),
        (0, "id:0"),
        (["a", 1], 'id:["a",1]'),
        ({"b": 1, "a": "é"}, 'id:{"a":"é","b":1}'),
        (None, text_key(PLAIN)),
    ],
)
def test_ids_of_different_types_are_different(value, key):
    assert row_keys([{**PLAIN, "id": value}]) == [key]


def test_a_text_cannot_pass_for_an_id():
    keys = row_keys([{**PLAIN, "id": text_key(PLAIN)}, PLAIN])
    assert len(set(keys)) == 2


def test_the_same_id_with_another_text_is_the_same_row_but_stale():
    was, now = row(1, "billing"), row(1, "delivery")
    assert row_keys([was]) == row_keys([now])
    state = RowState(verdict="keep", fingerprint=text_key(was).removeprefix("text:"))
    assert not is_stale(was, state)
    assert is_stale(now, state)
    assert not is_stale({**was, "source": "elsewhere"}, state)
    assert not is_stale(now, RowState())
