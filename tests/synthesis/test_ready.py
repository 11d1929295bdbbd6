import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from ftwidgets.examples import reply_of
from ftwidgets.synthesis.ready import LABELS, ORDER_KEYS, ORDER_SCHEMA, READY, is_ready
from ftwidgets.tasks import Task, compare_with_production

SEEDS = Path(__file__).parents[2] / "data" / "seeds"


def shipped(kind):
    lines = (SEEDS / f"{kind}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("kind", READY)
def test_the_shipped_seeds_are_as_the_ready_made_task_will_be_called(kind):
    assert READY[kind].kind == kind
    assert compare_with_production(shipped(kind), READY[kind]) == []


def test_all_labels_of_the_shipped_tickets_are_those_of_the_task():
    assert {reply_of(seed) for seed in shipped("classification")} == set(LABELS)
    assert READY["classification"].labels == LABELS


@pytest.mark.parametrize("seed", shipped("format_conversion"), ids=lambda s: s["id"])
def test_the_schema_accepts_every_shipped_order(seed):
    order = json.loads(reply_of(seed))
    jsonschema.validate(order, ORDER_SCHEMA)
    assert tuple(order) == ORDER_KEYS


@pytest.mark.parametrize(
    "change",
    [
        lambda order: order.pop("gift"),
        lambda order: order.update(colour="red"),
        lambda order: order.update(gift="yes"),
        lambda order: order.update(items=["2 stools"]),
        lambda order: order.update(customer=7),
    ],
    ids=["key missing", "key too many", "gift in words", "item in words", "number"],
)
def test_the_schema_refuses_what_is_no_order(change):
    order = json.loads(reply_of(shipped("format_conversion")[0]))
    change(order)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(order, ORDER_SCHEMA)


def test_the_sdk_has_nothing_to_change_in_the_schema():
    """It moves what structured output cannot do into descriptions."""
    from anthropic import transform_schema

    schema = json.loads(json.dumps(ORDER_SCHEMA))
    assert transform_schema(schema) == ORDER_SCHEMA


@pytest.mark.parametrize("kind", READY)
def test_a_task_that_was_written_down_and_read_again_is_still_ready_made(kind):
    assert is_ready(Task.from_dict(json.loads(json.dumps(READY[kind].to_dict()))))


@pytest.mark.parametrize(
    ("task", "ready"),
    [
        (Task("fewer", "classification", labels=["billing", "returns"]), True),
        (Task("spelled", "classification", labels=["Billing ", "RETURNS"]), True),
        (Task("no labels named", "classification"), True),
        (Task("one more", "classification", labels=[*LABELS, "praise"]), False),
        (Task("other", "other"), False),
        (Task("orders as text", "format_conversion"), True),
        (replace(READY["format_conversion"], name="mine"), True),
        (replace(READY["format_conversion"], reply_schema={"type": "array"}), False),
        (replace(READY["style_matching"], reply_schema={"type": "string"}), False),
    ],
    ids=lambda value: value.name if isinstance(value, Task) else "",
)
def test_ready_made_is_a_kind_with_labels_and_schema_that_templates_know(task, ready):
    assert is_ready(task) is ready


@pytest.mark.parametrize("kind", READY)
def test_a_real_teacher_is_told_what_decides(kind):
    told = READY[kind].description
    for word in {
        "classification": LABELS,
        "format_conversion": ORDER_KEYS,
        "style_matching": ("short and warm", "active voice", "British"),
    }[kind]:
        assert word in told
