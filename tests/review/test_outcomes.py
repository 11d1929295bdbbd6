"""Has every row one fate, and is nothing left out in silence?"""

import copy

import pytest

from ftwidgets.datasets import load
from ftwidgets.examples import chat, fingerprint
from ftwidgets.review.outcomes import FATES, accepted, fates, outcomes, sentences
from ftwidgets.review.session import ReviewSession

TOWNS = ("oslo", "lima", "bonn", "riga", "quito", "turin", "kyoto")
ROWS = [
    chat(("user", f"Where is parcel {t}?"), ("assistant", f"In {t}."), id=t, seed="s1")
    for t in TOWNS
]


@pytest.fixture
def session(tmp_path):
    """One row of each fate, and a kept one besides a fixed one."""
    old = copy.deepcopy(ROWS)
    old[4]["messages"][1]["content"] = "Somewhere."
    before = ReviewSession(old, tmp_path / "labels.jsonl", "mira")
    before.edit("In Quito.", row=4)
    session = ReviewSession(ROWS, tmp_path / "labels.jsonl", "mira")
    session.label("keep", row=0)
    session.edit("In Lima, Peru.", row=1)
    session.label("drop", row=2)
    session.label("fix", row=3)
    session.skip(row=5)
    return session


def test_every_row_has_one_fate(session):
    rows = outcomes(session)
    assert [(each.fate, each.outcome) for each in rows] == [
        ("accepted", "keep"),
        ("accepted", "fix"),
        ("dropped", "drop"),
        ("to_fix", "fix"),
        ("older_text", "fix"),
        ("skipped", None),
        ("not_judged", None),
    ]
    counts = fates(rows)
    assert list(counts) == list(FATES)
    assert list(counts.values()) == [2, 1, 1, 1, 1, 1]


def test_accepted_are_rows_kept_or_fixed_with_their_new_text(session):
    kept, fixed = accepted(session)
    assert kept.example is ROWS[0]
    assert fixed.example["messages"][1]["content"] == "In Lima, Peru."
    assert fixed.original is ROWS[1]
    assert fixed.fingerprint == fixed.judged_fingerprint == fingerprint(ROWS[1])
    assert (fixed.by, fixed.queue, fixed.seed) == ("mira", "all", "s1")
    assert dict(fixed.edits) == {1: "In Lima, Peru."}


def test_an_edit_of_an_older_text_is_not_laid_over_the_new_one(session):
    old = outcomes(session)[4]
    assert old.stale
    assert old.example is ROWS[4]
    assert old.judged_fingerprint != old.fingerprint


def test_what_is_not_accepted_is_counted_and_named(session):
    assert sentences(outcomes(session)) == [
        "7 rows: 2 accepted, 1 dropped, 1 marked to be fixed, but not edited yet, "
        "1 judged on an older text, 1 skipped, 1 not judged yet.",
        "1 row is marked to be fixed, but not edited yet: row 4.",
        "1 row is judged on an older text: row 5.",
    ]


def test_rows_of_a_file_are_named_by_their_lines(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('\n{"prompt": "Where is it?", "completion": "In Oslo."}\n')
    session = ReviewSession(load(path), tmp_path / "labels.jsonl", "mira")
    session.label("fix")
    assert sentences(outcomes(session))[1].endswith("row 2.")


def test_another_persons_judgement_is_not_mine(session, tmp_path):
    other = ReviewSession(ROWS, tmp_path / "labels.jsonl", "noor")
    assert accepted(other) == []


def test_what_another_window_wrote_meanwhile_counts(session, tmp_path):
    ReviewSession(ROWS, tmp_path / "labels.jsonl", "mira").label("keep", row=6)
    assert [each.row for each in accepted(session)] == [0, 1, 6]
