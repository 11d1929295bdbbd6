"""Which key does what in the reviewer? Keys that collide are refused."""

from collections.abc import Mapping

KEYS = {"keep": "a", "fix": "e", "drop": "x", "skip": "s", "flag": "f", "note": "n"}
"""The usual key of each verb; digits give the labels of the task."""

RESERVED = "?123456789"
"""Keys that have a meaning already."""


def check_keys(chosen: Mapping[str, str]) -> dict[str, str]:
    """The key of each verb; keys that collide are refused.

    Examples
    --------
    >>> check_keys({"keep": "k"})["keep"]
    'k'
    >>> check_keys({"keep": "x"})
    Traceback (most recent call last):
    ValueError: 'keep' and 'drop' are both on the key 'x'; give one another key
    """
    unknown = [verb for verb in chosen if verb not in KEYS]
    if unknown:
        raise ValueError(
            f"no verb is called {unknown[0]!r}; there are {', '.join(KEYS)}"
        )
    keys = {**KEYS, **{verb: str(key).lower() for verb, key in chosen.items()}}
    taken: dict[str, str] = {}
    for verb, key in keys.items():
        if len(key) != 1 or not key.isprintable() or key in RESERVED or key.isspace():
            raise ValueError(
                f"{verb!r} is on {key!r}; use one letter or mark, none of {RESERVED}"
            )
        if key in taken:
            raise ValueError(
                f"{taken[key]!r} and {verb!r} are both on the key {key!r}; "
                "give one another key"
            )
        taken[key] = verb
    return keys
