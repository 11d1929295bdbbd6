"""Which row is the same row tomorrow, in another order, among more rows?

A label belongs to the row's own ``id`` where it has one that no other row has, else to
its text: the fingerprint, and which of the rows with equal text it is.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from ftwidgets.examples import Example, canonical_json, fingerprint


def key_json(value: Any) -> str:
    r"""JSON text of a value for a key, half characters as escapes: UTF-8 carries it.

    Examples
    --------
    >>> key_json("é\ud800")
    '"é\\ud800"'
    """
    return canonical_json(value).encode("utf-8", "backslashreplace").decode()


def own_ids(examples: Sequence[Example]) -> list[str | None]:
    """Key of each row by its own ``id``; ``None`` without one, or a shared one.

    Examples
    --------
    >>> own_ids([{"id": 7}, {"id": "7"}, {}, {"id": "a"}, {"id": "a"}])
    ['id:7', 'id:"7"', None, None, None]
    """
    given = [
        None if example.get("id") is None else f"id:{key_json(example['id'])}"
        for example in examples
    ]
    times = Counter(given)
    return [key if key and times[key] == 1 else None for key in given]


def row_keys(examples: Sequence[Example]) -> list[str]:
    """Key of each row, all different.

    Parameters
    ----------
    examples : sequence of dict

    Returns
    -------
    list of str
        ``id:…`` or ``text:FINGERPRINT`` with ``#2`` and so on for equal texts.

    Examples
    --------
    >>> row = {"messages": [{"role": "user", "content": "Hi"}]}
    >>> keys = row_keys([{**row, "id": "r1"}, row, row])
    >>> keys[0], keys[1][:9], keys[2] == keys[1] + "#2"
    ('id:"r1"', 'text:557f', True)
    """
    seen: Counter[str] = Counter()
    keys = []
    for example, own in zip(examples, own_ids(examples), strict=True):
        if own is None:
            own = f"text:{fingerprint(example)}"
            seen[own] += 1
            own = own if seen[own] == 1 else f"{own}#{seen[own]}"
        keys.append(own)
    return keys
