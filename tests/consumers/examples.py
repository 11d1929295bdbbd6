"""Which conversations do we try on every consumer? Named ones, and all short ones.

Most are odd on purpose. What a target refuses never reaches its checker; what it
accepts must pass.
"""

import itertools
from collections.abc import Iterator
from typing import Any

Example = dict[str, Any]

LONGEST_SEQUENCE = 5
"""All orders of up to this many turns are tried."""

TOOL = {
    "type": "function",
    "function": {
        "name": "find_parcel",
        "description": "Says where a parcel is.",
        "parameters": {
            "type": "object",
            "properties": {"number": {"type": "string"}},
            "required": ["number"],
        },
    },
}

PICTURE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)
"""One pixel, as base64 of a PNG."""


def turn(role: str, content: Any, **more: Any) -> dict[str, Any]:
    """One message."""
    return {"role": role, "content": content, **more}


def call(id: str = "call00001", **function: Any) -> dict[str, Any]:
    """One tool call."""
    usual = {"name": "find_parcel", "arguments": '{"number": "JX-44"}'}
    return {"id": id, "type": "function", "function": {**usual, **function}}


def calls(*made: dict[str, Any], content: Any = None) -> dict[str, Any]:
    """Assistant message that calls tools."""
    return turn("assistant", content, tool_calls=list(made))


def result(id: str = "call00001", content: str = "In Lyon since noon.") -> Example:
    """What a tool answered."""
    return turn("tool", content, tool_call_id=id)


def tool(**function: Any) -> dict[str, Any]:
    """`TOOL` with other members; ``None`` takes one away."""
    changed = {**TOOL["function"], **function}
    given = {key: value for key, value in changed.items() if value is not None}
    return {"type": "function", "function": given}


def text(words: str) -> dict[str, str]:
    """Text part of a content."""
    return {"type": "text", "text": words}


def picture(url: str) -> dict[str, Any]:
    """Picture part of a content, as OpenAI writes it."""
    return {"type": "image_url", "image_url": {"url": url}}


ASK = turn("user", "Where is parcel JX-44?")
ANSWER = turn("assistant", "It left Lyon at noon and arrives tomorrow.")
MORE = turn("user", "Can it come on Saturday?")
LAST = turn("assistant", "Yes, between nine and one.")
SYSTEM = turn("system", "You answer for a parcel service, in one sentence.")
DATA_URL = f"data:image/png;base64,{PICTURE}"
ADDRESS = "https://example.com/parcel.png"

PLAIN: dict[str, list[Any]] = {
    "one question": [ASK, ANSWER],
    "a system message": [SYSTEM, ASK, ANSWER],
    "several turns": [SYSTEM, ASK, ANSWER, MORE, LAST],
    "a developer message": [turn("developer", "Be brief."), ASK, ANSWER],
    "developer after system": [SYSTEM, turn("developer", "Be brief."), ASK, ANSWER],
    "two system messages": [SYSTEM, turn("system", "Be brief."), ASK, ANSWER],
    "a system message in the middle": [ASK, ANSWER, SYSTEM, MORE, LAST],
    "the assistant first": [ANSWER, MORE, LAST],
    "two questions in a row": [ASK, MORE, LAST],
    "two answers in a row": [ASK, ANSWER, LAST],
    "the user last": [ASK, ANSWER, MORE],
    "no question": [SYSTEM, ANSWER],
    "no answer": [SYSTEM, ASK],
    "white space around": [turn("user", " Hello? \n"), turn("assistant", "\n Yes. ")],
    "a label": [ASK, turn("assistant", "delivery")],
    "control tokens as text": [turn("user", "What is <|eot_id|> [INST] </s>?"), ANSWER],
    "rare characters": [
        turn("user", "שלום \u2028 \u0085 🚚 \U00020bb7 e\u0301"),
        ANSWER,
    ],
    "a long answer": [ASK, turn("assistant", "It is on its way. " * 5_000)],
    "braces": [turn("user", "What is {{ 7 * 7 }} or {% raw %}?"), ANSWER],
}

