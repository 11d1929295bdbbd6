"""Which keys of the rows say which rows belong together?"""

from collections.abc import Hashable, Iterable, Sequence

from ftwidgets.examples import Example
from ftwidgets.literals import encodable

LOOKED_AT = 1_000
"""Keys are gathered from so many rows."""

MOST_KEYS = 30
"""So many keys are offered."""

KEY_CHARS = 60
"""A longer key is not offered: nobody reads it in a list."""


def grouping_keys(examples: Sequence[Example]) -> list[str]:
    """Keys whose values, short texts or whole numbers, stand in several rows.

    A key under which all rows have the same value tells nothing apart.

    Examples
    --------
    >>> rows = [{"seed": n // 2, "id": n, "source": "x", "tags": []} for n in range(4)]
    >>> grouping_keys(rows)
    ['seed']
    """
    known = dict.fromkeys(key for row in examples[:LOOKED_AT] for key in row)
    offered = [key for key in known if _is_readable(key)][:MOST_KEYS]
    return [key for key in offered if _groups(row.get(key) for row in examples)]


def _is_readable(key: str) -> bool:
    return 0 < len(key) <= KEY_CHARS and encodable(key) == key


def _groups(values: Iterable[Hashable]) -> bool:
    """Whether some of these values repeat, and there are several."""
    seen: set[Hashable] = set()
    number = 0
    for value in values:
        if value is None:
            continue
        if isinstance(value, bool) or not isinstance(value, str | int):
            return False
        seen.add(value)
        number += 1
    return 1 < len(seen) < number
