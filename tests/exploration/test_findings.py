"""Is every finding there, does a filter show just what it should, and is it small?"""

import itertools
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets.checking import check
from ftwidgets.curation import Curation
from ftwidgets.datasets import Dataset, load
from ftwidgets.examples import chat, messages_of, text_of
from ftwidgets.exploration.findings.exploration import SHOWN, FindingsExploration
from ftwidgets.exploration.findings.pages import facts_page, view_page
from ftwidgets.pipeline import curate
from ftwidgets.recipes import Recipe
from ftwidgets.validation import validate

TICKETS = "data/raw_tickets.jsonl"

BESIDE = ("exact_duplicate", "near_duplicate", "conflicting_label")
"""Codes of what only shows beside other rows."""

SIZE = 200_000

MANY = 100_000


@pytest.fixture(scope="module")
def curation():
    return curate(load(TICKETS))


@pytest.fixture(scope="module")
def findings(curation):
    return FindingsExploration(curation)


@pytest.fixture
def table(findings):
    """The table of the tickets with nothing filtered."""
    findings.choose(codes=[], severity=None, text="", at=0, opened=False)
    return findings


def said(table):
    """What the filter shows, without our index."""
    return [
        (each["record"], each["code"], each["path"], each["message"])
        for each in table.to_list()
    ]


def marks(pieces):
    return [text for kind, text in pieces if kind == "mark"]


def plain(pieces):
    return "".join(text for _, text in pieces)


# What is in it


def test_it_has_all_that_check_says_of_single_rows(table):
    report = check(TICKETS)
    expected = [
        (record.line, each.code, each.severity, each.path, each.message)
        for record in report.records
        for each in record.findings
        if each.code not in BESIDE
    ]
    shown = [
        (each["line"], each["code"], each["severity"], each["path"], each["message"])
        for each in table.to_list()
        if each["code"] not in BESIDE
    ]
    assert Counter(shown) == Counter(expected)


def test_it_has_the_duplicates_and_conflicts_of_the_curation(table, curation):
    shown = {code: [] for code in BESIDE}
    for record, code, _, message in said(table):
        if code in BESIDE:
            shown[code].append((record, message))
    for code in BESIDE[:2]:
        assert shown[code] == [
            (drop.record, drop.message)
            for drop in curation.dropped
            if drop.code == code
        ]
    lines = curation.data.lines
    assert shown["conflicting_label"] == sorted(
        (record, f"line {lines[earlier]} has this text with another label")
        for record, earlier, alike in curation.conflicts
        if alike == 1
    )


def test_findings_stand_in_the_order_of_the_records(table):
    records = [each[0] for each in said(table)]
    assert records == sorted(records)
    assert table.value == sorted(set(records))
    assert repr(table) == (
        f"FindingsExploration(raw_tickets: 398 findings in {len(table.value)} of 630 "
        "rows)"
    )


def test_the_lesson_s_preset_hides_nothing_that_level_1_finds(curation):
    data = curation.data
    table = FindingsExploration(data, Recipe.LESSON)
    shown = Counter(each for each in said(table) if each[1] not in BESIDE)
    expected = Counter()
    for record, example in zip(data.record_of, data.examples, strict=True):
        found = [*data.notes.get(record, ()), *validate(example)]
        expected.update((record, f.code, f.path, f.message) for f in found)
    for each in data.rejected:
        found = each.findings
        expected.update((each.record, f.code, f.path, f.message) for f in found)
    assert shown == expected


def test_value_and_recipe_are_those_of_the_plain_call(table, curation):
    assert table.recipe == curation.recipe
    assert table.curation is curation


def test_where_nothing_is_wrong_there_is_nothing():
    table = FindingsExploration([chat(("user", "Open?"), ("assistant", "At nine."))])
    assert table.value == table.to_list() == []
    assert view_page(table)["rows"] == []
    table.choose(text="nine", codes=["pii"], severity="note", opened=True, at=3)
    assert view_page(table)["record"] is None
    assert FindingsExploration([]).value == []


# Filtering


@pytest.fixture(scope="module")
def texts(curation):
    """The texts of each record, or the record itself."""
    data = curation.data
    said = {
        record: value if isinstance(value, str) else json.dumps(value)
        for record, value in enumerate(data.records)
    }
    for record, example in zip(data.record_of, data.examples, strict=True):
        each = (text_of(message.get("content")) for message in messages_of(example))
        said[record] = "\n".join(each)
    return {record: text.casefold() for record, text in said.items()}


