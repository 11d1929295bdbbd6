"""How far is a measurement, and what does a page show of its curve?"""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Literal

from ftwidgets.examples import count
from ftwidgets.literals import literal
from ftwidgets.sizing import BEHAVIOURS, Curve, Point, Step, learning_curve
from ftwidgets.sizing.calls import check_call
from ftwidgets.sizing.curve import PROXY
from ftwidgets.sizing.sentences import axis_title, filtering_words

Page = dict[str, Any]

Phase = Literal["waiting", "working", "stopped", "done", "failed"]

BREATH = 0.1
"""Seconds between two steps that are told; a size that is done is told at once."""

LESSON = BEHAVIOURS["classification"].recommended
"""The proxy learns labels: this row of the lesson's table stands beside it."""


class CurveExploration:
    """A learning curve that is measured on a thread of its own, and can be stopped.

    Parameters
    ----------
    source : Curve, Split, or sequence of dict, Curation or Dataset
        A `Curve` is measured already.
    **call
        As for `ftwidgets.learning_curve`.

    Attributes
    ----------
    phase : {"waiting", "working", "stopped", "done", "failed"}
    step : Step or None
        How far it is.
    error : Exception or None
        What failed.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> rows = [chat(("user", "Hi"), ("assistant", f"Hello {n}.")) for n in range(30)]
    >>> curve = CurveExploration(rows).measure().wait()
    >>> curve.phase, curve.value.points
    ('done', ())
    """

    def __init__(self, source: Any, **call: Any) -> None:
        self.phase: Phase = "waiting"
        self.step: Step | None = None
        self.error: Exception | None = None
        self._curve: Curve | None = None
        self._call = call
        self._source = source
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._tell: Callable[[], None] = lambda: None
        if isinstance(source, Curve):
            given = [name for name, value in call.items() if value is not None]
            if given:
                raise ValueError(
                    f"a Curve is measured already; {', '.join(given)} came too late"
                )
            self._curve, self.phase = source, "done"
        else:
            check_call(source, **call)

    @property
    def value(self) -> Curve | None:
        """The curve, also one that was stopped; ``None`` while it is measured."""
        return self._curve

    @property
    def compares(self) -> bool:
        """Whether rows before filtering were given too."""
        return self._call.get("unfiltered") is not None

    @property
    def is_stopping(self) -> bool:
        """Whether it was asked to end, and has not yet."""
        return self.phase == "working" and self._stop.is_set()

    def listen(self, listener: Callable[[], None]) -> None:
        """Have a function called after each step; a thread of its own calls it."""
        self._tell = listener

    def measure(self) -> "CurveExploration":
        """Begin, or begin anew; nothing happens while it is at work or done."""
        if self.phase in ("working", "done"):
            return self
        self._stop.clear()
        self.phase, self.step, self.error, self._curve = "working", None, None, None
        self._thread = threading.Thread(
            target=self._work, name="ftwidgets learning curve", daemon=True
        )
        self._thread.start()
        return self

    def stop(self) -> "CurveExploration":
        """End after the present training; the sizes that are done stay."""
        self._stop.set()
        return self

    def wait(self, seconds: float | None = None) -> "CurveExploration":
        """Wait until it is measured, stopped or failed."""
        if self._thread is not None:
            self._thread.join(seconds)
        return self

    def _work(self) -> None:
        last = 0.0

        def progress(step: Step) -> None:
            nonlocal last
            is_new = self.step is None or len(step.points) > len(self.step.points)
            self.step = step
            if is_new or time.monotonic() - last >= BREATH:
                last = time.monotonic()
                self._tell()

        try:
            call = {
                key: value for key, value in self._call.items() if value is not None
            }
            curve = learning_curve(
                self._source, progress=progress, stop=self._stop.is_set, **call
            )
            self._curve, self.phase = curve, "stopped" if curve.is_stopped else "done"
        except Exception as error:
            self.error, self.phase = error, "failed"
        self._tell()


def view_page(exploration: CurveExploration) -> Page:
    """All that a screen shows now; the curve as far as it is measured."""
    curve, step = exploration.value, exploration.step
    if curve is None:
        points = step.points if step else ()
        beside = step.unfiltered if step else ()
        curve = Curve(points=points, unfiltered=beside)
        return _drawn(exploration, curve) | {
            "share": step.done / step.total if step and step.total else 0.0,
            "working": _work_in_words(exploration),
        }
    return _drawn(exploration, curve) | {"share": 1.0, "working": "", **_told(curve)}


def _work_in_words(exploration: CurveExploration) -> str:
    step = exploration.step
    if exploration.is_stopping:
        return "Stopping after this training"
    if step is None:
        return "Reading the rows"
    if not step.done:
        return "Counting the words"
    share = 100 * step.done / step.total
    sizes = f"{len(step.points)} of {count(len(step.sizes), 'size')}"
    return f"Training the student: {share:.0f} %, {sizes} measured"


def _drawn(exploration: CurveExploration, curve: Curve) -> Page:
    guess, step = curve.guess, exploration.step
    sizes = list(step.sizes) if step else [each.size for each in curve.points]
    return {
        "is": exploration.phase,
        "error": literal(str(exploration.error or "")),
        "sizes": sizes,
        "axis": axis_title(sizes),
        "points": [_point(curve, each) for each in curve.points],
        "unfiltered": [_point(curve, each) for each in curve.unfiltered],
        "guess": guess and _point(curve, guess),
        "lesson": LESSON,
        "subject": "",
        "reason": "",
        "notes": [],
        "filtering": None,
        "more": "",
        "stopsAt": None,
        "proxy": PROXY,
        "compares": exploration.compares or bool(curve.unfiltered),
        "testRows": curve.test_rows,
    }


def _point(curve: Curve, point: Point) -> Sequence[Any]:
    """Size, mean, low, high, and the mean and the band in words."""
    low, high = curve.in_percent(point.low), curve.in_percent(point.high)
    band = f"likely {low.removesuffix(' %')} to {high}"
    words = [curve.in_percent(point.mean), band]
    return [point.size, point.mean, point.low, point.high, *words]


def _told(curve: Curve) -> Page:
    """What is said of a curve that is measured."""
    repeats = f", {count(curve.repeats, 'repeat')}" if curve.repeats else ""
    rows = f"{count(curve.train_rows, 'training row')}"
    subject = f"{rows}, {count(curve.test_rows, 'test row')}{repeats}"
    return {
        "subject": subject,
        "reason": literal(curve.reason),
        "notes": [literal(note) for note in curve.notes],
        "filtering": _filtering(curve),
        "more": curve.about_more if curve.points else "",
        "stopsAt": curve.stops_at,
    }


def _filtering(curve: Curve) -> Page | None:
    """Whether filtering helped: a title, a number with its tone, and why."""
    gain, words = curve.filtering, filtering_words(curve)
    if gain is None or words is None:
        return None
    tone = ("kept" if gain.value > 0 else "dropped") if gain.is_sure else ""
    return {
        "title": words.title,
        "tone": tone,
        "number": f"{'+' if gain.value >= 0 else '−'} {curve.in_points(gain.value)}",
        "shares": words.shares,
        "words": words.why,
    }
