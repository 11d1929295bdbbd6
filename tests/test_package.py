"""The package as users meet it: cheap to import, whole as a wheel, true in README."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import ftwidgets as ft
from ftwidgets.__main__ import main
from ftwidgets.targets import TARGETS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_every_public_name_can_be_had():
    for name in ft.__all__:
        assert getattr(ft, name) is not None, name
    assert set(ft.__all__) <= set(dir(ft))


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        ft.lod  # noqa: B018 - the look-up is the test


def test_importing_it_loads_nothing_heavy():
    heavy = {"numpy", "pandas", "plotly", "datasketch", "anthropic", "ipywidgets"}
    heavy |= {"pyarrow", "scipy", "sklearn", "json"}
    code = f"import ftwidgets, sys; print(sorted({heavy} & set(sys.modules)))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"


def test_the_readme_shows_every_target_with_its_status():
    rows = re.findall(r"^\| `([\w-]+)` \| (\w+): (.*) \|$", README, re.MULTILINE)
    assert rows == [(t.name, t.status, t.status_note) for t in TARGETS.values()]


def test_the_readmes_python_runs(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    names = {}
    exec(re.sub(r"^   ", "", code, flags=re.MULTILINE), names)
    assert names["made"].folder.parent == tmp_path


def test_requirements_and_pyproject_name_the_same_packages():
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    listed = [line for line in lines if not line.startswith("#")]
    assert listed[-1] == "-e ."
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    assert listed[:-1] == wanted


def test_the_built_wheel_works_alone(tmp_path, monkeypatch, capfd):
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    made = subprocess.run(
        [*build, "--outdir", str(tmp_path), str(ROOT)], capture_output=True, text=True
    )
    assert made.returncode == 0, made.stdout + made.stderr
    (wheel,) = tmp_path.glob("*.whl")
    rows = tmp_path / "rows.jsonl"
    record = {"prompt": "Where is my parcel?", "completion": "It arrives on Friday."}
    rows.write_text(json.dumps(record))
    # -S leaves out the editable checkout; the wheel stands first on the path.
    code = f"""
import sys
sys.path[:0] = [{str(wheel)!r}, *{[p for p in sys.path if "site-packages" in p]!r}]
import ftwidgets as ft
from ftwidgets.__main__ import main
assert {wheel.name!r} in ft.__file__, ft.__file__
assert len(ft.curate(ft.load({str(rows)!r})).kept) == 1
sys.exit(main(["check", {str(rows)!r}, "--json"]))
"""
    told = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=tmp_path
    )
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["counts"]["valid"] == 1


def test_the_first_notebook_of_the_lab_command_exists():
    from ftwidgets.__main__ import FIRST_NOTEBOOK

    assert (ROOT / FIRST_NOTEBOOK).is_file()
    assert main(["lab", "no/such.ipynb"]) == 2
