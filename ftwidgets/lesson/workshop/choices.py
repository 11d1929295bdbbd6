"""Which task did the learner choose? One small file, replaced at every choice.

What was typed of a task of one's own stays in it when another one is chosen.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ftwidgets.examples import is_blank, normalise_label, sha256, shorten
from ftwidgets.files.locks import keep_aside, locked
from ftwidgets.files.writing import json_bytes, write_file
from ftwidgets.synthesis.ready import READY
from ftwidgets.tasks import Production, Task
from ftwidgets.workspaces import file_name

OWN = "own"
"""What a task of one's own is called among the choices."""

CHOICES = (*READY, OWN)

GOLD = "gold.jsonl"
"""Of the seeds of a task, in its folder."""

FORMAT = "ftwidgets_task"

VERSION = 1

LONGEST = {"name": 60, "description": 2_000, "label": 60}
"""Characters at most."""

SEPARATORS = ",;\n"
"""Between labels where several are typed as one text; so no label holds one."""

NAME_CHARS = 30
"""So much of a name is part of a folder's name."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands in the file.

    Attributes
    ----------
    chosen : str
        One of `CHOICES`; empty while nothing is chosen.
    own : Task or None
        The task of one's own, chosen or not.
    """

    chosen: str = ""
    own: Task | None = None

    @property
    def task(self) -> Task | None:
        """The chosen task."""
        return self.own if self.chosen == OWN else READY.get(self.chosen)

    @property
    def folder(self) -> str:
        """Name of the folder of all that belongs to the chosen task."""
        if self.chosen != OWN or self.own is None:
            return self.chosen
        return f"own-{_cut(self.own.name)}-{sha256(self.own.name)[:6]}"


def _cut(name: str) -> str:
    return file_name(name)[:NAME_CHARS]


def folder_of(learner: str) -> str:
    """Name of a learner's folder, which is no other learner's.

    Examples
    --------
    >>> folder_of("mira"), folder_of("mira r."), folder_of("mira_r_")
    ('mira-dataset', 'mira_r_-621425-dataset', 'mira_r_-dataset')
    """
    name = _cut(learner)
    mark = "" if name == learner else f"-{sha256(learner)[:6]}"
    return f"{name}{mark}-dataset"


def own_task(name: str, description: str, labels: Sequence[str] = ()) -> Task:
    """A task of one's own; with labels it is a classification.

    Raises
    ------
    ValueError
        A text is missing or too long, or the labels are not two or more different
        ones without commas and semicolons.

    Examples
    --------
    >>> own_task("spam", "Tell spam from mail.", ["spam", "mail"]).kind
    'classification'
    >>> own_task("spam", "Tell spam from mail.", ["spam"])
    Traceback (most recent call last):
    ValueError: a task that sorts needs two labels or more, got 'spam'; without...
    """
    name, description = _text("name", name), _text("description", description)
    if isinstance(labels, str):
        raise ValueError("labels are a list of texts, got one text")
    labels = [_text("label", label) for label in labels]
    if split := [label for label in labels if set(label) & set(SEPARATORS)]:
        raise ValueError(
            "labels are separated by commas and semicolons, so that none can hold "
            f"one: {split[0]!r}"
        )
    if len(labels) == 1:
        raise ValueError(
            f"a task that sorts needs two labels or more, got {labels[0]!r}; without "
            "labels any reply is allowed"
        )
    seen: dict[str, str] = {}
    for label in labels:
        other = seen.setdefault(normalise_label(label), label)
        if other is not label:
            raise ValueError(f"the labels {other!r} and {label!r} are one and the same")
    return Task(
        name,
        "classification" if labels else "other",
        labels,
        production=Production(output_format="label" if labels else None),
        description=description,
    )


def _text(what: str, given: Any) -> str:
    if not isinstance(given, str) or is_blank(given):
        raise ValueError(f"the {what} of your task is missing")
    text = " ".join(given.split()) if what != "description" else given.strip()
    if len(text) > LONGEST[what]:
        raise ValueError(
            f"the {what} has {len(text):,} characters, and {LONGEST[what]:,} are room "
            f"for: {shorten(text, 30)!r}"
        )
    return text


def labels_in(text: str) -> list[str]:
    r"""Labels of a text, separated by commas, semicolons or line breaks.

    Examples
    --------
    >>> labels_in("spam, mail;\n news ")
    ['spam', 'mail', 'news']
    """
    parts = (" ".join(part.split()) for part in re.split(f"[{SEPARATORS}]", text))
    return [part for part in parts if part]


def read_choice(path: Path) -> Choice:
    """What was chosen last; nothing where the file is missing or cannot be read.

    Examples
    --------
    >>> read_choice(Path("no such file.json"))
    Choice(chosen='', own=None)
    """
    return _read(path) or Choice()


def seed_counts(folder: Path, own: Task | None) -> dict[str, int]:
    """How many lines of seeds there are for each choice, read or not.

    Examples
    --------
    >>> seed_counts(Path("no such folder"), None)["own"]
    0
    """
    counts = {}
    for name in CHOICES:
        path = folder / Choice(name, own).folder / GOLD
        there = path.read_bytes().splitlines() if path.is_file() else []
        counts[name] = sum(bool(line.strip()) for line in there)
    return counts


def write_choice(path: Path, chosen: str, own: Task | None = None) -> Choice:
    """Choose a task; it is on the disk afterwards.

    Parameters
    ----------
    path : Path
    chosen : str
        One of `CHOICES`.
    own : Task, optional
        A new task of one's own; the one that is known stays by default.

    Raises
    ------
    ValueError
        There is no such choice, or nothing is known of a task of one's own.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp(), "task.json")
    >>> write_choice(path, "style_matching").task.name, read_choice(path).chosen
    ('house style', 'style_matching')
    """
    if chosen not in CHOICES:
        raise ValueError(
            f"a task is one of {', '.join(CHOICES)}, got {shorten(repr(chosen), 40)}"
        )
    with locked(path):
        before = _read(path)
        own = own or (before.own if before else None)
        if chosen == OWN and own is None:
            raise ValueError("say first what your own task is called and what it does")
        if before is None and path.exists():
            keep_aside(path)
        made = Choice(chosen, own)
        described = own and {
            "name": own.name,
            "description": own.description,
            "labels": list(own.labels),
        }
        said = {FORMAT: VERSION, "chosen": chosen, "own": described}
        write_file(path, json_bytes(said))
    return made


def _read(path: Path) -> Choice | None:
    try:
        said = json.loads(path.read_bytes())
        if said[FORMAT] != VERSION or said["chosen"] not in CHOICES:
            return None
        own = said["own"] and own_task(**said["own"])
    except (FileNotFoundError, ValueError, KeyError, TypeError, RecursionError):
        return None
    found = Choice(said["chosen"], own)
    return found if found.task else None
