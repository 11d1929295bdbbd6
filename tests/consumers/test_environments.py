"""Is an environment built once, whole, and again when its requirements change?"""

import os
import re
import subprocess

import pytest

from consumers.environments import (
    CONSUMERS,
    ENVIRONMENTS,
    NO_NETWORK,
    ROOT,
    STAMP,
    Environment,
    NoNetworkError,
    build,
)

pytestmark = pytest.mark.consumer

NO_INDEX = {
    "UV_DEFAULT_INDEX": "http://127.0.0.1:9",
    "UV_HTTP_RETRIES": "0",
    "UV_NO_CONFIG": "1",
    "PIP_INDEX_URL": "http://127.0.0.1:9",
    "PIP_RETRIES": "0",
    "PIP_CONFIG_FILE": os.devnull,
}
"""Settings under which no installer finds anything."""


def here(folder, *requirements):
    return Environment(folder / "env", requirements)


def stamped(environment):
    environment.folder.mkdir(parents=True)
    (environment.folder / STAMP).write_text(environment.fingerprint)
    return environment


def test_an_environment_that_is_there_is_left_as_it_is(tmp_path):
    there = stamped(here(tmp_path, "no-such-package==0"))
    before = sorted(there.folder.iterdir())
    assert build(there) is there
    assert sorted(there.folder.iterdir()) == before


def test_other_requirements_are_another_environment(tmp_path):
    stamped(here(tmp_path, "one==1"))
    assert here(tmp_path, "one==1").is_built
    assert not here(tmp_path, "one==2").is_built
    assert not Environment(tmp_path / "env", (), alone=("one==1",)).is_built


def test_a_folder_that_was_not_finished_is_not_built(tmp_path):
    half = here(tmp_path, "one==1")
    half.folder.mkdir()
    assert not half.is_built


def test_an_empty_environment_is_built_with_its_own_python(tmp_path):
    made = build(here(tmp_path))
    assert made.is_built
    prefix = "import sys; print(sys.prefix)"
    told = subprocess.check_output([made.python, "-c", prefix], text=True).strip()
    assert told == str(made.folder)
    assert [each.name for each in tmp_path.iterdir()] == ["env"]


@pytest.mark.parametrize("installer", ["uv", "pip"])
def test_a_build_without_a_network_leaves_nothing(tmp_path, monkeypatch, installer):
    for name, value in NO_INDEX.items():
        monkeypatch.setenv(name, value)
    if installer == "pip":
        monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(NoNetworkError, match="failed"):
        build(here(tmp_path, "no-such-package==0"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        "Caused by: dns error: failed to lookup address information",
        "Network connectivity is disabled, but the requested data wasn't found",
        "NewConnectionError: Failed to establish a new connection: [Errno 111]",
        "tcp connect error: Connection refused (os error 111)",
    ],
)
def test_what_installers_say_without_a_network_is_understood(words):
    assert NO_NETWORK.search(words)
    assert not NO_NETWORK.search("No solution found: no version of trl==9.9.9")


def test_the_checkers_come_without_torch(build_once):
    build_once(CONSUMERS)
    find = "import importlib.util as u; print(u.find_spec('torch'))"
    told = subprocess.check_output([CONSUMERS.python, "-c", find], text=True)
    assert told.strip() == "None"


def test_users_are_asked_for_none_of_the_checkers_packages():
    files = ("requirements.txt", "pyproject.toml")
    asked = "\n".join((ROOT / name).read_text() for name in files)
    for environment in ENVIRONMENTS:
        for package in (*environment.requirements, *environment.alone):
            name = package.split("==")[0]
            # Ours too: it renders chat templates.
            assert name == "jinja2" or not re.search(rf"\b{name}\b", asked)
