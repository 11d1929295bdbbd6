"""Does every pasted line come out once, usable or with the reason it is not?"""

import json
import os
import tempfile

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ftwidgets.examples import chat, is_blank
from ftwidgets.seeds.pastes import read_pasted
from ftwidgets.tasks import KINDS, Task

TICKETS = Task("tickets", "classification", labels=["billing", "delivery"])

LAMP = chat(("user", "Where is my lamp?"), ("assistant", "delivery"))
CHAIR = chat(("user", "Paid for, twice"), ("assistant", "billing"))


def examples(candidates):
    return [each.example for each in candidates]


def codes(candidate):
    return [each.code for each in candidate.findings]


# Whole formats


@pytest.mark.parametrize(
    "text",
    [
        f"{json.dumps(LAMP)}\n{json.dumps(CHAIR)}\n",
        f"{json.dumps(LAMP)}\r\n\r\n{json.dumps(CHAIR)}",
        json.dumps([LAMP, CHAIR]),
        json.dumps([LAMP, CHAIR], indent=2),
        f"{json.dumps(LAMP, indent=2)}\n{json.dumps(CHAIR, indent=2)}",
        "\ufeff" + json.dumps([LAMP, CHAIR]),
        '{"text": "Where is my lamp?", "label": "delivery"}\n'
        '{"ticket": "Paid for, twice", "category": " billing "}',
        '[{"prompt": "Where is my lamp?", "completion": "delivery"},'
        ' {"text": "Paid for, twice", "intent": "billing"}]',
        'text,label\nWhere is my lamp?,delivery\n"Paid for, twice",billing\n',
        'Label;Text\ndelivery;Where is my lamp?\nbilling;"Paid for, twice"',
        "ticket\tcategory\r\nWhere is my lamp?\tdelivery\r\nPaid for, twice\tbilling",
        "Where is my lamp?\tdelivery\nPaid for, twice\tbilling",
        "\n  \nWhere is my lamp?\t delivery\r\n\rPaid for, twice\tbilling \n\n",
    ],
)
def test_the_same_two_tickets_are_read_from_whatever_was_copied(text):
    found = read_pasted(text, TICKETS)
    assert examples(found) == [LAMP, CHAIR]
    assert [each.label for each in found] == ["delivery", "billing"]
    assert all(each.usable for each in found)


def test_what_stands_beside_the_texts_stays_with_them():
    (found,) = read_pasted("id,text,label\n7,Where is my lamp?,delivery", TICKETS)
    assert found.example == {**LAMP, "id": "7"}


@pytest.mark.parametrize(
    ("kind", "header"),
    [
        ("format_conversion", "input,output,system"),
        ("style_matching", "Original,Rewritten,System"),
        ("other", "user,assistant,system"),
        ("classification", "text,label,system"),
    ],
)
def test_a_header_may_name_the_fields_of_the_form(kind, header):
    (found,) = read_pasted(f"{header}\na,b,c\n", kind)
    turns = [("system", "c"), ("user", "a"), ("assistant", "b")]
    assert found.example == chat(*turns)
    assert found.source == "pasted row 1"
    names = header.casefold().split(",")
    (found,) = read_pasted(json.dumps(dict(zip(names, "abc", strict=True))), kind)
    assert found.example == chat(*turns)
    assert found.source == "pasted line 1"


def test_another_format_keeps_its_own_meaning():
    row = {"instruction": "To JSON", "input": "two lamps", "output": "[2]"}
    (found,) = read_pasted(json.dumps(row), "format_conversion")
    assert "To JSON" in found.text
    assert "two lamps" in found.text


def test_a_cell_may_hold_several_lines():
    (found,) = read_pasted('text,label\n"Hello,\n\nwhere is it?",delivery', TICKETS)
    assert found.text == "Hello,\n\nwhere is it?"


# Labels that a person must set


@pytest.mark.parametrize(
    "text",
    [
        "Where is my lamp?",
        "Where is my lamp?\t",
        '{"text": "Where is my lamp?"}',
        '{"text": "Where is my lamp?", "label": null}',
        "text,label\nWhere is my lamp?,\n",
        json.dumps(chat(("user", "Where is my lamp?"), ("assistant", " "))),
    ],
)
def test_a_text_without_a_label_waits_for_one(text):
    (found,) = read_pasted(text, TICKETS)
    assert found.text == "Where is my lamp?"
    assert found.label is None
    assert not found.usable
    assert {*codes(found)} <= {"column_mapping", "empty_content"}
    assert found.findings[-1].message == "no label yet; choose one"


