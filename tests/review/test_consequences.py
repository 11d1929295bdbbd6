"""Do reviews change what all say alike, and leave alone what they do not?"""

import copy

import pytest

from ftwidgets.datasets import Dataset
from ftwidgets.examples import chat, fingerprint
from ftwidgets.inputs import ChangedInputError, Input, input_of
from ftwidgets.recipes import Recipe
from ftwidgets.review.consequences import apply_reviews, with_reviews
from ftwidgets.review.journal import Journal
from ftwidgets.review.operations import Operation
from ftwidgets.review.session import ReviewSession

TOWNS = ("oslo", "lima", "bonn", "riga", "quito", "turin")
ROWS = [
    chat(("user", f"Where is parcel {town}?"), ("assistant", f"In {town}."), id=town)
    for town in TOWNS
]
OSLO, LIMA, BONN, RIGA, QUITO, TURIN = range(6)


@pytest.fixture
def labels(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    return tmp_path / "labels"


def review(labels, name, rows=ROWS):
    return ReviewSession(rows, labels, name)


def applied(rows=ROWS, places="labels"):
    return apply_reviews(
        Dataset.of(rows), with_reviews(Recipe.STANDARD, places).reviews
    )


def test_what_all_say_alike_is_done(labels):
    mira, noor = review(labels, "mira"), review(labels, "noor")
    mira.label("keep", row=OSLO)
    mira.edit("It is in Lima.", row=LIMA)
    mira.note("rude", row=BONN)
    for session in (mira, noor):
        session.label("drop", row=BONN)
    found = applied()
    assert found.dropped == {BONN}
    assert found.data.examples[LIMA]["messages"][1]["content"] == "It is in Lima."
    assert found.data.examples[OSLO] == ROWS[OSLO]
    said = {row: (each.by, each.outcome) for row, each in found.settled.items()}
    assert said == {
        OSLO: (("mira",), "keep"),
        LIMA: (("mira",), "fix"),
        BONN: (("mira", "noor"), "drop"),
    }
    assert found.settled[BONN].note == "rude"
    edited = found.settled[LIMA].to_dict()
    assert edited.pop("at").endswith("Z")
    assert edited == {
        "by": ["mira"],
        "outcome": "fix",
        "original_fingerprint": fingerprint(ROWS[LIMA]),
        "edits": [{"message": 1, "before": "In lima.", "after": "It is in Lima."}],
    }
    assert found.reviewers == {"mira": 3, "noor": 1}
    assert found.notes == []


def test_what_is_not_clear_stays_as_it_is_and_is_counted(labels):
    mira, noor = review(labels, "mira"), review(labels, "noor")
    mira.label("drop", row=OSLO)
    noor.label("keep", row=OSLO)
    mira.edit("Lima, Peru.", row=LIMA)
    noor.edit("Lima, surely.", row=LIMA)
    mira.label("drop", row=BONN)
    mira.label("fix", row=RIGA)
    mira.skip(row=QUITO)
    changed = [copy.deepcopy(row) for row in ROWS]
    changed[BONN]["messages"][1]["content"] = "In Bonn, on the Rhine."
    found = applied(changed)
    assert found.data.examples == changed
    assert found.settled == {}
    assert found.untouched == {
        "to_fix": [RIGA],
        "disputed": [OSLO, LIMA],
        "older_text": [BONN],
    }
    assert found.notes == [
        "1 row is marked to be fixed, but not edited yet; it is untouched",
        "2 rows are disputed: those who judged differ; they are untouched",
        "1 row was judged on an older text; it is untouched",
    ]


def test_who_judged_an_older_text_has_no_say_in_the_present_one(labels):
    old = [copy.deepcopy(row) for row in ROWS]
    old[OSLO]["messages"][1]["content"] = "Somewhere."
    review(labels, "mira", old).label("keep", row=OSLO)
    review(labels, "noor").label("drop", row=OSLO)
    found = applied()
    assert found.dropped == {OSLO}
    assert found.settled[OSLO].by == ("noor",)


def test_rows_that_the_data_does_not_have_are_counted(labels):
    mira = review(labels, "mira")
    mira.label("drop", row=OSLO)
    mira.label("keep", row=TURIN)
    found = applied(ROWS[1:])
    assert found.absent == 1
    assert found.notes == ["1 judged row not in this data"]
    assert found.counts["kept"] == 1


def test_positions_are_those_of_the_records(labels):
    review(labels, "mira").label("drop", row=LIMA)
    assert applied(["no record", *ROWS]).dropped == {LIMA + 1}


def test_an_edit_of_a_message_that_cannot_take_it_is_one_of_another_text(labels):
    parts = [{"type": "text", "text": "Hi"}]
    row = {"id": "a", "messages": [{"role": "user", "content": parts}]}
    edits = [
        Operation(f"{turn}", "edit", 'id:"a"', "mira", value="Hello", turn=turn)
        for turn in (0, 7)
    ]
    for number, edit in enumerate(edits):
        path = labels / f"{number}.jsonl"
        Journal(path).append([edit])
        found = applied([row, *ROWS], path)
        assert found.untouched["older_text"] == [0]
        assert found.data.examples[0] == row


def test_the_lessons_record_takes_the_text_where_it_has_messages(labels):
    plain = {"prompt": "Where is it?", "completion": "Here.", "id": "plain"}
    rows = [{"lang": "en", **ROWS[OSLO]}, plain]
    session = review(labels, "mira", Dataset.of(rows))
    session.edit("In Oslo, Norway.", row=0)
    session.edit("Over there.", row=1)
    found = applied(rows)
    assert list(found.data.records[0]) == ["lang", "messages", "id"]
    assert found.data.records[0]["messages"][1]["content"] == "In Oslo, Norway."
    assert found.data.records[1] == plain
    assert found.data.examples[1]["messages"][1]["content"] == "Over there."


def test_nothing_given_is_changed(labels):
    review(labels, "mira").edit("Norway.", row=OSLO)
    data = Dataset.of(copy.deepcopy(ROWS))
    apply_reviews(data, with_reviews(Recipe.STANDARD, "labels").reviews)
    assert data == Dataset.of(ROWS)


def test_a_journal_is_named_once_and_as_it_is_now(labels):
    session = review(labels, "mira")
    first = session.add_to(Recipe.STANDARD)
    (named,) = first.reviews
    assert named == input_of(labels / "mira.jsonl")
    assert named.path == "data/workspace/labels/mira.jsonl"
    session.label("keep")
    (later,) = session.add_to(first).reviews
    assert later.path == named.path
    assert later.sha256 != named.sha256
    review(labels, "noor").label("keep")
    assert len(with_reviews(first, "labels").reviews) == 2


def test_a_journal_outside_the_project_and_the_workspace_is_refused(
    labels, tmp_path, monkeypatch
):
    session = review(labels, "mira")
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "elsewhere"))
    with pytest.raises(ValueError, match="outside the project and the workspace"):
        session.add_to(Recipe.STANDARD)


def test_a_changed_journal_is_refused(labels):
    session = review(labels, "mira")
    recipe = session.add_to(Recipe.STANDARD)
    session.label("keep")
    with pytest.raises(ChangedInputError, match=r"mira\.jsonl has changed"):
        apply_reviews(Dataset.of(ROWS), recipe.reviews)


def test_a_missing_journal_is_refused(labels):
    with pytest.raises(ValueError, match="the recipe names this journal, and there is"):
        apply_reviews(Dataset.of(ROWS), [Input("data/workspace/labels/no.jsonl")])


def test_another_file_is_no_journal(labels):
    with pytest.raises(ValueError, match="no journal of ours"):
        apply_reviews(Dataset.of(ROWS), [Input("data/raw_tickets.jsonl")])


def test_a_damaged_line_is_named(labels):
    review(labels, "mira").label("drop", row=OSLO)
    with open(labels / "mira.jsonl", "a") as file:
        file.write("torn")
    found = applied()
    assert found.dropped == {OSLO}
    assert found.card["damage"] == list(found.damage)
    assert found.damage[0].startswith("mira.jsonl, line 3")
