"""What stands in a reply that was never meant to be read?"""

import re
from collections.abc import Iterator

from ftwidgets.examples import is_blank
from ftwidgets.signals.turns import Evidence, Turn, ramp

GARBLED_SPOTS, GARBLED_SHARE = 3, 0.03
"""So many broken places, or so large a share of the characters, is fully garbled."""

MARKUP_NONE, MARKUP_FULL = 0.05, 0.5
"""Share of the characters that are tags and entities."""

FULL_OF_BLANKS = 2
"""So many unfilled blanks count in full."""

INSIDE = 0.5
"""Strength of a template token inside the text; at its edge it is a sure leak."""

_HIGH = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\ufffd"
_GARBLED = re.compile(
    rf"\ufffd+|[ÃÂ][{_HIGH}]|â€.|ðŸ|(?:[ÐÑ][{_HIGH}]){{2,}}|(?:[à-ï][{_HIGH}]{{2}}){{2,}}"
)
_TEMPLATE = re.compile(
    r"<[|｜][^<>|｜\n]{1,30}[|｜]>|\A\s*<s>|</s>\s*\Z|\[/?INST\]|<</?SYS>>"
    r"|<(?:start|end)_of_turn>|<(?:bos|eos|pad|unk)>|\[(?:PAD|CLS|SEP|BOS|EOS)\]"
    r"|^### ?(?:Instruction|Response|Human|Assistant|User)\b:?",
    re.M,
)
_BLANK = re.compile(
    r"\{\{[^{}\n]{1,40}\}\}|\blorem ipsum\b|\b(?-i:TODO|X{3,})\b"
    r"|<(?:insert|your) [^<>\n]{1,40}>|(?<!\$)\{(?:\w+_)?(?:name|price|date|order|id)\}"
    r"|\[(?:your|insert|add|enter|recipient|customer|client|agent|name|company|date"
    r"|link|url|address|phone|email|product|title|number|amount)\b[^\]\n]{0,40}\](?!\()",
    re.I,
)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,100}>|&(?:[a-z]{2,8}|#\d{1,6});")
_ASKS_FOR_MARKUP = re.compile(
    r"html|xml|svg|css|tag|markup|embed|web ?(?:site|page)|code", re.I
)


def _unquoted(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches that stand neither in code nor behind a quotation mark."""
    fences = read = 0
    for found in pattern.finditer(text):
        start = found.start()
        fences += text.count("```", read, start)
        read = start
        quoted = start > 0 and text[start - 1] in "`'\"“"
        if not quoted and fences % 2 == 0:
            yield found


def garbled(turn: Turn) -> Evidence | None:
    """Find characters that were decoded wrongly (é read as Ã©) or lost (U+FFFD).

    Examples
    --------
    >>> garbled(Turn("CafÃ© at ten"))
    Evidence(strength=1.0, start=3, end=5)
    """
    if turn.text.isascii():
        return None
    spots = list(_GARBLED.finditer(turn.text))
    if not spots:
        return None
    share = sum(len(spot[0]) for spot in spots) / len(turn.text)
    strength = max(len(spots) / GARBLED_SPOTS, share / GARBLED_SHARE)
    return Evidence(min(1.0, strength), spots[0].start(), spots[-1].end())


def _has_any(text: str, *signs: str) -> bool:
    """Whether looking closer is worth the time."""
    return any(sign in text for sign in signs)


def template_token(turn: Turn) -> Evidence | None:
    """Find a control token of a chat template; full strength at the reply's edge.

    Examples
    --------
    >>> template_token(Turn("It ships today.<|im_end|>"))
    Evidence(strength=1.0, start=15, end=25)
    """
    if not _has_any(turn.text, "<", "[", "###"):
        return None
    for found in _unquoted(_TEMPLATE, turn.text):
        edge = is_blank(turn.text[: found.start()]) or is_blank(
            turn.text[found.end() :]
        )
        return Evidence(1.0 if edge else INSIDE, *found.span())
    return None


def placeholder(turn: Turn) -> Evidence | None:
    """Find blanks that nobody filled in.

    Examples
    --------
    >>> placeholder(Turn("Hello {{name}}, it ships today."))
    Evidence(strength=0.5, start=6, end=14)
    """
    if not _has_any(turn.low, "{", "[", "<", "todo", "xxx", "lorem"):
        return None
    spots = list(_unquoted(_BLANK, turn.text))
    if not spots:
        return None
    return Evidence(min(1.0, len(spots) / FULL_OF_BLANKS), *spots[0].span())


def markup(turn: Turn) -> Evidence | None:
    """Find tags and entities that the prompt did not ask for.

    Examples
    --------
    >>> markup(Turn("<p>It ships <b>today</b></p>")).strength
    1.0
    """
    if not _has_any(turn.text, "<", "&"):
        return None
    found = list(_unquoted(_MARKUP, turn.text))
    share = sum(len(each[0]) for each in found) / len(turn.text)
    strength = ramp(share, MARKUP_NONE, MARKUP_FULL)
    if not strength or _ASKS_FOR_MARKUP.search(turn.prompt):
        return None
    return Evidence(strength, found[0].start(), found[-1].end())
