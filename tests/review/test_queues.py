"""A queue has a name, and a key by which a journal finds it again."""

import json
import re

import pytest
from conversations import json_values
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.review.queues import NAMES, Queue

PERCENTS = st.integers(1, 100) | st.floats(0, 100, exclude_min=True)
QUEUES = st.builds(
    Queue,
    st.sampled_from(list(NAMES)),
    percent=PERCENTS,
    seed=st.integers(),
    before_filtering=st.booleans(),
    family=json_values,
)


@given(QUEUES)
def test_a_queue_is_found_again_by_its_key(queue):
    again = Queue.of(json.loads(json.dumps(queue.key)))
    assert again == queue
    assert again.key == queue.key
    assert hash(again) == hash(queue)
    assert Queue.of(queue) is queue


@given(PERCENTS, st.integers(), st.booleans())
def test_an_audit_is_found_again_with_all_it_says(percent, seed, before):
    again = Queue.of(Queue("audit", percent, seed, before).key)
    assert (again.percent, again.seed) == (percent, seed)
    assert again.before_filtering == before


@given(json_values)
def test_children_are_found_again_with_their_seed(family):
    assert Queue.of(Queue("children", family=family).key).family == family


def test_queues_differ_in_what_draws_other_rows():
    queues = [
        *(Queue(name) for name in NAMES),
        Queue("audit", percent=10.000001),
        Queue("audit", seed=1),
        Queue("audit", before_filtering=True),
        Queue("children", family=1),
        Queue("children", family="1"),
        Queue("children", family=True),
    ]
    assert len({queue.key for queue in queues}) == len(set(queues)) == len(queues)
    assert Queue("all", percent=5) == Queue("all")
    assert Queue("all") != "all"


@pytest.mark.parametrize(
    ("queue", "key", "title"),
    [
        (Queue(), "all", "All rows"),
        (Queue("audit", 10), "audit:10:0:kept", "Random audit, 10 %"),
        (
            Queue("audit", 2.5, 7, True),
            "audit:2.5:7:all",
            "Random audit, 2.5 %, before filtering",
        ),
        (Queue("children", family="s 7"), 'children:"s 7"', "Children of seed s 7"),
        (Queue("children", family=7), "children:7", "Children of seed 7"),
        (Queue("suspects"), "suspects", "Suspects: the levels disagree"),
    ],
)
def test_keys_and_titles(queue, key, title):
    assert (queue.key, queue.title) == (key, title)


def test_a_hostile_seed_is_literal_in_a_title():
    title = Queue("children", family="a\u202eb\n<b>").title
    assert "\u202e" not in title
    assert "\n" not in title


@pytest.mark.parametrize("name", ["alll", "", "Audit", "all ", None, "audits"])
def test_an_unknown_queue_is_refused_with_those_there_are(name):
    sentence = f"no queue is called {str(name)!r}; use {', '.join(NAMES)}"
    with pytest.raises(ValueError, match=re.escape(sentence)):
        Queue.of(name)


@pytest.mark.parametrize(
    "key",
    [
        "audit:10",
        "audit:10:0",
        "audit:10:0:some",
        "audit:x:0:all",
        "audit:nan:0:all",
        "audit:0:0:all",
        "audit:10:0.5:all",
        "audit:10:0:all:more",
        "children:{",
        "children:" + "[" * 100_000,
        "all:10",
        "flagged:x",
        "unknown:x",
    ],
)
def test_a_key_that_no_queue_has_is_refused_in_words(key):
    with pytest.raises(ValueError, match="is no key of a queue; such are") as caught:
        Queue.of(key)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    "percent", [0, -1, 100.1, float("nan"), float("inf"), "10", None, True]
)
def test_a_percent_out_of_range_is_refused(percent):
    with pytest.raises(ValueError, match="use a number above 0 and at most 100"):
        Queue("audit", percent=percent)


@pytest.mark.parametrize("seed", [1.0, "7", None, True])
def test_a_seed_that_is_no_whole_number_is_refused(seed):
    with pytest.raises(ValueError, match="use a whole number"):
        Queue("audit", seed=seed)