def test_an_answer_is_no_label():
    (found,) = read_pasted("Where is my lamp?\tOn its way. Sorry!", "classification")
    assert found.label is None


def test_a_label_the_task_does_not_know_is_kept_and_told():
    (found,) = read_pasted("Where is my lamp?\tlamps", TICKETS)
    assert (found.label, codes(found)) == ("lamps", ["unknown_label"])
    assert found.usable


# Lines that are not usable


def test_every_line_of_json_is_there_once_with_its_reason():
    lines = [
        json.dumps(LAMP),
        "{broken",
        "7",
        '{"foo": "a"}',
        '{"messages": []}',
        '{"prompt": "a", "chosen": "b", "rejected": "c"}',
        '{"prompt": "a", "completion": "b", "messages": []}',
        '{"text": "a", "text": "b", "label": "billing"}',
    ]
    found = read_pasted("\n".join(lines), TICKETS)
    assert [each.source for each in found] == [f"pasted line {n}" for n in range(1, 9)]
    assert [codes(each)[:1] for each in found] == [
        [],
        ["invalid_json"],
        ["not_an_object"],
        ["unknown_format"],
        ["no_messages"],
        ["preference_record"],
        ["ambiguous_format"],
        ["duplicate_key"],
    ]
    assert [each.usable for each in found] == [True, *[False] * 6, True]
    assert found[1].example is None
    assert found[1].text == ""


def test_a_damaged_first_line_does_not_hide_the_others():
    found = read_pasted(f'oops {{"a": 1\n{json.dumps(LAMP)}', TICKETS)
    assert [each.usable for each in found] == [False, True]


def test_every_row_of_a_table_is_there_once_with_its_reason():
    rows = ["Where is my lamp?,delivery", "No, really, where,delivery", "last,billing"]
    found = read_pasted("\n".join(["text,label", *rows]), TICKETS)
    assert [each.source for each in found] == [f"pasted row {n}" for n in (1, 2, 3)]
    assert [each.usable for each in found] == [True, False, True]
    assert "4 cells where the header has 2" in found[1].findings[0].message


def test_a_line_of_three_cells_says_what_is_missing():
    one, two = read_pasted("7\tWhere is it?\tdelivery\nPaid twice\tbilling", TICKETS)
    assert (one.example, codes(one)) == (None, ["ragged_row"])
    assert "paste their header too" in one.findings[0].message
    assert two.usable


def test_other_tasks_need_a_reply_on_every_line():
    one, two = read_pasted("Hi\tHello\nBye", "other")
    assert one.example == chat(("user", "Hi"), ("assistant", "Hello"))
    assert (one.label, one.usable) == (None, True)
    assert (two.example, codes(two), two.source) == (
        None,
        ["no_assistant"],
        "pasted line 2",
    )


def test_a_sentence_with_commas_is_no_header():
    found = read_pasted("No, no, no\nHello, where is it?", TICKETS)
    assert [each.text for each in found] == ["No, no, no", "Hello, where is it?"]


def test_brackets_and_quotes_in_plain_text_stay_text():
    lines = ["[urgent] lamp gone", '"Great" shop, 5" too short', "(sigh)"]
    found = read_pasted("\n".join(lines), TICKETS)
    assert [each.text for each in found] == lines


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\ufeff", "\u200b\n"])
def test_an_empty_paste_says_what_to_paste(text):
    with pytest.raises(ValueError, match="paste JSON Lines, a table with a header"):
        read_pasted(text, TICKETS)


def test_an_error_speaks_of_the_paste_and_not_of_a_file():
    with pytest.raises(ValueError, match="the pasted text: the file holds no records"):
        read_pasted("[]", TICKETS)


def test_the_temporary_file_is_removed(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    read_pasted(json.dumps(LAMP), TICKETS)
    with pytest.raises(ValueError, match="the pasted text"):
        read_pasted("[]", TICKETS)
    assert os.listdir(tmp_path) == []


PLAIN = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs"], exclude_characters="{[")
)


@given(st.lists(PLAIN, min_size=1).filter(any), st.sampled_from(KINDS))
def test_every_plain_line_is_one_candidate(lines, kind):
    wanted = [number for number, line in enumerate(lines, 1) if not is_blank(line)]
    assume(wanted)
    found = read_pasted("\n".join(lines), kind)
    assert [each.source for each in found] == [f"pasted line {n}" for n in wanted]
    if kind == "classification":
        assert [each.text for each in found] == [lines[n - 1] for n in wanted]
