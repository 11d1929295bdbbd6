"""A sample says how much it says, and no more."""

from math import sqrt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ftwidgets.review.audits import Audit, Group, audit_by, wilson

Z_95 = 1.959963984540054  # 97.5th percentile of the normal distribution, from tables

PUBLISHED = [  # Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0000, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@st.composite
def counts(draw, most=400):
    read = draw(st.integers(1, most))
    return draw(st.integers(0, read)), read


def audit(kept, read, sample=None, unread=1000, **more):
    return Audit(kept, read, read if sample is None else sample, unread, **more)


@pytest.mark.parametrize(("successes", "trials", "low", "high"), PUBLISHED)
def test_intervals_are_those_of_the_literature(successes, trials, low, high):
    assert wilson(successes, trials) == pytest.approx((low, high), abs=5e-5)


@given(counts(), st.floats(0.01, 0.999))
def test_intervals_are_those_of_scipy(count, confidence):
    from scipy.stats import binomtest

    expected = binomtest(*count).proportion_ci(confidence, method="wilson")
    assert wilson(*count, confidence) == pytest.approx(tuple(expected), abs=1e-9)


@given(counts(most=10**9))
def test_intervals_hold_the_rate_and_stay_within_0_and_1(count):
    low, high = wilson(*count)
    assert 0 <= low <= count[0] / count[1] <= high <= 1


@given(st.integers(1, 10**6))
def test_the_ends_are_exact_where_all_or_none_succeed(trials):
    assert wilson(0, trials)[0] == 0
    assert wilson(trials, trials)[1] == 1


@given(counts())
def test_failures_have_the_mirrored_interval(count):
    low, high = wilson(*count)
    assert wilson(count[1] - count[0], count[1]) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((0, 0), "trials is 0; an interval needs at least 1 trial"),
        ((-1, 5), "successes is -1 of 5 trials; give a number from 0 to 5"),
        ((6, 5), "successes is 6 of 5 trials"),
        ((1, 5, 95), "confidence is 95; use a share between 0 and 1, such as 0.95"),
        ((1, 5, 1.0), "confidence is 1.0"),
    ],
)
def test_an_impossible_interval_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        wilson(*arguments)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"kept": 6}, "kept is 6, read 5, .* kept is a part of read"),
        ({"kept": -1}, "kept is -1"),
        ({"skipped": 6}, "skipped 6, sample 10"),
        ({"skipped": -1}, "skipped -1"),
        ({"sample": 4}, "sample 4"),
        ({"unread": -1}, "unread -1"),
        ({"tolerance": 0}, "tolerance is 0; use a share between 0 and 1, such as 0.05"),
        ({"tolerance": 5}, "tolerance is 5"),
        ({"tolerance": float("nan")}, "tolerance is nan"),
    ],
)
def test_counts_that_cannot_be_are_refused(fields, message):
    with pytest.raises(ValueError, match=message):
        Audit(**{"kept": 4, "read": 5, "sample": 10, "unread": 90} | fields)


def test_nothing_read_says_nothing():
    nothing = Audit(kept=0, read=0, sample=45, unread=474)
    assert nothing.rate is None
    assert nothing.interval is None
    assert nothing.bad_left == (0, 474)
    assert nothing.decision == "nothing_read"
    assert nothing.more is None
    assert nothing.sentences == ["No row of this sample of 45 is judged yet."]


def test_skipped_rows_are_mentioned_before_anything_is_judged():
    assert audit(0, 0, 9, skipped=1).sentences == [
        "No row of this sample of 9 is judged yet; 1 skipped row is not counted:"
        " judge it too, or the rate flatters."
    ]


def test_rate_and_interval_are_of_the_rows_kept():
    # 133 kept of 148 is 15 bad of 148: 1 - 0.1605 and 1 - 0.0624.
    assert audit(133, 148).rate == 133 / 148
    assert audit(133, 148).interval == pytest.approx((0.8395, 0.9376), abs=5e-5)


def test_bad_rows_left_are_the_interval_times_the_unread_in_whole_rows():
    # 1,000 times 0.0624 and 0.1605, down and up; the next decimals are 62.4 and 160.5.
    assert audit(133, 148).bad_left == (62, 161)


@given(counts(), st.integers(0, 10**6))
def test_bad_rows_left_are_some_of_the_unread(count, unread):
    low, high = audit(*count, unread=unread).bad_left
    assert 0 <= low <= high <= unread


def test_73_good_rows_show_that_at_most_5_percent_are_bad_and_72_do_not():
    # With none bad the upper end is z^2 / (n + z^2), z^2 = 3.8415:
    # 3.8415 / 76.8415 = 0.04999 and 3.8415 / 75.8415 = 0.05065.
    assert audit(73, 73).decision == "enough_good"
    assert audit(72, 72).decision == "go_on"


def test_a_lower_end_above_the_tolerance_is_enough_to_stop():
    # 15 of 148 are bad: the interval begins at 0.0624.
    assert audit(133, 148, tolerance=0.062).decision == "enough_bad"
    assert audit(133, 148, tolerance=0.063).decision == "go_on"


def test_no_more_rows_are_needed_once_it_is_decided():
    assert audit(73, 73).more == 0
    assert audit(133, 148, tolerance=0.062).more == 0


def test_the_rows_still_needed_are_those_up_to_the_decision():
    # 73 good rows decide, see above.
    assert audit(45, 45).more == 28
    # 52 of 1,000 bad: n = z^2 * 0.05 * 0.95 / 0.002^2 = 0.182469 / 0.000004 = 45,617.3.
    assert audit(948, 1000).more == 45_618 - 1000


