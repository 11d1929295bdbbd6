"""Can one come from choosing a task to the files by clicks and keys alone?"""

import json
import re

import pytest

from browser.bars import FIRED, HOSTILE, check_looks
from browser.widget import Widget
from ftwidgets.workspaces import project

WRITTEN = [
    ("Where is my lamp? You said Tuesday.", "2"),
    ("My card was charged twice for one chair", "1"),
]
"""Two seeds, each with the key of its label."""

ACTIVE = "jupyterapp.shell.currentWidget.content.activeCellIndex"

SOURCES = """() => jupyterapp.shell.currentWidget.content.widgets
    .map(cell => cell.model.sharedModel.getSource())"""


class Bench:
    """Notebook 09 in a page, on a workspace of its own."""

    def __init__(self, notebook, workspace):
        self.notebook, self.page, self.workspace = notebook, notebook.page, workspace
        self.settle()
        self.sources = self.page.evaluate(SOURCES)

    def settle(self):
        """The kernel's workspace, and whose it is."""
        variables = {
            "FTWIDGETS_WORKSPACE": str(self.workspace),
            "FTWIDGETS_USER": "mira",
        }
        self.notebook.tell(f"__import__('os').environ.update({variables})")

    def cell(self, words):
        """Number of the first cell with these words."""
        return next(n for n, text in enumerate(self.sources) if words in text)

    def widget(self, words):
        """The widget below the cell with these words."""
        place = self.page.locator(".jp-Cell").nth(self.cell(words)).locator(".ft")
        place.wait_for()
        number = place.evaluate(
            "root => [...document.querySelectorAll('.ft')].indexOf(root)"
        )
        return Widget(self.notebook, number)

    def output(self, words):
        """What is read below the cell with these words."""
        cell = self.page.locator(".jp-Cell").nth(self.cell(words))
        return cell.locator(".jp-Cell-outputArea").inner_text()

    def go_to(self, words):
        """Click on the cell's margin: it is the one that keys run then."""
        cell = self.page.locator(".jp-Cell").nth(self.cell(words))
        cell.locator(".jp-InputPrompt").click()

    def run_to(self, words):
        """Shift+Enter, cell after cell, until the one with these words has run."""
        last = self.cell(words)
        while (here := self.page.evaluate(ACTIVE)) <= last:
            self.page.keyboard.press("Shift+Enter")
            self.notebook.wait(f"{ACTIVE} !== {here}")
        self.notebook.wait_for_kernel()

    @property
    def place(self):
        return self.workspace / "mira-dataset" / "classification"

    def rows(self, name):
        """Lines of a file, read without our code."""
        path = self.place / name
        text = path.read_text("utf-8") if path.exists() else ""
        return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def bench(server, open_notebook, tmp_path_factory):
    notebook = open_notebook("notebooks/09_build_a_dataset.ipynb")
    yield Bench(notebook, tmp_path_factory.mktemp("learner"))
    notebook.page.close()


def pasted():
    """Eighteen of our tickets as a table that somebody copies."""
    path = project() / "data" / "seeds" / "classification.jsonl"
    rows = [json.loads(line)["messages"] for line in path.read_text().splitlines()]
    return "\n".join(
        f"{' '.join(turns[0]['content'].split())}\t{turns[-1]['content']}"
        for turns in rows[:18]
    )


def write_seeds(editor):
    """Two by keys, the rest by pasting a table."""
    editor.focus().press("Enter")
    for number, (text, key) in enumerate(WRITTEN, start=1):
        editor.page.keyboard.type(text)
        editor.press(f"Control+{key}", "Control+Enter")
        words = f"{number} seed{'' if number == 1 else 's'} on disk"
        editor.until(lambda words=words: editor.saved == words)
    editor.press("Escape")
    editor.root.get_by_role("tab", name="Paste or import").click()
    editor.find(".ft-paste").click()
    editor.page.keyboard.insert_text(pasted())
    editor.press("Control+Enter")
    editor.find(".ft-lineup[data-seen=true]").wait_for()
    editor.root.get_by_role("button", name="Add the 18 that are complete").click()
    editor.until(lambda: editor.saved == "20 seeds on disk")
    editor.focus().press("Escape")


