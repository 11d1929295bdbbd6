"""What is true of a dataset that somebody has built, by what is on the disk?

The files are read, counted, compared and hashed here once more. What became of the
replies is told by the run, which reads its journal. A file that cannot be read proves
nothing, and is named.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ftwidgets.checking import check
from ftwidgets.exporting import CARD
from ftwidgets.lesson.siblings import SIZES
from ftwidgets.lesson.workshop.assembly import DATASET, FAMILY, FILE, ROWS
from ftwidgets.lesson.workshop.choices import GOLD
from ftwidgets.lesson.workshop.jobs import REPLIES
from ftwidgets.lesson.workshop.lines import messages_in, read_card, read_rows, words_in
from ftwidgets.lesson.workshop.owners import Owners, owners_of
from ftwidgets.seeds.cards import ORIGINS

if TYPE_CHECKING:
    from ftwidgets.lesson.workshop import Workshop

UNREADABLE = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RecursionError,
)
"""What a damaged file may make a reader raise, whoever reads it."""


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was looked at.

    Attributes
    ----------
    holds : bool
    words : str
        What was found, in a sentence.
    row : str
        Where it fails, with its text.
    """

    holds: bool
    words: str
    row: str = ""


class Evidence:
    """The files of a learner's own dataset.

    Parameters
    ----------
    workshop : Workshop

    Attributes
    ----------
    place : Path
        Folder of the task.
    """

    def __init__(self, workshop: "Workshop") -> None:
        self.workshop = workshop
        self.place = workshop.place

    def __iter__(self) -> Iterator[Proof]:
        """One proof after the other; after one that fails the rest may not be there."""
        for look, name in _LOOKS:
            try:
                yield look(self)
            except UNREADABLE as error:
                said = f"{getattr(error, 'file', name)} cannot be read."
                yield Proof(False, said, f"{error}")

    @property
    def folder(self) -> Path:
        """The dataset folder."""
        return self.place / DATASET

    @cached_property
    def seeds(self) -> list[dict[str, Any]]:
        """Lines of the learner's file of gold seeds."""
        return read_rows(self.place / GOLD)

    @cached_property
    def rows(self) -> list[dict[str, Any]]:
        """The 200 rows with their seeds."""
        return read_rows(self.place / FILE, FAMILY)

    @cached_property
    def parts(self) -> dict[str, list[dict[str, Any]]]:
        """Lines of each exported part."""
        return {name: read_rows(self.folder / f"{name}.jsonl") for name in SIZES}

    @cached_property
    def card(self) -> dict[str, Any]:
        """What ``card.json`` says."""
        return read_card(self.folder / CARD)

    @property
    def origins(self) -> dict[str, int]:
        """How many seeds were written, pasted, picked, or came with the project."""
        found = Counter(str(seed.get("origin")) for seed in self.seeds)
        return {name: found[name] for name in ORIGINS}

    @property
    def owners(self) -> Owners:
        """Whose the seeds are."""
        return owners_of(self.seeds)


def _seeds(files: Evidence) -> Proof:
    missing = files.workshop.missing
    if missing:
        return Proof(False, f"{missing[0].upper()}{missing[1:]}.")
    owners = files.owners
    how = ", ".join(f"{n} {name}" for name, n in files.origins.items() if n)
    whose = f"{owners.own} your own, {owners.ours} ours"
    if owners.own == owners.total:
        whose = f"all your own ({how})"
    elif owners.unknown:
        whose += f", {owners.unknown} of unknown origin"
    return Proof(True, f"{len(files.seeds)} gold seeds: {whose}")


def _replies(files: Evidence) -> Proof:
    run = files.workshop.run
    counts = {name: n for name, n in run.counts.items() if n}
    if not run.answered or sum(counts.values()) != run.requested:
        return Proof(False, "The seeds are not expanded yet: no reply is there.")
    said = " + ".join(f"{n} {name}" for name, n in counts.items())
    return Proof(True, f"{run.requested} requests = {said}")


