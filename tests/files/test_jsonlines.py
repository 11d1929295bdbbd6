"""Is every line one record, whatever stands in the lines around it?"""

import json

import pytest

from files.making import OTHER, PAIR, codes, lines_of, read, values
from ftwidgets.files import jsonlines
from ftwidgets.files.records import RawRecord


@pytest.mark.parametrize(
    "separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"]
)
def test_only_line_ends_end_lines(tmp_path, separator):
    record = {"prompt": f"one{separator}two", "completion": "x"}
    escaped = {"\x0b", "\x0c", "\x1c"}
    line = json.dumps(record, ensure_ascii=separator in escaped)
    assert values(tmp_path, line.encode() + b"\n" + lines_of(PAIR)) == [record, PAIR]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_all_three_line_ends_are_read(tmp_path, end):
    records, file = read(tmp_path, lines_of(PAIR, OTHER, end=end))
    assert [each.value for each in records] == [PAIR, OTHER]
    assert [each.line for each in records] == [1, 2]
    assert list(file.repairs) == {"\n": [], "\r\n": ["crlf"], "\r": ["lone_cr"]}[end]


def test_blank_lines_count_as_lines_but_are_no_records(tmp_path):
    data = b"\n" + lines_of(PAIR) + b" \t\n\n" + lines_of(OTHER) + b"\n\n"
    records, file = read(tmp_path, data)
    assert [each.line for each in records] == [2, 5]
    assert file.repairs["blank_lines"] == 5


def test_the_last_line_needs_no_end(tmp_path):
    assert values(tmp_path, lines_of(PAIR, OTHER).rstrip()) == [PAIR, OTHER]


def test_a_broken_line_costs_itself_only(tmp_path):
    data = lines_of(PAIR) + b'{"prompt": "cut\n' + lines_of(OTHER)
    records, _ = read(tmp_path, data)
    assert [each.broken for each in records] == [False, True, False]
    assert records[1] == RawRecord(2, '{"prompt": "cut', records[1].findings, True)
    assert codes(records)[1] == ["truncated"]


def test_a_bad_byte_costs_its_line_only(tmp_path):
    records, _ = read(tmp_path, lines_of(PAIR) + b'{"prompt": "caf\xe9"}\n')
    assert codes(records) == [[], ["invalid_encoding"]]
    assert records[1].value == '{"prompt": "caf\\xe9"}'


def test_a_raw_carriage_return_in_a_string_is_damage_not_a_line_end(tmp_path):
    records, file = read(tmp_path, b'{"prompt": "one\rtwo", "completion": "x"}')
    assert [each.broken for each in records] == [True]
    assert "lone_cr" not in file.repairs


def test_lines_longer_than_one_read_are_whole(tmp_path):
    long = {"prompt": "word " * 600_000, "completion": "x"}
    assert values(tmp_path, lines_of(PAIR, long, OTHER, long)) == [
        PAIR,
        long,
        OTHER,
        long,
    ]


def test_a_line_too_long_to_hold_is_one_record_and_its_neighbours_stay(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(jsonlines, "MAX_RECORD_BYTES", 2**20)
    long = b'{"prompt": "' + b"x" * 3_000_000 + b'"}\n'
    records, _ = read(tmp_path, lines_of(PAIR) + long + lines_of(OTHER))
    assert codes(records) == [[], ["record_too_large"], []]
    assert records[2].value == OTHER


def test_records_keep_the_order_of_their_keys(tmp_path):
    text = '{"z": 1, "a": 2, "m": {"y": 1, "b": 2}}'
    (value,) = values(tmp_path, text.encode())
    assert json.dumps(value) == text
