"""Is the label on the disk? The journal of a review, one operation a line."""

from ftwidgets.journals.journal import JournalFile
from ftwidgets.journals.lines import Entry
from ftwidgets.review.operations import Operation


class Journal(JournalFile[Operation]):
    """An append-only file of operations, shared by any number of processes.

    Parameters
    ----------
    path : path-like
        The file; it and its folder are made when something is written first.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> journal = Journal(pathlib.Path(tempfile.mkdtemp(), "labels.jsonl"))
    >>> journal.append([Operation("1", "label", "row 7", "mira", value="keep")])
    >>> [each.value for each in Journal(journal.path).read()]
    ['keep']
    """

    FORMAT = "ftwidgets_journal"

    def to_entry(self, item: Operation) -> Entry:
        """An operation as the JSON values of its line."""
        return item.to_entry()

    def from_entry(self, entry: Entry) -> Operation:
        """Operation of a line; a ValueError makes it a damaged line."""
        return Operation.from_entry(entry)
