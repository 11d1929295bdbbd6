"""Where one is, what is checked before it is done, and what is done only once."""

import errno
import os

import pytest

import ftwidgets as ft
from ftwidgets.examples import fingerprint
from ftwidgets.journals.journal import JournalError
from ftwidgets.recipes import Recipe
from ftwidgets.review.desk import Desk
from ftwidgets.review.journal import Journal
from ftwidgets.review.operations import Operation
from ftwidgets.review.queues import Queue
from ftwidgets.review.session import ReviewSession
from ftwidgets.tasks import Task
from review.reviewing import LABELS, deeds_in, lines_of, row, rows


@pytest.fixture
def path(tmp_path):
    return tmp_path / "labels.jsonl"


def keep(desk, place, **values):
    return desk.operation("label", desk.keys[place], place + 1, value="keep", **values)


def test_a_new_desk_is_at_the_first_row_of_all(path):
    desk = Desk(rows(3), path, "mira")
    assert (desk.queue, desk.position, desk.current.row) == (Queue(), 0, 0)
    assert desk.annotator == "mira"
    assert desk.labels == ()
    assert len(lines_of(path)) == 1


def test_an_operation_says_all_about_the_deed(path):
    desk = Desk(rows(3), path, "mira", queue=Queue("audit", 100))
    made = keep(desk, 1, seconds=2.5)
    order = [entry.row for entry in desk.entries]
    assert (made.kind, made.row, made.by, made.value) == (
        "label",
        'id:"r1"',
        "mira",
        "keep",
    )
    assert made.fingerprint == fingerprint(desk.examples[1])
    assert (made.queue, made.start) == ("audit:100:0:kept",) * 2
    assert (made.then, made.seconds) == (f'id:"r{order[2]}"', 2.5)
    assert lines_of(path)[1:] == []  # it is not done yet


def test_an_operation_behind_the_last_row_has_none_that_comes_next(path):
    desk = Desk(rows(3), path, "mira")
    assert keep(desk, 2).then is None


def test_a_row_that_is_not_in_the_data_can_still_be_spoken_of(path):
    desk = Desk(rows(3), path, "mira")
    desk.apply([desk.operation("label", 'id:"gone"', 0, value="drop")])
    assert desk.state_of('id:"gone"').verdict == "drop"
    assert desk.state_of('id:"gone"').fingerprint == ""


def test_an_operation_that_is_known_is_not_written_again(path):
    desk = Desk(rows(3), path, "mira")
    one, other = keep(desk, 0), keep(desk, 1)
    told = []
    desk.listen(told.append)
    desk.apply([one, other])
    desk.apply([one])
    Desk(rows(3), path, "mira").apply([other, one])
    assert len(lines_of(path)) == 3
    assert told == [[one.id, other.id], [one.id]]
    assert desk.position == 2


def test_a_listener_hears_of_what_another_window_does(path):
    desk, other = Desk(rows(3), path, "mira"), Desk(rows(3), path, "mira")
    told = []
    desk.listen(lambda done: told.append((done, desk.state(1).verdict)))
    other.apply([keep(other, 1)])
    desk.refresh()
    assert told == [([], "keep")]


def test_of_several_operations_those_before_a_failure_count(path, monkeypatch):
    desk = Desk(rows(3), path, "mira")
    made, told = [keep(desk, place) for place in range(3)], []
    desk.listen(told.append)
    append, calls = Journal.append, iter([True, False])

    def fail(journal, operations):
        if not next(calls):
            raise JournalError(errno.ENOSPC, "nothing was saved")
        append(journal, operations)

    monkeypatch.setattr(Journal, "append", fail)
    with pytest.raises(JournalError):
        desk.apply(made)
    assert [desk.state(place).verdict for place in range(3)] == ["keep", None, None]
    assert told == [[made[0].id]]
    assert desk.position == 1


# The queue one begins with


def visited(path, queue=None, **beside):
    return ReviewSession(rows(20), path, "mira", queue=queue, **beside)


