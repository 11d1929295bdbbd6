"""How fast is deduplication beside the lesson's, and does it drop the right rows?

    python tests/benchmarks/bench_dedup.py ROWS... [--corpus FILE.jsonl]
    python tests/benchmarks/bench_dedup.py --identical 100000

All run warm in this process on the same rows. Seconds are CPU seconds, of ours the
least of three runs. Peak memory is that of the whole process so far, rows included. The
corpus maker and the lesson's code lie beside the repository.
"""

import argparse
import contextlib
import importlib.util
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from ftwidgets.deduplication import deduplicate

SHARED = Path(__file__).resolve().parents[3] / "shared"
THRESHOLD = 0.8


def load(path: Path) -> list[dict]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def planted_corpus(rows: int) -> list[dict]:
    with tempfile.TemporaryDirectory() as folder:
        maker = SHARED / "tools" / "make_corpus.py"
        subprocess.run([sys.executable, maker, str(rows), folder], check=True)
        return load(Path(folder) / f"syn{rows}.jsonl")


def identical_corpus(rows: int) -> list[dict]:
    """Rows of which nine in ten are the same."""
    corpus = planted_corpus(max(rows // 10, 200))
    same = json.dumps(corpus[0])
    corpus += [json.loads(same) for _ in range(rows - len(corpus))]
    random.Random(0).shuffle(corpus)
    return corpus


def lesson():
    spec = importlib.util.spec_from_file_location("lesson", SHARED / "lesson_code.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def seconds(function, *arguments, runs=1, **named):
    """The least CPU time of the runs, and the last result."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        result = function(*arguments, **named)
        times.append(time.process_time() - start)
    return min(times), result


def megabytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def word_set(row: dict) -> frozenset:
    """The words as the corpora need them: ASCII text, in any case, with punctuation."""
    text = " ".join(message["content"] for message in row["messages"])
    return frozenset("".join(c if c.isalnum() else " " for c in text.lower()).split())


def partner_of(sets: list[frozenset], kept: list[int]):
    """An independent exact search: whether a row has a partner among the kept ones.

    Looks up the rarest fifth of a row's words, of which two similar rows share one.
    """
    holders = Counter(word for words in sets for word in words)
    index = defaultdict(list)

    def rarest(words: frozenset) -> list[str]:
        spare = len(words) - int(THRESHOLD * len(words))
        return sorted(words, key=lambda word: (holders[word], word))[: spare + 1]

    for row in kept:
        for word in rarest(sets[row]):
            index[word].append(row)

    def has_partner(row: int) -> bool:
        for other in {other for word in rarest(sets[row]) for other in index[word]}:
            both = len(sets[row] & sets[other])
            either = len(sets[row]) + len(sets[other]) - both
            if other != row and both / either >= THRESHOLD:
                return True
        return False

    return has_partner


def judge(rows: list[dict], kept: list[int]) -> tuple[float, float]:
    """Precision and recall of the dropped rows.

    Precise: a dropped row has a kept partner at the threshold. Recalled: a kept row has
    none, or it could have been dropped.
    """
    has_partner = partner_of([word_set(row) for row in rows], kept)
    dropped = set(range(len(rows))).difference(kept)
    right = sum(map(has_partner, dropped))
    left = sum(map(has_partner, kept))
    return right / max(len(dropped), 1), right / max(right + left, 1)


WAYS = {  # what each costs: comparing alone, plus visiting by score, plus scoring
    "keep first": lambda rows: {"keep": "first"},
    "scores given": lambda rows: {"scores": [1.0] * len(rows)},
    "as called": lambda rows: {},
}


def compare(name: str, rows: list[dict], beside_lesson: bool = True) -> None:
    lesson_seconds = None
    if beside_lesson:
        module = lesson()
        with contextlib.redirect_stdout(io.StringIO()):
            module.deduplicate(rows[:300])
            lesson_seconds, kept = seconds(module.deduplicate, rows)
        print(f"{name}: lesson {lesson_seconds:.2f} s, drops {len(rows) - len(kept)}")
    deduplicate(rows[:300])
    before, ran = megabytes(), []
    for way, arguments in WAYS.items():
        ran.append((way, *seconds(deduplicate, rows, **arguments(rows), runs=3)))
    print(f"{name}: peak memory {megabytes()} MB, before our runs {before} MB")
    for way, ours, found in ran:
        precision, recall = judge(rows, found.kept)
        ratio = f"{lesson_seconds / ours:.1f}x the lesson, " if lesson_seconds else ""
        print(
            f"{name}, {way}: {ours:.2f} s, {ratio}drops {len(found.dropped)},"
            f" precision {precision:.4f}, recall {recall:.4f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("rows", nargs="*", type=int, help="sizes of planted corpora")
    parser.add_argument("--corpus", type=Path, help="a JSONL file of chat examples")
    parser.add_argument("--identical", type=int, help="rows, nine in ten the same")
    arguments = parser.parse_args()
    if arguments.corpus:
        compare(arguments.corpus.name, load(arguments.corpus))
    for rows in arguments.rows:
        compare(f"{rows:,} planted", planted_corpus(rows))
    if arguments.identical:
        rows = identical_corpus(arguments.identical)
        compare(f"{len(rows):,} 90 % identical", rows, beside_lesson=False)


if __name__ == "__main__":
    main()
