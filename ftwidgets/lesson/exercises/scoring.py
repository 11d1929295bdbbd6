"""Exercise 3: which phrases, and which line, divide good replies from bad ones?"""

from typing import Any, NamedTuple

from ftwidgets import lesson_rules
from ftwidgets.examples import chat
from ftwidgets.lesson.exercises.answers import safe_repr
from ftwidgets.lesson.exercises.exercise import Exercise, Miss, NotStarted

COST = 0.4
"""What a phrase costs that is found in a reply: as in the lesson."""


class Labelled(NamedTuple):
    """A hidden reply, and whether the people who labelled it would train on it."""

    text: str
    stays: bool


HIDDEN: tuple[tuple[Labelled, ...], ...] = (
    (
        Labelled("I'm sorry, but I can't help with this.", False),
        Labelled(
            "I'm sorry for the mix-up; the right lid was sent this morning and is with "
            "you by Friday.",
            True,
        ),
        Labelled("I cannot find a fault on our side, so the invoice stands.", True),
        Labelled("It went out as an airmail letter, which takes about six days.", True),
        Labelled("As an AI, I don't have access to customer accounts.", False),
        Labelled("Returns", True),
    ),
    (
        Labelled("Unfortunately, I cannot help with requests of this kind.", False),
        Labelled(
            "The price shows as undefined because the shop sells no gift cards abroad.",
            True,
        ),
        Labelled(
            "If you don't have access to the old mailbox any more, call us and we "
            "change the address together.",
            True,
        ),
        Labelled("Yes, I can help with that: the new code is on its way.", True),
        Labelled("Account", True),
        Labelled(
            "Close the app and open the app and close the app and open the app and "
            "close the app.",
            False,
        ),
    ),
    (
        Labelled("Sorry, I can't help with refunds for other shops.", False),
        Labelled(
            "I'm sorry, but blue is sold out until May; green ships today if you like.",
            True,
        ),
        Labelled("I don't have a date yet, but the mill answers by Tuesday.", True),
        Labelled(
            "Error 41 means that the filter is full: rinse it and press reset.", True
        ),
        Labelled("As an AI, I have no opinion about furniture.", False),
        Labelled("Bug report", True),
    ),
)
"""Three sets of replies, labelled by hand: a good one is a label or an answer."""


def _straight(text: str) -> str:
    """In lower case, with straight apostrophes."""
    return text.replace("’", "'").lower()


def _score(reply: str, phrases: list[str]) -> tuple[float, list[str]]:
    """The lesson's score with other phrases, and those of them that were found."""
    parts = lesson_rules.score_parts(chat(("assistant", reply)))
    total = 1.0
    for name, value in parts:
        total += 0.0 if name in lesson_rules.ERROR_PATTERNS else value
    found = [each for each in phrases if _straight(each) in _straight(reply)]
    for _ in found:
        total -= COST
    return max(total, 0.0), found


def _check(answer: Any) -> tuple[str, ...] | Miss:
    if not isinstance(answer, tuple) or len(answer) != 2:
        got = safe_repr(answer)
        return Miss(f"Two values are judged, phrases and line; got {got}.")
    phrases, line = answer
    if any(part is ... for part in answer):
        raise NotStarted
    if odd := _odd_phrases(phrases) or _odd_line(line):
        return odd
    phrases = list(dict.fromkeys(phrases))
    for number, replies in enumerate(HIDDEN, 1):
        for reply in replies:
            if miss := _judge(reply, phrases, float(line), number):
                return miss
    labelled = [reply for replies in HIDDEN for reply in replies]
    good = sum(reply.stays for reply in labelled)
    return (
        f"{len(HIDDEN)} hidden sets, {len(labelled)} replies labelled by hand",
        f"all {good} good replies stay, apologies and labels among them",
        f"all {len(labelled) - good} others fall: refusals and a loop",
    )


def _odd_phrases(phrases: Any) -> Miss | None:
    if not isinstance(phrases, list | tuple | set):
        got = f"{type(phrases).__name__} {safe_repr(phrases)}"
        return Miss(f"phrases must be a list of texts, got {got}.")
    for phrase in phrases:
        if not isinstance(phrase, str):
            got = f"{type(phrase).__name__} {safe_repr(phrase)}"
            return Miss(f"Each phrase must be a text, got {got}.")
        if not phrase.strip():
            return Miss("A phrase is empty, so it is found in every reply.")
    return None


