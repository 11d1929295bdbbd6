"""Does exercise 9 find every way in which a dataset can be less than it says?"""

import json

import pytest

from ftwidgets.lesson.exercises.dataset import EXERCISE
from ftwidgets.lesson.exercises.exercise import Miss, NotStarted
from ftwidgets.lesson.workshop import Workshop
from lesson.building import LEARNER, copy_of, lines_of


@pytest.fixture
def mine(built, tmp_path):
    """A built dataset that may be spoiled."""
    return copy_of(built(), tmp_path / "copy")


@pytest.fixture
def folder(mine):
    return mine.place / "dataset"


def said(mine):
    found = EXERCISE.check(Workshop(LEARNER, mine.folder.parent))
    return found.property if isinstance(found, Miss) else found


def write(path, rows):
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")


def test_nothing_chosen_is_not_started_and_says_where_to_begin(tmp_path):
    with pytest.raises(NotStarted, match="Choose a task"):
        EXERCISE.check(Workshop(LEARNER, tmp_path))


def test_practice_passes_nothing(tmp_path):
    mine = Workshop(LEARNER, tmp_path)
    mine.expand()
    assert mine.write().text.startswith("**Practice, not your dataset:**")
    with pytest.raises(NotStarted):
        EXERCISE.check(mine)
    mine.choose("classification")
    assert said(mine) == "Your gold seeds are 0 of 20 so far."


def test_a_built_dataset_passes_and_says_what_was_seen(mine):
    seeds, replies, filters, counts, *_ = said(mine)
    assert seeds == "20 gold seeds: 0 your own, 20 ours"
    assert replies.startswith("360 requests = ")
    assert sum(map(int, replies.split(" = ")[1].split()[::3])) == 360
    assert "duplicate rate" in filters
    assert "average quality" in filters
    assert counts.startswith("200 rows = 160 train + 20 validation + 20 test")


def test_a_row_lost_from_a_file_is_missed(mine, folder):
    write(folder / "test.jsonl", lines_of(folder / "test.jsonl")[:-1])
    assert "160 train + 20 validation + 19 test" in said(mine)


def test_rows_moved_across_are_a_family_in_two_parts(mine, folder):
    train, test = (lines_of(folder / f"{name}.jsonl") for name in ("train", "test"))
    train[0], test[0] = test[0], train[0]
    write(folder / "train.jsonl", train)
    write(folder / "test.jsonl", test)
    assert said(mine) == "A family stands in train and in test."


def test_one_row_in_the_place_of_another_is_missed(mine, folder):
    rows = lines_of(folder / "train.jsonl")
    write(folder / "train.jsonl", [*rows[:-1], rows[0]])
    assert "not the 160, 20 and 20 rows that were made" in said(mine)


def test_a_file_written_again_in_another_order_is_not_the_one_on_the_card(mine, folder):
    write(folder / "train.jsonl", lines_of(folder / "train.jsonl")[::-1])
    assert said(mine) == "A file is not what it was when it was written."


def test_a_row_that_no_trainer_reads_is_named_with_its_line(mine, folder):
    messages = lines_of(folder / "validation.jsonl")[4]["messages"]
    broken = [*messages[:-1], {"role": "assistant", "content": ""}]
    for path in (folder / "validation.jsonl", mine.place / "rows.jsonl"):
        rows = lines_of(path)
        place = [row["messages"] for row in rows].index(messages)
        rows[place]["messages"] = broken
        write(path, rows)
    found = EXERCISE.check(Workshop(LEARNER, mine.folder.parent))
    assert found.property == "A row of validation is not valid for the target chat."
    assert found.row.startswith("line 5: ")


def test_a_seed_more_than_the_files_know_is_missed(mine):
    mine.seeds.add({"text": "Is the blue lamp still made?", "label": "delivery"})
    words = "The files were made from other seeds than those you have now."
    found = EXERCISE.check(Workshop(LEARNER, mine.folder.parent))
    assert (found.property, "blue lamp" in found.row) == (words, True)


