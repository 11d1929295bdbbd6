"""What is wrong in which row? All findings, filtered by code, severity and text."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ftwidgets.examples import Example, messages_of, text_of
from ftwidgets.exploration.choices import Exploration, curation_of, example_of
from ftwidgets.exploration.findings.index import (
    SEVERITIES,
    FindingIndex,
    findings_of,
)
from ftwidgets.exploration.records.lines import text_of_record
from ftwidgets.exploration.records.texts import name_of
from ftwidgets.findings import CODES
from ftwidgets.recipes import Recipe

if TYPE_CHECKING:
    import numpy as np

SHOWN = 20
"""So many findings are shown at once."""

_CHOICES = ("codes", "severity", "text", "start", "at", "opened")


class FindingsExploration(Exploration):
    """All findings of a dataset, filtered; those of rejected records are among them.

    Parameters
    ----------
    source : Curation, Dataset or iterable of records
    recipe : Recipe, optional
        See `ftwidgets.exploration.choices.curation_of`.

    Attributes
    ----------
    by_record : dict of int to sequence of Finding
        All findings of each record that has any.
    index : FindingIndex
        The same, prepared for being filtered.
    codes : tuple of str
        Only findings with one of these codes are shown; empty for all.
    severity : {"error", "warning", "note"} or None
        Only findings of this severity are shown; ``None`` for all.
    text : str
        Only findings are shown that have this in their message, or in the texts of
        their record, in either case.
    start, at : int
        The first of the findings shown, and the chosen one: places among those that
        the filter lets through.
    opened : bool
        Whether the record of the chosen finding is shown in full.

    Examples
    --------
    >>> table = FindingsExploration([7, {"prompt": "I am a@b.com", "completion": "Hi"}])
    >>> table
    FindingsExploration(examples: 2 findings in 2 of 2 rows)
    >>> table.choose(text="A@B")
    >>> table.value, table.counts
    ([1], {'pii': 1})
    """

    def __init__(self, source: Any, recipe: Recipe | None = None) -> None:
        super().__init__(curation_of(source, recipe))
        self.by_record = findings_of(self.curation)
        self._examples = example_of(self.curation)
        self.index = FindingIndex(self.by_record, self.text_of)
        self.codes: tuple[str, ...] = ()
        self.severity: str | None = None
        self.text = ""
        self.start = self.at = 0
        self.opened = False
        self.shown = self.index.select()

    def __repr__(self) -> str:
        return f"FindingsExploration({self.sum})"

    @property
    def sum(self) -> str:
        """How much was found, and how much of it is shown, in words."""
        data = self.curation.data
        all_of_it = f"{len(self.index.found):,} findings"
        part = "" if self.is_all else f"{len(self.places):,} of "
        rows = f"{len(self.by_record):,} of {len(data):,} rows"
        return f"{data.name}: {part}{all_of_it} in {rows}"

    @property
    def places(self) -> "np.ndarray":
        """Places of the findings that the filter shows, among all."""
        return self.shown.places

    @property
    def counts(self) -> dict[str, int]:
        """How many findings of each code the other filters let through."""
        return self.shown.counts

    @property
    def is_all(self) -> bool:
        """Whether nothing is filtered out."""
        return not (self.codes or self.severity or self.text.strip())

    @property
    def recipe(self) -> Recipe:
        """The recipe that the rows went through; nothing is changed here."""
        return self.curation.recipe

    @property
    def value(self) -> list[int]:
        """Positions of the records whose findings the filter shows, ascending."""
        return self.index.records(self.shown)

    def to_list(self) -> list[dict[str, Any]]:
        """What the filter shows, as plain values.

        Examples
        --------
        >>> table = FindingsExploration([7])
        >>> table.to_list()[0]["message"], table.to_list()[0]["line"]
        ('not an object: a number', 1)
        """
        lines = self.curation.data.lines
        return [
            {
                "record": record,
                "line": lines[record],
                "name": name_of(self.curation, record),
                "severity": each.severity,
                "code": each.code,
                "path": each.path,
                "message": each.message,
            }
            for record, each in map(self.index.at, self.places.tolist())
        ]

    def choose(self, **choices: Any) -> None:
        """Filter the findings, or move among them; refused calls change nothing.

        Parameters
        ----------
        codes : list of str
            Codes of findings; empty for all.
        severity : {"error", "warning", "note"} or None
        text : str
        start, at : int
            A place behind the last finding is the last. The window follows the chosen
            finding, and the chosen finding stays inside the window.
        opened : bool
            Whether to show the record of the chosen finding in full.
        """
        unknown = sorted(set(choices) - set(_CHOICES))
        if unknown:
            raise ValueError(
                f"findings have no choice {unknown[0]!r}; there are "
                f"{', '.join(_CHOICES)}"
            )
        for name, value in choices.items():
            _CHECKS[name](name, value)
        with self.lock:
            wanted = {
                "codes": tuple(dict.fromkeys(choices.get("codes", self.codes))),
                "severity": choices.get("severity", self.severity),
                "text": choices.get("text", self.text),
            }
            if any(getattr(self, name) != value for name, value in wanted.items()):
                for name, value in wanted.items():
                    setattr(self, name, value)
                self.start = self.at = 0
                self.opened = False
                self.shown = self.index.select(self.codes, self.severity, self.text)
            self._move(choices)
            self.opened = choices.get("opened", self.opened) and bool(len(self.places))
        self._tell()

    def _move(self, choices: dict[str, Any]) -> None:
        total = len(self.places)
        if "start" in choices:
            self.start = min(choices["start"], max(0, total - SHOWN))
            self.at = min(max(self.at, self.start), self.start + SHOWN - 1)
        self.at = max(0, min(choices.get("at", self.at), total - 1))
        self.start = min(self.start, self.at)
        self.start = max(self.start, self.at - SHOWN + 1)

    def text_of(self, record: int) -> str:
        """All texts of a record; the record itself where it is no example."""
        example = self._examples.get(record)
        if example is None:
            return text_of_record(self.curation.texts.records[record], None)
        texts = (text_of(each.get("content")) for each in messages_of(example))
        return "\n".join(texts)

    def example(self, record: int) -> Example | None:
        """The chat form of a record, if it has one."""
        return self._examples.get(record)


def _check_codes(_: str, codes: Any) -> None:
    is_list = isinstance(codes, Sequence | set) and not isinstance(codes, str)
    if not is_list or not all(isinstance(each, str) for each in codes):
        raise ValueError(f"codes must be a list of finding codes, got {codes!r}")
    unknown = [each for each in codes if each not in CODES]
    if unknown:
        raise ValueError(
            f"no finding has the code {unknown[0]!r}; there are {', '.join(CODES)}"
        )


def _check_severity(_: str, severity: Any) -> None:
    if severity is not None and severity not in SEVERITIES:
        raise ValueError(
            f"severity must be one of {', '.join(SEVERITIES)}, or None for all, "
            f"got {severity!r}"
        )


def _check_text(_: str, text: Any) -> None:
    if not isinstance(text, str):
        raise ValueError(f"text must be text, got {type(text).__name__}")


def _check_place(name: str, place: Any) -> None:
    if isinstance(place, bool) or not isinstance(place, int) or place < 0:
        raise ValueError(f"{name} must be a whole number from 0 on, got {place!r}")


def _check_opened(_: str, opened: Any) -> None:
    if not isinstance(opened, bool):
        raise ValueError(f"opened must be True or False, got {opened!r}")


_CHECKS = {
    "codes": _check_codes,
    "severity": _check_severity,
    "text": _check_text,
    "start": _check_place,
    "at": _check_place,
    "opened": _check_opened,
}
