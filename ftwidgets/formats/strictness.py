"""What do strict readers of conversations refuse, and what is rewritten for them?

Chat templates and hosted services ask for more than the messages format says: one
system message, four roles, each text one string, each tool call answered at once.
"""

from collections.abc import Sequence
from typing import Any

from ftwidgets.examples import Example, text_of
from ftwidgets.formats.base import MEDIA_KEYS, Loss, keys_lost, plain_text

Turn = dict[str, Any]

USUAL_FUNCTION: dict[str, Any] = {
    "description": "",
    "parameters": {"type": "object", "properties": {}},
}
"""What a function definition says where it leaves something out."""


def strict_turns(
    example: Example, carried: Sequence[str], losses: list[Loss]
) -> list[Turn]:
    """Messages of a valid example as strict readers take them.

    Parameters
    ----------
    example : dict
        A chat example without errors.
    carried : sequence of str
        Keys of a message, besides role and content, that the target reads.
    losses : list of Loss
        What is lost, or cannot be put right, is added.

    Returns
    -------
    list of dict
        New messages. Conversations with pictures keep their parts.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> losses = []
    >>> strict_turns(chat(("developer", "Be kind."), ("user", "Hi")), (), losses)[0]
    {'role': 'system', 'content': 'Be kind.'}
    >>> losses
    [Loss(code='developer_role', path='messages[0]')]
    """
    turns = example["messages"]
    joins = not has_media(example)
    written = [
        _strict_turn(turn, f"messages[{index}]", carried, joins, losses)
        for index, turn in enumerate(turns)
    ]
    _find_unpaired(turns, losses)
    return _with_one_system(written, losses)


def strict_tools(example: Example, losses: list[Loss]) -> dict[str, Any]:
    """Tool definitions as strict readers take them, under their key.

    Examples
    --------
    >>> tools = [{"function": {"name": "track"}}]
    >>> strict_tools({"tools": tools}, [])["tools"][0]["function"]["parameters"]
    {'type': 'object', 'properties': {}}
    >>> strict_tools({"tools": None}, [])
    {}
    """
    if not example.get("tools"):
        losses += [Loss("empty_value", "tools")] * ("tools" in example)
        return {}
    tools = [
        _strict_tool(tool, f"tools[{index}]", losses)
        for index, tool in enumerate(example["tools"])
    ]
    return {"tools": tools}


def has_media(example: Example) -> bool:
    """Whether a conversation shows or plays something besides its texts."""
    parts = [
        part
        for turn in example["messages"]
        if isinstance(turn.get("content"), list)
        for part in turn["content"]
    ]
    return any(part["type"] != "text" for part in parts) or any(
        key in example for key in MEDIA_KEYS
    )


def _strict_turn(
    turn: Turn, path: str, carried: Sequence[str], joins: bool, losses: list[Loss]
) -> Turn:
    role = turn["role"]
    if role != "assistant":  # only its turns are trained, so only its weights count
        carried = [key for key in carried if key != "weight"]
    keys_lost(turn, path, carried, losses)
    written = {key: turn[key] for key in turn if key in ("role", "content", *carried)}
    if role == "developer":
        losses.append(Loss("developer_role", path))
        written["role"] = "system"
    elif role == "function":
        losses.append(Loss("role", path))
    if turn.get("content") is None or (joins and isinstance(turn["content"], list)):
        content = plain_text(turn.get("content"), f"{path}.content", losses)
        written["content"] = content
    return written


def _strict_tool(tool: dict[str, Any], path: str, losses: list[Loss]) -> dict[str, Any]:
    given = {key: each for key, each in tool["function"].items() if each is not None}
    missing = [key for key in USUAL_FUNCTION if key not in given]
    function = {**given, **{key: USUAL_FUNCTION[key] for key in missing}}
    if function != tool["function"] or "type" not in tool:
        losses.append(Loss("tool_defaults", path))
    if not isinstance(function["parameters"], dict):
        losses.append(Loss("tools", f"{path}.function.parameters"))
    return {"type": "function", **tool, "function": function}


def _find_unpaired(turns: Sequence[Turn], losses: list[Loss]) -> None:
    """Name the calls that something else follows, and results too late or too many."""
    waiting: set[str] = set()
    for index, turn in enumerate(turns):
        path = f"messages[{index}]"
        if turn["role"] != "tool":
            losses += [Loss("unpaired_turn", path)] * bool(waiting)
            waiting = {call["id"] for call in turn.get("tool_calls") or ()}
        elif turn["tool_call_id"] in waiting:
            waiting.remove(turn["tool_call_id"])
        else:
            losses.append(Loss("unpaired_turn", path))


def _with_one_system(turns: list[Turn], losses: list[Loss]) -> list[Turn]:
    """Turns with all system messages joined to the first."""
    places = [i for i, turn in enumerate(turns) if turn["role"] == "system"]
    if len(places) < 2:
        return turns
    losses += [Loss("system_position", f"messages[{index}]") for index in places[1:]]
    texts = [text_of(turns[index]["content"]) for index in places]
    first = {**turns[places[0]], "content": "\n\n".join(texts)}
    return [first, *(turn for turn in turns if turn["role"] != "system")]
