"""In which tone, how long and how carefully shall a text be written?

The attributes of a request are free words; those that are known here count, in any
attribute. What they leave open, the seed's own manner decides.
"""

import re
from collections.abc import Mapping
from typing import TypeVar

T = TypeVar("T")

TONES: Mapping[str, tuple[str, ...]] = {
    "annoyed": ("annoy", "angry", "impatient", "upset", "rude", "furious", "frustrat"),
    "polite": ("polite", "formal", "courteous"),
    "friendly": ("friendly", "warm", "cheer", "happy", "relaxed"),
}
"""Words of an attribute that ask for a tone; "plain" where there is none."""

PERSONAS: Mapping[str, tuple[str, ...]] = {
    "hurry": ("hurry", "busy"),
    "first": ("first-time", "new customer", "beginner"),
    "regular": ("regular",),
    "company": ("company", "school", "business"),
}
"""Words of an attribute that say who writes."""

LENGTHS: Mapping[int, tuple[str, ...]] = {
    1: ("one short", "one sentence", "very short"),
    2: ("two sentences", "one or two", "short"),
    4: ("paragraph", "long", "four", "detailed"),
}
"""Words of an attribute that ask for about so many sentences; 3 where there is none."""

_ANGRY = re.compile(r"[!?]{2,}|\b[A-Z]{4,}\b[^\n]{1,40}\b[A-Z]{4,}\b")
_POLITE = re.compile(r"\b(?:kindly|dear|thank|regards|sincerely|grateful)", re.I)
_KEPT = re.compile(r"\w*\d\w*|\b[A-Z]{2,}\b")
_MAY_SHRINK = re.compile(
    r"(?:The|We|My|Our|You|Your|There|This|It|Is|Can|Could|Please|How|What|When|Where"
    r"|Why|Do|Does|If|Every|Whenever|After|Since|A|One|According|Nobody|Would|Has|Any"
    r"|Only|Until|Today|Half|Some|Change|Forget|Scrap|Instead|Not|Make|Correction)\b"
)

MANNER_CHARS = 400
"""So much of a text shows in which manner it is written."""


def is_curt(text: str) -> bool:
    """Whether somebody did not care for capital letters.

    Examples
    --------
    >>> is_curt("desk shows E4 and beeps"), is_curt("Where's my sofa.")
    (True, False)
    """
    letters = list(filter(str.isalpha, _KEPT.sub("", text[:MANNER_CHARS])))
    return bool(letters) and not any(map(str.isupper, letters))


def curtly(text: str) -> str:
    """The same without capitals, apostrophes and a full stop at the end.

    Examples
    --------
    >>> curtly("My desk shows E4. It doesn't move.")
    'my desk shows E4. it doesnt move'
    """
    kept = (word if _KEPT.search(word) else word.lower() for word in text.split(" "))
    return " ".join(kept).replace("'", "").removesuffix(".").rstrip()


def joined(parts: list[str], by_mail: bool) -> str:
    """Parts as one text; a greeting stands on a line of its own in a mail.

    Examples
    --------
    >>> joined(["Hello,", "The lamp is here.", "Ada"], by_mail=True)
    'Hello,\\n\\nThe lamp is here.\\n\\nAda'
    >>> joined(["Hello,", "The lamp is here.", "Ada"], by_mail=False)
    'Hello, the lamp is here. Ada'
    """
    if by_mail and parts[0].endswith(","):
        body, last = parts[1:], []
        if len(body) > 1 and not body[-1].endswith((".", "?", "!")):
            body, last = body[:-1], body[-1:]
        return "\n\n".join([parts[0], " ".join(body), *last])
    first, *rest = parts
    if rest and first.endswith(",") and _MAY_SHRINK.match(rest[0]):
        rest[0] = rest[0][0].lower() + rest[0][1:]
    return " ".join([first, *rest])


def tone_of(text: str, attributes: Mapping[str, str]) -> tuple[str, str]:
    """Tone of a seed, and the tone that the attributes ask for.

    Examples
    --------
    >>> tone_of("Kindly send it again.", {"tone": "annoyed"})
    ('polite', 'annoyed')
    """
    text = text[:MANNER_CHARS]
    seed = "polite" if _POLITE.search(text) else "plain"
    seed = "annoyed" if _ANGRY.search(text) else seed
    return seed, asked(attributes, TONES) or "plain"


def asked(
    attributes: Mapping[str, str], known: Mapping[T, tuple[str, ...]]
) -> T | None:
    """The first known meaning that a value of the attributes has.

    Examples
    --------
    >>> asked({"persona": "someone in a hurry"}, PERSONAS)
    'hurry'
    """
    values = " | ".join(attributes.values()).lower()
    for meaning, words in known.items():
        if any(word in values for word in words):
            return meaning
    return None
