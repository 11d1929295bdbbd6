"""How good are the filters, where somebody knows what is wrong with each row?

Only a file of planted defects has that truth; here it is compared with a curation.
"""

import json
import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ftwidgets.curation import Curation
from ftwidgets.files.reading import hash_file
from ftwidgets.workspaces import resolve

PLANTED = "data/raw_tickets.planted.json"
"""The truth about our own tickets."""

JUDGED_LEVELS = ("validation", "scoring", "deduplication")

ALL = "all levels"

_MUST_FALL = ("reject", "drop")

_LEVEL_1 = dict.fromkeys(("load", "reading", "export"), "validation")
"""Names under which parts of level 1 appear in the truth and in the funnel."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """How one level did.

    Attributes
    ----------
    level : str
        One of `JUDGED_LEVELS`, or `ALL`.
    planted : int
        Rows that must fall for a reason of this level.
    caught : int
        Those of them that fell, here or earlier.
    dropped : int
        Rows that this level dropped.
    right : int
        Those of them that must fall, for whatever reason.
    """

    level: str
    planted: int
    caught: int
    dropped: int
    right: int

    @property
    def recall(self) -> float | None:
        """Share of the planted rows that was caught."""
        return self.caught / self.planted if self.planted else None

    @property
    def precision(self) -> float | None:
        """Share of the dropped rows that had to fall."""
        return self.right / self.dropped if self.dropped else None


def judge(
    curation: Curation, truth: str | os.PathLike[str] = PLANTED
) -> list[Judgement]:
    """Precision and recall of each level against the truth.

    Of a row and its planted copies any one may stay; the others must fall.

    Parameters
    ----------
    curation : Curation
        Of the file the truth is about.
    truth : path-like
        A file of planted defects, as ``data/README.md`` describes it.

    Returns
    -------
    list of Judgement
        One a level, then one for all together.

    Raises
    ------
    ValueError
        The truth is about another file.

    Examples
    --------
    >>> import ftwidgets as ft
    >>> curation = ft.curate(ft.load("data/raw_tickets.jsonl"))
    >>> [each.level for each in judge(curation)]
    ['validation', 'scoring', 'deduplication', 'all levels']
    """
    planted = json.loads(resolve(truth).read_bytes())
    _check_same_file(curation, planted)
    fell = {each.record: _level(each.level) for each in curation.dropped}
    due = _due(planted["rows"], fell)
    return [
        *(_judge_level(level, due, fell) for level in JUDGED_LEVELS),
        Judgement(
            ALL, len(due), len(due.keys() & fell), len(fell), len(due & fell.keys())
        ),
    ]


def _check_same_file(curation: Curation, planted: Mapping[str, Any]) -> None:
    path = curation.data.path
    if path is None or hash_file(path) != planted["sha256"]:
        raise ValueError(
            f"the truth is about {planted['file']} with SHA-256 "
            f"{planted['sha256'][:12]}…; curate that file, got {curation.data.name!r}"
        )


def _level(name: str | None) -> str | None:
    return _LEVEL_1.get(name, name)


def _due(rows: Iterable[Mapping[str, Any]], fell: Mapping[int, str]) -> dict[int, str]:
    """Rows that must fall, with the level whose matter that is."""
    due, groups = {}, defaultdict(list)
    for row in rows:
        if row["group"] is not None:
            groups[row["group"]].append(row)
        elif row["expect"] in _MUST_FALL:
            due[row["row"]] = _level(row["level"])
    for members in groups.values():
        copies = [each["row"] for each in members if each["expect"] in _MUST_FALL]
        # Whichever fell are the ones that had to; a copy before its original.
        members.sort(
            key=lambda each: (each["row"] not in fell, each["row"] not in copies)
        )
        due |= {each["row"]: "deduplication" for each in members[: len(copies)]}
    return due


def _judge_level(
    level: str, due: Mapping[int, str], fell: Mapping[int, str]
) -> Judgement:
    planted = {row for row, why in due.items() if why == level}
    dropped = {row for row, where in fell.items() if where == level}
    caught, right = planted & fell.keys(), dropped & due.keys()
    return Judgement(level, len(planted), len(caught), len(dropped), len(right))
