"""Is a record shown whole, literally, and never too large?"""

import json

from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.exploration.formats.json_lines import (
    MAX_TEXT,
    ROOM,
    child,
    json_lines,
    nodes,
)

scalars = st.none() | st.booleans() | st.integers() | st.text('ab"\\\n é🙂', max_size=9)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


def text_of(page):
    """All that is read, line by line."""
    return ["".join(part for _, part, _ in pieces) for _, pieces in page["lines"]]


def marked(page, mark):
    return "".join(
        part for _, ps in page["lines"] for _, part, own in ps if own == mark
    )


@given(values)
def test_what_is_shown_is_the_same_json(value):
    page = json_lines(value)
    assert page["whole"]
    assert json.loads("".join(text_of(page))) == value


def test_a_record_is_laid_out_as_people_write_it():
    record = {
        "messages": [
            {"role": "user", "content": "Hi"},
            {"role": "assistant", "content": "a\nb", "weight": 1},
        ],
        "id": 7,
    }
    page = json_lines(record)
    lines = [
        f"{'  ' * indent}{text}"
        for (indent, _), text in zip(page["lines"], text_of(page), strict=True)
    ]
    assert lines == [
        "{",
        '  "messages": [',
        '    {"role": "user", "content": "Hi"},',
        '    {"role": "assistant", "content": "a\\nb", "weight": 1}',
        "  ],",
        '  "id": 7',
        "}",
    ]


def test_a_mark_covers_the_key_and_all_that_stands_under_it():
    record = {"a": {"b": [1, {"c": "x"}]}, "d": 2}
    page = json_lines(record, {"a.b[1]": "lost", "d": "changed"})
    assert marked(page, "lost") == '{"c": "x"}'
    assert marked(page, "changed") == '"d": 2'


def test_a_code_stands_right_behind_what_it_speaks_of():
    page = json_lines({"a": [1, {"c": "x"}], "d": 2}, codes={"a[1]": "why", "d": "so"})
    assert ["".join(part for _, part, _ in pieces) for _, pieces in page["lines"]] == [
        "{",
        '"a": [',
        "1,",
        '{"c": "x"}why',
        "],",
        '"d": 2so',
        "}",
    ]
    codes = [part for _, ps in page["lines"] for kind, part, _ in ps if kind == "code"]
    assert codes == ["why", "so"]


def test_a_text_is_marked_in_parts():
    page = json_lines({"t": "one\ntwo"}, spans={"t": [(3, 4, "changed")]})
    assert marked(page, "changed") == "\\n"
    assert "".join(text_of(page)) == '{"t": "one\\ntwo"}'


def test_characters_that_nobody_sees_are_named():
    page = json_lines({"t": "pay\u200bpal\u202e", "\u2066k": 1})
    kinds = [piece for _, pieces in page["lines"] for piece in pieces]
    hidden = [text for kind, text, _ in kinds if kind == "hidden"]
    assert hidden == ["U+200B", "U+202E", "U+2066"]


def test_a_long_text_is_cut_and_says_how_long_it_is():
    page = json_lines({"t": "x" * 9_000})
    assert not page["whole"]
    words = "".join(text_of(page))
    assert words.count("x") == MAX_TEXT
    assert "9,000 characters in all" in words


@given(st.sampled_from(["\u202e", "🙂", "\\", "x", "\x00"]), st.sampled_from([1, 60]))
def test_no_record_is_too_large_to_send(char, messages):
    turn = {"role": "user", "content": char * 50_000}
    page = json_lines({"messages": [turn] * messages})
    assert len(json.dumps(page)) < 1.05 * ROOM
    assert not page["whole"]


def test_what_is_no_json_is_shown_all_the_same():
    deep = []
    for _ in range(500):
        deep = [deep]
    page = json_lines({"a": {1, 2}, "b": float("nan"), "c": deep, "d": 10**5000})
    assert "set" in "".join(text_of(page))
    assert not page["whole"]


def test_paths_are_those_of_findings():
    record = {"messages": [{"content": "Hi"}]}
    assert [path for path, _ in nodes(record)] == [
        "",
        "messages",
        "messages[0]",
        "messages[0].content",
    ]
    assert child("", "id") == "id"
