"""The command line: exit codes, JSON, and nothing a terminal would act on."""

import json
import os
import subprocess
import sys

import pytest

import ftwidgets as ft
from ftwidgets.__main__ import main

GOOD = {"prompt": "Where is my parcel?", "completion": "It arrives on Friday."}
PERSONAL = {"prompt": "Write to ana@example.com", "completion": "Done, it is sent."}
BROKEN = {"prompt": "Where is my parcel?", "completion": None}


@pytest.fixture
def file(tmp_path):
    def write(*records):
        path = tmp_path / "rows.jsonl"
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
        return str(path)

    return write


@pytest.mark.parametrize(
    ("records", "code"), [([GOOD], 0), ([GOOD, PERSONAL], 0), ([GOOD, BROKEN], 1)]
)
def test_check_exits_with_what_it_found(file, records, code, capsys):
    assert main(["check", file(*records)]) == code


def test_check_prints_every_record_as_json(file, capsys):
    main(["check", file(GOOD, PERSONAL, BROKEN), "--json"])
    report = json.loads(capsys.readouterr().out)
    assert [each["verdict"] for each in report["records"]] == [
        "valid",
        "warn",
        "invalid",
    ]
    assert report["counts"] == {"valid": 1, "warn": 1, "invalid": 1}
    assert report["records"][2]["findings"][0] == {
        "code": "missing_content",
        "severity": "error",
        "path": "messages[1].content",
        "message": "neither content nor tool calls",
    }


def test_an_unusable_file_exits_with_2_and_still_prints_json(tmp_path, capsys):
    assert main(["check", str(tmp_path / "none.jsonl"), "--json"]) == 2
    report = json.loads(capsys.readouterr().out)
    assert report["records"] == []
    assert "no such file" in report["error"]


def test_a_target_turns_its_rules_into_errors(file, capsys):
    turns = [{"role": "user", "content": "Hi"}] * 2
    record = {"messages": [*turns, {"role": "assistant", "content": "Hello"}]}
    assert main(["check", file(record)]) == 0
    assert main(["check", file(record), "--target", "together"]) == 1


def test_an_unknown_target_names_those_there_are(file, capsys):
    assert main(["check", file(GOOD), "--target", "opnai"]) == 2
    assert "openai" in capsys.readouterr().err


def test_convert_writes_the_other_format(file, tmp_path, capsys):
    out = tmp_path / "out.jsonl"
    assert main(["convert", file(GOOD), "--to", "alpaca", "-o", str(out)]) == 0
    assert json.loads(out.read_text()) == {
        "instruction": "Where is my parcel?",
        "input": "",
        "output": "It arrives on Friday.",
    }


def test_convert_refuses_losses_and_writes_nothing(file, tmp_path, capsys):
    turns = [{"role": "system", "content": "Be brief."}]
    turns += [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Yo"}]
    source, out = file({"messages": turns}), tmp_path / "out.jsonl"
    arguments = ["convert", source, "--to", "completion", "-o", str(out)]
    assert main(arguments) == 1
    assert not out.exists()
    assert "system_prompt" in capsys.readouterr().err
    assert main([*arguments, "--allow-lossy"]) == 0
    assert json.loads(out.read_text()) == {"prompt": "Hi", "completion": "Yo"}


def test_build_runs_a_recipe_again(file, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "workspace"))
    recipe = tmp_path / "recipe.json"
    recipe.write_text('{"ftwidgets_recipe": 1, "name": "mine"}')
    source = file(GOOD, {"prompt": "Is it blue?", "completion": "No, it is green."})
    assert main(["build", str(recipe), "--input", source]) == 0
    (folder,) = (tmp_path / "workspace").iterdir()
    assert folder.name.startswith("mine-")


def test_build_refuses_a_changed_journal_unless_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path / "workspace"))
    data = ft.load("data/raw_tickets.jsonl")
    session = ft.ReviewSession(data, "labels.jsonl", "mira")
    session.label("drop", row=0)
    made = ft.export(ft.curate(data, session.add_to()))
    session.label("fix", row=1)
    recipe = str(made.folder / "recipe.json")
    assert main(["build", recipe]) == 2
    assert "labels.jsonl has changed since the recipe" in capsys.readouterr().err
    assert main(["build", recipe, "--accept-changes"]) == 0
    said = capsys.readouterr().out
    assert "review: " in said
    assert "  1 row is marked to be fixed, but not edited yet; it is untouched" in said


def test_a_recipe_with_unknown_fields_is_refused(tmp_path, capsys):
    recipe = tmp_path / "recipe.json"
    recipe.write_text('{"ftwidgets_recipe": 1, "command": "rm -rf /"}')
    assert main(["build", str(recipe)]) == 2
    assert "unknown field 'command'" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["/etc/passwd", "../up.jsonl", "a/../../up", "~/x"])
def test_a_recipes_input_may_not_leave_the_project(tmp_path, path, capsys):
    recipe = tmp_path / "recipe.json"
    recipe.write_text(json.dumps({"ftwidgets_recipe": 1, "input": {"path": path}}))
    assert main(["build", str(recipe)]) == 2
    assert "--input FILE" in capsys.readouterr().err


def test_what_a_terminal_would_act_on_is_named(file, capsys):
    path = file(GOOD)
    os.rename(path, f"{path}\x1b[2J\u202e")
    assert main(["check", f"{path}\x1b[2J\u202e"]) == 0
    assert "rows.jsonl[U+001B][2J[U+202E]: jsonl" in capsys.readouterr().out


def test_it_runs_as_a_module_with_a_closed_pipe(file):
    command = [sys.executable, "-m", "ftwidgets", "check", file(*[PERSONAL] * 2000)]
    with subprocess.Popen(
        [*command, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_lab_refuses_a_notebook_that_is_not_there(capsys):
    assert main(["lab", "notebooks/99_none.ipynb"]) == 2
    assert "no such notebook" in capsys.readouterr().err


def test_relative_paths_are_the_shells(file, tmp_path, monkeypatch, capsys):
    file(GOOD)
    monkeypatch.chdir(tmp_path)
    assert main(["check", "rows.jsonl"]) == 0
    assert os.getcwd() == str(tmp_path)


def test_convert_never_replaces_its_input(file, capsys):
    source = file(GOOD)
    with open(source, "rb") as opened:
        before = opened.read()
    assert main(["convert", source, "--to", "nova", "-o", source]) == 2
    with open(source, "rb") as opened:
        assert opened.read() == before
