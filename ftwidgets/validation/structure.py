"""Is this a conversation a trainer can read? Types, roles, contents, weights, order."""

import itertools
from collections.abc import Iterator
from typing import Any

from ftwidgets.examples import ROLES, is_blank, shorten, text_of
from ftwidgets.findings import Finding, finding
from ftwidgets.validation.tools import check_calls, check_tools

RECORD_KEYS = frozenset(("messages", "tools", "functions", "parallel_tool_calls", "id"))
MESSAGE_KEYS = frozenset(
    (
        "role",
        "content",
        "name",
        "weight",
        "tool_calls",
        "tool_call_id",
        "function_call",
        "reasoning_content",
        "refusal",
    )
)
MEDIA_PARTS = frozenset(
    (
        "image_url",
        "image",
        "input_audio",
        "audio",
        "audio_url",
        "video",
        "video_url",
        "file",
        "media",
        "refusal",
        "reasoning",
        "thinking",
    )
)
_SYSTEM = ("system", "developer")


def check_messages(example: Any) -> list[Finding]:
    """Findings that leave nothing to look into: no list of message objects.

    Examples
    --------
    >>> [each.code for each in check_messages({"messages": []})]
    ['no_messages']
    >>> check_messages({"messages": [{"role": "user", "content": "Hi"}]})
    []
    """
    if not isinstance(example, dict):
        sentence = f"a record must be an object, got {type(example).__name__}"
        return [finding("not_an_object", "", sentence)]
    if "messages" not in example:
        return [finding("no_messages", "", "there is no list of messages")]
    messages = example["messages"]
    if not isinstance(messages, list):
        sentence = f"messages must be a list, got {_kind(messages)}"
        return [finding("wrong_type", "messages", sentence)]
    if not messages:
        return [finding("no_messages", "messages", "the list of messages is empty")]
    return [
        finding(
            "wrong_type",
            f"messages[{index}]",
            f"message {index + 1} must be an object, got {_kind(message)}",
        )
        for index, message in enumerate(messages)
        if not isinstance(message, dict)
    ]


def check_structure(example: dict[str, Any]) -> Iterator[Finding]:
    """Findings about every message and the order of turns.

    Parameters
    ----------
    example : dict
        Its messages are a list of objects: `check_messages` found nothing.
    """
    messages = example["messages"]
    ids: set[str] = set()
    for index, message in enumerate(messages):
        path = f"messages[{index}]"
        yield from _check_role(message, path)
        yield from _check_content(message, path)
        if len(message) > 2:
            yield from _check_keys(message, path)
        yield from check_calls(message, path, ids)
    yield from check_tools(example)
    roles = [message.get("role") for message in messages]
    yield from _check_order(roles)
    yield from _check_training(messages, roles)
    for key in example:
        if key not in RECORD_KEYS:
            name = shorten(str(key))
            yield finding("extra_key", name, f"the key {name!r}")


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "text", type(None): "null"}
    return names.get(type(value), f"{shorten(repr(value), 20)}")


def _check_role(message: dict[str, Any], path: str) -> Iterator[Finding]:
    role = message.get("role")
    if "role" not in message:
        yield finding("missing_role", path, "a message without a role")
    elif not isinstance(role, str):
        sentence = f"a role must be text, got {_kind(role)}"
        yield finding("wrong_type", f"{path}.role", sentence)
    elif role not in ROLES:
        sentence = f"unknown role {shorten(role, 30)!r}; allowed are {', '.join(ROLES)}"
        yield finding("unknown_role", f"{path}.role", sentence)


def _check_content(message: dict[str, Any], path: str) -> Iterator[Finding]:
    content, path = message.get("content"), f"{path}.content"
    calls = message.get("tool_calls") or message.get("function_call")
    if isinstance(content, str):
        if is_blank(content) and not calls:
            yield finding("empty_content", path, "content with nothing to see")
    elif content is None:
        if not calls:
            yield finding("missing_content", path, "neither content nor tool calls")
    elif isinstance(content, list):
        yield from _check_parts(content, path, bool(calls))
    else:
        sentence = f"content must be text or a list of parts, got {_kind(content)}"
        yield finding("wrong_type", path, sentence)


