"""What does the lesson's table say to one who has so many rows and so much money?"""

import threading
from dataclasses import dataclass, replace
from typing import Any

from ftwidgets.examples import count
from ftwidgets.literals import literal
from ftwidgets.sizing import (
    BEHAVIOURS,
    RETURNS,
    Purchase,
    SizeRecommendation,
    recommend_size,
)
from ftwidgets.sizing.recommendation import LESSON_SURVIVAL
from ftwidgets.sizing.table import DIMINISHING, behaviour_of, range_in_words
from ftwidgets.synthesis.models import DEFAULT_MODEL
from ftwidgets.synthesis.prices import dollars

Page = dict[str, Any]

GOALS = ("minimum", "recommended")
"""What can be aimed for: where either range starts."""

USUAL_BUDGET = 2.0
"""Dollars: what a teacher may spend where nobody says otherwise."""

MOST_HAVE = 1_000_000


@dataclass(frozen=True)
class State:
    """All that is chosen."""

    behaviour: str
    have: int = 0
    goal: str = "recommended"
    budget: float = USUAL_BUDGET
    survival: float = LESSON_SURVIVAL
    model: str = DEFAULT_MODEL
    cost_per_request: float | None = None


class SizeGuideChoices:
    """The lesson's table, steered: what is learned, what one has, what one aims for.

    Parameters
    ----------
    behaviour : str, Task or Behaviour
    **choices
        As for `choose`.

    Attributes
    ----------
    state : State
        Of this moment; it is replaced, never changed.

    Examples
    --------
    >>> guide = SizeGuideChoices("classification", have=160)
    >>> guide.missing.rows
    40
    >>> guide.choose(goal="minimum")
    >>> guide.missing.rows
    0
    """

    def __init__(self, behaviour: Any = "classification", **choices: Any) -> None:
        self.lock = threading.RLock()
        self.state = State(behaviour_of(behaviour).key)
        self.choose(**choices)

    def choose(self, **choices: Any) -> None:
        """Make other choices; those not named stay, and refused ones change nothing.

        Parameters
        ----------
        behaviour : str, Task or Behaviour
        have : int
            Examples there are.
        goal : {"minimum", "recommended"}
            Which range shall be reached.
        budget : float
            Dollars.
        survival, model, cost_per_request
            As for `ftwidgets.recommend_size`.

        Raises
        ------
        ValueError
            What is asked for cannot be.
        """
        known = State.__dataclass_fields__
        for name in choices:
            if name not in known:
                raise ValueError(
                    f"there is no choice {name!r}; a size guide has {', '.join(known)}"
                )
        if "behaviour" in choices:
            choices = {**choices, "behaviour": behaviour_of(choices["behaviour"]).key}
        if choices.get("goal", GOALS[0]) not in GOALS:
            raise ValueError(
                f"goal is {' or '.join(map(repr, GOALS))}, got {choices['goal']!r:.80}"
            )
        for name, what in (("budget", "dollars"), ("have", "examples")):
            if choices.get(name, 0) is None:
                raise ValueError(f"{name} is a number of {what}, 0 or more; got None")
        with self.lock:
            wanted = replace(self.state, **choices)
            found = _recommend(wanted)  # refuses what cannot be
            if wanted.have > MOST_HAVE:
                raise ValueError(f"have is at most {MOST_HAVE:,}, got {wanted.have:,}")
            self.state, self._found = wanted, found

    @property
    def recommendation(self) -> SizeRecommendation:
        """What `ftwidgets.recommend_size` says to these choices."""
        return self._found

    @property
    def target(self) -> int:
        """Examples that are aimed for: where the range of the goal starts."""
        found = self._found
        return (found.minimum if self.state.goal == "minimum" else found.recommended)[0]

    @property
    def missing(self) -> Purchase:
        """What is missing to the target: a `Purchase`, of 0 rows where nothing is."""
        return self._found.rows_to(self.target)


