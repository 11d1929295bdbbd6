"""How are rows tied, if they are split again and again?

To compare all texts is what takes the time, and no size, seed or group changes that.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from ftwidgets.examples import Example, fingerprint
from ftwidgets.similarity import check_threshold
from ftwidgets.splitting.families import NEAR, By, join, rows_of, values_of
from ftwidgets.splitting.labels import labels_of
from ftwidgets.splitting.leaks import Leak, leaks_of
from ftwidgets.splitting.ties import Tie, group_tie, text_ties

if TYPE_CHECKING:
    import numpy as np


class Kinship:
    """Some rows and all that their texts tie together, worked out once, when asked.

    Parameters
    ----------
    examples : sequence of dict
    near_duplicates : float or None
        As in `ftwidgets.split`.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", text)) for text in ("Where is it?", "Pay me", "pay  me")]
    >>> Kinship(rows).families([1, 1, 2])
    [[0, 1, 2]]
    >>> Kinship(rows).families([None] * 3)
    [[0], [1, 2]]
    """

    def __init__(
        self, examples: Sequence[Example], near_duplicates: float | None = NEAR
    ) -> None:
        if near_duplicates is not None:
            check_threshold(near_duplicates)
        self.examples = list(examples)
        self.near_duplicates = near_duplicates
        self._values: dict[tuple[str, str], list[Hashable | None]] = {}

    def __repr__(self) -> str:
        return f"Kinship({len(self.examples):,} rows)"

    def check(self, examples: Sequence[Example]) -> None:
        """Refuse other rows than its own."""
        pairs = zip(self.examples, examples, strict=False)
        is_own = len(examples) == len(self.examples)
        if not (is_own and all(one is other for one, other in pairs)):
            raise ValueError(
                f"kin knows {len(self.examples):,} other rows; give the rows it was "
                "made of"
            )

    @cached_property
    def prints(self) -> list[str]:
        """The fingerprint of each row."""
        return [fingerprint(example) for example in self.examples]

    @cached_property
    def ties(self) -> list[Tie]:
        """Every way in which the texts tie the rows."""
        return list(text_ties(self.examples, self.prints, self.near_duplicates))

    @cached_property
    def _component(self) -> "np.ndarray":
        import numpy as np

        component = np.arange(len(self.examples))
        for tie in self.ties:
            component = join(component, tie)
        return component

    def groups(self, group_by: By) -> list[Hashable | None]:
        """The seed of each row; see `ftwidgets.split`."""
        return self._known("group_by", group_by)

    def labels(self, stratify_by: By) -> list[Hashable | None]:
        """The label of each row; see `ftwidgets.split`."""
        return self._known("stratify_by", stratify_by)

    def _known(self, argument: str, by: By) -> list[Hashable | None]:
        """Values of the rows, those of a key looked up once."""
        place = (argument, by) if isinstance(by, str) else None
        if place in self._values:
            return self._values[place]
        is_label = argument == "stratify_by"
        rows = self.examples
        found = labels_of(rows, by) if is_label else values_of(rows, by, argument)
        if place is not None:
            self._values[place] = found
        return found

    def families(self, groups: Iterable[Hashable | None]) -> list[list[int]]:
        """As `ftwidgets.splitting.find_families`, for the seed of each row."""
        return rows_of(join(self._component, group_tie(groups)))

    def leaks(
        self,
        positions: Mapping[str, Sequence[int]],
        groups: Iterable[Hashable | None],
    ) -> list[Leak]:
        """As `ftwidgets.splitting.find_leaks`, for parts of these rows.

        Parameters
        ----------
        positions : mapping of str to sequence of int
            The rows of each part.
        groups : iterable
            The seed of each of them, part after part.

        Examples
        --------
        >>> Kinship([{}, {}]).leaks({"train": [1], "test": [0]}, [None, None])[0].row
        0
        """
        order = list(chain.from_iterable(positions.values()))
        parts = {
            name: [self.examples[row] for row in rows]
            for name, rows in positions.items()
        }
        own = (replace(tie, codes=tie.codes[order]) for tie in self.ties)
        return leaks_of(parts, chain(own, [group_tie(groups)]))
