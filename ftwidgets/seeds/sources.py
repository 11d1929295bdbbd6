"""Where can gold seeds come from? Pasted text, a loaded file, or the shipped ones.

What comes from elsewhere is only a candidate: a person looks at it before it is added.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from ftwidgets.datasets import load
from ftwidgets.examples import (
    Example,
    canonical_json,
    fingerprint,
    is_label,
    normalise_label,
    reply_of,
    sha256,
)
from ftwidgets.files.source import FileError
from ftwidgets.seeds.candidates import Candidate, candidate_of
from ftwidgets.seeds.checks import NEAR, overlap, user_text
from ftwidgets.seeds.forms import as_task
from ftwidgets.seeds.pastes import read_pasted
from ftwidgets.tasks import Task
from ftwidgets.workspaces import project

__all__ = ["Candidate", "read_pasted", "shipped", "suggest"]

SHIPPED = ("classification", "format_conversion", "style_matching")
"""Kinds of task that seeds are shipped for."""

SUGGESTED = 40
"""Twice the goal: a person takes about every other one."""


def suggest(
    examples: Sequence[Example],
    task: Task | str,
    n: int = SUGGESTED,
    seed: int = 0,
    avoid: Sequence[Example] = (),
    names: Sequence[str] | None = None,
) -> list[Candidate]:
    """Rows of a file that are worth a look, different from each other.

    Rows with errors are left out, and so is whatever nearly repeats the user's words of
    a row already suggested or of `avoid`. In a classification task the labels take
    turns; rows without one of them come last.

    Parameters
    ----------
    examples : sequence of dict
        Rows to choose from; their order does not matter.
    task : Task or str
    n : int
        How many, at most.
    seed : int
        Another one chooses other rows; the same one always the same.
    avoid : sequence of dict
        Such as the seeds there are.
    names : sequence of str, optional
        Where each row stood, for people; its number by default.

    Returns
    -------
    list of Candidate

    Raises
    ------
    ValueError
        `n` is below 1.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> tickets = {"Where is it?": "delivery", "Two days late": "delivery",
    ...            "Charged twice": "billing"}
    >>> rows = [chat(("user", t), ("assistant", tickets[t])) for t in tickets]
    >>> [each.label for each in suggest(rows, "classification", n=2)]
    ['billing', 'delivery']
    """
    if n < 1:
        raise ValueError(f"n must be 1 or more, got {n!r}")
    task = as_task(task)
    labels = {normalise_label(label) for label in task.labels}
    groups: dict[str, list[int]] = defaultdict(list)
    for at in _ranked(examples, seed):
        groups[_group(examples[at], task, labels)].append(at)
    rest = groups.pop("", [])
    chosen: list[Candidate] = []
    taken = [user_text(each) for each in avoid]
    for rows_of in ([groups[label] for label in sorted(groups)], [rest]):
        turns = deque(_fresh(examples, rows, task, taken, names) for rows in rows_of)
        while turns and len(chosen) < n:
            rows = turns.popleft()
            found = next(rows, None)
            if found is not None:
                chosen.append(found)
                taken.append(found.text)
                turns.append(rows)
    return chosen


def shipped(kind: str) -> list[Candidate]:
    """The example seeds of the project for a kind of task.

    Parameters
    ----------
    kind : {"classification", "format_conversion", "style_matching"}

    Returns
    -------
    list of Candidate
        Their source is the id they are shipped under.

    Raises
    ------
    ValueError
        There are none of this kind, or the file did not come with the package.

    Examples
    --------
    >>> len(shipped("style_matching")), shipped("classification")[0].source
    (20, 'shipped-c01')
    """
    if kind not in SHIPPED:
        raise ValueError(
            f"seeds are shipped for {', '.join(SHIPPED)}, not for {kind!r}; write, "
            "paste or pick your own"
        )
    path = project() / "data" / "seeds" / f"{kind}.jsonl"
    if not path.is_file():
        raise FileError(
            f"{path}: no such file; the example seeds come with the project's folder, "
            "not with the installed package alone. Write, paste or pick your own"
        )
    task = as_task(kind)
    return [candidate_of(row, task, str(row["id"])) for row in load(path).examples]


def fitting(task: Task) -> list[Candidate]:
    """The shipped seeds, where they are of this task: its kind, and labels it knows.

    Examples
    --------
    >>> len(fitting(Task("a shop", "classification")))
    20
    >>> fitting(Task("banking", "classification", labels=["card", "loan"]))
    []
    """
    try:
        found = shipped(task.kind)
    except ValueError:  # none of this kind, or none came with the package
        return []
    labels = set(map(normalise_label, task.labels))
    fits = not labels or all(
        normalise_label(str(each.label)) in labels for each in found
    )
    return found if fits or task.kind != "classification" else []


def _ranked(examples: Sequence[Example], seed: int) -> list[int]:
    """Positions in an order drawn from the texts, so that theirs does not matter."""
    return sorted(
        range(len(examples)),
        key=lambda at: (
            sha256(f"{seed}:{fingerprint(examples[at])}"),
            canonical_json(examples[at]),
        ),
    )


def _group(example: Example, task: Task, labels: set[str]) -> str:
    """The label that takes turns with others; empty where there is none."""
    if task.kind != "classification":
        return ""
    reply = reply_of(example)
    label = normalise_label(reply)
    return label if (label in labels if labels else is_label(reply)) else ""


def _fresh(
    examples: Sequence[Example],
    rows: Sequence[int],
    task: Task,
    taken: list[str],
    names: Sequence[str] | None,
) -> Iterator[Candidate]:
    """Usable rows that repeat no text taken by the time they are asked for."""
    for at in rows:
        said = user_text(examples[at])
        if any(overlap(said, other) >= NEAR for other in taken):
            continue
        source = names[at] if names else f"row {at + 1}"
        found = candidate_of(examples[at], task, source)
        if found.usable:
            yield found
