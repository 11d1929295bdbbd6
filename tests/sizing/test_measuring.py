"""Is the curve what a plain script measures, repeatable, fair and stoppable?"""

import csv
import random

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

import ftwidgets as ft
from ftwidgets.examples import chat
from ftwidgets.sizing import parts as sizing_parts
from ftwidgets.sizing.measuring import _each_once, _order
from ftwidgets.sizing.rows import examples_of, usable, why_no_proxy
from ftwidgets.sizing.student import Student
from ftwidgets.splitting import shuffle_split
from sizing.labelled import COMMON, LABELS, labelled


@pytest.fixture(scope="module")
def rows():
    return labelled(320)


@pytest.fixture(scope="module")
def test_rows():
    return labelled(200, seed=1)


def texts_and_labels(rows):
    pairs = [[turn["content"] for turn in row["messages"]] for row in rows]
    return [text for text, _ in pairs], [label for _, label in pairs]


def plain_accuracy(train, test):
    """What a plain scikit-learn script measures."""
    (texts, labels), (asked, answers) = map(texts_and_labels, (train, test))
    vectors = TfidfVectorizer()
    model = LinearSVC(random_state=0).fit(vectors.fit_transform(texts), labels)
    return model.score(vectors.transform(asked), answers)


def test_real_requests_are_learned_as_a_plain_script_learns_them(real_files):
    with (real_files / "banking77_train.csv").open(encoding="utf-8") as file:
        read = list(csv.DictReader(file))
    made = [chat(("user", r["text"]), ("assistant", r["category"])) for r in read]
    train, test = train_test_split(
        made, test_size=2003, random_state=0, stratify=[r["category"] for r in read]
    )
    curve = ft.learning_curve(train, test=test, sizes=[1000, 8000], repeats=2)
    assert len(train) == 8000
    assert abs(curve.at(8000).mean - plain_accuracy(train, test)) < 0.02
    small = [plain_accuracy(random.Random(n).sample(train, 1000), test) for n in (0, 1)]
    assert abs(curve.at(1000).mean - sum(small) / 2) < 0.03
    assert (curve.labels, curve.test_rows) == (77, 2003)


def test_a_student_is_one_that_is_fitted_on_its_sample_alone(rows, test_rows):
    (texts, labels), (asked, answers) = map(texts_and_labels, (rows, test_rows))
    sample = list(range(0, 320, 5))
    right = Student(texts, labels, asked, answers).right(sample)
    assert right.mean() == plain_accuracy([rows[at] for at in sample], test_rows)


def test_each_size_doubles_the_one_before_up_to_all_rows(rows, test_rows):
    curve = ft.learning_curve(rows, test=test_rows, repeats=3)
    assert [point.size for point in curve.points] == [10, 20, 40, 80, 160, 320]
    assert [point.repeats for point in curve.points] == [3, 3, 3, 3, 3, 1]
    assert curve.points[-1].mean == plain_accuracy(rows, test_rows)
    assert curve.points[-1].mean > curve.points[0].mean + 0.3


def test_the_same_seed_measures_the_same_in_any_order_of_rows(rows, test_rows):
    curve = ft.learning_curve(rows, test=test_rows, repeats=2, seed=3)
    mixed, asked = rows.copy(), test_rows.copy()
    random.Random(1).shuffle(mixed)
    random.Random(2).shuffle(asked)
    again = ft.learning_curve(mixed, test=asked, repeats=2, seed=3)
    assert curve == ft.learning_curve(rows, test=test_rows, repeats=2, seed=3)
    assert [p.mean for p in again.points] == [p.mean for p in curve.points]
    other = ft.learning_curve(rows, test=test_rows, repeats=2, seed=4)
    assert other.points[:-1] != curve.points[:-1]


def test_its_input_is_not_changed(rows, test_rows):
    before = repr((rows, test_rows))
    ft.learning_curve(rows, test=test_rows, sizes=[80], repeats=1)
    assert repr((rows, test_rows)) == before


