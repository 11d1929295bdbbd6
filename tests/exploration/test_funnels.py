"""Is every record in exactly one place, and is the reason why it fell shown in it?"""

import json
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets import lesson_rules
from ftwidgets.curation import Curation, Drop
from ftwidgets.datasets import Dataset, load
from ftwidgets.examples import chat
from ftwidgets.exploration.funnels.exploration import SHOWN, Account, FunnelExploration
from ftwidgets.exploration.funnels.pages import facts_page, meaning_of, view_page
from ftwidgets.findings import CODES
from ftwidgets.pipeline import curate
from ftwidgets.recipes import Recipe
from ftwidgets.scoring import STANDARD_RULES, score

TICKETS = "data/raw_tickets.jsonl"

GOOD = chat(("user", "Where is my parcel?"), ("assistant", "It comes on Monday."))

REFUSAL = chat(
    ("user", "Which sofa fits a room of nine square metres?"),
    ("assistant", "I'm sorry, but I can't help with that."),
)

SPOONS = [
    chat(
        (
            "user",
            f"Can I still change the engraving on the {kind} spoon, and how late?",
        ),
        ("assistant", "Until eight tonight, and you will get a picture of it first."),
    )
    for kind in ("wedding", "birthday")
]

SIZE = 200_000
"""What a page may be told at once, in bytes."""


@pytest.fixture(scope="module")
def tickets():
    return load(TICKETS)


@pytest.fixture(scope="module")
def curation(tickets):
    return curate(tickets)


@pytest.fixture(scope="module")
def lesson(tickets):
    return curate(tickets, Recipe.LESSON)


@pytest.fixture
def funnel(curation):
    return FunnelExploration(curation)


def state_of(funnel):
    return funnel.stage, funnel.reason, funnel.start, funnel.record


def marks(pieces):
    return [text for kind, text in pieces if kind == "mark"]


def plain(pieces):
    return "".join(text for _, text in pieces)


