"""In which form does the template teacher answer? As the Messages API does."""

import json
from typing import Any

from ftwidgets.examples import canonical_json, fingerprint, sha256
from ftwidgets.synthesis.drafts import Draft
from ftwidgets.synthesis.prompts import ASSISTANT, USER
from ftwidgets.synthesis.requests import Request

MODEL = "template"

Body = dict[str, Any]


def key_of(request: Request, random_seed: int) -> str:
    """What decides a child besides its number and attributes: seed, try and chance."""
    seed = fingerprint(request.seed)
    return canonical_json([random_seed, request.seed_id, seed, request.attempt])


def reply_text(draft: Draft) -> str:
    """The JSON that a teacher is asked for.

    Examples
    --------
    >>> reply_text(Draft("Where is my sofa?", "delivery"))
    '{"user_message": "Where is my sofa?", "assistant_message": "delivery"}'
    """
    return json.dumps({USER: draft.user, ASSISTANT: draft.reply}, ensure_ascii=False)


def body(name: str, text: str | None, stop_reason: str = "end_turn") -> Body:
    """Body of a reply; without any content where the text is ``None``.

    Examples
    --------
    >>> body("a name", "Hello")["content"]
    [{'type': 'text', 'text': 'Hello'}]
    """
    return {
        "id": f"msg_template_{sha256(name)[:24]}",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": [] if text is None else [{"type": "text", "text": text}],
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 0, "output_tokens": 0},
    }
