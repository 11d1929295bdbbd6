"""A review by code: each verb, at each end, today and in a session tomorrow."""

import copy
import errno
import os
import random

import pytest

import ftwidgets as ft
from ftwidgets.examples import chat, fingerprint
from ftwidgets.exploration.scores.exploration import ScoreExploration
from ftwidgets.journals import journal as journal_module
from ftwidgets.journals.journal import JournalError
from ftwidgets.review.drawing import audit_size
from ftwidgets.review.queues import Queue
from ftwidgets.review.session import ReviewSession
from ftwidgets.tasks import Task
from review.reviewing import (
    LABELS,
    content,
    deeds_in,
    lines_of,
    make_read_only,
    row,
    rows,
    small_disk,
)

TASK = Task("tickets", "classification", labels=LABELS)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "labels.jsonl"


@pytest.fixture
def session(path):
    return ReviewSession(rows(5), path, "mira", task=TASK)


def verdicts(session):
    return [session.state(row).verdict for row in range(len(session.examples))]


def standing(session):
    """All that one sees of a session."""
    return {
        "queue": session.queue,
        "position": session.position,
        "current": session.current,
        "counts": +session.counts,
        "judged": session.judged,
        "states": dict(session.ledger.mine.states),
        "undoable": session.undoable,
        "redoable": session.redoable,
    }


def again(path, number=5):
    return ReviewSession(rows(number), path, "mira", task=TASK)


# Verbs


def test_label_skip_and_edit_go_on_flag_and_note_stay(session):
    session.label("keep")
    assert session.position == 1
    session.flag()
    session.note("odd")
    assert session.position == 1
    session.skip()
    assert session.position == 2
    session.edit("Hello")
    assert session.position == 3
    assert verdicts(session) == ["keep", "skip", "fix", None, None]
    assert (session.state(1).flagged, session.state(1).note) == (True, "odd")
    assert +session.counts == {"keep": 1, "skip": 1, "fix": 1, "": 2}
    assert session.judged == 2


def test_a_deed_on_another_row_does_not_move(session):
    session.label("drop", row=3)
    session.edit("Hello", 0, row=4)
    session.skip(row=1)
    assert session.position == 0
    session.label("keep", row=0)
    assert session.position == 1
    assert verdicts(session) == ["keep", "skip", None, "drop", "fix"]


def test_an_edit_without_a_turn_is_one_of_the_last_reply(session):
    session.edit("Your refund is on its way.")
    assert session.state(0).edits == {1: "Your refund is on its way."}
    session.edit("What?", turn=0, row=0)
    assert content(session.edited(0)) == ["What?", "Your refund is on its way."]
    session.edit("billing", row=0)
    session.edit(content(session.examples[0])[0], 0, row=0)
    assert (session.state(0).edits, session.state(0).outcome) == ({}, "keep")


def test_a_row_without_a_reply_is_edited_by_naming_the_message(path):
    session = ReviewSession([chat(("user", "Hi"))], path, "mira")
    with pytest.raises(ValueError, match="no reply; name the message to edit"):
        session.edit("Hello")
    session.edit("Hello", turn=0)
    assert content(session.edited(0)) == ["Hello"]


def test_flags_and_notes_can_be_taken_away(session):
    session.flag()
    session.note("odd")
    session.flag(False)
    session.note("")
    assert (session.state(0).flagged, session.state(0).note) == (False, "")
    assert session.judged == 0


def test_a_task_label_takes_the_place_of_a_reply_that_is_another_label(session):
    session.label("refund")
    session.label("delivery")
    assert content(session.edited(0))[1] == "refund"
    assert (session.state(0).outcome, session.state(0).label) == ("fix", "refund")
    assert session.edited(1) is session.examples[1]
    assert (session.state(1).outcome, session.state(1).label) == ("keep", "delivery")
    session.label("billing", row=0)
    assert content(session.edited(0))[1] == "billing"
    assert session.state(0).outcome == "keep"


def test_edits_and_labels_never_change_the_examples(path):
    examples = rows(4)
    before = copy.deepcopy(examples)
    session = ReviewSession(examples, path, "mira", task=TASK)
    session.edit("Hello")
    session.edit("Bye", 0)
    session.label("refund")
    session.edited(0)["messages"][1]["content"] = "changed by who got it"
    session.edited(0)["mark"] = True
    assert examples == before
    assert session.examples == before
    assert content(session.edited(0))[1] == "Hello"


