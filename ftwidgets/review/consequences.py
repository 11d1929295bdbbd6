"""What do the reviews that a recipe names change about a dataset?

What all who judged a row say alike is done: it falls, or takes its new text. A row on
which they differ, or that was judged on an older text, stays as it is and is counted.
"""

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ftwidgets.datasets import Dataset
from ftwidgets.examples import Example, count, fingerprint
from ftwidgets.files.reading import hash_file
from ftwidgets.inputs import Input, check_unchanged, input_of, unchanged
from ftwidgets.recipes import Recipe
from ftwidgets.review.edits import with_edits
from ftwidgets.review.history import RowState
from ftwidgets.review.identity import row_keys
from ftwidgets.review.people import Reviews, agreed, read_reviews
from ftwidgets.review.sources import journals_in
from ftwidgets.review.versions import edits_of, is_older


@dataclass(frozen=True, slots=True)
class Consensus:
    """What the people who judged a row say of it.

    Attributes
    ----------
    by : tuple of str
        Who.
    at : str
        When the last of them did.
    outcome : {"keep", "fix", "drop"}
    note : str
        Their notes.
    original : str
        Fingerprint of the text they read.
    edits : list of dict
        ``message`` (its number, from 0), ``before`` and ``after``.
    """

    by: tuple[str, ...]
    at: str
    outcome: str
    note: str
    original: str
    edits: list[dict[str, Any]]

    def to_dict(self) -> dict[str, Any]:
        """For a sidecar; notes stay in the journal."""
        return {
            "by": list(self.by),
            "at": self.at,
            "outcome": self.outcome,
            "original_fingerprint": self.original,
            "edits": self.edits,
        }


@dataclass(frozen=True)
class Consequences:
    """What some journals come to on one dataset.

    Attributes
    ----------
    journals : tuple of Input
        With the SHA-256 of what was read.
    data : Dataset
        The dataset with the new texts.
    settled : dict of int to Consensus
        Records of which all who judged them say the same.
    untouched : dict of str to list of int
        Records that stay as they are, by reason: ``to_fix``, ``disputed``,
        ``older_text``.
    reviewers : dict of str to int
        How many records of this dataset each has judged.
    absent : int
        Judged rows that this dataset does not have.
    damage : tuple of str
        Lines of the journals that do not count.
    """

    journals: tuple[Input, ...]
    data: Dataset
    settled: dict[int, Consensus]
    untouched: dict[str, list[int]]
    reviewers: dict[str, int]
    absent: int
    damage: tuple[str, ...]

    @property
    def dropped(self) -> set[int]:
        """Records that fall."""
        return {row for row, each in self.settled.items() if each.outcome == "drop"}

    @property
    def counts(self) -> dict[str, int]:
        """How many of the judged records had each fate."""
        outcomes = Counter(each.outcome for each in self.settled.values())
        return {
            "kept": outcomes["keep"],
            "edited": outcomes["fix"],
            "dropped": outcomes["drop"],
            **{reason: len(rows) for reason, rows in self.untouched.items()},
        }

    @property
    def notes(self) -> list[str]:
        """What was left alone, in sentences."""
        notes = []
        for reason, text in _UNTOUCHED.items():
            rows = len(self.untouched[reason])
            if rows:
                verbs = _VERBS[rows == 1]
                notes.append(f"{count(rows, 'row')} {text.format(**verbs)}")
        if self.absent:
            notes.append(f"{count(self.absent, 'judged row')} not in this data")
        return notes

    @property
    def card(self) -> dict[str, Any]:
        """For the dataset card."""
        return {
            "journals": [
                {"path": each.path, "sha256": each.sha256} for each in self.journals
            ],
            "reviewers": self.reviewers,
            "rows": self.counts,
            "notes": self.notes,
            "damage": list(self.damage),
        }


_UNTOUCHED = {
    "to_fix": "{are} marked to be fixed, but not edited yet; {they} untouched",
    "disputed": "{are} disputed: those who judged differ; {they} untouched",
    "older_text": "{were} judged on an older text; {they} untouched",
}
"""Why a judged row stays as it is, and how that is said."""