def test_a_learner_comes_from_a_task_to_the_files_by_clicks_and_keys(bench):
    bench.page.locator(".jp-Cell").first.click()
    bench.run_to("TaskChooser(")
    chooser = bench.widget("TaskChooser(")
    chooser.focus().press("1")
    chooser.until(lambda: "✓ chosen" in chooser.words)
    assert json.loads((bench.place.parent / "task.json").read_text())["chosen"] == (
        "classification"
    )
    chooser.press("Escape")

    bench.run_to("SeedEditor(mine.seeds)")
    write_seeds(bench.widget("SeedEditor(mine.seeds)"))
    assert [row["origin"] for row in bench.rows("gold.jsonl")] == [
        *["written"] * 2,
        *["pasted"] * 18,
    ]

    bench.go_to("SeedEditor(mine.seeds)")
    bench.page.keyboard.press("ArrowDown")
    bench.run_to("GenerationPanel(")
    panel = bench.widget("GenerationPanel(")
    panel.root.get_by_role("button", name="Start").click()
    panel.until(lambda: panel.saved == "360 replies on disk")

    bench.go_to("mine.expand()")
    bench.run_to("mine.certificate")
    parts = {
        n: bench.rows(f"dataset/{n}.jsonl") for n in ("train", "validation", "test")
    }
    assert [len(rows) for rows in parts.values()] == [160, 20, 20]
    seed_of = {
        json.dumps(row["messages"]): row["seed"] for row in bench.rows("rows.jsonl")
    }
    seeds = [
        {seed_of[json.dumps(row["messages"])] for row in rows}
        for rows in parts.values()
    ]
    assert sum(map(len, seeds)) == len(set().union(*seeds)) == 20

    assert "✓ Passed" in bench.widget("ft.widgets.Exercise(9").words
    certificate = bench.output("mine.certificate")
    # What was pasted are tickets of ours, and the certificate knows them.
    whose = "2 of 20 gold seeds are the person’s own, 18 came with ftwidgets."
    assert whose in certificate
    assert "1 of 9 exercises passed" in certificate
    assert (bench.place / "certificate.md").exists()
    assert not [
        out
        for cell in bench.notebook.cells()
        for out in cell["outputs"]
        if out["output_type"] == "error"
    ]


def test_the_choice_is_there_after_a_restart(bench):
    bench.notebook.restart()
    bench.settle()
    bench.notebook.run_cell(bench.cell("import ftwidgets"))
    bench.notebook.run_cell(bench.cell("TaskChooser("))
    chooser = bench.widget("TaskChooser(")
    pressed = chooser.find("[aria-pressed=true]")
    assert re.search(r"Classification[\s\S]*20 seeds", pressed.inner_text())
    assert chooser.saved == "on disk"


def test_a_task_of_ones_own_is_said_by_keys_and_no_text_acts(bench, screenshots):
    chooser = bench.widget("TaskChooser(")
    bench.page.evaluate(FIRED)
    chooser.focus().press("4")
    chooser.page.keyboard.type("a")
    chooser.press("Control+Enter")
    chooser.until(lambda: "the description of your task is missing" in chooser.words)
    assert chooser.find("input").first.input_value() == "a"
    chooser.find("input").first.fill(HOSTILE[1])
    chooser.press("Tab")
    chooser.page.keyboard.insert_text(" ".join(HOSTILE[:12]))
    chooser.press("Tab")
    chooser.page.keyboard.insert_text("<b>spam</b>, turned \u202e round")
    chooser.press("Control+Enter")
    chooser.until(lambda: "✓ chosen" in chooser.find("[data-task=own]").inner_text())
    assert HOSTILE[1] in chooser.words
    assert "U+202E" in chooser.words
    assert chooser.page.evaluate("window.hacked ?? null") is None
    assert bench.page.evaluate("window.fired") == []
    kept = json.loads((bench.place.parent / "task.json").read_text("utf-8"))
    assert kept["own"]["name"] == HOSTILE[1]
    chooser.press("4")
    check_looks(chooser, screenshots, "task-chooser")
    assert bench.notebook.console == []
    assert bench.notebook.elsewhere == []
