"""Exercise 5: which of these candidates must not become seeds?"""

from collections import Counter
from typing import Any, NamedTuple

from ftwidgets.lesson.exercises.answers import safe_repr
from ftwidgets.lesson.exercises.exercise import Exercise, Miss

LABELS = ("billing", "delivery", "returns", "technical")

SHARE = 5
"""Seeds of each label: twenty in all."""


class Fault(NamedTuple):
    """Why candidates cannot all become seeds.

    Attributes
    ----------
    numbers : tuple of int
        Candidates, one of which has to go; of a single one itself.
    property : str
        What is said while they all stay.
    row : str
        What is said of their texts.
    """

    numbers: tuple[int, ...]
    property: str
    row: str = ""


_TICKETS = (
    (
        "Two toasters as presents, one too many. Can I give one back in a shop?",
        "returns",
    ),
    ("Where is my lamp? It was to come on Monday.", "delivery"),
    ("My card was charged twice for one rug.", "billing"),
    ("The basket empties itself whenever I log in.", "technical"),
    ("could the driver leave it with the bakery downstairs, im on nights", "delivery"),
    ("The robot mower stops after a metre and blinks red.", "returns"),
    ("can the invoice say the name of our nursery school instead of mine", "billing"),
    ("The desk beeps twice and will not go down.", "technical"),
    ("Too big for our hall. How do I send the mirror back?", "returns"),
    ("You charged me twice, and the bed has not come either.", "billing"),
    ("Six chairs ordered, four boxes came. When do I get the others?", "delivery"),
    ("App says the lamp is offline, the router is half a metre away.", "technical"),
    ("Does the price of 40.00 for the lampshade include VAT?", "Billing, I think"),
    ("Which day does instalment three go out? My account is nearly empty.", "billing"),
    ("Day 33 and the box is still shut. Is it too late to return it?", "returns"),
    ("Where is my lamp? It was to come on Tuesday.", "delivery"),
    (
        "Your checkout calls my postcode invalid. I have used it since 1974.",
        "technical",
    ),
    ("I sent two lampshades back three weeks ago. Did they reach you?", "returns"),
    (
        "The parcel came today and the chair is not for us. Where to with it?",
        "delivery",
    ),
    ("The sale price was 89.00, I paid 119.00. I want the rest.", "billing"),
    ("room planner: i can place the wardrobe but not turn it", "technical"),
    ("I move on the 14th. Bring the sofa to the new address instead.", "delivery"),
    ("my standing desk wont lower any more, all it does is beep", "technical"),
    ("The cat hates her scratching post. Do you fetch it or do I post it?", "returns"),
    ("Gift card: 50 paid in, 12.40 left, and I bought one candle.", "billing"),
    ("We waited in for the wardrobe all Friday. Nobody came, nobody rang.", "delivery"),
)

CANDIDATES: tuple[dict[str, Any], ...] = tuple(
    {"number": number, "text": text, "reply": reply}
    for number, (text, reply) in enumerate(_TICKETS, start=1)
)
"""What the notebook shows: 26 candidates, 20 of which are careful."""

FAULTS = (
    Fault((13,), "One reply that stays is not a label alone.", "A program parses it."),
    Fault((2, 16), "Two that stay are the same but for one word."),
    Fault((8, 23), "Two that stay tell one story in other words."),
    Fault(
        (6,),
        "One that stays has a label that its words do not ask for.",
        "What does the customer want?",
    ),
    Fault(
        (19,),
        "One that stays has the label of a word in it, not of what is wanted.",
        "What does the customer want, whatever the words are?",
    ),
    Fault(
        (10,),
        "Two people would label one of those that stay differently, and both be right.",
        "The customer wants two things.",
    ),
)
"""What is wrong with the others, in the order in which it is told."""

_TOTAL = SHARE * len(LABELS)


def _check(left_out: Any) -> tuple[str, ...] | Miss:
    if not isinstance(left_out, list | tuple | set | frozenset):
        got = f"{type(left_out).__name__} {safe_repr(left_out)}"
        return Miss(f"left_out must be a list of numbers, such as [1, 2]; got {got}.")
    for number in left_out:
        if type(number) is not int or not 1 <= number <= len(CANDIDATES):
            got = safe_repr(number)
            return Miss(f"The table has the numbers 1 to {len(CANDIDATES)}, got {got}.")
    return (
        _missing_label(left_out)
        or _fault_that_stays(left_out)
        or _short_label(left_out)
        or (
            f"{_TOTAL} candidates stay, {SHARE} for each of {len(LABELS)} labels",
            "no two of them say the same",
            "each has one right label, alone and spelt as the task spells it",
        )
    )


