"""What does the test measure: what was learned, or what was remembered?

Two splits of the same rows at the same sizes, side by side: one that shuffles the rows,
as most people do, and `ftwidgets.split`, which keeps whole families together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.exploration.choices import Exploration, curation_of, rows_in_words
from ftwidgets.exploration.splits.choices import (
    CHECKS,
    CHOICES,
    KEPT,
    SIZES,
    Strategy,
    check_key,
    from_percents,
    in_unit,
    sizes_of,
    three,
)
from ftwidgets.exploration.splits.comparison import Compared, compare
from ftwidgets.exploration.splits.halves import Half
from ftwidgets.exploration.splits.row_keys import grouping_keys
from ftwidgets.recipes import Parts, Recipe
from ftwidgets.splitting import PARTS, Kinship, Leak, Split

USUAL_KEY = "seed"
"""Rows that have it are grouped by it, where the recipe names nothing else."""

QUICK_ROWS = 5_000
"""Up to so many rows are split while one waits; of more, every step is told."""


@dataclass(frozen=True)
class State:
    """All that is chosen, and what it comes to; ``None`` while that is not known."""

    parts: Parts
    strategy: Strategy = "families"
    leak: int = 0
    label_page: int = 0
    compared: Compared | None = None


class SplitExploration(Exploration):
    """The split, steered: sizes, seed, families and labels, beside a random split.

    Parameters
    ----------
    source : Curation, Dataset or iterable of records
        Its kept rows are split.
    recipe : Recipe, optional
    group_by : str, optional
        Key of the seed of each row; by default the recipe's, else ``"seed"`` where rows
        have such a key and it repeats.
    stratify_by : str, optional
        Key of the label, or ``"reply"``; by default the recipe's.

    Attributes
    ----------
    state : State
        Of this moment; it is replaced, never changed.
    working : str
        What is being worked out, where that takes a while; else empty.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> said = "My lamp came late", "Nothing arrived", "The box was open", "It is red"
    >>> rows = [chat(("user", f"{text} {s}"), ("assistant", f"Case {s * 31}: {text}"),
    ...              seed=s) for s in range(20) for text in said]
    >>> splits = SplitExploration(rows)
    >>> splits.choose(sizes=(64, 8, 8))
    >>> splits.value
    Split(train 64, validation 8, test 8, surplus 0)
    >>> [splits.halves[each].siblings("test") for each in ("rows", "families")]
    [8, 0]
    """

    def __init__(
        self,
        source: Any,
        recipe: Recipe | None = None,
        group_by: str | None = None,
        stratify_by: str | None = None,
    ) -> None:
        super().__init__(curation_of(source, recipe))
        self.kin = Kinship(self.examples, self.curation.recipe.similarity)
        self.working = ""
        asked = self.curation.recipe.split
        for name, key in (("group_by", group_by), ("stratify_by", stratify_by)):
            if key is not None:
                check_key(self.examples, key, name)
                asked = replace(asked, **{name: key})
        if asked.group_by is None and USUAL_KEY in self.keys:
            asked = replace(asked, group_by=USUAL_KEY)
        self.state = State(asked)

    def __repr__(self) -> str:
        compared = self.state.compared
        found = compared and compared.halves.get("families")
        rows = rows_in_words(len(self.examples))
        return f"SplitExploration({rows}: {found.split if found else 'not split yet'})"

    # What is looked at

    @property
    def examples(self) -> list[Example]:
        """The rows that are split."""
        return self.curation.kept

    @cached_property
    def keys(self) -> list[str]:
        """Keys by which the rows can be grouped."""
        return grouping_keys(self.examples)

    @property
    def is_quick(self) -> bool:
        """Whether there are so few rows that one can wait."""
        return len(self.examples) <= QUICK_ROWS

    def is_quick_choice(self, choices: Mapping[str, Any]) -> bool:
        """Whether these choices are answered while one waits: nothing is split."""
        is_idle = not self.working and self.state.compared is not None
        return self.is_quick or (is_idle and choices.keys() <= CHECKS.keys())

    @property
    def compared(self) -> Compared:
        """Both splits; worked out when it is first asked for."""
        if self.state.compared is None:
            with self.lock:
                is_first = self.state.compared is None
                if is_first:
                    compared = self._compare(self.state.parts, is_patient=True)
                    self.state = replace(self.state, compared=compared)
            if is_first:
                self._tell()
        return self.state.compared  # type: ignore[return-value]

    @property
    def halves(self) -> dict[str, Half]:
        """Both splits by strategy; without those that could not be had."""
        return self.compared.halves

    @property
    def leaks(self) -> list[Leak]:
        """The leaks of the random split, the closest to the test first."""
        half = self.halves.get("rows")
        return half.leaks if half else []

    @property
    def value(self) -> Split | None:
        """The chosen split; ``None`` where it cannot be had."""
        half = self.halves.get(self.state.strategy)
        return half.split if half else None

    # What is chosen

    @property
    def recipe(self) -> Recipe:
        """The curation's recipe with these sizes, keys and seed."""
        return self.curation.recipe.change(split=self.state.parts)

    @property
    def hindrance(self) -> str:
        """Why no recipe can be written of what is chosen; empty where one can be."""
        compared = self.state.compared
        if self.state.strategy == "rows":
            return "Only whole families go into a recipe; choose them."
        return compared.trouble if compared else ""

    def write_recipe(self) -> Path:
        """Write the recipe; refused while random rows are chosen."""
        if self.hindrance:
            raise ValueError(self.hindrance)
        return super().write_recipe()

    def choose(self, **choices: Any) -> None:
        """Make other choices; those not named stay, and refused ones change nothing.

        Parameters
        ----------
        sizes : three numbers
            Train, validation and test: shares that sum to 1, or numbers of rows.
        percents : three numbers
            The same shares in percent.
        unit : {"rows", "percent"}
            The present sizes in another unit.
        group_by, stratify_by : str or None
            Keys of the rows; ``"reply"`` is the last reply as a label.
        seed : int
        strategy : {"rows", "families"}
            Which split is chosen.
        leak : int
            Which leaked pair is shown, 0-based in `leaks`.
        label_page : int

        Raises
        ------
        ValueError
            What is asked for cannot be had; everything stays.
        """
        for name in choices:
            if name not in CHOICES:
                known = ", ".join(CHOICES)
                raise ValueError(f"there is no choice {name!r}; a split has {known}")
        with self.lock:
            before = self.state
            parts = self._parts(choices)
            is_other = parts != before.parts or before.compared is None
            compared = self._compare(parts) if is_other else before.compared
            found = compared.halves.get("rows")
            leaks = len(found.leaks) if found else 0
            seen = {"leak": 0, "label_page": 0} if is_other else {}
            named = {
                name: check(choices[name], leaks)
                for name, check in CHECKS.items()
                if name in choices
            }
            state = replace(before, parts=parts, compared=compared)
            self.state = replace(state, **{**seen, **named})
        self._tell()

    def next_leak(self) -> None:
        """Show the next leaked pair; the last one stays."""
        self.choose(leak=max(0, min(self.state.leak + 1, len(self.leaks) - 1)))

    def previous_leak(self) -> None:
        """Show the leaked pair before; the first one stays."""
        self.choose(leak=max(0, self.state.leak - 1))

    def _parts(self, choices: Mapping[str, Any]) -> Parts:
        """The wish that these choices make of the present one."""
        parts = self.state.parts
        given = [name for name in SIZES if name in choices]
        if len(given) > 1:
            raise ValueError(
                f"{' and '.join(given)} all choose sizes; give one of them"
            )
        if "sizes" in choices:
            sizes = three(choices["sizes"])
        elif "percents" in choices:
            sizes = from_percents(choices["percents"])
        elif "unit" in choices:
            compared = self.state.compared
            whole = compared.halves.get("families") if compared else None
            counts = whole.sizes if whole else {}
            sizes = in_unit(choices["unit"], parts, counts, len(self.examples))
        else:
            sizes = sizes_of(parts)
        kept = {name: choices[name] for name in KEPT if name in choices}
        return replace(parts, **dict(zip(PARTS, sizes, strict=True)), **kept)

    # What it comes to

    def _compare(self, parts: Parts, is_patient: bool = False) -> Compared:
        try:
            return compare(self.kin, parts, self._say, is_patient)
        finally:
            self.working = ""

    def _say(self, words: str) -> None:
        """Tell a step of what takes a while."""
        if not self.is_quick:
            self.working = words
            self._tell()
