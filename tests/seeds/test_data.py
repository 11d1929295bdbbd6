"""Are the shipped seeds as good as the lesson asks seeds to be?"""

import itertools
import json
import re
from collections import Counter
from pathlib import Path

import pytest

import ftwidgets as ft
from ftwidgets.examples import reply_of
from ftwidgets.seeds.checks import overlap, user_text
from ftwidgets.tasks import Production, Task, compare_with_production

SEEDS = Path(__file__).resolve().parents[2] / "data" / "seeds"

LABELS = ("billing", "delivery", "returns", "technical")

TASKS = {
    "classification": Task(
        kind="classification",
        labels=LABELS,
        production=Production(False, False, "label"),
    ),
    "format_conversion": Task(
        kind="format_conversion", production=Production(True, False, "json")
    ),
    "style_matching": Task(
        kind="style_matching", production=Production(True, False, "text")
    ),
}

LETTERS = {"classification": "c", "format_conversion": "f", "style_matching": "s"}

KEYS = ["customer", "ship_to", "deliver_by", "items", "gift", "note"]

PLACEHOLDERS = re.compile(r"x{3}|lorem|todo|foo\b|\[[a-z]|<[a-z]|\{\{", re.IGNORECASE)

kinds = pytest.mark.parametrize("kind", TASKS)


def seeds(kind):
    return ft.load(SEEDS / f"{kind}.jsonl").examples


def replies(kind):
    return [reply_of(row) for row in seeds(kind)]


def systems(kind):
    return {
        turn["content"]
        for row in seeds(kind)
        for turn in row["messages"]
        if turn["role"] == "system"
    }


def test_there_is_one_file_for_each_task():
    assert {each.stem for each in SEEDS.glob("*.jsonl")} == set(TASKS)


@kinds
def test_there_are_twenty_with_ids_of_their_own_and_nothing_to_repair(kind):
    data = ft.load(SEEDS / f"{kind}.jsonl")
    assert [row["id"] for row in data.examples] == [
        f"shipped-{LETTERS[kind]}{number:02d}" for number in range(1, 21)
    ]
    assert not data.rejected
    assert data.repairs == {}
    text = (SEEDS / f"{kind}.jsonl").read_bytes().decode("utf-8")
    assert text.endswith("}\n")
    assert "\\u" not in text


@kinds
def test_there_is_nothing_to_say_against_any_of_them(kind):
    for row in seeds(kind):
        assert ft.validate(row, task=TASKS[kind]) == [], row["id"]
        assert ft.score(row).total == 1.0, row["id"]


@kinds
def test_they_look_as_production_will_call_the_model(kind):
    assert compare_with_production(seeds(kind), TASKS[kind]) == []
    assert len(systems(kind)) == (kind != "classification")


@kinds
def test_no_two_share_half_of_their_words(kind):
    for one, other in itertools.combinations(seeds(kind), 2):
        share = overlap(user_text(one), user_text(other))
        assert share < 0.5, (one["id"], other["id"])


@kinds
def test_short_and_long_ones_are_among_them(kind):
    lengths = sorted(len(user_text(row).split()) for row in seeds(kind))
    assert lengths[-1] >= 4 * lengths[0]


@kinds
def test_no_placeholders_or_real_addresses_are_left(kind):
    for row in seeds(kind):
        said = user_text(row).replace("[voicemail]", "")
        assert not PLACEHOLDERS.search(said), row["id"]
        assert "@" not in said
        assert "http" not in said


def test_each_label_has_five_and_they_are_mixed():
    found = replies("classification")
    assert Counter(found) == dict.fromkeys(LABELS, 5)
    assert all(one != other for one, other in itertools.pairwise(found))


def test_every_order_is_one_line_of_json_with_the_keys_of_the_schema():
    (system,) = systems("format_conversion")
    assert re.findall(r'"(\w+)"', system) == KEYS
    for reply in replies("format_conversion"):
        order = json.loads(reply)
        assert list(order) == KEYS
        assert "\n" not in reply
        assert json.dumps(order, ensure_ascii=False) == reply
        for key in ("customer", "ship_to", "deliver_by", "note"):
            assert order[key] is None or isinstance(order[key], str)
        assert isinstance(order["gift"], bool)
        for quantity, article in order["items"]:
            assert quantity is None or (isinstance(quantity, int) and quantity > 0)
            assert isinstance(article, str)


def test_dates_are_whole_days_or_unknown():
    days = [json.loads(reply)["deliver_by"] for reply in replies("format_conversion")]
    given = [day for day in days if day is not None]
    assert len(given) == 8
    assert all(re.fullmatch(r"202[67]-[01]\d-[0-3]\d", day) for day in given)


def test_names_and_towns_of_an_order_stand_in_its_note():
    for row in seeds("format_conversion"):
        order = json.loads(reply_of(row))
        for key in ("customer", "ship_to"):
            assert (order[key] or "") in user_text(row), row["id"]


def test_the_hard_cases_of_an_order_are_among_them():
    orders = [json.loads(reply) for reply in replies("format_conversion")]
    for key in ("customer", "ship_to", "deliver_by", "note"):
        assert any(order[key] is None for order in orders), key
    assert any(order["items"] == [] for order in orders)
    assert any(quantity is None for order in orders for quantity, _ in order["items"])
    assert {order["gift"] for order in orders} == {True, False}


def test_the_house_style_is_shorter_british_and_not_a_copy():
    pairs = [(user_text(row), reply_of(row)) for row in seeds("style_matching")]
    american = re.compile(r"\w{3}iz(?:e[sd]?|ation)\b|color|center|fulfillment")
    assert any(american.search(said) for said, _ in pairs)
    for said, reply in pairs:
        assert not american.search(reply)
        assert overlap(said, reply) < 0.5
    assert sum(len(reply) < len(said) for said, reply in pairs) >= 18
