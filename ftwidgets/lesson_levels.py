"""Which of the lesson's first two levels drops a record, and what do we call that?"""

from typing import Any

from ftwidgets import lesson_rules

Fall = tuple[str, str, str]
"""Level, code and sentence."""


def lesson_fall(value: Any) -> tuple[Fall | None, float | None]:
    """What drops a record, and the score that the lesson's level 2 gave it.

    Parameters
    ----------
    value : JSON value
        The record as read.

    Returns
    -------
    fall : tuple of str or None
        Level, code and sentence of the first level that drops it; a crash of the
        lesson's functions is one as well.
    score : float or None
        ``None`` where level 2 was not reached, or crashed.

    Examples
    --------
    >>> lesson_fall({"prompt": "Hi"})
    (('validation', 'no_messages', "Missing 'messages' key"), None)
    """
    level = "validation"
    try:
        errors = lesson_rules.validate(value)
        if errors:
            return (level, _code(errors[0]), errors[0]), None
        level = "scoring"
        score = lesson_rules.score(value)
    except lesson_rules.LessonCrash as crash:
        sentence = f"the lesson's function raised {crash.exception_name}"
        return (level, "lesson_crash", sentence), None
    if score > lesson_rules.KEEP_ABOVE:
        return None, score
    return (level, "low_score", f"score {score:.2f} is not above 0.7"), score


def _code(sentence: str) -> str:
    """Our code for a sentence of the lesson's level 1."""
    return next(code for start, code in _CODES if sentence.startswith(start))


_CODES = (
    ("Missing 'messages'", "no_messages"),
    ("Missing user", "no_user"),
    ("Missing assistant", "no_assistant"),
    ("Empty content", "empty_content"),
    ("Assistant response suspiciously short", "too_short"),
    ("Assistant response suspiciously long", "too_long"),
)
