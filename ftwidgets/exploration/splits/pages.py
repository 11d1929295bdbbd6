"""What does a page show of two splits? Plain JSON, small whatever the rows."""

from collections.abc import Iterator, Mapping, Sequence

from ftwidgets.examples import Example, count, messages_of, text_of
from ftwidgets.exploration.choices import rows_in_words
from ftwidgets.exploration.records.texts import Page, name_of, window
from ftwidgets.exploration.splits.choices import in_percent, sizes_of, unit_of
from ftwidgets.exploration.splits.comparison import Compared
from ftwidgets.exploration.splits.exploration import SplitExploration, State
from ftwidgets.exploration.splits.halves import Half, SizeRange
from ftwidgets.exploration.splits.pair_pages import pair_page, short_name
from ftwidgets.literals import literal, preview
from ftwidgets.splitting import PARTS

CELL_ROWS = 400
"""Up to so many rows are drawn one by one, ..."""

CELL_FAMILIES = 40
"""... in up to so many families, ..."""

CELL_HEIGHT = 24
"""... of up to so many rows each."""

PREVIEW = 48
"""Characters of a row that is pointed at."""

LABELS_SHOWN = 8
"""Labels on one page."""

OTHER_PERCENT = 2
"""From so many percentage points on, sizes are said to be other than asked for."""

NOTE_CHARS = 400
NOTES_SHOWN = 8

_LETTERS = {"train": "t", "validation": "v", "test": "x", "": "s"}
"""How a cell of the grid is told; a test row that train knows is an ``X``."""


# Facts: what no choice changes


def facts_page(exploration: SplitExploration) -> Page:
    """What a page is told once: the keys there are, and rows where they are few."""
    examples, curation = exploration.examples, exploration.curation
    shown = examples if len(examples) <= CELL_ROWS else []
    return {
        "rows": len(examples),
        "keys": [[key, short_name(key)] for key in exploration.keys],
        "near": exploration.kin.near_duplicates,
        "previews": [
            [name_of(curation, record), preview(_said(example), PREVIEW)]
            for record, example in zip(curation.kept_records, shown, strict=False)
        ],
    }


def _said(example: Example) -> str:
    """The words by which people know a row: the first of the user's, else any."""
    messages = messages_of(example)
    users = [each for each in messages if each.get("role") == "user"]
    texts = (text_of(each.get("content")) for each in (*users, *messages))
    return next((text for text in texts if text.strip()), "")


# The view: what is chosen, and what it comes to


def view_page(exploration: SplitExploration) -> Page:
    """All that a screen shows now; ``"halves"`` is ``None`` while it is worked out."""
    state = exploration.state
    compared = state.compared
    page = {
        "subject": _subject(exploration, compared),
        "strategy": state.strategy,
        "working": exploration.working,
        "hindrance": literal(exploration.hindrance),
        "settings": _settings(exploration, state),
        "halves": None,
    }
    if compared is None:
        return page
    is_small = _is_small(compared)
    return page | {
        "halves": {
            name: _half_page(half, is_small) for name, half in compared.halves.items()
        },
        "trouble": literal(compared.trouble),
        "columns": _columns(compared) if is_small else None,
        "leak": pair_page(exploration, state, compared),
        "labels": labels_page(compared, state),
        "notes": _notes(compared, state),
    }


def _subject(exploration: SplitExploration, compared: Compared | None) -> str:
    rows = rows_in_words(len(exploration.examples))
    if compared is None or not compared.all_families:
        return rows
    number = len(compared.all_families)
    return f"{rows} in {count(number, 'family', 'families')}"


def _settings(exploration: SplitExploration, state: State) -> Page:
    parts = state.parts
    unit = unit_of(parts)
    sizes = sizes_of(parts)
    return {
        "unit": unit,
        "sizes": list(sizes) if unit == "rows" else in_percent(sizes),
        "seed": parts.seed,
        "groupBy": parts.group_by,
        "stratifyBy": parts.stratify_by,
        "others": [
            [key, short_name(key)]
            for key in (parts.group_by, parts.stratify_by)
            if key is not None
        ],
    }


def _is_small(compared: Compared) -> bool:
    sizes = [len(family) for family in compared.all_families]
    return (
        sum(sizes) <= CELL_ROWS
        and len(sizes) <= CELL_FAMILIES
        and max(sizes, default=0) <= CELL_HEIGHT
    )


