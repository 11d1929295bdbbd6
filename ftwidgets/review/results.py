"""How do the rows that a review accepted leave the house, and where is the proof?

What a folder holds comes from the journal and the data alone: no clock, no session.
The same ones give the same bytes.
"""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ftwidgets.conversion import (
    Conversion,
    LossError,
    Refusal,
    Report,
    convert,
    finite,
)
from ftwidgets.examples import count, fingerprint
from ftwidgets.files.writing import json_bytes, jsonl_bytes, write_folder
from ftwidgets.formats.base import LOSSES, TOOL_KEYS, beside
from ftwidgets.recipes import HASH_DIGITS, Recipe
from ftwidgets.review.consequences import with_reviews
from ftwidgets.review.desk import Desk
from ftwidgets.review.outcomes import Outcome, fates, named, outcomes, sentences
from ftwidgets.review.versions import edits_of
from ftwidgets.workspaces import file_name, workspace

ROWS = "accepted.jsonl"
SIDECAR = "review.jsonl"
SUMMARY = "review.json"


@dataclass(frozen=True)
class ReviewExport:
    """The accepted rows on the disk.

    Attributes
    ----------
    folder : Path
        Where they are.
    summary : dict
        What ``review.json`` says.
    """

    folder: Path
    summary: dict[str, Any]

    def __repr__(self) -> str:
        counts = self.summary["counts"]
        rows = count(counts["rows"], "row")
        target = self.summary["target"]["name"]
        return (
            f"ReviewExport({self.folder.name}: {counts['accepted']:,} of {rows} "
            f"accepted, written for {target})"
        )

    @property
    def report(self) -> str:
        """What became of the rows, for people, a sentence a line."""
        return "\n".join(self.summary["report"])


class Results(Desk):
    """A desk whose results can be written, and named in a recipe."""

    def export(
        self,
        target: str = "chat",
        folder: str | os.PathLike[str] | None = None,
        allow_lossy: bool = False,
        overwrite: bool = False,
    ) -> ReviewExport:
        """Write the accepted rows, and beside them who said what of every judged row.

        Parameters
        ----------
        target : str
            A target id, as in `ftwidgets.targets.TARGETS`.
        folder : path-like, optional
            By default ``<workspace>/<name of the data>-review-<hash of the files>``.
        allow_lossy : bool
            Whether rows may lose what the target cannot express.
        overwrite : bool
            Whether a folder that holds other files may be replaced.

        Raises
        ------
        LossError
            The target cannot express something; the message counts each loss.
        FileExistsError
            The folder holds other files.
        """
        rows = outcomes(self)
        taken = [each for each in rows if each.fate == "accepted"]
        examples = [each.example for each in taken]
        made = convert(examples, target, allow_lossy, beside_is_kept=True)
        if not allow_lossy:
            _check_losses(made.report, taken)
        mark = made.report.target.byte_order_mark
        files = {
            ROWS: jsonl_bytes(made.records, mark),
            SIDECAR: jsonl_bytes(_sidecar(rows, taken, made.report)),
        }
        summary = self._summary(rows, taken, made, files)
        files[SUMMARY] = json_bytes(summary)
        if folder is None:
            digest = hashlib.sha256(files[SUMMARY]).hexdigest()[:HASH_DIGITS]
            name = f"{file_name(self.source.name)}-review-{digest}"
            place = workspace() / name
        else:
            place = Path(folder)
        write_folder(place, files, overwrite)
        return ReviewExport(place, summary)

    def add_to(self, recipe: Recipe | None = None) -> Recipe:
        """A recipe that names this journal, as it is now.

        `ftwidgets.curate` applies what it says; one more label makes it another
        journal, which has to be added again.

        Parameters
        ----------
        recipe : Recipe, optional
            The one that the rows came with by default.

        Raises
        ------
        ValueError
            The journal lies outside the project and the workspace.
        """
        return with_reviews(recipe or self.recipe, self.ledger.journal.path)

    def _summary(
        self,
        rows: Sequence[Outcome],
        taken: Sequence[Outcome],
        made: Conversion,
        files: Mapping[str, bytes],
    ) -> dict[str, Any]:
        report, counts = made.report, fates(rows)
        refused = [
            {
                "row": taken[each.row].row,
                "line": taken[each.row].line,
                "why": _why(each),
            }
            for each in report.refused
        ]
        counts["accepted"] = report.rows_out
        return {
            "source": self.source.name,
            "journal": self.ledger.journal.path.name,
            "annotator": self.annotator,
            "target": {
                "name": report.target.name,
                "status": report.target.status_in_words,
            },
            "counts": {"rows": len(rows), **counts, "refused": len(refused)},
            "refused": refused,
            "not_carried_over": report.counts,
            "report": [*sentences(rows), *_conversion(report, taken), *self._journal],
            "outputs": {
                name: hashlib.sha256(data).hexdigest() for name, data in files.items()
            },
        }

    @property
    def _journal(self) -> list[str]:
        """What of the journal did not count."""
        states = self.ledger.mine.states.items()
        absent = [key for key, s in states if s.is_decided and key not in self.row_of]
        said = [f"{count(len(absent), 'judged row')} not in this data."] * bool(absent)
        name = self.ledger.journal.path.name
        return [
            *said,
            *(f"{name}, {each}; passed over." for each in self.ledger.damage),
        ]


