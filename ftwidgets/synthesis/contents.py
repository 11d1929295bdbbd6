"""Is the teacher's text the JSON that was asked for, and what does it say?

The provider's own schema check is not relied on: it knows no lengths, and a reply may
come from elsewhere. Nothing is repaired.
"""

import functools
import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ftwidgets.examples import count, is_blank, normalise_label
from ftwidgets.files.jsontext import BrokenRecordError, StrictDecoder, describe
from ftwidgets.findings import Finding
from ftwidgets.literals import PREVIEW_CHARS, preview
from ftwidgets.synthesis.codes import UnusableReplyError
from ftwidgets.synthesis.prompts import ASSISTANT, USER, reply_schema
from ftwidgets.tasks import Limits, Task

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

MAX_USER_CHARS = 32_000
"""A user's text above this is no message anybody has written."""

_TRIED_BRACES = 20
"""So many braces in a text are tried as the beginning of the JSON."""

_FENCE = re.compile(r"(?:`{3,}|~{3,})[\w-]*")
_HALF = re.compile("[\ud800-\udfff]")
_NOT_JSON = ("invalid_json", "truncated")
_OF_FINDING = {
    "invalid_json": "not_json",
    "truncated": "truncated_json",
    "invalid_encoding": "lone_surrogate",
}
_OF_VALIDATOR = {
    "required": "missing_key",
    "additionalProperties": "extra_key",
    "type": "wrong_type",
}
"""Codes of what a schema finds, the most telling first."""


def read_text(text: str, task: Task) -> tuple[str, str]:
    """What user and assistant say in a teacher's text.

    Parameters
    ----------
    text : str
        The reply's text, as it came.
    task : Task
        Whose schema, labels and limits it must follow.

    Returns
    -------
    tuple of (str, str)
        A label is spelled as the task spells it; a reply that is JSON is one line
        with its keys in the order of the task's schema.

    Raises
    ------
    UnusableReplyError
        With the code that says why.

    Examples
    --------
    >>> task = Task("tickets", "classification", labels=["billing", "delivery"])
    >>> read_text('{"user_message": "Hi", "assistant_message": "Billing"}', task)
    ('Hi', 'billing')
    """
    value = parse(text)
    _check_shape(value, task)
    user, reply = value[USER], value[ASSISTANT]
    if task.reply_schema is not None:
        ordered = in_schema_order(reply, task.reply_schema)
        reply = json.dumps(ordered, ensure_ascii=False)
    elif task.labels and not is_blank(reply):
        reply = _label(reply, task)
    _check_length(USER, user, Limits(0, MAX_USER_CHARS))
    _check_length(ASSISTANT, reply, task.limits)
    return user, reply


def parse(text: str) -> dict[str, Any]:
    """The one JSON object that a text is.

    Raises
    ------
    UnusableReplyError
        It is no JSON, more than JSON, no object, or JSON that a file cannot carry.

    Examples
    --------
    >>> parse('{"a": 1}')
    {'a': 1}
    """
    if half := _HALF.search(text):
        raise UnusableReplyError("lone_surrogate", f"U+{ord(half[0]):04X}")
    try:
        value, found = StrictDecoder().read(text)
    except BrokenRecordError as error:
        raise _why_no_json(text, error.finding) from None
    if found:
        raise UnusableReplyError(found[0].code, preview(found[0].path))
    if not isinstance(value, dict):
        raise UnusableReplyError("not_an_object", preview(text, 40))
    return value


def in_schema_order(value: Any, schema: Any) -> Any:
    """A JSON value with the keys of objects as the schema's properties have them.

    Keys the schema does not name come last, in their own order.

    Examples
    --------
    >>> in_schema_order({"b": 1, "a": 2}, {"properties": {"a": {}, "b": {}}})
    {'a': 2, 'b': 1}
    """
    if not isinstance(schema, Mapping):
        return value
    if isinstance(value, list):
        return [in_schema_order(each, schema.get("items")) for each in value]
    properties = schema.get("properties")
    if not isinstance(value, dict) or not isinstance(properties, Mapping):
        return value
    keys = [key for key in properties if key in value]
    keys += [key for key in value if key not in properties]
    return {key: in_schema_order(value[key], properties.get(key)) for key in keys}


def _why_no_json(text: str, found: Finding) -> UnusableReplyError:
    """What a text is instead, if it is not JSON."""
    text = text.strip()
    if found.code not in _NOT_JSON or text.startswith("["):
        return _unusable(found)
    braces = [match.start() for match in re.finditer("{", text)][:_TRIED_BRACES]
    if not braces:
        return UnusableReplyError("not_json", preview(text))
    first = _object_at(text, braces[0])
    if not isinstance(first, Finding):
        return _surrounded(text[: braces[0]], text[first[1] :])
    if first.code != "truncated":
        for start in braces[1:]:
            later = _object_at(text, start)
            # It may be a part of a broken object: only a whole reply counts here.
            if not isinstance(later, Finding) and USER in later[0]:
                return _surrounded(text[:start], text[later[1] :])
    return _unusable(first)


