"""How long does the dedup explorer take to follow the line, and to find all pairs?

    python tests/benchmarks/bench_duplicates.py ROWS...

Rows are Zipf text with equal, edited and templated copies and two labels. The pairs are
found once; then the line is moved in the kernel as the page moves it, to each threshold
once and then again, and groups, bands and decisions are asked for. Times are what a
handler takes from the request to the answer as JSON.
"""

import argparse
import itertools
import json
import os
import random
import tempfile
import time

import ftwidgets as ft
from ftwidgets.curation import Curation
from ftwidgets.datasets import Dataset
from ftwidgets.examples import chat
from ftwidgets.exploration.duplicates.exploration import DuplicateExploration
from ftwidgets.widgets import DedupExplorer

WORDS = [f"w{number}" for number in range(20_000)]
WEIGHTS = list(itertools.accumulate(1 / (number + 5) for number in range(20_000)))
KINDS = ["new"] * 6 + ["template", "equal", "case", "edited", "rewritten"]


def corpus(rows, chance):
    texts = []
    for _ in range(rows):
        kind = chance.choice(KINDS) if texts else "new"
        text = chance.choice(texts) if texts else ""
        if kind == "new":
            many = chance.randint(20, 80)
            text = " ".join(chance.choices(WORDS, cum_weights=WEIGHTS, k=many))
        elif kind == "template":
            text = "the one text that everybody sends"
        elif kind == "case":
            text = text.upper() + "!"
        elif kind in ("edited", "rewritten"):
            words = 2 if kind == "edited" else 5
            fresh = chance.choices(WORDS, k=words - 1)
            text = " ".join([*text.split()[words:], *fresh])
        texts.append(text)
    labels = ("card", "delivery")
    return [
        chat(("user", text), ("assistant", chance.choice(labels))) for text in texts
    ]


def curation_of(rows, chance):
    """As if level 1 and 2 had kept all rows, which is not what is measured here."""
    data = Dataset.of(rows, "corpus")
    scores = {row: chance.choice([0.8, 0.9, 1.0]) for row in range(len(rows))}
    everyone = list(range(len(rows)))
    return Curation(data, ft.Recipe.STANDARD, everyone, data.examples, [], scores)


class Asked:
    """What a page would be told, and how long it took."""

    def __init__(self, widget):
        self.widget, self.told, self.number = widget, [], 0
        widget.send = lambda message, buffers=None: self.told.append(message)

    def ask(self, do, **request):
        self.number += 1
        start = time.perf_counter()
        self.widget._handle_custom_msg({"do": do, **request}, [])
        json.dumps(self.told[-1])
        return 1000 * (time.perf_counter() - start)

    def choose(self, **choices):
        return self.ask("choose", number=self.number, choices=choices)


def told(what, times):
    times = sorted(times)
    middle, late = times[len(times) // 2], times[int(0.95 * len(times))]
    print(f"{what:34} median {middle:7.1f}  p95 {late:7.1f}  most {times[-1]:7.1f} ms")


def measure(rows):
    chance = random.Random(1)
    curation = curation_of(corpus(rows, chance), chance)
    found = DuplicateExploration(curation, journal=f"bench-{rows}.jsonl")
    found.wait()
    print(f"{found}\n{len(found.table):,} pairs in {found.seconds:.1f} s")
    start = time.perf_counter()
    widget = DedupExplorer(found)
    size = len(json.dumps(widget.snapshot()))
    paint = 1000 * (time.perf_counter() - start)
    print(f"widget and state: {paint:.1f} ms, {size:,} bytes")
    page = Asked(widget)
    thresholds = [each / 100 for each in range(50, 101)]
    chance.shuffle(thresholds)
    told("rows at the line, first time", [page.choose(threshold=t) for t in thresholds])
    told("rows at the line, again", [page.choose(threshold=t) for t in thresholds * 2])
    page.choose(threshold=0.8)
    groups = range(min(60, len(found.groups)))
    told("next group", [page.choose(cluster=each) for each in groups])
    page.choose(cluster=0)
    pairs = [widget.view()["pair"]["records"] for _ in range(5)]
    deeds = [
        page.ask(do, id=f"{do} {number}", **({} if do == "undo" else {"pair": pair}))
        for number, pair in enumerate(pairs)
        for do in ("keep_both", "undo")
    ]
    told("decision on disk and shown", deeds)
    page.ask("keep_both", id="stays", pair=pairs[0])
    told(
        "rows at the line, with decisions",
        [page.choose(threshold=t) for t in thresholds],
    )
    print(f"first look at LSH: {page.choose(view='lsh'):.1f} ms")
    told("bands", [page.choose(bands=each) for each in range(1, 33)])


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="+")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FTWIDGETS_WORKSPACE"] = folder
        for number in parser.parse_args().rows:
            measure(number)
