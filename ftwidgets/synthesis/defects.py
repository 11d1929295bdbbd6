"""What do real teachers get wrong? The same mistakes, made on purpose and recorded.

Where the truth is known, it can be said of each filter how many of the mistakes it
finds and how often it is right.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from numbers import Real
from typing import Any, NamedTuple

from ftwidgets.examples import normalise_label, reply_of, texts
from ftwidgets.synthesis.drafts import Draft
from ftwidgets.synthesis.drafts.bodies import Body, body, reply_text
from ftwidgets.synthesis.drafts.draws import Draw
from ftwidgets.synthesis.drafts.slots import Slots
from ftwidgets.synthesis.phrases import manners, mistakes, things
from ftwidgets.synthesis.ready import LABELS
from ftwidgets.synthesis.requests import Request
from ftwidgets.tasks import Task

FEW_WORDS = 5
"""A text of fewer words is no near-copy any more with one word added."""

USER_CHARS = (12_000, 40_000)
"""Lengths of a user text that is too long."""

_STEPS = 1 << 32


class Case(NamedTuple):
    """An answer about to go wrong.

    Attributes
    ----------
    task : Task
    request : Request
    draft : Draft
        What would have been answered.
    sibling : Draft or None
        What another child of the same seed says, where that is needed.
    name : str
        Decides the id of the message.
    draw : Draw
        Chooses.
    """

    task: Task
    request: Request
    draft: Draft
    sibling: Draft | None
    name: str
    draw: Draw

    def body(self, draft: Draft) -> Body:
        """A body that is sound in itself."""
        return body(self.name, reply_text(draft))


class Defect(NamedTuple):
    """One kind of mistake.

    Attributes
    ----------
    kind : str
        Stable name in snake_case.
    explanation : str
        What a person sees.
    make : callable
        From a Case to the body of the answer.
    """

    kind: str
    explanation: str
    make: Callable[[Case], Body]


def _fenced(case: Case) -> Body:
    return body(case.name, f"```json\n{reply_text(case.draft)}\n```")


def _truncated(case: Case) -> Body:
    text = reply_text(case.draft)
    keep = len(text) // 3 + case.draw.number("cut", max(1, len(text) // 2))
    return body(case.name, text[:keep], "max_tokens")


def _prose(case: Case) -> Body:
    before = case.draw.pick("before", mistakes.BEFORE_JSON)
    after = case.draw.pick("after", ("", *mistakes.AFTER_JSON))
    return body(case.name, f"{before}\n\n{reply_text(case.draft)}\n\n{after}".strip())


def _refusal(case: Case) -> Body:
    category, explanation = case.draw.pick("refusal", mistakes.REFUSALS)
    text = case.draw.pick("refused", (None, mistakes.REFUSED))
    details = {"type": "refusal", "category": category, "explanation": explanation}
    return {**body(case.name, text, "refusal"), "stop_details": details}


def _copy_of_seed(case: Case) -> Body:
    said = "\n".join(texts(case.request.seed, ("user",)))
    reply: Any = reply_of(case.request.seed)
    if isinstance(case.draft.reply, dict):
        reply = json.loads(reply)
    return case.body(Draft(_hardly_changed(said, case.draw), reply))


def _copy_of_child(case: Case) -> Body:
    other = case.sibling or case.draft
    return case.body(other._replace(user=_hardly_changed(other.user, case.draw)))


def _hardly_changed(text: str, draw: Draw) -> str:
    """The same words, but for one at most."""
    edits = [text.lower(), text.rstrip(".!?") + "!!", text.upper()]
    if len(text.split()) >= FEW_WORDS:
        edits += [f"Hi, {text}", f"{text} Thanks.", f"Please: {text}"]
    changed = [edit for edit in edits if edit != text]
    return draw.pick("hardly changed", changed)


def _wrong_label(case: Case) -> Body:
    return case.body(case.draft._replace(reply=_WRONG[case.task.kind](case)))


def _another_label(case: Case) -> str:
    right = normalise_label(case.draft.reply)
    others = [label for label in case.task.labels if normalise_label(label) != right]
    others = others or [label for label in LABELS if label != right]
    return case.draw.pick("wrong label", others)


def _another_value(case: Case) -> Any:
    """The order with one of its values wrong."""
    reply = case.draft.reply
    values = json.loads(reply) if isinstance(reply, str) else dict(reply)
    wrong = {"gift": not values["gift"]}
    if values["ship_to"]:
        towns = [town for town in things.TOWNS if town != values["ship_to"]]
        wrong = {"ship_to": case.draw.pick("wrong town", towns)}
    if values["deliver_by"] and case.draw.chance("wrong day", 0.5):
        day = date.fromisoformat(values["deliver_by"]) + timedelta(days=1)
        wrong = {"deliver_by": day.isoformat()}
    if values["items"] and values["items"][0][0] and case.draw.chance("wrong", 0.5):
        (count, named), *rest = values["items"]
        wrong = {"items": [[count + 1, named], *rest]}
    values = {**values, **wrong}
    return json.dumps(values, ensure_ascii=False) if isinstance(reply, str) else values


_WRONG: Mapping[str, Callable[[Case], Any]] = {
    "classification": _another_label,
    "format_conversion": _another_value,
    "style_matching": lambda case: case.draft.user,
}
"""What stands for the right reply, by kind of task."""


def _empty(case: Case) -> Body:
    if case.draw.chance("no content", 0.5):
        return body(case.name, None)
    return case.body(case.draft._replace(reply=""))


def _wrong_role(case: Case) -> Body:
    slots = Slots({}, case.draw)
    answer = case.draw.pick("answer", mistakes.ANSWERS).format_map(slots)
    if case.task.kind == "style_matching":
        answer = f"Here it is in our house style: {case.draft.reply}"
    return case.body(case.draft._replace(user=answer))


def _too_long(case: Case) -> Body:
    if case.task.kind == "format_conversion" or case.draw.chance("long user", 0.3):
        slots = Slots({}, case.draw)
        more = [each.format_map(slots) for each in manners.ASIDES]
        over = case.draw.pick("user chars", USER_CHARS)
        return case.body(case.draft._replace(user=_longer(case.draft.user, more, over)))
    labelled = case.task.kind == "classification"
    more = mistakes.EXPLANATIONS if labelled else [case.draft.reply]
    over = case.task.limits.max_chars
    return case.body(case.draft._replace(reply=_longer(case.draft.reply, more, over)))


def _longer(text: str, more: Sequence[str], over: int) -> str:
    """A text with more and more put behind it, until it is over a length."""
    parts, length = [text], len(text)
    while length <= over:
        parts.append(more[(len(parts) - 1) % len(more)])
        length += len(parts[-1]) + 1
    return " ".join(parts)


DEFECTS: tuple[Defect, ...] = (
    Defect("fenced_json", "the JSON stands in a Markdown fence", _fenced),
    Defect("truncated_json", "the tokens ran out in the middle", _truncated),
    Defect("prose_around_json", "the JSON stands between sentences", _prose),
    Defect("refusal", "the teacher declines", _refusal),
    Defect("near_duplicate_of_seed", "the seed, hardly changed", _copy_of_seed),
    Defect("near_duplicate_of_child", "another child, hardly changed", _copy_of_child),
    Defect("wrong_label", "the reply does not fit the message", _wrong_label),
    Defect("empty", "there is no reply", _empty),
    Defect("wrong_role", "the user speaks as the shop would", _wrong_role),
    Defect("too_long", "the reply or the message does not end", _too_long),
)
"""The mistakes, in the order in which shares are laid out."""

KINDS = tuple(defect.kind for defect in DEFECTS)

_MAKE = {defect.kind: defect.make for defect in DEFECTS}


def make_defect(kind: str, case: Case) -> Body:
    """Body of an answer with a defect.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    case : Case
        The answer as it would have been, and for which request.
    """
    return _MAKE[kind](case)


def read_shares(defects: float | Mapping[str, float] | None) -> dict[str, float]:
    """Share of each kind of defect, from one share of all or a share each.

    Raises
    ------
    ValueError
        If a kind is unknown, a share is not in 0..1, or they are more than 1 together.

    Examples
    --------
    >>> read_shares(0.2)["refusal"], read_shares({"empty": 0.1})
    (0.02, {'empty': 0.1})
    """
    if defects is None:
        return {}
    if not isinstance(defects, Mapping):
        defects = dict.fromkeys(KINDS, _share("defects", defects) / len(KINDS))
    unknown = [kind for kind in defects if kind not in KINDS]
    if unknown:
        raise ValueError(
            f"no defect is called {unknown[0]!r}; there are {', '.join(KINDS)}"
        )
    shares = {kind: _share(kind, defects[kind]) for kind in KINDS if kind in defects}
    if sum(shares.values()) > 1 + 1e-9:
        raise ValueError(f"the shares of the defects add up to {sum(shares.values())}")
    return shares


def _share(name: str, share: Any) -> float:
    if not isinstance(share, Real) or isinstance(share, bool) or not 0 <= share <= 1:
        raise ValueError(f"the share of {name} must be in 0..1, got {share!r}")
    return float(share)


def kind_at(shares: Mapping[str, float], draw: Draw) -> str | None:
    """Kind of the defect that falls to one child, or ``None``."""
    place = draw.number("defect", _STEPS) / _STEPS if shares else 1.0
    for kind, share in shares.items():
        if place < share:
            return kind
        place -= share
    return None
