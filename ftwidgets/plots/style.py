"""How does every picture look? One calm template, and words in the notebook's colours.

Shapes have fixed hues that read on light and dark paper. Words take the colours of the
notebook's theme, through CSS in the ``style`` that plotly passes on to its text.
"""

from typing import Any

import plotly.graph_objects as go

HUES = {
    "kept": "#008577",
    "ink-2": "#767676",
    "dropped": "#d4501a",
    "flagged": "#b04a9a",
}
"""Colours of shapes, in the order of series."""

LINE = "rgba(128, 128, 128, 0.3)"
"""Gridlines."""

SIZES = {"s": 12, "m": 13, "xl": 20}
"""Sizes of type, in pixels."""

_INK = "var(--jp-ui-font-color0, var(--vscode-editor-foreground, #767676))"
_PAPER = "var(--jp-layout-color0, var(--vscode-editor-background, #767676))"

_TONES = {
    "ink": f"color-mix(in srgb, {_INK} 87%, {_PAPER})",
    "ink-2": f"color-mix(in srgb, {_INK} 66%, {_PAPER})",
    **{
        name: f"color-mix(in srgb, {HUES[name]} 76%, {_INK})"
        for name in ("kept", "dropped", "flagged")
    },
}
"""Colours of words; where a page has no theme, a grey that reads on any paper."""

CONFIG = {"displayModeBar": False}

TEMPLATE = go.layout.Template(
    layout={
        "colorway": list(HUES.values()),
        "paper_bgcolor": "rgba(0, 0, 0, 0)",
        "plot_bgcolor": "rgba(0, 0, 0, 0)",
        "font": {
            "family": 'system-ui, -apple-system, "Segoe UI", sans-serif',
            "size": SIZES["s"],
            "color": HUES["ink-2"],
        },
        "showlegend": False,
        "dragmode": False,
        "bargap": 0.1,
        "hoverlabel": {"bgcolor": "#333333", "font": {"color": "#ffffff"}},
        "xaxis": {
            "showgrid": False,
            "zeroline": False,
            "linecolor": HUES["ink-2"],
            "ticklabelstandoff": 6,
            "fixedrange": True,
            "automargin": False,
        },
        "yaxis": {
            "gridcolor": LINE,
            "zeroline": False,
            "ticklabelstandoff": 6,
            "fixedrange": True,
            "automargin": False,
        },
        "annotationdefaults": {"showarrow": False, "borderpad": 0},
    }
)


class Picture(go.Figure):
    """A plain plotly figure that is shown without plotly's tool bar."""

    def _ipython_display_(self) -> None:
        self.show(config=CONFIG)


def picture(height: int, **margin: int) -> Picture:
    """Empty picture of this height, as wide as the page, with margins in pixels."""
    around = {"l": 0, "r": 0, "t": 0, "b": 0, **margin}
    return Picture(layout={"template": TEMPLATE, "height": height, "margin": around})


def words(text: str, tone: str = "ink", size: str = "s", strong: bool = False) -> str:
    """Text of a picture in a tone of the theme; the text must be safe already.

    Examples
    --------
    >>> words("405", "kept", "xl", strong=True).startswith("<span style='fill: color")
    True
    """
    weight = "; font-weight: 600" if strong else ""
    style = f"fill: {_TONES[tone]}; font-size: {SIZES[size]}px{weight}"
    return f"<span style='{style}'>{text}</span>"


def say(figure: Picture, text: str, x: Any, y: Any, **where: Any) -> None:
    """Put words into a picture; x and y are data, or shares with ``xref="paper"``."""
    figure.add_annotation(text=text, x=x, y=y, **where)


def apology(sentence: str) -> Picture:
    """Picture of nothing: one sentence says why there is nothing to draw."""
    figure = picture(60)
    figure.update_xaxes(visible=False)
    figure.update_yaxes(visible=False)
    place = {"xref": "paper", "yref": "paper", "xanchor": "left"}
    say(figure, words(sentence, "ink-2", "m"), 0, 0.5, **place)
    return figure
