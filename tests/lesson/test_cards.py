"""Are the lesson's cards there word for word, and ours beside them?"""

import json
import re
import tomllib
from pathlib import Path

import pytest

from ftwidgets.lesson.cards import FILE, cards, read_cards
from ftwidgets.workspaces import project
from tests.lesson.voice import faults_of_voice, sentences

ALL = cards()

LESSONS_OWN = {
    "What are the two primary training data formats for fine-tuning?": (
        "1. Chat format (messages array with system/user/assistant roles) for "
        "instruction tuning, 2. Completion format (prompt/completion pairs) for text "
        "generation"
    ),
    "What are the three levels of quality filtering?": (
        "Level 1: Format validation (structure, required fields, length). Level 2: "
        "Content quality scoring (repetition, errors, refusals). Level 3: "
        "Deduplication (MinHash LSH to remove near-duplicates)."
    ),
    "How many training examples do you need for a simple classification task?": (
        "Minimum 50-100, recommended 200-500. Diminishing returns begin around 1,000 "
        "examples for most classification tasks."
    ),
    "What is the recommended dataset split ratio?": (
        "Training: 80-90%. Validation: 10-15% (monitor overfitting). Test: 5-10% (held "
        "completely out for final evaluation). Never contaminate test data."
    ),
    "Why must training format match inference format exactly?": (
        "Format mismatch is a top-3 cause of poor fine-tuning results. If you use "
        "system prompts in production, include them in training. If you do not use "
        "multi-turn, do not train on multi-turn data."
    ),
}

OURS = [card for card in ALL if not card.from_lesson]

SOUND = {"id": "a", "notebook": 1, "front": "Why?", "back": "So.", "from_lesson": False}


def test_the_lessons_five_cards_come_first_word_for_word():
    assert [(card.front, card.back) for card in ALL[:5]] == list(LESSONS_OWN.items())
    assert all(card.from_lesson for card in ALL[:5])


def test_at_least_22_cards_are_ours():
    assert len(OURS) >= 22
    assert len(OURS) == len(ALL) - 5


def test_every_notebook_of_the_lesson_has_cards():
    assert {card.notebook for card in ALL} == set(range(10))


def test_ids_and_fronts_are_unique():
    assert len({card.id for card in ALL}) == len(ALL)
    assert len({card.front for card in ALL}) == len(ALL)
    assert all(re.fullmatch("[a-z0-9_]+", card.id) for card in ALL)


@pytest.mark.parametrize("card", OURS, ids=lambda card: card.id)
def test_our_card_asks_and_answers_in_the_projects_voice(card):
    assert not faults_of_voice(card.front) + faults_of_voice(card.back)
    assert card.front.endswith("?")
    assert 1 <= sentences(card.back) <= 3
    assert len(card.back) <= 200, "a card is read at a glance"


def test_the_share_that_none_of_twenty_leaves_possible_is_wilsons():
    (card,) = [card for card in OURS if card.id == "none_of_twenty"]
    # For none of n the upper end of the 95 % interval is z^2 / (n + z^2)
    assert f"{1.96**2 / (20 + 1.96**2):.0%}".replace("%", " %") in card.back


def test_it_is_read_once():
    assert cards() is cards()


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ([SOUND | {"notebook": 11}], "words.json, a: there is no notebook 11"),
        ([SOUND | {"back": ""}], "entry 1: back must not be blank"),
        ([SOUND, SOUND], "id a stands there 2 times"),
    ],
)
def test_a_malformed_file_says_what_and_where(entries, words, tmp_path):
    path = tmp_path / "words.json"
    path.write_text(json.dumps(entries), "utf-8")
    with pytest.raises(ValueError, match=words):
        read_cards(path)


def test_the_words_travel_with_the_package():
    settings = tomllib.loads((project() / "pyproject.toml").read_text("utf-8"))
    patterns = settings["tool"]["setuptools"]["package-data"]["ftwidgets"]
    home = Path(FILE).parents[1]
    packed = {path for pattern in patterns for path in home.glob(pattern)}
    assert {FILE, FILE.with_name("questions.json")} <= packed
