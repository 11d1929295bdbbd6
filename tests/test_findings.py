"""Is there one table of codes, and one verdict for what was found?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ftwidgets.findings import CODES, NAMED_REPAIRS, Finding, finding, verdict


@pytest.mark.parametrize("code", CODES)
def test_codes_are_snake_case_with_a_severity_and_a_meaning(code):
    severity, meaning = CODES[code]
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", code)
    assert severity in ("error", "warning", "note")
    assert meaning
    assert not meaning.endswith(".")


@pytest.mark.parametrize("name", NAMED_REPAIRS)
def test_repairs_say_what_was_done(name):
    assert re.match(r"(removed|decoded|read|passed) ", NAMED_REPAIRS[name])


@given(st.lists(st.sampled_from(sorted(CODES))))
def test_the_verdict_is_that_of_the_worst_finding(codes):
    severities = {CODES[code][0] for code in codes}
    expected = "valid"
    if "warning" in severities:
        expected = "warn"
    if "error" in severities:
        expected = "invalid"
    assert verdict(map(finding, codes)) == expected


def test_a_finding_takes_its_words_from_the_table_unless_given():
    assert finding("pii").message == CODES["pii"][1]
    own = finding("pii", "messages[0]", "a name", severity="error")
    assert own == Finding("pii", "error", "messages[0]", "a name")
    assert str(own) == "error pii: a name"


def test_an_unknown_code_is_a_mistake_in_the_program():
    with pytest.raises(KeyError):
        finding("no_such_code")
