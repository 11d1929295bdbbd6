"""Exercise 8: how are 160, 20 and 20 rows taken so that no seed stands in two parts?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from ftwidgets.examples import Example, count, reply_of, shorten, texts
from ftwidgets.lesson.exercises.answers import key_of, safe_repr
from ftwidgets.lesson.exercises.exercise import Exercise, Miss, ask
from ftwidgets.lesson.siblings import SIZES, two_hundred


def _check(answer: Any) -> tuple[str, ...] | Miss:
    parts = _read(answer)
    if isinstance(parts, Miss):
        return parts
    rows = {key_of(row): row for row in two_hundred()}
    found = {name: [key_of(row) for row in part] for name, part in parts.items()}
    miss = (
        _foreign(found, parts, rows) or _counted(found, rows) or _siblings(found, rows)
    )
    if miss:
        return miss
    seeds = {
        name: len({rows[key]["seed"] for key in part}) for name, part in found.items()
    }
    said = ", ".join(f"{name} {n}" for name, n in seeds.items())
    return (
        "all 200 rows are there, each once and as they were given",
        "160 train, 20 validation and 20 test rows, counted one by one",
        f"no seed stands in two parts: {said} of the 20 seeds",
    )


def _read(answer: Any) -> dict[str, list[Example]] | Miss:
    """The three parts, whatever holds them."""
    wanted = "parts must be three lists of rows, train, validation and test"
    given = ask(lambda: _given(answer))  # a generator is the learner's code
    if isinstance(given, dict):
        if given.keys() != SIZES.keys():
            names = shorten(", ".join(map(safe_repr, given)), 60)
            return Miss(f"{wanted}; yours are called {names}.")
        given = [given[name] for name in SIZES]
    if len(given) != len(SIZES) or not all(isinstance(part, list) for part in given):
        got = f"{type(answer).__name__} {safe_repr(answer)}"
        return Miss(f"{wanted}, got {got}.")
    parts = dict(zip(SIZES, given, strict=True))
    for name, part in parts.items():
        for at, row in enumerate(part):
            if not isinstance(row, dict):
                what = f"{type(row).__name__} {safe_repr(row)}"
                return Miss(f"{wanted}; {name} holds something else.", f"{at}: {what}")
    return parts


def _given(answer: Any) -> dict[Any, Any] | list[Any]:
    """What an answer holds; of an endless one only the beginning."""
    if isinstance(answer, Mapping):
        return dict(answer)
    if isinstance(answer, Iterable) and not isinstance(answer, str | bytes):
        return list(islice(answer, len(SIZES) + 1))
    return []


def _foreign(
    found: Mapping[str, list[str]],
    parts: Mapping[str, list[Example]],
    rows: Mapping[str, Example],
) -> Miss | None:
    """A row that was not given, or was changed."""
    for name, part in found.items():
        for at, key in enumerate(part):
            if key not in rows:
                row = parts[name][at]
                shown = _shown(row) if key else safe_repr(row, 90)
                said = "A row is none of the 200, or was changed on the way."
                return Miss(said, f"{name}, row {at + 1}: {shown}")
    return None


def _counted(
    found: Mapping[str, list[str]], rows: Mapping[str, Example]
) -> Miss | None:
    """A row in two places, and parts of another size."""
    places = Counter(key for part in found.values() for key in part)
    twice = [key for key, number in places.items() if number > 1]
    if twice:
        said = f"{count(len(twice), 'row')} of the 200 stand in more than one place."
        where = [name for name, part in found.items() if twice[0] in part]
        return Miss(said, f"{' and '.join(where)}: {_shown(rows[twice[0]])}")
    sizes = {name: len(part) for name, part in found.items()}
    if sizes != SIZES:
        said = ", ".join(f"{name} {number}" for name, number in sizes.items())
        lost = [row for key, row in rows.items() if key not in places]
        row = f"In no part: {_shown(lost[0])}" if lost else ""
        return Miss(f"The parts have other sizes than 160, 20 and 20: {said}.", row)
    return None


def _siblings(
    found: Mapping[str, list[str]], rows: Mapping[str, Example]
) -> Miss | None:
    """A row of test or validation whose seed an earlier part knows."""
    names = list(SIZES)
    for name in ("test", "validation"):
        earlier = names[: names.index(name)]
        home = {
            rows[key]["seed"]: (part, rows[key])
            for part in earlier
            for key in found[part]
        }
        known = [rows[key] for key in found[name] if rows[key]["seed"] in home]
        if known:
            whole = count(len(found[name]), f"{name} row")
            part, sibling = home[known[0]["seed"]]
            return Miss(
                f"{len(known)} of {whole} have a sibling in an earlier part.",
                f"{name}: {_shown(known[0])}\n{part}: {_shown(sibling)}\n"
                f"Both come from {sibling['seed']}.",
            )
    return None


def _shown(row: Example) -> str:
    """A row in one line."""
    user = shorten(" ".join(texts(row, ("user",))), 90)
    return f"“{user}” → {shorten(reply_of(row), 30)}"


EXERCISE = Exercise(
    number=8,
    title="160, 20 and 20 without siblings",
    task="Split the 200 rows into 160 for training, 20 for validation and 20 for the "
    "test, so that no seed has rows in two parts. Every row names its seed under the "
    "key seed.",
    starter="rows = ft.lesson.two_hundred()\n"
    "parts = ...  # ft.split(rows, train=, validation=, test=, …)",
    answer="parts",
    hints=(
        "Which rows must stay together? Not those that look alike: those that were "
        "made from the same seed.",
        "ft.split takes whole numbers for train, validation and test. Its argument "
        "group_by names the key whose rows are never parted.",
        'The key is called "seed": look at rows[0].',
    ),
    solution="rows = ft.lesson.two_hundred()\n"
    'parts = ft.split(rows, train=160, validation=20, test=20, group_by="seed")',
    why="Each seed with its ten rows is one family, and families are dealt out whole: "
    "16 to training, two to validation, two to the test. Such a test asks what the "
    "model does with a seed it has never seen, which is what it will meet in use.",
    another="Twenty test rows come from two seeds here, so they cover two labels at "
    "most. How many seeds would you write to have four seeds in the test?",
    check=_check,
    wrong=(
        (
            "from ftwidgets.splitting import shuffle_split\n"
            "parts = shuffle_split(ft.lesson.two_hundred(), 160, 20, 20)",
            "have a sibling in an earlier part",
        ),
        (
            "rows = ft.lesson.two_hundred()\n"
            "parts = ft.split(rows, train=160, validation=20, test=20)",
            "have a sibling in an earlier part",
        ),
        (
            "rows = ft.lesson.two_hundred()\n"
            "parts = ft.split(rows, 140, 20, 20, group_by='seed')",
            "other sizes than 160, 20 and 20",
        ),
        (
            "rows = ft.lesson.two_hundred()\n"
            "parts = rows[:160], rows[160:180], rows[160:180]",
            "in more than one place",
        ),
        ("parts = 160, 20, 20", "must be three lists of rows"),
    ),
)
