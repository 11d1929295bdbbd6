"""Is damaged text told from JSON, and said in words?"""

import json
import math

import pytest
from conversations import json_values
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.files.jsontext import MAX_DEPTH, BrokenRecordError, StrictDecoder


def damage(text):
    """Finding of a text that is no record."""
    with pytest.raises(BrokenRecordError) as broken:
        StrictDecoder().read(text)
    return broken.value.finding


DAMAGED = {
    '{"a": 1,}': ("invalid_json", "comma before the closing bracket"),
    '{"a": 1} {"a": 2}': ("invalid_json", "more than one value"),
    '{"a": 1}{"a": 2}': ("invalid_json", "more than one value"),
    "{'a': 1}": ("invalid_json", "Python object"),
    '{"a": None}': ("invalid_json", "Python object"),
    '{"a": "one\ttwo"}': ("invalid_json", "control character"),
    '{"a": "one\ntwo"}': ("invalid_json", "control character"),
    '{"a": "cut': ("truncated", "stops in the middle"),
    '{"a": 1': ("truncated", "stops in the middle"),
    "{“a”: 1}": ("invalid_json", "curly quotes"),
    '// words\n{"a": 1}': ("invalid_json", "comment"),
    "# words": ("invalid_json", "comment"),
    '\ufeff{"a": 1}': ("invalid_json", "byte order mark"),
    '{"a" 1}': ("invalid_json", "at character 6"),
    '{"a": ' + "9" * 5000 + "}": ("number_too_long", "thousands of digits"),
    "[" * 100_000: ("too_deep", "100 levels"),
    '{"a":' * 100_000: ("too_deep", "100 levels"),
    "[" * 101 + "]" * 101: ("too_deep", "100 levels"),
    r'{"a": "\ud800"}': ("lone_surrogate", r"\ud800"),
    r'{"\udfff": 1}': ("lone_surrogate", r"\udfff"),
    '{"a": "\udce9"}': ("invalid_encoding", "0xe9"),
}


@pytest.mark.parametrize(("text", "expected"), DAMAGED.items(), ids=range(len(DAMAGED)))
def test_damage_is_named_for_what_it_looks_like(text, expected):
    found = damage(text)
    assert (found.code, True) == (expected[0], expected[1] in found.message)
    assert len(found.message) < 200


def test_the_deepest_record_allowed_is_read():
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert StrictDecoder().read(text) == (json.loads(text), ())


def test_brackets_in_strings_are_not_depth():
    text = json.dumps({"a": "[" * 1000})
    assert StrictDecoder().read(text)[1] == ()


def test_a_pair_of_surrogate_escapes_is_one_character():
    assert StrictDecoder().read(r'"\ud83d\ude00"')[0] == "😀"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_numbers_json_does_not_know_load_with_a_warning(number):
    value, found = StrictDecoder().read(f'{{"n": {number}}}')
    assert not math.isfinite(value["n"])
    assert [each.code for each in found] == ["non_finite_number"]


def test_a_key_that_stands_twice_is_named_and_the_last_one_counts():
    value, found = StrictDecoder().read('{"a": {"b": 1, "b": 2}, "c": 1, "c": 1}')
    assert value == {"a": {"b": 2}, "c": 1}
    assert [each.path for each in found] == ["b", "c"]


def test_many_keys_with_one_of_them_twice_are_no_trouble():
    pairs = ", ".join(f'"k{number}": 1' for number in [*range(100_000), 7])
    _, found = StrictDecoder().read("{" + pairs + "}")
    assert [each.path for each in found] == ["k7"]


def test_one_decoder_forgets_the_record_before():
    decoder = StrictDecoder()
    decoder.read('{"a": 1, "a": NaN}')
    assert decoder.read('{"a": 1}') == ({"a": 1}, ())


@given(json_values)
def test_what_json_wrote_is_read_the_same_without_a_word(value):
    for ascii_only in (True, False):
        text = json.dumps(value, ensure_ascii=ascii_only)
        assert StrictDecoder().read(text) == (value, ())


@given(st.text() | st.text('{}[]",:\\ \n\u201c0aN/#', max_size=40))
def test_no_text_makes_it_raise_anything_else(text):
    try:
        value, _ = StrictDecoder().read(text)
    except BrokenRecordError:
        return
    assert json.loads(text) == value or "NaN" in text


def test_damage_among_a_million_line_ends_is_described_all_the_same():
    assert damage('{"a": 1' + "\n" * 1_000_000 + "?}").code == "invalid_json"
