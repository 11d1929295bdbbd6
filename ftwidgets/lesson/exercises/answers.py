"""How is a learner's value read and shown, whatever it is?"""

from typing import Any

from ftwidgets.examples import canonical_json, shorten


def safe_repr(value: Any, width: int = 40) -> str:
    """What a value looks like, in one short line; never raises.

    Examples
    --------
    >>> safe_repr([1, "two"]), safe_repr("a" * 10, width=5)
    ("[1, 'two']", "'aaa…")
    >>> class Broken:
    ...     def __repr__(self):
    ...         return self.name
    >>> safe_repr([Broken()])
    '(cannot be shown)'
    """
    try:
        return shorten(repr(value), width)
    except Exception:  # whatever a class of the learner's raises
        return "(cannot be shown)"


def key_of(row: Any) -> str:
    """By what rows are compared; empty where a row is no JSON, and so none of ours.

    Examples
    --------
    >>> key_of({"b": 1, "a": 2}), key_of({"a": {1, 2}})
    ('{"a":2,"b":1}', '')
    """
    try:
        return canonical_json(row)
    except (TypeError, ValueError, RecursionError):
        return ""
