"""Does every card come back on its day, and in a fair order?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.lesson.boxes import BOXES, Boxes

MONDAY = date(2026, 11, 23)
DECK = ("a", "b", "c", "d")


def day(number):
    """So many days after Monday, 23 November 2026."""
    return MONDAY + timedelta(days=number)


def boxes(**places):
    """A deck of four with some cards turned before: a=(box, due day from Monday)."""
    return Boxes(
        DECK,
        {
            card: {"box": box, "due": day(due).isoformat()}
            for card, (box, due) in places.items()
        },
    )


def test_there_are_five_boxes():
    assert BOXES == ("now", "in 1 day", "in 3 days", "in 1 week", "known")


def test_a_new_deck_is_due_in_its_own_order():
    new = boxes()
    assert new.due(MONDAY) == DECK
    assert new.counts == (4, 0, 0, 0, 0)
    assert new.last is None


def test_a_card_that_is_always_known_comes_back_after_1_3_and_7_days():
    card, seen, known = boxes(), [], MONDAY
    for _ in range(4):
        seen.append(known)
        card = card.knew("a", known)
        known = card.next_day(known)
    assert seen == [
        date(2026, 11, 23),
        date(2026, 11, 24),
        date(2026, 11, 27),
        date(2026, 12, 4),
    ]
    assert card.box("a") == 5
    assert card.counts == (3, 0, 0, 0, 1)
    assert "a" not in card.due(date(2126, 1, 1))


def test_a_card_is_not_due_the_day_before_its_day():
    after = boxes(a=(3, 3))
    assert "a" not in after.due(day(2))
    assert "a" in after.due(day(3))


def test_a_card_not_known_goes_to_the_first_box_and_is_due_again_today():
    after = boxes(a=(4, 0)).not_yet("a", MONDAY)
    assert after.places["a"] == {"box": 1, "due": "2026-11-23"}
    assert after.due(MONDAY) == ("b", "c", "d", "a")


def test_a_known_card_can_be_turned_again_and_missed():
    known = boxes(a=(4, 0)).knew("a", MONDAY)
    assert known.not_yet("a", MONDAY).box("a") == 1
    assert known.knew("a", MONDAY).box("a") == 5


def test_those_that_wait_longest_come_first_then_the_new_ones():
    waiting = boxes(d=(2, -5), b=(3, -1))
    assert waiting.due(MONDAY) == ("d", "b", "a", "c")


def test_cards_that_are_missed_again_and_again_take_turns():
    left = boxes(d=(4, 5))
    seen = []
    for _ in range(7):
        seen.append(left.due(MONDAY)[0])
        left = left.not_yet(seen[-1], MONDAY)
    assert "".join(seen) == "abcabca"


def test_undo_takes_back_the_last_deed_only():
    before = boxes(a=(2, 0))
    after = before.knew("a", MONDAY).not_yet("b", MONDAY)
    assert after.last.card == "b"
    once = after.undo()
    assert once.last.card == "a"
    assert dict(once.places) == {"a": {"box": 3, "due": "2026-11-26"}}
    assert once.undo() == before
    assert before.undo() is before


@pytest.mark.parametrize(
    "elsewhere", [{}, {"a": {"box": 4, "due": "2026-12-03"}}, {"a": {"box": 1}}]
)
def test_a_card_that_was_moved_elsewhere_since_is_not_taken_back(elsewhere):
    after = boxes().knew("a", MONDAY)
    moved = replace(after, places=elsewhere)
    with pytest.raises(ValueError, match="moved elsewhere since, and stays there"):
        moved.undo()


def test_another_card_that_was_moved_elsewhere_stays_there():
    after = boxes().knew("a", MONDAY)
    other = {"box": 3, "due": "2026-11-26"}
    undone = replace(after, places={**after.places, "b": other}).undo()
    assert dict(undone.places) == {"b": other}


def test_a_card_known_before_its_day_stays_where_it_is():
    waiting = boxes(a=(3, 2))
    seen = waiting.knew("a", day(1))
    assert seen.places == waiting.places
    assert seen.last.card == "a"
    assert seen.undo() == waiting
    assert waiting.knew("a", day(2)).box("a") == 4
    assert waiting.not_yet("a", day(1)).box("a") == 1


def test_nothing_changes_the_boxes_one_has():
    places = {"a": {"box": 2, "due": "2026-11-23"}}
    held = Boxes(DECK, places)
    held.knew("a", MONDAY)
    held.not_yet("b", MONDAY)
    assert places == {"a": {"box": 2, "due": "2026-11-23"}}


@pytest.mark.parametrize(
    "place",
    [
        {"box": 9, "due": "2026-11-23"},
        {"box": 0, "due": "2026-11-23"},
        {"box": 2, "due": "tomorrow"},
        {"box": 2},
        "known",
    ],
)
def test_a_place_that_cannot_be_read_makes_the_card_new(place):
    held = Boxes(DECK, {"b": place})
    assert held.box("b") == 1
    assert held.due(MONDAY) == DECK
    assert held.knew("b", MONDAY).places["b"] == {"box": 2, "due": "2026-11-24"}


def test_a_card_that_has_left_the_deck_stays_in_the_file_and_out_of_sight():
    held = Boxes(("a",), {"old": {"box": 1, "due": "2026-11-01"}})
    assert held.due(MONDAY) == ("a",)
    assert held.counts == (1, 0, 0, 0, 0)
    assert "old" in held.knew("a", MONDAY).places


def test_a_card_that_is_not_in_the_deck_is_refused():
    with pytest.raises(ValueError, match="card must be one of the deck, got 'x'"):
        boxes().knew("x", MONDAY)


def test_the_next_day_is_the_first_on_which_a_card_comes_back():
    assert boxes(a=(3, 3), b=(4, 6)).next_day(MONDAY) == day(3)
    assert boxes(a=(3, 3)).next_day(day(3)) is None
    assert boxes().next_day(MONDAY) is None


DEEDS = st.lists(
    st.tuples(st.sampled_from(DECK), st.booleans(), st.integers(0, 4)), max_size=30
)


def play(held, deeds):
    """The boxes after deeds, each so many days after the one before."""
    today = MONDAY
    for card, known, later in deeds:
        today += timedelta(days=later)
        held = held.knew(card, today) if known else held.not_yet(card, today)
    return held


@given(DEEDS)
def test_whatever_was_done_can_be_undone(deeds):
    held = play(boxes(c=(3, 1)), deeds)
    for _ in deeds:
        held = held.undo()
    assert held == boxes(c=(3, 1))


@given(DEEDS)
def test_a_card_is_where_its_last_run_of_known_answers_leads(deeds):
    """A known answer counts where the card's day has come."""
    held = play(boxes(), deeds)
    assert sum(held.counts) == len(DECK)
    for card in DECK:
        now, box, due = 0, 1, 0
        for turned, known, later in deeds:
            now += later
            if turned == card and not known:
                box, due = 1, now
            elif turned == card and box < 5 and now >= due:
                box += 1
                due = now + {2: 1, 3: 3, 4: 7, 5: 0}[box]
        assert held.box(card) == box


@given(DEEDS, st.integers(0, 40))
def test_a_card_is_due_exactly_when_its_day_has_come(deeds, later):
    held, today = play(boxes(), deeds), day(later)
    due = held.due(today)
    assert len(set(due)) == len(due)
    for card in DECK:
        place = held.places.get(card)
        waits = place is not None and date.fromisoformat(place["due"]) > today
        assert (card in due) is not waits