def test_undo_goes_back_to_the_row_and_redo_does_it_again(session):
    session.label("keep")
    session.label("drop")
    session.label("fix")
    undone = session.undo()
    assert (undone.value, session.position) == ("fix", 2)
    assert session.undo().value == "drop"
    assert (session.position, verdicts(session)[:3]) == (1, ["keep", None, None])
    assert session.redo().value == "drop"
    assert verdicts(session)[:3] == ["keep", "drop", None]
    session.label("keep", row=4)
    assert session.redo() is None
    while session.undo():
        pass
    assert verdicts(session) == [None] * 5
    assert session.undo() is None


def test_an_undo_in_a_queue_without_the_row_stays_where_it_is(path):
    examples = [row(k, seed=k % 2) for k in range(6)]
    session = ReviewSession(examples, path, "mira")
    session.label("keep")
    session.choose(Queue("children", family=1))
    session.next()
    assert session.undo().row == 'id:"r0"'
    assert session.position == 1
    session.choose("all")
    assert session.state(0).verdict is None


def test_next_previous_and_go_stay_inside_the_queue(session):
    session.previous()
    assert session.position == 0
    session.go(3)
    session.previous()
    assert session.position == 2
    session.next()
    assert session.position == 3
    session.go(-7)
    assert session.position == 0
    assert verdicts(session) == [None] * 5
    assert {kind for kind, _ in deeds_in(session.ledger.journal.path)} == {"visit"}
    assert session.undoable is None


def test_at_the_end_of_a_queue_there_is_no_row_and_the_verbs_say_so(session):
    for _ in range(5):
        session.label("keep")
    assert (session.position, session.current) == (5, None)
    for verb in (session.skip, session.flag, lambda: session.label("keep")):
        with pytest.raises(ValueError, match="at its end; choose another one, or name"):
            verb()
    session.label("drop", row=0)
    assert session.position == 5
    session.previous()
    assert (session.position, session.current.row) == (4, 4)
    session.go(99)
    assert session.position == 5
    assert repr(session) == (
        "ReviewSession(mira: at the end of 5 rows in All rows, 5 of 5 judged)"
    )


def test_behind_the_last_row_is_the_end_and_tomorrow_the_row_passed_by(session, path):
    session.next()
    for _ in range(4):
        session.label("keep")
    assert (session.position, session.current) == (5, None)
    tomorrow = again(path)
    assert tomorrow.position == 0
    tomorrow.label("keep")
    assert tomorrow.position == 1  # the row after it, judged or not: it is re-read


def test_no_rows_are_a_queue_at_its_end(path):
    session = ReviewSession([], path, "mira")
    assert (session.position, session.current, session.judged) == (0, None, 0)
    session.next()
    session.go(3)
    assert session.undo() is None
    session.choose("flagged")
    with pytest.raises(ValueError, match="the queue is at its end"):
        session.label("keep")
    assert len(lines_of(path)) == 1


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (lambda s: s.label("good"), "'good' is no label here; use keep, fix, drop, b"),
        (lambda s: s.label(7), "label takes a label as text, got 7"),
        (lambda s: s.label(None), "label takes a label as text, got None"),
        (lambda s: s.note(None), "note takes a text, got None"),
        (lambda s: s.edit(None, turn=5), "there is no message 5; the row has 2"),
        (lambda s: s.edit("x", turn=-1), "turn is the number of a message, from 0"),
        (lambda s: s.edit(7), "edit takes the new text, or None for the original"),
        (lambda s: s.choose("best"), "no queue is called 'best'; use audit, all, "),
        (lambda s: s.choose("audit:5"), "is no key of a queue; such are"),
    ],
)
def test_what_is_not_allowed_is_refused_in_words_and_changes_nothing(
    session, path, deed, sentence
):
    session.label("keep")
    before, data = standing(session), path.read_bytes()
    with pytest.raises(ValueError, match=sentence):
        deed(session)
    assert standing(session) == before
    assert path.read_bytes() == data


@pytest.mark.parametrize("number", [-1, 5, 10**20])
def test_a_row_that_does_not_exist_is_refused(session, number):
    with pytest.raises(IndexError, match=f"row {number} of 5 rows"):
        session.label("keep", row=number)


