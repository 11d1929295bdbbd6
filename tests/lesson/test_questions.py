"""Is the quiz the lesson's, is it fair, and is what it says so?"""

import importlib
import json
import re
from collections import Counter

import pytest

import ftwidgets as ft
from ftwidgets import lesson_rules
from ftwidgets.examples import chat
from ftwidgets.lesson.questions import FILE, questions, read_questions
from tests.lesson.voice import faults_of_voice, sentences

ALL = questions()

LESSONS_OWN = {
    "What is the most important data quality principle for fine-tuning?",
    "What is the teacher-student pattern in synthetic data generation?",
}

# At random the right choice is the longest in a third to a quarter of the questions.
MAX_GUESSED = 0.4
MAX_AT_ONE_POSITION = 0.45

each_question = pytest.mark.parametrize("question", ALL, ids=lambda each: each.id)


def test_the_lessons_two_questions_are_there_word_for_word():
    assert {each.text for each in ALL if each.from_lesson} == LESSONS_OWN


def test_at_least_22_questions_are_ours():
    assert sum(not each.from_lesson for each in ALL) >= 22


def test_every_notebook_of_the_lesson_asks_at_least_two():
    asked = Counter(each.notebook for each in ALL)
    assert set(asked) == set(range(10))
    assert min(asked.values()) >= 2
    for notebook, number in asked.items():
        assert len(questions(notebook)) == number


def test_ids_and_texts_are_unique():
    assert len({each.id for each in ALL}) == len(ALL)
    assert len({each.text for each in ALL}) == len(ALL)
    assert all(re.fullmatch("[a-z0-9_]+", each.id) for each in ALL)


@each_question
def test_one_of_three_or_four_choices_is_right(question):
    assert len(question.choices) in (3, 4)
    assert [choice.right for choice in question.choices].count(True) == 1
    assert question.choices[question.right].right
    assert len({choice.text for choice in question.choices}) == len(question.choices)


@each_question
def test_every_choice_is_explained_in_one_or_two_sentences(question):
    for choice in question.choices:
        assert 1 <= sentences(choice.why) <= 2, choice.why
        assert len(choice.why) >= 40


@each_question
def test_the_question_has_the_projects_voice(question):
    texts = [question.text]
    texts += [text for choice in question.choices for text in (choice.text, choice.why)]
    assert not [fault for text in texts for fault in faults_of_voice(text)]
    assert question.text.endswith("?")


@pytest.mark.parametrize("size", [3, 4])
def test_the_right_choice_is_at_no_position_too_often(size):
    places = Counter(each.right for each in ALL if len(each.choices) == size)
    assert set(places) == set(range(size))
    assert max(places.values()) <= MAX_AT_ONE_POSITION * sum(places.values())


@pytest.mark.parametrize("extreme", [max, min])
def test_nobody_gets_far_by_the_length_of_a_choice(extreme):
    def guess(question):
        return extreme(question.choices, key=lambda choice: len(choice.text))

    assert sum(guess(each).right for each in ALL) <= MAX_GUESSED * len(ALL)


def test_it_is_read_once():
    assert questions() is questions()
    assert questions(3)[0] is questions(3)[0]


def test_the_room_of_the_lesson_has_them_and_the_cards_by_name():
    for _ in range(2):
        assert ft.lesson.questions(6) == questions(6)
        assert ft.lesson.cards()[0].from_lesson
    importlib.import_module("ftwidgets.lesson.cards")
    assert callable(ft.lesson.cards)


def test_a_notebook_without_questions_is_named():
    with pytest.raises(ValueError, match=r"notebook must be one of 0, 1, .*, got 10"):
        questions(10)


def lesson_score(reply):
    return lesson_rules.score(chat(("user", "Hi"), ("assistant", reply)))


def test_what_it_says_of_the_lessons_score_is_so():
    assert lesson_score("no no no no no no") == 0.7
    assert lesson_score("I'm sorry for the delay, it left us on Monday.") == 0.6
    assert lesson_score("The name is undefined because the loop never ran.") == 0.6
    assert lesson_score("It left on Monday.") == 0.8


