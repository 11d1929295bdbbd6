"""What was acknowledged is on the disk, whatever happens to process, disk and file."""

import contextlib
import errno
import itertools
import json
import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.journals import journal as module
from ftwidgets.journals.journal import Damage, JournalError
from ftwidgets.journals.lines import journal_line, read_line
from ftwidgets.review.journal import Journal
from ftwidgets.review.operations import Operation
from review.reviewing import (
    child,
    killed_in_the_middle,
    label,
    lines_of,
    make_read_only,
    operations,
    read_text,
    small_disk,
)

APPENDING = """
import itertools, sys
from ftwidgets.review.journal import Journal
from ftwidgets.review.operations import Operation

path, name, times, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
journal = Journal(path)
for number in itertools.islice(itertools.count(), times or None):
    note = "x" * (number * 7919 % size)
    journal.append([Operation(f"{name}-{number}", "note", "row", name, value=note)])
    print(f"{name}-{number}", flush=True)
"""

FOREIGN = {
    "pretty JSON": b'{\n  "a": 1\n}\n',
    "one JSON value without a line end": b'{"a": 1}',
    "JSON Lines": b'{"messages": []}\n{"messages": []}\n',
    "a list": b"[\n",
    "CSV": b"text,category\nHello,greeting\n",
    "a page": b"<!doctype html>\n<title>404</title>",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "zeros": bytes(1000),
    "text after a blank line": b"\nDear diary,\n",
    "a note": b"{ is a brace",
    "another journal": journal_line({"ftwidgets_replies": 1, "id": "a"}).encode(),
    "another journal without its first line": journal_line(
        {"ftwidgets_sent": 1, "id": "a"}
    ).encode(),
    "UTF-16": '{"ftwidgets_journal": 1}\n'.encode("utf-16"),
}


def ids(found):
    return [each.id for each in found]


def lines_after(path, number):
    return [json.loads(line) for line in path.read_bytes().splitlines()[number:]]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "labels.jsonl"


@pytest.fixture
def full(path):
    """A journal of three operations."""
    Journal(path).append([label("1", "a"), label("2", "b"), label("3", "c")])
    return path


# Lines


def test_each_operation_is_one_line_behind_a_first_one_that_names_the_file(path):
    journal = Journal(path)
    journal.append([label("1")])
    journal.append([label("2", value="drop"), label("3")])
    first, *rest = lines_of(path)
    assert first[Journal.FORMAT] == 1
    assert [each["id"] for each in rest] == ["1", "2", "3"]
    assert [each.value for each in Journal(path).read()] == ["keep", "drop", "keep"]


def test_a_reader_gets_what_was_appended_since(path):
    writer, reader = Journal(path), Journal(path)
    assert reader.read() == []
    writer.append([label("1")])
    assert ids(reader.read()) == ["1"]
    assert reader.read() == []
    writer.append([label("2"), label("3")])
    assert ids(reader.read()) == ["2", "3"]
    assert reader.id == lines_of(path)[0]["id"] != ""


def test_two_files_have_two_ids_and_one_file_keeps_its_own(tmp_path):
    journals = [Journal(tmp_path / name) for name in "ab"]
    for journal in journals:
        journal.make()
        journal.read()
    assert journals[0].id != journals[1].id
    again = Journal(journals[0].path)
    again.read()
    again.make()
    assert again.id == journals[0].id
    assert len(lines_of(again.path)) == 1


@given(operations())
def test_any_operation_is_read_as_it_was_written(operation):
    line = journal_line(operation.to_entry())
    assert line.isascii()
    assert line.index("\n") == len(line) - 1
    entry = {name: read_text(each) for name, each in operation.to_entry().items()}
    assert read_line(line.encode()) == entry
    assert Operation.from_entry(entry) == Operation.from_entry(
        read_line(line.encode("ascii"))
    )


