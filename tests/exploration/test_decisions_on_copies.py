"""Is a decision on a copy on the disk before it shows, and does no kill lose one?"""

import random

import pytest
from review.reviewing import (
    killed_in_the_middle,
    lines_of,
    make_read_only,
    small_disk,
)

import ftwidgets as ft
from ftwidgets.decisions import DecisionJournal, pinned_by
from ftwidgets.examples import chat
from ftwidgets.exploration.duplicates.exploration import DuplicateExploration
from ftwidgets.journals.journal import JournalError

REPLY = "We send you another one as soon as we can."


def copies(groups):
    """Groups of two rows that share all words but one of the question."""
    return [
        chat(
            ("user", f"my card {n} was lost in the street on {day} of the week w{n}"),
            ("assistant", f"{REPLY} It has the number {n}."),
        )
        for n in range(groups)
        for day in ("monday", "friday")
    ]


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.setenv("FTWIDGETS_USER", "mira")
    return tmp_path / "workspace"


@pytest.fixture
def found():
    recipe = ft.Recipe.STANDARD.change(keep="first", similarity=0.9)
    return DuplicateExploration(copies(5), recipe)


def test_nothing_is_written_before_something_is_decided(found, workspace):
    assert found.recipe.decisions == ()
    assert not workspace.exists()


def test_the_other_copy_is_kept_and_the_first_one_falls(found, workspace):
    assert found.kept == [0, 2, 4, 6, 8]
    found.choose(cluster=1)
    found.keep_other()
    assert found.kept == [0, 3, 4, 6, 8]
    assert (found.cluster, found.pairs[0].stays, found.pairs[0].other) == (1, 3, 2)
    (named,) = found.recipe.decisions
    assert named.path == "data/workspace/journals/examples-decisions.jsonl"
    assert ft.curate(copies(5), found.recipe).kept_records == found.kept
    _, line = lines_of(workspace / "journals" / "examples-decisions.jsonl")
    assert (line["by"], line["kind"]) == ("mira", "keep_other")


def test_both_copies_are_kept_and_undo_takes_back_one_deed_after_the_other(found):
    found.choose(cluster=2)
    found.keep_both()
    assert found.kept == [0, 2, 4, 5, 6, 8]
    assert found.pairs[found.pair].fate == "decided"
    found.keep_other((0, 1))
    assert found.kept == [1, 2, 4, 5, 6, 8]
    assert found.undo().kind == "keep_other"
    assert (found.kept, found.cluster) == ([0, 2, 4, 5, 6, 8], 0)
    assert found.undo().kind == "keep_both"
    assert (found.kept, found.cluster) == ([0, 2, 4, 6, 8], 2)
    with pytest.raises(ValueError, match="mira has decided nothing that stands"):
        found.undo()
    assert found.recipe.decisions == ()


def test_swapping_twice_comes_back_to_the_first(found):
    found.keep_other()
    found.keep_other()
    assert found.kept == [0, 2, 4, 6, 8]


@pytest.mark.parametrize("verb", ["keep_other", "keep_both"])
@pytest.mark.parametrize("pair", [(0, 2), (0, 77), (0, 0)])
def test_rows_that_are_no_pair_are_refused_and_nothing_is_written(
    found, verb, pair, workspace
):
    with pytest.raises(ValueError, match=r"none falls for the other at 0\.90"):
        getattr(found, verb)(pair)
    assert not workspace.exists()


def test_rows_with_the_same_words_are_decided_one_by_one():
    rows = [copies(1)[0], {**copies(1)[0], "id": "b"}, {**copies(1)[0], "id": "c"}]
    found = DuplicateExploration(rows, ft.Recipe.STANDARD.change(keep="first"))
    assert found.kept == [0]
    found.keep_both((0, 2))
    assert found.kept == [0, 2]
    assert ft.curate(rows, found.recipe).kept_records == [0, 2]
    fates = [(each.other, each.fate) for each in found.pairs]
    assert fates == [(1, "dropped"), (2, "decided")]


def test_what_was_decided_is_there_tomorrow_in_another_order_too(found):
    found.keep_other((0, 1))
    again = DuplicateExploration(copies(5)[::-1], found.curation.recipe)
    rows = [again.examples[each] for each in range(10) if each in again.kept]
    assert copies(5)[1] in rows
    assert copies(5)[0] not in rows


def test_a_recipe_with_decisions_goes_on_from_them(found, workspace):
    found.keep_other((0, 1))
    named = found.recipe
    more = DuplicateExploration(copies(5), named, journal="more.jsonl")
    assert more.kept == found.kept
    more.keep_other((1, 0))
    more.keep_both((2, 3))
    assert more.kept == [0, 2, 3, 4, 6, 8]
    assert [each.path for each in more.recipe.decisions] == [
        "data/workspace/journals/examples-decisions.jsonl",
        "data/workspace/more.jsonl",
    ]
    assert ft.curate(copies(5), more.recipe).kept_records == more.kept


