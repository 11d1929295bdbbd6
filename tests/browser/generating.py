"""How is a generation panel shown, pressed and asked, and a server of our own asked?"""

import json
from pathlib import Path

from playwright.sync_api import Locator

from browser.lab import Notebook
from browser.widget import Widget

CANARY = "sk-ant-canary-0123456789"
"""A key that must be seen nowhere."""

SETUP = """
import errno, os, sys
sys.path.insert(0, {tests!r})
import ftwidgets as ft
from ftwidgets.journals.journal import JournalError
from ftwidgets.widgets import GenerationPanel
from synthesis.serving import SEEDS

task = ft.Task(
    "a furniture shop", "classification", labels=["billing", "delivery"],
    description="Say which department a message is for.",
)

def claude(url, **more):
    return ft.ClaudeTeacher(base_url=url, **{{"budget": 5.0, **more}})
"""
"""The first cell of every notebook here."""

SHOWN = """
run = ft.generate(task, SEEDS, {teacher}, {rows}, {path!r})
panel = GenerationPanel(run)
panel
"""


class Panel(Widget):
    """One panel in a page, and the journal behind it."""

    def __init__(self, notebook: Notebook, path: Path, index: int = 0) -> None:
        self.path = path
        super().__init__(notebook, index)

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name)

    @property
    def numbers(self) -> list[str]:
        """The four numbers as they are read."""
        return self.find(".ft-run-cell").all_inner_texts()

    @property
    def sum(self) -> str:
        return self.find(".ft-run-sum").first.inner_text()

    @property
    def state(self) -> str:
        return self.find(".ft-run-state").inner_text()

    def wait_for(self, words: str) -> None:
        self.until(lambda: words in self.words)

    def on_disk(self, number: int) -> None:
        """Wait until the page says that so many replies are on the disk."""
        words = f"{number} {'reply' if number == 1 else 'replies'} on disk"
        self.until(lambda: self.saved == words)

    def entries(self, kind: str) -> list[dict]:
        """Lines of the journal, read without our code."""
        if not self.path.exists():
            return []
        lines = [json.loads(line) for line in self.path.read_text().splitlines()]
        return [each for each in lines if each.get("is") == kind]


class Bench:
    """A notebook with one panel at a time, each on a journal of its own."""

    def __init__(self, notebook: Notebook, folder: Path) -> None:
        self.notebook = notebook
        self.folder = folder
        self.number = 0
        tests = str(Path(__file__).parents[1])
        self.notebook.run_cell(0, SETUP.format(tests=tests))
        self.set_key()

    def set_key(self, key: str = CANARY) -> None:
        """Give the kernel a key, in no cell; an empty one takes it away."""
        self.notebook.tell(f"os.environ['ANTHROPIC_API_KEY'] = {key!r}")

    def show(self, teacher: str, rows: int = 10) -> Panel:
        """Run the cell on a new journal; the panel has the focus."""
        self.number += 1
        path = self.folder / f"replies-{self.number}.jsonl"
        self.notebook.page.evaluate("sessionStorage.clear()")
        source = SHOWN.format(teacher=teacher, rows=rows, path=str(path))
        self.notebook.run_cell(1, source)
        panel = Panel(self.notebook, path)
        panel.focus()
        return panel

    def show_again(self, panel: Panel, first: bool = False) -> Panel:
        """Run the cell again as it is; after a restart the first one before it."""
        if first:
            self.notebook.run_cell(0)
            self.set_key()
        self.notebook.run_cell(1)
        return Panel(self.notebook, panel.path)