def test_a_rate_at_or_next_to_the_tolerance_is_never_decided():
    assert audit(19, 20).more is None
    # 51 of 1,000 bad: n = 0.182469 / 0.000001 = 182,469 rows.
    assert audit(949, 1000).more is None


def bad_ends(bad, n):
    """Wilson's formula as textbooks print it, also for parts of rows."""
    p, z = bad / n, Z_95
    middle = p + z**2 / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    return (middle - half) / (1 + z**2 / n), (middle + half) / (1 + z**2 / n)


@given(counts(most=60), st.floats(0.02, 0.5))
def test_the_rows_still_needed_are_those_of_trying_every_number(count, tolerance):
    tried = audit(*count, tolerance=tolerance)
    assume(tried.decision == "go_on")

    def decided(more):
        read = count[1] + more
        low, high = bad_ends(read * (1 - count[0] / count[1]), read)
        return high <= tolerance or low > tolerance

    first = next((more for more in range(1, 3000) if decided(more)), None)
    if first is None:
        assert tried.more is None or tried.more >= 2999
    else:
        assert abs(tried.more - first) <= 1  # rounding may move it by one row


def test_sentences_while_the_sample_is_read():
    assert audit(133, 148, 200, tolerance=0.1, unread=1000).sentences == [
        "95 % interval 84 to 94 %.",
        "Of the 1,000 rows nobody has read, about 62 to 161 need work.",
        "Not yet enough to stop: finish this sample of 200.",
    ]


def test_sentences_of_enough_good_rows():
    # The lower end of 73 of 73 is 73 / 76.8415 = 0.95001; 0.04999 * 1,000 = 49.99.
    assert audit(73, 73).sentences == [
        "95 % interval 95 to 100 %.",
        "Of the 1,000 rows nobody has read, about 0 to 50 need work.",
        "Enough: at most 5 % are bad, which is the tolerance you set.",
    ]


def test_sentences_of_enough_bad_rows_have_decimals_from_200_rows():
    # 81 of 263 are bad: 0.2553 to 0.3662.
    assert audit(182, 263).sentences == [
        "95 % interval 63.4 to 74.5 %.",
        "Of the 1,000 rows nobody has read, about 255 to 367 need work.",
        "Enough to know that it is not good enough:"
        " at least 25 % are bad, and you allow 5 %.",
    ]


def test_a_share_that_rounds_to_the_tolerance_is_not_compared_with_itself():
    assert audit(182, 263, tolerance=0.25).sentences[-1] == (
        "Enough to know that it is not good enough:"
        " more than the 25 % you allow are bad."
    )


def test_a_tolerance_is_shown_as_it_was_set():
    assert "at most 12.5 % are bad" in audit(73, 73, tolerance=0.125).sentences[-1]
    assert "at most 7 % are bad" in audit(73, 73, tolerance=0.07).sentences[-1]


def test_skipped_rows_are_said_to_be_left_out():
    assert audit(133, 148, 160, skipped=2).sentences[0] == (
        "95 % interval 84 to 94 %; 2 skipped rows are not counted:"
        " judge them too, or the rate flatters."
    )


def test_a_sample_read_to_its_end_without_a_decision_asks_for_a_larger_one():
    larger = (
        "Not yet enough to stop, and this sample is read: draw a larger one,"
        " about 28 rows more."
    )
    assert audit(45, 45, 45).sentences[-1] == larger
    assert audit(45, 45, 47, skipped=2).sentences[-1] == larger
    assert "finish this sample of 48" in audit(45, 45, 48, skipped=2).sentences[-1]


def test_where_no_sample_decides_all_rows_are_to_be_read():
    everything = "Not yet enough to stop, and no larger sample would decide: read all"
    few = audit(45, 45, unread=27).sentences[-1]  # 28 would be needed
    assert few == f"{everything} 27 that are left."
    close = audit(19, 20, unread=5000).sentences[-1]
    assert close == f"{everything} 5,000 that are left."


def test_where_every_row_has_been_read_nothing_is_estimated():
    assert audit(45, 45, unread=0).sentences == [
        "95 % interval 92 to 100 %.",  # 45 / (45 + 3.8415) = 0.9213
        "Every row has been read: there is nothing left to estimate.",
    ]


@given(counts(), st.integers(0, 20), st.integers(0, 20), st.integers(0, 10**6))
def test_there_are_at_most_three_plain_sentences(count, skipped, open_rows, unread):
    kept, read = count
    found = Audit(kept, read, read + skipped + open_rows, unread, skipped=skipped)
    assert len(found.sentences) <= 3
    assert all(one[0] in "95EON" and one.endswith(".") for one in found.sentences)
    assert not any("!" in one or "nan" in one for one in found.sentences)


def test_groups_come_the_worst_first_then_by_name_and_no_group_last():
    verdicts = [("b", True), ("a", True), (None, False), (3, False), (3, True)]
    assert audit_by(verdicts) == [
        Group(3, 1, 2),
        Group("a", 1, 1),
        Group("b", 1, 1),
        Group(None, 0, 1),
    ]


def test_a_group_has_its_rate_and_its_interval():
    group = Group("seed-1", 81, 263)
    assert group.rate == 81 / 263
    assert group.interval == pytest.approx((0.2553, 0.3662), abs=5e-5)


@given(st.lists(st.tuples(st.sampled_from(["a", "b", 1, None]), st.booleans())))
def test_every_verdict_is_counted_in_its_group(verdicts):
    groups = audit_by(verdicts)
    for group in groups:
        own = [is_kept for name, is_kept in verdicts if name == group.name]
        assert (group.kept, group.read) == (sum(own), len(own))
    assert sum(group.read for group in groups) == len(verdicts)
    rates = [group.rate for group in groups if group.name is not None]
    assert rates == sorted(rates)
