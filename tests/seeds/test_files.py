"""Is a file that holds something else than seeds refused, and left as it is?"""

import gzip
import json

import pytest

from ftwidgets.examples import chat
from ftwidgets.seeds.files import read_seeds
from ftwidgets.seeds.gold import GoldSeeds

GOOD = json.dumps(chat(("user", "Hi"), ("assistant", "Hello"), id="gold-0007"))
NEW = {"user": "Bye", "assistant": "See you"}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "line 2 is no gold seed"),
        ("7", "line 2 is no gold seed: not an object"),
        ('{"prompt": "Hi", "completion": "Hello"}', "in the format completion"),
        ('{"text": "Tents need air."}', "line 2 is no gold seed: text without a reply"),
        ('{"messages": [{"role": "user", "content": "a"}]}', "no assistant message"),
        (GOOD.replace("Hello", ""), "line 2 is no gold seed"),
        (GOOD, "its id 'gold-0007' stands in line 1 already"),
        (GOOD.replace('"gold-0007"', "7"), "its id must be a text, got 7"),
        (GOOD.replace('"gold-0007"', '["a"]'), "its id must be a text"),
        (GOOD[:-1] + ', "x": 1, "x": 2}', "key 'x' stands twice"),
        (GOOD[:-1] + ', "x": NaN}', "not JSON: NaN"),
    ],
)
def test_a_line_that_is_no_seed_is_named_and_the_file_never_overwritten(
    tmp_path, line, reason
):
    path = tmp_path / "gold.jsonl"
    seeds = GoldSeeds("other", path)
    path.write_text(f"{GOOD}\n{line}\n")
    before = path.read_bytes()
    with pytest.raises(ValueError, match="line 2") as error:
        GoldSeeds("other", path)
    assert reason in str(error.value)
    for change in (
        lambda: seeds.add(NEW),
        lambda: seeds.change("gold-0007", NEW),
        lambda: seeds.remove("gold-0007"),
        seeds.reload,
    ):
        with pytest.raises(ValueError, match="line 2 is no gold seed"):
            change()
    assert path.read_bytes() == before
    assert len(seeds) == 0


@pytest.mark.parametrize(
    "content", [b"PAR1\x00\x01", b"<html></html>", b"only words\n"]
)
def test_a_file_that_is_no_data_is_refused_and_left(tmp_path, content):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"gold\.jsonl"):
        GoldSeeds("other", path)
    assert path.read_bytes() == content


def test_a_handmade_file_is_taken_as_it_is_and_its_rows_get_ids(tmp_path):
    path = tmp_path / "gold.jsonl"
    rows = [
        chat(("user", "a"), ("assistant", "b"), topic="x"),
        chat(("user", "c"), ("assistant", "d"), id="mine", weight=2),
        chat(("user", "e"), ("assistant", "f"), id="gold-0003", seed="other"),
        chat(("user", "g"), ("assistant", "h")),
    ]
    text = "\ufeff" + "\r\n\r\n".join(map(json.dumps, rows))
    path.write_bytes(text.encode())
    seeds = GoldSeeds("other", path)
    assert [row["id"] for row in seeds.seeds] == [
        "gold-0004",
        "mine",
        "gold-0003",
        "gold-0005",
    ]
    assert path.read_bytes() == text.encode()
    assert seeds.add(NEW) == "gold-0006"
    kept = read_seeds(path)
    assert [each["id"] for each in kept[:4]] == [each["id"] for each in seeds.seeds[:4]]
    for row, before in zip(kept, rows, strict=False):
        assert before.items() <= row.items()
    assert seeds.card["origins"]["unknown"] == 4


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_an_empty_file_holds_no_seeds_yet(tmp_path, content):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    assert GoldSeeds("other", path).add(NEW) == "gold-0001"


def test_a_packed_file_loses_nothing(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_bytes(gzip.compress(f"{GOOD}\n".encode()))
    assert GoldSeeds("other", path).add(NEW) == "gold-0008"
    assert [row["id"] for row in read_seeds(path)] == ["gold-0007", "gold-0008"]
