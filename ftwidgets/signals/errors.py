"""Is a reply an error message, a stack trace or an unfilled value?

It must *be* one: text and code that mention an error, and explanations of one, are
what a support dataset is full of.
"""

import re

from ftwidgets.signals.turns import Evidence, Turn

MAX_WORDS = 40
"""An error message without a stack trace is no longer than this."""


def _any(*patterns: str) -> str:
    return f"(?:{'|'.join(patterns)})"


_UNFILLED = _any(
    r"[\"'`(<]*(?:undefined|null|nan|\[object object\]|#(?:n/a|ref!|value!|div/0!)"
    r"|todo|tbd|no (?:response|output)|x{3,}|[.…]{2,}|…|[-_?*]{2,})[\"'`)>.;]*\s*\Z",
    r"[\[{<(]+ ?(?:(?:insert|your|placeholder|fill|enter|write) [^\]}>)]{0,80}"
    r"|(?:response|answer|reply|output|assistant)(?: goes)?(?: here)?)[\]}>)]+\s*\Z",
    r"lorem ipsum|%![a-z]\(",
)
_FAILURE = _any(
    r"\b[45]\d\d\b|fail|time(?:d )?-?out|connection|server|invalid|could|not found",
    r"un(?:able|expected|known|authori|available|defined)|denied|exception|limit|quota",
    r"overload|exceed|null|api|retry|try again|occurred|abort|crash|refused|out of mem",
)
_PRINTED = _any(
    r"traceback \(most recent call last\):|exception in thread|panic: |segmentation fa",
    r"(?:uncaught |unhandled )?[\w.$]*\w(?:error|exception)\b: ",
    r"(?:\[(?:error|fatal)\]|(?:[a-z]+ )?(?:error|fatal|exception)(?: code)? ?"
    rf"(?:[:(–—-]|(?=[45]\d\d\b)|error\b))[^\n]{{0,80}}?{_FAILURE}",
    r"(?:request (?:failed|timed out|aborted)|upstream (?:connect|request))\b",
)
_ANSWERED = _any(
    r"(?:<[^<>]{1,80}>\s*){0,8}(?:http\S* ?)?[45]\d\d[ :-]+(?:internal server error"
    r"|not found|bad (?:gateway|request)|forbidden|unauthorized|service unavailable"
    r"|gateway time|too many)",
    r"(?:internal server error|bad gateway|service unavailable|something went wrong"
    r"|an? (?:\w+ )?error (?:has )?occurred)[^.!]{0,60}[.!]?"
    r"(?: please try again[^.!]{0,20}[.!]?)?\s*\Z",
    r"\{\s*\"(?:error\"\s*:\s*\{|type\"\s*:\s*\"error\")",
)
_BLANK = re.compile(r"\s*" + _UNFILLED)
_ERROR = re.compile(r"\s*" + _any(_PRINTED, _ANSWERED))
_TRACE = re.compile(r"\n\s+(?:at |file \")")
_EXPLAINS = re.compile(
    r"\b(?:means?|meaning|indicates?|refers?|because (?!\")|occurs|happens|stands for"
    r"|usually|typically|(?:is|are|was) (?:an?|the|raised|thrown|caused|returned)|you"
    r"|your|we|our|i'(?:m|ve)|i have|to (?:fix|solve|resolve|handle)|should be)\b"
)


def _is_bare(turn: Turn) -> bool:
    """Whether a stack trace follows, or nothing is explained."""
    if _TRACE.search(turn.low):
        return True
    return turn.words <= MAX_WORDS and not _EXPLAINS.search(turn.low)


def error_text(turn: Turn) -> Evidence | None:
    """Find a reply that is an error message or a value nobody filled in.

    Examples
    --------
    >>> error_text(Turn("Error 500: internal server error"))
    Evidence(strength=1.0, start=0, end=32)
    >>> error_text(Turn("Error 404 means that the page is gone."))
    """
    if _BLANK.match(turn.low) or (_ERROR.match(turn.low) and _is_bare(turn)):
        return Evidence(1.0, 0, len(turn.text))
    return None
