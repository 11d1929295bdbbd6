"""All operations together are the state: undone, redone, replayed, it is the same."""

import random
import shutil
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.review.history import NOTHING, History, RowState, applied
from ftwidgets.review.journal import Journal
from ftwidgets.review.operations import VERDICTS, Operation
from ftwidgets.review.session import ReviewSession
from ftwidgets.tasks import Task
from review.naive import NaiveReview
from review.reviewing import LABELS, content, label, rows

TASK = Task("tickets", "classification", labels=LABELS)


def edit(operation_id, text, turn=1, row="row"):
    return Operation(operation_id, "edit", row, "mira", value=text, turn=turn)


def deed(operation_id, kind, value=None, row="row", **values):
    return Operation(operation_id, kind, row, "mira", value=value, **values)


def turn(operation_id, kind, target, row="row"):
    return Operation(operation_id, kind, row, "mira", target=target)


def after(*operations):
    return History(operations).state_of("row")


# One row


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_verdict_decides(verdict):
    state = after(label("1", value=verdict))
    assert (state.verdict, state.outcome, state.answer) == (verdict,) * 3
    assert state.is_decided


def test_a_skipped_row_is_seen_but_not_decided():
    state = after(deed("1", "skip"))
    assert (state.verdict, state.outcome, state.answer) == ("skip", None, None)
    assert not state.is_decided


def test_a_row_that_was_labelled_and_then_put_off_has_no_answer():
    state = after(label("1", value="refund"), deed("2", "skip"))
    assert (state.answer, state.outcome, state.is_decided) == (None, None, False)
    assert (
        after(label("1", value="refund"), deed("2", "skip"), label("3")).answer
        == "refund"
    )


def test_flags_and_notes_decide_nothing():
    state = after(deed("1", "flag", True), deed("2", "note", "odd"))
    assert (state.flagged, state.note, state.verdict) == (True, "odd", None)
    assert (state.fingerprint, state.at) == ("", "")
    assert not state.is_decided


def test_the_later_decision_counts_with_its_time_queue_and_text():
    state = after(
        label("1", at="t1", queue="all", fingerprint="f1", seconds=2),
        label("2", value="drop", at="t2", queue="flagged", fingerprint="f2", seconds=3),
        deed("3", "note", "later", at="t3", queue="x", fingerprint="f3", seconds=0.5),
    )
    assert (state.verdict, state.at, state.queue) == ("drop", "t2", "flagged")
    assert (state.fingerprint, state.seconds) == ("f2", 5.5)


def test_an_edit_fixes_and_the_original_text_keeps():
    edited = after(edit("1", "Hello", 0), edit("2", "Bye", 1))
    assert (edited.verdict, edited.edits) == ("fix", {0: "Hello", 1: "Bye"})
    less = after(edit("1", "Hello", 0), edit("2", "Bye", 1), edit("3", None, 0))
    assert (less.verdict, less.edits) == ("fix", {1: "Bye"})
    assert after(edit("1", "Hello"), edit("2", None)).verdict == "keep"


def test_an_edited_row_that_is_kept_is_a_fixed_one():
    state = after(edit("1", "Hello"), label("2"))
    assert (state.verdict, state.outcome) == ("keep", "fix")
    assert after(edit("1", "Hello"), label("2", value="drop")).outcome == "drop"


def test_a_label_of_the_task_takes_the_place_of_the_reply_it_differs_from():
    state = after(label("1", value="refund", turn=1))
    assert (state.label, state.answer) == ("refund", "refund")
    assert (state.edits, state.outcome) == ({1: "refund"}, "fix")
    same = after(label("1", value="billing"))
    assert (same.label, same.edits, same.outcome) == ("billing", {}, "keep")


def test_another_label_takes_the_place_of_the_first():
    state = after(
        label("1", value="refund", turn=1), label("2", value="delivery", turn=1)
    )
    assert (state.label, state.edits) == ("delivery", {1: "delivery"})
    back = after(label("1", value="refund", turn=1), label("2", value="billing"))
    assert (back.label, back.edits, back.outcome) == ("billing", {}, "keep")


@pytest.mark.parametrize("verdict", ["fix", "drop"])
def test_a_verdict_takes_a_label_away_with_the_reply_it_put_there(verdict):
    state = after(label("1", value="refund", turn=1), label("2", value=verdict))
    assert (state.verdict, state.label, state.edits) == (verdict, None, {})
    again = after(
        label("1", value="refund", turn=1),
        label("2", value=verdict),
        label("3", value="billing"),
    )
    assert (again.label, again.edits, again.outcome) == ("billing", {}, "keep")


def test_keep_leaves_a_label_where_it_is():
    state = after(label("1", value="refund", turn=1), label("2"))
    assert (state.label, state.edits, state.outcome) == ("refund", {1: "refund"}, "fix")


def test_an_edit_of_another_message_outlives_a_label_of_the_same_words():
    state = after(
        edit("1", "refund", 0),
        label("2", value="refund", turn=1),
        label("3", value="delivery", turn=1),
    )
    assert state.edits == {0: "refund", 1: "delivery"}


