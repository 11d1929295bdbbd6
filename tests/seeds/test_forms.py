"""Does a form make the example a person means, and show it again?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.examples import chat
from ftwidgets.seeds.forms import FORMS, build_example, fields_of, text_fields
from ftwidgets.tasks import KINDS


def test_every_kind_of_task_has_a_form_with_an_optional_system_message():
    assert set(FORMS) == set(KINDS)
    for form in FORMS.values():
        assert [each.name for each in form if each.optional] == ["system"]
        assert len(form) == 3
        assert all(each.title and each.hint and each.rows > 0 for each in form)


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("classification", ("text", "label")),
        ("format_conversion", ("input", "output")),
        ("style_matching", ("original", "rewritten")),
        ("other", ("user", "assistant")),
    ],
)
def test_the_two_texts_of_a_form_become_user_and_assistant(kind, names):
    fields = dict(zip(names, (" a\n", "b"), strict=True))
    assert text_fields(kind) == names
    assert build_example(kind, fields) == chat(("user", " a\n"), ("assistant", "b"))
    with_system = build_example(kind, {**fields, "system": "Be kind."})
    assert with_system["messages"][0] == {"role": "system", "content": "Be kind."}
    assert build_example(kind, {**fields, "system": " "}) == build_example(kind, fields)


def test_only_a_label_loses_the_white_space_around_it():
    made = build_example("classification", {"text": " a ", "label": " b c\n"})
    assert made == chat(("user", " a "), ("assistant", "b c"))
    made = build_example("style_matching", {"original": " a ", "rewritten": " b "})
    assert made == chat(("user", " a "), ("assistant", " b "))


def test_a_field_not_filled_in_yet_is_empty():
    assert build_example("other", {}) == chat(("user", ""), ("assistant", ""))


@given(st.sampled_from(KINDS), st.text(), st.text(), st.text())
def test_a_form_shows_what_it_made(kind, said, answer, system):
    made = build_example(
        kind,
        {**dict(zip(text_fields(kind), (said, answer), strict=True)), "system": system},
    )
    assert build_example(kind, fields_of(kind, made)) == made


@pytest.mark.parametrize(
    "example",
    [
        chat(("user", "a"), ("assistant", "b"), ("user", "c"), ("assistant", "d")),
        chat(("assistant", "b"), ("user", "a")),
        chat(("developer", "x"), ("user", "a"), ("assistant", "b")),
        {"messages": [{"role": "user", "content": None}, {"role": "assistant"}]},
        {
            "messages": [
                {"role": "user", "content": "a"},
                {"role": "assistant", "content": "b", "weight": 1},
            ]
        },
    ],
)
def test_what_a_form_has_no_room_for_is_not_shown(example):
    assert fields_of("other", example) is None
