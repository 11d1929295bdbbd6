"""Which of two copies has somebody decided to keep? A journal of decisions.

A decision pins rows: they are visited before all others and never dropped. It names
them by their text, so that it holds in another order and among more rows.
"""

import os
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ftwidgets.datasets import Dataset
from ftwidgets.examples import Example, count, fingerprint
from ftwidgets.files.reading import hash_file
from ftwidgets.inputs import Input, check_unchanged, unchanged
from ftwidgets.journals.journal import JournalFile
from ftwidgets.journals.lines import Entry, now

Kind = Literal["keep_other", "keep_both", "undo"]

KINDS: tuple[Kind, ...] = ("keep_other", "keep_both", "undo")
"""What can be decided; ``undo`` speaks of another decision."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One deed of one person.

    Attributes
    ----------
    id : str
        No other has it.
    kind : str
        One of `KINDS`.
    by : str
        Who.
    at : str
        When, in UTC.
    pin, unpin : tuple of str
        Keys of the rows (see `text_keys`) that stay from now on, and of those that are
        judged like others again.
    target : str
        The decision that is undone.
    """

    id: str
    kind: Kind
    by: str
    at: str
    pin: tuple[str, ...] = ()
    unpin: tuple[str, ...] = ()
    target: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            known = ", ".join(KINDS)
            raise ValueError(f"a decision is one of {known}, got {self.kind!r:.80}")
        for name in ("id", "by", "at", "target"):
            if not isinstance(getattr(self, name), str):
                raise ValueError(f"a decision's {name} is a text")
        for name in ("pin", "unpin"):
            keys = getattr(self, name)
            if not all(isinstance(key, str) for key in keys):
                raise ValueError(f"a decision's {name} lists keys of rows")
            object.__setattr__(self, name, tuple(keys))


class DecisionJournal(JournalFile[Decision]):
    """An append-only file of decisions.

    Parameters
    ----------
    path : path-like
        The file; it and its folder are made when something is decided first.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> journal = DecisionJournal(pathlib.Path(tempfile.mkdtemp(), "d.jsonl"))
    >>> journal.append([decided("keep_both", "mira", pin=["text:1", "text:2"])])
    >>> [each.by for each in DecisionJournal(journal.path).read()]
    ['mira']
    """

    FORMAT = "ftwidgets_decisions"

    def to_entry(self, item: Decision) -> Entry:
        """A decision as the JSON values of its line, without what says nothing."""
        return {name: each for name, each in asdict(item).items() if each}

    def from_entry(self, entry: Entry) -> Decision:
        """Decision of a line; a ValueError makes it a damaged line."""
        try:
            return Decision(**entry)
        except TypeError as error:
            raise ValueError(f"no decision: {error}") from None


def decided(
    kind: Kind,
    by: str,
    pin: Sequence[str] = (),
    unpin: Sequence[str] = (),
    target: str = "",
) -> Decision:
    """A new decision, made now.

    Examples
    --------
    >>> decided("undo", "mira", target="a1").target
    'a1'
    """
    key = secrets.token_hex(8)
    return Decision(key, kind, by, now(), tuple(pin), tuple(unpin), target)


def text_keys(examples: Sequence[Example]) -> list[str]:
    """Key of each row by its text alone: a decision is about what two rows say.

    Returns
    -------
    list of str
        ``text:FINGERPRINT``, with ``#2`` and so on for rows with an equal text.

    Examples
    --------
    >>> keys = text_keys([{"messages": [], "id": 1}, {"messages": [], "id": 2}])
    >>> keys[0][:9], keys[1] == keys[0] + "#2"
    ('text:4f53', True)
    """
    seen: Counter[str] = Counter()
    keys = []
    for example in examples:
        key = f"text:{fingerprint(example)}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}#{seen[key]}")
    return keys


def standing(decisions: Iterable[Decision]) -> list[Decision]:
    """The decisions that nobody has undone, in their order.

    Examples
    --------
    >>> one = decided("keep_both", "mira", ["a", "b"])
    >>> standing([one, decided("undo", "mira", target=one.id)])
    []
    """
    all_of_them = list(decisions)
    undone = {each.target for each in all_of_them if each.kind == "undo"}
    return [
        each for each in all_of_them if each.kind != "undo" and each.id not in undone
    ]


