"""What shall people read? Results as DataFrames that show data as text.

This package is the only one that knows pandas; it is loaded when it is first used.
"""

from ftwidgets.tables.contents import findings, findings_by_code, formats, records
from ftwidgets.tables.frame import Table
from ftwidgets.tables.outcomes import (
    at_the_line,
    conflicts,
    dropped,
    duplicates,
    scores,
    summary,
)
from ftwidgets.tables.reviews import agreement, audit, disagreements, queues
from ftwidgets.tables.summaries import (
    files,
    judgements,
    mismatches,
    split_notes,
    split_report,
    targets,
)
from ftwidgets.tables.synthesis import (
    broken_calls,
    defects,
    filters,
    made,
    replies,
)

__all__ = [
    "Table",
    "agreement",
    "at_the_line",
    "audit",
    "broken_calls",
    "conflicts",
    "defects",
    "disagreements",
    "dropped",
    "duplicates",
    "files",
    "filters",
    "findings",
    "findings_by_code",
    "formats",
    "judgements",
    "made",
    "mismatches",
    "queues",
    "records",
    "replies",
    "scores",
    "split_notes",
    "split_report",
    "summary",
    "targets",
]
