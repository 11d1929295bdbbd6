"""How is a day written in a note? The day first, as the task says."""

import re
from datetime import date

from ftwidgets.synthesis.drafts.draws import Draw
from ftwidgets.synthesis.drafts.slots import ordinal
from ftwidgets.synthesis.phrases.things import MONTHS


def read_date(value: object) -> str | None:
    """A day as YYYY-MM-DD, or ``None`` where it is none.

    Examples
    --------
    >>> read_date("2027-03-12"), read_date("2027-13-12"), read_date(7)
    ('2027-03-12', None, None)
    """
    if not isinstance(value, str) or not re.fullmatch(r"[12]\d{3}-\d\d-\d\d", value):
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError:
        return None


def new_date(draw: Draw, what: str) -> str:
    """A day of the years 2027 and 2028.

    Examples
    --------
    >>> new_date(Draw("a key", 0), "date")[:3]
    '202'
    """
    first = date(2027, 1, 2).toordinal()
    return date.fromordinal(first + draw.number(what, 720)).isoformat()


def written_date(value: str, draw: Draw) -> str:
    """A day in one of the forms that people write.

    Examples
    --------
    >>> sorted({written_date("2027-03-02", Draw("a key", k)) for k in range(40)})[:3]
    ['02-03-27', '02.03.2027', '02/03/2027']
    """
    day = date.fromisoformat(value)
    month = MONTHS[day.month - 1]
    forms = (
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day:02}.{day.month:02}.{day.year}",
        f"{day.day:02}/{day.month:02}/{day.year}",
        f"{day.day:02}-{day.month:02}-{day.year % 100:02}",
        f"{day.day} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}",
        f"the {ordinal(day.day)} of {month} {day.year}",
    )
    return draw.pick("date written", forms)
