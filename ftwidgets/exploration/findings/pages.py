"""What does a person see of the findings? Plain JSON values for whatever screen."""

import re

from ftwidgets.examples import Example, messages_of, text_of
from ftwidgets.exploration.findings.exploration import SHOWN, FindingsExploration
from ftwidgets.exploration.findings.index import SEVERITIES
from ftwidgets.exploration.records.lines import (
    LINE_CHARS,
    around,
    line_of_turns,
    text_of_record,
)
from ftwidgets.exploration.records.pages import fate_page, record_page
from ftwidgets.exploration.records.remarks import WORDS_CHARS, remark_of, remarks_of
from ftwidgets.exploration.records.texts import Page, Pieces, name_of
from ftwidgets.findings import CODES
from ftwidgets.literals import preview
from ftwidgets.views import reason_in_words

TEXT_CHARS = 200
"""Of what is searched for so much is sent back."""

_BEFORE = 14
"""So many characters stand before what is marked: a row has little room."""


def facts_page(table: FindingsExploration) -> Page:
    """What no choice changes: all codes with their meaning, and how much there is."""
    data, index = table.curation.data, table.index
    return {
        "name": preview(data.name),
        "size": SHOWN,
        "rows": len(data),
        "found": len(index.found),
        "rowsFound": len(table.by_record),
        "codes": [
            {
                "code": code,
                "words": reason_in_words(code),
                "severity": SEVERITIES[index.grades[code]],
                "meaning": CODES[code][1],
                "count": number,
            }
            for code, number in index.totals.items()
        ],
    }


def view_page(table: FindingsExploration) -> Page:
    """The filter, and a window of what it lets through, or one record of it."""
    total = len(table.places)
    end = min(total, table.start + SHOWN)
    shown = range(0) if table.opened else range(table.start, end)
    return {
        "codes": list(table.codes),
        "severity": table.severity,
        "text": table.text[:TEXT_CHARS],
        "isAll": table.is_all,
        "total": total,
        "rowsShown": table.shown.rows,
        "counts": table.counts,
        "severities": table.shown.severities,
        "start": table.start,
        "at": table.at,
        "rows": [_row(table, int(table.places[at])) for at in shown],
        "record": _record(table) if table.opened else None,
    }


def _row(table: FindingsExploration, place: int) -> Page:
    """One finding on one line, beside the text that it is about."""
    record, said = table.index.at(place)
    return {
        "record": record,
        "name": name_of(table.curation, record),
        "line": table.curation.data.lines[record],
        "severity": said.severity,
        "code": said.code,
        "path": preview(said.path),
        "message": preview(said.message, WORDS_CHARS),
        "pieces": _line(table, place),
    }


def _line(table: FindingsExploration, place: int) -> Pieces:
    """Where the searched text is; else what the finding speaks of."""
    record, said = table.index.at(place)
    example, needle = table.example(record), table.text.strip()
    if needle:
        texts = _texts(table, record, example)
        for text in texts:
            hits = [each.span() for each in re.finditer(re.escape(needle), text, re.I)]
            if hits:
                return around(text, hits[0], hits, _BEFORE)
    if example is None:
        raw = text_of_record(table.curation.texts.records[record], None)
        return [["", preview(raw, LINE_CHARS)]]
    return line_of_turns(example, [remark_of(said, example)], _BEFORE)


def _texts(
    table: FindingsExploration, record: int, example: Example | None
) -> list[str]:
    if example is None:
        return [table.text_of(record)]
    return [text_of(each.get("content")) for each in messages_of(example)]


def _record(table: FindingsExploration) -> Page:
    """The record of the chosen finding in full, all its findings at their places."""
    curation = table.curation
    record, _ = table.index.at(int(table.places[table.at]))
    example = table.example(record)
    remarks = remarks_of(table.by_record[record], example)
    falls = (each for each in curation.dropped if each.record == record)
    return {
        **record_page(curation, record, example, remarks),
        "fate": fate_page(curation, record, next(falls, None)),
        "before": _near(table, record, -1),
        "after": _near(table, record, 1),
    }


def _near(table: FindingsExploration, record: int, step: int) -> int | None:
    """Place of the next finding that belongs to another record."""
    at = table.at + step
    while 0 <= at < len(table.places):
        if table.index.at(int(table.places[at]))[0] != record:
            return at
        at += step
    return None
