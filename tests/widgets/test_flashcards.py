"""Does a card go to its box on the disk, and does nothing show its back too early?"""

import json
from datetime import date, timedelta

import pytest

import ftwidgets as ft
from ftwidgets.lesson.cards import cards
from ftwidgets.widgets import Flashcards
from ftwidgets.widgets import flashcards as module
from widgets.studying import LessonPage

MONDAY = date(2026, 11, 23)

DECK = [card for card in cards() if card.notebook == 4]
"""The cards of one notebook, in order: four."""


def deck(progress, today=MONDAY):
    return LessonPage(Flashcards(4, today, progress))


@pytest.fixture
def page(progress):
    return deck(progress)


def turn(page, do):
    """Flip the card that is shown, and judge it."""
    card = page.view["card"]["id"]
    page.act("flip", card=card)
    return page.act(do, card=card)


def know_all(page):
    while page.view["card"]:
        turn(page, "knew")


def test_it_is_a_public_name_and_shows_all_cards_or_those_of_a_notebook(progress):
    assert ft.widgets.Flashcards is Flashcards
    assert len(Flashcards(progress=progress).cards) == len(cards())
    assert list(Flashcards(4, progress=progress).cards) == [each.id for each in DECK]
    with pytest.raises(ValueError, match="notebook must be one of 0, 1"):
        Flashcards(11, progress=progress)


def test_at_the_start_all_are_due_and_no_back_is_in_the_page(page):
    assert repr(page.widget) == "Flashcards(4 cards, 4 due today, 0 known)"
    assert page.view["card"]["front"] == DECK[0].front
    assert page.view["card"]["back"] is None
    assert not any(json.dumps(card.back)[1:-1] in page.start for card in DECK)


def test_a_card_is_judged_only_after_it_was_turned(page, again):
    for do in ("knew", "notYet"):
        answer = page.act(do, card=DECK[0].id)
        assert (answer["is"], answer["kind"]) == ("refused", "call")
        assert "flip() comes first" in answer["reason"]
    assert again().cards == {}
    answer = page.act("flip", card=DECK[0].id)
    assert answer["view"]["card"]["back"] == DECK[0].back


def test_knew_it_moves_a_card_up_one_box_and_says_so_before(page, again):
    card = page.view["card"]
    assert (card["box"], card["up"], card["moves"]) == (1, 2, True)
    answer = turn(page, "knew")
    assert answer["words"] == "The card moves to “in 1 day”"
    assert answer["view"]["counts"] == [3, 1, 0, 0, 0]
    assert answer["view"]["card"]["id"] == DECK[1].id
    assert answer["view"]["card"]["back"] is None
    assert again().cards == {DECK[0].id: {"box": 2, "due": "2026-11-24"}}


def test_days_later_it_climbs_on_until_it_is_known(again):
    # Leitner's waits of this lesson: 1, 3 and 7 days, then it is known.
    for wait, counts in [
        (0, [3, 1, 0, 0, 0]),
        (1, [3, 0, 1, 0, 0]),
        (4, [3, 0, 0, 1, 0]),
        (11, [3, 0, 0, 0, 1]),
    ]:
        page = deck(again(), MONDAY + timedelta(wait))
        assert page.view["card"]["id"] == DECK[0].id
        assert turn(page, "knew")["view"]["counts"] == counts
    later = deck(again(), MONDAY + timedelta(4000))
    assert DECK[0].id not in later.widget.due
    assert repr(later.widget) == "Flashcards(4 cards, 3 due today, 1 known)"


def test_not_yet_brings_a_card_again_after_the_others(page, again):
    assert turn(page, "notYet")["view"]["counts"] == [4, 0, 0, 0, 0]
    seen = []
    while len(seen) < 4:
        seen.append(page.view["card"]["id"])
        turn(page, "knew")
    assert seen == [DECK[n].id for n in (1, 2, 3, 0)]
    assert again().cards[DECK[0].id]["box"] == 2


def test_undo_brings_the_last_card_back_as_it_was(page, again):
    turn(page, "knew")
    turn(page, "notYet")
    view = page.act("undo")["view"]
    assert (view["card"]["id"], view["card"]["back"]) == (DECK[1].id, None)
    assert page.act("undo")["view"]["card"]["id"] == DECK[0].id
    assert again().cards == {}
    answer = page.act("undo")
    assert (answer["is"], answer["kind"]) == ("refused", "call")
    assert "nothing to undo" in answer["reason"]


def test_a_restart_keeps_the_boxes(page, again):
    turn(page, "knew")
    later = deck(again())
    assert later.widget.counts == (3, 1, 0, 0, 0)
    assert later.view["card"]["id"] == DECK[1].id


