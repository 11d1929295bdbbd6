"""Does a page say what the journal says: every number, as a sum, as literal text?"""

import json
import re
import time

import pytest

import ftwidgets as ft
from ftwidgets.journals.lines import now
from ftwidgets.synthesis.book import OUTCOMES
from ftwidgets.synthesis.looks import Looker
from ftwidgets.synthesis.pages import histogram_page, trouble_of, view_page
from ftwidgets.synthesis.plans import plan_hash
from ftwidgets.synthesis.ready_pages import ready_page
from ftwidgets.synthesis.reply_pages import BODY_CHARS, exact, reply_page
from ftwidgets.synthesis.statuses import REASONS, Status
from synthesis.serving import SEEDS, good_body, message

TASK = ft.Task(
    "tickets", "classification", ["billing", "delivery"], description="Sort."
)

HOSTILE = "<b>pay\u200bpal</b> \u202egnp.exe $x$ \x1b[2J"

MARKS = re.compile("[\u200b\u202e\x1b\ud800-\udfff\ufeff]")


@pytest.fixture(autouse=True)
def _key(monkeypatch):
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-canary-0123456789")


@pytest.fixture
def run(tmp_path):
    teacher = ft.ClaudeTeacher(budget=2)
    return ft.generate(TASK, SEEDS, teacher, 10, tmp_path / "replies.jsonl")


def write(run, number, body=None, kind="reply", **more):
    """One line of the journal on the request with this number."""
    request = run.book.request(number)
    entry = {"is": kind, "request": request.hash, "run": "r1", "at": now(), **more}
    if kind == "reply":
        body = good_body(request.params, number) if body is None else body
        text = body if isinstance(body, str) else json.dumps(body)
        entry |= {
            "body": text,
            "seconds": 1.5,
            "status": 200,
            "request_id": f"q{number}",
        }
    run.commit()
    run.book.journal.append([entry])


def row(user, reply="billing"):
    return message(json.dumps({"user_message": user, "assistant_message": reply}))


def one_of_each(run):
    """A journal with every outcome; two replies are fine."""
    write(run, 0)
    write(run, 1)
    write(run, 2, message("```json\n{}\n```"))
    write(run, 3, row("Where is it?", "spam"))
    details = {"type": "refusal", "category": "frontier_llm"}
    write(run, 4, message("", stop_reason="refusal", stop_details=details))
    write(run, 5, message('{"user_mess', stop_reason="max_tokens"))
    write(run, 6, kind="failed", message="529: overloaded", tries=12)
    write(run, 7, kind="abandoned", worst=0.05)


def view(run, **options):
    looker = Looker(run)
    return view_page(looker.look(), **options)


def judged(run, **options):
    looker = Looker(run)
    looker.judge()
    return view_page(looker.look(), **options)


def end(run, reason, **more):
    """What a runner leaves when it ends."""
    run.commit()
    run.beside.write(
        Status("r1", plan_hash(run.book.head), phase="finished", reason=reason, **more)
    )


# Before anything is asked


def test_it_says_who_is_asked_for_what_and_with_what_money(run):
    page = ready_page(run)
    assert page["teacher"] == "claude-sonnet-5-5"
    facts = dict(page["facts"])
    assert facts["Budget"] == "$2.00 for all calls of this journal"
    assert facts["Asked for"] == "10 rows, by at most 40 requests"
    assert facts["Seeds"] == "20 seeds; each call shows all 20"
    assert view(run)["plan"] == "20 seeds, 20 requests for 10 rows"
    assert view(run)["stage"] == "ready"


def test_a_template_says_that_it_is_one_and_costs_nothing(tmp_path):
    made = ft.generate(
        "classification", SEEDS, ft.TemplateTeacher(), 10, tmp_path / "r.jsonl"
    )
    page = ready_page(made)
    assert "a template, not a language model" in page["about"]
    assert "costs nothing" in page["about"]
    assert view(made)["cost"] == "nothing"