WEIGHTS: dict[str, list[Any]] = {
    "an untrained first answer": [ASK, {**ANSWER, "weight": 0}, MORE, LAST],
    "an untrained last answer": [ASK, ANSWER, MORE, {**LAST, "weight": 0}],
    "a weight of 1": [ASK, {**ANSWER, "weight": 1}],
    "nothing trained": [ASK, {**ANSWER, "weight": 0}],
    "a weight on the user": [{**ASK, "weight": 0}, ANSWER],
    "names": [{**ASK, "name": "Ada"}, {**ANSWER, "name": "desk"}],
    "reasoning": [ASK, {**ANSWER, "reasoning_content": "I look it up."}],
    "a refusal key": [ASK, {**ANSWER, "refusal": None}],
    "an odd key": [ASK, {**ANSWER, "mood": "kind"}],
}

PARTS: dict[str, list[Any]] = {
    "one text part": [turn("user", [text("Where is it?")]), ANSWER],
    "two text parts": [turn("user", [text("Where"), text("is it?")]), ANSWER],
    "text parts everywhere": [
        turn("system", [text("Be brief.")]),
        turn("user", [text("Where is it?")]),
        turn("assistant", [text("In Lyon.")]),
    ],
    "a picture at an address": [
        turn("user", [text("What is this?"), picture(ADDRESS)]),
        turn("assistant", [text("A parcel.")]),
    ],
    "a picture as data": [
        turn("user", [text("What is this?"), picture(DATA_URL)]),
        turn("assistant", [text("A parcel.")]),
    ],
    "a picture beside plain text": [
        SYSTEM,
        turn("user", [picture(DATA_URL), text("What is this?")]),
        turn("assistant", "A parcel."),
    ],
    "a picture from the assistant": [
        ASK,
        turn("assistant", [text("Here."), picture(DATA_URL)]),
    ],
    "eleven pictures": [
        turn("user", [text("What is this?"), *[picture(DATA_URL)] * 11]),
        turn("assistant", [text("Eleven parcels.")]),
    ],
    "sound": [
        turn(
            "user",
            [{"type": "input_audio", "input_audio": {"data": "AA", "format": "wav"}}],
        ),
        ANSWER,
    ],
}

TOOLS: dict[str, list[Any]] = {
    "a tool used": [ASK, calls(call()), result(), ANSWER],
    "a tool used after system": [SYSTEM, ASK, calls(call()), result(), ANSWER],
    "a tool used twice": [
        ASK,
        calls(call()),
        result(),
        ANSWER,
        MORE,
        calls(call("call00002")),
        result("call00002"),
        LAST,
    ],
    "one call after another": [
        ASK,
        calls(call()),
        result(),
        calls(call("call00002")),
        result("call00002"),
        ANSWER,
    ],
    "a call last": [ASK, calls(call())],
    "a result last": [ASK, calls(call()), result()],
    "a call with empty text": [ASK, calls(call(), content=""), result(), ANSWER],
    "a call without content": [
        ASK,
        {"role": "assistant", "tool_calls": [call()]},
        result(),
        ANSWER,
    ],
    "a call with text": [ASK, calls(call(), content="I look."), result(), ANSWER],
    "an answer before a call": [ASK, ANSWER, MORE, LAST, calls(call())],
    "two calls at once": [
        ASK,
        calls(call(), call("call00002")),
        result(),
        result("call00002"),
        ANSWER,
    ],
    "two calls, results swapped": [
        ASK,
        calls(call(), call("call00002")),
        result("call00002"),
        result(),
        ANSWER,
    ],
    "two calls, one result": [
        ASK,
        calls(call(), call("call00002")),
        result(),
        ANSWER,
    ],
    "a call never answered": [ASK, calls(call()), MORE, LAST],
    "a result given twice": [ASK, calls(call()), result(), result(), ANSWER],
    "a late result": [ASK, calls(call()), MORE, result(), ANSWER],
    "a long tool id": [
        ASK,
        calls(call("call_8vQ2mZ0c1")),
        result("call_8vQ2mZ0c1"),
        ANSWER,
    ],
    "a result with a name": [
        ASK,
        calls(call()),
        {**result(), "name": "find_parcel"},
        ANSWER,
    ],
    "no arguments": [ASK, calls(call(arguments="{}")), result(), ANSWER],
    "spaced arguments": [ASK, calls(call(arguments='{ "number":1 }')), result(), LAST],
    "deep arguments": [
        ASK,
        calls(call(arguments='{"a": [1, {"b": null}], "c": 1.0, "d": "é"}')),
        result(),
        ANSWER,
    ],
    "a dotted function name": [ASK, calls(call(name="parcels.find")), result(), LAST],
    "a long function name": [ASK, calls(call(name="find_" * 13)), result(), LAST],
    "a call with an odd key": [ASK, calls({**call(), "index": 0}), result(), LAST],
    "a call without a type": [
        ASK,
        calls({key: value for key, value in call().items() if key != "type"}),
        result(),
        ANSWER,
    ],
    "a function call of old": [
        ASK,
        turn("assistant", None, function_call={"name": "f", "arguments": "{}"}),
        turn("function", "In Lyon.", name="f"),
        ANSWER,
    ],
    "a function result alone": [ASK, turn("function", "Lyon", name="f"), ANSWER],
}

