"""One pass over a file: every record once, with all that is wrong with it."""

import io
import json

import pytest

from ftwidgets.checking import check
from ftwidgets.examples import chat

PARCEL = "My parcel from Tuesday has not arrived and the tracking page shows nothing"
INVOICE = "Please send me last month's invoice once more, the attachment was empty"


@pytest.fixture
def codes(tmp_path):
    def run(*records, **options):
        path = tmp_path / "rows.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
        report = check(path, **options)
        return [[each.code for each in record.findings] for record in report.records]

    return run


def delivery(text, label="delivery"):
    return chat(("user", text), ("assistant", label))


def test_a_copy_is_a_warning_on_the_later_row(codes):
    assert codes(delivery(PARCEL), delivery(INVOICE), delivery(PARCEL)) == [
        [],
        [],
        ["exact_duplicate"],
    ]


def test_key_order_makes_no_other_messages(codes):
    turned = {
        "messages": [
            {"content": PARCEL, "role": "user"},
            {"content": "delivery", "role": "assistant"},
        ]
    }
    assert codes(delivery(PARCEL), turned)[1] == ["exact_duplicate"]


def test_upper_case_is_a_near_copy(codes):
    assert codes(delivery(PARCEL), delivery(PARCEL.upper()))[1] == ["near_duplicate"]


def test_rows_are_near_copies_from_the_threshold_on(codes):
    # 4 of 5 words: exactly 0.8.
    rows = [
        chat(("user", "aa bb"), ("assistant", "cc dd ee is fine.")),
        chat(("user", "aa bb"), ("assistant", "cc dd ee is.")),
    ]
    assert codes(*rows)[1] == ["near_duplicate"]  # 6 of 7
    assert codes(*rows, similarity=0.9) == [[], []]


def test_one_text_with_two_labels_is_a_conflict_and_no_copy(codes):
    rows = [delivery(PARCEL), delivery(PARCEL, "billing"), delivery(PARCEL + " at all")]
    assert codes(*rows) == [[], ["conflicting_label"], ["near_duplicate"]]


def test_labels_without_a_question_do_not_contradict_each_other(codes):
    rows = [chat(("system", "Sort."), ("assistant", name)) for name in ("red", "blue")]
    assert not any("conflicting_label" in found for found in codes(*rows))


def test_two_answers_to_one_question_are_no_conflict(codes):
    rows = [
        chat(("user", PARCEL), ("assistant", "It was handed to a neighbour at noon.")),
        chat(("user", PARCEL), ("assistant", "We sent a replacement by air today.")),
    ]
    assert codes(*rows) == [[], []]


def test_copies_of_copies_point_to_the_first(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text((json.dumps(delivery(PARCEL)) + "\n") * 3)
    records = check(path).records
    assert [r.findings[0].message for r in records[1:]] == [
        "the same messages as line 1"
    ] * 2


def test_equal_words_in_other_messages_are_told_apart_from_copies(codes):
    first, swapped = delivery("one two"), delivery("two one")
    assert codes(first, swapped, swapped) == [
        [],
        ["near_duplicate"],
        ["exact_duplicate"],
    ]


def test_pictures_without_words_are_no_copies_of_each_other(codes):
    rows = [
        {
            "messages": [
                {"role": "user", "content": [{"type": "image_url", "image_url": url}]},
                {"role": "assistant", "content": [{"type": "file", "file": url}]},
            ]
        }
        for url in ({"url": "a.png"}, {"url": "b.png"})
    ]
    assert codes(*rows) == [[], []]


def test_what_a_target_cannot_express_is_an_error_there(codes):
    masked = chat(("user", PARCEL), ("assistant", "It arrives today."))
    masked["messages"][1]["weight"] = 0
    masked["messages"] += [
        {"role": "user", "content": "When exactly?"},
        {"role": "assistant", "content": "Before noon."},
    ]
    assert codes(masked) == [[]]
    assert codes(masked, target="gemini") == [["conversion_loss"]]


def test_the_report_counts_every_record_and_is_json(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{json.dumps(delivery(PARCEL))}\n\n[1]\n{{oops\n")
    report, text = check(path), io.StringIO()
    report.write_json(text)
    read = json.loads(text.getvalue())
    assert [each["line"] for each in read["records"]] == [1, 3, 4]
    assert read["counts"] == {"valid": 1, "warn": 0, "invalid": 2}
    assert read["repairs"] == ["passed over blank lines"]
    assert report.by_code()["not_an_object"][1] == [3]
