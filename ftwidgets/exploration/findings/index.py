"""Which findings have these codes, this severity, this text? Answered at once."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from ftwidgets.curation import Curation
from ftwidgets.findings import Finding, finding
from ftwidgets.validation import validate

if TYPE_CHECKING:
    import numpy as np

SEVERITIES = ("error", "warning", "note")


def findings_of(curation: Curation) -> dict[int, Sequence[Finding]]:
    """All that was found in each record, whatever became of it.

    What reading and level 1 found, then what only shows beside other rows, where the
    curation knows it: duplicates that were dropped, and conflicts. The lesson's preset
    finds nothing itself: level 1 of the standard preset looks at its rows.

    Parameters
    ----------
    curation : Curation

    Examples
    --------
    >>> from ftwidgets.pipeline import curate
    >>> row = {"prompt": "Where is my parcel?", "completion": "delivery"}
    >>> found = findings_of(curate([row, row, 7]))
    >>> {record: [each.code for each in found[record]] for record in found}
    {1: ['exact_duplicate'], 2: ['not_an_object']}
    """
    data, lines = curation.texts, curation.data.lines
    found: dict[int, Sequence[Finding]] = {
        each.record: each.findings for each in data.rejected if each.findings
    }
    if curation.recipe.preset == "standard":
        found |= curation.findings
    else:
        found |= _validated(curation)
    beside: dict[int, list[Finding]] = defaultdict(list)
    for drop in curation.dropped:
        if drop.level == "deduplication":
            beside[drop.record].append(finding(drop.code, "", drop.message))
    for record, earlier, alike in curation.conflicts:
        almost = "almost " if alike < 1 else ""
        sentence = f"line {lines[earlier]} has {almost}this text with another label"
        beside[record].append(finding("conflicting_label", "", sentence))
    for record, said in beside.items():
        found[record] = [*found.get(record, ()), *said]
    return {record: found[record] for record in sorted(found)}


def _validated(curation: Curation) -> dict[int, Sequence[Finding]]:
    data, task = curation.texts, curation.recipe.task
    found = {}
    for record, example in zip(data.record_of, data.examples, strict=True):
        said = [*data.notes.get(record, ()), *validate(example, task=task)]
        if said:
            found[record] = said
    return found


@dataclass(frozen=True)
class Selection:
    """What a filter lets through.

    Attributes
    ----------
    places : ndarray of int
        Places of the findings, ascending.
    rows : int
        How many records they belong to.
    counts : dict of str to int
        How many findings there would be of each code, were only the codes others.
    severities : dict of str to int
        The same of each severity.
    """

    places: "np.ndarray"
    rows: int
    counts: dict[str, int]
    severities: dict[str, int]


class FindingIndex:
    """All findings, prepared for being filtered.

    Parameters
    ----------
    by_record : mapping of int to sequence of Finding
        In the order of the records.
    text_of : callable
        From a record to what is searched in it.

    Attributes
    ----------
    found : list of Finding
        Every finding, in the order of the records.
    totals : dict of str to int
        How often each code was found; the gravest first, then the most frequent.
    grades : dict of str to int
        Place in `SEVERITIES` of each code, of several the gravest.
    """

    def __init__(
        self,
        by_record: Mapping[int, Sequence[Finding]],
        text_of: Callable[[int], str],
    ) -> None:
        import numpy as np

        self.found = list(chain.from_iterable(by_record.values()))
        self._rows, self._text_of = list(by_record), text_of
        times = np.fromiter(map(len, by_record.values()), np.int64, len(by_record))
        self._row = np.repeat(np.arange(len(by_record)), times)
        self._record = np.array(self._rows, np.int64)[self._row]
        self._severity = self._numbers(
            SEVERITIES.index(each.severity) for each in self.found
        )
        seen: dict[str, int] = {}
        self._code = self._numbers(
            seen.setdefault(each.code, len(seen)) for each in self.found
        )
        self._names = list(seen)
        often = np.bincount(self._code, minlength=len(seen)).tolist()
        grades = np.full(len(seen), len(SEVERITIES))
        np.minimum.at(grades, self._code, self._severity)
        self.grades = dict(zip(seen, grades.tolist(), strict=True))
        times_of = dict(zip(seen, often, strict=True))
        ordered = sorted(
            seen, key=lambda code: (self.grades[code], -times_of[code], code)
        )
        self.totals = {code: times_of[code] for code in ordered}
        self._searched: tuple[list[str], list[str]] | None = None
        self._hits: tuple[str, np.ndarray] | None = None

    def _numbers(self, each: Iterable[int]) -> "np.ndarray":
        """One small number a finding."""
        import numpy as np

        return np.fromiter(each, np.int64, len(self.found))

    def at(self, place: int) -> tuple[int, Finding]:
        """Record and finding at a place among all."""
        return int(self._record[place]), self.found[place]

    def records(self, shown: Selection) -> list[int]:
        """Records of the findings that are shown, each once, ascending."""
        return self._first_of_rows(shown.places).tolist()

    def _first_of_rows(self, places: "np.ndarray") -> "np.ndarray":
        """Records of some findings, which stand in the order of the records."""
        import numpy as np

        records = self._record[places]
        return records[np.flatnonzero(np.diff(records, prepend=-1))]

    def select(
        self,
        codes: Collection[str] = (),
        severity: str | None = None,
        text: str = "",
    ) -> Selection:
        """Findings with one of these codes, of this severity, with this text.

        Parameters
        ----------
        codes : collection of str
            Empty for all.
        severity : str or None
            ``None`` for all.
        text : str
            In the message or in the record, in either case; blank for all.
        """
        import numpy as np

        everything = np.ones(len(self.found), bool)
        needle = text.strip().casefold()
        said = self._matches(needle) if needle else everything
        in_codes = of_severity = everything
        if codes:
            chosen = [at for at, name in enumerate(self._names) if name in codes]
            in_codes = np.isin(self._code, chosen)
        if severity is not None:
            of_severity = self._severity == SEVERITIES.index(severity)
        times = np.bincount(self._code[said & of_severity], minlength=len(self._names))
        often = dict(zip(self._names, times.tolist(), strict=True))
        grades = np.bincount(self._severity[said & in_codes], minlength=len(SEVERITIES))
        places = np.flatnonzero(said & in_codes & of_severity)
        return Selection(
            places,
            len(self._first_of_rows(places)),
            {code: often[code] for code in self.totals if often[code]},
            dict(zip(SEVERITIES, grades.tolist(), strict=True)),
        )

    def _matches(self, needle: str) -> "np.ndarray":
        """Which findings have a text in their message or in their record."""
        import numpy as np

        if self._hits is None or self._hits[0] != needle:
            messages, texts = self._searchable()
            said = np.array([needle in each for each in messages], bool)
            rows = np.array([needle in each for each in texts], bool)
            self._hits = needle, said | rows[self._row]
        return self._hits[1]

    def _searchable(self) -> tuple[list[str], list[str]]:
        """Messages and texts without case, made when one first searches."""
        if self._searched is None:
            messages = [each.message.casefold() for each in self.found]
            texts = [self._text_of(record).casefold() for record in self._rows]
            self._searched = messages, texts
        return self._searched
