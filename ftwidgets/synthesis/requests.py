"""What is the teacher asked, and in what order? The plan of a run, request by request.

A request depends on its number, its own seed and the task, never on a reply: the plan
of a run is known before it begins, and after a kill it is the same plan again.
"""

import functools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ftwidgets.examples import Example, canonical_json, fingerprint, sha256
from ftwidgets.synthesis.prompts import Prompts
from ftwidgets.tasks import Task

Params = dict[str, Any]

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "persona": (
        "someone in a hurry",
        "a first-time customer",
        "a regular who knows the shop",
        "someone who writes for a company or a school",
    ),
    "tone": ("matter-of-fact", "friendly", "annoyed", "very polite"),
    "length": ("one short sentence", "two sentences", "a short paragraph"),
    "channel": ("e-mail", "chat", "web form", "phone call, written down"),
    "difficulty": (
        "plain",
        "one detail that could mislead",
        "told in a roundabout way",
    ),
}
"""In what examples differ where the task names no attributes of its own."""


@dataclass(frozen=True)
class Request:
    """One question to the teacher.

    Attributes
    ----------
    number : int
        Its place in the plan, from 0.
    child : int
        The how manieth of its seed, from 0.
    seed_id : str
        Of the gold seed it shall vary.
    seed : dict
        That seed, a chat example.
    attributes : mapping of str to str
        In what it shall differ, such as ``{"tone": "annoyed"}``.
    params : dict
        Arguments of the Messages API.
    attempt : int
        0; one more each time a person had it asked again.
    """

    number: int
    child: int
    seed_id: str
    seed: Example
    attributes: Mapping[str, str]
    params: Params
    attempt: int = 0

    @functools.cached_property
    def hash(self) -> str:
        """SHA-256 of what is asked: what the journal knows the reply by.

        The number is not part of it: with a seed more, paid replies stay found.
        """
        asked = [self.seed_id, self.child, self.attempt, self.params]
        return sha256(canonical_json(asked))


class Plan:
    """All requests of a run, made when they are needed.

    Parameters
    ----------
    task : Task
        What the rows are for.
    seeds : sequence of dict
        Gold seeds; request `k` varies seed ``k % len(seeds)``.
    settings : mapping
        Arguments of every call besides the messages, such as ``model``.
    show_gold : bool
        Whether the teacher is shown all seeds, not only the one to vary.
    random_seed : int
        Decides the order of the attributes.

    Examples
    --------
    >>> from ftwidgets.examples import chat
    >>> seed = chat(("user", "Where is my lamp?"), ("assistant", "delivery"), id="g1")
    >>> plan = Plan(Task("tickets", "classification"), [seed], {"model": "m"})
    >>> [request.seed_id for request in plan.first(2)]
    ['g1', 'g1']
    >>> plan.request(0).hash == plan.request(1).hash
    False
    """

    def __init__(
        self,
        task: Task,
        seeds: Sequence[Example],
        settings: Mapping[str, Any],
        show_gold: bool = False,
        random_seed: int = 0,
    ) -> None:
        self.task = task
        self.seeds = list(seeds)
        self.settings = dict(settings)
        self.random_seed = random_seed
        self.ids = [id_of(seed) for seed in self.seeds]
        self._prompts = Prompts(task, self.seeds if show_gold else [])
        self._grid = task.attributes or ATTRIBUTES

    def request(self, number: int, attempt: int = 0) -> Request:
        """The request with this number."""
        child, at = divmod(number, len(self.seeds))
        attributes = self.attributes(self.ids[at], child)
        params = {
            **self.settings,
            **self._prompts.messages(self.seeds[at], attributes),
        }
        seed, name = self.seeds[at], self.ids[at]
        return Request(number, child, name, seed, attributes, params, attempt)

    def first(self, number: int) -> Iterator[Request]:
        """The first so many requests."""
        return map(self.request, range(number))

    def attributes(self, seed_id: str, child: int) -> dict[str, str]:
        """Attributes of a child: no two of one seed get the same while any are left."""
        sizes = [len(values) for values in self._grid.values()]
        total = math.prod(sizes)
        digest = int(sha256(f"{self.random_seed} {seed_id}"), 16)
        start, step = digest % total, digest // total % total
        while math.gcd(step, total) != 1:
            step += 1
        place, chosen = (start + child * step) % total, {}
        for name, values in self._grid.items():
            place, at = divmod(place, len(values))
            chosen[name] = values[at]
        return chosen


def id_of(seed: Example) -> str:
    """Id of a seed; of one without, the first digits of its fingerprint.

    Examples
    --------
    >>> id_of({"messages": [], "id": "gold-0007"}), id_of({"messages": []})
    ('gold-0007', 'seed-4f53cda1')
    """
    given = seed.get("id")
    return (
        given if isinstance(given, str) and given else f"seed-{fingerprint(seed)[:8]}"
    )
