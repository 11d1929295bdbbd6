"""What does an example say, and which rows are the same row?"""

import copy
import json
import unicodedata

import pytest
from conversations import json_values, rich
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets import examples
from ftwidgets.examples import chat, fingerprint, is_blank, shorten, text_of

ROW = chat(("user", "Hi"), ("assistant", "Hello"))


def test_the_fingerprint_is_that_of_the_messages_alone():
    turned = {
        "id": 7,
        "messages": [{"content": "Hi", "role": "user"}, ROW["messages"][1]],
    }
    assert fingerprint(ROW) == fingerprint(turned) == fingerprint(ROW["messages"])
    assert fingerprint(ROW) != fingerprint(chat(("user", "Hi"), ("assistant", "hello")))


def test_the_fingerprint_is_the_same_on_every_machine():
    """Computed by hand with sha256sum, from the text in the lines below."""
    text = '[{"content":"Hi","role":"user"},{"content":"Hello","role":"assistant"}]'
    assert examples.canonical_json(ROW["messages"]) == text
    assert fingerprint(ROW) == (
        "d6a46ee39fedca62251a74cee3ccd42790484c0ea0389aae3398f3f983514bb3"
    )


@given(rich())
def test_no_example_is_changed_by_looking_at_it(example):
    before = copy.deepcopy(example)
    fingerprint(example)
    examples.reply_of(example)
    list(examples.texts(example, examples.ROLES))
    assert repr(example) == repr(before)


@given(json_values | st.dictionaries(st.just("messages"), json_values))
def test_looking_never_raises(value):
    assert isinstance(examples.messages_of(value), list)
    assert isinstance(examples.reply_of(value), str)
    assert isinstance(text_of(value), str)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Hi", "Hi"),
        (None, ""),
        (7, ""),
        ({"text": "Hi"}, ""),
        ([{"type": "text", "text": "a"}, {"type": "text", "text": "b"}], "a\nb"),
        ([{"type": "image_url", "image_url": {}}, "c", {"text": 7}], ""),
    ],
)
def test_the_text_of_content(content, text):
    assert text_of(content) == text


@given(st.text())
def test_what_can_be_seen_is_not_blank(text):
    letters = any(
        unicodedata.category(char)[0] in "LN" for char in examples.visible(text)
    )
    assert not (letters and is_blank(text))
    assert is_blank(text) == (examples.visible(text).strip() == "")


@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "\u200b", "\u2060\ufeff", "\u3164", "\U000e0041", "\x00"]
)
def test_nothing_to_see_is_blank(text):
    assert is_blank(text)


@pytest.mark.parametrize(
    ("reply", "label"),
    [
        ("billing", True),
        (" Bug report ", True),
        ("a b c d", True),
        ("a b c d e", False),
        ("Done.", False),
        ("one\ntwo", False),
        ("", False),
        ("x" * 61, False),
        ("完了。", False),
    ],
)
def test_a_label_is_short_and_no_sentence(reply, label):
    assert examples.is_label(reply) is label


def test_the_reply_is_the_last_assistant_turn():
    rows = chat(("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d"))
    assert examples.reply_of(rows) == "d"


@given(st.text(), st.integers(2, 80))
def test_a_short_form_fits_in_its_width_and_one_line(text, width):
    assert len(shorten(text, width)) <= width
    assert "\n" not in shorten(text, width)


@given(json_values)
def test_canonical_json_is_json_of_the_same_value(value):
    assert json.loads(examples.canonical_json(value)) == value


def test_hashes_take_half_characters():
    assert examples.sha256("\ud800") != examples.sha256("")
    assert examples.sha256("é") == examples.sha256("é".encode())


def test_averages_of_nothing_are_none():
    assert examples.mean([]) is None
    assert examples.mean(iter([1, 2, 6])) == 3
