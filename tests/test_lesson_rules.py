"""Do the lesson's rules answer, and crash, exactly as the lesson's own code does?

The lesson's functions are not part of the project. Where they are absent the
comparisons are skipped and counted, and the hand-computed values alone are checked.
"""

import importlib.util
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets import lesson_rules
from ftwidgets.examples import chat
from ftwidgets.lesson_rules import LessonCrash, LessonDrop

CODE = Path(__file__).parents[2] / "shared" / "lesson_code.py"

GOOD = "Your refund was approved and will arrive on Tuesday."


@pytest.fixture(scope="module")
def lesson():
    """Load the lesson's printed functions."""
    if not CODE.is_file():
        pytest.skip("this comparison did not run: ../shared/lesson_code.py is absent")
    spec = importlib.util.spec_from_file_location("lesson_code", CODE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reply(text):
    return chat(("user", "Where is my refund?"), ("assistant", text))


def outcome(function, *args):
    """What a function answers, or the name of what it raises."""
    try:
        return function(*args)
    except LessonCrash as crash:
        return crash.exception_name
    except Exception as error:
        return type(error).__name__


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=9), inner, max_size=4)
    ),
    max_leaves=6,
)
WORDS = st.sampled_from(
    ["I", "cannot", "error", "terror", "undefined", "as an AI", "I'm sorry", "ok", "\n"]
)
TEXTS = st.text() | st.lists(WORDS, max_size=20).map(" ".join)
ROLES = st.sampled_from(["user", "assistant", "system"]) | JSON
MESSAGES = st.lists(
    JSON | st.fixed_dictionaries({}, optional={"role": ROLES, "content": TEXTS | JSON})
)
RECORDS = (
    JSON
    | st.builds(lambda messages: {"messages": messages}, MESSAGES | JSON)
    | st.builds(reply, TEXTS)
)
DAMAGED = [
    None,
    7,
    "text",
    "messages",
    ["messages"],
    {},
    {"messages": None},
    {"messages": "text"},
    {"messages": {"role": "user"}},
    {"messages": ["text"]},
    {"messages": [None]},
    {"messages": [{"content": "Hi"}]},
    {"messages": [{"role": "user"}]},
    {"messages": [{"role": "assistant"}]},
    {"messages": [{"role": "assistant", "content": None}]},
    {"messages": [{"role": "assistant", "content": [{"text": "Hi"}]}]},
    {"messages": [{"role": "user", "content": "Hi"}]},
    {"messages": [{"role": ["user"], "content": "Hi"}]},
    {"messages": "\ud800"},
]


# Level 1


@given(RECORDS)
def test_validate_answers_and_crashes_as_the_lesson(lesson, record):
    theirs = outcome(lesson.validate_example, record)
    assert outcome(lesson_rules.validate, record) == theirs


@pytest.mark.parametrize("record", DAMAGED, ids=repr)
def test_damaged_records_validate_or_crash_as_in_the_lesson(lesson, record):
    theirs = outcome(lesson.validate_example, record)
    assert outcome(lesson_rules.validate, record) == theirs


def test_validate_uses_the_words_and_limits_the_lesson_prints():
    assert lesson_rules.validate({}) == ["Missing 'messages' key"]
    assert lesson_rules.validate(chat(("system", " "))) == [
        "Missing user message",
        "Missing assistant message",
        "Empty content in system message",
    ]
    for length, errors in [
        (9, ["Assistant response suspiciously short"]),
        (10, []),
        (4000, []),
        (4001, ["Assistant response suspiciously long"]),
    ]:
        assert lesson_rules.validate(reply("a" * length)) == errors


# Level 2


@given(RECORDS)
def test_score_answers_and_crashes_as_the_lesson(lesson, record):
    theirs = outcome(lesson.quality_score, record)
    assert outcome(lesson_rules.score, record) == theirs


@pytest.mark.parametrize("record", DAMAGED, ids=repr)
def test_damaged_records_score_or_crash_as_in_the_lesson(lesson, record):
    theirs = outcome(lesson.quality_score, record)
    assert outcome(lesson_rules.score, record) == theirs


