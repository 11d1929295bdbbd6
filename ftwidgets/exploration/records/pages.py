"""What is in one record, what became of it, and where is what was found?

A record is shown in full: every message with the evidence marked in it, what it
carries besides, and the text of the file where it could not be read.
"""

import json
import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from ftwidgets.curation import Curation, Drop
from ftwidgets.examples import Example, messages_of, text_of
from ftwidgets.exploration.records.lines import merged, text_of_record
from ftwidgets.exploration.records.remarks import (
    MAX_REMARKS,
    WORDS_CHARS,
    Remark,
    place_of,
)
from ftwidgets.exploration.records.texts import (
    MAX_CHARS,
    Page,
    Pieces,
    name_of,
    turn_page,
)
from ftwidgets.findings import Finding, verdict
from ftwidgets.literals import marked, preview, shown
from ftwidgets.views import LEVEL_TITLES, reason_in_words

BESIDE_CHARS = 600
"""Of what stands beside the texts so much is shown."""

MAX_TURNS = 60
"""Of one record so many messages are shown; the rest is counted."""

ROOM = 90_000
"""So many bytes the texts of one record may take on their way, whatever is in them."""

_FRAME = 8
"""Bytes around a text that is sent as a piece."""


class Room:
    """How much more of a record is sent: names of unseen characters are long.

    Every text may take a third of what is left, so that none takes it all.

    Examples
    --------
    >>> Room(90).fit([["", "Where is it?"], ["", "x" * 40]])
    [['', 'Where is it?'], ['', '…']]
    """

    def __init__(self, left: int = ROOM) -> None:
        self.left = left

    def cut(self, text: str) -> str:
        """As much of a text as can fit, whatever is in it."""
        return text[: min(MAX_CHARS, self.left // 3)]

    def fit(self, pieces: Pieces) -> Pieces:
        """As many of these pieces as there is room for."""
        fitting, mine = [], self.left // 3
        for kind, text in pieces:
            size = len(json.dumps(text)) + _FRAME
            if size > mine:
                return [*fitting, [kind, "…"]]
            mine -= size
            self.left -= size
            fitting.append([kind, text])
        return fitting


def record_page(
    curation: Curation,
    record: int,
    example: Example | None,
    remarks: Sequence[Remark],
) -> Page:
    """One record in full, each remark at its place.

    Parameters
    ----------
    curation : Curation
    record : int
    example : dict or None
        Its chat form, if it has one; else the text of the record itself is shown.
    remarks : sequence of Remark
    """
    said = [each for each in remarks if each.tone != "part"]
    page = {
        "record": record,
        "name": name_of(curation, record),
        "line": curation.data.lines[record],
        "format": curation.data.formats[record],
        "verdict": verdict(Finding(*_as_finding(each)) for each in said),
        "count": len(remarks),
    }
    room = Room()
    if example is None:
        raw = text_of_record(curation.data.records[record])
        pieces = room.fit(shown([("", room.cut(raw))]))
        here = [each.to_page() for each in remarks[:MAX_REMARKS]]
        whole = {"pieces": pieces, "length": len(raw)}
        return {**page, "turns": [], "raw": whole, "beside": [], "remarks": here}
    places: dict[int | None, list[Remark]] = defaultdict(list)
    messages = messages_of(example)
    for each in remarks[:MAX_REMARKS]:
        at = place_of(each.path)
        is_inside = at is not None and at[0] < min(len(messages), MAX_TURNS)
        places[at[0] if at and is_inside else None].append(each)
    turns = [
        _turn(message, places[index], room)
        for index, message in enumerate(messages[:MAX_TURNS])
    ]
    beside = {key: value for key, value in example.items() if key != "messages"}
    return {
        **page,
        "turns": turns,
        "left": len(messages) - len(turns),
        "raw": None,
        "beside": room.fit(_beside(beside, [each.path for each in places[None]])),
        "remarks": [each.to_page() for each in places[None]],
    }


def _as_finding(remark: Remark) -> tuple[str, Any, str, str]:
    return remark.code, remark.tone, remark.path, remark.message


def _turn(message: dict[str, Any], remarks: Sequence[Remark], room: Room) -> Page:
    spans = [each.span for each in remarks if each.span is not None]
    text = room.cut(text_of(message.get("content")))
    others = {
        key: value
        for key, value in message.items()
        if key != "role" and not (key == "content" and text_of(value))
    }
    ways = [(place_of(each.path) or (0, ""))[1] for each in remarks]
    fields = {re.split(r"[.\[]", way)[0] for way in ways}
    return {
        **turn_page(message, room.fit(marked(text, merged(spans)))),
        "isRoleMarked": "role" in fields,
        "beside": room.fit(_beside(others, fields)),
        "remarks": [each.to_page() for each in remarks],
    }


def _beside(fields: dict[str, Any], spoken_of: Collection[str]) -> Pieces:
    """Fields that are no text, as JSON; those that are spoken of are marked."""
    pieces: list[tuple[str, str]] = []
    left = BESIDE_CHARS
    for key, value in fields.items():
        text = text_of_record({key: value}, indent=None)[1:-1]
        cut = "…" if len(text) > left else ""
        comma = [("", ", ")] if pieces else []
        pieces += [*comma, ("mark" if key in spoken_of else "", text[:left] + cut)]
        left -= len(text)
        if left <= 0:
            break
    return shown(pieces)


def fate_page(curation: Curation, record: int, fall: Drop | None) -> Page:
    """What became of a record: kept, or where it fell and why.

    Parameters
    ----------
    curation : Curation
    record : int
    fall : Drop or None
        How it was dropped, if it was.
    """
    if fall is None:
        return {"is": "kept", "words": "kept", "message": ""}
    title, code = LEVEL_TITLES[fall.level], reason_in_words(fall.code)
    is_read = fall.level != "reading"
    verb = "dropped" if is_read else "rejected"
    return {
        "is": verb,
        "words": f"{verb} at {title}: {code}",
        "message": preview(fall.message, WORDS_CHARS),
    }
