"""Whatever a person pastes is kept, and every reply in it finds its request."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ftwidgets as ft
from ftwidgets.synthesis.book import ReplyJournal
from ftwidgets.synthesis.paste import PasteTeacher, matched, objects_in
from synthesis.serving import SEEDS

TASK = ft.Task("tickets", "classification", labels=["billing", "delivery"])


def row(text, label="billing", **more):
    return json.dumps({**more, "user_message": text, "assistant_message": label})


@pytest.fixture
def run(tmp_path):
    return ft.generate(TASK, SEEDS, PasteTeacher("a friend"), 5, tmp_path / "r.jsonl")


def entries(run):
    return ReplyJournal(run.path).read()


def test_a_prompt_asks_for_as_many_replies_as_one_wants(run):
    text = run.prompts(3)
    assert text.count("<request number=") == 3
    assert "3 JSON objects" in text
    assert "billing, delivery" in text


def test_pasted_replies_answer_the_requests_they_name(run):
    text = "Sure!\n" + row("b", number=2) + "\n" + row("a", number=1)
    assert run.paste(text) == (2, 0)
    answers = list(run.book.answers())
    assert [each.outcome.user for each in answers[:2]] == ["a", "b"]
    assert run.counts["ok"] == 2
    assert sum(run.counts.values()) == run.requested == 10


def test_the_whole_text_is_on_the_disk_whatever_was_found(run):
    run.paste("no reply at all {")
    assert [each["text"] for each in entries(run) if each["is"] == "paste"] == [
        "no reply at all {"
    ]
    assert run.counts["pending"] == 10


def test_replies_without_a_number_answer_the_first_open_requests(run):
    run.paste(row("a", number=1))
    assert run.paste(row("b") + row("c")) == (2, 0)
    answers = list(run.book.answers())
    assert [each.outcome.user for each in answers[:3]] == ["a", "b", "c"]


def test_a_reply_for_a_request_that_is_answered_already_is_told_and_not_counted(run):
    run.paste(row("a", number=1))
    assert run.paste(row("again", number=1)) == (0, 1)
    assert run.paste(row("nowhere", number=400)) == (0, 1)
    assert run.counts["ok"] == 1


def test_a_fence_and_prose_around_pasted_replies_do_no_harm(run):
    text = f"Here you are:\n```json\n[{row('a')},\n{row('b')}]\n```\nAnything else?"
    assert run.paste(text) == (2, 0)
    assert run.counts["ok"] == 2


def test_a_wrong_label_is_counted_as_invalid_and_can_be_asked_again(run):
    run.paste(row("a", "party", number=1))
    assert run.counts["invalid"] == 1
    assert run.ask_again(["invalid"]) == 1
    assert run.counts["pending"] == 10
    run.paste(row("a", "billing", number=1))
    assert run.counts["ok"] == 1


def test_pasting_goes_on_where_another_kernel_has_stopped(run, tmp_path):
    run.paste(row("a", number=1))
    again = ft.generate(TASK, SEEDS, PasteTeacher("a friend"), 5, tmp_path / "r.jsonl")
    assert again.counts == run.counts
    assert "<request number=2>" in again.prompts(1)


def test_rows_say_that_they_were_pasted(run):
    for at in range(10):
        run.paste(row(f"{SEEDS[at]['id']} word{at} thing{at * 7} other{at * 31}"))
    assert {each["generator"] for each in run.rows} == {"paste"}
    assert run.provenance()[0]["model_answered"] == "pasted from a friend"
    assert run.cost == 0


def test_a_teacher_that_asks_by_itself_takes_no_pasted_text(tmp_path):
    run = ft.generate(TASK, SEEDS, ft.ClaudeTeacher(), 5, tmp_path / "r.jsonl")
    with pytest.raises(ValueError, match="Pasting is for PasteTeacher"):
        run.paste("{}")


@given(st.text())
def test_no_text_is_too_odd_to_be_pasted(text):
    assert list(objects_in(text)) == list(objects_in(text))
    assert matched(text, [])[0] == []


@given(st.lists(st.text(max_size=20), max_size=5))
def test_every_pasted_object_is_found_once(users):
    text = "\n".join(row(user) for user in users)
    assert [json.loads(body)["user_message"] for _, body in objects_in(text)] == users
