"""What becomes of one row in a target: its record, its losses, or why there is none?"""

from dataclasses import dataclass

from ftwidgets.conversion import blocks, convert, target_errors, write
from ftwidgets.examples import Example
from ftwidgets.findings import CODES, Finding, finding
from ftwidgets.formats.base import LOSSES, Loss, Record
from ftwidgets.targets import find_target
from ftwidgets.validation import validate


@dataclass(frozen=True)
class Converted:
    """What becomes of one row.

    Attributes
    ----------
    record : dict or None
        What is written where losses are allowed; ``None`` where nothing can be.
    losses : list of Loss
        What it does not carry.
    errors : list of Finding
        Why nothing can be written, whatever is allowed.
    """

    record: Record | None
    losses: list[Loss]
    errors: list[Finding]

    @property
    def blocking(self) -> list[Loss]:
        """Losses that an export refuses, unless they are allowed."""
        return [each for each in self.losses if blocks(each, beside_is_kept=True)]

    def is_written(self, allow_lossy: bool) -> bool:
        """Whether an export writes the row."""
        return self.record is not None and (allow_lossy or not self.blocking)


def convert_row(example: Example, target: str) -> Converted:
    """What becomes of one row in a target, with all that is lost.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("system", "Be kind."), ("user", "Hi"), ("assistant", "Hello"))
    >>> made = convert_row(row, "completion")
    >>> [each.code for each in made.blocking], made.is_written(allow_lossy=False)
    (['system_prompt'], False)
    """
    profile = find_target(target)
    errors = target_errors(validate(example), profile)
    if errors:
        return Converted(None, [], errors)
    record, losses = write(example, profile)
    made = Converted(record, losses, [])
    if not made.blocking:
        return made
    refused = convert([example], target, True, beside_is_kept=True).report.refused
    if not refused:
        return made
    return Converted(None, losses, [_left(code) for code in refused[0].reasons])


def _left(code: str) -> Finding:
    """What is wrong with the record that would be left."""
    if code in CODES:
        return finding(code, "", f"what would be left of the row: {CODES[code][1]}")
    words = LOSSES[code][1] if code in LOSSES else code
    return Finding(code, "error", "", f"what would be left of the row: {words}")
