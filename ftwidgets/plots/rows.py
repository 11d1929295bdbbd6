"""How are parts of a whole drawn as rows: a name, a bar, a remark, a number?"""

import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ftwidgets.plots.style import HUES, Picture, picture, say, words

ROW_HEIGHT = 66
HEAD_HEIGHT = 44
FOOT_HEIGHT = 10
NAME_WIDTH = 150
NUMBER_WIDTH = 72
"""Sizes in pixels: a row, what is above and below all, what stands beside the bars."""

REMARK_CHARS = 62
"""Longest remark that fits below a bar on a narrow page."""

_BAR = 0.34
_REMARK = 0.36
"""Thickness of a bar, and how far below its middle the remark is, in rows."""

_GAP = 0.004
"""Share of the width between the two pieces of a bar."""


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row: a bar of two pieces and the words around it, safe for plotly.

    Attributes
    ----------
    name, about : str
        In bold, and what it is.
    kept, other : int
        Lengths of the two pieces.
    tone : str
        Hue of the second piece.
    mark : str
        What stands at the end of the second piece.
    remark : str
        What stands below the bar.
    number, of : str
        The answer at the right, and of how many.
    details : str
        What is shown when one points at the bar.
    """

    name: str
    about: str
    kept: int
    other: int
    tone: str
    mark: str
    remark: str
    number: str
    of: str
    details: str = ""


def remark(parts: Sequence[str], rest: Callable[[int], str]) -> str:
    """As many parts as fit below a bar, and in words what the others are.

    Parameters
    ----------
    parts : sequence of str
        Safe for plotly; the first is always named.
    rest : callable
        From the number of named parts to the words for the others.

    Examples
    --------
    >>> remark(["12 refusal", "9 error text"], lambda named: "")
    '12 refusal, 9 error text'
    >>> remark(["a" * 40, "b" * 40], lambda named: f", {2 - named} other")[-10:]
    'a, 1 other'
    """
    for named in range(len(parts), 0, -1):
        text = ", ".join(parts[:named]) + rest(named) * (named < len(parts))
        if named == 1 or len(html.unescape(text)) <= REMARK_CHARS:
            return text
    return ""


def bar_rows(head: str, rows: Sequence[BarRow]) -> Picture:
    """Draw the rows one below the other, all to the scale of the longest."""
    around = {"t": HEAD_HEIGHT, "b": FOOT_HEIGHT, "l": NAME_WIDTH, "r": NUMBER_WIDTH}
    height = HEAD_HEIGHT + ROW_HEIGHT * len(rows) + FOOT_HEIGHT
    figure = picture(height, **around)
    widest = max(row.kept + row.other for row in rows) or 1
    gap = _GAP * widest
    for number, row in enumerate(rows):
        _draw_bar(figure, number, row, gap)
        _draw_words(figure, number, row, gap)
    figure.update_xaxes(visible=False, range=[0, widest * 1.08 + gap])
    figure.update_yaxes(visible=False, range=[len(rows) - 0.5, -0.5])
    figure.update_layout(barmode="overlay")
    left = {"xref": "paper", "xanchor": "left", "xshift": -NAME_WIDTH}
    say(figure, head, 0, 1, yref="paper", yanchor="bottom", yshift=8, **left)
    return figure


def _draw_bar(figure: Picture, number: int, row: BarRow, gap: float) -> None:
    pieces = ((0, row.kept, "kept"), (row.kept + gap, row.other, row.tone))
    for base, length, tone in pieces:
        if length:
            figure.add_bar(
                x=[length],
                y=[number],
                base=[base],
                width=_BAR,
                orientation="h",
                marker={"color": HUES[tone], "line": {"width": 0}},
                hovertemplate=f"{row.details}<extra></extra>",
            )


def _draw_words(figure: Picture, number: int, row: BarRow, gap: float) -> None:
    left = {"xref": "paper", "xanchor": "left", "xshift": -NAME_WIDTH}
    right = {"xref": "paper", "xanchor": "right", "xshift": NUMBER_WIDTH}
    below = number + _REMARK
    say(figure, words(row.name, size="m", strong=True), 0, number, **left)
    say(figure, words(row.about, "ink-2"), 0, below, **left)
    say(figure, words(row.number, "kept", "m", strong=True), 1, number, **right)
    say(figure, words(row.of, "ink-2"), 1, below, **right)
    say(figure, words(row.remark, "ink-2"), 0, below, xanchor="left")
    if row.mark:
        end = row.kept + gap + row.other
        text = words(row.mark, row.tone, strong=True)
        say(figure, text, end, number, xanchor="left", xshift=6)
