"""Do the tables say what was found, row by row, and show data as text?"""

import json
from collections import Counter
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets import tables
from ftwidgets.datasets import Dataset, load
from ftwidgets.examples import chat
from ftwidgets.literals import cell
from ftwidgets.pipeline import curate
from ftwidgets.recipes import Recipe
from ftwidgets.review.audits import wilson
from ftwidgets.review.people import read_reviews
from ftwidgets.review.queues import Queue
from ftwidgets.review.session import ReviewSession
from ftwidgets.splitting import Split
from ftwidgets.synthesis import PasteTeacher, generate
from ftwidgets.tables import Table
from ftwidgets.tables.frame import table
from ftwidgets.targets import TARGETS
from ftwidgets.tasks import Task

HOSTILE = '<img src=x onerror="hacked=1"> $x^2$ \\(y\\) [a](javascript:1) \u202e&amp;'


class Cells(HTMLParser):
    """Texts of the cells of a page, and every tag in it."""

    def __init__(self):
        super().__init__()
        self.cells, self.tags, self._open = [], Counter(), False

    def handle_starttag(self, tag, attributes):
        self.tags[tag] += 1
        self._open = tag == "td" or (self._open and tag == "wbr")
        if tag == "td":
            self.cells.append("")

    def handle_endtag(self, tag):
        self._open = self._open and tag != "td"

    def handle_data(self, data):
        if self._open:
            self.cells[-1] += data


def shown(table):
    page = Cells()
    page.feed(table._repr_html_())
    page.close()
    return page


@pytest.fixture(scope="module")
def tickets():
    return load("data/raw_tickets.jsonl")


@pytest.fixture(scope="module")
def curation(tickets):
    return curate(tickets)


@pytest.fixture(scope="module")
def lesson(tickets):
    return curate(tickets, Recipe.LESSON)


@settings(deadline=None)
@given(st.lists(st.text(st.characters(codec=None)), min_size=1, max_size=4))
def test_whatever_a_cell_holds_is_shown_as_text(texts):
    page = shown(table({"text": "object"}, ([text] for text in texts)))
    assert page.cells == [cell(text) for text in texts]
    assert set(page.tags) <= {"div", "table", "thead", "tbody", "tr", "th", "td", "wbr"}


def test_a_hostile_row_is_text_in_every_table():
    reply = f"It comes on Friday, or so the carrier says. {HOSTILE}"
    answered = chat(("user", "<b>Where</b> is my $parcel$?"), ("assistant", reply))
    rows = [
        answered,
        answered,
        chat(("user", "=cmd()"), ("assistant", "=cmd()")),
        {HOSTILE: HOSTILE},
        HOSTILE + "\ud800",
    ]
    curation = curate(rows)
    made = [
        tables.records(curation),
        tables.findings(curation),
        tables.dropped(curation),
        tables.duplicates(curation),
        tables.scores(curation),
        tables.split_report(Split.of(curation.kept, stratify_by="reply")),
    ]
    for each in made:
        assert len(each)
        assert not {"img", "a", "script"} & set(shown(each).tags)
        assert "\u202e" not in each._repr_html_() + each.to_csv()
        assert "mathjax_ignore" in each._repr_html_()
    assert "'=cmd()" in set(tables.scores(curation)["reply"])


def test_a_long_table_shows_its_beginning_and_says_so():
    with pd.option_context("display.max_rows", 60, "display.min_rows", 10):
        page = Table({"n": range(1000)})._repr_html_()
        assert page.count("<tr>") == 11
        assert "the first 10 of 1,000 rows" in page
        assert Table({"n": range(60)})._repr_html_().count("<tr>") == 61


def test_a_table_without_rows_says_so():
    assert Table({"text": []})._repr_html_() == "<p>no rows</p>"


def test_what_is_chosen_from_a_table_is_still_shown_as_text(curation):
    chosen = tables.dropped(curation).query("level == 'scoring'").head(3)
    assert isinstance(chosen, Table)
    assert len(chosen) == 3


def test_every_record_is_listed_once_with_its_verdict(tickets, curation):
    made = tables.records(curation)
    assert list(made["line"]) == tickets.lines
    invalid = {each.line for each in tickets.rejected} | {
        each.line for each in curation.dropped if each.level == "validation"
    }
    assert set(made.query("verdict == 'invalid'")["line"]) == invalid


def test_a_dataset_is_validated_as_a_curation_is(tickets, curation):
    pd.testing.assert_frame_equal(tables.findings(tickets), tables.findings(curation))


