"""How is Claude asked? Through the official SDK, once a call, the reply kept as it is.

The SDK's own retries are off: a wait that cannot be seen or stopped is no wait for a
person. Diversity comes from the seeds and attributes, as the models take no
temperature any more.
"""

import asyncio
import math
import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ftwidgets.examples import Example
from ftwidgets.synthesis.models import DEFAULT_MODEL, preflight
from ftwidgets.synthesis.prices import Rates, rates_of
from ftwidgets.synthesis.prompts import reply_schema
from ftwidgets.synthesis.requests import Request
from ftwidgets.synthesis.secrets import NO_KEY, has_key, without_keys
from ftwidgets.synthesis.teachers import CannotGoOn, RawReply
from ftwidgets.synthesis.troubles import trouble_of, trouble_without_answer
from ftwidgets.tasks import Task

if TYPE_CHECKING:
    from anthropic import AsyncAnthropic

EFFORTS = ("low", "medium", "high", "xhigh", "max")

DEFAULT_HOST = "api.anthropic.com"

MOST_TOKENS = 21_333
"""More than this the SDK sends as a stream only."""

MOST_ID_CHARS = 200
"""So much of a server's name for a call is kept."""

LEAST_SECONDS, TOKENS_PER_SECOND = 120.0, 25
"""A call is waited for as long as its tokens may take, and at least so long."""


class ClaudeTeacher:
    """Claude writes the examples; every call costs money.

    The key is read from the environment and kept nowhere; see
    `ftwidgets.synthesis.ask_for_key`.

    Parameters
    ----------
    model : str
        Checked before the first call; a retired one is refused with its replacement.
    budget : float or None
        Dollars that the calls of one journal may cost in all; ``None`` is no limit.
    max_tokens : int
        For thinking and reply together.
    effort : {"low", "medium", "high", "xhigh", "max"} or None
        ``None`` for models that take none.
    concurrency : int
        Calls at a time.
    prices : mapping, optional
        Rates of models by name, see `ftwidgets.synthesis.prices`; needed where the
        price of the model is not known here.
    base_url : str, optional
        Another server that speaks the Messages API; the environment's by default. It
        is told the key, so its host is shown before the first call.

    Examples
    --------
    >>> ClaudeTeacher(budget=0.5)
    ClaudeTeacher(claude-sonnet-5-5, budget $0.50)
    """

    kind = "claude"
    shows_gold = True

    def __init__(
        self,
        model: str = DEFAULT_MODEL,
        budget: float | None = 2.0,
        max_tokens: int = 2048,
        effort: str | None = "low",
        concurrency: int = 8,
        prices: Mapping[str, Mapping[str, float]] | None = None,
        base_url: str | None = None,
    ) -> None:
        _check_number("budget", budget, 0, math.inf, or_none=True)
        _check_number("max_tokens", max_tokens, 1, MOST_TOKENS, whole=True)
        _check_number("concurrency", concurrency, 1, 64, whole=True)
        if effort is not None and effort not in EFFORTS:
            raise ValueError(
                f"effort must be one of {', '.join(EFFORTS)} or None, got {effort!r}"
            )
        self.model = model
        self.budget = budget
        self.max_tokens = max_tokens
        self.effort = effort
        self.concurrency = concurrency
        self.prices = {name: dict(each) for name, each in (prices or {}).items()}
        self.base_url = base_url
        self.rates: Rates | None = rates_of(model, self.prices)
        self.timeout = max(LEAST_SECONDS, max_tokens / TOKENS_PER_SECOND)
        self._client: AsyncAnthropic | None = None

    def __repr__(self) -> str:
        limit = "no budget" if self.budget is None else f"budget ${self.budget:,.2f}"
        host = "" if self.host == DEFAULT_HOST else f", asks {self.host}"
        return f"ClaudeTeacher({self.model}, {limit}{host})"

    def settings(self) -> dict[str, Any]:
        """What makes the same teacher again; never the key, and no address.

        A journal may come from somebody else: an address in it would be told our key.
        """
        return {
            "model": self.model,
            "budget": self.budget,
            "max_tokens": self.max_tokens,
            "effort": self.effort,
            "concurrency": self.concurrency,
            "prices": self.prices,
        }

    def params(self, task: Task) -> dict[str, Any]:
        """Arguments of every call besides the messages."""
        schema = reply_schema(task)
        if task.reply_schema is not None:
            from anthropic import transform_schema

            # Takes out what the service refuses, such as lengths: we check them after.
            schema = transform_schema(schema)
        form = {"type": "json_schema", "schema": schema}
        effort = {} if self.effort is None else {"effort": self.effort}
        return {
            "model": self.model,
            "max_tokens": self.max_tokens,
            "output_config": {**effort, "format": form},
        }

    def check(self, task: Task, seeds: Sequence[Example]) -> None:
        """Refuse what would fail, or cost nobody knows how much.

        Raises
        ------
        ValueError
            The model is retired, its price is not known beside a budget, or there is
            no key.
        """
        notice = preflight(self.model)
        if not notice.may_run:
            raise ValueError(notice.sentence)
        if self.rates is None and self.budget is not None:
            raise ValueError(
                f"the price of {self.model} is unknown, so that a budget of "
                f"${self.budget:,.2f} cannot be kept; give its rates with prices=, or "
                "budget=None"
            )
        if not has_key():
            raise ValueError(NO_KEY)

    @property
    def host(self) -> str:
        """The server that is asked, and told the key."""
        return host_of(self.base_url)

    async def ask(self, task: Task, request: Request) -> RawReply:
        """Ask once; whatever comes back with a good status is returned as it came."""
        if self._client is None:
            # In a thread: it takes a second, in which a stop must be heard.
            self._client = await asyncio.to_thread(_client, self)
        import anthropic

        try:
            raw = await self._client.messages.with_raw_response.create(**request.params)
            body = (await raw.read()).decode("utf-8", "surrogateescape")
        except anthropic.APIStatusError as error:
            raise trouble_of(error) from None
        except anthropic.APIConnectionError as error:
            raise trouble_without_answer(error, self.host) from None
        except anthropic.AnthropicError as error:
            raise CannotGoOn(without_keys(str(error))) from None
        name = raw.headers.get("request-id")
        return RawReply(body, raw.status_code, name and name[:MOST_ID_CHARS])

    async def close(self) -> None:
        """Leave the connections that were kept open."""
        if self._client is not None:
            await self._client.close()
            self._client = None


