"""Whatever stands in a journal, in whatever order: counts add up, and so do dollars."""

import json
import math
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ftwidgets.journals.lines import journal_line
from ftwidgets.recipes import Recipe
from ftwidgets.synthesis.book import OUTCOMES, Book, ReplyJournal
from ftwidgets.synthesis.claude import ClaudeTeacher
from ftwidgets.synthesis.plans import plan_entry
from ftwidgets.synthesis.quality import judge
from synthesis.running import TASK, generation, lines_of, print_table
from synthesis.serving import SEEDS, good_body, message

PLAN = plan_entry(TASK, SEEDS[:5], ClaudeTeacher(), 10, 0, 60, Recipe.STANDARD)
RATES = {"input": 2.0, "output": 10.0}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "replies.jsonl"


def book_of(path, entries=(), plan=PLAN):
    ReplyJournal(path).append([plan, *entries])
    return read(path)


def read(path):
    book = Book(path)
    book.refresh()
    return book


def hashes(number=60):
    with tempfile.TemporaryDirectory() as folder:
        book = book_of(Path(folder, "replies.jsonl"))
        return [book.request(at).hash for at in range(number)]


HASHES = hashes()
FOREIGN = ["f" * 64, "no hash", ""]


# Any lines in any order

usages = st.fixed_dictionaries(
    {},
    optional={
        "input_tokens": st.integers(0, 10**6) | st.just(-1),
        "output_tokens": st.integers(0, 10**5) | st.just("7"),
    },
)
bodies = st.one_of(
    st.builds(lambda u, n: {**good_body({}, n), "usage": u}, usages, st.integers(0, 9)),
    st.builds(lambda u: {**message("no JSON"), "usage": u}, usages),
    st.builds(lambda u: {**message("{", stop_reason="max_tokens"), "usage": u}, usages),
    st.builds(lambda u: {**message("", stop_reason="refusal"), "usage": u}, usages),
).map(json.dumps) | st.sampled_from(["", "<html>", "[1]", "{", "nonsense"])
amounts = st.none() | st.floats(0, 1)
names = st.sampled_from(HASHES[:25] + FOREIGN)
runs = st.sampled_from(["a", "b", "c"])
seed_ids = st.sampled_from([seed["id"] for seed in SEEDS[:5]] + ["nobody"])


def line(kind, **values):
    return st.fixed_dictionaries({"is": st.just(kind), **values})


lines = st.one_of(
    line("sent", request=names, run=runs, worst=amounts),
    line("reply", request=names, run=runs, body=bodies),
    line("failed", request=names, run=runs, message=st.text(max_size=5)),
    line("abandoned", request=names, run=runs, worst=amounts),
    line("round", requested=st.integers(0, 60)),
    line(
        "again",
        children=st.lists(st.tuples(seed_ids, st.integers(0, 5)).map(list), max_size=4),
    ),
    line("paste", text=st.text(max_size=9)),
    st.just(PLAN),
)


def dollars_of(body):
    """What one reply has cost, read without anything of ours."""
    try:
        usage = json.loads(body)["usage"]
        counts = usage["input_tokens"], usage["output_tokens"]
    except (ValueError, TypeError, KeyError):
        return None
    if not all(type(count) is int and count >= 0 for count in counts):
        return None
    return (counts[0] * RATES["input"] + counts[1] * RATES["output"]) / 1e6


def told_by_lines(entries):
    """Counts and dollars of the lines, by another way than the book's."""
    requested, ends, attempts, cost, owed = 20, {}, {}, 0.0, []
    for entry in entries:
        kind, name = entry.get("is"), entry.get("request")
        if kind == "plan":
            requested = 20
        if kind == "round":
            requested = max(requested, entry["requested"])
        if kind == "again":
            for child in map(tuple, entry["children"]):
                attempts[child] = attempts.get(child, 0) + 1
        if kind == "reply":
            cost += dollars_of(entry["body"]) or 0.0
            ends[name] = "reply"
        if kind in ("failed", "abandoned"):
            cost += entry.get("worst") or 0.0
            if ends.get(name) != "reply":
                ends[name] = kind
        if kind == "sent":
            owed.append([name, entry["worst"] or 0.0, True])
        if kind in ("reply", "failed", "abandoned"):
            last = [each for each in owed if each[0] == name][-1:]
            for each in last:
                each[2] = False
    still = sum(worst for _, worst, is_owed in owed if is_owed)
    return requested, ends, attempts, cost, still


