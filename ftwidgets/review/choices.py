"""What can be chosen on a screen: which queues, and what to split an audit by?"""

from itertools import islice

from ftwidgets.review.drawing import families
from ftwidgets.review.edits import class_of
from ftwidgets.review.queues import NAMES, Queue
from ftwidgets.review.session import ReviewSession

GROUPINGS = ("class", "generator", "seed")
"""What an audit is split by, to find where the bad rows come from."""

GROUPING_ROWS = 200
"""In so many rows it is looked for."""

MAX_FAMILIES, MAX_FAMILY_CHARS = 200, 60
"""So many seeds, if their names are no longer, are offered as queues of their own."""


def groupings_of(session: ReviewSession) -> list[str]:
    """What the audit can be split by: what at least some rows have.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Hi"), ("assistant", "greeting"), seed=1)]
    >>> path = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> groupings_of(ReviewSession(rows, path, "mira"))
    ['class', 'seed']
    """
    some = session.examples[:GROUPING_ROWS]
    return [
        by for by in GROUPINGS if any(class_of(row, by) is not None for row in some)
    ]


def queues_of(session: ReviewSession) -> list[list[str]]:
    """Key and title of each queue, the present one first.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> path = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> session = ReviewSession([chat(("user", "Hi"))], path, "mira")
    >>> queues_of(session)[:2]
    [['all', 'All rows'], ['audit:10:0:kept', 'Random audit, 10 %']]
    """
    names = [Queue(name) for name in NAMES if name not in ("audit", "children")]
    is_filtered = len(session.source.kept) < len(session.examples)
    audits = [Queue("audit", before_filtering=True)] * is_filtered
    seeds = families(session.examples, session.rows.family_key)
    short = (seed for seed in seeds if len(str(seed)) <= MAX_FAMILY_CHARS)
    some = islice(short, MAX_FAMILIES)
    children = [Queue("children", family=seed) for seed in some]
    every = [session.queue, Queue("audit"), *audits, *names, *children]
    titles = {queue.key: queue.title for queue in every}
    return [[key, title] for key, title in titles.items()]