def _odd_line(line: Any) -> Miss | None:
    is_number = isinstance(line, int | float) and not isinstance(line, bool)
    if not is_number:
        got = f"{type(line).__name__} {safe_repr(line)}"
        return Miss(f"line must be a number, got {got}.")
    if not 0 <= line <= 1:
        return Miss(f"line must lie between 0 and 1, as scores do, got {line!r}.")
    return None


def _judge(
    reply: Labelled, phrases: list[str], line: float, number: int
) -> Miss | None:
    """What is wrong about the fate of one reply."""
    score, found = _score(reply.text, phrases)
    if (score >= line) == reply.stays:
        return None
    because = " and ".join(f"“{each}”" for each in found) or "no phrase of yours"
    row = (
        f"Hidden set {number}: “{reply.text}”\nIt scores {score:.2f}, and your line is "
        f"{line:.2f}. Found in it: {because}."
    )
    loses_for_itself = score < 1.0 and not found
    if reply.stays and found:
        return Miss("A good reply falls, because a phrase of yours is in it.", row)
    if reply.stays:
        return Miss("A good reply falls that has no phrase of yours in it.", row)
    if found:
        return Miss("A refusal stays although a phrase of yours is in it.", row)
    if loses_for_itself:
        return Miss("A reply stays that says the same again and again.", row)
    return Miss("A refusal stays, because no phrase of yours is in it.", row)


EXERCISE = Exercise(
    number=3,
    title="A rule and a line",
    task="Choose the phrases that give a refusal away, and the line. Each phrase that "
    "is found costs 0.4; fewer than five words cost 0.2 and repetition 0.3, as in the "
    "lesson. A reply stays if it scores at least the line. Refusals and loops must "
    "fall, and everything else must stay.",
    starter='phrases = ...  # a list of texts, such as ["I cannot", "ERROR"]\n'
    "line = ...  # a reply stays if it scores at least this",
    answer="(phrases, line)",
    hints=(
        "Write down the score that each of the replies in the table would have with no "
        "phrases at all. Which of them must fall and does not yet?",
        "A phrase must stand in refusals and nowhere else. Being sorry does not, and "
        'neither does "I cannot" alone: what is it that a refusal cannot do? A comma '
        "belongs to a phrase as much as a letter does.",
        "A label scores 0.8 and must stay. The reply that goes round in circles scores "
        "0.7 and must fall, and a score that equals the line stays.",
    ),
    solution='phrases = ["can\'t help with", "cannot help with", "As an AI,"]\n'
    "line = 0.75",
    why="These three are what only the refusals say. Being sorry, an error or the "
    "letters of an AI in an airmail letter are not enough. A refusal then scores 0.6, "
    "the loop 0.7 and a label 0.8, so the line stands between 0.7 and 0.8. Anywhere "
    "there it decides the same; a step further to either side, and a row goes wrong.",
    another="In the frame above, drag the line to 0.90 and read three rows on each "
    "side. Which of them would you move across, and which signal is to blame?",
    check=_check,
    wrong=(
        (
            'phrases = ["I cannot", "I\'m sorry", "As an AI", "I don\'t have",\n'
            '           "ERROR", "undefined"]\nline = 0.75',
            "good reply falls, because a phrase of yours is in it",
        ),
        (
            'phrases = ["can\'t help with", "As an AI,"]\nline = 0.75',
            "refusal stays, because no phrase of yours is in it",
        ),
        (
            'phrases = ["can\'t help with", "cannot help with", "As an AI,"]\n'
            "line = 0.7",
            "says the same again and again",
        ),
        (
            'phrases = ["can\'t help with", "cannot help with", "As an AI,"]\n'
            "line = 0.9",
            "good reply falls that has no phrase of yours in it",
        ),
        (
            'phrases = ["can\'t help with", "cannot help with", "As an AI,"]\n'
            "line = 0.5",
            "refusal stays although a phrase of yours is in it",
        ),
        ('phrases = "As an AI,"\nline = 0.75', "a list of texts"),
        ('phrases = ["As an AI,"]\nline = 75', "between 0 and 1"),
    ),
)
