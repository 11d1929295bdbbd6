"""How good is the text of a reply? Level 2: named signals, each with its evidence.

The score is 1.0 plus the parts' values, clamped to 0..1. Every assistant turn is
judged with every signal of the table; of one signal the worst turn counts, the first
of equals, so that a long conversation does not add up small faults. A turn that only
calls tools has no text to judge.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ftwidgets.examples import shorten, text_of
from ftwidgets.signals import answers, errors, leftovers, repetitions
from ftwidgets.signals.turns import Evidence, Turn

QUOTE_CHARS = 60
"""Of the evidence, so much is quoted in a part's message."""

DIGITS = 4
"""Decimals of a part's value."""

_CALLS = ("tool_calls", "function_call")


@dataclass(frozen=True, slots=True)
class Part:
    """What one signal takes from the score, and why.

    Attributes
    ----------
    name : str
        Name of the signal.
    value : float
        What is added to the score, below 0: weight times strength.
    message : str
        One sentence for people, with the words that caused it.
    path : str
        Where those words are, such as ``messages[2].content``.
    start, end : int
        Their offsets in that message's text, as `ftwidgets.examples.text_of` gives it.
    """

    name: str
    value: float
    message: str
    path: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Score:
    """The score of one example.

    Attributes
    ----------
    total : float
        1.0 plus the values of the parts, added in order, clamped to 0..1.
    parts : tuple of Part
        In the order of the table of signals; empty where nothing was found.
    """

    total: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """One row of the table: something that speaks against a reply.

    Attributes
    ----------
    name : str
        Stable name in snake_case.
    weight : float
        What is taken from the score at full strength, 0..1; 0 switches it off.
    explanation : str
        What it means, as the beginning of a sentence.
    find : callable
        From a `ftwidgets.signals.turns.Turn` to its Evidence, or ``None``.
    """

    name: str
    weight: float
    explanation: str
    find: Callable[[Turn], Evidence | None]


STANDARD_RULES: tuple[Signal, ...] = (
    # Each of these at full strength drops a row at the usual threshold of 0.7
    Signal("no_reply", 1.0, "there is no reply to learn from", answers.no_reply),
    Signal("refusal", 0.6, "the reply declines to help", answers.refusal),
    Signal("error_text", 0.6, "the reply is an error message", errors.error_text),
    Signal("repetition", 0.5, "the reply repeats itself", repetitions.repetition),
    Signal("garbled", 0.5, "the text was decoded wrongly", leftovers.garbled),
    Signal("prompt_echo", 0.4, "the reply gives the prompt back", answers.prompt_echo),
    # These move a row and drop it only together
    Signal("template_token", 0.2, "a control token is left", leftovers.template_token),
    Signal("placeholder", 0.2, "a blank was never filled in", leftovers.placeholder),
    Signal("too_short", 0.2, "the reply is very short", answers.too_short),
    Signal("unfinished", 0.2, "the reply stops in the middle", answers.unfinished),
    Signal("url_only", 0.2, "the reply is only an address", answers.url_only),
    Signal("low_variety", 0.15, "the words vary little", repetitions.low_variety),
    Signal("shouting", 0.15, "the reply is written in capitals", answers.shouting),
    Signal("markup", 0.15, "the reply is full of tags", leftovers.markup),
    Signal("boilerplate", 0.1, "the reply uses stock phrases", answers.boilerplate),
)
"""The signals and their weights, in the order in which parts are reported."""


def _is_filled(value: Any) -> bool:
    return isinstance(value, list | dict | str) and value not in ("", "[]", [], {})


def _turns(example: Any) -> Iterator[Turn]:
    """Assistant turns with text to judge; an empty one where there is none at all."""
    messages = example.get("messages") if isinstance(example, dict) else None
    tools = isinstance(example, dict) and _is_filled(example.get("tools"))
    prompt = instructions = ""
    silent = True
    for index, message in enumerate(messages if isinstance(messages, list) else ()):
        role = message.get("role") if isinstance(message, dict) else None
        if not isinstance(role, str):
            continue
        text = text_of(message.get("content"))
        if role == "user":
            prompt = text
        elif role in ("system", "developer"):
            instructions += text
        elif role == "assistant":
            silent = False
            if text.strip() or not any(map(_is_filled, map(message.get, _CALLS))):
                path = f"messages[{index}].content"
                yield Turn(text, path, prompt, instructions, tools)
    if silent:
        yield Turn("")


