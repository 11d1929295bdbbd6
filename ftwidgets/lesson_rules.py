"""What do the lesson's three levels say, exactly as the lesson prints them?

The functions decide as the lesson's own code does, faults included, so that the
difference to `ftwidgets.scoring` and its neighbours can be shown. Where the lesson's
code raises on a record, `LessonCrash` is raised, naming the exception.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datasketch import MinHashLSH

KEEP_ABOVE = 0.7
"""Level 2 keeps a row whose score is above this; 0.7 itself is dropped."""

MIN_REPLY_CHARS = 10
MAX_REPLY_CHARS = 4000
"""Level 1's limits on an assistant message, in characters."""

LOW_UNIQUE_RATIO = 0.4
MIN_REPLY_WORDS = 5
ERROR_PATTERNS = (
    "I cannot",
    "I'm sorry",
    "As an AI",
    "I don't have",
    "ERROR",
    "undefined",
)
"""Level 2 takes these anywhere in a reply, in either case, for an error."""

PERMUTATIONS = 128
"""Hash values in a MinHash of level 3."""


class LessonCrash(ValueError):
    """The lesson's code raises on this record.

    Attributes
    ----------
    exception_name : str
        Class of what the lesson's code raises, such as ``KeyError``.
    """

    def __init__(self, exception_name: str, detail: str) -> None:
        super().__init__(f"the lesson's code raises {exception_name}: {detail}")
        self.exception_name = exception_name


@dataclass(frozen=True, slots=True)
class LessonDrop:
    """A row that level 3 removes.

    Attributes
    ----------
    row : int
        Position of the removed row.
    partner : int
        The earliest kept row that the index offered for it.
    similarity : float
        True Jaccard similarity of the two rows' word sets. The lesson never looks
        at it: it may be below the threshold.
    """

    row: int
    partner: int
    similarity: float


@dataclass(frozen=True, slots=True)
class LessonDuplicates:
    """What level 3 keeps and drops.

    Attributes
    ----------
    kept : tuple of int
        Positions of the rows that stay, in order.
    dropped : tuple of LessonDrop
        The other rows, in order.
    """

    kept: tuple[int, ...]
    dropped: tuple[LessonDrop, ...]


@contextmanager
def _lesson_code() -> Iterator[None]:
    """Whatever the lesson's logic raises on a record becomes a `LessonCrash`."""
    try:
        yield
    except Exception as error:
        raise LessonCrash(type(error).__name__, str(error)) from error


def _length_errors(reply: str) -> Iterator[str]:
    if len(reply) < MIN_REPLY_CHARS:
        yield "Assistant response suspiciously short"
    if len(reply) > MAX_REPLY_CHARS:
        yield "Assistant response suspiciously long"


@_lesson_code()
def _words(record: Any) -> set[bytes]:
    return {word.encode("utf8") for word in str(record["messages"]).split()}


def _index(threshold: float) -> "MinHashLSH":
    """Empty index; datasketch refuses thresholds that leave it one band."""
    from datasketch import MinHashLSH

    try:
        return MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"threshold must be a number from 0 to 0.98, got {threshold!r}: "
            "above that the lesson's index cannot be built"
        ) from error


def _jaccard(one: set[bytes], other: set[bytes]) -> float:
    union = one | other
    return len(one & other) / len(union) if union else 1.0


@_lesson_code()
def validate(record: Any) -> list[str]:
    """Level 1: what is malformed about a record, in the lesson's words.

    Parameters
    ----------
    record : dict
        A record with ``messages``, as it was read.

    Returns
    -------
    list of str
        One sentence an error; empty for a good record.

    Raises
    ------
    LessonCrash
        Where the lesson's ``validate_example`` raises.

    Examples
    --------
    >>> validate({"messages": [{"role": "user", "content": "Hi"}]})
    ['Missing assistant message']
    """
    if "messages" not in record:
        return ["Missing 'messages' key"]
    messages = record["messages"]
    roles = [message["role"] for message in messages]
    errors = [
        f"Missing {role} message" for role in ("user", "assistant") if role not in roles
    ]
    for message in messages:
        if not message.get("content", "").strip():
            errors.append(f"Empty content in {message['role']} message")
    for message in messages:
        if message["role"] == "assistant":
            errors += _length_errors(message["content"])
    return errors


@_lesson_code()
def score_parts(record: Any) -> list[tuple[str, float]]:
    """Level 2, taken apart: each deduction with its name, in the lesson's order.

    Parameters
    ----------
    record : dict
        A record with ``messages``, as it was read.

    Returns
    -------
    list of (str, float)
        1.0 plus these values, added in this order and not below 0, is `score`.

    Raises
    ------
    LessonCrash
        Where the lesson's ``quality_score`` raises.

    Examples
    --------
    >>> score_parts({"messages": [{"role": "assistant", "content": "Error!"}]})
    [('very short', -0.2), ('ERROR', -0.4)]
    """
    replies = [m for m in record["messages"] if m["role"] == "assistant"]
    reply = replies[0]["content"]
    words = reply.split()
    parts = []
    if len(set(words)) / max(len(words), 1) < LOW_UNIQUE_RATIO:
        parts.append(("repetitive", -0.3))
    if len(words) < MIN_REPLY_WORDS:
        parts.append(("very short", -0.2))
    found = (each for each in ERROR_PATTERNS if each.lower() in reply.lower())
    return parts + [(pattern, -0.4) for pattern in found]


def score(record: Any) -> float:
    """Level 2: content quality between 0 and 1, as the lesson computes it.

    Parameters
    ----------
    record : dict
        A record with ``messages``, as it was read.

    Raises
    ------
    LessonCrash
        Where the lesson's ``quality_score`` raises.

    Examples
    --------
    >>> reply = "I'm sorry for the delay. Your card ships today."
    >>> score({"messages": [{"role": "assistant", "content": reply}]})
    0.6
    """
    total = 1.0
    for _, value in score_parts(record):
        total += value
    return max(total, 0.0)


def deduplicate(records: Sequence[Any], threshold: float = 0.8) -> LessonDuplicates:
    """Level 3: drop every row for which the MinHash index offers an earlier kept row.

    Parameters
    ----------
    records : sequence of dict
        Records with ``messages``, as they were read.
    threshold : float
        What the index is tuned for, from 0 to 0.98. It is not a promise: candidates
        are taken unverified, and true duplicates can be missed.

    Returns
    -------
    LessonDuplicates
        The rows the lesson's ``deduplicate`` keeps, and why the others went.

    Raises
    ------
    LessonCrash
        Where the lesson's ``deduplicate`` raises on a record.
    ValueError
        If no index can be built for the threshold.

    Examples
    --------
    >>> row = {"messages": [{"role": "user", "content": "Where is my card?"}]}
    >>> deduplicate([row, row])
    LessonDuplicates(kept=(0,), dropped=(LessonDrop(row=1, partner=0, similarity=1.0),))
    """
    from datasketch import MinHash

    index = _index(threshold)
    rows = (_words(record) for record in records)
    sketches = MinHash.generator(rows, num_perm=PERMUTATIONS)
    kept, dropped = [], []
    for row, sketch in enumerate(sketches):
        if candidates := index.query(sketch):
            partner = min(candidates)
            pair = (_words(records[each]) for each in (row, partner))
            dropped.append(LessonDrop(row, partner, _jaccard(*pair)))
        else:
            index.insert(row, sketch)
            kept.append(row)
    return LessonDuplicates(tuple(kept), tuple(dropped))