def test_the_counts_by_code_are_those_of_the_single_findings(curation):
    single = tables.findings(curation).drop_duplicates(["line", "code"])
    expected = Counter(single["code"])
    by_code = tables.findings_by_code(curation)
    assert dict(zip(by_code["code"], by_code["records"], strict=True)) == expected
    ranks = [("error", "warning", "note").index(each) for each in by_code["severity"]]
    assert ranks == sorted(ranks)


def test_formats_add_up_to_all_records(tickets):
    made = tables.formats(tickets)
    assert made["records"].sum() == len(tickets)
    assert (made["usable"] + made["rejected"] == made["records"]).all()
    assert made["rejected"].sum() == len(tickets.rejected)


def test_every_dropped_record_is_listed_with_its_reason(curation):
    made = tables.dropped(curation)
    assert list(made["line"]) == [each.line for each in curation.dropped]
    copies = made["level"] == "deduplication"
    assert (made["kept text"] != "").equals(copies)


def test_a_copy_stands_beside_a_row_that_is_kept(tickets, curation):
    made = tables.duplicates(curation)
    kept = {tickets.lines[record] for record in curation.kept_records}
    assert len(made) == curation.funnel[-1].dropped
    assert set(made["kept line"]) <= kept
    assert not set(made["line"]) & kept
    assert made["similarity"].is_monotonic_increasing


def test_conflicts_are_pairs_of_kept_rows(tickets, curation):
    made = tables.conflicts(curation)
    kept = {tickets.lines[record] for record in curation.kept_records}
    assert len(made) == len(curation.conflicts) > 0
    assert {*made["line"], *made["other line"]} <= kept


@pytest.mark.parametrize("preset", ["curation", "lesson"])
def test_the_parts_of_a_score_add_up_to_it(preset, request):
    made = tables.scores(request.getfixturevalue(preset))
    assert made["score"].is_monotonic_increasing
    for total, against in zip(made["score"], made["against it"], strict=True):
        parts = [float(part.rsplit(" ", 1)[1]) for part in against.split(", ") if part]
        assert total == pytest.approx(max(0, 1 - sum(parts)), abs=0.006 * len(parts))


def test_the_rows_at_the_line_are_the_nearest_of_either_side(curation):
    scores = tables.scores(curation)
    below = scores[scores["score"] < 0.7].nlargest(3, "score")["score"]
    above = scores[scores["score"] >= 0.7].nsmallest(3, "score")["score"]
    made = tables.at_the_line(curation, rows=3)
    assert list(made["score"]) == sorted([*below, *above])
    assert list(made["kept"]) == ["no"] * 3 + ["yes"] * 3


def test_before_and_after_stand_side_by_side(curation):
    made = tables.summary(curation).set_index("measure")
    records, kept = len(curation.data), len(curation.kept)
    assert tuple(made.loc["rows"]) == (f"{records:,}", f"{kept:,}")
    assert made.loc["near-duplicates", "after"] == "0.0 %"


def test_a_summary_of_nothing_has_no_quality():
    assert list(tables.summary(curate([]))["before"]) == ["0", "none", "0.0 %"]


def test_the_lessons_drops_are_listed_though_it_finds_nothing(lesson):
    assert len(tables.dropped(lesson)) == len(lesson.dropped)
    rejected = {each.line for each in lesson.data.rejected}
    assert set(tables.findings(lesson)["line"]) == rejected


def test_every_target_is_listed_with_its_status():
    made = tables.targets()
    assert list(made["target"]) == list(TARGETS)
    assert list(made["status"]) == [each.status for each in TARGETS.values()]


def test_making_tables_changes_nothing():
    rows = [chat(("user", HOSTILE), ("assistant", HOSTILE)), HOSTILE]
    data = Dataset.of(rows)
    before = repr((data.records, data.examples, data.rejected))
    curation = curate(data)
    tables.records(data), tables.dropped(curation), tables.scores(curation)
    assert repr((data.records, data.examples, data.rejected)) == before


@pytest.fixture
def reviews(tmp_path):
    """Two people on three rows, of which they see one alike; hostile throughout."""
    rows = [chat(("user", f"{n} {HOSTILE}"), ("assistant", "No"), id=n) for n in "abc"]
    mira = ReviewSession(rows, tmp_path / "mira.jsonl", "mira")
    noor = ReviewSession(rows, tmp_path / "noor.jsonl", HOSTILE)
    for session in (mira, noor):
        session.label("keep", row=0)
    mira.label("drop", row=1)
    mira.note(HOSTILE, row=1)
    noor.label("keep", row=1)
    mira.label("drop", row=2)
    noor.edit(f"=1+1 {HOSTILE}", row=2)
    return rows, read_reviews(tmp_path)


