"""What shall the model do, within which limits, and how will it be called?

Limits belong to the task: "billing" is a fine answer in a classification task. And the
lesson's first rule lives here: training format = inference format.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ftwidgets.examples import (
    Example,
    count,
    messages_of,
    normalise_label,
    reply_of,
    texts,
)

Kind = Literal["classification", "format_conversion", "style_matching", "other"]
OutputFormat = Literal["text", "json", "label"]

KINDS: tuple[str, ...] = (
    "classification",
    "format_conversion",
    "style_matching",
    "other",
)
OUTPUT_FORMATS: tuple[str, ...] = ("text", "json", "label")


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an assistant turn may be, in characters, both ends included.

    Examples
    --------
    >>> Limits(min_chars=10, max_chars=4000)
    Limits(min_chars=10, max_chars=4000)
    """

    min_chars: int = 1
    max_chars: int = 32_000

    def __post_init__(self) -> None:
        low, high = self.min_chars, self.max_chars
        if not (isinstance(low, int) and isinstance(high, int) and 0 <= low <= high):
            raise ValueError(
                f"limits must be whole numbers 0 <= min_chars <= max_chars, got "
                f"min_chars={low!r}, max_chars={high!r}"
            )


LESSON_LIMITS = Limits(10, 4_000)
"""The lesson's level 1, for every task alike."""

LIMITS: dict[str, Limits] = {
    "classification": Limits(1, 60),
    "format_conversion": Limits(1, 32_000),
    "style_matching": Limits(10, 8_000),
    "other": Limits(1, 32_000),
}
"""Limits of each kind of task, where the task names none of its own."""


@dataclass(frozen=True, slots=True)
class Production:
    """How the trained model will be called; ``None`` where it is not decided.

    Attributes
    ----------
    system_prompt : bool or None
        Whether every call carries a system prompt.
    multi_turn : bool or None
        Whether a call may carry more than one user turn.
    output_format : {"text", "json", "label"} or None
        What the caller parses.
    """

    system_prompt: bool | None = None
    multi_turn: bool | None = None
    output_format: OutputFormat | None = None

    def __post_init__(self) -> None:
        for name in ("system_prompt", "multi_turn"):
            value = getattr(self, name)
            if value is not None and not isinstance(value, bool):
                raise ValueError(f"{name} must be True, False or None, got {value!r}")
        if self.output_format not in (None, *OUTPUT_FORMATS):
            raise ValueError(
                f"output_format must be one of {', '.join(OUTPUT_FORMATS)} or None, "
                f"got {self.output_format!r}"
            )


