"""Does the page for teachers name what is there, and do its hours add up?"""

import argparse
import csv
import io
import json
import re
import shlex
import textwrap
from pathlib import Path
from types import SimpleNamespace

import pytest

from ftwidgets.__main__ import _parser, main
from ftwidgets.lesson.learner import Progress
from ftwidgets.lesson.notebooks import NOTEBOOKS
from ftwidgets.lesson.predictions import predictions
from ftwidgets.lesson.progress_file import MARKS
from ftwidgets.workspaces import project
from tests.lesson.voice import faults_of_voice

FOLDER = Path(__file__).parents[2] / "notebooks"
PAGE = (FOLDER / "TEACHING.md").read_text("utf-8")

LESSON = [each for each in NOTEBOOKS if each.number < 10]


def section(title):
    """Text below a heading, up to the next one of its rank."""
    rank = re.search(rf"^(#+) {re.escape(title)}", PAGE, re.MULTILINE).group(1)
    below = re.split(rf"^{rank} {re.escape(title)}.*$", PAGE, flags=re.MULTILINE)[1]
    return re.split(rf"^#{{1,{len(rank)}}} ", below, flags=re.MULTILINE)[0]


def cells(line):
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def table(title):
    """Lines of the first table of a section, without its heading."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [cells(line) for line in lines[2:]]


def test_every_notebook_it_names_is_there():
    named = set(re.findall(r"\b\w+\.ipynb", PAGE))
    assert named >= {each.file for each in LESSON}
    assert not [name for name in named if not (FOLDER / name).is_file()]


def asked_in(notebook):
    """Predictions of a notebook, in the order in which it asks them."""
    source = (FOLDER / notebook.file).read_text("utf-8")
    return re.findall(r"Predict\(\\\"(\w+)", source)


@pytest.mark.parametrize("notebook", LESSON, ids=str)
def test_every_reveal_of_a_notebook_has_its_question_in_order(notebook):
    asked = asked_in(notebook)
    there = [each.id for each in predictions() if each.notebook == notebook.number]
    assert sorted(asked) == sorted(there)
    if asked:
        below = section(f"{notebook.number:02} {notebook.title}")
        assert re.findall(r"^- `(\w+)`\.", below, re.MULTILINE) == asked


def test_it_names_no_prediction_that_is_not_there():
    named = re.findall(r"^- `(\w+)`\.", PAGE, re.MULTILINE)
    assert sorted(named) == sorted(each.id for each in predictions())


def test_each_notebook_has_its_sentence():
    assert [row[0].strip("`") for row in table("What stays in the head")] == [
        each.file for each in LESSON
    ]


def test_each_of_the_three_hours_is_an_hour():
    hours, numbers = [], []
    for hour, minutes, notebook, _ in table("Three hours"):
        if hour:
            hours.append(0)
        hours[-1] += int(minutes)
        numbers += re.findall(r"\d\d", notebook)
    assert hours == [60, 60, 60]
    assert numbers == [f"{each.number:02}" for each in LESSON]


def test_both_halves_are_90_minutes():
    parts, numbers = [], set()
    for name, minutes, notebook in table("Twice 90 minutes"):
        if name:
            parts.append(0)
        parts[-1] += int(minutes)
        numbers |= set(re.findall(r"\b\d\d\b", notebook))
    first, at_home, second = parts
    assert (first, second) == (90, 90)
    assert at_home > 0
    assert numbers == {f"{each.number:02}" for each in LESSON}


def commands():
    """What `python -m ftwidgets` takes, word by word."""
    return [shlex.split(each) for each in re.findall(r"-m (ftwidgets [^`\n]+)", PAGE)]


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_it_names_is_one(command):
    options = _parser().parse_args(command[1:])
    assert isinstance(options, argparse.Namespace)


def test_the_class_is_read_with_the_columns_it_names(tmp_path, capsys):
    for name, state in (("mira", "passed"), ("noor", "raised")):
        Progress(name, tmp_path / name).record_try(2, state)
    assert main(["progress", str(tmp_path), "--csv"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert main(["progress", str(tmp_path), "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(lines) == 18
    assert main(["progress", str(tmp_path)]) == 0
    assert len(capsys.readouterr().out.strip().splitlines()) == 3
    said = set(re.findall(r"`([^`\n]+)`", section("Reading the class")))
    assert set(lines[0]) <= said
    assert set(MARKS) | set(MARKS.values()) <= said


def test_the_files_it_names_are_there():
    assert "NAME" + Progress("mira").path.name.removeprefix("mira") in PAGE
    assert (project() / "requirements.txt").is_file()


def test_its_settings_give_each_learner_a_name_and_a_workspace(monkeypatch):
    (block,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    hub = SimpleNamespace(Spawner=SimpleNamespace())
    exec(textwrap.dedent(f"   {block.strip()}"), {"c": hub})
    started = SimpleNamespace(user=SimpleNamespace(name="mira"), environment={})
    hub.Spawner.pre_spawn_hook(started)
    for name, value in started.environment.items():
        monkeypatch.setenv(name, value)
    assert Progress().path == Path("/srv/lesson/mira/mira.progress.json")


def test_it_has_the_projects_voice():
    prose = re.sub(r"^ *\|.*$|```.*?```", "", PAGE, flags=re.MULTILINE | re.DOTALL)
    for paragraph in prose.split("\n\n"):
        assert not faults_of_voice(" ".join(paragraph.split()))