_VERBS = {
    True: {"are": "is", "were": "was", "they": "it is"},
    False: {"are": "are", "were": "were", "they": "they are"},
}
"""By whether it is one row."""


def with_reviews(
    recipe: Recipe, places: str | os.PathLike[str] | Iterable[Any]
) -> Recipe:
    """The recipe with more journals, as they are now.

    Parameters
    ----------
    recipe : Recipe
    places : path-like or iterable of path-like
        As for `ftwidgets.review.people.read_reviews`. A journal that the recipe names
        already is named as it is now.

    Raises
    ------
    ValueError
        A journal lies outside the project and the workspace.

    Examples
    --------
    >>> with_reviews(Recipe.STANDARD, []).reviews
    ()
    """
    known = {each.path: each for each in recipe.reviews}
    named = [input_of(path) for path in journals_in(places)]
    known |= {each.path: each for each in named}
    return recipe.change(reviews=tuple(known.values()))


def apply_reviews(data: Dataset, journals: Sequence[Input]) -> Consequences:
    """Read journals, and do on a dataset what they say.

    Raises
    ------
    ValueError
        A journal is missing, or no journal.
    ChangedInputError
        A journal is not what it was when the recipe was written.

    Examples
    --------
    >>> apply_reviews(Dataset.of([]), []).counts
    {'kept': 0, 'edited': 0, 'dropped': 0, 'to_fix': 0, 'disputed': 0, 'older_text': 0}
    """
    reviews, found = _read(journals)
    settled: dict[int, Consensus] = {}
    untouched: dict[str, list[int]] = {reason: [] for reason in _UNTOUCHED}
    reviewers = dict.fromkeys(reviews.names, 0)
    examples, records = list(data.examples), list(data.records)
    keys = row_keys(examples)
    for row, key in enumerate(keys):
        states = reviews.judged.get(key)
        if not states:
            continue
        for name in states:
            reviewers[name] += 1
        consensus = _consensus(examples[row], states)
        record = data.record_of[row]
        if isinstance(consensus, str):
            untouched[consensus].append(record)
            continue
        settled[record] = consensus
        if consensus.outcome == "fix":
            edits = {each["message"]: each["after"] for each in consensus.edits}
            edited = with_edits(examples[row], edits)
            records[record] = _edited_record(records[record], examples[row], edited)
            examples[row] = edited
    absent = len(reviews.judged.keys() - set(keys))
    edited_data = replace(data, examples=examples, records=records)
    return Consequences(
        found, edited_data, settled, untouched, reviewers, absent, reviews.damage
    )


def _consensus(example: Example, states: Mapping[str, RowState]) -> Consensus | str:
    """What is done about a row, or the reason why nothing is."""
    fresh = {name: each for name, each in states.items() if not is_older(example, each)}
    if not fresh:
        return "older_text"
    state = agreed(fresh)
    if state is None:
        return "disputed"
    if state.outcome == "fix" and not state.edits:
        return "to_fix"
    notes = dict.fromkeys(each.note for each in fresh.values() if each.note)
    edits = edits_of(example, state.edits) if state.outcome == "fix" else []
    return Consensus(
        tuple(fresh),
        state.at,
        str(state.outcome),
        "; ".join(notes),
        fingerprint(example),
        edits,
    )


def _edited_record(record: Any, example: Example, edited: Example) -> Any:
    """The record as the lesson's levels read it, with the new texts.

    A record in another format stays as it is: they drop it anyhow, for want of
    ``messages`` as they know them.
    """
    if isinstance(record, dict) and record.get("messages") == example["messages"]:
        return {**record, "messages": edited["messages"]}
    return record


def _read(journals: Iterable[Input]) -> tuple[Reviews, tuple[Input, ...]]:
    """Reviews of the journals a recipe names, and those as they were read."""
    found = unchanged(journals, "reviews")
    reviews = read_reviews([path for path, _ in found])
    for path, named in found:
        # Somebody who labels meanwhile makes it another journal.
        check_unchanged(path, named.sha256, hash_file(path))
    return reviews, tuple(named for _, named in found)