def test_a_task_without_labels_has_the_verdicts_only(path):
    session = ReviewSession(rows(2), path, "mira")
    with pytest.raises(
        ValueError, match=r"'billing' is no label here; use keep, fix, d"
    ):
        session.label("billing")


# Tomorrow


def test_a_new_session_stands_where_the_last_one_stopped(session, path):
    session.label("keep")
    session.skip()
    session.flag()
    session.edit("Hello")
    session.undo()
    session.note("é\u202e")
    assert standing(again(path)) == standing(session)
    assert len(again(path).keys) == 5
    again(path).redo()
    session.refresh()
    assert session.state(2) == again(path).state(2)


def test_each_queue_keeps_its_position(session, path):
    session.label("keep")
    session.label("keep")
    session.choose(Queue("audit", 100, 7))
    session.go(4)
    session.choose("lowest_score")
    session.go(3)
    places = {"all": 2, "audit:100:7:kept": 4, "lowest_score": 3}
    for one in (session, again(path)):
        for key, place in places.items():
            one.choose(key)
            assert one.position == place, key


def test_a_queue_that_is_chosen_again_is_drawn_anew(session):
    session.choose("unlabelled")
    session.label("keep")
    session.label("keep")
    assert len(session.entries) == 5
    session.choose("flagged")
    assert session.entries == []
    session.choose("unlabelled")
    assert [entry.row for entry in session.entries] == [2, 3, 4]
    assert session.position == 0


def test_queues_of_rows_that_were_seen_begin_with_the_first_and_start_over(
    session, path
):
    for _ in range(5):
        session.flag()
        session.label("keep")
    session.flag(False, row=2)
    session.choose("flagged")
    assert [entry.row for entry in session.entries] == [0, 1, 3, 4]
    for place in range(4):
        assert session.position == place
        session.label("drop")
    assert session.position == again(path).position == 4
    session.choose("flagged")
    assert session.position == 0


def test_reordered_data_keeps_its_labels_and_the_next_row(session, path):
    session.label("keep")
    session.label("drop")
    order = [4, 2, 0, 3, 1]
    examples = [session.examples[k] for k in order]
    new = ReviewSession(examples, path, "mira", task=TASK)
    assert verdicts(new) == [None, None, "keep", None, "drop"]
    assert new.current.row == 1  # the row that was third
    assert (new.judged, +new.counts) == (session.judged, +session.counts)


def test_extended_data_goes_on_and_an_end_is_no_end_any_more(session, path):
    for _ in range(5):
        session.label("keep")
    new = again(path, 8)
    assert (new.position, new.judged, +new.counts) == (5, 5, {"keep": 5, "": 3})
    examples = [row(99), *rows(5)]
    front = ReviewSession(examples, path, "mira", task=TASK)
    assert (front.position, front.judged) == (0, 5)


def test_labels_of_rows_that_are_gone_are_kept_and_said(session, path):
    session.label("keep")
    session.label("refund")
    session.label("drop")
    less = ReviewSession(rows(5)[2:], path, "mira", task=TASK)
    assert (less.judged, less.position) == (1, 1)
    assert less.notes == [
        "2 rows judged in labels.jsonl but not in this data; nothing is lost"
    ]
    less.label("keep")
    full = again(path)
    assert full.state(1).label == "refund"
    assert (full.judged, full.notes) == (4, [])
    assert [full.undo().value for _ in range(4)] == ["keep", "drop", "refund", "keep"]


def test_a_changed_row_keeps_its_label_and_is_shown_as_older(session, path):
    session.label("keep")
    session.label("keep")
    examples = rows(5)
    examples[1] = row(1, "refund")
    new = ReviewSession(examples, path, "mira", task=TASK)
    assert verdicts(new)[:2] == ["keep", "keep"]
    new.choose("older_text")
    assert [entry.row for entry in new.entries] == [1]
    new.label("keep")
    new.choose("older_text")
    assert new.entries == []


def test_rows_without_ids_and_with_equal_texts_keep_their_labels(path):
    same = chat(("user", "Hi"), ("assistant", "Hello"))
    other = chat(("user", "Bye"), ("assistant", "Bye"))
    ReviewSession([same, other, same], path, "mira").label("drop", row=2)
    assert verdicts(ReviewSession([other, same, same], path, "mira")) == [
        None,
        None,
        "drop",
    ]


