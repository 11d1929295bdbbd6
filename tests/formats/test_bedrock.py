"""Are Nova's parts and Claude's system key read, and Nova written?"""

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


def test_nova_is_read_and_written_back_unchanged():
    (record,), (example,) = records_of("nova"), examples_of("nova")
    assert example == {"messages": [SYSTEM, QUESTION, ANSWER]}
    assert written("nova", example) == (record, [])


def test_a_nova_picture_stays_with_its_turn():
    picture = {"image": {"format": "png", "source": {"bytes": "AA=="}}}
    record = records_of("nova")[0]
    record["messages"][0]["content"].append(picture)
    example = reading(record).example
    assert example["messages"][1]["content"] == [
        {"type": "text", "text": QUESTION["content"]},
        {"type": "media", **picture},
    ]
    assert written("nova", example) == (record, [])


def test_two_system_turns_are_both_kept_and_the_second_is_named():
    second = {"role": "system", "content": "Be brief."}
    example = {"messages": [SYSTEM, second, QUESTION, ANSWER]}
    record, losses = written("nova", example)
    assert record["system"] == [{"text": SYSTEM["content"]}, {"text": "Be brief."}]
    assert losses == ["system_position"]


def test_claude_keeps_its_system_prompt_as_first_turn():
    assert examples_of("bedrock_claude") == [{"messages": [SYSTEM, QUESTION, ANSWER]}]


def test_a_system_turn_beside_a_system_key_is_not_claudes_shape():
    record = {"system": "Be brief.", "messages": [SYSTEM, QUESTION, ANSWER, *THANKS]}
    assert reading(record).format == "chat"
