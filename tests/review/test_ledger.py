"""Who did what, and where did each stop: what a journal says of its people."""

import pytest

from ftwidgets.journals.journal import JournalError
from ftwidgets.review.ledger import Ledger, Stop
from ftwidgets.review.operations import Operation
from review.reviewing import lines_of


@pytest.fixture
def path(tmp_path):
    return tmp_path / "labels.jsonl"


def done(operation_id, row="row", value="keep", by="mira", window="w1", **values):
    return Operation(operation_id, "label", row, by, window, value=value, **values)


def test_each_person_has_a_history(path):
    mira, noor = Ledger(path, "mira", "w1"), Ledger(path, "noor", "w2")
    mira.write(done("1"))
    noor.write(done("2", value="drop", by="noor", window="w2"))
    assert mira.mine.state_of("row").verdict == "keep"
    assert noor.mine.state_of("row").verdict == "drop"
    assert noor.others["mira"].state_of("row").verdict == "keep"
    assert [each.id for each in mira.refresh()] == ["2"]
    assert mira.refresh() == []
    assert mira.others["noor"].state_of("row").verdict == "drop"
    assert (mira.newer, mira.mine.undoable.id) == (0, "1")


def test_operations_count_in_the_order_of_the_journal_in_all_windows(path):
    one, other = Ledger(path, "mira", "w1"), Ledger(path, "mira", "w2")
    one.write(done("1", value="drop"))
    other.write(done("2", value="keep", window="w2"))  # has not looked since
    one.refresh()
    again = Ledger(path, "mira", "w3")
    for ledger in (one, other, again):
        assert ledger.mine.state_of("row").verdict == "keep"


def test_what_another_window_of_mine_does_counts_but_is_not_undone_here(path):
    one, other = Ledger(path, "mira", "w1"), Ledger(path, "mira", "w2")
    one.write(done("1", queue="all", then="b"))
    other.write(done("2", "b", window="w2", queue="all", then="c"))
    other.write(Operation("3", "visit", "c", "mira", "w2", queue="all", then="a"))
    one.refresh()
    assert set(one.mine.states) == {"row", "b"}
    assert (one.newer, one.mine.undoable.id) == (1, "1")
    assert one.stops == {"all": Stop("row", "b", True)}
    assert one.last.id == "1"
    assert (other.newer, other.stops["all"]) == (1, Stop("c", "a", True))
    again = Ledger(path, "mira", "w3")
    assert (again.newer, again.mine.undoable.id) == (0, "2")
    assert (again.stops["all"], again.last.id) == (Stop("c", "a"), "3")


def test_an_operation_that_is_sent_twice_counts_once(path):
    ledger = Ledger(path, "mira", "w1")
    ledger.write(done("1", queue="all", then="b"))
    ledger.write(done("2", "b", queue="all", then="c"))
    ledger.write(done("1", queue="all", then="b"))
    for each in (ledger, Ledger(path, "mira", "w1")):
        assert len(each.mine) == 2
        assert (each.stops["all"].row, each.stops["all"].then) == ("b", "c")
        assert each.last.id == "2"
    assert len(lines_of(path)) == 4


def test_what_could_not_be_written_does_not_count(path):
    ledger = Ledger(path, "mira", "w1")
    ledger.write(done("1"))
    path.unlink()
    with pytest.raises(JournalError):
        ledger.write(done("2", value="drop"))
    assert ledger.mine.state_of("row").verdict == "keep"
    assert len(ledger.mine) == 1


def test_making_a_journal_passes_over_nothing_that_another_wrote_first(path):
    late = Ledger(path, "mira", "w1")
    Ledger(path, "noor", "w2").write(done("1", by="noor", window="w2"))
    late.make()
    assert late.others["noor"].state_of("row").verdict == "keep"
    assert late.journal.id
