"""Does a turn keep every character in place, and count words in every script?"""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.signals.turns import Turn, lowered, ramp


def test_lower_case_moves_no_character_of_unicode():
    for code in range(sys.maxunicode + 1):
        assert len(lowered(chr(code))) == 1, hex(code)


@given(st.text())
def test_lower_case_keeps_the_length_of_texts(text):
    assert len(lowered(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Where's my parcel?", 4),
        ("您的包裹明天到", 3.5),
        ("荷物は明日届く", 3.5),
        ("พรุ่งนี้", 2),
        ("Заказ отправлен", 2),
        ("", 0),
        ("... !!!", 0),
        ("1. one\n2) two\n", 2),
        ("It costs 2 euros", 4),
    ],
)
def test_words_are_counted_as_the_script_writes_them(text, words):
    assert Turn(text).words == words


@pytest.mark.parametrize("text", ["Is it  ours?", "它在。我们", "1. İki üç\n2. dört"])
def test_units_can_be_found_again_in_the_text(text):
    turn = Turn(text)
    for place, unit in enumerate(turn.units):
        start, end = turn.span(place, place)
        assert text[start:end].replace("İ", "i").lower() == unit


def test_a_strength_runs_from_none_to_full_in_either_direction():
    assert [ramp(value, 0.2, 0.6) for value in (0.1, 0.2, 0.6, 0.9)] == [0, 0, 1, 1]
    assert [ramp(value, 8, 0) for value in (9, 8, 2, 0)] == [0, 0, 0.75, 1]
    assert ramp(0.4, 0.2, 0.6) == pytest.approx(0.5)