def test_a_damaged_journal_opens_and_says_which_line_it_passed_over(session, path):
    session.label("keep")
    session.label("drop")
    lines = path.read_bytes().splitlines(True)
    lines[1] = lines[1].replace(b"keep", b"fail")
    path.write_bytes(b"".join(lines) + b'{"id": "to')
    new = again(path)
    assert verdicts(new) == [None, "drop", None, None, None]
    assert new.notes == [
        "labels.jsonl, line 2: its checksum does not fit; "
        "it was changed after writing; passed over",
        "labels.jsonl, line 4: cut off in the middle of a write; passed over",
    ]
    new.label("fix", row=0)
    assert verdicts(again(path))[:2] == ["fix", "drop"]


def test_random_deeds_stand_the_same_after_each_restart(path):
    chance, session = random.Random(5), again(path)
    for _ in range(150):
        verb = chance.choice(["label", "skip", "flag", "undo", "redo", "go", "choose"])
        if verb == "label":
            session.label(chance.choice(["keep", "drop", *LABELS]), chance.randrange(5))
        elif verb == "go":
            session.go(chance.randrange(7))
        elif verb == "choose":
            session.choose(chance.choice(["all", "audit", "lowest_score"]))
        elif verb == "flag":
            session.flag(row=chance.randrange(5))
        elif verb == "skip":
            session.skip(chance.randrange(5))
        else:
            getattr(session, verb)()
        if chance.random() < 0.3:
            before, session = standing(session), again(path)
            assert standing(session) == before


# People


def test_two_people_on_one_journal_do_not_share_labels_or_places(path):
    mira, noor = (ReviewSession(rows(5), path, name) for name in ("mira", "noor"))
    mira.label("keep")
    mira.label("keep")
    noor.label("drop")
    mira.refresh()
    assert verdicts(mira) == ["keep", "keep", None, None, None]
    assert verdicts(noor) == ["drop", None, None, None, None]
    assert (mira.position, noor.position) == (2, 1)
    assert noor.undo().value == "drop"
    assert noor.undo() is None
    assert ReviewSession(rows(5), path, "mira").judged == 2
    assert mira.ledger.others.keys() == {"noor"}


@pytest.mark.parametrize(
    "name", ["Zoë", "李 明", "a\nb", "=cmd()", "x" * 500, "\ud800"]
)
def test_names_of_all_kinds_can_review(path, name):
    ReviewSession(rows(2), path, name).label("keep")
    session = ReviewSession(rows(2), path, name)
    assert (session.annotator, session.judged) == (name, 1)