def test_without_a_test_a_fifth_is_held_out_and_no_copy_straddles(rows):
    curve = ft.learning_curve([*rows, *rows[:40]], sizes=[80], repeats=1)
    assert curve.train_rows + curve.test_rows == 360
    assert curve.test_rows == pytest.approx(72, abs=3)
    assert curve.notes == ()  # the copies stand on one side


def test_a_split_brings_its_own_test(rows):
    parts = ft.split(rows, train=240, validation=40, test=40, stratify_by="reply")
    curve = ft.learning_curve(parts, repeats=1)
    assert (curve.train_rows, curve.test_rows) == (240, 40)


def test_filtering_helps_where_a_third_of_the_raw_labels_are_wrong(rows, test_rows):
    raw = labelled(600, seed=5, wrong=0.4)
    curve = ft.learning_curve(rows, test=test_rows, unfiltered=raw, repeats=4)
    gain = curve.filtering
    assert gain.before.size == gain.after.size == 320
    assert gain.value > 0.05
    assert gain.is_sure
    assert "Filtering helped" in curve.about_filtering


def test_the_same_rows_unfiltered_make_no_difference(rows, test_rows):
    curve = ft.learning_curve(rows, test=test_rows, unfiltered=rows, repeats=2)
    assert curve.filtering.value == 0
    assert not curve.filtering.is_sure


def test_copies_are_drawn_as_a_random_sample_draws_them(rows):
    copied = [key for key in usable(rows).keys for _ in range(5)]
    numbered = _each_once(copied)
    ours = [
        len({copied[at] for at in _order(numbered, 0, draw)[:300]}) for draw in range(8)
    ]
    chance = [
        len(set(random.Random(n).sample(copied, 300))) for n in range(50)
    ]  # about 214 of 320; a draw of clumps would have 60
    assert np.mean(ours) == pytest.approx(np.mean(chance), rel=0.03)


def test_rows_five_times_over_are_no_worse_than_chance_makes_them(rows, test_rows):
    raw = [row for row in rows for _ in range(5)]
    curve = ft.learning_curve(rows, test=test_rows, unfiltered=raw, sizes=[160])
    plain = [
        plain_accuracy(random.Random(n).sample(raw, 160), test_rows) for n in range(20)
    ]
    assert abs(curve.unfiltered[0].mean - sum(plain) / 20) < 0.03


def test_unfiltered_rows_that_the_test_knows_are_left_out(rows, test_rows):
    raw = [*rows, *test_rows]
    curve = ft.learning_curve(rows, test=test_rows, unfiltered=raw, repeats=1)
    assert curve.filtering.value == 0
    assert curve.notes[-1].startswith("200 unfiltered rows left out")


def seeded(rows, size=8):
    return [{**row, "seed": f"s{at // size}"} for at, row in enumerate(rows)]


def test_siblings_of_held_out_rows_are_left_out_by_the_split_s_own_key(rows):
    made = seeded(rows)
    parts = ft.split(made, train=240, validation=40, test=40, group_by="seed")
    curve = ft.learning_curve(parts, unfiltered=made, sizes=[240], repeats=1)
    assert curve.notes[-1].startswith("80 unfiltered rows left out")
    assert curve.filtering.value == 0


def test_unfiltered_rows_without_seeds_are_not_compared(rows):
    parts = ft.split(seeded(rows), train=240, validation=40, test=40, group_by="seed")
    curve = ft.learning_curve(parts, unfiltered=rows, sizes=[240], repeats=1)
    assert (curve.filtering, curve.unfiltered) == (None, ())
    assert "whether filtering helps cannot be told" in curve.notes[-1]


SEEDED = 40
"""Seeds of ten siblings each; a label is of the seed and nothing else tells it."""


@pytest.fixture(scope="module")
def siblings():
    draw = random.Random(7)
    made = []
    for seed in range(2 * SEEDED):
        own, label = [f"own{seed}x{n}" for n in range(6)], draw.choice(LABELS)
        for _ in range(10):
            said = draw.sample(own, 5) + draw.sample(COMMON, 9)
            row = chat(("user", " ".join(said)), ("assistant", label))
            made.append({**row, "seed": f"s{seed}"})
    return made


def bare(rows):
    return [{"messages": row["messages"]} for row in rows]


