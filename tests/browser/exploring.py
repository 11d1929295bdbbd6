"""How is an explorer shown, steered and asked in a page?"""

import json
from typing import Any

from playwright.sync_api import Locator

from browser.lab import Notebook
from browser.widget import Widget

SETUP = """
import json
import ftwidgets as ft
from ftwidgets import widgets

tickets = ft.load("data/raw_tickets.jsonl")
curation = ft.curate(tickets)
"""
"""The first cell of every notebook here."""

SHOWN = """
it = {source}
it
"""

EXPLORERS = {
    "scores": "widgets.ScoreExplorer({})",
    "duplicates": "widgets.DedupExplorer({})",
    "split": "widgets.SplitExplorer({})",
    "funnel": "widgets.Funnel({})",
    "findings": "widgets.FindingsTable({})",
    "formats": "widgets.FormatConverter({})",
}
"""Every explorer; it is given a curation, a dataset or rows."""


class Explorer(Widget):
    """One explorer in a page."""

    def button(self, name: str, **options: Any) -> Locator:
        return self.root.get_by_role("button", name=name, **options)

    @property
    def line(self) -> Locator:
        """The pill of the threshold line."""
        return self.root.get_by_role("slider").first

    def ask(self, expression: str) -> Any:
        """What the kernel says of ``it``, the widget; as far as JSON can say it."""
        return self.notebook.ask(expression)

    def becomes(self, expression: str, value: Any) -> None:
        """Wait until the kernel knows a value."""
        self.until(lambda: self.ask(expression) == value)

    def written(self) -> str:
        """Name of the recipe's file, once the page says that it is on the disk."""
        self.until(lambda: "The recipe is on disk" in self.words)
        return self.find(".ft-message code").inner_text().rpartition("/")[2]

    def settled(self) -> None:
        """Wait until everything that was chosen is answered."""
        self.until(lambda: self.root.get_attribute("aria-busy") == "false")

    def drag_line(self, *values: float) -> None:
        """Take the line and drag it through these values of its axis."""
        box = self.line.bounding_box()
        mouse = self.page.mouse
        y = box["y"] + box["height"] / 2
        mouse.move(box["x"] + box["width"] / 2, y)
        mouse.down()
        for value in values:
            mouse.move(self.pixel(value), y)
        mouse.up()

    def pixel(self, value: float) -> float:
        """Where a value of the charts' x axis is in the page."""
        ticks = self.root.evaluate(
            """root => [...root.querySelectorAll('.ft-chart text')]
                .filter(each => each.getAttribute('text-anchor') === 'middle')
                .filter(each => /^[01][.]\\d+$/.test(each.textContent))
                .map(each => {
                    const room = each.getBoundingClientRect();
                    return [Number(each.textContent), room.x + room.width / 2];
                })"""
        )
        (low, left), (high, right) = ticks[0], ticks[-1]
        return left + (value - low) / (high - low) * (right - left)


class Stage:
    """A notebook with one explorer at a time."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.notebook.run_cell(0, SETUP)

    def show(self, source: str) -> Explorer:
        """Run the cell on an explorer; it has the focus."""
        self.notebook.run_cell(1, SHOWN.format(source=source))
        shown = Explorer(self.notebook)
        shown.focus()
        return shown

    def give(self, name: str, value: Any) -> None:
        """Give the kernel a JSON value under a name."""
        self.notebook.tell(f"{name} = json.loads({json.dumps(value)!r})")