def test_a_workspace_behind_a_link_has_one_journal(tmp_path, monkeypatch):
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "link"))
    first = DuplicateExploration(copies(2))
    first.keep_other()
    again = DuplicateExploration(copies(2), first.recipe)
    assert len(again.book.decisions) == 1
    assert again.recipe == first.recipe


def test_two_people_share_a_journal_and_undo_their_own(found, workspace):
    noor = DuplicateExploration(copies(5), found.curation.recipe, annotator="noor")
    found.keep_other((0, 1))
    noor.keep_both((2, 3))  # reads what mira has written, too
    assert noor.kept == [1, 2, 3, 4, 6, 8]
    assert noor.undo().by == "noor"
    with pytest.raises(ValueError, match="noor has decided nothing"):
        noor.undo()
    found.undo()
    assert found.kept == [0, 2, 4, 6, 8]


def test_a_journal_outside_is_refused_before_anything_is_done(tmp_path):
    with pytest.raises(ValueError, match="outside the project and the workspace"):
        DuplicateExploration(copies(1), journal=tmp_path / "elsewhere.jsonl")


def test_a_file_that_is_no_journal_is_refused(workspace):
    workspace.mkdir()
    (workspace / "notes.jsonl").write_text('{"my": "notes"}\n')
    with pytest.raises(ValueError, match="no journal of ours"):
        DuplicateExploration(copies(1), journal="notes.jsonl")


def test_a_decided_row_that_is_gone_is_reported(found):
    found.keep_other((0, 1))
    rest = DuplicateExploration(copies(5)[2:], found.curation.recipe)
    assert rest.book.pins.notes == [
        "1 row that was to be kept is not in this data, or is there with another text"
    ]


def test_a_full_disk_refuses_a_decision_and_nothing_changes(tmp_path, monkeypatch):
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("no disk can be mounted here")
        monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(disk))
        recipe = ft.Recipe.STANDARD.change(keep="first", similarity=0.9)
        found = DuplicateExploration(copies(300), recipe)
        heard = []
        found.listen(lambda: heard.append(len(found.kept)))
        done = 0
        reason = ""
        while not reason:
            try:
                found.keep_other((2 * done, 2 * done + 1))
                done += 1
            except JournalError as error:
                reason = str(error)
        assert "No space left" in reason
        assert 0 < done < 300
        assert len(heard) == done
        kept = [n + (n // 2 < done) for n in range(0, 600, 2)]
        assert found.kept == kept
        again = DuplicateExploration(copies(300), recipe)
        assert again.kept == kept
        make_read_only(disk)
        with pytest.raises(JournalError, match="Read-only"):
            found.undo()
        assert found.kept == kept


DECIDING = """
import sys
import ftwidgets as ft
from exploration.test_decisions_on_copies import copies
from ftwidgets.exploration.duplicates.exploration import DuplicateExploration

recipe = ft.Recipe.STANDARD.change(keep="first", similarity=0.9)
found = DuplicateExploration(copies(40), recipe, "copies.jsonl", annotator="mira")
while True:
    for cluster in range(40):
        found.choose(cluster=cluster)
        pair = found.pairs[0]
        found.keep_other()
        print(pair.other, pair.stays, flush=True)
"""


def kills_lose_no_decision(workspace, times):
    """Kill whoever decides, again and again; what was printed is on the disk."""
    chance, path = random.Random(times), workspace / "copies.jsonl"
    number = 0
    for _ in range(times):
        before = len(DecisionJournal(path).read())
        printed = killed_in_the_middle(DECIDING, after=chance.random() / 4)
        journal = DecisionJournal(path)
        decisions = journal.read()
        assert before + len(printed) <= len(decisions) <= before + len(printed) + 1
        assert len(journal.damage) <= times
        number += len(printed)
        found = DuplicateExploration(
            copies(40),
            ft.Recipe.STANDARD.change(keep="first", similarity=0.9),
            "copies.jsonl",
        )
        pinned = {found.book.keys[each] for each in found.book.pins.records}
        assert pinned == set(pinned_by(decisions))
        assert len(found.kept) == 40
        assert set(found.book.pins.records) <= set(found.kept)
    return number


def test_kills_lose_no_decision(workspace):
    assert kills_lose_no_decision(workspace, times=2) >= 2


@pytest.mark.soak
def test_fifty_kills_lose_no_decision(workspace):
    assert kills_lose_no_decision(workspace, times=50) >= 50