def test_siblings_are_held_out_together_and_nothing_is_learned_of_them(siblings):
    half = siblings[: 10 * SEEDED]
    for call in ({}, {"group_by": "seed"}, {"group_by": lambda row: row["seed"]}):
        curve = ft.learning_curve(half, sizes=[320], repeats=1, **call)
        assert curve.points[0].mean < 0.6  # four labels that nothing tells apart
    apart = ft.learning_curve(half, group_by=lambda row: None, sizes=[320], repeats=1)
    assert apart.points[0].mean > 0.9  # what the test knew before


def test_filtering_that_does_nothing_does_not_help_a_list_with_seeds(siblings):
    half = siblings[: 10 * SEEDED]
    for call in ({}, {"group_by": "seed"}):
        curve = ft.learning_curve(half, unfiltered=siblings, repeats=2, **call)
        assert not curve.filtering.is_sure
        assert abs(curve.filtering.value) < 0.35  # 8 families: a family is 12 points
        assert curve.notes[-1].startswith("80 unfiltered rows left out")


def test_siblings_of_a_given_test_are_told_and_lost_on_both_sides(siblings):
    train, test = siblings[: 10 * SEEDED], siblings[10 * SEEDED - 5 :]
    alone = ft.learning_curve(train, test=test, sizes=[80], repeats=1)
    assert alone.train_rows == 400
    assert alone.notes[0].startswith("5 of 405 test rows have a copy, near-copy or sib")
    both = ft.learning_curve(
        train, test=test[:205], unfiltered=siblings, sizes=[80], repeats=1
    )
    assert both.train_rows == 390
    assert both.notes[-1].startswith("10 training rows and 210 unfiltered rows left")


def test_where_training_knows_all_of_the_test_nothing_is_compared(siblings):
    mixed = shuffle_split(siblings, 600, 100, 100)  # ten siblings a seed
    curve = ft.learning_curve(mixed, unfiltered=siblings, sizes=[80], repeats=1)
    assert (curve.train_rows, curve.filtering) == (600, None)
    assert "Split whole families first" in curve.notes[-1]
    assert curve.notes[0].startswith("100 of 100 test rows have a copy, near-copy or")


def test_where_only_one_side_names_its_seeds_nothing_is_compared(siblings):
    for ours, raw in ((siblings, bare(siblings)), (bare(siblings), siblings)):
        curve = ft.learning_curve(ours, unfiltered=raw, sizes=[80], repeats=1)
        assert (curve.filtering, curve.unfiltered) == (None, ())
        assert "whether filtering helps cannot be told" in curve.notes[-1]


def test_where_nobody_names_seeds_it_is_said(rows, test_rows):
    curve = ft.learning_curve(rows, test=test_rows, unfiltered=rows, repeats=1)
    assert curve.notes[0].startswith("No row says which seed it comes of.")


@pytest.mark.parametrize(("raw", "left"), [(slice(0, 0), 0), (slice(0, 6), 6)])
def test_unfiltered_rows_that_are_too_few_are_told(rows, test_rows, raw, left):
    curve = ft.learning_curve(
        rows, test=test_rows, unfiltered=rows[raw], sizes=[80], repeats=1
    )
    assert (curve.filtering, curve.about_filtering) == (None, "")
    assert curve.notes[-1] == (
        f"{left} unfiltered rows are left to compare with; the smallest size is 80."
    )


def test_a_leaking_test_and_one_of_few_families_are_noted(rows, test_rows):
    curve = ft.learning_curve(
        rows, test=[*test_rows[:50], *rows[:50]], sizes=[80], repeats=1
    )
    assert curve.notes[0].startswith("50 of 100 test rows have a copy")
    parts = ft.split(seeded(rows), train=240, validation=40, test=40, group_by="seed")
    few = ft.learning_curve(parts, repeats=1)
    assert few.notes[0].startswith("The 40 test rows are only 5 families")
    assert few.doubling.families == 5
    assert few.verdict == "unclear"
    listed = ft.learning_curve(seeded(rows), repeats=1)
    assert listed.notes[0].startswith("The 64 test rows are only 8 families")
    assert listed.verdict == "unclear"


