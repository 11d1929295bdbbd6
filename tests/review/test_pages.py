"""Does a person see all of a row, and nothing of it as anything but text?"""

import json

from ftwidgets.examples import chat
from ftwidgets.review import Queue, ReviewSession
from ftwidgets.review.looks import Looker
from ftwidgets.review.pages import (
    MAX_CHARS,
    audit_page,
    change_page,
    name_of,
    row_page,
    state_page,
)
from ftwidgets.review.queues import Entry
from ftwidgets.scoring import score


def open_session(tmp_path, rows, **choices):
    return ReviewSession(rows, tmp_path / "labels.jsonl", "mira", **choices)


def page(session, row=0, **choices):
    return row_page(session, Entry(row), Looker(session), **choices)


def said(turn):
    """What a screen shows of a turn, hidden characters by their names."""
    return "".join(text for _, text in turn.get("pieces", [["", turn["text"]]]))


def test_a_page_is_plain_json(tmp_path):
    rows = [
        chat(("user", "Hi"), ("assistant", "Hello"), id=1, seed="s1", n=float("nan"))
    ]
    json.dumps(page(open_session(tmp_path, rows)), allow_nan=False)


def test_every_turn_is_shown_with_its_role_and_the_reply_is_marked_as_judged(tmp_path):
    rows = [chat(("system", "Be kind"), ("user", "Hi"), ("assistant", "Hello"))]
    turns = page(open_session(tmp_path, rows))["turns"]
    assert [(t["role"], said(t), t["judged"], t["editable"]) for t in turns] == [
        ("system", "Be kind", False, True),
        ("user", "Hi", False, True),
        ("assistant", "Hello", True, True),
    ]


def test_the_words_that_cost_score_are_marked_where_they_stand(tmp_path):
    reply = "Of course. As an AI language model, I cannot do that. Bye."
    rows = [chat(("user", "Do it"), ("assistant", reply))]
    shown = page(open_session(tmp_path, rows))
    turn = shown["turns"][1]
    assert said(turn) == reply
    marked = [text for kind, text in turn["pieces"] if kind == "mark"]
    assert marked
    assert all(text in reply for text in marked)
    assert shown["score"]["parts"]
    assert all(value.startswith("− ") for _, value, _ in shown["score"]["parts"])


def test_characters_nobody_can_see_are_named(tmp_path):
    rows = [chat(("user", "pay\u200bpal\u202e"), ("assistant", "a\x00b"))]
    turns = page(open_session(tmp_path, rows))["turns"]
    assert turns[0]["pieces"] == [
        ["", "pay"], ["hidden", "U+200B"], ["", "pal"], ["hidden", "U+202E"],
    ]  # fmt: skip
    assert ["hidden", "U+0000"] in turns[1]["pieces"]


def test_a_name_an_origin_and_a_role_are_literal_too(tmp_path):
    rows = [
        {
            "messages": [{"role": "user\u202e", "content": "Hi"}],
            "id": "a\u200bb",
            "seed": "\x1b[2J",
            "source": "file\u202e",
        }
    ]
    shown = page(open_session(tmp_path, rows))
    assert shown["name"] == "a[U+200B]b"
    assert shown["facts"] == ["from seed [U+001B][2J", "from file[U+202E]"]
    assert shown["turns"][0]["role"] == "user[U+202E]"


def test_a_message_that_is_no_plain_text_is_shown_as_json_and_not_edited(tmp_path):
    call = {
        "id": "c1",
        "type": "function",
        "function": {"name": "f", "arguments": "{}"},
    }
    rows = [
        {
            "messages": [
                {"role": "user", "content": [{"type": "text", "text": "Hi"}]},
                {"role": "assistant", "content": None, "tool_calls": [call]},
            ]
        }
    ]
    parts, calls = page(open_session(tmp_path, rows))["turns"]
    assert said(parts).startswith("Hi\ncontent: [")
    assert said(calls) == f"tool_calls: {json.dumps([call])}"
    assert [parts["editable"], calls["editable"]] == [False, False]


