"""What does a person see of one reply? Plain JSON values, every text of them literal.

Texts come in pieces, ``[kind, text]``: what can be seen, and the name of each character
that cannot.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ftwidgets.examples import count
from ftwidgets.literals import encodable, hidden_parts, literal, name_hidden, preview
from ftwidgets.synthesis.book import Answer
from ftwidgets.synthesis.codes import CODES
from ftwidgets.synthesis.looks import Look
from ftwidgets.synthesis.prices import dollars

BODY_CHARS = 20_000
"""Of a reply's body so much is shown at first."""

MOST_CHARS = 1_000_000
"""And so much at most: what is longer is read in the journal."""

EXAMPLE_CHARS = 600
"""Of each text of an example in the preview so much."""

LINE_CHARS = 110
"""Of a text that stands in one line."""

REASONS_TOLD = 3
"""So many reasons of an outcome are told; the others are counted."""

NAME_CHARS = 24
"""Of a seed's id."""

Page = dict[str, Any]

Pieces = list[list[str]]

WORDS = {
    "ok": "ok",
    "invalid": "invalid",
    "refused": "refused",
    "truncated": "cut off",
    "failed": "failed",
    "abandoned": "left",
    "pending": "pending",
}
"""What each outcome is called on a page."""

VERDICTS = {
    "kept": "kept",
    "spare": "spare",
    "validation": "not valid",
    "scoring": "low score",
    "deduplication": "repeated",
    "novelty": "not new",
}
"""What is said of a row: it is used, it could be, or where it fell."""


def pieces(text: str) -> Pieces:
    r"""A text in pieces; characters that cannot be seen are named.

    Examples
    --------
    >>> pieces("pay\u200bpal")
    [['', 'pay'], ['hidden', 'U+200B'], ['', 'pal']]
    """
    return [
        ["hidden" if is_hidden else "", part] for is_hidden, part in hidden_parts(text)
    ]


def exact(amount: float | None) -> str:
    """An amount with all its digits.

    Examples
    --------
    >>> exact(0.0042000000000001), exact(0), exact(1.5), exact(None)
    ('$0.0042', '$0.00', '$1.50', 'price unknown')
    """
    if amount is None:
        return dollars(None)
    whole, _, cents = f"{amount:,.9f}".partition(".")
    return f"${whole}.{cents.rstrip('0').ljust(2, '0')}"


def cost_of(answer: Answer) -> float | None:
    """Dollars for a reply, or at most for a call that was left."""
    if answer.outcome is not None:
        return answer.outcome.cost
    entry = answer.entry or {}
    return entry.get("worst") if answer.name == "abandoned" else 0.0


def text_of(answer: Answer) -> str:
    """What the teacher wrote; empty where the body holds no text that can be found."""
    try:
        content = json.loads(body_of(answer))["content"]
        texts = [each["text"] for each in content if each.get("type") == "text"]
        return "".join(texts)
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        return ""


def body_of(answer: Answer) -> str:
    """The reply's body as it came; empty where none did."""
    return str((answer.entry or {}).get("body", ""))


def name_of(answer: Answer) -> Page:
    """Which request it is, and what became of it."""
    outcome, entry = answer.outcome, answer.entry or {}
    said = outcome.message if outcome else str(entry.get("message") or "")
    return {
        "request": answer.request.hash,
        "number": answer.request.number + 1,
        "seed": preview(answer.request.seed_id, NAME_CHARS),
        "child": answer.request.child + 1,
        "name": answer.name,
        "word": WORDS[answer.name],
        "code": outcome.code if outcome else "",
        "message": literal(said),
    }


def line_page(answer: Answer, verdicts: dict[str, str]) -> Page:
    """A reply in one line; `verdicts` say where a row fell, by the request's hash."""
    outcome = answer.outcome
    text = outcome.user if outcome and outcome.user else text_of(answer)
    name = name_of(answer)
    shown = preview(text or name["message"], LINE_CHARS) or "no text"
    level = verdicts.get(answer.request.hash, "")
    return {**name, "text": shown, "level": level, "verdict": VERDICTS.get(level, "")}


def example_page(answer: Answer) -> Page:
    """An example of the preview: both texts, its attributes and its exact cost."""
    outcome = answer.outcome
    user = outcome.user if outcome and outcome.user is not None else ""
    reply = outcome.reply if outcome and outcome.reply is not None else ""
    wrote = "" if answer.name == "ok" else text_of(answer)
    texts = {"user": user, "reply": reply, "wrote": wrote}
    attributes = answer.request.attributes.items()
    return {
        **name_of(answer),
        "attributes": [[literal(name), literal(value)] for name, value in attributes],
        "texts": {name: pieces(text[:EXAMPLE_CHARS]) for name, text in texts.items()},
        "isCut": any(len(text) > EXAMPLE_CHARS for text in texts.values()),
        "cost": exact(cost_of(answer)),
    }


