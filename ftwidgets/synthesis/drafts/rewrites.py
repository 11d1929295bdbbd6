"""How are a stiff text and its version in the house style written? Fact by fact.

Both say the same facts in the same order with the same values, so that nothing is lost
or added on the way.
"""

import functools
from collections.abc import Mapping

from ftwidgets.examples import Example, texts
from ftwidgets.synthesis.drafts import Draft
from ftwidgets.synthesis.drafts.draws import Draw
from ftwidgets.synthesis.drafts.entities import MOST_CHARS, entities
from ftwidgets.synthesis.drafts.slots import Slots
from ftwidgets.synthesis.drafts.tones import asked
from ftwidgets.synthesis.phrases import (
    Subject,
    house_frames,
    house_goods,
    house_orders,
    house_shop,
)

SUBJECTS: tuple[Subject, ...] = (
    *house_orders.SUBJECTS,
    *house_goods.SUBJECTS,
    *house_shop.SUBJECTS,
)

SAME_SUBJECT = 0.5
"""Share of the children that stay with their seed's subject, where it is recognised."""

STIFF, INFLATED, HASTY = 0, 1, 2
MANNERS = {
    INFLATED: ("inflated", "american", "advert", "friendly", "marketing"),
    HASTY: ("hasty", "hurry", "chat", "annoyed", "phone"),
    STIFF: ("stiff", "passive", "polite", "formal", "matter-of-fact"),
}
"""Of the original, by the words of an attribute that ask for it."""

FACTS = {
    1: ("one sentence", "one short"),
    2: ("two sentences",),
    3: ("three sentences", "paragraph", "long"),
}
"""How many facts a text tells, by the words of an attribute that ask for it."""


def draft_rewrite(seed: Example, attributes: Mapping[str, str], draw: Draw) -> Draft:
    """Stiff text and what it says in the house style.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> seed = chat(("user", "Returns are accepted for 30 days."), ("assistant", "…"))
    >>> asked = {"length": "one sentence", "original": "a hasty note to a colleague"}
    >>> draft = draft_rewrite(seed, asked, Draw("a key", 3))
    >>> print(draft.user, draft.reply, sep="\\n")
    pls write to customer: grain differs, it's real wood
    No grain is like another: that's real wood for you.
    """
    text = "\n".join(texts(seed, ("user",)))[:MOST_CHARS]
    own = _recognised(text.lower())
    stays = own is not None and draw.chance("same subject", SAME_SUBJECT)
    about = own if stays else draw.walk("subject", SUBJECTS, draw.child)
    manner = asked(attributes, MANNERS)
    manner = draw.pick("manner", (STIFF, INFLATED, HASTY)) if manner is None else manner
    facts = draw.order("facts", about.facts)[: asked(attributes, FACTS) or 2]
    said = [
        (fact.stiff[manner], draw.pick(f"warm {at}", fact.warm))
        for at, fact in enumerate(facts)
    ]
    if manner == STIFF and draw.chance("beginning", 0.3):
        said.insert(0, draw.pick("beginning", house_frames.BEGINNINGS))
    if manner == STIFF and draw.chance("ending", 0.3):
        said.append(draw.pick("ending", house_frames.ENDINGS))
    original, rewritten = [], []
    for at, both in enumerate(said):
        # Numbers of its own for each fact: two of them need not last as long.
        slots = Slots(entities(text), Draw(f"{draw.key} {at}", draw.child))
        original.append(both[0].format_map(slots))
        rewritten.append(both[1].format_map(slots))
    return Draft(_original(original, manner, draw), " ".join(rewritten))


def _original(parts: list[str], manner: int, draw: Draw) -> str:
    if manner != HASTY:
        return " ".join(parts)
    start = draw.pick("haste", (*house_frames.HASTE, "", "", "", ""))
    start = start.format_map(Slots({}, draw))
    between = draw.pick("between", (". ", " / ", "; ", ", also "))
    return f"{start} {between.join(parts)}".strip()


@functools.lru_cache(maxsize=512)
def _recognised(text: str) -> Subject | None:
    """The subject of which a text shows the most signs, if any."""
    shown = [sum(sign in text for sign in each.signs) for each in SUBJECTS]
    return SUBJECTS[shown.index(max(shown))] if any(shown) else None
