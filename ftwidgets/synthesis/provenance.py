"""Where does a row come from? Enough to find its raw reply and to judge it again."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from ftwidgets.synthesis.book import Book
from ftwidgets.synthesis.prices import PRICES_DATE
from ftwidgets.synthesis.quality import Row


def sdk_version() -> str:
    """Version of the SDK that is installed.

    Examples
    --------
    >>> sdk_version().count(".") >= 1
    True
    """
    return version("anthropic")


def provenance_of(row: Row, book: Book, decision: str | None = None) -> dict[str, Any]:
    """Everything that is known of a row, as JSON values.

    Parameters
    ----------
    row : Row
    book : Book
        Of the run it belongs to.
    decision : str, optional
        What a reviewer said.
    """
    answer, outcome = row.answer, row.answer.outcome
    request, entry, head = answer.request, answer.entry or {}, book.head
    return {
        "id": row.id,
        "seed": request.seed_id,
        "child": request.child,
        "attempt": request.attempt,
        "attributes": dict(request.attributes),
        "request": request.hash,
        "generator": head["teacher"]["kind"],
        "model_asked": head["model"],
        "model_answered": outcome.model if outcome else None,
        "request_id": entry.get("request_id"),
        "stop_reason": outcome.stop_reason if outcome else None,
        "usage": outcome.usage if outcome else None,
        "cost": outcome.cost if outcome else None,
        "prices_date": PRICES_DATE,
        "prompt_version": head["prompt_version"],
        "sdk_version": head["sdk_version"],
        "at": entry.get("at"),
        "verdicts": _verdicts(row),
        "review": decision,
    }


def _verdicts(row: Row) -> Mapping[str, Any]:
    """What each filter said, up to the one at which the row fell."""
    fell = {"level": row.level, "code": row.code, "message": row.message}
    return {
        "score": row.score,
        "seed_similarity": row.seed_similarity,
        "pool_similarity": row.pool_similarity,
        "partner": row.partner,
        "dropped": fell if row.level else None,
    }
