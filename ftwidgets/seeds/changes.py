"""What is one change of the gold seeds, and how is it done and taken back?"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ftwidgets.examples import Example, fingerprint


class Change(NamedTuple):
    """A seed before and after a change.

    Attributes
    ----------
    id : str
        Of the seed.
    before, after : dict or None
        ``None`` where there was none.
    position : int
        Where it stood, or stands now.
    """

    id: str
    before: Example | None
    after: Example | None
    position: int


Step = tuple[Change, ...]
"""Changes that were done together, and are taken back together."""


def carry_out(rows: Sequence[Example], step: Iterable[Change]) -> list[Example]:
    """The rows with seeds added, changed or taken out.

    Examples
    --------
    >>> carry_out([{"id": "a"}], [Change("b", None, {"id": "b"}, 1)])
    [{'id': 'a'}, {'id': 'b'}]
    """
    rows = list(rows)
    for change in step:
        at = change.position
        if change.before is not None:  # others may have moved it
            at = rows.index(change.before)
            del rows[at]
        if change.after is not None:
            rows.insert(at, change.after)
    return rows


def take_back(rows: Sequence[Example], step: Step) -> list[Example]:
    """The rows as they were before a step, whatever else was done to others since.

    Raises
    ------
    ValueError
        A seed of the step is not as the step left it.

    Examples
    --------
    >>> take_back([{"id": "a"}], (Change("a", None, {"id": "a"}, 0),))
    []
    """
    now = {row["id"]: row for row in rows}
    for change in step:
        if now.get(change.id) != change.after:
            raise ValueError(
                f"{change.id} was changed elsewhere since, so it stays as it is now; "
                "undo again for the change before"
            )
    back = (
        each._replace(before=each.after, after=each.before) for each in reversed(step)
    )
    return carry_out(rows, back)


def position_of(rows: Sequence[Example], id: str) -> int:
    """Where a seed stands, from 0.

    Raises
    ------
    ValueError
        There is none of this id.

    Examples
    --------
    >>> position_of([{"id": "a"}, {"id": "b"}], "b")
    1
    """
    ids = [row["id"] for row in rows]
    if id not in ids:
        raise ValueError(
            f"there is no seed {id!r}; there are {', '.join(ids) or 'none'}"
        )
    return ids.index(id)


def refuse_twin(ids: Mapping[str, str], example: Example, own: str = "") -> None:
    """Refuse an example whose messages another seed has already.

    Parameters
    ----------
    ids : mapping of str to str
        Id of each seed by its fingerprint.
    example : dict
    own : str
        Id of the seed that the example is, if it is one.

    Raises
    ------
    ValueError
        Another seed has the same messages.

    Examples
    --------
    >>> refuse_twin({fingerprint({"messages": []}): "a"}, {"messages": []})
    Traceback (most recent call last):
    ValueError: a says exactly this already; change it, or write another
    """
    twin = ids.get(fingerprint(example), own)
    if twin != own:
        raise ValueError(
            f"{twin} says exactly this already; change it, or write another"
        )
