"""Does what was accepted leave the house whole, with its proof, and alike each time?"""

import copy
import hashlib
import json

import pytest

from ftwidgets.conversion import LossError
from ftwidgets.examples import chat, fingerprint
from ftwidgets.review.session import ReviewSession

ROWS = [
    {
        "id": town,
        "seed": "gold-1",
        **chat(("user", f"Where is parcel {town}?"), ("assistant", f"In {town}.")),
    }
    for town in ("oslo", "lima", "bonn", "riga", "quito", "turin", "kyoto")
]


@pytest.fixture
def labels(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "labels.jsonl"


@pytest.fixture
def session(labels):
    old = copy.deepcopy(ROWS)
    old[4]["messages"][1]["content"] = "Somewhere."
    ReviewSession(old, labels, "mira").edit("In Quito.", row=4)
    session = ReviewSession(ROWS, labels, "mira")
    session.do("label", 0, value="keep", seconds=2.5)
    session.edit("In Lima, Peru.", row=1)
    session.note("so I think", row=1)
    session.label("drop", row=2)
    session.label("fix", row=3)
    session.skip(row=5)
    return session


def read(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def content(folder):
    return {each.name: each.read_bytes() for each in sorted(folder.iterdir())}


def test_accepted_rows_are_written_in_the_targets_format(session):
    made = session.export("nova")
    texts = [
        [message["content"] for message in row["messages"]]
        for row in read(made.folder / "accepted.jsonl")
    ]
    assert texts == [
        [[{"text": "Where is parcel oslo?"}], [{"text": "In oslo."}]],
        [[{"text": "Where is parcel lima?"}], [{"text": "In Lima, Peru."}]],
    ]


def test_the_counts_add_up(session):
    made = session.export()
    counts = dict(made.summary["counts"])
    assert counts == {
        "rows": 7,
        "accepted": 2,
        "dropped": 1,
        "to_fix": 1,
        "older_text": 1,
        "skipped": 1,
        "not_judged": 1,
        "refused": 0,
    }
    assert counts.pop("rows") == sum(counts.values())
    assert made.report.splitlines()[0].startswith("7 rows: 2 accepted, 1 dropped")
    name = made.folder.name
    assert repr(made) == f"ReviewExport({name}: 2 of 7 rows accepted, written for chat)"


def test_the_sidecar_has_a_line_for_every_judged_row(session):
    lines = read(session.export().folder / "review.jsonl")
    where = [(each["row"], each["accepted"], each["why_not"]) for each in lines]
    assert where == [
        (0, 0, None),
        (1, 1, None),
        (2, None, "dropped"),
        (3, None, "to_fix"),
        (4, None, "older_text"),
    ]
    fixed = lines[1]
    assert fixed.pop("at").endswith("Z")
    edited = copy.deepcopy(ROWS[1])
    edited["messages"][1]["content"] = "In Lima, Peru."
    assert fixed == {
        "row": 1,
        "line": 2,
        "key": 'id:"lima"',
        "by": "mira",
        "seconds": 0.0,
        "queue": "all",
        "seed": "gold-1",
        "outcome": "fix",
        "label": None,
        "note": "so I think",
        "flagged": False,
        "fingerprint": fingerprint(ROWS[1]),
        "judged_fingerprint": fingerprint(ROWS[1]),
        "edited_fingerprint": fingerprint(edited),
        "edits": [{"message": 1, "before": "In lima.", "after": "In Lima, Peru."}],
        "accepted": 1,
        "why_not": None,
        "beside": {"id": "lima", "seed": "gold-1"},
    }
    assert lines[0]["seconds"] == 2.5
    old = lines[4]
    assert old["judged_fingerprint"] != old["fingerprint"] == old["edited_fingerprint"]


def test_the_same_journal_and_data_give_the_same_bytes(session, labels, tmp_path):
    first = session.export(folder=tmp_path / "first")
    again = ReviewSession(ROWS, labels, "mira").export(folder=tmp_path / "again")
    assert content(first.folder) == content(again.folder)
    assert session.export().folder == session.export().folder
    session.label("keep", row=6)
    later = session.export(folder=tmp_path / "later")
    assert content(first.folder) != content(later.folder)


def test_the_summary_vouches_for_the_files(session):
    made = session.export()
    summary = json.loads((made.folder / "review.json").read_text("utf-8"))
    assert summary == made.summary
    assert set(summary["outputs"]) == {"accepted.jsonl", "review.jsonl"}
    for name, digest in summary["outputs"].items():
        data = (made.folder / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == digest


def test_a_folder_with_other_files_is_not_overwritten_unasked(session, tmp_path):
    made = session.export(folder=tmp_path / "mine")
    session.label("drop", row=0)
    with pytest.raises(FileExistsError, match="overwrite=True"):
        session.export(folder=tmp_path / "mine")
    assert len(read(made.folder / "accepted.jsonl")) == 2
    session.export(folder=tmp_path / "mine", overwrite=True)
    assert len(read(made.folder / "accepted.jsonl")) == 1


def test_a_loss_is_refused_with_its_name_and_row_unless_allowed(labels, tmp_path):
    system = {"role": "system", "content": "Be brief."}
    rows = [ROWS[0], {**ROWS[1], "messages": [system, *ROWS[1]["messages"]]}]
    session = ReviewSession(rows, labels, "mira")
    session.label("keep")
    session.label("keep")
    with pytest.raises(LossError, match=r"system_prompt 1.*row 2: choose another"):
        session.export("completion")
    assert not (tmp_path / "workspace").exists()
    made = session.export("completion", allow_lossy=True)
    assert made.summary["counts"]["accepted"] == 2
    assert made.summary["not_carried_over"]["system_prompt"] == 1
    assert "Not carried over: the system prompt (1)" in made.report


def test_rows_that_the_target_refuses_are_listed_and_not_lost(labels):
    session = ReviewSession(ROWS, labels, "mira")
    session.label("keep")
    session.edit(" ")
    session.label("keep")
    made = session.export()
    assert made.summary["counts"]["accepted"] == 2
    assert made.summary["counts"]["refused"] == 1
    assert made.summary["refused"] == [{"row": 1, "line": 2, "why": "empty_content"}]
    lines = read(made.folder / "review.jsonl")
    assert [(each["accepted"], each["why_not"]) for each in lines] == [
        (0, None),
        (None, "refused: empty_content"),
        (1, None),
    ]
    assert "1 accepted row cannot be written for chat (empty_content): row 2." in (
        made.report
    )


def test_nothing_that_a_row_carries_breaks_the_sidecar(labels):
    row = {**ROWS[0], "mood": float("nan")}
    session = ReviewSession([row], labels, "mira")
    session.note("half a \ud800", row=0)
    session.label("keep")
    made = session.export(allow_lossy=True)
    (line,) = read(made.folder / "review.jsonl")
    assert line["note"] == "half a \ud800"
    assert line["beside"]["mood"] is None


def test_what_of_the_journal_did_not_count_is_said(session, labels):
    with open(labels, "a") as file:
        file.write("torn")
    report = ReviewSession(ROWS[1:], labels, "mira").export().report
    assert "1 judged row not in this data." in report
    assert "labels.jsonl, line " in report


def test_azure_asks_for_a_byte_order_mark(session):
    made = session.export("azure")
    assert (made.folder / "accepted.jsonl").read_bytes().startswith(b"\xef\xbb\xbf{")
