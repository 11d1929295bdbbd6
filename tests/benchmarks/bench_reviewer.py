"""How long is it from a key to the next row, in a real JupyterLab?

    python tests/benchmarks/bench_reviewer.py [LABELS]

1,000 chat rows of 1 KB in Chromium, beside what one would take instead: molabel, if
pip finds it, and a reviewer of plain ipywidgets that writes a line a label. A time is
from the key's own time stamp to the first frame after the row's name changed. Keys come
at five a second; where rows are only passed, as fast as they are painted. Bytes are
those of the websocket's frames. The machine may be shared.
"""

import argparse
import base64
import json
import random
import struct
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from browser.lab import Notebook, Server, launch

PACE = 0.2
"""Seconds between two keys."""

BUSY = 5
"""Seconds for which a cell keeps the kernel busy."""

MANY = 50_000

SETUP = """
import html, json, os, random, sys, time
import ipywidgets
from IPython.display import display
from ftwidgets.examples import chat
from ftwidgets.review import ReviewSession
from ftwidgets.widgets import Reviewer

WORDS = [
    "".join(random.Random(n).choices("aeioulnrst", k=5 + n % 4)) for n in range(3000)
]

def rows(number):
    lot = random.Random(7)
    said = lambda words: " ".join(lot.choices(WORDS, k=words)).capitalize() + "."
    texts = [(said(40), said(105)) for _ in range(number)]
    texts[9::50] = [(asked, f"{reply} Yes.") for asked, reply in texts[8::50]]
    return [
        chat(("user", asked), ("assistant", reply), id=f"row-{n}")
        for n, (asked, reply) in enumerate(texts)
    ]
"""

OURS = """
session = ReviewSession(rows({rows}), {journal!r}, "mira")
reviewer = Reviewer(session, {mode!r})
reviewer
"""

MOLABEL = """
sys.path.insert(0, {folder!r})
from molabel import SimpleLabel
show = lambda row: "<br>".join(html.escape(m["content"]) for m in row["messages"])
reviewer = SimpleLabel(rows({rows}), show)
reviewer
"""

PLAIN = """
class Plain:
    def __init__(self, rows, path):
        self.rows, self.path, self.place = rows, path, 0
        self.text, self.name = ipywidgets.HTML(), ipywidgets.Label()
        self.name.add_class("plain-name")
        self.keep = ipywidgets.Button(description="Keep")
        self.keep.add_class("plain-keep")
        self.keep.on_click(self.judge)
        self.show()
    def show(self):
        row = self.rows[self.place]
        said = [html.escape(message["content"]) for message in row["messages"]]
        self.text.value = "<br>".join(said)
        self.name.value = row["id"]
    def judge(self, _):
        with open(self.path, "a") as file:
            line = dict(id=self.rows[self.place]["id"], label="keep")
            file.write(json.dumps(line) + "\\n")
            file.flush()
            os.fsync(file.fileno())
        self.place += 1
        self.show()

reviewer = Plain(rows({rows}), {journal!r})
ipywidgets.VBox([reviewer.name, reviewer.text, reviewer.keep])
"""

RIVALS = {
    "molabel": (MOLABEL, ".molabel-container", ".molabel-status", "Alt+2"),
    "ipywidgets": (PLAIN, ".plain-keep", ".plain-name", "Space"),
}
"""Their cell, what has the focus, what names the row, and the key."""

NAME = ".ft-page .ft-code"

STOPWATCH = """selector => {
    window.nameNow = () => document.querySelector(selector)?.textContent;
    window.watch = { start: null, before: window.nameNow() ?? null, times: [] };
    if (window.watching) return;
    window.watching = true;
    const started = event => { window.watch.start ??= event.timeStamp; };
    for (const kind of ['keydown', 'input', 'change', 'run'])
        window.addEventListener(kind, started, true);
    new MutationObserver(() => {
        const watch = window.watch, now = window.nameNow() ?? null;
        if (now === null) watch.before = null;
        if (watch.start === null || now === watch.before) return;
        const start = watch.start;
        watch.before = now;
        watch.start = null;
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => watch.times.push(performance.now() - start);
            channel.port2.postMessage(0);
        });
    }).observe(document.body, {
        subtree: true, childList: true, characterData: true, attributes: true,
    });
}"""


