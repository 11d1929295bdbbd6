"""Do the pictures show the numbers, calmly, and data as text?"""

import html
import json
import re

import plotly.graph_objects as go
import pytest

from ftwidgets import plots
from ftwidgets.datasets import load
from ftwidgets.examples import chat
from ftwidgets.pipeline import curate
from ftwidgets.plots.style import CONFIG, HUES, TEMPLATE
from ftwidgets.recipes import Recipe
from ftwidgets.review.session import ReviewSession
from ftwidgets.splitting import Split, split

KEPT, DROPPED = "#008577", "#d4501a"


@pytest.fixture(scope="module", params=["standard", "lesson"])
def curation(request):
    return curate(load("data/raw_tickets.jsonl"), Recipe(preset=request.param))


def stage_of(curation, level):
    (stage,) = [each for each in curation.funnel if each.level == level]
    return stage


def said(figure):
    """All words of a picture, as one reads them."""
    texts = [each.text for each in figure.layout.annotations]
    return [html.unescape(re.sub(r"<[^>]*>", "", text)) for text in texts]


def pictures(curation):
    return [
        plots.funnel(curation),
        plots.score_histogram(curation),
        plots.duplicate_curve(curation),
        plots.split_bars(split(curation.kept, stratify_by="reply")),
    ]


def test_no_bar_of_the_histogram_straddles_the_threshold(curation):
    for bars in plots.score_histogram(curation).data:
        for middle, width in zip(bars.x, bars.width, strict=True):
            side = {KEPT: 1, DROPPED: -1}[bars.marker.color]
            assert side * (middle - 0.7) > width / 2


def test_the_bars_of_the_histogram_hold_every_row_of_level_2(curation):
    stage = stage_of(curation, "scoring")
    heights = {
        bars.marker.color: sum(bars.y) for bars in plots.score_histogram(curation).data
    }
    assert heights == {KEPT: stage.kept, DROPPED: stage.dropped}


def test_the_histogram_gives_the_answer_in_words_and_says_the_rule(curation):
    words = said(plots.score_histogram(curation))
    stage = stage_of(curation, "scoring")
    share = 100 * stage.dropped / stage.rows_in
    assert f"{stage.dropped} dropped, {share:.1f} %" in words
    sign = ">" if curation.recipe.preset == "lesson" else "≥"
    assert f"score of a row; it is kept when its score is {sign} 0.70" in words


def test_the_funnel_shows_sums_that_add_up(curation):
    figure = plots.funnel(curation)
    total, kept, fallen = len(curation.data), len(curation.kept), len(curation.dropped)
    head = " ".join(said(figure)[-1].split())
    assert head == f"{total} records in = {kept} kept + {fallen} dropped"
    lengths = [(each.marker.color, each.x[0]) for each in figure.data]
    expected = [
        piece
        for stage in curation.funnel
        for piece in ((KEPT, stage.kept), (DROPPED, stage.dropped))
        if piece[1]
    ]
    assert lengths == expected


def test_the_funnel_names_reasons_and_counts_the_others(curation):
    words = said(plots.funnel(curation))
    for stage in curation.funnel:
        (remark,) = [
            each
            for each in words
            if each.startswith(f"{next(iter(stage.reasons.values()))} {_first(stage)}")
        ]
        assert sum(map(int, re.findall(r"\d+", remark))) == stage.dropped


def _first(stage):
    return next(iter(stage.reasons)).replace("_", " ")


def test_the_curve_marks_what_the_recipe_drops():
    curation = curate(load("data/raw_tickets.jsonl"))
    stage = stage_of(curation, "deduplication")
    line, mark = plots.duplicate_curve(curation).data
    assert mark.x[0] == curation.recipe.similarity
    assert mark.y[0] * stage.rows_in == pytest.approx(stage.dropped)
    assert list(line.y) == sorted(line.y, reverse=True)
    words = said(plots.duplicate_curve(curation))
    share = 100 * stage.dropped / stage.rows_in
    assert f"{stage.dropped} of {stage.rows_in} rows dropped, {share:.1f} %" in words
    assert "← looser" in words