def test_the_name_comes_from_the_environment(path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_USER", "noor")
    ReviewSession(rows(2), path).label("keep")
    assert lines_of(path)[1]["by"] == "noor"


def test_in_a_folder_each_person_has_a_file(tmp_path):
    for name in ("mira", "noor"):
        ReviewSession(rows(2), tmp_path / "labels", name).label("keep")
    assert sorted(os.listdir(tmp_path / "labels")) == ["mira.jsonl", "noor.jsonl"]


# Disks


def refuses_everything(session, match):
    """No verb changes anything while the journal cannot be written."""
    before = standing(session)
    deeds = [
        lambda: session.label("keep"),
        lambda: session.label("refund", row=3),
        lambda: session.edit("Hello" * 20_000),
        lambda: session.note("odd"),
        session.flag,
        session.skip,
        session.undo,
        session.redo,
        session.next,
        session.previous,
        lambda: session.choose("lowest_score"),
    ]
    for deed in deeds:
        with pytest.raises(JournalError, match=match):
            deed()
        assert standing(session) == before


def prepared(path):
    session = again(path)
    session.label("keep")
    session.label("drop")
    session.undo()
    return session


def test_a_full_disk_moves_no_row_and_counts_nothing(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("no disk can be mounted here")
        path = disk / "labels.jsonl"
        session = prepared(path)
        data, filler = path.read_bytes(), disk / "filler"
        path.write_bytes(data + b"\n" * (4096 - len(data) % 4096))  # end of a page
        session = again(path)
        data = path.read_bytes()
        with pytest.raises(OSError, match="No space left"):
            filler.write_bytes(bytes(2**20))
        refuses_everything(session, "No space left on device")
        assert path.read_bytes() == data
        filler.unlink()
        session.label("fix")
        assert verdicts(again(path))[:2] == ["keep", "fix"]


def test_a_read_only_disk_moves_no_row_and_counts_nothing(tmp_path):
    with small_disk(tmp_path / "disk") as disk:
        if disk is None:
            pytest.skip("no disk can be mounted here")
        session = prepared(disk / "labels.jsonl")
        make_read_only(disk)
        refuses_everything(session, "Read-only file system")
        refuses_everything(again(disk / "labels.jsonl"), "Read-only file system")


def test_a_write_that_breaks_off_moves_no_row_and_counts_nothing(path, monkeypatch):
    session = prepared(path)
    data, write = path.read_bytes(), os.write

    def half(descriptor, data):
        if len(data) > 50:
            return write(descriptor, bytes(data[:50]))
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(journal_module.os, "write", half)
        session_before = standing(session)
        with pytest.raises(JournalError, match="No space left on device"):
            session.label("keep")
        assert standing(session) == session_before
    assert path.read_bytes() == data
    session.label("keep")
    assert session.position == 2
    assert again(path).notes == []


def test_a_journal_that_was_removed_is_not_made_again_behind_ones_back(session, path):
    session.label("keep")
    path.unlink()
    refuses = pytest.raises(JournalError, match="No such file or directory")
    with refuses:
        session.label("drop")
    assert (session.position, session.judged, path.exists()) == (1, 1, False)


# Real sources


def test_a_loaded_file_is_reviewed(path):
    data = ft.load("data/raw_tickets.jsonl")
    session = ReviewSession(data, path, "mira", queue=Queue("audit", 10, 1))
    assert len(session.entries) == audit_size(598, 10) == 60
    session.label("keep")
    again = ReviewSession(data, path, "mira", queue=Queue("audit", 10, 1))
    assert repr(again) == (
        "ReviewSession(mira: row 2 of 60 in Random audit, 10 %, 1 of 598 judged)"
    )


def test_of_a_curation_the_kept_rows_are_reviewed_and_an_audit_measures_all(path):
    curation = ft.curate(ft.load("data/raw_tickets.jsonl"))
    session = ReviewSession(curation, path, "mira")
    shown = [session.examples[entry.row] for entry in session.entries]
    assert shown == curation.kept
    assert len(session.examples) == 598
    session.choose(Queue("audit", 10, before_filtering=True))
    rows = {entry.row for entry in session.entries}
    assert len(rows) == 60
    assert rows - session.kept
    assert rows & session.kept
    session.choose(Queue("audit", 10))
    assert len(session.entries) == audit_size(len(curation.kept), 10)
    assert {entry.row for entry in session.entries} <= session.kept


def test_labels_given_on_the_file_are_there_on_what_was_kept_of_it(path):
    data = ft.load("data/raw_tickets.jsonl")
    whole = ReviewSession(data, path, "mira")
    for place in range(20):
        whole.label("keep" if place % 2 else "drop")
    kept = ReviewSession(ft.curate(data), path, "mira")
    assert kept.ledger.mine.states == whole.ledger.mine.states
    assert kept.judged == 20
    assert kept.notes == []


def test_labels_say_of_each_judged_row_whether_it_was_kept_as_it_is(session):
    prints = [fingerprint(each) for each in session.examples]
    session.label("keep", row=0)
    session.label("drop", row=1)
    session.edit("Another reply.", row=2)
    session.skip(row=3)
    session.label("keep", row=4)
    session.undo()
    assert session.judgements() == {prints[0]: True, prints[1]: False, prints[2]: False}


def test_labels_of_an_audit_are_of_no_other_row_and_measure_the_score(path):
    examples = [
        chat(("user", f"Where is parcel {n}?"), ("assistant", text), id=f"p{n}")
        for n, text in enumerate(["It comes on Friday."] * 15 + ["I cannot help."] * 15)
    ]
    audit = Queue("audit", percent=20, seed=3, before_filtering=True)
    session = ReviewSession(ft.curate(examples), path, "mira", queue=audit)
    drawn = [entry.row for entry in session.drawn.entries(audit)]
    for row_of_it in drawn:
        session.label("keep" if row_of_it < 15 else "drop", row=row_of_it)
    session.label("keep", row=min(set(range(30)) - set(drawn)))
    found = session.judgements(audit)
    assert found == {fingerprint(examples[each]): each < 15 for each in drawn}
    scores = ScoreExploration(examples, labels=found)
    assert scores.measure().rows == len(drawn)
    assert scores.measure().good == sum(each < 15 for each in drawn)
