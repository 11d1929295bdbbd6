"""What is said about a record, and about which place in it?"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from ftwidgets.examples import Example, messages_of, text_of
from ftwidgets.exploration.records.texts import Page
from ftwidgets.findings import Finding
from ftwidgets.literals import preview
from ftwidgets.scoring import Part
from ftwidgets.validation.content import span_of
from ftwidgets.views import reason_in_words

WORDS_CHARS = 300
"""Of one sentence about a record so much is shown."""

MAX_REMARKS = 60
"""So many remarks on one record are shown; the rest is counted."""

_MESSAGE = re.compile(r"messages\[(\d+)\](?:\.(.*))?$")


class Remark(NamedTuple):
    """One thing that is said about a place in a record.

    Attributes
    ----------
    tone : str
        A finding's severity, or ``"part"`` for what a signal takes from the score.
    code, path, message : str
    value : float or None
        What a signal takes.
    span : tuple of (int, int) or None
        The characters of the message's text that it speaks of.
    """

    tone: str
    code: str
    path: str
    message: str
    value: float | None = None
    span: tuple[int, int] | None = None

    def to_page(self) -> Page:
        """The remark as a page shows it."""
        return {
            "tone": self.tone,
            "code": self.code,
            "words": reason_in_words(self.code),
            "path": preview(self.path),
            "message": preview(self.message, WORDS_CHARS),
            "value": self.value,
        }


def remark_of(said: Finding | Part, example: Example | None) -> Remark:
    """What a finding, or a part of a score, says about a place of an example.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.validation import validate
    >>> row = chat(("user", "I am ana@example.com"), ("assistant", "Thank you."))
    >>> remark_of(validate(row)[0], row).span
    (5, 20)
    """
    if isinstance(said, Part):
        span = (said.start, said.end) if said.start < said.end else None
        return Remark("part", said.name, said.path, said.message, said.value, span)
    at = place_of(said.path)
    messages = messages_of(example)
    span = None
    if at is not None and at[0] < len(messages) and at[1] == "content":
        text = text_of(messages[at[0]].get("content"))
        span = span_of(text, said.code, said.message)
    return Remark(said.severity, said.code, said.path, said.message, None, span)


def remarks_of(said: Iterable[Finding | Part], example: Example | None) -> list[Remark]:
    """Remarks of many findings; evidence is looked for as far as it is shown."""
    return [
        remark_of(each, example if number < MAX_REMARKS else None)
        for number, each in enumerate(said)
    ]


def place_of(path: str) -> tuple[int, str] | None:
    """Number of the message that a path leads into, and the rest of the way.

    Examples
    --------
    >>> place_of("messages[2].content"), place_of("messages[0]"), place_of("tools[1]")
    ((2, 'content'), (0, ''), None)
    """
    found = _MESSAGE.match(path)
    return (int(found[1]), found[2] or "") if found else None
