"""Is Alpaca read with its input and history, and written back where it can be?"""

import pytest

from formats.reading import (
    ANSWER,
    QUESTION,
    SYSTEM,
    THANKS,
    examples_of,
    reading,
    records_of,
    written,
)


def test_instruction_input_history_and_system_become_turns():
    plain, joined, history, placeholder = examples_of("alpaca")
    assert plain == {"messages": [QUESTION, ANSWER]}
    assert joined["messages"][0]["content"] == (
        "Sort this ticket.\nMy card was charged twice."
    )
    assert history == {"messages": [SYSTEM, QUESTION, ANSWER, *THANKS]}
    assert placeholder["messages"][0]["content"] == "Say hello.\n<noinput>"


def test_what_needs_no_join_comes_back_unchanged():
    for record, example in zip(
        records_of("alpaca"), examples_of("alpaca"), strict=True
    ):
        back, losses = written("alpaca", example)
        assert losses == []
        assert (back == record) == (record["input"] == "")


@pytest.mark.parametrize("word", ["noinput", "No Input", "<noinput>", "none.", "N/A"])
def test_a_word_for_no_input_is_a_placeholder(word):
    record = {"instruction": "Say hello.", "input": word, "output": "Hello!"}
    (found,) = reading(record).findings
    assert (found.code, found.severity, found.path) == (
        "placeholder",
        "warning",
        "input",
    )


@pytest.mark.parametrize("text", ["", "None of these came", "input", "nobody"])
def test_other_inputs_are_no_placeholders(text):
    record = {"instruction": "Say hello.", "input": text, "output": "Hello!"}
    assert reading(record).findings == ()


def test_an_input_that_is_not_there_reads_like_an_empty_one():
    examples = [
        reading({"instruction": "a", **more, "output": "b"}).example
        for more in ({}, {"input": ""}, {"input": None})
    ]
    assert examples[0] == examples[1] == examples[2]


def test_a_history_that_is_no_list_of_pairs_is_an_error():
    record = {"instruction": "a", "input": "", "output": "b", "history": [["alone"]]}
    assert reading(record).example is None
    assert "wrong_type" in [each.code for each in reading(record).findings]
