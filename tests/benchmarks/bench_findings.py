"""How long does a filter of findings take, and how much of it crosses the wire?

    python tests/benchmarks/bench_findings.py [ROWS...]

At 10,000 and 100,000 rows with three findings each, and a third of the rows dropped:
the table of findings is made, filtered and read, the funnel is made and its stages are
opened. A time is that of a choice with the page it leads to as JSON; the median and the
95th percentile of `TIMES` choices. A plain loop over the findings stands beside it. The
machine may be shared.
"""

import json
import sys
import time
from itertools import cycle
from statistics import quantiles

from ftwidgets.curation import Curation, Drop
from ftwidgets.datasets import Dataset
from ftwidgets.examples import chat
from ftwidgets.exploration.findings import pages as findings_pages
from ftwidgets.exploration.findings.exploration import FindingsExploration
from ftwidgets.exploration.funnels import pages as funnel_pages
from ftwidgets.exploration.funnels.exploration import FunnelExploration
from ftwidgets.recipes import Recipe
from ftwidgets.validation import validate

TIMES = 40

SIZES = (10_000, 100_000)

CODES = [["pii"], ["markup", "pii"], [], ["invisible_character"]]

WORDS = ["parcel 99", "way", "zzzz", "character 4", "example.com", "9999"]


def curation_of(number):
    """Rows as level 1 leaves them, a third of them dropped there."""
    rows = [
        chat(
            (
                "user",
                f"Parcel {n}, {'lorem dolor ' * (n % 9)} write to a{n}@example.com",
            ),
            (
                "assistant",
                f"It is\u200b on its <b>way</b>: {'amet sit ' * (n % 7)}{n}.",
            ),
        )
        for n in range(number)
    ]
    data = Dataset.of(rows)
    found = {row: validate(each) for row, each in enumerate(data.examples)}
    drops = [
        Drop(row, row + 1, "validation", each[0].code, each[0].message)
        for row, each in found.items()
        if row % 3 == 0
    ]
    kept = [row for row in range(number) if row % 3]
    examples = [data.examples[row] for row in kept]
    return Curation(data, Recipe.STANDARD, kept, examples, drops, {}, found)


def timed(do):
    begun = time.perf_counter()
    result = do()
    return 1000 * (time.perf_counter() - begun), result


def measured(explored, page, choices):
    """Milliseconds of each choice with its page, and the largest page in bytes."""
    times, sizes = [], []
    for _, choice in zip(range(TIMES), cycle(choices), strict=False):

        def choose(choice=choice):
            explored.choose(**choice)
            return len(json.dumps(page(explored)))

        spent, size = timed(choose)
        times.append(spent)
        sizes.append(size)
    return times, max(sizes)


def told(name, times, size=None):
    cuts = quantiles(times, n=20)
    beside = "" if size is None else f"{size:>9,} bytes"
    print(f"  {name:<34}{cuts[9]:8.1f}{cuts[18]:8.1f}{beside}")


def report(number):
    curation = curation_of(number)
    print(f"{number:,} rows, milliseconds: median, 95th percentile")
    spent, table = timed(lambda: FindingsExploration(curation))
    spent_too, funnel = timed(lambda: FunnelExploration(curation))
    print(f"  made: findings {spent:.0f}, funnel {spent_too:.0f}")
    look = findings_pages.view_page
    told("codes", *measured(table, look, [{"codes": each} for each in CODES]))
    table.choose(codes=[])
    spent, _ = timed(lambda: table.choose(text="first"))
    print(f"  the first search, once: {spent:.0f}")
    told("another text", *measured(table, look, [{"text": each} for each in WORDS]))
    table.choose(text="")
    places = [{"at": 17 * n} for n in range(TIMES)]
    told("another finding", *measured(table, look, places))
    opened = [{"at": 17 * n, "opened": True} for n in range(TIMES)]
    told("a row in full", *measured(table, look, opened))
    stages = [{"stage": each.level} for each in funnel.stages]
    told("a stage of the funnel", *measured(funnel, funnel_pages.view_page, stages))
    told("a loop instead, one code", [timed(lambda: plain(table))[0]] * 2)


def plain(table):
    """What a filter would cost without the index."""
    return [
        (row, each)
        for row, said in table.by_record.items()
        for each in said
        if each.code == "pii" and "parcel 99" in table.text_of(row).casefold()
    ]


if __name__ == "__main__":
    for rows in [int(each) for each in sys.argv[1:]] or SIZES:
        report(rows)