# One half


def _half_page(half: Half, is_small: bool) -> Page:
    """One split: its numbers, and its rows one by one or by the size of families."""
    return {
        "parts": [[name, half.sizes[name], half.families[name]] for name in PARTS],
        "surplus": len(half.split.surplus),
        "straddling": half.straddling,
        "leaks": len(half.leaks),
        "known": {name: half.siblings(name) for name in PARTS[1:]},
        "cells": _cells(half) if is_small else None,
        "ranges": None if is_small else [_range(each) for each in half.size_ranges],
    }


def _cells(half: Half) -> str:
    """A letter for each row; see `_LETTERS`."""
    letters = [_LETTERS[part] for part in half.part_of]
    for row in half.known_rows["test"]:
        letters[half.split.positions["test"][row]] = "X"
    return "".join(letters)


def _range(each: SizeRange) -> Page:
    return {
        "low": each.low,
        "high": each.high,
        "families": each.families,
        "torn": each.torn,
        "whole": [each.whole_rows[name] for name in PARTS],
        "several": [each.torn_rows[name] for name in PARTS],
        "surplus": each.surplus,
    }


def _columns(compared: Compared) -> list[list[int]]:
    """Families as columns of rows: by their part in the whole split, then by size."""
    half = compared.halves.get("families") or compared.halves.get("rows")
    if half is None:
        return []
    order = [*PARTS, ""]

    def rank(family: Sequence[int]) -> tuple[int, int]:
        return min(order.index(half.part_of[row]) for row in family), -len(family)

    return [[*family] for family in sorted(compared.all_families, key=rank)]


# What is in the parts


def labels_page(compared: Compared, state: State) -> Page | None:
    """Some labels of the chosen split with their rows in each part."""
    half = compared.halves.get(state.strategy)
    if half is None:
        return None
    counts = compared.label_counts[state.strategy]
    names = list(counts)
    shown = window(len(names), state.label_page * LABELS_SHOWN, LABELS_SHOWN)
    return {
        "parts": [[name, half.sizes[name], half.families[name]] for name in PARTS],
        "total": len(names),
        "start": shown.start,
        "size": LABELS_SHOWN,
        "page": shown.start // LABELS_SHOWN,
        "rows": [
            [short_name(names[at]), list(counts[names[at]].values())] for at in shown
        ],
        "areSpread": compared.parts.stratify_by is not None,
    }


def _notes(compared: Compared, state: State) -> list[str]:
    """What is worth knowing of the chosen split, in sentences."""
    half = compared.halves.get(state.strategy)
    if half is None:
        return []
    notes = [*_other_sizes(compared, half), *half.split.notes]
    if compared.parts.stratify_by is None:
        notes += _missing_labels(half, compared.label_counts[state.strategy])
    more = len(notes) - NOTES_SHOWN
    cut = [literal(note)[:NOTE_CHARS] for note in notes[:NOTES_SHOWN]]
    return [*cut, f"And {count(more, 'more note')}."] if more > 0 else cut


def _other_sizes(compared: Compared, half: Half) -> Iterator[str]:
    """Whether shares came out other than asked, as families and labels go."""
    if unit_of(compared.parts) == "rows":
        return
    asked = in_percent(sizes_of(compared.parts))
    found = in_percent(list(half.sizes.values()))
    pairs = zip(asked, found, strict=True)
    if any(abs(one - other) >= OTHER_PERCENT for one, other in pairs):
        one, other = (" / ".join(f"{size:.0f}" for size in x) for x in (asked, found))
        yield f"{one} % were asked for, whole families make {other} %."


def _missing_labels(
    half: Half, counts: Mapping[str, Mapping[str, int]]
) -> Iterator[str]:
    """Parts that lack labels."""
    for part in PARTS:
        missing = [name for name in counts if not counts[name][part]]
        if half.sizes[part] and missing:
            yield (
                f"{part} has no row of {_listed(missing)}: spread the labels, or ask "
                f"for more rows in {part}."
            )


def _listed(names: Sequence[str]) -> str:
    """Some names; of many, the first three and how many more."""
    quoted = [f"'{short_name(name)}'" for name in names[:3]]
    more = len(names) - len(quoted)
    return ", ".join(quoted) + (f" and {count(more, 'more label')}" if more else "")
