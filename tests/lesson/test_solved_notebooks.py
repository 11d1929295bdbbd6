"""Do copies of the notebooks with the solutions filled in end with 9 of 9?"""

import nbformat
import pytest
from nbclient import NotebookClient

import ftwidgets as ft
from ftwidgets.lesson.learner import TOTAL, Progress
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.workspaces import WORKSPACE_VARIABLE, project

FOLDER = project() / "notebooks"

LEARNER = "mira"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    """A workspace of one learner; the kernels inherit it."""
    for name in ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(WORKSPACE_VARIABLE, str(tmp_path / "workspace"))
    monkeypatch.setenv("FTWIDGETS_USER", LEARNER)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    return tmp_path / "workspace"


def solved(number):
    """The notebook with the solution in the place of the exercise's cell."""
    notebook = nbformat.read(FOLDER / NOTEBOOKS[number].file, 4)
    (cell,) = [c for c in notebook.cells if "exercise" in c.metadata.get("tags", ())]
    assert cell.source == ft.lesson.exercise(number).starter
    cell.source = ft.lesson.exercise(number).solution
    return notebook


def run(notebook):
    """Run a notebook as it is, and give what its cells show as text."""
    NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        store_widget_state=False,
        resources={"metadata": {"path": str(FOLDER)}},
    ).execute()
    shown = []
    for cell in notebook.cells:
        for out in cell.get("outputs", ()):
            data = out.get("data", {})
            shown += [data.get("text/markdown") or data.get("text/plain", "")]
    return shown


def test_the_last_two_notebooks_are_solved_and_the_ninth_ends_with_9_of_9(workspace):
    progress = Progress(LEARNER, workspace)
    for number in range(1, 8):
        progress.record_try(number, "passed")
    assert "8 of 9 exercises passed" in run(solved(8))[-1]
    shown = run(solved(9))
    assert any(text.startswith(f"{LEARNER}: 9 of 9 exercises") for text in shown)
    (certificate,) = [text for text in shown if "built and checked" in text]
    assert "**9 of 9 exercises passed**" in certificate
    assert progress.passed == set(range(1, TOTAL + 1))


@pytest.mark.soak
def test_all_notebooks_are_solved_one_after_another(workspace):
    for number in range(1, TOTAL + 1):
        shown = run(solved(number))
        words = f"{LEARNER}: {number} of 9 exercise"
        assert any(text.startswith(words) for text in shown), NOTEBOOKS[number].file
    (certificate,) = [text for text in shown if "built and checked" in text]
    assert "**9 of 9 exercises passed**" in certificate
    assert Progress(LEARNER, workspace).sentence == "9 of 9 exercises passed"
