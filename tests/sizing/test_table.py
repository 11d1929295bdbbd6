"""Is the table the lesson's, figure for figure?"""

import pytest

from ftwidgets.sizing.table import BEHAVIOURS, RETURNS, behaviour_of, range_in_words
from ftwidgets.tasks import KINDS, Task

LESSON = """
classification    50-100        200-500
format_or_style   100-300       500-1,000
multi_step        500-1,000     2,000-5,000
domain            1,000-2,000   5,000-10,000
persona           2,000-5,000   10,000+
"""

CURVE = """
50 │ ████░░░░░░ (baseline improvement)
200 │ ██████░░░░ (significant jump)
500 │ ████████░░ (strong performance)
1,000 │ █████████░ (diminishing returns begin)
5,000 │ ██████████ (marginal gains from here)
10,000+ │ ██████████ (usually not worth the cost)
"""


def as_printed(low, high):
    return f"{low:,}+" if high is None else f"{low:,}-{high:,}"


def test_the_five_behaviours_have_the_lessons_ranges():
    printed = [
        [each.key, as_printed(*each.minimum), as_printed(*each.recommended)]
        for each in BEHAVIOURS.values()
    ]
    assert printed == [line.split() for line in LESSON.strip().splitlines()]


def test_the_curve_has_the_lessons_bars_and_words():
    printed = [
        f"{each.examples:,}{'+' if each.and_more else ''} │ "
        f"{'█' * each.bars}{'░' * (10 - each.bars)} ({each.words})"
        for each in RETURNS
    ]
    assert printed == CURVE.strip().splitlines()


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        ("classification", "classification"),
        (" Simple Classification ", "classification"),
        ("format_conversion", "format_or_style"),
        (Task(kind="style_matching"), "format_or_style"),
        (BEHAVIOURS["domain"], "domain"),
        ("Full persona or assistant", "persona"),
    ],
)
def test_a_behaviour_is_known_by_its_key_its_name_a_kind_or_a_task(wanted, key):
    assert behaviour_of(wanted).key == key


@pytest.mark.parametrize(
    "wanted", ["chat", "", None, 7, Task(kind="other"), ["domain"]]
)
def test_what_the_table_does_not_have_is_refused_with_what_it_has(wanted):
    with pytest.raises(ValueError, match=r"'multi_step'.*closest to your task"):
        behaviour_of(wanted)


def test_every_kind_of_task_but_other_has_a_row():
    rows = {kind: behaviour_of(kind).key for kind in KINDS if kind != "other"}
    assert rows == {
        "classification": "classification",
        "format_conversion": "format_or_style",
        "style_matching": "format_or_style",
    }


def test_ranges_are_told_with_commas():
    assert range_in_words(5000, 10_000) == "5,000 to 10,000"
    assert range_in_words(10_000, None) == "10,000 or more"