WORDS = [
    "",
    "  ",
    "refund",
    "REFUND",
    "line 3",
    "e-mail",
    "ß",
    "zzzz",
    "messages",
    "tür",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["pii", "extra_key", "bad_weight", "too_deep"])),
    st.sampled_from([None, "error", "warning", "note"]),
    st.sampled_from(WORDS),
)
def test_a_filter_shows_what_a_loop_over_all_findings_finds(
    findings, texts, codes, severity, text
):
    findings.choose(codes=[], severity=None, text="")
    everything, needle = findings.to_list(), text.strip().casefold()
    with_text = [
        each
        for each in everything
        if needle in each["message"].casefold() or needle in texts[each["record"]]
    ]
    of_severity = [
        each for each in with_text if severity is None or each["severity"] == severity
    ]
    in_codes = [each for each in with_text if not codes or each["code"] in codes]
    expected = [each for each in of_severity if each in in_codes]
    findings.choose(codes=codes, severity=severity, text=text)
    assert findings.to_list() == expected
    assert findings.value == sorted({each["record"] for each in expected})
    assert findings.counts == Counter(each["code"] for each in of_severity)
    page = view_page(findings)
    assert page["severities"] == {
        name: sum(each["severity"] == name for each in in_codes)
        for name in ("error", "warning", "note")
    }
    assert page["total"] == len(expected)
    assert page["rowsShown"] == len(findings.value)
    assert len(page["rows"]) == min(SHOWN, len(expected))


moves = st.one_of(
    st.fixed_dictionaries({"at": st.integers(0, 500)}),
    st.fixed_dictionaries({"start": st.integers(0, 500)}),
    st.fixed_dictionaries({"severity": st.sampled_from([None, "error", "note"])}),
    st.fixed_dictionaries({"opened": st.booleans()}),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(moves, max_size=8))
def test_the_chosen_finding_is_always_in_the_window(findings, steps):
    findings.choose(codes=[], severity=None, text="")
    for step in steps:
        findings.choose(**step)
        page = view_page(findings)
        assert 0 <= page["start"] <= page["at"] < page["start"] + SHOWN
        assert page["start"] + SHOWN <= max(SHOWN, page["total"])
        if "at" in step:
            assert page["at"] == min(step["at"], page["total"] - 1)
        if "start" in step:
            assert page["start"] == min(step["start"], max(0, page["total"] - SHOWN))


def test_another_filter_begins_at_its_first_finding_and_closes_the_row(table):
    table.choose(at=150, opened=True)
    assert view_page(table)["record"]["line"] == table.to_list()[150]["line"]
    table.choose(severity="error")
    assert (table.start, table.at, table.opened) == (0, 0, False)


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"codes": "pii"}, "codes must be a list of finding codes, got 'pii'"),
        ({"codes": ["pii", 7]}, "codes must be a list"),
        ({"codes": None}, "codes must be a list"),
        ({"codes": ["typo"]}, "no finding has the code 'typo'; there are invalid_json"),
        ({"severity": "fatal"}, "severity must be one of error, warning, note"),
        ({"severity": ["error"]}, "severity must be one of"),
        ({"text": None}, "text must be text, got NoneType"),
        ({"at": -1}, "at must be a whole number from 0 on, got -1"),
        ({"start": False}, "start must be a whole number"),
        ({"opened": 1}, "opened must be True or False, got 1"),
        ({"page": 2}, "no choice 'page'; there are codes, severity, text, start"),
    ],
)
def test_a_refused_call_says_what_is_allowed_and_changes_nothing(table, choices, words):
    table.choose(codes=["pii"], severity="warning", text="a", at=2, opened=True)
    before, told = view_page(table), []
    stop = table.listen(lambda: told.append(1))
    with pytest.raises(ValueError, match=words):
        table.choose(**{"text": "b", "at": 1, **choices})
    stop()
    assert view_page(table) == before
    assert told == []


# What is shown of a row


def test_the_searched_words_are_marked_where_they_stand():
    long = "All of it came in one box, and on time, too. " * 4
    row = chat(("user", f"{long}My REFUND is missing"), ("assistant", " "))
    table = FindingsExploration([row])
    table.choose(text="refund")
    (shown,) = view_page(table)["rows"]
    assert marks(shown["pieces"]) == ["REFUND"]
    assert plain(shown["pieces"]).startswith("…")


