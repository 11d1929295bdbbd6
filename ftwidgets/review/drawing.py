"""Which rows are worth a person's time, and in which order?"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

from ftwidgets.examples import Example, fingerprint, sha256
from ftwidgets.recipes import Recipe
from ftwidgets.review.history import RowState
from ftwidgets.review.queues import Entry, Name, Queue


@dataclass(frozen=True)
class Rows:
    """What queues are drawn from.

    Attributes
    ----------
    examples : sequence of dict
    keys : sequence of str
        As in `ftwidgets.review.identity.row_keys`.
    kept : sequence of int
        Positions of the rows that the filters kept; all, where none was run.
    state_of : callable
        What was said of a row so far, by its key.
    recipe : Recipe
        Where the levels draw their lines.
    family_key : str
        Key of the examples that names their seed.
    """

    examples: Sequence[Example]
    keys: Sequence[str]
    kept: Sequence[int]
    state_of: Callable[[str], RowState]
    recipe: Recipe = Recipe.STANDARD
    family_key: str = "seed"


def draw(queue: Queue, rows: Rows) -> list[Entry]:
    """Rows of a queue, in the order in which they are shown.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.review.history import NOTHING
    >>> examples = [chat(("user", "Hi"), ("assistant", "Hello")) for _ in range(20)]
    >>> rows = Rows(examples, list(map(str, range(20))), range(20), lambda _: NOTHING)
    >>> len(draw(Queue("audit", percent=10), rows)), len(draw(Queue("flagged"), rows))
    (2, 0)
    """
    return _DRAWS[queue.name](queue, rows)


def _all(_: Queue, rows: Rows) -> list[Entry]:
    return [Entry(row) for row in rows.kept]


def _audit(queue: Queue, rows: Rows) -> list[Entry]:
    """As many rows as asked, by a lot that only seed and row decide.

    So neither the order of the rows nor a row more changes the lot of another; and as
    the lot is the order too, the first rows of an audit are a random sample as well.
    """
    among = range(len(rows.examples)) if queue.before_filtering else rows.kept
    lots = sorted((sha256(f"{queue.seed} {rows.keys[row]}"), row) for row in among)
    return [Entry(row) for _, row in lots[: audit_size(len(lots), queue.percent)]]


def audit_size(rows: int, percent: float) -> int:
    """How many rows an audit has: the nearest whole number, but at least one.

    Examples
    --------
    >>> audit_size(451, 10), audit_size(3, 10), audit_size(0, 10), audit_size(25, 10)
    (45, 1, 0, 3)
    """
    # As written in decimals: 33.3 % of 1,500 is 499.5, but not in floats.
    share = rows * Fraction(str(float(percent))) / 100
    return min(rows, max(1, floor(share + Fraction(1, 2)))) if rows else 0


def _lowest_score(_: Queue, rows: Rows) -> list[Entry]:
    from ftwidgets.scoring import rules_with, score

    rules = rules_with(rows.recipe.score_weights)
    totals = [(score(rows.examples[row], rules).total, row) for row in rows.kept]
    return [Entry(row) for _, row in sorted(totals)]


def _suspects(_: Queue, rows: Rows) -> list[Entry]:
    """Rows that one level calls bad and another good, most contested first."""
    found = []
    for row in rows.kept:
        bad, good = _opinions(rows.examples[row], rows.recipe)
        if bad and good:
            why = f"{' and '.join(bad)}; {' and '.join(good)}"
            found.append((-len(bad), row, why))
    return [Entry(row, why=why) for _, row, why in sorted(found)]


def _opinions(example: Example, recipe: Recipe) -> tuple[list[str], list[str]]:
    """What each level says against a row, and for it."""
    from ftwidgets import lesson_rules
    from ftwidgets.scoring import rules_with, score
    from ftwidgets.validation import validate

    bad, good = [], []
    found = validate(example, task=recipe.task)
    codes = dict.fromkeys(each.code for each in found if each.severity != "note")
    said = f"level 1 says {', '.join(codes)}" if codes else "level 1 passes"
    (bad if codes else good).append(said)
    total = score(example, rules_with(recipe.score_weights)).total
    side = bad if total < recipe.min_score else good
    side.append(f"level 2 gives {total:.2f}")
    try:
        lesson = lesson_rules.score(example)
    except lesson_rules.LessonCrash:
        return bad, good
    side = good if lesson > lesson_rules.KEEP_ABOVE else bad
    side.append(f"the lesson's score is {lesson:.2f}")
    return bad, good


def _near_duplicates(_: Queue, rows: Rows) -> list[Entry]:
    """Each row that repeats an earlier one, beside it, the most similar first."""
    from ftwidgets.nodes import said_by
    from ftwidgets.similarity import similar_pairs, word_sets

    kept = list(rows.kept)
    sets = word_sets(said_by(rows.examples[row], rows.recipe.roles) for row in kept)
    first: dict[int, int] = {}
    near: dict[int, tuple[float, int]] = {}
    for place, of in enumerate(sets.set_of.tolist()):
        if of in first:
            near[place] = (1.0, first[of])
        first.setdefault(of, place)
    for one, other, similarity in similar_pairs(sets, rows.recipe.similarity):
        pairs = zip(one.tolist(), other.tolist(), similarity.tolist(), strict=True)
        for a, b, value in pairs:
            earlier, later = sorted((first[a], first[b]))
            best = near.get(later, (0.0, 0))
            near[later] = max(best, (value, earlier), key=lambda it: (it[0], -it[1]))
    ranked = sorted((-value, place, other) for place, (value, other) in near.items())
    return [
        Entry(kept[place], kept[other], f"similarity {-value:.2f}")
        for value, place, other in ranked
    ]


def _children(queue: Queue, rows: Rows) -> list[Entry]:
    return [
        Entry(row)
        for row in rows.kept
        if family_of(rows.examples[row], rows.family_key) == queue.family
    ]


def family_of(example: Example, family_key: str = "seed") -> Any:
    """The seed that a row was made from; ``None`` where it names none."""
    return example.get(family_key)


def families(examples: Iterable[Example], family_key: str = "seed") -> dict[Any, int]:
    """Seeds and how many rows name each, in order of appearance.

    Examples
    --------
    >>> families([{"seed": 7}, {"seed": 7}, {}])
    {7: 2}
    """
    named = (family_of(example, family_key) for example in examples)
    return dict(Counter(each for each in named if isinstance(each, str | int)))


def _unlabelled(_: Queue, rows: Rows) -> list[Entry]:
    states = ((row, rows.state_of(rows.keys[row])) for row in rows.kept)
    return [Entry(row) for row, state in states if not state.is_decided]


def _flagged(_: Queue, rows: Rows) -> list[Entry]:
    every = range(len(rows.examples))
    return [Entry(row) for row in every if rows.state_of(rows.keys[row]).flagged]


def _older_text(_: Queue, rows: Rows) -> list[Entry]:
    every = range(len(rows.examples))
    return [
        Entry(row, why="the text has changed since it was judged")
        for row in every
        if is_stale(rows.examples[row], rows.state_of(rows.keys[row]))
    ]


def is_stale(example: Example, state: RowState) -> bool:
    """Whether a row was judged on a text that it no longer has."""
    return bool(state.fingerprint) and state.fingerprint != fingerprint(example)


_DRAWS: Mapping[Name, Callable[[Queue, Rows], list[Entry]]] = {
    "all": _all,
    "audit": _audit,
    "lowest_score": _lowest_score,
    "suspects": _suspects,
    "near_duplicates": _near_duplicates,
    "children": _children,
    "unlabelled": _unlabelled,
    "flagged": _flagged,
    "older_text": _older_text,
}