@given(operations(), st.integers(0), st.integers(1, 255))
def test_a_changed_byte_is_noticed_or_changes_nothing(operation, place, change):
    line = bytearray(journal_line(operation.to_entry()).encode())
    was = read_line(bytes(line))
    line[place % (len(line) - 1)] ^= change
    with contextlib.suppress(ValueError):
        assert read_line(bytes(line)) == was  # a tab for a blank


def test_each_changed_byte_of_a_file_costs_at_most_its_line_and_is_reported(full):
    good, written = full.read_bytes(), Journal(full).read()
    for place, change in itertools.product(range(len(good)), (1, 4, 128)):
        data = bytearray(good)
        data[place] ^= change
        full.write_bytes(data)
        journal = Journal(full)
        found = journal.read()
        lost = {"1", "2", "3"} - set(ids(found))
        at_line_end = good[place : place + 1] == b"\n"
        assert len(lost) <= 1 + at_line_end, (place, change)
        assert bool(lost) <= bool(journal.damage), (place, change)
        assert found == [each for each in written if each.id not in lost]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "not JSON"),
        (b"[1]", "not a JSON object"),
        (b"null", "not a JSON object"),
        (b'{"a": 1}', "its checksum does not fit"),
        (b'{"a": 1, "check": 7}', "its checksum does not fit"),
        (b'{"a": 2, "check": "015abd7f5cc5"}', "its checksum does not fit"),
        (
            b'{"a": 1, "a": 2, "check": "015abd7f5cc5"}',
            "its checksum does not fit",
        ),
    ],
)
def test_a_line_that_does_not_count_says_why(line, reason):
    with pytest.raises(ValueError, match=reason):
        read_line(line)


HOSTILE_VALUES = [
    {"value": 7},
    {"value": None},
    {"seconds": 10**400},
    {"seconds": float("nan")},
    {"seconds": float("inf")},
    {"seconds": -1},
    {"seconds": True},
    {"turn": -1},
    {"turn": 1.5},
    {"id": ""},
    {"id": "x" * 65},
    {"id": None},
    {"kind": "delete"},
    {"kind": ["label"]},
    {"row": {"a": 1}},
    {"by": ""},
    {"then": ""},
    {"command": "rm"},
    {"value": json.loads("[" * 900 + "]" * 900)},
]


def test_hostile_lines_with_fitting_checksums_are_passed_over_and_reported(full):
    with open(full, "ab") as file:
        for values in HOSTILE_VALUES:
            file.write(journal_line({**label("x").to_entry(), **values}).encode())
    Journal(full).append([label("4")])
    journal = Journal(full)
    assert ids(journal.read()) == ["1", "2", "3", "4"]
    assert [each.line for each in journal.damage] == list(
        range(5, 5 + len(HOSTILE_VALUES))
    )
    assert str(journal.damage[0]) == "line 5: label takes a label as text, got 7"


@pytest.mark.parametrize("depth", range(900, 1100, 7))
def test_nesting_of_any_depth_is_passed_over(full, depth):
    nested = '{"value": ' + "[" * depth + "]" * depth + ', "check": "0"}\n'
    with open(full, "a") as file:
        file.write(nested)
    journal = Journal(full)
    assert ids(journal.read()) == ["1", "2", "3"]
    assert len(journal.damage) == 1


def test_a_line_of_five_megabytes_is_a_line(path):
    long = Operation("1", "note", "row", "mira", value="é" * 5_000_000)
    Journal(path).append([long, label("2")])
    assert Journal(path).read() == [long, label("2")]


def test_line_ends_and_a_mark_that_an_editor_left_change_nothing(full):
    data = full.read_bytes().replace(b"\n", b"\r\n")
    full.write_bytes(b"\xef\xbb\xbf" + data)
    Journal(full).append([label("4")])
    journal = Journal(full)
    assert ids(journal.read()) == ["1", "2", "3", "4"]
    assert journal.damage == []
    assert journal.id


# Torn lines


