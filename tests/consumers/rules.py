"""What do consumers ask for that have no checker for us to run?

OpenAI's cookbook and LLaMA-Factory's converter are said again in a few lines, and so
are Nova's and Fireworks' guides. Each check gives its complaints about one record.
"""

import json
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

Record = dict[str, Any]

COOKBOOK_KEYS = {"role", "content", "name", "function_call", "weight"}
COOKBOOK_ROLES = {"system", "user", "assistant", "function"}
FIREWORKS_ROLES = {"system", "user", "assistant", "tool"}
LLAMAFACTORY_TAGS = (("human", "observation"), ("gpt", "function_call"))
NOVA_KEYS = {"schemaVersion", "system", "messages"}


def check_cookbook(record: Record) -> Iterator[str]:
    """Seven checks of OpenAI's cookbook on data preparation for chat fine-tuning."""
    if not isinstance(record, dict):
        yield "data_type"
        return
    messages = record.get("messages")
    if not messages:
        yield "missing_messages_list"
        return
    for turn in messages:
        if "role" not in turn or "content" not in turn:
            yield "message_missing_key"
        if not set(turn) <= COOKBOOK_KEYS:
            yield "message_unrecognized_key"
        if turn.get("role") not in COOKBOOK_ROLES:
            yield "unrecognized_role"
        content, called = turn.get("content"), turn.get("function_call")
        if (not content and not called) or not isinstance(content, str):
            yield "missing_content"
    if not any(turn.get("role") == "assistant" for turn in messages):
        yield "example_missing_assistant_message"


def check_fireworks(record: Record) -> Iterator[str]:
    """Message schema of Fireworks' guide to supervised fine-tuning."""
    turns = record["messages"]
    roles = [turn["role"] for turn in turns]
    if not set(roles) <= FIREWORKS_ROLES:
        yield "a role other than system, user, assistant and tool"
    if "system" in roles[1:]:
        yield "a system message that is not the first"
    if any(not isinstance(turn["content"], str | list) for turn in turns):
        yield "content that is neither text nor parts"
    if any(turn.get("weight", 1) not in (0, 1) for turn in turns):
        yield "a weight other than 0 and 1"


def check_sharegpt(record: Record) -> Iterator[str]:
    """What LLaMA-Factory's converter turns into an empty example."""
    turns = record["conversations"]
    turns = turns[1:] if turns[0]["from"] == "system" else turns
    for index, turn in enumerate(turns):
        if turn["from"] not in LLAMAFACTORY_TAGS[index % 2]:
            yield f"invalid role tag {turn['from']}"
        if not isinstance(turn["value"], str):
            yield "a value that is no text"
    if not turns or len(turns) % 2:
        yield "invalid message count"
    if not isinstance(json.loads(record.get("tools", "[]")), list):
        yield "tools that are no list"


def check_alpaca(record: Record) -> Iterator[str]:
    """What LLaMA-Factory's converter joins: texts, earlier rounds as pairs of them."""
    texts = [record["instruction"], record["input"], record["output"]]
    texts.append(record.get("system", ""))
    for question, answer in record.get("history", ()):
        texts += [question, answer]
    if not all(isinstance(text, str) for text in texts):
        yield "something that is no text"


def check_nova(record: Record) -> Iterator[str]:
    """Constraints of Amazon's guide to preparing data for Nova."""
    roles = [turn["role"] for turn in record["messages"]]
    if record["schemaVersion"] != "bedrock-conversation-2024":
        yield "another schema"
    if not set(record) <= NOVA_KEYS or not set(roles) <= {"user", "assistant"}:
        yield "a key or role of another format"
    if roles[0] != "user" or roles[-1] != "assistant":
        yield "first user, last assistant"
    if any(one == next_one for one, next_one in pairwise(roles)):
        yield "turns do not alternate"
    contents = [turn["content"] for turn in record["messages"]]
    for content in [*contents, record.get("system", [])]:
        if any(not isinstance(block.get("text"), str) for block in content):
            yield "a block that is no text"


RULES: dict[str, Callable[[Record], Iterator[str]]] = {
    "cookbook": check_cookbook,
    "fireworks": check_fireworks,
    "alpaca": check_alpaca,
    "sharegpt": check_sharegpt,
    "nova": check_nova,
}
"""Each set of rules by its name."""
