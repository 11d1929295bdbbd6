"""Would more rows help? The learning curve of a small student, as a picture to keep."""

from collections.abc import Sequence
from math import log10

from ftwidgets.literals import label
from ftwidgets.plots.style import HUES, Picture, apology, picture, say, words
from ftwidgets.sizing import BEHAVIOURS, Curve, Point
from ftwidgets.sizing.sentences import axis_title
from ftwidgets.sizing.table import range_in_words

HEIGHT = 340
MARGIN = {"l": 48, "r": 24, "t": 76, "b": 52}

BAND = "rgba(0, 133, 119, 0.18)"

LESSON = BEHAVIOURS["classification"].recommended

STEPS = (0.05, 0.1, 0.15, 0.2, 0.25)
"""Steps between gridlines; the first that needs few is taken."""

MOST_LINES = 5

ROOM = 1.12
"""The axis of sizes goes on by this factor on both sides."""


def learning_curve(curve: Curve) -> Picture:
    """Picture of a learning curve: mean, band, rows that nobody filtered, a guess.

    Parameters
    ----------
    curve : Curve
        What `ftwidgets.learning_curve` returned.

    Returns
    -------
    Picture
        A plotly figure.

    Examples
    --------
    >>> points = Point(10, 0.4, 0.3, 0.5, 8), Point(20, 0.5, 0.4, 0.6, 8)
    >>> [list(line.x) for line in learning_curve(Curve(points, test_rows=20)).data][-1]
    [10, 20]
    """
    if not curve.points:
        return apology(label(curve.reason or "Nothing was measured yet."))
    figure = picture(HEIGHT, **MARGIN)
    _draw_band(figure, curve.points)
    if curve.unfiltered:
        dash = {"dash": "dash", "color": HUES["ink-2"], "width": 1.75}
        _draw(figure, curve.unfiltered, "unfiltered", mode="lines", line=dash)
    guess = curve.guess
    if guess is not None:
        dots = {"dash": "dot", "color": HUES["kept"], "width": 2}
        _draw(figure, [curve.points[-1], guess], "a guess", mode="lines", line=dots)
    line = {"color": HUES["kept"], "width": 2.25}
    marker = {"color": HUES["kept"], "size": 9}
    _draw(
        figure, curve.points, "filtered", mode="lines+markers", line=line, marker=marker
    )
    _draw_axes(figure, curve)
    _say_all(figure, curve)
    return figure


def _draw(figure: Picture, points: Sequence[Point], name: str, **look: object) -> None:
    figure.add_scatter(
        x=[point.size for point in points],
        y=[point.mean for point in points],
        name=name,
        hovertemplate="%{x:,} rows: %{y:.1%}<extra></extra>",
        **look,
    )


def _draw_band(figure: Picture, points: Sequence[Point]) -> None:
    sizes = [point.size for point in points]
    figure.add_scatter(
        x=sizes + sizes[::-1],
        y=[point.high for point in points] + [point.low for point in points][::-1],
        fill="toself",
        fillcolor=BAND,
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
    )


def _draw_axes(figure: Picture, curve: Curve) -> None:
    low = min(each.low for each in (*curve.points, *curve.unfiltered))
    high = max(each.high for each in (*curve.points, *curve.unfiltered))
    step = next((s for s in STEPS if (high - low) / s <= MOST_LINES), STEPS[-1])
    ticks = [step * each for each in range(int(low / step), int(1 / step) + 1)]
    shown = [each for each in ticks if each <= high + step]
    names = [f"{100 * each:.0f}" for each in shown]
    names[-1] += " %"
    figure.update_yaxes(
        tickvals=shown, ticktext=names, range=[shown[0], shown[-1] + step / 4]
    )
    sizes = [point.size for point in curve.points]
    title = axis_title(sizes)
    sizes += [curve.guess.size] if curve.guess else []
    figure.update_xaxes(
        type="log",
        range=[log10(sizes[0] / ROOM), log10(sizes[-1] * ROOM)],
        tickvals=sizes,
        ticktext=[f"{size:,}" for size in sizes],
        title=words(title, "ink-2"),
    )
    _draw_lesson(figure, sizes[0] / ROOM, sizes[-1] * ROOM)


def _draw_lesson(figure: Picture, first: float, last: float) -> None:
    """The lesson's range on top, as far as it is on the axis."""
    start, end = (min(max(size, first), last) for size in LESSON)
    if end > start:
        place = {"x0": start, "x1": end, "y0": 1.0, "y1": 1.03, "yref": "paper"}
        figure.add_shape(fillcolor=HUES["ink-2"], line={"width": 0}, **place)


def _say_all(figure: Picture, curve: Curve) -> None:
    """The answer and the lesson's range on top, names at the lines' ends."""
    last = curve.points[-1]
    answer = words(curve.in_percent(last.mean), "kept", "xl", strong=True)
    about = words(
        f"with {last.size:,} rows, on {curve.test_rows:,} test rows; a proxy student",
        "ink-2",
    )
    top = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom"}
    say(figure, f"{answer} {about}", 0, 1, yshift=38, **top)
    lesson = f"the lesson recommends {range_in_words(*LESSON)}, the bar"
    say(figure, words(lesson, "ink-2"), 0, 1, yshift=16, **top)
    if curve.unfiltered:
        end = curve.unfiltered[-1]
        text = words(f"{curve.in_percent(end.mean)} unfiltered", "ink")
        _say_at(figure, end, text, "top", "left" if curve.guess else "right")
    if curve.guess:
        guess = curve.guess
        text = words(f"about {curve.in_percent(guess.mean)}?", "kept")
        _say_at(figure, guess, text, "bottom", "right")


def _say_at(
    figure: Picture, point: Point, text: str, side: str, anchor: str = "left"
) -> None:
    """Words at a point; a logarithmic axis is asked in logarithms."""
    place = {"xanchor": anchor, "yanchor": side}
    say(figure, text, log10(point.size), point.mean, **place)
