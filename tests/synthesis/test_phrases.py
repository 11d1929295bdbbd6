import string

import pytest

from ftwidgets.examples import chat
from ftwidgets.scoring import score
from ftwidgets.synthesis.drafts.draws import Draw
from ftwidgets.synthesis.drafts.rewrites import SUBJECTS
from ftwidgets.synthesis.drafts.slots import MAKERS, Slots
from ftwidgets.synthesis.drafts.tickets import TOPICS
from ftwidgets.synthesis.phrases import (
    house_frames,
    inquiries,
    manners,
    mistakes,
    orders,
    things,
)

TICKETS = [
    (topic, situation)
    for topics in TOPICS.values()
    for topic in topics
    for situation in topic.situations
]
FACTS = [(subject, fact) for subject in SUBJECTS for fact in subject.facts]


def slots_of(text):
    names = [name for _, name, _, _ in string.Formatter().parse(text) if name]
    return {name.lower() for name in names}


def sentences():
    for _, situation in TICKETS:
        yield from (situation.text, *situation.details, *situation.wishes)
    for _, fact in FACTS:
        yield from (*fact.stiff, *fact.warm)
    for bank in (
        manners.OPENINGS,
        manners.CLOSINGS,
        manners.PERSONAS,
        manners.CHANNELS,
    ):
        for some in bank.values():
            yield from some
    yield from (*manners.ASIDES, *mistakes.ANSWERS, *house_frames.HASTE)


def test_every_slot_can_be_filled():
    for sentence in sentences():
        filled = sentence.format_map(Slots({}, Draw("a key", 1)))
        assert "{" not in filled
        for name in slots_of(sentence):
            assert name.removeprefix("a_").rstrip("2") in MAKERS


def test_no_bullet_is_broken():
    for sentence in sentences():
        assert sentence == " ".join(sentence.split())
        assert not sentence.startswith(("-", "=", "["))


@pytest.mark.parametrize("label", TOPICS)
def test_every_label_has_the_same_room_for_variety(label):
    topics = TOPICS[label]
    assert [len(topic.situations) for topic in topics] == [6] * 8
    assert all(len(topic.signs) >= 5 for topic in topics)


def test_about_every_situation_something_more_can_be_said():
    for topic, situation in TICKETS:
        where = (topic.name, situation.text)
        assert situation.details, where
        assert len(situation.wishes) >= 2 or situation.text.endswith("?"), where


def test_no_sentence_of_tickets_is_written_twice():
    situations = [situation.text for _, situation in TICKETS]
    assert len(set(situations)) == len(situations)


def test_stiff_and_warm_say_the_same_values():
    """A fact may bring a thing or a number only where all its sentences do."""
    for subject, fact in FACTS:
        assert len(fact.stiff) == 3, subject.name
        assert len(fact.warm) == 2, subject.name
        assert len({frozenset(slots_of(text)) for text in fact.stiff + fact.warm}) == 1
    for stiff, warm in (*house_frames.BEGINNINGS, *house_frames.ENDINGS):
        assert slots_of(stiff) == slots_of(warm)


def test_what_the_house_style_says_is_worth_learning():
    for _, fact in FACTS:
        for stiff in fact.stiff:
            for warm in fact.warm:
                slots = Slots({}, Draw("a key", 1))
                texts = [text.format_map(slots) for text in (stiff, warm)]
                row = chat(("user", texts[0]), ("assistant", texts[1]))
                assert score(row).total >= 0.8, texts


def test_the_house_style_is_british_and_never_shouts():
    american = ("color", "center", "fiber", "favorite", "license ", "catalog ", "gray")
    for _, fact in FACTS:
        for warm in fact.warm:
            assert not any(word in warm.lower() for word in american)
            assert "!" not in warm


def test_the_note_of_an_inquiry_speaks_of_what_is_asked():
    for asks, note in inquiries.INQUIRIES:
        said = {name.removeprefix("the_").removeprefix("a_") for name in slots_of(asks)}
        noted = {
            name.removeprefix("the_").removeprefix("a_") for name in slots_of(note)
        }
        assert noted == said


def test_every_line_of_a_list_names_its_value():
    slot_of = {"ship_to": "{town}", "deliver_by": "{date}", "customer": "{customer}"}
    for key, slot in slot_of.items():
        assert all(slot in line for line in orders.LIST_LINES[key])
    for bank, slot in (
        (orders.TOWNS + orders.OTHER_TOWNS, "town"),
        (orders.DATES, "date"),
        (orders.ORDERS + orders.CORRECTIONS, "items"),
        (orders.CALLS + orders.CORRECTED_CALLS, "who"),
    ):
        assert all(slot in slots_of(line) for line in bank)


@pytest.mark.parametrize(
    "bank", [things.NAMES, things.TOWNS, things.DAYS, things.CODES]
)
def test_no_entity_stands_in_its_bank_twice(bank):
    assert len(set(bank)) == len(bank)
