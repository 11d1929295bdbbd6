"""What does an error of the server mean: try again, wait, or stop, and what to do?"""

import datetime
import email.utils
from typing import TYPE_CHECKING

from ftwidgets.literals import preview
from ftwidgets.synthesis.secrets import without_keys
from ftwidgets.synthesis.teachers import CannotGoOn, TryAgain, Unanswered

if TYPE_CHECKING:
    from anthropic import APIConnectionError, APIStatusError

SAID_CHARS = 300
"""So much of what a server says of an error is repeated."""

LONGEST_WAIT = 3600.0
"""Seconds: no header makes a run sleep for longer without asking again."""

FINAL: dict[int, str] = {
    400: "the request was not accepted; the model may not take these settings",
    401: "the API key was not accepted; set another ANTHROPIC_API_KEY",
    402: "the account has no credit; add some in the provider's console",
    403: "the key may not use this model or this service; ask whoever gave it",
    404: "there is no such model or address; choose another model",
    413: "the request is too large; use fewer or shorter seeds",
    422: "the request was not accepted; the model may not take these settings",
}
"""Statuses after which no other call can work, and what to do."""

OTHER_FINAL = "this is no answer of the Messages API; check the model and the address"
"""Of all other statuses that say that the call itself is wrong, redirections too."""

PASSING = (408, 409, 425, 429)
"""Statuses below 500 that may pass by themselves."""


def trouble_of(error: "APIStatusError") -> TryAgain | CannotGoOn:
    """What an error status means for the run."""
    status, said = error.status_code, _words_of(error)
    if status < 500 and status not in PASSING:
        return CannotGoOn(f"{FINAL.get(status, OTHER_FINAL)} ({status}: {said})")
    wait = seconds_of(error.response.headers.get("retry-after", ""))
    return TryAgain(f"{status}: {said}", wait)


def _words_of(error: "APIStatusError") -> str:
    """What the server says, in one line."""
    inner = error.body.get("error") if isinstance(error.body, dict) else None
    said = inner.get("message") if isinstance(inner, dict) else None
    text = said if isinstance(said, str) and said.strip() else str(error.message)
    return preview(without_keys(text), SAID_CHARS)


def seconds_of(text: str) -> float | None:
    """Seconds that a ``retry-after`` asks for, within reason; ``None`` for none.

    Examples
    --------
    >>> seconds_of("2.5"), seconds_of("-1"), seconds_of("nan"), seconds_of("1e9")
    (2.5, None, None, 3600.0)
    """
    try:
        wait = float(text)
    except ValueError:
        try:
            until = email.utils.parsedate_to_datetime(text).timestamp()
        except (ValueError, OverflowError):
            return None
        wait = until - datetime.datetime.now(datetime.UTC).timestamp()
    return min(wait, LONGEST_WAIT) if wait > 0 else None


def trouble_without_answer(
    error: "APIConnectionError", host: str
) -> TryAgain | Unanswered | CannotGoOn:
    """Whether a call that got no answer may work later."""
    import httpx2

    cause = error.__cause__
    if isinstance(cause, httpx2.ReadTimeout):
        return Unanswered(f"{host} took the call and did not answer in time")
    ours = (httpx2.LocalProtocolError, httpx2.UnsupportedProtocol)
    if isinstance(cause, httpx2.TransportError) and not isinstance(cause, ours):
        why = preview(without_keys(f"{error} {cause}".strip()), SAID_CHARS)
        return TryAgain(f"no connection to {host}: {why}")
    # The error's own words may quote the key, spelled in another way.
    what = type(cause or error).__name__
    return CannotGoOn(
        f"{host} cannot be asked: check the address, and that the key is one line of "
        f"plain characters ({what})"
    )
