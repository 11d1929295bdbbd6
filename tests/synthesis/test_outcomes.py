"""Whatever comes back has one named outcome and its cost, and nothing raises."""

import json
import subprocess
import sys
import typing

import pytest
from anthropic.types import Message, RefusalStopDetails, StopReason
from hypothesis import example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ftwidgets.synthesis.codes import CODES, OTHER_REFUSAL_NOTE, REFUSAL_NOTES
from ftwidgets.synthesis.outcomes import MAX_NAME_CHARS, Outcome, read_reply
from ftwidgets.synthesis.prices import PRICES
from ftwidgets.tasks import Limits, Task

RATES = PRICES["claude-sonnet-5-5"]
TICKETS = Task("tickets", "classification", labels=["Billing", "delivery"])
STYLE = Task("style", "style_matching", limits=Limits(10, 50))
ORDERS = Task(
    "orders",
    "format_conversion",
    reply_schema={
        "type": "object",
        "properties": {"item": {"type": "string"}, "count": {"type": "integer"}},
        "required": ["item", "count"],
        "additionalProperties": False,
    },
)
TASKS = (TICKETS, STYLE, ORDERS)
ROW = {"user_message": "Where is my lamp?", "assistant_message": "delivery"}
GOOD = json.dumps(ROW)
USAGE = {"input_tokens": 350, "output_tokens": 500}
COST = 0.0057  # (350 * 2 + 500 * 10) / 1,000,000

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


def message(text=GOOD, **other):
    """A body of the Messages API; `text` may also be a list of blocks."""
    blocks = [{"type": "text", "text": text}] if isinstance(text, str) else text
    body = {
        "id": "msg_01",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-5-5",
        "content": blocks,
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": USAGE,
    }
    return json.dumps(body | other)


def row(**other):
    return json.dumps(ROW | other)


def error(kind, said):
    return json.dumps({"type": "error", "error": {"type": kind, "message": said}})


def check(outcome):
    """What holds of every outcome."""
    assert outcome.name == CODES[outcome.code][0]
    assert outcome.message.startswith(CODES[outcome.code][1])
    assert "\n" not in outcome.message
    assert len(outcome.message) < 400
    is_row = outcome.name == "ok"
    assert (outcome.user is not None) == (outcome.reply is not None) == is_row
    assert (outcome.category is not None) <= (outcome.name == "refused")
    assert bool(outcome.note) == (outcome.name == "refused")
    assert outcome.cost is None or outcome.cost >= 0
    kept = [outcome.message, outcome.note, outcome.model, outcome.reply_id]
    kept += [outcome.stop_reason, outcome.category, outcome.user, outcome.reply]
    json.dumps([kept, outcome.usage], ensure_ascii=False, allow_nan=False).encode()


# What a row is


def test_a_row_has_everything_that_provenance_needs():
    outcome = read_reply(message(), TICKETS, rates=RATES)
    assert outcome == Outcome(
        name="ok",
        code="ok",
        message="a row as it was asked for",
        user="Where is my lamp?",
        reply="delivery",
        model="claude-sonnet-5-5",
        reply_id="msg_01",
        stop_reason="end_turn",
        usage=USAGE,
        cost=COST,
    )


def test_the_bodies_of_these_tests_are_messages_of_the_installed_sdk():
    assert Message.model_validate_json(message()).content[0].text == GOOD


@pytest.mark.parametrize("reason", ["end_turn", "stop_sequence"])
def test_thinking_may_come_first_and_the_text_in_several_blocks(reason):
    blocks = [
        {"type": "thinking", "thinking": "{", "signature": "x"},
        {"type": "text", "text": GOOD[:20]},
        {"type": "redacted_thinking", "data": "x"},
        {"type": "text", "text": GOOD[20:]},
        7,
    ]
    outcome = read_reply(message(blocks, stop_reason=reason), TICKETS)
    assert (outcome.name, outcome.user) == ("ok", "Where is my lamp?")


@pytest.mark.parametrize(
    ("given_label", "kept"),
    [("Billing", "Billing"), ("billing", "Billing"), ("  DELIVERY\n", "delivery")],
)
def test_a_label_is_spelled_as_the_task_spells_it(given_label, kept):
    body = message(row(assistant_message=given_label))
    assert read_reply(body, TICKETS).reply == kept