def _recommend(state: State) -> SizeRecommendation:
    return recommend_size(
        state.behaviour,
        state.have,
        budget=state.budget,
        survival=state.survival,
        model=state.model,
        cost_per_request=state.cost_per_request,
    )


def facts_page(guide: SizeGuideChoices) -> Page:
    """The lesson's table and its curve."""
    return {
        "behaviours": [
            {
                "key": each.key,
                "name": each.name,
                "minimum": each.minimum,
                "recommended": each.recommended,
                "words": [
                    range_in_words(*each.minimum),
                    range_in_words(*each.recommended),
                ],
            }
            for each in BEHAVIOURS.values()
        ],
        "returns": [
            [each.examples, each.bars, each.words, each.and_more] for each in RETURNS
        ],
        "diminishing": DIMINISHING,
    }


def view_page(guide: SizeGuideChoices) -> Page:
    """What is chosen, and what it comes to in words."""
    with guide.lock:
        state, found = guide.state, guide.recommendation
        missing, target = guide.missing, guide.target
    is_there = missing.rows == 0
    return {
        "behaviour": state.behaviour,
        "have": state.have,
        "goal": state.goal,
        "budget": state.budget,
        "target": target,
        "title": (
            f"{state.have:,} reach the {state.goal} range"
            if is_there
            else f"From {state.have:,} to {target:,}"
        ),
        "rows": missing.rows,
        "cost": None if missing.cost is None else dollars(missing.cost),
        "how": "" if is_there else _how(state, missing.requests),
        "where": _where(found),
        "buys": _buys(guide),
        "after": _after(found),
        "model": literal(state.model),
    }


def _how(state: State, requests: int) -> str:
    """How many requests it takes, and why so many."""
    asked = count(requests, "request")
    if state.survival == LESSON_SURVIVAL:
        return f"That is {asked}: the lesson generates 2x, as about half survive."
    return f"At {100 * state.survival:.3g} % survival that is {asked}."


_WHERE = {
    "below_minimum": "The minimum starts at {least:,}: below it, training is hardly "
    "worth a try.",
    "in_minimum": "You are inside the minimum of {minimum}. The recommended range "
    "starts at {start:,}.",
    "past_minimum": "You have passed the minimum of {enough:,}; {start:,} is where the "
    "recommended range starts.",
    "in_recommended": "You are inside the recommended range of {recommended}.",
    "past_recommended": "You have passed the recommended range of {recommended}.",
}


def _where(found: SizeRecommendation) -> str:
    return _WHERE[found.place].format(
        least=found.minimum[0],
        enough=found.minimum[1],
        start=found.recommended[0],
        minimum=range_in_words(*found.minimum),
        recommended=range_in_words(*found.recommended),
    )


def _buys(guide: SizeGuideChoices) -> Page:
    """What the budget buys, and whether it is enough."""
    state, found = guide.state, guide.recommendation
    title = f"What {dollars(state.budget)} buys"
    if found.affordable is None:
        free = found.cost_per_request == 0
        words = "This teacher costs nothing." if free else "Its price is unknown."
        return {"title": title, "rows": None, "words": words}
    rows, missing = found.affordable.rows, guide.missing.rows
    short = missing - rows
    if missing == 0:
        words = "Nothing is missing: better rows are worth more than more of them."
    elif short > 0:
        words = f"{short:,} short of {guide.target:,}."
    else:
        words = f"Enough to reach {guide.target:,}."
    about = (
        f"About {dollars(found.cost_per_request)} a request; a pilot measures yours."
    )
    return {"title": title, "rows": rows, "words": f"{words} {about}"}


def _after(found: SizeRecommendation) -> str:
    """What comes when the target is reached."""
    if found.behaviour.key == "classification":
        said = (
            f"Diminishing returns begin at about {DIMINISHING:,} for most classifiers."
        )
    else:
        said = f"The lesson's curve flattens from about {DIMINISHING:,}."
    return f"{said} Measure your own curve before you buy more."