def test_another_host_is_named_before_the_first_call(tmp_path):
    teacher = ft.ClaudeTeacher(base_url="http://127.0.0.1:8080/v1")
    made = ft.generate(TASK, SEEDS, teacher, 10, tmp_path / "r.jsonl")
    (notice,) = ready_page(made)["notices"]
    assert notice["text"].startswith("Your key and your texts go to 127.0.0.1:8080")


def test_a_retired_model_is_said_with_its_replacement_and_cannot_be_started(tmp_path):
    teacher = ft.ClaudeTeacher("claude-sonnet-4-20250514")
    made = ft.generate(TASK, SEEDS, teacher, 10, tmp_path / "r.jsonl")
    (notice,) = ready_page(made)["notices"]
    assert notice["tone"] == "error"
    assert "claude-sonnet-5-5" in notice["text"]
    assert trouble_of(made) == notice["text"]
    assert view(made, trouble=trouble_of(made))["isResumable"] is False


def test_without_a_key_one_sentence_says_what_to_do(run, monkeypatch):
    assert trouble_of(run) == ""
    monkeypatch.delenv("ANTHROPIC_API_KEY")
    monkeypatch.delenv("ANTHROPIC_AUTH_TOKEN", raising=False)
    assert trouble_of(run).startswith("there is no API key: set ANTHROPIC_API_KEY")


# The sums


def test_all_requests_are_a_sum_that_adds_up(run):
    one_of_each(run)
    page = view(run)["sum"]
    assert page["words"] == (
        "20 requested = 2 ok + 2 invalid + 1 refused + 1 cut off + 1 failed + 1 left "
        "+ 12 pending"
    )
    assert [name for name, _, _ in page["parts"]] == list(OUTCOMES)
    assert page["addsUp"]
    assert sum(number for _, number, _ in page["parts"]) == page["total"] == 20


def test_a_sum_that_does_not_add_up_says_so(run):
    looker = Looker(run)
    look = looker.look()
    look.counts["pending"] -= 1
    page = view_page(look)["sum"]
    assert (page["addsUp"], page["found"], page["total"]) == (False, 19, 20)


def test_what_the_filters_made_of_the_rows_is_a_sum_too(run):
    for number in range(5):
        write(run, number)
    write(run, 5, row(SEEDS[0]["messages"][0]["content"] + " please"))
    page = judged(run)["filters"]
    assert (page["total"], page["addsUp"]) == (6, True)
    assert page["parts"][0] == ["kept", 5, "kept"]
    assert page["parts"][1][2] in ("not new", "repeated")


def test_usable_rows_are_those_the_runner_counted_until_the_filters_ran(run):
    write(run, 0)
    run.beside.write(
        Status(
            "r1", plan_hash(run.book.head), phase="finished", reason="stopped", usable=7
        )
    )
    assert view(run)["usable"] == 7
    assert judged(run)["usable"] == 1


# Outcomes


def test_each_outcome_has_its_reasons_and_its_cost(run):
    one_of_each(run)
    found = {each["name"]: each for each in view(run)["outcomes"]}
    assert list(found) == [name for name in OUTCOMES if name != "pending"]
    assert found["invalid"]["why"] == (
        "1 × the JSON stands in a code fence, 1 × the label is none of the task's"
    )
    assert found["refused"]["why"] == "the teacher refuses to write this"
    assert "529: overloaded" in found["failed"]["why"]
    assert found["abandoned"]["cost"] == "$0.05"
    assert found["ok"]["cost"] == "$0.0038"


def test_costs_of_outcomes_and_what_was_asked_again_are_all_that_was_paid(run):
    one_of_each(run)
    run.ask_again(["invalid"])
    page = view(run)
    assert page["sum"]["words"].startswith("20 requested = 2 ok + 1 refused")
    assert page["remarks"] == ["$0.0038 went into calls that were asked again since."]
    assert page["cost"] == "$0.061"


def test_a_killed_run_says_what_may_be_billed(run):
    write(run, 0, kind="sent", worst=0.04)
    write(run, 1)
    assert "Up to $0.04 more may be billed: a run was killed." in view(run)["remarks"]


