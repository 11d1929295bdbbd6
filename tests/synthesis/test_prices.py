"""Costs are those of a published table, known or not known, and never nothing by slip.

The independent implementation is genai-prices with the table it carries; where it
counts input tokens it means all of them, cached ones included.
"""

import itertools
import json
import random
import socket
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.synthesis import models
from ftwidgets.synthesis.prices import (
    FREE,
    MOST_TOKENS,
    PRICES,
    PRICES_DATE,
    UNSEEN_TOKENS,
    Rates,
    cost_of,
    dollars,
    rates_of,
    worst_cost,
)

SONNET, HAIKU = PRICES["claude-sonnet-5-5"], PRICES["claude-haiku-5-5"]
USAGE = {"input_tokens": 350, "output_tokens": 500}
MILLION = 1_000_000

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def usage_of(read, written, five_minutes=0, one_hour=0, cached=0):
    return {
        "input_tokens": read,
        "output_tokens": written,
        "cache_creation_input_tokens": five_minutes + one_hour,
        "cache_read_input_tokens": cached,
        "cache_creation": {
            "ephemeral_5m_input_tokens": five_minutes,
            "ephemeral_1h_input_tokens": one_hour,
        },
    }


# Against genai-prices


@pytest.fixture
def genai_prices(monkeypatch):
    """The other implementation, with the table it carries and without any network."""

    def refuse(*_, **__):
        raise AssertionError("a price was looked up in the network")

    package = pytest.importorskip("genai_prices")
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    return package


def theirs(genai_prices, model, usage, batch):
    written = usage["cache_creation"]
    total = usage["input_tokens"] + usage["cache_read_input_tokens"]
    total += usage["cache_creation_input_tokens"]
    asked = genai_prices.Usage(
        input_tokens=total,
        output_tokens=usage["output_tokens"],
        cache_write_tokens=usage["cache_creation_input_tokens"],
        cache_write_1h_tokens=written["ephemeral_1h_input_tokens"],
        cache_read_tokens=usage["cache_read_input_tokens"],
    )
    context = {"processing": "batch"} if batch else None
    found = genai_prices.calc_price(
        asked, model, provider_id="anthropic", price_context=context
    )
    return float(found.total_price)


KINDS = list(
    itertools.product(
        sorted(PRICES), (False, True), ("none", "5m", "1h"), ("short", "long")
    )
)


def random_usage(chance, cache, length):
    # Not above 200,000, where genai-prices has tiers of a time that is over.
    total = chance.randint(100_001, 199_999) if length == "long" else None
    total = total or chance.randint(1, 100_000)
    stored, cached = 0, 0
    if cache != "none":
        stored = chance.randint(0, total)
        cached = chance.randint(0, total - stored)
    by_time = {"5m": (stored, 0), "1h": (0, stored), "none": (0, 0)}[cache]
    read = total - stored - cached
    return usage_of(read, chance.randint(0, 20_000), *by_time, cached)


def test_a_thousand_random_usages_cost_what_genai_prices_says(genai_prices):
    chance = random.Random(20261126)
    rounds = -(-1000 // len(KINDS))
    for model, batch, cache, length in KINDS * rounds:
        usage = random_usage(chance, cache, length)
        expected = theirs(genai_prices, model, usage, batch)
        ours = cost_of(usage, rates_of(model), batch)
        assert ours == pytest.approx(expected, rel=1e-3), (model, batch, cache, usage)
        assert ours == pytest.approx(expected, rel=1e-9), (model, batch, cache, usage)


@pytest.mark.parametrize("tokens", [99_999, 100_000, 100_001])
def test_the_dearer_prompts_of_haiku_begin_at_the_same_token(genai_prices, tokens):
    for usage in (usage_of(tokens, 7), usage_of(1, 7, 10, 20, tokens - 31)):
        assert cost_of(usage, HAIKU) == pytest.approx(
            theirs(genai_prices, "claude-haiku-5-5", usage, False)
        )


# By hand


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        (usage_of(MILLION, 0), 2.0),
        (usage_of(0, MILLION), 10.0),
        (usage_of(0, 0, five_minutes=MILLION), 2.5),
        (usage_of(0, 0, one_hour=MILLION), 4.0),
        (usage_of(0, 0, cached=MILLION), 0.1),
        (usage_of(350, 500), 0.0057),  # 350 * 2 + 500 * 10 = 5,700
        (usage_of(100, 200, 300, 400, 500), 0.0046),  # 200+2000+750+1600+50 = 4,600
        (usage_of(0, 0), 0.0),
    ],
)
def test_costs_of_sonnet_worked_out_by_hand(usage, expected):
    assert cost_of(usage, SONNET) == pytest.approx(expected, rel=1e-12)
    assert cost_of(usage, SONNET, batch=True) == pytest.approx(expected / 2, rel=1e-12)