@settings(max_examples=150)
@given(st.lists(lines, max_size=40), st.data())
def test_counts_and_dollars_add_up_after_every_line(entries, data):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "replies.jsonl")
        book, at = book_of(path), 0
        while at < len(entries):
            step = data.draw(st.integers(1, 10))
            ReplyJournal(path).append(entries[at : at + step])
            at += step
            book.refresh()
            counts = book.counts
            assert sum(counts.values()) == book.requested
            assert tuple(counts) == OUTCOMES
        requested, ends, attempts, cost, still = told_by_lines(entries)
        assert book.requested == requested
        assert book.cost == pytest.approx(cost, abs=1e-9)
        assert book.lost_cost(None) == pytest.approx(still, abs=1e-9)
        for answer in book.answers():
            request = answer.request
            assert request.attempt == attempts.get((request.seed_id, request.child), 0)
            end = ends.get(request.hash, "pending")
            assert answer.name == end or (end == "reply" and answer.outcome is not None)
            assert answer.is_open == (end != "reply")
        assert book.counts == read(path).counts


@settings(max_examples=25)
@given(st.lists(lines, max_size=25))
def test_filters_take_whatever_stands_in_a_journal(entries):
    with tempfile.TemporaryDirectory() as folder:
        quality = judge(book_of(Path(folder, "replies.jsonl"), entries))
        assert len(quality.answers) >= len(quality.rows)
        assert sum(quality.funnel.values()) == len(quality.rows)


def test_a_reply_that_was_paid_twice_counts_once_and_costs_twice(path):
    reply = {"is": "reply", "request": HASHES[0], "body": json.dumps(good_body({}))}
    book = book_of(path, [reply, reply])
    assert book.counts["ok"] == 1
    assert book.cost == pytest.approx(2 * 0.0019)


def test_a_call_that_is_made_again_after_a_kill_stays_told(path):
    sent = {"is": "sent", "request": HASHES[0], "run": "a", "worst": 0.03}
    reply = {"is": "reply", "request": HASHES[0], "body": json.dumps(good_body({}))}
    book = book_of(path, [sent, {**sent, "run": "b"}, reply])
    assert book.lost_cost(None) == pytest.approx(0.03)


# Lines that somebody else wrote

WRONG = [
    {"is": "reply", "request": HASHES[0], "body": None},
    {"is": "reply", "request": HASHES[0], "body": "{}", "status": "abc"},
    {"is": "reply", "request": HASHES[0], "body": "{}", "status": 1e300},
    {"is": "reply", "request": HASHES[0], "body": "{}", "seconds": "long"},
    {"is": "reply", "request": HASHES[0], "body": "{}", "seconds": math.inf},
    {"is": "reply", "request": [], "body": "{}"},
    {"is": "reply", "body": "{}"},
    {"is": "sent", "request": HASHES[0], "worst": -1e6},
    {"is": "sent", "request": HASHES[0], "worst": "dear"},
    {"is": "sent", "request": {}},
    {"is": "abandoned", "request": HASHES[0], "worst": -5},
    {"is": "abandoned", "request": HASHES[0], "worst": math.nan},
    {"is": "abandoned", "request": HASHES[0], "worst": True},
    {"is": "failed"},
    {"is": "round", "requested": 10**12},
    {"is": "round", "requested": "all"},
    {"is": "round"},
    {"is": "again", "children": [["gold-0000"]]},
    {"is": "again", "children": [["gold-0000", []]]},
    {"is": "again", "children": 7},
    {"is": "refresh"},
    {"is": "__init__"},
    {"is": ["plan"]},
    {},
]


