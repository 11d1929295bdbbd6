"""How many more rows are needed, and about what will they cost?"""

import math
from dataclasses import dataclass, replace
from typing import Any

from ftwidgets.examples import count
from ftwidgets.sizing.table import Behaviour, behaviour_of, range_in_words
from ftwidgets.synthesis.models import DEFAULT_MODEL
from ftwidgets.synthesis.prices import cost_of, dollars, rates_of

LESSON_SURVIVAL = 0.5
"""The lesson generates twice what it needs: one request in two becomes a row."""

USUAL_USAGE = {"input_tokens": 600, "output_tokens": 200}
"""About what a request of our ready tasks reads and writes; a pilot measures it."""

MOST_ROWS = 1_000_000_000

MOST_DOLLARS = 1e9

LEAST_COST = 1e-6
"""Dollars of a request that costs something."""

LEAST_SURVIVAL = 1e-6
"""One row of a million requests; who keeps fewer has another question."""


@dataclass(frozen=True, slots=True)
class Purchase:
    """Rows that are to be generated.

    Attributes
    ----------
    rows : int
        So many shall survive.
    requests : int
        So many are asked for.
    cost : float or None
        Dollars, about; ``None`` where the price is not known.
    """

    rows: int
    requests: int
    cost: float | None

    def __str__(self) -> str:
        asked = f"{count(self.rows, 'row')} from {count(self.requests, 'request')}"
        return f"{asked}, {self.cost_in_words}"

    @property
    def cost_in_words(self) -> str:
        """Dollars for people; a cost is told as about.

        Examples
        --------
        >>> Purchase(40, 80, 0.256).cost_in_words, Purchase(40, 80, None).cost_in_words
        ('about $0.26', 'price unknown')
        """
        return f"{'' if self.cost is None else 'about '}{dollars(self.cost)}"


@dataclass(frozen=True, slots=True)
class SizeRecommendation:
    """What the lesson recommends, and what is missing to it.

    Attributes
    ----------
    behaviour : Behaviour
        The row of the lesson's table.
    minimum : tuple of int
        From and to.
    recommended : tuple of (int, int or None)
        From and to; ``None`` is "or more".
    sentence : str
        All of it in words.
    have : int or None
        Examples there are.
    place : str
        ``below_minimum``, ``in_minimum``, ``past_minimum``, ``in_recommended`` or
        ``past_recommended``; empty where it is not said how many there are.
    to_minimum, to_recommended : Purchase or None
        What is missing to where each range starts; nothing is a `Purchase` of 0 rows.
    survival : float
        Share of requests that become rows.
    cost_per_request : float or None
        Dollars, about; ``None`` where the price is not known.
    affordable : Purchase or None
        What the budget buys; ``None`` where there is none, or no price.
    """

    behaviour: Behaviour
    minimum: tuple[int, int]
    recommended: tuple[int, int | None]
    sentence: str
    have: int | None = None
    place: str = ""
    to_minimum: Purchase | None = None
    to_recommended: Purchase | None = None
    survival: float = LESSON_SURVIVAL
    cost_per_request: float | None = None
    affordable: Purchase | None = None

    def __str__(self) -> str:
        return self.sentence

    def rows_to(self, size: int) -> Purchase:
        """What is missing to a size.

        Examples
        --------
        >>> recommend_size("classification", have=160).rows_to(500).requests
        680
        """
        missing = max(0, size - (self.have or 0))
        requests = _requests(missing, self.survival)
        each = self.cost_per_request
        return Purchase(missing, requests, None if each is None else requests * each)


