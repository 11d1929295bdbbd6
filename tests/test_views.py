"""Do the counts that pictures draw agree with what was decided?"""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets.curation import LEVELS, Curation, Drop
from ftwidgets.datasets import Dataset
from ftwidgets.examples import chat
from ftwidgets.pipeline import curate
from ftwidgets.recipes import Recipe
from ftwidgets.review.session import ReviewSession
from ftwidgets.views import (
    duplicate_rates,
    fallen,
    reached,
    score_bins,
    scored,
    threshold_of,
)

ROWS = [
    7,
    chat(("user", "Where is my parcel?"), ("assistant", "It comes on Friday.")),
    chat(("user", "Where is my parcel?"), ("assistant", "It comes on Friday.")),
    chat(("user", "Can I pay later?"), ("assistant", "I can't help with that.")),
    chat(("user", "Nobody answers me"), ("assistant", " ")),
]


@pytest.fixture(scope="module", params=["standard", "lesson"])
def curation(request):
    return curate(ROWS, Recipe(preset=request.param))


def scored_by_hand(scores, threshold, preset="standard"):
    """A curation whose scores are given; its rows are not looked at."""
    data = Dataset.of([{}] * len(scores))
    keeps = float.__gt__ if preset == "lesson" else float.__ge__
    dropped = [
        Drop(row, row + 1, "scoring", "low_score", "")
        for row, value in enumerate(scores)
        if not keeps(float(value), float(threshold))
    ]
    gone = {each.record for each in dropped}
    kept = [row for row in range(len(scores)) if row not in gone]
    recipe = Recipe(preset=preset, min_score=threshold)
    return Curation(
        data, recipe, kept, [{}] * len(kept), dropped, dict(enumerate(scores))
    )


def test_each_level_is_reached_by_what_the_one_before_kept(curation):
    for stage in curation.funnel:
        assert len(reached(curation, stage.level)) == stage.rows_in
        assert len(fallen(curation, stage.level)) == stage.dropped
    without = [level for level in LEVELS if level not in ("review", "export")]
    assert [stage.level for stage in curation.funnel] == without


def test_an_unknown_level_is_refused_by_name(curation):
    with pytest.raises(ValueError, match=r"level must be one of reading, .*'rating'"):
        reached(curation, "rating")


def test_the_bins_hold_every_row_that_level_2_has_judged(curation):
    bins = score_bins(curation)
    (stage,) = [each for each in curation.funnel if each.level == "scoring"]
    assert (bins.dropped, bins.kept) == (stage.dropped, stage.kept)
    assert bins.dropped + bins.kept == len(scored(curation))


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.floats(0, 1), max_size=30),
    st.floats(0, 1),
    st.sampled_from([0.02, 0.05, 0.3, 1.0]),
)
def test_no_bin_straddles_the_threshold_and_each_row_is_in_its_own(
    scores, threshold, width
):
    bins = score_bins(scored_by_hand(scores, threshold), width)
    assert list(bins.edges) == sorted(set(bins.edges))
    assert len(bins.counts) == len(bins.edges) - 1
    assert bins.edges[bins.first_kept] == bins.threshold == threshold
    assert all(end - start <= width + 1e-9 for start, end in pairwise(bins.edges))
    assert bins.kept == sum(score >= threshold for score in scores)
    for count, (start, end) in zip(bins.counts, pairwise(bins.edges), strict=True):
        inside = sum(start - 1e-9 <= score <= end + 1e-9 for score in scores)
        assert count <= inside


def test_a_score_on_the_line_is_kept_by_the_standard_and_dropped_by_the_lesson():
    standard = score_bins(scored_by_hand([0.7, 0.7, 1.0], 0.7))
    lesson = score_bins(scored_by_hand([0.7, 0.7, 1.0], 0.7, "lesson"))
    assert (standard.dropped, standard.kept) == (0, 3)
    assert (lesson.dropped, lesson.kept) == (2, 1)
    assert lesson.counts[lesson.first_kept - 1] == 2  # the bin that ends at the line


def test_sums_of_weights_fall_into_the_bin_they_mean():
    bins = score_bins(scored_by_hand([1.0 - 0.2, 1.0 - 0.1 - 0.1, 0.8], 0.7))
    by_start = dict(zip((round(e, 2) for e in bins.edges), bins.counts, strict=False))
    assert by_start[0.8] == 3


def test_the_lesson_has_its_own_threshold():
    assert threshold_of(Recipe.LESSON.change(min_score=0.2)) == 0.7


def test_the_rate_at_the_recipes_similarity_is_what_was_dropped():
    rows = [
        chat(
            ("user", f"Order {n // 3} is late {'again ' * (n % 3)}"), ("assistant", "x")
        )
        for n in range(12)
    ]
    for similarity in (0.55, 0.8, 1.0):
        curation = curate(rows, Recipe(similarity=similarity))
        stage = curation.funnel[-1]
        rates = dict(duplicate_rates(curation, [0.5]))
        assert rates[similarity] * stage.rows_in == pytest.approx(stage.dropped)


def test_rates_fall_as_rows_must_be_more_alike(curation):
    rates = [rate for _, rate in duplicate_rates(curation)]
    assert rates == sorted(rates, reverse=True)


def test_looking_changes_nothing(curation):
    before = Counter(map(repr, (curation.dropped, curation.kept, curation.scores)))
    score_bins(curation), duplicate_rates(curation), reached(curation, "scoring")
    assert (
        Counter(map(repr, (curation.dropped, curation.kept, curation.scores))) == before
    )


@pytest.mark.parametrize("preset", ["standard", "lesson"])
def test_what_a_review_dropped_reaches_no_later_level(preset, tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    data = Dataset.of(ROWS)
    session = ReviewSession(data, "labels.jsonl", "mira")
    session.label("drop", row=1)
    curation = curate(data, session.add_to(Recipe(preset=preset)))
    assert fallen(curation, "review") == {2}
    before, after = reached(curation, "review"), reached(curation, "validation")
    assert set(before) - set(after) == {2}
    for stage in curation.funnel:
        assert len(reached(curation, stage.level)) == stage.rows_in
    assert 2 not in scored(curation)
    assert sum(score_bins(curation).counts) == len(scored(curation)) == 2
    # Its copy in record 1 repeats nothing any more.
    assert {rate for _, rate in duplicate_rates(curation)} == {0.0}
