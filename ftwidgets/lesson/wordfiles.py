"""What stands in a file with the lesson's words? All of it is sound, or none is used.

The words are data: a JSON array of objects beside the module that reads it.
"""

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def fields_of(entry: Any, shape: Mapping[str, type], where: str) -> dict[str, Any]:
    """An object of such a file, with exactly the fields of this shape.

    Raises
    ------
    ValueError
        It is no object, or a field is missing, too many, empty or of another type.

    Examples
    --------
    >>> fields_of({"text": "Why?"}, {"text": str, "right": bool}, "choice 1")
    Traceback (most recent call last):
    ValueError: choice 1: fields must be text, right, got text
    """
    if not isinstance(entry, dict):
        raise ValueError(f"{where}: must be an object, got {type(entry).__name__}")
    if set(entry) != set(shape):
        got = ", ".join(entry) or "none"
        raise ValueError(f"{where}: fields must be {', '.join(shape)}, got {got}")
    for name, kind in shape.items():
        value = entry[name]
        if type(value) is not kind:
            raise ValueError(f"{where}: {name} must be {kind.__name__}, got {value!r}")
        if isinstance(value, str) and not value.strip():
            raise ValueError(f"{where}: {name} must not be blank")
    return entry


def read_words(path: Path, shape: Mapping[str, type]) -> list[dict[str, Any]]:
    """The objects of a file, in order.

    Parameters
    ----------
    path : Path
    shape : mapping of str to type
        Fields of each object, and the type of each; one of them is ``id``.

    Returns
    -------
    list of dict
        Each has a name of its own in ``id``.

    Raises
    ------
    ValueError
        The file is no JSON array, an object has another shape, or two have one id.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "words.json"
    >>> _ = path.write_text('[{"id": "a"}, {"id": "a"}]')
    >>> read_words(path, {"id": str})
    Traceback (most recent call last):
    ValueError: words.json: id a stands there 2 times; each needs an id of its own
    """
    try:
        entries = json.loads(path.read_bytes())
    except ValueError as error:
        raise ValueError(f"{path.name} is no JSON: {error}") from error
    if not isinstance(entries, list):
        kind = type(entries).__name__
        raise ValueError(f"{path.name} must hold a JSON array, got {kind}")
    for number, entry in enumerate(entries, 1):
        fields_of(entry, shape, f"{path.name}, entry {number}")
    for name, times in Counter(entry["id"] for entry in entries).items():
        if times > 1:
            raise ValueError(
                f"{path.name}: id {name} stands there {times} times; "
                "each needs an id of its own"
            )
    return entries