def recommend_size(
    behaviour: Any,
    have: int | None = None,
    *,
    budget: float | None = None,
    survival: float = LESSON_SURVIVAL,
    model: str = DEFAULT_MODEL,
    cost_per_request: float | None = None,
) -> SizeRecommendation:
    """Say how many examples the lesson recommends, and what the missing ones cost.

    Parameters
    ----------
    behaviour : str, Task or Behaviour
        What the model shall learn: ``"classification"``, ``"format_or_style"``,
        ``"multi_step"``, ``"domain"`` or ``"persona"``.
    have : int, optional
        Examples there are.
    budget : float, optional
        Dollars; says how many rows they buy.
    survival : float
        Share of requests that become rows: the lesson's half, or what was measured in a
        run of your own.
    model : str
        The teacher, whose price is looked up in `ftwidgets.synthesis.prices`.
    cost_per_request : float, optional
        Dollars or 0, as `Generation.pilot` measures them; by default the model's price
        of a request of usual length.

    Returns
    -------
    SizeRecommendation

    Raises
    ------
    ValueError
        The table has no such behaviour, or a number is none that can be.

    Examples
    --------
    >>> found = recommend_size("classification", have=160)
    >>> found.minimum, found.recommended, found.to_recommended.rows
    ((50, 100), (200, 500), 40)
    >>> found.to_recommended.requests
    80
    """
    row = behaviour_of(behaviour)
    _check_rows(have)
    if budget is not None:
        _check("budget", budget, 0, MOST_DOLLARS)
    _check("survival", survival, LEAST_SURVIVAL, 1)
    if not isinstance(model, str):
        raise ValueError(f"model is the name of a teacher, got {model!r:.80}")
    if cost_per_request is None:
        cost_per_request = cost_of(USUAL_USAGE, rates_of(model))
    elif cost_per_request != 0:
        _check("cost_per_request", cost_per_request, LEAST_COST, MOST_DOLLARS)
    found = SizeRecommendation(
        row,
        row.minimum,
        row.recommended,
        sentence="",
        have=have,
        place=_place(row, have),
        survival=survival,
        cost_per_request=cost_per_request,
        affordable=_affordable(budget, survival, cost_per_request),
    )
    if have is not None:
        found = replace(
            found,
            to_minimum=found.rows_to(row.minimum[0]),
            to_recommended=found.rows_to(row.recommended[0]),
        )
    return replace(found, sentence=_sentence(found, budget))


def _check_rows(have: Any) -> None:
    if have is not None and not (type(have) is int and 0 <= have <= MOST_ROWS):
        raise ValueError(
            f"have is a whole number of examples from 0 to {MOST_ROWS:,}, "
            f"got {have!r:.80}"
        )


def _check(name: str, value: Any, low: float, high: float) -> None:
    # What is no number is neither above nor below one, and neither is NaN.
    if not (type(value) in (int, float) and low <= value <= high):
        least = f"{low:.6f}".rstrip("0").rstrip(".")
        raise ValueError(
            f"{name} is a number from {least} to {high:,.0f}, got {value!r:.80}"
        )


def _requests(rows: int, survival: float) -> int:
    # 180 / 0.6 is a hair above 300 in floats: that is not one request more.
    return math.ceil(round(rows / survival, 6))


def _affordable(
    budget: float | None, survival: float, each: float | None
) -> Purchase | None:
    if budget is None or not each:
        return None
    requests = math.floor(round(budget / each, 6))
    return Purchase(
        math.floor(round(requests * survival, 6)), requests, requests * each
    )


def _place(row: Behaviour, have: int | None) -> str:
    if have is None:
        return ""
    (least, enough), (start, end) = row.minimum, row.recommended
    if have < least:
        return "below_minimum"
    if have < start:
        return "in_minimum" if have <= enough else "past_minimum"
    return "in_recommended" if end is None or have <= end else "past_recommended"


_PLACES = {
    "below_minimum": "{missing:,} short of where the minimum starts",
    "in_minimum": "inside the minimum range, {wanted:,} short of the recommended one",
    "past_minimum": "past the minimum, {wanted:,} short of the recommended range",
    "in_recommended": "inside the recommended range",
    "past_recommended": "past the recommended range; more rows gain little",
}


def _sentence(found: SizeRecommendation, budget: float | None) -> str:
    name = found.behaviour.name
    said = [
        f"{name}: at least {range_in_words(*found.minimum)} examples, better "
        f"{range_in_words(*found.recommended)}."
    ]
    if found.to_minimum and found.to_recommended:
        missing, wanted = found.to_minimum.rows, found.to_recommended.rows
        place = _PLACES[found.place].format(missing=missing, wanted=wanted)
        said.append(f"You have {found.have:,}: {place}.")
        if wanted:
            requests = count(found.to_recommended.requests, "request")
            cost = found.to_recommended.cost_in_words
            many = f"{wanted:,} missing rows take"
            take = "missing row takes" if wanted == 1 else many
            said.append(f"The {take} {requests}, {cost}.")
    if budget is not None:
        said.append(_budget_in_words(found, budget))
    return " ".join(said)


def _budget_in_words(found: SizeRecommendation, budget: float) -> str:
    if found.affordable:
        return f"{dollars(budget)} buys about {count(found.affordable.rows, 'row')}."
    if found.cost_per_request == 0:
        return "This teacher costs nothing: the budget is no limit."
    return "What the budget buys cannot be said: the price of the model is unknown."
