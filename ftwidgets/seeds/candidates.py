"""What may become a gold seed, once a person has looked at it?"""

from collections.abc import Sequence
from dataclasses import dataclass

from ftwidgets.examples import (
    Example,
    is_blank,
    is_label,
    messages_of,
    normalise_label,
    reply_of,
)
from ftwidgets.findings import Finding, finding
from ftwidgets.seeds.checks import user_text
from ftwidgets.tasks import Task
from ftwidgets.validation import validate


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may become a seed.

    Attributes
    ----------
    example : dict or None
        Its chat form; ``None`` where it has none.
    findings : tuple of Finding
        What is wrong with it, or worth knowing.
    source : str
        Where it stood, counted from 1.
    label : str or None
        In a classification task; ``None`` where a person must set it.
    """

    example: Example | None
    findings: tuple[Finding, ...]
    source: str
    label: str | None = None

    @property
    def usable(self) -> bool:
        """Whether it can be added as it is."""
        errors = any(each.severity == "error" for each in self.findings)
        return self.example is not None and not errors

    @property
    def text(self) -> str:
        """What the user says in it; empty where it is no example."""
        return user_text(self.example)


def labelled(example: Example, label: str) -> Example:
    """The example with this label as its reply; another reply gives way.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("user", "Where is my lamp?"), split="train")
    >>> labelled(row, "delivery")["messages"][1]
    {'role': 'assistant', 'content': 'delivery'}
    """
    turns = messages_of(example)
    if turns and turns[-1].get("role") == "assistant":
        turns = turns[:-1]
    reply = {"role": "assistant", "content": label}
    return {**example, "messages": [*turns, reply]}


def candidate_of(
    example: Example, task: Task, source: str, notes: Sequence[Finding] = ()
) -> Candidate:
    """Candidate with everything that validation says of it, behind these notes.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("user", "Where is my lamp?"), ("assistant", ""))
    >>> found = candidate_of(row, Task("tickets", "classification"), "row 7")
    >>> found.usable, found.label, found.findings[0].message
    (False, None, 'no label yet; choose one')
    """
    found = [*notes, *validate(example, task=task)]
    if task.kind != "classification":
        return Candidate(example, tuple(found), source)
    reply, turns = reply_of(example), messages_of(example)
    labels = map(normalise_label, task.labels)
    label = reply if is_label(reply) or normalise_label(reply) in labels else None
    if is_blank(reply) and turns and turns[-1].get("role") == "assistant":
        path = f"messages[{len(turns) - 1}].content"
        found = [each for each in found if each.path != path]
        found.append(finding("empty_content", path, "no label yet; choose one"))
    return Candidate(example, tuple(found), source, label)
