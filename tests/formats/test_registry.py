"""Is each record's format found by its keys, whatever the record holds?"""

import copy

import pytest
from conversations import json_values
from hypothesis import given, settings
from hypothesis import strategies as st

from formats.reading import FIXTURES, reading, records_of
from ftwidgets.formats.registry import detect, formats

NAMES = sorted(path.stem for path in FIXTURES.iterdir())
RECORDS = [record for name in NAMES for record in records_of(name)]
KEYS = sorted({key for record in RECORDS for key in record})
WRITE_ONLY = {"trl-messages", "together", "fireworks"}


def test_every_format_has_a_fixture_of_its_own():
    assert set(NAMES) == set(formats()) - WRITE_ONLY


@pytest.mark.parametrize("name", NAMES)
def test_fixtures_are_found_by_their_keys(name):
    for record in records_of(name):
        assert [each.name for each in detect(record)] == [name]


def test_detection_asks_in_one_order_on_every_machine():
    ranks = [(each.rank, each.name) for each in formats().values()]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    ("record", "families"),
    [
        ({"messages": [], "conversations": []}, {"messages", "sharegpt"}),
        (
            {"prompt": "a", "completion": "b", "messages": []},
            {"completion", "messages"},
        ),
        ({"instruction": "a", "output": "b", "contents": []}, {"alpaca", "gemini"}),
    ],
)
def test_keys_of_two_families_are_ambiguous(record, families):
    assert {each.family for each in detect(record)} == families
    assert [each.code for each in reading(record).findings] == ["ambiguous_format"]


@pytest.mark.parametrize("record", [{}, {"foo": 1}, {"content": "Hi"}])
def test_other_keys_are_of_no_format(record):
    assert detect(record) == []
    assert reading(record).findings[0].code == "unknown_format"


records = st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), json_values)
turns = st.fixed_dictionaries(
    {},
    optional={
        "role": json_values | st.sampled_from(["user", "assistant", "tool", "Chatbot"]),
        "content": json_values
        | st.lists(st.dictionaries(st.just("value"), json_values)),
        "from": json_values | st.sampled_from(["human", "gpt", "function_call"]),
        "value": json_values,
        "parts": json_values | st.lists(json_values),
        "loss_weight": json_values,
        "train": json_values,
        "text": json_values,
    },
)


@settings(deadline=None)
@given(
    records
    | st.dictionaries(
        st.sampled_from(
            ["messages", "conversations", "contents", "prompt", "completion"]
        ),
        st.lists(turns | json_values, max_size=3),
    )
)
def test_no_record_whatsoever_makes_a_format_raise(record):
    reading(record)
    for each in formats().values():
        if each.claims(record):
            each.read(copy.deepcopy(record))
            each.notes(record)


@settings(deadline=None)
@given(st.sampled_from(RECORDS), st.data())
def test_no_damage_to_a_good_record_makes_a_format_raise(record, data):
    damaged = copy.deepcopy(record)
    place = damaged
    while isinstance(place, dict | list) and place:
        keys = list(place) if isinstance(place, dict) else range(len(place))
        key = data.draw(st.sampled_from(list(keys)))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(json_values)
            break
        place = place[key]
    reading(damaged)