@dataclass(frozen=True, slots=True)
class Task:
    """What the model is trained for.

    Attributes
    ----------
    name : str
        For people.
    kind : {"classification", "format_conversion", "style_matching", "other"}
        Decides the usual limits.
    labels : tuple of str
        The classes of a classification task; empty where any reply is allowed.
    limits : Limits or None
        Lengths of a reply; ``None`` takes those of the kind.
    production : Production
        How the model will be called.
    description : str
        What the model shall do, in words for a teacher that writes more examples.
    attributes : mapping of str to sequence of str
        In what the teacher's examples shall differ, such as
        ``{"tone": ["calm", "angry"]}``.
    reply_schema : mapping or None
        JSON schema of a reply that is JSON; ``None`` where replies are text.

    Examples
    --------
    >>> task = Task("tickets", "classification", labels=["billing", "delivery"])
    >>> task.limits
    Limits(min_chars=1, max_chars=60)
    """

    name: str = "any task"
    kind: Kind = "other"
    labels: Sequence[str] = ()
    limits: Limits | None = None
    production: Production = field(default_factory=Production)
    description: str = ""
    attributes: Mapping[str, Sequence[str]] = field(default_factory=dict, hash=False)
    reply_schema: Mapping[str, Any] | None = field(default=None, hash=False)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(
                f"kind must be one of {', '.join(KINDS)}, got {self.kind!r}"
            )
        if isinstance(self.labels, str):
            raise TypeError("labels must be a list of strings, got one string")
        object.__setattr__(self, "labels", tuple(self.labels))
        if not all(isinstance(label, str) for label in self.labels):
            raise ValueError(f"labels must be strings, got {self.labels!r}")
        if self.limits is None:
            object.__setattr__(self, "limits", LIMITS[self.kind])
        if not isinstance(self.description, str):
            raise TypeError(f"description must be text, got {self.description!r:.80}")
        object.__setattr__(self, "attributes", _attributes(self.attributes))

    def to_dict(self) -> dict[str, Any]:
        """The task as JSON values; what only a teacher needs is left out if empty."""
        values = json.loads(json.dumps(asdict(self)))
        empty = [name for name, none in _NOT_TOLD.items() if values[name] == none]
        return {name: value for name, value in values.items() if name not in empty}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Task":
        """Task from JSON values; unknown keys are refused by name."""
        values = dict(values)
        if isinstance(values.get("limits"), dict):
            values["limits"] = Limits(**values["limits"])
        if isinstance(values.get("production"), dict):
            values["production"] = Production(**values["production"])
        return cls(**values)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A way in which the dataset differs from how the model will be called.

    Attributes
    ----------
    code : str
        ``system_prompt_missing``, ``system_prompt_unused``, ``multi_turn_unused`` or
        ``output_format``.
    rows : tuple of int
        Positions of the examples that differ.
    message : str
        One sentence for people.
    """

    code: str
    rows: tuple[int, ...]
    message: str


_NOT_TOLD: dict[str, Any] = {"description": "", "attributes": {}, "reply_schema": None}
"""What only a teacher needs, and how it says nothing; ``{}`` as a schema says: any."""


def _attributes(given: Any) -> dict[str, tuple[str, ...]]:
    """Values of each attribute; whoever gives others is told what is allowed."""
    if not isinstance(given, Mapping):
        raise TypeError(
            f'attributes is a dict such as {{"tone": ["calm"]}}, got {given!r:.80}'
        )
    for name, values in given.items():
        is_list = isinstance(values, Sequence) and not isinstance(values, str)
        if not is_list or not values or not all(isinstance(v, str) for v in values):
            raise ValueError(
                f"attribute {name!r} needs a list of texts to choose from, "
                f"got {values!r:.80}"
            )
    return {str(name): tuple(values) for name, values in given.items()}


def compare_with_production(examples: Iterable[Example], task: Task) -> list[Mismatch]:
    """Where training format and inference format differ.

    Parameters
    ----------
    examples : iterable of dict
        Chat examples.
    task : Task
        Its `Task.production` says how the model will be called; what is ``None``
        there is not compared.

    Returns
    -------
    list of Mismatch
        Empty where everything fits.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Hi"), ("assistant", "Hello"))]
    >>> task = Task(production=Production(system_prompt=True))
    >>> compare_with_production(rows, task)[0].code
    'system_prompt_missing'
    """
    rows = list(examples)
    found = []
    for code, applies, differs, sentence in _RULES:
        if not applies(task.production):
            continue
        where = tuple(i for i, row in enumerate(rows) if differs(row, task))
        if where:
            of = f"{len(where):,} of {count(len(rows), 'row')}"
            found.append(Mismatch(code, where, f"{of} {sentence}"))
    return found


def follows_output_format(reply: str, task: Task) -> bool:
    """Whether a reply is what the caller of the model will parse.

    Examples
    --------
    >>> task = Task(production=Production(output_format="json"))
    >>> follows_output_format('{"a": 1}', task), follows_output_format("a: 1", task)
    (True, False)
    """
    wanted = task.production.output_format
    if wanted == "json":
        try:
            json.loads(reply)
        except (ValueError, RecursionError):
            return False
    if wanted == "label" and task.labels:
        return normalise_label(reply) in map(normalise_label, task.labels)
    return True


def _has_system(example: Example) -> bool:
    return any(texts(example, ("system", "developer")))


def _user_turns(example: Example) -> int:
    return sum(turn.get("role") == "user" for turn in messages_of(example))


_RULES = (
    (
        "system_prompt_missing",
        lambda production: production.system_prompt is True,
        lambda row, task: not _has_system(row),
        "have no system prompt, but every call in production will have one",
    ),
    (
        "system_prompt_unused",
        lambda production: production.system_prompt is False,
        lambda row, task: _has_system(row),
        "have a system prompt that no call in production will have",
    ),
    (
        "multi_turn_unused",
        lambda production: production.multi_turn is False,
        lambda row, task: _user_turns(row) > 1,
        "have several turns, but production asks one question at a time",
    ),
    (
        "output_format",
        lambda production: production.output_format is not None,
        lambda row, task: not follows_output_format(reply_of(row), task),
        "do not reply in the format that production will parse",
    ),
)
"""What is compared: (code, when it applies, which rows differ, the sentence)."""
