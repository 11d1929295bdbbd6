"""The Gemini format of Vertex AI: contents of parts, and a system instruction."""

from typing import Any

from ftwidgets.examples import Example
from ftwidgets.formats.base import (
    Format,
    InventedIds,
    Loss,
    Record,
    arguments_text,
    beside_lost,
    keys_lost,
    typed_part,
    untyped_parts,
    with_beside,
)

_OWN = ("contents", "systemInstruction", "system_instruction", "tools")
_MEDIA = (
    *("inlineData", "inline_data", "fileData", "file_data"),
    *("executableCode", "codeExecutionResult", "thought"),
)
_ROLES = {"model": "assistant", "user": "user", "function": "tool"}


def _claims(record: Record) -> bool:
    return "contents" in record


def _read(record: Record) -> Example:
    turns: Any = []
    instruction = record.get("systemInstruction", record.get("system_instruction"))
    if isinstance(instruction, dict):
        turns.append({"role": "system", "content": _read_parts(instruction)})
    elif instruction is not None:
        turns.append({"role": "system", "content": [instruction]})
    contents = record["contents"]
    if not isinstance(contents, list):
        return with_beside(record, _OWN, contents)
    ids = InventedIds()
    for content in contents:
        turns += _read_content(content, ids)
    example = with_beside(record, _OWN, turns)
    if "tools" in record:
        example["tools"] = _read_tools(record["tools"])
    return example


def _read_content(content: Any, ids: InventedIds) -> list[Any]:
    """Messages of one content: results of functions, then its text and its calls."""
    if not isinstance(content, dict) or not isinstance(content.get("parts"), list):
        return [content]
    parts = [part for part in content["parts"] if isinstance(part, dict)]
    turns: list[Any] = [
        _read_result(part["functionResponse"], ids)
        for part in parts
        if "functionResponse" in part
    ]
    if turns and len(turns) == len(content["parts"]):
        return turns
    turn = {key: content[key] for key in content if key != "parts"}
    if isinstance(role := turn.get("role"), str):
        turn["role"] = _ROLES.get(role, f"{role} (Gemini has user and model)")
    turn["content"] = _read_parts(content)
    calls = [
        _read_call(part["functionCall"], ids)
        for part in parts
        if "functionCall" in part
    ]
    if calls:
        turn |= {"tool_calls": calls, "content": turn["content"] or None}
    return [*turns, turn]


def _read_parts(content: dict[str, Any]) -> Any:
    """One string where all parts are text; else parts as chat formats have them."""
    parts = content.get("parts")
    if not isinstance(parts, list):
        return parts
    kept = [part for part in parts if not (isinstance(part, dict) and _is_tool(part))]
    if len(kept) == 1 and isinstance(kept[0], dict) and set(kept[0]) == {"text"}:
        return kept[0]["text"]
    return [typed_part(part, _MEDIA) for part in kept]


def _is_tool(part: dict[str, Any]) -> bool:
    return "functionCall" in part or "functionResponse" in part


def _read_call(call: Any, ids: InventedIds) -> dict[str, Any]:
    function = call
    if isinstance(call, dict):
        arguments = arguments_text(call.get("args", {}))
        function = {"name": call.get("name"), "arguments": arguments}
    return {"id": ids.call(), "type": "function", "function": function}


def _read_result(result: Any, ids: InventedIds) -> dict[str, Any]:
    if not isinstance(result, dict):
        return {"role": "tool", "content": result, "tool_call_id": ids.result()}
    turn = {"role": "tool", "content": arguments_text(result.get("response", {}))}
    if isinstance(result.get("name"), str):
        turn["name"] = result["name"]
    if answered := ids.result():
        turn["tool_call_id"] = answered
    return turn


def _read_tools(tools: Any) -> Any:
    declared = [
        tool.get("functionDeclarations") if isinstance(tool, dict) else None
        for tool in (tools if isinstance(tools, list) else [])
    ]
    if not declared or any(not isinstance(each, list) for each in declared):
        return tools
    return [
        {"type": "function", "function": function}
        for functions in declared
        for function in functions
    ]


def _write(example: Example) -> tuple[Record, list[Loss]]:
    losses: list[Loss] = []
    record: Record = {}
    contents = []
    for index, turn in enumerate(example["messages"]):
        path = f"messages[{index}]"
        role = turn["role"]
        if role in ("system", "developer"):
            if role == "developer":
                losses.append(Loss("developer_role", path))
            if index:
                losses.append(Loss("system_position", path))
            keys_lost(turn, path, (), losses)
            instruction = record.setdefault("systemInstruction", {"parts": []})
            instruction["parts"] += untyped_parts(turn.get("content"), path, losses)
            continue
        keys_lost(turn, path, (), losses)
        name = {"assistant": "model", "user": "user"}.get(role)
        if name is None:
            losses.append(Loss("tools", path))
            continue
        contents.append(
            {"role": name, "parts": untyped_parts(turn.get("content"), path, losses)}
        )
    beside_lost(example, (), losses)
    return {**record, "contents": contents}, losses


FORMATS = (Format("gemini", "gemini", 10, _claims, _read, _write),)
