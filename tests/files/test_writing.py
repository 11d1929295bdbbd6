"""Does a folder reach the disk whole, even where the process is killed?"""

import json
import os
import random
import signal
import subprocess
import sys

import pytest
from conversations import json_values
from hypothesis import given

from ftwidgets.files import writing
from ftwidgets.files.writing import jsonl_bytes, write_file, write_folder

OLD = {"train.jsonl": b"old\n" * 50_000, "card.md": b"old card"}
NEW = {"train.jsonl": b"new\n" * 80_000, "extra.json": b"{}", "card.md": b"new card"}

CHILD = """
import itertools, sys
from pathlib import Path
from ftwidgets.files.writing import write_folder

folder = Path(sys.argv[1])
files = [
    {"train.jsonl": b"old\\n" * 50_000, "card.md": b"old card"},
    {"train.jsonl": b"new\\n" * 80_000, "extra.json": b"{}", "card.md": b"new card"},
]
print("ready", flush=True)
for turn in itertools.count(1):
    write_folder(folder, files[turn % 2], overwrite=True)
"""


def content(folder):
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_a_folder_is_written_with_its_parents(tmp_path):
    folder = tmp_path / "a" / "b" / "dataset"
    assert write_folder(folder, NEW) == folder
    assert content(folder) == NEW
    assert os.listdir(folder.parent) == ["dataset"]


def test_other_content_is_never_overwritten_unasked(tmp_path):
    write_folder(tmp_path / "dataset", OLD)
    with pytest.raises(FileExistsError, match="overwrite=True"):
        write_folder(tmp_path / "dataset", NEW)
    assert content(tmp_path / "dataset") == OLD
    write_folder(tmp_path / "dataset", NEW, overwrite=True)
    assert content(tmp_path / "dataset") == NEW
    assert os.listdir(tmp_path) == ["dataset"]


@pytest.mark.parametrize(
    ("there", "told"),
    [
        ({"train.jsonl": b"1", "card.md": b"2"}, ""),
        ({"card.md": b"2"}, "has lost train.jsonl;"),
        ({"train.jsonl": b"3", "card.md": b"2"}, "holds another train.jsonl;"),
        ({"train.jsonl": b"1", "card.md": b"2", "a\u202eb": b""}, "holds a[U+202E]b,"),
    ],
)
def test_what_a_folder_holds_other_than_asked_is_told(tmp_path, there, told):
    folder = write_folder(tmp_path / "dataset", there)
    wanted = {"train.jsonl": b"1", "card.md": b"2"}
    if not told:
        assert write_folder(folder, wanted) == folder
        return
    with pytest.raises(FileExistsError) as caught:
        write_folder(folder, wanted)
    assert f"{folder} is there already and {told}" in str(caught.value)
    assert content(folder) == there


def test_a_file_is_never_replaced_by_a_folder(tmp_path):
    (tmp_path / "dataset").write_bytes(b"mine")
    with pytest.raises(NotADirectoryError, match="is a file; name another folder"):
        write_folder(tmp_path / "dataset", NEW, overwrite=True)
    assert (tmp_path / "dataset").read_bytes() == b"mine"
    assert os.listdir(tmp_path) == ["dataset"]


def test_the_same_content_is_left_as_it_is(tmp_path):
    write_folder(tmp_path / "dataset", OLD)
    before = (tmp_path / "dataset").stat()
    write_folder(tmp_path / "dataset", OLD)
    write_folder(
        tmp_path / "dataset", {**OLD, "card.md": b"later"}, volatile=["card.md"]
    )
    assert (tmp_path / "dataset").stat() == before
    assert content(tmp_path / "dataset") == OLD


def test_where_folders_cannot_be_swapped_in_one_step_the_old_one_is_moved_aside(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(writing, "_exchange", lambda one, other: False)
    write_folder(tmp_path / "dataset", OLD)
    write_folder(tmp_path / "dataset", NEW, overwrite=True)
    assert content(tmp_path / "dataset") == NEW
    assert os.listdir(tmp_path) == ["dataset"]


def kill(folder, random_number):
    """Kill a real process that overwrites a folder, at a random moment."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], stdout=subprocess.PIPE
    )
    try:
        child.stdout.readline()
        with pytest.raises(subprocess.TimeoutExpired):
            child.wait(random_number / 20)
    finally:
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()


def kills_leave_one_folder_whole(folder, times):
    write_folder(folder, OLD)
    chance = random.Random(times)
    for _ in range(times):
        kill(folder, chance.random())
        assert content(folder) in (OLD, NEW)
    write_folder(folder, OLD, overwrite=True)
    write_folder(folder, NEW, overwrite=True)
    assert content(folder) == NEW
    assert os.listdir(folder.parent) == [folder.name]


def test_a_kill_leaves_the_old_folder_or_the_new_one_whole(tmp_path):
    kills_leave_one_folder_whole(tmp_path / "dataset", times=5)


@pytest.mark.soak
def test_fifty_kills_leave_the_old_folder_or_the_new_one_whole(tmp_path):
    kills_leave_one_folder_whole(tmp_path / "dataset", times=50)


def test_a_folder_moved_aside_by_a_killed_run_is_brought_back(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    write_folder(tmp_path / f".unfinished-dataset-{ended.pid}-abc_9-old", OLD)
    write_folder(tmp_path / f".unfinished-dataset-{ended.pid}-abc_9", {"half": b""})
    with pytest.raises(FileExistsError):
        write_folder(tmp_path / "dataset", NEW)
    assert content(tmp_path / "dataset") == OLD


def test_a_file_is_replaced_as_a_whole_and_nothing_stays_behind(tmp_path):
    write_file(tmp_path / "one.json", b"old")
    write_file(tmp_path / "one.json", b"new")
    assert content(tmp_path) == {"one.json": b"new"}


def test_a_write_that_fails_leaves_the_old_file(tmp_path):
    write_file(tmp_path / "one.json", b"old")
    with pytest.raises(TypeError):
        write_file(tmp_path / "one.json", "no bytes")
    assert content(tmp_path) == {"one.json": b"old"}


def test_a_folder_that_fails_half_way_leaves_the_old_one(tmp_path):
    write_folder(tmp_path / "dataset", OLD)
    with pytest.raises(TypeError):
        write_folder(tmp_path / "dataset", {**NEW, "last": "no bytes"}, overwrite=True)
    assert content(tmp_path / "dataset") == OLD
    assert os.listdir(tmp_path) == ["dataset"]


@given(json_values)
def test_lines_are_utf8_end_in_a_newline_and_read_back(value):
    data = jsonl_bytes([value, value])
    assert data.endswith(b"\n")
    assert data.count(b"\n") == 2
    assert [json.loads(line) for line in data.split(b"\n")[:2]] == [value, value]


def test_half_a_character_is_written_as_an_escape():
    assert jsonl_bytes(["é\ud800", "é"]) == b'"\\u00e9\\ud800"\n' + '"é"\n'.encode()


def test_letters_are_written_as_they_are_and_nan_is_refused():
    assert jsonl_bytes(["é", "/", "\u2028"]) == '"é"\n"/"\n"\u2028"\n'.encode()
    assert jsonl_bytes([1], bom=True) == b"\xef\xbb\xbf1\n"
    with pytest.raises(ValueError, match="not JSON compliant"):
        jsonl_bytes([float("nan")])
