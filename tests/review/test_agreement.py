"""Agreement beyond chance, or the reason why it cannot be said."""

import random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ftwidgets.review import agreement
from ftwidgets.review.agreement import Disagreement, agree

LABELS = st.sampled_from(["good", "bad", "unsure", ""])
JUDGED = st.dictionaries(st.integers(0, 40).map(str), LABELS)


def judged(cells):
    """Two people's labels, from how many rows have each pair of labels."""
    pairs = [pair for pair, rows in cells.items() for _ in range(rows)]
    return tuple(
        {f"r{row}": pair[end] for row, pair in enumerate(pairs)} for end in (0, 1)
    )


def table(yes_yes, yes_no, no_yes, no_no):
    return judged(
        {
            ("yes", "yes"): yes_yes,
            ("yes", "no"): yes_no,
            ("no", "yes"): no_yes,
            ("no", "no"): no_no,
        }
    )


def test_kappa_of_a_table_worked_out_by_hand():
    # 50 rows: they agree on 20 + 15 = 35, a share of 0.7. The first says yes to 25, the
    # second to 30: by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.5. (0.7 - 0.5) / 0.5 = 0.4.
    found = agree(*table(20, 5, 10, 15))
    assert found.both == 50
    assert found.observed == 0.7
    assert found.expected == 0.5
    assert found.kappa == 0.4
    assert found.reason is None
    assert found.labels == ("no", "yes")
    assert found.per_label == {"no": (15, 25, 20), "yes": (20, 25, 30)}
    assert found.confusion == {
        ("no", "no"): 15,
        ("no", "yes"): 10,
        ("yes", "no"): 5,
        ("yes", "yes"): 20,
    }


def test_kappa_differs_where_the_agreement_is_the_same():
    # 100 rows, 60 alike in both. Yes: 60 and 70, by chance 0.42 + 0.12 = 0.54:
    # 0.06 / 0.46. Yes: 60 and 30, by chance 0.18 + 0.28 = 0.46: 0.14 / 0.54.
    assert agree(*table(45, 15, 25, 15)).kappa == pytest.approx(6 / 46, abs=1e-15)
    assert agree(*table(25, 35, 5, 35)).kappa == pytest.approx(14 / 54, abs=1e-15)


def test_three_labels_of_which_each_uses_other_ones():
    # 4 rows: a-a, b-c, a-a, b-b. Alike 3 of 4. By chance a: 2 * 2, b: 2 * 1, c: 0 * 1,
    # together 6 of 16. (12 - 6) / (16 - 6) = 0.6.
    found = agree(*judged({("a", "a"): 2, ("b", "c"): 1, ("b", "b"): 1}))
    assert found.kappa == 0.6
    assert found.per_label == {"a": (2, 2, 2), "b": (1, 2, 1), "c": (0, 0, 1)}


def test_worse_than_chance_is_below_zero():
    # By chance half; alike nowhere: -0.5 / 0.5.
    assert agree(*table(0, 5, 5, 0)).kappa == -1


def test_only_rows_both_judged_count():
    found = agree(
        {"a": "good", "b": "bad", "x": "good"},
        {"b": "bad", "a": "good", "y": "bad", "z": "bad"},
    )
    assert (found.both, found.only_first, found.only_second) == (2, 1, 2)
    assert found.kappa == 1
    assert found.confusion == {("bad", "bad"): 1, ("good", "good"): 1}


def test_disagreements_come_in_the_order_of_the_first():
    found = agree(
        {"c": "good", "a": "bad", "b": "good"}, {"a": "good", "b": "good", "c": "bad"}
    )
    assert found.disagreements == (
        Disagreement("c", "good", "bad"),
        Disagreement("a", "bad", "good"),
    )


@pytest.mark.parametrize("second", [{}, {"x": "good"}])
def test_without_a_common_row_nothing_is_defined(second):
    found = agree({"a": "good"}, second)
    assert (found.both, found.only_first, found.only_second) == (0, 1, len(second))
    assert found.observed is found.expected is found.kappa is found.interval is None
    assert "no row was judged by both" in found.reason
    assert found.labels == ()
    assert found.sentence == (
        "No kappa: no row was judged by both. Let both judge the same rows."
    )


def test_one_label_for_everything_has_no_kappa():
    found = agree({"a": "good", "b": "good"}, {"a": "good", "b": "good"})
    assert (found.observed, found.expected) == (1, 1)
    assert found.kappa is None
    assert found.interval is None
    assert found.sentence == (
        "They agree on 2 of 2. No kappa: both said 'good' for every row,"
        " which chance alone would do too."
    )


def test_one_label_each_but_not_the_same_is_chance():
    # Alike on no row, and by chance on none: 0 / 1.
    found = agree({"a": "good", "b": "good"}, {"a": "bad", "b": "bad"})
    assert found.kappa == 0


@pytest.mark.parametrize(
    "cells", [{("a", "a"): 3, ("b", "b"): 2}, {("a", "b"): 5}, {("a", "a"): 1}]
)
def test_rows_that_cannot_vary_have_no_interval(cells):
    found = agree(*judged(cells))
    assert found.interval is None
    assert found.reason.endswith(".")
    assert found.reason in found.sentence


def test_an_interval_from_too_few_defined_resamples_is_none():
    # Of two rows drawn from two, half the draws hold one row twice, with one label.
    two = judged({("a", "a"): 1, ("b", "b"): 1})
    reasons = {agree(*two, resamples=1, seed=seed).reason for seed in range(20)}
    assert len(reasons) == 2
    assert any("where kappa is undefined" in reason for reason in reasons)


