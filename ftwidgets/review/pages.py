"""What does a person see of one row? Plain JSON values for whatever screen there is.

Texts come in pieces, ``[kind, text]``: what was marked, what an edit took out or put
in, and the names of characters that nobody can see.
"""

import json
from typing import Any

from ftwidgets.examples import (
    Example,
    canonical_json,
    fingerprint,
    messages_of,
    sha256,
    shorten,
    text_of,
)
from ftwidgets.literals import encodable, literal, marked, row_name, shown
from ftwidgets.review.differences import count_words, differences, side_by_side
from ftwidgets.review.drawing import is_stale
from ftwidgets.review.edits import is_editable, reply_turn, with_edits
from ftwidgets.review.history import RowState
from ftwidgets.review.looks import Change, Look, Looker, changed_words
from ftwidgets.review.queues import Entry
from ftwidgets.review.session import ReviewSession
from ftwidgets.scoring import Score

MAX_CHARS, MIN_CHARS = 20_000, 200
"""Of one row so much is shown at first, of each message at least so much; the rest on
request."""

FACTS = {"generator": "made by", "source": "from", "origin": ""}
"""Keys of a row that say where it is from, and the words before them."""

Page = dict[str, Any]
Shown = list[list[str]]


def name_of(session: ReviewSession, row: int) -> str:
    """What people call a row: its own id where that is short, else its number.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Hi"), id="a7"), chat(("user", "Hi"))]
    >>> path = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> session = ReviewSession(rows, path, "mira")
    >>> name_of(session, 0), name_of(session, 1)
    ('a7', '#0002')
    """
    return row_name(session.examples[row].get("id"), row)


def state_page(session: ReviewSession, row: int) -> Page:
    """What was said of a row."""
    state = session.state(row)
    return {
        "verdict": state.outcome or state.verdict,
        "label": state.label and literal(state.label),
        "flagged": state.flagged,
        "note": encodable(state.note),
        "shownNote": literal(state.note),
        "text": sha256(canonical_json(dict(state.edits)))[:8] if state.edits else "",
        "stale": is_stale(session.examples[row], state),
    }


def row_page(
    session: ReviewSession, entry: Entry, looker: Looker, *, whole: bool = False
) -> Page:
    """Everything that is shown of one place in the queue.

    Parameters
    ----------
    session : ReviewSession
    entry : Entry
    looker : Looker
    whole : bool
        Whether long messages are shown to their end.
    """
    row, state = entry.row, session.state(entry.row)
    original = session.examples[row]
    example = session.edited(row)
    look = looker.look(row, example)
    page = {
        "key": session.keys[row],
        "print": fingerprint(original),
        "name": name_of(session, row),
        "facts": _facts(session, entry),
        "turns": _turns(original, state, look.score, whole),
        "score": _score_page(look.score),
        "findings": _findings(session, look),
        "near": _near_page(session, look),
        "state": state_page(session, row),
    }
    if entry.partner is not None:
        page["partner"] = _partner_page(session, entry.partner)
        mine, theirs = page["turns"], page["partner"]["turns"]
        for one, other in zip(mine, theirs, strict=False):
            sides = side_by_side(one["text"][:MAX_CHARS], other["text"][:MAX_CHARS])
            one["pieces"], other["pieces"] = map(shown, sides)
    return page


def _findings(session: ReviewSession, look: Look) -> list[list[str]]:
    """Findings of level 1, but for keys that are shown as facts."""
    known = {*FACTS, session.rows.family_key}
    return [
        [each.severity, each.code, literal(each.message)]
        for each in look.findings
        if each.code != "extra_key" or each.path not in known
    ]


def _facts(session: ReviewSession, entry: Entry) -> list[str]:
    example, source = session.examples[entry.row], session.source
    facts = []
    seed = example.get(session.rows.family_key)
    if isinstance(seed, str | int):
        facts.append(f"from seed {shorten(literal(str(seed)), 40)}")
    for key, words in FACTS.items():
        value = example.get(key)
        if isinstance(value, str):
            facts.append(f"{words} {shorten(literal(value), 40)}".strip())
    if source.lines is not None:
        facts.append(f"line {source.lines[entry.row]:,}")
    if entry.row not in session.kept:
        facts.append("dropped by the filters")
    return [*facts, *([entry.why] if entry.why else [])]


