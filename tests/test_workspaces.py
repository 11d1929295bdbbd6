"""Paths: relative to the project, whatever the kernel's folder."""

from pathlib import Path

import ftwidgets as ft
from ftwidgets.workspaces import project, resolve

ROOT = Path(__file__).parents[1]


def test_the_project_is_the_checkout():
    assert project() == ROOT


def test_relative_paths_start_from_the_project(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert resolve("data/raw_tickets.jsonl") == ROOT / "data" / "raw_tickets.jsonl"


def test_a_file_only_the_current_folder_has_is_found_there(monkeypatch, tmp_path):
    (tmp_path / "mine.jsonl").write_text("{}")
    monkeypatch.chdir(tmp_path)
    assert resolve("mine.jsonl") == tmp_path / "mine.jsonl"


def test_absolute_paths_stay(tmp_path):
    assert resolve(tmp_path / "x.csv") == tmp_path / "x.csv"


def test_the_workspace_is_where_the_variable_says(monkeypatch, tmp_path):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    assert ft.workspace() == tmp_path
    monkeypatch.delenv("FTWIDGETS_WORKSPACE")
    assert ft.workspace() == ROOT / "data" / "workspace"
