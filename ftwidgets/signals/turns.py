"""What is an assistant turn to a signal, and what does a signal answer?"""

import re
from typing import NamedTuple

_CJK = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_SOUTHEAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_WORD = re.compile(r"\w+")
_UNIT = re.compile(rf"[{_CJK}{_SOUTHEAST}]|[^\W{_CJK}{_SOUTHEAST}]+")
_CHARS_A_WORD = ((2, re.compile(f"[{_CJK}]")), (4, re.compile(f"[{_SOUTHEAST}]")))
_LIST_NUMBER = re.compile(r"^[ \t]*\d+[.)]", re.M)


class Evidence(NamedTuple):
    """Where a signal was found, and how strong it is: above 0, up to 1."""

    strength: float
    start: int
    end: int


def lowered(text: str) -> str:
    """Lower case and straight apostrophes, every character where it was.

    Examples
    --------
    >>> lowered("I’m İn")
    "i'm in"
    """
    return text.replace("’", "'").replace("İ", "I").lower()


def ramp(value: float, none: float, full: float) -> float:
    """Strength 0 at `none`, 1 at `full`, a straight line between and flat beyond.

    Examples
    --------
    >>> ramp(0.5, none=0, full=1), ramp(7, none=10, full=5), ramp(9, none=0, full=1)
    (0.5, 0.6, 1.0)
    """
    return min(1.0, max(0.0, (value - none) / (full - none)))


class Turn:
    """One assistant turn, read once for all signals.

    Attributes
    ----------
    text : str
        The reply as it is; evidence counts its characters.
    low : str
        The same in lower case with straight apostrophes, every character in place.
    path : str
        Where it stands, such as ``messages[2].content``.
    prompt : str
        The user text it answers.
    instructions : str
        The system messages.
    has_tools : bool
        Whether the example declares tools.
    units : list of str
        The words; single characters in scripts without spaces. The numbers of a
        list's items are none.
    word_units : int
        How many units make about one word.
    """

    __slots__ = (
        "_counted",
        "has_tools",
        "instructions",
        "low",
        "path",
        "prompt",
        "text",
        "units",
        "word_units",
    )

    def __init__(
        self,
        text: str,
        path: str = "messages",
        prompt: str = "",
        instructions: str = "",
        has_tools: bool = False,
    ) -> None:
        self.text, self.path, self.prompt = text, path, prompt
        self.instructions, self.has_tools = instructions, has_tools
        self.low = self._counted = lowered(text)
        if "\n" in text:
            self._counted = _LIST_NUMBER.sub(lambda m: " " * len(m[0]), self.low)
        self.word_units = 1
        if text.isascii():
            self.units = _WORD.findall(self._counted)
            return
        self.units = _UNIT.findall(self._counted)
        for size, script in _CHARS_A_WORD:
            if 2 * len(script.findall(text)) > len(self.units):
                self.word_units = size

    @property
    def words(self) -> float:
        """About how many words the reply has."""
        return len(self.units) / self.word_units

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the text from the start of one unit to the end of another."""
        spans = [found.span() for found in _UNIT.finditer(self._counted)]
        return spans[first][0], spans[last][1]


def whole(turn: Turn, strength: float) -> Evidence | None:
    """Evidence that is the whole reply, or ``None`` where the strength is 0."""
    return Evidence(strength, 0, len(turn.text)) if strength > 0 else None
