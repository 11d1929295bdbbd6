"""Are precision, recall, F1 and the proposed line what one counts by hand?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.exploration.scores.precision import measure_lines, propose_line

LINES = [each / 100 for each in range(101)]

LABELLED = st.lists(
    st.tuples(st.integers(0, 100).map(lambda each: each / 100), st.booleans()),
    min_size=1,
    max_size=60,
)


@given(LABELLED, st.sampled_from(LINES))
def test_a_measure_is_what_one_counts(labelled, line):
    scores, good = zip(*labelled, strict=True)
    (measure,) = measure_lines(scores, good, [line])
    kept = [are_good for value, are_good in labelled if value >= line]
    assert measure.kept == len(kept)
    assert measure.good_kept == sum(kept)
    assert measure.precision == (sum(kept) / len(kept) if kept else None)
    assert measure.recall == (sum(kept) / sum(good) if any(good) else None)
    if measure.precision and measure.recall:
        p, r = measure.precision, measure.recall
        assert measure.f1 == pytest.approx(2 * p * r / (p + r))


@given(LABELLED, st.sampled_from(LINES))
def test_each_share_lies_in_its_interval(labelled, line):
    (measure,) = measure_lines(*zip(*labelled, strict=True), [line])
    for name in ("precision", "recall", "f1"):
        share, interval = getattr(measure, name), getattr(measure, f"{name}_interval")
        assert (share is None) == (interval is None)
        if interval:
            low, high = interval
            assert 0 <= low <= share + 1e-12
            assert share - 1e-12 <= high <= 1


def test_an_interval_of_f1_narrows_with_more_labels():
    def width(times):
        scores, good = [0.2, 0.8, 0.9] * times, [True, True, False] * times
        (measure,) = measure_lines(scores, good, [0.5])
        low, high = measure.f1_interval
        return high - low

    assert width(40) < width(10) < width(2)


@given(LABELLED)
def test_a_proposed_line_is_as_good_as_any(labelled):
    scores, good = zip(*labelled, strict=True)
    found = propose_line(scores, good, LINES)
    if len(labelled) < 30 or all(good) or not any(good):
        assert found is None
        return
    at = dict(zip(LINES, measure_lines(scores, good, LINES), strict=True))
    assert at[found.line].f1 == max(each.f1 or 0 for each in at.values())


def test_the_spread_is_the_same_each_time_and_small_where_labels_are_clear():
    scores, good = [0.3] * 30 + [0.8] * 30, [False] * 30 + [True] * 30
    found = propose_line(scores, good, LINES)
    assert found == propose_line(scores, good, LINES)
    assert 0.3 < found.line <= 0.8
    assert found.spread <= 0.01
    spread = [n / 60 for n in range(60)]
    noisy = [n > 24 if n % 5 else n <= 24 for n in range(60)]
    assert propose_line(spread, noisy, LINES).spread > 0.02
