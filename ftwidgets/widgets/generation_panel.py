"""How does one start a run, watch it and stop it? A view on a `Generation`."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from ftwidgets.examples import Example, count, sha256
from ftwidgets.literals import encodable, hidden_parts, literal
from ftwidgets.synthesis.estimates import PILOT
from ftwidgets.synthesis.generation import Generation
from ftwidgets.synthesis.looks import Look, Looker
from ftwidgets.synthesis.outcome_pages import AGAIN
from ftwidgets.synthesis.pages import PREVIEWED, trouble_of, view_page
from ftwidgets.synthesis.ready_pages import ready_page
from ftwidgets.synthesis.reply_pages import reply_page
from ftwidgets.widgets.deed_frames import DeedFrame
from ftwidgets.widgets.frame import join_scripts, join_styles
from ftwidgets.widgets.refusals import refusal_of
from ftwidgets.widgets.run_watch import RunWatch

MOST_PROMPTS = 50
"""So many requests fit one text to copy."""

LOCK_SECONDS = 2.0
"""A run that has said its last word lets go of the journal in this time."""


class GenerationPanel(DeedFrame):
    """The widget of a run: preview and price first, then start, stop and resume.

    Parameters
    ----------
    run : Generation
        What `ft.generate` has made.

    Attributes
    ----------
    run : Generation
        The run and its verbs, for use without a screen.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> import ftwidgets as ft
    >>> seed = {"messages": [{"role": "user", "content": "Where is my lamp?"},
    ...                      {"role": "assistant", "content": "It is on its way."}]}
    >>> task = ft.Task("a shop", "other", description="Answer.")
    >>> path = pathlib.Path(tempfile.mkdtemp(), "replies.jsonl")
    >>> GenerationPanel(ft.generate(task, [seed], ft.PasteTeacher(), 5, path))
    GenerationPanel(paste: 0 of 10 answered, ready, $0.00)
    """

    _esm = join_scripts(
        "dom.js",
        "frame.js",
        "connection.js",
        "generation_store.js",
        "generation_words.js",
        "chart.js",
        "generation_chart.js",
        "generation_numbers.js",
        "generation_tables.js",
        "generation_reader.js",
        "generation_stages.js",
        "generation_paste.js",
        "generation_screen.js",
        "generation_panel.js",
    )
    _css = join_styles("generation_panel.css", shared=("chart.css",))

    def __init__(self, run: Generation) -> None:
        self.watch = RunWatch(self._look)
        if not isinstance(run, Generation):
            raise TypeError(
                "a GenerationPanel shows what ft.generate(…) has made, got "
                f"{type(run).__name__}"
            )
        self.run = run
        self._looker = Looker(run)
        self._words = ""
        self._limit: int | None = None
        self._todo: list[int | None] = []  # limits of runners that are to be started
        self._failure: dict[str, Any] | None = None
        self._told: object = None
        super().__init__()

    def __repr__(self) -> str:
        return f"GenerationPanel({repr(self.run).partition('(')[2]}"

    @property
    def value(self) -> list[Example]:
        """The rows that survive everything, at most as many as are wanted."""
        return self.run.rows

    def close(self) -> None:
        """Close the widget; the run goes on."""
        self.watch.close()
        super().close()

    def snapshot(self) -> dict[str, Any]:
        """All that a new page needs: who is asked, for what, and all numbers."""
        with self.lock:
            return {
                **ready_page(self.run),
                "store": sha256(str(self.run.path)),
                "done": list(self.done),
                "pilot": PILOT,
                "previewed": PREVIEWED,
                "view": self.view(),
            }

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        return {
            "attend": self.watch.attend,
            "read": self._read,
            "prompts": self._prompts,
            "start": self._ask_all,
            "stop": self._stop,
            "again": self._again,
            "paste": self._paste,
        }

    # What changes nothing

    def _read(
        self,
        number: int,
        name: str,
        position: int = 0,
        request: str | None = None,
        whole: bool = False,
    ) -> None:
        """Send one reply as it came."""
        look = self._looker.look()
        page = reply_page(look, name, position, request, whole)
        self.send({"is": "reply", "number": number, "page": page})

    def _prompts(self, k: int) -> None:
        """Send a text to copy; it is the only one that is not literal, but exact."""
        k = min(max(int(k), 1), MOST_PROMPTS)
        is_open = bool(self.run.open_answers())
        text = encodable(self.run.prompts(k)) if is_open else ""
        unseen = sum(is_hidden for is_hidden, _ in hidden_parts(text))
        self.send({"is": "prompts", "k": k, "text": text, "unseen": unseen})

    # What changes something: each once, and acknowledged

    def _ask_all(self, id: str, limit: int | None = None) -> None:
        """Start a runner, or attach to the one that is at work."""
        self._words = "Started"
        self.act(id, lambda: self._begin(limit))

    def _begin(self, limit: int | None) -> None:
        if self._todo or self._looker.is_working:
            return
        self.run.teacher.check(self.run.task, self.run.seeds)
        self.run.commit()  # a disk that refuses says so here
        self._failure, self._limit = None, limit
        self._todo.append(limit)
        self.watch.wake()

    def _stop(self, id: str, times: int = 1) -> None:
        """Ask the run to stop: once to finish what is in flight, twice to leave it."""
        self._words = "Stopping" if times == 1 else "Leaving what is under way"

        def stop() -> None:
            status = self.run.status
            if status is None or not self._looker.is_working:
                self._todo.clear()
            elif self.run.beside.stops_asked(status.run) < times:
                self.run.stop()

        self.act(id, stop)

    def _again(self, id: str, number: int) -> None:
        """Have invalid replies asked again, as many as the page has told the price of.

        Nothing is asked where there are more of them by now.
        """

        def again() -> None:
            there = len(self.run.of_outcomes(AGAIN))
            if there != number:
                replies = count(there, "reply", "replies")
                raise ValueError(f"by now {replies} could be asked again; look again")
            self.run.teacher.check(self.run.task, self.run.seeds)
            self.run.ask_again(AGAIN)
            if self.run.teacher.kind != "paste":
                self._begin(None)
            self._words = f"Asking {count(number, 'reply', 'replies')} again"

        self.act(id, again)

    def _paste(self, id: str, text: str) -> None:
        def paste() -> None:
            if not text.strip():
                raise ValueError("nothing was pasted")
            found, lost = self.run.paste(text)
            self._words = _found(found, lost)
            self.watch.wake()

        self.act(id, paste)

    # What the page is told

    def said(self) -> str:
        """What was done last, in a few words."""
        return self._words

    def view(self) -> dict[str, Any]:
        """The numbers of this moment."""
        look = self._looker.look(is_starting=bool(self._todo))
        if not look.is_working:
            self._limit = None
        trouble = "" if look.is_working else trouble_of(self.run)
        page = view_page(look, self._limit, trouble)
        return {**page, "waiting": _from_now(page["waiting"]), "failure": self._failure}

    def _look(self) -> bool:
        """Start what is to be started, tell what has changed; is anybody at work?"""
        if self._todo:
            self._start_runner(self._todo[0])
        try:
            is_working = self._tell_what_changed()
            if not is_working and self._is_to_judge():
                self._looker.judge()
                self._tell_what_changed()
        except Exception as error:
            if self.last_error != f"{type(error).__name__}: {error}":
                self.fail(error)  # once, not once a second
            return False
        return is_working

    def _tell_what_changed(self) -> bool:
        with self.lock:
            is_working = bool(self._todo) or self._looker.is_working
            trouble = "" if is_working else trouble_of(self.run)
            told = self._looker.stamp(), trouble, repr(self._failure), bool(self._todo)
            if told != self._told:
                self._told = told
                self.send({"is": "news", "view": self.view()})
        return is_working

    def _is_to_judge(self) -> bool:
        look: Look = self._looker.look()
        return bool(look.answered) and not self._looker.is_judged

    def _start_runner(self, limit: int | None) -> None:
        """Start a process, on the watching thread: it takes a second to begin."""
        before = self.run.status
        try:
            self._wait_for_the_lock()
            self.run.start(limit)
        except Exception as error:
            self.last_error = f"{type(error).__name__}: {error}"
            self._failure = {"number": time.time(), **refusal_of(error)}
        with self.lock:
            was_stopped = not self._todo
            self._todo.clear()
            status = self.run.status
            is_new = status is not None and (before is None or status.run != before.run)
            if was_stopped and is_new:
                self.run.stop()

    def _wait_for_the_lock(self) -> None:
        """A run that has ended holds the journal for a moment more."""
        end = time.monotonic() + LOCK_SECONDS
        while not self._looker.is_working and self.run.is_running:
            if time.monotonic() > end:
                return
            time.sleep(0.02)


def _found(found: int, lost: int) -> str:
    """What a pasted text has brought."""
    said = f"{count(found, 'reply', 'replies')} found"
    return literal(f"{said}, {lost:,} fit no open prompt" if lost else said)


def _from_now(waiting: dict[str, Any] | None) -> dict[str, Any] | None:
    """How long to wait still: the page's clock may be another than ours."""
    if waiting is None:
        return None
    return {**waiting, "seconds": max(0.0, waiting["until"] - time.time())}
