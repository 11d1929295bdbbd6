"""What becomes of each row in a target, and what will the model be shown of it?"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from ftwidgets.conversion import Report, convert
from ftwidgets.examples import Example
from ftwidgets.exploration.choices import Exploration, curation_of, example_of
from ftwidgets.exploration.formats.choices import (
    Find,
    View,
    check_choices,
    production_with,
)
from ftwidgets.exploration.formats.conversions import Converted, convert_row
from ftwidgets.exploration.formats.counts import (
    AT_ONCE,
    ConversionCount,
    ConversionCounts,
)
from ftwidgets.exploration.formats.prompt_choice import PromptChoice
from ftwidgets.formats.base import Record
from ftwidgets.recipes import Recipe
from ftwidgets.targets import find_target
from ftwidgets.tasks import Mismatch, Production, Task, compare_with_production
from ftwidgets.templates.known import Template
from ftwidgets.templates.prompts import Prompts


class FormatExploration(Exploration):
    """Rows in a target, one at a time, and the prompt that a model is shown of them.

    Parameters
    ----------
    source : Curation, Dataset or iterable of records
        Its usable rows are shown; rejected ones have no example to convert.
    recipe : Recipe, optional
    target : str, optional
        A target id; by default that of the recipe.

    Attributes
    ----------
    examples : list of dict
        The usable rows, and whatever else the levels keep.
    records : list of int
        Which record each of them is.
    row : int
        Position of the row at hand among them.
    target : str
    allow_lossy : bool
        Whether an export may lose what the target cannot express.
    production : Production
        How the model will be called.
    view : {"record", "prompt"}
    searching : str
        ``"first"`` or ``"next"`` while such a row is looked for in the background.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("system", "Be kind."), ("user", "Hi"), ("assistant", "Hello"))
    >>> formats = FormatExploration([row], target="completion")
    >>> formats.value is None
    True
    >>> formats.choose(allow_lossy=True)
    >>> formats.value
    {'prompt': 'Hi', 'completion': 'Hello'}
    >>> formats.recipe.target, formats.recipe.allow_lossy
    ('completion', True)
    """

    def __init__(
        self, source: Any, recipe: Recipe | None = None, target: str | None = None
    ) -> None:
        super().__init__(curation_of(source, recipe))
        chosen = self.curation.recipe
        self.target = find_target(chosen.target if target is None else target).name
        self.allow_lossy = chosen.allow_lossy
        self.production: Production = chosen.task.production
        self.view: View = "record"
        self.row = 0
        self.searching = ""
        kept = {each: at for at, each in enumerate(self.curation.kept_records)}
        # The lesson's levels also keep rows that reading calls unusable.
        kept_examples = dict(zip(kept, self.curation.kept, strict=True))
        rows = {**example_of(self.curation), **kept_examples}
        self.records: list[int] = sorted(rows)
        self.examples: list[Example] = [rows[each] for each in self.records]
        self._kept = {
            row: kept[record]
            for row, record in enumerate(self.records)
            if record in kept
        }
        self._counts = ConversionCounts(self.examples, self._kept, self._counted)
        self._mismatches = {self.production: self.curation.mismatches}
        self._prompt = PromptChoice()

    def __repr__(self) -> str:
        place = f"row {self.row + 1:,} of {len(self.examples):,}"
        if not self.examples:
            place = "no usable row"
        return f"FormatExploration({self.curation.data.name} to {self.target}: {place})"

    # What can be chosen

    def choose(self, **choices: Any) -> None:
        """Make other choices; those not named stay.

        Parameters
        ----------
        row : int
            Position among the usable rows.
        target : str
            A target id.
        view : {"record", "prompt"}
        allow_lossy : bool
        system_prompt, multi_turn : bool or None
            How the model will be called, as in `Production`.
        output_format : {"text", "json", "label"} or None
        template : str
            One of `TEMPLATES`, or ``"own"``: the one at hand, to be changed.
        text : str
            A template of your own. It is tried on the row at hand.
        bos, eos : str
            What begins a text and what ends a reply, in a template of your own.
        find : {"first", "next"} or None
            Go to the first row that does not come through whole, or to the next one;
            where rows are many, as soon as the count has come there.
        """
        with self.lock:
            check_choices(choices, len(self.examples))
            production = production_with(self.production, choices)
            example = self._example(choices.get("row", self.row))
            template = self._prompt.checked(choices, example, production)
            self.production = production
            self._prompt.take(template)
            for name in ("row", "target", "view", "allow_lossy"):
                setattr(self, name, choices.get(name, getattr(self, name)))
            if {"row", "target"} & set(choices):
                self.searching = ""
            if choices.get("find"):
                self.searching = choices["find"]
                self._search()
        self._tell()

    def next(self) -> None:
        """Go to the next row, if there is one."""
        if self.row + 1 < len(self.examples):
            self.choose(row=self.row + 1)

    def previous(self) -> None:
        """Go to the row before, if there is one."""
        if self.row:
            self.choose(row=self.row - 1)

    def first_with_problem(self) -> int | None:
        """Go to the first row that does not come through whole; its position."""
        return self._go_to_problem("first")

    def next_with_problem(self) -> int | None:
        """Go to the next such row; behind the last one comes the first."""
        return self._go_to_problem("next")

    def _go_to_problem(self, which: Find) -> int | None:
        while (found := self.problem(which)) is None and not self.count.is_done:
            self.count.go_on(AT_ONCE)
        if found is not None:
            self.choose(row=found)
        return found

    def problem(self, which: Find) -> int | None:
        """The first such row, or the next one, as far as it is known."""
        count = self.count
        found = count.problem(self.row + 1) if which == "next" else None
        is_to_begin_again = which == "first" or count.is_done
        return count.problem() if found is None and is_to_begin_again else found

    def _search(self) -> None:
        """Go to the row that is looked for, if it is known by now."""
        found = self.problem(self.searching)
        if found is not None:
            self.row = found
        if found is not None or self.count.is_done:
            self.searching = ""

    def _counted(self) -> None:
        """The count has gone on, on a thread of its own."""
        with self.lock:
            if self._counts.has_failed:
                self.searching = ""
            elif self.searching:
                self._search()
        self._tell()

    # What the choices come to

    @property
    def task(self) -> Task:
        """The recipe's task, called in production as chosen here."""
        return replace(self.curation.recipe.task, production=self.production)

    @property
    def recipe(self) -> Recipe:
        """The curation's recipe with this target, these losses and this production."""
        return self.curation.recipe.change(
            target=self.target, allow_lossy=self.allow_lossy, task=self.task
        )

    @property
    def template(self) -> Template:
        """What the prompt is rendered with."""
        return self._prompt.template

    @property
    def example(self) -> Example | None:
        """The row at hand; ``None`` where the data has no usable row."""
        return self._example(self.row)

    def _example(self, row: int) -> Example | None:
        return self.examples[row] if self.examples else None

    @property
    def is_kept(self) -> bool:
        """Whether the levels keep the row at hand."""
        return self.row in self._kept

    def is_among(self, kept: Sequence[int]) -> bool:
        """Whether the row at hand is one of these kept rows, in ascending order."""
        place = self._kept.get(self.row)
        at = bisect_left(kept, place) if place is not None else len(kept)
        return at < len(kept) and kept[at] == place

    @property
    def converted(self) -> Converted | None:
        """What becomes of the row at hand, with all that is lost."""
        example = self.example
        return None if example is None else convert_row(example, self.target)

    @property
    def value(self) -> Record | None:
        """The record that an export writes of the row at hand, if it does."""
        made = self.converted
        return made.record if made and made.is_written(self.allow_lossy) else None

    @property
    def report(self) -> Report:
        """The conversion of all usable rows; it takes its time where they are many."""
        target, allow_lossy = self.target, self.allow_lossy
        made = convert(self.examples, target, allow_lossy, beside_is_kept=True)
        return made.report

    @property
    def count(self) -> ConversionCount:
        """How many rows come through whole; it may still go on."""
        return self._counts.of(self.target)

    @property
    def prompts(self) -> Prompts | ValueError | None:
        """What training and inference see of the row at hand, or why nothing."""
        example = self.example
        if example is None:
            return None
        return self._prompt.prompts(example, self.template, self.production)

    @property
    def mismatches(self) -> list[Mismatch]:
        """Where the kept rows differ from how the model will be called."""
        if self.production not in self._mismatches:
            found = compare_with_production(self.curation.kept, self.task)
            self._mismatches[self.production] = found
        return self._mismatches[self.production]
