"""Does a certificate say what is true, and nothing that data puts in its mouth?"""

import hashlib
import json
import re
from types import SimpleNamespace

import pytest

from ftwidgets.lesson.learner import TOTAL, Progress
from ftwidgets.lesson.workshop import Workshop
from ftwidgets.lesson.workshop.certificate import certify
from ftwidgets.lesson.workshop.owners import Owners, owners_of
from ftwidgets.lesson.workshop.pages import Page, cell, made_page, plain, quoted
from lesson.building import (
    LEARNER,
    SORTED,
    copy_of,
    lines_of,
    own_workshop,
    paste_all,
)

HOSTILE = "a`<img src=x onerror=alert(1)>`**b**\u202e[c](javascript:d) $x$"


@pytest.fixture
def mine(built, tmp_path):
    return copy_of(built(), tmp_path / "copy")


def test_there_is_none_before_everything_holds(mine, tmp_path):
    assert "No task is chosen yet" in certify(Workshop(LEARNER, tmp_path / "new")).text
    (mine.place / "dataset" / "test.jsonl").unlink()
    page = mine.certificate
    assert page.text.startswith("**No certificate yet.** The files hold ")
    assert not (mine.place / "certificate.md").exists()


def test_it_is_written_beside_the_files_and_shown_as_it_is(mine):
    page = mine.certificate
    assert page._repr_markdown_() == page.text
    assert (mine.place / "certificate.md").read_text("utf-8") == f"{page.text}\n"


def test_it_lists_the_hash_of_every_file_as_a_second_look_finds_it(mine):
    text = mine.certificate.text
    for path in sorted((mine.place / "dataset").iterdir()):
        if not path.name.startswith("card."):
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            assert f"| `{path.name}` |" in text
            assert digest in text


def test_it_names_what_was_verified(mine):
    lines = [line for line in mine.certificate.text.split("\n") if line[:3] == "- ✓"]
    assert len(lines) == 8
    for words in (
        "20 gold seeds: 0 your own, 20 ours",
        "160 train &#43; 20 validation &#43; 20 test",
        "no seed and no text stands in two parts",
        "valid for the target chat",
        "on the disk as they were written",
    ):
        assert any(words in line for line in lines), words


def test_it_says_whose_the_seeds_are(mine, tmp_path):
    assert "came with ftwidgets; none is the person’s own" in mine.certificate.text
    own = own_workshop(tmp_path / "own")
    paste_all(own.run)
    own.write()
    text = own.certificate.text
    assert "All 20 gold seeds are the person’s own." in text
    assert "a task of their own" in text


@pytest.mark.parametrize(
    ("counts", "said"),
    [
        ((2, 18, 0), "2 of 20 gold seeds are the person’s own, 18 came with ftwidgets"),
        (
            (19, 0, 1),
            "19 of 20 gold seeds are the person’s own, 1 is of unknown origin",
        ),
        ((0, 0, 20), "0 of 20 gold seeds are the person’s own, 20 are of unknown"),
        ((1, 1, 0), "1 of 2 gold seeds is the person’s own, 1 came with ftwidgets"),
    ],
)
def test_seeds_of_several_owners_are_told_apart(counts, said):
    assert str(Owners(*counts)).startswith(said)


def spelled(seed):
    """The same seed in other spaces and capitals, and with no word of its id."""
    turns = [
        {**turn, "content": f" {turn['content'].upper()}\n"}
        for turn in seed["messages"]
    ]
    return {"messages": turns, "id": "gold-0001"}


@pytest.mark.parametrize("origin", ["pasted", "written", None])
def test_our_seeds_stay_ours_whatever_their_lines_say(mine, origin):
    path = mine.place / "gold.jsonl"
    seeds = lines_of(path)
    for seed in seeds:
        seed.pop("origin")
        if origin:
            seed["origin"] = origin
    path.write_text("".join(f"{json.dumps(seed)}\n" for seed in seeds), "utf-8")
    mine = Workshop(LEARNER, mine.folder.parent)
    assert "none is the person’s own" in mine.certificate.text
    mine.write()
    assert "none is the person’s own" in mine.card.text
    assert owners_of(map(spelled, seeds)) == Owners(0, 20)


def test_seeds_that_say_nothing_of_their_origin_are_nobody_s():
    seeds = [
        {"messages": [{"role": "user", "content": f"{n} lamps"}], "origin": origin}
        for n, origin in enumerate(["written", "pasted", "picked", "shipped", None, 7])
    ]
    assert owners_of(seeds) == Owners(own=3, ours=1, unknown=2)


def test_a_certificate_that_no_longer_holds_is_taken_away(mine):
    path = mine.place / "certificate.md"
    assert mine.certificate.text.startswith("## ")
    assert path.exists()
    (mine.place / "dataset" / "test.jsonl").write_text("{")
    assert "test.jsonl cannot be read" in repr(mine.certificate)
    assert not path.exists()


def test_it_says_how_many_exercises_are_passed(mine):
    progress = Progress(LEARNER, mine.folder.parent)
    assert "**0 of 9 exercises passed**" in mine.certificate.text
    for number in range(1, TOTAL + 1):
        progress.record_try(number, "passed")
    assert "**9 of 9 exercises passed**" in mine.certificate.text


def test_names_and_texts_are_never_markup(tmp_path):
    mine = Workshop(LEARNER, tmp_path)
    mine.choose_own(HOSTILE, "Tell spam from mail.", list(SORTED))
    with_seeds = own_workshop(tmp_path / "other")
    mine.place.mkdir(parents=True)
    (mine.place / "gold.jsonl").write_bytes(
        (with_seeds.place / "gold.jsonl").read_bytes()
    )
    paste_all(mine.run)
    mine.write()
    for page in (mine.certificate, mine.card):
        bare = re.sub(r"`[^`\n]*`", "", page.text)
        assert not re.search(r"[<>\[\]$\u202e]|alert", bare)
        assert "[U+202E]" in page.text


def test_a_sentence_with_marks_shows_them_and_obeys_none():
    found = plain(HOSTILE)
    assert not re.search(r"[<>`*\[\]$_|]", found)
    assert quoted(HOSTILE).count("`") == 2
    assert quoted("") == "` `"


def test_what_is_quoted_is_read_as_it_stands_and_acts_nowhere():
    for text in ("&#8238;evil", "&lt;b&gt;", "a\u202eb", "a\x1b[2Jb"):
        shown = repr(Page(f"{plain('50 % & more')}: {quoted(text)}"))
        assert shown == f"50 % & more: {quoted(text)}"
        assert not re.search("[\u202e\x1b]", shown)
    assert "\u202e" not in repr(Page("&#8238;evil \u202e"))


@pytest.mark.parametrize("text", ["a|b", "a\\|b", "|", "`|`", "<b>|https://a.b/c|"])
def test_no_text_leaves_its_place_in_a_table(text):
    shown = cell(text)
    assert "|" not in shown
    assert "://" not in shown
    assert "|" in repr(Page(shown))


def test_a_label_with_a_bar_adds_no_column_to_the_card(mine):
    card = json.loads((mine.place / "dataset" / "card.json").read_bytes())
    card["parts"]["train"]["labels"] = {"a|b": 100, "c\\|d": 60}
    page = made_page(mine.run, mine.filtered, SimpleNamespace(card=card), Owners(0, 20))
    (row,) = [line for line in page.text.split("\n") if line.startswith("| train |")]
    assert row.count("|") == 4
    assert "| train | 160 | a|b 100, c\\|d 60 |" in repr(page)
