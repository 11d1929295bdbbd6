"""What has the teacher's reply become: a row, or what else, and why?

Every reply has one outcome and one code of `CODES`, whatever text came. Nothing is
repaired in silence: a reply in a code fence is invalid, kept, shown and paid for.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ftwidgets.literals import PREVIEW_CHARS, encodable, preview
from ftwidgets.synthesis.codes import (
    CODES,
    OTHER_REFUSAL_NOTE,
    REFUSAL_NOTES,
    Name,
    UnusableReplyError,
)
from ftwidgets.synthesis.contents import read_text
from ftwidgets.synthesis.prices import Rates, cost_of
from ftwidgets.tasks import Task

MAX_NAME_CHARS = 200
"""So much of an id, of a model's name or of a stop reason is kept."""

_OF_STATUS = {
    400: "bad_request",
    401: "not_authenticated",
    402: "payment_required",
    403: "not_permitted",
    404: "not_found",
    413: "request_too_large",
    429: "rate_limited",
    529: "overloaded",
}
_OF_STOP_REASON = {
    "max_tokens": "max_tokens",
    "model_context_window_exceeded": "context_window_exceeded",
    "tool_use": "tool_use",
    "pause_turn": "pause_turn",
}
_FINISHED = ("end_turn", "stop_sequence")

