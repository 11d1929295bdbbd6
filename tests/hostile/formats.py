"""Is every record format known by its own keys, and its broken records caught?"""

from typing import Any

from hostile.model import KEPT, SUSPECT, Case, Row, array_of, jsonl
from hostile.texts import TICKETS, ask, pair, reply, talk

Table = dict[str, tuple[Any, str]]
"""What is hostile -> (record, verdict)."""


def words(number: int) -> tuple[str, str]:
    """Question and answer of a ticket."""
    return TICKETS[number]


def alpaca(number: int, **beside: Any) -> dict[str, Any]:
    """Alpaca record of a ticket, other members added or put in place."""
    question, answer = words(number)
    return {"instruction": question, "input": "", "output": answer, **beside}


def said(number: int) -> list[dict[str, Any]]:
    """ShareGPT turns of a ticket."""
    question, answer = words(number)
    return [{"from": "human", "value": question}, {"from": "gpt", "value": answer}]


def sharegpt(*turns: Any, **beside: Any) -> dict[str, Any]:
    """ShareGPT record."""
    return {"conversations": list(turns), **beside}


def valued(role: str, number: int) -> dict[str, Any]:
    """Turn whose part has a ``value``, as LLaMA-Factory v1 writes it."""
    text = words(number)[role == "assistant"]
    return {"role": role, "content": [{"type": "text", "value": text}]}


CALL_TEXT = '{"name": "look_up", "arguments": {"order": "tent"}}'
CALLED = [
    {"from": "function_call", "value": CALL_TEXT},
    {"from": "observation", "value": '{"state": "sent"}'},
]
TOOL_TEXT = '[{"name": "look_up", "description": "Finds an order.", "parameters": {}}]'

COMPLETION: Table = {
    "good": (pair(0), "valid"),
    "leading space": (
        {"prompt": words(1)[0], "completion": " " + words(1)[1]},
        "valid",
    ),
    "blank prompt": ({"prompt": "", "completion": words(2)[1]}, "invalid?"),
    "blank completion": ({"prompt": words(3)[0], "completion": " \n"}, "invalid"),
    "null completion": ({"prompt": words(4)[0], "completion": None}, "invalid"),
    "null prompt": ({"prompt": None, "completion": words(5)[1]}, "invalid"),
    "number": ({"prompt": words(6)[0], "completion": 7}, "invalid"),
    "word true": ({"prompt": words(7)[0], "completion": True}, "invalid"),
    "texts": ({"prompt": words(8)[0], "completion": ["a", "b"]}, "invalid"),
    "object": ({"prompt": {"text": "x"}, "completion": words(9)[1]}, "invalid"),
    "only completion": ({"completion": words(10)[1]}, "invalid?"),
    "messages": ({"prompt": [ask(11)], "completion": [reply(11)]}, KEPT),
    "no messages": ({"prompt": [], "completion": []}, "invalid"),
    "odd key": ({**pair(12), "mood": "calm"}, "warn"),
}

ALPACA: Table = {
    "good": (alpaca(0), "valid"),
    "with input": (alpaca(1, input="It closes at once."), "valid"),
    "null input": (alpaca(2, input=None), "valid"),
    "without input": (
        {key: value for key, value in alpaca(3).items() if key != "input"},
        "valid",
    ),
    "system": (alpaca(4, system="Be brief."), "valid"),
    "history": (alpaca(5, history=[list(words(6))]), "valid"),
    "history a text": (alpaca(7, history="before"), "invalid"),
    "history of texts": (alpaca(8, history=["before"]), "invalid"),
    "history of numbers": (alpaca(9, history=[[1, 2]]), "invalid"),
    "history of three": (alpaca(10, history=[["a", "b", "c"]]), "invalid?"),
    "blank output": (alpaca(11, output=""), "invalid"),
    "null output": (alpaca(12, output=None), "invalid"),
    "number": (alpaca(13, output=9), "invalid"),
    "list": (alpaca(14, output=["a"]), "invalid"),
    "instruction a number": (alpaca(15, instruction=1), "invalid"),
    "blank instruction": (alpaca(16, instruction=" "), SUSPECT),
    "null instruction": (alpaca(17, instruction=None), "invalid"),
    "input a number": (alpaca(18, input=3), "invalid"),
    "input a list": (alpaca(19, input=["a"]), "invalid"),
    "no output": ({"instruction": words(20)[0], "input": ""}, SUSPECT),
    "noinput": (alpaca(21, input="<noinput>"), KEPT),
}