def test_an_unknown_price_is_never_nothing(tmp_path):
    teacher = ft.ClaudeTeacher("my-own-model", budget=None)
    made = ft.generate(TASK, SEEDS, teacher, 10, tmp_path / "r.jsonl")
    write(made, 0)
    page = view(made)
    assert page["cost"] == page["outcomes"][0]["cost"] == "price unknown"


def test_the_price_of_asking_again_is_told_first(run):
    one_of_each(run)
    assert view(run)["again"] == {"count": 2, "cost": "$0.0038"}


# Examples, replies, latest rows


def test_a_preview_shows_three_examples_with_all_digits_of_their_cost(run):
    for number in range(3):
        write(run, number)
    end(run, "limit")
    page = judged(run)
    assert page["stage"] == "preview"
    assert page["preview"]["cost"] == exact(3 * 0.0019) == "$0.0057"
    assert page["preview"]["estimate"].startswith("20 requests cost about $0.038 in")
    example = page["preview"]["examples"][0]
    assert (example["seed"], example["child"], example["cost"]) == (
        "gold-0000",
        1,
        "$0.0019",
    )
    assert [name for name, _ in example["attributes"]][:2] == ["persona", "tone"]
    assert example["texts"]["reply"][0][1] in ("billing", "delivery")


def test_replies_are_read_one_by_one_as_they_came(run):
    one_of_each(run)
    look = Looker(run).look()
    page = reply_page(look, "invalid", 0)
    assert (page["position"], page["total"], page["code"]) == (0, 2, "fenced_json")
    assert "".join(text for _, text in page["wrote"]) == "```json\n{}\n```"
    raw = json.dumps(message("```json\n{}\n```"))
    assert "".join(text for _, text in page["body"]) == raw
    assert dict(page["facts"])["request id"] == "q2"
    assert reply_page(look, "invalid", 99)["position"] == 1
    again = reply_page(look, "invalid", request=page["request"])
    assert again["position"] == 0
    refused = reply_page(look, "refused")
    assert "competing AI model" in refused["note"]
    failed = reply_page(look, "failed")
    assert (failed["length"], failed["message"]) == (0, "529: overloaded")
    with pytest.raises(ValueError, match="no reply is"):
        reply_page(look, "pending")


def test_a_large_body_is_cut_at_a_stated_length_and_shown_whole_on_request(run):
    write(run, 0, "x" * 50_000)
    look = Looker(run).look()
    page = reply_page(look, "failed")
    assert (page["length"], page["shown"]) == (50_000, BODY_CHARS)
    whole = reply_page(look, "failed", whole=True)
    assert whole["shown"] == len(whole["body"][0][1]) == 50_000


@pytest.mark.parametrize("text", [HOSTILE, "\ud800 half", "[" * 5000, "{}", "null", ""])
def test_whatever_came_is_shown_and_nothing_of_it_can_act(run, text):
    write(run, 0, text)
    write(run, 1, message(text))
    write(run, 2, row(text))
    write(run, 3, json.dumps({"type": "error", "error": {"message": text}}))
    write(run, 4, kind="failed", message=text)
    page = judged(run)
    shown = json.dumps(page, ensure_ascii=False)
    look = Looker(run).look()
    for name, number in look.counts.items():
        for position in range(number if name != "pending" else 0):
            reply = reply_page(look, name, position)
            shown += json.dumps(reply, ensure_ascii=False)
    assert not MARKS.search(shown)


def test_a_hostile_task_is_shown_as_it_is(tmp_path):
    task = ft.Task(HOSTILE, "classification", [HOSTILE], description=HOSTILE)
    made = ft.generate(task, SEEDS, ft.PasteTeacher(HOSTILE), 5, tmp_path / "r.jsonl")
    assert not MARKS.search(json.dumps(ready_page(made), ensure_ascii=False))


def test_the_latest_rows_are_a_few_and_the_newest_first(run):
    one_of_each(run)
    latest = judged(run)["latest"]
    assert [each["number"] for each in latest] == [8, 7, 6, 5, 4, 3, 2]
    assert latest[-1]["verdict"] == "kept"
    assert latest[1]["text"] == "529: overloaded"


