"""How long does a learning curve take, and is its student as good as a plain loop?

    python tests/benchmarks/bench_sizing.py [ROWS] [--repeats 8]

Trains on real requests of a bank with 77 labels (the file lies beside the project) and
tests on 2,003 held-out ones. The plain loop fits scikit-learn's `TfidfVectorizer` and
`LinearSVC` anew for each sample. Both run warm in this process, on samples of the same
sizes; seconds are those of the clock.
"""

import argparse
import csv
import random
import time
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import train_test_split
from sklearn.svm import LinearSVC

import ftwidgets as ft
from ftwidgets.examples import chat, reply_of, texts

FILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "banking77_train.csv"
HELD_OUT = 2003


def load() -> tuple[list[dict], list[dict]]:
    with FILE.open(encoding="utf-8") as file:
        read = list(csv.DictReader(file))
    rows = [chat(("user", r["text"]), ("assistant", r["category"])) for r in read]
    labels = [r["category"] for r in read]
    return train_test_split(rows, test_size=HELD_OUT, random_state=0, stratify=labels)


def plain(train: list[dict], test: list[dict], size: int, draw: int) -> float:
    """Accuracy of a plain script on one sample."""
    sample = random.Random(draw).sample(train, size)
    vectors = TfidfVectorizer()
    said = [next(texts(row, ("user",))) for row in sample]
    model = LinearSVC().fit(vectors.fit_transform(said), list(map(reply_of, sample)))
    asked = vectors.transform([next(texts(row, ("user",))) for row in test])
    return model.score(asked, list(map(reply_of, test)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=2000)
    parser.add_argument("--repeats", type=int, default=8)
    given = parser.parse_args()
    train, test = load()
    train = train[: given.rows]
    ft.learning_curve(train[:400], test=test[:100], repeats=1)  # warm
    begun = time.perf_counter()
    curve = ft.learning_curve(train, test=test, repeats=given.repeats)
    ours = time.perf_counter() - begun
    begun = time.perf_counter()
    means = {
        each.size: sum(plain(train, test, each.size, n) for n in range(each.repeats))
        / each.repeats
        for each in curve.points
    }
    loop = time.perf_counter() - begun
    print(f"{'rows':>7} {'draws':>6} {'ours':>8} {'plain':>8} {'apart':>8}")
    for point in curve.points:
        apart = 100 * (point.mean - means[point.size])
        print(
            f"{point.size:7,} {point.repeats:6} {point.mean:8.3f} "
            f"{means[point.size]:8.3f} {apart:+8.2f}"
        )
    print(f"{len(train):,} rows: {ours:.1f} s with bands and notes, plain {loop:.1f} s")


if __name__ == "__main__":
    main()
