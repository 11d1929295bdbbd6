"""Is what a learner did on the disk, whoever else writes, and whatever is there?"""

import json
import multiprocessing

import pytest

from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.progress_file import read_progress


def test_a_new_object_knows_all_that_was_done(tmp_path):
    one = Progress("mira", tmp_path)
    one.record_try(3, "not_yet")
    one.record_try(3, "passed")
    one.record_hints(3, 2)
    one.record_guess("shared_prompt", 8)
    one.record_answer("q1", 2)
    one.record_answer("q1", 0)
    one.record_cards({"c1": {"box": 2, "due": "2026-11-27"}})
    other = Progress("mira", tmp_path)
    assert other.passed == {3}
    assert other.sentence == "1 of 9 exercises passed"
    done = other.attempts(3)
    assert (done.tries, done.misses, done.hints) == (2, 1, 2)
    assert other.guess("shared_prompt") == 8
    assert other.answers("q1") == (2, 0)
    assert other.cards == {"c1": {"box": 2, "due": "2026-11-27"}}


def test_the_first_guess_stays_until_it_is_taken_back(tmp_path):
    progress = Progress("mira", tmp_path)
    progress.record_guess("a", 8)
    progress.record_guess("a", 2)
    assert progress.guess("a") == 8
    progress.forget_guess("a")
    assert progress.guess("a") is None


def test_resetting_one_exercise_leaves_the_others_and_all_else(tmp_path):
    progress = Progress("mira", tmp_path)
    progress.record_try(1, "passed")
    progress.record_try(2, "passed")
    progress.record_answer("q", 1)
    progress.reset(1)
    assert progress.passed == {2}
    progress.reset()
    assert progress.passed == set()
    assert progress.answers("q") == (1,)


def answer_often(folder, name):
    progress = Progress("mira", folder)
    for number in range(50):
        progress.record_answer(name, number)


def test_two_processes_lose_nothing_of_each_other(tmp_path):
    spawn = multiprocessing.get_context("spawn")
    both = [spawn.Process(target=answer_often, args=(tmp_path, name)) for name in "ab"]
    for each in both:
        each.start()
    for each in both:
        each.join(60)
    progress = Progress("mira", tmp_path)
    assert progress.answers("a") == progress.answers("b") == tuple(range(50))


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"ftwidgets_progress": 1, "learner": "mira", "guesses": {"a": NaN}}',
        b'{"ftwidgets_progress": 2, "learner": "mira"}',
        b'{"ftwidgets_progress": 1, "learner": "mira", "exercises": {"1": 7}}',
        b'{"ftwidgets_progress": 1, "learner": "mira", "exercises": []}',
        b'{"ftwidgets_progress": 1, "learner": "mira", "answers": {"q": ["a"]}}',
        b'{"ftwidgets_progress": 1, "learner": "mira", "cards": {"c": {"box": "1"}}}',
    ],
)
def test_a_file_that_cannot_be_read_is_kept_aside_and_told(tmp_path, damage):
    path = tmp_path / "mira.progress.json"
    path.write_bytes(damage)
    progress = Progress("mira", tmp_path)
    assert "mira.progress.json" in repr(progress).splitlines()[2]
    progress.record_try(1, "passed")
    assert progress.passed == {1}
    aside = tmp_path / "mira.progress.json.unreadable-1"
    assert aside.read_bytes() == damage
    assert len(repr(progress).splitlines()) == 2


def test_a_damaged_file_that_was_removed_or_mended_elsewhere_is_no_fault_any_more(
    tmp_path,
):
    path = tmp_path / "mira.progress.json"
    path.write_bytes(b"{")
    here = Progress("mira", tmp_path)
    assert len(repr(here).splitlines()) == 3
    path.unlink()
    here.record_try(1, "passed")
    path.write_bytes(b"{")
    assert len(repr(here).splitlines()) == 3
    Progress("mira", tmp_path).record_try(2, "passed")
    assert len(repr(here).splitlines()) == 2
    here.record_try(3, "passed")
    assert here.passed == {2, 3}
    assert [each.name for each in tmp_path.glob("*unreadable*")] == [
        "mira.progress.json.unreadable-1"
    ]


def test_names_of_any_length_have_a_file(tmp_path):
    Progress("m" * 400, tmp_path).record_try(1, "passed")
    with pytest.raises(ValueError, match="belongs to"):
        Progress("m" * 401, tmp_path)


def test_a_file_of_somebody_else_is_not_taken_over(tmp_path):
    Progress("mira r", tmp_path).record_try(1, "passed")
    with pytest.raises(ValueError, match="belongs to 'mira r', not to 'mira_r'"):
        Progress("mira_r", tmp_path)


def test_a_folder_that_is_a_file_refuses_aloud(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="file"):
        Progress("mira", tmp_path / "file").record_try(1, "passed")


def test_the_file_is_json_with_the_learner_s_name(tmp_path):
    Progress("mira", tmp_path).record_try(2, "raised")
    whole = json.loads((tmp_path / "mira.progress.json").read_text())
    assert whole["learner"] == "mira"
    assert whole["exercises"]["2"] == {"tries": 1, "misses": 1, "state": "raised"}
    assert read_progress(tmp_path / "mira.progress.json")[0] == "mira"


@pytest.mark.parametrize("number", [0, 10, "1", True])
def test_there_are_nine_exercises(tmp_path, number):
    with pytest.raises(ValueError, match="numbered 1 to 9"):
        Progress("mira", tmp_path).record_try(number, "passed")
    with pytest.raises(ValueError, match="numbered 1 to 9"):
        Progress("mira", tmp_path).reset(number)


def test_a_hostile_name_stays_in_the_folder_and_is_shown_as_text(tmp_path):
    progress = Progress("../\x1b[2Jeve", tmp_path)
    progress.record_try(1, "passed")
    assert progress.path.parent == tmp_path
    assert "\x1b" not in repr(progress)
