"""How is a reviewer shown, pressed and asked in a page, and what is on the disk?"""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator

from browser.lab import Notebook
from browser.widget import Widget

SETUP = """
import json, os, signal, threading, time
from pathlib import Path
from ftwidgets.examples import chat
from ftwidgets.review import ReviewSession
from ftwidgets.journals.journal import JournalError
from ftwidgets.review.journal import Journal
from ftwidgets.tasks import Task
from ftwidgets.widgets import Reviewer

def rows(number, words="Where is my parcel, number"):
    return [
        chat(("user", f"{words} {n}?"), ("assistant", f"Parcel {n} comes soon."),
             id=f"r{n}")
        for n in range(number)
    ]

class Gate:
    '''While its file is there, nobody gets past.'''
    def __init__(self, path):
        self.path = Path(path)
    def wait(self):
        while self.path.exists():
            time.sleep(0.002)

class Hold(Gate):
    '''Every write to a journal waits at the gate, and says that it does.'''
    def __init__(self, path):
        super().__init__(path)
        append = Journal.append
        def held(journal, operations):
            self.path.with_suffix(".reached").touch()
            self.wait()
            return append(journal, operations)
        Journal.append = held
"""
"""The first cell of every notebook here."""

SHOWN = """
session = ReviewSession({rows}, {journal!r}, {annotator!r}{options})
reviewer = Reviewer(session, {mode!r}{keys})
reviewer
"""

OUTBOX = "Object.keys(localStorage).filter(key => key.startsWith('ftwidgets-outbox'))"
"""What waits in the browser."""


class Screen(Widget):
    """One reviewer in a page, and the journal it writes."""

    def __init__(self, notebook: Notebook, journal: Path, index: int = 0) -> None:
        self.journal = journal
        super().__init__(notebook, index)

    def button(self, name: str) -> Locator:
        return self.root.get_by_role("button", name=name, exact=True)

    @property
    def row(self) -> str | None:
        """Name of the row on the screen; ``None`` where there is none."""
        names = ".ft-page .ft-code.ft-strong"
        first = f"root => root.querySelector({names!r})?.textContent ?? null"
        return self.root.evaluate(first)

    @property
    def is_waiting(self) -> bool:
        """Whether a row or a queue is still on its way."""
        return self.find(".ft-loading").count() > 0

    def message(self, name: str) -> Locator:
        return self.find(f".ft-message[data-id={name}]")

    def judge(self, *keys: str) -> None:
        """Press keys of which each brings another row, each when that is painted."""
        for key in keys:
            before = self.row
            self.press(key)
            self.until(lambda before=before: self.row != before)
            self.until(lambda: not self.is_waiting)
            self.notebook.painted()

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def at(self, row: str | None) -> None:
        """Wait until a row is on the screen, and painted."""
        self.until(lambda: self.row == row)
        self.notebook.painted()

    def choose(self, queue: str) -> None:
        """Choose a queue, and wait until it is drawn."""
        self.find("select").first.select_option(queue)
        self.until(lambda: self.session("queue.key") == queue)
        self.until(lambda: not self.is_waiting)
        self.notebook.painted()
        self.focus()

    def settled(self) -> None:
        """Wait until nothing waits in the browser any more."""
        self.until(lambda: not self.page.evaluate(OUTBOX))
        self.notebook.painted()

    def written(self, number: int) -> None:
        """Wait until so many deeds are on the disk, and the page was told of them."""
        self.until(lambda: len(self.deeds()) == number)
        self.settled()

    def session(self, expression: str) -> Any:
        """Something of the session in the kernel."""
        return self.notebook.ask(f"session.{expression}")

    def deeds(self) -> list[dict]:
        """Operations on the disk but for moves: what its whole lines say."""
        return [each for each in entries(self.journal) if each["kind"] != "visit"]

    def labels(self) -> list[tuple[str, str]]:
        """Row and value of the labels on the disk, in order."""
        return [
            (json.loads(each["row"].removeprefix("id:")), each["value"])
            for each in self.deeds()
            if each["kind"] == "label"
        ]


def entries(journal: Path) -> list[dict]:
    """Operations in a journal, read without our code; torn lines are none."""
    found = []
    for line in journal.read_bytes().split(b"\n")[:-1]:
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if "kind" in entry:
            found.append(entry)
    return found


class Stage:
    """A notebook with one reviewer at a time, each on a journal of its own."""

    def __init__(self, notebook: Notebook, folder: Path) -> None:
        self.notebook = notebook
        self.folder = folder
        self.folder.mkdir(exist_ok=True)
        self.number = 0
        self.notebook.run_cell(0)

    def show(
        self,
        rows: str = "rows(20)",
        mode: str = "strict",
        options: str = "",
        keys: str = "",
        annotator: str = "mira",
        journal: Path | None = None,
    ) -> Screen:
        """Run the cell with other rows; the reviewer has the focus."""
        self.number += 1
        journal = journal or self.folder / f"labels-{self.number}.jsonl"
        source = SHOWN.format(
            rows=rows,
            mode=mode,
            journal=str(journal),
            annotator=annotator,
            options=options and f", {options}",
            keys=keys and f", keys={keys}",
        )
        self.notebook.page.evaluate("localStorage.clear()")
        self.notebook.run_cell(1, source)
        return Screen(self.notebook, journal).focus()

    def show_again(self, screen: Screen, first: bool = False) -> Screen:
        """Run the cell again as it is; after a restart the first one before it."""
        if first:
            self.notebook.run_cell(0)
        self.notebook.run_cell(1)
        return Screen(self.notebook, screen.journal).focus()

    def gate(self) -> Path:
        """A gate that is closed; removing the file opens it."""
        path = self.folder / f"gate-{self.number}"
        path.touch()
        return path
