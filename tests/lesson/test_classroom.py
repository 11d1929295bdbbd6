"""Does a teacher see every learner, and is no name more than text?"""

import csv
import io
import json

import pytest

from ftwidgets.__main__ import main
from ftwidgets.lesson.classroom import read_class
from ftwidgets.lesson.learner import Progress


@pytest.fixture
def folder(tmp_path):
    mira = Progress("mira", tmp_path / "mira")
    for number in (1, 2):
        mira.record_try(number, "passed")
    mira.record_try(3, "not_yet")
    mira.record_hints(3, 2)
    noor = Progress("noor", tmp_path / "noor" / "data" / "workspace")
    noor.record_try(1, "raised")
    noor.record_solution(1)
    noor.record_try(1, "passed")
    return tmp_path


def test_the_table_has_a_line_a_learner(folder, capsys):
    assert main(["progress", str(folder)]) == 0
    heading, mira, noor = capsys.readouterr().out.splitlines()
    assert heading.split() == (
        ["learner", "passed", *"123456789", "tries", "hints", "solutions"]
    )
    assert mira.split() == (["mira", "2", "of", "9", *"✓✓~······", "3", "2", "0"])
    assert noor.split() == ["noor", "1", "of", "9", *"✓········", "2", "0", "1"]


def test_json_and_csv_have_a_line_an_exercise(folder, capsys):
    assert main(["progress", str(folder), "--json"]) == 0
    lines = json.loads(capsys.readouterr().out)
    assert len(lines) == 18
    third = next(x for x in lines if (x["learner"], x["exercise"]) == ("mira", 3))
    assert (third["state"], third["tries"], third["hints"]) == ("not_yet", 1, 2)
    assert main(["progress", str(folder), "--csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["learner"] for row in rows] == ["mira"] * 9 + ["noor"] * 9
    assert [row["state"] for row in rows[9:]] == ["passed"] + ["not_started"] * 8
    assert rows[9]["solution_seen"] == "True"
    assert rows[9]["passed_at"] == next(
        x["passed_at"] for x in lines if (x["learner"], x["exercise"]) == ("noor", 1)
    )


def test_a_damaged_file_is_a_line_and_the_exit_code_says_so(folder, capsys):
    (folder / "liam.progress.json").write_text("[" * 200_000)
    assert main(["progress", str(folder)]) == 1
    line = next(x for x in capsys.readouterr().out.splitlines() if "liam" in x)
    assert "cannot be read" in line
    assert [x.learner for x in read_class(folder) if x.state == "unreadable"] == [
        "liam"
    ]


@pytest.mark.parametrize("form", [[], ["--csv"], ["--json"]])
def test_hostile_names_are_text(tmp_path, capsys, form):
    for name in (
        "=cmd|'/c calc'!A1",
        "＝1+1",
        "\x1b[2J\x07eve",
        "a\u202egnp",
        "@x\r\ny,z",
    ):
        Progress(name, tmp_path).record_try(1, "passed")
    assert main(["progress", str(tmp_path), *form]) == 0
    out = capsys.readouterr().out
    assert not set(out) & set("\x1b\x07\u202e\r")
    if form == ["--csv"]:
        names = {row["learner"] for row in csv.DictReader(io.StringIO(out))}
        assert len(names) == 5
        assert not [name for name in names if name.startswith(("=", "@", "＝"))]


@pytest.mark.parametrize("form", [[], ["--csv"], ["--json"]])
def test_no_folder_or_no_file_in_it_exits_with_2(tmp_path, capsys, form):
    assert main(["progress", str(tmp_path / "none"), *form]) == 2
    assert "is no folder" in capsys.readouterr().err
    assert main(["progress", str(tmp_path), *form]) == 2
    assert "no progress file" in capsys.readouterr().err


def test_two_files_of_one_name_are_two_lines(tmp_path, capsys):
    Progress("mira", tmp_path / "a").record_try(1, "passed")
    Progress("mira", tmp_path / "b").record_try(2, "passed")
    assert main(["progress", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.rpartition(" ")[2] for line in lines] == [
        "a/mira.progress.json",
        "b/mira.progress.json",
    ]
