"""Would more rows help, and did filtering? A curve of a small student, measured."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ftwidgets.examples import Example
from ftwidgets.exploration.sizes.curves import CurveExploration, view_page
from ftwidgets.plots import Picture
from ftwidgets.sizing import Curve
from ftwidgets.sizing.parts import GroupBy
from ftwidgets.widgets.deed_frames import DeedFrame
from ftwidgets.widgets.explorer import explorer_script, explorer_style


class LearningCurve(DeedFrame):
    """The widget of a learning curve; it is measured on a thread of its own.

    Parameters
    ----------
    source : Split, sequence of dict, Curation, Dataset or Curve
        Rows that are learned from, or a curve that is measured already.
    unfiltered : sequence of dict, Curation or Dataset, optional
        The same rows before filtering.
    test, group_by, sizes, repeats, seed
        As for `ftwidgets.learning_curve`.

    Attributes
    ----------
    measurement : CurveExploration
        The same verbs, for use without a screen.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> said = {"billing": "charge", "delivery": "parcel"}
    >>> rows = [chat(("user", f"{word} {n}"), ("assistant", label))
    ...         for n in range(50) for label, word in said.items()]
    >>> LearningCurve(rows[:80], test=rows[80:], repeats=2).wait()
    LearningCurve(100 % with 80 rows, 20 test rows, proxy student)
    """

    _esm = explorer_script("learning_chart.js", "learning_rail.js", "learning_curve.js")
    _css = explorer_style("learning_curve.css")

    def __init__(
        self,
        source: Any,
        unfiltered: Any = None,
        *,
        test: Sequence[Example] | None = None,
        group_by: GroupBy = None,
        sizes: Sequence[int] | None = None,
        repeats: int | None = None,
        seed: int | None = None,
    ) -> None:
        self.measurement = CurveExploration(
            source,
            unfiltered=unfiltered,
            test=test,
            group_by=group_by,
            sizes=sizes,
            repeats=repeats,
            seed=seed,
        )
        super().__init__()
        self.measurement.listen(self._tell_step)
        self.measurement.measure()

    def __repr__(self) -> str:
        if self.value is None:
            return f"LearningCurve({self.measurement.phase})"
        return f"LearningCurve({repr(self.value).removeprefix('Curve(')}"

    @property
    def value(self) -> Curve | None:
        """The curve; ``None`` while it is measured."""
        return self.measurement.value

    def wait(self, seconds: float | None = None) -> "LearningCurve":
        """Wait until it is measured."""
        self.measurement.wait(seconds)
        return self

    def stop(self) -> "LearningCurve":
        """Ask it to end; the sizes that are done stay, and `wait` waits for the end."""
        self.measurement.stop()
        return self

    def plot(self) -> Picture:
        """The curve as a picture to keep, once it is measured."""
        from ftwidgets.plots import learning_curve

        return learning_curve(self.wait().value or Curve())

    def close(self) -> None:
        """Close the widget; what is measured there ends."""
        measurement = getattr(self, "measurement", None)
        if measurement is not None:  # a refused call made none
            measurement.stop()
        super().close()

    def view(self) -> dict[str, Any]:
        """The curve as far as it is measured."""
        return view_page(self.measurement)

    def snapshot(self) -> dict[str, Any]:
        """All that a new page needs."""
        with self.lock:
            return {"facts": {}, "view": self.view()}

    def handlers(self) -> Mapping[str, Callable[..., None]]:
        """What the page can ask for."""
        return {"stop": self._stop, "measure": self._measure}

    def _stop(self, id: str) -> None:
        self.act(id, self.measurement.stop, lambda: "It ends after this training")

    def _measure(self, id: str) -> None:
        self.act(id, self.measurement.measure, lambda: "It is measured anew")

    def _tell_step(self) -> None:
        """A step, on the thread of the work: nobody waits for a page to hear it."""
        if self.measurement.error is not None:
            self.fail(self.measurement.error)
        self.send({"is": "news", "view": self.view()})