SHAREGPT: Table = {
    "good": (sharegpt(*said(0)), "valid"),
    "id": (sharegpt(*said(1), id="identity_1"), "valid"),
    "system turn": (
        sharegpt({"from": "system", "value": "Be brief."}, *said(2)),
        "valid",
    ),
    "system": (sharegpt(*said(3), system="Be brief."), "valid"),
    "tools": (
        sharegpt(said(4)[0], *CALLED, said(4)[1], tools=TOOL_TEXT),
        "valid",
    ),
    "call not JSON": (
        sharegpt(
            said(5)[0], {"from": "function_call", "value": "look_up()"}, said(5)[1]
        ),
        "invalid",
    ),
    "orphan": (
        sharegpt(said(6)[0], CALLED[1], said(6)[1], tools=TOOL_TEXT),
        "invalid?",
    ),
    "tools not JSON": (sharegpt(*said(7), tools="look_up"), "invalid?"),
    "human last": (sharegpt(*said(8), said(9)[0]), "warn"),
    "gpt first": (sharegpt(said(10)[1], *said(11)), "warn"),
    "two humans": (sharegpt(said(12)[0], *said(13)), "warn"),
    "no gpt": (sharegpt(said(14)[0]), "invalid"),
    "no human": (sharegpt(said(15)[1]), "invalid"),
    "unknown tag": (sharegpt(said(16)[0], {"from": "boss", "value": "Hi"}), "invalid"),
    "null tag": (sharegpt(said(17)[0], {"from": None, "value": "Hi"}), "invalid"),
    "list tag": (sharegpt(said(18)[0], {"from": ["gpt"], "value": "Hi"}), "invalid"),
    "no tag": (sharegpt(said(19)[0], {"value": "Hi"}), "invalid"),
    "null value": (sharegpt(said(20)[0], {"from": "gpt", "value": None}), "invalid"),
    "number value": (sharegpt(said(21)[0], {"from": "gpt", "value": 3}), "invalid"),
    "blank value": (sharegpt(said(22)[0], {"from": "gpt", "value": " "}), "invalid"),
    "no value": (sharegpt(said(23)[0], {"from": "gpt"}), "invalid"),
    "null turn": (sharegpt(None, *said(24)), "invalid"),
    "text turn": (sharegpt("Hello", *said(25)), "invalid"),
    "empty": (sharegpt(), "invalid"),
    "null": ({"conversations": None}, "invalid"),
    "text": ({"conversations": "Hello"}, "invalid"),
    "object": ({"conversations": said(26)[0]}, "invalid"),
    "roles and contents": ({"conversations": [ask(27), reply(27)]}, KEPT),
}

CHOICES = {"chosen": words(0)[1], "rejected": "Ask somebody else."}
APART: Table = {
    "preference": ({"prompt": words(0)[0], **CHOICES}, "warn"),
    "preference of messages": (
        {"prompt": [ask(1)], "chosen": [reply(1)], "rejected": [reply(2)]},
        "warn",
    ),
    "preference without prompt": (
        {"chosen": [ask(3), reply(3)], "rejected": [ask(3), reply(4)]},
        "warn",
    ),
    "preference by OpenAI": (
        {
            "input": {"messages": [ask(5)]},
            "preferred_output": [reply(5)],
            "non_preferred_output": [reply(6)],
        },
        "warn",
    ),
    "preference by ShareGPT": (
        {"conversations": said(7)[:1], "chosen": said(7)[1], "rejected": said(8)[1]},
        "warn",
    ),
    "preference by factory": (
        {
            "chosen_messages": [valued("user", 9), valued("assistant", 9)],
            "rejected_messages": [valued("user", 9), valued("assistant", 10)],
        },
        "warn?",
    ),
    "judged completion": ({**pair(11), "label": False}, "warn"),
    "text": ({"text": "The tent stands on a meadow behind the river."}, "warn"),
    "null text": ({"text": None}, "invalid"),
    "blank text": ({"text": " \n"}, "invalid"),
    "number as text": ({"text": 12}, "invalid"),
    "list as text": ({"text": ["a", "b"]}, "invalid"),
    "prompt": ({"prompt": words(12)[0]}, "warn"),
    "null prompt": ({"prompt": None}, "invalid"),
    "number as prompt": ({"prompt": 12}, "invalid"),
    "turns": ({"question_id": 1, "category": "generic", "turns": ["Why?"]}, SUSPECT),
    "label list": ({"text": words(13)[0], "intents": ["arrival", "new"]}, "warn?"),
    "columns": ({"text": words(14)[0], "category": "lamp"}, "warn?"),
    "null label": ({"text": words(15)[0], "category": None}, "invalid?"),
}
"""Records that are kept but are no training examples, and their broken sisters."""

UNKNOWN: Table = {
    "unknown": ({"foo": 1}, "invalid"),
    "empty object": ({}, "invalid"),
    "empty key": ({"": ""}, "invalid"),
    "other language": ({"frage": "Wo?", "antwort": "Hier."}, "invalid"),
    "capital key": ({"Messages": talk(0)["messages"]}, "invalid"),
    "wrapped": ({"data": [talk(1)]}, "invalid?"),
    "role and content": (ask(2), "invalid"),
    "error answer": ({"error": {"message": "rate limit", "code": 429}}, "invalid"),
    "odd key": (talk(3, mood="calm"), "warn"),
    "many odd keys": (talk(4, **{f"k{number}": None for number in range(200)}), "warn"),
    "id": (talk(5, id="row-5"), KEPT),
}

TABLES: dict[str, Table] = {
    "completion": COMPLETION,
    "alpaca": ALPACA,
    "sharegpt": SHAREGPT,
    "apart": APART,
    "unknown": UNKNOWN,
}

CODES = {"ambiguous": "ambiguous_format"}
"""The code every record of a table must bear."""


def rows_of(name: str, table: Table) -> list[Row]:
    """Rows of a table; the one called good must bear the table's format."""
    return [
        Row(what, record, verdict, name if what == "good" else "", CODES.get(name, ""))
        for what, (record, verdict) in table.items()
    ]


def cases() -> list[Case]:
    """Each table in lines, two of them as arrays too."""
    return [
        *(jsonl(name, rows_of(name, table)) for name, table in TABLES.items()),
        *(
            Case(f"{name}.json", array_of(rows), rows)
            for name, rows in (
                ("alpaca", rows_of("alpaca", ALPACA)),
                ("sharegpt", rows_of("sharegpt", SHAREGPT)),
            )
        ),
    ]
