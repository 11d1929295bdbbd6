"""How is a prompt shown so that its marks can be read, and what it differs in?"""

import json
import re
from collections.abc import Iterator
from typing import Any

from ftwidgets.exploration.formats.exploration import FormatExploration
from ftwidgets.exploration.formats.prompt_choice import OWN
from ftwidgets.literals import name_hidden, preview, shown
from ftwidgets.templates.known import Template
from ftwidgets.templates.prompts import Parts

MAX_PROMPT = 6_000
"""Of one text so many characters are shown."""

BEFORE = 2_000
"""Of a long common beginning so much is shown before what differs."""

ROOM = 50_000
"""So many bytes one text may take on its way, whatever is in it."""

_TOKEN = r"<\|[^|<>\n]{1,40}\|>|\[/?[A-Z_]{3,30}\]|</?s>|<(?:start|end)_of_turn>"
"""Marks of the usual templates."""

Page = dict[str, Any]
Pieces = list[list[str]]


def prompt_page(formats: FormatExploration) -> Page:
    """Text of training and of inference of the row at hand, or why there is none."""
    template, made = formats.template, formats.prompts
    page: Page = {
        "title": template.title,
        "note": template.note,
        "source": template.source,
        "own": None,
        "failure": "",
    }
    if template.name == OWN:
        # It goes into a field to be changed: exact, not literal.
        page["own"] = {each: getattr(template, each) for each in ("text", "bos", "eos")}
    if isinstance(made, ValueError):
        return {**page, "failure": preview(name_hidden(str(made)), 400)}
    assert made is not None  # there is a row
    train, infer = made.parts
    return {
        **page,
        "matches": made.matches,
        "learns": bool(made.learned) and made.matches,
        "sentences": [preview(each, 300) for each in made.sentences],
        "train": text_page(made.train, train, template),
        "infer": text_page(made.infer, infer, template),
    }


def text_page(text: str, parts: Parts, template: Template) -> Page:
    """One text in pieces ``[kind, text, mark]``; of a long one what is marked first.

    Examples
    --------
    >>> from ftwidgets.templates.known import TEMPLATES
    >>> from ftwidgets.templates.prompts import Prompts
    >>> both = Prompts("<s>[INST] Hi[/INST] Yes</s>", "<s>[INST] Hi[/INST]")
    >>> page = text_page(both.train, both.parts[0], TEMPLATES["mistral"])
    >>> page["pieces"][-2:]
    [['', ' Yes', 'learned'], ['token', '</s>', 'learned']]
    """
    marked = next((first for first, _, mark in parts if mark), 0)
    start = marked - BEFORE if marked > BEFORE and len(text) > MAX_PROMPT else 0
    end = start + MAX_PROMPT
    pieces: Pieces = []
    room = ROOM
    for first, last, mark in parts:
        for kind, part in _tokens(text[max(first, start) : min(last, end)], template):
            piece = [kind, part, mark]
            room -= len(json.dumps(piece)) + 2
            if room < 0:
                break
            pieces.append(piece)
    return {
        "pieces": pieces,
        "length": len(text),
        "skipped": start,
        "whole": end >= len(text) and room >= 0,
    }


def _tokens(text: str, template: Template) -> Iterator[list[str]]:
    """Text with its special tokens told apart, and hidden characters named."""
    own = [re.escape(each) for each in (template.bos, template.eos) if each.strip()]
    pattern = re.compile("|".join([*sorted(own, key=len, reverse=True), _TOKEN]))
    at = 0
    for match in pattern.finditer(text):
        yield from shown([("", text[at : match.start()]), ("token", match[0])])
        at = match.end()
    yield from shown([("", text[at:])])