def test_uneven_sizes_are_judged_by_the_one_closest_to_half(rows, test_rows):
    sizes = [80, 160, 318, 320]
    curve = ft.learning_curve(rows, test=test_rows, sizes=sizes, repeats=2)
    assert (curve.doubling.before.size, curve.doubling.after.size) == (160, 320)


def test_sentences_among_labels_are_left_out_and_counted(rows, test_rows):
    said = [
        chat(("user", f"Question {n} of nobody"), ("assistant", f"It is {n}, I say."))
        for n in range(64)
    ]
    mixed = ft.learning_curve([*rows, *said], test=[*test_rows, *said[:6]], repeats=2)
    clean = ft.learning_curve(rows, test=test_rows, repeats=2)
    assert mixed.points == clean.points
    assert mixed.labels == 4
    assert mixed.notes == ("70 rows with a reply that is no label: left out.",)
    assert ft.learning_curve([*rows, *said], sizes=[80], repeats=1).notes == (
        "64 rows with a reply that is no label: left out.",
    )
    raw = ft.learning_curve(
        rows, test=test_rows, unfiltered=[*rows, *said], sizes=[80], repeats=1
    )
    assert raw.notes[0] == "64 unfiltered rows with a reply that is no label: left out."


def test_rows_of_one_family_or_two_say_why_there_is_no_curve():
    two = ("billing", "delivery")
    one = [
        chat(("user", "The same text"), ("assistant", two[n % 2])) for n in range(40)
    ]
    assert "without parting a family" in ft.learning_curve(one).reason
    apart = [
        chat(("user", ("Two charges", "No parcel")[n % 2]), ("assistant", two[n % 2]))
        for n in range(40)
    ]
    assert ft.learning_curve(apart).reason.startswith("All rows to learn from have one")


NO_LABELS = {
    "sentences": (
        [chat(("user", f"Q {n}"), ("assistant", f"It is {n}.")) for n in range(40)],
        "In 0 of 40 rows the reply is a label. The proxy student only learns labels",
    ),
    "records": (
        [chat(("user", f"{n}"), ("assistant", f'{{"n": {n}}}')) for n in range(40)],
        "The proxy student only learns labels; for other tasks there is none yet.",
    ),
    "one label": (
        [chat(("user", f"Q {n}"), ("assistant", "yes")) for n in range(40)],
        "All rows to learn from have one label",
    ),
    "few rows": (labelled(12), "There are 12 rows to learn from; a curve needs 20"),
    "no rows": ([], "There are 0 rows to learn from"),
    "no examples": ([7, None, {}, {"messages": 3}] * 9, "There are 0 rows"),
}


@pytest.mark.parametrize("name", NO_LABELS)
def test_where_there_is_no_proxy_the_result_says_so(name):
    rows, reason = NO_LABELS[name]
    curve = ft.learning_curve(rows)
    assert not curve
    assert reason in curve.reason
    assert ft.learning_curve(rows, test=labelled(20)).reason == curve.reason


def test_bad_rows_are_left_out_and_counted(rows, test_rows):
    bad = [
        {},
        None,
        chat(("user", "Hi")),
        chat(("user", " "), ("assistant", "billing")),
    ]
    curve = ft.learning_curve([*rows, *bad], test=test_rows, sizes=[80], repeats=1)
    assert curve.train_rows == 320
    assert curve.notes[0] == "4 rows without a question or a reply: left out."


def test_rows_without_words_are_rows(test_rows):
    signs = [chat(("user", "?!" * n), ("assistant", "billing")) for n in range(1, 40)]
    curve = ft.learning_curve([*labelled(80), *signs], test=test_rows, repeats=1)
    assert curve.train_rows == 119


def test_stopping_leaves_the_sizes_that_are_done(rows, test_rows):
    steps = []
    curve = ft.learning_curve(
        rows,
        test=test_rows,
        repeats=2,
        progress=steps.append,
        stop=lambda: bool(steps) and len(steps[-1].points) == 3,
    )
    assert curve.is_stopped
    assert [point.size for point in curve.points] == [10, 20, 40]
    whole = ft.learning_curve(rows, test=test_rows, repeats=2)
    assert curve.points == whole.points[:3]
    assert not whole.is_stopped


