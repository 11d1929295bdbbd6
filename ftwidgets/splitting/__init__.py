"""Which rows train, which validate, which test?

The test measures what was learned only if training saw nothing of it: no row, no
near-copy, no sibling from the same seed.
"""

from collections.abc import Mapping, Sequence
from math import fsum, isfinite
from numbers import Integral, Real
from typing import Any

from ftwidgets.examples import Example, count, fingerprint, sha256
from ftwidgets.splitting.dealing import Family
from ftwidgets.splitting.families import NEAR, By, find_families, values_of
from ftwidgets.splitting.leaks import Leak, find_leaks
from ftwidgets.splitting.parts import PARTS, Split, by_reply, labels_of
from ftwidgets.splitting.placement import place

__all__ = ["PARTS", "Leak", "Split", "find_families", "find_leaks", "split"]

TOLERANCE = 1e-9
"""How far from 1 the shares may sum."""


def _are_counts(sizes: Mapping[str, Any], rows: int) -> bool:
    """Whether the sizes are numbers of rows; refuse all but these and shares."""
    asked = ", ".join(f"{name}={size!r}" for name, size in sizes.items())
    for name, size in sizes.items():
        if isinstance(size, bool) or not isinstance(size, Real):
            raise TypeError(
                f"{name} is {size!r}; give a share such as 0.8 or a number of rows"
            )
        if not isfinite(size) or size < 0:
            raise ValueError(f"{name} is {size!r}; give 0 or more")
    exact = all(isinstance(size, Integral) for size in sizes.values())
    total = fsum(sizes.values())
    if not exact:
        if any(size and isinstance(size, Integral) for size in sizes.values()):
            raise ValueError(
                f"{asked} mixes shares and numbers of rows; give three shares that sum "
                "to 1, or three whole numbers"
            )
        if abs(total - 1) > TOLERANCE:
            raise ValueError(f"{asked} sum to {total:g}; shares must sum to 1")
    elif not total:
        raise ValueError(f"{asked} asks for nothing; give one part a number of rows")
    elif total > rows:
        raise ValueError(
            f"{asked} asks for {count(int(total), 'row')}, there are {rows:,}: "
            f"{int(total) - rows:,} are missing. Give more rows or ask for fewer"
        )
    return exact


def _gather(
    examples: Sequence[Example],
    families: Sequence[Sequence[int]],
    labels: Sequence[Any],
    groups: Sequence[Any],
    required: Sequence[Any],
    seed: int,
) -> list[Family]:
    """Families in an order that comes of the seed and the texts alone."""
    keys = [sha256(f"{seed} {fingerprint(example)}") for example in examples]
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
    exact = _are_counts(sizes, len(examples))
    sizes = {name: int(size) if exact else size for name, size in sizes.items()}
    groups = values_of(examples, group_by, "group_by")
    labels = labels_of(examples, stratify_by)
    kept = values_of(examples, required, "required")
    if not exact:  # then no row is left out
        kept = [None] * len(examples)
    families = find_families(examples, groups, near_duplicates)
    gathered = _gather(examples, families, labels, groups, kept, seed)
    placed = place(gathered, sizes, exact)
    notes = placed.notes
    if by_reply(stratify_by) and not any(labels):
        notes.append("No reply reads as a label, so no labels are spread.")
    return Split.take(
        examples, placed.rows, families, labels, groups, near_duplicates, notes
    )