def pinned_by(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """Keys of the rows that stay, and the decision that each of them stays by.

    Examples
    --------
    >>> one = decided("keep_both", "mira", ["a", "b"])
    >>> other = decided("keep_other", "mira", ["c"], ["a"])
    >>> list(pinned_by([one, other]))
    ['b', 'c']
    """
    pinned: dict[str, Decision] = {}
    for each in standing(decisions):
        for key in each.unpin:
            pinned.pop(key, None)
        for key in each.pin:
            pinned[key] = each
    return pinned


@dataclass(frozen=True)
class Pins:
    """What the decisions of some journals come to on one dataset.

    Attributes
    ----------
    journals : tuple of Input
        With the SHA-256 of what was read.
    records : dict of int to Decision
        Records that stay, and the decision that each of them stays by.
    absent : int
        Rows that somebody decided to keep and that this dataset does not have.
    damage : tuple of str
        Lines of the journals that do not count.
    """

    journals: tuple[Input, ...]
    records: dict[int, Decision]
    absent: int
    damage: tuple[str, ...] = ()

    @property
    def notes(self) -> list[str]:
        """What is not as it was decided, in sentences."""
        if not self.absent:
            return []
        rows = count(
            self.absent, "row that was to be kept", "rows that were to be kept"
        )
        verb = "is" if self.absent == 1 else "are"
        return [f"{rows} {verb} not in this data, or {verb} there with another text"]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were decided on, and how many of these are not there."""
        return {"pinned": len(self.records), "absent": self.absent}

    @property
    def card(self) -> dict[str, Any]:
        """For the dataset card."""
        people = Counter(each.by for each in self.records.values())
        return {
            "journals": [asdict(each) for each in self.journals],
            "rows": self.counts,
            "people": dict(sorted(people.items())),
            "notes": self.notes,
            "damage": list(self.damage),
        }


def read_decisions(paths: Iterable[str | os.PathLike[str]]) -> list[Decision]:
    """Decisions of some journals, one journal after the other.

    Examples
    --------
    >>> read_decisions([])
    []
    """
    return [each for path in paths for each in DecisionJournal(path).read()]


def apply_decisions(data: Dataset, journals: Sequence[Input]) -> Pins:
    """Read the journals that a recipe names, and find the rows they speak of.

    Raises
    ------
    ValueError
        A journal is missing, or no journal.
    ChangedInputError
        A journal is not what it was when the recipe was written.

    Examples
    --------
    >>> apply_decisions(Dataset.of([]), []).counts
    {'pinned': 0, 'absent': 0}
    """
    decisions: list[Decision] = []
    damage: list[str] = []
    found: list[Input] = []
    for path, named in unchanged(journals, "decisions"):
        journal = DecisionJournal(path)
        decisions += journal.read()
        damage += [f"{path.name}, {each}" for each in journal.damage]
        # Somebody who decides meanwhile makes it another journal.
        check_unchanged(path, named.sha256, hash_file(path))
        found.append(named)
    keys = dict(zip(text_keys(data.examples), data.record_of, strict=True))
    return pins_of(keys, decisions, tuple(found), tuple(damage))


def pins_of(
    record_of: Mapping[str, int],
    decisions: Iterable[Decision],
    journals: tuple[Input, ...] = (),
    damage: tuple[str, ...] = (),
) -> Pins:
    """Find the rows that decisions speak of.

    Parameters
    ----------
    record_of : mapping of str to int
        The record of each key, as `text_keys` gives them.
    decisions : iterable of Decision
    journals, damage
        As in `Pins`.

    Examples
    --------
    >>> one = decided("keep_both", "mira", ["a", "b"])
    >>> pins_of({"a": 7}, [one]).counts
    {'pinned': 1, 'absent': 1}
    """
    pinned = pinned_by(decisions)
    there = {record_of[key]: each for key, each in pinned.items() if key in record_of}
    return Pins(journals, there, len(pinned) - len(there), damage)
