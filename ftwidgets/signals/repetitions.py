"""Does a reply say the same again, or say everything in few words?

Both are measured so that a long reply is not punished for its length: repetition as
the share of word runs that occurred before, variety in windows of a fixed size.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ftwidgets.signals.turns import Evidence, Turn, ramp, whole

RUN_WORDS, SHORT_RUN_WORDS, RUNS = 4, 2, 6
"""Words in a run: fewer, but at least two, where a reply has not room for six runs."""

REPEATED_NONE, REPEATED_FULL = 0.15, 0.6
"""Share of runs that occurred before. Good replies with songs, tables or code reach
0.4; loops pass 0.6."""

LOOP_ROUNDS, LOOP_WORDS = 4, 12
"""So often back to back, and so many words long, is a loop whatever surrounds it."""

WINDOW_WORDS = 25
VARIETY_FULL, VARIETY_NONE = 0.86, 0.36
"""Share of distinct words in a window: what is usual, and what counts in full."""

Run = tuple[str, ...]


class _Stretch(NamedTuple):
    """Runs first..last, each of which occurred `distance` runs before."""

    first: int
    last: int
    distance: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def _runs(turn: Turn) -> list[Run]:
    words = max(SHORT_RUN_WORDS, min(RUN_WORDS, int(turn.words) // RUNS))
    size = words * turn.word_units
    if turn.words < RUN_WORDS:
        return []
    return list(zip(*(turn.units[start:] for start in range(size)), strict=False))


def _stretches(runs: list[Run]) -> Iterator[_Stretch]:
    """Stretches of runs that repeat earlier ones; figures alone do not count."""
    seen: dict[Run, int] = {}
    stretch = None
    for here, run in enumerate(runs):
        distance = here - seen.get(run, here)
        seen[run] = here
        if stretch and (here, distance) == (stretch.last + 1, stretch.distance):
            stretch = stretch._replace(last=here)
            continue
        if stretch:
            yield stretch
        wordy = distance and not all(unit.isdigit() for unit in run)
        stretch = _Stretch(here, here, distance) if wordy else None
    if stretch:
        yield stretch


def _is_loop(stretch: _Stretch, run_size: int, word_units: int) -> bool:
    periodic = stretch.length + stretch.distance + run_size - 1
    rounds = LOOP_ROUNDS * stretch.distance
    return periodic >= max(rounds, LOOP_WORDS * word_units)


def repetition(turn: Turn) -> Evidence | None:
    """Find a loop, or a large share of word runs that occurred before.

    Examples
    --------
    >>> repetition(Turn("and rinse well " * 9))
    Evidence(strength=1.0, start=15, end=134)
    >>> repetition(Turn("Rinse well, and then dry it with a soft cloth."))
    """
    runs = _runs(turn)
    if len(set(runs)) == len(runs):
        return None
    stretches = list(_stretches(runs))
    if not stretches:
        return None
    share = sum(stretch.length for stretch in stretches) / len(runs)
    longest = max(stretches, key=lambda stretch: stretch.length)
    loops = _is_loop(longest, len(runs[0]), turn.word_units)
    strength = 1.0 if loops else ramp(share, REPEATED_NONE, REPEATED_FULL)
    if not strength:
        return None
    return Evidence(
        strength, *turn.span(longest.first, longest.last + len(runs[0]) - 1)
    )


def low_variety(turn: Turn) -> Evidence | None:
    """Find few different words, averaged over windows of `WINDOW_WORDS`.

    Examples
    --------
    >>> low_variety(Turn("yes and no " * 9)).strength
    1.0
    """
    units, size = turn.units, WINDOW_WORDS
    starts = range(0, len(units) - size + 1, size)
    if not starts:
        return None
    distinct = sum(len(set(units[start : start + size])) for start in starts)
    variety = distinct / (size * len(starts))
    return whole(turn, ramp(variety, VARIETY_FULL, VARIETY_NONE))
