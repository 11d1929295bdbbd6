"""Which wishes for a split make sense, before anything is split?"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from ftwidgets.examples import Example, count
from ftwidgets.recipes import Parts
from ftwidgets.splitting import PARTS
from ftwidgets.splitting.families import values_of
from ftwidgets.splitting.sizes import rounded

Strategy = Literal["rows", "families"]

STRATEGIES: tuple[Strategy, ...] = ("rows", "families")

UNITS = ("percent", "rows")
"""What sizes are told in: shares, or exact numbers of rows."""

PERCENT_TOLERANCE = 1e-6
"""How far from 100 percents may sum."""

Sizes = tuple[float, ...]


def unit_of(parts: Parts) -> str:
    """The unit of the sizes.

    Examples
    --------
    >>> unit_of(Parts()), unit_of(Parts(160, 20, 20))
    ('percent', 'rows')
    """
    sizes = sizes_of(parts)
    return "rows" if all(isinstance(size, int) for size in sizes) else "percent"


def sizes_of(parts: Parts) -> Sizes:
    """Sizes of train, validation and test."""
    return parts.train, parts.validation, parts.test


def in_percent(sizes: Sequence[float]) -> list[float]:
    """Sizes as percents of their sum, to two decimals; they sum to 100.

    Examples
    --------
    >>> in_percent([0.8, 0.1, 0.1]), in_percent([161, 20, 19])
    ([80.0, 10.0, 10.0], [80.5, 10.0, 9.5])
    """
    _, *others = (round(100 * size / (sum(sizes) or 1), 2) for size in sizes)
    return [round(100 - sum(others), 2), *others]


def in_unit(unit: Any, parts: Parts, counts: Mapping[str, int], rows: int) -> Sizes:
    """The present sizes in a unit.

    Parameters
    ----------
    unit : {"percent", "rows"}
    parts : Parts
        What is asked for now.
    counts : mapping of str to int
        Rows that each part has now; empty where that is not known.
    rows : int
        All rows.

    Examples
    --------
    >>> in_unit("rows", Parts(), {}, 200)
    (160, 20, 20)
    >>> in_unit("percent", Parts(160, 20, 20), {}, 400)
    (0.8, 0.1, 0.1)
    """
    if unit not in UNITS:
        raise ValueError(f"unit is {unit!r}; sizes come in {' or '.join(UNITS)}")
    sizes = sizes_of(parts)
    if unit == unit_of(parts):
        return sizes
    if unit == "percent":
        return tuple(each / 100 for each in in_percent(sizes))
    if counts:
        return tuple(counts[name] for name in PARTS)
    return tuple(rounded([size * rows for size in sizes]))


def three(sizes: Any) -> Sizes:
    """Three sizes; anything else is refused.

    Examples
    --------
    >>> three([160, 20, 20])
    (160, 20, 20)
    """
    found = tuple(sizes) if isinstance(sizes, list | tuple) else ()
    if len(found) != len(PARTS) or not all(map(_is_number, found)):
        raise ValueError(
            f"sizes are {sizes!r}; give train, validation and test: shares such as "
            "(0.8, 0.1, 0.1), or numbers of rows such as (160, 20, 20)"
        )
    return found


def from_percents(percents: Any) -> Sizes:
    """Shares from percents.

    Examples
    --------
    >>> from_percents([80, 10, 10])
    (0.8, 0.1, 0.1)
    >>> from_percents([90, 10, 10])
    Traceback (most recent call last):
    ValueError: train 90 %, validation 10 %, test 10 % make 110 %; give ...
    """
    found = three(percents)
    total = sum(found)
    if min(found) < 0 or abs(total - 100) > PERCENT_TOLERANCE:
        pairs = zip(PARTS, found, strict=True)
        asked = ", ".join(f"{name} {size:g} %" for name, size in pairs)
        raise ValueError(f"{asked} make {total:g} %; give 0 or more each, 100 in all")
    return tuple(each / 100 for each in found)


def check_key(examples: Sequence[Example], key: Any, argument: str) -> None:
    """Refuse a key that no row has."""
    if not isinstance(key, str):
        raise ValueError(f"{argument} is {key!r}; give a key of the rows, or nothing")
    values_of(examples, key, argument)


def check_strategy(value: Any, _: int) -> str:
    """One of `STRATEGIES`."""
    if value not in STRATEGIES:
        raise ValueError(f"strategy is {value!r}; choose {' or '.join(STRATEGIES)}")
    return value


def check_leak(value: Any, leaks: int) -> int:
    """A leaked pair that there is.

    Examples
    --------
    >>> check_leak(2, leaks=2)
    Traceback (most recent call last):
    ValueError: leak is 2; there are 2 leaked pairs, counted from 0
    """
    if not _is_whole(value) or not 0 <= value < max(leaks, 1):
        pairs = count(leaks, "leaked pair")
        raise ValueError(f"leak is {value!r}; there are {pairs}, counted from 0")
    return value


def check_label_page(value: Any, _: int) -> int:
    """A page, from 0; behind the end it is the last."""
    if not _is_whole(value) or value < 0:
        raise ValueError(f"label_page is {value!r}; pages are counted from 0")
    return value


CHECKS: dict[str, Callable[[Any, int], Any]] = {
    "strategy": check_strategy,
    "leak": check_leak,
    "label_page": check_label_page,
}
"""What changes no split: the value that is taken, given the number of leaked pairs."""

SIZES = ("sizes", "percents", "unit")
"""Three ways to choose sizes; one at a time."""

KEPT = ("group_by", "stratify_by", "seed")
"""What a recipe holds just so."""

CHOICES = (*SIZES, *KEPT, *CHECKS)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
