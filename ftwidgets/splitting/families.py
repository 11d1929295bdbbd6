"""Which rows belong together?

A family is a gold seed with all its children, joined with every row that says the same
or nearly the same. Nothing here changes the rows.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ftwidgets.examples import (
    Example,
    canonical_json,
    count,
    fingerprint,
    is_blank,
    is_label,
    normalise_label,
    reply_of,
    texts,
    visible,
)
from ftwidgets.similarity import check_threshold, similar_pairs, word_sets

if TYPE_CHECKING:
    import numpy as np

By = str | Callable[[Example], Any] | Iterable[Any] | None
"""A value for each row: a key of the example, a function of it, or the values."""

NEAR = 0.8
"""Rows that share this much of their words are near-duplicates, as in deduplication."""

SHOWN_KEYS = 8
"""How many keys an error lists."""

KINDS: dict[str, str] = {
    "same_messages": "the same messages",
    "same_user_text": "the same user text, whatever its case, spaces and reply",
    "near_duplicate": "nearly the same words of user and assistant",
    "near_duplicate_user": "nearly the same words of the user, under a label",
    "same_group": "children of one seed",
}
"""How two rows can be tied, the closest tie first."""


@dataclass(frozen=True, slots=True)
class Tie:
    """One way in which rows are tied: by equal codes, or by codes that are a pair.

    Attributes
    ----------
    kind : str
        One of `KINDS`.
    codes : ndarray of int, shape (rows,)
        What each row goes by, from 0; -1 where this way ties it to nothing.
    size : int
        Number of codes.
    pairs : iterable of (ndarray, ndarray, ndarray)
        Codes that are a pair and their similarity, in blocks; can be read once.
    """

    kind: str
    codes: "np.ndarray"
    size: int
    pairs: Iterable[tuple["np.ndarray", "np.ndarray", "np.ndarray"]] = ()


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


def joined_text(example: Example, *roles: str) -> str:
    """Texts of these roles as one.

    Examples
    --------
    >>> joined_text({"messages": [{"role": "user", "content": "Hi"}]}, "user")
    'Hi'
    """
    return "\n".join(texts(example, roles))


def _equal(kind: str, keys: Iterable[Hashable | None]) -> Tie:
    import numpy as np

    numbers: dict[Hashable, int] = {}
    codes = [
        -1 if key is None else numbers.setdefault(key, len(numbers)) for key in keys
    ]
    return Tie(kind, np.array(codes, np.int64), len(numbers))


def _near(kind: str, contents: Sequence[str], threshold: float) -> Tie:
    import numpy as np

    held = np.array([not is_blank(text) for text in contents], bool)
    sets = word_sets(text for text, kept in zip(contents, held, strict=True) if kept)
    codes = np.full(len(contents), -1)
    codes[held] = sets.set_of
    pairs = similar_pairs(sets, threshold) if len(sets) else ()
    return Tie(kind, codes, len(sets), pairs)


def ties(
    examples: Sequence[Example],
    groups: Iterable[Hashable | None],
    near_duplicates: float | None,
) -> Iterator[Tie]:
    """Every way in which rows are tied, in the order of `KINDS`.

    Examples
    --------
    >>> [(tie.kind, tie.codes.tolist()) for tie in ties([{}, {}], [7, None], None)]
    [('same_messages', [0, 0]), ('same_user_text', [-1, -1]), ('same_group', [0, -1])]
    """
    users = [joined_text(example, "user") for example in examples]
    spelt = (normalise_label(visible(text)) or None for text in users)
    yield _equal("same_messages", map(fingerprint, examples))
    yield _equal("same_user_text", spelt)
    if near_duplicates is not None:
        wholes = [joined_text(example, "user", "assistant") for example in examples]
        yield _near("near_duplicate", wholes, near_duplicates)
        # A label is no content: the same ticket under another label is still known.
        labelled = [
            text if is_label(reply_of(example)) else ""
            for text, example in zip(users, examples, strict=True)
        ]
        yield _near("near_duplicate_user", labelled, near_duplicates)
    yield _equal("same_group", groups)


def _components(
    size: int, links: Iterable[tuple["np.ndarray", "np.ndarray"]]
) -> "np.ndarray":
    """Which connected component each of `size` things is in; links come in blocks."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    component = np.arange(size)
    for one, other in links:
        ends = (component[one], component[other])
        graph = coo_array((np.ones(len(one), bool), ends), shape=(size, size))
        component = connected_components(graph, directed=False)[1][component]
    return component


def _join(component: "np.ndarray", tie: Tie) -> "np.ndarray":
    """Components of the rows once this tie joins them too."""
    import numpy as np

    near = _components(tie.size, ((one, other) for one, other, _ in tie.pairs))
    rows, size = np.flatnonzero(tie.codes >= 0), len(component)
    links = [(component[rows], size + near[tie.codes[rows]])]
    return _components(size + tie.size, links)[component]


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
        component = _join(component, tie)
    families: dict[int, list[int]] = defaultdict(list)
    for row, number in enumerate(component.tolist()):
        families[number].append(row)
    return list(families.values())
