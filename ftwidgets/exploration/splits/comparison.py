"""What do both splits of one wish come to?"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace

from ftwidgets.examples import count
from ftwidgets.exploration.splits.halves import Half, half_of
from ftwidgets.recipes import Parts
from ftwidgets.splitting import Kinship
from ftwidgets.splitting.labels import REPLY


@dataclass(frozen=True)
class Compared:
    """Both splits of one wish.

    Attributes
    ----------
    parts : Parts
        What was asked for.
    halves : dict of str to Half
        By strategy; without those that could not be had.
    trouble : str
        Why one could not be had, else empty.
    all_families : list of list of int
    labels : list
        Of each row, or ``None``; where no labels are spread, those of the replies.
    label_counts : dict
        By strategy: rows of each label in each part; see `Half.count_labels`.
    """

    parts: Parts
    halves: dict[str, Half]
    trouble: str
    all_families: Sequence[Sequence[int]]
    labels: Sequence[Hashable | None]
    label_counts: dict[str, dict[str, dict[str, int]]]


def compare(
    kin: Kinship, parts: Parts, say: Callable[[str], None], is_patient: bool = False
) -> Compared:
    """Both splits of one wish, the random one in the sizes of the other.

    Parameters
    ----------
    kin : Kinship
        Of the rows.
    parts : Parts
        The wish.
    say : callable
        Is told what is being done, step by step.
    is_patient : bool
        Whether what cannot be had is noted as ``trouble`` rather than raised.

    Raises
    ------
    ValueError
        What is asked for cannot be had.

    Examples
    --------
    >>> rows = [{"messages": [{"role": "user", "content": text}]} for text in "abcde"]
    >>> found = compare(Kinship(rows), Parts(3, 1, 1), say=print)
    Looking for near-duplicates in 5 rows
    Splitting 5 rows
    >>> found.halves["families"].sizes
    {'train': 3, 'validation': 1, 'test': 1}
    """
    rows = count(len(kin.examples), "row")
    halves: dict[str, Half] = {}
    trouble = ""
    families: Sequence[Sequence[int]] = []
    labels: Sequence[Hashable | None] = [None] * len(kin.examples)
    try:
        say(f"Looking for near-duplicates in {rows}")
        families = kin.families(kin.groups(parts.group_by))
        labels = kin.labels(parts.stratify_by or REPLY)
        say(f"Splitting {rows}")
        for strategy in ("families", "rows"):
            try:
                asked = _like(halves.get("families"), parts)
                halves[strategy] = half_of(kin, asked, strategy, families)
            except ValueError as error:
                if not is_patient:
                    raise
                trouble = trouble or str(error)
    except ValueError as error:
        if not is_patient:
            raise
        trouble = str(error)
    counts = {name: half.count_labels(labels) for name, half in halves.items()}
    return Compared(parts, halves, trouble, families, labels, counts)


def _like(half: Half | None, parts: Parts) -> Parts:
    """The same wish in the very sizes of a split: shares are not always met."""
    if half is None or not any(half.sizes.values()):
        return parts
    return replace(parts, **half.sizes)