def _turns(original: Example, state: RowState, score: Score, whole: bool) -> list[Page]:
    judged, turns = reply_turn(original), []
    messages = messages_of(original)
    share = max(MIN_CHARS, MAX_CHARS // max(1, len(messages)))
    for turn, message in enumerate(messages):
        was = _text(message)
        text = state.edits.get(turn, was)
        limit = max(len(was), len(text)) if whole else share
        is_edited = turn in state.edits
        if is_edited:
            pieces = shown(differences(was[:limit], text[:limit]))
        else:
            pieces = _marked(text[:limit], turn, score)
        sent = encodable(text[:limit])
        page = {
            "role": literal(str(message.get("role")))[:40],
            "text": sent,
            "length": len(text),
            "editable": is_editable(message) and sent == text[:limit],
            "judged": turn == judged,
        }
        # What is all of one plain piece is not sent twice.
        page |= {"pieces": pieces} if pieces != [["", sent]] else {}
        page |= {"original": encodable(was[:limit])} if is_edited else {}
        turns.append(page)
    return turns


def _text(message: Any) -> str:
    """Text of a message; what it holds besides text as JSON below it."""
    text = text_of(message.get("content"))
    calls = {k: v for k, v in message.items() if k in ("tool_calls", "function_call")}
    if not isinstance(message.get("content"), str | None):
        calls["content"] = message["content"]
    return "\n".join([*([text] if text else []), *map(_json, calls.items())])


def _json(pair: tuple[str, Any]) -> str:
    return f"{pair[0]}: {json.dumps(pair[1], ensure_ascii=False, default=str)}"


def _marked(text: str, turn: int, score: Score) -> Shown:
    """Text with the words that speak against it marked."""
    path = f"messages[{turn}].content"
    spans = [(p.start, p.end) for p in score.parts if p.path == path]
    # A mark over the whole text would say nothing.
    return marked(text, [each for each in spans if each[1] - each[0] < len(text)])


def _score_page(score: Score) -> Page:
    parts = [
        [part.name, f"− {-part.value:.2f}", literal(part.message)]
        for part in score.parts
    ]
    return {"total": f"{score.total:.2f}", "parts": parts}


def _near_page(session: ReviewSession, look: Look) -> list[str] | None:
    if look.nearest is None:
        return None
    return [name_of(session, look.nearest.row), f"{look.nearest.similarity:.2f}"]


def _partner_page(session: ReviewSession, row: int) -> Page:
    score = Score(1.0, ())
    return {
        "key": session.keys[row],
        "name": name_of(session, row),
        "turns": _turns(session.edited(row), RowState(), score, whole=False),
        "state": state_page(session, row),
    }


def change_page(
    session: ReviewSession, looker: Looker, row: int, turn: int, text: str
) -> Page:
    """What a text that is being typed would change, before it is saved."""
    state, original = session.state(row), session.examples[row]
    new = with_edits(original, {**state.edits, turn: text})
    was = _text(original["messages"][turn])
    pieces = differences(was, text)
    looks = (looker.look(row, each, near=True) for each in (original, new))
    change = Change(*looks, session.source.recipe.similarity)
    near = [each.nearest.row for each in (change.was, change.now) if each.nearest]
    return {
        "words": changed_words(*count_words(pieces)),
        "pieces": shown(pieces),
        "numbers": [list(each) for each in change.numbers()],
        "sentences": change.sentences({row: name_of(session, row) for row in near}),
    }


def audit_page(session: ReviewSession) -> Page | None:
    """The audit as numbers and sentences; ``None`` outside of one."""
    audit = session.audit()
    if audit is None:
        return None
    return {
        "rate": audit.rate,
        "kept": audit.kept,
        "read": audit.read,
        "interval": audit.interval,
        "goal": 1 - audit.tolerance,
        "decision": audit.decision,
        "sentences": list(audit.sentences),
    }