def test_the_parts_and_their_leaks_are_drawn():
    row = chat(("user", "Where is my parcel?"), ("assistant", "delivery"))
    other = chat(("user", "Can I pay later?"), ("assistant", "billing"))
    figure = plots.split_bars(Split.of(train=[row, other], test=[row]))
    assert [(each.marker.color, each.x[0]) for each in figure.data] == [
        (KEPT, 2),
        (DROPPED, 1),
    ]
    assert "1 known to an earlier part" in said(figure)


@pytest.mark.parametrize("label", ["<b>bold</b>", "$x^2$", "a<br>b", "&lt;i&gt;"])
def test_labels_from_the_data_are_text(label):
    rows = [chat(("user", f"Question {n}"), ("assistant", label)) for n in range(4)]
    figure = plots.split_bars(split(rows, 2, 1, 1, stratify_by="reply"))
    remark = next(text for text in said(figure) if "families" in text)
    assert remark == f"2 families, 2 {label}"
    raw = figure.to_json()
    assert "$" not in raw
    assert not re.search(r"<(b|i|br)>(bold|b\b)", raw)


def test_nothing_to_draw_is_said_in_a_sentence():
    empty, unusable = curate([]), curate([7])
    assert said(plots.funnel(empty)) == ["There are no records."]
    assert said(plots.score_histogram(unusable))[0].startswith("No row reached level 2")
    assert said(plots.duplicate_curve(unusable))[0].startswith("No row reached level 3")
    assert said(plots.split_bars(split([]))) == ["There are no rows to split."]
    assert [each.x[0] for each in plots.funnel(unusable).data] == [1]


def test_pictures_are_plain_and_small_whatever_the_number_of_rows():
    rows = [chat(("user", f"Question {n}"), ("assistant", f"{n}")) for n in range(2000)]
    for figure in pictures(curate(rows)):
        assert isinstance(figure, go.Figure)
        assert not isinstance(figure, go.FigureWidget)
        assert len(figure.to_json()) < 30_000


def test_pictures_share_one_calm_look(curation):
    for figure in pictures(curation):
        layout = figure.layout
        assert layout.template.layout == TEMPLATE.layout
        assert layout.template.layout.paper_bgcolor == "rgba(0, 0, 0, 0)"
        used = set(
            re.findall(
                r'"(#[0-9a-f]{6})"', json.dumps(figure.to_dict()["data"], default=str)
            )
        )
        assert used <= set(HUES.values())


def test_pictures_are_shown_without_a_tool_bar(curation, monkeypatch):
    shown = []
    monkeypatch.setattr(go.Figure, "show", lambda self, **how: shown.append(how))
    plots.funnel(curation)._ipython_display_()
    assert shown == [{"config": CONFIG}]
    assert CONFIG["displayModeBar"] is False


@pytest.mark.parametrize("threshold", [0.0, 0.02, 0.5, 0.98, 1.0])
def test_the_histogram_takes_every_threshold(threshold):
    rows = [
        chat(("user", "Where is my parcel?"), ("assistant", "It comes on Friday.")),
        chat(("user", "Can I pay later?"), ("assistant", "I can't help with that.")),
    ]
    curation = curate(rows, Recipe(min_score=threshold))
    figure = plots.score_histogram(curation)
    assert sum(sum(bars.y) for bars in figure.data) == 2
    start, end = figure.layout.xaxis.range
    assert start <= threshold <= end


def test_the_funnel_shows_the_review_where_there_was_one(tmp_path, monkeypatch):
    monkeypatch.setenv("FTWIDGETS_WORKSPACE", str(tmp_path))
    rows = [chat(("user", f"Where is {n}?"), ("assistant", "Here.")) for n in "abc"]
    session = ReviewSession(rows, "labels.jsonl", "mira")
    session.label("drop", row=0)
    words = said(plots.funnel(curate(rows, session.add_to())))
    assert "Review" in " ".join(words)
    assert any("1 dropped by review" in each for each in words)
    assert "Review" not in " ".join(said(plots.funnel(curate(rows))))
