"""Is what a person should look at found in a text, and common text left alone?"""

import pytest

from ftwidgets.validation.content import LOOKS, look_at

FOUND = {
    "pii": [
        "write to ana.b@example.co.uk",
        "call +44 20 7946 0958 now",
        "or (415) 555-0132",
        "card 4111 1111 1111 1111",
        "my SSN is 078-05-1120",
        "IBAN DE89 3704 0044 0532 0130 00",
    ],
    "secret": [
        "key sk-abcdefghij0123456789",
        "AKIAABCDEFGHIJKLMNOP",
        "password: hunter2hunter2",
        "-----BEGIN RSA PRIVATE KEY-----",
        "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
    ],
    "template_token": ["<|im_start|>user", "[INST] Hi [/INST]", "</s>", "<<SYS>>"],
    "placeholder": [
        "Dear {{customer_name}}",
        "Hello ${name}",
        "Regards, [Your Name]",
        "<insert date here>",
        "TODO: write this",
        "Lorem ipsum dolor",
    ],
    "bidi_control": ["a\u202eb", "a\u2066b"],
    "invisible_character": ["a\u200bb", "a\u00adb", "soft\ufeff", "a\u200db"],
    "control_character": ["a\x00b", "bell\x07", "\x1b[31m"],
    "lone_surrogate": ["half \ud800 a letter"],
    "replacement_character": ["caf\ufffd"],
    "markup": ["<b>bold</b>", "<script>alert(1)</script>", "<br/>"],
}

CLEAN = [
    "Order 4111 1111 1111 1112 is late.",
    "Version 1.2.3-45, build 20261123.",
    "My password does not work.",
    "The token expired: please sign in again.",
    "It costs 1,299.00 or 3 < 5 and 7 > 2.",
    "The list [1, 2, 3] is sorted; see {a: 1}.",
    "می\u200cخواهم",
    "👩\u200d🔬 and ❤\ufe0f",
    "Line one\nLine two\ttabbed",
    "On 2026-11-23 at 10:30, room 301-555.",
    "user@host without a dot",
]


@pytest.mark.parametrize(
    ("code", "text"), [(code, text) for code in FOUND for text in FOUND[code]]
)
def test_it_is_found(code, text):
    assert code in [each.code for each in look_at(text, "here")]


@pytest.mark.parametrize("text", CLEAN)
def test_common_text_is_left_alone(text):
    assert list(look_at(text, "here")) == []


def test_a_finding_says_where_and_shows_what():
    (found,) = look_at("Dear {{name}}", "messages[0].content")
    assert found.path == "messages[0].content"
    assert "at character 6: {{name}}" in found.message


def test_secrets_and_personal_data_are_never_repeated():
    for text in FOUND["secret"] + FOUND["pii"]:
        spans = [match[0] for each in LOOKS if (match := each.pattern.search(text))]
        messages = " ".join(found.message for found in look_at(text, ""))
        assert spans
        assert not [span for span in spans if span in messages]


def test_what_cannot_be_seen_is_shown_by_its_number():
    (found,) = look_at("a\u202eb", "")
    assert r"\u202e" in found.message
    assert found.message.isascii()


LONG = {
    "letters before an @": "a" * 300_000 + "@",
    "many @": "a@" * 150_000,
    "an open placeholder": "[your " + "a" * 300_000,
    "an open placeholder of words": "[your" + " a" * 150_000,
    "starts of web tokens": "eyJ-" * 75_000,
    "starts of passwords": "password=" * 33_000,
    "digits": "1" * 300_000,
    "digits and spaces": "1 " * 150_000,
    "open tags": "<b " * 100_000,
    "key heads": "-----BEGIN " * 27_000,
    "dots": "x@" + "a." * 150_000,
    "joiners": "a" + "\u200d" * 300_000,
}
"""Texts on which a pattern with two ways to match takes hours."""


@pytest.mark.parametrize("what", LONG)
def test_no_long_text_makes_a_look_hang(what):
    for each in LOOKS:
        if each.may_be(LONG[what]):
            each.pattern.search(LONG[what])
    list(look_at(LONG[what], ""))
