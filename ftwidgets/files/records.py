"""What does a reader hand out? One record as it stood in the file, whole or broken."""

from dataclasses import dataclass
from typing import Any

from ftwidgets.findings import Finding

MAX_RECORD_BYTES = 64 * 2**20
"""A single record may not be larger than this."""


@dataclass(frozen=True, slots=True)
class RawRecord:
    """One record of a file.

    Attributes
    ----------
    line : int
        The physical line in JSON Lines; elsewhere the number of the record, from 1.
    value : object
        The parsed JSON value; for a broken record its text.
    findings : tuple of Finding
        Why it is broken, or warnings about how it was written.
    broken : bool
        Whether it could not be parsed.
    """

    line: int
    value: Any
    findings: tuple[Finding, ...] = ()
    broken: bool = False
