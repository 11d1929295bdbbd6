"""Is a reply an answer at all, whole, of its own words and in a normal voice?"""

import re

from ftwidgets.examples import is_blank, is_label
from ftwidgets.signals.refusals import find_refusal
from ftwidgets.signals.turns import Evidence, Turn, lowered, ramp, whole

ENOUGH_WORDS = 8
"""A reply of fewer words, unless it is a label, is too short in proportion."""

ECHO_CHARS = 12
"""A shorter prompt may well come back, as a greeting or a name does."""

ECHO_NONE, ECHO_FULL = 0.3, 0.7
"""Share of the reply that is the prompt again."""

SOFTENED = 0.3
"""Strength where the evidence has a fair excuse: see `refusal` and `prompt_echo`."""

UNFINISHED_WORDS = 12
"""Shorter replies may end as they like."""

UNCLOSED = 0.5
"""Strength of a sentence without its full stop; a dangling word counts in full."""

SHOUTED_NONE, SHOUTED_FULL = 0.3, 0.8
"""Share of the characters that stand in words of capitals."""

MANY_PHRASES = 3
"""So many boilerplate phrases count in full."""

_REWORDS = re.compile(
    r"\b(?:translat|rewrit|rephras|paraphras|proofread|reword|punctuat|reformat|grammar"
    r"|correct (?:the|any|this|their|spelling))",
    re.I,
)
_DANGLING_SIGNS = (",", ":", "(", "[", "{", "&", "“")
_DANGLING_WORD = re.compile(
    "the|an?|and|or|of|to|in|with|for|that|is|are|by|as|from|but|because|which|your|our"
)
_SENTENCE_END = re.compile(r"\D[.!?] |[。！？]")
_ADDRESS = re.compile(r"[/@.:#]")
_CAPITALS = re.compile("[A-Z]{3,}")
_URL = re.compile(r"\s*(?:https?://|www\.)\S+\s*\Z")
_BOILERPLATE = (
    "as an ai ",
    "as a language model",
    "as a large language model",
    "i hope this helps",
    "is there anything else i can",
    "if you have any other questions",
    "if you have any further questions",
    "let me know if you have any",
    "feel free to ask",
    "great question",
    "it is important to note",
    "it's important to note",
    "in conclusion,",
    "i'd be happy to help",
)


def no_reply(turn: Turn) -> Evidence | None:
    """Find a reply in which there is nothing to see.

    Examples
    --------
    >>> no_reply(Turn(" \\u200b")).strength
    1.0
    """
    return Evidence(1.0, 0, len(turn.text)) if is_blank(turn.text) else None


def refusal(turn: Turn) -> Evidence | None:
    """Find words that decline to help.

    Softened where help follows all the same, or where the example declares tools and
    the reply says what they cannot do. Not found in a refusal that the prompt itself
    gives to translate or reword.

    Examples
    --------
    >>> refusal(Turn("Sorry, I can't help with that.")).strength
    1.0
    >>> refusal(Turn("I'm sorry for the delay. It ships today."))
    """
    found = find_refusal(turn.text)
    if found is None:
        return None
    given = re.split('[:"“]', turn.prompt)
    asked = turn.instructions + turn.prompt
    if _REWORDS.search(asked) and any(map(find_refusal, given)):
        return None
    strength = SOFTENED if found.helps or turn.has_tools else 1.0
    return Evidence(strength, found.start, found.end)


def prompt_echo(turn: Turn) -> Evidence | None:
    """Find the prompt given back; softened where the instructions are to reword.

    Examples
    --------
    >>> prompt_echo(Turn("Where is my parcel?", prompt="Where is my parcel?")).strength
    1.0
    """
    prompt = lowered(turn.prompt.strip())
    if len(prompt) < ECHO_CHARS or prompt not in turn.low:
        return None
    strength = ramp(len(prompt) / len(turn.text.strip()), ECHO_NONE, ECHO_FULL)
    if not strength:
        return None
    start = turn.low.index(prompt)
    softened = SOFTENED if _REWORDS.search(turn.instructions) else 1.0
    return Evidence(softened * strength, start, start + len(prompt))


def too_short(turn: Turn) -> Evidence | None:
    """Find fewer words than an answer needs; a label is no answer and may be short.

    Examples
    --------
    >>> too_short(Turn("It ships today.")).strength, too_short(Turn("delivery"))
    (0.625, None)
    """
    if turn.words >= ENOUGH_WORDS or is_label(turn.text) or is_blank(turn.text):
        return None
    return whole(turn, ramp(turn.words, ENOUGH_WORDS, 0))


def unfinished(turn: Turn) -> Evidence | None:
    """Find an open code fence, a dangling last word, or a sentence without its end.

    Examples
    --------
    >>> reply = "Your card was sent to you on Monday. If it does not arrive, ask the"
    >>> unfinished(Turn(reply))
    Evidence(strength=1.0, start=64, end=67)
    """
    if turn.words < UNFINISHED_WORDS:
        return None
    text = turn.text.rstrip()
    if text.count("```") % 2:
        return Evidence(1.0, text.rindex("```"), len(text))
    line = text.rfind("\n") + 1
    word = max(line, text.rfind(" ") + 1)
    dangling = _DANGLING_WORD.fullmatch(turn.low, word, len(text))
    if dangling or text.endswith(_DANGLING_SIGNS):
        return Evidence(1.0, word, len(text))
    is_word = text[-1].isalnum() and not _ADDRESS.search(text, word)
    if not is_word or not _SENTENCE_END.search(turn.low, line):
        return None
    return Evidence(UNCLOSED, word, len(text))


def shouting(turn: Turn) -> Evidence | None:
    """Find a reply that is largely written in capitals.

    Examples
    --------
    >>> shouting(Turn("YOUR CARD SHIPS TODAY")).strength
    1.0
    """
    capitals = _CAPITALS.findall(turn.text)
    share = sum(map(len, capitals)) / max(1, len(turn.text))
    return (
        whole(turn, ramp(share, SHOUTED_NONE, SHOUTED_FULL)) if capitals[2:] else None
    )


def url_only(turn: Turn) -> Evidence | None:
    """Find an address with nothing around it.

    Examples
    --------
    >>> url_only(Turn("https://example.com")).strength
    1.0
    """
    return whole(turn, 1.0 if _URL.match(turn.text) else 0.0)


def boilerplate(turn: Turn) -> Evidence | None:
    """Find phrases that assistants say about anything.

    Examples
    --------
    >>> boilerplate(Turn("It ships today. I hope this helps!"))
    Evidence(strength=0.3333333333333333, start=16, end=33)
    """
    found = [phrase for phrase in _BOILERPLATE if phrase in turn.low]
    if not found:
        return None
    start = turn.low.index(found[0])
    return Evidence(min(1.0, len(found) / MANY_PHRASES), start, start + len(found[0]))