def test_what_it_says_of_level_1_is_so():
    billing = chat(("user", "Why was I charged twice?"), ("assistant", "Billing"))
    assert lesson_rules.validate(billing) == ["Assistant response suspiciously short"]
    labels = ft.Limits(1, 60)
    assert not ft.validate(billing, limits=labels)
    page = chat(("user", "Why was I charged twice?"), ("assistant", "because " * 60))
    assert [each.code for each in ft.validate(page, limits=labels)] == ["too_long"]
    unseen = chat(("user", "Hi there"), ("assistant", "\u200b" * 12))
    assert not lesson_rules.validate(unseen)
    number = chat(("user", "Hi there"), ("assistant", 42))
    wrong = chat(("user", "I want my money back."), ("assistant", "delivery"))
    errors = [
        [each.code for each in ft.validate(row) if each.severity == "error"]
        for row in (unseen, number, wrong)
    ]
    assert errors == [["empty_content"], ["wrong_type"], []]


def test_what_it_says_of_duplicates_is_so():
    there = "Move 10 euros from savings to checking"
    back = "Move 10 euros from checking to savings"
    pair = [chat(("user", text), ("assistant", "transfer")) for text in (there, back)]
    (dropped,) = ft.deduplicate(pair).dropped
    assert dropped.similarity == 1.0
    # Nine words shared of ten: a copy at 0.8 and at 0.9, and none at 0.95
    words = "one two three four five six seven eight nine"
    close = [chat(("user", words), ("assistant", each)) for each in ("one", "ten")]
    drops = [len(ft.deduplicate(close, line).dropped) for line in (0.8, 0.9, 0.95)]
    assert drops == [1, 1, 0]


def wilson(found, read):
    """Both ends of the 95 % interval of a share, by Wilson's formula."""
    z, share = 1.96, found / read
    middle = share + z**2 / (2 * read)
    reach = z * (share * (1 - share) / read + z**2 / (4 * read**2)) ** 0.5
    return [(middle + side * reach) / (1 + z**2 / read) for side in (-1, 1)]


def test_what_it_says_of_samples_is_so():
    assert round(180 / (18 / 40)) == 400
    assert 360 * 18 / 40 == 162
    assert [round(100 * end) for end in wilson(2, 20)] == [3, 30]


SOUND = {
    "id": "a",
    "notebook": 1,
    "text": "Why?",
    "choices": [
        {"text": text, "right": text == "So", "why": "Because it is."}
        for text in ("So", "No", "Perhaps")
    ],
    "from_lesson": False,
}


def read(entries, folder):
    path = folder / "words.json"
    text = entries if isinstance(entries, str) else json.dumps(entries)
    path.write_text(text, "utf-8")
    return read_questions(path)


def test_a_sound_file_is_read_in_order(tmp_path):
    found = read([SOUND, SOUND | {"id": "b", "notebook": 0}], tmp_path)
    assert [each.id for each in found] == ["a", "b"]
    assert found[0].right == 0


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ("[{", "words.json is no JSON: "),
        ({"a": 1}, "words.json must hold a JSON array, got dict"),
        ([[1]], "words.json, entry 1: must be an object, got list"),
        ([{"id": "a"}], "entry 1: fields must be id, notebook, text, .*, got id"),
        ([SOUND | {"hint": "x"}], "got id, notebook, text, choices, from_lesson, hint"),
        ([SOUND, SOUND], "id a stands there 2 times; each needs an id of its own"),
        ([SOUND | {"notebook": 11}], "a: there is no notebook 11"),
        ([SOUND | {"notebook": True}], "notebook must be int, got True"),
        ([SOUND | {"text": " "}], "text must not be blank"),
        (
            [SOUND | {"choices": SOUND["choices"][:2]}],
            "a: choices must be 3 or 4, got 2",
        ),
        (
            [SOUND | {"choices": [SOUND["choices"][0]] * 3}],
            "a: exactly one choice must be right, got 3",
        ),
        (
            [SOUND | {"choices": [{"text": "x"}] * 3}],
            "a, choice 1: fields must be text, right, why, got text",
        ),
    ],
)
def test_a_malformed_file_says_what_and_where(entries, words, tmp_path):
    with pytest.raises(ValueError, match=words):
        read(entries, tmp_path)


def test_the_file_is_written_for_people_too():
    text = FILE.read_text("utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
