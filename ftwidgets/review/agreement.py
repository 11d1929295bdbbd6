"""Do two people judge alike?

Two people who answer "good" nine times in ten agree often by chance alone. Cohen's
kappa is the agreement beyond chance: 1 is perfect, 0 is no better than chance. The
spread of kappa over resampled rows says how sure it is.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ftwidgets.examples import count, shorten

if TYPE_CHECKING:
    import numpy as np

Confusion = dict[tuple[str, str], int]

CONFIDENCE = 0.95
"""How often the interval is to hold the kappa of all rows."""

BLOCK = 1 << 22
"""Resampled counts in memory at once."""


class Disagreement(NamedTuple):
    """One row on which they differ."""

    row: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two people agree.

    Attributes
    ----------
    both, only_first, only_second : int
        Rows judged by both, and by only one of them. All else is about the former.
    observed : float or None
        Share of rows on which they agree.
    expected : float or None
        Share on which they would agree by chance, each with their own label counts.
    kappa : float or None
        ``(observed - expected) / (1 - expected)``.
    interval : (float, float) or None
        Where 95 % of the resampled kappas lie.
    reason : str or None
        Why kappa, or only its interval, is ``None``.
    labels : tuple of str
        Labels that occur, sorted.
    confusion : dict of (str, str) to int
        Rows to which the first gave one label and the second another, sorted; pairs
        that do not occur are left out.
    per_label : dict of str to (int, int, int)
        Rows to which both gave the label, the first did, and the second did.
    disagreements : tuple of Disagreement
        Rows on which they differ, as the first judged them.
    """

    both: int
    only_first: int
    only_second: int
    observed: float | None
    expected: float | None
    kappa: float | None
    interval: tuple[float, float] | None
    reason: str | None
    labels: tuple[str, ...]
    confusion: Confusion
    per_label: dict[str, tuple[int, int, int]]
    disagreements: tuple[Disagreement, ...]

    @property
    def sentence(self) -> str:
        """The outcome for people.

        Examples
        --------
        >>> agree({"a": "good", "b": "bad"}, {"c": "good"}).sentence
        'No kappa: no row was judged by both. Let both judge the same rows.'
        """
        rows = f"on {count(self.both, 'row')} both judged"
        share = (
            f"they agree on {self.both - len(self.disagreements):,} of {self.both:,}"
        )
        if self.kappa is None:
            opening = f"T{share[1:]}. " if self.both else ""
            return f"{opening}No kappa: {self.reason}"
        if self.interval is None:
            return f"Kappa {self.kappa:.2f} {rows}; {share}. No interval: {self.reason}"
        low, high = self.interval
        spread = f"({CONFIDENCE:.0%} {low:.2f} to {high:.2f})".replace("%", " %")
        return f"Kappa {self.kappa:.2f} {spread} {rows}; {share}."


def _per_label(confusion: Confusion) -> dict[str, tuple[int, int, int]]:
    first, second = Counter[str](), Counter[str]()
    for (one, other), rows in confusion.items():
        first[one] += rows
        second[other] += rows
    return {
        label: (confusion.get((label, label), 0), first[label], second[label])
        for label in sorted(first | second)
    }


def _resampled(confusion: Confusion, resamples: int, seed: int) -> "np.ndarray":
    """Kappas of resampled rows, without those that are undefined.

    Rows of one cell are alike, so that drawing rows is drawing cells: multinomial.
    """
    import numpy as np
    from scipy.sparse import csr_array

    numbers: dict[str, int] = {}
    ends = np.array(
        [[numbers.setdefault(label, len(numbers)) for label in c] for c in confusion]
    )
    cells, rows = np.arange(len(ends)), np.array(list(confusion.values()))
    # Which label each cell has, per person: counts of cells to counts of labels.
    shape, ones = (len(cells), len(numbers)), np.ones(len(cells), np.int64)
    first, second = (csr_array((ones, (cells, end)), shape=shape) for end in ends.T)
    alike, total = ends[:, 0] == ends[:, 1], int(rows.sum())
    generator, found = np.random.default_rng(seed), []
    step = max(1, BLOCK // max(shape))
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        drawn = generator.multinomial(total, rows / total, size)
        agreed = total * drawn[:, alike].sum(axis=1)
        chance = ((drawn @ first) * (drawn @ second)).sum(axis=1)
        defined = chance < total**2
        beyond = (agreed - chance)[defined]
        found.append(beyond / (total**2 - chance[defined]))
    return np.concatenate(found)


def _interval(
    confusion: Confusion, resamples: int, seed: int
) -> tuple[tuple[float, float] | None, str | None]:
    """Percentile interval of kappa, or the reason why there is none."""
    import numpy as np

    kappas = _resampled(confusion, resamples, seed)
    if 2 * len(kappas) < resamples:
        return None, (
            "in most resamples both say one same label only, where kappa is undefined."
            " Judge more rows."
        )
    if kappas.min() == kappas.max():
        # A width of 0 would claim certainty, whether 5 rows were judged or 5,000.
        return None, (
            "every resample has the same kappa, which tells nothing of its spread."
        )
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(kappas, [tail, 1 - tail]).tolist()
    return (low, high), None


def agree(
    first: Mapping[str, str],
    second: Mapping[str, str],
    *,
    resamples: int = 2000,
    seed: int = 0,
) -> Agreement:
    """Compare the labels of two people on the rows both judged.

    Parameters
    ----------
    first, second : mapping of str to str
        The label each gave to each row.
    resamples : int
        How often the rows are drawn anew for the interval.
    seed : int
        Same labels, resamples and seed: same interval.

    Raises
    ------
    ValueError
        No resample.

    References
    ----------
    Cohen, "A coefficient of agreement for nominal scales", 1960.

    Examples
    --------
    >>> one = {"a": "good", "b": "good", "c": "bad", "d": "bad"}
    >>> found = agree(one, {**one, "b": "bad", "e": "good"})
    >>> found.kappa, found.only_second, found.disagreements
    (0.5, 1, (Disagreement(row='b', first='good', second='bad'),))
    """
    if resamples < 1:
        raise ValueError(f"resamples is {resamples}; use 1 or more, such as 2000")
    pairs = {row: (first[row], second[row]) for row in first if row in second}
    confusion = dict(sorted(Counter(pairs.values()).items()))
    per_label, both = _per_label(confusion), len(pairs)
    alike = sum(agreed for agreed, _, _ in per_label.values())
    # In whole numbers, so that "undefined" is exact: shares times both ** 2.
    chance = sum(said * other for _, said, other in per_label.values())
    kappa = interval = reason = None
    if not both:
        reason = "no row was judged by both. Let both judge the same rows."
    elif chance == both**2:
        said = shorten(next(iter(per_label)))
        reason = f"both said {said!r} for every row, which chance alone would do too."
    else:
        kappa = (both * alike - chance) / (both**2 - chance)
        interval, reason = _interval(confusion, resamples, seed)
    return Agreement(
        both=both,
        only_first=len(first) - both,
        only_second=len(second) - both,
        observed=alike / both if both else None,
        expected=chance / both**2 if both else None,
        kappa=kappa,
        interval=interval,
        reason=reason,
        labels=tuple(per_label),
        confusion=confusion,
        per_label=per_label,
        disagreements=tuple(
            Disagreement(row, one, other)
            for row, (one, other) in pairs.items()
            if one != other
        ),
    )