def _object_at(text: str, start: int) -> tuple[dict[str, Any], int] | Finding:
    """The object that begins here and where it ends, or what is wrong with it."""
    try:
        return json.JSONDecoder().raw_decode(text, start)
    except (ValueError, RecursionError) as error:
        return describe(text, error)


def _surrounded(before: str, after: str) -> UnusableReplyError:
    """What stands around an object that is JSON itself."""
    if _FENCE.fullmatch(before.strip()) and not after.strip("`~ \t\r\n"):
        return UnusableReplyError("fenced_json")
    if after.lstrip(", \t\r\n").startswith("{"):
        return UnusableReplyError("several_objects")
    return UnusableReplyError("prose_around_json", preview(f"{before} … {after}"))


def _unusable(found: Finding) -> UnusableReplyError:
    code = _OF_FINDING.get(found.code, found.code)
    return UnusableReplyError(code, found.message if code == "not_json" else "")


def _check_shape(value: dict[str, Any], task: Task) -> None:
    """Refuse what is not of the shape that was asked for."""
    # To load jsonschema takes a second: nobody waits for it whose task has no schema.
    if task.reply_schema is None:
        _check_two_texts(value)
    else:
        _check_schema(value, task)


def _check_two_texts(value: dict[str, Any]) -> None:
    """Refuse all but two texts under their two names, for the most telling reason."""
    if missing := [key for key in (USER, ASSISTANT) if key not in value]:
        raise UnusableReplyError("missing_key", preview(", ".join(missing)))
    if extra := [key for key in value if key not in (USER, ASSISTANT)]:
        raise UnusableReplyError("extra_key", preview(", ".join(extra)))
    for key in (ASSISTANT, USER):
        if not isinstance(value[key], str):
            raise UnusableReplyError("wrong_type", f"{key} is no string")


def _check_schema(value: dict[str, Any], task: Task) -> None:
    """Refuse what the task's schema does not allow, for the most telling reason."""
    try:
        errors = list(_validator(task).iter_errors(value))
    except Exception as error:  # a person's schema can fail in any way it likes
        why = preview(f"{type(error).__name__}: {error}")
        raise UnusableReplyError("schema_unusable", why) from None
    if not errors:
        return
    order = {name: at for at, name in enumerate(_OF_VALIDATOR)}
    error = min(
        errors, key=lambda each: (order.get(each.validator, len(order)), each.json_path)
    )
    code = _OF_VALIDATOR.get(error.validator, "schema_mismatch")
    raise UnusableReplyError(code, _what(error))


def _what(error: "ValidationError") -> str:
    """Where a schema is not followed, and how."""
    where = error.json_path.removeprefix("$").removeprefix(".")
    if error.validator == "required":
        keys = [key for key in error.validator_value if key not in error.instance]
    elif error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        keys = [key for key in error.instance if key not in known]
    elif error.validator == "type":
        types = error.validator_value
        kinds = [types] if isinstance(types, str) else types
        return preview(f"{where} is no {' or '.join(kinds)}")
    else:
        return preview(f"{where}: {error.message}", 2 * PREVIEW_CHARS)
    inside = f" in {where}" if where else ""
    return preview(", ".join(map(str, keys)) + inside)


@functools.lru_cache(maxsize=8)
def _validator(task: Task) -> "Validator":
    """What checks the shape of a task's replies; it never asks the network."""
    from jsonschema import Draft202012Validator
    from referencing import Registry

    schema = reply_schema(task)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, registry=Registry())


def _label(reply: str, task: Task) -> str:
    """The task's label that a reply is, as the task spells it."""
    spelled = {normalise_label(label): label for label in reversed(task.labels)}
    found = reply if reply in task.labels else spelled.get(normalise_label(reply))
    if found is None:
        raise UnusableReplyError("wrong_label", preview(reply, 40))
    return found


def _check_length(name: str, text: str, limits: Limits) -> None:
    if is_blank(text):
        raise UnusableReplyError("blank_text", name)
    length = f"{name} has {count(len(text), 'character')}"
    if len(text) > limits.max_chars:
        raise UnusableReplyError("too_long", f"{length} of {limits.max_chars:,}")
    if len(text) < limits.min_chars:
        raise UnusableReplyError("too_short", f"{length} of {limits.min_chars:,}")
