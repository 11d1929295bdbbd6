"""Who can be asked for examples? What all teachers have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ftwidgets.examples import Example
from ftwidgets.synthesis.prices import Rates
from ftwidgets.synthesis.requests import Request
from ftwidgets.tasks import Task


@dataclass(frozen=True, slots=True)
class RawReply:
    """What came back, before anything is read of it.

    Attributes
    ----------
    body : str
        As it came; of a good reply the JSON of a message of the Messages API.
    status : int
        HTTP status.
    request_id : str or None
        The server's name for it, for its support.
    """

    body: str
    status: int = 200
    request_id: str | None = None


class TryAgain(Exception):
    """The server is busy, or the connection broke: the same call may work later.

    Attributes
    ----------
    wait : float or None
        Seconds the server asks for.
    """

    def __init__(self, sentence: str, wait: float | None = None) -> None:
        super().__init__(sentence)
        self.wait = wait


class CannotGoOn(Exception):
    """No call of this run can work; its text says what to do."""


class Unanswered(Exception):
    """A call went out and nothing came back in time: it may be billed all the same."""


class Teacher(Protocol):
    """Whoever writes examples.

    Attributes
    ----------
    kind : str
        ``template``, ``claude`` or ``paste``.
    model : str
        Who is asked, for the provenance of the rows.
    concurrency : int
        So many calls at a time.
    budget : float or None
        Dollars that a journal's calls may cost in all; ``None`` is no limit.
    shows_gold : bool
        Whether each call shows all seeds.
    """

    kind: str
    model: str
    concurrency: int
    budget: float | None
    shows_gold: bool

    def settings(self) -> dict[str, Any]:
        """What makes the same teacher again, as JSON values; never a key."""

    def params(self, task: Task) -> dict[str, Any]:
        """Arguments of every call besides the messages."""

    def check(self, task: Task, seeds: Sequence[Example]) -> None:
        """Refuse, with a ValueError, what this teacher cannot do."""

    @property
    def rates(self) -> Rates | None:
        """What it costs; ``None`` where the price is not known."""

    async def ask(self, task: Task, request: Request) -> RawReply:
        """Ask once.

        Raises
        ------
        TryAgain
            It may work later.
        CannotGoOn
            No call can work.
        Unanswered
            Nobody can say what became of the call.
        """


def teacher_of(kind: str, settings: Mapping[str, Any]) -> Teacher:
    """The teacher that a journal's plan names.

    Examples
    --------
    >>> teacher_of("template", {}).kind
    'template'
    """
    from ftwidgets.synthesis.claude import ClaudeTeacher
    from ftwidgets.synthesis.paste import PasteTeacher
    from ftwidgets.synthesis.template import TemplateTeacher

    known = {each.kind: each for each in (ClaudeTeacher, PasteTeacher, TemplateTeacher)}
    if kind not in known:
        raise ValueError(f"a teacher is one of {', '.join(known)}, got {kind!r}")
    return known[kind](**settings)
