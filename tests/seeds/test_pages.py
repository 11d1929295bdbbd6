"""Are the words about the seeds true, and is nothing shown that cannot be seen?"""

import json

import pytest

from ftwidgets.examples import chat
from ftwidgets.review.differences import Piece
from ftwidgets.seeds.cards import balance_in_words, more_labels
from ftwidgets.seeds.forms import field_at
from ftwidgets.seeds.gold import GoldSeeds
from ftwidgets.seeds.pages import check_page, quote, seed_page, seeds_page
from ftwidgets.tasks import Task

TICKETS = Task("tickets", "classification", labels=["billing", "delivery"])


@pytest.fixture
def seeds(tmp_path):
    return GoldSeeds(TICKETS, tmp_path / "gold.jsonl", annotator="ana")


@pytest.mark.parametrize(
    ("balance", "words"),
    [
        ({}, "Labels stand here as you use them."),
        ({"a": (3, 20)}, ""),
        ({"a": (0, 5), "b": (0, 5)}, "About 5 of each."),
        ({"a": (1, 4), "b": (0, 3)}, "About 3 or 4 of each. Nothing for b yet."),
        (
            {"a": (1, 5), **dict.fromkeys("bcd", (0, 5))},
            "About 5 of each. Nothing for b, c and 1 more yet.",
        ),
        ({"a": (5, 5), "b": (9, 5)}, "Every label has its share."),
        ({"a": (5, 5), "b": (5, 5), "odd": (2, 0)}, "Every label has its share."),
    ],
)
def test_the_balance_says_what_to_write_next(balance, words):
    assert balance_in_words(balance) == words


def test_labels_never_move():
    labels = more_labels(["b"], ["a", "B "])
    assert more_labels(labels, ["c", "a", " "]) == ["b", "a", "c"]


@pytest.mark.parametrize(
    ("fields", "path", "name"),
    [
        ({"text": "Hi"}, "messages[0].content", "text"),
        ({"text": "Hi"}, "messages[1].content", "label"),
        ({"system": "Sort.", "text": "Hi"}, "messages[0].content", "system"),
        ({"system": "Sort.", "text": "Hi"}, "messages[2].content", "label"),
        ({"system": " "}, "messages[0].content", "text"),
        ({}, "", None),
        ({}, "messages[7].content", None),
    ],
)
def test_a_finding_is_told_at_its_field(fields, path, name):
    assert field_at("classification", fields, path) == name


def test_the_newest_seed_stands_first_and_every_text_is_literal(seeds):
    seeds.add({"text": "pay\u200bpal\n<b>", "label": "billing"})
    seeds.add({"text": "Where?", "label": "delivery"})
    page = seeds_page(seeds)
    assert [line["number"] for line in page["written"]] == [2, 1]
    assert page["written"][1]["text"] == "pay[U+200B]pal <b>"
    assert page["origins"] == "2 written"
    assert page["undo"] == "Added seed 2"
    json.dumps(page)


def test_a_seed_with_more_turns_than_the_form_is_listed_but_not_opened(seeds):
    turns = [("user", "Hi"), ("assistant", "billing"), ("user", "And?")]
    name = seeds.add(chat(*turns, ("assistant", "delivery")))
    assert seeds_page(seeds)["written"][0]["editable"] is False
    assert seed_page(seeds, name) is None
    assert seed_page(seeds, "gold-9999") is None


def test_equal_words_are_said_to_be_the_same(seeds):
    seeds.add({"text": "Where is my lamp?", "label": "delivery"})
    page = check_page(seeds, {"text": "where is my lamp?", "label": "billing"})
    assert (page["near"]["number"], page["near"]["same"]) == (1, True)


def test_a_long_quote_keeps_what_differs():
    words = "word " * 100
    pieces = [Piece("same", words), Piece("differs", "March"), Piece("same", words)]
    quoted = quote(pieces)
    assert Piece("differs", "March") in quoted
    assert sum(len(text) for _, text in quoted) < 260
    assert quoted[0].text.startswith("…")
    assert quoted[-1].text.endswith("…")
