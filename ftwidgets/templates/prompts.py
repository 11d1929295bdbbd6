"""Is the model asked as it was trained? The text of training beside inference's."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ftwidgets.examples import Example, count, messages_of
from ftwidgets.tasks import Production
from ftwidgets.templates.known import Template
from ftwidgets.templates.rendering import render_all

_SYSTEM = ("system", "developer")

REJOIN = 8
"""Texts that part have met again where at least so many characters are the same."""

Turns = list[dict[str, Any]]

Parts = list[tuple[int, int, str]]
"""A text in parts ``(start, end, mark)``; a mark is ``"learned"`` or ``"differs"``."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """What training sees of one example, and what inference will send.

    Attributes
    ----------
    train : str
        The whole conversation.
    infer : str
        Everything before the last reply, and what asks for it.
    left_out : tuple of str
        What production does not send, in words; it is not in `infer`.
    eos : str
        What ends a reply.
    """

    train: str
    infer: str
    left_out: tuple[str, ...] = ()
    eos: str = ""

    @property
    def common(self) -> int:
        """So many characters both begin with."""
        return _common(self.train, self.infer)

    @property
    def matches(self) -> bool:
        """Whether training saw the prompt of inference, letter by letter."""
        return self.train.startswith(self.infer)

    @property
    def parts(self) -> tuple[Parts, Parts]:
        """Text of training and of inference in parts: what differs, what is learned.

        Where the two have parted and meet again, only what stands between is marked.
        """
        head, train, infer = self.common, len(self.train), len(self.infer)
        if self.matches:
            return _parts((0, head, ""), (head, train, "learned")), _parts(
                (0, infer, "")
            )
        tail = _shared_end(self.train[head:], self.infer[head:])
        end = infer - tail
        at = self.train.rindex(self.infer[end:]) if tail else train
        trained = (at, at + tail, ""), (at + tail, train, "learned")
        return (
            _parts((0, head, ""), (head, at, "differs"), *trained),
            _parts((0, head, ""), (head, end, "differs"), (end, infer, "")),
        )

    @property
    def learned(self) -> str:
        """What training has behind the prompt: inference must produce it."""
        start, end, mark = self.parts[0][-1] if self.train else (0, 0, "")
        return self.train[start:end] if mark == "learned" else ""

    @property
    def sentences(self) -> list[str]:
        """Whether they match, and what else is to be known, in words."""
        said = [*self.left_out]
        if not self.matches:
            said.append(
                f"After {count(self.common, 'character')} inference sends what "
                "training never saw: the model is asked in a way it was not trained "
                "for."
            )
        elif not self.learned:
            said.append("Nothing stands behind the prompt: no reply is learned here.")
        else:
            said.append(
                "Training saw what inference sends, letter by letter, and learns the "
                f"{count(len(self.learned), 'character')} behind it."
            )
        if self.learned and self.eos and self.eos not in self.learned:
            said.append(
                f"No {self.eos} ends the reply: the model does not learn to stop."
            )
        return said


def _common(one: str, other: str) -> int:
    """So many characters both begin with; halved again and again, as texts are long."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _shared_end(train: str, infer: str) -> int:
    """How much of the end of a prompt stands somewhere in what training sees."""
    low, high = 0, len(infer)
    while low < high:
        middle = (low + high + 1) // 2
        if infer[-middle:] in train:
            low = middle
        else:
            high = middle - 1
    return low if low >= REJOIN else 0


def _parts(*parts: tuple[int, int, str]) -> Parts:
    """Parts that are not empty."""
    return [part for part in parts if part[0] < part[1]]


def sent(example: Example, production: Production | None = None) -> Turns:
    """Messages that inference sends before the last reply of an example.

    Parameters
    ----------
    example : dict
        A chat example.
    production : Production, optional
        How the model will be called: what it says is never sent is left out.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("system", "Be kind."), ("user", "Hi"), ("assistant", "Hello"))
    >>> [turn["role"] for turn in sent(row)]
    ['system', 'user']
    >>> [turn["role"] for turn in sent(row, Production(system_prompt=False))]
    ['user']
    """
    turns = messages_of(example)
    ends = [i for i, turn in enumerate(turns) if turn.get("role") != "assistant"]
    turns = turns[: ends[-1] + 1] if ends else []
    if production is None:
        return turns
    if production.multi_turn is False:
        turns = _last_question(turns)
    if production.system_prompt is False:
        turns = [turn for turn in turns if turn.get("role") not in _SYSTEM]
    return turns


def _last_question(turns: Turns) -> Turns:
    """System messages, and all from the last question on."""
    places = [i for i, turn in enumerate(turns) if turn.get("role") == "user"]
    start = places[-1] if places else 0
    kept = [turn for turn in turns[:start] if turn.get("role") in _SYSTEM]
    return kept + turns[start:]


def _left_out(whole: Sequence[Any], turns: Sequence[Any]) -> tuple[str, ...]:
    """What production does not send, in words."""
    gone = [turn for turn in whole if turn not in turns]
    said = []
    if any(turn.get("role") in _SYSTEM for turn in gone):
        said.append(
            "Inference is shown without the system prompt: production has none."
        )
    if any(turn.get("role") not in _SYSTEM for turn in gone):
        said.append(
            "Inference is shown without earlier turns: production asks one at a time."
        )
    return tuple(said)


def train_and_infer(
    example: Example, template: Template, production: Production | None = None
) -> Prompts:
    """Text that training sees of an example, and text that inference will send.

    Parameters
    ----------
    example : dict
        A chat example.
    template : Template
    production : Production, optional
        How the model will be called; by default just as the example was written.

    Raises
    ------
    TemplateRefusal
        The template says no to this conversation.
    ValueError
        The template cannot be rendered; the message says why.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> from ftwidgets.templates.known import TEMPLATES
    >>> row = chat(("user", "Hi"), ("assistant", "Hello"))
    >>> both = train_and_infer(row, TEMPLATES["mistral"])
    >>> both.infer, both.learned, both.matches
    ('<s>[INST] Hi[/INST]', ' Hello</s>', True)
    """
    turns = sent(example, production)
    jobs = [(messages_of(example), False), (turns, True)]
    train, infer = render_all(jobs, template, example.get("tools"))
    return Prompts(train, infer, _left_out(sent(example), turns), template.eos)
