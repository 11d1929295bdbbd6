"""Can one ask the lesson's table and measure a curve, by hand, by keys, in any look?"""

import json

import pytest

from browser.bars import (
    FIRED,
    HOSTILE,
    INSIDE,
    LETTERS,
    TOO_WIDE,
    cells,
    check_looks,
    grave_faults,
)
from browser.exploring import Stage

MARKUP = "img, script, iframe, object, embed, link, base, form, video, style, a"

ROWS = """
import random
draw = random.Random(0)
def row(n, wrong=0.0):
    label = ("billing", "delivery", "returns", "technical")[n % 4]
    words = draw.sample(range(60), 8) + [f"{label[:4]}{draw.randrange(12)}"]
    label = draw.choice(("billing", "delivery")) if draw.random() < wrong else label
    said = " ".join(f"word{each}" if isinstance(each, int) else each for each in words)
    return {"messages": [{"role": "user", "content": said},
                         {"role": "assistant", "content": label}]}
rows, held, raw = ([row(n, wrong) for n in range(number)]
                   for number, wrong in ((160, 0.1), (60, 0.2), (300, 0.5)))
"""

GATE = """
import threading
from ftwidgets.exploration.sizes import curves
gate, measure, steps = threading.Event(), curves.learning_curve, []
def gated(*args, progress, **call):
    def told(step):
        progress(step)
        steps.append(step)
        if len(steps) == 12:
            gate.wait(60)
    return measure(*args, progress=told, **call)
curves.learning_curve = gated
"""
"""Holds the training in the middle, so that the page can be looked at."""


@pytest.fixture(scope="module")
def stage(server, open_notebook):
    path = server.write_notebook("sizing.ipynb", "", "", "x = 1")
    notebook = open_notebook(path)
    made = Stage(notebook)
    notebook.tell(ROWS)
    yield made
    notebook.page.close()


def place_of(shown, number):
    """Pixel of a number of examples: the scale runs from 10 to 20,000 by logarithms."""
    from math import log10

    box = shown.find(".ft-size-strip").bounding_box()
    share = (log10(number) - 1) / (log10(20_000) - 1)
    return box["x"] + share * box["width"], box["y"] + box["height"] / 2


def test_the_table_is_asked_by_keys_and_says_what_is_missing(stage, screenshots):
    guide = stage.show("widgets.SizeGuide('classification', have=160)")
    assert "From 160 to 200" in guide.words
    assert "40 more rows, about $0.26" in guide.words
    guide.press("ArrowRight")
    guide.becomes("it.choices.state.have", 170)
    guide.press("Shift+ArrowLeft")
    guide.becomes("it.choices.state.have", 97)
    guide.press("ArrowDown", "ArrowDown")
    guide.becomes("it.choices.state.behaviour", "multi_step")
    guide.until(lambda: "From 97 to 2,000" in guide.words)
    guide.press("m")
    guide.until(lambda: "From 97 to 500" in guide.words)
    guide.press("Home", "ArrowUp", "r")
    guide.becomes("it.choices.state.have", 0)
    guide.until(lambda: "From 0 to 500" in guide.words)
    assert guide.line.get_attribute("aria-valuetext") == "0 examples"
    check_looks(guide, screenshots, "SizeGuide")


def test_the_table_is_asked_by_mouse(stage):
    guide = stage.show("widgets.SizeGuide('classification', have=160)")
    guide.find("[data-behaviour=domain]").click()
    guide.becomes("it.choices.state.behaviour", "domain")
    guide.until(lambda: "From 160 to 5,000" in guide.words)
    mouse = guide.page.mouse
    mouse.move(*place_of(guide, 160))
    mouse.down()
    for number in (300, 900, 2000):
        mouse.move(*place_of(guide, number))
    mouse.up()
    guide.settled()
    have = guide.ask("it.choices.state.have")
    assert have == pytest.approx(2000, rel=0.05)
    assert f"you: {have:,}" in guide.words
    chart = guide.find(".ft-chart").bounding_box()
    mouse.click(place_of(guide, 5000)[0], chart["y"] + chart["height"] / 2)
    guide.until(lambda: "reach the recommended" in guide.words)
    field = guide.root.get_by_label("You have, in examples")
    field.fill("12")
    field.press("Enter")
    guide.becomes("it.choices.state.have", 12)
    money = guide.root.get_by_label("Budget, in dollars")
    money.fill("-3")
    money.press("Enter")
    guide.until(lambda: "budget is a number from 0 to 1,000,000,000" in guide.words)
    assert guide.ask("it.choices.state.budget") == 2
    guide.notebook.tell("it.choose(have=501, behaviour='classification')")
    guide.until(lambda: "You have passed the recommended range" in guide.words)


