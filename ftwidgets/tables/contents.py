"""What is in a file, record by record, and what is wrong with it?"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from ftwidgets.curation import Curation
from ftwidgets.datasets import Dataset
from ftwidgets.examples import canonical_json, reply_of, texts
from ftwidgets.findings import CODES, Finding, verdict
from ftwidgets.literals import preview
from ftwidgets.tables.frame import Table, table
from ftwidgets.validation import validate

NAMED_LINES = 5
"""So many lines are named where a table counts records."""

SIDE_CHARS = 60
"""Length of what stands on either side of the arrow in the preview of an example."""

_SEVERITIES = ("error", "warning", "note")


def formats(data: Dataset) -> Table:
    """Records of each format, and how many of them are usable.

    Examples
    --------
    >>> formats(Dataset.of([{"prompt": "Hi", "completion": "Hello"}, 7]))
           format  records  usable  rejected
    0  completion        1       1         0
    1        none        1       0         1
    """
    rejected = Counter(data.formats[each.record] or "none" for each in data.rejected)
    rows = (
        (name, number, number - rejected[name], rejected[name])
        for name, number in data.format_counts.items()
    )
    numbers = dict.fromkeys(("records", "usable", "rejected"), "int64")
    return table({"format": "object", **numbers}, rows)


def records(source: Dataset | Curation) -> Table:
    """Every record once: line, verdict, format, codes of what was found, text.

    Parameters
    ----------
    source : Dataset or Curation
        As for `findings`.

    Examples
    --------
    >>> records(Dataset.of([{"prompt": "Parcel?", "completion": "delivery"}]))
       line verdict      format code                text
    0     1   valid  completion       Parcel? → delivery
    """
    data, found = _findings_in(source)
    shown = previews(data)
    rows = (
        (
            line,
            verdict(found.get(record, ())),
            data.formats[record] or "none",
            ", ".join(dict.fromkeys(each.code for each in found.get(record, ()))),
            shown(record),
        )
        for record, line in enumerate(data.lines)
    )
    names = ("verdict", "format", "code", "text")
    return table({"line": "int64", **dict.fromkeys(names, "object")}, rows)


def findings(source: Dataset | Curation) -> Table:
    """Every finding, in the order of the lines.

    Parameters
    ----------
    source : Dataset or Curation
        A dataset is validated by the limits of any task; a curation shows what it
        found. The lesson's preset only drops and finds nothing: see `dropped`.

    Examples
    --------
    >>> findings(Dataset.of([7]))
       line severity           code path                  message text
    0     1    error  not_an_object       not an object: a number    7
    """
    data, found = _findings_in(source)
    shown = previews(data)
    rows = (
        (
            data.lines[record],
            each.severity,
            each.code,
            each.path,
            each.message,
            shown(record),
        )
        for record in sorted(found)
        for each in found[record]
    )
    names = ("severity", "code", "path", "message", "text")
    return table({"line": "int64", **dict.fromkeys(names, "object")}, rows)


def findings_by_code(source: Dataset | Curation) -> Table:
    """How many records have each finding, errors first, and where the first ones are.

    Parameters
    ----------
    source : Dataset or Curation
        As for `findings`.

    Examples
    --------
    >>> findings_by_code(Dataset.of([7, None])).drop(columns="meaning")
      severity           code  records lines
    0    error  not_an_object        2  1, 2
    """
    data, found = _findings_in(source)
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for record in sorted(found):
        for each in dict.fromkeys((f.severity, f.code) for f in found[record]):
            lines[each].append(data.lines[record])
    ordered = sorted(
        lines.items(),
        key=lambda item: (_SEVERITIES.index(item[0][0]), -len(item[1]), item[0][1]),
    )
    rows = (
        (severity, code, len(at), CODES[code][1], _named(at))
        for (severity, code), at in ordered
    )
    columns = dict.fromkeys(
        ("severity", "code", "records", "meaning", "lines"), "object"
    )
    return table(columns | {"records": "int64"}, rows)


def previews(data: Dataset) -> Callable[[int], str]:
    """What shows a record on one line: question and reply, or the record as it stands.

    Examples
    --------
    >>> rows = [{"prompt": "Parcel?", "completion": "delivery"}, 7]
    >>> shown = previews(Dataset.of(rows))
    >>> shown(0), shown(1)
    ('Parcel? → delivery', '7')
    """
    example_of = dict(zip(data.record_of, data.examples, strict=True))

    def shown(number: int) -> str:
        if number in example_of:
            example = example_of[number]
            user = next(texts(example, ("user",)), "")
            sides = (preview(text, SIDE_CHARS) for text in (user, reply_of(example)))
            return " → ".join(sides)
        record = data.records[number]
        return preview(record if isinstance(record, str) else canonical_json(record))

    return shown


def _findings_in(
    source: Dataset | Curation,
) -> tuple[Dataset, dict[int, Sequence[Finding]]]:
    if isinstance(source, Curation):
        data, found = source.texts, source.findings
    else:
        data, found = source, dict(_validated(source))
    return data, found | {each.record: each.findings for each in data.rejected}


def _validated(data: Dataset) -> Iterator[tuple[int, list[Finding]]]:
    for record, example in zip(data.record_of, data.examples, strict=True):
        found = [*data.notes.get(record, ()), *validate(example)]
        if found:
            yield record, found


def _named(lines: Sequence[int]) -> str:
    more = len(lines) - NAMED_LINES
    shown = ", ".join(map(str, lines[:NAMED_LINES]))
    return f"{shown} and {more:,} more" if more > 0 else shown
