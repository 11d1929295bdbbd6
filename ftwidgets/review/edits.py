"""What does an edit or a label make of a row? The row itself never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ftwidgets.examples import Example, is_label, normalise_label, reply_of
from ftwidgets.literals import encodable
from ftwidgets.review.operations import VERDICTS, Operation
from ftwidgets.tasks import Task


def with_edits(example: Example, edits: Mapping[int, str]) -> Example:
    """The example with other texts in some messages; itself where there are none.

    Examples
    --------
    >>> row = {"messages": [{"role": "user", "content": "Hi"}], "id": 7}
    >>> with_edits(row, {0: "Hello"})["messages"][0]["content"], row["id"]
    ('Hello', 7)
    """
    if not edits:
        return example
    messages = [
        {**message, "content": edits[turn]} if turn in edits else message
        for turn, message in enumerate(example["messages"])
    ]
    return {**example, "messages": messages}


def reply_turn(example: Example) -> int | None:
    """Number of the last assistant message, from 0; ``None`` without one.

    Examples
    --------
    >>> reply_turn({"messages": [{"role": "user"}, {"role": "assistant"}]})
    1
    """
    messages = example["messages"]
    return next(
        (
            turn
            for turn in reversed(range(len(messages)))
            if _role(messages[turn]) == "assistant"
        ),
        None,
    )


def last_reply(example: Example) -> int:
    """Number of the message that is edited where none is named.

    Raises
    ------
    ValueError
        The row has no reply.

    Examples
    --------
    >>> last_reply({"messages": [{"role": "user"}]})
    Traceback (most recent call last):
    ValueError: the row has no reply; name the message to edit: turn=0 is the first
    """
    turn = reply_turn(example)
    if turn is None:
        raise ValueError(
            "the row has no reply; name the message to edit: turn=0 is the first"
        )
    return turn


def _role(message: Any) -> Any:
    return message.get("role") if isinstance(message, dict) else None


def class_of(example: Example, key: str) -> str | int | None:
    """What a row is grouped by: a key of it, or its class.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("user", "Hi"), ("assistant", "Greeting"), generator="template")
    >>> class_of(row, "class"), class_of(row, "generator"), class_of(row, "seed")
    ('greeting', 'template', None)
    """
    if key == "class":
        reply = reply_of(example)
        return normalise_label(reply) if is_label(reply) else None
    value = example.get(key)
    return value if isinstance(value, str | int) else None


def is_editable(message: Any) -> bool:
    """Whether a message is plain text."""
    return isinstance(message, dict) and isinstance(message.get("content"), str)


def complete(
    operation: Operation, example: Example, labels: Sequence[str]
) -> Operation:
    """A label or an edit checked against its row, the message it changes named.

    Raises
    ------
    ValueError
        The label is none of the task's, or the message cannot be edited.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("user", "Where is it?"), ("assistant", "billing"))
    >>> made = Operation("1", "label", "row", "mira", value="delivery")
    >>> complete(made, row, ["billing", "delivery"]).turn
    1
    """
    if operation.kind == "label":
        return _complete_label(operation, example, labels)
    turn, messages = operation.turn, example["messages"]
    if turn is None or turn >= len(messages):
        raise ValueError(f"there is no message {turn}; the row has {len(messages)}")
    if not is_editable(messages[turn]):
        raise ValueError(
            f"message {turn} is not plain text (parts or tool calls); "
            "only plain text can be edited here"
        )
    same = operation.value == messages[turn]["content"]
    return replace(operation, turn=turn, value=None if same else operation.value)


def _complete_label(
    operation: Operation, example: Example, labels: Sequence[str]
) -> Operation:
    value = operation.value
    if value in VERDICTS:
        return replace(operation, turn=None)
    if value not in labels:
        allowed = ", ".join((*VERDICTS, *labels))
        raise ValueError(f"{value!r} is no label here; use {allowed}")
    reply, turn = reply_of(example), reply_turn(example)
    speaks = is_label(reply) and turn is not None
    if not speaks or not is_editable(example["messages"][turn]):
        return replace(operation, turn=None, same=False)
    same = normalise_label(reply) == normalise_label(str(value))
    return replace(operation, turn=turn, same=same)


def check_labels(task: Task) -> tuple[str, ...]:
    """Labels of a task that a reviewer can give.

    Raises
    ------
    ValueError
        Two of them are alike, or one is called as a verdict is.

    Examples
    --------
    >>> check_labels(Task(labels=["billing", "keep"]))
    Traceback (most recent call last):
    ValueError: the label 'keep' means a verdict here; rename it in the task
    """
    seen: dict[str, str] = {}
    for label in task.labels:
        if encodable(label) != label:
            raise ValueError(f"the label {label!r} holds half a character; rename it")
        form = normalise_label(label)
        if form in VERDICTS:
            raise ValueError(
                f"the label {label!r} means a verdict here; rename it in the task"
            )
        if form in seen:
            raise ValueError(f"two labels are alike: {seen[form]!r} and {label!r}")
        seen[form] = label
    return tuple(task.labels)
