"""What in a text should a person look at? A table of looks, each with a cheap test.

Every look answers with the span that made it speak, or nothing.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ftwidgets.examples import shorten
from ftwidgets.findings import Finding, finding


class Look(NamedTuple):
    """One thing to look for in a text."""

    code: str
    may_be: Callable[[str], bool]
    pattern: re.Pattern[str]
    is_it: Callable[[str], bool]
    sentence: str


def _contains(*marks: str) -> Callable[[str], bool]:
    def contains(text: str) -> bool:
        for mark in marks:  # noqa: SIM110 - any() costs more than all the marks
            if mark in text:
                return True
        return False

    return contains


def _always(_: str) -> bool:
    return True


def _not_ascii(text: str) -> bool:
    return not text.isascii()


_HAS_LONG_NUMBER = re.compile(r"\d[\d ().-]{6,}\d").search
_KEY_STARTS = ("sk-", "akia", "asia", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_")
_KEY_STARTS += ("xox", "aiza", "-----begin", "eyj", "whsec_")
_KEY_WORDS = ("passw", "secret", "token", "api", "://")


def _has_long_number(text: str) -> bool:
    return _HAS_LONG_NUMBER(text) is not None


_has_secret_start_in = _contains(*_KEY_STARTS, *_KEY_WORDS)


def _has_secret_start(text: str) -> bool:
    return _has_secret_start_in(text.lower())


def _is_card(text: str) -> bool:
    """Whether the digits pass the check of payment card numbers (Luhn)."""
    digits = [int(char) for char in text if char.isdigit()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) == 1:
        return False
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def _is_iban(text: str) -> bool:
    """Whether the characters pass the check of bank account numbers (mod 97)."""
    account = re.sub(r"\W", "", text).upper()
    if not 15 <= len(account) <= 34:
        return False
    turned = account[4:] + account[:4]
    return int("".join(str(int(char, 36)) for char in turned)) % 97 == 1


LOOKS: tuple[Look, ...] = (
    Look(
        "pii",
        _contains("@"),
        re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}"),
        _always,
        "an e-mail address",
    ),
    Look(
        "pii",
        _has_long_number,
        re.compile(
            r"(?<![\w+])(?:\+\d[\d ().-]{7,18}\d|\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}|"
            r"0\d{2,4}[ /-]\d{3,4}[ -]?\d{3,4})(?!\w)"
        ),
        _always,
        "a telephone number",
    ),
    Look(
        "pii",
        _has_long_number,
        re.compile(r"(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w.-]*\d)"),
        _is_card,
        "a payment card number",
    ),
    Look(
        "pii",
        _has_long_number,
        re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])"),
        _always,
        "a social security number",
    ),
    Look(
        "pii",
        _has_long_number,
        re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b"),
        _is_iban,
        "a bank account number",
    ),
    Look(
        "secret",
        _has_secret_start,
        re.compile(
            r"\b(?:sk-[\w-]{16,}|A[KS]IA[A-Z0-9]{16}|gh[pousr]_\w{20,}|"
            r"github_pat_\w{20,}|xox[abprs]-[\w-]{10,}|AIza[\w-]{30,}|"
            r"whsec_[\w-]{16,}|[a-z]{2,12}://[^\s:/@]{1,64}:[^\s:/@]{6,64}@|"
            r"(?<![\w-])eyJ[\w-]{10,2000}\.[\w-]{10,2000}\.[\w-]{5,})|"
            r"-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----|"
            r"(?i:\b(?:password|passwd|secret|token|api[_ -]?key)\b\W{0,3}[:=]\s{0,3}"
            r"[\"']?(?=\S{0,80}\d)\S{8,80})"
        ),
        _always,
        "what looks like a password or key",
    ),
    Look(
        "template_token",
        _contains("<|", "|>", "[INST]", "[/INST]", "<s>", "</s>", "<<SYS>>", "_turn>"),
        re.compile(
            r"<\|[\w ]{1,40}\|>|\[/?INST\]|</?s>|<</?SYS>>|<(?:start|end)_of_turn>"
        ),
        _always,
        "a chat template's control token",
    ),
    Look(
        "placeholder",
        _contains("{{", "${", "[", "<", "TODO", "lorem ipsum", "Lorem ipsum"),
        re.compile(
            r"\{\{\s*\w[\w .-]{0,40}\}\}|\$\{\w{1,40}\}|"
            r"(?<!\w)[\[<](?:your|insert|enter|customer|user|company|agent|first|last)"
            r"\w{0,30}(?:[ -]\w{1,30}){0,4}[\]>]|\[(?:name|date|email|placeholder)\]|"
            r"\bTODO\b:?|\blorem ipsum\b",
            re.IGNORECASE,
        ),
        _always,
        "a placeholder nobody filled in",
    ),
    Look(
        "bidi_control",
        _not_ascii,
        re.compile("[\u202a-\u202e\u2066-\u2069]"),
        _always,
        "a character that turns the reading direction",
    ),
    Look(
        "invisible_character",
        _not_ascii,
        # Joiners between letters of Arabic or Indic scripts, and inside emoji, are
        # spelling; so are the marks that choose an emoji's colour.
        re.compile(
            "[\u00ad\u034f\u180e\u200b\u200e\u200f\u2060-\u2064\ufeff]|"
            "(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]|"
            "(?<=[!-~])[\u200c\u200d]|[\u200c\u200d](?=[!-~])"
        ),
        _always,
        "a character nobody can see",
    ),
    Look(
        "control_character",
        lambda text: not text.isprintable(),
        re.compile(
            "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]"
        ),
        _always,
        "a control character",
    ),
    Look(
        "lone_surrogate",
        _not_ascii,
        re.compile("[\ud800-\udfff]"),
        _always,
        "half a character, which no file can carry,",
    ),
    Look(
        "replacement_character",
        _contains("\ufffd"),
        re.compile("\ufffd"),
        _always,
        "U+FFFD, the mark of text lost in an earlier decoding",
    ),
    Look(
        "markup",
        _contains("</", "/>", "<script", "<img", "<br", "javascript:"),
        re.compile(
            r"</?[a-z][a-z0-9]{0,15}(?:\s[^<>]{0,200})?/?>|javascript:", re.IGNORECASE
        ),
        _always,
        "HTML; it is shown as text and kept",
    ),
)
"""What is looked for: (code, cheap test, pattern, whether a match counts, in words)."""

_BY_TEST: dict[Callable[[str], bool], list[Look]] = {}
for _look in LOOKS:
    _BY_TEST.setdefault(_look.may_be, []).append(_look)


def look_at(text: str, path: str) -> Iterator[Finding]:
    """Findings about one text, at most one a look.

    Parameters
    ----------
    text : str
        Text of one message.
    path : str
        Where it stands, as in ``messages[0].content``.

    Yields
    ------
    Finding
        Warnings and notes; a secret is never repeated in the message.

    Examples
    --------
    >>> [each.code for each in look_at("Write to ana@example.com", "")]
    ['pii']
    """
    wanted = [looks for may_be, looks in _BY_TEST.items() if may_be(text)]
    for look in itertools.chain.from_iterable(wanted):
        match = next((m for m in look.pattern.finditer(text) if look.is_it(m[0])), None)
        if match is None:
            continue
        shown = "" if look.code in ("secret", "pii") else f": {_shown(match[0])}"
        where = f"at character {match.start() + 1}"
        yield finding(look.code, path, f"{look.sentence} {where}{shown}")


def span_of(text: str, code: str, message: str) -> tuple[int, int] | None:
    """Where in a text stands what a finding of `look_at` speaks of.

    Parameters
    ----------
    text : str
        The text that was looked at.
    code, message : str
        Of the finding.

    Returns
    -------
    tuple of (int, int) or None
        Start and end; ``None`` where no look says that.

    Examples
    --------
    >>> (found,) = look_at("Write to ana@example.com", "")
    >>> span_of("Write to ana@example.com", found.code, found.message)
    (9, 24)
    """
    for look in LOOKS:
        if look.code == code and message.startswith(f"{look.sentence} at character "):
            found = (
                each for each in look.pattern.finditer(text) if look.is_it(each[0])
            )
            match = next(found, None)
            return match.span() if match else None
    return None


def _shown(text: str) -> str:
    return shorten(ascii(text)[1:-1] if not text.isprintable() else text, 30)
