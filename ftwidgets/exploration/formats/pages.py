"""What does a person see of a row and its conversion? JSON values for any screen."""

from collections.abc import Iterable
from typing import Any

from ftwidgets.conversion import is_beside
from ftwidgets.curation import Curation
from ftwidgets.exploration.choices import rows_in_words
from ftwidgets.exploration.formats.conversions import Converted
from ftwidgets.exploration.formats.counts import FATES, LOSSY, REFUSED
from ftwidgets.exploration.formats.exploration import FormatExploration
from ftwidgets.exploration.formats.json_lines import json_lines
from ftwidgets.exploration.formats.marks import (
    Marks,
    Places,
    grouped,
    in_words,
    kind_of,
    mark_losses,
)
from ftwidgets.exploration.formats.prompt_choice import OWN
from ftwidgets.exploration.formats.prompt_pages import prompt_page
from ftwidgets.exploration.records.texts import name_of
from ftwidgets.exporting import SIDECAR
from ftwidgets.findings import Finding
from ftwidgets.formats.base import Loss
from ftwidgets.literals import preview
from ftwidgets.targets import TARGETS
from ftwidgets.tasks import Mismatch
from ftwidgets.templates.known import TEMPLATES

Page = dict[str, Any]

WHERE_CHARS = 120
WORDS_CHARS = 240
MOST_LINES = 12
"""So many lines the table of a row has."""

ANSWERS: dict[str, tuple[str, Page]] = {
    "system_prompt_missing": ("Production sends none", {"system_prompt": False}),
    "system_prompt_unused": ("Production sends it too", {"system_prompt": True}),
    "multi_turn_unused": ("Production has several turns", {"multi_turn": True}),
    "output_format": ("Production parses no format", {"output_format": None}),
}
"""What can be said to each mismatch: words for a button, and what it chooses."""


def format_facts(formats: FormatExploration) -> Page:
    """What no choice changes."""
    data = formats.curation.data
    return {
        "name": preview(data.name),
        "is_file": data.path is not None,
        "records": len(data),
        "usable": len(formats.examples),
        "rejected": len(data) - len(formats.examples),
        "targets": [[each.name, each.title] for each in TARGETS.values()],
        "templates": [
            *([each.name, each.title] for each in TEMPLATES.values()),
            [OWN, "Your own"],
        ],
    }


def format_view(formats: FormatExploration) -> Page:
    """The row at hand in the target chosen, and what the choices come to."""
    with formats.lock:
        target = TARGETS[formats.target]
        prompt = formats.view == "prompt"
        return {
            "row": formats.row,
            "view": formats.view,
            "target": target.name,
            "status": target.status,
            "status_words": target.status_in_words,
            "allow_lossy": formats.allow_lossy,
            "searching": formats.searching,
            "count": _count_page(formats),
            "row_page": _row_page(formats) if formats.examples else None,
            "prompt": prompt_page(formats) if prompt and formats.examples else None,
            "template": formats.template.name,
            "production": {
                "system_prompt": formats.production.system_prompt,
                "mismatches": [_mismatch(formats, each) for each in formats.mismatches],
            },
        }


def _count_page(formats: FormatExploration) -> Page:
    """How many rows come through: sums, as far as all are counted."""
    count = formats.count
    return {
        "known": count.known,
        "done": count.is_done,
        "problem": count.problem() is not None,
        **dict(zip(FATES, count.numbers, strict=True)),
        "kept": sum(count.kept_numbers),
        "kept_lossy": count.kept_numbers[LOSSY],
        "kept_refused": count.kept_numbers[REFUSED],
    }


def _mismatch(formats: FormatExploration, found: Mismatch) -> Page:
    words, choices = ANSWERS[found.code]
    return {
        "code": found.code,
        "words": preview(found.message, WORDS_CHARS),
        "here": formats.is_among(found.rows),
        "answer": words,
        "choices": choices,
    }


