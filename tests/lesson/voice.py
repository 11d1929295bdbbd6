"""Does a text have the project's voice? What the design language forbids, found."""

import re

FORBIDDEN = (
    r"\bplease\b",
    r"\boops\b",
    r"\bsuccessfully\b",
    "!",
    r"\bsimply\b",
    r"\bobviously\b",
    r"\bawesome\b",
    "[\U0001f300-\U0001faff☀-➿]",
)


def faults_of_voice(text):
    """What a text says that this project does not say, with the text."""
    found = [
        f"{pattern} in {text!r}"
        for pattern in FORBIDDEN
        if re.search(pattern, text, re.IGNORECASE)
    ]
    if text != text.strip() or "  " in text:
        found.append(f"stray blanks in {text!r}")
    return found


def sentences(text):
    """How many sentences a text has; the point in 0.7 and in 1. ends none."""
    return len(re.findall(r"(?<!\b\d)[.?](?=\s|$|”)", text))
