"""Does a recipe find its files, and only those it may read?"""

import pytest

from ftwidgets import workspaces
from ftwidgets.inputs import (
    ChangedInputError,
    Input,
    as_it_is,
    check_unchanged,
    input_of,
    name_of,
    place_of,
)
from ftwidgets.workspaces import project

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of no bytes."""


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv(workspaces.WORKSPACE_VARIABLE, str(tmp_path / "work"))
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def test_a_file_of_the_workspace_keeps_its_name_wherever_the_workspace_is(
    workspace, tmp_path, monkeypatch
):
    (workspace / "labels.jsonl").touch()
    named = input_of(workspace / "labels.jsonl")
    assert named == Input("data/workspace/labels.jsonl", EMPTY)
    assert place_of(named.path) == workspace / "labels.jsonl"
    workspace.rename(tmp_path / "moved")
    monkeypatch.setenv(workspaces.WORKSPACE_VARIABLE, str(tmp_path / "moved"))
    assert place_of(named.path) == tmp_path / "moved" / "labels.jsonl"


def test_a_file_of_the_project_is_named_from_there(workspace):
    path = project() / "data" / "raw_tickets.jsonl"
    assert name_of(path) == "data/raw_tickets.jsonl"
    assert place_of("data/raw_tickets.jsonl") == path.resolve()


def test_a_file_outside_both_has_no_name(workspace, tmp_path):
    assert name_of(tmp_path / "labels.jsonl") is None
    with pytest.raises(ValueError, match="outside the project and the workspace"):
        input_of(tmp_path / "labels.jsonl")


def test_a_link_may_not_lead_out(workspace, tmp_path):
    (tmp_path / "secret").touch()
    (workspace / "labels.jsonl").symlink_to(tmp_path / "secret")
    with pytest.raises(ValueError, match="leads out of the project"):
        place_of("data/workspace/labels.jsonl")


def test_a_changed_file_is_refused_and_can_be_named_anew(workspace):
    path = workspace / "labels.jsonl"
    path.touch()
    before = input_of(path)
    check_unchanged(path, before.sha256, EMPTY)
    path.write_text("more")
    after = as_it_is(before)
    assert after.path == before.path
    with pytest.raises(ChangedInputError, match="e3b0c44298fc; make the recipe anew"):
        check_unchanged(path, before.sha256, after.sha256)


@pytest.mark.parametrize("digest", [7, "", "abc", "g" * 64, "E3" * 32])
def test_a_hash_that_is_none_is_refused(digest):
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        Input("data/a.jsonl", digest)
