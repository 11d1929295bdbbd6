"""In which environments do the consumers' checkers live, and are they built?

Each has its own folder beside the project's, so that none of their packages reaches
the users'. Build them before the tests with ``python -m tests.consumers.environments``;
the tests build what is missing.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
"""The project: environments are made beside ``pyproject.toml``."""

STAMP = "requirements.sha256"
"""File written last: an environment without it was never finished."""

NO_NETWORK = re.compile(
    r"dns error|could not connect|connection (?:refused|reset|timed out)|timed out|"
    r"network (?:is unreachable|connectivity is disabled|was disabled)|"
    r"error sending request|"
    r"name resolution|name or service not known|failed to establish a new connection|"
    r"newconnectionerror|proxyerror|connecttimeout|getaddrinfo failed|max retries|"
    r"\(from versions: none\)",
    re.IGNORECASE,
)
"""What installers say when they reach nobody."""


class NoNetworkError(RuntimeError):
    """An environment that is missing and cannot be fetched."""


@dataclass(frozen=True)
class Environment:
    """One folder with a Python and the packages of some checkers.

    Attributes
    ----------
    folder : Path
        Where it is; git ignores it.
    requirements : tuple of str
        Pinned packages, with what they depend on.
    alone : tuple of str
        Pinned packages without what they depend on.
    """

    folder: Path
    requirements: tuple[str, ...]
    alone: tuple[str, ...] = ()

    @property
    def python(self) -> Path:
        """Its interpreter."""
        scripts = sysconfig.get_path("scripts", "venv", {"base": str(self.folder)})
        return Path(scripts, "python.exe" if os.name == "nt" else "python")

    @property
    def fingerprint(self) -> str:
        """What it is built from, as one hash."""
        wanted = (*self.requirements, "--", *self.alone, "--", sys.version)
        return hashlib.sha256("\n".join(wanted).encode()).hexdigest()

    @property
    def is_built(self) -> bool:
        """Whether it is there, whole, and from these very requirements."""
        stamp = self.folder / STAMP
        return stamp.is_file() and stamp.read_text() == self.fingerprint


TOGETHER = Environment(ROOT / ".venv-together", ("together==2.10.0",))
"""The last versions that judge a file's meaning before the upload are below 2.17."""

CONSUMERS = Environment(
    ROOT / ".venv-consumers",
    (
        "mistral-common==1.13.1",
        "transformers==5.23.0",
        "datasets==5.2.0",
        "jinja2==3.1.6",
    ),
    alone=("trl==1.16.0",),  # its data utilities need no torch, its trainers would
)

ENVIRONMENTS = (TOGETHER, CONSUMERS)


def _run(command: Sequence[str | Path]) -> None:
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = f"{done.stdout}\n{done.stderr}".strip()
        kind = NoNetworkError if NO_NETWORK.search(told) else RuntimeError
        raise kind(f"{command[0]} failed: {told[-2000:]}")


def _install(environment: Environment, uv: str | None) -> None:
    """Fill an empty folder with a Python and the packages."""
    folder, python = environment.folder, environment.python
    if uv:
        _run([uv, "venv", "--quiet", "--python", sys.executable, folder])
        install = [uv, "pip", "install", "--quiet", "--python", python]
    else:
        _run([sys.executable, "-m", "venv", folder])
        install = [python, "-m", "pip", "install", "--quiet"]
    if environment.requirements:
        _run([*install, *environment.requirements])
    if environment.alone:
        _run([*install, "--no-deps", *environment.alone])


def build(environment: Environment) -> Environment:
    """Make sure that an environment is there; does nothing where it is.

    It grows in a folder beside and takes its name when it is whole, so that a build
    that was stopped, or runs twice at once, leaves nothing half done.

    Raises
    ------
    NoNetworkError
        It is not there, and the packages cannot be fetched.
    RuntimeError
        The installer failed for another reason; the message ends with its words.
    """
    if environment.is_built:
        return environment
    folder = environment.folder
    room = Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=folder.parent))
    growing = Environment(room / "env", environment.requirements, environment.alone)
    try:
        _install(growing, shutil.which("uv"))
        (growing.folder / STAMP).write_text(environment.fingerprint)
        if folder.exists():
            os.rename(folder, room / "old")
        os.rename(growing.folder, folder)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return environment


def main() -> int:
    """Build all environments; 0 where they are there, 1 where one is not."""
    for environment in ENVIRONMENTS:
        try:
            build(environment)
        except RuntimeError as error:
            sys.stderr.write(f"{environment.folder.name}: {error}\n")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
