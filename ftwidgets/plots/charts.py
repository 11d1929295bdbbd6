"""Where do the two thresholds stand, among the scores and among the similarities?"""

from collections.abc import Iterator, Sequence

from ftwidgets.curation import Curation
from ftwidgets.plots.style import HUES, Picture, apology, picture, say, words
from ftwidgets.views import ScoreBins, duplicate_rates, reached, score_bins

HEIGHT = 300
MARGIN = {"l": 44, "r": 16, "t": 34, "b": 52}

BAR_SHARE = 0.88
"""Share of a bin that its bar fills, so that bars do not touch."""

HEADROOM = 1.35
"""The axis ends so much above the highest value: room for the words at the line."""

ROOM = 0.3
"""With less of the axis than this beside the line, its words go to the other side."""

CONTEXT = 0.2
"""At least so much of the axis is shown below a threshold."""

_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5)
"""Steps between gridlines of an axis of shares; the first that needs few is taken."""


def score_histogram(curation: Curation) -> Picture:
    """Histogram of the scores at level 2, divided at the threshold.

    No bar straddles the threshold: bins end there.

    Parameters
    ----------
    curation : Curation
        What `ftwidgets.curate` returned.

    Returns
    -------
    Picture
        A plotly figure.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> rows = [chat(("user", "Parcel?"), ("assistant", "delivery"))]
    >>> [list(bars.y) for bars in score_histogram(curate(rows)).data]
    [[1]]
    """
    bins = score_bins(curation)
    total = bins.dropped + bins.kept
    if not total:
        return apology("No row reached level 2: there is no score to show.")
    figure = picture(HEIGHT, **MARGIN | {"l": MARGIN["r"]})
    start, end = _first_shown(bins), bins.edges[-1]
    for tone, places in _sides(bins):
        _draw_bars(figure, bins, places, tone)
    sign = "&gt;" if curation.recipe.preset == "lesson" else "≥"
    rule = f"score of a row; it is kept when its score is {sign} {bins.threshold:.2f}"
    _draw_axis(figure, start, end, ("", rule, ""))
    figure.update_yaxes(visible=False, range=[0, max(bins.counts) * HEADROOM])
    beside = (end - bins.threshold) / (end - start) > ROOM
    _draw_line(figure, bins.threshold)
    _say_at_line(
        figure, bins.threshold, _share(bins.dropped, total, "dropped"), "right"
    )
    kept, side = _share(bins.kept, total, "kept"), "left" if beside else "right"
    _say_at_line(figure, bins.threshold, kept, side, row=0 if beside else 1)
    return figure


def duplicate_curve(curation: Curation) -> Picture:
    """Share of rows that deduplication drops, over all similarities.

    Parameters
    ----------
    curation : Curation
        What `ftwidgets.curate` returned. The curve is that of exact deduplication,
        whatever the preset.

    Returns
    -------
    Picture
        A plotly figure; the similarity of the recipe is marked.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> rows = [chat(("user", "Parcel?"), ("assistant", "delivery"))] * 2
    >>> set(duplicate_curve(curate(rows)).data[0].y)
    {0.5}
    """
    rows = len(reached(curation, "deduplication"))
    if not rows:
        return apology("No row reached level 3: there is nothing to compare.")
    rates = dict(duplicate_rates(curation))
    chosen = curation.recipe.similarity
    figure = picture(HEIGHT, **MARGIN)
    _draw_curve(figure, rates, chosen)
    hints = ("← looser", "similarity of two rows: share of words in common", "equal →")
    start, end = min(rates), max(rates)
    _draw_axis(figure, start, end, hints)
    _draw_shares(figure, max(rates.values()))
    _draw_line(figure, chosen)
    fallen = round(rates[chosen] * rows)
    text = _share(fallen, rows, f"of {rows:,} rows dropped")
    beside = (end - chosen) / (end - start) > ROOM
    _say_at_line(figure, chosen, text, "left" if beside else "right")
    return figure


def _first_shown(bins: ScoreBins) -> float:
    """Edge at which the axis begins: below the lowest score and the threshold."""
    lowest = next(edge for edge, n in zip(bins.edges, bins.counts, strict=False) if n)
    return max(0.0, min(lowest, bins.threshold - CONTEXT))


def _sides(bins: ScoreBins) -> Iterator[tuple[str, range]]:
    """Hue and bins of either side, where it has rows."""
    if bins.dropped:
        yield "dropped", range(bins.first_kept)
    if bins.kept:
        yield "kept", range(bins.first_kept, len(bins.counts))


