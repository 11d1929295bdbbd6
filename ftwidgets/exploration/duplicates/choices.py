"""What can be chosen at level 3, and what may each choice be?"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from ftwidgets.examples import ROLES
from ftwidgets.exploration.duplicates.lsh import HASHES

View = Literal["rate", "conflicts", "lsh"]

VIEWS: tuple[View, ...] = ("rate", "conflicts", "lsh")
"""What can be looked at."""


def within(name: str, number: int | None, total: int) -> int:
    """A place in a list, if it is one.

    Examples
    --------
    >>> within("pair", 3, 2)
    Traceback (most recent call last):
    ValueError: pair is 3; there are 2, counted from 0
    """
    if number is None or not 0 <= number < total:
        raise ValueError(f"{name} is {number}; there are {total}, counted from 0")
    return number


def fitting(
    bands: int | None, rows: int | None, before: tuple[int, int]
) -> tuple[int, int] | None:
    """Bands and rows that 128 values are enough for; ``None``: datasketch's.

    Examples
    --------
    >>> fitting(30, None, (9, 13)), fitting(None, 64, (9, 13)), fitting(9, 14, (1, 1))
    ((30, 4), (2, 64), (9, 14))
    """
    if bands is None and rows is None:
        return None
    if bands is None:
        return min(before[0], HASHES // rows), rows
    if rows is None:
        return bands, min(before[1], HASHES // bands)
    if bands * rows > HASHES:
        raise ValueError(
            f"{bands} bands of {rows} rows take {bands * rows} hash values, and "
            f"there are {HASHES}; choose fewer"
        )
    return bands, rows


def _is_threshold(value: Any) -> bool:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and 0 < value <= 1


def _are_roles(value: Any) -> bool:
    is_list = isinstance(value, list | tuple) and bool(value)
    return is_list and all(each in ROLES for each in value)


def _is_place(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_part(value: Any) -> bool:
    return value is None or (_is_place(value) and 1 <= value <= HASHES)


_CHOICES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "threshold": (_is_threshold, "must be a similarity from 0.5 to 1"),
    "roles": (_are_roles, f"must list one or more of {', '.join(ROLES)}"),
    "keep": (("best", "first").__contains__, "must be 'best' or 'first'"),
    "view": (VIEWS.__contains__, f"must be one of {', '.join(VIEWS)}"),
    "cluster": (_is_place, "must be the number of a group, from 0"),
    "pair": (_is_place, "must be the number of a pair, from 0"),
    "bands": (_is_part, f"must be a number from 1 to {HASHES}, or None"),
    "rows": (_is_part, f"must be a number from 1 to {HASHES}, or None"),
}
"""What can be chosen: a test, and the rule in words."""


def check_choice(name: str, value: Any) -> None:
    """Refuse a choice that does not exist or is none.

    Examples
    --------
    >>> check_choice("keep", "last")
    Traceback (most recent call last):
    ValueError: keep must be 'best' or 'first', got 'last'
    """
    if name not in _CHOICES:
        known = ", ".join(_CHOICES)
        raise ValueError(f"there is no choice {name!r}; there are {known}")
    is_allowed, allowed = _CHOICES[name]
    if not is_allowed(value):
        raise ValueError(f"{name} {allowed}, got {value!r:.80}")
