"""Level 1: is every example well-formed, and fit for its task?

All findings of an example are reported, none stops the others, and no data whatsoever
makes it raise.
"""

from collections.abc import Iterator
from typing import Any

from ftwidgets.examples import normalise_label
from ftwidgets.findings import Finding, finding
from ftwidgets.tasks import Limits, Task, follows_output_format
from ftwidgets.validation.content import look_at
from ftwidgets.validation.structure import check_messages, check_structure, texts_of

ANY_TASK = Task()


def validate(
    example: Any, limits: Limits | None = None, task: Task = ANY_TASK
) -> list[Finding]:
    """Find everything that is wrong with one example.

    Parameters
    ----------
    example : object
        A chat example, or whatever came instead; it is not changed.
    limits : Limits, optional
        Lengths of an assistant turn in characters; those of the task by default.
    task : Task
        Whose labels and output format the replies must follow.

    Returns
    -------
    list of Finding
        Errors, warnings and notes in the order of the messages; empty if clean.

    Source
    ------
    The lesson's level 1, with the errors it misses or crashes on.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> validate(chat(("user", "Where is my parcel?"), ("assistant", "delivery")))
    []
    >>> [each.code for each in validate({"messages": None})]
    ['wrong_type']
    """
    found = check_messages(example)
    if found:
        return found
    found = list(check_structure(example))
    messages = example["messages"]
    for index, text in texts_of(messages):
        path = f"messages[{index}].content"
        found += look_at(text, path)
        if messages[index].get("role") == "assistant":
            found += _check_reply(text, path, limits or task.limits, task)
    return found


def _check_reply(
    reply: str, path: str, limits: Limits, task: Task
) -> Iterator[Finding]:
    length = len(reply)
    if length < limits.min_chars:
        counted = "1 character" if length == 1 else f"{length} characters"
        sentence = f"{counted}, the task asks for {limits.min_chars} or more"
        yield finding("too_short", path, sentence)
    if length > limits.max_chars:
        sentence = f"{length:,} characters, the task allows {limits.max_chars:,}"
        yield finding("too_long", path, sentence)
    if task.labels and normalise_label(reply) not in map(normalise_label, task.labels):
        sentence = f"not one of the {len(task.labels)} labels of the task"
        yield finding("unknown_label", path, sentence)
    elif not follows_output_format(reply, task):
        wanted = task.production.output_format
        yield finding("bad_output_format", path, f"the reply is not {wanted}")
