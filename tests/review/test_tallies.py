"""Counts that are kept up to date are those of counting again."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.review.history import History, RowState
from ftwidgets.review.operations import Operation
from ftwidgets.review.tallies import Tally, outcome_of

KEYS = "abc"
STEPS = st.lists(
    st.tuples(
        st.sampled_from("abcd"),
        st.sampled_from(["keep", "fix", "drop", "skip", "edit", "flag", "undo"]),
        st.booleans(),
    ),
    max_size=25,
)


def do(history, number, row, step):
    made = {"id": str(number), "row": row, "by": "mira"}
    if step == "undo":
        target = history.undoable
        if target is not None:
            row = target.row
            made |= {"row": row, "kind": "undo", "target": target.id}
            history.add(Operation(**made))
    elif step == "skip":
        history.add(Operation(**made, kind="skip"))
    elif step == "flag":
        history.add(Operation(**made, kind="flag", value=True))
    elif step == "edit":
        history.add(Operation(**made, kind="edit", value="Hello", turn=0))
    else:
        history.add(Operation(**made, kind="label", value=step))


@given(STEPS)
def test_a_tally_is_what_counting_again_gives(steps):
    history = History()
    tally = Tally(KEYS, history)
    for number, (row, step, is_asked) in enumerate(steps):
        do(history, number, row, step)
        if is_asked:
            counted = Counter(outcome_of(history.state_of(key)) for key in KEYS)
            assert +tally.counts == counted
            assert sum(tally.counts.values()) == 3
    fresh = Tally(KEYS, history)
    assert +fresh.counts == +tally.counts
    decided = sum(history.state_of(key).is_decided for key in KEYS)
    assert tally.judged == fresh.judged == decided


def test_outcomes_of_single_rows():
    assert outcome_of(RowState()) == ""
    assert outcome_of(RowState(flagged=True, note="odd")) == ""
    assert outcome_of(RowState(verdict="skip", edits={0: "x"})) == "skip"
    assert outcome_of(RowState(verdict="keep")) == "keep"
    assert outcome_of(RowState(verdict="keep", edits={0: "x"})) == "fix"
    assert outcome_of(RowState(verdict="drop", edits={0: "x"})) == "drop"