def test_a_reply_written_by_hand_outlives_the_label_before_it():
    state = after(
        label("1", value="refund", turn=1),
        edit("2", "refund, please", 1),
        label("3", value="drop"),
    )
    assert state.edits == {1: "refund, please"}


def test_states_cannot_be_changed_by_who_reads_them():
    state = after(edit("1", "Hello"))
    with pytest.raises(TypeError):
        state.edits[0] = "Bye"
    assert RowState() == NOTHING


# Undo and redo


def test_what_is_undone_counts_for_nothing_until_it_is_redone():
    history = History([label("1"), label("2", value="drop"), turn("3", "undo", "2")])
    assert history.state_of("row").verdict == "keep"
    assert (history.undoable.id, history.redoable.id) == ("1", "2")
    history.add(turn("4", "undo", "1"))
    assert history.states == {}
    assert (history.undoable, history.redoable.id) == (None, "1")
    history.add(turn("5", "redo", "1"))
    history.add(turn("6", "redo", "2"))
    assert history.state_of("row").verdict == "drop"
    assert (history.undoable.id, history.redoable) == ("2", None)


def test_a_new_deed_ends_what_could_be_redone():
    history = History([label("1"), turn("2", "undo", "1"), label("3", value="drop")])
    assert history.redoable is None
    assert history.undoable.id == "3"
    assert history.state_of("row").verdict == "drop"


@pytest.mark.parametrize(
    "nothing",
    [
        label("1", value="drop"),
        turn("9", "redo", "1"),
        turn("9", "undo", "unknown"),
        turn("9", "redo", "unknown"),
        turn("9", "undo", "9"),
        deed("9", "visit", row="other"),
    ],
)
def test_what_is_known_or_speaks_of_nothing_changes_nothing(nothing):
    history = History([label("1")])
    touched = list(history.touched)
    history.add(nothing)
    assert history.state_of("row").verdict == "keep"
    assert (history.undoable.id, history.redoable) == ("1", None)
    assert history.touched == touched
    assert set(history.states) == {"row"}


def test_undoing_a_visit_or_an_undo_changes_nothing():
    history = History(
        [
            label("1"),
            label("2", value="drop"),
            turn("3", "undo", "2"),
            deed("4", "visit"),
            turn("5", "undo", "3"),
            turn("6", "undo", "4"),
            turn("7", "redo", "4"),
        ]
    )
    assert history.state_of("row").verdict == "keep"
    assert (history.undoable.id, history.redoable.id) == ("1", "2")


def test_undone_twice_is_undone_once():
    history = History([label("1"), turn("2", "undo", "1"), turn("3", "undo", "1")])
    history.add(turn("4", "redo", "1"))
    assert history.undoable.id == "1"
    history.add(turn("5", "undo", "1"))
    assert (history.undoable, history.redoable.id) == (None, "1")


def test_deeds_of_another_window_count_but_are_not_undone_here():
    history = History([label("1")])
    history.add(label("2", value="drop"), foreign=True)
    assert history.state_of("row").verdict == "drop"
    assert history.undoable.id == "1"
    history.add(turn("3", "undo", "1"))
    assert history.state_of("row").verdict == "drop"
    assert (history.undoable, history.redoable.id) == (None, "1")
    history.add(label("4", value="fix"), foreign=True)
    assert history.redoable.id == "1"  # what another window does ends nothing here


def test_what_another_window_undoes_of_mine_is_taken_off_my_stack():
    history = History([label("1", "a"), label("2", "b"), label("3", "c")])
    history.add(turn("4", "undo", "1", "a"), foreign=True)
    assert history.undoable.id == "3"
    history.add(turn("5", "undo", "3", "c"))
    history.add(turn("6", "undo", "2", "b"))
    assert history.undoable is None
    assert history.states == {}
    assert history.redoable.id == "2"


def test_what_another_window_redid_of_mine_can_be_undone_here():
    history = History([label("1"), turn("2", "undo", "1"), label("3", value="drop")])
    history.add(turn("4", "redo", "1"), foreign=True)
    assert history.undoable.id == "1"
    assert history.state_of("row").verdict == "drop"  # the later deed stands over it
    history.add(turn("5", "undo", "1"))
    assert history.undoable.id == "3"


def test_looking_changes_nothing():
    made = [
        label("1", "a"),
        label("2", "b"),
        turn("3", "undo", "2", "b"),
        turn("4", "undo", "1", "a"),
        turn("5", "redo", "2", "b"),
        label("6", "c"),
        turn("7", "undo", "6", "c"),
    ]
    looked, other = History(), History(made)
    for each in made:
        looked.add(each)
        _ = looked.undoable, looked.redoable
    assert looked.states == other.states
    assert looked.undoable == other.undoable
    assert looked.undoable.id == "2"


def undo_all(history, ids):
    """Ids of what is undone, in order."""
    undone = []
    while (target := history.undoable) is not None:
        history.add(turn(f"u{next(ids)}", "undo", target.id, target.row))
        undone.append(target.id)
    return undone