def _client(teacher: ClaudeTeacher) -> "AsyncAnthropic":
    """The SDK's client; it follows nobody to a host that was not shown."""
    from anthropic import AsyncAnthropic, DefaultAsyncHttpxClient

    return AsyncAnthropic(
        base_url=teacher.base_url,
        max_retries=0,
        timeout=teacher.timeout,
        http_client=DefaultAsyncHttpxClient(follow_redirects=False),
    )


def host_of(base_url: str | None = None) -> str:
    """Host of an address, or of the one that the environment names.

    Examples
    --------
    >>> host_of("http://127.0.0.1:8080/v1")
    '127.0.0.1:8080'
    """
    address = base_url or os.environ.get("ANTHROPIC_BASE_URL")
    if not address:
        return DEFAULT_HOST
    parts = urlsplit(address)
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.hostname or address}{port}"


def _check_number(
    name: str,
    value: Any,
    low: float,
    high: float,
    whole: bool = False,
    or_none: bool = False,
) -> None:
    if value is None and or_none:
        return
    kinds = int if whole else int | float
    is_number = isinstance(value, kinds) and not isinstance(value, bool)
    if not is_number or not low <= value <= high or value != value:
        what = "a whole number" if whole else "a number"
        limit = f"from {low:,} up" if high == math.inf else f"from {low:,} to {high:,}"
        also = " or None" if or_none else ""
        raise ValueError(f"{name} must be {what} {limit}{also}, got {value!r}")
