"""Which rows belong together?

A family is a gold seed with all its children, joined with every row that says the same
or nearly the same. Nothing here changes the rows.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from ftwidgets.examples import Example, canonical_json, count
from ftwidgets.nodes import connect
from ftwidgets.similarity import check_threshold
from ftwidgets.splitting.ties import Tie, ties

if TYPE_CHECKING:
    import numpy as np

By = str | Callable[[Example], Any] | Iterable[Any] | None
"""A value for each row: a key of the example, a function of it, or the values."""

NEAR = 0.8
"""Rows that share this much of their words are near-duplicates, as in deduplication."""

SHOWN_KEYS = 8
"""How many keys an error lists."""


def _value(found: Any) -> Hashable | None:
    if isinstance(found, float) and found != found:  # how tables spell "missing"
        return None
    return found if isinstance(found, Hashable) else canonical_json(found)


def values_of(
    examples: Sequence[Example], by: By, argument: str
) -> list[Hashable | None]:
    """One value a row; ``None`` where it is missing (``None`` or NaN).

    Parameters
    ----------
    examples : sequence of dict
    by : str, callable, iterable or None
        A key of the examples, a function of an example, or one value a row.
    argument : str
        What the caller calls `by`; errors name it.

    Raises
    ------
    ValueError
        A key that no row has, or another number of values than rows.

    Examples
    --------
    >>> values_of([{"seed": 7}, {}], "seed", "group_by")
    [7, None]
    """
    if by is None:
        return [None] * len(examples)
    if isinstance(by, str):
        if examples and not any(by in example for example in examples):
            keys = sorted({str(key) for example in examples for key in example})
            known = ", ".join(map(repr, keys[:SHOWN_KEYS]))
            raise ValueError(
                f"{argument} is {by!r}, a key of no row; they have {known}"
            )
        return [_value(example.get(by)) for example in examples]
    found = [by(example) for example in examples] if callable(by) else list(by)
    if len(found) != len(examples):
        raise ValueError(
            f"{argument} has {count(len(found), 'value')} for "
            f"{count(len(examples), 'row')}; give one a row"
        )
    return [_value(value) for value in found]


def join(component: "np.ndarray", tie: Tie) -> "np.ndarray":
    """Components of the rows once this tie joins them too.

    Examples
    --------
    >>> import numpy as np
    >>> from ftwidgets.splitting.ties import group_tie
    >>> join(np.arange(3), group_tie(["s1", None, "s1"])).tolist()
    [0, 1, 0]
    """
    import numpy as np

    near = np.arange(tie.size)
    for one, other, _ in tie.pairs:
        near = connect(near, one, other)
    rows, size = np.flatnonzero(tie.codes >= 0), len(component)
    both = np.arange(size + tie.size)
    linked = connect(both, component[rows], size + near[tie.codes[rows]])
    return linked[component]


def find_families(
    examples: Sequence[Example],
    group_by: By = None,
    near_duplicates: float | None = NEAR,
) -> list[list[int]]:
    """Rows that must not be parted.

    Parameters
    ----------
    examples : sequence of dict
    group_by : str, callable, iterable or None
        The seed of each row: a key, a function, or one value a row. A row without one
        belongs to no seed.
    near_duplicates : float or None
        Similarity from which rows are one family; ``None`` leaves only equal texts.

    Returns
    -------
    list of list of int
        Positions, ascending; families in the order of their first row.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", text), seed=seed) for text, seed in
    ...         [("Where is it?", 1), ("Pay me", 2), ("It is lost", 1), ("pay  me", 3)]]
    >>> find_families(rows, group_by="seed")
    [[0, 2], [1, 3]]
    """
    import numpy as np

    if near_duplicates is not None:
        check_threshold(near_duplicates)
    component = np.arange(len(examples))
    groups = values_of(examples, group_by, "group_by")
    for tie in ties(examples, groups, near_duplicates):
        component = join(component, tie)
    return rows_of(component)


def rows_of(component: "np.ndarray") -> list[list[int]]:
    """The rows of each component, in the order of their first row.

    Examples
    --------
    >>> import numpy as np
    >>> rows_of(np.array([4, 1, 4]))
    [[0, 2], [1]]
    """
    families: dict[int, list[int]] = defaultdict(list)
    for row, number in enumerate(component.tolist()):
        families[number].append(row)
    return list(families.values())