def test_a_curve_is_watched_stopped_measured_again_and_read(stage, screenshots):
    stage.notebook.tell(GATE)
    shown = stage.show("widgets.LearningCurve(rows, raw, test=held, repeats=3)")
    shown.until(lambda: "sizes measured" in shown.words)
    shown.until(lambda: shown.find(".ft-dot").count() >= 1)
    assert grave_faults(shown) == []
    assert shown.root.evaluate(TOO_WIDE) == []
    shown.root.screenshot(path=screenshots / "LearningCurve-working.png")
    shown.press("s")
    shown.until(lambda: "Stopping after this training" in shown.words)
    stage.notebook.tell("gate.set(); it.wait()")
    shown.until(lambda: "Stopped after" in shown.words)
    assert shown.ask("len(it.value.points)") < 5
    shown.root.screenshot(path=screenshots / "LearningCurve-stopped.png")
    shown.button("Measure again").click()
    shown.becomes("it.measurement.phase", "done")
    shown.until(lambda: "160 training rows, 60 test rows, 3 repeats" in shown.words)
    means = shown.ask("[it.value.in_percent(p.mean) for p in it.value.points]")
    assert f"160 rows: {means[-1]} right" in shown.words
    shown.focus().press("Home", "ArrowRight")
    shown.until(lambda: f"20 rows: {means[1]} right" in shown.words)
    dot = shown.find(".ft-dot").nth(2).bounding_box()
    shown.page.mouse.move(dot["x"] + 3, dot["y"] + 40)
    shown.until(lambda: f"40 rows: {means[2]} right" in shown.words)
    assert "a guess" in shown.find("svg").first.get_attribute("aria-label").lower()
    shown.press("End")
    check_looks(shown, screenshots, "LearningCurve")


def hostile_rows(labels):
    return [
        {
            "messages": [
                {"role": "user", "content": f"{text} {n}"},
                {"role": "assistant", "content": HOSTILE[n % labels][:50]},
            ],
            "seed": text[:40],
        }
        for n, text in enumerate(HOSTILE * 4)
    ]


def test_hostile_labels_and_texts_are_learned_and_run_nothing(stage, screenshots):
    page = stage.notebook.page
    page.evaluate("window.hacked = 0")
    stage.give("bad", hostile_rows(5))
    shown = stage.show("widgets.LearningCurve(bad[:100], bad, test=bad[100:])")
    shown.becomes("it.measurement.phase", "done")
    stage.notebook.tell(
        "it.measurement.error = ValueError('<img src=x>'); it._tell_step()"
    )
    shown.until(lambda: "<img src=x>" in shown.words)
    stage.notebook.tell(
        "it.measurement.phase, it.measurement._curve = 'failed', None; it._tell_step()"
    )
    shown.until(lambda: "It failed after" in shown.words)
    assert "nothing was measured" not in shown.words
    assert shown.find(MARKUP).count() == 0
    stage.give("said", hostile_rows(len(HOSTILE)))
    none = stage.show("widgets.LearningCurve(said[:20])")
    none.until(lambda: "No proxy student for these rows" in none.words)
    none.root.screenshot(path=screenshots / "LearningCurve-none.png")
    assert none.find(MARKUP).count() == 0
    model = json.dumps("<svg onload='window.hacked = 1'>")
    guide = stage.show(f"widgets.SizeGuide('persona', model={model})")
    assert "prices of <svg onload" in guide.words
    assert guide.find(MARKUP).count() == 0
    assert page.evaluate("window.hacked") == 0


@pytest.mark.parametrize(
    "source", ["widgets.SizeGuide()", "widgets.LearningCurve(rows, test=held)"]
)
def test_no_key_runs_a_command_and_tab_and_escape_leave(stage, source):
    shown = stage.show(source)
    before = cells(shown)
    shown.page.evaluate(FIRED)
    for key in [*LETTERS, *"09", "Enter", "Shift+M", *"dd", "x", "ArrowUp"]:
        shown.press(key)
        if not shown.page.evaluate(INSIDE):
            shown.focus()
    stage.notebook.painted()
    assert cells(shown) == before
    assert shown.page.evaluate("window.fired") == []
    for _ in range(40):
        shown.press("Tab")
        if not shown.page.evaluate(INSIDE):
            break
    assert not shown.page.evaluate(INSIDE)
    shown.focus().press("Escape")
    assert not shown.page.evaluate(INSIDE)


def test_the_browser_did_not_complain_and_asked_nobody(stage):
    assert stage.notebook.console == []
    assert stage.notebook.elsewhere == []