def test_labels_that_differ_by_case_alone_are_told_apart():
    task = Task("t", "classification", labels=["us", "US"])
    for label in task.labels:
        assert read_reply(message(row(assistant_message=label)), task).reply == label
    assert read_reply(message(row(assistant_message="Us")), task).reply == "us"


def test_a_reply_that_is_json_is_one_line_in_the_schemas_order():
    reply = {"count": 2, "item": "café\n"}
    outcome = read_reply(message(row(assistant_message=reply)), ORDERS)
    assert outcome.reply == '{"item": "café\\n", "count": 2}'


def test_words_of_a_refusal_in_a_row_are_left_to_the_scoring():
    said = "I'm sorry, but I cannot help with that."
    assert read_reply(message(row(assistant_message=said)), STYLE).reply == said


def test_a_text_of_exactly_the_limit_is_fine():
    for size in (10, 50):
        body = message(row(assistant_message="x" * size))
        assert read_reply(body, STYLE).name == "ok"
    body = message(row(user_message="x" * 32_000))
    assert read_reply(body, TICKETS).name == "ok"


# Each kind of malformed reply

DEEP = '{"a":' * 150 + "1" + "}" * 150
MALFORMED = [
    # The text is not the JSON that was asked for
    ("fenced_json", TICKETS, message(f"```json\n{GOOD}\n```")),
    ("fenced_json", TICKETS, message(f"```\n{GOOD}")),
    ("fenced_json", TICKETS, message(f"~~~json {GOOD} ~~~\n")),
    ("prose_around_json", TICKETS, message(f"Here is one: {GOOD}")),
    ("prose_around_json", TICKETS, message(f"{GOOD}\nI hope that helps {{smile}}!")),
    ("prose_around_json", TICKETS, message(f"As {{asked}}: {GOOD}")),
    ("prose_around_json", TICKETS, message(f"Sure!\n```json\n{GOOD}\n```")),
    ("prose_around_json", TICKETS, message(f"```json\n{GOOD}\n```\nAnother?")),
    ("prose_around_json", TICKETS, message("\ufeff" + GOOD)),
    ("several_objects", TICKETS, message(f"{GOOD}\n{GOOD}")),
    ("several_objects", TICKETS, message(f"{GOOD},{GOOD}")),
    ("truncated_json", TICKETS, message(GOOD[:-1])),
    ("truncated_json", TICKETS, message(GOOD[:-9])),
    ("truncated_json", TICKETS, message("{")),
    ("truncated_json", TICKETS, message(f"[{GOOD}, ")),
    ("truncated_json", TICKETS, message(f'{{"rows": [{GOOD}, ')),
    ("truncated_json", TICKETS, message(f"```json\n{GOOD[:-9]}")),
    ("not_json", TICKETS, message("I'm sorry, but I can't help with that.")),
    ("not_json", TICKETS, message(str(ROW))),
    ("not_json", TICKETS, message(GOOD[:-1] + ",}")),
    ("not_json", TICKETS, message('{"user_message": "x", "b": {"a": 1},}')),
    ("not_json", TICKETS, message("x")),
    ("not_an_object", TICKETS, message(f"[{GOOD}]")),
    ("not_an_object", TICKETS, message(json.dumps(GOOD))),
    ("not_an_object", TICKETS, message("null")),
    ("duplicate_key", TICKETS, message(GOOD[:-1] + ', "user_message": "b"}')),
    ("non_finite_number", ORDERS, message(GOOD.replace('"delivery"', "NaN"))),
    ("non_finite_number", ORDERS, message(GOOD.replace('"delivery"', "-1e999"))),
    ("too_deep", ORDERS, message(GOOD.replace('"delivery"', DEEP))),
    ("too_deep", TICKETS, message("[" * 100_000)),
    ("number_too_long", ORDERS, message(GOOD.replace('"delivery"', "1" * 5000))),
    ("lone_surrogate", TICKETS, message(row(user_message="a\ud800b"))),
    ("lone_surrogate", TICKETS, message(GOOD.replace("lamp", "\udcff"))),
    # The JSON is not what the task asks for
    ("missing_key", TICKETS, message('{"user_message": "Where?"}')),
    ("missing_key", TICKETS, message("{}")),
    ("missing_key", ORDERS, message(row(assistant_message={"item": "lamp"}))),
    ("extra_key", TICKETS, message(row(mood="angry"))),
    (
        "extra_key",
        ORDERS,
        message(row(assistant_message={"item": "", "count": 1, "x": 0})),
    ),
    ("wrong_type", TICKETS, message(row(user_message=7))),
    ("wrong_type", TICKETS, message(row(user_message=None))),
    ("wrong_type", TICKETS, message(row(assistant_message=["delivery"]))),
    ("wrong_type", ORDERS, message(row(assistant_message='{"item": "", "count": 1}'))),
    ("wrong_type", ORDERS, message(row(assistant_message={"item": "", "count": "1"}))),
    ("blank_text", TICKETS, message(row(user_message=""))),
    ("blank_text", TICKETS, message(row(user_message=" \u200b\n"))),
    ("blank_text", TICKETS, message(row(assistant_message="  "))),
    ("blank_text", STYLE, message(row(assistant_message=" " * 20))),
    ("wrong_label", TICKETS, message(row(assistant_message="refund"))),
    ("wrong_label", TICKETS, message(row(assistant_message="delivery."))),
    ("wrong_label", TICKETS, message(row(assistant_message="x" * 5000))),
    ("too_long", STYLE, message(row(assistant_message="x" * 51))),
    ("too_long", TICKETS, message(row(user_message="x" * 32_001))),
    ("too_short", STYLE, message(row(assistant_message="x" * 9))),
    # It has no text, or no end
    ("empty_content", TICKETS, message([])),
    ("empty_content", TICKETS, message(" \n")),
    ("empty_content", TICKETS, message([{"type": "text"}])),
    ("no_text_block", TICKETS, message([{"type": "thinking", "thinking": GOOD}])),
    ("no_text_block", TICKETS, message([None, 7, {}])),
    ("max_tokens", TICKETS, message(GOOD[:9], stop_reason="max_tokens")),
    ("max_tokens", TICKETS, message(stop_reason="max_tokens")),
    ("max_tokens", TICKETS, message([], stop_reason="max_tokens")),
    (
        "context_window_exceeded",
        TICKETS,
        message(stop_reason="model_context_window_exceeded"),
    ),
    ("tool_use", TICKETS, message(stop_reason="tool_use")),
    ("pause_turn", TICKETS, message(stop_reason="pause_turn")),
    ("unknown_stop_reason", TICKETS, message(stop_reason="tired")),
    ("unknown_stop_reason", TICKETS, message(stop_reason=None)),
    ("unknown_stop_reason", TICKETS, message(stop_reason=["end_turn"])),
    ("refusal", TICKETS, message([], stop_reason="refusal")),
    ("refusal", TICKETS, message(stop_reason="refusal")),
    ("refusal", TICKETS, message(stop_details={"type": "refusal"})),
    ("refusal", TICKETS, message(stop_reason="refusal", content=None)),
    ("not_a_message", TICKETS, message("", content=GOOD)),
    ("not_a_message", TICKETS, message("", content=None)),
    ("not_a_message", TICKETS, message(type="completion")),
    ("error_body", TICKETS, json.dumps({"error": "busy", "usage": USAGE})),
]
"""Replies with a usage, so that each has a cost."""