def kappa_of(pairs):
    """Textbook kappa of some rows."""
    rows = len(pairs)
    seen = {label for pair in pairs for label in pair}
    alike = sum(one == other for one, other in pairs) / rows
    first, second = zip(*pairs, strict=True)
    chance = sum(first.count(x) / rows * second.count(x) / rows for x in seen)
    return None if chance == 1 else (alike - chance) / (1 - chance)


@pytest.mark.parametrize("cells", [(20, 5, 10, 15), (30, 2, 3, 5), (5, 3, 1, 6)])
def test_the_interval_is_that_of_drawing_rows(cells):
    first, second = table(*cells)
    pairs = [(first[row], second[row]) for row in first]
    chance = random.Random(5)
    drawn = [kappa_of(chance.choices(pairs, k=len(pairs))) for _ in range(4000)]
    kappas = sorted(kappa for kappa in drawn if kappa is not None)
    expected = kappas[len(kappas) // 40], kappas[-len(kappas) // 40]
    found = agree(first, second, resamples=20_000).interval
    assert found == pytest.approx(expected, abs=0.03)


def test_the_interval_is_close_to_the_large_sample_one():
    # 1,000 rows, alike 0.7, by chance 0.5. Cohen's standard error is
    # sqrt(0.7 * 0.3 / (1000 * 0.5^2)) = 0.02898: 0.4 - 1.96 * 0.02898 = 0.3432.
    low, high = agree(*table(400, 100, 200, 300)).interval
    assert (low, high) == pytest.approx((0.343, 0.457), abs=0.006)


def test_resamples_are_the_same_in_many_small_blocks(monkeypatch):
    people = table(20, 5, 10, 15)
    whole = agree(*people)
    monkeypatch.setattr(agreement, "BLOCK", 12)  # three resamples of four cells
    assert agree(*people) == whole


@given(JUDGED, JUDGED)
def test_kappa_is_that_of_scikit_learn(first, second):
    from sklearn.metrics import cohen_kappa_score

    common = sorted(first.keys() & second.keys())
    ours, theirs = [first[row] for row in common], [second[row] for row in common]
    found = agree(first, second, resamples=1)
    assume(len({*ours, *theirs}) > 1)
    assert found.kappa == pytest.approx(cohen_kappa_score(ours, theirs), abs=1e-12)


@given(JUDGED, JUDGED)
def test_undefined_is_none_and_has_a_reason(first, second):
    found = agree(first, second, resamples=20)
    common = first.keys() & second.keys()
    seen = {side[row] for side in (first, second) for row in common}
    assert (found.kappa is None) == (len(seen) < 2)
    assert (found.interval is None) == (found.reason is not None)
    assert "nan" not in repr(found)


@given(JUDGED, JUDGED)
def test_changing_places_changes_only_the_places(first, second):
    one, other = (
        agree(*pair, resamples=1) for pair in ((first, second), (second, first))
    )
    assert (one.kappa, one.observed, one.expected) == (
        other.kappa,
        other.observed,
        other.expected,
    )
    assert (one.only_first, one.only_second) == (other.only_second, other.only_first)
    assert one.confusion == {(b, a): rows for (a, b), rows in other.confusion.items()}
    assert one.per_label == {
        label: (both, said, also)
        for label, (both, also, said) in other.per_label.items()
    }
    assert {(d.row, d.first, d.second) for d in one.disagreements} == {
        (d.row, d.second, d.first) for d in other.disagreements
    }


@given(JUDGED, JUDGED)
def test_names_of_labels_do_not_matter(first, second):
    names = {"good": "z", "bad": "y", "unsure": "x", "": "w"}
    renamed = ({row: names[side[row]] for row in side} for side in (first, second))
    assert agree(first, second, resamples=1).kappa == agree(*renamed, resamples=1).kappa


@given(JUDGED, JUDGED, st.integers(0, 9))
def test_the_order_of_rows_does_not_matter_and_the_seed_decides(first, second, seed):
    backwards = dict(reversed(first.items())), dict(reversed(second.items()))
    one = agree(first, second, resamples=50, seed=seed)
    other = agree(*backwards, resamples=50, seed=seed)
    assert one.interval == other.interval
    assert one == agree(first, second, resamples=50, seed=seed)
    assert one.disagreements == other.disagreements[::-1]


@given(JUDGED, JUDGED)
def test_every_row_is_accounted_for(first, second):
    found = agree(first, second, resamples=1)
    assert found.both + found.only_first == len(first)
    assert found.both + found.only_second == len(second)
    assert sum(found.confusion.values()) == found.both
    alike = sum(both for both, _, _ in found.per_label.values())
    assert alike + len(found.disagreements) == found.both
    assert tuple(sorted(found.per_label)) == found.labels


def test_the_sentence_says_how_much_how_sure_and_on_how_many_rows():
    found = agree(*table(20, 5, 10, 15))
    low, high = found.interval
    assert found.sentence == (
        f"Kappa 0.40 (95 % {low:.2f} to {high:.2f}) on 50 rows both judged;"
        " they agree on 35 of 50."
    )


def test_the_sentence_says_why_there_is_no_interval():
    assert agree(*judged({("x", "x"): 5, ("y", "y"): 4})).sentence == (
        "Kappa 1.00 on 9 rows both judged; they agree on 9 of 9. No interval: every"
        " resample has the same kappa, which tells nothing of its spread."
    )


def test_no_resamples_are_refused():
    with pytest.raises(ValueError, match="resamples is 0; use 1 or more, such as 2000"):
        agree({}, {}, resamples=0)
