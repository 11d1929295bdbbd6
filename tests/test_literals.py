"""Is text from a file shown so that nothing acts on it?"""

import html
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.literals import PREVIEW_CHARS, cell, label, literal, name_hidden, preview

ANY_TEXT = st.text(st.characters(codec=None))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b", "a[U+0000]b"),
        ("evil\u202egpj.exe", "evil[U+202E]gpj.exe"),
        ("pay\u200bpal", "pay[U+200B]pal"),
        ("half \ud83d", "half [U+D83D]"),
        ("a\u2028b", "a[U+2028]b"),
        ("tag\U000e0041", "tag[U+E0041]"),
        ("\x1b]0;title\x07", "[U+001B]]0;title[U+0007]"),
        ("résumé 手机 🙂", "résumé 手机 🙂"),
    ],
)
def test_characters_nobody_can_see_are_named(text, shown):
    assert name_hidden(text) == shown


@given(ANY_TEXT)
def test_nothing_shown_controls_turns_or_hides(text):
    for char in literal(text):
        assert unicodedata.category(char) not in ("Cc", "Cs", "Zl", "Zp")
        assert unicodedata.bidirectional(char) not in (
            *("LRE", "RLE", "LRO", "RLO", "PDF"),
            *("LRI", "RLI", "FSI", "PDI"),
        )
    literal(text).encode("utf-8")


@given(ANY_TEXT, st.integers(min_value=2, max_value=100))
def test_a_preview_is_one_line_no_longer_than_asked(text, width):
    line = preview(text, width)
    assert len(line) <= width
    assert "\n" not in line


def test_a_preview_ends_in_an_ellipsis_only_where_something_is_missing():
    assert preview("x" * PREVIEW_CHARS) == "x" * PREVIEW_CHARS
    assert preview("x" * (PREVIEW_CHARS + 1)) == "x" * (PREVIEW_CHARS - 1) + "…"
    assert preview(" " * 1000 + "x") == "…"


@pytest.mark.parametrize(
    "text", ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"]
)
def test_a_cell_never_begins_as_a_formula(text):
    assert cell(text) == "'" + text.strip()


@given(ANY_TEXT)
def test_a_label_holds_no_tag_and_no_mathematics_and_reads_as_the_text(text):
    shown = label(text, 1000)
    assert not set("<>$") & set(shown)
    assert html.unescape(shown) == preview(text, 1000)
