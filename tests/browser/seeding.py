"""How is a seed editor shown, pressed and asked in a page, and what is on the disk?"""

import json
from pathlib import Path

from playwright.sync_api import Locator

from browser.lab import Notebook
from browser.widget import Widget

SETUP = """
import errno, json
import ftwidgets as ft
from ftwidgets.examples import chat
from ftwidgets.seeds import gold
from ftwidgets.widgets import SeedEditor

LABELS = ["billing", "delivery", "returns", "technical"]
task = ft.Task("a furniture shop", "classification", labels=LABELS)
tickets = ft.load("data/seeds/classification.jsonl")
write_file = gold.write_file

def full(*_):
    raise OSError(errno.ENOSPC, "No space left on device")
"""
"""The first cell of every notebook here."""

SHOWN = """
editor = SeedEditor({task}, {path!r}{options})
editor
"""

DRAFTS = "Object.keys(sessionStorage).filter(key => key.startsWith('ftwidgets-seeds'))"


class Editor(Widget):
    """One seed editor in a page, and the file it writes."""

    def __init__(self, notebook: Notebook, path: Path, index: int = 0) -> None:
        self.path = path
        super().__init__(notebook, index)

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name)

    def tab(self, name: str) -> Locator:
        return self.root.get_by_role("tab", name=name)

    @property
    def text(self) -> Locator:
        """The form's first field."""
        return self.find("textarea").first

    @property
    def squares(self) -> int:
        return self.find(".ft-is-done").count()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def on_disk(self, number: int) -> None:
        """Wait until the page says that so many seeds are on the disk."""
        words = f"{number} seed{'' if number == 1 else 's'} on disk"
        self.until(lambda: self.saved == words)

    def write(self, text: str, key: str) -> None:
        """Write one seed by keys, and wait until it is on the disk."""
        before = len(self.rows())
        self.text.fill(text)
        self.text.focus()
        self.press(f"Control+{key}", "Control+Enter")
        self.on_disk(before + 1)

    def seen(self) -> None:
        """Wait until a candidate was on the screen for a glance."""
        self.find(".ft-lineup[data-seen=true]").wait_for()

    def rows(self) -> list[dict]:
        """The lines of the file, read without our code."""
        if not self.path.exists():
            return []
        return [json.loads(line) for line in self.path.read_text("utf-8").splitlines()]

    def pairs(self) -> list[tuple[str, str]]:
        """Text and label of each seed on the disk."""
        return [
            (row["messages"][-2]["content"], row["messages"][-1]["content"])
            for row in self.rows()
        ]


class Desk:
    """A notebook with one editor at a time, each on a file of its own."""

    def __init__(self, notebook: Notebook, folder: Path) -> None:
        self.notebook = notebook
        self.folder = folder
        self.number = 0
        self.notebook.run_cell(0)

    def show(self, task: str = "task", options: str = "") -> Editor:
        """Run the cell on a new file; the editor has the focus."""
        self.number += 1
        path = self.folder / f"gold-{self.number}.jsonl"
        self.notebook.page.evaluate("sessionStorage.clear()")
        source = SHOWN.format(
            task=task, path=str(path), options=options and f", {options}"
        )
        self.notebook.run_cell(1, source)
        return Editor(self.notebook, path).focus()

    def show_again(self, editor: Editor, first: bool = False) -> Editor:
        """Run the cell again as it is; after a restart the first one before it."""
        if first:
            self.notebook.run_cell(0)
        self.notebook.run_cell(1)
        return Editor(self.notebook, editor.path)
