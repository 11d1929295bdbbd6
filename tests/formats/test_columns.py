"""Are everyday column names read as a text and its answer, and is that said?"""

import pytest

from formats.reading import examples_of, reading, records_of
from ftwidgets.formats.columns import mapped_columns, read_columns


def test_text_and_category_become_user_and_assistant():
    first, second = examples_of("columns")
    assert [turn["content"] for turn in first["messages"]] == [
        "My card was charged twice.",
        "billing",
    ]
    assert first["lang"] == "en"
    assert [turn["content"] for turn in second["messages"]] == [
        "Open on Sunday?",
        "No.",
    ]


def test_the_mapping_is_a_warning():
    (found,) = reading(records_of("columns")[1]).findings
    assert found.code == "column_mapping"
    assert found.message == "read 'Question' as user and 'Answer' as assistant"


@pytest.mark.parametrize(
    ("record", "columns"),
    [
        ({"text": "a", "label": "b"}, ("text", "label")),
        ({" Text ": "a", "LABEL": "b"}, (" Text ", "LABEL")),
        ({"output": "a", "input": "b"}, ("input", "output")),
        ({"text": "a", "label": 3}, None),
        ({"text": "a"}, None),
        ({"a": "x", "b": "y"}, None),
    ],
)
def test_columns_are_found_by_name(record, columns):
    assert mapped_columns(record) == columns


def test_named_columns_may_hold_a_system_prompt():
    record = {"q": "Hi", "a": "Hello", "s": "Be kind.", "n": 1}
    example = read_columns(record, user="q", assistant="a", system="s")
    roles = [turn["role"] for turn in example["messages"]]
    assert (roles, example["n"]) == (["system", "user", "assistant"], 1)
