"""Which format is this record in? Each module of this folder brings its own formats.

A new format is one file with a ``FORMATS`` tuple; nothing else names it.
"""

import functools
import importlib
import pkgutil
from typing import Any

import ftwidgets.formats as home
from ftwidgets.formats.base import WEAK, Format


@functools.cache
def formats() -> dict[str, Format]:
    """All formats by name, in the order in which they are asked.

    Examples
    --------
    >>> {"chat", "completion", "alpaca", "sharegpt"} <= set(formats())
    True
    """
    found: list[Format] = []
    for module in pkgutil.iter_modules(home.__path__):
        imported = importlib.import_module(f"{home.__name__}.{module.name}")
        found += getattr(imported, "FORMATS", ())
    found.sort(key=lambda each: (each.rank, each.name))
    return {each.name: each for each in found}


def detect(record: dict[str, Any]) -> list[Format]:
    """Formats a record may be in, one a family: none, one, or several if ambiguous.

    Parameters
    ----------
    record : dict
        One record as read; each is judged by itself, never by the first row.

    Returns
    -------
    list of Format
        One: that is it. None: unknown. Several: the keys of several formats at once.

    Examples
    --------
    >>> [each.name for each in detect({"prompt": "Hi", "completion": "Hello"})]
    ['completion']
    >>> [each.name for each in detect({"messages": [], "conversations": []})]
    ['sharegpt', 'chat']
    """
    families: dict[str, Format] = {}
    for each in formats().values():
        if each.rank >= WEAK and families:
            break
        if each.family not in families and each.claims(record):
            families[each.family] = each
            if each.rank == 0 or each.rank >= WEAK:
                break
    return list(families.values())