def test_disagreements_show_the_rows_with_both_answers(reviews):
    rows, found = reviews
    made = tables.disagreements(found.agreement("mira", HOSTILE, resamples=9), rows)
    told = made[["row", "first", "second"]].values.tolist()
    assert told == [[2, "drop", "keep"], [3, "drop", "fix"]]
    assert made["text"][0].startswith("b <img src=x onerror=")


def test_disputed_rows_show_what_each_reviewer_says(reviews):
    rows, found = reviews
    made = tables.disagreements(found, rows)
    assert made["row"].tolist() == [2, 2, 3, 3]
    assert made.query("who == 'mira'")["answer"].tolist() == ["drop", "drop"]
    assert made["answer"].tolist().count("fix") == 1
    page = shown(made)
    assert not {"img", "a", "script"} & set(page.tags)
    assert "\u202e" not in made._repr_html_() + made.to_csv()
    assert any(each.startswith("'=1+1 <img") for each in page.cells)


def test_a_disputed_row_that_is_not_there_has_no_number(reviews):
    rows, found = reviews
    made = tables.disagreements(found, rows[:2])
    assert made["row"].tolist() == [2, 2, pd.NA, pd.NA]
    assert made["text"].tolist()[-1] == "not among these rows"
    assert "not among these rows" in shown(made).cells


def test_each_label_says_how_often_it_was_shared_and_with_what_it_is_confused(reviews):
    _, found = reviews
    made = tables.agreement(found.agreement("mira", HOSTILE, resamples=9))
    assert made.values.tolist() == [
        ["drop", 0, 2, 0, "fix 1, keep 1"],
        ["fix", 0, 0, 1, "drop 1"],
        ["keep", 1, 0, 1, "drop 1"],
    ]


def test_tables_show_the_text_that_the_levels_met(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    rows = [chat(("user", "Where is it?"), ("assistant", "On its way, I think."))]
    session = ReviewSession(rows, "labels.jsonl", "mira")
    session.edit("I can't help with that.", row=0)
    curation = curate(rows, session.add_to(Recipe(min_score=0.8)))
    assert tables.scores(curation)["reply"].item() == "I can't help with that."
    assert "I can't help" in tables.dropped(curation)["text"].item()


def test_the_queues_are_listed_with_their_rows(tmp_path):
    rows = [chat(("user", f"Question {n}"), ("assistant", "Yes")) for n in range(25)]
    session = ReviewSession(rows, tmp_path / "labels.jsonl", "mira")
    session.label("keep", row=3)
    session.flag(row=4)
    made = tables.queues(session).set_index("queue")["rows"].to_dict()
    # 10 % of 25 is 2.5, and a half is a row.
    assert (made["audit"], made["all"], made["unlabelled"]) == (3, 25, 24)
    assert (made["flagged"], made["older_text"]) == (1, 0)
    session.label("keep", row=4)
    session.flag(row=5)
    later = tables.queues(session).set_index("queue")["rows"].to_dict()
    assert (later["unlabelled"], later["flagged"]) == (23, 2)


def test_the_audit_is_split_with_the_worst_group_first(tmp_path):
    rows = [
        chat(("user", f"Question {n}"), ("assistant", "Yes"), seed=f"=s{n % 2}")
        for n in range(6)
    ]
    everything = Queue("audit", percent=100)
    session = ReviewSession(rows, tmp_path / "labels.jsonl", "mira", queue=everything)
    for row in range(6):
        session.label("drop" if row == 1 else "keep", row=row)
    made = tables.audit(session, "seed")
    assert made[["seed", "kept", "read"]].values.tolist() == [
        ["'=s1", 2, 3],
        ["'=s0", 3, 3],
    ]
    low, high = wilson(2, 3)
    assert made[["at least", "at most"]].values.tolist()[0] == [low, high]
    assert len(tables.audit(session, "class", "all")) == 0


def test_what_a_teacher_replied_is_text_in_every_table(tmp_path):
    seed = chat(("user", HOSTILE), ("assistant", "No"), id=HOSTILE)
    task = Task("t", attributes={HOSTILE: [HOSTILE]})
    run = generate(task, [seed], PasteTeacher(HOSTILE), 1, tmp_path / "r.jsonl")
    row = {"user_message": f"=1+1 {HOSTILE}", "assistant_message": HOSTILE}
    run.paste(json.dumps(row))
    made = [tables.replies(run), tables.made(run), tables.broken_calls()]
    for each in made:
        assert len(each)
        assert not {"img", "a", "script"} & set(shown(each).tags)
        assert "\u202e" not in each._repr_html_() + each.to_csv()
    assert tables.made(run)["text"][0].startswith("'=1+1")
    assert tables.replies(run)["requests"].sum() == run.requested == 2
