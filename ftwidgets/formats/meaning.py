"""Do two examples train the same thing, though they are written differently?

What `ftwidgets.formats.base.LOSSES` calls harmless is exactly what is evened out here.
"""

import json
from typing import Any

from ftwidgets.examples import Example, text_of
from ftwidgets.formats.base import TOOL_KEYS
from ftwidgets.formats.strictness import USUAL_FUNCTION


def same_training(one: Example, other: Example) -> bool:
    """Whether two valid examples differ in nothing but harmless things.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> one = chat(("developer", "Be kind."), ("user", "Hi"), ("assistant", "Hello"))
    >>> same_training(one, chat(("system", "Be kind."), ("user", "Hi"),
    ...                         ("assistant", "Hello"), id=7))
    True
    """
    return _meaning(one) == _meaning(other)


def _meaning(example: Example) -> dict[str, Any]:
    beside = {
        key: value
        for key, value in example.items()
        if key != "id" and not (key in TOOL_KEYS and value in (None, []))
    }
    if beside.get("tools"):
        beside["tools"] = [_tool(tool) for tool in beside["tools"]]
    ids: dict[str, int] = {}
    return {**beside, "messages": [_turn(turn, ids) for turn in example["messages"]]}


def _tool(tool: dict[str, Any]) -> dict[str, Any]:
    """Definition with what it leaves out."""
    given = {key: each for key, each in tool["function"].items() if each is not None}
    return {"type": "function", **tool, "function": {**USUAL_FUNCTION, **given}}


def _turn(turn: dict[str, Any], ids: dict[str, int]) -> dict[str, Any]:
    meant = dict(turn)
    meant["role"] = "system" if turn["role"] == "developer" else turn["role"]
    meant["content"] = _content(turn.get("content"))
    if meant.get("weight") == 1 or turn["role"] != "assistant":
        meant.pop("weight", None)
    if "tool_call_id" in meant:
        meant["tool_call_id"] = ids.get(meant["tool_call_id"])
    if meant.get("tool_calls"):
        meant["tool_calls"] = [_call(call, ids) for call in meant["tool_calls"]]
    return meant


def _content(content: Any) -> Any:
    """Content with text parts joined, since trainers join them too."""
    if not content:
        return None
    if isinstance(content, list) and all(part["type"] == "text" for part in content):
        return text_of(content)
    return content


def _call(call: dict[str, Any], ids: dict[str, int]) -> dict[str, Any]:
    """Call with its place in the record for its id, and its arguments decoded."""
    function = call["function"]
    arguments = json.loads(function["arguments"])
    ids[call["id"]] = len(ids)
    return {
        **call,
        "type": "function",
        "id": ids[call["id"]],
        "function": {**function, "arguments": arguments},
    }
