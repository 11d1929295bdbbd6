"""What becomes of each example in another format, and what would be lost?

A conversion is checked by reading its result back: what comes back different and was
not declared is a loss as well.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from ftwidgets.examples import Example, count
from ftwidgets.findings import Finding, verdict
from ftwidgets.formats.base import LOSSES, Loss, Record
from ftwidgets.formats.meaning import same_training
from ftwidgets.formats.registry import detect, formats
from ftwidgets.targets import Target, find_target
from ftwidgets.validation import validate


class LossError(ValueError):
    """An export that would lose something it was not allowed to lose."""


@dataclass(frozen=True, slots=True)
class RowLoss:
    """Something of one example that the converted record does not carry.

    Attributes
    ----------
    row : int
        Position of the example, from 0.
    code : str
        As in `ftwidgets.formats.base.LOSSES`.
    path : str
        Where it stood.
    message : str
        What it is.
    harmless : bool
        Whether what is trained stays the same.
    """

    row: int
    code: str
    path: str
    message: str
    harmless: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """An example that was not converted, and why.

    Attributes
    ----------
    row : int
        Position of the example, from 0.
    reasons : tuple of str
        Codes of the findings or losses.
    """

    row: int
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What a conversion did: rows in = rows out + refused.

    Attributes
    ----------
    target : Target
        The profile that was written for.
    rows_in, rows_out : int
        Examples given and records made.
    rows : tuple of int
        ``rows[k]`` is the position of the example that became record k.
    losses : tuple of RowLoss
        Everything not carried over in the records that were made.
    refused : tuple of Refusal
        Examples that were not converted.
    """

    target: Target
    rows_in: int
    rows_out: int
    rows: tuple[int, ...]
    losses: tuple[RowLoss, ...]
    refused: tuple[Refusal, ...]

    @property
    def is_lossless(self) -> bool:
        """Whether every example came through whole."""
        return not self.losses and not self.refused

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each loss concerns."""
        pairs = {(loss.row, loss.code) for loss in self.losses}
        return dict(sorted(Counter(code for _, code in pairs).items()))

    def __str__(self) -> str:
        head = f"{count(self.rows_in, 'row')} to {self.target.name}: "
        parts = [f"{self.rows_out:,} can be written"]
        if self.refused:
            reasons = Counter(code for each in self.refused for code in each.reasons)
            why = ", ".join(f"{code} {n:,}" for code, n in sorted(reasons.items()))
            parts.append(f"{len(self.refused):,} refused ({why})")
        if self.counts:
            what = ", ".join(f"{LOSSES[c][1]} ({n:,})" for c, n in self.counts.items())
            parts.append(f"not carried over: {what}")
        return head + "; ".join(parts)


class Conversion(NamedTuple):
    """Converted records with their report; unpacks as the two."""

    records: list[Record]
    report: Report


def convert(
    examples: Iterable[Example],
    target: str,
    allow_lossy: bool = False,
    *,
    beside_is_kept: bool = False,
) -> Conversion:
    """Write examples in the format of a target.

    Parameters
    ----------
    examples : iterable of dict
        Chat examples.
    target : str
        A target id, as in `ftwidgets.targets.TARGETS`.
    allow_lossy : bool
        Whether rows may lose what the target cannot express. By default such rows are
        refused; harmless changes (a rewritten tool id) are only counted.
    beside_is_kept : bool
        Whether keys beside the messages are kept elsewhere, as in an export's sidecar,
        so that a target without them loses nothing.

    Returns
    -------
    Conversion
        ``records, report``; refused examples are in the report, not in the records.

    Raises
    ------
    ValueError
        There is no such target.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("user", "Hi"), ("assistant", "Hello"))
    >>> convert([row], "completion").records
    [{'prompt': 'Hi', 'completion': 'Hello'}]
    """
    profile = find_target(target)
    records, rows, losses, refused = [], [], [], []
    rows_in = 0
    for row, example in enumerate(examples):
        rows_in += 1
        errors = [each.code for each in target_errors(validate(example), profile)]
        record, lost = write(example, profile) if not errors else ({}, [])
        blocking = [each.code for each in lost if blocks(each, beside_is_kept)]
        if blocking and allow_lossy:
            errors = _errors_of_result(record, profile)
        if errors or (blocking and not allow_lossy):
            reasons = tuple(dict.fromkeys(errors or blocking))
            refused.append(Refusal(row, reasons))
            continue
        records.append(record)
        rows.append(row)
        losses += [
            RowLoss(row, each.code, each.path, each.message, each.harmless)
            for each in lost
        ]
    report = Report(
        profile, rows_in, len(records), tuple(rows), tuple(losses), tuple(refused)
    )
    return Conversion(records, report)


def blocks(loss: Loss | RowLoss, beside_is_kept: bool = False) -> bool:
    """Whether a row that loses this is refused, unless losses are allowed.

    Parameters
    ----------
    loss : Loss or RowLoss
    beside_is_kept : bool
        As for `convert`.

    Examples
    --------
    >>> blocks(Loss("extra_key", "split")), blocks(Loss("extra_key", "split"), True)
    (True, False)
    """
    return not (loss.harmless or (beside_is_kept and is_beside(loss)))


def is_beside(loss: Loss | RowLoss) -> bool:
    """Whether an export keeps what is lost in its sidecar.

    Examples
    --------
    >>> is_beside(Loss("extra_key", "split"))
    True
    """
    return loss.code == "extra_key"


def target_errors(findings: Iterable[Finding], target: Target) -> list[Finding]:
    """Findings that are errors for this target.

    Keys beside the messages are no error here: conversion leaves them out and says so.
    """
    return [
        each
        for each in findings
        if each.severity == "error"
        or (each.code in target.promotes and each.code != "extra_key")
    ]


def write(example: Example, target: Target) -> tuple[Record, list[Loss]]:
    """Write one valid example, and read it back to find what was not declared."""
    plain, numbers = finite(example)
    record, declared = formats()[target.format].write(plain)
    losses = [*numbers, *dict.fromkeys(declared)]
    if all(loss.harmless for loss in losses):
        read = _read_back(record)
        if read != plain and not (losses and _trains_the_same(read, plain)):
            losses.append(Loss("changed", ""))
    return record, losses


def _errors_of_result(record: Record, target: Target) -> list[str]:
    """Codes of what makes a record invalid that has lost something."""
    read = _read_back(record)
    if read is None:
        return ["changed"]
    return [each.code for each in target_errors(validate(read), target)]


def _trains_the_same(read: Example | None, plain: Example) -> bool:
    is_valid = read is not None and verdict(validate(read)) != "invalid"
    return is_valid and same_training(read, plain)


def _read_back(record: Record) -> Example | None:
    """Example of a record as any reader will see it, who does not know the target."""
    claimed = detect(record)
    return claimed[0].read(record) if len(claimed) == 1 else None


def finite(value: Any, path: str = "") -> tuple[Any, list[Loss]]:
    """Value with NaN and Infinity as null, and where they stood; usually itself.

    Examples
    --------
    >>> finite({"score": float("nan")})
    ({'score': None}, [Loss(code='non_finite_number', path='.score')])
    """
    if isinstance(value, float) and not math.isfinite(value):
        return None, [Loss("non_finite_number", path)]
    losses: list[Loss] = []
    if isinstance(value, dict):
        pairs = {key: finite(each, f"{path}.{key}") for key, each in value.items()}
        losses = [loss for _, lost in pairs.values() for loss in lost]
        value = {key: each for key, (each, _) in pairs.items()} if losses else value
    elif isinstance(value, list):
        items = [finite(each, f"{path}[{i}]") for i, each in enumerate(value)]
        losses = [loss for _, lost in items for loss in lost]
        value = [each for each, _ in items] if losses else value
    return value, losses
