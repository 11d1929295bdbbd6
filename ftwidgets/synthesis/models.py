"""Which model is the teacher, and can it still be called? Said before the first call.

Providers retire models on announced days: from then on each request fails. The table
is bundled, so that no network is needed to know; it says how old it is.
"""

import datetime
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ftwidgets.examples import count
from ftwidgets.literals import preview

DEFAULT_MODEL = "claude-sonnet-5-5"
"""The teacher where nobody chooses another."""

CHEAP_MODEL = "claude-haiku-5-5"
"""For short texts and labels, at a twentieth of the default's price."""

STRONG_MODEL = "claude-opus-5-5"
"""For tasks the default does not write well, at twice its price."""

LESSON_MODEL = "claude-sonnet-4-20250514"
"""What the lesson's printed code asks for."""

MODELS_DATE = "2026-11-26"
"""When the table below was last compared with the SDK and the provider's pages."""

SHOWN_CHARS = 60
"""So much of a model's name is repeated in a sentence."""

Status = Literal["active", "retiring", "retired", "unknown"]

ACTIVE: tuple[str, ...] = (
    "claude-sonnet-5-5",
    "claude-haiku-5-5",
    "claude-opus-5-5",
    "claude-fable-5-2",
    "claude-mythos-5-2",
    "claude-fable-5-1",
    "claude-mythos-5-1",
    "claude-sonnet-5",
    "claude-opus-5",
    "claude-fable-5",
    "claude-mythos-5",
    "claude-opus-4-8",
    "claude-opus-4-7",
    "claude-opus-4-6",
    "claude-sonnet-4-6",
    "claude-haiku-4-5",
)
"""Models for which no last day is announced, by the name without a date."""


class End(NamedTuple):
    """When a model ends, and what takes its place here."""

    day: datetime.date
    replacement: str


def _end(day: str, replacement: str) -> End:
    return End(datetime.date.fromisoformat(day), replacement)


ENDS: dict[str, End] = {
    "claude-opus-4-5": _end("2027-01-22", STRONG_MODEL),
    "claude-sonnet-4-5": _end("2026-11-30", DEFAULT_MODEL),
    "claude-opus-4-1": _end("2026-08-05", STRONG_MODEL),
    "claude-mythos-preview": _end("2026-06-30", "claude-mythos-5-2"),
    "claude-sonnet-4": _end("2026-06-15", DEFAULT_MODEL),
    "claude-sonnet-4-0": _end("2026-06-15", DEFAULT_MODEL),
    "claude-opus-4": _end("2026-06-15", STRONG_MODEL),
    "claude-opus-4-0": _end("2026-06-15", STRONG_MODEL),
    "claude-3-haiku": _end("2026-04-20", CHEAP_MODEL),
    "claude-3-5-haiku": _end("2026-02-19", CHEAP_MODEL),
    "claude-3-7-sonnet": _end("2026-02-19", DEFAULT_MODEL),
    "claude-3-opus": _end("2026-01-05", STRONG_MODEL),
    "claude-3-5-sonnet": _end("2025-10-28", DEFAULT_MODEL),
    "claude-3-sonnet": _end("2025-07-21", DEFAULT_MODEL),
    "claude-2": _end("2025-07-21", DEFAULT_MODEL),
}
"""Last days, themselves included, by the name without a date, and what to take then."""

_DATED = re.compile(r"(.+?)(?:[-@]\d{8}|-latest|\.[01])")
_NAME = re.compile(r"[\w.:/@-]+", re.ASCII)

# fmt: off
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December",
)
# fmt: on

_SENTENCES: dict[Status, str] = {
    "active": "{model} can be called; no last day is announced (as of {as_of}).",
    "retiring": (
        "{model} ends on {day}, {left}. Use {replacement} instead: a run that is not "
        "done by then cannot be finished."
    ),
    "retired": (
        "{model} was retired on {day}: every request fails. Use {replacement} instead."
    ),
    "unknown": (
        "{model} is not in our table of {as_of}: it may be newer, belong to another "
        "provider or be misspelled. The usual teacher is {replacement}."
    ),
}
"""What is said of each status."""


@dataclass(frozen=True, slots=True)
class ModelNotice:
    """What should be known of a model before it is asked.

    Attributes
    ----------
    status : {"active", "retiring", "retired", "unknown"}
    sentence : str
        For people; with the day and the replacement, and without hidden characters.
    replacement : str or None
        The model to take instead; ``None`` of an active one.
    """

    status: Status
    sentence: str
    replacement: str | None

    @property
    def may_run(self) -> bool:
        """Whether a call can work at all; an unknown model may."""
        return self.status != "retired"


def preflight(model: str, today: datetime.date | None = None) -> ModelNotice:
    """What should be known of a model before the first call; never raises.

    Parameters
    ----------
    model : str
        Its id; one that ends in a date is the same model as the id without it.
    today : datetime.date, optional
        The day to reckon from; today in UTC by default.

    Returns
    -------
    ModelNotice

    Source
    ------
    The installed SDK's ``DEPRECATED_MODELS``, and the provider's list of deprecations.

    Examples
    --------
    >>> notice = preflight("claude-sonnet-4-5", datetime.date(2026, 11, 26))
    >>> print(notice.sentence)
    claude-sonnet-4-5 ends on November 30th 2026, in 4 days. Use claude-sonnet-5-5 \
instead: a run that is not done by then cannot be finished.
    >>> preflight(LESSON_MODEL).may_run
    False
    """
    today = today or datetime.datetime.now(datetime.UTC).date()
    name = model if isinstance(model, str) else repr(model)
    dated = _DATED.fullmatch(name)
    names = (name, dated[1] if dated else name)
    end = next((ENDS[each] for each in names if each in ENDS), None)
    status: Status = "unknown"
    if end is not None:
        status = "retiring" if today <= end.day else "retired"
    elif any(each in ACTIVE for each in names):
        status = "active"
    replacement = end.replacement if end else DEFAULT_MODEL
    sentence = _SENTENCES[status].format(
        model=_shown(name),
        day=_spoken(end.day) if end else "",
        left=_left((end.day - today).days) if end else "",
        replacement=replacement,
        as_of=_spoken(datetime.date.fromisoformat(MODELS_DATE)),
    )
    return ModelNotice(status, sentence, None if status == "active" else replacement)


def _shown(name: str) -> str:
    """A model's name for a sentence: in quotes unless it is plainly one."""
    plain = preview(name, SHOWN_CHARS)
    return plain if _NAME.fullmatch(plain) else f"“{plain}”"


def _spoken(day: datetime.date) -> str:
    """A day as it is spoken, whatever the machine's language.

    Examples
    --------
    >>> _spoken(datetime.date(2026, 11, 22)), _spoken(datetime.date(2026, 11, 12))
    ('November 22nd 2026', 'November 12th 2026')
    """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    ending = "th" if 10 < day.day < 14 else ending
    return f"{_MONTHS[day.month - 1]} {day.day}{ending} {day.year}"


def _left(days: int) -> str:
    near = {0: "today", 1: "tomorrow"}
    return near.get(days) or f"in {count(days, 'day')}"
