"""What did the review find, and where do reviewers differ?"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from ftwidgets.datasets import Dataset
from ftwidgets.examples import Example
from ftwidgets.literals import preview
from ftwidgets.review.agreement import Agreement
from ftwidgets.review.identity import row_keys
from ftwidgets.review.people import Reviews
from ftwidgets.review.queues import NAMES, Queue
from ftwidgets.review.session import ReviewSession
from ftwidgets.tables.contents import previews
from ftwidgets.tables.frame import Table, table

Shown = Callable[[str], tuple[int | None, str]]


def agreement(found: Agreement) -> Table:
    """Each label: rows to which both gave it, or only one, and what the other said.

    Examples
    --------
    >>> from ftwidgets.review.agreement import agree
    >>> one = {"a": "good", "b": "good", "c": "bad", "d": "bad"}
    >>> agreement(agree(one, {**one, "b": "bad"}))
      label  both  only first  only second confused with
    0   bad     2           0            1        good 1
    1  good     1           1            0         bad 1
    """
    others: dict[str, Counter[str]] = defaultdict(Counter)
    for (first, second), rows in found.confusion.items():
        if first != second:
            others[first][second] += rows
            others[second][first] += rows
    rows = (
        (label, both, first - both, second - both, _ranked(others[label]))
        for label, (both, first, second) in found.per_label.items()
    )
    numbers = dict.fromkeys(("both", "only first", "only second"), "int64")
    columns = {"label": "object", **numbers, "confused with": "object"}
    return table(columns, rows)


def _ranked(counts: Counter[str]) -> str:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{label} {rows:,}" for label, rows in ordered)


def disagreements(found: Agreement | Reviews, examples: Sequence[Example]) -> Table:
    """Rows on which people differ, with what each says.

    Parameters
    ----------
    found : Agreement or Reviews
        Of an agreement each row stands once, with both answers; of reviews once a
        person, with the text that the person gave it.
    examples : sequence of dict
        The rows that were judged. One that is not among them has no number.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.review.agreement import agree
    >>> examples = [chat(("user", "Hi"), ("assistant", "Hello"), id=7)]
    >>> disagreements(agree({"id:7": "keep"}, {"id:7": "drop"}), examples)
       row first second        text
    0    1  keep   drop  Hi → Hello
    """
    shown = _shown(examples)
    if isinstance(found, Agreement):
        rows = []
        for each in found.disagreements:
            number, text = shown(each.row)
            rows.append((number, each.first, each.second, text))
        names = ("first", "second", "text")
    else:
        rows = [line for key in found.disputed for line in _said(found, key, shown)]
        names = ("who", "answer", "new text", "note", "text")
    rows.sort(key=lambda row: (row[0] is None, row[0] or 0))
    return table({"row": "Int64", **dict.fromkeys(names, "object")}, rows)


def _said(found: Reviews, key: str, shown: Shown) -> list[tuple]:
    number, text = shown(key)
    return [
        (
            number,
            name,
            state.label or state.outcome,
            preview(" … ".join(state.edits[turn] for turn in sorted(state.edits))),
            state.note,
            text,
        )
        for name, state in found.judged[key].items()
    ]


def _shown(examples: Sequence[Example]) -> Shown:
    """What gives the number of a row, from 1, and its text, by its key."""
    numbers = {key: row + 1 for row, key in enumerate(row_keys(examples))}
    text_of = previews(Dataset.of(examples))

    def shown(key: str) -> tuple[int | None, str]:
        number = numbers.get(key)
        return number, text_of(number - 1) if number else "not among these rows"

    return shown


def queues(session: ReviewSession) -> Table:
    """The queues one can choose, and how many rows each has if it is drawn now.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Hi"), ("assistant", "Hello"))] * 3
    >>> path = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> queues(ReviewSession(rows, path, "mira")).head(3)
              queue               title  rows
    0         audit  Random audit, 10 %     1
    1           all            All rows     3
    2  lowest_score  Lowest score first     3
    """
    named = (Queue(name) for name in NAMES if name != "children")
    lines = (
        (queue.name, queue.title, session.drawn.length_now(queue)) for queue in named
    )
    return table({"queue": "object", "title": "object", "rows": "int64"}, lines)


def audit(session: ReviewSession, by: str, queue: Queue | str | None = None) -> Table:
    """The audit by generator, class or seed, the worst first.

    Parameters
    ----------
    session : ReviewSession
    by : str
        A key of the rows; ``class`` is a reply that reads as a label.
    queue : Queue or str, optional
        Which audit; the present queue by default.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Hi"), ("assistant", "Hello"), generator="template")]
    >>> path = pathlib.Path(tempfile.mkdtemp(), "labels.jsonl")
    >>> session = ReviewSession(rows, path, "mira", queue="audit")
    >>> session.label("keep")
    >>> audit(session, "generator").round(2)
      generator  kept  read  at least  at most
    0  template     1     1      0.21      1.0
    """
    groups = session.audit_by(by, queue)
    named = (("none" if each.name is None else str(each.name), each) for each in groups)
    lines = ((name, it.kept, it.read, *it.interval) for name, it in named)
    shares = dict.fromkeys(("at least", "at most"), "float64")
    return table({by: "object", "kept": "int64", "read": "int64", **shares}, lines)
