"""What is shown as changed was changed, and nothing of the texts is lost."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.review import differences as module
from ftwidgets.review.differences import Piece, count_words, differences, side_by_side

PARTS = [
    "the",
    "The",
    "card",
    "is",
    "don't",
    ".",
    ", ",
    "...",
    " ",
    "  ",
    "\n",
    "“",
    "”",
]
TEXTS = st.one_of(
    st.text(),
    st.lists(st.sampled_from([*PARTS, "手", "机", "。", "é", "e\u0301"])).map("".join),
    st.lists(st.sampled_from(["a", "b", "c", "a.", "B"])).map(" ".join),
)


def joined(pieces, *kinds):
    return "".join(text for kind, text in pieces if kind in kinds)


def shown(pieces):
    """Pieces as people write them: [-removed-] and {+added+}."""
    marks = {"same": "%s", "removed": "[-%s-]", "added": "{+%s+}", "differs": "<%s>"}
    return "".join(marks[kind] % text for kind, text in pieces)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_pieces(before, after):
    pieces = differences(before, after)
    assert joined(pieces, "same", "removed") == before
    assert joined(pieces, "same", "added") == after


@given(TEXTS, TEXTS)
def test_pieces_are_as_few_as_can_be_and_removed_stands_before_added(before, after):
    pieces = differences(before, after)
    assert all(piece.text for piece in pieces)
    assert {piece.kind for piece in pieces} <= {"same", "removed", "added"}
    kinds = [(one.kind, other.kind) for one, other in itertools.pairwise(pieces)]
    assert all(one != other for one, other in kinds)
    assert ("added", "removed") not in kinds


@given(TEXTS)
def test_a_text_that_was_left_alone_is_one_piece(text):
    assert differences(text, text) == ([Piece("same", text)] if text else [])


@given(TEXTS)
def test_a_text_from_nothing_is_all_added_and_one_that_is_gone_all_removed(text):
    assert joined(differences("", text), "added") == text
    assert joined(differences(text, ""), "removed") == text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the old cat sat", "the old dog sat", "the old [-cat-]{+dog+} sat"),
        ("the cat", "the old cat", "the {+old +}cat"),
        ("the old cat", "the cat", "the [-old -]cat"),
        ("Try again.", "Try again, and wait.", "Try again{+, and wait+}."),
        ("again.", "again, and", "again[-.-]{+, and+}"),
        ("Wait. Go", "Wait! Go", "Wait[-.-]{+!+} Go"),
        ("one two", "two", "[-one -]two"),
        ("colour", "color", "[-colour-]{+color+}"),
        ("I don't know", "I do know", "I [-don't-]{+do+} know"),
        ("it costs 1.50", "it costs 1.60", "it costs [-1.50-]{+1.60+}"),
        ("a b c", "x b z", "[-a-]{+x+} b [-c-]{+z+}"),
        ("the old cat", "a new dog", "[-the old cat-]{+a new dog+}"),
        ("a a", "a a a", "a a{+ a+}"),
        ("我的手机丢了", "我的卡丢了", "我的[-手机-]{+卡+}丢了"),
        ("ends", "ends\n", "ends{+\n+}"),
        (" starts", "starts", "[- -]starts"),
        ("two  spaces", "two spaces", "two[-  -]{+ +}spaces"),
    ],
)
def test_edits_are_marked_word_by_word(before, after, expected):
    assert shown(differences(before, after)) == expected


WORDS = st.lists(st.text("abc", min_size=1, max_size=2), max_size=12)


@given(WORDS, WORDS)
def test_words_are_never_broken(before, after):
    pieces = differences(" ".join(before), " ".join(after))
    for kind, words in (("removed", before), ("added", after)):
        own = [piece.text.split() for piece in pieces if piece.kind in ("same", kind)]
        assert list(itertools.chain.from_iterable(own)) == words


@given(TEXTS, TEXTS)
def test_texts_too_long_to_align_lose_nothing(before, after):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PAIRS", -1)
        pieces = differences(before, after)
    assert joined(pieces, "same", "removed") == before
    assert joined(pieces, "same", "added") == after


def test_the_middle_of_a_very_long_text_is_replaced_as_a_whole():
    same = "the cat sat " * 40_000
    before, after = f"Hi. one {same}two. Bye", f"Hi. 1 {same}2. Bye"
    assert differences(before, after) == [
        Piece("same", "Hi. "),
        Piece("removed", f"one {same}two"),
        Piece("added", f"1 {same}2"),
        Piece("same", ". Bye"),
    ]


def test_one_edit_in_a_very_long_text_is_still_one_word():
    same = "the cat sat " * 40_000
    assert differences(f"{same}here {same}", f"{same}there {same}") == [
        Piece("same", same),
        Piece("removed", "here"),
        Piece("added", "there"),
        Piece("same", f" {same}"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("the old cat", "the cat", (1, 0)),
        ("again.", "again, and wait", (0, 2)),
        ("Wait.", "Wait!", (0, 0)),
        ("I don't", "I do not", (1, 2)),
        ("手机", "手提电话", (1, 3)),
        ("same", "same", (0, 0)),
        ("", "", (0, 0)),
    ],
)
def test_words_out_and_in_are_counted_without_marks(before, after, expected):
    assert count_words(differences(before, after)) == expected


@given(WORDS, WORDS)
def test_the_counts_explain_the_change_in_length(before, after):
    out, into = count_words(differences(" ".join(before), " ".join(after)))
    assert len(before) - out + into == len(after)


@given(TEXTS, TEXTS)
def test_each_side_is_its_text(one, other):
    left, right = side_by_side(one, other)
    assert joined(left, "same", "differs") == one
    assert joined(right, "same", "differs") == other
    for side in (left, right):
        assert all(piece.text for piece in side)
        assert all(a.kind != b.kind for a, b in itertools.pairwise(side))


@given(TEXTS, TEXTS)
def test_what_is_the_same_on_both_sides_is_so_but_for_case_and_space(one, other):
    left, right = (
        "".join(joined(side, "same").split()).casefold()
        for side in side_by_side(one, other)
    )
    assert left == right


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Where is it?", "where  is it", ("Where is it<?>", "where  is it")),
        ("my old card", "My new card", ("my <old> card", "My <new> card")),
        ("my card", "my lost card", ("my card", "my <lost> card")),
        ("STRASSE", "straße", ("STRASSE", "straße")),
        ("a\nb", "a b", ("a\nb", "a b")),
        ("one", "two", ("<one>", "<two>")),
        ("", "two", ("", "<two>")),
    ],
)
def test_words_the_other_row_does_not_have_are_marked(one, other, expected):
    assert tuple(map(shown, side_by_side(one, other))) == expected