def test_no_files_are_said_to_be_none(mine, folder):
    folder.rename(folder.with_name("elsewhere"))
    assert said(mine) == "No files are written yet."


def test_a_card_that_is_gone_is_missed(mine, folder):
    (folder / "card.json").unlink()
    assert said(mine) == "The dataset folder has no card."


@pytest.mark.parametrize("answer", [7, "mine", [], {"messages": []}, Workshop])
def test_odd_answers_are_told_what_is_wanted(answer):
    found = EXERCISE.check(answer)
    assert "must be your workshop, ft.lesson.Workshop()" in found.property


def cut(data):
    return data[:-40]


def not_utf8(data):
    return data[:-3] + b"\xff" + data[-3:]


def no_row(data):
    return data + b'{"id": "a7"}\n'


def no_json(data):
    return b"[" * 100_000


def a_list(data):
    return b"[]\n"


def deep(data):
    return data + b'{"messages": [{"role": "user", "content": null}]}\n'


DAMAGES = (cut, not_utf8, no_row, no_json, a_list, deep)

FILES = ("gold.jsonl", "rows.jsonl", "dataset/train.jsonl", "dataset/card.json")


@pytest.mark.parametrize("file", FILES)
def test_a_damaged_file_is_named_and_proves_nothing(mine, file):
    path = mine.place / file
    whole = path.read_bytes()
    for damage in DAMAGES:
        path.write_bytes(damage(whole))
        found = EXERCISE.check(mine)
        assert isinstance(found, Miss), damage
        assert found.property.casefold().startswith(f"{path.name} cannot")
        assert mine.certificate.text.startswith("**No certificate yet.**")
        assert "Your dataset" in repr(mine) or "Not your dataset yet" in repr(mine)
    path.write_bytes(whole)
    assert isinstance(EXERCISE.check(mine), tuple)


def test_a_row_that_names_no_seed_is_missed(mine):
    path = mine.place / "rows.jsonl"
    rows = lines_of(path)
    del rows[7]["seed"]
    write(path, rows)
    found = EXERCISE.check(Workshop(LEARNER, mine.folder.parent))
    assert found.property == "rows.jsonl cannot be read."
    assert "line 8 has no messages and seed" in found.row


CARDS = [
    ("target", {"name": "nobody"}, "card.json cannot be read."),
    ("target", {"name": ["chat"]}, "card.json cannot be read."),
    ("target", 7, "card.json cannot be read."),
    ("outputs", ["train.jsonl"], "card.json cannot be read."),
    ("outputs", {}, "The dataset folder has no card."),
    ("outputs", {"train.jsonl": 7}, "A file is not what it was when it was written."),
    ("outputs", {"": "0"}, "card.json cannot be read."),
]


def test_a_card_of_another_kind_proves_nothing(mine, folder):
    card = json.loads((folder / "card.json").read_bytes())
    for key, value, words in CARDS:
        (folder / "card.json").write_text(json.dumps({**card, key: value}))
        assert EXERCISE.check(mine).property == words


@pytest.mark.parametrize("whole", [b"garbage\n", b"\xff\n", b"[]\n"])
def test_a_file_that_is_no_journal_is_named_and_proves_nothing(mine, whole):
    (mine.place / "replies.jsonl").write_bytes(whole)
    mine = Workshop(LEARNER, mine.folder.parent)
    assert said(mine) == "replies.jsonl cannot be read."
    assert "replies.jsonl cannot be read" in repr(mine.certificate)
    assert repr(mine).startswith("Your dataset")


def test_an_answer_that_cannot_be_shown_is_told_what_is_wanted():
    class Broken:
        def __repr__(self):
            raise RuntimeError("no name")

    said = EXERCISE.check(Broken()).property
    assert said.endswith("got Broken (cannot be shown).")