def test_a_long_prompt_of_haiku_costs_five_times_as_much_reply_included():
    assert cost_of(usage_of(100_000, 1000), HAIKU) == pytest.approx(0.0105)
    assert cost_of(usage_of(100_001, 1000), HAIKU) == pytest.approx(0.0525005)
    assert cost_of(usage_of(1, 1000, cached=100_000), HAIKU) == pytest.approx(
        5 * (0.1 + 0.01 * 100_000 + 0.5 * 1000) / MILLION
    )


def test_four_hundred_calls_cost_what_the_notes_say():
    assert dollars(400 * cost_of(USAGE, SONNET)) == "$2.28"
    assert dollars(400 * cost_of(USAGE, HAIKU)) == "$0.11"


def test_writing_to_a_cache_that_is_not_divided_counts_as_five_minutes():
    usage = {**USAGE, "cache_creation_input_tokens": 1000}
    assert cost_of(usage, SONNET) == pytest.approx(0.0057 + 0.0025)
    undivided = {**usage, "cache_creation": {"ephemeral_1h_input_tokens": 400}}
    assert cost_of(undivided, SONNET) == pytest.approx(0.0057 + 0.0015 + 0.0016)


def test_what_is_divided_counts_where_the_sum_is_missing():
    usage = {**USAGE, "cache_creation": {"ephemeral_5m_input_tokens": 1000}}
    assert cost_of(usage, SONNET) == pytest.approx(0.0082)


@pytest.mark.parametrize("nothing", [{}, {"ephemeral_5m_input_tokens": None}, None])
def test_counts_of_the_cache_may_be_missing(nothing):
    usage = {**USAGE, "cache_creation": nothing, "cache_read_input_tokens": None}
    assert cost_of(usage, SONNET) == pytest.approx(0.0057)


def test_a_usage_says_itself_that_it_was_part_of_a_batch():
    usage = {**USAGE, "service_tier": "batch"}
    assert cost_of(usage, SONNET) == pytest.approx(0.0057 / 2)
    assert cost_of(usage, SONNET, batch=True) == pytest.approx(0.0057 / 2)


def test_answers_from_the_united_states_alone_cost_a_tenth_more():
    assert cost_of({**USAGE, "inference_geo": "us"}, SONNET) == pytest.approx(0.00627)
    assert cost_of({**USAGE, "inference_geo": "global"}, SONNET) == pytest.approx(
        0.0057
    )


# Not known is not nothing


@pytest.mark.parametrize(
    "usage",
    [
        None,
        "usage",
        [],
        {},
        {"input_tokens": 350},
        {"output_tokens": 500},
        {**USAGE, "output_tokens": None},
        {**USAGE, "input_tokens": -1},
        {**USAGE, "input_tokens": 350.0},
        {**USAGE, "input_tokens": "350"},
        {**USAGE, "output_tokens": True},
        {**USAGE, "output_tokens": MOST_TOKENS + 1},
        {**USAGE, "output_tokens": 10**400},
        {**USAGE, "cache_read_input_tokens": -5},
        {**USAGE, "cache_creation_input_tokens": float("nan")},
        {**USAGE, "cache_creation": [1]},
        {**USAGE, "cache_creation": {"ephemeral_1h_input_tokens": "many"}},
        {**USAGE, "speed": "fast"},
    ],
)
def test_a_usage_that_cannot_be_meant_has_no_cost(usage):
    assert cost_of(usage, SONNET) is None


def test_a_model_that_is_not_known_has_no_cost():
    assert rates_of("claude-sonnet-9") is None
    assert cost_of(USAGE, rates_of("claude-sonnet-9")) is None
    assert worst_cost({"max_tokens": 10}, rates_of("claude-sonnet-9")) is None
    assert dollars(cost_of(USAGE, None)) == "price unknown"


@given(JSON)
def test_no_usage_raises_and_no_cost_is_negative(usage):
    cost = cost_of(usage, SONNET)
    assert cost is None or cost >= 0