@pytest.mark.parametrize(
    ("text", "total"),
    [
        (GOOD, 1.0),
        ("billing", 0.8),
        ("", 1.0 - 0.3 - 0.2),
        ("a terrorist and his friends met here", 0.6),
        ("I'm sorry for the delay, it ships today.", 0.6),
        ("I’m sorry, I can’t help you with that today.", 1.0),
        ("no " * 10, 0.7),
        ("I cannot: ERROR, undefined, I'm sorry, as an AI", 0.0),
    ],
)
def test_score_has_the_faults_the_lesson_has(text, total):
    assert lesson_rules.score(reply(text)) == total


def test_a_score_of_exactly_the_limit_is_not_kept(lesson):
    repetitive = reply("no " * 10)
    assert not lesson_rules.score(repetitive) > lesson_rules.KEEP_ABOVE
    assert lesson.keep([repetitive, reply(GOOD)]) == [reply(GOOD)]


@given(st.builds(reply, TEXTS))
def test_the_parts_added_in_order_are_the_score(record):
    total = 1.0
    for _, value in lesson_rules.score_parts(record):
        total += value
    assert lesson_rules.score(record) == max(total, 0)


# Level 3


def tickets(seed, rows):
    """Rows of few words, so that many are near each other."""
    rng = random.Random(seed)
    words = [f"word{number}" for number in range(40)]
    return [
        reply(" ".join(rng.sample(words, rng.randint(20, 40)))) for _ in range(rows)
    ]


def word_set(record):
    return set(str(record["messages"]).split())


@pytest.mark.parametrize("threshold", [0.5, 0.8, 0.95])
def test_deduplicate_keeps_the_rows_the_lesson_keeps(lesson, capsys, threshold):
    records = tickets(7, 150)
    ours = lesson_rules.deduplicate(records, threshold)
    theirs = lesson.deduplicate(records, threshold)
    assert [id(records[row]) for row in ours.kept] == [id(each) for each in theirs]
    assert f"{len(records)} -> {len(ours.kept)}" in capsys.readouterr().out


@settings(max_examples=25)
@given(st.lists(st.builds(reply, TEXTS) | st.sampled_from(DAMAGED), max_size=6))
def test_deduplicate_keeps_or_crashes_as_the_lesson(lesson, records):
    theirs = outcome(lesson.deduplicate, records)
    ours = outcome(lesson_rules.deduplicate, records)
    if isinstance(ours, str):
        assert ours == theirs
    else:
        assert [records[row] for row in ours.kept] == theirs


def test_every_row_is_kept_or_dropped_for_an_earlier_kept_row():
    records = tickets(3, 200)
    found = lesson_rules.deduplicate(records)
    rows = [*found.kept, *(drop.row for drop in found.dropped)]
    assert sorted(rows) == list(range(len(records)))
    assert found.dropped
    for drop in found.dropped:
        assert drop.partner in found.kept
        assert drop.partner < drop.row
        one, other = word_set(records[drop.row]), word_set(records[drop.partner])
        assert drop.similarity == len(one & other) / len(one | other)


def test_unverified_partners_are_shown_with_their_true_similarity():
    found = lesson_rules.deduplicate(tickets(5, 300), threshold=0.8)
    assert any(drop.similarity < 0.8 for drop in found.dropped)


def test_a_copy_is_dropped_for_the_first_row():
    records = [reply(GOOD), reply("Something else, and no less."), reply(GOOD)]
    found = lesson_rules.deduplicate(records)
    assert found.kept == (0, 1)
    assert found.dropped == (LessonDrop(2, 0, 1.0),)


def test_nothing_is_dropped_from_no_rows():
    assert lesson_rules.deduplicate([]).kept == ()


@pytest.mark.parametrize("threshold", [-0.1, 1.0, 2, "0.8", None])
def test_a_threshold_without_an_index_is_refused(threshold):
    with pytest.raises(ValueError, match=r"from 0 to 0\.98"):
        lesson_rules.deduplicate([], threshold)


# Crashes


def test_a_crash_names_the_lessons_exception():
    with pytest.raises(LessonCrash, match="raises KeyError: 'role'") as caught:
        lesson_rules.validate({"messages": [{"content": "Hi"}]})
    assert caught.value.exception_name == "KeyError"


def test_nothing_changes_its_input():
    record = reply(GOOD)
    before = repr(record)
    lesson_rules.validate(record)
    lesson_rules.score(record)
    lesson_rules.deduplicate([record, record])
    assert repr(record) == before
