"""Is every record of a file there once, usable or rejected with its reason?"""

import copy
import json
from pathlib import Path

import pytest
from conversations import json_values, rich
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ftwidgets.datasets import Dataset, dataset_name, load
from ftwidgets.files.source import FileError

CONTAINERS = Path(__file__).parent / "fixtures" / "containers"
FORMATS = Path(__file__).parent / "fixtures" / "formats"

WHAT = {
    "array.json": "json_array",
    "comma.csv": "csv",
    "lines.jsonl": "jsonl",
    "lines.jsonl.bz2": "jsonl",
    "lines.jsonl.gz": "jsonl",
    "lines.jsonl.zst": "jsonl",
    "object.json": "json_object",
    "objects.json": "json_objects",
    "semicolon.csv": "csv",
    "tab.tsv": "tsv",
    "table.parquet": "parquet",
    "utf16.csv": "csv",
}
"""Each fixture and its container; all but ``object.json`` hold the same four rows."""


def test_there_is_a_fixture_of_every_container():
    assert {each.name for each in CONTAINERS.iterdir()} == set(WHAT)


@pytest.mark.parametrize("name", WHAT)
def test_the_same_rows_are_the_same_in_every_container(name):
    data, lines = load(CONTAINERS / name), load(CONTAINERS / "lines.jsonl")
    rows = 1 if name == "object.json" else 4
    assert data.container == WHAT[name]
    assert data.examples == lines.examples[:rows]
    assert data.records == lines.records[:rows]
    assert set(data.formats) == {"completion"}
    assert not data.rejected


def mixed(folder):
    """File with one record of everything, and its path."""
    lines = [
        json.dumps({"prompt": "Hi", "completion": "Hello"}),
        "{broken",
        json.dumps({"text": "My card was charged twice.", "label": "billing"}),
        "",
        json.dumps({"text": "Tents need air."}),
        json.dumps({"messages": []}),
        json.dumps({"prompt": "Hi", "chosen": "Hello", "rejected": "No"}),
        "7",
        json.dumps({"foo": 1}),
        json.dumps({"prompt": "a", "completion": "b", "messages": []}),
    ]
    path = folder / "mixed.data.jsonl"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_every_record_is_usable_or_rejected_with_its_line(tmp_path):
    data = load(mixed(tmp_path))
    assert repr(data) == "Dataset(mixed: 9 records = 2 usable + 7 rejected)"
    assert data.lines == [1, 2, 3, 5, 6, 7, 8, 9, 10]
    assert data.record_of == [0, 2]
    reasons = [
        (each.line, each.findings[0].code, each.broken) for each in data.rejected
    ]
    assert reasons == [
        (2, "invalid_json", True),
        (5, "text_only", False),
        (6, "no_messages", False),
        (7, "preference_record", False),
        (8, "not_an_object", False),
        (9, "unknown_format", False),
        (10, "ambiguous_format", False),
    ]
    assert [each.code for each in data.notes[2]] == ["column_mapping"]
    assert data.format_counts["none"] == 4
    assert data.repairs_in_words == ["passed over blank lines"]


def test_preference_data_is_read_where_that_is_asked_for(tmp_path):
    data = load(mixed(tmp_path), preference="chosen")
    assert data.examples[-1]["messages"][1]["content"] == "Hello"


def test_columns_may_be_named(tmp_path):
    path = tmp_path / "faq.csv"
    path.write_text("q,a,tone,n\nHi,Hello,Be kind.,1\n")
    names = {"user": "q", "assistant": "a", "system": "tone"}
    (example,) = load(path, columns=names).examples
    assert [turn["role"] for turn in example["messages"]] == [
        "system",
        "user",
        "assistant",
    ]
    assert example["n"] == "1"
    (rejected,) = load(path, columns={"user": "q", "assistant": "b"}).rejected
    assert "no column 'b'; there are 'q', 'a'" in rejected.findings[0].message


@pytest.mark.parametrize(
    "columns", [{}, {"user": "q"}, {"user": "q", "assistant": "a", "tool": "t"}]
)
def test_a_mapping_that_names_no_texts_is_a_bad_call(tmp_path, columns):
    with pytest.raises(ValueError, match="columns must name"):
        load(mixed(tmp_path), columns=columns)


def test_an_unknown_preference_is_a_bad_call(tmp_path):
    with pytest.raises(ValueError, match="'chosen' or None, got 'rejected'"):
        load(mixed(tmp_path), preference="rejected")


def test_a_file_that_cannot_be_used_says_which_was_tried():
    with pytest.raises(FileError, match=r"data/none\.jsonl: no such file"):
        load("data/none.jsonl")


def test_an_empty_array_is_no_dataset(tmp_path):
    (tmp_path / "empty.json").write_text("[]")
    with pytest.raises(FileError, match="holds no records"):
        load(tmp_path / "empty.json")


@pytest.mark.parametrize(
    ("name", "expected"),
    [("raw_tickets.jsonl.gz", "raw_tickets"), (".hidden", ".hidden"), ("a", "a")],
)
def test_a_dataset_is_named_by_its_file(name, expected):
    assert dataset_name(Path("data") / name) == expected


@given(st.lists(json_values | rich(), max_size=5))
def test_records_in_memory_are_read_the_same_and_not_changed(records):
    before = copy.deepcopy(records)
    data = Dataset.of(records)
    assert len(data) == len(records) == len(data.examples) + len(data.rejected)
    rejected = [each.record for each in data.rejected]
    assert sorted([*data.record_of, *rejected]) == list(range(len(records)))
    assert all(each.findings for each in data.rejected)
    assert repr(records) == repr(before)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(rich(), min_size=1, max_size=4))
def test_keys_beside_the_messages_stay_with_each_record(tmp_path, rows):
    for row in rows:
        row.pop("mood", None)
        row.pop("system", None)  # with it the record is in another format
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    data = load(path)
    assert data.records == rows
    assert data.examples == rows


def test_fixtures_of_all_formats_load_from_one_file(tmp_path):
    texts = [each.read_text() for each in sorted(FORMATS.iterdir())]
    path = tmp_path / "all.jsonl"
    path.write_text("".join(texts))
    data = load(path)
    assert set(data.formats) == {each.stem for each in FORMATS.iterdir()}
    assert len(data) == sum(text.count("\n") for text in texts)
