"""Does a Parquet row come back as the record that was written?"""

import datetime
import decimal
import gzip

import pyarrow
import pyarrow.parquet
import pytest

from files.making import codes, read, values
from ftwidgets.datasets import load
from ftwidgets.examples import chat
from ftwidgets.files.source import FileError


def parquet(rows, schema=None):
    sink = pyarrow.BufferOutputStream()
    table = pyarrow.Table.from_pylist(rows, schema=schema)
    pyarrow.parquet.write_table(table, sink, row_group_size=2)
    return sink.getvalue().to_pybytes()


CALL = {"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}}
TALKS = [
    chat(("user", "Hi"), ("assistant", "Hello")),
    {
        "messages": [
            {"role": "user", "content": "Where?"},
            {"role": "assistant", "tool_calls": [CALL]},
            {"role": "tool", "content": "Here", "tool_call_id": "a"},
            {"role": "assistant", "content": "Here.", "weight": 0},
        ]
    },
]


def test_nested_rows_come_back_without_the_nulls_that_arrow_invents(tmp_path):
    rows = TALKS * 3
    assert values(tmp_path, parquet(rows), "data.parquet") == rows


def test_the_bytes_decide_not_the_name(tmp_path):
    records, file = read(tmp_path, parquet(TALKS), "data.jsonl")
    assert [each.value for each in records] == TALKS
    assert [each.line for each in records] == [1, 2]
    assert file.container == "parquet"


def test_parquet_inside_gzip_is_read(tmp_path):
    assert values(tmp_path, gzip.compress(parquet(TALKS)), "data.parquet.gz") == TALKS


def test_times_and_decimals_become_text(tmp_path):
    row = {
        "when": datetime.datetime(2026, 11, 23, 10, 30, tzinfo=datetime.UTC),
        "day": datetime.date(2026, 11, 23),
        "price": decimal.Decimal("9.90"),
        "pairs": [("a", 1)],
    }
    types = [
        ("when", pyarrow.timestamp("us", "UTC")),
        ("day", pyarrow.date32()),
        ("price", pyarrow.decimal128(5, 2)),
        ("pairs", pyarrow.map_(pyarrow.string(), pyarrow.int64())),
    ]
    assert values(tmp_path, parquet([row], pyarrow.schema(types)), "a.parquet") == [
        {
            "when": "2026-11-23T10:30:00+00:00",
            "day": "2026-11-23",
            "price": "9.90",
            "pairs": [["a", 1]],
        }
    ]


def test_bytes_are_no_json_and_cost_their_row_only(tmp_path):
    rows = [{"text": b"\xff"}, {"text": None}]
    records, _ = read(tmp_path, parquet(rows), "data.parquet")
    assert codes(records) == [["wrong_type"], []]
    assert records[0].broken


def test_nan_loads_with_a_warning_as_it_does_from_json(tmp_path):
    rows = [{"n": float("nan")}, {"n": 1.5}]
    records, _ = read(tmp_path, parquet(rows), "data.parquet")
    assert codes(records) == [["non_finite_number"], []]
    assert not records[0].broken


@pytest.mark.parametrize("damage", [slice(None, -8), slice(None, 200)])
def test_a_cut_file_is_refused_as_a_whole(tmp_path, damage):
    with pytest.raises(FileError, match="a broken Parquet file"):
        read(tmp_path, parquet(TALKS)[damage], "data.parquet")


def test_text_that_is_no_utf8_is_refused_in_one_sentence(tmp_path):
    buffers = [
        None,
        pyarrow.py_buffer(b"\0\0\0\0\2\0\0\0"),
        pyarrow.py_buffer(b"\xff\xfe"),
    ]
    text = pyarrow.Array.from_buffers(pyarrow.string(), 1, buffers)
    sink = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(pyarrow.table({"text": text}), sink)
    with pytest.raises(FileError, match="a broken Parquet file"):
        read(tmp_path, sink.getvalue().to_pybytes(), "data.parquet")


def test_no_rows_are_no_dataset(tmp_path):
    schema = pyarrow.schema([("text", pyarrow.string())])
    with pytest.raises(FileError, match="holds no records"):
        read(tmp_path, parquet([], schema), "data.parquet")


def test_a_table_of_two_formats_is_read_row_by_row(tmp_path):
    rows = [{**TALKS[0], "prompt": None}, {"messages": None, "prompt": "a"}]
    path = tmp_path / "data.parquet"
    path.write_bytes(parquet([{**row, "completion": row["prompt"]} for row in rows]))
    assert load(path).format_counts == {"chat": 1, "completion": 1}
