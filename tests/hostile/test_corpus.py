"""Is the hostile corpus what it says: large, the same each time, without accidents?"""

import re
import unicodedata
from collections import Counter
from itertools import combinations

from ftwidgets.findings import CODES
from hostile.corpus import CORPUS, ROOMS
from hostile.model import Row
from hostile.texts import TICKETS

CASES = [case for cases in CORPUS.values() for case in cases]


def words(text: str) -> set[str]:
    """Normalised words, characters where a script has no spaces."""
    spaceless = "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
    folded = unicodedata.normalize("NFKC", text).casefold()
    return set(re.findall(rf"{spaceless}|(?:(?!{spaceless})\w)+", folded))


def spoken(row: Row) -> set[str]:
    """Words of the user and assistant turns of a chat record."""
    messages = row.source.get("messages") if isinstance(row.source, dict) else None
    turns = [turn for turn in messages or () if isinstance(turn, dict)]
    texts = [
        turn["content"]
        for turn in turns
        if turn.get("role") in ("user", "assistant", "User", "Chatbot")
        and isinstance(turn.get("content"), str)
    ]
    return words(" ".join(texts))


def likeness(one: set[str], two: set[str]) -> float:
    """Jaccard similarity."""
    return len(one & two) / len(one | two) if one and two else 0.0


def test_corpus_is_as_large_as_the_issue_asks():
    assert len(CASES) >= 80
    assert sum(len(case.rows) for case in CASES) >= 240


def test_corpus_has_no_two_files_of_one_name():
    names = Counter((room, case.name) for room in CORPUS for case in CORPUS[room])
    assert max(names.values()) == 1


def test_corpus_names_only_known_codes():
    named = {code for case in CASES for row in case.rows for code in row.has.split()}
    named |= {code for case in CASES for row in case.rows for code in row.lacks.split()}
    assert named <= set(CODES)


def test_corpus_names_only_known_verdicts():
    accepted = set().union(*(row.accepted for case in CASES for row in case.rows))
    assert accepted == {"valid", "warn", "invalid"}


def test_corpus_is_the_same_each_time_it_is_made():
    for name, room in ROOMS.items():
        first = [case.content for case in CORPUS[name]]
        again = [case.content for case in room.cases()]
        for one, two in zip(first, again, strict=True):
            assert one == two or callable(one)


def test_corpus_has_every_row_on_its_line():
    for room in ("damage", "shapes", "tools", "formats", "vendors", "content"):
        for case in CORPUS[room]:
            if not case.name.endswith(".jsonl") or callable(case.content):
                continue
            lines = case.content.split(b"\n")
            assert all(row.data in lines[line - 1] for line, row in case.numbered)


def test_corpus_holds_no_copies_but_the_planted_ones():
    for case in CASES:
        rows = [(row, spoken(row)) for row in case.rows if row.accepted != {"invalid"}]
        alike = [
            (one.what, two.what)
            for (one, first), (two, second) in combinations(rows, 2)
            if likeness(first, second) >= 0.8 and two.verdict == "valid"
        ]
        assert not alike, case.name


def test_corpus_plants_copies_that_are_near_enough():
    for case in CORPUS["content"]:
        for position, row in enumerate(case.rows):
            if row.has in ("exact_duplicate", "near_duplicate"):
                earlier = [spoken(each) for each in case.rows[:position]]
                assert max(likeness(spoken(row), each) for each in earlier) >= 0.8


def test_corpus_tickets_share_no_more_than_half_their_words():
    for one, two in combinations(TICKETS, 2):
        assert likeness(words(" ".join(one)), words(" ".join(two))) < 0.5
        assert likeness(words(one[0]), words(two[0])) < 0.5
