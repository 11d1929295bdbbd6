"""How fast and how safe is a run, beside what one would write instead?

Side by side in one run, on a server of this machine that takes 100 ms a reply:
the lesson's loop (one call after the other, the SDK's own retries), eight of them at a
time in a thread pool, and ours. First on a good day, then with 30 % errors.

    python tests/benchmarks/bench_synthesis.py
"""

import json
import os
import random
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import anthropic
from synthesis.serving import SEEDS, Teller, error_body, good_body, serving

import ftwidgets as ft
from ftwidgets.synthesis.requests import Plan

REQUESTS = 120
DELAY = 0.1
TASK = ft.Task("tickets", "classification", labels=["billing", "delivery"])


def stormy(seed):
    said = random.Random(seed)

    def answer(number, asked):
        if said.random() > 0.3:
            return 200, {}, good_body(asked)
        status = said.choice([429, 529, 500, None])
        return status or 200, {}, error_body("busy") if status else None

    return answer


def lessons_loop(url, requests, workers):
    client = anthropic.Anthropic(api_key="none", base_url=url)

    def ask(request):
        try:
            reply = client.messages.create(**request.params)
            return json.loads(reply.content[0].text)
        except anthropic.AnthropicError:
            return None

    with ThreadPoolExecutor(workers) as pool:
        rows = list(pool.map(ask, requests))
    return sum(row is not None for row in rows)


def ours(url, folder):
    teacher = ft.ClaudeTeacher(base_url=url, budget=None)
    run = ft.generate(TASK, SEEDS, teacher, REQUESTS // 2, folder / "replies.jsonl")
    run.start().wait()
    return run.counts["ok"]


def measured(name, work, answer):
    teller = Teller(answer, DELAY)
    with serving(teller) as url:
        start = time.perf_counter()
        rows = work(url)
        seconds = time.perf_counter() - start
    return name, seconds, rows, len(teller.calls)


def compare(title, answer_of):
    requests = list(
        Plan(TASK, SEEDS, ft.ClaudeTeacher().params(TASK), True).first(REQUESTS)
    )
    with tempfile.TemporaryDirectory() as folder:
        lines = [
            measured("ours", lambda url: ours(url, Path(folder)), answer_of()),
            measured(
                "the lesson's loop",
                lambda url: lessons_loop(url, requests, 1),
                answer_of(),
            ),
            measured(
                "the same, 8 threads",
                lambda url: lessons_loop(url, requests, 8),
                answer_of(),
            ),
        ]
    print(f"\n{title}: {REQUESTS} requests, {1000 * DELAY:.0f} ms each")
    for name, seconds, rows, calls in lines:
        ratio = seconds / lines[0][1]
        print(
            f"  {name:22} {seconds:6.1f} s  {ratio:5.1f}x   "
            f"{rows:4} rows, {REQUESTS - rows:3} lost, {calls:4} calls"
        )


def offline():
    print("\n20 seeds -> 180 rows with templates, process and filters included")
    for kind in ft.synthesis.READY:
        seeds = ft.load(f"data/seeds/{kind}.jsonl").examples
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "replies.jsonl")
            start = time.perf_counter()
            run = ft.generate(kind, seeds, ft.TemplateTeacher(), 180, path)
            rows = len(run.start().wait().rows)
            seconds = time.perf_counter() - start
        print(f"  {kind:18} {seconds:5.2f} s, {rows} rows of {run.requested} requests")


if __name__ == "__main__":
    os.environ["ANTHROPIC_API_KEY"] = "none-needed-here"
    offline()
    compare("a good day", lambda: None)
    compare("30 % of 429, 529, 500 and broken connections", lambda: stormy(1))