def _why(refusal: Refusal) -> str:
    return ", ".join(refusal.reasons)


def _check_losses(report: Report, taken: Sequence[Outcome]) -> None:
    """Refuse an export that would leave out rows for what they would lose."""
    lossy = [each for each in report.refused if set(each.reasons) & LOSSES.keys()]
    if lossy:
        lines = [taken[each.row].line for each in lossy]
        raise LossError(
            f"{report}. Nothing was written. It concerns {named(lines)}: choose "
            "another target, or allow the losses with allow_lossy=True"
        )


def _conversion(report: Report, taken: Sequence[Outcome]) -> list[str]:
    """What the target did not take, in sentences."""
    said = []
    if report.refused:
        lines = [taken[each.row].line for each in report.refused]
        reasons = dict.fromkeys(_why(each) for each in report.refused)
        said.append(
            f"{count(len(lines), 'accepted row')} cannot be written for "
            f"{report.target.name} ({'; '.join(reasons)}): {named(lines)}."
        )
    if report.counts:
        lost = (f"{LOSSES[code][1]} ({n:,})" for code, n in report.counts.items())
        said.append(f"Not carried over: {', '.join(lost)}.")
    return said


def _sidecar(
    rows: Sequence[Outcome], taken: Sequence[Outcome], report: Report
) -> Iterator[dict[str, Any]]:
    """One line for every judged row: who said what, and where it is now."""
    place = {taken[at].row: number for number, at in enumerate(report.rows)}
    refused = {taken[each.row].row: _why(each) for each in report.refused}
    for each in rows:
        if each.outcome is None:
            continue
        number = place.get(each.row)
        why = f"refused: {refused[each.row]}" if each.row in refused else each.fate
        line = {
            "row": each.row,
            "line": each.line,
            "key": each.key,
            "by": each.by,
            "at": each.at,
            "seconds": each.seconds,
            "queue": each.queue,
            "seed": each.seed,
            "outcome": each.outcome,
            "label": each.label,
            "note": each.note,
            "flagged": each.flagged,
            "fingerprint": each.fingerprint,
            "judged_fingerprint": each.judged_fingerprint,
            "edited_fingerprint": fingerprint(each.example),
            "edits": edits_of(each.original, each.edits),
            "accepted": number,
            "why_not": why if number is None else None,
            "beside": beside(each.original, ("messages", *TOOL_KEYS)),
        }
        yield finite(line)[0]
