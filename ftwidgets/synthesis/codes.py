"""What can become of a teacher's reply? Every code, its outcome and its meaning."""

from typing import Literal

Name = Literal["ok", "invalid", "refused", "truncated", "failed"]

CODES: dict[str, tuple[Name, str]] = {
    "ok": ("ok", "a row as it was asked for"),
    # What came is no reply of a teacher
    "empty_body": ("failed", "the server answered with nothing at all"),
    "html_reply": (
        "failed",
        "a web page came instead of a reply, as from a proxy or a login page",
    ),
    "not_json_body": ("failed", "what came is not JSON, or was cut on the way"),
    "not_a_message": ("failed", "what came is JSON, but no reply of a teacher"),
    "error_body": ("failed", "the server says OK and reports an error"),
    "bad_request": ("failed", "the provider does not accept the request (400)"),
    "not_authenticated": (
        "failed",
        "the provider does not accept the key (401); check ANTHROPIC_API_KEY",
    ),
    "payment_required": (
        "failed",
        "the account has no credit left or cannot be billed (402)",
    ),
    "not_permitted": ("failed", "the key may not do this (403)"),
    "not_found": (
        "failed",
        "there is no such model, or none any more (404); choose another",
    ),
    "request_too_large": ("failed", "the request is too large (413)"),
    "rate_limited": ("failed", "too many requests at once (429)"),
    "overloaded": ("failed", "the provider is overloaded (529)"),
    "server_error": ("failed", "the provider has an error of its own"),
    "request_failed": ("failed", "the request has failed"),
    # The teacher says no, or could not finish
    "refusal": ("refused", "the teacher refuses to write this"),
    "max_tokens": (
        "truncated",
        "thinking and reply together reached max_tokens: the reply was cut",
    ),
    "context_window_exceeded": ("truncated", "prompt and reply do not fit the model"),
    "truncated_json": ("truncated", "the JSON stops in the middle"),
    # The reply has no text that could be read
    "tool_use": ("invalid", "the teacher calls a tool instead of writing"),
    "pause_turn": ("invalid", "the teacher has paused instead of writing"),
    "unknown_stop_reason": ("invalid", "the reply ended for a reason nobody knows"),
    "empty_content": ("invalid", "the reply is empty"),
    "no_text_block": ("invalid", "the reply has no text"),
    # The text is not the JSON that was asked for
    "fenced_json": ("invalid", "the JSON stands in a code fence"),
    "prose_around_json": ("invalid", "there is text around the JSON"),
    "several_objects": ("invalid", "there is more than one JSON object"),
    "not_json": ("invalid", "the text is not JSON"),
    "too_deep": ("invalid", "the JSON is nested too deep"),
    "number_too_long": ("invalid", "a number has thousands of digits"),
    "duplicate_key": ("invalid", "a key stands twice"),
    "non_finite_number": ("invalid", "NaN or Infinity, which JSON does not know"),
    "lone_surrogate": ("invalid", "half a character, which no file can carry"),
    # The JSON is not what the task asks for
    "not_an_object": ("invalid", "the JSON is not an object"),
    "missing_key": ("invalid", "a key is missing"),
    "extra_key": ("invalid", "a key nobody asked for"),
    "wrong_type": ("invalid", "a value of the wrong type"),
    "schema_mismatch": ("invalid", "a value the task's schema does not allow"),
    "schema_unusable": ("invalid", "the task's own schema cannot be used"),
    "blank_text": ("invalid", "a text that nobody can see"),
    "wrong_label": ("invalid", "the label is none of the task's"),
    "too_long": ("invalid", "a text longer than the task allows"),
    "too_short": ("invalid", "a text shorter than the task allows"),
}
"""Every code: the outcome it belongs to, and what it means."""

REFUSAL_NOTES: dict[str, str] = {
    "frontier_llm": (
        "The provider took this for work on a competing AI model. Writing training "
        "data for a model may be restricted by the provider's commercial terms: read "
        "them, and ask if in doubt. Benign machine learning work can be refused "
        "like this too."
    ),
    "cyber": (
        "The provider took this for something that could help an attack on computers. "
        "Benign security work can be refused like this too."
    ),
    "bio": (
        "The provider took this for something that could do biological harm. Benign "
        "work in the life sciences can be refused like this too."
    ),
    "reasoning_extraction": (
        "The provider took this for a request to write down the inner reasoning. "
        "Ask for the example alone."
    ),
    "general_harms": (
        "The provider took this for something harmful. Benign work can be refused like "
        "this too."
    ),
}
"""What a person should know about each category of refusal."""

OTHER_REFUSAL_NOTE = (
    "The provider names no category for this refusal. The raw reply has its words, if "
    "there are any."
)
"""Where the provider names no category, or one that is not in `REFUSAL_NOTES`."""


class UnusableReplyError(Exception):
    """Why a reply is no row.

    Attributes
    ----------
    code : str
        One of `CODES`.
    detail : str
        What of it; without hidden characters.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail

    @property
    def sentence(self) -> str:
        """The reason for people, in one sentence."""
        meaning = CODES[self.code][1]
        return f"{meaning}: {self.detail}" if self.detail else meaning
