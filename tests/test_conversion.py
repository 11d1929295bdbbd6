"""Does a conversion keep what it says it keeps, and say what it loses?"""

import copy
import json

import pytest
from conversations import plain, rich
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets.conversion import convert, write
from ftwidgets.examples import chat, text_of
from ftwidgets.files.records import RawRecord
from ftwidgets.files.writing import jsonl_bytes
from ftwidgets.formats.base import LOSSES
from ftwidgets.recognition import read_record
from ftwidgets.targets import TARGETS
from ftwidgets.validation import validate

ROW = chat(("user", "Where is my parcel?"), ("assistant", "It ships today."))
SYSTEM = chat(("system", "Be brief."), ("user", "Hi"), ("assistant", "Hello"))
TWO_ROUNDS = chat(
    ("user", "Hi"), ("assistant", "Hello"), ("user", "Bye"), ("assistant", "See you")
)
CALL = {
    "id": "call00001",
    "type": "function",
    "function": {"name": "track", "arguments": '{"parcel": 7}'},
}
TOOLS = {
    "messages": [
        {"role": "user", "content": "Where is parcel 7?"},
        {"role": "assistant", "content": None, "tool_calls": [CALL]},
        {"role": "tool", "tool_call_id": "call00001", "content": "in Lyon"},
        {"role": "assistant", "content": "Your parcel is in Lyon."},
    ],
    "tools": [
        {
            "type": "function",
            "function": {
                "name": "track",
                "description": "Says where a parcel is.",
                "parameters": {
                    "type": "object",
                    "properties": {"parcel": {"type": "integer"}},
                },
            },
        }
    ],
}


def turn(index, **more):
    """`TWO_ROUNDS` with more keys in one message."""
    example = copy.deepcopy(TWO_ROUNDS)
    example["messages"][index].update(more)
    return example


def through_a_file(record):
    """Example that a reader gets who knows only the bytes."""
    line = json.loads(jsonl_bytes([record]))
    return read_record(RawRecord(1, line)).example


def said(example):
    """What a trainer learns from: computed here, not by the package."""
    turns = []
    for message in example["messages"]:
        role = "system" if message["role"] == "developer" else message["role"]
        asked = [
            (call["function"]["name"], json.loads(call["function"]["arguments"]))
            for call in message.get("tool_calls") or []
        ]
        trained = role == "assistant" and message.get("weight") != 0
        turns.append((role, text_of(message.get("content")), asked, trained))
    return turns


WEIGHTLESS = turn(1, weight=0)
PICTURE = {"type": "image_url", "image_url": {"url": "https://example.com/a.png"}}
PICTURED = chat(("user", "Look"), ("assistant", "A cat"))
PICTURED["messages"][0]["content"] = [{"type": "text", "text": "Look"}, PICTURE]
NAMED = turn(0, name="ana")

LOSSY = [
    *((target, WEIGHTLESS, "weight_zero") for target in ("nova", "gemini", "alpaca")),
    *((target, WEIGHTLESS, "weight_zero") for target in ("sharegpt", "trl-messages")),
    ("completion", WEIGHTLESS, "earlier_turns"),
    ("completion", turn(3, weight=0), "weight_zero"),
    ("trl-prompt-completion", turn(3, weight=0), "weight_zero"),
    ("trl-prompt-completion", TWO_ROUNDS, "earlier_replies_untrained"),
    *((target, TOOLS, "tools") for target in ("completion", "alpaca")),
    *((target, TOOLS, "tools") for target in ("nova", "gemini")),
    ("completion", SYSTEM, "system_prompt"),
    ("completion", TWO_ROUNDS, "earlier_turns"),
    *(
        (target, NAMED, "speaker_name")
        for target in ("nova", "gemini", "alpaca", "sharegpt", "mistral")
    ),
    *(
        (target, PICTURED, "media")
        for target in ("nova", "gemini", "alpaca", "sharegpt", "mistral", "completion")
    ),
    *(
        (target, {**ROW, "images": ["a.png"]}, "media")
        for target in ("openai", "together", "mistral", "nova", "gemini")
    ),
    *(
        (target, {**ROW, "source": "mail"}, "extra_key")
        for target in ("openai", "azure", "fireworks", "mistral", "nova", "gemini")
    ),
    ("openai", turn(1, reasoning_content="Think."), "message_key"),
    *((target, {**ROW, "n": float("nan")}, "non_finite_number") for target in TARGETS),
    ("sharegpt", {**ROW, "system": "Be brief."}, "extra_key"),
    ("chat", {**ROW, "system": "Be brief."}, "changed"),
    ("chat", {**ROW, "prompt": "Hi", "completion": "Hello"}, "changed"),
]
"""One example a lossy pair, and the loss that must be named."""


