"""Twice what is wanted, then more until it fits, and an end where it never will."""

from types import SimpleNamespace

from ftwidgets.synthesis.rounds import first_round, next_round, too_few


def quality(answered, kept, wanted, left_open=()):
    answers = [
        SimpleNamespace(is_open=number in left_open) for number in range(answered)
    ]
    survivors = [
        SimpleNamespace(answer=SimpleNamespace(request=SimpleNamespace(number=number)))
        for number in kept
    ]
    return SimpleNamespace(
        answers=answers, survivors=survivors, kept=survivors[:wanted], wanted=wanted
    )


def test_the_first_round_is_twice_what_is_wanted():
    assert first_round(180) == 360


def test_enough_rows_end_the_run():
    assert next_round(quality(20, range(12), 10), 80) == (20, "done")


def test_what_is_missing_is_asked_for_at_the_acceptance_so_far():
    # 5 of 20 become rows, 5 are missing: 20 more would do, and a tenth on top is 22.
    assert next_round(quality(20, range(5), 10), 80) == (42, "")


def test_there_are_never_more_requests_than_allowed():
    assert next_round(quality(20, range(5), 10), 30) == (30, "")
    assert next_round(quality(30, range(5), 10), 30) == (30, "most")


def test_fewer_than_one_in_ten_ends_the_run():
    assert next_round(quality(50, range(4), 100), 900) == (50, "low_acceptance")
    assert next_round(quality(50, range(5), 100), 900)[1] == ""


def test_acceptance_is_not_judged_from_a_few_replies():
    assert not too_few(quality(49, [], 100))
    assert too_few(quality(50, [], 100))


def test_acceptance_is_judged_on_the_part_without_gaps():
    assert not too_few(quality(120, [], 100, left_open=[49]))
    assert too_few(quality(120, [], 100, left_open=[50]))
    # Rows of later requests do not make up for the part that is judged.
    assert too_few(quality(120, range(60, 120), 100, left_open=[55]))
