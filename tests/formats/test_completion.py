"""Is a prompt with its completion one round, and one round such a pair?"""

from formats.reading import (
    ANSWER,
    QUESTION,
    SYSTEM,
    THANKS,
    examples_of,
    records_of,
    written,
)


def test_a_pair_comes_back_unchanged_white_space_included():
    for record, example in zip(
        records_of("completion"), examples_of("completion"), strict=True
    ):
        assert written("completion", example) == (record, [])
    assert examples_of("completion")[0]["messages"][1]["content"].startswith(" ")


def test_only_the_last_round_is_written_and_the_rest_is_named():
    example = {"messages": [SYSTEM, QUESTION, ANSWER, *THANKS]}
    record, losses = written("completion", example)
    assert record == {"prompt": "Thank you", "completion": "You are welcome."}
    assert sorted(losses) == ["earlier_turns", "system_prompt"]
