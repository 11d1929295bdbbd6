"""Does the picture that one keeps show the measured numbers?"""

import html
import re

import pytest

from ftwidgets import plots
from ftwidgets.plots.style import HUES, TEMPLATE
from ftwidgets.sizing import Curve, Gain, Point


def point(size, mean, half=0.05):
    return Point(size, mean, mean - half, mean + half, 8)


@pytest.fixture
def curve():
    points = point(40, 0.6), point(80, 0.7), point(160, 0.8)
    gain = Gain(points[1], points[2], 0.1, 0.05, 0.15, 20)
    raw = point(80, 0.5), point(160, 0.62)
    return Curve(points, raw, doubling=gain, test_rows=20)


def line(figure, name):
    (found,) = [each for each in figure.data if each.name == name]
    return list(zip(found.x, found.y, strict=True))


def said(figure):
    texts = [each.text for each in figure.layout.annotations]
    return [html.unescape(re.sub(r"<[^>]*>", "", text)) for text in texts]


def test_the_lines_are_the_measured_ones(curve):
    figure = plots.learning_curve(curve)
    assert line(figure, "filtered") == [(40, 0.6), (80, 0.7), (160, 0.8)]
    assert line(figure, "unfiltered") == [(80, 0.5), (160, 0.62)]
    assert line(figure, "a guess")[0] == (160, 0.8)
    assert line(figure, "a guess")[1][0] == 320


def test_the_band_goes_there_and_back(curve):
    band = plots.learning_curve(curve).data[0]
    assert list(band.x) == [40, 80, 160, 160, 80, 40]
    assert list(band.y) == pytest.approx([0.65, 0.75, 0.85, 0.75, 0.65, 0.55])


def test_words_tell_the_answer_the_lesson_and_that_it_is_a_proxy(curve):
    words = " | ".join(said(plots.learning_curve(curve)))
    assert "80 % with 160 rows, on 20 test rows; a proxy student" in words
    assert "the lesson recommends 200 to 500" in words
    assert "62 % unfiltered" in words
    assert re.search(r"about \d\d %\?", words)


def test_it_is_drawn_in_the_shared_style(curve):
    figure = plots.learning_curve(curve)
    assert figure.layout.template == TEMPLATE
    assert figure.data[-1].line.color == HUES["kept"]


def test_the_axis_says_that_steps_double_only_where_they_do(curve):
    figure = plots.learning_curve(curve)
    assert "each step doubles" in figure.layout.xaxis.title.text
    uneven = Curve((point(40, 0.6), point(300, 0.7)), test_rows=20)
    title = plots.learning_curve(uneven).layout.xaxis.title.text
    assert "training rows" in title
    assert "doubles" not in title


def test_one_point_and_a_flat_line_are_drawn_too():
    for points in ((point(30, 0.5),), (point(30, 1, 0), point(60, 1, 0))):
        figure = plots.learning_curve(Curve(points, test_rows=20))
        assert list(figure.data[-1].x) == [each.size for each in points]


def test_no_curve_is_one_sentence_and_data_in_it_is_text():
    reason = "In 0 of 9 rows <b>$x$</b> is a label."
    figure = plots.learning_curve(Curve(reason=reason))
    assert len(figure.data) == 0
    (text,) = [each.text for each in figure.layout.annotations]
    assert "<b>" not in text
    assert "$" not in text