NOT_PAID = [
    ("empty_body", ""),
    ("empty_body", " \n"),
    ("html_reply", "<!DOCTYPE html><title>Log in</title>"),
    ("html_reply", "\n<!-- proxy -->\n<HTML><body>busy</body></HTML>"),
    ("html_reply", '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">'),
    ("not_json_body", "<Error><Code>SlowDown</Code></Error>"),
    ("not_json_body", "upstream connect error"),
    ("not_json_body", "the proxy said: <html>"),
    ("not_json_body", message()[:-60]),
    ("not_json_body", '{"id": ' + "1" * 5000 + "}"),
    ("not_json_body", "{'type': 'message'}"),
    ("too_deep", "[" * 100_000),
    ("too_deep", '{"a":' * 100_000),
    ("not_a_message", "[]"),
    ("not_a_message", "7"),
    ("not_a_message", "null"),
    ("not_a_message", '"text"'),
    ("not_a_message", "{}"),
    ("not_a_message", GOOD),
    ("error_body", error("overloaded_error", "Overloaded")),
    ("error_body", '{"error": {"message": "no such route"}}'),
    ("error_body", '{"type": "error"}'),
]


@pytest.mark.parametrize(("code", "task", "body"), MALFORMED)
def test_malformed_replies_have_a_name_and_their_cost(code, task, body):
    outcome = read_reply(body, task, rates=RATES)
    assert outcome.code == code
    assert outcome.name != "ok"
    assert outcome.usage == USAGE
    assert outcome.cost == pytest.approx(COST, rel=1e-12)
    check(outcome)


