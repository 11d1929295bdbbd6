"""Why does the lesson's teacher call not run any more? Four breaks, shown and repaired.

The SDK is the real one. The server is played by a few lines here, so that nothing is
sent and nothing paid: each reply has the form that a server sends today.
"""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ftwidgets.examples import chat
from ftwidgets.synthesis.claude import ClaudeTeacher
from ftwidgets.synthesis.models import LESSON_MODEL, preflight
from ftwidgets.synthesis.outcomes import Outcome, read_reply
from ftwidgets.synthesis.requests import Params, Plan
from ftwidgets.tasks import Task

if TYPE_CHECKING:
    from anthropic import Anthropic

SEED = chat(("user", "Where is my lamp?"), ("assistant", "delivery"), id="gold-0001")
TASK = Task("sort tickets", "classification", labels=["billing", "delivery"])

ROW = '{"user_message": "Is my rug on its way?", "assistant_message": "delivery"}'
"""What a good reply says in all four scenes."""


def ask_as_the_lesson_does(client: "Anthropic", task: str, seed: str) -> Any:
    """The lesson's call in few lines: one text in, the first block's JSON out."""
    response = client.messages.create(
        model="claude-sonnet-4-20250514",
        max_tokens=1024,
        messages=[
            {"role": "user", "content": f"Task: {task} Input: {seed} Output only JSON."}
        ],
    )
    return json.loads(response.content[0].text)


def ask_and_read(client: "Anthropic", params: Params, task: Task) -> Outcome:
    """The repaired call: the whole reply first, and then one named outcome of it."""
    raw = client.messages.with_raw_response.create(**params)
    return read_reply(raw.text(), task)


@dataclass(frozen=True, slots=True)
class Scene:
    """One way in which the call breaks.

    Attributes
    ----------
    title : str
        What is different today.
    status : int
        HTTP status of the server's reply.
    body : dict
        That reply.
    """

    title: str
    status: int
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Break:
    """What became of one scene.

    Attributes
    ----------
    title : str
        What is different today.
    lesson : str
        How the lesson's call ends.
    repaired : str
        How the repaired one does.
    """

    title: str
    lesson: str
    repaired: str


def _message(*content: dict[str, Any], stop_reason: str = "end_turn") -> dict[str, Any]:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-5-5",
        "content": list(content),
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 350, "output_tokens": 120},
    }


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


_THOUGHT = {
    "type": "thinking",
    "thinking": "About delivery, then.",
    "signature": "c2ln",
}

_GONE = {"type": "not_found_error", "message": f"model: {LESSON_MODEL}"}

SCENES = (
    Scene("The model is retired", 404, {"type": "error", "error": _GONE}),
    Scene("A thought comes before the text", 200, _message(_THOUGHT, _text(ROW))),
    Scene(
        "Thinking uses up max_tokens",
        200,
        _message(_text(ROW[:40]), stop_reason="max_tokens"),
    ),
    Scene("The JSON stands in a fence", 200, _message(_text(f"```json\n{ROW}\n```"))),
)
"""The four breaks, in the order in which one meets them."""


def break_lesson_call() -> list[Break]:
    """Run both calls in every scene.

    Examples
    --------
    >>> for each in break_lesson_call():
    ...     print(each.title, "->", each.lesson.partition(":")[0])
    The model is retired -> NotFoundError
    A thought comes before the text -> AttributeError
    Thinking uses up max_tokens -> JSONDecodeError
    The JSON stands in a fence -> JSONDecodeError
    """
    return [Break(each.title, _as_the_lesson(each), _repaired(each)) for each in SCENES]


def _as_the_lesson(scene: Scene) -> str:
    with _client(scene) as client:
        try:
            row = ask_as_the_lesson_does(client, TASK.name, "Where is my lamp?")
        except Exception as error:  # whatever it is: to show it is the purpose
            return f"{type(error).__name__}: {error}"
    return f"a row: {row}"


def _repaired(scene: Scene) -> str:
    if scene.status != 200:
        return f"said before the first call: {preflight(LESSON_MODEL).sentence}"
    params = Plan(TASK, [SEED], ClaudeTeacher().params(TASK)).request(0).params
    with _client(scene) as client:
        outcome = ask_and_read(client, params, TASK)
    return f"{outcome.name}: {outcome.message}"


def _client(scene: Scene) -> "Anthropic":
    """The real SDK, with a server that is played here and no key."""
    import anthropic
    import httpx2

    def answer(_: Any) -> httpx2.Response:
        return httpx2.Response(scene.status, json=scene.body)

    return anthropic.Anthropic(
        api_key="none",
        base_url="http://127.0.0.1",
        max_retries=0,
        http_client=httpx2.Client(transport=httpx2.MockTransport(answer)),
    )
