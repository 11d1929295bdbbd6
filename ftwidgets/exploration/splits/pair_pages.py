"""What does a page show of two rows that one part knows of another?"""

import json
from typing import Any

from ftwidgets.examples import Example, messages_of, text_of
from ftwidgets.exploration.records.texts import Page, name_of, turns_side_by_side
from ftwidgets.exploration.splits.comparison import Compared
from ftwidgets.exploration.splits.exploration import SplitExploration, State
from ftwidgets.exploration.splits.halves import Half
from ftwidgets.literals import preview
from ftwidgets.splitting import Leak
from ftwidgets.splitting.ties import KINDS

PAIR_BYTES = 60_000
"""A leaked pair is cut until it takes no more than this."""

PAIR_CHARS = (4_000, 2_000, 1_000, 400, 100)
"""Characters of one message, from most to least."""

PAIR_TURNS = 8
"""Messages of each row of a pair."""

NAME_CHARS = 40


def short_name(value: Any) -> str:
    """A name from the data, as one short line.

    Examples
    --------
    >>> short_name("s\\u200b1")
    's[U+200B]1'
    """
    return preview(str(value), NAME_CHARS)


def pair_page(
    exploration: SplitExploration, state: State, compared: Compared
) -> Page | None:
    """A leaked pair of the random split, the row of the earlier part first."""
    half = compared.halves.get("rows")
    if half is None or not half.leaks:
        return None
    leak = half.leaks[state.leak]
    ends = [(leak.other_part, leak.other_row), (leak.part, leak.row)]
    examples = [half.split.parts[part][row] for part, row in ends]
    return {
        "number": state.leak,
        "total": len(half.leaks),
        "similarity": round(leak.similarity, 2),
        "kind": _kind(leak, state.parts.group_by),
        "rows": [
            {**_end(exploration, half, part, row), "turns": turns}
            for (part, row), turns in zip(ends, _turns(*examples), strict=True)
        ],
    }


def _kind(leak: Leak, group_by: str | None) -> str:
    """How the two are tied; rows grouped by another key are no children of a seed."""
    if leak.kind == "same_group" and group_by not in (None, "seed"):
        return f"the same {short_name(group_by)}"
    return KINDS[leak.kind]


def _end(exploration: SplitExploration, half: Half, part: str, row: int) -> Page:
    curation = exploration.curation
    record = curation.kept_records[half.split.positions[part][row]]
    group = half.split.group_of[part][row]
    key = exploration.state.parts.group_by
    return {
        "name": name_of(curation, record),
        "part": part,
        "group": "" if group is None else f"{short_name(key)} {short_name(group)}",
    }


def _turns(one: Example, other: Example) -> tuple[list[Page], list[Page]]:
    """Messages of a pair side by side, cut until they fit."""
    for chars in PAIR_CHARS:
        pages = turns_side_by_side(_cut(one, chars), _cut(other, chars))
        for page, example in zip(pages, (one, other), strict=True):
            for turn, message in zip(page, messages_of(example), strict=False):
                turn["length"] = len(text_of(message.get("content")))
        if len(json.dumps(pages)) <= PAIR_BYTES:
            break
    return pages


def _cut(example: Example, chars: int) -> Example:
    return {
        "messages": [
            {**message, "content": text_of(message.get("content"))[:chars]}
            for message in messages_of(example)[:PAIR_TURNS]
        ]
    }
