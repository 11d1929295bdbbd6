"""How strongly does each signal speak in each row, and what if it weighed more?

A strength is found once; a score under other weights is a sum of the same numbers,
equal bit for bit to what `ftwidgets.score` gives.
"""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from ftwidgets.examples import Example
from ftwidgets.recipes import Recipe
from ftwidgets.scoring import STANDARD_RULES, part_value, rules_with, strengths

if TYPE_CHECKING:
    import numpy as np


class SignalTable:
    """How strongly each signal speaks in each row; few numbers are different ones.

    Parameters
    ----------
    examples : iterable of dict

    Attributes
    ----------
    hits : list of int
        In how many rows each signal of the standard table speaks.
    """

    def __init__(self, examples: Iterable[Example]) -> None:
        import numpy as np

        found = [strengths(example) for example in examples]
        columns = list(zip(*found, strict=True)) or [()] * len(STANDARD_RULES)
        self.rows = len(found)
        self._columns = [
            np.unique(np.array(each, float), return_inverse=True) for each in columns
        ]
        self.hits = [sum(map(bool, each)) for each in columns]

    def totals(self, weights: Mapping[str, float]) -> "np.ndarray":
        """Score of each row under these weights, as `ftwidgets.score` adds it up.

        Examples
        --------
        >>> from ftwidgets.examples import chat
        >>> rows = [chat(("user", "Hi"), ("assistant", "I can't help with that."))]
        >>> SignalTable(rows).totals({"refusal": 1}).tolist()
        [0.0]
        """
        import numpy as np

        total = np.ones(self.rows)
        for rule, (different, of) in zip(
            rules_with(weights), self._columns, strict=True
        ):
            if rule.weight:
                parts = [part_value(rule.weight, each) for each in different.tolist()]
                total += np.array(parts)[of]
        return np.clip(total, 0.0, 1.0)


def weights_of(recipe: Recipe) -> dict[str, float]:
    """Weight of each signal under a recipe.

    Examples
    --------
    >>> weights_of(Recipe.STANDARD.change(score_weights={"markup": 0}))["markup"]
    0
    """
    return {rule.name: rule.weight for rule in rules_with(recipe.score_weights)}