NAMES = st.integers(0, 30)
STEPS = st.one_of(
    st.tuples(st.just("label"), st.sampled_from("abc"), st.sampled_from(VERDICTS)),
    st.tuples(st.just("flag"), st.sampled_from("abc"), st.booleans()),
    st.tuples(st.just("undo"), NAMES, st.none()),
    st.tuples(st.just("redo"), NAMES, st.none()),
)


@given(st.lists(st.tuples(STEPS, st.booleans()), max_size=30))
def test_whatever_is_undone_in_whatever_order_the_standing_deeds_are_the_state(steps):
    history, deeds, undone, foreign = History(), {}, set(), set()
    for number, ((kind, which, value), is_foreign) in enumerate(steps):
        name = str(number)
        if kind in ("label", "flag"):
            deeds[name] = deed(name, kind, value, row=which)
            foreign |= {name} if is_foreign else set()
            history.add(deeds[name], foreign=is_foreign)
        else:
            row = deeds[str(which)].row if str(which) in deeds else "a"
            history.add(turn(name, kind, str(which), row), foreign=is_foreign)
            if str(which) in deeds:
                (undone.add if kind == "undo" else undone.discard)(str(which))
    standing = {name: each for name, each in deeds.items() if name not in undone}
    expected = {}
    for each in standing.values():
        expected[each.row] = applied(expected.get(each.row, NOTHING), each)
    assert history.states == expected
    mine = set(standing) - foreign
    assert (history.undoable is None) == (not mine)
    assert history.redoable is None or history.redoable.id in undone - foreign
    assert sorted(undo_all(history, count(1000))) == sorted(mine)
    others = [each for name, each in standing.items() if name in foreign]
    assert history.states == History(others).states


# The whole, with a journal


def random_steps(chance, review, session, number):
    """Do the same to the session and to the naive review."""
    for _ in range(number):
        row = chance.randrange(len(review.originals))
        kind = chance.choices(
            ["label", "task", "skip", "flag", "note", "edit", "undo", "redo"],
            [5, 5, 2, 2, 2, 5, 5, 4],
        )[0]
        if kind in ("label", "task"):
            value = chance.choice(VERDICTS if kind == "label" else LABELS)
            session.label(value, row)
            review.do(row, "label", value)
        elif kind == "skip":
            session.skip(row)
            review.do(row, "skip")
        elif kind == "flag":
            value = chance.random() < 0.5
            session.flag(value, row)
            review.do(row, "flag", value)
        elif kind == "note":
            value = chance.choice(["", "odd", "é\ud800"])
            session.note(value, row)
            review.do(row, "note", value)
        elif kind == "edit":
            turn = chance.randrange(2)
            texts = ["Hello", "refund", review.originals[row][turn]]
            value = chance.choice(texts)
            session.edit(value, turn, row)
            review.do(row, "edit", value, turn)
        else:
            getattr(session, kind)()
            getattr(review, kind)()
        assert state_of(session, row) == review.states()[row]


def state_of(session, row):
    state = session.state(row)
    texts = content(session.edited(row))
    return state.verdict, state.label, state.flagged, state.note, texts


def states_of(session):
    return [state_of(session, row) for row in range(len(session.examples))]


def both_ways(examples, path):
    """Ids of what could be redone and of what could be undone, each in its order."""
    found = []
    for verb in ("redo", "undo"):
        copied = shutil.copy(path, path.with_suffix(f".{verb}.jsonl"))
        session = ReviewSession(examples, copied, "mira", task=TASK)
        done = iter(getattr(session, verb), None)
        found.append([operation.id for operation in done])
    return found


def random_operations_hold(folder, seed, number=500):
    examples, chance = rows(7), random.Random(seed)
    path = folder / f"labels{seed}.jsonl"
    session = ReviewSession(examples, path, "mira", task=TASK)
    review = NaiveReview([content(each) for each in examples])
    start = review.states()
    random_steps(chance, review, session, number)
    end = review.states()
    assert states_of(session) == end

    again = ReviewSession(examples, path, "mira", task=TASK)
    assert again.ledger.mine.states == session.ledger.mine.states
    assert History(Journal(path).read()).states == session.ledger.mine.states
    redone, undone = both_ways(examples, path)
    assert (len(redone), len(undone)) == (len(review.taken_back), len(review.standing))

    assert [each.id for each in iter(session.undo, None)] == undone
    assert states_of(session) == start
    assert session.ledger.mine.states == {}
    again = ReviewSession(examples, path, "mira", task=TASK)
    assert states_of(again) == start
    for operation_id in reversed(undone):
        assert again.redo().id == operation_id
    assert states_of(again) == end
    assert [each.id for each in iter(again.redo, None)] == redone
    session.refresh()
    assert states_of(session) == states_of(again)
    assert states_of(ReviewSession(examples, path, "mira")) == states_of(again)
    assert again.ledger.damage == []


@pytest.mark.parametrize("seed", range(2))
def test_five_hundred_random_operations_undone_redone_and_replayed(tmp_path, seed):
    random_operations_hold(tmp_path, seed)


@pytest.mark.soak
def test_many_times_five_hundred_random_operations(tmp_path):
    for seed in range(100, 140):
        random_operations_hold(tmp_path, seed)
