"""A teacher's text is one JSON object that can be written again, or why it is not."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.synthesis.codes import CODES, UnusableReplyError
from ftwidgets.synthesis.contents import in_schema_order, parse, read_text
from ftwidgets.tasks import Task

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(max_size=8), PLAIN, max_size=4)


def why(text):
    with pytest.raises(UnusableReplyError) as caught:
        parse(text)
    return caught.value.code


@given(OBJECTS, st.sampled_from([None, 2]), st.booleans())
def test_an_object_is_read_however_it_is_laid_out(value, indent, only_ascii):
    text = json.dumps(value, indent=indent, ensure_ascii=only_ascii)
    assert parse(f"\n {text}\r\n\t") == value


@given(OBJECTS.filter(bool), st.integers(1, 20))
def test_an_object_that_was_cut_is_never_read(value, cut):
    text = json.dumps(value)
    assert why(text[: max(1, len(text) - cut)]) in ("truncated_json", "not_json")


@given(
    OBJECTS.map(json.dumps),
    st.text(st.characters(codec="ascii", exclude_characters='{["`~'), max_size=20),
    st.text(st.characters(codec="ascii", exclude_characters="{`~"), max_size=20),
)
def test_an_object_with_text_around_it_is_not_read(text, before, after):
    if before.strip(" \t\r\n") or after.strip(" \t\r\n"):
        assert why(f"{before}{text}{after}") == "prose_around_json"
    else:
        parse(f"{before}{text}{after}")


@pytest.mark.parametrize("language", ["", "json", "JSON", "json5", "c-sharp"])
@pytest.mark.parametrize("fence", ["```", "````", "~~~"])
def test_an_object_in_a_fence_is_named_so(language, fence):
    assert why(f'{fence}{language}\n{{"a": 1}}\n{fence}') == "fenced_json"


def test_depth_is_counted_as_for_files():
    assert parse('{"a":' * 100 + "1" + "}" * 100)
    assert why('{"a":' * 101 + "1" + "}" * 101) == "too_deep"


@pytest.mark.parametrize("text", ['{"a": "\\ud83d\\ude00"}', '{"a": "😀"}'])
def test_both_halves_together_are_a_character(text):
    assert parse(text) == {"a": "😀"}


@pytest.mark.parametrize(
    "text", ['{"a": "\\ud83d"}', '{"a": "\ude00"}', '{"\\udfff": 1}']
)
def test_one_half_alone_is_none(text):
    assert why(text) == "lone_surrogate"


SCHEMA = {
    "properties": {
        "name": {},
        "lines": {"items": {"properties": {"item": {}, "count": {}}}},
    }
}


def test_keys_are_ordered_as_in_the_schema_also_inside_of_lists():
    value = {"lines": [{"count": 1, "x": 0, "item": "a"}, 7], "more": 1, "name": "n"}
    ordered = in_schema_order(value, SCHEMA)
    assert json.dumps(ordered) == (
        '{"name": "n", "lines": [{"item": "a", "count": 1, "x": 0}, 7], "more": 1}'
    )


@given(
    PLAIN,
    PLAIN
    | st.fixed_dictionaries({"properties": OBJECTS, "items": OBJECTS})
    | st.just(SCHEMA),
)
def test_ordering_changes_no_value_whatever_the_schema(value, schema):
    before = json.dumps(value)
    assert in_schema_order(value, schema) == value
    assert json.dumps(value) == before


def test_a_schema_may_change_between_tasks_of_one_name():
    text = '{"user_message": "a", "assistant_message": 1}'
    assert read_text(text, Task(reply_schema={"type": "integer"})) == ("a", "1")
    with pytest.raises(UnusableReplyError, match="wrong_type"):
        read_text(text, Task(reply_schema={"type": "string"}))


def test_an_error_says_its_meaning_and_its_detail():
    assert UnusableReplyError("too_deep").sentence == CODES["too_deep"][1]
    assert UnusableReplyError("wrong_label", "x").sentence.endswith("task's: x")
