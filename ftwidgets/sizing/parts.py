"""Which rows train, which test, and does the one side know the other?"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ftwidgets.examples import Example, count
from ftwidgets.sizing.rows import (
    Rows,
    examples_of,
    labelled,
    labels_in,
    usable,
    why_no_proxy,
)
from ftwidgets.splitting import Split, find_families, find_leaks, split
from ftwidgets.splitting.families import NEAR, values_of
from ftwidgets.splitting.labels import REPLY

HELD_OUT = 0.2
"""Share of the rows that tests, where nobody has split them."""

USUAL_KEY = "seed"
"""The key under which our own rows name what they come of."""

NONE_HELD = (
    "No row can be held out for a test without parting a family (the same text, near-"
    "copies, or one seed). Give test rows of other families."
)

Seeds = list[Hashable | None]

GroupBy = str | Callable[[Example], Any] | None
"""The seed of a row: a key or a function. Values would not say of which rows."""


@dataclass(frozen=True)
class Parts:
    """Rows on both sides, and what is known of them.

    Attributes
    ----------
    train, test, validation : Rows
        Those the student can use.
    seeds : dict of str to list
        Seed of each row or ``None``, for each part.
    families : list of int
        Number of each test row's family.
    given : int
        Training rows before some were left out.
    is_apart : bool
        Whether the parts were split so that no part knows another's rows.
    reason : str
        Why nothing can be measured; empty where it can be.
    notes : tuple of str
        What was left out, in sentences.
    """

    train: Rows
    test: Rows
    validation: Rows
    seeds: dict[str, Seeds]
    families: list[int]
    given: int
    is_apart: bool
    reason: str = ""
    notes: tuple[str, ...] = ()

    @property
    def held(self) -> list[Example]:
        """Validation and test rows: what training must not know."""
        return [*self.validation.examples, *self.test.examples]

    @property
    def known(self) -> int:
        """Test rows of which train has a copy, a near-copy or a sibling."""
        if self.is_apart:
            return 0
        sides = {"train": self.train.examples, "test": self.test.examples}
        seeds = [*self.seeds["train"], *self.seeds["test"]]
        return len({leak.row for leak in find_leaks(sides, NEAR, seeds)})


def parts_of(source: Any, test: Any, group_by: GroupBy, seed: int) -> Parts:
    """Training and test rows of a split, as given, or split here by families.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> said = {"billing": "charge", "delivery": "parcel"}
    >>> rows = [chat(("user", f"{word} {n}"), ("assistant", label), seed=n)
    ...         for n in range(20) for label, word in said.items()]
    >>> parts = parts_of(rows, None, None, 0)
    >>> len(parts.train), len(parts.test), len(set(parts.families)), parts.is_apart
    (32, 8, 4, True)
    """
    if isinstance(source, Split):
        names = ("train", "validation", "test")
        return _parts({name: getattr(source, name) for name in names}, group_by, source)
    rows = examples_of(source)
    if test is not None:
        return _parts({"train": rows, "test": examples_of(test, "test")}, group_by)
    readable = usable(rows)
    reason = why_no_proxy(readable.examples)
    if reason:
        return _none(readable, reason)
    learned = labelled(readable, labels_in(readable))
    seeds = seeds_of(learned.examples, group_by)
    shares = {"train": 1 - HELD_OUT, "validation": 0, "test": HELD_OUT}
    made = split(
        learned.examples, **shares, group_by=seeds, stratify_by=REPLY, seed=seed
    )
    sides = {name: learned.pick(made.positions[name]) for name in ("train", "test")}
    reason = NONE_HELD if not made.test else why_no_proxy(sides["train"].examples)
    if reason:
        return _none(sides["train"], reason)
    return Parts(
        **sides,
        validation=learned.pick([]),
        seeds=made.group_of,
        families=made.family_of["test"],
        given=len(made.train),
        is_apart=True,
        notes=_left_out(len(rows), len(readable), len(learned)),
    )


def seeds_of(examples: Sequence[Example], group_by: GroupBy) -> Seeds:
    """Seed of each row, by default where the rows name one under `USUAL_KEY`.

    Examples
    --------
    >>> seeds_of([{"seed": "a"}, {}], None), seeds_of([{}], None)
    (['a', None], [None])
    """
    if group_by is None and any(USUAL_KEY in example for example in examples):
        group_by = USUAL_KEY
    return values_of(examples, group_by, "group_by")


def _none(rows: Rows, reason: str) -> Parts:
    none = rows.pick([])
    return Parts(rows, none, none, {}, [], len(rows), is_apart=True, reason=reason)


def _parts(
    given: dict[str, Sequence[Any]], group_by: GroupBy, source: Split | None = None
) -> Parts:
    """The usable rows of parts that somebody else made."""
    read = {name: usable(rows) for name, rows in given.items()}
    reason = why_no_proxy(read["train"].examples)
    if not reason and not len(read["test"]):
        reason = "No test row has both a question and a reply."
    labels = labels_in(*read.values())
    rows = {name: labelled(each, labels) for name, each in read.items()}
    if not reason and not len(rows["test"]):
        reason = "No test row has a label for a reply."
    if reason:
        none = _none(read["train"], reason)
        return replace(none, test=read["test"], given=len(given["train"]))
    seeds, is_own = _seeds_in(rows, group_by, source)
    if source is not None and is_own:
        families = [source.family_of["test"][at] for at in rows["test"].places]
    else:
        families = _families(rows["test"].examples, seeds["test"])
    sides = [[len(each["train"]), len(each["test"])] for each in (given, read, rows)]
    return Parts(
        rows["train"],
        rows["test"],
        rows.get("validation", rows["test"].pick([])),
        seeds,
        families,
        len(given["train"]),
        is_own and _is_apart(source),
        notes=_left_out(*map(sum, sides)),
    )


def _seeds_in(
    rows: dict[str, Rows], group_by: GroupBy, source: Split | None
) -> tuple[dict[str, Seeds], bool]:
    """Seeds of each part, and whether they are those the split was made with."""
    if source is not None and group_by is None:
        own = {
            name: [source.group_of[name][at] for at in each.places]
            for name, each in rows.items()
        }
        if any(seed is not None for each in own.values() for seed in each):
            return own, True
    every = [example for each in rows.values() for example in each.examples]
    found = iter(seeds_of(every, group_by))
    seeds = {name: [next(found) for _ in each.texts] for name, each in rows.items()}
    is_own = not any(seed is not None for each in seeds.values() for seed in each)
    return seeds, is_own


def _is_apart(source: Split | None) -> bool:
    """Whether a split compared its rows as strictly as we do, and parted no family."""
    if source is None or source.near_duplicates is None:
        return False
    return source.near_duplicates <= NEAR and source.straddling == 0


def _families(examples: Sequence[Example], seeds: Seeds) -> list[int]:
    number_of = {
        row: number
        for number, family in enumerate(find_families(examples, seeds))
        for row in family
    }
    return [number_of[row] for row in range(len(examples))]


def _left_out(given: int, readable: int, learned: int) -> tuple[str, ...]:
    """What teaches nothing, in sentences."""
    notes = []
    if readable < given:
        rows = count(given - readable, "row")
        notes.append(f"{rows} without a question or a reply: left out.")
    if learned < readable:
        rows = count(readable - learned, "row")
        notes.append(f"{rows} with a reply that is no label: left out.")
    return tuple(notes)
