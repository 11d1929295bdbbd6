"""What can be wrong with a row? Every code, its severity and its meaning, in one table.

A bad row is data: it becomes a `Finding`, never an exception.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
Verdict = Literal["valid", "warn", "invalid"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or worth knowing, about one row.

    Attributes
    ----------
    code : str
        Stable name in snake_case; see `CODES`.
    severity : {"error", "warning", "note"}
        An error must not reach an export, a warning is kept and shown.
    path : str
        Where it is, as in ``messages[2].content``; empty for the whole record.
    message : str
        One sentence for people; counts from 1.
    """

    code: str
    severity: Severity
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.severity} {self.code}: {self.message}"


CODES: dict[str, tuple[Severity, str]] = {
    # The text of the record
    "invalid_json": ("error", "the text is not JSON"),
    "invalid_encoding": ("error", "the bytes are not text in the file's encoding"),
    "truncated": ("error", "the record stops in the middle"),
    "too_deep": ("error", "nested deeper than any trainer reads"),
    "number_too_long": ("error", "a number with too many digits to be meant"),
    "lone_surrogate": ("error", "half a character, which UTF-8 cannot carry"),
    "ragged_row": ("error", "a CSV row with more or fewer cells than the header"),
    "record_too_large": ("error", "a record larger than any trainer reads"),
    "not_an_object": ("error", "the record is not a JSON object"),
    "duplicate_key": ("warning", "a key stands twice; the last one counts"),
    "non_finite_number": ("warning", "NaN or Infinity, which JSON does not know"),
    # Its shape
    "unknown_format": ("error", "no known format has these keys"),
    "ambiguous_format": ("error", "the keys of two formats at once"),
    "no_messages": ("error", "no message at all"),
    "wrong_type": ("error", "a value of the wrong type"),
    "missing_role": ("error", "a message without a role"),
    "unknown_role": ("error", "a role no trainer knows"),
    "no_user": ("error", "no user message"),
    "no_assistant": ("error", "no assistant message: nothing to learn"),
    "missing_content": ("error", "a message with neither content nor tool calls"),
    "empty_content": ("error", "content that nobody can see"),
    "bad_weight": ("error", "a weight other than 0 or 1"),
    "bad_tool_call": ("error", "a tool call a trainer cannot read"),
    "bad_tools": ("error", "a tool definition a trainer cannot read"),
    "orphan_tool_result": ("error", "a tool result that answers no call"),
    "bad_part": ("error", "a content part a trainer cannot read"),
    "conversion_loss": ("error", "the target cannot express something"),
    # Kept, but the user is told
    "column_mapping": ("warning", "columns read as user and assistant text"),
    "preference_record": (
        "warning",
        "a preference pair; preference='chosen' reads its better reply",
    ),
    "text_only": ("warning", "text without a reply: pretraining data"),
    "prompt_only": ("warning", "a prompt without a reply"),
    "label_list": ("warning", "several labels a text: not an SFT example"),
    "turn_order": ("warning", "turns in an order chat templates refuse"),
    "system_position": ("warning", "a system message that is not the first"),
    "last_turn_user": ("warning", "ends on the user: the last turn trains nothing"),
    "nothing_to_train": ("warning", "every assistant turn has weight 0"),
    "extra_key": ("warning", "a key trainers ignore or refuse"),
    "too_short": ("warning", "shorter than the task's limit"),
    "too_long": ("warning", "longer than the task's limit"),
    "unknown_label": ("warning", "a reply that is none of the task's labels"),
    "bad_output_format": ("warning", "a reply not in the task's output format"),
    "pii": ("warning", "looks like personal data"),
    "secret": ("warning", "looks like a password or key"),
    "bidi_control": ("warning", "characters that turn the reading direction"),
    "invisible_character": ("warning", "characters nobody can see"),
    "control_character": ("warning", "control characters"),
    "replacement_character": ("warning", "U+FFFD: text lost in an earlier decoding"),
    "template_token": ("warning", "a chat template's control token as text"),
    "placeholder": ("warning", "a placeholder nobody filled in"),
    "exact_duplicate": ("warning", "the same messages as an earlier row"),
    "near_duplicate": ("warning", "almost the words of an earlier row"),
    "conflicting_label": ("warning", "an earlier row gives this text another label"),
    # Good to know
    "markup": ("note", "HTML or a script, shown as text"),
}
"""Every finding code: its severity and what it means."""

NAMED_REPAIRS: dict[str, str] = {
    "bom": "removed the byte order mark",
    "utf16": "decoded UTF-16",
    "crlf": "read CRLF line ends",
    "lone_cr": "read lone CR line ends",
    "array_in_jsonl": "read a JSON array from a file named as JSON Lines",
    "pretty_printed": "read pretty-printed objects, one after another",
    "csv_delimiter": "read a CSV delimiter other than the comma",
    "blank_lines": "passed over blank lines",
}
"""The repairs made while reading, each reported; other damage is an invalid record."""


def finding(
    code: str, path: str = "", message: str = "", severity: Severity | None = None
) -> Finding:
    """Make a finding with the severity and, unless given, the words of `CODES`.

    Examples
    --------
    >>> print(finding("empty_content", "messages[1].content"))
    error empty_content: content that nobody can see
    """
    usual, meaning = CODES[code]
    return Finding(code, severity or usual, path, message or meaning)


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Worst of the findings: ``invalid`` with an error, ``warn`` with a warning.

    Examples
    --------
    >>> verdict([finding("markup")]), verdict([finding("pii"), finding("wrong_type")])
    ('valid', 'invalid')
    """
    severities = {each.severity for each in findings}
    if "error" in severities:
        return "invalid"
    return "warn" if "warning" in severities else "valid"