_HTML = re.compile(r"<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_USAGE = re.compile(r'"usage"\s*:\s*(?=\{)')
"""Where a body has its usage; a quote inside of a text has a backslash before it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one reply has become.

    Attributes
    ----------
    name : {"ok", "invalid", "refused", "truncated", "failed"}
        ``failed`` where no teacher has answered, ``invalid`` where what the teacher
        wrote is no row.
    code : str
        Why; one of `CODES`.
    message : str
        One sentence for people.
    user, reply : str or None
        Texts of the row, where the outcome is ``ok``.
    model, reply_id, stop_reason : str or None
        What the body says of itself.
    usage : dict
        Counted tokens, as the body has them; empty where it has none.
    cost : float or None
        In dollars; ``None`` where nobody can say.
    category : str or None
        Of a refusal.
    note : str
        What a person should know of a refusal, such as the provider's terms.
    """

    name: Name
    code: str
    message: str
    user: str | None = None
    reply: str | None = None
    model: str | None = None
    reply_id: str | None = None
    stop_reason: str | None = None
    usage: dict[str, Any] = field(default_factory=dict)
    cost: float | None = None
    category: str | None = None
    note: str = ""


def read_reply(
    body: str, task: Task, status: int = 200, rates: Rates | None = None
) -> Outcome:
    """What a reply has become; never raises, whatever text came.

    Parameters
    ----------
    body : str
        The whole body, as it came.
    task : Task
        Whose schema, labels and limits a row must follow.
    status : int
        Of the HTTP answer.
    rates : Rates, optional
        Of the model that was asked. The cost is counted wherever there is a usage,
        also of a reply that is of no use.

    Returns
    -------
    Outcome

    Examples
    --------
    >>> read_reply("<!doctype html><title>Log in</title>", Task()).code
    'html_reply'
    """
    data, broken = _data(body)
    facts = _facts(data, body, rates)
    try:
        _check_answer(data, body, status, broken)
        _check_end(data)
        user, reply = read_text(_text(data), task)
    except UnusableReplyError as why:
        if why.code == "refusal":
            facts |= _refusal(data)
        return Outcome(CODES[why.code][0], why.code, why.sentence, **facts)
    return Outcome("ok", "ok", CODES["ok"][1], user, reply, **facts)


def _data(body: str) -> tuple[Mapping[str, Any], str]:
    """The object that a body is, or the code that says why it is none."""
    try:
        data = json.loads(body)
    except RecursionError:
        return {}, "too_deep"
    except ValueError:
        if not body.strip():
            return {}, "empty_body"
        start = body[:2000].lstrip()
        is_page = start.startswith("<") and _HTML.search(start)
        return {}, "html_reply" if is_page else "not_json_body"
    return (data, "") if isinstance(data, dict) else ({}, "not_a_message")


def _facts(data: Mapping[str, Any], body: str, rates: Rates | None) -> dict[str, Any]:
    """What a body says of itself and what it has cost, as far as it can be read."""
    usage = data.get("usage") if data else _usage_of_broken(body)
    usage = usage if isinstance(usage, dict) else {}
    return {
        "model": _name(data.get("model")),
        "reply_id": _name(data.get("id")),
        "stop_reason": _name(data.get("stop_reason")),
        "usage": _plain(usage),
        "cost": cost_of(usage, rates),
    }


def _usage_of_broken(body: str) -> Any:
    """Usage in a body that was cut behind it: what is paid for is counted."""
    found = list(_USAGE.finditer(body)) if body.lstrip().startswith("{") else []
    try:
        return json.JSONDecoder().raw_decode(body, found[-1].end())[0] if found else {}
    except (ValueError, RecursionError):
        return {}


def _plain(values: Mapping[str, Any], depth: int = 0) -> dict[str, Any]:
    """The texts and numbers of a usage, and those one level down: safe to write."""
    kept: dict[str, Any] = {}
    for key, value in values.items():
        if isinstance(value, dict) and depth == 0:
            kept[encodable(key)] = _plain(value, 1)
        elif isinstance(value, str):
            kept[encodable(key)] = _name(value)
        elif value is None or (isinstance(value, int | float) and _is_finite(value)):
            kept[encodable(key)] = value
    return kept


def _is_finite(value: float) -> bool:
    return isinstance(value, int) or math.isfinite(value)


def _name(value: Any) -> str | None:
    return encodable(value)[:MAX_NAME_CHARS] if isinstance(value, str) else None


def _check_answer(data: Mapping[str, Any], body: str, status: int, broken: str) -> None:
    """Refuse what is no reply of a teacher."""
    if not 200 <= status < 300:
        usual = "server_error" if 500 <= status < 600 else "request_failed"
        code = _OF_STATUS.get(status, usual)
        said = _said(data) if not broken else preview(body)
        known = status in _OF_STATUS
        raise UnusableReplyError(code, said if known else f"status {status}, {said}")
    if broken:
        raise UnusableReplyError(broken)
    if data.get("type") == "error" or ("error" in data and "content" not in data):
        raise UnusableReplyError("error_body", _said(data))
    if data.get("type") != "message":
        raise UnusableReplyError("not_a_message")


def _said(data: Mapping[str, Any]) -> str:
    """What a provider says of an error, as one line without hidden characters."""
    error = data.get("error")
    parts = error if isinstance(error, dict) else {"message": error}
    said = [parts.get("type"), parts.get("message")]
    text = ": ".join(part for part in said if isinstance(part, str))
    return preview(text, 2 * PREVIEW_CHARS)


def _check_end(data: Mapping[str, Any]) -> None:
    """Refuse what did not end as a reply ends, before its text is looked at."""
    reason, details = data.get("stop_reason"), data.get("stop_details")
    details = details if isinstance(details, dict) else {}
    if reason == "refusal" or details.get("type") == "refusal":
        said = details.get("explanation")
        said = preview(said, 2 * PREVIEW_CHARS) if isinstance(said, str) else ""
        raise UnusableReplyError("refusal", said)
    if isinstance(reason, str) and reason in _OF_STOP_REASON:
        raise UnusableReplyError(_OF_STOP_REASON[reason])
    if reason not in _FINISHED:
        raise UnusableReplyError(
            "unknown_stop_reason", preview(_name(reason) or "none")
        )


def _refusal(data: Mapping[str, Any]) -> dict[str, Any]:
    details = data.get("stop_details")
    category = _name(details.get("category")) if isinstance(details, dict) else None
    return {
        "category": category,
        "note": REFUSAL_NOTES.get(category or "", OTHER_REFUSAL_NOTE),
    }


def _text(data: Mapping[str, Any]) -> str:
    """The text of a reply: blocks are told by their type, thinking may come first."""
    content = data.get("content")
    if not isinstance(content, list):
        raise UnusableReplyError("not_a_message")
    if not content:
        raise UnusableReplyError("empty_content")
    blocks = [each for each in content if isinstance(each, dict)]
    texts = [each.get("text") for each in blocks if each.get("type") == "text"]
    if not texts:
        raise UnusableReplyError("no_text_block")
    text = "".join(each for each in texts if isinstance(each, str))
    if not text.strip():
        raise UnusableReplyError("empty_content")
    return text