def test_a_torn_last_line_is_reported_once_and_nothing_else_is_lost(full):
    full.write_bytes(full.read_bytes()[:-5])
    journal = Journal(full)
    assert ids(journal.read()) == ["1", "2"]
    assert journal.damage == [Damage(4, "cut off in the middle of a write")]
    journal.append([label("4")])
    assert ids(journal.read()) == ["4"]
    assert [each.line for each in journal.damage] == [4]
    again = Journal(full)
    assert ids(again.read()) == ["1", "2", "4"]
    assert again.damage == journal.damage
    assert str(again.damage[0]) == (
        "line 4: not JSON; a write was cut off, or it was edited"
    )


def test_a_line_that_misses_only_its_end_counts_as_soon_as_it_has_one(full):
    full.write_bytes(full.read_bytes()[:-1])
    journal = Journal(full)
    assert ids(journal.read()) == ["1", "2"]
    assert len(journal.damage) == 1
    journal.append([label("4")])
    assert ids(journal.read()) == ["3", "4"]
    assert journal.damage == []


def test_a_file_cut_at_any_byte_goes_on_with_its_whole_lines(full):
    good = full.read_bytes()
    for size in range(len(good)):
        full.write_bytes(good[:size])
        journal = Journal(full)
        before = ids(journal.read())
        assert before == ["1", "2", "3"][: max(0, good[:size].count(b"\n") - 1)]
        journal.append([label("4")])
        journal.read()
        again = Journal(full)
        after = ids(again.read())
        assert after in ([*before, "4"], [*before, str(len(before) + 1), "4"])
        assert again.id == journal.id != ""
        assert len(again.damage) <= 1


def test_a_first_line_torn_twice_is_still_a_beginning(path):
    path.write_bytes(b'{"ftw\n{"ftwidgets_journal": 1, "id": "ab')
    journal = Journal(path)
    assert journal.read() == []
    journal.append([label("1")])
    assert ids(journal.read()) == ["1"]
    assert [each.line for each in journal.damage] == [1, 2]
    again = Journal(path)
    assert ids(again.read()) == ["1"]
    assert again.id == journal.id == lines_after(path, 2)[0]["id"]


def test_an_empty_file_is_a_new_journal(path):
    path.touch()
    journal = Journal(path)
    assert journal.read() == []
    assert journal.damage == []
    journal.append([label("1")])
    assert ids(journal.read()) == ["1"]
    assert Journal.FORMAT in lines_of(path)[0]


def test_garbage_in_the_middle_costs_its_lines_only(full):
    chance = random.Random(7)
    with open(full, "ab") as file:
        file.write(chance.randbytes(3000).replace(b"\n", b"") + b"\n\0\0\0\n\n")
    Journal(full).append([label("4")])
    journal = Journal(full)
    assert ids(journal.read()) == ["1", "2", "3", "4"]
    assert [each.line for each in journal.damage] == [5, 6, 7]


def test_a_journal_whose_first_line_was_deleted_is_read_and_gets_a_new_one(full):
    full.write_bytes(b"".join(full.read_bytes().splitlines(True)[1:]))
    journal = Journal(full)
    assert ids(journal.read()) == ["1", "2", "3"]
    journal.append([label("4")])
    assert ids(journal.read()) == ["4"]
    assert journal.id


# Other files


@pytest.mark.parametrize("data", FOREIGN.values(), ids=FOREIGN)
def test_another_kind_of_file_is_refused_and_not_changed(path, data):
    path.write_bytes(data)
    journal = Journal(path)
    for _ in range(2):
        with pytest.raises(ValueError, match=r"no journal of ours.*give another path"):
            journal.read()
        with pytest.raises(JournalError, match="no journal of ours"):
            journal.append([label("1")])
    assert path.read_bytes() == data


def test_a_journal_of_a_later_version_is_refused_and_not_changed(path):
    path.write_text(journal_line({Journal.FORMAT: 2, "id": "ab"}))
    data = path.read_bytes()
    with pytest.raises(ValueError, match="a journal of a later version"):
        Journal(path).read()
    with pytest.raises(JournalError, match="a journal of a later version"):
        Journal(path).append([label("1")])
    assert path.read_bytes() == data


# Disks


