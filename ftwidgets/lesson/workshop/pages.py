"""What is shown of files as a page of text? Markdown, in which no data is markup."""

import html
import re
from pathlib import Path

from ftwidgets.curation import Curation
from ftwidgets.exporting import CARD, Export
from ftwidgets.lesson.workshop.owners import Owners
from ftwidgets.literals import name_hidden
from ftwidgets.splitting import PARTS
from ftwidgets.synthesis.generation import Generation
from ftwidgets.synthesis.quality import LEVELS

_CODE = re.compile(r"[`\n\r]")

_QUOTED = re.compile(r"(`[^`\n]*`)")

_MARKUP = re.compile(r"[^\w\s.,:;%?!/()'\"“”‘’…–-]|_|(?<=[^\W\d])[.:](?=[\w/])")
"""What may mean something in Markdown, HTML or a formula, or make a link of a text."""


class Page:
    """Text that a notebook draws as Markdown and a terminal shows as it is.

    Parameters
    ----------
    text : str
        Markdown; whatever comes from data stands in `quoted`.

    Examples
    --------
    >>> Page("**Done.**")
    **Done.**
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        # In code quotes nothing stands for anything else: a reference there is data.
        parts = _QUOTED.split(self.text)
        parts[::2] = map(html.unescape, parts[::2])
        return name_hidden("".join(parts))

    def _repr_markdown_(self) -> str:
        return self.text


def quoted(text: str) -> str:
    r"""Text from outside in code quotes, which it cannot end.

    Examples
    --------
    >>> quoted("a`b\n<i>")
    "`a'b <i>`"
    """
    shown = name_hidden(_CODE.sub(lambda found: "'" if found[0] == "`" else " ", text))
    return f"`{shown or ' '}`"


def plain(text: str) -> str:
    r"""A sentence that may hold text from outside, each mark in it as a reference.

    Examples
    --------
    >>> plain("seed 3 (<b>) falls")
    'seed 3 (&#60;b&#62;) falls'
    """
    shown = name_hidden(" ".join(text.split()))
    return _MARKUP.sub(lambda found: f"&#{ord(found[0])};", shown)


def cell(text: str) -> str:
    r"""Text from outside in a table, which it cannot leave.

    Examples
    --------
    >>> cell("a b"), cell("a|b")
    ('`a b`', 'a&#124;b')
    """
    return plain(text) if "|" in text else quoted(text)


def written_page(made: Export, is_practice: bool, missing: str) -> Page:
    """Where the files are, and whose dataset it is."""
    rows = {name: each["rows"] for name, each in made.card["parts"].items()}
    lines = [
        "**Your dataset is on the disk.**"
        if not is_practice
        else f"**Practice, not your dataset:** {plain(missing)}. These files are made "
        "from 20 seeds of ours.",
        "",
        f"Folder: {quoted(str(made.folder))}",
        "",
        "| file | rows | SHA-256 |",
        "|---|---|---|",
    ]
    for name, digest in made.card["outputs"].items():
        part = name.removesuffix(".jsonl")
        shown = f"{rows[part]:,}" if part in PARTS else ""
        lines.append(f"| {cell(name)} | {shown} | `{digest[:12]}…` |")
    lines += [f"| `{CARD}` | | |", "", f"Build it again: {quoted(made.command)}"]
    return Page("\n".join(lines))


def unwritten_page(problem: str) -> Page:
    """Why there are no files yet."""
    return Page(
        f"**Nothing is written yet:** {plain(problem)}. Go on above, then run the "
        "cells from there again."
    )


def made_page(run: Generation, found: Curation, made: Export, owners: Owners) -> Page:
    """The card of the exercise: how the rows came about, and where they are now."""
    funnel = run.quality.funnel
    rates = [f"{100 * rate:.1f} %" for rate in found.duplicate_rate]
    scores = (
        "none" if each is None else f"{each:.2f}" for each in found.average_quality
    )
    counts = " + ".join(f"{n} {name}" for name, n in run.counts.items() if n)
    fell = [f"{n} fell at {name}" for name, n in funnel.items() if n and name in LEVELS]
    parts, target = made.card["parts"], made.card["target"]
    teacher = run.teacher
    who = "our templates" if teacher.kind == "template" else quoted(teacher.model)
    lines = [
        f"## Card: {quoted(run.task.name)}",
        "",
        f"{owners} The other rows were written by {who}.",
        "",
        f"{run.requested} requests = {counts}. Of the replies "
        f"{', '.join(fell) or 'none fell'}; {funnel['spare']} more passed and were not "
        "needed.",
        "",
        "| seeds and readable replies | before the filters | after |",
        "|---|---|---|",
        f"| rows | {len(found.data)} | {len(found.kept)} |",
        f"| duplicate rate | {' | '.join(rates)} |",
        f"| average quality score | {' | '.join(scores)} |",
        "",
        "| part | rows | labels |",
        "|---|---|---|",
    ]
    for name, part in parts.items():
        labels = ", ".join(f"{cell(label)} {n}" for label, n in part["labels"].items())
        lines.append(f"| {name} | {part['rows']} | {labels} |")
    lines += ["", f"Written for {quoted(target['name'])}: {plain(target['status'])}."]
    lines += [f"Recipe `{made.card['recipe']}`; more for programs in `{CARD}`."]
    return Page("\n".join(lines))


def card_page(path: Path) -> Page:
    """The card that was written last, or that there is none."""
    try:
        return Page(path.read_text("utf-8"))
    except FileNotFoundError:
        return Page("**There is no card yet.** It is written with the files.")
