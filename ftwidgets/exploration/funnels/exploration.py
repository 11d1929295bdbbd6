"""Where do the rows go? In = kept + dropped + rejected, and who are the fallen?"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ftwidgets.curation import Curation, Drop, Stage
from ftwidgets.examples import Example, count, messages_of
from ftwidgets.exploration.choices import Exploration, curation_of, example_of
from ftwidgets.recipes import Recipe
from ftwidgets.views import LEVEL_TITLES

SHOWN = 6
"""So many rows are shown at once."""

NAMED_LINES = 5
"""So many lines are named where the sum is wrong."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of every record, counted.

    Attributes
    ----------
    total, kept, dropped, rejected : int
        Records in the file; those that survive, fell at a level, could not be read.
    unseen, twice : tuple of int
        Lines of records that are in none of these, or in more than one.
    """

    total: int
    kept: int
    dropped: int
    rejected: int
    unseen: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()

    @classmethod
    def of(cls, curation: Curation) -> "Account":
        """Account for the records of a curation; nothing is taken on trust."""
        lines, total = curation.data.lines, len(curation.data)
        fallen = [each.record for each in curation.dropped]
        times = Counter([*curation.kept_records, *fallen])
        rejected = sum(each.level == "reading" for each in curation.dropped)
        return cls(
            total,
            len(curation.kept),
            len(fallen) - rejected,
            rejected,
            tuple(lines[record] for record in range(total) if record not in times),
            tuple(lines[record] for record in sorted(times) if times[record] > 1),
        )

    @property
    def adds_up(self) -> bool:
        """Whether every record is in exactly one of the three."""
        parts = self.kept + self.dropped + self.rejected
        return parts == self.total and not self.unseen and not self.twice

    @property
    def problem(self) -> str:
        """What is wrong with the sum, in words; empty where it adds up.

        Examples
        --------
        >>> Account(3, 1, 1, 0, unseen=(2,)).problem
        '3 lines in, but 1 kept + 1 dropped + 0 rejected = 2; line 2 is in none of them'
        >>> Account(2, 1, 1, 0).problem
        ''
        """
        if self.adds_up:
            return ""
        parts = self.kept + self.dropped + self.rejected
        sentence = (
            f"{count(self.total, 'line')} in, but {self.kept:,} kept + "
            f"{self.dropped:,} dropped + {self.rejected:,} rejected = {parts:,}"
        )
        for lines, words in (
            (self.unseen, "in none of them"),
            (self.twice, "in more than one of them"),
        ):
            if lines:
                sentence += f"; {_lines_in_words(lines)} {words}"
        return sentence


def _lines_in_words(lines: Sequence[int]) -> str:
    named = ", ".join(f"{line:,}" for line in lines[:NAMED_LINES])
    more = f" and {len(lines) - NAMED_LINES:,} more" * (len(lines) > NAMED_LINES)
    return f"line {named} is" if len(lines) == 1 else f"lines {named}{more} are"


class FunnelExploration(Exploration):
    """Which rows does each level let through, why did the others fall, who are they?

    Parameters
    ----------
    source : Curation, Dataset or iterable of records
    recipe : Recipe, optional
        See `ftwidgets.exploration.choices.curation_of`.

    Attributes
    ----------
    account : Account
        The sum of all records.
    stages : list of Stage
        The levels in order; none where the sum is wrong.
    stage, reason : str or None
        The level whose fallen rows are shown, and why they fell; at first the level
        at which most fall.
    start : int
        The first row of those shown.
    record : int or None
        The record that is shown in full.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("user", "Where is my parcel?"), ("assistant", "delivery"))
    >>> funnel = FunnelExploration([row, row, 7])
    >>> funnel
    FunnelExploration(examples: 3 in = 1 kept + 1 dropped + 1 rejected)
    >>> funnel.open("duplicates", "exact_duplicate")
    >>> [(drop.line, drop.code) for drop in funnel.rows()]
    [(2, 'exact_duplicate')]
    """

    def __init__(self, source: Any, recipe: Recipe | None = None) -> None:
        super().__init__(curation_of(source, recipe))
        self.account = Account.of(self.curation)
        is_right = self.account.adds_up
        self.stages: list[Stage] = self.curation.funnel if is_right else []
        self._examples = example_of(self.curation)
        self._drops: dict[tuple[str, str | None], list[Drop]] = {}
        for each in self.curation.dropped:
            for reason in (None, each.code):
                self._drops.setdefault((each.level, reason), []).append(each)
        most = max(self.stages, key=lambda each: each.dropped, default=None)
        self.stage = most.level if most and most.dropped else None
        self.reason: str | None = None
        self.start = 0
        self.record: int | None = None

    def __repr__(self) -> str:
        return f"FunnelExploration({self.sum})"

    @property
    def sum(self) -> str:
        """The count of all records as a sum."""
        it = self.account
        wrong = "" if it.adds_up else ", which does not add up"
        return (
            f"{self.curation.data.name}: {it.total:,} in = {it.kept:,} kept "
            f"+ {it.dropped:,} dropped + {it.rejected:,} rejected{wrong}"
        )

    @property
    def recipe(self) -> Recipe:
        """The recipe that the rows went through; nothing is changed here."""
        return self.curation.recipe

    @property
    def value(self) -> list[Example]:
        """The kept rows."""
        return self.curation.kept

    def open(self, stage: str, reason: str | None = None) -> None:
        """Show the rows that fell at a stage, perhaps only those with one reason.

        Parameters
        ----------
        stage : str
            A level, such as ``"scoring"``, or what people call it: ``"Quality"``.
        reason : str, optional
            One of the stage's reason codes.
        """
        self.choose(stage=stage, reason=reason)

    def rows(self) -> list[Drop]:
        """The rows that fell at the open stage for the open reason, all of them."""
        return list(self._rows(self.stage, self.reason))

    def choose(self, **choices: Any) -> None:
        """Open a stage, a reason or a record, or move on; refused calls change nothing.

        Parameters
        ----------
        stage, reason : str or None
            As for `open`; another stage shows all its reasons, ``None`` closes it.
        start : int
            The first row that is shown.
        record : int or None
            A record of those rows, to be shown in full.
        """
        allowed = ("stage", "reason", "start", "record")
        unknown = sorted(set(choices) - set(allowed))
        if unknown:
            raise ValueError(
                f"a funnel has no choice {unknown[0]!r}; there are {', '.join(allowed)}"
            )
        with self.lock:
            stage = self._level_of(choices.get("stage", self.stage))
            is_same = stage == self.stage
            reason = choices.get("reason", self.reason if is_same else None)
            self._check_reason(stage, reason)
            rows = self._rows(stage, reason)
            is_same = is_same and reason == self.reason
            start = _check_start(choices.get("start", self.start if is_same else 0))
            place = place_in(rows, choices.get("record"))
            if place is not None:
                start = place // SHOWN * SHOWN
            last = max(0, len(rows) - 1) // SHOWN * SHOWN
            self.stage, self.reason = stage, reason
            self.start, self.record = min(start, last), choices.get("record")
        self._tell()

    def example(self, drop: Drop, record: int | None = None) -> Example | None:
        """What a level met: the chat form, or the record itself where it took that.

        Parameters
        ----------
        drop : Drop
        record : int, optional
            By default the one that fell.
        """
        record = drop.record if record is None else record
        if self.recipe.preset == "standard" or drop.level == "reading":
            return self._examples.get(record)
        value = self.curation.texts.records[record]
        return value if messages_of(value) else None

    def _rows(self, stage: str | None, reason: str | None) -> list[Drop]:
        return self._drops.get((stage, reason), []) if stage else []

    def _level_of(self, stage: Any) -> str | None:
        levels = [each.level for each in self.stages]
        if stage is None or stage in levels:
            return stage
        titles = {LEVEL_TITLES[level].lower(): level for level in levels}
        if isinstance(stage, str) and stage.lower() in titles:
            return titles[stage.lower()]
        if not levels:
            raise ValueError(f"no stage can be opened: {self.account.problem}")
        raise ValueError(
            f"the funnel has no stage {stage!r}; there are {', '.join(levels)}"
        )

    def _check_reason(self, stage: str | None, reason: Any) -> None:
        if reason is None:
            return
        if stage is None:
            raise ValueError(f"reason {reason!r} needs a stage: open one first")
        (found,) = [each.reasons for each in self.stages if each.level == stage]
        if not isinstance(reason, str) or reason not in found:
            known = ", ".join(found) or "none: nothing fell there"
            raise ValueError(f"{stage} has no reason {reason!r}; there are {known}")


def _check_start(start: Any) -> int:
    if isinstance(start, bool) or not isinstance(start, int) or start < 0:
        raise ValueError(f"start must be a whole number from 0 on, got {start!r}")
    return start


def place_in(rows: Sequence[Drop], record: Any) -> int | None:
    """Where a record is among some rows; ``None`` where none is asked for.

    Examples
    --------
    >>> place_in([Drop(7, 8, "reading", "invalid_json", "")], 7)
    0
    """
    if record is None:
        return None
    for place, each in enumerate(rows):
        if each.record == record and not isinstance(record, bool):
            return place
    raise ValueError(
        f"record {record!r} is not among the {count(len(rows), 'row')} that are open; "
        "rows() lists them"
    )
