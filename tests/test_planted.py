"""Is a curation judged fairly against the truth?"""

import hashlib
import json

import pytest

from ftwidgets.curation import Curation, Drop
from ftwidgets.datasets import Dataset
from ftwidgets.pipeline import curate
from ftwidgets.planted import ALL, JUDGED_LEVELS, PLANTED, judge
from ftwidgets.recipes import Recipe

CONTENT = b"eight rows that nobody reads here"

TRUTH = (
    # level, expect, group: who shall fall, and what for
    ("load", "reject", None),
    ("validation", "reject", None),
    ("scoring", "drop", None),
    ("scoring", "drop", None),
    (None, "keep", "one"),
    ("deduplication", "drop", "one"),
    (None, "keep", None),
    ("validation", "warn", None),
)


@pytest.fixture
def truth(tmp_path):
    """File of a truth, and a curation in which the given records fell at a level."""
    data_file, truth_file = tmp_path / "rows.jsonl", tmp_path / "truth.json"
    data_file.write_bytes(CONTENT)
    rows = [
        {"row": row, "level": level, "expect": expect, "group": group}
        for row, (level, expect, group) in enumerate(TRUTH)
    ]
    told = {"file": "rows.jsonl", "sha256": hashlib.sha256(CONTENT).hexdigest()}
    truth_file.write_text(json.dumps({**told, "rows": rows}))

    def judged(**fell):
        drops = [
            Drop(record, record + 1, level, "code", "")
            for level, records in fell.items()
            for record in records
        ]
        data = Dataset("rows", data_file, "jsonl", records=[{}] * len(TRUTH))
        curation = Curation(data, Recipe.STANDARD, [], [], drops)
        return {each.level: each for each in judge(curation, truth_file)}

    return judged


def test_who_drops_just_what_must_fall_is_perfect(truth):
    judged = truth(reading=[0], validation=[1], scoring=[2, 3], deduplication=[5])
    assert [each.recall for each in judged.values()] == [1, 1, 1, 1]
    assert [each.precision for each in judged.values()] == [1, 1, 1, 1]
    assert [judged[level].planted for level in (*JUDGED_LEVELS, ALL)] == [2, 2, 1, 5]


def test_a_row_that_fell_for_another_reason_is_caught_but_counted_where_it_fell(truth):
    judged = truth(validation=[2])
    assert (judged["scoring"].caught, judged["scoring"].dropped) == (1, 0)
    assert judged["scoring"].precision is None
    assert (judged["validation"].right, judged["validation"].dropped) == (1, 1)


def test_a_good_row_that_fell_costs_precision_and_not_recall(truth):
    judged = truth(scoring=[2, 3, 6, 7])
    assert (judged["scoring"].recall, judged["scoring"].precision) == (1, 0.5)


def test_of_a_row_and_its_copy_either_may_stay(truth):
    assert truth(deduplication=[4])["deduplication"].precision == 1
    assert truth(deduplication=[5])["deduplication"].recall == 1


def test_of_a_row_and_its_copy_not_both_may_fall(truth):
    judged = truth(deduplication=[4, 5])["deduplication"]
    assert (judged.recall, judged.right, judged.dropped) == (1, 1, 2)


def test_who_drops_nothing_has_no_precision(truth):
    judged = truth()
    assert [each.recall for each in judged.values()] == [0, 0, 0, 0]
    assert [each.precision for each in judged.values()] == [None] * 4


def test_the_truth_about_another_file_is_refused():
    with pytest.raises(ValueError, match=r"raw_tickets\.jsonl .* got 'examples'"):
        judge(curate([{}]), PLANTED)
