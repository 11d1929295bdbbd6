"""Which rows can the proxy learn from, and can it learn from them at all?"""

from collections.abc import Collection, Hashable, Sequence
from dataclasses import dataclass, fields
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
from ftwidgets.splitting.labels import REPLY, labels_of

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
    places : list of int
        Where each row stood in what was given.
    """

    examples: list[Example]
    texts: list[str]
    labels: list[str]
    keys: list[str]
    places: list[int]

    def __len__(self) -> int:
        return len(self.texts)

    def pick(self, rows: Sequence[int]) -> "Rows":
        """Some of the rows."""
        own = (getattr(self, field.name) for field in fields(self))
        return Rows(*([values[row] for row in rows] for values in own))


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
    found = Rows([], [], [], [], [])
    for place, example in enumerate(examples):
        text = "\n".join(texts(example, ("user",)))
        label = normalise_label(reply_of(example))
        if is_blank(text) or is_blank(label):
            continue
        found.examples.append(example)
        found.texts.append(text)
        found.labels.append(label)
        found.keys.append(fingerprint(example))
        found.places.append(place)
    return found


def labels_in(*parts: Rows) -> set[Hashable]:
    """The replies that are labels, in all parts together."""
    examples = [example for rows in parts for example in rows.examples]
    return {label for label in labels_of(examples, REPLY) if label is not None}


def labelled(rows: Rows, labels: Collection[Hashable]) -> Rows:
    """The rows whose reply is one of these labels.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> said = "delivery", "delivery", "It is on its way."
    >>> rows = usable([chat(("user", "Parcel?"), ("assistant", one)) for one in said])
    >>> len(labelled(rows, labels_in(rows)))
    2
    """
    return rows.pick([row for row, label in enumerate(rows.labels) if label in labels])


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
        return "All rows to learn from have one label: there is nothing to tell apart."
    return ""
