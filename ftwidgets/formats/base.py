"""What is a record format, and what can a conversion lose?"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ftwidgets.examples import Example, text_of
from ftwidgets.findings import Finding

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing a conversion cannot carry over.

    Attributes
    ----------
    code : str
        A name of `LOSSES`.
    path : str
        Where it stood in the example, as in ``messages[2].weight``.
    """

    code: str
    path: str

    @property
    def harmless(self) -> bool:
        """Whether what is trained stays the same."""
        return LOSSES[self.code][0]

    @property
    def message(self) -> str:
        """What is lost, in one clause."""
        return LOSSES[self.code][1]


LOSSES: dict[str, tuple[bool, str]] = {
    "weight_zero": (False, "a turn marked weight 0 would be trained"),
    "tools": (False, "tool definitions, calls or results"),
    "earlier_turns": (False, "turns before the last question"),
    "earlier_replies_untrained": (False, "earlier replies would not be trained"),
    "system_prompt": (False, "the system prompt"),
    "system_position": (False, "the place of a later system message"),
    "speaker_name": (False, "the name of a speaker"),
    "message_key": (False, "a key of a message"),
    "call_text": (False, "the text beside a tool call"),
    "extra_key": (False, "a key beside the messages"),
    "media": (False, "pictures, sound or video"),
    "role": (False, "a role the target does not know"),
    "unpaired_turn": (False, "a turn without its counterpart"),
    "non_finite_number": (False, "NaN or Infinity, which JSON does not know"),
    "changed": (False, "a value that reads back differently"),
    "record_id": (True, "the id of the record"),
    "weight_one": (True, "a weight of 1, which is the default"),
    "idle_weight": (True, "the weight of a message that is never trained"),
    "text_part": (True, "whether a text stands alone or as the only part"),
    "part_boundaries": (True, "the bounds between text parts, now joined"),
    "tool_call_id": (True, "ids of tool calls, rewritten alike in call and result"),
    "arguments_spacing": (True, "the spacing of JSON arguments"),
    "tool_defaults": (True, "whether a tool's empty description is written out"),
    "developer_role": (True, "the role developer, written as system"),
    "empty_value": (True, "whether something empty is null, empty or left out"),
}
"""What conversions lose: whether it is harmless, and what it is."""


def _no_notes(_: Record) -> Sequence[Finding]:
    return ()


@dataclass(frozen=True)
class Format:
    """One way to write a training record.

    Attributes
    ----------
    name : str
        Shown to users and in reports.
    family : str
        Two families in one record make it ambiguous.
    rank : int
        Inside a family the lowest rank that claims a record wins; formats of rank
        `WEAK` and above only speak where no other family does.
    claims : callable
        Whether a record is of this format, by its keys; never raises.
    read : callable
        Record to chat example; never raises: what is damaged is passed on as it is,
        for validation to name.
    write : callable or None
        Chat example to record and losses; ``None`` where the format is only read.
    unusable : str or None
        The code that says why such records are no SFT examples.
    notes : callable
        What the user should know about a record read; never raises.
    """

    name: str
    family: str
    rank: int
    claims: Callable[[Record], bool]
    read: Callable[[Record], Example]
    write: Callable[[Example], tuple[Record, list[Loss]]] | None = None
    unusable: str | None = None
    notes: Callable[[Record], Sequence[Finding]] = _no_notes


WEAK = 100

TOOL_KEYS = ("tools", "functions", "parallel_tool_calls")
"""Keys beside the messages that describe tools."""

MEDIA_KEYS = ("images", "image", "videos", "audios")
"""Columns that hold what a multimodal trainer loads beside the text."""


def with_beside(record: Record, own: Iterable[str], messages: Any) -> Example:
    """Chat example of a record: its messages, then all keys that are not the format's.

    Examples
    --------
    >>> with_beside({"prompt": "Hi", "id": 7}, ["prompt"], [])
    {'messages': [], 'id': 7}
    """
    own = set(own)
    beside = {key: value for key, value in record.items() if key not in own}
    return {"messages": messages, **beside}


def beside(example: Example, own: Sequence[str] = ("messages",)) -> Record:
    """Keys of an example that are not the format's own."""
    return {key: value for key, value in example.items() if key not in own}


def message(role: Any, content: Any, **more: Any) -> dict[str, Any]:
    """One chat message; keys whose value is ``None`` are left out."""
    given = {key: value for key, value in more.items() if value is not None}
    return {"role": role, "content": content, **given}