@pytest.mark.parametrize(("code", "body"), NOT_PAID)
def test_what_is_no_reply_has_a_name_and_no_cost(code, body):
    outcome = read_reply(body, TICKETS, rates=RATES)
    assert outcome.code == code
    assert (outcome.usage, outcome.cost) == ({}, None)
    check(outcome)


def test_the_kinds_above_are_more_than_the_fourteen_that_were_asked_for():
    codes = {code for code, *_ in [*MALFORMED, *NOT_PAID]}
    assert len(codes) >= 14
    of_status = {read_reply("", TICKETS, status).code for status in range(300, 600)}
    tested_elsewhere = {"ok", "schema_mismatch", "schema_unusable"}
    assert codes | of_status | tested_elsewhere == set(CODES)


@pytest.mark.parametrize(
    ("code", "part"),
    [
        ("not_json", "not JSON but the text of a Python object"),
        ("not_json", "a comma before the closing bracket"),
        ("missing_key", ": assistant_message"),
        ("missing_key", ": count in assistant_message"),
        ("extra_key", ": mood"),
        ("extra_key", ": x in assistant_message"),
        ("wrong_type", ": user_message is no string"),
        ("wrong_type", ": assistant_message.count is no integer"),
        ("wrong_label", ": refund"),
        ("too_long", ": assistant_message has 51 characters of 50"),
        ("too_short", ": assistant_message has 9 characters of 10"),
        ("duplicate_key", ": user_message"),
        ("lone_surrogate", ": U+DCFF"),
        ("prose_around_json", ": Here is one: …"),
    ],
)
def test_a_message_says_what_and_where(code, part):
    messages = [
        read_reply(body, task).message for name, task, body in MALFORMED if name == code
    ]
    assert any(part in said for said in messages), messages


@given(
    st.dictionaries(
        st.sampled_from(["user_message", "assistant_message", "mood"]),
        st.text(min_size=1) | st.integers() | st.none() | st.lists(st.text()),
    )
)
def test_two_texts_and_nothing_else_is_what_a_schema_of_two_texts_says(value):
    text = {"type": "string"}
    schema = {
        "properties": {"user_message": text, "assistant_message": text},
        "required": ["user_message", "assistant_message"],
        "additionalProperties": False,
    }
    broken = {
        error.validator for error in Draft202012Validator(schema).iter_errors(value)
    }
    code = read_reply(message(json.dumps(value)), Task("any", "other")).code
    of_rule = {
        "missing_key": "required",
        "extra_key": "additionalProperties",
        "wrong_type": "type",
    }
    assert of_rule.get(code) in broken if broken else code not in of_rule


def test_only_a_task_with_a_schema_waits_until_jsonschema_is_there():
    code = (
        "import sys; from ftwidgets.tasks import Task;"
        "from ftwidgets.synthesis.contents import read_text;"
        "task = Task('any', 'other', reply_schema={'type': 'object'} if %r else None);"
        'reply = \'{"user_message": "Hi", "assistant_message": %s}\';'
        "read_text(reply, task); print('jsonschema' in sys.modules)"
    )
    for has_schema, reply in ((False, '\\"Hello\\"'), (True, "{}")):
        command = [sys.executable, "-c", code % (has_schema, reply)]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == str(has_schema)


def test_what_is_hidden_in_a_reply_is_named_in_its_message():
    body = message(row(**{"mo\u202eod": 1}))
    assert read_reply(body, TICKETS).message.endswith(": mo[U+202E]od")


# Refusals


def test_the_reasons_of_the_installed_sdk_all_have_a_code_of_their_own():
    codes = {
        reason: read_reply(message(stop_reason=reason), TICKETS).code
        for reason in typing.get_args(StopReason)
    }
    assert codes.pop("end_turn") == codes.pop("stop_sequence") == "ok"
    assert codes == {
        "max_tokens": "max_tokens",
        "tool_use": "tool_use",
        "pause_turn": "pause_turn",
        "refusal": "refusal",
        "model_context_window_exceeded": "context_window_exceeded",
    }


