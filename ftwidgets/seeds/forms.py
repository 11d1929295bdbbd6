"""What does a person fill in to write a seed, and which example does that make?"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ftwidgets.examples import Example, chat
from ftwidgets.tasks import Task


@dataclass(frozen=True, slots=True)
class FormField:
    """One field of a form.

    Attributes
    ----------
    name : str
        Its key in what `build_example` is given.
    title : str
        For people.
    hint : str
        What to write there, in one sentence.
    rows : int
        Height of the field in lines.
    optional : bool
        Whether it may stay empty.
    """

    name: str
    title: str
    hint: str
    rows: int = 3
    optional: bool = False


SYSTEM = FormField(
    "system",
    "System message",
    "Only where every call of the trained model will carry the same one.",
    2,
    optional=True,
)

FORMS: dict[str, tuple[FormField, ...]] = {
    "classification": (
        FormField(
            "text",
            "Text, as a customer would write it",
            "One message with its typing slips, tone and length as they come.",
        ),
        FormField("label", "Label", "The label alone, always spelt the same.", 1),
        SYSTEM,
    ),
    "format_conversion": (
        FormField(
            "input", "Text to convert", "As messy as the texts that will come.", 5
        ),
        FormField(
            "output",
            "The same in the wanted format",
            "Exactly what shall be parsed.",
            5,
        ),
        SYSTEM,
    ),
    "style_matching": (
        FormField("original", "Plain text", "What is to be said, in any style."),
        FormField(
            "rewritten",
            "The same in the wanted style",
            "Nothing added and nothing left out; only the style differs.",
        ),
        SYSTEM,
    ),
    "other": (
        FormField("user", "User", "What the model will be asked."),
        FormField("assistant", "Assistant", "The answer you would be proud of.", 5),
        SYSTEM,
    ),
}
"""The fields of each kind of task: the user's text, the reply, then the optional."""


def as_task(task: Task | str) -> Task:
    """A task as it is, or the plain task of a kind.

    Examples
    --------
    >>> as_task("style_matching").name
    'style matching'
    """
    if isinstance(task, Task):
        return task
    if not isinstance(task, str) or task not in FORMS:
        raise ValueError(
            f"task must be an ftwidgets.Task or one of {', '.join(FORMS)}, got {task!r}"
        )
    return Task(task.replace("_", " "), task)


def text_fields(task: Task | str) -> tuple[str, str]:
    """Names of the two fields that become the user's text and the reply.

    Examples
    --------
    >>> text_fields("classification")
    ('text', 'label')
    """
    user, reply = (each.name for each in FORMS[as_task(task).kind] if not each.optional)
    return user, reply


def build_example(task: Task | str, fields: Mapping[str, str]) -> Example:
    """Chat example of what stands in a form.

    Parameters
    ----------
    task : Task or str
        Its kind decides the form; see `FORMS`.
    fields : mapping of str to str
        Text by name of field. One not filled in yet counts as empty: what an example
        lacks is for `ftwidgets.validate` to say. Texts stay as typed, but the white
        space around a label goes.

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        The form has no such field.
    TypeError
        A field does not hold text.

    Examples
    --------
    >>> fields = {"text": "Where is my lamp?", "label": " delivery "}
    >>> build_example("classification", fields)["messages"][1]
    {'role': 'assistant', 'content': 'delivery'}
    """
    form = FORMS[as_task(task).kind]
    names = [each.name for each in form]
    for name, text in fields.items():
        if name not in names:
            raise ValueError(
                f"the form has no field {name!r}; its fields are {', '.join(names)}"
            )
        if not isinstance(text, str):
            raise TypeError(f"field {name!r} must hold text, got {type(text).__name__}")
    user, reply = text_fields(task)
    system, answer = fields.get("system", ""), fields.get(reply, "")
    turns = [("system", system)] if system.strip() else []
    turns.append(("user", fields.get(user, "")))
    turns.append(("assistant", answer.strip() if reply == "label" else answer))
    return chat(*turns)


def fields_of(task: Task | str, example: Example) -> dict[str, str] | None:
    """What stands in the form for an example; ``None`` where the form cannot show it.

    A form has room for one question, its answer and a system message, all of them
    plain text: what `build_example` would not give back is not shown.

    Examples
    --------
    >>> fields_of("other", chat(("user", "Hi"), ("assistant", "Hello")))
    {'user': 'Hi', 'assistant': 'Hello'}
    """
    user, reply = text_fields(task)
    names = {"system": "system", "user": user, "assistant": reply}
    try:
        fields = {
            names.get(turn.get("role"), ""): turn.get("content")
            for turn in example["messages"]
        }
        same = build_example(task, fields)["messages"] == example["messages"]
    except (TypeError, ValueError):
        return None
    return fields if same else None


def field_at(task: Task | str, fields: Mapping[str, str], path: str) -> str | None:
    """Which field of a form a finding's path points at; ``None`` for the whole.

    Examples
    --------
    >>> field_at("other", {"user": "Hi"}, "messages[1].content")
    'assistant'
    """
    user, reply = text_fields(task)
    names = ["system"] if fields.get("system", "").strip() else []
    names += [user, reply]
    found = re.match(r"messages\[(\d+)\]", path)
    at = int(found[1]) if found else len(names)
    return names[at] if at < len(names) else None
