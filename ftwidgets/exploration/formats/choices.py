"""Which choices about formats are allowed, and what is said to others?"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Literal

from ftwidgets.exploration.formats.prompt_choice import PARTS
from ftwidgets.targets import find_target
from ftwidgets.tasks import Production

View = Literal["record", "prompt"]
Find = Literal["first", "next"]

VIEWS: tuple[View, ...] = ("record", "prompt")
FINDS: tuple[Find, ...] = ("first", "next")

PRODUCTION = ("system_prompt", "multi_turn", "output_format")
"""What is chosen about how the model will be called."""

TEMPLATE = ("template", *PARTS)
"""What is chosen about the template; see `PromptChoice`."""

_CHECKS: dict[str, tuple[Callable[[Any, int], bool], str]] = {
    "row": (
        lambda it, rows: type(it) is int and 0 <= it < rows,
        "a position among the usable rows, from 0 on and below {rows}",
    ),
    "target": (lambda it, rows: isinstance(it, str), "a target id"),
    "view": (lambda it, rows: it in VIEWS, "'record' or 'prompt'"),
    "allow_lossy": (lambda it, rows: isinstance(it, bool), "True or False"),
    "find": (lambda it, rows: it is None or it in FINDS, "'first', 'next' or None"),
}
"""What each choice may be: a test, and words for it."""


def check_choices(choices: Mapping[str, Any], rows: int) -> None:
    """Refuse choices that are none, or not allowed.

    Parameters
    ----------
    choices : mapping
    rows : int
        How many usable rows there are.

    Raises
    ------
    ValueError
        It says what came and what is allowed.

    Examples
    --------
    >>> check_choices({"view": "table"}, 3)
    Traceback (most recent call last):
    ...
    ValueError: view must be 'record' or 'prompt', got 'table'
    """
    known = (*_CHECKS, *PRODUCTION, *TEMPLATE)
    for name, value in choices.items():
        if name not in known:
            raise ValueError(f"no choice {name!r:.80}; there are {', '.join(known)}")
        if name in _CHECKS:
            is_allowed, allowed = _CHECKS[name]
            if not is_allowed(value, rows):
                words = allowed.format(rows=f"{rows:,}")
                raise ValueError(f"{name} must be {words}, got {value!r:.80}")
    if "target" in choices:
        find_target(choices["target"])


def production_with(production: Production, choices: Mapping[str, Any]) -> Production:
    """How the model will be called, with other choices.

    Examples
    --------
    >>> production_with(Production(), {"system_prompt": True, "row": 3}).system_prompt
    True
    """
    named = {name: choices[name] for name in PRODUCTION if name in choices}
    for name in PRODUCTION[:2]:
        if name in named and not any(named[name] is it for it in (None, True, False)):
            raise ValueError(
                f"{name} must be True, False or None, got {named[name]!r:.80}"
            )
    return replace(production, **named)