def _row_page(formats: FormatExploration) -> Page:
    """The record at hand, what becomes of it, and a line for all that happens."""
    curation, record = formats.curation, formats.records[formats.row]
    source, made = _source(curation, record), formats.converted
    assert made is not None  # there is a row
    marks = _marks(source, formats.example, made)
    result = None
    if made.record is not None:
        result = json_lines(made.record, marks.result, marks.spans)
    return {
        "name": name_of(curation, record),
        "line": curation.data.lines[record],
        "format": curation.data.formats[record] or "no format",
        "edited": source is not curation.data.records[record],
        "kept": formats.is_kept,
        "source": json_lines(source, marks.source, codes=marks.codes),
        "result": result,
        "result_format": TARGETS[formats.target].format,
        "is_written": made.is_written(formats.allow_lossy),
        "verdict": _verdict(made, formats.allow_lossy),
        "table": [
            *_error_lines(made.errors),
            *_loss_lines(made, formats.allow_lossy),
            *_invented_lines(marks.invented),
        ],
    }


def _source(curation: Curation, record: int) -> Any:
    """The record as read; one that a review has edited with its new text."""
    read, text = curation.data.records[record], curation.texts.records[record]
    return read if read == text else text


def _marks(source: Any, example: Any, made: Converted) -> Marks:
    marks = mark_losses(source, example, made.record, made.losses)
    places = Places(source, example)
    for each in made.errors:
        for path in places.of(each.path):
            marks.mark_source(path, "refused", each.code)
    return marks


def _verdict(made: Converted, allow_lossy: bool) -> list[str]:
    """What becomes of the row: a tone, and one sentence."""
    if made.record is None:
        return ["dropped", "Not written: it cannot be, whatever is allowed."]
    lost = [each for each in made.losses if not each.harmless]
    if made.blocking and not allow_lossy:
        return ["dropped", "A strict export refuses it: it would lose something."]
    if made.blocking:
        return ["flagged", "Written with its losses, which are allowed."]
    if lost:
        return ["kept", f"Written; what is left out is kept in {SIDECAR}."]
    if made.losses:
        return ["kept", "Written whole: what is trained stays the same."]
    return ["kept", "Written whole: nothing is lost."]


def _line(kind: str, paths: list[str], words: str, code: str) -> Page:
    return {
        "kind": kind,
        "where": preview(in_words(paths), WHERE_CHARS) or "the record",
        "words": preview(words, WORDS_CHARS),
        "code": code,
    }


def _error_lines(errors: Iterable[Finding]) -> list[Page]:
    by_code: dict[str, list[Finding]] = {}
    for each in errors:
        by_code.setdefault(each.code, []).append(each)
    lines = []
    for code, found in by_code.items():
        paths = [each.path for each in found if each.path]
        lines.append(_line("refused", paths, f"{_sentence(found[0].message)}.", code))
    return lines[:MOST_LINES]


def _loss_lines(made: Converted, allow_lossy: bool) -> list[Page]:
    by_code: dict[str, list[Loss]] = {}
    for each in made.losses:
        by_code.setdefault(each.code, []).append(each)
    lines = []
    for code, found in sorted(by_code.items(), key=lambda pair: pair[1][0].harmless):
        paths = list(dict.fromkeys(each.path.lstrip(".") for each in found))
        paths = [each for each in paths if each]
        words = f"{_sentence(found[0].message)}. {_after(found[0], allow_lossy)}"
        lines.append(_line(kind_of(found[0]), paths, words, code))
    return lines[:MOST_LINES]


def _after(loss: Loss, allow_lossy: bool) -> str:
    """What follows from a loss."""
    if loss.harmless:
        return "What is trained stays the same."
    if is_beside(loss):
        return f"An export keeps it beside the rows, in {SIDECAR}."
    return "You allow it." if allow_lossy else "A strict export refuses the row."


def _invented_lines(paths: Iterable[str]) -> list[Page]:
    words = "Nothing in the record says this: the format asks for it."
    lines = [_line("invented", group, words, "") for group in grouped(paths)]
    return lines[:MOST_LINES]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:].rstrip(".")


def subject(formats: FormatExploration) -> str:
    """What is looked at, in a few words.

    Examples
    --------
    >>> subject(FormatExploration([{"prompt": "Hi", "completion": "Hello"}]))
    'examples, 1 row'
    """
    data = formats.curation.data
    return f"{preview(data.name)}, {rows_in_words(len(formats.examples))}"