@pytest.mark.parametrize(("target", "example", "code"), LOSSY)
def test_a_row_that_would_lose_something_is_refused_with_the_loss(
    target, example, code
):
    records, report = convert([example], target)
    assert records == []
    assert code in report.refused[0].reasons


LOST_TOO_MUCH = {
    ("alpaca", "tools"),
    ("nova", "tools"),
    ("gemini", "tools"),
    ("chat", "changed"),
}
"""Losses that may leave an invalid record, which is refused even where losses are not:
an empty reply where a call stood, or the keys of two formats at once."""


@pytest.mark.parametrize(("target", "example", "code"), LOSSY)
def test_a_loss_that_is_allowed_is_counted_all_the_same(target, example, code):
    records, report = convert([example], target, allow_lossy=True)
    if (target, code) in LOST_TOO_MUCH and not records:
        assert [each.row for each in report.refused] == [0]
        return
    assert len(records) == 1
    assert report.counts[code] == 1
    jsonl_bytes(records)  # and can be written


MULTI_TURN = set(TARGETS) - {"completion", "trl-prompt-completion"}
TOOL_TARGETS = MULTI_TURN - {"nova", "gemini", "alpaca"}
LOSSLESS = [
    *((target, ROW) for target in TARGETS),
    *((target, SYSTEM) for target in TARGETS if target != "completion"),
    *((target, TWO_ROUNDS) for target in sorted(MULTI_TURN)),
    ("trl-prompt-completion", WEIGHTLESS),
    *(
        (target, WEIGHTLESS)
        for target in ("chat", "openai", "together", "mistral", "axolotl")
    ),
    *((target, TOOLS) for target in ("chat", "openai", "azure", "sharegpt")),
    *(
        (target, {**ROW, "source": "mail"})
        for target in ("chat", "completion", "alpaca", "sharegpt", "axolotl")
    ),
]


@pytest.mark.parametrize(("target", "example"), LOSSLESS)
def test_what_a_target_can_express_comes_back_unchanged(target, example):
    records, report = convert([example], target)
    assert report.is_lossless
    assert through_a_file(records[0]) == example


