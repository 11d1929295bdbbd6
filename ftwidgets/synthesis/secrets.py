"""Where does the key come from, and how does it stay out of everything that is kept?"""

import getpass
import os

KEYS = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
"""Environment variables that may hold one; the first that does counts."""

SHORTEST = 8
"""A shorter value is no key: hiding it would hide parts of ordinary words."""

NO_KEY = (
    "there is no API key: set ANTHROPIC_API_KEY before JupyterLab is started, or call "
    "ft.synthesis.ask_for_key(). Without one, TemplateTeacher and PasteTeacher work"
)


def has_key() -> bool:
    """Whether the environment holds a key.

    Examples
    --------
    >>> isinstance(has_key(), bool)
    True
    """
    return any(os.environ.get(name) for name in KEYS)


def ask_for_key() -> None:
    """Ask for a key without showing it; it stays in this process' memory only."""
    given = getpass.getpass("Anthropic API key (not shown, not saved): ").strip()
    if given:
        os.environ[KEYS[0]] = given


def without_keys(text: str) -> str:
    """The text with every key of the environment taken out.

    A server may send back what it was sent, and an error may quote it.

    Examples
    --------
    >>> os.environ["ANTHROPIC_AUTH_TOKEN"] = "secret-of-mine"
    >>> without_keys("Bearer secret-of-mine is not valid")
    'Bearer [key] is not valid'
    >>> del os.environ["ANTHROPIC_AUTH_TOKEN"]
    """
    for name in KEYS:
        value = os.environ.get(name, "").strip()  # as it goes over the wire
        if len(value) >= SHORTEST:
            text = text.replace(value, "[key]")
    return text