def test_a_full_disk_refuses_the_operation_and_the_file_is_as_it_was(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("no disk can be mounted here")
        path = disk / "labels.jsonl"
        journal = Journal(path)
        journal.append([label("1")])
        before = path.read_bytes()
        long = Operation("2", "note", "row", "mira", value="x" * 200_000)
        for _ in range(3):
            with pytest.raises(JournalError) as caught:
                journal.append([long])
            assert caught.value.errno == errno.ENOSPC
            assert str(caught.value) == (
                f"nothing was saved in {path}: No space left on device"
            )
            assert path.read_bytes() == before
        journal.append([label("3")])
        assert ids(journal.read()) == ["1", "3"]


def test_a_disk_without_room_for_a_new_file_leaves_none_that_is_torn(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("no disk can be mounted here")
        (disk / "filler").write_bytes(bytes(64 * 1024))
        journal = Journal(disk / "labels.jsonl")
        with pytest.raises(JournalError, match="No space left"):
            journal.make()
        (disk / "filler").unlink()
        journal.append([label("1")])
        assert ids(journal.read()) == ["1"]
        assert journal.damage == []


def test_a_read_only_disk_refuses_but_can_be_read(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("no disk can be mounted here")
        path = disk / "labels.jsonl"
        Journal(path).append([label("1")])
        make_read_only(disk)
        journal = Journal(path)
        assert ids(journal.read()) == ["1"]
        with pytest.raises(JournalError, match="Read-only file system"):
            journal.append([label("2")])
        with pytest.raises(JournalError, match="Read-only file system"):
            Journal(disk / "other.jsonl").make()


def failing_write(monkeypatch, number, whole_writes=0):
    """Let the disk be full after so many whole writes and half of another one."""
    write, calls = os.write, itertools.count()

    def half(descriptor, data):
        call = next(calls)
        if call < whole_writes:
            return write(descriptor, data)
        if call == whole_writes:
            return write(descriptor, bytes(data[: len(data) // 2]))
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(module.os, "write", half)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EIO])
def test_half_a_write_is_taken_back(full, monkeypatch, number):
    before = full.read_bytes()
    journal = Journal(full)
    journal.read()
    with monkeypatch.context() as patched:
        failing_write(patched, number)
        with pytest.raises(JournalError, match="nothing was saved") as caught:
            journal.append([label("4"), label("5")])
    assert caught.value.errno == number
    assert full.read_bytes() == before
    assert journal.read() == []
    journal.append([label("6")])
    assert ids(journal.read()) == ["6"]
    assert journal.damage == []


def test_half_a_write_that_cannot_be_taken_back_is_passed_over(full, monkeypatch):
    journal = Journal(full)
    journal.read()
    with monkeypatch.context() as patched:
        failing_write(patched, errno.EIO)
        patched.setattr(module.os, "ftruncate", lambda *_: os.fstat(-1))  # fails
        with pytest.raises(JournalError):
            journal.append([label("4")])
    journal.append([label("5")])
    assert ids(Journal(full).read()) == ["1", "2", "3", "5"]


def test_what_is_not_synchronised_does_not_count(full, monkeypatch):
    before = full.read_bytes()

    def fail(_):
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patched:
        patched.setattr(module.os, "fsync", fail)
        with pytest.raises(JournalError, match="Input/output error"):
            Journal(full).append([label("4")])
    assert full.read_bytes() == before


def test_each_append_is_synchronised_with_the_file_whole(full, monkeypatch):
    sizes, fsync = [], os.fsync

    def watched(descriptor):
        sizes.append(os.fstat(descriptor).st_size)
        fsync(descriptor)

    monkeypatch.setattr(module.os, "fsync", watched)
    journal = Journal(full)
    journal.append([label("4")])
    assert sizes == [full.stat().st_size]
    journal.append([label("5"), label("6")])
    assert sizes[1:] == [full.stat().st_size]


def test_a_folder_that_cannot_be_made_refuses(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    journal = Journal(tmp_path / "file" / "labels.jsonl")
    assert journal.read() == []
    with pytest.raises(JournalError, match="nothing was saved in"):
        journal.append([label("1")])
    assert (tmp_path / "file").read_text() == "not a folder"


def test_folders_are_made_with_the_file(tmp_path):
    path = tmp_path / "a" / "b" / "labels.jsonl"
    Journal(path).append([label("1")])
    assert ids(Journal(path).read()) == ["1"]


# Files that change under one's hands


def removed(path):
    path.unlink()


def removed_with_its_folder(path):
    path.rename(path.parent.parent / "elsewhere")
    path.parent.rmdir()


def emptied(path):
    path.write_bytes(b"")


def cut(path):
    path.write_bytes(path.read_bytes()[:-40])


def replaced(path):
    path.unlink()
    Journal(path).append([label(str(k)) for k in range(10, 30)])


def replaced_by_another_kind(path):
    path.write_bytes(b"text,category\n" * 1000)


@pytest.mark.parametrize(
    "change",
    [
        removed,
        removed_with_its_folder,
        emptied,
        cut,
        replaced,
        replaced_by_another_kind,
    ],
)
def test_a_file_that_was_changed_while_it_was_open_refuses_to_pretend(tmp_path, change):
    path = tmp_path / "folder" / "labels.jsonl"
    Journal(path).append([label("1"), label("2")])
    journal = Journal(path)
    journal.read()
    change(path)
    after = path.read_bytes() if path.exists() else None
    assert journal.read() == []
    with pytest.raises(JournalError, match=r"No such file|cut or replaced"):
        journal.append([label("3")])
    assert (path.read_bytes() if path.exists() else None) == after
    assert path.parent.exists() == (change is not removed_with_its_folder)


def test_a_longer_copy_of_the_file_goes_on(full):
    journal = Journal(full)
    journal.read()
    data = full.read_bytes()
    full.unlink()
    full.write_bytes(data)
    Journal(full).append([label("4")])
    assert ids(journal.read()) == ["4"]
    journal.append([label("5")])
    assert ids(Journal(full).read()) == ["1", "2", "3", "4", "5"]


# Processes


def kills_lose_nothing_that_was_acknowledged(path, times):
    chance = random.Random(times)
    acknowledged = []
    for number in range(times):
        acknowledged += killed_in_the_middle(
            APPENDING, path, number, 0, 100_000, after=chance.random() / 5
        )
        journal = Journal(path)
        found = ids(journal.read())
        assert set(acknowledged) <= set(found)
        assert len(found) == len(set(found)) <= len(acknowledged) + number + 1
        assert len(journal.damage) <= number + 1
    Journal(path).append([label("last")])
    *after, last = ids(Journal(path).read())
    assert last == "last"
    assert set(acknowledged) <= set(found) <= set(after)
    assert len(acknowledged) >= times


def test_kills_lose_nothing_that_was_acknowledged(path):
    kills_lose_nothing_that_was_acknowledged(path, times=3)


@pytest.mark.soak
def test_fifty_kills_lose_nothing_that_was_acknowledged(path):
    kills_lose_nothing_that_was_acknowledged(path, times=50)


def test_two_processes_that_append_at_once_write_whole_lines(path):
    with (
        child(APPENDING, path, "mira", 200, 3000) as one,
        child(APPENDING, path, "noor", 200, 3000) as other,
    ):
        printed = one.stdout.read().split() + other.stdout.read().split()
    found = ids(Journal(path).read())
    assert len(lines_of(path)) == 1 + 400
    assert sorted(found) == sorted(printed)
    for name in ("mira", "noor"):
        assert [each for each in found if each.startswith(name)] == [
            f"{name}-{number}" for number in range(200)
        ]


def test_where_files_cannot_be_locked_one_process_still_writes(path, monkeypatch):
    monkeypatch.setattr(module, "fcntl", None)
    journal = Journal(path)
    journal.append([label("1")])
    journal.append([label("2")])
    assert ids(journal.read()) == ["1", "2"]


def test_the_name_of_a_journal_is_short(path):
    assert repr(Journal(path)) == "Journal(labels.jsonl)"
