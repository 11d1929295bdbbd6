"""Which choices made this dataset? All of them as one JSON file that builds it again.

A recipe is hostile input: unknown fields are refused, it holds no command, key or
address, and its paths stay inside the project.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, ClassVar, Literal

from ftwidgets.examples import ROLES, canonical_json, sha256
from ftwidgets.files.writing import json_bytes
from ftwidgets.inputs import Input
from ftwidgets.targets import TARGETS
from ftwidgets.tasks import Task

Preset = Literal["standard", "lesson"]

MIN_SCORE = 0.7
"""The standard preset keeps a row whose score is at least this."""

SIMILARITY = 0.8
"""Rows whose words are this alike are near-duplicates; the lesson's threshold."""

HASH_DIGITS = 12

_JOURNALS = ("reviews", "decisions")
"""Choices that list journals."""


@dataclass(frozen=True, slots=True)
class Parts:
    """How the rows are split.

    Attributes
    ----------
    train, validation, test : float or int
        Shares that sum to 1, or exact numbers of rows.
    group_by, stratify_by : str or None
        Key of the family (a gold seed and its children), key of the label.
    seed : int
        Chooses among splits of equal worth.
    """

    train: float = 0.8
    validation: float = 0.1
    test: float = 0.1
    group_by: str | None = None
    stratify_by: str | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        sizes = (self.train, self.validation, self.test)
        if not all(_is_number(size) and size >= 0 for size in sizes):
            raise ValueError(f"split takes three shares or numbers, got {sizes!r}")
        for name in ("group_by", "stratify_by"):
            if not isinstance(getattr(self, name), str | None):
                raise ValueError(f"split: {name} must name a key or be left out")
        if isinstance(self.seed, bool) or not isinstance(self.seed, int):
            raise ValueError(f"split: seed must be a whole number, got {self.seed!r}")


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every choice from file to dataset.

    Attributes
    ----------
    name : str
        Name of the dataset, part of its folder's name.
    preset : {"standard", "lesson"}
        The filters: corrected ones, or exactly the lesson's.
    input : Input or None
        The file it was made from.
    reviews : tuple of Input
        Journals of labels and edits, which are applied before level 1.
    decisions : tuple of Input
        Journals of which copies to keep, which are applied at level 3.
    columns : dict or None
        As in `ftwidgets.load`.
    preference : "chosen" or None
        As in `ftwidgets.load`.
    task : Task
        Limits, labels and production use.
    min_score : float
        Level 2 keeps a row with at least this score.
    score_weights : dict of str to float
        Weights of signals that differ from the standard table.
    similarity : float
        Level 3 calls rows of at least this similarity near-duplicates.
    roles : tuple of str
        Whose text is compared.
    keep : {"best", "first"}
        Which row of a cluster is visited first.
    split : Parts
        Shares or numbers, families, labels, seed.
    target : str
        The format that is written.
    allow_lossy : bool
        Whether rows may lose what the target cannot express.

    Examples
    --------
    >>> recipe = Recipe.STANDARD.change(name="tickets", min_score=0.8)
    >>> Recipe.from_json(recipe.to_json()) == recipe
    True
    """

    STANDARD: ClassVar["Recipe"]
    LESSON: ClassVar["Recipe"]

    name: str = "dataset"
    preset: Preset = "standard"
    input: Input | None = None
    reviews: tuple[Input, ...] = ()
    decisions: tuple[Input, ...] = ()
    columns: Mapping[str, str] | None = None
    preference: Literal["chosen"] | None = None
    task: Task = field(default_factory=Task)
    min_score: float = MIN_SCORE
    score_weights: Mapping[str, float] = field(default_factory=dict)
    similarity: float = SIMILARITY
    roles: tuple[str, ...] = ("user", "assistant")
    keep: Literal["best", "first"] = "best"
    split: Parts = field(default_factory=Parts)
    target: str = "chat"
    allow_lossy: bool = False

    def __post_init__(self) -> None:
        for name, is_allowed, allowed in _FIELDS:
            value = getattr(self, name)
            if not is_allowed(value):
                raise ValueError(f"{name} {allowed}, got {value!r}")
        object.__setattr__(self, "roles", tuple(self.roles))
        for name in _JOURNALS:
            object.__setattr__(self, name, tuple(getattr(self, name)))

    def change(self, **choices: Any) -> "Recipe":
        """Copy of the recipe with other choices; unknown names are a TypeError."""
        return replace(self, **choices)

    @property
    def hash(self) -> str:
        """First digits of the SHA-256 of all choices: part of the folder's name."""
        return sha256(canonical_json(_plain(self)))[:HASH_DIGITS]

    def to_json(self) -> str:
        """The recipe as the text of a JSON file; the same recipe, the same text."""
        return json_bytes({"ftwidgets_recipe": 1, **_plain(self)}).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "Recipe":
        """Recipe from the text of its file.

        Raises
        ------
        ValueError
            The text is no recipe, has unknown fields or values that are not allowed.
        """
        try:
            values = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ValueError(f"not a recipe: the text is not JSON ({error})") from None
        if not isinstance(values, dict) or values.pop("ftwidgets_recipe", None) != 1:
            raise ValueError(
                'not a recipe: it must be an object with "ftwidgets_recipe": 1'
            )
        try:
            return cls(**{name: _field(name, each) for name, each in values.items()})
        except TypeError as error:
            raise ValueError(f"not a recipe: {error}") from None

    @classmethod
    def read(cls, path: str | Path) -> "Recipe":
        """Recipe from its file."""
        return cls.from_json(Path(path).read_bytes())


