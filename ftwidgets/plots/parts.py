"""How many rows does each part of a split hold, and does one part know another's?"""

from collections.abc import Mapping
from typing import Any

from ftwidgets.examples import count
from ftwidgets.literals import label
from ftwidgets.plots.rows import BarRow, bar_rows, remark
from ftwidgets.plots.style import Picture, apology, words
from ftwidgets.splitting import Split

POINTED_LABELS = 20
"""So many labels are named when one points at a bar."""

LABEL_CHARS = 24
"""Longest label that is not shortened."""

_USES = {
    "train": "learned from",
    "validation": "watched meanwhile",
    "test": "held out to the end",
}


def split_bars(parts: Split) -> Picture:
    """Picture of the parts: rows, families, labels and leaks.

    Parameters
    ----------
    parts : Split
        What `ftwidgets.split` returned.

    Returns
    -------
    Picture
        A plotly figure.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("user", "Parcel?"), ("assistant", "delivery"))
    >>> [list(each.x) for each in split_bars(Split.of(train=[row], test=[row])).data]
    [[1], [1]]
    """
    report = parts.report()
    total = sum(each["rows"] for each in report["parts"].values())
    if not total:
        return apology("There are no rows to split.")
    rows = [_row(name, each, total) for name, each in report["parts"].items()]
    return bar_rows(_sum(report, total), rows)


def _sum(report: Mapping[str, Any], total: int) -> str:
    """The count of all rows as a sum, and whether anything leaks."""
    sizes = " + ".join(
        f"{each['rows']:,} {name}" for name, each in report["parts"].items()
    )
    if report["surplus"]:
        sizes += f" + {report['surplus']:,} surplus"
    leaks = len(report["leaks"])
    verdict = count(leaks, "leak") if leaks else "no leak"
    return "  ".join(
        (
            words(f"{total + report['surplus']:,}", size="xl", strong=True),
            words(f"rows = {sizes},", "ink-2", "m"),
            words(verdict, "dropped" if leaks else "kept", "m", strong=True),
        )
    )


def _row(name: str, part: Mapping[str, Any], total: int) -> BarRow:
    rows, leaks = part["rows"], part["leaks"]
    labels = sorted(part["labels"].items(), key=lambda item: (-item[1], item[0]))
    named = [f"{n:,} {label(text, LABEL_CHARS)}" for text, n in labels]
    families = count(part["families"], "family", "families")
    return BarRow(
        name=name.capitalize(),
        about=_USES[name],
        kept=rows - leaks,
        other=leaks,
        tone="dropped",
        mark=f"{leaks:,} known to an earlier part" if leaks else "",
        remark=remark(
            [families, *named], lambda shown: f" and {len(named) + 1 - shown:,} more"
        ),
        number=f"{rows:,}",
        of=f"{100 * rows / total:.1f} %",
        details="<br>".join([count(rows, "row"), *named[:POINTED_LABELS]]),
    )
