"""Are the shapes of single vendors known, and their broken records caught?"""

from typing import Any

from hostile.formats import Table, alpaca, rows_of, said, sharegpt, words
from hostile.model import KEPT, SUSPECT, Case, Row, array_of, jsonl
from hostile.texts import ask, pair, reply, talk


def parts(role: str, text: Any) -> dict[str, Any]:
    """Gemini turn."""
    return {"role": role, "parts": [{"text": text}]}


def gemini(number: int, **beside: Any) -> dict[str, Any]:
    """Gemini record of a ticket."""
    question, answer = words(number)
    return {"contents": [parts("user", question), parts("model", answer)], **beside}


def block(role: str, content: Any) -> dict[str, Any]:
    """Nova turn whose content is a list of blocks."""
    return {"role": role, "content": content}


def nova(*turns: Any, **beside: Any) -> dict[str, Any]:
    """Nova record of turns."""
    schema = {"schemaVersion": "bedrock-conversation-2024"}
    return {**schema, "messages": list(turns), **beside}


def nova_ask(number: int) -> dict[str, Any]:
    """Nova's user turn of a ticket."""
    return block("user", [{"text": words(number)[0]}])


def nova_reply(number: int) -> dict[str, Any]:
    """Nova's assistant turn of a ticket."""
    return block("assistant", [{"text": words(number)[1]}])


def factory(number: int, text: Any = None, **beside: Any) -> dict[str, Any]:
    """LLaMA-Factory v1 record of a ticket, its reply changed if a text is given."""
    question, answer = words(number)
    asked = [{"type": "text", "value": question}]
    answered = [{"type": "text", "value": answer if text is None else text}]
    return {
        "messages": [
            {"role": "user", "content": asked, "loss_weight": 0.0},
            {"role": "assistant", "content": answered, "loss_weight": 1.0, **beside},
        ]
    }


def cohere(number: int, *roles: str) -> dict[str, Any]:
    """Cohere record: capital role names, and Chatbot for the assistant."""
    texts = ("You answer tickets.", *words(number))[-len(roles) :]
    turns = zip(roles, texts, strict=True)
    return {"messages": [{"role": role, "content": text} for role, text in turns]}


GEMINI_CALL = {"name": "look_up", "args": {"order": "tent"}}
GEMINI_RESULT = {"name": "look_up", "response": {"state": "sent"}}

GEMINI: Table = {
    "good": (gemini(0), "valid"),
    "system": (
        gemini(1, systemInstruction={"parts": [{"text": "Be brief."}]}),
        "valid",
    ),
    "two parts": (
        {
            "contents": [
                {"role": "user", "parts": [{"text": "One."}, {"text": "Two?"}]},
                parts("model", words(2)[1]),
            ]
        },
        "valid",
    ),
    "functions": (
        {
            "contents": [
                parts("user", "Is the blue tent sent?"),
                {"role": "model", "parts": [{"functionCall": GEMINI_CALL}]},
                {"role": "user", "parts": [{"functionResponse": GEMINI_RESULT}]},
                parts("model", "It left on Monday."),
            ]
        },
        KEPT,
    ),
    "null contents": ({"contents": None}, "invalid"),
    "no contents": ({"contents": []}, "invalid"),
    "text contents": ({"contents": "Hello"}, "invalid"),
    "null turn": ({"contents": [None, *gemini(3)["contents"]]}, "invalid"),
    "no parts": (
        {"contents": [parts("user", "Why so?"), {"role": "model"}]},
        "invalid",
    ),
    "null parts": (
        {"contents": [parts("user", "Which?"), {"role": "model", "parts": None}]},
        "invalid",
    ),
    "empty parts": (
        {"contents": [parts("user", "Where?"), {"role": "model", "parts": []}]},
        "invalid",
    ),
    "blank text": (
        {"contents": [parts("user", "Who?"), parts("model", "")]},
        "invalid",
    ),
    "null text": (
        {"contents": [parts("user", "Go?"), parts("model", None)]},
        "invalid",
    ),
    "number": ({"contents": [parts("user", "Sum?"), parts("model", 5)]}, "invalid"),
    "unknown role": (
        {"contents": [parts("user", "So?"), parts("boss", "Hi")]},
        "invalid",
    ),
    "no model": ({"contents": [parts("user", words(4)[0])]}, "invalid"),
    "model first": (
        {"contents": [parts("model", words(5)[1]), *gemini(6)["contents"]]},
        "warn",
    ),
    "user last": (
        {"contents": [*gemini(7)["contents"], parts("user", words(8)[0])]},
        "warn",
    ),
}

