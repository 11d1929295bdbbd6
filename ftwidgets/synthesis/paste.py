"""Can any assistant be the teacher? Prompts to copy, and replies to paste back."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ftwidgets.examples import Example, count
from ftwidgets.synthesis.prices import FREE, Rates
from ftwidgets.synthesis.prompts import ASSISTANT, USER
from ftwidgets.synthesis.requests import Request
from ftwidgets.synthesis.teachers import CannotGoOn, RawReply
from ftwidgets.tasks import Task

NUMBER = "number"
"""Key by which a pasted reply says which request it answers."""


class PasteTeacher:
    """You ask the assistant you have, and paste what it replies; for any task, no key.

    Parameters
    ----------
    name : str
        Whom you asked, for the provenance of the rows.

    Examples
    --------
    >>> PasteTeacher("my assistant")
    PasteTeacher(my assistant)
    """

    kind = "paste"
    concurrency = 1
    budget: float | None = None
    shows_gold = True
    rates: Rates | None = FREE

    def __init__(self, name: str = "an assistant") -> None:
        self.name = name
        self.model = f"pasted from {name}"

    def __repr__(self) -> str:
        return f"PasteTeacher({self.name})"

    def settings(self) -> dict[str, Any]:
        """What makes the same teacher again."""
        return {"name": self.name}

    def params(self, task: Task) -> dict[str, Any]:
        """Nothing: the assistant has settings of its own."""
        return {}

    def check(self, task: Task, seeds: Sequence[Example]) -> None:
        """Every task is fine."""

    async def ask(self, task: Task, request: Request) -> RawReply:
        """Nobody can be asked by a program here."""
        raise CannotGoOn("replies are pasted by a person: run.prompts(), run.paste(…)")


def prompt_of(requests: Sequence[Request]) -> str:
    """One text to copy that asks for all these requests.

    Raises
    ------
    ValueError
        There are none.
    """
    if not requests:
        raise ValueError("there is nothing left to ask")
    blocks = [requests[0].params["system"][0]["text"]]
    for request in requests:
        said = request.params["messages"][0]["content"]
        blocks.append(f"<request {NUMBER}={request.number + 1}>\n{said}\n</request>")
    keys = f'{{"{NUMBER}": …, "{USER}": …, "{ASSISTANT}": …}}'
    blocks.append(
        f"Answer with {count(len(requests), 'JSON object')}, one for each request, one "
        f"a line: {keys}. Write nothing else."
    )
    return "\n\n".join(blocks)


def objects_in(text: str) -> Iterator[tuple[int | None, str]]:
    """JSON objects in a pasted text, each with the number it names.

    What stands between them, a fence or a sentence, is passed over: a person copied it.

    Examples
    --------
    >>> list(objects_in('Sure! ```json\\n{"number": 3, "user_message": "Hi"}\\n```'))
    [(3, '{"user_message": "Hi"}')]
    """
    decoder, at = json.JSONDecoder(), 0
    while (start := text.find("{", at)) >= 0:
        try:
            value, at = decoder.raw_decode(text, start)
        except (ValueError, RecursionError):
            at = start + 1
            continue
        if USER in value or ASSISTANT in value or NUMBER in value:
            number = value.pop(NUMBER, None)
            yield _whole(number), json.dumps(value, ensure_ascii=False)


def matched(
    text: str, requests: Iterable[Request]
) -> tuple[list[tuple[Request, str]], int]:
    """Replies of a pasted text with the requests they answer, and how many fit none.

    A reply without a number answers the first request that nothing else answers.
    """
    open_requests = {request.number + 1: request for request in requests}
    found, pairs, lost = list(objects_in(text)), [], 0
    for number, body in found:
        if number is not None and number in open_requests:
            pairs.append((open_requests.pop(number), body))
        elif number is not None:
            lost += 1
    for number, body in found:
        if number is None and open_requests:
            pairs.append((open_requests.pop(min(open_requests)), body))
        elif number is None:
            lost += 1
    return pairs, lost


def body_of(text: str, model: str) -> str:
    """A pasted reply in the shape that all teachers' replies have."""
    return json.dumps(
        {
            "type": "message",
            "role": "assistant",
            "model": model,
            "content": [{"type": "text", "text": text}],
            "stop_reason": "end_turn",
            "usage": {"input_tokens": 0, "output_tokens": 0},
        },
        ensure_ascii=False,
    )


def _whole(number: Any) -> int | None:
    if isinstance(number, str) and number.strip().isdigit():
        return int(number)
    return number if isinstance(number, int) and not isinstance(number, bool) else None
