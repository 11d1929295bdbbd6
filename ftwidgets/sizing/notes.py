"""What should one know before one believes a curve?"""

from collections.abc import Sequence
from typing import Any

from ftwidgets.examples import Example, count
from ftwidgets.sizing.rows import Rows
from ftwidgets.splitting import Split, find_leaks

UNFAIR = (
    "The unfiltered rows do not say which seed they come of. Siblings of test rows may "
    "be among them, so whether filtering helps cannot be told. Give group_by."
)


def notes_of(
    source: Any, train: Sequence[Example], learned: Rows, tested: Rows
) -> list[str]:
    """Sentences on rows that teach nothing, a test that leaks, and one of few families.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.sizing.rows import usable
    >>> rows = [chat(("user", "Where is my parcel?"), ("assistant", "delivery"))]
    >>> notes_of(rows, [*rows, {}], usable(rows), usable([]))
    ['1 training row without a question or a reply taught nothing.']
    """
    notes = []
    if len(learned) < len(train):
        missing = count(len(train) - len(learned), "training row")
        notes.append(f"{missing} without a question or a reply taught nothing.")
    leaks = find_leaks({"train": learned.examples, "test": tested.examples})
    known = len({leak.row for leak in leaks})
    if known:
        of = f"{known:,} of {count(len(tested), 'test row')}"
        notes.append(f"{of} have a copy or near-copy in train: part of this is memory.")
    families = source.families["test"] if isinstance(source, Split) else len(tested)
    if 0 < 2 * families <= len(tested):
        rows = count(len(tested), "test row")
        said = f"The {rows} are only {count(families, 'family', 'families')}"
        notes.append(
            f"{said}: they say less than they seem to, and the true band is wider."
        )
    return notes
