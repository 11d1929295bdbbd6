"""Tables whose columns are a text and its answer or label, under everyday names."""

from ftwidgets.examples import Example
from ftwidgets.findings import Finding, finding
from ftwidgets.formats.base import WEAK, Format, Record, message, with_beside

USER_COLUMNS = (
    "text",
    "user",
    "question",
    "query",
    "input",
    "instruction",
    "prompt",
    "message",
    "utterance",
    "sentence",
    "ticket",
)
"""Names read as the user's text, first match wins."""

ASSISTANT_COLUMNS = (
    "category",
    "label",
    "intent",
    "class",
    "target",
    "answer",
    "response",
    "reply",
    "output",
    "completion",
    "assistant",
)
"""Names read as the assistant's text, first match wins."""


def mapped_columns(record: Record) -> tuple[str, str] | None:
    """The columns read as user and assistant text, or ``None``.

    Examples
    --------
    >>> mapped_columns({"Text": "Where is my card?", "Category": "card_arrival"})
    ('Text', 'Category')
    """
    names = {
        key.strip().casefold(): key
        for key, value in reversed(record.items())
        if value is None or isinstance(value, str)
    }
    user = next((names[name] for name in USER_COLUMNS if name in names), None)
    reply = next((names[name] for name in ASSISTANT_COLUMNS if name in names), None)
    return (user, reply) if user and reply else None


def _claims(record: Record) -> bool:
    return mapped_columns(record) is not None


def _read(record: Record) -> Example:
    return read_columns(record, *mapped_columns(record))


def _notes(record: Record) -> list[Finding]:
    user, reply = mapped_columns(record)
    sentence = f"read {user!r} as user and {reply!r} as assistant"
    return [finding("column_mapping", "", sentence)]


def read_columns(
    record: Record, user: str, assistant: str, system: str | None = None
) -> Example:
    """Chat example of the named columns; the others stay beside the messages."""
    turns = [message("system", record[system])] if system else []
    turns += [message("user", record[user]), message("assistant", record[assistant])]
    own = [user, assistant, *([system] if system else [])]
    return with_beside(record, own, turns)


FORMATS = (Format("columns", "columns", WEAK + 10, _claims, _read, notes=_notes),)