def all_text(value):
    """Every text in a page."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in all_text(each)]
    if isinstance(value, list):
        return [text for each in value for text in all_text(each)]
    return [value] if isinstance(value, str) else []


# The sum


def test_the_sum_of_the_tickets_is_the_file_s(curation, funnel):
    with open(curation.data.path, encoding="utf-8", errors="replace") as file:
        lines = sum(bool(line.strip()) for line in file)
    it = funnel.account
    assert it.total == lines == 630
    assert it.rejected == sum(each.level == "reading" for each in curation.dropped)
    assert it.kept == len(curation.kept)
    assert it.kept + it.dropped + it.rejected == lines
    assert it.adds_up
    assert it.problem == ""
    assert repr(funnel) == (
        "FunnelExploration(raw_tickets: 630 in = 403 kept + 195 dropped + 32 rejected)"
    )


def test_value_and_recipe_are_those_of_the_plain_call(tickets, curation):
    recipe = Recipe.STANDARD.change(min_score=0.9)
    funnel = FunnelExploration(tickets, recipe)
    assert funnel.value == curate(tickets, recipe).kept
    assert funnel.recipe == recipe
    assert FunnelExploration(curation).curation is curation


rows = st.lists(
    st.one_of(
        st.sampled_from([GOOD, REFUSAL, *SPOONS, 7, None, {"messages": []}, "text"]),
        st.builds(
            lambda user, reply: chat(("user", user), ("assistant", reply)),
            st.text(max_size=12),
            st.sampled_from(["billing", "", "delivery of goods is late"]),
        ),
    ),
    max_size=9,
)


@settings(max_examples=40, deadline=None)
@given(rows, st.sampled_from([Recipe.STANDARD, Recipe.LESSON]))
def test_every_record_is_kept_or_stands_in_one_stage(records, recipe):
    funnel = FunnelExploration(records, recipe)
    it = funnel.account
    assert it.total == len(records) == it.kept + it.dropped + it.rejected
    assert it.adds_up
    seen = Counter(funnel.curation.kept_records)
    left = len(records)
    for stage in funnel.stages:
        assert stage.rows_in == left
        funnel.open(stage.level)
        fallen = [drop.record for drop in funnel.rows()]
        assert len(fallen) == stage.dropped == left - stage.kept
        by_reason = []
        for reason, number in stage.reasons.items():
            funnel.open(stage.level, reason)
            assert len(funnel.rows()) == number
            by_reason += [drop.record for drop in funnel.rows()]
        assert sorted(by_reason) == sorted(fallen)
        seen.update(fallen)
        left = stage.kept
        for drop in funnel.rows():
            funnel.choose(record=drop.record)
            json.dumps(view_page(funnel), allow_nan=False)
    assert left == it.kept
    assert seen == Counter(range(len(records)))


def test_a_record_that_is_nowhere_is_said_and_no_stage_is_shown(curation):
    lost = curation.dropped[0]
    funnel = FunnelExploration(replace(curation, dropped=curation.dropped[1:]))
    assert not funnel.account.adds_up
    assert funnel.account.unseen == (lost.line,)
    sentence = (
        "630 lines in, but 403 kept + 194 dropped + 32 rejected = 629; "
        f"line {lost.line} is in none of them"
    )
    assert funnel.account.problem == facts_page(funnel)["problem"] == sentence
    assert facts_page(funnel)["stages"] == []
    assert repr(funnel).endswith("rejected, which does not add up)")
    with pytest.raises(ValueError, match="no stage can be opened: 630 lines in, but"):
        funnel.open("scoring")


def test_a_record_that_is_counted_twice_is_said_though_the_number_is_right(curation):
    twice, lost = curation.kept_records[0], curation.kept_records[-1]
    records = [twice, *curation.kept_records[:-1]]
    funnel = FunnelExploration(replace(curation, kept_records=records))
    lines = curation.data.lines
    assert funnel.account.twice == (lines[twice],)
    assert funnel.account.unseen == (lines[lost],)
    assert not funnel.account.adds_up
    assert "in more than one of them" in funnel.account.problem


def test_many_lost_lines_are_counted():
    words = Account(9, 1, 1, 0, unseen=tuple(range(1, 8))).problem
    assert words.endswith("lines 1, 2, 3, 4, 5 and 2 more are in none of them")


# Opening


def test_at_first_the_stage_at_which_most_fall_is_open(funnel, curation):
    most = max(curation.funnel, key=lambda stage: stage.dropped)
    assert (funnel.stage, funnel.reason) == (most.level, None)
    assert len(funnel.rows()) == most.dropped


def test_where_nothing_fell_no_stage_is_open():
    funnel = FunnelExploration([GOOD])
    assert funnel.stage is None
    assert funnel.rows() == []
    assert view_page(funnel)["stage"] is None
    funnel.open("scoring")
    assert view_page(funnel)["total"] == 0


def test_a_stage_is_opened_by_its_level_or_by_what_people_call_it(funnel):
    funnel.open("Quality", "refusal")
    assert (funnel.stage, funnel.reason) == ("scoring", "refusal")
    assert {drop.code for drop in funnel.rows()} == {"refusal"}
    funnel.choose(stage="deduplication")
    assert (funnel.stage, funnel.reason) == ("deduplication", None)


def test_windows_show_every_row_once(funnel):
    funnel.open("scoring")
    seen, start = [], 0
    while True:
        funnel.choose(start=start)
        page = view_page(funnel)
        seen += [row["record"] for row in page["rows"]]
        start += SHOWN
        if start >= page["total"]:
            break
    assert seen == [drop.record for drop in funnel.rows()]
    funnel.choose(start=10**9)
    assert funnel.start == (len(seen) - 1) // SHOWN * SHOWN


def test_an_open_record_is_in_the_window_to_which_one_goes_back(funnel):
    funnel.open("scoring")
    records = [drop.record for drop in funnel.rows()]
    funnel.choose(record=records[13])
    page = view_page(funnel)["record"]
    assert (page["before"], page["after"]) == (records[12], records[14])
    assert (page["place"], page["line"]) == (13, funnel.rows()[13].line)
    funnel.choose(record=None)
    assert records[13] in [row["record"] for row in view_page(funnel)["rows"]]


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"stage": "sorting"}, "no stage 'sorting'; there are reading, validation"),
        ({"stage": ["scoring"]}, "no stage"),
        ({"reason": "dull"}, "scoring has no reason 'dull'; there are refusal"),
        ({"stage": None, "reason": "refusal"}, "needs a stage: open one first"),
        ({"start": -1}, "start must be a whole number from 0 on, got -1"),
        ({"start": True}, "start must be a whole number"),
        ({"start": 1.5}, "start must be a whole number"),
        ({"record": 0}, "record 0 is not among the 59 rows that are open"),
        ({"record": "30"}, "record '30' is not among"),
        ({"rows": 3}, "no choice 'rows'; there are stage, reason, start, record"),
    ],
)
def test_a_refused_call_says_what_is_allowed_and_changes_nothing(
    funnel, choices, words
):
    funnel.open("scoring")
    funnel.choose(start=SHOWN)
    before, told = state_of(funnel), []
    funnel.listen(lambda: told.append(1))
    with pytest.raises(ValueError, match=words):
        funnel.choose(**choices)
    assert state_of(funnel) == before
    assert told == []


# What is shown of the rows


def test_words_of_the_facts_are_the_stages_of_the_plain_call(funnel, curation):
    stages = facts_page(funnel)["stages"]
    assert [each["title"] for each in stages] == [
        *("Read", "Format", "Quality", "Duplicates")
    ]
    assert stages[2]["about"] == "level 2, score ≥ 0.70"
    assert [
        (each["level"], each["rowsIn"], each["kept"], each["dropped"])
        for each in stages
    ] == [
        (each.level, each.rows_in, each.kept, each.dropped) for each in curation.funnel
    ]
    assert stages[2]["reasons"][1] == ["error_text", "error text", 12]


def test_every_reason_that_can_be_has_a_meaning(curation, lesson):
    for code, (_, meaning) in CODES.items():
        assert meaning_of("validation", code) == meaning
    for signal in STANDARD_RULES:
        assert meaning_of("scoring", signal.name) == signal.explanation
    for each in (curation, lesson):
        for drop in each.dropped:
            assert meaning_of(drop.level, drop.code)


def test_a_refused_row_shows_the_words_that_refuse_and_its_score():
    funnel = FunnelExploration([GOOD, REFUSAL])
    funnel.open("scoring")
    (row,) = view_page(funnel)["rows"]
    reply = REFUSAL["messages"][1]["content"]
    (part,) = score(REFUSAL).parts
    assert marks(row["pieces"]) == [reply[part.start : part.end]]
    assert plain(row["pieces"]) == reply
    assert (row["code"], row["number"]) == ("refusal", round(score(REFUSAL).total, 2))
    assert row["about"] == f"the reply declines to help − {-part.value:.2f}"
    funnel.choose(record=1)
    page = view_page(funnel)["record"]
    assert marks(page["turns"][1]["pieces"]) == [reply[part.start : part.end]]
    assert [each["value"] for each in page["turns"][1]["remarks"]] == [part.value]
    assert page["fate"]["words"] == "dropped at Quality: refusal"


def test_the_lesson_s_fault_is_marked_inside_the_word():
    row = chat(
        ("user", "Why was my order checked by hand this week?"),
        (
            "assistant",
            "Large orders go through counter-terrorist lists, and it is fine.",
        ),
    )
    funnel = FunnelExploration([row], Recipe.LESSON)
    assert lesson_rules.score(row) == 0.6
    (shown,) = view_page(funnel)["rows"]
    assert marks(shown["pieces"]) == ["error"]
    assert (shown["code"], shown["number"]) == ("low_score", 0.6)
    assert shown["about"] == "ERROR − 0.40"


@pytest.mark.parametrize(
    ("row", "code", "marked"),
    [
        (
            {"role": "assistant", "content": "Yes.", "weight": 2},
            "bad_weight",
            '"weight": 2',
        ),
        ({"role": "asistant", "content": "Yes."}, "unknown_role", "asistant"),
        ({"role": "assistant", "content": None}, "missing_content", "no content"),
        ({"role": "assistant", "content": " "}, "empty_content", '"content": " "'),
    ],
)
def test_a_badly_formed_row_shows_the_field_that_is_wrong(row, code, marked):
    asked = {"role": "user", "content": "Is it open?"}
    answers = [asked, row, {"role": "assistant", "content": "It opens at nine."}]
    funnel = FunnelExploration([{"messages": answers}])
    (shown,) = view_page(funnel)["rows"]
    assert shown["code"] == code
    assert marks(shown["pieces"]) == [marked]
    funnel.choose(record=0)
    turn = view_page(funnel)["record"]["turns"][1]
    assert turn["remarks"][0]["code"] == code
    assert turn["isRoleMarked"] == (code == "unknown_role")


def test_a_hidden_character_that_is_all_there_is_has_a_name():
    row = chat(("user", "Is it open?"), ("assistant", "\ufeff"))
    (shown,) = view_page(FunnelExploration([row]))["rows"]
    assert ["hidden", "U+FEFF"] in shown["pieces"]


def test_a_broken_line_is_shown_as_it_stands(funnel, curation):
    funnel.open("reading", "truncated")
    drop = funnel.rows()[0]
    with open(curation.data.path, "rb") as file:
        line = file.read().split(b"\n")[drop.line - 1].decode()
    funnel.choose(record=drop.record)
    page = view_page(funnel)["record"]
    assert plain(page["raw"]["pieces"]) == line
    assert page["turns"] == []
    assert page["remarks"][0]["message"] == drop.message
    assert page["fate"]["words"] == "rejected at Read: truncated"


def test_a_copy_is_shown_beside_the_row_that_is_kept():
    funnel = FunnelExploration(SPOONS)
    (drop,) = funnel.rows()
    mine, theirs = ("wedding", "birthday")[:: 1 if drop.record == 0 else -1]
    (row,) = view_page(funnel)["rows"]
    assert (row["partner"], row["number"]) == (f"#000{drop.partner + 1}", 0.92)
    funnel.choose(record=drop.record)
    page = view_page(funnel)["record"]
    assert page["partner"]["line"] == drop.partner + 1
    for turns, word in ((page["turns"], mine), (page["partner"]["turns"], theirs)):
        differing = [
            text for turn in turns for kind, text in turn["pieces"] if kind == "differs"
        ]
        assert differing == [word]


def test_the_lesson_meets_records_as_they_were_read(lesson):
    funnel = FunnelExploration(lesson)
    funnel.open("validation", "no_messages")
    drop = funnel.rows()[0]
    funnel.choose(record=drop.record)
    raw = view_page(funnel)["record"]["raw"]
    assert json.loads(plain(raw["pieces"])) == lesson.data.records[drop.record]


# What crosses the wire


def test_no_page_is_large_and_no_hidden_character_comes_through():
    hidden = "\u202e" * 5000
    many = [{"role": "user", "content": hidden, hidden: hidden} for _ in range(90)]
    rows = [
        {"messages": [*many, {"role": hidden, "content": hidden}], hidden: hidden},
        {"messages": many, "id": "x" * 10**6},
        hidden,
        {hidden: hidden},
        *[chat(("user", hidden), ("assistant", hidden))] * 20,
    ]
    funnel = FunnelExploration([*rows, GOOD])
    facts = json.dumps(facts_page(funnel), allow_nan=False)
    for stage in funnel.stages:
        funnel.open(stage.level)
        pages = [view_page(funnel)]
        for drop in funnel.rows():
            funnel.choose(record=drop.record)
            pages.append(view_page(funnel))
        for page in pages:
            assert len(json.dumps(page, allow_nan=False)) + len(facts) < SIZE
            assert not any("\u202e" in text for text in all_text(page))


def test_the_facts_do_not_grow_with_the_rows(tickets, curation):
    few = FunnelExploration(tickets.records[:100])
    sizes = [
        len(json.dumps([facts_page(each), view_page(each)]))
        for each in (few, FunnelExploration(curation))
    ]
    assert max(sizes) < 8_000


@pytest.mark.soak
def test_many_rows_are_accounted_for_and_make_no_larger_page():
    rows = [
        chat(
            ("user", f"Where is parcel {n}?"),
            ("assistant", "" if n % 4 == 1 else f"It comes on day {n} of the month."),
        )
        for n in range(100_000)
    ]
    data = Dataset.of(rows)
    drops = [
        Drop(n, n + 1, "validation", "empty_content", "content with nothing to see")
        for n in range(1, 100_000, 4)
    ]
    kept = [n for n in range(100_000) if n % 4 != 1]
    examples = [data.examples[n] for n in kept]
    funnel = FunnelExploration(Curation(data, Recipe.STANDARD, kept, examples, drops))
    assert funnel.account == Account(100_000, 75_000, 25_000, 0)
    assert (funnel.stage, len(funnel.rows())) == ("validation", 25_000)
    funnel.choose(record=drops[-1].record)
    assert view_page(funnel)["record"]["place"] == 24_999
    assert len(json.dumps([facts_page(funnel), view_page(funnel)])) < 8_000
