"""Exercise 7: what may be said of a file, when so many of its rows were read?"""

from statistics import NormalDist
from typing import Any, NamedTuple

from ftwidgets.lesson.exercises.answers import safe_repr
from ftwidgets.lesson.exercises.exercise import Exercise, Miss, NotStarted

GOOD, BAD, READ_ON, NO_MEASURE = (
    "good enough",
    "not good enough",
    "read on",
    "no measure",
)
VERDICTS = (GOOD, BAD, READ_ON, NO_MEASURE)

TOLERANCE = 0.05
"""So large a share of the rows may be bad."""

_Z = NormalDist().inv_cdf(0.975)


class Report(NamedTuple):
    """What one person read.

    Attributes
    ----------
    who : str
    how : str
        How the rows were chosen.
    is_random : bool
    read, bad : int
        Rows read, and how many of them were bad.
    """

    who: str
    how: str
    is_random: bool
    read: int
    bad: int

    @property
    def words(self) -> str:
        """The report in a line."""
        return f"{self.who}: {self.read} rows, {self.how}; {self.bad} of them bad"


REPORTS = (
    Report("Ana", "drawn at random", True, 100, 0),
    Report("Ben", "drawn at random", True, 20, 0),
    Report("Cleo", "highest score first", False, 100, 0),
    Report("Dev", "drawn at random", True, 100, 14),
    Report("Eva", "drawn at random", True, 100, 3),
    Report("Finn", "flagged as odd by the support team", False, 60, 24),
)
"""What the notebook shows."""


def possible(report: Report) -> tuple[float, float]:
    """Least and greatest share of bad rows that such a sample does not speak against.

    A share p is ruled out where the one found lies further from it than 1.96 standard
    deviations of what samples of that size find at p. Halving finds where that begins;
    no formula for an interval is used.

    Examples
    --------
    >>> [round(share, 3) for share in possible(REPORTS[1])]
    [0.0, 0.161]
    """
    found = report.bad / report.read

    def is_possible(share: float) -> bool:
        spread = (share * (1 - share) / report.read) ** 0.5
        return abs(found - share) <= _Z * spread

    ends = []
    for outside in (0.0, 1.0):
        inside, out = found, outside
        while abs(inside - out) > 1e-9:
            middle = (inside + out) / 2
            inside, out = (middle, out) if is_possible(middle) else (inside, middle)
        ends.append(inside)
    return ends[0], ends[1]


def _right(report: Report) -> str:
    """What may be said after this report."""
    low, high = possible(report)
    if not report.is_random:
        return NO_MEASURE
    if high <= TOLERANCE:
        return GOOD
    return BAD if low > TOLERANCE else READ_ON


_MISSES = {
    (GOOD, READ_ON): "One sample allows more bad rows than you make of it.",
    (BAD, READ_ON): "One sample allows fewer bad rows than you make of it.",
    (READ_ON, GOOD): "One sample is read far enough, and you read on.",
    (READ_ON, BAD): "One sample is read far enough, and you read on.",
    (GOOD, BAD): "A file is called good whose sample says the contrary.",
    (BAD, GOOD): "A file is called bad whose sample says the contrary.",
}


def _check(verdicts: Any) -> tuple[str, ...] | Miss:
    if not isinstance(verdicts, dict):
        got = f"{type(verdicts).__name__} {safe_repr(verdicts)}"
        return Miss(f"verdicts must be a dict of names and verdicts, got {got}.")
    given = {report.who: verdicts.get(report.who, ...) for report in REPORTS}
    if verdicts and all(each is ... or each is None for each in given.values()):
        raise NotStarted
    for who, verdict in given.items():
        if verdict is ... or verdict is None:
            return Miss(f"{who} has no verdict yet.")
        if not isinstance(verdict, str) or verdict not in VERDICTS:
            got = safe_repr(verdict)
            return Miss(f"A verdict is one of {', '.join(VERDICTS)}; {who} has {got}.")
    for report in REPORTS:
        if miss := _miss(report, given[report.who]):
            return miss
    drawn = sum(report.is_random for report in REPORTS)
    return (
        f"of {drawn} random samples you say what they leave possible; that was worked "
        "out without the formula of the interval",
        f"the {len(REPORTS) - drawn} samples that measure nothing are found",
    )


def _miss(report: Report, verdict: str) -> Miss | None:
    right = _right(report)
    if verdict == right:
        return None
    if right == NO_MEASURE:
        words = "A rate is trusted of rows that were not drawn at random."
        return Miss(words, f"{report.words}.")
    low, high = possible(report)
    row = f"{report.words}. {low * 100:.1f} to {high * 100:.1f} % may be bad."
    if verdict == NO_MEASURE:
        return Miss("A random sample is said to measure nothing.", row)
    return Miss(_MISSES[verdict, right], row)


_RIGHT = {report.who: _right(report) for report in REPORTS}


def _cell(**changes: str) -> str:
    """Source of a cell with these verdicts, the others right."""
    given = _RIGHT | changes
    lines = "".join(f'    "{who}": "{verdict}",\n' for who, verdict in given.items())
    return f"verdicts = {{\n{lines}}}"


EXERCISE = Exercise(
    number=7,
    title="What six reports are worth",
    task="Six people report on six large files; at most 5 % of a file may be bad. Say "
    'of each file "good enough", "not good enough", or "read on" where the sample '
    'leaves both possible, and "no measure" where the rows read say nothing about '
    "the file.",
    starter="verdicts = {\n"
    + "".join(f'    "{report.who}": ...,\n' for report in REPORTS)
    + "}",
    answer="verdicts",
    hints=(
        "Ask first how the rows were chosen, and look at the number only then.",
        "ft.review.audits.wilson(bad, read) gives the least and the greatest share "
        "that are possible. Compare both with 0.05.",
        "Good enough: the greatest is at most 0.05. Not good enough: the least is "
        "above it. Read on: 0.05 lies between them. Two people did not draw at random.",
    ),
    solution=_cell(),
    why="Nothing bad in 100 random rows leaves at most 3.7 % possible, so Ana can "
    "stop. Nothing bad in 20 still allows 16.1 %, so Ben cannot. Eva found 3 %, which "
    "is less than 5 %, but 8.5 % are possible. Dev has at least 8.5 %. Cleo's and "
    "Finn's rows were picked by a score and by eye: such rows tell about the picking.",
    another="Dev's file has 2,000 rows. How many of the 1,900 that nobody has read are "
    "bad at least, and at most?",
    check=_check,
    wrong=(
        (_cell(Ben=GOOD), "allows more bad rows"),
        (_cell(Cleo=GOOD), "not drawn at random"),
        (_cell(Dev=READ_ON), "read far enough"),
        (_cell(Ana=NO_MEASURE), "random sample is said to measure nothing"),
        ('verdicts = {"Ana": "good enough"}', "Ben has no verdict yet"),
        (_cell(Ana="fine"), "A verdict is one of"),
        ("verdicts = 'good enough'", "must be a dict"),
    ),
)
