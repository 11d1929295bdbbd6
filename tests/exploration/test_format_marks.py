"""Is what is lost, changed or made up marked where it stands?"""

from ftwidgets.conversion import write
from ftwidgets.examples import chat
from ftwidgets.exploration.formats.marks import Places, grouped, in_words, mark_losses
from ftwidgets.formats.base import Loss
from ftwidgets.targets import TARGETS

ROW = chat(
    ("system", "Be kind."), ("user", "Hi"), ("assistant", "Hello"), split="train"
)


def marks_in(row, target, source=None):
    record, losses = write(row, TARGETS[target])
    return record, mark_losses(row if source is None else source, row, record, losses)


def test_a_lost_key_and_a_lost_message_are_marked_in_the_source():
    _, marks = marks_in(ROW, "openai")
    assert marks.source == {"split": "lost"}
    assert marks.codes == {"split": "extra_key"}
    _, marks = marks_in(ROW, "completion")
    assert marks.source == {"messages[0]": "lost"}
    assert marks.codes == {"messages[0]": "system_prompt"}


def test_of_earlier_turns_only_those_are_marked_that_are_gone():
    row = chat(("user", "One"), ("assistant", "1"), ("user", "Two"), ("assistant", "2"))
    _, marks = marks_in(row, "completion")
    assert marks.source == {"messages[0]": "lost", "messages[1]": "lost"}


def test_what_is_only_written_otherwise_is_changed_and_not_lost():
    row = chat(("developer", "Be kind."), ("user", "Hi"), ("assistant", "Hello"))
    _, marks = marks_in(row, "trl-messages")
    assert marks.source == {"messages[0]": "changed"}


def test_a_source_in_another_format_is_marked_by_its_texts():
    source = {
        "conversations": [
            {"from": "system", "value": "Be kind."},
            {"from": "human", "value": "Hi"},
            {"from": "gpt", "value": "Hello"},
        ]
    }
    _, marks = marks_in(
        chat(("system", "Be kind."), ("user", "Hi"), ("assistant", "Hello")),
        "completion",
        source,
    )
    assert marks.source == {"conversations[0].value": "lost"}


def test_what_the_format_asks_for_and_no_record_says_is_invented():
    record, marks = marks_in(ROW, "nova")
    assert record["schemaVersion"] == "bedrock-conversation-2024"
    assert marks.result == {"schemaVersion": "invented"}
    assert marks.invented == ["schemaVersion"]


def test_another_name_for_a_role_is_no_invention():
    _, marks = marks_in(chat(("user", "Hi"), ("assistant", "Hello")), "sharegpt")
    assert marks.result == {}
    assert marks.invented == []


def test_what_is_put_between_joined_texts_is_marked_alone():
    parts = [{"type": "text", "text": "one"}, {"type": "text", "text": "two"}]
    row = {
        "messages": [
            {"role": "user", "content": parts},
            {"role": "assistant", "content": "Hello"},
        ]
    }
    record, marks = marks_in(row, "completion")
    assert record["prompt"] == "one\ntwo"
    assert marks.spans == {"prompt": [(3, 4, "changed")]}
    assert marks.source == {"messages[0].content": "changed"}


def test_a_place_that_cannot_be_told_is_not_marked():
    assert Places({"a": "x"}, chat(("user", "Hi"))).of("messages[0].content") == []
    assert Places({"a": "x"}, chat(("user", "Hi"))).of("") == []
    assert Places(ROW, ROW).of("messages[7].weight") == []


def test_nothing_is_marked_where_nothing_is_written():
    marks = mark_losses(ROW, ROW, None, [Loss("extra_key", "split")])
    assert (marks.source, marks.result, marks.spans) == ({"split": "lost"}, {}, {})


def test_paths_are_grouped_and_named_in_order():
    paths = [f"messages[{n}].train" for n in range(5)]
    assert list(grouped([*paths, "id"])) == [paths, ["id"]]
    assert in_words(paths) == (
        "messages[0].train, messages[1].train, messages[2].train and 2 more"
    )
