"""What does the quality pass, validate and score, cost a row beside the lesson's?

    python tests/benchmarks/bench_quality.py [ROWS]

Both run warm in this process on the same rows of about 0.5 KB. Figures are
microseconds of CPU a row, the least of five rounds; the machine may be shared. The
corpus maker and the lesson's code lie beside the repository.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ftwidgets.scoring import STANDARD_RULES, score
from ftwidgets.validation import validate

SHARED = Path(__file__).resolve().parents[3] / "shared"
ROUNDS = 5
BAR = 100
"""Microseconds a row of 0.5 KB that the whole pass may take."""


def corpus(rows: int) -> list[dict]:
    with tempfile.TemporaryDirectory() as folder:
        maker = SHARED / "tools" / "make_corpus.py"
        subprocess.run([sys.executable, maker, str(rows), folder], check=True)
        with (Path(folder) / f"syn{rows}.jsonl").open(encoding="utf-8") as lines:
            return [json.loads(line) for line in lines]


def lesson():
    spec = importlib.util.spec_from_file_location("lesson", SHARED / "lesson_code.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def microseconds(records: list[dict], *steps) -> float:
    """Least CPU time a row of doing all the steps to every record."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        for record in records:
            for step in steps:
                step(record)
        times.append(time.process_time() - start)
    return min(times) / len(records) * 1e6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", type=int, nargs="?", default=5000)
    records = corpus(parser.parse_args().rows)
    size = sum(len(json.dumps(record)) for record in records) / len(records)
    theirs = lesson()
    both = microseconds(records, validate, score)
    their_both = microseconds(records, theirs.validate_example, theirs.quality_score)
    print(f"{len(records):,} rows of {size:,.0f} bytes, {len(STANDARD_RULES)} signals")
    print(f"lesson  validate + score  {their_both:6.1f} us a row")
    print(f"ours    score             {microseconds(records, score):6.1f} us a row")
    print(f"ours    validate + score  {both:6.1f} us a row (bar {BAR})")
    print(f"ratio   ours / lesson     {both / their_both:6.1f}")


if __name__ == "__main__":
    main()
