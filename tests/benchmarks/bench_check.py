"""How long does `check` take on 100,000 rows, and how much memory beside their size?

Run with ``python tests/benchmarks/bench_check.py [FILE]``. Without a file, rows are
made by ``../shared/tools/make_corpus.py``. Next to it stands what users would do
instead: read the file with pandas, and the lesson's own loop of json.loads and
validate_example. Each line is a process of its own, so that its peak memory is too.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
ROWS = 100_000

MEASURE = """
import resource, sys, time
path = {path!r}
{prepare}
base = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
begin, cpu = time.perf_counter(), time.process_time()
{work}
wall, cpu = time.perf_counter() - begin, time.process_time() - cpu
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(wall, cpu, (peak - base) / 1024)
"""

LESSON_CODE = str(SHARED / "lesson_code.py")

LESSON = f"""
import importlib.util, json
spec = importlib.util.spec_from_file_location("lesson", {LESSON_CODE!r})
lesson = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lesson)
"""

WAYS = {
    "ftwidgets check": (
        "import ftwidgets",
        "from ftwidgets.checking import check; check(path)",
    ),
    "lesson's loop (level 1 only)": (
        LESSON,
        "rows = [json.loads(line) for line in open(path)]\n"
        "errors = [lesson.validate_example(row) for row in rows]",
    ),
    "pandas.read_json (no checks)": (
        "import pandas",
        "pandas.read_json(path, lines=True)",
    ),
}


def main() -> None:
    """Make the rows, measure each way, print a table."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[1]) if len(sys.argv) > 1 else make_rows(folder)
        size = path.stat().st_size / 2**20
        print(f"{path.name}: {size:.1f} MB")
        print(f"{'':30} {'wall s':>8} {'cpu s':>8} {'peak MB':>8} {'peak / size':>12}")
        for name, (prepare, work) in WAYS.items():
            code = MEASURE.format(path=str(path), prepare=prepare, work=work)
            told = subprocess.run(
                [sys.executable, "-c", code], capture_output=True, text=True, check=True
            )
            wall, cpu, peak = map(float, told.stdout.split())
            print(f"{name:30} {wall:8.2f} {cpu:8.2f} {peak:8.0f} {peak / size:12.2f}")


def make_rows(folder: str) -> Path:
    """Rows with planted copies, half a kilobyte each."""
    maker = SHARED / "tools" / "make_corpus.py"
    subprocess.run([sys.executable, str(maker), str(ROWS), folder], check=True)
    return Path(folder) / f"syn{ROWS}.jsonl"


if __name__ == "__main__":
    main()
