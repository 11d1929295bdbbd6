"""How does one get examples with no key and no network? From sentences set together.

The template teacher is not a language model: it understands nothing, and writes what
people wrote beforehand, with the things and names of the seed in it. It answers in the
form in which a real teacher does, so that all that comes after can be learnt on it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ftwidgets.examples import (
    Example,
    canonical_json,
    normalise_label,
    reply_of,
    shorten,
)
from ftwidgets.synthesis.defects import Case, kind_at, make_defect, read_shares
from ftwidgets.synthesis.drafts import Draft
from ftwidgets.synthesis.drafts.bodies import MODEL, body, key_of, reply_text
from ftwidgets.synthesis.drafts.draws import Draw
from ftwidgets.synthesis.drafts.orders import draft_order, read_order
from ftwidgets.synthesis.drafts.rewrites import draft_rewrite
from ftwidgets.synthesis.drafts.tickets import draft_ticket
from ftwidgets.synthesis.prices import FREE, Rates
from ftwidgets.synthesis.ready import LABELS, ORDER_KEYS, is_ready
from ftwidgets.synthesis.requests import Plan, Request
from ftwidgets.synthesis.teachers import RawReply
from ftwidgets.tasks import Task

DRAFTS: Mapping[str, Callable[[Example, Mapping[str, str], Draw], Draft]] = {
    "classification": draft_ticket,
    "format_conversion": draft_order,
    "style_matching": draft_rewrite,
}
"""Who writes an example, by kind of task."""


class TemplateTeacher:
    """Writes examples of the ready-made tasks from templates; not a language model.

    No key, no network, no chance: the same request is always answered with the same
    bytes. Label, JSON or rewriting are right by construction, since they are chosen
    first and only sentences that say them are used.

    Parameters
    ----------
    defects : float or mapping of str to float, optional
        Share of the answers that get a defect such as real teachers make: of all kinds
        together, or of each kind by its name in `ftwidgets.synthesis.defects.DEFECTS`.
    random_seed : int
        Another number, other answers.

    Raises
    ------
    ValueError
        If a share is not in 0..1, all shares together are more than 1, or a kind of
        defect is unknown.

    Examples
    --------
    >>> TemplateTeacher()
    TemplateTeacher(not a language model, defects: none)
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.synthesis.ready import READY
    >>> seed = chat(("user", "Where's my sofa."), ("assistant", "delivery"), id="g1")
    >>> task = READY["classification"]
    >>> request = Plan(task, [seed], {"model": "template"}).request(0)
    >>> answer = json.loads(TemplateTeacher().answer(task, request))
    >>> json.loads(answer["content"][0]["text"])["assistant_message"]
    'delivery'
    """

    kind = "template"
    model = MODEL
    concurrency = 64
    budget: float | None = None
    shows_gold = False
    rates: Rates | None = FREE

    def __init__(
        self,
        defects: float | Mapping[str, float] | None = None,
        random_seed: int = 0,
    ) -> None:
        self._shares = read_shares(defects)
        self._defects = dict(defects) if isinstance(defects, Mapping) else defects
        self.random_seed = random_seed

    def __repr__(self) -> str:
        share = sum(self._shares.values())
        said = f"{share:.0%} of the answers" if share else "none"
        return f"{type(self).__name__}(not a language model, defects: {said})"

    def settings(self) -> dict[str, Any]:
        """JSON values from which the same teacher can be made again.

        Examples
        --------
        >>> TemplateTeacher(**TemplateTeacher(defects=0.2).settings()).settings()
        {'defects': 0.2, 'random_seed': 0}
        """
        return {"defects": self._defects, "random_seed": self.random_seed}

    def check(self, task: Task, seeds: Sequence[Example]) -> None:
        """Refuse what no templates were written for.

        Parameters
        ----------
        task : Task
            Must be a ready-made one: `ftwidgets.synthesis.ready.READY`.
        seeds : sequence of dict
            Gold seeds, whose replies must be of that task.

        Raises
        ------
        ValueError
            One sentence that says what is wrong, and which teachers can do it.
        """
        problem = None if is_ready(task) else f"the task {shorten(task.name)!r} is not"
        for seed in () if problem else seeds:
            problem = problem or _problem(task, seed)
        if problem:
            raise ValueError(
                "the template teacher knows only the three ready-made tasks, and "
                f"{problem}: use ClaudeTeacher (with a key) or PasteTeacher (without)"
            )

    def params(self, task: Task) -> dict[str, Any]:
        """Arguments of every call besides the messages."""
        return {"model": self.model}

    async def ask(self, task: Task, request: Request) -> RawReply:
        """The answer, as a server would send it."""
        return RawReply(self.answer(task, request))

    def truth(self, request: Request) -> str | None:
        """Kind of the defect that a request's answer gets; ``None`` where it is clean.

        Examples
        --------
        >>> from ftwidgets.synthesis.ready import READY
        >>> plan = Plan(READY["classification"], [{"messages": []}], {})
        >>> TemplateTeacher(defects={"empty": 1.0}).truth(plan.request(0))
        'empty'
        """
        return self._truth(request, self._draw(request))

    def answer(self, task: Task, request: Request) -> str:
        """Raw body of the answer: JSON text in the shape of the Messages API.

        Parameters
        ----------
        task : Task
            A ready-made one.
        request : Request
            Its seed, attributes and number among the seed's children decide.

        Raises
        ------
        ValueError
            As `check` does, for the request's seed.
        """
        self.check(task, [request.seed])
        draw = self._draw(request)
        draft, kind = _draft(task, request, draw), self._truth(request, draw)
        name = draw.key + canonical_json([draw.child, dict(request.attributes)])
        if kind is None:
            return _text(body(name, reply_text(draft)))
        before = self._before(draw) if kind == "near_duplicate_of_child" else None
        sibling = None if before is None else self._sibling(task, request, before)
        return _text(make_defect(kind, Case(task, request, draft, sibling, name, draw)))

    def _draw(self, request: Request) -> Draw:
        return Draw(key_of(request, self.random_seed), request.child)

    def _truth(self, request: Request, draw: Draw) -> str | None:
        kind = kind_at(self._shares, draw)
        if kind == "near_duplicate_of_child" and self._before(draw) is None:
            return "near_duplicate_of_seed"
        return kind

    def _before(self, draw: Draw) -> Draw | None:
        """The last child before this one that has no defect of its own."""
        earlier = (Draw(draw.key, child) for child in range(draw.child - 1, -1, -1))
        return next(
            (each for each in earlier if kind_at(self._shares, each) is None), None
        )

    def _sibling(self, task: Task, request: Request, other: Draw) -> Draft:
        """What another child of the same seed says, were it asked as the plan asks."""
        attributes = request.attributes
        for random_seed in dict.fromkeys((0, self.random_seed)):
            plan = Plan(task, [request.seed], {}, random_seed=random_seed)
            if plan.attributes(request.seed_id, request.child) == request.attributes:
                attributes = plan.attributes(request.seed_id, other.child)
        asked = replace(request, child=other.child, attributes=attributes)
        return _draft(task, asked, other)


def _draft(task: Task, request: Request, draw: Draw) -> Draft:
    """A right answer; where the task has no schema, its JSON is text."""
    draft = DRAFTS[task.kind](request.seed, request.attributes, draw)
    if isinstance(draft.reply, dict) and task.reply_schema is None:
        return draft._replace(reply=json.dumps(draft.reply, ensure_ascii=False))
    return draft


def _problem(task: Task, seed: Example) -> str | None:
    """What of a seed is not of the ready-made task, as the end of a sentence."""
    reply = reply_of(seed)
    if task.kind == "classification" and normalise_label(reply) not in LABELS:
        known = ", ".join(LABELS)
        return f"a seed has the label {shorten(reply, 40)!r}, not one of {known}"
    if task.kind == "format_conversion" and read_order(reply) is None:
        keys = ", ".join(ORDER_KEYS)
        return f"a seed's reply is not JSON with the keys {keys} and a list of items"
    return None


def _text(answer: Mapping[str, Any]) -> str:
    """JSON text; what UTF-8 cannot carry, which only seeds can bring, is escaped."""
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(answer)
    return text
