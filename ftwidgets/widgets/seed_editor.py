"""How does one write, paste or pick gold seeds? A view on `GoldSeeds`."""

import contextlib
import os
from collections.abc import Callable, Mapping
from typing import Any

from ftwidgets.examples import Example, sha256
from ftwidgets.seeds.desks import SeedDesk
from ftwidgets.seeds.gold import GOAL, GoldSeeds
from ftwidgets.seeds.lineup_pages import candidate_form, desk_page, facts_page
from ftwidgets.seeds.pages import (
    check_page,
    deed_in_words,
    seed_page,
    with_numbers,
)
from ftwidgets.tasks import Task
from ftwidgets.widgets.deed_frames import DeedFrame
from ftwidgets.widgets.frame import join_scripts, join_styles
from ftwidgets.widgets.refusals import refusal_of

Fields = Mapping[str, str]


class SeedEditor(DeedFrame):
    """The widget for the gold seeds: write them, paste them, or pick them from a file.

    Parameters
    ----------
    task : Task, str or GoldSeeds
        What is trained, or its kind; or the seeds themselves.
    path : path-like
        Their file, from the workspace; not with a `GoldSeeds`.
    pool : Dataset, Curation or list of dict, optional
        Rows to pick from.
    goal : int
        How many are wanted; not with a `GoldSeeds`.

    Attributes
    ----------
    seeds : GoldSeeds
        The seeds and their verbs, for use without a screen.
    desk : SeedDesk
        The candidates in line, pasted or suggested, and their verbs.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> path = pathlib.Path(tempfile.mkdtemp(), "gold.jsonl")
    >>> SeedEditor("classification", path)
    SeedEditor(classification: 0 of 20 in gold.jsonl)
    """

    _esm = join_scripts(
        "dom.js",
        "frame.js",
        "connection.js",
        "seed_store.js",
        "seed_parts.js",
        "seed_form.js",
        "seed_lineup.js",
        "seed_actions.js",
        "seed_stages.js",
        "seed_words.js",
        "seed_screen.js",
        "seed_editor.js",
    )
    _css = join_styles("seed_editor.css")

    def __init__(
        self,
        task: Task | str | GoldSeeds = "classification",
        path: str | os.PathLike[str] = "gold.jsonl",
        pool: Any = None,
        goal: int = GOAL,
    ) -> None:
        is_made = isinstance(task, GoldSeeds)
        self.seeds = task if is_made else GoldSeeds(task, path, goal)
        self.desk = SeedDesk(self.seeds, pool)
        self._whole: tuple[str, int] | None = None
        super().__init__()
        self.seeds.listen(self.tell)

    def __repr__(self) -> str:
        return f"SeedEditor({repr(self.seeds).partition('(')[2]}"

    @property
    def value(self) -> list[Example]:
        """The seeds as examples."""
        return self.seeds.seeds

    def snapshot(self) -> dict[str, Any]:
        """All that a new page needs: the form, the numbers, and the lines there are."""
        with self.lock:
            self._look_again()
            return {
                **facts_page(self.desk),
                "store": sha256(str(self.seeds.path)),
                "done": list(self.done),
                "view": self.view(),
            }

    def _look_again(self) -> None:
        """Read the file anew; where it cannot be read now, the next change says so."""
        with contextlib.suppress(ValueError, OSError):
            self.quietly(self.seeds.reload)

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        return {
            "check": self._check,
            "open": self._open,
            "paste": self._paste,
            "suggest": self._suggest,
            "go": self._go,
            "skip": self._skip,
            "whole": self._show_whole,
            "save": self._save,
            "approve": self._approve,
            "approveReady": self._approve_ready,
            "remove": self._remove,
            "undo": self._undo,
            "shipped": self._add_shipped,
        }

    # What changes nothing on the disk

    def _check(self, number: int, fields: Fields, own: str | None = None) -> None:
        page = check_page(self.seeds, fields, own)
        self.send({"is": "checked", "number": number, "check": page})

    def _open(self, own: str | None = None, line: str | None = None) -> None:
        """Send a seed, or the candidate at hand, as the form shows it."""
        if line is not None:
            page = candidate_form(self.desk.lines[line])
        else:
            page = seed_page(self.seeds, own or "")
        self.send({"is": "opened", "page": page})

    def _paste(self, text: str) -> None:
        try:
            self.desk.paste(text)
        except ValueError as error:
            self.last_error = f"{type(error).__name__}: {error}"
            self.send({"is": "unreadable", **refusal_of(error)})
            return
        self.tell()

    def _suggest(self, fresh: bool = False) -> None:
        self.desk.suggest(fresh)
        self.tell()

    def _go(self, line: str, position: int) -> None:
        self.desk.lines[line].go(position)
        self.tell()

    def _skip(self, line: str, position: int) -> None:
        if self.desk.lines[line].position == position:
            self.desk.lines[line].skip()
        self.tell()

    def _show_whole(self, line: str) -> None:
        self._whole = (line, self.desk.lines[line].position)
        self.tell()

    # What changes the file: each once, and acknowledged when it is on the disk

    def _save(
        self,
        id: str,
        fields: Fields,
        own: str | None = None,
        line: str | None = None,
        position: int = 0,
    ) -> None:
        """Save what stands in the form: a changed seed, a candidate, or a new seed."""

        def save() -> None:
            if own is not None:
                self.seeds.change(own, fields)
            elif line is not None:
                self.desk.lines[line].go(position)
                self.desk.lines[line].approve(fields=fields)
            else:
                self.seeds.add(fields)

        def more() -> dict[str, Any]:
            return {"check": check_page(self.seeds, fields, own)}

        self.act(id, save, more=more)

    def _approve(
        self, id: str, line: str, position: int, label: str | None = None
    ) -> None:
        def approve() -> None:
            if self.desk.lines[line].position != position:
                raise ValueError("another candidate was on the screen; look again")
            self.desk.lines[line].approve(label)

        self.act(id, approve)

    def _approve_ready(self, id: str, line: str) -> None:
        self.act(id, self.desk.lines[line].approve_ready)

    def _remove(self, id: str, own: str) -> None:
        self.act(id, lambda: self.seeds.remove(own))

    def _undo(self, id: str) -> None:
        step = self.seeds.undoable

        def said() -> str:
            return deed_in_words(self.seeds, step, undone=True) if step else ""

        self.act(id, self.desk.undo, said)

    def _add_shipped(self, id: str) -> None:
        self.act(id, self.desk.add_shipped)

    # What the page is told

    def said(self) -> str:
        """The last step, in a few words."""
        step = self.seeds.undoable
        return deed_in_words(self.seeds, step) if step else ""

    def refusal(self, error: Exception) -> dict[str, Any]:
        """An error, with seeds called as the page calls them."""
        found = refusal_of(error)
        return {**found, "reason": with_numbers(self.seeds, found["reason"])}

    def view(self) -> dict[str, Any]:
        """The numbers of this moment, the labels, and the candidates at hand."""
        self.desk.meet_labels()
        return desk_page(self.desk, self._whole)
