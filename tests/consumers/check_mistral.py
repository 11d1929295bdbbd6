"""What does Mistral's fine-tuning validator say? Runs in the consumers' environment.

Messages become the validator's classes, which refuse keys they do not know; what
mistral-finetune's ``build_instruct_sample`` asks for before is asked for here too.
"""

from collections.abc import Iterator
from typing import Any

from mistral_common.protocol.instruct.messages import (
    FinetuningAssistantMessage,
    SystemMessage,
    ToolMessage,
    UserMessage,
)
from mistral_common.protocol.instruct.tool_calls import Tool
from mistral_common.protocol.instruct.validator import (
    MistralRequestValidatorV3,
    ValidationMode,
)
from protocol import Record, answer, one_by_one

CLASSES: dict[str, Any] = {
    "system": SystemMessage,
    "user": UserMessage,
    "assistant": FinetuningAssistantMessage,
    "tool": ToolMessage,
}
RECORD_KEYS = {"messages", "tools"}
FUNCTION_KEYS = {"name", "description", "parameters"}

VALIDATOR = MistralRequestValidatorV3(mode=ValidationMode.finetuning)


def check(record: Record) -> Iterator[str]:
    """Complaints of the reader; the validator raises its own."""
    turns, tools = record["messages"], record.get("tools", [])
    if extra := sorted(set(record) - RECORD_KEYS):
        yield f"keys beside the messages: {extra}"
    if sum(turn["role"] == "system" for turn in turns) > 1:
        yield "more than one system message"
    for tool in tools:
        if missing := sorted(FUNCTION_KEYS - set(tool["function"])):
            yield f"a function without {missing}"
    messages = [CLASSES[turn["role"]].model_validate(turn) for turn in turns]
    VALIDATOR.validate_messages(messages)
    VALIDATOR._validate_tools([Tool.from_openai(tool) for tool in tools])


if __name__ == "__main__":
    answer(one_by_one(check))