def part_value(weight: float, strength: float) -> float:
    """What a signal of this weight adds to the score at this strength.

    Examples
    --------
    >>> part_value(0.6, 0.5)
    -0.3
    """
    return -round(weight * strength, DIGITS)


def _part(rule: Signal, turn: Turn, evidence: Evidence) -> Part:
    strength, start, end = evidence
    quote = shorten(turn.text[start:end], QUOTE_CHARS)
    message = f"{rule.explanation}: “{quote}”" if quote else rule.explanation
    value = part_value(rule.weight, strength)
    return Part(rule.name, value, message, turn.path, start, end)


def _worst(rule: Signal, turns: Sequence[Turn]) -> tuple[Turn, Evidence] | None:
    """The turn that speaks most against the example, the first of equals."""
    found = [(turn, evidence) for turn in turns if (evidence := rule.find(turn))]
    return max(found, key=lambda each: each[1].strength, default=None)


def strengths(
    example: Any, rules: Sequence[Signal] = STANDARD_RULES
) -> tuple[float, ...]:
    """How strongly each signal speaks against an example, 0..1; 0 where it does not.

    No weight plays a part in it: a score under other weights is made of the same
    strengths, ``1.0 + sum(part_value(weight, strength))`` clamped to 0..1.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> row = chat(("user", "Hi"), ("assistant", "I can't help with that."))
    >>> dict(zip((rule.name for rule in STANDARD_RULES), strengths(row)))["refusal"]
    1.0
    """
    turns = list(_turns(example))
    found = (_worst(rule, turns) for rule in rules)
    return tuple(each[1].strength if each else 0.0 for each in found)


def rules_with(weights: Mapping[str, float]) -> tuple[Signal, ...]:
    """The standard table with other weights.

    Parameters
    ----------
    weights : mapping of str to float
        Weights by name of signal, 0..1; signals not named keep theirs.

    Returns
    -------
    tuple of Signal
        For `score`; the standard table is not changed.

    Raises
    ------
    ValueError
        If a name is not in the table or a weight is not a number in 0..1.

    Examples
    --------
    >>> [rule.weight for rule in rules_with({"refusal": 0}) if rule.name == "refusal"]
    [0]
    """
    names = [rule.name for rule in STANDARD_RULES]
    for name, weight in weights.items():
        if name not in names:
            raise ValueError(
                f"no signal is called {name!r}; there are {', '.join(names)}"
            )
        is_number = isinstance(weight, int | float) and not isinstance(weight, bool)
        if not is_number or not 0 <= weight <= 1:
            raise ValueError(f"weight of {name} must be in 0..1, got {weight!r}")
    return tuple(
        replace(rule, weight=weights.get(rule.name, rule.weight))
        for rule in STANDARD_RULES
    )


def score(example: Any, rules: Sequence[Signal] = STANDARD_RULES) -> Score:
    """Score the replies of one example.

    Parameters
    ----------
    example : object
        A chat example, or whatever came instead; it is not changed.
    rules : sequence of Signal
        The table of signals; see `rules_with`.

    Returns
    -------
    Score
        The total and what led to it. No data makes it raise.

    Source
    ------
    The lesson's level 2, whose word lists also hit "terrorist" and polite replies.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> score(chat(("user", "Where is my parcel?"), ("assistant", "delivery")))
    Score(total=1.0, parts=())
    >>> refused = score(chat(("user", "Hi"), ("assistant", "I can't help with that.")))
    >>> round(refused.total, 2), refused.parts[0].name, refused.parts[0].message
    (0.35, 'refusal', "the reply declines to help: “I can't help with that.”")
    """
    turns = list(_turns(example))
    parts, total = [], 1.0
    for rule in rules:
        worst = _worst(rule, turns) if rule.weight else None
        if worst is None:
            continue
        part = _part(rule, *worst)
        parts.append(part)
        total += part.value
    return Score(min(1.0, max(0.0, total)), tuple(parts))