@given(st.lists(st.integers(0, 300_000), min_size=5, max_size=5))
def test_costs_are_above_zero_and_grow_with_every_token(counts):
    cost = cost_of(usage_of(*counts), HAIKU)
    assert (cost > 0) == any(counts)
    for at in range(5):
        more = [count + (at == k) for k, count in enumerate(counts)]
        assert cost_of(usage_of(*more), HAIKU) > cost


# Whose rates


@pytest.mark.parametrize(
    ("model", "family"),
    [
        ("claude-haiku-4-5-20251001", "claude-haiku-4-5"),
        ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5"),
        ("claude-opus-5@20260724", "claude-opus-5"),
        ("claude-opus-5-5", "claude-opus-5-5"),
    ],
)
def test_a_dated_model_has_the_price_of_its_family(model, family):
    assert rates_of(model) is PRICES[family]


@pytest.mark.parametrize(
    "model",
    [
        "",
        "claude-sonnet-5-5-2026",
        "claude-sonnet-5-5-mini",
        "sonnet",
        "20251001",
        None,
    ],
)
def test_a_name_that_only_begins_like_a_model_has_no_price(model):
    assert rates_of(model) is None


def test_the_lessons_model_is_not_taken_for_a_later_one():
    assert rates_of(models.LESSON_MODEL) is None


def test_every_model_on_offer_has_a_price_a_source_and_a_date():
    offered = (models.DEFAULT_MODEL, models.CHEAP_MODEL, models.STRONG_MODEL)
    assert set(offered) <= set(PRICES)
    for rates in PRICES.values():
        assert rates.source
        assert "2026-01-01" < rates.effective_from <= PRICES_DATE
        assert rates.cache_read < rates.input < rates.cache_write_5m
        assert rates.cache_write_5m < rates.cache_write_1h < rates.output


def test_own_rates_take_the_place_of_the_tables():
    own = {"claude-sonnet-5-5": {"input": 1, "output": 4, "cache_read": 0}}
    rates = rates_of("claude-sonnet-5-5", own)
    assert rates == Rates(1, 4, 1.25, 2, 0, source="given by a person")
    assert rates_of("claude-sonnet-5-5-20261001", own) == rates
    assert rates_of("claude-opus-5-5", own) is PRICES["claude-opus-5-5"]


def test_own_rates_of_a_dated_model_are_of_that_date_alone():
    own = {"claude-haiku-4-5-20251001": {"input": 9, "output": 9}}
    assert rates_of("claude-haiku-4-5-20251001", own).input == 9
    assert rates_of("claude-haiku-4-5", own).input == 1


def test_own_rates_may_have_everything_that_ours_have():
    given_rates = {
        "input": 1,
        "output": 5,
        "cache_write_5m": 2,
        "cache_write_1h": 3,
        "cache_read": 0.5,
        "batch_factor": 0.25,
        "long_prompt": 1000,
        "long_factor": 2,
    }
    own = json.loads(json.dumps({"mine": given_rates}))
    rates = rates_of("mine", own)
    assert cost_of(usage_of(1001, 0), rates) == pytest.approx(2 * 1001 / MILLION)
    assert cost_of(usage_of(1000, 0), rates, batch=True) == pytest.approx(0.00025)
    assert rates_of("mine", {"mine": {**given_rates, "long_prompt": None}}).input == 1


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ([1], "given as"),
        ("cheap", "given as"),
        ({"m": 3}, "'input' and 'output'"),
        ({"m": {"input": 3}}, "'input' and 'output'"),
        ({"m": {"input": 3, "output": 5, "inptu": 1}}, "inptu"),
        ({"m": {"input": 3, "output": 5, "source": "me"}}, "source"),
        ({"m": {"input": -3, "output": 5}}, "input"),
        ({"m": {"input": 3, "output": float("nan")}}, "output"),
        ({"m": {"input": 3, "output": float("inf")}}, "output"),
        ({"m": {"input": 3, "output": "5"}}, "output"),
        ({"m": {"input": True, "output": 5}}, "input"),
        ({"m": {"input": None, "output": 5}}, "input"),
        ({"m": {"input": 3, "output": 10**400}}, "output"),
        ({"m": {"input": 3, "output": 5, "batch_factor": None}}, "batch_factor"),
    ],
)
def test_nonsense_as_own_rates_is_refused_whichever_model_is_asked(overrides, said):
    for model in ("m", "claude-sonnet-5-5"):
        with pytest.raises(ValueError, match=said):
            rates_of(model, overrides)


