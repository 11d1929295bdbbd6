"""How is a curve told to people, and only as surely as it was measured?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ftwidgets.examples import count
from ftwidgets.sizing.points import FEWEST_FAMILIES, WORTH, Gain, are_doubling

if TYPE_CHECKING:
    from ftwidgets.sizing.curve import Curve


@dataclass(frozen=True)
class FilteringWords:
    """Whether filtering helped, in pieces.

    Attributes
    ----------
    title, shares, why : str
    """

    title: str
    shares: str
    why: str


def about_more(curve: "Curve") -> str:
    """Whether more rows would help, in sentences.

    Examples
    --------
    >>> from ftwidgets.sizing import Curve
    >>> about_more(Curve(reason="There are 3 rows."))
    'There are 3 rows.'
    """
    gain = curve.doubling
    if gain is None:
        return curve.reason or _too_few_sizes(curve)
    moved = f"{'gave' if gain.value >= 0 else 'lost'} {curve.in_points(gain.value)}"
    half = "" if gain.is_of_few else f", give or take {_half(curve, gain)}"
    step = f"Going from {gain.before.size:,} to {count(gain.after.size, 'row')}"
    return " ".join([f"{step} {moved}{half}.", *_what_follows(curve, gain)])


def _too_few_sizes(curve: "Curve") -> str:
    if len(curve.points) < 2:
        return "More than one size is needed to say it."
    return "These sizes are too close to each other to say it: one should be half."


def _what_follows(curve: "Curve", gain: Gain) -> list[str]:
    if curve.is_full:
        return ["Every test row is right: only a harder test can show more."]
    if gain.is_of_few:
        return [
            f"{_only(curve, gain)} too few to tell whether more rows help.",
            f"Test on {FEWEST_FAMILIES} families or more.",
        ]
    if curve.verdict == "flat":
        return [f"From {curve.stops_at:,} rows on, more of them hardly pay."]
    if curve.verdict == "rising":
        said, guess = ["It rises still: more rows would help."], curve.guess
        if guess:
            more = curve.in_points(guess.mean - gain.after.mean)
            said.append(f"The next doubling may bring about {more}: a guess.")
        return said
    rows = count(curve.test_rows, "test row")
    row = f"With {rows} one row is {curve.in_points(curve.row_points)}"
    if gain.families < curve.test_rows:
        row = f"The {rows} are {gain.families:,} families"
    return [
        f"Whether a doubling brings {100 * WORTH:.0f} points or more cannot be told.",
        f"{row}: enlarge the test first.",
    ]


def filtering_words(curve: "Curve") -> FilteringWords | None:
    """Whether filtering helped, in pieces; ``None`` where nothing was compared.

    Examples
    --------
    >>> from ftwidgets.sizing import Curve, Gain, Point
    >>> raw, kept = (Point(160, mean, 0, 1, 1) for mean in (0.75, 0.82))
    >>> gain = Gain(raw, kept, 0.07, 0.02, 0.12, 20)
    >>> filtering_words(Curve(filtering=gain, test_rows=20)).why
    'Same student, same budget of 160 rows, same test; give or take 5 points.'
    """
    gain = curve.filtering
    if gain is None:
        return None
    shares = (
        f"{curve.in_percent(gain.before.mean)} to {curve.in_percent(gain.after.mean)}"
    )
    why = f"Same student, same budget of {count(gain.after.size, 'row')}, same test"
    half = curve.in_points((gain.high - gain.low) / 2)
    if gain.is_sure:
        title = "Filtering helped" if gain.value > 0 else "Filtering hurt"
        return FilteringWords(title, shares, f"{why}; give or take {half}.")
    chance = f"A difference of {half} could be chance."
    if gain.is_of_few:
        chance = f"{_only(curve, gain)} too few to be sure."
    return FilteringWords("Filtering: no clear difference", shares, f"{why}. {chance}")


def about_filtering(curve: "Curve") -> str:
    """Whether filtering helped, in sentences; empty where nothing was compared.

    Examples
    --------
    >>> from ftwidgets.sizing import Curve
    >>> about_filtering(Curve())
    ''
    """
    words = filtering_words(curve)
    return f"{words.title}, {words.shares}. {words.why}" if words else ""


def axis_title(sizes: Sequence[int]) -> str:
    """What the axis of sizes says of its steps.

    Examples
    --------
    >>> axis_title([10, 20, 40]), axis_title([10, 50])
    ('training rows, each step doubles', 'training rows')
    """
    return f"training rows{', each step doubles' if are_doubling(sizes) else ''}"


def _only(curve: "Curve", gain: Gain) -> str:
    rows = count(curve.test_rows, "test row")
    verb = "is" if curve.test_rows == 1 else "are"
    return f"The {rows} {verb} only {count(gain.families, 'family', 'families')}:"


def _half(curve: "Curve", gain: Gain) -> str:
    return curve.in_points((gain.high - gain.low) / 2).partition(" ")[0]
