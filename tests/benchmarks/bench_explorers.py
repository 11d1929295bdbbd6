"""How long is it from a move of the hand to the chart, and to the rows at the line?

    python tests/benchmarks/bench_explorers.py [ROWS...]

In a real JupyterLab in Chromium, at 10,000 and 100,000 rows, beside what one would take
instead: a slider of ipywidgets with a plotly FigureWidget of bins and a table of rows.
A time is from the event's own time stamp to the first frame after the change was
drawn. The line is moved by keys at five steps a second, then dragged as fast as the
mouse goes. The machine may be shared.
"""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.exploring import Explorer
from browser.lab import PATIENCE, Notebook, Server, launch

PACE = 0.2
"""Seconds between two steps."""

FRAME = 1 / 60
"""Seconds between two moves of a hand that drags."""

STEPS = 60

LONG = 900_000
"""Milliseconds in which everything must be computed."""

SETUP = """
import json, random, time
import ipywidgets, numpy as np
import plotly.graph_objects as go
import ftwidgets as ft
from ftwidgets import widgets
from ftwidgets.exploration.duplicates.exploration import DuplicateExploration
from ftwidgets.exploration.scores.exploration import ScoreExploration
from ftwidgets.examples import chat

lot = random.Random(7)
WORDS = ["".join(lot.choices("aeioulnrst", k=5 + n % 5)) for n in range(30_000)]
SPOILS = [
    "I cannot help with that.", "Error 500: internal server error", "{{name}}",
    "<|im_end|>", "As an AI language model,", "the the the the the the the the",
]

def rows(number):
    made = []
    for n in range(number):
        asked, said = (" ".join(lot.choices(WORDS, k=k)) for k in (20, 30))
        if n % 9 == 0:
            said = " ".join(lot.choices(SPOILS, k=1 + n % 3)) + " " + said[: n % 90]
        if n % 25 == 1:
            asked, said = made[-1][0], f"{made[-1][1]} {WORDS[n % 30_000]}"
        made.append((asked, said))
    return [chat(("user", asked), ("assistant", said)) for asked, said in made]
"""

COMPUTED = """
begun = time.perf_counter()
curation = ft.curate(rows({rows}))
scores = ScoreExploration(curation)
duplicates = DuplicateExploration(curation)
duplicates.wait()
seconds = time.perf_counter() - begun
"""

OURS = {
    "scores": ("widgets.ScoreExplorer(scores)", ".ft-score rect"),
    "duplicates": ("widgets.DedupExplorer(duplicates)", ".ft-chart path"),
}
"""What is shown, and what is there once it is painted."""

RIVAL = """
totals = np.array(scores.totals)
heights, edges = np.histogram(totals, 40, (0, 1))
places = (edges[:-1] + edges[1:]) / 2
figure = go.FigureWidget(go.Bar(x=places, y=heights))
table = ipywidgets.HTML()
slider = ipywidgets.FloatSlider(0.5, min=0, max=1, step=0.01)
slider.add_class("rival")

def follow(change):
    line = change["new"]
    with figure.batch_update():
        figure.data[0].marker.color = np.where(places < line, "#d4501a", "#008577")
        figure.layout.title.text = f"{{(totals >= line).sum()}} kept at {{line:.2f}}"
    near = np.argsort(np.abs(totals - line))[:6]
    table.value = "<br>".join(
        f"{{totals[row]:.2f}} {{scores.examples[row]['messages'][1]['content'][:200]}}"
        for row in near
    )

slider.observe(follow, "value")
follow({{"new": 0.5}})
ipywidgets.VBox([slider, figure, table])
"""

WATCH = """([chart, rows]) => {
    const now = selector => { const node = document.querySelector(selector);
        return node && (node.getAttribute('aria-valuenow')
            ?? node.getAttribute('aria-busy') ?? node.textContent); };
    const painted = done => requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => done(performance.now());
        channel.port2.postMessage(0);
    });
    window.times = { chart: [], rows: [] };
    window.since = { chart: null, rows: null };
    const before = { chart: now(chart), rows: now(rows) };
    for (const kind of ['keydown', 'pointermove', 'change'])
        window.addEventListener(kind, event => {
            window.since.chart ??= event.timeStamp;
            window.since.rows ??= event.timeStamp;
        }, true);
    const look = (each, selector) => {
        const value = now(selector);
        if (value === before[each]) return;
        before[each] = value;
        if (value === 'true' || window.since[each] === null) return;
        const start = window.since[each];
        window.since[each] = null;
        painted(end => window.times[each].push(end - start));
    };
    new MutationObserver(() => { look('chart', chart); look('rows', rows); })
        .observe(document.body, { subtree: true, childList: true, characterData: true,
            attributes: true });
}"""

AFRESH = """() => {
    window.times = { chart: [], rows: [] };
    window.since = { chart: null, rows: null };
}"""
"""Nothing is measured yet, and no move waits for its picture."""

COMPUTED_NOW = """jupyterapp.shell.currentWidget.content.widgets[2]
    .model.executionCount !== null"""

COUNT = """() => {
    window.sent = 0;
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (data) {
        window.sent += 1;
        return send.call(this, data);
    };
}"""


def percentile(times, share):
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def in_words(times):
    return (
        f"p50 {median(times):6.1f}  p95 {percentile(times, 0.95):6.1f}  "
        f"max {max(times):6.1f} ms"
    )


