"""Exercise 4: which rows stay where all of them begin with one system prompt?"""

from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ftwidgets.examples import Example, chat, texts
from ftwidgets.lesson.exercises.answers import key_of, safe_repr
from ftwidgets.lesson.exercises.exercise import Exercise, Miss, ask

Turns = tuple[str, str]
"""Question and reply."""


@dataclass(frozen=True)
class Rows:
    """A hidden set of rows that share a system prompt, and what is true of them.

    Attributes
    ----------
    prompt : str
        The system prompt of every row.
    different : tuple of (question, reply)
        Rows like no other.
    copies : tuple of tuple of (question, reply)
        Rows that say almost the same: one of each group stays.
    disputed : tuple of (question, reply)
        One question with two labels: both stay.
    """

    prompt: str
    different: tuple[Turns, ...]
    copies: tuple[tuple[Turns, ...], ...] = ()
    disputed: tuple[Turns, ...] = ()

    @property
    def examples(self) -> list[Example]:
        """The rows, later copies behind everything else."""
        turns = [*self.different, *self.disputed]
        for nth in zip_longest(*self.copies):
            turns += filter(None, nth)
        return [self.example(each) for each in turns]

    def example(self, turns: Turns) -> Example:
        """The row with this question and this reply."""
        question, reply = turns
        return chat(("system", self.prompt), ("user", question), ("assistant", reply))


HIDDEN = (
    Rows(
        prompt="You sort the messages that reach the support desk of a garden shop. "
        "Take your time with each one, think about who has to act first, and answer "
        "with a single lower-case word out of billing, delivery, returns, account or "
        "product. Never reply with a sentence or with two of them at once.",
        different=(
            ("My invoice is wrong", "billing"),
            ("The parcel never came", "delivery"),
            ("One chair leg broke", "returns"),
            ("I forgot my password", "account"),
            ("Is this hose blue?", "product"),
            ("Charged after I cancelled", "billing"),
            ("Driver left without ringing", "delivery"),
            ("The gloves came torn", "returns"),
            ("Change my email address", "account"),
            ("How heavy are pots?", "product"),
        ),
        copies=(
            (
                ("Where can I find the receipt for my last three orders?", "billing"),
                ("where can I find the RECEIPT for my last three orders", "billing"),
            ),
        ),
    ),
    Rows(
        prompt="You are the support desk of a garden shop. Stay friendly and brief, "
        "use the language of the customer, never promise a date that the order does "
        "not show, and hand anything about injuries over to a colleague at once.",
        different=(
            ("Where is my parcel?", "It left Leeds this morning and comes tomorrow."),
            ("Where is my parcel?", "Still at the border: the form needs your number."),
            (
                "The handle of the green spade broke on the first day.",
                "A new handle is on its way to you; keep the old one. It is free.",
            ),
            (
                "The handle of the green spade broke after six winters.",
                "A new handle is on its way to you; keep the old one. It costs 4.50.",
            ),
            ("Do you deliver to islands?", "Yes, to all of them, in about five days."),
            ("Can I pay in parts?", "In three parts from 90.00 on, without interest."),
        ),
        copies=(
            (
                (
                    "The mower stops after ten minutes and smells of burnt rubber, "
                    "although the blade turns freely and the cable is whole.",
                    "Leave it unplugged: that is the belt, and we collect the "
                    "mower on Monday free of charge.",
                ),
                (
                    "The mower stops after twenty minutes and smells of burnt rubber, "
                    "although the blade turns freely and the cable is whole.",
                    "Leave it unplugged: that is the belt, and we collect the "
                    "mower on Tuesday free of charge.",
                ),
            ),
        ),
    ),
    Rows(
        prompt="Read the message of the customer and name the team that should see it "
        "first. The teams are billing, delivery, returns, account and product. Reply "
        "with the name of the team and with nothing else.",
        different=(
            ("The voucher from your letter is refused", "billing"),
            ("Two boxes were announced, one came", "delivery"),
            ("Delete everything you know about me", "account"),
            ("Will the big tent stand on gravel?", "product"),
            ("How do I send the lamp back?", "returns"),
        ),
        copies=(
            (
                (
                    "My order says delivered, but nobody on our street has it",
                    "delivery",
                ),
                ("my order says delivered but nobody on our street has it", "delivery"),
                (
                    "My order says delivered, but nobody in our street has it",
                    "delivery",
                ),
            ),
        ),
        disputed=(
            ("I sent the blender back and still wait for my money", "returns"),
            ("I sent the blender back and still wait for my money", "billing"),
        ),
    ),
)
"""Three sets; their truth is written by hand."""


def _check(keep: Any) -> tuple[str, ...] | Miss:
    if not callable(keep):
        got = f"{type(keep).__name__} {safe_repr(keep)}"
        return Miss(f"keep must be a function that takes a list of rows, got {got}.")
    for number, hidden in enumerate(HIDDEN, 1):
        examples = hidden.examples
        called = f"Hidden set {number}, {len(examples)} rows"
        kept = ask(keep, examples, row=called)
        if miss := _odd(kept, examples, called) or _missing(hidden, kept, called):
            return miss
    different = sum(len(hidden.different) for hidden in HIDDEN)
    return (
        f"{len(HIDDEN)} hidden sets, each with a system prompt of its own",
        f"all {different} different rows stay",
        "one of each group of copies stays, where words were changed too",
        "both labels of one question stay",
    )