def _check_parts(parts: list[Any], path: str, has_calls: bool) -> Iterator[Finding]:
    seen = has_calls
    for index, part in enumerate(parts):
        here = f"{path}[{index}]"
        kind = part.get("type") if isinstance(part, dict) else None
        if not isinstance(kind, str):
            yield finding("bad_part", here, f"part {index + 1} has no type")
        elif kind == "text":
            text = part.get("text")
            if not isinstance(text, str):
                yield finding("bad_part", here, f"part {index + 1} has no text")
            seen = seen or not isinstance(text, str) or not is_blank(text)
        elif kind not in MEDIA_PARTS:
            sentence = f"part {index + 1} has the unknown type {shorten(kind, 30)!r}"
            yield finding("bad_part", here, sentence)
        elif not _holds_something(part, kind):
            yield finding("bad_part", here, f"part {index + 1} holds no {kind}")
        else:
            seen = True
    if not seen and all(isinstance(part, dict) for part in parts):
        yield finding("empty_content", path, "content with nothing to see")


def _holds_something(part: dict[str, Any], kind: str) -> bool:
    """Whether a part carries more than its type, a picture at least an address."""
    if kind == "image_url":
        image = part.get("image_url")
        image = image.get("url") if isinstance(image, dict) else image
        return isinstance(image, str) and not is_blank(image)
    return len(part) > 1


def _check_keys(message: dict[str, Any], path: str) -> Iterator[Finding]:
    weight = message.get("weight")
    if "weight" in message and (type(weight) is not int or weight not in (0, 1)):
        sentence = f"a weight must be 0 or 1, got {_kind(weight)}"
        yield finding("bad_weight", f"{path}.weight", sentence)
    if "name" in message and not isinstance(message["name"], str):
        yield finding("wrong_type", f"{path}.name", "a name must be text")
    for key in message:
        if key not in MESSAGE_KEYS:
            where = f"{path}.{shorten(str(key), 30)}"
            yield finding("extra_key", where, f"the key {shorten(str(key))!r}")


def _check_order(roles: list[Any]) -> Iterator[Finding]:
    if "user" not in roles:
        yield finding("no_user", "messages", "there is no user message")
    if "assistant" not in roles:
        yield finding("no_assistant", "messages", "there is no assistant message")
    turns = [(i, role) for i, role in enumerate(roles) if role not in _SYSTEM]
    for index, role in enumerate(roles):
        if role in _SYSTEM and index:
            path = f"messages[{index}]"
            yield finding("system_position", path, "a system message, not the first")
    if turns and turns[0][1] == "assistant":
        path = f"messages[{turns[0][0]}]"
        yield finding("turn_order", path, "the assistant speaks first")
    for (_, before), (index, role) in itertools.pairwise(turns):
        if role == before and role in ("user", "assistant"):
            path = f"messages[{index}]"
            yield finding("turn_order", path, f"two {role} turns in a row")
    if roles[-1] == "user":
        path = f"messages[{len(roles) - 1}]"
        yield finding("last_turn_user", path, "the last turn is the user's")


def _check_training(
    messages: list[dict[str, Any]], roles: list[Any]
) -> Iterator[Finding]:
    weights = [
        message.get("weight", 1)
        for message, role in zip(messages, roles, strict=True)
        if role == "assistant"
    ]
    if weights and all(weight == 0 for weight in weights):
        sentence = "every assistant turn has weight 0: nothing is trained"
        yield finding("nothing_to_train", "messages", sentence)


def texts_of(messages: list[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    """Index and text of every message that has one."""
    for index, message in enumerate(messages):
        text = text_of(message.get("content"))
        if text:
            yield index, text