def test_lines_that_are_not_as_we_write_them_are_passed_over_and_reported(path):
    before = book_of(path).counts
    with open(path, "a") as file:
        file.writelines(journal_line(entry) for entry in WRONG)
    book = read(path)
    assert book.counts == before
    assert (book.cost, book.lost_cost(None), book.requested) == (0, 0, 20)
    assert len(book.journal.damage) == len(WRONG)
    judge(book)


NOT_AS_WE_WRITE = [
    {"requested": 10**15},
    {"requested": -4},
    {"requested": "20"},
    {"wanted": None},
    {"most": 1e999},
    {"seeds": []},
    {"seeds": 5},
    {"seeds": [5]},
    {"recipe": {}},
    {"random_seed": None},
    {"teacher": None},
    {"teacher": {"kind": "claude"}},
    {"teacher": {"kind": ["claude"], "settings": {}}},
]


@pytest.mark.parametrize("wrong", NOT_AS_WE_WRITE, ids=str)
def test_a_plan_of_wrong_types_is_no_plan(path, wrong):
    book = book_of(path, plan={**PLAN, **wrong})
    assert book.plan is None
    assert len(book.journal.damage) == 1


def with_settings(**more):
    teacher = PLAN["teacher"]
    return {"teacher": {**teacher, "settings": {**teacher["settings"], **more}}}


REFUSED = [
    with_settings(base_url="http://127.0.0.1:9"),
    with_settings(base_url=None),
    with_settings(api_key="mine"),
    with_settings(budget=-1),
    with_settings(budget="all"),
    with_settings(concurrency=10_000),
    with_settings(max_tokens=10**9),
    with_settings(effort="most"),
    with_settings(model={"a": 1}),
    with_settings(prices={"claude-sonnet-5-5": {"input": -1, "output": 0}}),
    {"teacher": {"kind": "os.system", "settings": {}}},
    {"task": {"name": "t", "command": "rm"}},
    {"task": {"labels": 7}},
]


@pytest.mark.parametrize("wrong", REFUSED, ids=str)
def test_a_plan_that_asks_for_what_no_journal_may_is_refused_in_words(path, wrong):
    plan = {**PLAN, **wrong}
    with pytest.raises(ValueError, match=r"\w"):
        book_of(path, plan=plan)


def test_keys_that_nobody_reads_change_nothing(path):
    book = book_of(path, [{"is": "paste", "from": "a later version"}], {**PLAN, "x": 1})
    assert book.requested == 20
    assert book.journal.damage == []


def test_a_journal_that_asks_for_our_key_is_not_obeyed(path):
    ReplyJournal(path).append([{**PLAN, **with_settings(base_url="http://evil.test")}])
    with pytest.raises(ValueError, match="sets base_url"):
        generation(path)


def test_another_plan_in_the_journal_keeps_replies_that_still_fit(path):
    made = generation(path, rows=5)
    made.commit()
    name = made.book.request(0).hash
    reply = {"is": "reply", "request": name, "body": json.dumps(good_body({}))}
    made.book.journal.append([reply])
    more = generation(path, rows=8)
    assert more.counts["ok"] == 1
    assert len(lines_of(path, "plan")) == 1
    more.commit()
    assert len(lines_of(path, "plan")) == 2
    assert more.counts["ok"] == 1


@pytest.mark.soak
def test_two_thousand_replies_are_read_in_a_moment(path, capsys):
    plan = {**PLAN, "requested": 2000, "wanted": 1000, "most": 4000}
    book = book_of(path, plan=plan)
    requests = [book.request(at) for at in range(2000)]
    head = {"is": "reply"}
    entries = [
        {**head, "request": each.hash, "body": json.dumps(good_body(each.params))}
        for each in requests
    ]
    ReplyJournal(path).append(entries)
    book, table = Book(path), {}
    looks = {
        "read": book.refresh,
        "counts, first": lambda: book.counts,
        "counts, again": lambda: book.counts,
        "cost": lambda: book.cost,
        "filters": lambda: judge(book),
    }
    for name, look in looks.items():
        started = time.perf_counter()
        look()
        table[name] = f"{1000 * (time.perf_counter() - started):.1f} ms"
    assert book.counts["ok"] == 2000
    with capsys.disabled():
        print_table("2,000 replies", table)
