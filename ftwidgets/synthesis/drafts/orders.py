"""How is an order note written, together with the JSON that it says?

First the order, then the note: every sentence says one value of the order, or names
something that is plainly not ordered.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ftwidgets.examples import Example, reply_of, texts
from ftwidgets.synthesis.drafts import Draft
from ftwidgets.synthesis.drafts.articles import (
    WRITTEN,
    Article,
    new_article,
    read_article,
    with_article,
)
from ftwidgets.synthesis.drafts.dates import new_date, read_date, written_date
from ftwidgets.synthesis.drafts.draws import Draw
from ftwidgets.synthesis.drafts.tones import asked, curtly, is_curt, joined, tone_of
from ftwidgets.synthesis.phrases import articles, inquiries, orders, things
from ftwidgets.synthesis.ready import ORDER_KEYS

KEPT = 0.4
"""Share of the children that take over a value of their seed, for each value."""

CHANNELS = {"phone": ("phone", "call"), "list": ("list", "form"), "mail": ("mail",)}
TWISTS = {
    "corrected": ("correct", "cancel", "changed"),
    "distracting": ("mislead", "not ordered", "roundabout", "mentioned"),
}
"""What the attributes may ask for, and by which words they do."""


class Order(NamedTuple):
    """What a note says, and the sentence behind the JSON's ``note``."""

    customer: str | None
    ship_to: str | None
    deliver_by: str | None
    items: tuple[Article, ...]
    gift: bool
    note: str | None
    said: str = ""

    def values(self) -> dict[str, Any]:
        """The JSON values, keys in the order of the task."""
        values = dict(zip(ORDER_KEYS, self, strict=False))
        return {**values, "items": [[each.count, each.named] for each in self.items]}


def read_order(reply: str) -> dict[str, Any] | None:
    """JSON of a seed, or ``None`` where it is not an order.

    Examples
    --------
    >>> read_order('{"sku": 7}')
    """
    try:
        values = json.loads(reply)
    except (ValueError, RecursionError):
        return None
    is_order = isinstance(values, dict) and set(values) == set(ORDER_KEYS)
    return values if is_order and isinstance(values["items"], list) else None


def draft_order(seed: Example, attributes: Mapping[str, str], draw: Draw) -> Draft:
    """Order note with the JSON it says, of the same make as its seed.

    Where the seed's JSON has ``null``, so has the child's.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> reply = json.dumps({"customer": "Ada", "ship_to": None, "deliver_by": None,
    ...                     "items": [[2, "stool, oak"]], "gift": False, "note": None})
    >>> seed = chat(("user", "2 stools, oak. Ada"), ("assistant", reply))
    >>> draft = draft_order(seed, {}, Draw("a key", 1))
    >>> draft.reply["ship_to"], draft.reply["gift"]
    (None, False)
    """
    text = "\n".join(texts(seed, ("user",)))
    given = read_order(reply_of(seed)) or {}
    order = _order(given, draw)
    if not order.items:
        order, said = _inquiry(order, text, attributes, draw)
        return Draft(said, order.values())
    channel = asked(attributes, CHANNELS)
    write = _list if channel == "list" or _is_list(text, draw) else _prose
    slots = _slots(order, draw)
    curt = is_curt(text) and draw.chance("curt", 0.7)
    lines = write(order, text, attributes, draw)
    said = [(curtly(line) if curt else line).format_map(slots) for line in lines]
    if write is _list:
        between = draw.pick("between", ("\n", "\n", " / "))
        return Draft(between.join(said), order.values())
    return Draft(joined(said, asked(attributes, CHANNELS) == "mail"), order.values())


def _is_list(text: str, draw: Draw) -> bool:
    return text.count("\n") > 1 and draw.chance("list", 0.5)


def _order(given: Mapping[str, Any], draw: Draw) -> Order:
    """An order with a value wherever the seed has one."""
    items = _items(given.get("items", []), draw)
    note, said = given.get("note") or None, ""
    if any(each.count is None for each in items):
        said, note = draw.walk("unknown", orders.UNKNOWN_COUNT, draw.child)
    elif note is not None:
        said, note = draw.walk("note", orders.NOTES, draw.child)
    return Order(
        _name(given.get("customer"), "customer", things.NAMES, draw),
        _name(given.get("ship_to"), "town", things.TOWNS, draw),
        _date(given.get("deliver_by"), draw),
        items,
        given.get("gift") is True,
        note,
        said,
    )


def _name(own: Any, what: str, bank: tuple[str, ...], draw: Draw) -> str | None:
    if own is None:
        return None
    plain = isinstance(own, str) and own.isalpha() and own.istitle() and len(own) < 20
    return own if plain and draw.chance(f"{what} kept", KEPT) else draw.pick(what, bank)


def _date(own: Any, draw: Draw) -> str | None:
    if own is None:
        return None
    kept = read_date(own) if draw.chance("date kept", KEPT) else None
    return kept or new_date(draw, "date")


def _items(given: list[Any], draw: Draw) -> tuple[Article, ...]:
    """About as many articles as the seed has, no two the same, one perhaps its own."""
    if not given:
        return ()
    pairs = [each for each in given if isinstance(each, list) and len(each) == 2]
    own = [found for each in pairs if (found := read_article(*each))]
    items = [draw.pick("own", own)] if own and draw.chance("item kept", 0.5) else []
    wanted = max(1, min(4, len(given) + draw.pick("more", (-1, 0, 0, 1))))
    tries = 0
    while len(items) < wanted:
        new = new_article(draw, f"item {tries}")
        if new.noun not in [each.noun for each in items]:
            items.append(new)
        tries += 1
    if any(each[0] is None for each in pairs):
        items = [items[0]._replace(count=None)]
    return tuple(items)


