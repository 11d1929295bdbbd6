"""Is every shape a chat record can take told apart: right, doubtful or wrong?"""

from typing import Any

from hostile.model import ANY, SUSPECT, Case, Row, array_of, jsonl, pretty_of
from hostile.texts import ask, reply

UNSEEN = "\u200b\u200d\u2060\ufeff"
"""Characters without a glyph: content of these is blank."""


def turn(role: Any, content: Any, **beside: Any) -> dict[str, Any]:
    """One message."""
    return {"role": role, "content": content, **beside}


MESSAGES: dict[str, Any] = {
    "null": None,
    "text": "Hello",
    "number": 3,
    "word true": True,
    "object": {"role": "user", "content": "Hello"},
    "empty": [],
    "only null": [None],
    "texts": ["Hello", "Good day"],
    "numbers": [1, 2],
    "nested": [[ask(0), reply(0)]],
    "one null of three": [ask(1), None, reply(1)],
    "one text of three": [ask(2), "hm", reply(2)],
    "empty objects": [{}, {}],
    "pairs": [["user", "Hello"], ["assistant", "Good day"]],
}
"""Values of ``messages``, all invalid."""

ROLES: dict[str, Any] = {
    "null": None,
    "number": 1,
    "list": ["assistant"],
    "object": {"name": "assistant"},
    "word true": True,
    "empty": "",
    "capital": "Assistant",
    "spaces": " assistant ",
    "capital and spaces": " Assistant ",
    "boss": "boss",
    "human": "human",
    "gpt": "gpt",
    "unseen": "assistant\u200b",
    "another alphabet": "аssistant",
}
"""Roles of an assistant turn, all invalid (the last begins with a Cyrillic letter)."""

CONTENTS: dict[str, tuple[Any, str]] = {
    "null": (None, ""),
    "number": (42, "wrong_type"),
    "word false": (False, "wrong_type"),
    "object": ({"text": "Good day"}, ""),
    "texts": (["Good day"], ""),
    "no parts": ([], ""),
    "null part": ([None], ""),
    "part without text": ([{"type": "text"}], ""),
    "part with null": ([{"type": "text", "text": None}], ""),
    "part with number": ([{"type": "text", "text": 5}], ""),
    "part with blank": ([{"type": "text", "text": " "}], ""),
    "part of unknown type": ([{"type": "hologram", "data": "x"}], ""),
    "part without type or text": ([{}], ""),
    "nested parts": ([[{"type": "text", "text": "Good day"}]], ""),
    "empty": ("", "empty_content"),
    "spaces": (" \t\n ", "empty_content"),
    "wide spaces": ("\u00a0\u3000\u2003", "empty_content"),
    "zero width": (UNSEEN, "empty_content"),
    "zero width and spaces": (f" {UNSEEN}\n", "empty_content"),
    "only directions": ("\u202e\u202c", "empty_content"),
    "NaN": (float("nan"), ""),
}
"""Contents of an assistant turn without tool calls, all invalid: (content, code)."""

WEIGHTS: dict[str, tuple[Any, str]] = {
    "two": (2, "invalid"),
    "minus one": (-1, "invalid"),
    "half": (0.5, "invalid"),
    "word true": (True, "invalid?"),
    "text": ("1", "invalid"),
    "list": ([1], "invalid"),
    "object": ({"value": 1}, "invalid"),
    "null": (None, ANY),
    "one": (1, "valid"),
    "none at all": (0, "warn"),
}
"""Weights of the only assistant turn: (weight, verdict)."""

SYSTEM = turn("system", "You answer tickets of a camping shop.")

TURNS: dict[str, tuple[list[Any], str, str]] = {
    "no user": ([SYSTEM, reply(0)], "invalid", "no_user"),
    "no assistant": ([SYSTEM, ask(1)], "invalid", "no_assistant"),
    "only system": ([SYSTEM], "invalid", ""),
    "only user": ([ask(2)], "invalid", "no_assistant"),
    "assistant first": ([reply(3), ask(3), reply(4)], "warn", "turn_order"),
    "two users": ([ask(5), ask(6), reply(5)], "warn", "turn_order"),
    "two assistants": ([ask(7), reply(7), reply(8)], "warn", "turn_order"),
    "late system": ([ask(9), SYSTEM, reply(9)], "warn", "system_position"),
    "last system": ([ask(10), reply(10), SYSTEM], "warn", "system_position"),
    "last user": ([ask(11), reply(11), ask(12)], "warn", "last_turn_user"),
    "blank system": ([turn("system", " "), ask(13), reply(13)], "invalid", ""),
    "null system": ([turn("system", None), ask(14), reply(14)], "invalid", ""),
    "blank user": ([turn("user", ""), reply(15)], "invalid", "empty_content"),
    "zero-width user": ([turn("user", UNSEEN), reply(16)], "invalid", "empty_content"),
    "blank second reply": (
        [ask(17), reply(17), ask(18), turn("assistant", "")],
        "invalid",
        "empty_content",
    ),
    "missing role": ([ask(19), {"content": "Done, thanks."}], "invalid", ""),
    "missing content": ([ask(20), {"role": "assistant"}], "invalid", ""),
    "missing user content": ([{"role": "user"}, reply(21)], "invalid", ""),
    "key of another case": (
        [{"Role": "user", "Content": "Hello"}, reply(22)],
        "invalid",
        "",
    ),
    "keys of two formats": (
        [ask(23), {**reply(23), "from": "gpt", "value": "Something else"}],
        SUSPECT,
        "",
    ),
    "odd key": ([ask(24), {**reply(24), "mood": "calm"}], "warn", "extra_key"),
    "developer": ([turn("developer", "Be brief."), ask(25), reply(25)], "valid", ""),
    "name": ([{**ask(26), "name": "maria"}, reply(26)], "valid", ""),
    "system first": ([SYSTEM, ask(27), reply(27)], "valid", ""),
    "many turns": ([ask(28), reply(28), ask(29), reply(29)], "valid", ""),
}
"""Message lists: (messages, verdict, code)."""


def chats(messages: dict[str, tuple[list[Any], str, str]], **beside: Any) -> list[Row]:
    """Rows of a table of message lists."""
    return [
        Row(what, {"messages": turns, **beside}, verdict, has=has)
        for what, (turns, verdict, has) in messages.items()
    ]


def weighted() -> list[Row]:
    """Rows of `WEIGHTS`, and one with a masked first reply."""
    masked = [ask(20), {**reply(20), "weight": 0}, ask(21), {**reply(21), "weight": 1}]
    rows = [
        Row(what, {"messages": [ask(n), {**reply(n), "weight": weight}]}, verdict)
        for n, (what, (weight, verdict)) in enumerate(WEIGHTS.items())
    ]
    return [*rows, Row("first reply masked", {"messages": masked})]


def cases() -> list[Case]:
    """One file a table; arrays and pretty-printed objects among them."""
    contents = [
        Row(what, {"messages": [ask(n), turn("assistant", value)]}, "invalid", has=has)
        for n, (what, (value, has)) in enumerate(CONTENTS.items())
    ]
    roles = [
        Row(what, {"messages": [ask(n), turn(role, "Good day to you")]}, "invalid")
        for n, (what, role) in enumerate(ROLES.items())
    ]
    messages = [Row(w, {"messages": value}, "invalid") for w, value in MESSAGES.items()]
    return [
        jsonl("messages", messages),
        Case("messages.json", array_of(messages), messages),
        jsonl("roles", roles),
        Case("roles.json", pretty_of(roles), roles),
        jsonl("contents", contents),
        jsonl("weights", weighted()),
        jsonl("turns", chats(TURNS)),
    ]
