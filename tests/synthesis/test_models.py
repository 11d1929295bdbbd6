"""Whoever asks a model that is gone, or soon will be, is told before the first call."""

import datetime
import re

import pytest
from anthropic._data import DEPRECATED_MODELS
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.synthesis import models, prices
from ftwidgets.synthesis.models import (
    ACTIVE,
    CHEAP_MODEL,
    DEFAULT_MODEL,
    ENDS,
    LESSON_MODEL,
    STRONG_MODEL,
    preflight,
)

TODAY = datetime.date(2026, 11, 26)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November"
SPOKEN = re.compile(rf"({MONTHS}|December) (\d+)(?:st|nd|rd|th),? (\d{{4}})")


def day_of(spoken):
    """A day as the SDK writes it, ``November 30th, 2026``."""
    month, day, year = SPOKEN.fullmatch(spoken).groups()
    number = [*MONTHS.split("|"), "December"].index(month) + 1
    return datetime.date(int(year), number, int(day))


def test_the_default_is_the_model_of_the_design():
    assert DEFAULT_MODEL == "claude-sonnet-5-5"


@pytest.mark.parametrize("model", [DEFAULT_MODEL, CHEAP_MODEL, STRONG_MODEL])
def test_models_on_offer_can_be_called(model):
    notice = preflight(model, TODAY)
    assert (notice.status, notice.may_run, notice.replacement) == ("active", True, None)
    assert model in notice.sentence


def test_what_is_said_of_the_dearer_and_the_cheaper_model_is_true():
    usual, cheap, strong = (
        prices.PRICES[name] for name in (DEFAULT_MODEL, CHEAP_MODEL, STRONG_MODEL)
    )
    assert cheap.output * 20 == usual.output
    assert strong.output == 2 * usual.output


def test_the_lessons_model_is_retired_and_its_successor_named():
    notice = preflight(LESSON_MODEL, TODAY)
    assert (notice.status, notice.may_run) == ("retired", False)
    assert notice.replacement == DEFAULT_MODEL
    assert notice.sentence == (
        "claude-sonnet-4-20250514 was retired on June 15th 2026: every request fails. "
        "Use claude-sonnet-5-5 instead."
    )


@pytest.mark.parametrize(
    ("day", "status", "left"),
    [
        ("2026-10-31", "retiring", "November 30th 2026, in 30 days."),
        ("2026-11-26", "retiring", "November 30th 2026, in 4 days."),
        ("2026-11-29", "retiring", "November 30th 2026, tomorrow."),
        ("2026-11-30", "retiring", "November 30th 2026, today."),
        ("2026-12-01", "retired", "retired on November 30th 2026: every"),
    ],
)
@pytest.mark.parametrize("model", ["claude-sonnet-4-5", "claude-sonnet-4-5-20250929"])
def test_sonnet_4_5_ends_on_the_last_day_of_november(model, day, status, left):
    notice = preflight(model, datetime.date.fromisoformat(day))
    assert notice.status == status
    assert notice.may_run == (status == "retiring")
    assert notice.replacement == DEFAULT_MODEL
    assert left in notice.sentence
    assert "Use claude-sonnet-5-5 instead" in notice.sentence


@pytest.mark.parametrize(
    ("model", "status"),
    [
        ("claude-haiku-4-5-20251001", "active"),
        ("claude-opus-4-5-20251101", "retiring"),
        ("claude-opus-4-1-20250805", "retired"),
        ("claude-opus-4-20250514", "retired"),
        ("claude-opus-4-0", "retired"),
        ("claude-mythos-preview", "retired"),
        ("claude-3-7-sonnet-latest", "retired"),
        ("claude-3-5-sonnet-20241022", "retired"),
        ("claude-2.1", "retired"),
        ("claude-sonnet-9", "unknown"),
        ("claude-sonnet-5-5-mini", "unknown"),
        ("Claude-Sonnet-5-5", "unknown"),
        ("gpt-9", "unknown"),
        ("", "unknown"),
    ],
)
def test_statuses_of_models(model, status):
    assert preflight(model, TODAY).status == status


def test_a_model_nobody_knows_may_run_and_is_said_to_be_unknown():
    notice = preflight("my-own-model", TODAY)
    assert notice.may_run
    assert notice.replacement == DEFAULT_MODEL
    assert notice.sentence.startswith("my-own-model is not in our table of November 26")


def test_without_a_day_it_is_today(monkeypatch):
    class Then(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2027, 1, 22, 23, 59, tzinfo=tz)

    monkeypatch.setattr(models.datetime, "datetime", Then)
    assert "January 22nd 2027, today" in preflight("claude-opus-4-5").sentence


def test_every_model_the_sdk_calls_deprecated_is_in_the_table_with_its_day():
    """Fails when an update of the SDK retires more: then the table needs a line."""
    for model, spoken in DEPRECATED_MODELS.items():
        day = day_of(spoken)
        before = preflight(model, day)
        assert (model, before.status) == (model, "retiring")
        assert f"{day.day}" in before.sentence
        assert preflight(model, day + datetime.timedelta(1)).status == "retired"


def test_replacements_can_be_called_and_have_a_price():
    for name, end in ENDS.items():
        assert end.replacement in ACTIVE
        assert preflight(name, end.day).replacement == end.replacement
        assert prices.rates_of(end.replacement)


def test_no_model_is_both_active_and_ending():
    assert not set(ACTIVE) & set(ENDS)


def test_models_with_a_price_can_be_called():
    assert all(preflight(name, TODAY).may_run for name in prices.PRICES)


@pytest.mark.parametrize(
    ("model", "shown"),
    [
        ("claude-\u200bsonnet-5-5", "“claude-[U+200B]sonnet-5-5”"),
        ("claude\u202e-5", "“claude[U+202E]-5”"),
        ("a\nb", "“a b”"),
        ("сlaude-sonnet-5-5", "“сlaude-sonnet-5-5”"),  # its first letter is Cyrillic
        ("{model.__class__}", "“{model.__class__}”"),
        ("\ud800", "“[U+D800]”"),
    ],
)
def test_what_is_hidden_in_a_name_is_shown(model, shown):
    notice = preflight(model, TODAY)
    assert notice.status == "unknown"
    assert notice.sentence.startswith(f"{shown} is not in our table")


@given(st.text() | st.none() | st.integers())
def test_no_name_raises_and_every_sentence_is_one_short_line(model):
    sentence = preflight(model, TODAY).sentence
    assert len(sentence) < 300
    assert "\n" not in sentence
    sentence.encode()