def fresh(browser, server, rows):
    """A notebook with everything computed."""
    path = server.write_notebook(f"bench-{time.time()}.ipynb", SETUP, "", "")
    notebook = Notebook(browser, server, path)
    notebook.run_cell(0)
    notebook.start_cell(2, COMPUTED.format(rows=rows))
    notebook.page.set_default_timeout(LONG)
    notebook.wait(COMPUTED_NOW)
    notebook.page.set_default_timeout(PATIENCE)
    return notebook


def step(notebook, number=STEPS):
    """Move right and left again, five steps a second."""
    for at in range(number):
        notebook.page.keyboard.press("ArrowLeft" if at % 20 < 10 else "ArrowRight")
        time.sleep(PACE)


def first_paint(notebook, source, painted):
    """Milliseconds from running the cell to the first frame of the chart."""
    notebook.write_cell(1, f"it = {source}\nit")
    begun = time.perf_counter()
    notebook.start_cell(1)
    notebook.page.locator(painted).first.wait_for(state="attached")
    notebook.painted()
    return 1000 * (time.perf_counter() - begun)


def measure(notebook, name):
    """Times of one explorer, printed; p95 of chart and rows."""
    source, painted = OURS[name]
    paint = first_paint(notebook, source, painted)
    size = notebook.ask("len(json.dumps(it.snapshot()))")
    shown = Explorer(notebook)
    shown.focus()
    notebook.page.evaluate(WATCH, [".ft .ft-pill", ".ft"])
    step(notebook)
    shown.settled()
    times = notebook.page.evaluate("window.times")
    print(f"  {name}: first paint {paint:.0f} ms, state {size / 1000:.1f} KB")
    print(f"    step -> chart   {in_words(times['chart'])}  ({len(times['chart'])})")
    print(f"    step -> rows    {in_words(times['rows'])}  ({len(times['rows'])})")
    drag(notebook, shown)
    return times


def drag(notebook, shown):
    """Drag as a hand does, sixty moves a second, and as fast as the mouse goes."""
    page = notebook.page
    box = shown.line.bounding_box()
    # Each move is one hundredth, so that each of them changes something.
    steps = [abs(20 - (number % 40)) for number in range(1, 121)]
    pixels = [shown.pixel(0.75 + each / 100) for each in steps]
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 8)
    page.mouse.down()
    page.evaluate(AFRESH)
    for number in range(120):
        page.mouse.move(pixels[number], box["y"] + 8)
        time.sleep(FRAME)
    page.mouse.up()
    shown.settled()
    times = page.evaluate("window.times.chart")
    print(f"    hand  -> chart  {in_words(times)}  ({len(times)} of 120 moves)")
    page.evaluate(COUNT)
    page.evaluate(AFRESH)
    places = [0.75 + abs(20 - (number % 40)) / 100 for number in range(1, 301)]
    shown.drag_line(*places)
    begun = time.perf_counter()
    shown.settled()
    quiet = 1000 * (time.perf_counter() - begun)
    times = page.evaluate("window.times.chart")
    sent = page.evaluate("window.sent")
    print(f"    flood -> chart  {in_words(times)}  ({len(times)} of 300 moves)")
    print(
        f"    flood: {sent} messages for 300 moves, all quiet {quiet:.0f} ms after it"
    )


def weigh(notebook):
    """A changed weight, until its rows and sums are drawn."""
    shown = Explorer(notebook)
    notebook.page.evaluate(WATCH, [".ft .ft-pill", ".ft"])
    for weight in ("0.05", "0.15") * 10:
        field = shown.find(".ft-score-signals input[type=number]").first
        field.fill(weight)
        field.press("Enter")
        shown.settled()
        time.sleep(PACE)
    times = notebook.page.evaluate("window.times.rows")
    print(f"    changed weight  {in_words(times)}  ({len(times)})")


def rival(notebook):
    """The same steps on a slider of ipywidgets."""
    notebook.run_cell(1, RIVAL.format())
    notebook.page.locator(".rival .noUi-handle").wait_for()
    notebook.page.locator(".js-plotly-plot .gtitle").wait_for()
    notebook.page.locator(".rival .noUi-handle").focus()
    notebook.page.evaluate(WATCH, [".gtitle", ".jupyter-widgets.widget-html-content"])
    step(notebook)
    times = notebook.page.evaluate("window.times")
    print("  ipywidgets slider + plotly FigureWidget + HTML table:")
    print(f"    step -> chart   {in_words(times['chart'])}  ({len(times['chart'])})")
    return times


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="*", default=[10_000, 100_000])
    with (
        tempfile.TemporaryDirectory() as folder,
        Server(Path(folder), FTWIDGETS_WORKSPACE=folder) as server,
        launch() as browser,
    ):
        for rows in parser.parse_args().rows:
            notebook = fresh(browser, server, rows)
            print(f"{rows:,} rows, computed in {notebook.ask('seconds'):.1f} s")
            ours = measure(notebook, "scores")
            weigh(notebook)
            measure(notebook, "duplicates")
            theirs = rival(notebook)
            ratio = percentile(theirs["chart"], 0.95) / percentile(ours["chart"], 0.95)
            print(f"  p95 of the chart: {ratio:.1f} times as fast as the slider")
            notebook.page.close()


if __name__ == "__main__":
    main()