def _slots(order: Order, draw: Draw) -> dict[str, str]:
    """What the sentences' braces stand for; names with a capital begin with one."""
    taken = [each.noun for each in order.items]
    free = [noun for noun in articles.ARTICLES if noun not in taken]
    other = draw.pick("other", free)
    towns = [town for town in things.TOWNS if town != order.ship_to]
    names = [name for name in things.NAMES if name != order.customer]
    who = order.customer or draw.pick("who", orders.NAMELESS).lower()
    values = {
        "customer": order.customer or "",
        "who": who,
        "town": order.ship_to or "",
        "date": written_date(order.deliver_by, draw) if order.deliver_by else "",
        "items": _together(order.items, draw),
        "other": other,
        "the_other": f"the {other}",
        "a_other": with_article(other),
        "town2": draw.pick("town2", towns),
        "name2": draw.pick("name2", names),
        "colour": draw.pick("colour", things.COLOURS),
        "n": draw.pick("n", things.COUNTS[:5]),
        "minutes": str(11 + draw.number("minutes", 48)),
    }
    capitals = {
        f"{n[0].upper()}{n[1:]}": v[:1].upper() + v[1:] for n, v in values.items()
    }
    return {**capitals, **values}


def _together(items: tuple[Article, ...], draw: Draw) -> str:
    """The articles as part of a sentence, all written in one way."""
    write = draw.pick("written", WRITTEN["prose"])
    *first, last = map(write, items)
    return f"{', '.join(first)} and {last}" if first else last


def _list(
    order: Order, text: str, attributes: Mapping[str, str], draw: Draw
) -> Iterator[str]:
    """Lines of a note that is a list."""
    if draw.chance("head", 0.5):
        yield draw.pick("head", orders.LIST_HEADS)
    values = order.values()
    meta = [key for key in orders.LIST_LINES if values[key]]
    meta = [draw.pick(key, orders.LIST_LINES[key]) for key in draw.order("meta", meta)]
    write, mark = (
        draw.pick("line", WRITTEN["list"]),
        draw.pick("mark", ("", "- ", "> ")),
    )
    lines = [f"{mark}{write(each)}" for each in order.items]
    if asked(attributes, TWISTS) == "corrected":
        lines.append(mark + draw.pick("struck", orders.STRUCK))
    yield from (*meta, *lines) if draw.chance("meta first", 0.4) else (*lines, *meta)
    if order.said:
        yield order.said


def _prose(
    order: Order, text: str, attributes: Mapping[str, str], draw: Draw
) -> Iterator[str]:
    """Sentences of a note: a greeting, the order, the rest in any order, a name."""
    tone = max(tone_of(text, attributes), key=lambda each: each != "plain")
    calls = asked(attributes, CHANNELS) == "phone"
    twist = asked(attributes, TWISTS)
    named = "call" if calls else draw.pick("named", ("first", "last", "last"))
    if calls:
        yield draw.pick("call", orders.CALL_HEADS)
    elif draw.chance("greeting", 0.6):
        yield draw.pick("greeting", orders.GREETINGS[tone])
    if named == "first" and order.customer:
        yield draw.pick("customer", orders.NAMED_OPENINGS)
    plain, corrected = (
        (orders.CALLS, orders.CORRECTED_CALLS)
        if calls
        else (orders.ORDERS, orders.CORRECTIONS)
    )
    yield draw.walk("order", corrected if twist == "corrected" else plain, draw.child)
    yield from draw.order("rest", list(_rest(order, twist, calls, draw)))
    if named == "last" and order.customer:
        yield draw.pick("customer", orders.SIGNATURES[tone])


def _rest(order: Order, twist: str | None, calls: bool, draw: Draw) -> Iterator[str]:
    """A sentence for each value that the order has besides its articles."""
    if order.ship_to:
        elsewhere = twist and not calls and draw.chance("elsewhere", 0.4)
        yield draw.pick("town said", orders.OTHER_TOWNS if elsewhere else orders.TOWNS)
    if order.deliver_by:
        yield draw.pick("date said", orders.DATES)
    if order.gift:
        yield draw.pick("gift said", orders.GIFTS)
    if order.said:
        yield order.said
    if twist == "distracting" and not calls:
        yield draw.pick("distraction", orders.DISTRACTIONS)


def _inquiry(
    order: Order, text: str, attributes: Mapping[str, str], draw: Draw
) -> tuple[Order, str]:
    """A note that asks something and orders nothing."""
    asks, note = draw.walk("inquiry", inquiries.INQUIRIES, draw.child)
    slots = _slots(order._replace(items=(Article(1, "nothing"),)), draw)
    tone = max(tone_of(text, attributes), key=lambda each: each != "plain")
    parts = [draw.pick("greeting", orders.GREETINGS[tone]), asks]
    if draw.chance("end", 0.5):
        parts.append(draw.pick("end", inquiries.INQUIRY_ENDS))
    if order.customer:
        parts.append(draw.pick("customer", orders.SIGNATURES[tone]))
    order = order._replace(
        ship_to=None, deliver_by=None, gift=False, note=note.format_map(slots)
    )
    return order, " ".join(parts).format_map(slots)
