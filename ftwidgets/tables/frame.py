"""How does a DataFrame show data that nobody has vouched for?

Markup, formulas and invisible characters come out as text, in the notebook's colours.
"""

import html
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from ftwidgets.literals import cell

CODE_COLUMNS = ("code", "path", "target")
"""Columns of names to search for, in the code font."""

UNBROKEN_CHARS = 24
"""A text column whose cells are all this short is not broken into lines."""

_BROKEN_COLUMNS = ("path",)
"""Columns that may be broken however short they are."""

_NUMBER = re.compile(r"[\d,.]+( %)?")
"""What a number looks like that had to be written as text."""

_HEAD = "text-align:{};vertical-align:bottom;white-space:nowrap"

_CELL = (
    "text-align:{};vertical-align:top;overflow-wrap:anywhere;"
    "font-variant-numeric:tabular-nums"
)

_TABLE = "dataframe tex2jax_ignore mathjax_ignore"
"""Two names for the same wish: which one keeps MathJax away depends on its version."""


class Table(pd.DataFrame):
    """A DataFrame that a notebook shows literally; everything else is pandas.

    Long tables show their beginning, as many rows as pandas' ``display.min_rows``,
    and say how many there are.

    Examples
    --------
    >>> page = Table({"text": ["<b>$x$</b>"]})._repr_html_()
    >>> "&lt;b&gt;$x$&lt;/b&gt;" in page, "mathjax_ignore" in page
    (True, True)
    """

    @property
    def _constructor(self) -> Callable[..., "Table"]:
        return Table

    def _repr_html_(self) -> str:
        if not len(self):
            return "<p>no rows</p>"
        most = pd.get_option("display.max_rows")
        cut = most and len(self) > most
        shown = self.iloc[: pd.get_option("display.min_rows")] if cut else self
        note = ""
        if cut:
            first = f"the first {len(shown):,} of {len(self):,} rows"
            note = f"<p>{first}; .head(50) shows more</p>"
        return f'<div style="overflow-x:auto">{_page(shown)}</div>{note}'


def _page(shown: Table) -> str:
    styles = [_style(name, column) for name, column in shown.items()]
    heads = "".join(map(_th, shown.columns, styles))
    rows = (
        "".join(map(_td, values, styles))
        for values in shown.itertuples(index=False, name=None)
    )
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    return (
        f'<table class="{_TABLE}">\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table>"
    )


def _style(name: Any, column: pd.Series) -> str:
    """Style of a column's cells: numbers right, texts left, names unbroken."""
    is_written = column.map(_is_number)
    is_left_empty = column.map(lambda value: isinstance(value, str) and not value)
    are_numbers = is_written.any() and (is_written | is_left_empty).all()
    if pd.api.types.is_numeric_dtype(column) or are_numbers:
        return _CELL.format("right")
    style, least = _CELL.format("left"), "7em"
    if name in CODE_COLUMNS:
        style, least = style + ";font-family:var(--jp-code-font-family)", "8em"
    short = all(len(str(value)) <= UNBROKEN_CHARS for value in column)
    whole = short and name not in _BROKEN_COLUMNS
    return style + (";white-space:nowrap" if whole else f";min-width:{least}")


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and bool(_NUMBER.fullmatch(value))


def _th(name: Any, style: str) -> str:
    side = "right" if style.startswith(_CELL.format("right")) else "left"
    return f'<th style="{_HEAD.format(side)}">{html.escape(cell(str(name)))}</th>'


def _td(value: Any, style: str) -> str:
    text = html.escape(_shown(value)).replace("].", "].<wbr>")  # messages[0].content
    return f'<td style="{style}">{text}</td>'


def _shown(value: Any) -> str:
    if isinstance(value, str):
        return cell(value)
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return ""
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else cell(str(value))


def table(columns: Mapping[str, str], rows: Iterable[Sequence[Any]]) -> Table:
    """Make a table whose texts are literal already as data.

    Parameters
    ----------
    columns : mapping of str to str
        Name and pandas type of each column.
    rows : iterable of sequences
        One value a column; ``None`` where there is none.

    Examples
    --------
    >>> table({"line": "int64", "text": "object"}, [(7, "=1+1")])
       line   text
    0     7  '=1+1
    """
    literal = [[cell(v) if isinstance(v, str) else v for v in row] for row in rows]
    return Table(literal, columns=list(columns)).astype(dict(columns))
