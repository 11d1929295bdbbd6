"""Which rows train, which validate, which test?

The test measures what was learned only if training saw nothing of it: no row, no
near-copy, no sibling from the same seed.
"""

from collections.abc import Sequence
from typing import Any

from ftwidgets.examples import Example, sha256
from ftwidgets.splitting.dealing import Family
from ftwidgets.splitting.families import NEAR, By, find_families, values_of
from ftwidgets.splitting.kinship import Kinship
from ftwidgets.splitting.labels import by_reply
from ftwidgets.splitting.leaks import Leak, find_leaks
from ftwidgets.splitting.parts import PARTS, Split
from ftwidgets.splitting.placement import place
from ftwidgets.splitting.shuffling import shuffle_split
from ftwidgets.splitting.sizes import are_counts

__all__ = [
    "PARTS",
    "Kinship",
    "Leak",
    "Split",
    "find_families",
    "find_leaks",
    "shuffle_split",
    "split",
]


def _gather(
    prints: Sequence[str],
    families: Sequence[Sequence[int]],
    labels: Sequence[Any],
    groups: Sequence[Any],
    required: Sequence[Any],
    seed: int,
) -> list[Family]:
    """Families in an order that comes of the seed and the texts alone."""
    keys = [sha256(f"{seed} {each}") for each in prints]
    found = []
    for family in families:
        rows = sorted(family, key=lambda row: (not required[row], keys[row], row))
        seeds = [groups[row] for row in rows if groups[row] is not None]
        name = f"family {seeds[0]!r}" if seeds else f"the family of row {family[0] + 1}"
        must = sum(bool(required[row]) for row in rows)
        each = Family(name, tuple(rows), tuple(labels[row] for row in rows), must)
        found.append((min(keys[row] for row in rows), each))
    return [family for _, family in sorted(found, key=lambda pair: pair[0])]


def split(
    examples: Sequence[Example],
    train: float = 0.8,
    validation: float = 0.1,
    test: float = 0.1,
    group_by: By = None,
    stratify_by: By = None,
    seed: int = 0,
    *,
    near_duplicates: float | None = NEAR,
    required: By = None,
    kin: Kinship | None = None,
) -> Split:
    """Split examples so that no part knows another's.

    A family is a seed with all its children, joined with all rows of the same user text
    and all near-duplicates. In this order: no family stands in two parts; every label
    with as many families as there are parts is in each; counts are exact where whole
    numbers are asked for; parts and labels are in proportion.

    Parameters
    ----------
    examples : sequence of dict
        They are not changed.
    train, validation, test : float or int
        Shares that sum to 1; every row is placed. Or numbers of rows; the others are
        surplus, whole families as far as they add up. 0 asks for none.
    group_by : str, callable or iterable, optional
        The seed of each row: a key of the examples, a function of an example, or one
        value a row. A row whose value is missing is its own seed.
    stratify_by : str, callable or iterable, optional
        The label of each row, in the same ways; ``"reply"`` is the last reply where it
        reads as a label.
    seed : int
        Chooses among splits of equal worth. The order of the rows does not matter.
    near_duplicates : float or None
        Jaccard similarity of the words from which rows are one family; ``None`` leaves
        equal user texts and equal messages.
    required : str, callable or iterable, optional
        Which rows must not be surplus, such as the gold seeds.
    kin : Kinship, optional
        Of these rows, for splitting them again and again; `near_duplicates` is then its
        own.

    Returns
    -------
    Split

    Raises
    ------
    TypeError, ValueError
        What is asked for makes no sense or cannot be had; the message says what can.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", f"Ticket {s}, told {c}")) | {"seed": s}
    ...         for s in range(20) for c in range(10)]
    >>> split(rows, train=160, validation=20, test=20, group_by="seed")
    Split(train 160, validation 20, test 20, surplus 0)
    """
    examples = list(examples)
    sizes = dict(zip(PARTS, (train, validation, test), strict=True))
    exact = are_counts(sizes, len(examples))
    sizes = {name: int(size) if exact else size for name, size in sizes.items()}
    known = Kinship(examples, near_duplicates) if kin is None else kin
    known.check(examples)
    groups, labels = known.groups(group_by), known.labels(stratify_by)
    kept = values_of(examples, required, "required")
    if not exact:  # then no row is left out
        kept = [None] * len(examples)
    families = known.families(groups)
    gathered = _gather(known.prints, families, labels, groups, kept, seed)
    placed = place(gathered, sizes, exact)
    notes = placed.notes
    if by_reply(stratify_by) and not any(labels):
        notes.append("No reply reads as a label, so no labels are spread.")
    near = known.near_duplicates
    return Split.take(examples, placed.rows, families, labels, groups, near, notes, kin)