def test_the_categories_of_the_installed_sdk_all_have_a_note():
    optional = RefusalStopDetails.model_fields["category"].annotation
    literal = next(each for each in typing.get_args(optional) if each is not type(None))
    assert set(typing.get_args(literal)) == set(REFUSAL_NOTES)


@pytest.mark.parametrize("category", [*REFUSAL_NOTES, "something_new", None])
@pytest.mark.parametrize("blocks", [[], "I can't help with that."])
def test_a_refusal_keeps_its_category_its_words_and_its_cost(category, blocks):
    details = {
        "type": "refusal",
        "category": category,
        "explanation": "Not\u202e this.",
    }
    body = message(blocks, stop_reason="refusal", stop_details=details)
    outcome = read_reply(body, TICKETS, rates=RATES)
    assert (outcome.name, outcome.category) == ("refused", category)
    assert outcome.message == "the teacher refuses to write this: Not[U+202E] this."
    assert outcome.note == REFUSAL_NOTES.get(category, OTHER_REFUSAL_NOTE)
    assert outcome.cost == pytest.approx(COST)
    check(outcome)


def test_the_note_on_terms_says_what_may_be_restricted_and_what_to_do():
    note = REFUSAL_NOTES["frontier_llm"]
    for part in ("commercial terms", "training data", "read them", "ask", "Benign"):
        assert part in note


# Statuses


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (400, "bad_request"),
        (401, "not_authenticated"),
        (402, "payment_required"),
        (403, "not_permitted"),
        (404, "not_found"),
        (413, "request_too_large"),
        (429, "rate_limited"),
        (500, "server_error"),
        (503, "server_error"),
        (529, "overloaded"),
        (302, "request_failed"),
        (418, "request_failed"),
        (0, "request_failed"),
    ],
)
def test_other_statuses_have_failed_and_say_what_the_server_says(status, code):
    outcome = read_reply(error("some_error", "in\u200b words"), TICKETS, status)
    assert (outcome.name, outcome.code) == ("failed", code)
    assert outcome.message.endswith("some_error: in[U+200B] words")
    assert str(status) in outcome.message
    check(outcome)


def test_a_good_row_with_a_bad_status_is_no_row_but_its_cost_counts():
    outcome = read_reply(message(), TICKETS, 500, RATES)
    assert (outcome.name, outcome.cost) == ("failed", COST)


def test_a_web_page_with_a_bad_status_is_an_error_of_that_status():
    assert read_reply("<html>", TICKETS, 502).code == "server_error"


# Costs and what is kept of a body


def test_the_usage_of_a_body_that_was_cut_behind_it_counts():
    outcome = read_reply(message()[:-1], TICKETS, rates=RATES)
    assert (outcome.code, outcome.usage) == ("not_json_body", USAGE)
    assert outcome.cost == COST


def test_a_usage_that_the_teacher_only_writes_of_does_not_count():
    said = json.dumps({"usage": {"input_tokens": 1, "output_tokens": 1}})
    body = message(said)
    cut = body[: body.index('"stop_reason"')]
    assert read_reply(cut, TICKETS, rates=RATES).cost is None
    body = json.dumps({"usage": USAGE, **json.loads(body)})
    assert read_reply(body[:-60], TICKETS, rates=RATES).cost == COST


def test_without_rates_a_cost_is_not_known():
    assert read_reply(message(), TICKETS).cost is None
    assert read_reply(message(), TICKETS).usage == USAGE


@pytest.mark.parametrize(
    "usage",
    [
        None,
        7,
        [],
        {},
        {"input_tokens": -1, "output_tokens": 5},
        {**USAGE, "cache_read_input_tokens": [1]},
    ],
)
def test_a_usage_that_cannot_be_meant_makes_no_row_wrong(usage):
    outcome = read_reply(message(usage=usage), TICKETS, rates=RATES)
    assert (outcome.name, outcome.cost) == ("ok", None)
    check(outcome)


def test_only_what_is_plain_in_a_usage_is_kept():
    usage = {
        **USAGE,
        "cache_creation": {"ephemeral_5m_input_tokens": 3, "deeper": {"a": 1}},
        "service_tier": "batch",
        "cache_read_input_tokens": None,
        "odd": [1, 2],
        "nan": float("nan"),
    }
    kept = read_reply(message(usage=usage), TICKETS, rates=RATES).usage
    assert kept == {
        **USAGE,
        "cache_creation": {"ephemeral_5m_input_tokens": 3},
        "service_tier": "batch",
        "cache_read_input_tokens": None,
    }