# The most a call can cost


def params_of(text, most=1000, **more):
    return {
        "model": "claude-sonnet-5-5",
        "max_tokens": most,
        "messages": [{"role": "user", "content": text}],
        **more,
    }


def test_the_most_of_a_call_worked_out_by_hand():
    params = params_of("x" * 10_000)
    size = UNSEEN_TOKENS + len(json.dumps(params))
    expected = 1.1 * (size * 2 + 1000 * 10) / MILLION
    assert worst_cost(params, SONNET) == pytest.approx(expected)
    assert worst_cost(params, SONNET, batch=True) == pytest.approx(expected / 2)
    system = [{"type": "text", "text": "", "cache_control": {"type": "ephemeral"}}]
    params = params_of("x" * 10_000, system=system)
    size = UNSEEN_TOKENS + len(json.dumps(params))
    assert worst_cost(params, SONNET) == pytest.approx(
        1.1 * (size * 4 + 1000 * 10) / MILLION
    )


def test_the_most_of_a_long_prompt_is_reckoned_at_its_rates():
    params = params_of("x" * 100_000)
    size = UNSEEN_TOKENS + len(json.dumps(params))
    expected = 1.1 * 5 * (size * 0.1 + 1000 * 0.5) / MILLION
    assert worst_cost(params, HAIKU) == pytest.approx(expected)


@given(
    st.text(),
    st.booleans(),
    st.sampled_from(sorted(PRICES)),
    st.integers(0, 4096),
    st.data(),
)
def test_no_usage_of_a_call_costs_more_than_its_most(text, caches, model, most, data):
    schema = {"type": "object", "description": text[::-1]}
    params = params_of(text, most, output_config={"format": {"schema": schema}})
    if caches:
        params["cache_control"] = {"type": "ephemeral", "ttl": "1h"}
    texts = (text + text[::-1]).encode("utf-8", "replace")
    tokens = len(texts) + UNSEEN_TOKENS
    cuts = sorted(data.draw(st.integers(0, tokens)) for _ in range(3))
    parts = [b - a for a, b in itertools.pairwise([0, *cuts, tokens])]
    read, five_minutes, one_hour, cached = parts
    usage = usage_of(read, most, five_minutes, one_hour, cached)
    if not caches:
        usage = usage_of(tokens - cached, most, cached=cached)
    usage["inference_geo"] = "us"
    assert (
        cost_of(usage, rates_of(model)) <= worst_cost(params, rates_of(model)) + 1e-15
    )


@pytest.mark.parametrize("most", [None, -1, "1000", 1000.0, True])
def test_a_call_without_a_bound_has_no_most(most):
    assert worst_cost(params_of("Hi", most), SONNET) is None
    assert worst_cost({"messages": []}, SONNET) is None


def test_what_is_free_costs_nothing_at_most():
    assert worst_cost({"messages": []}, FREE) == 0
    assert cost_of(USAGE, FREE) == 0
    assert dollars(cost_of(USAGE, FREE)) == "$0.00"


def test_half_characters_have_a_most_too():
    assert worst_cost(params_of("\ud800"), SONNET) > worst_cost(params_of(""), SONNET)


# For people


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (None, "price unknown"),
        (float("nan"), "price unknown"),
        (float("inf"), "price unknown"),
        (0, "$0.00"),
        (0.612, "$0.61"),
        (0.0042, "$0.0042"),
        (0.0057, "$0.0057"),
        (0.05, "$0.05"),
        (0.012, "$0.012"),
        (0.0996, "$0.10"),
        (0.1, "$0.10"),
        (2.285, "$2.29"),
        (1234.5, "$1,234.50"),
        (0.000012, "$0.000012"),
        (0.000001, "$0.000001"),
        (1e-9, "less than $0.000001"),
        (-0.5, "-$0.50"),
    ],
)
def test_amounts_as_people_read_them(amount, text):
    assert dollars(amount) == text


@given(st.floats(0, 1e6, exclude_min=True))
def test_what_has_cost_something_never_reads_as_nothing(amount):
    text = dollars(amount)
    shown = float(text.removeprefix("less than ").removeprefix("$").replace(",", ""))
    assert shown > 0
    if amount >= 0.000_001:
        assert shown == pytest.approx(amount, rel=0.051)


def test_rates_cannot_be_changed_in_place():
    with pytest.raises(AttributeError):
        SONNET.input = 0
    assert replace(SONNET, input=3).input == 3
