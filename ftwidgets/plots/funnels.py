"""How many rows does each level let through, and why do the others fall?"""

from ftwidgets.curation import Curation, Stage
from ftwidgets.examples import count
from ftwidgets.literals import label
from ftwidgets.plots.rows import BarRow, bar_rows, remark
from ftwidgets.plots.style import Picture, apology, words
from ftwidgets.views import LEVEL_TITLES, about_level, reason_in_words


def funnel(curation: Curation) -> Picture:
    """Picture of the rows that each level lets through, and why the others fall.

    Parameters
    ----------
    curation : Curation
        What `ftwidgets.curate` returned.

    Returns
    -------
    Picture
        A plotly figure.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.pipeline import curate
    >>> row = chat(("user", "Parcel?"), ("assistant", "delivery"))
    >>> [each.x[0] for each in funnel(curate([row, row, 7])).data if each.x[0] == 1]
    [1, 1, 1]
    """
    stages = curation.funnel
    if not len(curation.data):
        return apology("There are no records.")
    return bar_rows(_sum(curation), [_row(stage, curation) for stage in stages])


def _sum(curation: Curation) -> str:
    """The count of all records as a sum."""
    total, kept, fallen = len(curation.data), len(curation.kept), len(curation.dropped)
    terms = (
        (f"{total:,}", "ink", f"{count(total, 'record').split()[-1]} in ="),
        (f"{kept:,}", "kept", "kept +"),
        (f"{fallen:,}", "dropped", "dropped"),
    )
    return "  ".join(
        f"{words(number, tone, 'xl', strong=True)} {words(text, 'ink-2', 'm')}"
        for number, tone, text in terms
    )


def _row(stage: Stage, curation: Curation) -> BarRow:
    counts = list(stage.reasons.values())
    reasons = [
        f"{n:,} {label(reason_in_words(code))}" for code, n in stage.reasons.items()
    ]
    named = remark(reasons, lambda named: f", {sum(counts[named:]):,} other")
    details = "<br>".join([f"{stage.kept:,} kept", *reasons])
    return BarRow(
        name=LEVEL_TITLES[stage.level],
        about=label(about_level(stage.level, curation.recipe)),
        kept=stage.kept,
        other=stage.dropped,
        tone="dropped",
        mark=f"− {stage.dropped:,}" if stage.dropped else "",
        remark=named or "nothing fell",
        number=f"{stage.kept:,}",
        of=f"of {stage.rows_in:,}",
        details=details,
    )
