"""Where is a reviewer in a queue, today and tomorrow?"""

import pytest

from ftwidgets.review.drawing import Rows
from ftwidgets.review.drawn import Drawn
from ftwidgets.review.history import NOTHING
from ftwidgets.review.identity import row_keys
from ftwidgets.review.ledger import Ledger
from ftwidgets.review.operations import Operation
from ftwidgets.review.queues import Queue
from review.reviewing import rows


def of(examples, kept=None, states=None, **beside):
    keys = row_keys(examples)
    states = {keys[place]: state for place, state in (states or {}).items()}
    kept = range(len(examples)) if kept is None else kept
    return Rows(examples, keys, kept, lambda key: states.get(key, NOTHING), **beside)


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "labels.jsonl", "mira", "here")


def stop(ledger, number, at, then, queue="all", **values):
    made = Operation(
        str(number), "label", at, "mira", "here", value="keep", queue=queue, then=then
    )
    ledger.write(made)


def test_a_place_is_the_row_that_came_next_wherever_it_stands_now(ledger):
    examples = rows(5)
    before = Drawn(of(examples), ledger)
    assert before.position(Queue()) == 0
    stop(ledger, 1, 'id:"r0"', 'id:"r1"')
    assert before.position(Queue()) == 1
    reordered = [examples[k] for k in (4, 3, 2, 1, 0)]
    after = Drawn(of(reordered), ledger)
    assert after.position(Queue()) == 3
    assert after.key_at(Queue(), 3) == 'id:"r1"'
    assert after.position(Queue("audit", 100)) == 0


def states_in(ledger, examples):
    rows = of(examples)
    return Rows(examples, rows.keys, rows.kept, ledger.mine.state_of)


def test_where_the_next_row_is_gone_the_first_unseen_one_comes(ledger):
    examples = rows(5)
    stop(ledger, 1, 'id:"r0"', 'id:"r1"')
    shrunk = [examples[0], *examples[2:]]
    assert Drawn(states_in(ledger, shrunk), ledger).position(Queue()) == 1
    stop(ledger, 2, 'id:"r4"', None)
    assert Drawn(states_in(ledger, examples), ledger).position(Queue()) == 5
    tomorrow = Ledger(ledger.journal.path, "mira", "w2")
    assert Drawn(states_in(tomorrow, examples), tomorrow).position(Queue()) == 1


def test_the_end_of_a_queue_is_its_length_until_it_grows(ledger):
    for k in range(3):
        stop(ledger, k, f'id:"r{k}"', f'id:"r{k + 1}"' if k < 2 else None)
    assert Drawn(states_in(ledger, rows(3)), ledger).position(Queue()) == 3
    tomorrow = Ledger(ledger.journal.path, "mira", "w2")
    assert Drawn(states_in(tomorrow, rows(3)), tomorrow).position(Queue()) == 3
    assert Drawn(states_in(tomorrow, rows(5)), tomorrow).position(Queue()) == 3
    assert Drawn(states_in(ledger, []), ledger).position(Queue()) == 0


def test_a_queue_stands_until_it_is_drawn_again(ledger):
    examples = rows(4)
    places = Drawn(states_in(ledger, examples), ledger)
    queue = Queue("unlabelled")
    assert len(places.entries(queue)) == 4
    stop(ledger, 1, 'id:"r0"', 'id:"r1"', queue.key)
    assert [entry.row for entry in places.entries(queue)] == [0, 1, 2, 3]
    assert +places.counts(queue) == {"keep": 1, "": 3}
    assert [e.row for e in places.entries(queue, again=True)] == [1, 2, 3]
    assert places.position(queue) == 0
    assert places.place_of(queue, 'id:"r0"') is None
    assert places.place_of(queue, 'id:"r3"') == 2
    assert places.key_at(queue, 3) is None
    assert +places.counts(queue) == {"": 3}
