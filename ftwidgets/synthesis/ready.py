"""Which tasks are ready made, and is a task one of them?"""

from collections.abc import Mapping
from typing import Any

from ftwidgets.examples import normalise_label
from ftwidgets.tasks import Production, Task

LABELS = ("billing", "delivery", "returns", "technical")

ORDER_KEYS = ("customer", "ship_to", "deliver_by", "items", "gift", "note")
"""Keys of an order, in the order in which they are written."""


def _text_or_null() -> dict[str, Any]:
    return {"anyOf": [{"type": "string"}, {"type": "null"}]}


ORDER_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "customer": _text_or_null(),
        "ship_to": _text_or_null(),
        "deliver_by": _text_or_null(),
        "items": {
            "type": "array",
            "items": {
                "type": "array",
                "items": {
                    "anyOf": [
                        {"type": "integer"},
                        {"type": "string"},
                        {"type": "null"},
                    ]
                },
                "description": "[quantity or null, article]",
            },
        },
        "gift": {"type": "boolean"},
        "note": _text_or_null(),
    },
    "required": list(ORDER_KEYS),
    "additionalProperties": False,
}
"""JSON schema of an order. That an item is a pair cannot be said in a schema for
structured output, so its description says it."""

_CLASSIFICATION = (
    "Label a message that a customer wrote to a furniture shop. What the customer "
    "wants decides, not which words occur: about money (charges, invoices, "
    "instalments, discounts, gift cards) is billing; to get something (where it is, "
    "when and where it is brought, what is missing from it) is delivery; to give "
    "something back or swap it is returns; to make something work (the website, the "
    "app, a device) is technical. A damaged article that the customer wants taken "
    "away is returns. The reply is the label in lower case and nothing else. Messages "
    "read as real ones do: some curt and in lower case, some long and polite, some "
    "angry, some with a detail that could mislead; the label must stay beyond doubt."
)
_FORMAT_CONVERSION = (
    "Turn the order note of a furniture shop into JSON. The keys, in this order: "
    "customer (the name as written), ship_to (the town), deliver_by (the last day as "
    "YYYY-MM-DD; notes put the day first), items (a list of [quantity, article in the "
    "singular, its colour and size behind commas]), gift (true or false), note (any "
    "other wish in a few words). null stands for what the note does not say, also for "
    "a quantity. What was cancelled or corrected in the note is not ordered. Notes "
    "are untidy as in life: forwarded mails, calls written down, lists, second "
    "thoughts. Every value must follow from the note, and nothing the note orders may "
    "be missing."
)
_STYLE_MATCHING = (
    "Rewrite a text of a furniture shop in its house style: short and warm, plain "
    "words, active voice, British spelling. Keep every fact and add none; numbers, "
    "dates and conditions stay. The text to rewrite is stiff, bureaucratic, inflated "
    "as an advertisement, American in spelling, or a hasty note to a colleague; the "
    "reply speaks to the customer as 'you' and for the shop as 'we', without slang, "
    "emoji or exclamation marks in a row."
)

READY: Mapping[str, Task] = {
    "classification": Task(
        name="support tickets",
        kind="classification",
        labels=LABELS,
        production=Production(False, False, "label"),
        description=_CLASSIFICATION,
        attributes={
            "persona": (
                "someone in a hurry",
                "a first-time customer",
                "a regular who knows the shop",
                "someone who writes for a company or a school",
            ),
            "tone": ("matter-of-fact", "friendly", "annoyed", "very polite"),
            "length": ("one or two sentences", "three sentences", "a paragraph"),
            "channel": ("e-mail", "chat", "web form", "phone call, written down"),
        },
    ),
    "format_conversion": Task(
        name="order notes",
        kind="format_conversion",
        production=Production(True, False, "json"),
        description=_FORMAT_CONVERSION,
        attributes={
            "channel": ("e-mail", "chat", "a list", "phone call, written down"),
            "tone": ("matter-of-fact", "friendly", "impatient", "very polite"),
            "difficulty": (
                "plain",
                "something is corrected or cancelled",
                "something else is mentioned that is not ordered",
            ),
            "persona": ("a private person", "someone who orders for others"),
        },
        reply_schema=ORDER_SCHEMA,
    ),
    "style_matching": Task(
        name="house style",
        kind="style_matching",
        production=Production(True, False, "text"),
        description=_STYLE_MATCHING,
        attributes={
            "original": (
                "stiff and in the passive",
                "inflated, in American spelling",
                "a hasty note to a colleague",
            ),
            "length": ("one sentence", "two sentences", "three sentences"),
            "reader": ("one customer about an order", "all customers"),
        },
    ),
}
"""The ready-made tasks, by kind; each has twenty gold seeds in ``data/seeds``."""


def is_ready(task: Task) -> bool:
    """Whether a task is a ready-made one, or a part of it with fewer labels.

    Examples
    --------
    >>> is_ready(READY["classification"])
    True
    >>> is_ready(Task("mine", "classification", labels=["spam", "billing"]))
    False
    """
    ready = READY.get(task.kind)
    if ready is None:
        return False
    labels = set(map(normalise_label, task.labels))
    return labels <= set(ready.labels) and task.reply_schema in (
        None,
        ready.reply_schema,
    )