NOVA: Table = {
    "good": (nova(nova_ask(0), nova_reply(0)), "valid"),
    "system": (
        nova(nova_ask(1), nova_reply(1), system=[{"text": "Be brief."}]),
        "valid",
    ),
    "null messages": ({**nova(), "messages": None}, "invalid"),
    "text messages": ({**nova(), "messages": "Hello"}, "invalid"),
    "no messages": (nova(), "invalid"),
    "null turn": (nova(None, nova_ask(2), nova_reply(2)), "invalid"),
    "null content": (nova(nova_ask(3), block("assistant", None)), "invalid"),
    "no block": (nova(nova_ask(4), block("assistant", [])), "invalid"),
    "null block": (nova(nova_ask(5), block("assistant", [None])), "invalid"),
    "empty block": (nova(nova_ask(6), block("assistant", [{}])), "invalid"),
    "blank": (nova(nova_ask(7), block("assistant", [{"text": " "}])), "invalid"),
    "null text": (nova(nova_ask(8), block("assistant", [{"text": None}])), "invalid"),
    "number": (nova(nova_ask(9), block("assistant", [{"text": 8}])), "invalid"),
    "boss": (nova(nova_ask(10), block("boss", [{"text": "Hi"}])), "invalid"),
    "no assistant": (nova(nova_ask(11)), "invalid"),
    "no user": (nova(nova_reply(12)), "invalid"),
    "assistant first": (nova(nova_reply(13), nova_ask(14), nova_reply(14)), "warn"),
    "user last": (nova(nova_ask(15), nova_reply(15), nova_ask(16)), "warn"),
}

VENDORS: Table = {
    "Claude": (talk(0, system="Be brief."), "valid"),
    "Claude, system a number": (talk(1, system=5), "invalid?"),
    "Claude, assistant first": (
        {"system": "Be brief.", "messages": [reply(2), ask(3), reply(3)]},
        "warn",
    ),
    "Claude, null content": (
        {"system": "Be brief.", "messages": [ask(4), {**reply(4), "content": None}]},
        "invalid",
    ),
    "Mistral": (talk(5, system_prompt="Be brief."), KEPT),
    "Mistral, interactions": ({"interactions": talk(6)["messages"]}, KEPT),
    "Mistral, prompt a number": (talk(7, system_prompt=5), SUSPECT),
    "Mistral, weight two": (
        {"system_prompt": "Be brief.", "messages": [ask(8), {**reply(8), "weight": 2}]},
        "invalid",
    ),
    "Cohere": (cohere(9, "System", "User", "Chatbot"), "valid"),
    "Cohere, no system": (cohere(10, "User", "Chatbot"), "valid"),
    "Cohere, unknown role": (cohere(11, "User", "Robot"), "invalid"),
    "Cohere, no chatbot": (
        {"messages": [{"role": "User", "content": "Hi"}]},
        "invalid",
    ),
    "Cohere, null content": (
        {"messages": [{"role": "User", "content": "Who?"}, {"role": "Chatbot"}]},
        "invalid",
    ),
    "Factory": (factory(12), "valid"),
    "Factory, blank": (factory(13, " "), "invalid"),
    "Factory, number": (factory(14, 5), "invalid"),
    "Factory, list": (factory(15, ["a"]), "invalid"),
    "Factory, weight a text": (factory(16, loss_weight="1"), "invalid?"),
    "Factory, no value": (
        {
            "messages": [
                *factory(17)["messages"][:1],
                block("assistant", [{"type": "text"}]),
            ]
        },
        "invalid",
    ),
    "Factory, unknown role": (factory(18, role="boss"), "invalid"),
}

AMBIGUOUS: Table = {
    "chat and completion": ({**talk(0), **pair(1)}, "invalid"),
    "chat and Alpaca": ({**talk(2), **alpaca(3)}, "invalid"),
    "chat and ShareGPT": ({**talk(4), **sharegpt(*said(5))}, "invalid"),
    "chat and Gemini": ({**talk(6), **gemini(7)}, "invalid"),
    "completion and Alpaca": ({**pair(8), **alpaca(9)}, "invalid"),
    "completion and ShareGPT": ({**pair(10), **sharegpt(*said(11))}, "invalid"),
    "all of them": ({**talk(12), **pair(12), **alpaca(12), **gemini(12)}, "invalid"),
    "the same in two": ({**talk(13), **pair(13)}, "invalid"),
}
"""Two formats at once: nobody can say which is meant."""

MIXED: Table = {
    "chat": (talk(0), "valid"),
    "completion": (pair(1), "valid"),
    "alpaca": (alpaca(2), "valid"),
    "sharegpt": (sharegpt(*said(3)), "valid"),
    "gemini": (gemini(4), "valid"),
    "nova": (nova(nova_ask(5), nova_reply(5)), "valid"),
    "unknown": ({"foo": 1}, "invalid"),
    "chat again": (talk(6), "valid"),
}
"""One record of each format: none decides for the next."""

TABLES: dict[str, Table] = {
    "gemini": GEMINI,
    "nova": NOVA,
    "vendors": VENDORS,
    "ambiguous": AMBIGUOUS,
}


def cases() -> list[Case]:
    """Each table in lines, and one record of each format in one file."""
    mixed = [
        Row(what, record, verdict, "" if verdict == "invalid" else what.split()[0])
        for what, (record, verdict) in MIXED.items()
    ]
    return [
        *(jsonl(name, rows_of(name, table)) for name, table in TABLES.items()),
        jsonl("mixed", mixed),
        Case("mixed.json", array_of(mixed), mixed),
    ]