def plain_text(content: Any, path: str, losses: list[Loss]) -> Any:
    """Content as one string; says what joining or leaving out parts loses."""
    if not content:
        losses += [Loss("empty_value", path)] * (content != "")
        return ""
    if isinstance(content, str):
        return content
    kinds = [part.get("type") if isinstance(part, dict) else None for part in content]
    if any(kind != "text" for kind in kinds):
        losses.append(Loss("media", path))
    losses.append(Loss("part_boundaries", path))
    return text_of(content)


def one_text_part(content: Any) -> bool:
    """Whether content is a list of one plain text part, which reads back as text."""
    return (
        isinstance(content, list)
        and len(content) == 1
        and set(content[0]) == {"type", "text"}
    )


def keys_lost(
    turn: Mapping[str, Any], path: str, carried: Sequence[str], losses: list[Loss]
) -> None:
    """Name every key of a message that the target cannot carry."""
    weight = "weight_one" if turn.get("weight") == 1 else "weight_zero"
    if turn["role"] != "assistant":
        weight = "idle_weight"
    for key in turn:
        if key in carried or key in ("role", "content"):
            continue
        code = {
            "weight": weight,
            "tool_calls": "tools",
            "function_call": "tools",
            "tool_call_id": "tools",
            "name": "speaker_name",
        }.get(key, "message_key")
        losses.append(Loss(code, f"{path}.{key}"))


def beside_lost(example: Example, carried: Sequence[str], losses: list[Loss]) -> None:
    """Name every key beside the messages that the target cannot carry."""
    for key in example:
        if key == "messages" or key in carried:
            continue
        code = "record_id" if key == "id" else "extra_key"
        if key in TOOL_KEYS:
            code = "tools"
        elif key in MEDIA_KEYS:
            code = "media"
        losses.append(Loss(code, key))


def arguments_text(arguments: Any) -> str:
    """Arguments of a tool call as the JSON string chat formats carry."""
    return arguments if isinstance(arguments, str) else json_text(arguments)


def json_text(value: Any) -> str:
    """JSON inside a string; half characters, which no file can carry, as escapes."""
    text = json.dumps(value, ensure_ascii=False)
    if any("\ud800" <= char <= "\udfff" for char in text):
        return json.dumps(value)
    return text


def read_call(value: Any, call_id: str) -> dict[str, Any]:
    """Tool call from the JSON of its name and arguments.

    What is no such JSON is passed on as it is, for validation to name.

    Examples
    --------
    >>> read_call('{"name": "track", "arguments": {"id": 7}}', "call00001")["function"]
    {'name': 'track', 'arguments': '{"id": 7}'}
    """
    function = value
    try:
        call = json.loads(value)
        function = {**call, "arguments": arguments_text(call["arguments"])}
    except (TypeError, ValueError, KeyError, RecursionError):
        pass
    return {"id": call_id, "type": "function", "function": function}


class InventedIds:
    """Ids for the tool calls of one record in a format that has none.

    Results answer the calls before them in order; one too many answers none.

    Examples
    --------
    >>> ids = InventedIds()
    >>> ids.call(), ids.call(), ids.result(), ids.result(), ids.result()
    ('call00001', 'call00002', 'call00001', 'call00002', None)
    """

    def __init__(self) -> None:
        self._calls = 0
        self._unanswered: list[str] = []

    def call(self) -> str:
        """Id of the next call."""
        self._calls += 1
        self._unanswered.append(f"call{self._calls:05d}")
        return self._unanswered[-1]

    def result(self) -> str | None:
        """Id of the call that the next result answers, if there is one."""
        return self._unanswered.pop(0) if self._unanswered else None


def untyped_parts(content: Any, path: str, losses: list[Loss]) -> list[dict[str, Any]]:
    """Content as parts told apart by their keys, as Nova and Gemini have them."""
    if not isinstance(content, list):
        return [{"text": content or ""}]
    if one_text_part(content):
        losses.append(Loss("part_boundaries", f"{path}.content"))
    parts = []
    for part in content:
        if part["type"] in ("text", "media"):
            parts.append({key: part[key] for key in part if key != "type"})
        else:
            losses.append(Loss("media", f"{path}.content"))
    return parts


def typed_part(part: Any, media: Collection[str]) -> Any:
    """Part as chat formats have it; what is neither text nor media is left alone."""
    if not isinstance(part, dict):
        return part
    if set(part) == {"text"}:
        return {"type": "text", **part}
    return {"type": "media", **part} if set(part) & set(media) else part
