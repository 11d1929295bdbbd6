"""What does a split come to that looks at single rows only?

Most people shuffle the rows and cut. It is here to be compared with `ftwidgets.split`:
its leaks say what such a test would measure.
"""

import random
from collections.abc import Sequence
from itertools import accumulate, pairwise

from ftwidgets.examples import Example
from ftwidgets.splitting.families import NEAR, By
from ftwidgets.splitting.kinship import Kinship
from ftwidgets.splitting.parts import PARTS, Split
from ftwidgets.splitting.sizes import are_counts, rounded


def shuffle_split(
    examples: Sequence[Example],
    train: float = 0.8,
    validation: float = 0.1,
    test: float = 0.1,
    group_by: By = None,
    stratify_by: By = None,
    seed: int = 0,
    *,
    near_duplicates: float | None = NEAR,
    kin: Kinship | None = None,
) -> Split:
    """Shuffle the rows and cut, whatever belongs together; the report counts the leaks.

    Parameters
    ----------
    examples, train, validation, test, near_duplicates, kin
        As in `ftwidgets.split`.
    group_by, stratify_by
        As in `ftwidgets.split`, for the report only: neither steers where a row goes.
    seed : int
        Of the shuffle. Other than in `ftwidgets.split`, the order of the rows matters.

    Returns
    -------
    Split

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", f"Ticket {s}, told {c}")) | {"seed": s}
    ...         for s in range(20) for c in range(10)]
    >>> found = shuffle_split(rows, 160, 20, 20, group_by="seed")
    >>> len({leak.row for leak in found.leaks if leak.part == "test"})
    20
    """
    examples = list(examples)
    sizes = dict(zip(PARTS, (train, validation, test), strict=True))
    numbers = [int(size) for size in sizes.values()]
    if not are_counts(sizes, len(examples)):
        asked = {name: size * len(examples) for name, size in sizes.items() if size}
        whole = dict(zip(asked, rounded(list(asked.values())), strict=True))
        numbers = [whole.get(name, 0) for name in PARTS]
    known = Kinship(examples, near_duplicates) if kin is None else kin
    known.check(examples)
    groups, labels = known.groups(group_by), known.labels(stratify_by)
    order = list(range(len(examples)))
    random.Random(seed).shuffle(order)
    ends = pairwise(accumulate(numbers, initial=0))
    positions = {
        name: order[start:end] for name, (start, end) in zip(PARTS, ends, strict=True)
    }
    families = known.families(groups)
    near = known.near_duplicates
    return Split.take(examples, positions, families, labels, groups, near, kin=kin)