def _missing_label(left_out: Any) -> Miss | None:
    """A label for which nothing stays."""
    found = _stays_of_label(left_out)
    for label in LABELS:
        if not found[label]:
            row = f"{len(CANDIDATES) - len(set(left_out))} candidates stay."
            return Miss(f"Nothing stays for one label: {label}.", row)
    return None


def _fault_that_stays(left_out: Any) -> Miss | None:
    for fault in FAULTS:
        if not set(fault.numbers) & set(left_out):
            texts = "\n".join(_in_words(number) for number in fault.numbers)
            return Miss(fault.property, f"{texts}\n{fault.row}".strip())
    return None


def _short_label(left_out: Any) -> Miss | None:
    """A label that has lost a careful example, once all faults are gone."""
    found = _stays_of_label(left_out)
    for label in LABELS:
        if found[label] < SHARE:
            lost = next(n for n in sorted(left_out) if _is_careful(n, label, left_out))
            return Miss(
                f"Too few stay: {label} has {found[label]} of its {SHARE}.",
                f"{_in_words(lost)}\nWhat speaks against this one?",
            )
    return None


def _stays_of_label(left_out: Any) -> Counter[str]:
    stays = (each for each in CANDIDATES if each["number"] not in left_out)
    return Counter(each["reply"] for each in stays)


def _is_careful(number: int, label: str, left_out: Any) -> bool:
    """Whether a candidate of this label was left out without a reason."""
    fault = next((each for each in FAULTS if number in each.numbers), None)
    is_reason = fault is not None and (
        len(fault.numbers) == 1 or number == min(set(fault.numbers) & set(left_out))
    )
    return CANDIDATES[number - 1]["reply"] == label and not is_reason


def _in_words(number: int) -> str:
    row = CANDIDATES[number - 1]
    return f"{number}  {row['text']} → {row['reply']}"


EXERCISE = Exercise(
    number=5,
    title="Twenty of twenty-six",
    task="Six of these 26 candidates must not become seeds. Name their numbers, so "
    "that twenty stay: five for each label, no two alike, each with its one right "
    "label.",
    starter="left_out = ...  # numbers of the table, such as [1, 2]",
    answer="left_out",
    hints=(
        "Read each ticket with its reply hidden, say your label aloud, and compare. "
        "Then look for two that would be answered in the same breath.",
        "One reply cannot be parsed, two carry a wrong label, one can rightly carry "
        "two labels. Of two pairs one each has to go.",
        "The wrong labels are a mower that does not work and a chair nobody wants. The "
        "pairs are about a lamp and a desk.",
    ),
    solution="left_out = [6, 10, 13, 16, 19, 23]",
    why="6 is technical and 19 is returns: the word parcel is in it, but the customer "
    "wants to give the chair back. 10 is billing for one reader and delivery for the "
    "next. 13 has the right idea and a form that nothing can parse. 16 is 2 on another "
    "day; a count of words finds that. 23 is 8 in other words; only reading finds it.",
    another="Give 10 a text for which nobody could doubt its label. What did you take "
    "away, and would a real customer write that?",
    check=_check,
    wrong=(
        ("left_out = []", "not a label alone"),
        ("left_out = [6, 10, 13, 19, 23]", "the same but for one word"),
        ("left_out = [2, 6, 10, 13, 19]", "one story in other words"),
        ("left_out = [10, 13, 16, 19, 23]", "its words do not ask for"),
        ("left_out = [6, 10, 13, 16, 23]", "the label of a word in it"),
        ("left_out = [6, 13, 16, 19, 23]", "Two people would label"),
        ("left_out = [1, 6, 10, 13, 16, 19, 23]", "Too few stay: returns has 4"),
        ("left_out = [1, 6, 9, 15, 18, 24]", "Nothing stays for one label"),
        ("left_out = 6", "must be a list of numbers"),
        ("left_out = [0, 6]", "numbers 1 to 26"),
    ),
)
