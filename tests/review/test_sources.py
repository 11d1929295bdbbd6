"""Which rows are reviewed, by whom, and where it is written."""

import getpass
import json

import pytest

import ftwidgets as ft
from ftwidgets.recipes import Recipe
from ftwidgets.review.sources import (
    USER_VARIABLE,
    annotator_name,
    journal_path,
    journals_in,
    source_of,
)
from ftwidgets.tasks import Task
from review.reviewing import rows


@pytest.fixture(autouse=True)
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path / "workspace"


def test_a_list_is_reviewed_as_it_is():
    examples = rows(3)
    source = source_of(examples)
    assert source.examples == examples
    assert all(
        one is other for one, other in zip(source.examples, examples, strict=True)
    )
    assert (list(source.kept), source.lines) == ([0, 1, 2], None)
    assert source_of(iter(examples)).examples == examples
    assert source_of([]).examples == []


def test_of_a_loaded_file_the_usable_rows_are_reviewed_with_their_lines():
    data = ft.load("data/raw_tickets.jsonl")
    source = source_of(data)
    assert source.examples == data.examples
    assert list(source.kept) == list(range(598))
    assert (source.name, source.recipe) == ("raw_tickets", Recipe.STANDARD)
    lines = data.path.read_text("utf-8").split("\n")
    read = 0
    for example, line in zip(source.examples, source.lines, strict=True):
        value = json.loads(lines[line - 1])
        if "messages" in value:
            assert value["messages"] == example["messages"]
            read += 1
    assert read > 300


@pytest.mark.parametrize("preset", [Recipe.STANDARD, Recipe.LESSON])
def test_of_a_curation_the_kept_rows_are_reviewed_and_all_are_there(preset):
    recipe = preset.change(task=Task("tickets", labels=["a", "b"]))
    curation = ft.curate(ft.load("data/raw_tickets.jsonl"), recipe)
    source = source_of(curation)
    assert source.examples == curation.data.examples
    assert source.recipe == recipe
    kept = [source.examples[row] for row in source.kept]
    usable = set(curation.data.record_of)
    assert [curation.data.record_of[row] for row in source.kept] == [
        record for record in curation.kept_records if record in usable
    ]
    assert 0 < len(kept) < len(source.examples)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("data.jsonl", r"got str; read a file with ftwidgets\.load first"),
        (b"{}", r"got bytes; read a file with ftwidgets\.load first"),
        ({"messages": []}, r"got dict; read a file with ftwidgets\.load first"),
        (7, "a list of examples, a Dataset or a Curation, got int"),
        (None, "a list of examples, a Dataset or a Curation, got NoneType"),
        ([{"prompt": "Hi"}], r"got {'prompt': 'Hi'}; ftwidgets\.load reads other"),
        ([*rows(2), {"messages": "Hi"}], "chat examples with messages, got"),
        ([*rows(2), None], "chat examples with messages, got None"),
    ],
)
def test_what_cannot_be_reviewed_is_refused_in_words(given, sentence):
    with pytest.raises(TypeError, match=sentence):
        source_of(given)


def test_who_reviews_is_who_was_named_or_who_is_logged_in(monkeypatch):
    monkeypatch.setenv(USER_VARIABLE, "noor")
    assert annotator_name("mira") == "mira"
    assert annotator_name() == "noor"
    monkeypatch.delenv(USER_VARIABLE)
    monkeypatch.setattr(getpass, "getuser", lambda: "root")
    assert annotator_name() == "root"


def test_a_login_without_a_name_is_someone(monkeypatch):
    monkeypatch.delenv(USER_VARIABLE, raising=False)
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("os.getuid", lambda: 4_000_000)
    assert annotator_name() == "someone"


@pytest.mark.parametrize("name", ["", " ", 7, ["mira"]])
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(ValueError, match="annotator is a name such as 'mira', got"):
        annotator_name(name)


def test_a_journal_is_a_file_or_a_folder_with_a_file_for_each(workspace, tmp_path):
    assert journal_path("labels.jsonl", "mira") == workspace / "labels.jsonl"
    assert journal_path("labels", "mira") == workspace / "labels" / "mira.jsonl"
    assert journal_path(tmp_path / "a.jsonl", "mira") == tmp_path / "a.jsonl"
    (tmp_path / "v1.5").mkdir()
    assert journal_path(tmp_path / "v1.5", "mira") == tmp_path / "v1.5" / "mira.jsonl"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("mira r.", "mira_r_.jsonl"),
        ("../../etc/passwd", "______etc_passwd.jsonl"),
        ("Zoë", "Zoë.jsonl"),
        ("a\0b\n", "a_b_.jsonl"),
        ("李", "李.jsonl"),
    ],
)
def test_a_name_cannot_leave_the_folder(tmp_path, name, file):
    assert journal_path(tmp_path, name) == tmp_path / file


def test_journals_are_found_in_files_folders_and_lists(workspace, tmp_path):
    (workspace / "labels").mkdir(parents=True)
    for name in ("noor", "mira"):
        (workspace / "labels" / f"{name}.jsonl").touch()
    (workspace / "labels" / "notes.txt").touch()
    (workspace / "one.jsonl").touch()
    of_folder = [workspace / "labels" / f"{name}.jsonl" for name in ("mira", "noor")]
    assert journals_in("labels") == of_folder
    assert journals_in("one.jsonl") == [workspace / "one.jsonl"]
    assert journals_in([workspace / "one.jsonl", "labels"]) == [
        workspace / "one.jsonl",
        *of_folder,
    ]
    for missing in ("two.jsonl", tmp_path / "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(FileNotFoundError, match="no journal is there"):
            journals_in(missing)
