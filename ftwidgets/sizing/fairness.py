"""Is it fair to compare rows with those that nobody filtered?"""

from collections.abc import Sequence
from dataclasses import replace

from ftwidgets.examples import Example, count
from ftwidgets.sizing.parts import USUAL_KEY, GroupBy, Parts, Seeds
from ftwidgets.sizing.rows import Rows, labelled, labels_in, usable, why_no_proxy
from ftwidgets.splitting import find_leaks
from ftwidgets.splitting.families import NEAR, values_of

UNFAIR = (
    "The unfiltered rows and those they are compared with do not both say which seed "
    "they come of. Siblings of test rows may be among them, so whether filtering helps "
    "cannot be told. Give group_by."
)

UNSEEDED = (
    "No row says which seed it comes of. If some vary the same seed, siblings of test "
    "rows are among both sides, and both are right too often. Give group_by."
)

TOO_MIXED = (
    "Most rows to learn from are copies or siblings of what is held out, so whether "
    "filtering helps cannot be told. Split whole families first."
)


def compared(
    parts: Parts, unfiltered: Sequence[Example], group_by: GroupBy
) -> tuple[Parts, Rows | None, list[str]]:
    """Both sides without what would make it unfair, and what is to be said of it.

    Rows that a held-out part knows would be remembered; both sides lose them alike.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.sizing.parts import parts_of
    >>> said = {"billing": "charge", "delivery": "parcel"}
    >>> rows = [chat(("user", f"{word} {n}"), ("assistant", label), seed=n)
    ...         for n in range(20) for label, word in said.items()]
    >>> parts, other, notes = compared(parts_of(rows, None, None, 0), rows, None)
    >>> len(parts.train), len(other), notes[0][:28]
    (32, 32, '8 unfiltered rows left out: ')
    """
    readable = usable(unfiltered)
    labels = labels_in(parts.train, parts.test) | labels_in(readable)
    raw = labelled(readable, labels)
    notes = []
    if len(raw) < len(readable):
        rows = count(len(readable) - len(raw), "unfiltered row")
        notes.append(f"{rows} with a reply that is no label: left out.")
    found = _all_seeds(parts, raw.examples, group_by)
    if found is None:
        return parts, None, [*notes, UNFAIR]
    held, own, others = found
    # Parts that were split apart have no near-copies: to compare texts takes long.
    near = None if parts.is_apart else NEAR
    learn = _unknown(parts.held, held, parts.train.examples, own, near)
    other = raw.pick(_unknown(parts.held, held, raw.examples, others, NEAR))
    train = parts.train.pick(learn)
    if 2 * len(train) < len(parts.train) or why_no_proxy(train.examples):
        return parts, None, [*notes, TOO_MIXED]
    if not any(seed is not None for seed in (*held, *own, *others)):
        notes.append(UNSEEDED)
    notes += _left_out(len(parts.train) - len(train), len(raw) - len(other))
    seeds = parts.seeds | {"train": [parts.seeds["train"][row] for row in learn]}
    return replace(parts, train=train, seeds=seeds, is_apart=True), other, notes


def _unknown(
    held: Sequence[Example],
    held_seeds: Seeds,
    rows: Sequence[Example],
    seeds: Seeds,
    near: float | None,
) -> list[int]:
    """Places of the rows that nothing held out knows."""
    leaks = find_leaks({"held": held, "rows": rows}, near, [*held_seeds, *seeds])
    known = {leak.row for leak in leaks if leak.part == "rows"}
    return [row for row in range(len(rows)) if row not in known]


def _left_out(train: int, unfiltered: int) -> list[str]:
    sides = (train, "training row"), (unfiltered, "unfiltered row")
    left = " and ".join(count(number, name) for number, name in sides if number)
    if not left:
        return []
    return [f"{left} left out: what is held out knows a copy or a sibling."]


def _all_seeds(
    parts: Parts, raw: Sequence[Example], group_by: GroupBy
) -> list[Seeds] | None:
    """Seeds of the held-out, the training and the unfiltered rows.

    ``None`` where only one side names them: siblings among the others cannot be told.
    """
    sides = (parts.held, parts.train.examples, raw)
    by = group_by if group_by is not None else _key_of(parts)
    if by is None:
        return None
    if callable(by):
        named = [values_of(rows, by, "group_by") for rows in sides]
    else:
        named = [[row.get(by) for row in rows] for rows in sides]
    held, train, others = (sum(s is not None for s in seeds) for seeds in named)
    if raw and (held + train > 0) != (2 * others >= len(raw)):
        return None
    if callable(by) or not others:
        return named
    # A row that names no seed may be one: it goes by its id.
    return [[row.get(by, row.get("id")) for row in rows] for rows in sides]


def _key_of(parts: Parts) -> str | None:
    """The key under which the rows name the seeds that the parts know."""
    rows = [*parts.held, *parts.train.examples]
    seeds = [
        seed
        for name in ("validation", "test", "train")
        for seed in parts.seeds.get(name, ())
    ]
    if not any(seed is not None for seed in seeds):
        return USUAL_KEY
    for key in dict.fromkeys(key for row in rows for key in row):
        if key != "messages" and values_of(rows, key, "group_by") == seeds:
            return key
    return None
