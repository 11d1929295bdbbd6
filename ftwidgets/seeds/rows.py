"""What does a line of the file of seeds hold, and what may not become one?"""

from collections.abc import Mapping
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.seeds.checks import check_seed
from ftwidgets.seeds.files import as_written
from ftwidgets.seeds.forms import build_example
from ftwidgets.tasks import Task

OWN_KEYS = ("messages", "id", "seed", "origin", "annotator", "source")
"""Keys of a line that are ours; others came with the example and stay with it."""


def example_of(given: Example | Mapping[str, str], task: Task) -> Example:
    """A chat example as it is, or the one that a form's fields make.

    Examples
    --------
    >>> example_of({"user": "Hi", "assistant": "Hello"}, Task())["messages"][0]
    {'role': 'user', 'content': 'Hi'}
    """
    if not isinstance(given, Mapping):
        raise TypeError(
            "a seed is made of a chat example or of the form's fields, got "
            f"{type(given).__name__}"
        )
    return dict(given) if "messages" in given else build_example(task, given)


def vouched(given: Example | Mapping[str, str], task: Task) -> Example:
    """The example as its file will give it back, if nothing forbids it.

    Raises
    ------
    ValueError
        It has an error finding, or its line would be no seed.

    Examples
    --------
    >>> vouched({"user": "Hi"}, Task())
    Traceback (most recent call last):
    ValueError: this cannot be a gold seed yet. messages[1].content: content...
    """
    example = example_of(given, task)
    errors = check_seed(example, task).errors
    if errors:
        reasons = "; ".join(f"{each.path}: {each.message}" for each in errors)
        raise ValueError(f"this cannot be a gold seed yet. {reasons}")
    return as_written(example)


def beside(example: Example) -> dict[str, Any]:
    """What came with an example and is not ours.

    Examples
    --------
    >>> beside({"messages": [], "id": "a7", "split": "train"})
    {'split': 'train'}
    """
    return {key: each for key, each in example.items() if key not in OWN_KEYS}


def row_of(
    example: Example, name: str, origin: str, annotator: str, source: str | None
) -> Example:
    """The line of a new seed.

    Examples
    --------
    >>> row_of({"messages": []}, "gold-0001", "written", "ana", None)
    ... # doctest: +NORMALIZE_WHITESPACE
    {'messages': [], 'id': 'gold-0001', 'seed': 'gold-0001', 'origin': 'written',
     'annotator': 'ana'}
    """
    row = {"messages": example["messages"], "id": name, "seed": name}
    row |= {"origin": origin, "annotator": annotator}
    return row | ({"source": source} if source else {}) | beside(example)
