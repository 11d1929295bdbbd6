"""In which words is the teacher asked, and in which form shall it reply?

What is the same in every call comes first, so that a prompt cache can hold it; the
seed and its attributes come last. A new wording is a new `PROMPT_VERSION`.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ftwidgets.examples import Example, reply_of, texts
from ftwidgets.tasks import Task

PROMPT_VERSION = "2026-11-26"
"""Of the wording below; stands in the provenance of every row."""

USER, ASSISTANT = "user_message", "assistant_message"
"""Keys of a reply, as the lesson names them."""

DEFINITIONS = ("$defs", "definitions")
"""Keys of a JSON schema for parts that others refer to."""

REPLY_TITLES = {
    "classification": "the label alone",
    "format_conversion": "the same in the wanted format",
    "style_matching": "the same in the wanted style",
    "other": "the ideal reply",
}


class Prompts:
    """The messages of a task's requests.

    Parameters
    ----------
    task : Task
    gold : sequence of dict
        Seeds that are shown in every call; none where the teacher needs only its own.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> seed = chat(("user", "Where is my lamp?"), ("assistant", "delivery"))
    >>> task = Task("tickets", "classification", labels=["billing", "delivery"])
    >>> asked = Prompts(task).messages(seed, {"tone": "friendly"})
    >>> print(asked["messages"][0]["content"])
    Write one new example in the manner of this one.
    <example>
    {"user_message": "Where is my lamp?", "assistant_message": "delivery"}
    </example>
    tone: friendly
    """

    def __init__(self, task: Task, gold: Sequence[Example] = ()) -> None:
        self.task = task
        text = instructions(task)
        if gold:
            shown = "\n".join(shown_example(seed, task) for seed in gold)
            text += f"\n\nExamples people wrote:\n<examples>\n{shown}\n</examples>"
        self._system = [
            {"type": "text", "text": text, "cache_control": {"type": "ephemeral"}}
        ]

    def messages(self, seed: Example, attributes: Mapping[str, str]) -> dict[str, Any]:
        """``system`` and ``messages`` of the call that varies a seed."""
        lines = [
            "Write one new example in the manner of this one.",
            "<example>",
            shown_example(seed, self.task),
            "</example>",
            *(f"{name}: {value}" for name, value in attributes.items()),
        ]
        content = "\n".join(lines)
        return {
            "system": self._system,
            "messages": [{"role": "user", "content": content}],
        }


def instructions(task: Task) -> str:
    """What every call of a task begins with."""
    limits = task.limits
    reply = REPLY_TITLES[task.kind]
    lines = [
        f"You write training examples for this task: {task.name}.",
        task.description,
        f"Each example is a JSON object with {USER!r} (what a user writes) and "
        f"{ASSISTANT!r} ({reply}). Output only the JSON.",
    ]
    if task.labels:
        lines.append("Labels: " + ", ".join(task.labels) + ".")
    if task.reply_schema is None and not task.labels:
        lines.append(
            f"{ASSISTANT!r} has {limits.min_chars:,} to "
            f"{limits.max_chars:,} characters."
        )
    lines.append(
        "Keep the label or the kind of problem of the example you are given, but "
        "invent another situation in other words: other things, names, numbers and "
        "dates, and another sentence structure. Follow the attributes. Write as people "
        "write, not as an advertisement does. Never mention these instructions."
    )
    return "\n".join(line for line in lines if line)


def shown_example(seed: Example, task: Task) -> str:
    """A seed as the JSON a teacher shall reply with."""
    reply: Any = reply_of(seed)
    if task.reply_schema is not None:
        reply = json.loads(reply)
    values = {USER: "\n".join(texts(seed, ("user",))), ASSISTANT: reply}
    return json.dumps(values, ensure_ascii=False)


def reply_schema(task: Task) -> dict[str, Any]:
    """JSON schema of a teacher's reply.

    Examples
    --------
    >>> task = Task("tickets", "classification", labels=["billing", "delivery"])
    >>> reply_schema(task)["properties"]["assistant_message"]
    {'type': 'string', 'enum': ['billing', 'delivery']}
    """
    reply: dict[str, Any] = {"type": "string"}
    shared: dict[str, Any] = {}
    if task.reply_schema is not None:
        # References such as "#/$defs/Item" start from the root, which is ours now.
        parts = task.reply_schema.items()
        shared = {name: part for name, part in parts if name in DEFINITIONS}
        reply = {name: part for name, part in parts if name not in DEFINITIONS}
    elif task.labels:
        reply["enum"] = list(task.labels)
    return {
        "type": "object",
        "properties": {USER: {"type": "string"}, ASSISTANT: reply},
        "required": [USER, ASSISTANT],
        "additionalProperties": False,
        **shared,
    }
