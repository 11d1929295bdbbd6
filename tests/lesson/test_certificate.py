"""Does a certificate say what is true, and nothing that data puts in its mouth?"""

import hashlib
import re

import pytest

from ftwidgets.lesson.certificate import certify
from ftwidgets.lesson.learner import TOTAL, Progress
from ftwidgets.lesson.pages import plain, quoted, whose
from ftwidgets.lesson.workshop import Workshop
from lesson.building import LEARNER, SORTED, copy_of, own_workshop, paste_all

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
    assert whose(2, 20) == (
        "2 gold seeds are the person’s own, 18 of 20 came with ftwidgets."
    )


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
