"""What does a call cost, and what can it cost at most? In dollars, from our own table.

Prices change and have dates: `PRICES_DATE` says when ours were last compared. A model
that is not in the table has no price. That is never the same as costing nothing.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

PRICES_DATE = "2026-11-26"
"""When the table was last compared with what is published; stands in every row."""

MOST_TOKENS = 1_000_000_000
"""A count above this is no count: no model reads or writes so much in one call."""

UNSEEN_TOKENS = 500
"""What a provider may add to a prompt: marks of turns, words on the wanted form."""

US_FACTOR = 1.1
"""What answering in the United States alone costs more, on every kind of token."""

_MTOK = 1_000_000
_DATED = re.compile(r"(.+)[-@]\d{8}")
_SMALLEST_SHOWN = 0.000_001
_CACHE = ("cache_creation_input_tokens", "cache_read_input_tokens")
_CACHE_PARTS = ("ephemeral_5m_input_tokens", "ephemeral_1h_input_tokens")


@dataclass(frozen=True, slots=True)
class Rates:
    """Dollars for a million tokens of each kind.

    Attributes
    ----------
    input, output : float
        Tokens that are read, and tokens that are written (thinking is written too).
    cache_write_5m, cache_write_1h, cache_read : float
        Tokens that are put into the prompt cache, and tokens that are read from it.
    batch_factor : float
        What a batch costs, as a part of the usual price.
    long_prompt : int or None
        A prompt of more tokens than this, cached ones included, costs more.
    long_factor : float
        How much more: every rate of such a call is multiplied by it.
    effective_from : str
        Since when at least the rates are these; empty where a person gave them.
    source : str
        Where they were read.
    """

    input: float
    output: float
    cache_write_5m: float
    cache_write_1h: float
    cache_read: float
    batch_factor: float = 0.5
    long_prompt: int | None = None
    long_factor: float = 1.0
    effective_from: str = ""
    source: str = ""


FREE = Rates(0, 0, 0, 0, 0, source="nothing is paid for")
"""Rates of a teacher that needs no provider."""

_DOCS = "platform.claude.com/docs/en/about-claude/pricing, by genai-prices 0.2.3"


def _of(
    input_: float, output: float, read: float, since: str, **more: float | int
) -> Rates:
    """Rates with the writing of a cache at the usual 1.25 and 2 times the input."""
    writing = (1.25 * input_, 2 * input_)
    return Rates(
        input_, output, *writing, read, effective_from=since, source=_DOCS, **more
    )


PRICES: dict[str, Rates] = {
    "claude-sonnet-5-5": _of(2, 10, 0.10, "2026-10-07"),
    "claude-haiku-5-5": _of(
        0.10, 0.50, 0.01, "2026-10-07", long_prompt=100_000, long_factor=5
    ),
    "claude-opus-5-5": _of(4, 20, 0.20, "2026-10-14"),
    "claude-fable-5-2": _of(8, 40, 0.20, "2026-11-26"),
    "claude-mythos-5-2": _of(8, 40, 0.20, "2026-11-26"),
    "claude-fable-5-1": _of(10, 50, 0.25, "2026-10-14"),
    "claude-fable-5": _of(10, 50, 1.00, "2026-10-14"),
    "claude-sonnet-5": _of(2, 10, 0.20, "2026-10-14"),
    "claude-opus-5": _of(5, 25, 0.50, "2026-10-14"),
    "claude-opus-4-8": _of(5, 25, 0.50, "2026-10-14"),
    "claude-opus-4-7": _of(5, 25, 0.50, "2026-10-14"),
    "claude-opus-4-6": _of(5, 25, 0.50, "2026-10-14"),
    "claude-opus-4-5": _of(5, 25, 0.50, "2026-10-14"),
    "claude-sonnet-4-6": _of(3, 15, 0.30, "2026-10-14"),
    "claude-sonnet-4-5": _of(3, 15, 0.30, "2026-10-14"),
    "claude-haiku-4-5": _of(1, 5, 0.10, "2026-10-14"),
}
"""Rates of models that can be called, by the name without a date."""

_SHAPE = '{"my-model": {"input": 1, "output": 5}}'
_DEAREST_GIVEN = 10_000_000
_MAY_BE_GIVEN = tuple(
    each.name for each in fields(Rates) if each.name not in ("effective_from", "source")
)


def rates_of(
    model: str, overrides: Mapping[str, Mapping[str, float]] | None = None
) -> Rates | None:
    """Rates of a model; ``None`` where its price is not known.

    Parameters
    ----------
    model : str
        Its id; one that ends in a date has the price of the id without it.
    overrides : mapping, optional
        A person's own rates, as in ``{"my-model": {"input": 1, "output": 2}}``. They
        take the place of the table's as a whole: `input` and `output` are needed;
        rates of the cache that are not given are 1.25, 2 and 0.1 times the input.

    Raises
    ------
    ValueError
        The overrides are not what they should be, for this model or for another.

    Examples
    --------
    >>> rates_of("claude-haiku-4-5-20251001").output
    5
    >>> rates_of("gpt-9") is None
    True
    >>> rates_of("gpt-9", {"gpt-9": {"input": 1, "output": 4}}).cache_write_5m
    1.25
    """
    own = _own(overrides)
    dated = _DATED.fullmatch(str(model))
    names = (model, dated[1] if dated else model)
    found = (table[name] for table in (own, PRICES) for name in names if name in table)
    return next(found, None)


def cost_of(usage: Any, rates: Rates | None, batch: bool = False) -> float | None:
    """What one call has cost, in dollars; ``None`` where nobody can say.

    Parameters
    ----------
    usage : mapping
        The Messages API's usage, whose ``input_tokens`` do not include cached tokens.
        Without a whole number of input and of output tokens, or with any count that is
        negative, no whole number or absurd, the cost is not known. Counts of the cache
        may be missing; what ``cache_creation`` does not divide was kept for 5 minutes.
    rates : Rates or None
        ``None`` gives ``None``.
    batch : bool
        Whether it was part of a batch; a usage that says so itself counts as well.

    Examples
    --------
    >>> usage = {"input_tokens": 350, "output_tokens": 500}
    >>> cost_of(usage, rates_of("claude-sonnet-5-5"))
    0.0057
    >>> cost_of({"input_tokens": -1, "output_tokens": 500}, rates_of("claude-opus-5"))
    """
    counts = _counts(usage)
    # Fast answers have a price of their own, which the table does not hold.
    if rates is None or counts is None or usage.get("speed") == "fast":
        return None
    read, written, five_minutes, one_hour, cached = counts
    dollars_spent = (
        read * rates.input
        + written * rates.output
        + five_minutes * rates.cache_write_5m
        + one_hour * rates.cache_write_1h
        + cached * rates.cache_read
    ) / _MTOK
    if _is_long(read + five_minutes + one_hour + cached, rates):
        dollars_spent *= rates.long_factor
    if batch or usage.get("service_tier") == "batch":
        dollars_spent *= rates.batch_factor
    return dollars_spent * (US_FACTOR if usage.get("inference_geo") == "us" else 1)


def worst_cost(
    params: Mapping[str, Any], rates: Rates | None, batch: bool = False
) -> float | None:
    """The most that one call can cost, in dollars; ``None`` where nobody can say.

    A token is one byte of text or more, so a prompt has no more tokens than bytes,
    and a reply no more than ``max_tokens``. Only texts are bounded so, no pictures.

    Parameters
    ----------
    params : mapping
        Arguments of the Messages API; without ``max_tokens`` there is no bound.
    rates : Rates or None
        ``None`` gives ``None``.
    batch : bool
        Whether it is part of a batch.

    Examples
    --------
    >>> params = {"max_tokens": 1000, "messages": [{"role": "user", "content": "Hi"}]}
    >>> round(worst_cost(params, rates_of("claude-sonnet-5-5")), 4)
    0.0123
    """
    most = params.get("max_tokens") if rates != FREE else 0
    if rates is None or type(most) is not int or most < 0:
        return None
    text = json.dumps(params, ensure_ascii=False)
    tokens = UNSEEN_TOKENS + len(text.encode("utf-8", "backslashreplace"))
    dearest = max(rates.input, rates.cache_read)
    if '"cache_control"' in text:
        dearest = max(dearest, rates.cache_write_5m, rates.cache_write_1h)
    worst = (tokens * dearest + most * rates.output) / _MTOK
    if _is_long(tokens, rates):
        worst *= max(1.0, rates.long_factor)
    return worst * US_FACTOR * (rates.batch_factor if batch else 1)


def dollars(amount: float | None) -> str:
    """An amount for people; what has cost something never reads as nothing.

    Examples
    --------
    >>> dollars(0.612), dollars(0.0042), dollars(None)
    ('$0.61', '$0.0042', 'price unknown')
    """
    if amount is None or not math.isfinite(amount):
        return "price unknown"
    if amount < 0:
        return "-" + dollars(-amount)
    if 0 < amount < _SMALLEST_SHOWN:
        return f"less than ${_SMALLEST_SHOWN:f}"
    if amount == 0 or amount >= 0.1:
        return f"${amount:,.2f}"
    # Two digits that say something, and at least whole cents.
    whole, _, cents = f"{amount:.{1 - math.floor(math.log10(amount))}f}".partition(".")
    return f"${whole}.{cents.rstrip('0').ljust(2, '0')}"


def _is_long(prompt_tokens: int, rates: Rates) -> bool:
    return rates.long_prompt is not None and prompt_tokens > rates.long_prompt


def _counts(usage: Any) -> tuple[int, int, int, int, int] | None:
    """Tokens read, written, cached for 5 minutes, for an hour, read from a cache."""
    parts = usage.get("cache_creation") or {} if isinstance(usage, Mapping) else None
    if not isinstance(parts, Mapping):
        return None
    counts = [usage.get(name) for name in ("input_tokens", "output_tokens")]
    counts += [usage.get(name) or 0 for name in _CACHE]
    counts += [parts.get(name) or 0 for name in _CACHE_PARTS]
    if not all(type(count) is int and 0 <= count <= MOST_TOKENS for count in counts):
        return None
    read, written, together, cached, five_minutes, one_hour = counts
    return read, written, max(five_minutes, together - one_hour), one_hour, cached


def _own(overrides: Any) -> dict[str, Rates]:
    """A person's own rates; whoever gives nonsense is told what is allowed."""
    if overrides is None:
        return {}
    if not isinstance(overrides, Mapping):
        raise ValueError(f"prices are given as {_SHAPE}, got {overrides!r:.80}")
    return {model: _given(model, rates) for model, rates in overrides.items()}


def _given(model: str, given: Any) -> Rates:
    if not isinstance(given, Mapping) or not {"input", "output"} <= given.keys():
        raise ValueError(
            f"the price of {model!r:.80} needs 'input' and 'output', in dollars for a "
            f"million tokens, as in {_SHAPE}; got {given!r:.80}"
        )
    for key, value in given.items():
        if key not in _MAY_BE_GIVEN:
            raise ValueError(
                f"the price of {model!r:.80} may have {', '.join(_MAY_BE_GIVEN)}; "
                f"got {key!r:.80}"
            )
        is_number = type(value) in (int, float) and 0 <= value <= _DEAREST_GIVEN
        if not is_number and (key, value) != ("long_prompt", None):
            raise ValueError(
                f"the price of {model!r:.80} has a {key} that is no number from 0 to "
                f"{_DEAREST_GIVEN:,}: {value!r:.80}"
            )
    usual = {
        "cache_write_5m": 1.25 * given["input"],
        "cache_write_1h": 2 * given["input"],
        "cache_read": 0.1 * given["input"],
    }
    return Rates(**usual | dict(given), source="given by a person")
