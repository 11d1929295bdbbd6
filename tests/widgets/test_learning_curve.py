"""Is a curve measured beside the page, told step by step, and stopped when asked?"""

import json
import threading

import pytest
from sizing.labelled import labelled

import ftwidgets as ft
from ftwidgets.examples import chat
from ftwidgets.exploration.sizes import curves
from ftwidgets.widgets import LearningCurve
from widgets.playing import Page


@pytest.fixture(scope="module")
def rows():
    return labelled(160)


@pytest.fixture(scope="module")
def held():
    return labelled(60, seed=1)


@pytest.fixture(scope="module")
def curve(rows, held):
    raw = labelled(300, seed=2, wrong=0.3)
    return ft.learning_curve(rows, test=held, unfiltered=raw, repeats=3)


class Gate:
    """Holds the training at a step, so that a test can look and act meanwhile."""

    def __init__(self, monkeypatch, step):
        self.reached, self.go_on = threading.Event(), threading.Event()
        self._steps, self._step = 0, step
        real = curves.learning_curve

        def measured(*args, progress, **call):
            def told(step):
                progress(step)
                self._steps += 1
                if self._steps == self._step:
                    self.reached.set()
                    assert self.go_on.wait(30)

            return real(*args, progress=told, **call)

        monkeypatch.setattr(curves, "learning_curve", measured)


def test_it_measures_what_the_function_measures(rows, held):
    shown = LearningCurve(rows, test=held, repeats=2, seed=5).wait()
    assert shown.value == ft.learning_curve(rows, test=held, repeats=2, seed=5)
    assert shown.measurement.phase == "done"
    assert repr(shown) == f"Learning{shown.value!r}"


def test_a_measured_curve_is_drawn_as_it_is(curve):
    view = LearningCurve(curve).view()
    assert json.loads(json.dumps(view, allow_nan=False))
    assert [each[0] for each in view["points"]] == [10, 20, 40, 80, 160]
    assert [each[1] for each in view["points"]] == [p.mean for p in curve.points]
    assert view["lesson"] == (200, 500)
    assert view["subject"] == "160 training rows, 60 test rows, 3 repeats"
    assert view["filtering"]["words"].startswith(
        "Same student, same budget of 160 rows, same test"
    )
    assert "not the model you will tune" in view["proxy"]


def test_a_measured_curve_takes_no_other_call(curve, rows):
    with pytest.raises(ValueError, match="unfiltered, seed came too late"):
        LearningCurve(curve, unfiltered=rows, seed=1)


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ({"source": 7}, TypeError),
        ({"source": [], "repeats": 0}, ValueError),
        ({"source": [], "test": []}, ValueError),
        ({"source": [], "unfiltered": "raw"}, TypeError),
        ({"source": [], "sizes": [-1]}, ValueError),
        ({"source": [], "sizes": 10}, TypeError),
        ({"source": [], "sizes": (size for size in (10, 20))}, TypeError),
        ({"source": [], "group_by": 7}, TypeError),
    ],
)
def test_a_bad_call_is_refused_in_the_cell(call, error):
    with pytest.raises(error):
        LearningCurve(**call)


def test_rows_without_labels_are_told_and_no_error():
    said = [chat(("user", f"Q {n}"), ("assistant", f"It is {n}.")) for n in range(40)]
    shown = LearningCurve(said).wait()
    view = shown.view()
    assert (view["is"], view["points"]) == ("done", [])
    assert "for other tasks there is none yet" in view["reason"]
    assert shown.last_error == ""


def test_while_it_measures_the_page_sees_how_far_it_is(rows, held, monkeypatch):
    gate = Gate(monkeypatch, step=8)
    shown = LearningCurve(rows, test=held, repeats=2)
    assert gate.reached.wait(60)
    view = shown.view()
    assert view["is"] == "working"
    assert view["sizes"] == [10, 20, 40, 80, 160]
    assert view["axis"] == "training rows, each step doubles"
    assert 0 < view["share"] < 1
    assert [each[0] for each in view["points"]] == [10, 20]
    assert "2 of 5 sizes measured" in view["working"]
    assert repr(shown) == "LearningCurve(working)"
    gate.go_on.set()
    assert shown.wait().view()["share"] == 1.0


def test_stop_keeps_what_is_measured_and_it_can_be_measured_again(
    rows, held, monkeypatch
):
    gate = Gate(monkeypatch, step=8)
    shown = LearningCurve(rows, test=held, repeats=2)
    page = Page(shown)
    assert gate.reached.wait(60)
    (answer,) = page.ask("stop", id="op1")
    assert (answer["is"], answer["id"]) == ("news", "op1")
    gate.go_on.set()
    view = shown.wait().view()
    assert view["is"] == "stopped"
    assert [each[0] for each in view["points"]] == [10, 20]
    assert page.told[-1]["view"]["is"] == "stopped"
    page.ask("measure", id="op2")
    assert shown.wait().measurement.phase == "done"
    assert shown.value == ft.learning_curve(rows, test=held, repeats=2)


def test_it_knows_from_the_start_whether_it_compares(rows, held):
    assert LearningCurve(rows, rows, test=held, repeats=1).view()["compares"]
    assert not LearningCurve(rows, test=held, repeats=1).view()["compares"]


def test_a_request_that_comes_twice_is_done_once(curve):
    page = Page(LearningCurve(curve))
    page.ask("measure", id="op1")
    page.ask("measure", id="op1")
    assert page.widget.measurement.phase == "done"
    assert len(page.of_kind("news")) == 2


def test_what_fails_is_shown_and_can_be_tried_again(rows, held, monkeypatch):
    def broken(*args, **call):
        raise RuntimeError("no room <b>left</b>")

    with monkeypatch.context() as patched:
        patched.setattr(curves, "learning_curve", broken)
        shown = LearningCurve(rows, test=held, repeats=1).wait()
    assert shown.measurement.phase == "failed"
    assert shown.last_error == "RuntimeError: no room <b>left</b>"
    assert shown.view()["error"] == "no room <b>left</b>"
    Page(shown).ask("measure", id="op1")
    assert shown.wait().measurement.phase == "done"


def test_stop_in_a_cell_does_not_wait(rows, held, monkeypatch):
    gate = Gate(monkeypatch, step=8)
    shown = LearningCurve(rows, test=held, repeats=2)
    assert gate.reached.wait(60)
    assert shown.stop() is shown  # with the work still held at the gate
    assert shown.measurement.is_stopping
    gate.go_on.set()
    assert shown.wait().measurement.phase == "stopped"


def test_the_title_of_filtering_is_that_of_the_curve_s_own_sentence(curve):
    title = LearningCurve(curve).view()["filtering"]["title"]
    assert title == "Filtering helped"
    assert curve.about_filtering.startswith(f"{title}, ")


def test_closing_ends_the_measurement(rows, held, monkeypatch):
    gate = Gate(monkeypatch, step=2)
    shown = LearningCurve(rows, test=held, repeats=2)
    assert gate.reached.wait(60)
    shown.close()
    gate.go_on.set()
    assert shown.wait().measurement.phase == "stopped"


def test_it_gives_the_picture_to_keep(curve):
    figure = LearningCurve(curve).plot()
    assert list(figure.data[-1].x) == [10, 20, 40, 80, 160]
