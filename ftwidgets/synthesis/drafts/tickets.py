"""How is a support ticket written that has the label of its seed?

What has happened gives the label away; details and wishes of the same topic, and asides
that could stand in any ticket, are set around it.
"""

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from ftwidgets.examples import Example, normalise_label, reply_of, texts
from ftwidgets.synthesis.drafts import Draft
from ftwidgets.synthesis.drafts.draws import Draw
from ftwidgets.synthesis.drafts.entities import MOST_CHARS, entities
from ftwidgets.synthesis.drafts.slots import Slots
from ftwidgets.synthesis.drafts.tones import (
    LENGTHS,
    PERSONAS,
    asked,
    curtly,
    is_curt,
    joined,
    tone_of,
)
from ftwidgets.synthesis.phrases import (
    Situation,
    Topic,
    billing,
    delivery,
    manners,
    returns,
    technical,
    things,
)

TOPICS: Mapping[str, tuple[Topic, ...]] = {
    "billing": billing.TOPICS,
    "delivery": delivery.TOPICS,
    "returns": returns.TOPICS,
    "technical": technical.TOPICS,
}
"""What there is to write about, by label."""

SAME_TOPIC = 0.4
"""Share of the children that stay with their seed's topic, where it is recognised."""

CURT_AS_SEED, CURT_IN_CHAT = 0.7, 0.3
"""Shares of the children without capitals: of a seed without any, and in a chat."""

USUAL_SENTENCES = 3

_MAIN = re.compile(rf"{{(?:a_)?(thing|{'|'.join(things.THINGS)})}}", re.I)
CHANNELS = {
    "mail": ("mail",),
    "phone": ("phone", "call"),
    "form": ("form",),
    "chat": ("chat",),
}
"""Where a message comes in, by the words of an attribute."""


def draft_ticket(seed: Example, attributes: Mapping[str, str], draw: Draw) -> Draft:
    """Ticket with the label of its seed, about something of that label.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> seed = chat(("user", "Where's my sofa."), ("assistant", "delivery"))
    >>> draft_ticket(seed, {"length": "one short sentence"}, Draw("a key", 0)).reply
    'delivery'
    """
    text = "\n".join(texts(seed, ("user",)))
    label = reply_of(seed).strip()
    about, turn = _topic(text, normalise_label(label), draw)
    situation = draw.walk(f"{about.name} situation", about.situations, turn)
    main = _MAIN.search(situation.text)
    slots = Slots(entities(text), draw, main[1].lower() if main else "thing")
    parts = _once(_parts(situation, text, attributes, draw), situation.text)
    by_mail = asked(attributes, CHANNELS) == "mail"
    written = joined([part.format_map(slots) for part in parts], by_mail)
    chats = asked(attributes, CHANNELS) == "chat"
    curt = CURT_AS_SEED if is_curt(text) else CURT_IN_CHAT if chats else 0.0
    return Draft(curtly(written) if draw.chance("curt", curt) else written, label)


def _topic(text: str, label: str, draw: Draw) -> tuple[Topic, int]:
    """What to write about, and the how manieth time this child's turn is."""
    topics = TOPICS[label]
    own = _recognised(text[:MOST_CHARS].lower(), label)
    if own is not None and draw.chance("same topic", SAME_TOPIC):
        return own, draw.child
    turn = draw.child // len(topics)
    return draw.walk("topic", topics, draw.child), turn


@functools.lru_cache(maxsize=512)
def _recognised(text: str, label: str) -> Topic | None:
    """The topic of the label of which a text shows the most signs, if any."""
    topics = TOPICS[label]
    shown = [sum(sign in text for sign in each.signs) for each in topics]
    return topics[shown.index(max(shown))] if any(shown) else None


def _parts(
    situation: Situation, text: str, attributes: Mapping[str, str], draw: Draw
) -> Iterator[str]:
    """The sentences of a ticket, in order."""
    about = _MAIN.search(situation.text) is not None
    sentences = asked(attributes, LENGTHS) or USUAL_SENTENCES
    if sentences == 1:
        yield situation.text
        return
    tone = _tone(text, attributes, draw)
    yield _beginning(tone, attributes, about, draw)
    persona = asked(attributes, PERSONAS)
    if persona and draw.chance("persona", 0.3):
        yield draw.pick("persona", manners.PERSONAS[persona])
    aside = sentences > 3 and draw.pick("aside", _usable(manners.ASIDES, about))
    aside_first = draw.chance("aside first", 0.4)
    if aside and aside_first:
        yield aside
    yield situation.text
    asks = situation.text.endswith("?")
    if situation.details and (sentences > 2 or asks or draw.chance("detail", 0.5)):
        yield draw.pick("detail", situation.details)
    if aside and not aside_first:
        yield aside
    if situation.wishes and (sentences > 2 or not asks):
        yield draw.pick("wish", situation.wishes)
    if draw.chance("closing", 0.55):
        yield draw.pick("closing", _usable(manners.CLOSINGS[tone], about))


def _tone(text: str, attributes: Mapping[str, str], draw: Draw) -> str:
    """The tone that is asked for, or the seed's, where it has one."""
    seed_tone, tone = tone_of(text, attributes)
    keeps = tone == "plain" or draw.chance("tone", 0.5)
    return seed_tone if seed_tone != "plain" and keeps else tone


def _once(parts: Iterable[str], situation: str) -> Iterator[str]:
    """The parts, with the order's number in one of them at most; and none empty."""
    named = "{order}" in situation
    for part in parts:
        repeats = named and "{order}" in part and part != situation
        named = named or "{order}" in part
        if part and not repeats:
            yield part


def _beginning(
    tone: str, attributes: Mapping[str, str], about: bool, draw: Draw
) -> str:
    """An opening, most of the time; or what a channel puts before a message."""
    channel = asked(attributes, CHANNELS)
    if channel in manners.CHANNELS and draw.chance("channel", 0.5):
        return draw.pick("channel", _usable(manners.CHANNELS[channel], about))
    if not draw.chance("opening", 0.65):
        return ""
    return draw.pick("opening", _usable(manners.OPENINGS[tone], about))


def _usable(bank: tuple[str, ...], about: bool) -> tuple[str, ...]:
    """Sentences that name a thing only where the situation is about one."""
    return tuple(each for each in bank if about or "thing}" not in each)
