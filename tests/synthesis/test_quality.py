"""Every reply has a verdict of every filter it came to, and the seeds always stand."""

import json

import pytest

import ftwidgets as ft
from ftwidgets.examples import chat
from ftwidgets.synthesis.estimates import estimate_of
from ftwidgets.synthesis.paste import body_of
from ftwidgets.synthesis.quality import user_text
from ftwidgets.synthesis.truth import caught_by_filter, fates_by_defect

TASK = ft.Task("tickets", "classification", labels=["billing", "delivery"])

SEEDS = [
    chat(
        ("user", "Where is the parcel with my lamp?"), ("assistant", "delivery"), id="a"
    ),
    chat(("user", "You charged my card two times"), ("assistant", "billing"), id="b"),
]

NEW = [
    "The driver never came although I waited all day",
    "An invoice for the school would help our treasurer",
    "Could the sofa be brought on Friday instead of Monday",
    "My voucher is refused at the checkout",
]


def replies(*rows):
    return [
        json.dumps({"user_message": text, "assistant_message": label})
        for text, label in rows
    ]


@pytest.fixture
def make(tmp_path):
    """A run whose journal holds these texts as replies, in the order of the plan."""

    def made(texts, wanted=4, **more):
        run = ft.generate(
            TASK, SEEDS, ft.PasteTeacher(), wanted, tmp_path / "r.jsonl", **more
        )
        run.commit()
        requests = [run.book.request(number) for number in range(len(texts))]
        run.book.journal.append(
            [
                {"is": "reply", "request": each.hash, "body": body_of(text, "m")}
                for each, text in zip(requests, texts, strict=True)
            ]
        )
        return run

    return made


def levels(run):
    return [row.level for row in run.quality.rows]


def test_new_rows_pass_and_carry_their_family(make):
    run = make(replies(*((text, "billing") for text in NEW)))
    assert levels(run) == ["", "", "", ""]
    assert [row["seed"] for row in run.rows] == ["a", "b", "a", "b"]
    assert len({row["id"] for row in run.rows}) == 4
    assert len(run.examples) == 6


def test_a_row_that_repeats_a_seed_falls_and_the_seed_stays(make):
    run = make(replies(("Where is the parcel with my lamp?", "delivery")))
    row = run.quality.rows[0]
    assert (row.level, row.code) == ("deduplication", "exact_duplicate")
    assert row.partner == "a"
    assert run.rows == []
    assert [each["id"] for each in run.examples] == ["a", "b"]


def test_a_row_that_says_nearly_what_a_seed_says_falls_at_the_novelty_gate(make):
    # 6 of 7 words in the same order: 2 * 6 / (7 + 7) is 0.857.
    run = make(replies(("Where is the parcel with my rug?", "delivery")))
    row = run.quality.rows[0]
    assert row.level in ("novelty", "deduplication")
    assert row.seed_similarity == pytest.approx(12 / 14)
    assert row.partner == "a"


def test_the_second_of_two_alike_rows_falls(make):
    text = NEW[0]
    other = "The driver never came although we waited the whole day"
    run = make(replies((text, "delivery"), (other, "delivery")))
    first, second = run.quality.rows
    assert first.passed
    assert (second.level, second.code, second.partner) == (
        "novelty",
        "near_row",
        first.id,
    )
    # the driver never came although … waited … day: 7 of 9 and 10 words.
    assert second.pool_similarity == pytest.approx(14 / 19)


def test_the_first_survivors_are_kept_and_the_others_are_spare(make):
    run = make(replies(*((text, "billing") for text in NEW)), wanted=3)
    assert [row["messages"][0]["content"] for row in run.rows] == NEW[:3]
    assert run.quality.funnel["spare"] == 1
    assert run.quality.funnel["kept"] == 3


def test_a_reply_of_the_wrong_form_is_no_row_and_is_counted(make):
    run = make([*replies((NEW[0], "billing")), "```json\n{}\n```"])
    assert run.counts["invalid"] == 1
    assert len(run.quality.rows) == 1


def test_a_system_message_of_the_seed_stays_with_its_children(tmp_path):
    seed = chat(("system", "Sort."), *[("user", "a b c"), ("assistant", "billing")])
    run = ft.generate(TASK, [seed], ft.PasteTeacher(), 1, tmp_path / "r.jsonl")
    run.paste(replies((NEW[0], "billing"))[0])
    roles = [turn["role"] for turn in run.rows[0]["messages"]]
    assert roles == ["system", "user", "assistant"]


def test_the_figures_of_the_filters_are_those_of_a_count_by_hand(make):
    texts = [
        *replies((NEW[0], "billing"), (NEW[0], "billing"), (NEW[1], "billing")),
        "no JSON",
    ]
    run = make(texts)
    truth = {1: "near_duplicate", 3: "prose", 2: "wrong_label"}
    found = {
        each.filter: each
        for each in caught_by_filter(run.quality, lambda asked: truth.get(asked.number))
    }
    reading, dedup = found["reading"], found["deduplication"]
    assert (reading.came, reading.defects, reading.dropped, reading.hits) == (
        4,
        3,
        1,
        1,
    )
    assert (dedup.came, dedup.defects, dedup.dropped, dedup.hits) == (3, 2, 1, 1)
    assert (dedup.precision, dedup.recall) == (1.0, 0.5)
    assert found["novelty"].precision is None
    by_kind = fates_by_defect(run.quality, lambda asked: truth.get(asked.number))
    assert by_kind["wrong_label"] == {"kept": 1}
    assert ft.tables.filters(run, lambda asked: None)["recall"].tolist() == [""] * 5


def test_there_is_no_estimate_before_the_first_reply(make):
    assert make([]).estimate is None


def test_an_estimate_expects_more_requests_where_few_rows_pass(make):
    same = [(NEW[0], "billing")] * 9
    run = make(replies((NEW[1], "billing"), *same, (NEW[2], "billing")), wanted=6)
    # 3 of 11 pass: 6 rows need 22 requests, not 12.
    estimate = estimate_of(run.book, run.quality)
    assert (estimate.replies, estimate.requests) == (11, 22)
    assert estimate.cost == 0


def test_what_is_compared_is_the_users_text():
    assert user_text(SEEDS[0]) == "Where is the parcel with my lamp?"
