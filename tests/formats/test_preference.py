"""Is preference data left out unless asked for, and then read as the chosen reply?"""

import pytest

from formats.reading import ANSWER, QUESTION, reading, records_of
from ftwidgets.files.records import RawRecord
from ftwidgets.findings import verdict
from ftwidgets.recognition import read_record


@pytest.mark.parametrize("record", records_of("preference"))
def test_preference_records_are_no_examples_by_themselves(record):
    answer = reading(record)
    assert (answer.format, answer.example) == ("preference", None)
    assert answer.findings[0].code == "preference_record"


@pytest.mark.parametrize("record", records_of("preference"))
def test_the_chosen_reply_is_read_where_that_is_asked_for(record):
    example = read_record(RawRecord(1, record), preference="chosen").example
    if record.get("label") is False:
        assert "No idea." not in str(example)
    else:
        assert example["messages"] == [QUESTION, ANSWER]


def test_a_liked_completion_is_its_own_chosen_reply():
    record = {"prompt": "Hi", "completion": "Hello", "label": True}
    example = read_record(RawRecord(1, record), preference="chosen").example
    assert [turn["content"] for turn in example["messages"]] == ["Hi", "Hello"]


@pytest.mark.parametrize(
    "broken",
    [
        {"prompt": "Hi", "chosen": None, "rejected": "No."},
        {"prompt": "Hi", "chosen": "Yes."},
        {"prompt": "Hi", "completion": None, "label": True},
        {
            "input": {"messages": [{"role": "user", "content": "Hi"}]},
            "preferred_output": [{"role": "user", "content": "Yes."}],
            "non_preferred_output": [{"role": "assistant", "content": "No."}],
        },
        {
            "input": {"messages": []},
            "preferred_output": [{"role": "assistant", "content": "Yes."}],
            "non_preferred_output": [{"role": "assistant", "content": "No."}],
        },
    ],
)
def test_a_pair_without_two_replies_is_an_error(broken):
    findings = read_record(RawRecord(1, broken)).findings
    assert verdict(findings) == "invalid"
