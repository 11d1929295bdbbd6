"""Does every target say whether it is open, since when, and what it refuses?"""

import re

import pytest

from ftwidgets.findings import CODES
from ftwidgets.formats.registry import formats
from ftwidgets.targets import TARGETS, find_target

IDS = [
    "chat",
    "completion",
    "openai",
    "azure",
    "together",
    "fireworks",
    "mistral",
    "nova",
    "gemini",
    "trl-messages",
    "trl-prompt-completion",
    "alpaca",
    "sharegpt",
    "axolotl",
]


def test_the_ids_are_those_of_the_design():
    assert list(TARGETS) == IDS


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_profile_is_dated_and_says_its_source(target):
    assert re.fullmatch(r"20\d\d-\d\d", target.as_of)
    assert target.source
    assert target.status in ("open", "closing", "closed")
    assert target.status_in_words.startswith(f"{target.status} as of {target.as_of}")
    assert target.status == "open" or re.search(r"20\d\d|archived", target.status_note)


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_profile_names_a_format_that_is_written_and_codes_there_are(target):
    assert formats()[target.format].write is not None
    assert set(target.promotes) <= set(CODES)
    assert all(CODES[code][0] == "warning" for code in target.promotes)
    assert target.min_rows >= 1


def test_openai_is_closing_and_asks_for_ten_rows():
    assert (find_target("openai").status, find_target("openai").min_rows) == (
        "closing",
        10,
    )
    assert [each.name for each in TARGETS.values() if each.byte_order_mark] == ["azure"]


@pytest.mark.parametrize("name", ["", "OpenAI", None, ["chat"], 7])
def test_an_unknown_target_is_refused_with_those_there_are(name):
    with pytest.raises(ValueError, match="target must be one of chat, completion"):
        find_target(name)


def test_targets_cannot_be_changed_by_accident():
    with pytest.raises(TypeError):
        TARGETS["mine"] = TARGETS["chat"]
