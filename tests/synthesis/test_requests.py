"""The plan of a run is known before it begins, and stays the plan."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.examples import chat
from ftwidgets.synthesis.requests import ATTRIBUTES, Plan, id_of
from ftwidgets.tasks import Task

TASK = Task("tickets", "classification", labels=["billing", "delivery"])


def seed(name, text="Where is my lamp?", label="delivery"):
    return chat(("user", text), ("assistant", label), id=name)


def plan(*seeds, **more):
    return Plan(TASK, seeds, {"model": "m"}, **more)


def hashes(made, number):
    return [request.hash for request in made.first(number)]


def test_the_seeds_take_turns():
    made = plan(seed("a"), seed("b"), seed("c"))
    said = [(each.seed_id, each.child) for each in made.first(7)]
    assert said == [
        ("a", 0), ("b", 0), ("c", 0), ("a", 1), ("b", 1), ("c", 1), ("a", 2),
    ]  # fmt: skip


def test_the_same_choices_make_the_same_plan():
    assert hashes(plan(seed("a"), seed("b")), 50) == hashes(
        plan(seed("a"), seed("b")), 50
    )


def test_no_two_requests_are_the_same():
    assert len(set(hashes(plan(seed("a"), seed("b")), 500))) == 500


def test_a_changed_seed_changes_its_own_requests_and_no_others():
    before = plan(seed("a"), seed("b"), seed("c"))
    after = plan(seed("a"), seed("b", label="billing"), seed("c"))
    for one, other in zip(before.first(30), after.first(30), strict=True):
        assert (one.hash == other.hash) == (one.seed_id != "b")


def test_a_further_seed_leaves_the_requests_of_the_others_as_they_were():
    few, more = plan(seed("a"), seed("b")), plan(seed("a"), seed("b"), seed("c"))
    old = set(hashes(few, 20))
    assert len(old & set(hashes(more, 30))) == 20


def test_asked_again_is_another_request():
    made = plan(seed("a"))
    assert made.request(0).hash != made.request(0, attempt=1).hash
    assert made.request(0).params == made.request(0, attempt=1).params


def test_another_random_seed_gives_other_attributes():
    one, other = plan(seed("a")), plan(seed("a"), random_seed=1)
    assert [r.attributes for r in one.first(9)] != [
        r.attributes for r in other.first(9)
    ]


grids = st.dictionaries(
    st.text(min_size=1, max_size=5),
    st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=4, unique=True),
    min_size=1,
    max_size=4,
)


@given(grids, st.integers(0, 5))
def test_no_two_children_share_all_attributes_while_any_are_left(grid, random_seed):
    task = Task("tickets", attributes=grid)
    made = Plan(task, [seed("a")], {}, random_seed=random_seed)
    total = math.prod(map(len, made.task.attributes.values()))
    chosen = [tuple(made.attributes("a", child).items()) for child in range(total)]
    assert len(set(chosen)) == total
    assert made.attributes("a", total) == dict(chosen[0])


def test_every_value_of_every_attribute_has_its_turn():
    made = plan(seed("a"))
    seen = {pair for each in made.first(200) for pair in each.attributes.items()}
    assert seen == {(name, v) for name, values in ATTRIBUTES.items() for v in values}


def test_the_system_prompt_is_the_same_in_every_call_and_marked_for_the_cache():
    systems = {
        str(each.params["system"]) for each in plan(seed("a"), seed("b")).first(9)
    }
    assert len(systems) == 1
    assert "ephemeral" in systems.pop()


def test_gold_seeds_are_shown_only_where_that_is_wanted():
    shown = plan(seed("a"), seed("b", "My card was charged twice"), show_gold=True)
    assert "charged twice" in str(shown.request(0).params)
    hidden = plan(seed("a"), seed("b", "My card was charged twice"))
    assert "charged twice" not in str(hidden.request(0).params)


@pytest.mark.parametrize("name", [None, "", 7, ["x"]])
def test_a_seed_without_a_usable_id_is_known_by_its_text(name):
    one = {**seed("a"), "id": name}
    assert id_of(one).startswith("seed-")
    assert id_of(one) != id_of({**one, "messages": []})