def _is_share(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= 1


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"[\w-]+", value) is not None


def _are_roles(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and set(value) <= set(ROLES)


def _are_inputs(value: Any) -> bool:
    is_list = isinstance(value, list | tuple)
    return is_list and all(isinstance(each, Input) for each in value)


def _are_columns(value: Any) -> bool:
    return value is None or (
        isinstance(value, Mapping)
        and all(isinstance(each, str) for pair in value.items() for each in pair)
    )


def _are_weights(value: Any) -> bool:
    return isinstance(value, Mapping) and all(map(_is_number, value.values()))


_FIELDS: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("name", _is_name, "may hold letters, digits, - and _ only"),
    ("preset", ("standard", "lesson").__contains__, "must be 'standard' or 'lesson'"),
    ("input", lambda it: it is None or isinstance(it, Input), "must be an Input"),
    ("reviews", _are_inputs, "must list Inputs"),
    ("decisions", _are_inputs, "must list Inputs"),
    ("columns", _are_columns, "must map 'user' and 'assistant' to names of columns"),
    ("preference", (None, "chosen").__contains__, "must be 'chosen' or left out"),
    ("task", lambda it: isinstance(it, Task), "must be a Task"),
    ("min_score", _is_share, "must lie between 0 and 1"),
    ("score_weights", _are_weights, "must map names of signals to numbers"),
    ("similarity", _is_share, "must lie between 0 and 1"),
    ("roles", _are_roles, f"must list some of {', '.join(ROLES)}"),
    ("keep", ("best", "first").__contains__, "must be 'best' or 'first'"),
    ("split", lambda it: isinstance(it, Parts), "must be Parts"),
    ("target", tuple(TARGETS).__contains__, f"must be one of {', '.join(TARGETS)}"),
    ("allow_lossy", lambda it: isinstance(it, bool), "must be true or false"),
)
"""What each choice may be: (name, test, in words)."""


def _plain(recipe: Recipe) -> dict[str, Any]:
    values = {**asdict(recipe), "task": recipe.task.to_dict()}
    for name in _JOURNALS:
        # A recipe without journals keeps the hash it had before there were any.
        if not values[name]:
            del values[name]
    return json.loads(json.dumps(values, allow_nan=False))


def _field(name: str, value: Any) -> Any:
    """Value of one field, built from JSON; unknown fields are refused by name."""
    known = [each.name for each in fields(Recipe)]
    if name not in known:
        raise ValueError(f"unknown field {name!r}; a recipe has {', '.join(known)}")
    if name in _JOURNALS and isinstance(value, list):
        return [Input(**each) if isinstance(each, dict) else each for each in value]
    makers = {
        "input": lambda values: Input(**values),
        "split": lambda values: Parts(**values),
        "task": Task.from_dict,
    }
    return makers[name](value) if isinstance(value, dict) and name in makers else value


Recipe.STANDARD = Recipe()
Recipe.LESSON = Recipe(preset="lesson")
