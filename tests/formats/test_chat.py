"""Is the messages format read as it is, and written with the keys a service takes?"""

from formats.reading import ANSWER, QUESTION, examples_of, records_of, written


def test_chat_records_are_examples_as_they_are():
    for name in ("chat", "openai"):
        assert examples_of(name) == records_of(name)
        for record in records_of(name):
            assert written("chat", record) == (record, [])


def test_openai_takes_tools_weights_parts_and_names():
    for record in records_of("openai"):
        assert written("openai", record) == (record, [])


def test_openai_takes_no_other_keys_and_each_is_named():
    example = {
        "messages": [QUESTION, {**ANSWER, "reasoning_content": "Hm."}],
        "id": 7,
        "source": "mail",
        "images": ["a.png"],
        "tools": [],
        "parallel_tool_calls": False,
    }
    record, losses = written("openai", example)
    assert record == {"messages": [QUESTION, ANSWER], "parallel_tool_calls": False}
    assert sorted(losses) == [
        "empty_value",
        "extra_key",
        "media",
        "message_key",
        "record_id",
    ]


def test_parts_openai_does_not_know_are_named():
    part = {"type": "video_url", "video_url": {"url": "a.mp4"}}
    turn = {"role": "user", "content": [{"type": "text", "text": "Look"}, part]}
    assert written("openai", {"messages": [turn, ANSWER]})[1] == ["media"]