def reply_page(
    look: Look,
    name: str,
    position: int = 0,
    request: str | None = None,
    whole: bool = False,
) -> Page:
    """One reply of an outcome as it came from the journal, and what was read of it.

    Parameters
    ----------
    look : Look
    name : str
        The outcome.
    position : int
        Its place among those of this outcome, as they came in; the nearest there is.
    request : str, optional
        Hash of the request, in place of its place.
    whole : bool
        All of the body, not only its beginning.

    Raises
    ------
    ValueError
        There is none.
    """
    found = look.of_name(name)
    if not found:
        raise ValueError(f"no reply is {WORDS.get(name, 'of this kind')} any more")
    if request is not None:
        hashes = [each.request.hash for each in found]
        position = hashes.index(request) if request in hashes else position
    position = min(max(position, 0), len(found) - 1)
    answer = found[position]
    outcome, body = answer.outcome, body_of(answer)
    most = MOST_CHARS if whole else BODY_CHARS
    wrote = "" if answer.name == "ok" else text_of(answer)
    return {
        **name_of(answer),
        "position": position,
        "total": len(found),
        "user": pieces(outcome.user[:most]) if outcome and outcome.user else None,
        "reply": pieces(outcome.reply[:most]) if outcome and outcome.reply else None,
        "wrote": pieces(wrote[:most]) or None,
        "note": name_hidden(outcome.note) if outcome else "",
        "facts": _facts(answer),
        "body": pieces(body[:most]),
        "length": len(body),
        "shown": min(len(body), most),
        "isWhole": whole,
        "near": _near(look, answer),
        "verdict": _verdict(look, answer),
    }


def verdicts_of(look: Look) -> dict[str, str]:
    """One of `VERDICTS` for each row, by the request's hash, once the filters ran."""
    if look.quality is None:
        return {}
    kept = {row.answer.request.hash: "kept" for row in look.quality.kept}
    rows = look.quality.rows
    return {row.answer.request.hash: row.level or "spare" for row in rows} | kept


def _verdict(look: Look, answer: Answer) -> str:
    """What the filters said of a row, as a sentence; empty where they did not run."""
    name = answer.request.hash
    level = verdicts_of(look).get(name, "")
    if level in ("", "kept", "spare"):
        return level
    rows = look.quality.rows if look.quality else []
    why = next(row.message for row in rows if row.answer.request.hash == name)
    return literal(f"{VERDICTS[level]}: {why}")


def _near(look: Look, answer: Answer) -> str:
    number = look.similarities.get(answer.request.hash)
    return "" if number is None else f"{number:.2f}"


def _facts(answer: Answer) -> list[list[str]]:
    """What is known of a call, as names and values that say something."""
    outcome, entry = answer.outcome, answer.entry or {}
    attributes = ", ".join(answer.request.attributes.values())
    is_left = answer.name == "abandoned"
    facts: list[tuple[str, Any]] = [
        ("cost", exact(cost_of(answer)) + (" at most" if is_left else "")),
        ("asked for", attributes),
        ("model", outcome and outcome.model),
        ("ended with", outcome and outcome.stop_reason),
        ("category", outcome and outcome.category),
        ("tokens", _tokens(outcome.usage if outcome else {})),
        ("status", entry.get("status")),
        ("request id", entry.get("request_id")),
        ("tries", entry.get("tries")),
        ("at", entry.get("at")),
    ]
    return [[name, literal(encodable(str(value)))] for name, value in facts if value]


def _tokens(usage: dict[str, Any]) -> str:
    read, written = usage.get("input_tokens"), usage.get("output_tokens")
    is_known = isinstance(read, int) and isinstance(written, int)
    return f"{read:,} read, {written:,} written" if is_known and read + written else ""


def reasons(answers: Sequence[Answer]) -> str:
    """Why replies became what they are, the most frequent reason first.

    Examples
    --------
    >>> reasons([])
    ''
    """
    codes = Counter(each.outcome.code for each in answers if each.outcome)
    if len(codes) == 1:
        return CODES[next(iter(codes))][1]
    said = [f"{n:,} × {CODES[code][1]}" for code, n in codes.most_common(REASONS_TOLD)]
    more = len(codes) - len(said)
    return ", ".join([*said, *([count(more, "other reason")] if more > 0 else [])])
