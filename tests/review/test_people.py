"""What do several reviewers say together, whoever reads their journals?"""

import pytest

from ftwidgets.examples import chat
from ftwidgets.review.history import RowState
from ftwidgets.review.journal import Journal
from ftwidgets.review.operations import Operation
from ftwidgets.review.people import Reviews, agreed, read_reviews
from ftwidgets.review.session import ReviewSession

ROWS = [
    chat(("user", f"Where is parcel {name}?"), ("assistant", f"In {name}."), id=name)
    for name in ("oslo", "lima", "bonn", "riga")
]
OSLO, LIMA, BONN, RIGA = (f'id:"{row["id"]}"' for row in ROWS)


@pytest.fixture
def folder(tmp_path):
    """Mira judges all four rows, Noor three of them; they agree on Oslo and Lima."""
    mira = ReviewSession(ROWS, tmp_path / "labels", "mira")
    mira.label("keep", row=0)
    mira.edit("It is in Lima.", row=1)
    mira.label("drop", row=2)
    mira.label("keep", row=3)
    noor = ReviewSession(ROWS, tmp_path / "labels", "noor")
    noor.label("keep", row=0)
    noor.edit("It is in Lima.", row=1)
    noor.label("keep", row=2)
    noor.skip(row=3)
    return tmp_path / "labels"


def deed(number, kind, row, by="mira", at="", **values):
    return Operation(str(number), kind, row, by, at=at, **values)


def journal(path, *operations):
    Journal(path).append(operations)
    return path


def test_a_folder_of_journals_is_read_as_one(folder):
    reviews = read_reviews(folder)
    assert reviews.names == ["mira", "noor"]
    assert reviews.answers("mira") == {
        OSLO: "keep",
        LIMA: "fix",
        BONN: "drop",
        RIGA: "keep",
    }
    assert reviews.answers("noor") == {OSLO: "keep", LIMA: "fix", BONN: "keep"}
    assert reviews.disputed == [BONN]
    assert set(reviews.settled) == {OSLO, LIMA, RIGA}
    assert repr(reviews) == ("Reviews(2 people: mira, noor; 4 rows judged, 1 disputed)")


def test_journals_can_be_listed_and_named_from_the_workspace(folder, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(folder.parent))
    alone = read_reviews("labels/noor.jsonl")
    assert alone.names == ["noor"]
    both = read_reviews([folder / "noor.jsonl", "labels/mira.jsonl"])
    assert both == read_reviews(folder)


def test_agreement_compares_the_two_who_judged(folder):
    found = read_reviews(folder).agreement(resamples=50)
    assert (found.both, found.only_first, found.only_second) == (3, 1, 0)
    assert [(each.row, each.first, each.second) for each in found.disagreements] == [
        (BONN, "drop", "keep")
    ]
    # Observed 2/3; expected (1*2 + 1*1 + 1*0)/9 = 1/3; kappa (2/3 - 1/3)/(1 - 1/3).
    assert found.kappa == pytest.approx(0.5)


def test_two_of_three_must_be_named(folder):
    ReviewSession(ROWS, folder, "ana").label("drop", row=0)
    reviews = read_reviews(folder)
    with pytest.raises(ValueError, match="two people, and ana, mira, noor judged here"):
        reviews.agreement()
    assert reviews.agreement("ana", "noor", resamples=50).both == 1


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        (("mira",), "got 'mira' and None"),
        (("mira", "mira"), "got 'mira' and 'mira'"),
        (("mira", "leo"), "'leo' has judged nothing here; mira, noor did"),
    ],
)
def test_a_pair_that_is_none_is_refused_with_those_there_are(folder, pair, message):
    with pytest.raises(ValueError, match=message):
        read_reviews(folder).agreement(*pair)


def test_one_reviewer_alone_has_nobody_to_agree_with(folder):
    ReviewSession(ROWS, folder / "other.jsonl", "leo").next()
    with pytest.raises(ValueError, match=r"mira judged here; name two of them"):
        read_reviews([folder / "mira.jsonl", folder / "other.jsonl"]).agreement()
    with pytest.raises(ValueError, match="nobody judged here"):
        Reviews().agreement()