def test_a_row_shows_what_the_finding_speaks_of():
    row = chat(("user", "Write to ana@example.com today"), ("assistant", "I will."))
    table = FindingsExploration([row])
    (shown,) = view_page(table)["rows"]
    assert marks(shown["pieces"]) == ["ana@example.com"]
    assert (shown["code"], shown["path"]) == ("pii", "messages[0].content")


def test_an_open_record_has_each_finding_at_its_path():
    row = {
        **chat(("user", "I am ana@example.com"), ("assistant", "pay\u200bpal")),
        "source": "chat log",
    }
    row["messages"][1]["weight"] = 3
    table = FindingsExploration([row])
    table.choose(opened=True)
    page = view_page(table)["record"]
    user, assistant = page["turns"]
    assert [each["code"] for each in user["remarks"]] == ["pii"]
    assert marks(user["pieces"]) == ["ana@example.com"]
    assert {each["code"] for each in assistant["remarks"]} == {
        "bad_weight",
        "invisible_character",
    }
    assert ["hidden", "U+200B"] in assistant["pieces"]
    assert marks(assistant["beside"]) == ['"weight": 3']
    assert [each["code"] for each in page["remarks"]] == ["extra_key"]
    assert marks(page["beside"]) == ['"source": "chat log"']
    assert (page["verdict"], page["line"], page["format"]) == ("invalid", 1, "openai")
    assert page["fate"]["words"] == "dropped at Format: bad weight"
    assert page["count"] == 4


def test_a_record_that_could_not_be_read_is_shown_as_it_stands(table, curation):
    table.choose(codes=["truncated"], opened=True)
    page = view_page(table)["record"]
    with open(curation.data.path, "rb") as file:
        line = file.read().split(b"\n")[page["line"] - 1].decode()
    assert plain(page["raw"]["pieces"]) == line
    assert page["fate"]["words"] == "rejected at Read: truncated"
    assert [each["code"] for each in page["remarks"]] == ["truncated"]


def test_the_row_before_and_after_is_another_row(table):
    everything = table.to_list()
    several = next(
        at
        for at in range(20, len(everything) - 20)
        if everything[at - 1]["record"] == everything[at]["record"]
    )
    table.choose(at=several, opened=True)
    page = view_page(table)["record"]
    for place in (page["before"], page["after"]):
        assert everything[place]["record"] != page["record"]
    between = everything[page["before"] + 1 : page["after"]]
    assert {each["record"] for each in between} == {page["record"]}


# What crosses the wire


def test_no_page_is_large_and_no_hidden_character_comes_through():
    hidden = "\u202e" * 5000
    many = [{"role": "user", "content": hidden, hidden: hidden} for _ in range(90)]
    rows = [
        {"messages": [*many, {"role": hidden, "content": hidden}], hidden: hidden},
        hidden,
        {hidden: hidden},
        *[chat(("user", hidden), ("assistant", hidden))] * 30,
    ]
    table = FindingsExploration(rows)
    facts = json.dumps(facts_page(table), allow_nan=False)
    for at, opened in itertools.product(range(0, len(table.to_list()), 90), (0, 1)):
        table.choose(at=at, opened=bool(opened))
        page = view_page(table)
        assert len(json.dumps(page, allow_nan=False)) + len(facts) < SIZE
        assert "\u202e" not in json.dumps(page, ensure_ascii=False)


@pytest.fixture(scope="module")
def many():
    """A curation of many rows as level 1 leaves it, three findings a row."""
    rows = [
        chat(
            ("user", f"Parcel {n}, write to a{n}@example.com"),
            ("assistant", f"It is\u200b on its <b>way</b>: {n}."),
        )
        for n in range(MANY)
    ]
    data = Dataset.of(rows)
    found = {row: validate(each) for row, each in enumerate(data.examples)}
    return Curation(
        data, Recipe.STANDARD, list(range(MANY)), data.examples, [], {}, found
    )


@pytest.mark.soak
def test_many_rows_make_no_larger_page_and_are_counted_right(many):
    table = FindingsExploration(many)
    assert len(table.places) == 3 * MANY
    assert len(json.dumps([facts_page(table), view_page(table)])) < 12_000
    table.choose(codes=["pii"], text="parcel 777")
    # 777, 7770 to 7779 and 77700 to 77799
    assert table.value == [777, *range(7770, 7780), *range(77700, 77800)]
    table.choose(codes=[], severity="note", text="")
    assert len(table.value) == table.counts["markup"] == MANY
    table.choose(at=10**9, opened=True)
    assert view_page(table)["record"]["line"] == MANY
