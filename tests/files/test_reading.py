"""Is the container told from the bytes, and each record handed out once?"""

import json
import threading

import pytest
from conversations import json_values
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from files.making import OTHER, PAIR, lines_of, read
from ftwidgets.files.reading import CONTAINERS, RecordFile
from ftwidgets.files.source import FileError

CSV = b"prompt,completion\nHi,Hello\nBye,See you\n"
WHICH = {
    lines_of(PAIR, OTHER): "jsonl",
    lines_of(PAIR): "jsonl",
    json.dumps([PAIR]).encode(): "json_array",
    b"[]\n[]\n": "jsonl",
    json.dumps(PAIR, indent=1).encode(): "json_object",
    json.dumps(PAIR, indent=1).encode() * 2: "json_objects",
    CSV: "csv",
    CSV.replace(b",", b"\t"): "tsv",
    b'"null"\n' + lines_of(PAIR): "jsonl",
    b"Here are the rows:\n" + lines_of(PAIR): "jsonl",
    b'{"cut": "here\n' + lines_of(PAIR): "jsonl",
    b"{\n" + lines_of(PAIR, OTHER): "jsonl",
    b'{"a": 1} {"a": 2}\n' + lines_of(PAIR): "jsonl",
}


@pytest.mark.parametrize(("data", "container"), WHICH.items())
@pytest.mark.parametrize("name", ["data.jsonl", "data.txt", "data", "data.parquet"])
def test_the_bytes_say_what_it_is_whatever_the_name(tmp_path, data, container, name):
    records, file = read(tmp_path, data, name)
    assert records
    assert file.container == container
    assert container in CONTAINERS


def test_a_name_only_helps_where_the_bytes_say_nothing(tmp_path):
    assert read(tmp_path, b"text\nhello\n", "data.csv")[1].container == "csv"
    records, file = read(tmp_path, b"hello\nagain\n", "data.jsonl")
    assert (file.container, [each.broken for each in records]) == ("jsonl", [True] * 2)


def test_a_refused_file_is_not_left_open(tmp_path):
    (tmp_path / "prose.txt").write_text("Only prose.\n")
    with pytest.raises(FileError, match="neither JSON nor a table"):
        RecordFile(tmp_path / "prose.txt")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(json_values, min_size=1, max_size=4))
def test_json_lines_of_any_values_are_read_the_same(tmp_path, rows):
    records, _ = read(tmp_path, lines_of({"a": 1}, *rows))
    assert [each.value for each in records] == [{"a": 1}, *rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["a.jsonl", "a.json", "a.csv", "a"]))
def test_no_bytes_whatsoever_make_it_raise_anything_but_one_sentence(
    tmp_path, data, name
):
    try:
        records, _ = read(tmp_path, data, name)
    except FileError:
        return
    assert records
    assert all(each.findings for each in records if each.broken)
    assert [each.line for each in records] == sorted({each.line for each in records})


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_damage_of_one_byte_in_lines_costs_at_most_the_lines_it_touches(tmp_path, data):
    whole = lines_of(
        *({"prompt": f"question {n}", "completion": "x"} for n in range(4))
    )
    at = data.draw(st.integers(0, len(whole) - 1))
    byte = data.draw(st.integers(1, 255).filter(lambda value: value != 13))
    damaged = whole[:at] + bytes([byte]) + whole[at + 1 :]
    try:
        records, _ = read(tmp_path, damaged)
    except FileError:
        assert at < 8  # the very start decides what the file is
        return
    kept = [each.value for each in records if not each.broken]
    untouched = [row for row in whole.splitlines() if row in damaged.splitlines()]
    assert all(json.loads(row) in kept for row in untouched)


def test_files_may_be_read_on_several_threads(tmp_path):
    (tmp_path / "data.jsonl").write_bytes(lines_of(PAIR, OTHER) * 500)
    counts = []

    def count():
        counts.append(len(list(RecordFile(tmp_path / "data.jsonl"))))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [1000] * 4


def test_a_damaged_first_line_does_not_swallow_the_large_row_below_it(tmp_path):
    large = '{"prompt": "' + "x" * 1_100_000 + '", "completion": "Yes."}\n'
    path = tmp_path / "rows.jsonl"
    path.write_text(f"[INST] broken\n{large}" + '{"prompt": "a", "completion": "b"}\n')
    assert [record.broken for record in RecordFile(path)] == [True, False, False]
