"""Are bytes unpacked and decoded, or refused in one sentence?"""

import bz2
import gzip
import hashlib
import os
import zlib

import pytest
import zstandard

from files.making import OTHER, PAIR, lines_of, read, values
from ftwidgets.files.source import MAX_RATIO, RATIO_FREE_BYTES, FileError, Source

PACK = {
    "gzip": gzip.compress,
    "bz2": bz2.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}
LINES = lines_of(PAIR, OTHER)
NOISE = b"".join(
    lines_of({"prompt": hashlib.sha256(bytes([a, b])).hexdigest(), "completion": "x"})
    for a in range(256)
    for b in range(64)
)
"""Lines that do not pack well, so that half a packed file holds whole lines."""


@pytest.mark.parametrize("name", PACK)
def test_a_packed_file_is_unpacked_whatever_its_name(tmp_path, name):
    records, file = read(tmp_path, PACK[name](LINES), "data.csv")
    assert [each.value for each in records] == [PAIR, OTHER]
    assert file.compression == name


@pytest.mark.parametrize("name", PACK)
def test_all_members_of_a_packed_file_are_read(tmp_path, name):
    data = PACK[name](lines_of(PAIR)) + PACK[name](lines_of(OTHER))
    assert values(tmp_path, data) == [PAIR, OTHER]


@pytest.mark.parametrize("name", PACK)
@pytest.mark.parametrize("share", [0.3, 0.6, 0.99])
def test_a_cut_archive_is_refused_not_shortened(tmp_path, name, share):
    whole = PACK[name](NOISE)
    with pytest.raises(FileError, match=f"a broken {name} file"):
        read(tmp_path, whole[: int(len(whole) * share)])


@pytest.mark.parametrize("name", PACK)
def test_a_cut_second_member_is_refused_too(tmp_path, name):
    packed = PACK[name](NOISE)
    with pytest.raises(FileError, match="broken"):
        read(tmp_path, packed + packed[: len(packed) // 2])


def test_a_damaged_archive_is_refused(tmp_path):
    packed = bytearray(gzip.compress(NOISE))
    packed[len(packed) // 2] ^= 0xFF
    with pytest.raises(FileError, match="a broken gzip file"):
        read(tmp_path, bytes(packed))


@pytest.mark.parametrize("name", PACK)
def test_a_bomb_stops_at_the_limit(tmp_path, name):
    bomb = PACK[name](b"\n" * 64 * RATIO_FREE_BYTES)
    assert len(bomb) * MAX_RATIO < 64 * RATIO_FREE_BYTES
    with pytest.raises(FileError, match="unpacks to more than"):
        read(tmp_path, bomb)


def test_a_small_file_may_pack_as_well_as_it_likes(tmp_path):
    assert len(values(tmp_path, gzip.compress(lines_of(PAIR) * 5000))) == 5000


def test_a_file_packed_twice_is_refused(tmp_path):
    with pytest.raises(FileError, match="packed twice"):
        read(tmp_path, gzip.compress(gzip.compress(LINES)))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_utf16_is_decoded_with_and_without_its_mark(tmp_path, encoding, mark):
    record = {"prompt": "日本語 𝄞 é", "completion": "ਊ Ċ"}
    data = (mark + lines_of(record, PAIR).decode()).encode(encoding)
    records, file = read(tmp_path, data)
    assert [each.value for each in records] == [record, PAIR]
    assert "utf16" in file.repairs


def test_utf16_longer_than_one_read_is_decoded_across_its_edges(tmp_path):
    rows = [{"prompt": "𝄞" * 5000, "completion": str(number)} for number in range(110)]
    data = ("\ufeff" + lines_of(*rows).decode()).encode("utf-16-le")
    assert len(data) > 2 * 2**20
    assert values(tmp_path, data) == rows


def test_a_byte_too_many_in_utf16_costs_its_record_only(tmp_path):
    data = ("\ufeff" + lines_of(PAIR, OTHER).decode()).encode("utf-16-le") + b"x"
    records, _ = read(tmp_path, data)
    assert [each.value for each in records[:2]] == [PAIR, OTHER]
    assert [each.broken for each in records] == [False, False, True]


def test_a_byte_order_mark_is_removed_and_named(tmp_path):
    records, file = read(tmp_path, b"\xef\xbb\xbf" + LINES)
    assert records[0].value == PAIR
    assert file.repairs == {"bom": 1}


REFUSED = {
    b"": "empty",
    b" \n\t\n": "empty",
    b"\xef\xbb\xbf": "empty",
    b"\x00" * 100: "empty",
    b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n": "Git LFS pointer",
    b"PK\x03\x04rest": "ZIP archive",
    b"\xfd7zXZ\x00rest": "an xz archive",
    b"%PDF-1.7\n": "PDF",
    b"SQLite format 3\x00": "SQLite",
    b"\xff\xfe\x00\x00{\x00\x00\x00": "UTF-32",
    b"<!DOCTYPE html><html><body>Sign in</body></html>": "HTML",
    b"\n\n<HTML>Sign in</HTML>": "HTML",
    b"<?xml version='1.0'?><rows/>": "HTML or XML",
    b"Only prose, which is no data.\nNo table.\n": "neither JSON nor a table",
    b"PAR1 but nothing of the kind": "a broken Parquet file",
    b"\x1f\x8b but nothing of the kind": "a broken gzip file",
    b"BZh but nothing of the kind": "a broken bz2 file",
    b"\x28\xb5\x2f\xfd but nothing of the kind": "a broken zstd file",
}


@pytest.mark.parametrize(("data", "what"), REFUSED.items())
def test_what_is_no_data_is_refused_in_one_sentence(tmp_path, data, what):
    with pytest.raises(FileError, match=what) as refused:
        read(tmp_path, data, "data.txt")
    message = str(refused.value)
    assert str(tmp_path / "data.txt") in message
    assert "\n" not in message.replace(str(tmp_path), "")


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, what in (
        (tmp_path / "none.jsonl", "no such file"),
        (tmp_path, "a folder"),
        (pipe, "no regular file"),
        (tmp_path / "none\0.jsonl", "cannot be opened"),
    ):
        with pytest.raises(FileError, match=what):
            Source(path)


def test_a_refused_file_is_closed(tmp_path):
    path = tmp_path / "page.html"
    path.write_bytes(b"<html></html>")
    before = set(os.listdir("/proc/self/fd"))
    with pytest.raises(FileError):
        Source(path)
    assert set(os.listdir("/proc/self/fd")) == before


def test_a_raw_deflate_stream_is_no_archive_we_know(tmp_path):
    with pytest.raises(FileError):
        read(tmp_path, zlib.compress(NOISE), "data.bin")
