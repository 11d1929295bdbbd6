"""Exercise 6: does your reader take a row where there is one, and else say why not?"""

import json
from collections.abc import Callable
from typing import Any

from ftwidgets.lesson.exercises.answers import safe_repr
from ftwidgets.lesson.exercises.exercise import (
    Exercise,
    Miss,
    Missed,
    NotStarted,
    ask,
)

_QUESTION, _LABEL = "Is my rug on its way?", "delivery"
_ROW = json.dumps({"user_message": _QUESTION, "assistant_message": _LABEL})

ROWS = (
    _ROW,
    '  {"assistant_message": "billing",\n   "user_message": "Charged {twice}!"}\n',
)
"""Hidden replies that are a row; the second is spread over two lines."""

NOT_JSON = (
    ("A reply in a code fence is taken for a row.", f"```json\n{_ROW}\n```"),
    ("A reply with a sentence before its JSON is taken for a row.", f"Sure: {_ROW}"),
    ("A reply that is cut off is taken for a row.", _ROW[:48]),
    ("A reply that says nothing is taken for a row.", ""),
)
"""Hidden replies that are no JSON, with what is said where one is a row."""

WRONG_SHAPE = (
    ("A list is taken for a row.", f"[{_ROW}]"),
    ("A bare text is taken for a row.", '"delivery"'),
    (
        "A reply without one of the two keys is taken for a row.",
        '{"user_message": "Is my rug on its way?"}',
    ),
    (
        "A reply with other keys is taken for a row.",
        '{"input": "Is my rug on its way?", "output": "delivery"}',
    ),
    (
        "A reply with a third key is taken for a row.",
        f'{_ROW[:-1]}, "note": "I hope this helps"}}',
    ),
    (
        "A reply whose message is no text is taken for a row.",
        '{"user_message": "Is my rug on its way?", "assistant_message": 7}',
    ),
)
"""Hidden replies that are JSON, but no row."""


def _check(read: Any) -> tuple[str, ...] | Miss:
    if not callable(read):
        got = f"{type(read).__name__} {safe_repr(read)}"
        return Miss(f"read must be a function of one text, got {got}.")
    for text in ROWS:
        if miss := _row_missed(read, text):
            return miss
    said: dict[str, str] = {}
    for property, text in (*NOT_JSON, *WRONG_SHAPE):
        given = _ask(read, text)
        if isinstance(given, dict):
            return Miss(property, _in_words(text, given))
        if not isinstance(given, str) or not given.strip():
            words = "A reply that is no row gets no reason: a text is wanted."
            return Miss(words, _in_words(text, given))
        said[text] = given
    return _same_reason(said) or (
        f"{len(ROWS)} hidden rows are read",
        f"{len(said)} hidden replies that are none have their reason",
        "no reply is repaired, and none stops the run",
    )


def _row_missed(read: Callable[[str], Any], text: str) -> Miss | None:
    """A good reply that is not read as what it says."""
    given = ask(read, text, row=_reply(text))
    if given == json.loads(text):
        return None
    if isinstance(given, dict):
        return Miss(
            "A row comes out other than it was written.", _in_words(text, given)
        )
    return Miss("A reply that is a row is not read as one.", _in_words(text, given))


def _ask(read: Callable[[str], Any], text: str) -> Any:
    """What `read` gives, also where that is nothing: it gave a row before."""
    try:
        return ask(read, text, row=_reply(text))
    except (Missed, NotStarted):
        return None


def _same_reason(said: dict[str, str]) -> Miss | None:
    """One reason for two troubles that have nothing in common."""
    broken = {said[text]: text for _, text in NOT_JSON}
    for _, text in WRONG_SHAPE:
        if said[text] in broken:
            words = (
                "One and the same reason is given for no JSON and for a wrong shape."
            )
            other = _reply(broken[said[text]])
            return Miss(words, f"{other}\n{_in_words(text, said[text])}")
    return None


def _reply(text: str) -> str:
    return f"the reply: {safe_repr(text, 120)}"


def _in_words(text: str, given: Any) -> str:
    return f"{_reply(text)}\nyour function gives: {safe_repr(given, 120)}"


EXERCISE = Exercise(
    number=6,
    title="A reader that never stops",
    task="Write read(text) for a teacher's replies. If the text is a JSON object with "
    "the two texts user_message and assistant_message and nothing else, it gives that "
    "dict. For any other text it gives the reason, in a few words; no JSON and a wrong "
    "shape are two reasons. It repairs nothing and never raises.",
    starter="def read(text):\n    return ...  # the dict, or the reason",
    answer="read",
    hints=(
        "import json: json.loads raises a ValueError where a text is no JSON. Catch "
        "that and only that, and give the first reason back.",
        "JSON need not be an object. isinstance(reply, dict) tells you, and "
        "set(reply) is the set of its keys.",
        'Three questions in a row: is it JSON, is set(reply) == {"user_message", '
        '"assistant_message"}, and is each of reply.values() a str?',
    ),
    solution="""\
import json

KEYS = {"user_message", "assistant_message"}


def read(text):
    try:
        reply = json.loads(text)
    except ValueError:
        return "no JSON"
    if not isinstance(reply, dict) or set(reply) != KEYS:
        return "not an object with the two keys"
    if not all(isinstance(each, str) for each in reply.values()):
        return "a message is no text"
    return reply""",
    why="Every reply has one outcome: a row, or a reason you can count. A reply that "
    "stops the run takes all those behind it with it, and they are paid for. And a "
    "reply that is mended by guess is a row that nobody wrote; if many stand in a "
    "fence, the prompt is what needs mending.",
    another="Which of the teacher's mistakes still come through your reader as a row? "
    "Name one that no reader can find.",
    check=_check,
    wrong=(
        (
            "import json\n\ndef read(text):\n"
            "    try:\n        return json.loads(text.strip('`json \\n'))\n"
            "    except ValueError:\n        return 'no JSON'",
            "in a code fence",
        ),
        (
            "import json\n\ndef read(text):\n"
            "    try:\n        return json.loads(text[text.index('{'):])\n"
            "    except ValueError:\n        return 'no JSON'",
            "a sentence before its JSON",
        ),
        (
            "import json\n\ndef read(text):\n"
            "    try:\n        return json.loads(text)\n"
            "    except ValueError:\n        return None",
            "gets no reason",
        ),
        (
            "import json\n\ndef read(text):\n"
            "    try:\n        reply = json.loads(text)\n"
            "    except ValueError:\n        return 'no JSON'\n"
            "    return reply if isinstance(reply, dict) else 'no object'",
            "without one of the two keys",
        ),
        (
            "import json\n\ndef read(text):\n"
            "    try:\n        reply = json.loads(text)\n"
            "    except ValueError:\n        return 'no JSON'\n"
            "    keys = {'user_message', 'assistant_message'}\n"
            "    if not isinstance(reply, dict) or set(reply) != keys:\n"
            "        return 'wrong keys'\n"
            "    return {key: str(value) for key, value in reply.items()}",
            "whose message is no text",
        ),
        (
            "import json\n\ndef read(text):\n"
            "    try:\n        reply = json.loads(text)\n"
            "        good = all(isinstance(each, str) for each in reply.values())\n"
            "        keys = sorted(reply) == ['assistant_message', 'user_message']\n"
            "        return reply if good and keys else 'bad'\n"
            "    except Exception:\n        return 'bad'",
            "One and the same reason",
        ),
        ("def read(text):\n    return 'bad'", "is not read as one"),
        ("read = 'no JSON'", "must be a function"),
    ),
)
