"""Is a line of the journal one that we write? It may come from somebody else."""

import math
from collections.abc import Callable
from typing import Any

from ftwidgets.journals.lines import Entry

MOST_REQUESTS = 100_000
"""Of one journal."""

MOST_MONEY = 1e9
"""Dollars, and seconds: more is no number anybody has measured."""


def check_entry(entry: Entry) -> Entry:
    """The entry, if each value that is read of it is what it should be.

    Values nobody reads are passed over: a later version may write them.

    Raises
    ------
    ValueError
        It is not; such a line does not count.

    Examples
    --------
    >>> check_entry({"is": "round", "requested": 40})
    {'is': 'round', 'requested': 40}
    >>> check_entry({"is": "round", "requested": -1})
    Traceback (most recent call last):
    ValueError: requested is not as we write it: -1
    """
    kind = entry.get("is")
    if not isinstance(kind, str) or kind not in _NEEDED:
        raise ValueError(f"no entry of this journal: {kind!r:.40}")
    for name, is_fine in {**_NEEDED[kind], **_OPTIONAL}.items():
        if name in entry or name in _NEEDED[kind]:
            value = entry.get(name)
            if not is_fine(value):
                raise ValueError(f"{name} is not as we write it: {value!r:.40}")
    return entry


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_text_or_none(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number_of_requests(value: Any) -> bool:
    return _is_whole(value) and 0 <= value <= MOST_REQUESTS


def _is_amount(value: Any) -> bool:
    if value is None:
        return True
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return is_number and math.isfinite(value) and 0 <= value <= MOST_MONEY


def _is_status(value: Any) -> bool:
    return value is None or (_is_whole(value) and 100 <= value <= 599)


def _is_object(value: Any) -> bool:
    return isinstance(value, dict)


def _is_teacher(value: Any) -> bool:
    return (
        _is_object(value)
        and _is_text(value.get("kind"))
        and _is_object(value.get("settings"))
    )


def _are_seeds(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_object, value))


def _are_children(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, list)
        and len(each) == 2
        and _is_text(each[0])
        and _is_number_of_requests(each[1])
        for each in value
    )


_NEEDED: dict[str, dict[str, Callable[[Any], bool]]] = {
    "plan": {
        "task": _is_object,
        "seeds": _are_seeds,
        "teacher": _is_teacher,
        "model": _is_text,
        "wanted": _is_number_of_requests,
        "requested": _is_number_of_requests,
        "most": _is_number_of_requests,
        "random_seed": _is_whole,
        "recipe": _is_text,
        "prompt_version": _is_text,
        "sdk_version": _is_text,
    },
    "round": {"requested": _is_number_of_requests},
    "again": {"children": _are_children},
    "sent": {"request": _is_text},
    "reply": {"request": _is_text, "body": _is_text},
    "failed": {"request": _is_text},
    "abandoned": {"request": _is_text},
    "paste": {},
}
"""What each kind of line must hold."""

_OPTIONAL: dict[str, Callable[[Any], bool]] = {
    "run": _is_text,
    "at": _is_text,
    "worst": _is_amount,
    "seconds": _is_amount,
    "status": _is_status,
    "request_id": _is_text_or_none,
    "message": _is_text,
    "tries": _is_number_of_requests,
}
"""What any line may hold."""
