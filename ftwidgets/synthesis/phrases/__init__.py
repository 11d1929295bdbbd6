"""In which words does the template teacher write? Banks of sentences, by hand.

Plain data: a bank is a list of sentences, one a bullet. Names in braces are slots that
`ftwidgets.synthesis.drafts` fills from the seed a text is written for, or from
`things`. What belongs together, such as a stiff sentence and its warm one, stands
together, so that nothing written from it can contradict its label or its reply.
"""

import re
from typing import NamedTuple


class Situation(NamedTuple):
    """Something that happened, and what may be said about it.

    Attributes
    ----------
    text : str
        What has happened; alone it gives the label away.
    details : tuple of str
        What may be said after it.
    wishes : tuple of str
        What the customer wants, after any of these.
    """

    text: str
    details: tuple[str, ...]
    wishes: tuple[str, ...]


class Topic(NamedTuple):
    """One kind of problem of a label.

    Attributes
    ----------
    name : str
        For people.
    signs : tuple of str
        Words by which a seed shows that it is about this.
    situations : tuple of Situation
        What can have happened.
    """

    name: str
    signs: tuple[str, ...]
    situations: tuple[Situation, ...]


class Fact(NamedTuple):
    """Something the shop has to say.

    Attributes
    ----------
    stiff : tuple of str, length 3
        Originals: stiff and in the passive, inflated, a hasty note.
    warm : tuple of str
        The same in the house style; any of them fits any original.
    """

    stiff: tuple[str, ...]
    warm: tuple[str, ...]


class Subject(NamedTuple):
    """What facts are about; those of one subject may stand side by side.

    Attributes
    ----------
    name : str
        For people.
    signs : tuple of str
        Words by which a seed shows that it is about this.
    facts : tuple of Fact
        What there is to say.
    """

    name: str
    signs: tuple[str, ...]
    facts: tuple[Fact, ...]


def bullets(text: str) -> tuple[str, ...]:
    r"""Items of a bulleted list; an item may go on in the next lines.

    Examples
    --------
    >>> bullets("- Where is it?\n- It came,\n  at last.")
    ('Where is it?', 'It came, at last.')
    """
    return tuple(" ".join(item.split()) for item in ("\n" + text).split("\n- ")[1:])


def topic(name: str, signs: str, happened: str, more: str, wanted: str) -> Topic:
    r"""Topic from its signs and three lists: situations, details and wishes.

    A detail or wish that begins with ``[1 3]`` fits the first and the third situation,
    one without fits all.

    Examples
    --------
    >>> late = topic("late", "late", "- Late.\n- Lost.", "- [2] Stolen?", "- Why?")
    >>> late.situations[0]
    Situation(text='Late.', details=(), wishes=('Why?',))
    """
    situations = tuple(
        Situation(text, _fitting(bullets(more), at), _fitting(bullets(wanted), at))
        for at, text in enumerate(bullets(happened), 1)
    )
    return Topic(name, _signs(signs), situations)


def _fitting(items: tuple[str, ...], situation: int) -> tuple[str, ...]:
    """The items that fit a situation, without the numbers in front."""
    split = [re.fullmatch(r"(?:\[([\d ]+)\] )?(.+)", item).groups() for item in items]
    return tuple(
        text for fits, text in split if fits is None or str(situation) in fits.split()
    )


def subject(name: str, signs: str, facts: str) -> Subject:
    r"""Subject from blocks of bullets, those of the house style marked by ``=``.

    Examples
    --------
    >>> subject("care", "wash", "- Bleaching is prohibited.\n= No bleach.").facts
    (Fact(stiff=('Bleaching is prohibited.',), warm=('No bleach.',)),)
    """
    blocks = (block.partition("\n=") for block in facts.split("\n\n"))
    said = (
        Fact(bullets(stiff), bullets(("\n=" + warm).replace("\n=", "\n-")))
        for stiff, _, warm in blocks
    )
    return Subject(name, _signs(signs), tuple(said))


def _signs(text: str) -> tuple[str, ...]:
    return tuple(sign.strip() for sign in text.split(","))