def percentile(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(times: list[float]) -> str:
    low, high = percentile(times, 0.5), percentile(times, 0.95)
    return f"p50 {low:6.1f}   p95 {high:6.1f}   max {max(times):6.1f} ms"


class Timed:
    """A widget in a notebook whose next row is waited for."""

    def __init__(self, notebook: Notebook, focus: str, name: str, key: str) -> None:
        self.notebook, self.key, self.name = notebook, key, name
        self.page = notebook.page
        self.page.locator(focus).first.wait_for()
        self.watch(name)
        self.page.locator(focus).first.focus()
        notebook.painted()

    def watch(self, selector: str) -> None:
        """Start over, with the text of another element."""
        self.page.evaluate(STOPWATCH, selector)

    def times(self) -> list[float]:
        return self.page.evaluate("window.watch.times")

    def press(self, times: int, pace: float = PACE) -> list[float]:
        """Press so often, each once the last has shown; milliseconds."""
        first = len(self.times())
        for index in range(times):
            start = time.monotonic()
            self.page.keyboard.press(self.key)
            self.wait_for(first + index + 1)
            time.sleep(max(0, pace - (time.monotonic() - start)))
        return self.times()[first:]

    def wait_for(self, number: int) -> None:
        self.page.wait_for_function(
            "number => window.watch.times.length >= number", arg=number, polling=5
        )


class Frames:
    """Bytes on the websocket while it is asked to count, by what they are."""

    def __init__(self, notebook: Notebook) -> None:
        self.bytes: Counter[str] = Counter()
        self._session = notebook.page.context.new_cdp_session(notebook.page)
        for event in ("Sent", "Received"):
            self._session.on(f"Network.webSocketFrame{event}", self._count)

    @contextmanager
    def counting(self):
        self.bytes.clear()
        self._session.send("Network.enable")
        yield self.bytes
        self._session.send("Network.disable")

    def _count(self, event: dict) -> None:
        payload = event["response"]["payloadData"]
        binary = event["response"]["opcode"] == 2
        frame = base64.b64decode(payload) if binary else payload.encode()
        self.bytes["frames"] += len(frame)
        message = read_frame(frame) if binary else {}
        if message.get("method") == "custom":
            content = message["content"]
            kind = content.get("do") or content.get("is")
            self.bytes[kind] += message["size"]
        if message.get("method") in ("update", "echo_update"):
            self.bytes["state"] += message["size"]


def read_frame(frame: bytes) -> dict:
    """What a frame of Jupyter's binary protocol says, if it is about a widget."""
    (number,) = struct.unpack_from("<Q", frame)
    offsets = struct.unpack_from(f"<{number}Q", frame, 8)
    parts = [frame[a:b] for a, b in pairwise(offsets)]
    if json.loads(parts[1])["msg_type"] != "comm_msg":
        return {}
    return {**json.loads(parts[4])["data"], "size": len(parts[4])}


def measure_labels(notebook: Notebook, folder: Path, mode: str, labels: int) -> None:
    """Key to next row, early and late, and the bytes of a label."""
    journal = folder / f"{mode}.jsonl"
    # One row more than labels, so that the last label has a next row too.
    source = OURS.format(rows=labels + 1, journal=str(journal), mode=mode)
    notebook.run_cell(1, source)
    timed, frames = Timed(notebook, ".ft", NAME, "a"), Frames(notebook)
    first = timed.press(50)
    more = timed.press(150)
    early = count_bytes(timed, frames)
    timed.press(labels - 500, pace=0)
    late = count_bytes(timed, frames)
    more += timed.press(150)
    last = timed.press(50)
    written = journal.read_text().count('"kind": "label"')
    print(f"\n{mode}: {labels:,} rows, {written:,} labels in the journal")
    print(f"  key -> next row           {spread([*first, *more, *last])}")
    print(f"  labels 1-50               {spread(first)}")
    print(f"  labels {labels - 49}-{labels}           {spread(last)}")
    worst = percentile(last, 0.95) / percentile(first, 0.95)
    ratio = median(last) / median(first)
    print(f"  ratio of last to first    {ratio:.2f} of p50, {worst:.2f} of p95")
    for when, each in (("early", early), ("late", late)):
        ours = each["operations"] + each["news"] + each["state"]
        print(
            f"  bytes a label, {when:5}      {ours / 50:6,.0f} label and answer, "
            f"{each['rows'] / 50:,.0f} next rows, {each['frames'] / 50:,.0f} all frames"
        )


def count_bytes(timed: Timed, frames: Frames) -> Counter:
    with frames.counting() as counted:
        timed.press(50, pace=0)
        timed.notebook.wait_for_kernel()
        return Counter(counted)


def measure_busy(notebook: Notebook, folder: Path, mode: str, work: str) -> None:
    """Key to next row while a cell keeps the kernel busy."""
    journal = folder / f"busy-{mode}-{len(work)}.jsonl"
    source = OURS.format(rows=1000, journal=str(journal), mode=mode)
    notebook.run_cell(1, source)
    timed = Timed(notebook, ".ft", NAME, "a")
    timed.press(5)
    notebook.start_cell(2, f"end = time.monotonic() + {BUSY}\n{work}\nended = True")
    notebook.wait(
        "jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === 'busy'"
    )
    notebook.page.locator(".ft").focus()
    end = time.monotonic() + BUSY - 1
    times = []
    while time.monotonic() < end:
        times += timed.press(1)
    on_disk = journal.read_text().count('"kind": "label"')
    print(
        f"  {mode:8} {'sleeping' if 'sleep' in work else 'computing':10}"
        f"        {spread(times)}   {len(times)} labels, {on_disk - 5} on disk by then"
    )
    notebook.wait_for_kernel()


def measure_rival(notebook: Notebook, folder: Path, name: str, labels: int) -> None:
    source, focus, shown, key = RIVALS[name]
    place = str(folder / f"{name}.jsonl")
    notebook.run_cell(
        1, source.format(rows=labels, journal=place, folder=str(folder / "rival"))
    )
    timed, frames = Timed(notebook, focus, shown, key), Frames(notebook)
    times = timed.press(100)
    early = count_bytes(timed, frames)
    timed.press(labels - 301, pace=0)
    late = count_bytes(timed, frames)
    last = timed.press(100)
    print(f"\n{name}: {labels:,} rows")
    print(f"  key -> next row           {spread([*times, *last])}")
    print(f"  ratio of last to first    {median(last) / median(times):.2f} of p50")
    print(
        f"  bytes a label             {early['frames'] / 50:,.0f} early, "
        f"{late['frames'] / 50:,.0f} late (all frames)"
    )


def measure_many(notebook: Notebook, folder: Path) -> None:
    """Cell run to first paint on many rows."""
    notebook.run_cell(2, f"many = rows({MANY})")
    source = (
        "start = time.monotonic()\n"
        f"session = ReviewSession(many, {str(folder / 'many.jsonl')!r}, 'mira')\n"
        "middle = time.monotonic()\nreviewer = Reviewer(session)\n"
        "took = middle - start, time.monotonic() - middle\nreviewer"
    )
    print(f"\n{MANY:,} rows of 1 KB")
    for when in ("first cell", "run again"):
        notebook.run_cell(1, "")
        notebook.page.locator(".ft").wait_for(state="detached")
        Timed(notebook, ".jp-Notebook", NAME, "a")
        notebook.write_cell(1, source)
        notebook.page.evaluate("window.dispatchEvent(new Event('run'))")
        notebook.start_cell(1)
        notebook.page.wait_for_function("window.watch.times.length > 0", polling=5)
        (shown,) = notebook.page.evaluate("window.watch.times")
        session, widget = notebook.ask("took")
        size = notebook.ask("len(json.dumps(reviewer.snapshot()))")
        print(
            f"  cell run -> first paint   {shown:6.0f} ms, {when} (session "
            f"{1000 * session:.0f}, widget {1000 * widget:.0f}, {size / 1e3:.0f} KB)"
        )


def measure_queues(notebook: Notebook, folder: Path, rows: int) -> None:
    """Choosing a queue to the paint of its first row."""
    journal = str(folder / f"queues-{rows}.jsonl")
    notebook.run_cell(1, OURS.format(rows=rows, journal=journal, mode="instant"))
    timed = Timed(notebook, ".ft", NAME, "a")
    print(f"\nqueue switch, {rows:,} rows (first time, then again)")
    queues = ("audit:10:0:kept", "lowest_score", "unlabelled")
    for queue in queues:
        took = []
        for _ in range(2):
            for chosen in (queue, "all"):
                timed.watch(".ft-page > :not(.ft-loading)")
                notebook.page.locator(".ft-bar select").select_option(chosen)
                timed.wait_for(1)
                took += timed.times()[:1]
        print(f"  {queue:24}  {took[0]:6.0f} ms, again {took[2]:6.0f} ms")


def measure_edits(notebook: Notebook, folder: Path, rows: int) -> None:
    """A typed letter to the differences it makes."""
    journal = str(folder / f"edits-{rows}.jsonl")
    notebook.run_cell(1, OURS.format(rows=rows, journal=journal, mode="instant"))
    timed = Timed(notebook, ".ft", NAME, "a")
    notebook.page.keyboard.press("e")
    notebook.page.locator(".ft-rail table").wait_for()
    timed.watch(".ft-editor .ft-text")
    lot, timed.key = random.Random(3), "x"
    times = []
    for _ in range(100):
        timed.key = lot.choice("aeiou ")
        times += timed.press(1)
    print(f"  edit check, {rows:6,} rows   {spread(times)}")


def install_molabel(folder: Path) -> bool:
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps"]
    made = subprocess.run(
        [*command, "--target", folder / "rival", "molabel==0.1.5"], capture_output=True
    )
    return made.returncode == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("labels", type=int, nargs="?", default=1000)
    labels = max(600, parser.parse_args().labels)
    with tempfile.TemporaryDirectory() as name, launch() as browser:
        folder = Path(name)
        with Server(folder, FTWIDGETS_WORKSPACE=str(folder / "workspace")) as server:
            path = server.write_notebook("bench.ipynb", SETUP, "", "")
            notebook = Notebook(browser, server, path)
            notebook.run_cell(0)
            for mode in ("instant", "strict"):
                measure_labels(notebook, folder, mode, labels)
            print(f"\nkey -> next row while a cell is busy for {BUSY} s")
            sleep = f"time.sleep({BUSY})"
            compute = "while time.monotonic() < end: sum(range(1000))"
            for mode in ("instant", "strict"):
                for work in (sleep, compute):
                    measure_busy(notebook, folder, mode, work)
            measure_many(notebook, folder)
            measure_queues(notebook, folder, 1000)
            print("\na letter -> its differences and numbers")
            for rows in (1000, 5000):
                measure_edits(notebook, folder, rows)
            rivals = ["molabel"] * install_molabel(folder) + ["ipywidgets"]
            for rival in rivals:
                measure_rival(notebook, folder, rival, labels)


if __name__ == "__main__":
    main()
