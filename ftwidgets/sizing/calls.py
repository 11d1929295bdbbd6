"""Can a call of the learning curve be meant so?"""

from collections.abc import Sequence
from typing import Any

from ftwidgets.sizing.rows import examples_of
from ftwidgets.splitting import Split


def check_call(
    examples: Any,
    test: Any = None,
    unfiltered: Any = None,
    group_by: Any = None,
    sizes: Any = None,
    repeats: Any = None,
    seed: Any = None,
) -> None:
    """Refuse a call that cannot be meant so, before any work is done.

    Raises
    ------
    ValueError, TypeError
        As of `learning_curve`.
    """
    for name, value, least in (("repeats", repeats, 1), ("seed", seed, 0)):
        if value is not None and (type(value) is not int or value < least):
            raise ValueError(
                f"{name} is a whole number of {least} or more, got {value!r:.80}"
            )
    if not (group_by is None or isinstance(group_by, str) or callable(group_by)):
        raise TypeError(
            "group_by is a key of the rows or a function of a row, "
            f"got {type(group_by).__name__}"
        )
    if sizes is not None:
        _check_sizes(sizes)
    _check_sources(examples, test, unfiltered)


def _check_sizes(sizes: Any) -> None:
    if not isinstance(sizes, Sequence) or isinstance(sizes, str | bytes):
        raise TypeError(
            f"sizes are a list of whole numbers, got {type(sizes).__name__}"
        )
    if not sizes or not all(type(size) is int and size >= 1 for size in sizes):
        raise ValueError(f"sizes are whole numbers of 1 or more, got {sizes!r:.80}")


def _check_sources(source: Any, test: Any, unfiltered: Any) -> None:
    """Refuse sources that are none, or a test that is missing or given twice."""
    if isinstance(source, Split):
        if test is not None:
            raise ValueError("a Split has its own test rows; leave test out")
        if not source.test:
            raise ValueError("the split has no test rows; split with test=0.1 or more")
    else:
        examples_of(source)
    if test is not None and not examples_of(test, "test"):
        raise ValueError("test holds no rows; give some, or leave it out")
    if unfiltered is not None:
        examples_of(unfiltered, "unfiltered")