BESIDE: dict[str, Example] = {
    "an id": {"id": "row-7"},
    "an odd key": {"category": "delivery"},
    "parallel tool calls off": {"tools": [TOOL], "parallel_tool_calls": False},
    "functions of old": {"functions": [TOOL["function"]]},
    "a prompt key": {"prompt": "Where is it?"},
    "a text key": {"text": "Where is it?"},
    "a pictures column": {"images": ["parcel.png"]},
    "no tools": {"tools": []},
    "null tools": {"tools": None},
    "a tool": {"tools": [TOOL]},
    "a tool without parameters": {"tools": [tool(parameters=None)]},
    "a tool without description": {"tools": [tool(description=None)]},
    "a strict tool": {"tools": [tool(strict=True)]},
    "a tool with an odd key": {"tools": [tool(cost=3)]},
    "a dotted tool name": {"tools": [tool(name="parcels.find")]},
    "a tool without a type": {"tools": [{"function": TOOL["function"]}]},
    "a tool whose parameters are a text": {"tools": [tool(parameters="{}")]},
    "a tool with a broken schema": {"tools": [tool(parameters={"type": "thing"})]},
}
"""Keys beside the messages of a plain conversation."""

SPEAKERS = ("system", "user", "assistant", "call", "result")


def _conversation(speakers: tuple[str, ...]) -> Example:
    """Conversation in which these speak, each result answering the oldest call."""
    turns, open_calls, made = [], [], 0
    for number, speaker in enumerate(speakers):
        if speaker == "call":
            made += 1
            open_calls.append(f"call{made:05d}")
            turns.append(calls(call(open_calls[-1])))
        elif speaker == "result":
            turns.append(result(open_calls.pop(0) if open_calls else "none00000"))
        else:
            turns.append(turn(speaker, f"{speaker} says {number}"))
    return {"messages": turns}


def sequences() -> Iterator[tuple[str, Example]]:
    """All orders of a few turns, each with its name."""
    for length in range(1, LONGEST_SEQUENCE + 1):
        for speakers in itertools.product(SPEAKERS, repeat=length):
            yield ", ".join(speakers), _conversation(speakers)


def named() -> Iterator[tuple[str, Example]]:
    """Every named conversation with its name."""
    for kinds in (PLAIN, WEIGHTS, PARTS):
        for name, messages in kinds.items():
            yield name, {"messages": messages}
    for name, messages in TOOLS.items():
        yield name, {"messages": messages, "tools": [TOOL]}
    for name, keys in BESIDE.items():
        yield f"{name} beside the messages", {"messages": [ASK, ANSWER], **keys}


def our_examples() -> dict[str, Example]:
    """All conversations by name."""
    return dict([*named(), *sequences()])