def test_a_view_of_two_thousand_rows_is_small(tmp_path):
    made = ft.generate(TASK, SEEDS, ft.ClaudeTeacher(), 1000, tmp_path / "r.jsonl")
    made.commit()
    entries = [
        {"is": "reply", "request": each.request.hash, "run": "r1", "at": now()}
        | {"body": json.dumps(row(f"{'word ' * 40}{number}")), "status": 200}
        for number, each in enumerate(made.open_answers())
    ]
    made.book.journal.append(entries)
    page = view(made)
    assert page["answered"] == 2000
    assert len(json.dumps(page)) < 20_000


# The histogram


def test_bins_end_at_the_limit():
    page = histogram_page([0.0, 0.049, 0.05, 0.6999999999, 0.7, 0.95, 1.0])
    assert page["bins"][0] == 2
    assert page["bins"][1] == 1
    assert page["bins"][13] == 1
    assert page["bins"][14] == 1
    assert page["bins"][19] == 2
    assert (sum(page["bins"]), page["near"]) == (7, 3)
    assert histogram_page([])["words"] == "0 rows; none is too close to a seed"
    assert histogram_page([0.9])["words"].endswith(
        "1 is 0.7 or closer to a seed and falls"
    )


def test_rows_are_compared_with_the_seeds_once(run, monkeypatch):
    write(run, 0)
    looker = Looker(run)
    first = looker.look().similarities
    monkeypatch.setattr(looker, "_compare", lambda _: 1 / 0)
    assert looker.look().similarities == first
    assert len(first) == 1


# While it runs, and why it ended


def at_work(run, monkeypatch, **status):
    run.commit()
    run.beside.write(
        Status(
            "r1",
            plan_hash(run.book.head),
            phase=status.pop("phase", "running"),
            **status,
        )
    )
    monkeypatch.setattr(type(run), "is_running", property(lambda _: True))


def test_a_wait_says_until_when_and_why(run, monkeypatch):
    until = time.time() + 3492
    why = "429: too many\u202e"
    at_work(run, monkeypatch, phase="waiting", waiting_until=until, waiting_for=why)
    page = view(run)
    assert (page["phase"], page["stage"]) == ("waiting", "run")
    assert page["waiting"] == {"until": until, "why": "429: too many[U+202E]"}


def test_a_stop_is_seen_at_once(run, monkeypatch):
    at_work(run, monkeypatch, in_flight=3)
    run.stop()
    page = view(run)
    assert (page["phase"], page["stops"], page["inFlight"]) == ("stopping", 1, 3)
    run.stop()
    assert view(run)["stops"] == 2


def test_the_time_left_is_told_from_the_pace(run, monkeypatch):
    at_work(run, monkeypatch)
    for number in range(4):
        write(run, number, at=f"2026-11-26T10:00:0{number * 2}.000Z")
    assert view(run)["timeLeft"] == "about 32 s"


@pytest.mark.parametrize("reason", REASONS)
def test_each_end_has_words_and_what_to_do(run, reason):
    write(run, 0)
    end(run, reason, message="what else there is")
    page = view(run)
    ended = page["ended"]
    assert ended["title"].lower() == f"{REASONS[reason]}.".lower()
    assert ended["said"] == "what else there is"
    assert bool(ended["next"]) is (reason != "done")
    resumable = reason not in ("done", "budget", "low_acceptance", "most")
    assert page["isResumable"] is resumable


def test_a_killed_run_is_said_to_be_one(run):
    write(run, 0)
    run.beside.write(Status("r1", plan_hash(run.book.head), phase="running"))
    assert view(run)["phase"] == "killed"
    assert "killed" in view(run)["ended"]["title"]


def test_a_status_of_an_earlier_plan_says_nothing_of_this_one(run, tmp_path):
    end(run, "done", usable=10)
    other = ft.generate(TASK, SEEDS, ft.ClaudeTeacher(), 11, tmp_path / "replies.jsonl")
    page = view(other)
    assert (page["phase"], page["usable"], page["ended"]) == ("ready", 0, None)
