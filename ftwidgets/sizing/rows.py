"""Which rows train and which test, and can the proxy learn from them at all?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ftwidgets.curation import Curation
from ftwidgets.datasets import Dataset
from ftwidgets.examples import (
    Example,
    count,
    fingerprint,
    is_blank,
    normalise_label,
    reply_of,
    texts,
)
from ftwidgets.splitting import Split, find_leaks, split
from ftwidgets.splitting.families import NEAR, By, values_of
from ftwidgets.splitting.labels import REPLY, labels_of

HELD_OUT = 0.2
"""Share of the rows that tests, where nobody has split them."""

LABELLED = 0.8
"""Share of replies that are labels in a classification task, at least."""

FEWEST = 20
"""A curve needs so many training rows, at least."""

NO_PROXY = "The proxy student only learns labels; for other tasks there is none yet."


@dataclass(frozen=True)
class Rows:
    """Rows as the student meets them.

    Attributes
    ----------
    examples : list of dict
    texts, labels : list of str
        What the user says, and the reply in a form in which spellings are equal.
    keys : list of str
        What tells a row from others, wherever it stands.
    """

    examples: list[Example]
    texts: list[str]
    labels: list[str]
    keys: list[str]

    def __len__(self) -> int:
        return len(self.texts)


def examples_of(source: Any, argument: str = "examples") -> list[Example]:
    """Chat examples of a curation, a dataset or a list of them."""
    if isinstance(source, Curation):
        return source.kept
    if isinstance(source, Dataset):
        return source.examples
    is_list = isinstance(source, Sequence) and not isinstance(source, str | bytes)
    if not is_list:
        raise TypeError(
            f"{argument} are a list of chat examples, a Curation or a Dataset, "
            f"got {type(source).__name__}"
        )
    return list(source)


def usable(examples: Sequence[Any]) -> Rows:
    """The rows that say something and answer it; the others teach nothing.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = usable([chat(("user", "Parcel?"), ("assistant", " Delivery")), {}])
    >>> rows.texts, rows.labels
    (['Parcel?'], ['delivery'])
    """
    found = Rows([], [], [], [])
    for example in examples:
        text = "\n".join(texts(example, ("user",)))
        label = normalise_label(reply_of(example))
        if is_blank(text) or is_blank(label):
            continue
        found.examples.append(example)
        found.texts.append(text)
        found.labels.append(label)
        found.keys.append(fingerprint(example))
    return found


def why_no_proxy(examples: Sequence[Example]) -> str:
    """Why nothing can be measured on these rows; empty where it can be.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Hi"), ("assistant", f"Hello {n}.")) for n in range(30)]
    >>> why_no_proxy(rows)[:44]
    'In 0 of 30 rows the reply is a label. The pr'
    """
    if len(examples) < FEWEST:
        found = count(len(examples), "row")
        return f"There are {found} to learn from; a curve needs {FEWEST} or more."
    labels = labels_of(examples, REPLY)
    labelled = sum(label is not None for label in labels)
    if labelled < LABELLED * len(examples):
        of = f"{labelled:,} of {count(len(examples), 'row')}"
        return f"In {of} the reply is a label. {NO_PROXY}"
    if len({label for label in labels if label is not None}) < 2:
        return "All rows have one label: there is nothing to tell apart."
    return ""


def check_sources(source: Any, test: Any, unfiltered: Any) -> None:
    """Refuse sources that are none, or a test that is missing or given twice.

    Raises
    ------
    ValueError, TypeError
    """
    if isinstance(source, Split):
        if test is not None:
            raise ValueError("a Split has its own test rows; leave test out")
        if not source.test:
            raise ValueError("the split has no test rows; split with test=0.1 or more")
    else:
        examples_of(source)
    if test is not None and not examples_of(test, "test"):
        raise ValueError("test holds no rows; give some, or leave it out")
    if unfiltered is not None:
        examples_of(unfiltered, "unfiltered")


def held_out(source: Any, test: Any, seed: int) -> tuple[list[Example], list[Example]]:
    """Training and test rows of a split, as given, or split here by families."""
    if isinstance(source, Split):
        return source.train, source.test
    rows = examples_of(source)
    if test is not None:
        return rows, examples_of(test, "test")
    readable = usable(rows).examples
    if why_no_proxy(readable):
        return rows, []
    shares = {"train": 1 - HELD_OUT, "validation": 0, "test": HELD_OUT}
    parts = split(readable, **shares, stratify_by=REPLY, seed=seed)
    return parts.train, parts.test


def fair_rows(
    source: Any, test: Sequence[Example], rows: Sequence[Example], group_by: By = None
) -> list[Example]:
    """Rows before filtering, without those that would make the comparison unfair.

    Left out is what a held-out part knows: copies, near-copies and siblings of test
    rows would be remembered, and the filtered side has none of validation rows either.

    Raises
    ------
    LookupError
        The held-out rows have seeds and most of the others name none: siblings among
        them cannot be told.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> one = chat(("user", "Where is my parcel?"), ("assistant", "delivery"))
    >>> two = chat(("user", "Two charges on my card"), ("assistant", "billing"))
    >>> fair_rows([], [one], [one, two]) == [two]
    True
    """
    held = [*source.validation, *source.test] if isinstance(source, Split) else test
    if group_by is None:
        groups = _seeds_of(source, held, rows)
    else:
        groups = values_of([*held, *rows], group_by, "group_by")
    leaks = find_leaks({"held": held, "rows": rows}, NEAR, groups)
    known = {leak.row for leak in leaks if leak.part == "rows"}
    return [row for at, row in enumerate(rows) if at not in known]


def _seeds_of(
    source: Any, held: Sequence[Example], rows: Sequence[Example]
) -> list[Any] | None:
    """Seeds of ``[*held, *rows]``, where the split knows those of what it held out.

    A row that names no seed may be one: it goes by its id.
    """
    if not isinstance(source, Split):
        return None
    known = [*source.group_of["validation"], *source.group_of["test"]]
    if not any(seed is not None for seed in known):
        return None
    both = list(zip(held, known, strict=True))
    keys = [
        key
        for key in held[0]
        if key != "messages" and all(row.get(key) == seed for row, seed in both)
    ]
    named = [row for row in rows if any(key in row for key in keys)]
    if not keys or 2 * len(named) < len(rows):
        raise LookupError("the other rows name no seed")
    return [row.get(keys[0], row.get("id")) for row in (*held, *rows)]
