"""What is this record, and can it be an example?

Each record is judged by itself; whatever it is, the answer is a `Reading`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from ftwidgets.examples import Example
from ftwidgets.files.records import RawRecord
from ftwidgets.findings import Finding, finding
from ftwidgets.formats.base import Format, Record
from ftwidgets.formats.columns import read_columns
from ftwidgets.formats.registry import detect
from ftwidgets.validation import validate
from ftwidgets.validation.structure import check_messages

Columns = Mapping[Literal["user", "assistant", "system"], str]

_NO_REPLY_CODES = ("no_user", "no_assistant")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one record turned out to be.

    Attributes
    ----------
    format : str or None
        Name of its format; ``None`` where it has none.
    example : dict or None
        Its chat form; ``None`` where it is no SFT example.
    findings : tuple of Finding
        Why it is rejected, or warnings about how it was read.
    """

    format: str | None
    example: Example | None
    findings: tuple[Finding, ...] = ()


def check_columns(columns: Columns | None) -> None:
    """Refuse a column mapping that names no texts."""
    if columns is None:
        return
    extra = set(columns) - {"user", "assistant", "system"}
    if extra or not {"user", "assistant"} <= set(columns):
        raise ValueError(
            "columns must name the columns of 'user' and 'assistant' (and 'system' if "
            f"there is one), got {dict(columns)!r}"
        )


def read_record(
    raw: RawRecord,
    columns: Columns | None = None,
    preference: str | None = None,
    container: str = "list",
) -> Reading:
    """Find out what one record is; never raises on data.

    Examples
    --------
    >>> read_record(RawRecord(1, {"foo": 1})).findings[0].code
    'unknown_format'
    """
    if raw.broken:
        return Reading(None, None, raw.findings)
    if not isinstance(raw.value, dict):
        is_label = isinstance(raw.value, str) and container == "json_array"
        what = "a list of labels holds no examples" if is_label else "not an object"
        found = finding("not_an_object", "", f"{what}: {_type_name(raw.value)}")
        return Reading("label_list" if is_label else None, None, (*raw.findings, found))
    if columns is not None:
        return _read_named_columns(raw, columns)
    if container == "parquet":
        raw = _without_null_columns(raw)
    claimed = detect(raw.value)
    if len(claimed) != 1:
        found = _unclear(raw.value, [each.name for each in claimed])
        return Reading(None, None, (*raw.findings, found))
    return _read_as(claimed[0], raw, preference)


def _without_null_columns(raw: RawRecord) -> RawRecord:
    """Leave out columns that are null in this row, unless it is no example then."""
    held = {key: value for key, value in raw.value.items() if value is not None}
    whole, part = detect(raw.value), detect(held)
    if len(whole) == 1 and not whole[0].unusable and (not part or part[0].unusable):
        return raw
    return replace(raw, value=held)


def _read_as(form: Format, raw: RawRecord, preference: str | None) -> Reading:
    example = form.read(raw.value)
    if form.unusable and not (form.name == "preference" and preference):
        errors = (*form.notes(raw.value), *_shape_errors(example))
        findings = (*raw.findings, finding(form.unusable), *errors)
        return Reading(form.name, None, findings)
    return _usable(form.name, example, (*raw.findings, *form.notes(raw.value)))


def _usable(name: str, example: Example, found: tuple[Finding, ...]) -> Reading:
    """Reading of an example, unless there are no messages to look into."""
    broken = check_messages(example)
    if broken:
        return Reading(name, None, (*found, *broken))
    return Reading(name, example, found)


def _shape_errors(example: Example) -> Sequence[Finding]:
    """Errors of a record that is no SFT example, but may be broken all the same."""
    return [
        each
        for each in validate(example)
        if each.severity == "error" and each.code not in _NO_REPLY_CODES
    ]


def _read_named_columns(raw: RawRecord, columns: Columns) -> Reading:
    missing = [name for name in columns.values() if name not in raw.value]
    if missing:
        has = ", ".join(map(repr, list(raw.value)[:10]))
        sentence = f"no column {missing[0]!r}; there are {has}"
        return Reading(
            None, None, (*raw.findings, finding("unknown_format", "", sentence))
        )
    return _usable("columns", read_columns(raw.value, **columns), raw.findings)


def _unclear(record: Record, names: list[str]) -> Finding:
    if names:
        sentence = f"the keys of {' and '.join(names)} at once; keep those of one"
        return finding("ambiguous_format", "", sentence)
    keys = ", ".join(repr(key) for key in list(record)[:8]) or "none"
    lists = [key for key, value in record.items() if isinstance(value, list)]
    hint = (
        f"save the list under {lists[0]!r} as a file of its own"
        if len(record) == 1 and lists
        else "name the texts with columns={'user': ..., 'assistant': ...}"
    )
    return finding("unknown_format", "", f"no known format has the keys {keys}; {hint}")


def _type_name(value: Any) -> str:
    names = {str: "text", list: "a list", type(None): "null", bool: "true or false"}
    return names.get(type(value), "a number")