def test_names_that_are_none_or_far_too_long_are_not_kept_whole():
    body = message(id="m" * 10_000, model=["x"], stop_reason="end_turn")
    outcome = read_reply(body, TICKETS)
    assert outcome.reply_id == "m" * MAX_NAME_CHARS
    assert outcome.model is None
    assert read_reply(message(id=10**400, model="\ud800"), TICKETS).model == "?"


# Schemas of a person


@pytest.mark.parametrize(
    ("schema", "reply"),
    [
        ({"enum": ["a", "b"]}, "c"),
        ({"type": "string", "pattern": "^[a-z]+$"}, "A1"),
        ({"type": "array", "minItems": 2}, [1]),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, 7),
        ({"type": "number", "minimum": 0}, -1),
    ],
)
def test_what_a_schema_does_not_allow_besides_has_one_code(schema, reply):
    task = Task(reply_schema=schema)
    outcome = read_reply(message(row(assistant_message=reply)), task)
    assert outcome.code == "schema_mismatch"
    assert ": assistant_message" in outcome.message
    check(outcome)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "nonsense"},
        {"$ref": "#/nowhere"},
        {"$ref": "#/properties/assistant_message"},  # itself
        {"$ref": "https://example.com/schema.json"},
        {"pattern": "(["},
        ["not", "a", "schema"],
    ],
)
def test_a_schema_that_cannot_be_used_is_said_to_be_so(schema, monkeypatch):
    looked_up = []
    monkeypatch.setattr("socket.getaddrinfo", lambda *given: looked_up.append(given))
    outcome = read_reply(message(), Task(reply_schema=schema))
    assert outcome.code == "schema_unusable"
    assert not looked_up
    check(outcome)


def test_any_json_goes_where_the_schema_allows_all():
    task = Task(reply_schema={"title": "anything"})
    for reply in (None, [], "text", 1.5, {"b": 1, "a": 2}):
        outcome = read_reply(message(row(assistant_message=reply)), task)
        assert json.loads(outcome.reply) == reply


# Never raises


@given(st.text(), st.sampled_from(TASKS), st.sampled_from([200, 201, 400, 529]))
def test_no_body_raises(body, task, status):
    check(read_reply(body, task, status, RATES))


@given(st.text(st.characters()), st.sampled_from(TASKS))
@example("`" * 50_000, TICKETS)
@example("{" * 50_000, TICKETS)
@example('{"' * 20_000, TICKETS)
@example(" ," * 50_000, TICKETS)
@example("```json" + "\n" * 50_000, TICKETS)
def test_no_text_raises(text, task):
    check(read_reply(message(text), task, rates=RATES))


@given(JSON, st.sampled_from(TASKS))
def test_no_json_raises_as_a_body(value, task):
    check(read_reply(json.dumps(value), task, rates=RATES))


@given(
    st.sampled_from(sorted(json.loads(message()))) | st.just("stop_details"),
    JSON,
    st.sampled_from(TASKS),
)
def test_no_json_raises_in_any_place_of_a_body(key, value, task):
    check(read_reply(message(**{key: value}), task, rates=RATES))


@given(st.sampled_from(sorted(ROW)), JSON, st.sampled_from(TASKS))
def test_no_json_raises_in_any_place_of_a_row(key, value, task):
    outcome = read_reply(message(row(**{key: value})), task, rates=RATES)
    check(outcome)
    assert outcome.cost == COST


@given(st.integers(0, len(message())), st.sampled_from(TASKS))
def test_no_cut_of_a_body_raises_or_makes_a_row(at, task):
    outcome = read_reply(message()[:at], task, rates=RATES)
    check(outcome)
    assert (outcome.name == "ok") <= (at == len(message()))


@given(st.integers(0, len(GOOD)))
def test_a_text_that_was_cut_is_truncated_from_its_first_brace_on(at):
    outcome = read_reply(message(GOOD[:at]), TICKETS, rates=RATES)
    expected = "ok" if at == len(GOOD) else "truncated_json" if at else "empty_content"
    assert outcome.code == expected


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=10, max_size=50))
def test_texts_come_out_as_they_went_in(text):
    outcome = read_reply(message(row(user_message=text, assistant_message=text)), STYLE)
    if outcome.name == "ok":
        assert (outcome.user, outcome.reply) == (text, text)
    else:
        assert outcome.code == "blank_text"
