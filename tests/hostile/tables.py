"""Is every cell of a table a record's text, whatever the dialect?"""

import csv
import io
from collections.abc import Sequence

from hostile.model import ANY, KEPT, SUSPECT, Case, Row
from hostile.texts import TICKETS, ask, pair, reply, talk


def table_of(rows: Sequence[Row], delimiter: str = ",", end: str = "\n") -> bytes:
    """CSV whose header holds the keys of the first row."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator=end)
    writer.writerow(rows[0].source)
    writer.writerows(row.source.values() for row in rows)
    return text.getvalue().encode("utf-8")


def parquet_of(rows: Sequence[Row]) -> bytes:
    """Parquet of rows; Arrow gives every row the keys of all others, as null."""
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.Table.from_pylist([row.source for row in rows])
    sink = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(table, sink)
    return sink.getvalue().to_pybytes()


def columns(what: str, verdict: str = "valid", **cells: str | None) -> Row:
    """Row of a table."""
    return Row(what, cells, verdict)


PAIRS = tuple(
    Row("completion", pair(number), format="completion") for number in range(3)
)

CELLS = (
    columns("newlines", prompt="Two\nlines\n\nasked", completion="One\r\nanswer here"),
    columns("delimiters", prompt="a; b, c | d\te", completion="Sorted; stored, done"),
    columns("quotes", prompt='Say "hello"', completion='He said "good day" to all'),
    columns("blank reply", "invalid", prompt=TICKETS[6][0], completion=""),
    columns("spaces only", "invalid", prompt=TICKETS[7][0], completion="   "),
    columns("word NA", prompt="Which label means not available?", completion="NA"),
    columns("word null", prompt="What does JSON call nothing?", completion="null"),
    columns("digits", prompt="How many days has a leap year?", completion="00366"),
    columns("separators", KEPT, prompt="k\u2028l\x0bm\x0cn", completion="Kept so"),
)

LABELS = tuple(
    Row("labels", {"text": TICKETS[number][0], "category": label}, "warn", "")
    for number, label in enumerate(("delivery", "app", "account", "billing"))
)

ALPACA = tuple(
    Row(
        "alpaca",
        {"instruction": TICKETS[number][0], "input": "", "output": TICKETS[number][1]},
        format="alpaca",
    )
    for number in range(4)
)

STRANGE = tuple(
    Row("unknown columns", {"a": a, "b": "y"}, "invalid", has="unknown_format")
    for a in ("one", "two")
)

EXTRA = tuple(
    Row(
        "column nobody knows",
        {**pair(number), "mood": "calm"},
        "warn?",
        has="extra_key",
    )
    for number in range(2)
)

LONG = (columns("200,000 letters", KEPT, prompt="Go on", completion="word " * 40_000),)

DIALECTS = {
    "cells.csv": (table_of(CELLS), CELLS),
    "cells_crlf.csv": (table_of(CELLS, end="\r\n"), CELLS),
    "cells_semicolon.csv": (table_of(CELLS, ";"), CELLS),
    "cells_pipe.csv": (table_of(CELLS, "|"), CELLS),
    "cells.tsv": (table_of(CELLS, "\t"), CELLS),
    "cr.csv": (table_of(PAIRS, end="\r"), PAIRS),
    "blank_lines.csv": (table_of(PAIRS, end="\n\n"), PAIRS),
    "no_last_end.csv": (table_of(PAIRS).rstrip(), PAIRS),
    "labels.csv": (table_of(LABELS), LABELS),
    "labels_semicolon.csv": (table_of(LABELS, ";", "\r\n"), LABELS),
    "alpaca.csv": (table_of(ALPACA), ALPACA),
    "strange.csv": (table_of(STRANGE), STRANGE),
    "extra.csv": (table_of(EXTRA), EXTRA),
    "long_cell.csv": (table_of(LONG), LONG),
}
"""Tables that are whole: (bytes, expected records)."""

GOOD = tuple(b'"%s","%s"\n' % (q.encode(), a.encode()) for q, a in TICKETS[8:12:3])
HEADER = b"prompt,completion\n"

TORN = {
    "short row": (b"only one cell\n", "invalid", "ragged_row"),
    "long row": (b"one,two,three\n", "invalid", "ragged_row"),
    "unquoted comma": (b"Hello, you there,A kind answer\n", "invalid", "ragged_row"),
    "row of commas": (b",\n", "invalid", ""),
    "bad byte": (b"caf\xe9 opens,At nine o'clock\n", "invalid", ""),
    "nul": (b"zero\x00byte,Sits in the cell\n", SUSPECT, ""),
    "inner quotes": (b'the 5" screen,Fits in the "small" bag\n', "valid", ""),
    "looks like JSON": (b'{"role": "user"} asked,A plain reply\n', "valid", ""),
    "formula": (b"=1+1 is what?,-2+4 and @home\n", "valid", ""),
}
"""Damaged and odd rows between two good ones: (bytes, verdict, code)."""

ARROW = {
    "weights.parquet": (
        Row("weight null by Arrow", talk(0), format="chat"),
        Row(
            "weight 0 of two",
            {
                "messages": [
                    ask(1),
                    {**reply(1), "weight": 0},
                    {"role": "user", "content": "And now?"},
                    {"role": "assistant", "content": "It works again.", "weight": 1},
                ]
            },
            format="chat",
        ),
    ),
    "missing.parquet": (
        columns("good", **pair(0)),
        columns("null reply", "invalid", prompt=TICKETS[1][0], completion=None),
        columns("blank reply", "invalid", prompt=TICKETS[2][0], completion=" \n"),
    ),
    "union.parquet": (
        Row("chat of two", {**talk(0), "prompt": None}, KEPT),
        Row("prompt of two", {"messages": None, **pair(1)}, ANY),
    ),
    "bytes.parquet": (
        Row("bytes", {"prompt": b"\xff\xfe", "completion": b"\x00"}, SUSPECT),
    ),
    "labels.parquet": LABELS,
    "alpaca.parquet": ALPACA,
    "strange.parquet": STRANGE,
}


def torn(what: str, row: bytes, verdict: str, has: str) -> Case:
    """Table with one hostile row between two good ones."""
    rows = (
        Row("good", GOOD[0]),
        Row(what, row, verdict, has=has),
        Row("good", GOOD[1]),
    )
    data = HEADER + b"".join(each.data for each in rows)
    return Case(f"csv {what}.csv", data, rows)


def cases() -> list[Case]:
    """Tables whole, torn and columnar."""
    return [
        *(Case(name, *two) for name, two in DIALECTS.items()),
        *(torn(what, *three) for what, three in TORN.items()),
        *(Case(name, parquet_of(rows), rows) for name, rows in ARROW.items()),
        Case("header_only.csv", HEADER, exits=(0, 2)),
        Case("no_rows.parquet", parquet_of(()), exits=(0, 2)),
        Case("open_quote.csv", HEADER + GOOD[0] + b'a,"never closed\n', exits=(1, 2)),
    ]
