"""How good is a small student after 10, 20, 40 … of one's own rows?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ftwidgets.examples import Example, count, sha256
from ftwidgets.sizing.curve import Curve, Point
from ftwidgets.sizing.intervals import Measured, gain_of, measured_of
from ftwidgets.sizing.notes import UNFAIR, notes_of
from ftwidgets.sizing.rows import (
    Rows,
    check_sources,
    examples_of,
    fair_rows,
    held_out,
    usable,
    why_no_proxy,
)
from ftwidgets.sizing.student import Student
from ftwidgets.splitting.families import By

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
    group_by: By = None,
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
        Rows before filtering; the same student learns from as many of them, without
        those that validation or test rows know.
    group_by : str or callable, optional
        Seed of each unfiltered row, so that siblings of held-out rows are left out too:
        a key such as ``"seed"``. A split that knows seeds needs none.
    sizes : sequence of int, optional
        Other sizes.
    repeats : int
        Draws of each size.
    seed : int
    progress : callable, optional
        Called with a `Step` after each training.
    stop : callable, optional
        Asked before each training; where it says ``True`` the curve ends with the
        sizes that are done.

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
    check_call(examples, test, unfiltered, repeats=repeats, seed=seed)
    train, test_rows = held_out(examples, test, seed)
    raw = None if unfiltered is None else examples_of(unfiltered, "unfiltered")
    learned, tested = usable(train), usable(test_rows)
    reason = why_no_proxy(learned.examples)
    if not reason and not len(tested):
        reason = "No test row has both a question and a reply."
    sizes = _sizes(sizes, len(train), learned)
    if reason:
        return Curve(
            train_rows=len(learned), test_rows=len(tested), seed=seed, reason=reason
        )
    notes = notes_of(examples, train, learned, tested)
    other = None
    if raw is not None:
        other, note = _compared(examples, tested, raw, group_by)
        notes += [note] if note else []
    work = _Work(learned, tested, other, sizes, repeats, seed, progress, stop)
    work.run()
    return work.curve(notes)


def check_call(
    examples: Any,
    test: Any = None,
    unfiltered: Any = None,
    group_by: Any = None,
    sizes: Any = None,
    repeats: Any = None,
    seed: Any = None,
) -> None:
    """Refuse a call that cannot be meant so, before any work is done.

    Raises
    ------
    ValueError, TypeError
        As of `learning_curve`.
    """
    for name, value, least in (("repeats", repeats, 1), ("seed", seed, 0)):
        if value is not None and (type(value) is not int or value < least):
            raise ValueError(
                f"{name} is a whole number of {least} or more, got {value!r:.80}"
            )
    check_sources(examples, test, unfiltered)


def _sizes(asked: Sequence[int] | None, given: int, learned: Rows) -> list[int]:
    """All rows, half of them, half of that …; or the sizes asked for."""
    rows = len(learned)
    if asked is None:
        least = max(SMALLEST, len(set(learned.labels)))  # about one row a label
        halves = [round(rows / 2**step) for step in range(MOST_SIZES)]
        return sorted({size for size in halves if size >= least} or {rows})
    known = all(type(size) is int and 1 <= size <= given for size in asked)
    if not asked or not known:
        raise ValueError(
            f"sizes are whole numbers from 1 to the {given:,} training rows, "
            f"got {asked!r:.80}"
        )
    return sorted({min(size, rows) for size in asked})


class _Work:
    """All trainings, the small sizes first."""

    def __init__(
        self,
        learned: Rows,
        tested: Rows,
        other: Rows | None,
        sizes: Sequence[int],
        repeats: int,
        seed: int,
        progress: Callable[[Step], None] | None,
        stop: Callable[[], bool] | None,
    ) -> None:
        self.learned, self.tested, self.other = learned, tested, other
        self.repeats, self.seed = repeats, seed
        self.progress, self.stop = progress, stop
        self.sizes, self.done, self.is_stopped = tuple(sizes), 0, False
        self.measured: list[Measured] = []
        self.beside: list[Measured] = []
        self.plan = [(size, self.measured, learned) for size in sizes]
        if other is not None:
            fit = [size for size in sizes if size <= len(other)]
            self.plan += [(size, self.beside, other) for size in fit]
        self.plan.sort(key=lambda each: each[0])
        self.total = sum(size * self._draws(size, rows) for size, _, rows in self.plan)

    def _draws(self, size: int, rows: Rows) -> int:
        return 1 if size == len(rows) else self.repeats

    def run(self) -> None:
        self._tell()
        made = {id(rows): self._student(rows) for _, _, rows in self.plan}
        try:
            for size, measured, rows in self.plan:
                measured.append(self._measure(size, rows, *made[id(rows)]))
                self._tell()
        except _Stopped:
            self.is_stopped = True

    def _student(self, rows: Rows) -> tuple[Student, list[list[int]]]:
        student = Student(
            rows.texts, rows.labels, self.tested.texts, self.tested.labels
        )
        orders = [_order(rows.keys, self.seed, draw) for draw in range(self.repeats)]
        return student, orders

    def _measure(
        self, size: int, rows: Rows, student: Student, orders: list[list[int]]
    ) -> Measured:
        import numpy as np

        right = []
        for order in orders[: self._draws(size, rows)]:
            if self.stop is not None and self.stop():
                raise _Stopped
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
        doubling = gain_of(*self.measured[-2:]) if len(self.measured) > 1 else None
        filtering = None
        pairs = [
            (raw, each)
            for raw in self.beside
            for each in self.measured
            if each.point.size == raw.point.size
        ]
        if pairs:
            filtering = gain_of(*pairs[-1])
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


def _order(keys: Sequence[str], seed: int, draw: int) -> list[int]:
    """Rows in an order that comes of their texts and the seed, wherever they stood."""
    drawn = [sha256(f"{seed} {draw} {key}") for key in keys]
    return sorted(range(len(keys)), key=lambda row: (drawn[row], row))


def _compared(
    source: Any, tested: Rows, raw: Sequence[Example], group_by: By
) -> tuple[Rows | None, str]:
    """Unfiltered rows that are fair to compare, and what is to be said of them."""
    readable = usable(raw).examples
    try:
        fair = usable(fair_rows(source, tested.examples, readable, group_by))
    except LookupError:
        return None, UNFAIR
    left = count(len(readable) - len(fair), "unfiltered row")
    said = f"{left} left out: what is held out knows a copy or a sibling."
    return fair, said if len(fair) < len(readable) else ""