def _filters(files: Evidence) -> Proof:
    found = files.workshop.filtered
    fell = {each.level: each.dropped for each in found.funnel if each.dropped}
    said = " + ".join(
        [
            f"{len(found.kept)} kept",
            *(f"{n} fell at {name}" for name, n in fell.items()),
        ]
    )
    rates = [f"{100 * rate:.1f} %" for rate in found.duplicate_rate]
    quality = [f"{score:.2f}" for score in found.average_quality if score is not None]
    return Proof(
        len(found.data) == len(found.kept) + sum(fell.values()),
        f"{len(found.data)} rows through the filters = {said}; duplicate rate "
        f"{' to '.join(rates)}, average quality {' to '.join(quality)}",
    )


def _counts(files: Evidence) -> Proof:
    sizes = {name: len(part) for name, part in files.parts.items()}
    if not any(sizes.values()):
        return Proof(False, "No files are written yet.")
    said = " + ".join(f"{number} {name}" for name, number in sizes.items())
    lines = Counter(messages_in(row) for part in files.parts.values() for row in part)
    holds = sizes == SIZES and lines == Counter(map(messages_in, files.rows))
    if not holds:
        return Proof(
            False,
            f"The files hold {said} rows, not the 160, 20 and 20 rows that were made.",
        )
    return Proof(True, f"{ROWS} rows = {said}, each of them once")


def _gold_is_in(files: Evidence) -> Proof:
    there = Counter(map(messages_in, files.rows))
    lost = [seed for seed in files.seeds if not there[messages_in(seed)]]
    if lost:
        return Proof(
            False,
            "The files were made from other seeds than those you have now.",
            f"Not in the files: “{words_in(lost[0])[:90]}”",
        )
    new = ROWS - len(files.seeds)
    return Proof(True, f"all {len(files.seeds)} seeds are in it, and {new} new rows")


def _families(files: Evidence) -> Proof:
    seed_of = {messages_in(row): row[FAMILY] for row in files.rows}
    homes: dict[str, str] = {}
    for name, part in files.parts.items():
        for row in part:
            for what in (f"seed {seed_of[messages_in(row)]}", f"text {words_in(row)}"):
                if homes.setdefault(what, name) != name:
                    return Proof(
                        False,
                        f"A family stands in {homes[what]} and in {name}.",
                        f"{name}: “{words_in(row)[:90]}”",
                    )
    seeds = {
        name: len({seed_of[messages_in(row)] for row in part})
        for name, part in files.parts.items()
    }
    said = ", ".join(f"{number} in {name}" for name, number in seeds.items())
    return Proof(True, f"no seed and no text stands in two parts; seeds: {said}")


def _valid(files: Evidence) -> Proof:
    target = files.card.get("target", {}).get("name", "chat")
    for name in SIZES:
        report = check(files.folder / f"{name}.jsonl", target, task=files.workshop.task)
        if report.counts["invalid"]:
            bad = next(
                each
                for each in report.records
                if each.findings and each.findings[0].severity == "error"
            )
            said = f"A row of {name} is not valid for the target {target}."
            return Proof(False, said, f"line {bad.line}: {bad.findings[0].message}")
    return Proof(True, f"each of the {ROWS} rows is valid for the target {target}")


def _hashes(files: Evidence) -> Proof:
    outputs = files.card.get("outputs", {})
    for name, digest in outputs.items():
        path = files.folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""
        if found != digest:
            said = "A file is not what it was when it was written."
            return Proof(False, said, f"{name}: SHA-256 {found[:12] or 'none'}")
    if not outputs:
        return Proof(False, "The dataset folder has no card.")
    return Proof(True, f"{len(outputs)} files are on the disk as they were written")


_LOOKS: tuple[tuple[Callable[[Evidence], Proof], str], ...] = (
    (_seeds, GOLD),
    (_replies, REPLIES),
    (_filters, REPLIES),
    (_counts, FILE),
    (_gold_is_in, GOLD),
    (_families, FILE),
    (_valid, CARD),
    (_hashes, CARD),
)
"""In this order, each with what it reads most; each may rely on those before it."""