def test_of_a_long_text_the_beginning_is_shown_and_all_of_it_on_request(tmp_path):
    rows = [chat(("user", "x" * (MAX_CHARS + 1)), ("assistant", "Hello"))]
    session = open_session(tmp_path, rows)
    turn = page(session)["turns"][0]
    assert (len(said(turn)), turn["length"]) == (MAX_CHARS // 2, MAX_CHARS + 1)
    assert len(said(page(session, whole=True)["turns"][0])) == MAX_CHARS + 1


def test_an_edit_is_shown_as_what_went_out_and_what_came_in(tmp_path):
    session = open_session(tmp_path, [chat(("user", "Hi"), ("assistant", "Hello you"))])
    session.edit("Hello there", row=0)
    turn = page(session)["turns"][1]
    assert [each for each in turn["pieces"] if each[0] != "same"] == [
        ["removed", "you"], ["added", "there"],
    ]  # fmt: skip
    assert (turn["text"], turn["original"]) == ("Hello there", "Hello you")
    assert page(session)["state"]["text"]


def test_a_near_copy_stands_beside_with_the_words_that_differ(tmp_path):
    rows = [chat(("user", "Where is it now"), ("assistant", "Here")),
            chat(("user", "Where is it"), ("assistant", "Here"))]  # fmt: skip
    session = open_session(tmp_path, rows, queue="near_duplicates")
    shown = row_page(session, session.current, Looker(session))
    differs = [text for kind, text in shown["partner"]["turns"][0]["pieces"]
               if kind == "differs"]  # fmt: skip
    assert [each.strip() for each in differs] == ["now"]
    assert shown["partner"]["name"] == "#0001"
    assert shown["facts"] == ["similarity 0.80"]


def test_what_is_typed_is_judged_before_it_is_saved(tmp_path):
    rows = [chat(("user", "Pay?"), ("assistant", "I'm sorry, I can't help with that."))]
    session = open_session(tmp_path, rows)
    change = change_page(session, Looker(session), 0, 1, "Yes, by card.")
    assert change["words"] == "7 words out, 3 in"
    edited = chat(("user", "Pay?"), ("assistant", "Yes, by card."))
    totals = [f"{score(each).total:.2f}" for each in (rows[0], edited)]
    assert change["numbers"][1] == ["Score", *totals]
    assert totals[0] < totals[1]
    assert session.state(0).edits == {}


def test_the_state_says_what_was_decided_and_on_which_text(tmp_path):
    rows = [chat(("user", "Hi"), ("assistant", "Hello"), id="a")]
    session = open_session(tmp_path, rows)
    session.note("look\u200b", row=0)
    session.label("drop")
    assert state_page(session, 0)["verdict"] == "drop"
    changed = [chat(("user", "Hi"), ("assistant", "Hello!"), id="a")]
    later = open_session(tmp_path, changed)
    assert state_page(later, 0)["stale"]


def test_rows_without_a_short_id_go_by_their_number(tmp_path):
    rows = [chat(("user", "Hi"), id="x" * 25), chat(("user", "Hi"), id={"a": 1})]
    session = open_session(tmp_path, rows)
    assert [name_of(session, 0), name_of(session, 1)] == ["#0001", "#0002"]


def test_the_audit_is_shown_in_an_audit_only(tmp_path):
    rows = [chat(("user", str(n)), ("assistant", "Yes")) for n in range(30)]
    session = open_session(tmp_path, rows, queue=Queue("audit", percent=50))
    session.label("keep")
    session.label("drop")
    shown = audit_page(session)
    assert (shown["kept"], shown["read"], shown["goal"]) == (1, 2, 0.95)
    assert shown["sentences"] == list(session.audit().sentences)
    session.choose("all")
    assert audit_page(session) is None


def test_a_key_that_is_shown_as_a_fact_is_no_finding_and_any_other_is(tmp_path):
    rows = [chat(("user", "Hi"), ("assistant", "Hello you"), seed="s1", mood="glad")]
    shown = page(open_session(tmp_path, rows))
    assert "from seed s1" in shown["facts"]
    extra = [words for _, code, words in shown["findings"] if code == "extra_key"]
    assert extra == ["the key 'mood'"]