def test_stopping_at_once_is_no_error(rows, test_rows):
    curve = ft.learning_curve(rows, test=test_rows, stop=lambda: True)
    assert (curve.points, curve.is_stopped, curve.reason) == ((), True, "")
    assert repr(curve) == "Curve(none: stopped before the first size)"


def test_it_is_asked_to_stop_between_the_steps_before_the_first(rows, test_rows):
    made = []

    def stop_after(number):
        asked = []

        def stop():
            asked.append(1)
            return len(asked) > number

        curve = ft.learning_curve(
            rows,
            test=test_rows,
            unfiltered=rows,
            repeats=2,
            stop=stop,
            progress=made.append,
        )
        assert (curve.points, curve.is_stopped) == ((), True)

    # Before reading, after it, after comparing, while counting, before each order.
    for number in range(6):
        stop_after(number)
    assert all(step.done == 0 for step in made)


def test_rows_split_here_are_not_searched_for_leaks_again(rows, monkeypatch):
    def searched(*args):
        raise AssertionError("it was searched again")

    monkeypatch.setattr(sizing_parts, "find_leaks", searched)
    ft.learning_curve(rows, sizes=[80], repeats=1)
    ft.learning_curve(ft.split(rows), sizes=[80], repeats=1)


def test_progress_counts_up_to_the_whole(rows, test_rows):
    steps = []
    ft.learning_curve(
        rows, test=test_rows, unfiltered=rows, repeats=2, progress=steps.append
    )
    done = [step.done for step in steps]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, steps[-1].total)
    assert steps[-1].total == 2 * (2 * (10 + 20 + 40 + 80 + 160) + 320)
    assert steps[0].sizes == (10, 20, 40, 80, 160, 320)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        ({"examples": "rows.jsonl"}, TypeError, "examples are a list .* got str"),
        ({"examples": 7}, TypeError, "examples are a list .* got int"),
        ({"test": []}, ValueError, "test holds no rows"),
        ({"test": 7}, TypeError, "test are a list"),
        ({"unfiltered": "raw"}, TypeError, "unfiltered are a list"),
        ({"repeats": 0}, ValueError, "repeats is a whole number of 1 or more"),
        ({"seed": 1.5}, ValueError, "seed is a whole number"),
        ({"sizes": [0]}, ValueError, "sizes are whole numbers of 1 or more"),
        ({"sizes": 10}, TypeError, "sizes are a list of whole numbers, got int"),
        ({"sizes": iter([10])}, TypeError, "sizes are a list .* got list_iterator"),
        ({"group_by": 7}, TypeError, "group_by is a key .* got int"),
        ({"group_by": ["s1"]}, TypeError, "group_by is a key .* got list"),
        ({"sizes": []}, ValueError, "sizes are whole numbers"),
        ({"sizes": [321]}, ValueError, "sizes are whole numbers from 1 to the 320"),
    ],
)
def test_a_bad_call_is_refused(rows, test_rows, call, error, message):
    whole = {"examples": rows, "test": test_rows, **call}
    with pytest.raises(error, match=message):
        ft.learning_curve(whole.pop("examples"), **whole)


def test_a_split_without_a_test_or_with_two_is_refused(rows, test_rows):
    parts = ft.split(rows, train=0.8, validation=0.2, test=0)
    with pytest.raises(ValueError, match="no test rows"):
        ft.learning_curve(parts)
    parts = ft.split(rows, train=240, validation=40, test=40)
    with pytest.raises(ValueError, match="leave test out"):
        ft.learning_curve(parts, test=test_rows)


def test_a_dataset_and_a_curation_are_taken_as_they_are(rows):
    curation = ft.curate(rows)
    assert examples_of(curation) == curation.kept
    assert examples_of(curation.data) == curation.data.examples


def test_spellings_of_a_label_are_one(rows):
    mixed = [chat(("user", "a"), ("assistant", " Billing ")), rows[0]]
    assert usable(mixed).labels == ["billing", "billing"]
    assert why_no_proxy(rows) == ""
