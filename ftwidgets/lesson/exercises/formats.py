"""Exercise 1: which rows are like a call, and which format carries such a row whole?"""

from typing import Any

from ftwidgets.conversion import convert
from ftwidgets.examples import Example, chat, messages_of
from ftwidgets.lesson.exercises.answers import safe_repr
from ftwidgets.lesson.exercises.exercise import Exercise, Miss, NotStarted
from ftwidgets.targets import TARGETS
from ftwidgets.tasks import Production, Task, compare_with_production

LABELS = ("account", "billing", "delivery", "product", "returns", "technical")

_SYSTEM = ("system", "Sort the ticket. Reply with one label.")

FITTING: tuple[Example, ...] = tuple(
    chat(_SYSTEM, ("user", question), ("assistant", label))
    for question, label in (
        ("The invoice for my kettle names the wrong street.", "billing"),
        ("Parcel KC-310552 has been in Leeds since Monday.", "delivery"),
        ("The app forgets my lamps after each update.", "Technical"),
    )
)
"""Hidden rows that are like a call; labels are compared without their case."""

DIFFERING: tuple[tuple[str, Example], ...] = (
    (
        "A row without the system prompt that every call has is let through.",
        chat(("user", "I cannot log in any more."), ("assistant", "account")),
    ),
    (
        "A row with an earlier question is let through, and no call has one.",
        chat(
            _SYSTEM,
            ("user", "Does the crane come in green?"),
            ("assistant", "product"),
            ("user", "And can I send the red one back?"),
            ("assistant", "returns"),
        ),
    ),
    (
        "A row is let through whose reply the program behind the model cannot read.",
        chat(
            _SYSTEM,
            ("user", "The lid of my teapot is missing."),
            ("assistant", "This looks like a question for returns."),
        ),
    ),
)
"""Hidden rows that no call is like, and what is said where one is let through."""


_DIFFERENCES = {
    "system_prompt_missing": "it lacks a system prompt",
    "system_prompt_unused": "no call has its system prompt",
    "multi_turn_unused": "it has a second question",
    "output_format": "its reply has the wrong form",
}
"""What a production says of a row, by the code of the mismatch."""


def _check(answer: Any) -> tuple[str, ...] | Miss:
    if not isinstance(answer, tuple) or len(answer) != 2:
        got = safe_repr(answer)
        return Miss(f"Two values are judged, production and target; got {got}.")
    production, target = answer
    if any(part is ... for part in answer):
        raise NotStarted
    return (
        _odd(production, target)
        or _wrong_rows(production)
        or _lossy(target)
        or (
            f"{len(FITTING)} hidden rows that are like a call are taken",
            f"{len(DIFFERING)} hidden rows that no call is like are found",
            f"{target} carries what a call carries",
        )
    )


def _odd(production: Any, target: Any) -> Miss | None:
    """Values that are no choice at all."""
    if not isinstance(production, Production):
        return Miss(
            "production must be an ft.Production(...), got "
            f"{type(production).__name__} {safe_repr(production)}."
        )
    if not isinstance(target, str) or target not in TARGETS:
        got = safe_repr(target)
        return Miss(f'target must be one of "chat", "completion", "alpaca"; got {got}.')
    return None


def _wrong_rows(production: Production) -> Miss | None:
    """A hidden row that is taken for what it is not."""
    task = Task("tickets", "classification", LABELS, production=production)
    for row in FITTING:
        for differs in compare_with_production([row], task):
            property = "A row that is just like a call is said to differ from it."
            said = f"You say that {_DIFFERENCES[differs.code]}."
            return Miss(property, f"{_in_words(row)}\n{said}")
    for property, row in DIFFERING:
        if not compare_with_production([row], task):
            return Miss(property, _in_words(row))
    return None


def _lossy(target: str) -> Miss | None:
    """Something of a fitting row that the target does not carry."""
    _, report = convert(FITTING, target)
    if not report.refused:
        return None
    lost = ", ".join(report.refused[0].reasons)
    property = f"In {target} a row loses something that every call carries."
    return Miss(property, f"{_in_words(FITTING[0])}\nLost: {lost}.")


def _in_words(row: Example) -> str:
    turns = (f"{turn['role']}: {turn['content']}" for turn in messages_of(row))
    return "\n".join(turns)


EXERCISE = Exercise(
    number=1,
    title="Train what you serve",
    task="Say how the sorting model is called, as an ft.Production, and choose one of "
    'the formats "chat", "completion" and "alpaca" for its training file. Every row '
    "that differs from a call must be found, and only those; nothing that a call "
    "carries may be lost.",
    starter="production = ...  # ft.Production(system_prompt=, multi_turn=, "
    'output_format=)\ntarget = ...  # "chat", "completion" or "alpaca"',
    answer="(production, target)",
    hints=(
        "Read the call once more and answer three questions. Does each call begin with "
        "a system prompt? Is there ever a second question? What does the program do "
        "with the reply?",
        "True means that every call has it, False that none has, and None that nobody "
        "has decided, so nothing is compared. The program looks a label up.",
        "Choose each format in the converter of this notebook and look at a row with "
        "a system prompt: where is it marked as lost?",
    ),
    solution="production = ft.Production(\n"
    '    system_prompt=True, multi_turn=False, output_format="label"\n'
    ")\n"
    'target = "chat"',
    why="Every call has a system prompt, so every row must have one. No call has a "
    "second question, so no row may. The program reads a label, so a sentence is of no "
    "use to it. A chat record has a place for the system prompt, and so has Alpaca; a "
    "pair of prompt and completion has none.",
    another="The shop adds a chat window: no system prompt, and customers ask again "
    "and again. Which of your choices change, and which rows of the frame would you "
    "train?",
    check=_check,
    wrong=(
        (
            "production = ft.Production(multi_turn=False, output_format='label')\n"
            "target = 'chat'",
            "without the system prompt",
        ),
        (
            "production = ft.Production(\n"
            "    system_prompt=False, multi_turn=False, output_format='label'\n"
            ")\ntarget = 'chat'",
            "just like a call is said to differ",
        ),
        (
            "production = ft.Production(\n"
            "    system_prompt=True, multi_turn=True, output_format='label'\n"
            ")\ntarget = 'chat'",
            "earlier question",
        ),
        (
            "production = ft.Production(system_prompt=True, multi_turn=False)\n"
            "target = 'alpaca'",
            "the program behind the model cannot read",
        ),
        (
            "production = ft.Production(\n"
            "    system_prompt=True, multi_turn=False, output_format='label'\n"
            ")\ntarget = 'completion'",
            "loses something that every call carries",
        ),
        ("production = True\ntarget = 'chat'", "must be an ft.Production"),
    ),
)
