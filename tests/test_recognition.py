"""Is one record judged by itself, and is it said why it is no example?"""

import pytest

from ftwidgets.files.records import RawRecord
from ftwidgets.findings import finding
from ftwidgets.recognition import read_record


def read(value, **how):
    return read_record(RawRecord(1, value), **how)


def test_a_broken_record_keeps_its_own_finding():
    found = finding("truncated")
    answer = read_record(RawRecord(3, "{", (found,), broken=True))
    assert (answer.format, answer.example, answer.findings) == (None, None, (found,))


def test_warnings_of_reading_stay_with_a_usable_record():
    found = finding("duplicate_key", "a")
    record = RawRecord(1, {"prompt": "Hi", "completion": "Hello"}, (found,))
    assert read_record(record).findings == (found,)


@pytest.mark.parametrize(
    ("value", "word"),
    [(7, "a number"), (None, "null"), (True, "true"), ([], "a list"), ("Hi", "text")],
)
def test_what_is_no_object_is_named(value, word):
    (found,) = read(value).findings
    assert (found.code, word in found.message) == ("not_an_object", True)


def test_a_list_of_labels_is_one_only_in_an_array():
    assert read("billing", container="json_array").format == "label_list"
    assert read("billing", container="jsonl").format is None


def test_an_unknown_record_says_its_keys_and_what_to_do():
    assert "'foo'; name the texts with columns=" in read({"foo": 1}).findings[0].message
    nested = read({"rows": [{"prompt": "a"}]}).findings[0].message
    assert "save the list under 'rows' as a file of its own" in nested


def test_two_formats_at_once_are_both_named():
    record = {"prompt": "a", "completion": "b", "conversations": []}
    (found,) = read(record).findings
    assert found.code == "ambiguous_format"
    assert "completion" in found.message
    assert "sharegpt" in found.message


def test_null_columns_of_parquet_do_not_make_a_row_ambiguous():
    row = {"prompt": "a", "completion": "b", "messages": None}
    assert read(row, container="parquet").format == "completion"
    assert read(row, container="jsonl").findings[0].code == "ambiguous_format"


def test_a_text_only_record_that_is_broken_too_says_both():
    codes = [each.code for each in read({"text": ""}).findings]
    assert codes == ["text_only", "empty_content"]