def test_where_nothing_can_be_read_it_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="no journal is there"):
        read_reviews(tmp_path)


def test_damage_is_named_with_its_file(folder):
    with open(folder / "mira.jsonl", "a") as file:
        file.write("torn")
    (damage,) = read_reviews(folder).damage
    assert damage.startswith("mira.jsonl, line 6: ")


def test_a_merged_journal_gives_the_same_states_and_the_same_bytes(folder, tmp_path):
    reviews = read_reviews(folder)
    merged = reviews.write(tmp_path / "merged.jsonl")
    assert read_reviews(merged).states == reviews.states
    assert Journal(merged).read() == list(reviews.operations)
    again = read_reviews([folder / "noor.jsonl", folder / "mira.jsonl"])
    second = again.write(tmp_path / "second.jsonl")
    assert second.read_bytes() == merged.read_bytes()
    # Merged once more, with what it was made of.
    third = read_reviews([folder, merged]).write(tmp_path / "third.jsonl")
    assert third.read_bytes() == merged.read_bytes()


def test_a_merged_journal_can_be_worked_on(folder, tmp_path):
    merged = read_reviews(folder).write(tmp_path / "merged.jsonl")
    session = ReviewSession(ROWS, merged, "noor")
    assert session.judged == 3
    session.label("drop", row=3)
    assert read_reviews(merged).settled.keys() == {OSLO, LIMA}


def test_a_journal_is_never_overwritten(folder):
    before = (folder / "mira.jsonl").read_bytes()
    with pytest.raises(FileExistsError, match="never overwritten"):
        read_reviews(folder).write(folder / "mira.jsonl")
    assert (folder / "mira.jsonl").read_bytes() == before


def test_deeds_of_one_moment_stay_in_the_order_of_their_journal(tmp_path):
    # By their ids alone the undo would come first, and undo nothing.
    path = journal(
        tmp_path / "a.jsonl",
        deed("z", "label", "row", at="T1", value="keep"),
        deed("a", "undo", "row", at="T1", target="z"),
    )
    reviews = read_reviews(path)
    assert reviews.judged == {}
    assert read_reviews(reviews.write(tmp_path / "b.jsonl")).judged == {}


def test_a_clock_that_goes_back_does_not_turn_the_order(tmp_path):
    path = journal(
        tmp_path / "a.jsonl",
        deed(1, "label", "row", at="T9", value="drop"),
        deed(2, "label", "row", at="T1", value="keep"),
    )
    assert read_reviews(path).answers("mira") == {"row": "keep"}


def test_two_journals_of_one_person_are_taken_in_order_of_time(tmp_path):
    journal(tmp_path / "a.jsonl", deed(1, "label", "row", at="T2", value="drop"))
    journal(tmp_path / "b.jsonl", deed(2, "label", "row", at="T1", value="keep"))
    assert read_reviews(tmp_path).answers("mira") == {"row": "drop"}


KEEP, DROP = RowState(verdict="keep"), RowState(verdict="drop")


@pytest.mark.parametrize(
    ("one", "other", "is_settled"),
    [
        (KEEP, KEEP, True),
        (KEEP, DROP, False),
        (KEEP, RowState(verdict="keep", edits={1: "a"}), False),
        (
            RowState(verdict="fix", edits={1: "a"}),
            RowState("keep", edits={1: "a"}),
            True,
        ),
        (RowState("fix", edits={1: "a"}), RowState("fix", edits={1: "b"}), False),
        (DROP, RowState(verdict="drop", edits={1: "a"}), True),
        (KEEP, RowState(verdict="keep", label="billing"), True),
        (RowState("keep", label="app"), RowState("keep", label="billing"), False),
        (KEEP, RowState(verdict="keep", note="odd", flagged=True), True),
    ],
)
def test_people_agree_on_outcome_text_and_label(one, other, is_settled):
    assert (agreed({"mira": one, "noor": other}) is not None) == is_settled


def test_what_is_settled_is_told_by_the_latest():
    early, late = RowState("keep", at="T1"), RowState("keep", at="T2", note="still")
    assert agreed({"mira": late, "noor": early}) is late