def test_the_queue_asked_for_is_where_a_new_journal_begins(path):
    assert visited(path, "lowest_score").queue == Queue("lowest_score")


def test_the_same_cell_goes_on_in_the_queue_it_was_left_in(path):
    session = visited(path, "lowest_score")
    session.choose(Queue("audit", 50, 3))
    session.label("keep")
    again = visited(path, "lowest_score")
    assert (again.queue, again.position) == (Queue("audit", 50, 3), 1)


def test_a_cell_that_asks_for_another_queue_gets_it(path):
    visited(path, "lowest_score").label("keep")
    assert visited(path, "suspects").queue == Queue("suspects")
    again = visited(path, Queue("audit", 50))
    assert (again.queue, again.position) == (Queue("audit", 50), 0)
    again.label("keep")
    assert visited(path, Queue("audit", 50)).position == 1
    assert visited(path).queue == Queue()
    assert visited(path, "lowest_score").position == 1


@pytest.mark.parametrize("key", ["of another version", "audit:0:0:all", "audit:x"])
def test_a_queue_that_nobody_knows_does_not_keep_the_journal_shut(path, key):
    Journal(path).append(
        [Operation("1", "label", 'id:"r0"', "mira", value="keep", queue=key)]
    )
    session = visited(path)
    assert (session.queue, session.judged, session.position) == (Queue(), 1, 1)


def test_an_unknown_queue_is_refused_before_a_file_is_made(path):
    with pytest.raises(ValueError, match="no queue is called 'best'; use audit, all, "):
        visited(path, "best")


# Task and recipe


def test_the_task_of_the_recipe_gives_the_labels_unless_another_is_named(path):
    recipe = Recipe.STANDARD.change(task=Task("one", labels=["a", "b"]))
    curation = ft.curate(rows(3), recipe)
    assert Desk(curation, path, "mira").labels == ("a", "b")
    other = Desk(curation, path, "mira", task=Task("two", labels=LABELS))
    assert other.labels == LABELS
    assert other.rows.recipe == recipe.change(task=other.task)


def test_suspects_are_judged_by_the_task_of_the_session(path):
    long = "It left our warehouse in Bonn this morning and arrives on Friday, we hope."
    examples = [row(0, long)]
    assert ReviewSession(examples, path, "mira", queue="suspects").entries == []
    strict = Task("tickets", "classification", labels=LABELS)
    session = ReviewSession(examples, path, "mira", task=strict, queue="suspects")
    assert [entry.row for entry in session.entries] == [0]


def test_a_label_called_as_a_verdict_is_refused_before_a_file_is_made(path):
    with pytest.raises(ValueError, match="means a verdict here; rename it in the task"):
        Desk(rows(3), path, "mira", task=Task(labels=["ok", "Drop"]))
    assert not path.exists()


# Journals that cannot be written


def test_a_journal_that_cannot_be_made_is_said_at_once_but_rows_can_be_read(tmp_path):
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "labels.jsonl"
    session = ReviewSession(rows(3), path, "mira")
    assert session.notes == [
        f"nothing was saved in {path}: {os.strerror(errno.ENOTDIR)}"
    ]
    with pytest.raises(JournalError, match="nothing was saved in"):
        session.label("keep")
    assert (session.position, session.judged) == (0, 0)


def test_a_file_of_another_kind_is_refused_and_not_changed(path):
    path.write_text('{"messages": []}\n')
    with pytest.raises(ValueError, match="no journal of ours"):
        Desk(rows(3), path, "mira")
    assert path.read_text() == '{"messages": []}\n'


def test_each_window_has_an_id_of_its_own(path):
    for _ in range(2):
        desk = Desk(rows(3), path, "mira")
        desk.apply([keep(desk, 0)])
    windows = [each["window"] for each in lines_of(path)[1:]]
    assert len(set(windows)) == 2
    assert deeds_in(path) == [("label", "keep")] * 2