HARMLESS = [
    ("openai", {**ROW, "id": 7}, "record_id"),
    ("gemini", turn(1, weight=1), "weight_one"),
    ("sharegpt", turn(1, weight=1), "weight_one"),
    (
        "mistral",
        turn(0, content=[{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]),
        "part_boundaries",
    ),
    ("nova", turn(0, content=[{"type": "text", "text": "a"}]), "part_boundaries"),
    (
        "nova",
        chat(("developer", "Be brief."), ("user", "Hi"), ("assistant", "Hello")),
        "developer_role",
    ),
    ("openai", {**ROW, "tools": []}, "empty_value"),
]


@pytest.mark.parametrize(("target", "example", "code"), HARMLESS)
def test_a_harmless_change_is_counted_but_not_refused(target, example, code):
    records, report = convert([example], target)
    assert not report.refused
    assert report.counts == {code: 1}
    assert said(through_a_file(records[0])) == said(example)


@pytest.mark.parametrize("target", sorted(TOOL_TARGETS))
def test_tool_calls_come_back_with_their_results_wherever_they_can_be_written(target):
    records, report = convert([TOOLS], target)
    assert all(loss.harmless for loss in report.losses)
    back = through_a_file(records[0])
    assert said(back) == said(TOOLS)
    assert back["tools"] == TOOLS["tools"]
    answered = back["messages"][1]["tool_calls"][0]["id"]
    assert back["messages"][2]["tool_call_id"] == answered


@pytest.mark.parametrize("target", TARGETS)
@given(example=plain())
def test_every_plain_conversation_that_is_lossless_reads_back_equal(target, example):
    records, report = convert([example], target)
    if report.is_lossless:
        assert through_a_file(records[0]) == example
    else:
        assert target in ("completion", "trl-prompt-completion")


@pytest.mark.parametrize("target", TARGETS)
@settings(deadline=None)
@given(example=rich())
def test_whatever_comes_back_is_what_was_given_unless_a_loss_is_named(target, example):
    records, report = convert([example], target)
    assert len(records) + len(report.refused) == 1
    if not records:
        return
    back = through_a_file(records[0])
    if report.is_lossless:
        assert back == example
    else:
        assert all(loss.harmless for loss in report.losses)
        assert said(back) == said(example)


@pytest.mark.parametrize("target", TARGETS)
@settings(deadline=None)
@given(examples=st.lists(rich() | st.just({"messages": []}) | st.none(), max_size=4))
def test_rows_in_are_rows_out_and_refused(target, examples):
    before = copy.deepcopy(examples)
    for allow_lossy in (False, True):
        records, report = convert(examples, target, allow_lossy)
        assert report.rows_in == len(examples)
        assert report.rows_out == len(records) == len(report.rows)
        refused = [each.row for each in report.refused]
        assert sorted([*report.rows, *refused]) == list(range(len(examples)))
        assert all(each.reasons for each in report.refused)
        jsonl_bytes(records)
    assert repr(examples) == repr(before)


@pytest.mark.parametrize("target", TARGETS)
def test_an_invalid_example_is_refused_by_every_target_with_its_findings(target):
    for example in ({}, {"messages": 3}, chat(("user", ""), ("assistant", "Hello"))):
        errors = {each.code for each in validate(example) if each.severity == "error"}
        records, report = convert([example], target, allow_lossy=True)
        assert not records
        assert set(report.refused[0].reasons) == errors


@pytest.mark.parametrize("target", TARGETS)
def test_promoted_warnings_refuse_a_row_that_other_targets_take(target):
    example = chat(("assistant", "Hello"), ("user", "Hi"), ("assistant", "Bye"))
    refused = convert([example], target).report.refused
    assert bool(refused) == (
        "turn_order" in TARGETS[target].promotes or target == "completion"
    )


def test_keys_beside_the_messages_may_be_kept_elsewhere():
    example = {**ROW, "source": "mail"}
    records, report = convert([example], "openai", beside_is_kept=True)
    assert records == [ROW]
    assert report.counts == {"extra_key": 1}


def test_a_report_says_in_one_line_what_happened():
    report = convert([ROW, SYSTEM, TWO_ROUNDS], "completion").report
    assert str(report) == (
        "3 rows to completion: 1 can be written; "
        "2 refused (earlier_turns 1, system_prompt 1)"
    )


def test_results_in_another_order_than_the_calls_are_no_harmless_change():
    asked, result = TOOLS["messages"][1], TOOLS["messages"][2]
    second = {**asked, "tool_calls": [{**CALL, "id": "call00002"}]}
    answers = [{**result, "tool_call_id": "call00002"}, result]
    question, reply = TOOLS["messages"][0], TOOLS["messages"][3]
    in_order = {"messages": [question, asked, second, *answers[::-1], reply]}
    turned = {"messages": [question, asked, second, *answers, reply]}
    sharegpt = TARGETS["sharegpt"]
    assert "tools" not in {loss.code for loss in write(in_order, sharegpt)[1]}
    assert "tools" in {loss.code for loss in write(turned, sharegpt)[1]}


def test_every_loss_has_words():
    assert all(
        sentence and not sentence.endswith(".") for _, sentence in LOSSES.values()
    )


def test_an_unknown_target_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"chat, completion, openai.*got 'gpt'"):
        convert([ROW], "gpt")