def _draw_bars(figure: Picture, bins: ScoreBins, places: range, tone: str) -> None:
    filled = [place for place in places if bins.counts[place]]
    starts, ends = ([bins.edges[each + by] for each in filled] for by in (0, 1))
    counts = [bins.counts[each] for each in filled]
    figure.add_bar(
        x=[(start + end) / 2 for start, end in zip(starts, ends, strict=True)],
        y=counts,
        width=[BAR_SHARE * (e - s) for s, e in zip(starts, ends, strict=True)],
        marker={"color": HUES[tone], "line": {"color": HUES[tone], "width": 1}},
        text=[words(f"{number:,}", "ink-2") for number in counts],
        textposition="outside",
        textangle=0,
        cliponaxis=False,
        customdata=[[f"{s:.2f} to {e:.2f}"] for s, e in zip(starts, ends, strict=True)],
        hovertemplate=f"%{{customdata[0]}}: %{{y:,}} {tone}<extra></extra>",
    )


def _draw_curve(figure: Picture, rates: dict[float, float], chosen: float) -> None:
    figure.add_scatter(
        x=list(rates),
        y=list(rates.values()),
        mode="lines",
        line={"color": HUES["dropped"], "width": 2},
        fill="tozeroy",
        fillcolor="rgba(212, 80, 26, 0.15)",
        hovertemplate="from %{x:.2f}: %{y:.1%} dropped<extra></extra>",
    )
    figure.add_scatter(
        x=[chosen],
        y=[rates[chosen]],
        mode="markers",
        marker={"color": HUES["dropped"], "size": 10},
        hoverinfo="skip",
    )


def _draw_axis(figure: Picture, start: float, end: float, hints: Sequence[str]) -> None:
    """Axis in tenths, with words below its left end, middle and right end."""
    tenths = [each / 10 for each in range(11) if start <= each / 10 <= end]
    texts = [words(f"{each:.1f}", "ink-2") for each in tenths]
    figure.update_xaxes(
        range=[start, end], tickvals=tenths, ticktext=texts, showline=True
    )
    places = zip((0, 0.5, 1), ("left", "center", "right"), hints, strict=True)
    for place, side, hint in places:
        where = {"xref": "paper", "yref": "paper", "yanchor": "top", "yshift": -28}
        say(figure, words(hint, "ink-2"), place, 0, xanchor=side, **where)


def _draw_shares(figure: Picture, highest: float) -> None:
    """Axis of shares with few gridlines; the last tick carries the unit."""
    highest = max(highest, 2 * _STEPS[0])
    step = next((each for each in _STEPS if highest / each < 4), _STEPS[-1])
    values = [step * number for number in range(int(highest / step) + 1)]
    texts = [f"{100 * value:.0f}" for value in values]
    texts[-1] += " %"
    figure.update_yaxes(
        range=[0, highest * HEADROOM],
        tickvals=values,
        ticktext=[words(text, "ink-2") for text in texts],
    )


def _draw_line(figure: Picture, threshold: float) -> None:
    """The threshold: the only dark vertical, with its value in a pill on top."""
    figure.add_shape(
        type="line",
        x0=threshold,
        x1=threshold,
        yref="paper",
        y0=0,
        y1=1,
        line={"color": HUES["ink-2"], "width": 1.75},
    )
    pill = {"bgcolor": HUES["ink-2"], "borderpad": 4, "font": {"color": "#ffffff"}}
    text = f"<b>{threshold:.2f}</b>"
    say(figure, text, threshold, 1, yref="paper", yanchor="bottom", **pill)


def _say_at_line(
    figure: Picture, threshold: float, text: str, anchor: str, row: int = 0
) -> None:
    """Words beside the line, at its top; `anchor` is their end that touches it."""
    shift = 10 if anchor == "left" else -10
    place = {"yref": "paper", "yanchor": "top", "yshift": -4 - 26 * row}
    say(figure, text, threshold, 1, xanchor=anchor, xshift=shift, **place)


def _share(rows: int, total: int, what: str) -> str:
    """Number of rows in large type, what became of them, and their share."""
    tone = "kept" if what == "kept" else "dropped"
    number = words(f"{rows:,}", tone, "xl", strong=True)
    return f"{number} {words(f'{what}, {100 * rows / total:.1f} %', 'ink-2', 'm')}"
