"""Does TRL's conversational pair train the completion only, and is that kept?"""

from formats.reading import (
    ANSWER,
    QUESTION,
    SYSTEM,
    THANKS,
    examples_of,
    records_of,
    written,
)


def test_earlier_replies_in_the_prompt_weigh_nothing():
    first, second = examples_of("trl-prompt-completion")
    assert first == {"messages": [SYSTEM, QUESTION, ANSWER]}
    assert second == {"messages": [QUESTION, {**ANSWER, "weight": 0}, *THANKS]}


def test_pairs_of_messages_come_back_unchanged():
    name = "trl-prompt-completion"
    for record, example in zip(records_of(name), examples_of(name), strict=True):
        assert written(name, example) == (record, [])


def test_replies_that_would_not_be_trained_are_named():
    example = {"messages": [QUESTION, ANSWER, *THANKS]}
    assert written("trl-prompt-completion", example)[1] == ["earlier_replies_untrained"]
