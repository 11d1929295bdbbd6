"""How good is a small student after 10, 20, 40 … of one's own rows?"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ftwidgets.examples import Example, sha256
from ftwidgets.sizing.calls import check_call
from ftwidgets.sizing.curve import Curve, doubled
from ftwidgets.sizing.fairness import compared
from ftwidgets.sizing.intervals import Measured, gain_of, measured_of
from ftwidgets.sizing.notes import notes_of, too_small
from ftwidgets.sizing.parts import GroupBy, Parts, parts_of
from ftwidgets.sizing.points import Point
from ftwidgets.sizing.rows import Rows, examples_of
from ftwidgets.sizing.student import Student

SMALLEST = 10
"""Sizes are halves of halves of all rows, down to so many."""

MOST_SIZES = 8
REPEATS = 8


@dataclass(frozen=True, slots=True)
class Step:
    """How far a measurement is.

    Attributes
    ----------
    done, total : int
        Training rows of all samples: those learned from, and all.
    sizes : tuple of int
        All sizes there will be.
    points, unfiltered : tuple of Point
        What is measured already.
    """

    done: int
    total: int
    sizes: tuple[int, ...] = ()
    points: tuple[Point, ...] = ()
    unfiltered: tuple[Point, ...] = ()


class _Stopped(Exception):
    """The caller wants no more."""


def learning_curve(
    examples: Any,
    *,
    test: Sequence[Example] | None = None,
    unfiltered: Any = None,
    group_by: GroupBy = None,
    sizes: Sequence[int] | None = None,
    repeats: int = REPEATS,
    seed: int = 0,
    progress: Callable[[Step], None] | None = None,
    stop: Callable[[], bool] | None = None,
) -> Curve:
    """Measure how a small proxy student learns from more and more of your rows.

    The student (TF-IDF of words and a linear model) learns labels; where the replies
    are no labels, the curve says that there is no proxy yet. Each size doubles the one
    before, up to all rows. A larger sample holds the smaller one of its draw.

    Parameters
    ----------
    examples : Split, or sequence of dict, Curation or Dataset
        The train rows of a split are learned from and its test rows test. Of other
        rows a fifth is held out, whole families together.
    test : sequence of dict, optional
        Rows that test, where `examples` is no split.
    unfiltered : sequence of dict, Curation or Dataset, optional
        Rows before filtering; the same student learns from as many of them. Rows that
        validation or test rows know are then left out on both sides.
    group_by : str or callable, optional
        Seed of each row, of all that are given: a key such as ``"seed"``, or a function
        of a row. Siblings are one family: they are held out together, told where they
        stand on both sides, and count as one where it is said how sure a difference is.
        By default the seeds that a split knows, or the key ``"seed"`` where rows have
        it; a function that returns ``None`` says that there are none.
    sizes : sequence of int, optional
        Other sizes.
    repeats : int
        Draws of each size.
    seed : int
    progress : callable, optional
        Called with a `Step` after each training.
    stop : callable, optional
        Asked before each training and between the steps before the first; where it
        says ``True`` the curve ends with the sizes that are done.

    Returns
    -------
    Curve

    Raises
    ------
    ValueError, TypeError
        The call cannot be meant so; rows that cannot be used are no error.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> said = {"billing": "charge", "delivery": "parcel"}
    >>> rows = [chat(("user", f"{word} {n}"), ("assistant", label))
    ...         for n in range(50) for label, word in said.items()]
    >>> learning_curve(rows[:80], test=rows[80:], repeats=2).points[-1].mean
    1.0
    """
    check_call(examples, test, unfiltered, group_by, sizes, repeats, seed)
    ask = _asking(stop)
    try:
        ask()
        parts = parts_of(examples, test, group_by, seed)
        planned = _sizes(sizes, parts)
        if parts.reason:
            rows = {"train_rows": len(parts.train), "test_rows": len(parts.test)}
            return Curve(**rows, seed=seed, reason=parts.reason)
        ask()
        other, notes = None, list(parts.notes)
        if unfiltered is not None:
            raw = examples_of(unfiltered, "unfiltered")
            parts, other, said = compared(parts, raw, group_by)
            notes += said
            planned = _sizes(sizes, parts)
            if other is not None and len(other) < planned[0]:
                notes.append(too_small(len(other), planned[0]))
            ask()
        notes = notes_of(parts) + notes
    except _Stopped:
        return Curve(seed=seed, is_stopped=True)
    work = _Work(parts, other, planned, repeats, seed, progress, ask)
    work.run()
    return work.curve(notes)


def _asking(stop: Callable[[], bool] | None) -> Callable[[], None]:
    def ask() -> None:
        if stop is not None and stop():
            raise _Stopped

    return ask


def _sizes(asked: Sequence[int] | None, parts: Parts) -> list[int]:
    """All rows, half of them, half of that …; or the sizes asked for."""
    rows = len(parts.train)
    if asked is None:
        least = max(SMALLEST, len(set(parts.train.labels)))  # about one row a label
        halves = [round(rows / 2**step) for step in range(MOST_SIZES)]
        return sorted({size for size in halves if size >= least} or {rows})
    if max(asked) > parts.given:
        raise ValueError(
            f"sizes are whole numbers from 1 to the {parts.given:,} training rows, "
            f"got {asked!r:.80}"
        )
    return sorted({min(size, rows) for size in asked})


class _Work:
    """All trainings, the small sizes first."""

    def __init__(
        self,
        parts: Parts,
        other: Rows | None,
        sizes: Sequence[int],
        repeats: int,
        seed: int,
        progress: Callable[[Step], None] | None,
        ask: Callable[[], None],
    ) -> None:
        self.parts, self.learned, self.tested = parts, parts.train, parts.test
        self.repeats, self.seed = repeats, seed
        self.progress, self.ask = progress, ask
        self.sizes, self.done, self.is_stopped = tuple(sizes), 0, False
        self.measured: list[Measured] = []
        self.beside: list[Measured] = []
        self.plan = [(size, self.measured, self.learned) for size in sizes]
        if other is not None:
            fit = [size for size in sizes if size <= len(other)]
            self.plan += [(size, self.beside, other) for size in fit]
        self.plan.sort(key=lambda each: each[0])
        self.total = sum(size * self._draws(size, rows) for size, _, rows in self.plan)

    def _draws(self, size: int, rows: Rows) -> int:
        return 1 if size == len(rows) else self.repeats

    def run(self) -> None:
        self._tell()
        try:
            several = {id(rows): rows for _, _, rows in self.plan}
            made = {name: self._student(rows) for name, rows in several.items()}
            for size, measured, rows in self.plan:
                measured.append(self._measure(size, rows, *made[id(rows)]))
                self._tell()
        except _Stopped:
            self.is_stopped = True

    def _student(self, rows: Rows) -> tuple[Student, list[list[int]]]:
        tested = self.tested
        student = Student(
            rows.texts, rows.labels, tested.texts, tested.labels, self.ask
        )
        keys = _each_once(rows.keys)
        orders = []
        for draw in range(self.repeats):
            self.ask()
            orders.append(_order(keys, self.seed, draw))
        return student, orders

    def _measure(
        self, size: int, rows: Rows, student: Student, orders: list[list[int]]
    ) -> Measured:
        import numpy as np

        right = []
        for order in orders[: self._draws(size, rows)]:
            self.ask()
            right.append(student.right(order[:size]))
            self.done += size
            self._tell()
        every = np.array(right)
        return measured_of(size, every)

    def _tell(self) -> None:
        if self.progress is not None:
            points = tuple(each.point for each in self.measured)
            beside = tuple(each.point for each in self.beside)
            self.progress(Step(self.done, self.total, self.sizes, points, beside))

    def curve(self, notes: Sequence[str]) -> Curve:
        """What was measured, as a result."""
        doubling = filtering = None
        places = doubled([each.point for each in self.measured])
        if places:
            pair = [self.measured[at] for at in places]
            doubling = gain_of(*pair, self.parts.families)
        pairs = [
            (raw, each)
            for raw in self.beside
            for each in self.measured
            if each.point.size == raw.point.size
        ]
        if pairs:
            filtering = gain_of(*pairs[-1], self.parts.families)
        return Curve(
            points=tuple(each.point for each in self.measured),
            unfiltered=tuple(each.point for each in self.beside),
            doubling=doubling,
            filtering=filtering,
            train_rows=len(self.learned),
            test_rows=len(self.tested),
            labels=len({*self.learned.labels}),
            repeats=self.repeats,
            seed=self.seed,
            notes=tuple(notes),
            is_stopped=self.is_stopped,
        )


def _each_once(keys: Sequence[str]) -> list[str]:
    """Keys that differ for copies too: else copies would be drawn all together."""
    seen: Counter[str] = Counter()
    numbered = []
    for key in keys:
        numbered.append(f"{key} {seen[key]}")
        seen[key] += 1
    return numbered


def _order(keys: Sequence[str], seed: int, draw: int) -> list[int]:
    """Rows in an order that comes of their texts and the seed, wherever they stood."""
    drawn = [sha256(f"{seed} {draw} {key}") for key in keys]
    return sorted(range(len(keys)), key=lambda row: (drawn[row], row))
