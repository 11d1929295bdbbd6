"""Do limits belong to the task, and is training compared with production?"""

import pytest

from ftwidgets.examples import chat
from ftwidgets.tasks import (
    KINDS,
    LESSON_LIMITS,
    LIMITS,
    Limits,
    Production,
    Task,
    compare_with_production,
    follows_output_format,
)

PLAIN = chat(("user", "Hi"), ("assistant", "billing"))
SYSTEM = chat(("system", "Be kind."), ("user", "Hi"), ("assistant", "billing"))
LONG = chat(
    ("user", "Hi"), ("assistant", "Hello"), ("user", "Bye"), ("assistant", "{}")
)
ROWS = [PLAIN, SYSTEM, LONG]


@pytest.mark.parametrize(
    ("production", "expected"),
    [
        (Production(), {}),
        (Production(system_prompt=True), {"system_prompt_missing": (0, 2)}),
        (Production(system_prompt=False), {"system_prompt_unused": (1,)}),
        (Production(multi_turn=True), {}),
        (Production(multi_turn=False), {"multi_turn_unused": (2,)}),
        (Production(output_format="json"), {"output_format": (0, 1)}),
        (Production(output_format="label"), {"output_format": (2,)}),
        (Production(output_format="text"), {}),
        (
            Production(True, False, "json"),
            {
                "system_prompt_missing": (0, 2),
                "multi_turn_unused": (2,),
                "output_format": (0, 1),
            },
        ),
    ],
)
def test_training_that_differs_from_inference_is_named_with_its_rows(
    production, expected
):
    task = Task(labels=["Billing"], production=production)
    found = compare_with_production(ROWS, task)
    assert {each.code: each.rows for each in found} == expected


def test_a_mismatch_says_how_many_of_how_many():
    (found,) = compare_with_production(ROWS, Task(production=Production(True)))
    assert found.message.startswith("2 of 3 rows have no system prompt")


def test_limits_are_those_of_the_kind_unless_named():
    assert {kind: Task(kind=kind).limits for kind in KINDS} == LIMITS
    assert Task(kind="classification", limits=Limits(2, 3)).limits == Limits(2, 3)
    assert Limits(10, 4000) == LESSON_LIMITS  # as the lesson prints them


@pytest.mark.parametrize(
    ("reply", "wanted", "fits"),
    [
        ("[1]", "json", True),
        ("{'a': 1}", "json", False),
        ("[" * 100_000, "json", False),
        ("BILLING ", "label", True),
        ("refund", "label", False),
        ("anything", "text", True),
        ("anything", None, True),
    ],
)
def test_a_reply_follows_the_output_format_or_not(reply, wanted, fits):
    task = Task(labels=["billing"], production=Production(output_format=wanted))
    assert follows_output_format(reply, task) is fits


@pytest.mark.parametrize("low_high", [(-1, 5), (5, 1), (1.0, 5), ("1", 5)])
def test_limits_that_are_none_are_a_bad_call(low_high):
    with pytest.raises(ValueError, match="limits must be whole numbers"):
        Limits(*low_high)


def test_bad_calls_say_what_is_allowed():
    with pytest.raises(ValueError, match="kind must be one of classification"):
        Task(kind="regression")
    with pytest.raises(ValueError, match="output_format must be one of text"):
        Production(output_format="xml")
    with pytest.raises(TypeError, match="a list of strings"):
        Task(labels="billing")


def test_a_task_comes_back_from_its_json_values():
    production = Production(True, False, "label")
    task = Task("tickets", "classification", ["a", "b"], Limits(1, 9), production)
    assert Task.from_dict(task.to_dict()) == task
    with pytest.raises(TypeError, match="mood"):
        Task.from_dict({"mood": 1})


def test_what_a_teacher_is_told_comes_back_from_json():
    task = Task(
        "orders",
        "format_conversion",
        description="Turn a note into JSON.",
        attributes={"tone": ["calm", "angry"]},
        reply_schema={},
    )
    assert Task.from_dict(task.to_dict()) == task
    assert set(task.to_dict()) >= {"description", "attributes", "reply_schema"}
    assert "description" not in Task("orders").to_dict()


@pytest.mark.parametrize(
    "attributes", [["calm"], {"tone": "calm"}, {"tone": []}, {"tone": [7]}]
)
def test_attributes_that_offer_no_choice_are_refused(attributes):
    with pytest.raises((TypeError, ValueError), match="attribute"):
        Task("orders", attributes=attributes)


@pytest.mark.parametrize("name", ["system_prompt", "multi_turn"])
@pytest.mark.parametrize("odd", ["yes", 1, 0, ..., []])
def test_how_the_model_is_called_is_yes_no_or_not_decided(name, odd):
    with pytest.raises(ValueError, match=f"{name} must be True, False or None, got"):
        Production(**{name: odd})