def _odd(kept: Any, examples: list[Example], called: str) -> Miss | None:
    """Something that is no selection of the rows."""
    if not isinstance(kept, list | tuple):
        got = f"{type(kept).__name__}: {safe_repr(kept, 60)}"
        return Miss(f"keep must give a list of rows back, got {got}", called)
    ours = set(map(key_of, examples))
    seen = set()
    for row in kept:
        if not isinstance(row, dict):
            got = f"{type(row).__name__} {safe_repr(row)}"
            return Miss(f"keep must give the rows themselves back, got {got}.", called)
        key = key_of(row)
        if key not in ours:
            said = _in_words(called, row) if key else f"{called}:\n{safe_repr(row, 90)}"
            return Miss("A row comes back that was changed.", said)
        if key in seen:
            return Miss("A row comes back more than once.", _in_words(called, row))
        seen.add(key)
    return None


def _missing(hidden: Rows, kept: list[Example], called: str) -> Miss | None:
    """Rows that should be there and are not, and copies that should not be."""
    there = set(map(key_of, kept))

    def gone(turns: tuple[Turns, ...]) -> list[Example]:
        return [row for row in map(hidden.example, turns) if key_of(row) not in there]

    if lost := gone(hidden.different):
        of = len(hidden.different)
        property = f"Different rows fall: {len(lost)} of {of} good ones are lost."
        return Miss(property, _in_words(called, lost[0]))
    for row in gone(hidden.disputed):
        property = "One question has two labels, and one of its rows falls unread."
        return Miss(property, _in_words(called, row))
    for group in hidden.copies:
        rows = [hidden.example(turns) for turns in group]
        stay = [row for row in rows if row in kept]
        if not stay:
            property = "A row falls together with its copy, and none of them is left."
            return Miss(property, _in_words(called, rows[0]))
        if len(stay) > 1:
            property = "A copy stays beside the row that it repeats."
            return Miss(property, _in_words(called, *stay))
    return None


def _in_words(called: str, *rows: Example) -> str:
    """Question and reply of each row: what they share is not shown."""
    shown = (" → ".join(texts(row, ("user", "assistant"))) for row in rows)
    return "\n".join((f"{called}:", *shown))


EXERCISE = Exercise(
    number=4,
    title="Bring the good rows back",
    task="Write keep(examples). It takes rows that all begin with one system prompt "
    "and gives back those that stay. Copies share at least 0.8 of the words of "
    "question and reply: one of them stays. Different rows all stay, and where one "
    "question has two labels, both rows stay for a person to decide. The labels are "
    "billing, delivery, returns, account and product.",
    starter="def keep(examples):\n    return ...",
    answer="keep",
    hints=(
        "ft.deduplicate(examples) gives an account of what it found; the rows that "
        "stay are in its .examples. Your function ends with return.",
        "Whose texts differ from row to row, and whose are the same in all? The "
        "argument roles says whose texts are compared.",
        "Two rows with one question and two labels are alike as well. Level 3 only "
        "knows that they contradict each other if it is told the labels: labels=[...].",
    ),
    solution="def keep(examples):\n"
    '    labels = ["billing", "delivery", "returns", "account", "product"]\n'
    '    roles = ["user", "assistant"]\n'
    "    return ft.deduplicate(examples, roles=roles, labels=labels).examples",
    why="The system prompt is the same in every row, so it says nothing about whether "
    "two rows are copies. Question and reply do. With the labels named, a row that "
    "contradicts another is a conflict and not a copy: nothing is dropped before a "
    "person has read it.",
    another="Some files have no system prompt, and the instruction stands before every "
    "question instead: “Sort this ticket: …”. What would you compare there, and what "
    "would you cut off first?",
    check=_check,
    wrong=(
        (
            "from ftwidgets import lesson_rules\n\n\ndef keep(examples):\n"
            "    kept = lesson_rules.deduplicate(examples).kept\n"
            "    return [examples[row] for row in kept]",
            "8 of 10 good ones are lost",
        ),
        (
            "def keep(examples):\n"
            '    roles = ["system", "user", "assistant"]\n'
            "    return ft.deduplicate(examples, roles=roles).examples",
            "9 of 10 good ones are lost",
        ),
        ("def keep(examples):\n    return examples", "A copy stays"),
        (
            "def keep(examples):\n    return ft.deduplicate(examples).examples",
            "One question has two labels",
        ),
        (
            "def keep(examples):\n"
            '    return ft.deduplicate(examples, roles=["user"]).examples',
            "Different rows fall: 1 of 6",
        ),
        (
            "def keep(examples):\n    return ft.deduplicate(examples)",
            "must give a list of rows back",
        ),
        (
            "def keep(examples):\n    return ft.deduplicate(examples).kept",
            "the rows themselves",
        ),
    ),
)
