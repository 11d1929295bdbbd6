"""Does a sitting turn cards in order, once, and take back only what is its own?"""

import errno
from datetime import date, timedelta

import pytest

from ftwidgets.lesson import learner
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.sitting import Sitting

MONDAY = date(2026, 11, 23)

DECK = ("a", "b", "c")


@pytest.fixture
def again(tmp_path):
    """One learner's progress, in any kernel."""
    return lambda: Progress("mira", tmp_path)


@pytest.fixture
def sit(again):
    """Another kernel's sitting, so many days after Monday."""
    return lambda day=0: Sitting(DECK, again(), lambda: MONDAY + timedelta(day))


def knew(sitting, times=1):
    for _ in range(times):
        sitting.flip()
        sitting.knew()


def not_yet(sitting):
    sitting.flip()
    sitting.not_yet()


def test_a_card_is_judged_only_after_it_was_turned(sit, again):
    sitting = sit()
    for deed in (sitting.knew, sitting.not_yet):
        with pytest.raises(ValueError, match=r"not turned yet; flip\(\) comes first"):
            deed()
    assert again().cards == {}
    sitting.flip()
    assert sitting.is_flipped
    sitting.knew()
    assert not sitting.is_flipped
    assert again().cards == {"a": {"box": 2, "due": "2026-11-24"}}


def test_where_no_card_is_due_none_is_turned(sit):
    sitting = sit()
    knew(sitting, 3)
    assert (sitting.current, sitting.left) == (None, ())
    assert sitting.next_day == MONDAY + timedelta(1)
    for deed in (sitting.flip, sitting.knew, sitting.not_yet):
        with pytest.raises(ValueError, match="no card is due today"):
            deed()


def test_the_day_is_asked_anew(again):
    days = iter([MONDAY, MONDAY + timedelta(1)])
    sitting = Sitting(DECK, again(), lambda: next(days))
    assert [sitting.today, sitting.today] == [MONDAY, MONDAY + timedelta(1)]


def test_what_known_will_do_is_told_before_it_is_done(sit):
    sitting = sit()
    assert sitting.box_if_known == 2
    knew(sitting, 3)
    sitting.go_through_all()
    assert sitting.box_if_known == 2
    tomorrow = sit(1)
    assert tomorrow.box_if_known == 3


def test_in_a_round_through_all_none_climbs_before_its_day(sit, again, monkeypatch):
    sitting = sit()
    knew(sitting, 3)
    before = again().cards
    sitting.go_through_all()
    monkeypatch.setattr(learner, "write_file", refuse)  # nor is anything written
    knew(sitting)
    assert (again().cards, sitting.extra) == (before, ("b", "c"))
    sitting_left = sitting.left
    monkeypatch.undo()
    not_yet(sitting)
    assert sitting_left == ("b", "c")
    assert again().cards["b"] == {"box": 1, "due": "2026-11-23"}
    knew(sitting)
    assert (sitting.extra, sitting.left) == ((), ("b",))


def test_undo_goes_back_through_a_round_and_out_of_it(sit, again):
    sitting = sit()
    knew(sitting, 3)
    before = again().cards
    sitting.go_through_all()
    knew(sitting)
    not_yet(sitting)
    sitting.undo()
    assert (sitting.current, sitting.extra) == ("b", ("b", "c"))
    sitting.undo()
    assert (again().cards, sitting.extra) == (before, DECK)
    sitting.undo()
    assert (sitting.extra, sitting.due, sitting.turned) == ((), ("c",), 2)


def test_there_is_nothing_to_undo_in_a_new_sitting(sit):
    knew(sit())
    with pytest.raises(ValueError, match="nothing to undo in this sitting"):
        sit().undo()


def test_undo_leaves_a_card_alone_that_another_sitting_has_moved(sit, again):
    first = sit()
    knew(first)
    second = sit(1)
    knew(second)
    moved = {"a": {"box": 3, "due": "2026-11-27"}}
    assert again().cards == moved
    with pytest.raises(ValueError, match="moved elsewhere since, and stays there"):
        first.undo()
    assert again().cards == moved
    second.undo()
    first.undo()
    assert again().cards == {}


def test_a_flipped_card_that_another_sitting_judges_is_flipped_no_more(sit):
    first = sit()
    first.flip()
    knew(sit())
    assert (first.current, first.is_flipped) == ("b", False)
    with pytest.raises(ValueError, match="not turned yet"):
        first.knew()


def refuse(*_):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_changes_nothing_in_the_sitting(sit, monkeypatch):
    sitting = sit()
    sitting.flip()
    monkeypatch.setattr(learner, "write_file", refuse)
    with pytest.raises(OSError, match="No space"):
        sitting.knew()
    assert (sitting.current, sitting.is_flipped, sitting.turned) == ("a", True, 0)
    monkeypatch.undo()
    sitting.knew()
    monkeypatch.setattr(learner, "write_file", refuse)
    with pytest.raises(OSError, match="No space"):
        sitting.undo()
    assert (sitting.current, sitting.turned) == ("b", 1)
