"""Which rows of one part does an earlier part know?

Whatever ties two rows into one family is a leak when they stand in two parts: the test
then measures memory. The parts may come from one split or from several files.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from ftwidgets.examples import Example
from ftwidgets.similarity import check_threshold, similarities, word_sets
from ftwidgets.splitting.families import NEAR, By, values_of
from ftwidgets.splitting.ties import Tie, joined_text, ties

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Leak:
    """A row that an earlier part knows, with the closest row there.

    Attributes
    ----------
    part, row : str, int
        The row, 0-based in its part.
    other_part, other_row : str, int
        The closest row of the earlier part; the first of equally close ones.
    similarity : float
        1 where texts are equal, else the Jaccard similarity of the words.
    kind : str
        One of `ftwidgets.splitting.ties.KINDS`, the closest that holds.
    """

    part: str
    row: int
    other_part: str
    other_row: int
    similarity: float
    kind: str


def _closest(
    tie: Tie, part_of: "np.ndarray", parts: int
) -> tuple["np.ndarray", "np.ndarray"]:
    """Closest row and its similarity for each code and part; none: number of rows."""
    import numpy as np

    nobody = len(part_of)
    rows = np.flatnonzero(tie.codes >= 0)
    first = np.full((tie.size, parts), nobody)
    np.minimum.at(first, (tie.codes[rows], part_of[rows]), rows)
    closest, similarity = first.copy(), (first < nobody).astype(float)
    for i, j, reached in tie.pairs:
        one, other = np.concatenate((i, j)), np.concatenate((j, i))
        both = np.concatenate((reached, reached))
        for part in range(parts):
            found, known = first[other, part], similarity[one, part]
            earlier = (both == known) & (found < closest[one, part])
            better = (found < nobody) & ((both > known) | earlier)
            # Of several values for one place the last stays: the closest, first row.
            order = np.flatnonzero(better)[np.lexsort((-found[better], both[better]))]
            closest[one[order], part] = found[order]
            similarity[one[order], part] = both[order]
    return closest, similarity


def _known(
    tie: Tie, part_of: "np.ndarray", parts: int
) -> Iterator[tuple[int, int, int, float]]:
    """Rows that an earlier part knows: row, part, the closest row, its similarity."""
    import numpy as np

    closest, similarity = _closest(tie, part_of, parts)
    for part in range(parts):
        later = np.flatnonzero((part_of > part) & (tie.codes >= 0))
        partners = closest[tie.codes[later], part]
        found = partners < len(part_of)
        reached = similarity[tie.codes[later[found]], part]
        for row, partner, close in zip(
            later[found].tolist(),
            partners[found].tolist(),
            reached.tolist(),
            strict=True,
        ):
            yield row, part, partner, close


def _measure_siblings(
    leaks: Sequence[Leak], parts: Mapping[str, Sequence[Example]]
) -> list[Leak]:
    """The leaks, with the similarity of the words where only the seed ties two rows."""
    siblings = [leak for leak in leaks if leak.kind == "same_group"]
    rows = chain(
        (parts[leak.part][leak.row] for leak in siblings),
        (parts[leak.other_part][leak.other_row] for leak in siblings),
    )
    if not siblings:
        return list(leaks)
    sets = word_sets(joined_text(example, "user", "assistant") for example in rows)
    one, other = sets.set_of[: len(siblings)], sets.set_of[len(siblings) :]
    measured = iter(similarities(sets, one, other).tolist())
    return [
        replace(leak, similarity=next(measured)) if leak.kind == "same_group" else leak
        for leak in leaks
    ]


def find_leaks(
    parts: Mapping[str, Sequence[Example]],
    threshold: float | None = NEAR,
    group_by: By = None,
) -> list[Leak]:
    """Rows that an earlier part knows: equal, nearly equal, or of one seed.

    Parameters
    ----------
    parts : mapping of str to sequence of dict
        Parts of one split, or the rows of several files. The order counts: a leak names
        the row of the later part.
    threshold : float or None
        Similarity from which rows are near-duplicates; ``None``: equal texts only.
    group_by : str, callable, iterable or None
        The seed of each row, as in `ftwidgets.split`; values come part after part.

    Returns
    -------
    list of Leak
        One for each row and each earlier part that knows it, by however many rows. Once
        the rows named are taken out, no leak is left.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> train = [chat(("user", "Where is my parcel now?"), ("assistant", "shipping"))]
    >>> test = [chat(("user", "where is my  parcel now?"), ("assistant", "billing"))]
    >>> find_leaks({"train": train, "test": test})[0].kind
    'same_user_text'
    """
    if threshold is not None:
        check_threshold(threshold)
    examples = list(chain.from_iterable(parts.values()))
    groups = values_of(examples, group_by, "group_by")
    return leaks_of(parts, ties(examples, groups, threshold))


def leaks_of(parts: Mapping[str, Sequence[Example]], tied: Iterable[Tie]) -> list[Leak]:
    """Rows that an earlier part knows, by ties of all rows, part after part.

    Examples
    --------
    >>> leaks_of({"train": [{}], "test": [{}]}, ties([{}, {}], [7, 7], None))[0].kind
    'same_messages'
    """
    import numpy as np

    names, sizes = list(parts), [len(rows) for rows in parts.values()]
    part_of = np.repeat(np.arange(len(names)), sizes)
    row_in_part = list(chain.from_iterable(map(range, sizes)))
    leaks: dict[tuple[int, int], Leak] = {}
    for tie in tied:
        for row, part, partner, similarity in _known(tie, part_of, len(names)):
            leak = Leak(
                names[part_of[row]],
                row_in_part[row],
                names[part],
                row_in_part[partner],
                similarity,
                tie.kind,
            )
            leaks.setdefault((row, part), leak)
    return _measure_siblings([leaks[place] for place in sorted(leaks)], parts)