def test_when_nothing_is_due_it_says_when_the_next_one_is(page):
    know_all(page)
    view = page.view
    assert (view["card"], view["due"]) == (None, 0)
    assert view["nextDay"] == "tomorrow, Tuesday 24 November"
    for do in ("flip", "knew"):
        assert "no card is due today" in page.act(do, card=DECK[0].id)["reason"]


def test_the_next_day_may_be_some_days_ahead(page, again):
    know_all(page)
    tuesday = deck(again(), MONDAY + timedelta(1))
    know_all(tuesday)
    assert tuesday.view["nextDay"] == "in 3 days, on Friday 27 November"


def test_all_can_be_gone_through_anyway_and_none_climbs_before_its_day(page, again):
    know_all(page)
    before = again().cards
    view = page.act("all")["view"]
    assert (view["isExtra"], view["left"], view["card"]["moves"]) == (True, 4, False)
    answer = turn(page, "knew")
    assert answer["words"] == "The card stays in “in 1 day”"
    assert answer["view"]["left"] == 3
    assert again().cards == before
    assert page.act("undo")["view"]["left"] == 4
    turn(page, "knew")
    assert turn(page, "notYet")["view"]["counts"] == [1, 3, 0, 0, 0]
    turn(page, "knew")
    view = turn(page, "knew")["view"]
    assert (view["isExtra"], view["due"]) == (False, 1)
    assert view["card"]["id"] == DECK[1].id


def test_a_card_turned_in_another_notebook_is_not_judged_twice(page, again):
    other = deck(again())
    page.act("flip", card=DECK[0].id)
    turn(other, "knew")
    answer = page.act("knew", card=DECK[0].id)
    assert (answer["is"], answer["kind"]) == ("refused", "call")
    assert "turned elsewhere" in answer["reason"]
    assert answer["view"]["card"] == other.view["card"]
    assert again().cards[DECK[0].id]["box"] == 2


def test_a_card_that_comes_up_through_another_notebook_shows_no_back(page, again):
    page.act("flip", card=DECK[0].id)
    turn(deck(again()), "knew")
    card = page.view["card"]
    assert (card["id"], card["back"]) == (DECK[1].id, None)


def test_undo_leaves_a_card_alone_that_another_notebook_has_moved(page, again):
    turn(page, "knew")
    turn(deck(again(), MONDAY + timedelta(1)), "knew")
    answer = page.act("undo")
    assert (answer["is"], answer["kind"]) == ("refused", "call")
    assert "moved elsewhere since" in answer["reason"]
    assert again().cards == {DECK[0].id: {"box": 3, "due": "2026-11-27"}}


def test_one_press_sent_twice_moves_a_card_once(page, again):
    page.act("flip", card=DECK[0].id)
    page.act("knew", card=DECK[0].id, id="a")
    answer = page.act("knew", card=DECK[0].id, id="a")
    assert answer["is"] == "news"
    assert again().cards == {DECK[0].id: {"box": 2, "due": "2026-11-24"}}


def test_a_full_disk_moves_no_card(page, again, full_disk):
    page.act("flip", card=DECK[0].id)
    full_disk(True)
    answer = page.act("knew", card=DECK[0].id, id="x")
    assert (answer["kind"], answer["reason"]) == ("disk", "the disk is full")
    assert answer["view"]["card"]["id"] == DECK[0].id
    assert answer["view"]["card"]["back"] == DECK[0].back
    assert answer["view"]["counts"] == [4, 0, 0, 0, 0]
    assert "No space left" in page.widget.last_error
    full_disk(False)
    assert page.act("knew", card=DECK[0].id, id="x")["is"] == "news"
    assert again().cards[DECK[0].id]["box"] == 2


def test_the_clock_is_asked_anew_where_no_day_is_given(progress, monkeypatch):
    class Clock(date):
        day = MONDAY

        @classmethod
        def today(cls):
            return cls.day

    monkeypatch.setattr(module, "date", Clock)
    page = LessonPage(Flashcards(4, progress=progress))
    know_all(page)
    assert page.view["due"] == 0
    Clock.day = MONDAY + timedelta(1)
    assert page.view["due"] == 4


def test_what_a_cell_does_reaches_the_page(page):
    page.widget.flip()
    page.widget.knew()
    page.widget.flip()
    page.widget.not_yet()
    page.widget.undo()
    page.widget.go_through_all()
    assert [each["is"] for each in page.told] == ["news"] * 6
    assert page.told[-1]["view"]["isExtra"]
